/* Welch's t test: two means, each with its own spread (Welch 1947, 10.1093/biomet/34.1-2.28). */
#include <math.h>

#include "base/status.h"
#include "finish.h"

/* Mean, and its squared standard error. */
static double mean_and_error(const double *value, int n, double *error_squared) {
  const double mean = zn_mean(value, n);
  double squares = 0.0;
  for (int i = 0; i < n; i++) squares += (value[i] - mean) * (value[i] - mean);
  *error_squared = squares / (n - 1) / n;
  return mean;
}

enum zn_status zn_compare_t(struct zn_comparison *c, const double *control, int n_control, const double *treated, int n_treated,
                            double confidence, struct zn_error *error) {
  ZN_TRY(zn_comparison_begin(c, ZN_COMPARE_T, confidence, error));
  ZN_TRY(zn_comparison_check_values("the control", control, n_control, error));
  ZN_TRY(zn_comparison_check_values("the treated", treated, n_treated, error));
  c->n[0] = n_control;
  c->n[1] = n_treated;
  if (n_control < 2 || n_treated < 2) return ZN_OK;
  double e0, e1;
  const double m0 = mean_and_error(control, n_control, &e0), m1 = mean_and_error(treated, n_treated, &e1);
  const double freedom = (e0 + e1) * (e0 + e1) / (e0 * e0 / (n_control - 1) + e1 * e1 / (n_treated - 1));
  zn_comparison_finish_t(c, m1 - m0, sqrt(e0 + e1), freedom, fmax(fabs(m0), fabs(m1)), confidence);
  return ZN_OK;
}
