/* By chance alone: how often a value of one group lies above one of the other, without ties. */
#ifndef ZN_COMPARE_RANK_SUM_H
#define ZN_COMPARE_RANK_SUM_H

#include "zonula/status.h"

/* below [m * n / 2 + 1]: probability that among all m * n pairs of groups of m and n alike, at most u are won by the first; the other half
 * is its mirror image. By the recursion of Mann and Whitney 1947 (10.1214/aoms/1177730491), of which no term is negative, so that the
 * smallest probability is as exact as the largest. ZN_MEMORY. */
enum zn_status zn_rank_sum_below(double *below, int m, int n, struct zn_error *error);

#endif
