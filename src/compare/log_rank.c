/* Log-rank test (Mantel 1966), as survdiff of R: events against those expected if each time drew them from all who are at risk. */
#include <math.h>
#include <stdlib.h>

#include "base/status.h"
#include "finish.h"
#include "risk.h"

enum zn_status zn_compare_log_rank(struct zn_comparison *c, const double *time, const int *event, const int *group, int n,
                                   double confidence, struct zn_error *error) {
  ZN_TRY(zn_comparison_begin(c, ZN_COMPARE_LOG_RANK, confidence, error));
  struct zn_risk *risk;
  int times;
  ZN_TRY(zn_risk_list(c, &risk, &times, time, event, group, n, error));
  double expected[2] = {0.0, 0.0}, variance = 0.0; /* variance: hypergeometric */
  for (int k = 0; k < times; k++) {
    const double n0 = risk[k].at_risk[0], n1 = risk[k].at_risk[1], all = n0 + n1, d = risk[k].events[0] + risk[k].events[1];
    expected[0] += d * n0 / all;
    expected[1] += d * n1 / all;
    if (all > 1.0) variance += d * (n0 / all) * (n1 / all) * (all - d) / (all - 1.0);
  }
  free(risk);
  if (!(variance > 0.0)) return ZN_OK; /* never were both groups at risk and anybody spared */
  const double excess = c->events[1] - expected[1];
  c->z = excess / sqrt(variance);
  c->statistic = c->z * c->z;
  c->freedom = 1.0;
  c->p_value = zn_p_of_score(c->z);
  /* The ratio of Pike 1972 with its usual standard error; a group without events has no end on that side. */
  if (c->events[0] && c->events[1])
    zn_comparison_set_ratio(c, log(c->events[1] / expected[1] / (c->events[0] / expected[0])), sqrt(1.0 / expected[1] + 1.0 / expected[0]),
                            confidence);
  else
    c->estimate = c->events[1] ? INFINITY : 0.0;
  return ZN_OK;
}
