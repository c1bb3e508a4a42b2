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

static double statistic_of_sorted(enum zn_statistic statistic, const double *sorted, int n) {
  double sum = 0.0;
  switch (statistic) {
    case ZN_STATISTIC_MEDIAN:
      return zn_quantile(sorted, n, 0.5);
    case ZN_STATISTIC_MEAN:
      for (int i = 0; i < n; i++) sum += sorted[i];
      return sum / n;
    case ZN_STATISTIC_GEOMETRIC_MEAN:
      for (int i = 0; i < n; i++) sum += log(sorted[i]);
      return exp(sum / n);
  }
  return NAN;
}

struct zn_middle zn_middle_of(double *values, int n) {
  n = zn_sort_values(values, n);
  if (!n) return (struct zn_middle){NAN, NAN, NAN};
  return (struct zn_middle){zn_quantile(values, n, 0.5), zn_quantile(values, n, 0.05), zn_quantile(values, n, 0.95)};
}

double zn_statistic_of(enum zn_statistic statistic, double *values, int n) {
  return statistic_of_sorted(statistic, values, zn_sort_values(values, n));
}

/* The sorted values, and room to draw from them. */
struct urn {
  enum zn_statistic statistic;
  const double *sorted;
  int n;
  uint64_t seed;
  uint32_t stream;
  double *group; /* [n] */
  int *drawn;    /* [n] how often each value was */
};

/* The statistic of one resample. Counting what was drawn puts it in order, which sorting would take much longer for. */
static double resampled(const struct urn *u, uint32_t number) {
  memset(u->drawn, 0, (size_t)u->n * sizeof *u->drawn);
  for (int i = 0; i < u->n; i++) u->drawn[(int)(u->n * zn_uniform(u->seed, number, u->stream, (uint32_t)i))]++;
  for (int i = 0, k = 0; i < u->n; i++)
    for (int times = u->drawn[i]; times > 0; times--) u->group[k++] = u->sorted[i];
  return statistic_of_sorted(u->statistic, u->group, u->n);
}

enum zn_status zn_prediction_interval(enum zn_statistic statistic, const double *sorted, int n, uint64_t seed, uint32_t stream, double *lo,
                                      double *hi) {
  double *group = malloc(((size_t)n + RESAMPLES) * sizeof *group), *change = group + n;
  int *drawn = malloc((size_t)n * sizeof *drawn);
  const struct urn urn = {statistic, sorted, n, seed, stream, group, drawn};
  const int by_factor = sorted[0] > 0.0;
  for (uint32_t b = 0; group && drawn && b < RESAMPLES; b++) {
    const double ours = resampled(&urn, 2 * b), theirs = resampled(&urn, 2 * b + 1);
    change[b] = by_factor ? theirs / ours : theirs - ours;
  }
  if (group && drawn) {
    const double seen = statistic_of_sorted(statistic, sorted, n);
    const int kept = zn_sort_values(change, RESAMPLES);
    const double low = kept ? zn_quantile(change, kept, 0.05) : NAN, high = kept ? zn_quantile(change, kept, 0.95) : NAN;
    *lo = by_factor ? seen * low : seen + low;
    *hi = by_factor ? seen * high : seen + high;
  }
  const enum zn_status status = group && drawn ? ZN_OK : ZN_MEMORY;
  free(group);
  free(drawn);
  return status;
}
