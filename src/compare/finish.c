#include "finish.h"

#include <float.h>
#include <gsl/gsl_cdf.h>
#include <math.h>

#include "base/status.h"
#include "root.h"

enum zn_status zn_comparison_begin(struct zn_comparison *c, enum zn_comparison_kind kind, double confidence, struct zn_error *error) {
  *c = (struct zn_comparison){
      .kind = kind, .estimate = NAN, .low = NAN, .high = NAN, .statistic = NAN, .freedom = NAN, .z = NAN, .p_value = NAN};
  return confidence > 0.0 && confidence < 1.0 ? ZN_OK
                                              : zn_fail(error, ZN_ARGUMENT, "a confidence of %g does not lie between 0 and 1", confidence);
}

enum zn_status zn_comparison_check_values(const char *what, const double *value, int n, struct zn_error *error) {
  if (n < 0) return zn_fail(error, ZN_ARGUMENT, "%d values of %s cannot be compared", n, what);
  for (int i = 0; i < n; i++)
    if (isnan(value[i])) return zn_fail(error, ZN_ARGUMENT, "value %d of %s is missing; who has none must be left out", i + 1, what);
  return ZN_OK;
}

enum zn_status zn_comparison_check_marks(const char *what, const int *mark, int n, struct zn_error *error) {
  if (n < 0) return zn_fail(error, ZN_ARGUMENT, "%d people cannot be compared", n);
  for (int i = 0; i < n; i++)
    if (mark[i] != 0 && mark[i] != 1) return zn_fail(error, ZN_ARGUMENT, "%s of person %d is %d, not 0 or 1", what, i + 1, mark[i]);
  return ZN_OK;
}

double zn_mean(const double *value, int n) {
  double sum = 0.0, rest = 0.0;
  for (int i = 0; i < n; i++) sum += value[i];
  const double mean = sum / n;
  for (int i = 0; i < n; i++) rest += value[i] - mean;
  return mean + rest / n;
}

double zn_score_of_p(double p_value, double side) {
  return copysign(gsl_cdf_ugaussian_Qinv(0.5 * fmin(fmax(p_value, 2.0 * DBL_MIN), 1.0)), side);
}

double zn_p_of_score(double z) { return erfc(fabs(z) / sqrt(2.0)); }

double zn_score_of_confidence(double confidence) { return gsl_cdf_ugaussian_Qinv(0.5 * (1.0 - confidence)); }

/* Student's distribution by the incomplete beta function: GSL's own uses a series from 30 degrees of freedom on, which is less exact. */
static double two_sided_t(double t, double freedom) { return gsl_cdf_beta_P(freedom / (freedom + t * t), 0.5 * freedom, 0.5); }

struct t_asked {
  double freedom, both_tails;
};

static double too_much_beyond(const void *context, double t) {
  const struct t_asked *asked = context;
  return two_sided_t(t, asked->freedom) - asked->both_tails;
}

static double t_of_confidence(double confidence, double freedom) {
  const struct t_asked asked = {freedom, 1.0 - confidence};
  double far = 4.0;
  while (far < 1e100 && too_much_beyond(&asked, far) > 0.0) far *= 4.0;
  return zn_root(too_much_beyond, &asked, 0.0, far);
}

void zn_comparison_finish_t(struct zn_comparison *c, double difference, double standard_error, double freedom, double size,
                            double confidence) {
  if (!(standard_error > 10.0 * DBL_EPSILON * size) || !isfinite(standard_error) || !isfinite(difference) || !(freedom > 0.0)) return;
  const double width = standard_error * t_of_confidence(confidence, freedom);
  c->estimate = difference;
  c->low = difference - width;
  c->high = difference + width;
  c->statistic = difference / standard_error;
  c->freedom = freedom;
  c->p_value = two_sided_t(c->statistic, freedom);
  c->z = zn_score_of_p(c->p_value, c->statistic);
}

void zn_comparison_set_ratio(struct zn_comparison *c, double log_ratio, double standard_error, double confidence) {
  const double width = zn_score_of_confidence(confidence) * standard_error;
  c->estimate = exp(log_ratio);
  c->low = exp(log_ratio - width);
  c->high = exp(log_ratio + width);
}
