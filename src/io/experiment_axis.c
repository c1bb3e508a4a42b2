/* Where the values of a criterion lie on a line. */
#include <math.h>
#include <stdlib.h>

#include "zonula/experiment.h"

static void take(struct zn_axis *axis, double value) {
  if (!isfinite(value)) return;
  axis->low = fmin(axis->low, value); /* fmin and fmax leave NAN as soon as there is a number */
  axis->high = fmax(axis->high, value);
}

static int has_people(enum zn_criterion_kind kind) {
  return kind == ZN_CRITERION_EACH || kind == ZN_CRITERION_MEDIAN || kind == ZN_CRITERION_MEAN;
}

static int by_size(const void *a, const void *b) {
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* Type 7 of Hyndman and Fan 1996, as everywhere. */
static double quantile_of(const double *sorted, int n, double q) {
  const double at = q * (n - 1);
  const int below = (int)at;
  return below + 1 < n ? sorted[below] + (at - below) * (sorted[below + 1] - sorted[below]) : sorted[n - 1];
}

void zn_criterion_spread(double quantile[5], enum zn_criterion_kind kind, const struct zn_criterion_result *result, int members) {
  static const double at[5] = {0.05, 0.25, 0.50, 0.75, 0.95};
  double *sorted = has_people(kind) ? NULL : malloc(((size_t)members + 1) * sizeof *sorted);
  int n = 0;
  for (int m = 0; sorted && m < members; m++)
    if (isfinite(result->member[m])) sorted[n++] = result->member[m];
  if (n) qsort(sorted, (size_t)n, sizeof *sorted, by_size);
  for (int q = 0; q < 5; q++) quantile[q] = has_people(kind) ? result->quantile[q] : n ? quantile_of(sorted, n, at[q]) : NAN;
  free(sorted);
}

static void take_outcome(struct zn_axis *axis, enum zn_criterion_kind kind, const struct zn_criterion_result *c, int members) {
  double quantile[5];
  zn_criterion_spread(quantile, kind, c, members);
  for (int q = 0; q < 5; q++) take(axis, quantile[q]);
  for (int m = 0; m < members; m++) take(axis, c->member[m]);
  if (kind != ZN_CRITERION_EACH) take(axis, c->statistic);
}

struct zn_axis zn_criterion_axis(const struct zn_experiment *experiment, const struct zn_experiment_result *result, int k) {
  const struct zn_criterion *c = &experiment->criterion[k];
  struct zn_axis axis = {NAN, NAN, 0};
  take_outcome(&axis, c->kind, &result->intact.criterion[k], result->members);
  for (int b = 0; b < result->n_broken; b++) take_outcome(&axis, c->kind, &result->broken[b].criterion[k], result->members);
  if (isnan(axis.low)) return axis;
  take(&axis, c->above);
  take(&axis, c->below);
  axis.logarithmic = axis.low > 0.0 && axis.high > 10.0 * axis.low;
  if (axis.logarithmic) {
    const double room = pow(axis.high / axis.low, 0.06);
    return (struct zn_axis){axis.low / room, axis.high * room, 1};
  }
  const double span = axis.high - axis.low, room = span > 0.0 ? 0.06 * span : fmax(0.1 * fabs(axis.low), 1e-12);
  return (struct zn_axis){axis.low - room, axis.high + room, 0};
}

double zn_axis_place(const struct zn_axis *axis, double value) {
  if (axis->logarithmic)
    value = value > 0.0 ? log(value / axis->low) / log(axis->high / axis->low) : 0.0;
  else
    value = (value - axis->low) / (axis->high - axis->low);
  return fmin(fmax(value, 0.0), 1.0);
}
