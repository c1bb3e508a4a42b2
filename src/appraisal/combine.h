/* Several read-outs made one score by logistic regression, and judged by people whom it was not fitted to.
 *
 * Read-outs are standardised (mean 0, SD 1 in the people fitted to). Their weights have a normal prior of mean 0 and SD
 * ZN_WEIGHT_PRIOR_SD, which is a ridge penalty of 1/SD^2: hardly felt where there are hundreds of people, and it keeps weights finite
 * where people are told apart without a mistake. The width is chosen, near the scale of 2.5 that Gelman et al. 2008
 * (10.1214/08-AOAS191) put on such weights. The intercept is free. Fitted by Newton's steps (iteratively reweighted least squares),
 * halved where they would make the fit worse. */
#ifndef ZN_APPRAISAL_COMBINE_H
#define ZN_APPRAISAL_COMBINE_H

#include <stdint.h>

#include "zonula/status.h"

#define ZN_WEIGHT_PRIOR_SD 2.5
enum { ZN_FOLDS = 10 };

/* Read-outs x [n][k], and who has it [n]. */
struct zn_readouts {
  int n, k;
  const double *x;
  const unsigned char *has;
};

/* Fits weights [k + 1], the last one the intercept, to the read-outs as they are, to people with use[i] (NULL: all).
 * ZN_MEMORY; ZN_NUMERICAL when the equations cannot be solved. */
enum zn_status zn_logistic_fit(double *weight, const struct zn_readouts *readouts, const unsigned char *use, double ridge,
                               struct zn_error *error);

/* Deals people into `folds` parts, each with its share of both kinds, in the order of their keys [n]. ZN_MEMORY. */
enum zn_status zn_deal_folds(int *fold, const double *key, const unsigned char *has, int n, int folds, struct zn_error *error);

/* ln odds of each person [n] by a regression on everybody who is not in his or her fold. ZN_NUMERICAL as above. */
enum zn_status zn_score_unseen(double *score, const struct zn_readouts *readouts, const int *fold, int folds, struct zn_error *error);

/* Weights [k] of standardised read-outs, fitted to everybody. */
enum zn_status zn_weigh_all(double *weight, const struct zn_readouts *readouts, struct zn_error *error);

#endif
