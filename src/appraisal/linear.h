/* The hierarchy with its model made linear about one point: z = y - f + J theta0, residual r = z - J theta. Papers are blocks of the
 * covariance V of r. Shared by fitting, estimating spreads and leaving papers out. */
#ifndef ZN_APPRAISAL_LINEAR_H
#define ZN_APPRAISAL_LINEAR_H

#include <gsl/gsl_matrix.h>

#include "hierarchy.h"

/* Scale of a Student t with 4 degrees of freedom as a normal SD of the same 90 % interval: 2.132 / 1.645. */
#define ZN_ROW_SD_PER_SCALE 1.296

struct zn_linear {
  const struct zn_hierarchy_problem *problem; /* borrowed */
  int n_spreads;                              /* effects, then kinds */
  int *order, *first;                         /* rows sorted by paper; paper g has order[first[g]] ... order[first[g + 1] - 1] */
  unsigned char *left_out;                    /* [n_papers] */
  gsl_matrix *jacobian;                       /* [n_rows][n_theta], rows in the order of the problem */
  double *z;                                  /* [n_rows] */
  double *spread, *weight;                    /* [n_spreads], [n_rows]: what V is made with */
  double *theta;                              /* [n_theta] the solution within the bounds */
  gsl_matrix *precision;                      /* A = J' V^-1 J + prior */
  gsl_matrix *factor;                         /* its Cholesky factor, lower */
  double *right;                              /* b = J' V^-1 z + prior */
  double *low, *high;                         /* [n_theta] */
  gsl_matrix **inverse;                       /* [n_papers] V^-1 of each paper */
  double *pull;                               /* [n_rows] V^-1 r at theta, 0 where left out */
  double *own;                                /* [n_rows] diagonal of the marginal precision, theta integrated out */
  double log_det_v, log_det_a;
};

enum zn_status zn_linear_open(struct zn_linear *linear, const struct zn_hierarchy_problem *problem, struct zn_error *error);
void zn_linear_close(struct zn_linear *linear); /* also after a failure */

/* Variance of a row's own error under the present spread and weight; and its load on an effect. */
double zn_linear_noise(const struct zn_linear *linear, int row);
double zn_linear_load(const struct zn_hierarchy_row *row, int effect);

/* Makes V^-1, A and b from spreads and weights, then theta, pull. */
enum zn_status zn_linear_solve(struct zn_linear *linear, struct zn_error *error);
/* ln of the marginal likelihood times the priors of the spreads at what was solved; `slope` [n_spreads] by ln spread; fills `own`. */
enum zn_status zn_linear_marginal(struct zn_linear *linear, double *value, double *slope, struct zn_error *error);
/* Row weights from `pull` and `own`; returns the largest change. zn_linear_marginal first. */
double zn_linear_weigh(struct zn_linear *linear);
/* Spreads to the top of the marginal likelihood, weights to their expectations, in turn until both rest; solved. */
enum zn_status zn_linear_settle(struct zn_linear *linear, struct zn_error *error);
/* SD of ln spread [n_spreads] from the curvature at the top. */
enum zn_status zn_linear_spread_sd(struct zn_linear *linear, double *sd, struct zn_error *error);

/* Posterior covariance of theta, [n_theta][n_theta]. */
void zn_linear_covariance(const struct zn_linear *linear, double *covariance);
/* SD of row `row` as measured by a new laboratory. */
double zn_linear_predictive_sd(const struct zn_linear *linear, const double *covariance, int row);

#endif
