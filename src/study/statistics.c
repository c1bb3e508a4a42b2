#include "statistics.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"

enum { RESAMPLES = 2000 };

static int by_value(const void *a, const void *b) {
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

double zn_quantile(const double *sorted, int n, double q) {
  const double place = q * (n - 1);
  const int below = (int)place < n - 1 ? (int)place : n - 1, above = below < n - 1 ? below + 1 : below;
  return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
}

int zn_sort_values(double *values, int n) {
  int kept = 0;
  for (int i = 0; i < n; i++)
    if (!isnan(values[i])) values[kept++] = values[i];
  qsort(values, (size_t)kept, sizeof *values, by_value);
  return kept;
}

double zn_statistic_of(enum zn_statistic statistic, double *values, int n) {
  double sum = 0.0;
  switch (statistic) {
    case ZN_STATISTIC_MEDIAN:
      return zn_quantile(values, zn_sort_values(values, n), 0.5);
    case ZN_STATISTIC_MEAN:
      for (int i = 0; i < n; i++) sum += values[i];
      return sum / n;
    case ZN_STATISTIC_GEOMETRIC_MEAN:
      for (int i = 0; i < n; i++) sum += log(values[i]);
      return exp(sum / n);
  }
  return NAN;
}

/* The statistic of one resample of the values. */
static double resampled(enum zn_statistic statistic, const double *values, int n, double *group, uint64_t seed, uint32_t number,
                        uint32_t stream) {
  for (int i = 0; i < n; i++) group[i] = values[(int)(n * zn_uniform(seed, number, stream, (uint32_t)i))];
  return zn_statistic_of(statistic, group, n);
}

enum zn_status zn_prediction_interval(enum zn_statistic statistic, const double *values, int n, uint64_t seed, uint32_t stream, double *lo,
                                      double *hi) {
  double *group = malloc(((size_t)n + RESAMPLES) * sizeof *group);
  if (!group) return ZN_MEMORY;
  double *change = group + n, least = values[0];
  for (int i = 1; i < n; i++) least = fmin(least, values[i]);
  const int by_factor = least > 0.0;
  for (uint32_t b = 0; b < RESAMPLES; b++) {
    const double ours = resampled(statistic, values, n, group, seed, 2 * b, stream);
    const double theirs = resampled(statistic, values, n, group, seed, 2 * b + 1, stream);
    change[b] = by_factor ? theirs / ours : theirs - ours;
  }
  memcpy(group, values, (size_t)n * sizeof *group);
  const double seen = zn_statistic_of(statistic, group, n);
  const int kept = zn_sort_values(change, RESAMPLES);
  const double low = kept ? zn_quantile(change, kept, 0.05) : NAN, high = kept ? zn_quantile(change, kept, 0.95) : NAN;
  *lo = by_factor ? seen * low : seen + low;
  *hi = by_factor ? seen * high : seen + high;
  free(group);
  return ZN_OK;
}
