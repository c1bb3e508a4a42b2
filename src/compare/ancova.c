/* Analysis of covariance: two means at equal baseline, along one slope that both groups share. */
#include <math.h>

#include "base/status.h"
#include "finish.h"

/* Least squares of value = a + b baseline + c group come from means of the groups and from sums of products about them. */
struct about_means {
  double value[2], baseline[2]; /* means of the groups */
  double xx, xy;                /* of baseline with itself and with the value, both groups together */
};

static struct about_means means_of(const double *value, const double *baseline, const int *group, int n, const int *n_of) {
  struct about_means m = {{0.0, 0.0}, {0.0, 0.0}, 0.0, 0.0};
  for (int round = 0; round < 2; round++) { /* the second takes away what the first one rounded */
    const struct about_means first = m;
    for (int i = 0; i < n; i++) {
      const int g = group[i];
      m.value[g] += (value[i] - first.value[g]) / n_of[g];
      m.baseline[g] += (baseline[i] - first.baseline[g]) / n_of[g];
    }
  }
  for (int i = 0; i < n; i++) {
    const double x = baseline[i] - m.baseline[group[i]];
    m.xx += x * x;
    m.xy += x * (value[i] - m.value[group[i]]);
  }
  return m;
}

enum zn_status zn_compare_ancova(struct zn_comparison *c, const double *value, const double *baseline, const int *group, int n,
                                 double confidence, struct zn_error *error) {
  ZN_TRY(zn_comparison_begin(c, ZN_COMPARE_ANCOVA, confidence, error));
  ZN_TRY(zn_comparison_check_marks("the group", group, n, error));
  ZN_TRY(zn_comparison_check_values("the endpoint", value, n, error));
  ZN_TRY(zn_comparison_check_values("the baseline", baseline, n, error));
  for (int i = 0; i < n; i++) c->n[group[i]]++;
  if (!c->n[0] || !c->n[1] || n < 4) return ZN_OK;
  const struct about_means m = means_of(value, baseline, group, n, c->n);
  const double size_x = fmax(fabs(m.baseline[0]), fabs(m.baseline[1]));
  if (!(sqrt(m.xx) > 1e-14 * n * size_x)) return ZN_OK; /* a baseline that does not vary has no slope */
  const double slope = m.xy / m.xx, apart = m.baseline[1] - m.baseline[0];
  double squares = 0.0;
  for (int i = 0; i < n; i++) {
    const double rest = value[i] - m.value[group[i]] - slope * (baseline[i] - m.baseline[group[i]]);
    squares += rest * rest;
  }
  const double freedom = n - 3, variance = squares / freedom * (1.0 / c->n[0] + 1.0 / c->n[1] + apart * apart / m.xx);
  const double size = fmax(fmax(fabs(m.value[0]), fabs(m.value[1])), fabs(slope) * size_x);
  zn_comparison_finish_t(c, m.value[1] - m.value[0] - slope * apart, sqrt(variance), freedom, size, confidence);
  return ZN_OK;
}
