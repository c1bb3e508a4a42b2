/* Receiver operating characteristics of scores: area, its interval, the curve and points on it.
 *
 * The area is the statistic of Mann and Whitney; its variance, and that of a difference between two scores of the same people, come
 * from placements (DeLong, DeLong and Clarke-Pearson 1988, 10.2307/2531595). Intervals of one area are made on the logit, where they
 * cannot leave 0 to 1. An area of exactly 0 or 1 has no variance; its interval is what would be said of as many coin tosses as there
 * are people of the rarer kind, all alike (Clopper and Pearson 1934, 10.1093/biomet/26.4.404): chosen, wider than it must be. */
#ifndef ZN_APPRAISAL_ROC_H
#define ZN_APPRAISAL_ROC_H

#include "zonula/discrimination.h"

/* Whoever is to be told apart. */
struct zn_roc_people {
  int n;
  const unsigned char *has; /* [n] 1: has it */
  const double *truth;      /* [n] how much of it */
};

/* Judges finite scores [n]. ZN_MEMORY; else everything in `roc` is set, and what cannot be said is NAN. Free with zn_roc_clear. */
enum zn_status zn_roc_make(struct zn_roc *roc, const double *score, const struct zn_roc_people *people, struct zn_error *error);
void zn_roc_clear(struct zn_roc *roc);

/* Placement of each person: the share of the other kind that reads on the right side of him or her, ties counting half. Their mean over
 * either kind is the area. ZN_MEMORY. */
enum zn_status zn_roc_placements(double *placement, const double *score, const struct zn_roc_people *people, struct zn_error *error);

/* 95 % interval of the area of one score from its placements. */
void zn_roc_interval(const double *placement, const struct zn_roc_people *people, double *auc, double *lo95, double *hi95);
/* Difference of two areas of the same people, and its 95 % interval. */
void zn_roc_gain(const double *placement, const double *than, const struct zn_roc_people *people, double *gain, double *lo95, double *hi95);

/* Rank correlation of x and y [n], ties at their middle rank (Spearman 1904, 10.2307/1412159); NAN when one of them does not vary. */
enum zn_status zn_rank_correlation(double *correlation, const double *x, const double *y, int n, struct zn_error *error);

#endif
