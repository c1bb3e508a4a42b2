/* What all comparisons share: how an answer begins, and how it is finished from an effect and its standard error. */
#ifndef ZN_COMPARE_FINISH_H
#define ZN_COMPARE_FINISH_H

#include "zonula/comparison.h"

/* An answer that tells nothing yet: no people, all numbers NAN. ZN_ARGUMENT where the confidence does not lie between 0 and 1. */
enum zn_status zn_comparison_begin(struct zn_comparison *c, enum zn_comparison_kind kind, double confidence, struct zn_error *error);

/* ZN_ARGUMENT for a negative number of values, or a NAN among them. */
enum zn_status zn_comparison_check_values(const char *what, const double *value, int n, struct zn_error *error);
/* ZN_ARGUMENT for a negative number of them, or one that is neither 0 nor 1. */
enum zn_status zn_comparison_check_marks(const char *what, const int *mark, int n, struct zn_error *error);

/* Mean of n > 0 values; a second round takes away what the first one rounded. */
double zn_mean(const double *value, int n);

/* From a difference and its standard error, which has `freedom` degrees of freedom. `size` is how large the numbers compared are: a
 * standard error of no more than their rounding is none, and nothing can be told. */
void zn_comparison_finish_t(struct zn_comparison *c, double difference, double standard_error, double freedom, double size,
                            double confidence);

/* Estimate and interval of a ratio from the logarithm of it, and the standard error of that. */
void zn_comparison_set_ratio(struct zn_comparison *c, double log_ratio, double standard_error, double confidence);

/* The standard normal score with the two-sided p, on the side of the sign of `side`. A p too small for a number counts as the smallest
 * one, which is 37.5 SD away. */
double zn_score_of_p(double p_value, double side);
/* The two-sided p of a standard normal score. */
double zn_p_of_score(double z);
/* The score beyond which, on both sides together, a share 1 - confidence lies. */
double zn_score_of_confidence(double confidence);

#endif
