/* Ordinary differential equations for several people at once, as an integrator over lanes sees them.
 *
 * All arrays are [..][lanes] doubles, aligned to ZN_LANE_ALIGNMENT bytes; lane i belongs to one person and to nobody else. */
#ifndef ZN_BASE_LANE_PROBLEM_H
#define ZN_BASE_LANE_PROBLEM_H

enum { ZN_LANE_ALIGNMENT = 64, ZN_MOST_LANES = 8 };

struct zn_lane_problem {
  int lanes;
  int n;       /* states */
  int entries; /* of the Jacobian */
  int factors; /* numbers made of it by `factor` */
  int numbers; /* parameters of a person */
  /* What the functions below take of a person: numbers made of the parameters by `prepare`, once for each person, without lanes. NULL:
   * the parameters as they are. */
  int constants;
  void (*prepare)(const double *person, double *constant);
  /* Additions, multiplications and divisions of one call of each below, for measuring how well a processor is used; 0: not counted. */
  struct {
    int rates, derivatives, factor, solve;
  } operations;
  void (*rates)(const double *time, const double *y, const double *constant, double *rate);
  /* The rates and their derivatives by the states, [entries] in whatever order `factor` knows, and by time, [n]. */
  void (*derivatives)(const double *time, const double *y, const double *constant, double *rate, double *entry, double *by_time);
  /* Factors diagonal I - J; what cannot be factored becomes infinite or not a number. `x` [n] is the right side, then the answer. */
  void (*factor)(const double *entry, const double *diagonal, double *factors);
  void (*solve)(const double *factors, double *x);
  /* Where in the factors the pivots lie, as they are or as reciprocals, [n]. Rows and columns are eliminated in the same order, so the
   * determinant has the sign of their product. */
  const int *pivot;
};

static inline int zn_lane_constants(const struct zn_lane_problem *problem) {
  return problem->prepare ? problem->constants : problem->numbers;
}

/* Puts what a problem takes of a person into a lane that begins at `lane`; `prepared` [constants] is room to work in. */
static inline void zn_lane_prepare(const struct zn_lane_problem *problem, const double *person, double *prepared, double *lane) {
  if (problem->prepare) {
    problem->prepare(person, prepared);
    person = prepared;
  }
  for (int i = 0, n = zn_lane_constants(problem); i < n; i++) lane[i * problem->lanes] = person[i];
}

#endif
