/* Papers made up from known numbers, for the tests of the hierarchy: a model that is linear (or bent on purpose) in its parameters,
 * laboratories and rows that err with known SDs. */
#ifndef ZN_TEST_PAPERS_H
#define ZN_TEST_PAPERS_H

#include "appraisal/hierarchy.h"

enum { PAPERS_MOST_ROWS = 400, PAPERS_MOST_THETA = 12 };

struct papers {
  struct zn_hierarchy_problem problem;
  struct zn_hierarchy_row row[PAPERS_MOST_ROWS];
  struct zn_hierarchy_parameter parameter[PAPERS_MOST_THETA];
  struct zn_hierarchy_spread effect[4], kind[2];
  double design[PAPERS_MOST_ROWS][PAPERS_MOST_THETA]; /* f = design theta + bend (design theta)^2 */
  double truth[PAPERS_MOST_THETA], bend;
  int calls, points; /* of the model */
};

/* What a world looks like. */
struct papers_plan {
  int papers, rows_each, n_theta;
  double laboratory_sd, ratio_sd, row_sd, sampling_sd;
  int heavy_tails; /* rows err by Student's t with 4 degrees of freedom times row_sd; else normally */
  uint64_t seed;
};

/* Fills `p` (clear with nothing: it owns nothing). The first parameter touches all rows, the others every n_theta-1-th. Rows load +1
 * on effect 0 or on effect 1 or, as a ratio does, +1 on 0, -1 on 1 and +1 on 2, in turn. Parameters have the prior 0, SD 1, bounds -4 to 4.
 */
void papers_make(struct papers *p, const struct papers_plan *plan);

/* Order of everything turned round: rows and the numbers of papers. */
void papers_turn(struct papers *to, const struct papers *from);

/* The model, for zn_forward_call. */
enum zn_status papers_model(void *context, int n, const double *theta, const unsigned char *wanted, double *f, struct zn_error *error);

#endif
