#include "rank_sum.h"

#include <stdlib.h>

#include "base/status.h"

/* The largest of all belongs to the first group with probability i / (i + j), and then wins j pairs; else it wins none. */
static void recur(double *with_j, const double *with_fewer, int half, int i, int j) {
  const double first = (double)i / (i + j), second = (double)j / (i + j);
  for (int u = half; u >= j; u--) with_j[u] = first * with_j[u - j] + second * with_fewer[u];
  for (int u = j - 1 < half ? j - 1 : half; u >= 0; u--) with_j[u] = second * with_fewer[u];
}

enum zn_status zn_rank_sum_below(double *below, int m, int n, struct zn_error *error) {
  const int half = m * n / 2;
  const size_t width = (size_t)half + 1;
  double *row = calloc(((size_t)n + 1) * width, sizeof *row); /* [n + 1][half + 1] of groups of i and j */
  if (!row) return zn_fail(error, ZN_MEMORY, "no memory for the ranks of groups of %d and %d", m, n);
  for (int j = 0; j <= n; j++) row[(size_t)j * width] = 1.0;
  for (int i = 1; i <= m; i++)
    for (int j = 1; j <= n; j++) recur(row + (size_t)j * width, row + (size_t)(j - 1) * width, half, i, j);
  double sum = 0.0;
  for (int u = 0; u <= half; u++) below[u] = sum += row[(size_t)n * width + (size_t)u];
  free(row);
  return ZN_OK;
}
