/* Differences of all pairs of two groups, without making them. */
#ifndef ZN_COMPARE_PAIRS_H
#define ZN_COMPARE_PAIRS_H

#include <stdint.h>

/* Two groups in rising order; no infinite values. */
struct zn_pairs {
  const double *x, *y;
  int n_x, n_y;
};

/* The k-th smallest of the n_x * n_y differences x - y, k from 1: exactly that number, as if they had been sorted. Takes time in
 * proportion to n_x + n_y and no memory. */
double zn_pairs_difference(const struct zn_pairs *pairs, int64_t k);
/* Their median: the shift between the groups (Hodges and Lehmann 1963, 10.1214/aoms/1177704172). */
double zn_pairs_median(const struct zn_pairs *pairs);

#endif
