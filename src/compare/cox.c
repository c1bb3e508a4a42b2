/* Proportional hazards of two groups (Cox 1972), ties after Efron 1977, as coxph of R. */
#include <math.h>
#include <stdlib.h>

#include "base/status.h"
#include "finish.h"
#include "risk.h"

/* What the partial likelihood says of a logarithm of the hazard ratio: its slope, and minus its curvature. */
struct slope {
  double score, information;
};

/* Efron: of d people with the same time, the l-th event finds all of them at risk less the share l / d of those to whom it happens. Times
 * at which only one group is at risk say nothing. */
static struct slope slope_at(double log_ratio, const struct zn_risk *risk, int times) {
  struct slope s = {0.0, 0.0};
  const double ratio = exp(log_ratio);
  for (int k = 0; k < times; k++) {
    const int d = risk[k].events[0] + risk[k].events[1];
    if (!risk[k].at_risk[0] || !risk[k].at_risk[1]) continue;
    s.score += risk[k].events[1];
    for (int l = 0; l < d; l++) {
      const double gone = (double)l / d, treated = (risk[k].at_risk[1] - gone * risk[k].events[1]) * ratio;
      const double share = treated / (treated + risk[k].at_risk[0] - gone * risk[k].events[0]);
      s.score -= share;
      s.information += share * (1.0 - share);
    }
  }
  return s;
}

/* Events while both groups are at risk: all, and those of group 1. With none or all of them in one group the likelihood has no peak. */
static int has_peak(const struct zn_risk *risk, int times) {
  int all = 0, treated = 0;
  for (int k = 0; k < times; k++) {
    if (!risk[k].at_risk[0] || !risk[k].at_risk[1]) continue;
    all += risk[k].events[0] + risk[k].events[1];
    treated += risk[k].events[1];
  }
  return treated > 0 && treated < all;
}

/* Newton's steps; the score falls all the way, so that its sign says on which side of the peak a value lies, and a step that leaves what
 * is known to hold the peak is halved into it. */
static double find_peak(const struct zn_risk *risk, int times) {
  double b = 0.0, low = -INFINITY, high = INFINITY;
  for (int step = 0; step < 200; step++) {
    const struct slope s = slope_at(b, risk, times);
    if (s.score > 0.0)
      low = b;
    else
      high = b;
    double next = b + fmax(fmin(s.score / s.information, 4.0), -4.0);
    if (!(next >= low && next <= high)) next = 0.5 * (fmax(low, b - 4.0) + fmin(high, b + 4.0));
    if (!(fabs(next - b) > 1e-15 * fmax(fabs(b), 1.0))) return next;
    b = next;
  }
  return b;
}

enum zn_status zn_compare_cox(struct zn_comparison *c, const double *time, const int *event, const int *group, int n, double confidence,
                              struct zn_error *error) {
  ZN_TRY(zn_comparison_begin(c, ZN_COMPARE_COX, confidence, error));
  struct zn_risk *risk;
  int times;
  ZN_TRY(zn_risk_list(c, &risk, &times, time, event, group, n, error));
  if (has_peak(risk, times)) {
    const double b = find_peak(risk, times), standard_error = 1.0 / sqrt(slope_at(b, risk, times).information);
    zn_comparison_set_ratio(c, b, standard_error, confidence);
    c->statistic = c->z = b / standard_error;
    c->p_value = zn_p_of_score(c->z);
  }
  free(risk);
  return ZN_OK;
}
