/* Ordinary differential equations for several people at once, as an integrator over lanes sees them.
 *
 * All arrays are [..][lanes] doubles, aligned to ZN_LANE_ALIGNMENT bytes; lane i belongs to one person and to nobody else. */
#ifndef ZN_BASE_LANE_PROBLEM_H
#define ZN_BASE_LANE_PROBLEM_H

enum { ZN_LANE_ALIGNMENT = 64 };

struct zn_lane_problem {
  int lanes;
  int n;       /* states */
  int entries; /* of the Jacobian */
  int factors; /* numbers made of it by `factor` */
  int numbers; /* parameters of a person */
  /* Additions, multiplications and divisions of one call of each below, for measuring how well a processor is used; 0: not counted. */
  struct {
    int rates, derivatives, factor, solve;
  } operations;
  void (*rates)(const double *time, const double *y, const double *person, double *rate);
  /* The derivatives of the rates by the states, [entries] in whatever order `factor` knows, and by time, [n]. */
  void (*derivatives)(const double *time, const double *y, const double *person, double *entry, double *by_time);
  /* Factors diagonal I - J; what cannot be factored becomes infinite or not a number. `x` [n] is the right side, then the answer. */
  void (*factor)(const double *entry, const double *diagonal, double *factors);
  void (*solve)(const double *factors, double *x);
  /* Where in the factors the pivots lie, as they are or as reciprocals, [n]. Rows and columns are eliminated in the same order, so the
   * determinant has the sign of their product. */
  const int *pivot;
};

#endif
