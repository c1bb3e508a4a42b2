#include "rank_sum.h"

#include <stdlib.h>

#include "base/status.h"

/* Groups of i and j, from those with one fewer in the first or in the second: the largest of all belongs to the first group with
 * probability i / (i + j), and then wins j pairs; else it wins none. `now` holds those with one fewer in the first, of which only so many
 * pairs can be won; `spare` [last + 1] is room for them. */
static void recur(double *restrict now, const double *restrict fewer_second, double *restrict spare, int last, int i, int j) {
  const double first = (double)i / (i + j), second = (double)j / (i + j);
  for (int u = j; u <= last; u++) spare[u] = now[u - j];
  for (int u = 0; u <= last && u < j; u++) now[u] = second * fewer_second[u];
  for (int u = j; u <= last; u++) now[u] = first * spare[u] + second * fewer_second[u];
}

enum zn_status zn_rank_sum_below(double *below, int m, int n, struct zn_error *error) {
  const int half = m * n / 2;
  const size_t width = (size_t)half + 1;
  double *row = calloc(((size_t)n + 2) * width, sizeof *row); /* [n + 1][half + 1], and one to spare */
  if (!row) return zn_fail(error, ZN_MEMORY, "no memory for the ranks of groups of %d and %d", m, n);
  double *spare = row + ((size_t)n + 1) * width;
  for (int j = 0; j <= n; j++) row[(size_t)j * width] = 1.0; /* row j: of groups of i and j, from i = 0 on */
  for (int i = 1; i <= m; i++)
    for (int j = 1; j <= n; j++) {
      double *now = row + (size_t)j * width;
      recur(now, now - width, spare, half < i * j ? half : i * j, i, j);
    }
  double sum = 0.0;
  for (int u = 0; u <= half; u++) below[u] = sum += row[(size_t)n * width + (size_t)u];
  free(row);
  return ZN_OK;
}
