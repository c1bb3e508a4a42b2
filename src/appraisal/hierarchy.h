/* Fitting few numbers to many papers: a hierarchical regression with the laboratory as a random effect.
 *
 *   y[i] = f_i(theta) + sum_k weight[i][k] u[paper(i), effect k] + e[i] + s[i]
 *
 * y: ln of a reported statistic; f: ln of what the model says, given the parameters theta (ln, so that they are positive). u: how a
 * laboratory's analysis of a substance is off, normal with the SD of its effect class; a ratio of lactulose to mannitol loads +1 on
 * the first, -1 on the second. e: what is wrong with the row, Student t with 4 degrees of freedom and a scale that belongs to the
 * row's class: one odd row bends nothing. s: sampling error of the statistic, normal, SD known from the people measured and their
 * spread. theta has independent normal priors and stays within bounds.
 *
 * Estimated are theta (the most probable point, its covariance), the SDs of effects and rows (at the most probable point of their
 * marginal likelihood, theta and u integrated out by Laplace's approximation, with weak priors), and each row's weight (expectation
 * of the precision of its Student t error; Lange, Little & Taylor 1989, J Am Stat Assoc 84:881). Weights and errors are
 * taken as independent, which makes the scale of heavy-tailed rows come out some 15 % large; intervals then cover what they should
 * (tests/appraisal/test_hierarchy_papers.c). Everything works on small dense matrices: papers are blocks. Calls may be made from one thread
 * at a time: while they work, GSL's error handler is off. */
#ifndef ZN_APPRAISAL_HIERARCHY_H
#define ZN_APPRAISAL_HIERARCHY_H

#include <stdint.h>

#include "zonula/status.h"

enum { ZN_MOST_LOADINGS = 6 };

/* One effect of the laboratory on one row. */
struct zn_loading {
  int effect; /* class, 0 ... n_effects-1; one random number for each paper and class */
  double weight;
};

struct zn_hierarchy_row {
  double y;
  int paper;          /* 0 ... n_papers-1 */
  int kind;           /* row-error class, 0 ... n_kinds-1 */
  double sampling_sd; /* of y; 0: none */
  int n_loadings;
  struct zn_loading loading[ZN_MOST_LOADINGS];
};

/* A number to be fitted, ln. */
struct zn_hierarchy_parameter {
  double prior_mean, prior_sd, low, high;
};

/* A standard deviation to be estimated: ln of it has a normal prior. */
struct zn_hierarchy_spread {
  double prior_median, prior_ln_sd;
};

/* The model: f for `n` parameter vectors theta [n][n_theta] in one batch, into f [n][n_rows]. `wanted` [n][n_rows], or NULL: all;
 * rows not wanted may be left as they are. What it returns other than ZN_OK ends the fit and is passed on. */
struct zn_forward_call {
  void *context;
  enum zn_status (*many)(void *context, int n, const double *theta, const unsigned char *wanted, double *f, struct zn_error *error);
};

struct zn_hierarchy_problem {
  int n_rows, n_papers, n_theta, n_effects, n_kinds;
  const struct zn_hierarchy_row *row;             /* [n_rows] */
  const struct zn_hierarchy_parameter *parameter; /* [n_theta] */
  const struct zn_hierarchy_spread *effect;       /* [n_effects] */
  const struct zn_hierarchy_spread *kind;         /* [n_kinds] */
  const unsigned char *touches;                   /* [n_theta][n_rows]: whether the parameter changes the row; NULL: each may change all */
  struct zn_forward_call forward;
};

struct zn_hierarchy_options {
  int most_steps;     /* of theta; 0: 30 */
  double tolerance;   /* ends when no parameter moves by more than this share of its posterior SD; 0: 0.02 */
  double difference;  /* step of the finite differences, ln; 0: 0.03 */
  int one_sided;      /* 1: forward differences, half the cost, until steps get short; then central ones. 0: central throughout */
  const double *from; /* [n_theta] where to begin; NULL: prior means */
  /* Called after each step with the point reached [n_theta] and its posterior chi2; nonzero: ZN_INTERRUPTED. May be NULL. */
  int (*step)(void *context, int step, const double *theta, double badness);
  void *step_context;
};

/* What was found. Owned: zn_hierarchy_fit_clear. */
struct zn_hierarchy_fit {
  int n_rows, n_theta, n_effects, n_kinds;
  double *theta;      /* [n_theta] most probable */
  double *covariance; /* [n_theta][n_theta] posterior, as if there were no bounds */
  double *spread;     /* [n_effects + n_kinds] SDs: laboratory effects, then scales of the row errors */
  double *spread_sd;  /* [n_effects + n_kinds] posterior SD of ln spread */
  double *weight;     /* [n_rows] 5/4 at most; far below 1: the row was set aside */
  double *f;          /* [n_rows] at theta */
  double *jacobian;   /* [n_rows][n_theta] at theta */
  double *residual;   /* [n_rows] y - f */
  double *effect;     /* [n_rows] the laboratory's part of the residual, as estimated */
  double *sd;         /* [n_rows] of y as predicted for a new laboratory: parameters, laboratory, row, sampling */
  int steps;
  double left; /* how far the linear model would still move the parameter that moves most, in posterior SDs */
  int settled; /* that is within the tolerance; else most_steps were not enough, or the model is rough at this scale */
  double log_marginal;
};

/* Fits the problem. ZN_ARGUMENT when it is not one (indices, SDs, bounds, numbers that are none), ZN_NUMERICAL when the model's answer
 * is not finite. */
enum zn_status zn_hierarchy_fit(struct zn_hierarchy_fit *fit, const struct zn_hierarchy_problem *problem,
                                const struct zn_hierarchy_options *options, struct zn_error *error);
void zn_hierarchy_fit_clear(struct zn_hierarchy_fit *fit);

/* Draws `members` parameter vectors [members][n_theta] from the normal posterior, held within the bounds (what falls outside is
 * reflected). In pairs around the most probable point, and scaled so that each direction has its variance: mean and SDs of few
 * members are those of many. Keyed by seed and member. */
enum zn_status zn_hierarchy_draw(double *draws, int members, const struct zn_hierarchy_fit *fit, const struct zn_hierarchy_problem *problem,
                                 uint64_t seed, struct zn_error *error);

/* What is said of rows whose papers were not looked at. */
struct zn_hierarchy_left_out {
  int n_folds;
  double *theta;  /* [n_folds][n_theta] */
  double *f;      /* [n_rows] the model at the theta of the row's fold, truly evaluated */
  double *sd;     /* [n_rows] of y: parameters, laboratory, row, sampling */
  double *spread; /* [n_folds][n_effects + n_kinds] */
};

/* Cross-validation: `fold` [n_papers] 0 ... n_folds-1 says with whom a paper is left out (each paper by itself: its own number). The
 * rows of the fold are taken out, theta is solved for on the fit's linear model within the bounds, SDs and weights are estimated
 * anew without them, and the model is evaluated at that theta, all folds in one batch. Clear after a failure too. */
enum zn_status zn_hierarchy_leave_out(struct zn_hierarchy_left_out *out, const struct zn_hierarchy_fit *fit,
                                      const struct zn_hierarchy_problem *problem, const int *fold, int n_folds, struct zn_error *error);
void zn_hierarchy_left_out_clear(struct zn_hierarchy_left_out *out);

/* Deals papers to folds so that folds have about equally many rows; by `name` [n_papers] and seed, whatever their order. */
enum zn_status zn_hierarchy_deal(int *fold, int n_folds, const struct zn_hierarchy_problem *problem, const char *const *name, uint64_t seed,
                                 struct zn_error *error);

#endif
