/* Summaries over the people of a cohort. */
#ifndef ZN_STUDY_STATISTICS_H
#define ZN_STUDY_STATISTICS_H

#include "zonula/middle.h"
#include "zonula/study.h"

/* Quantile `q` (0..1) of values sorted in rising order, n > 0: linear between order statistics (Hyndman and Fan 1996, type 7). */
double zn_quantile(const double *sorted, int n, double q);

/* Sorts and drops NANs; returns how many are left. */
int zn_sort_values(double *values, int n);

/* Where values lie; NANs do not count. `values` is reordered. */
struct zn_middle zn_middle_of(double *values, int n);

/* Median, mean or geometric mean of n > 0 values; `values` is reordered. */
double zn_statistic_of(enum zn_statistic statistic, double *values, int n);

/* 90 % interval in which the statistic of another group of n people like these falls. Both groups happen to be who they are, so both
 * vary: pairs of bootstrap resamples (Efron 1979) give the change from one group to the next, as a factor where all values are
 * positive, else as a difference; 2000 pairs, drawn from (seed, stream). `sorted` [n], n > 1, rising. ZN_MEMORY without memory. */
enum zn_status zn_prediction_interval(enum zn_statistic statistic, const double *sorted, int n, uint64_t seed, uint32_t stream, double *lo,
                                      double *hi);

#endif
