/* Whether a problem is one. */
#include <math.h>

#include "base/status.h"
#include "hierarchy_work.h"

static enum zn_status check_row(const struct zn_hierarchy_problem *p, int i, struct zn_error *error) {
  const struct zn_hierarchy_row *r = &p->row[i];
  if (!isfinite(r->y)) return zn_fail(error, ZN_ARGUMENT, "row %d has no finite value", i);
  if (r->paper < 0 || r->paper >= p->n_papers) return zn_fail(error, ZN_ARGUMENT, "row %d is of paper %d of %d", i, r->paper, p->n_papers);
  if (r->kind < 0 || r->kind >= p->n_kinds) return zn_fail(error, ZN_ARGUMENT, "row %d is of kind %d of %d", i, r->kind, p->n_kinds);
  if (!(r->sampling_sd >= 0.0 && r->sampling_sd < 1e3))
    return zn_fail(error, ZN_ARGUMENT, "row %d has a sampling SD of %g", i, r->sampling_sd);
  if (r->n_loadings < 0 || r->n_loadings > ZN_MOST_LOADINGS) return zn_fail(error, ZN_ARGUMENT, "row %d has %d loadings", i, r->n_loadings);
  for (int k = 0; k < r->n_loadings; k++)
    if (r->loading[k].effect < 0 || r->loading[k].effect >= p->n_effects || !isfinite(r->loading[k].weight))
      return zn_fail(error, ZN_ARGUMENT, "row %d loads with %g on effect %d of %d", i, r->loading[k].weight, r->loading[k].effect,
                     p->n_effects);
  return ZN_OK;
}

static enum zn_status check_spread(const struct zn_hierarchy_spread *s, int i, struct zn_error *error) {
  if (s->prior_median > 0.0 && isfinite(s->prior_median) && s->prior_ln_sd > 0.0 && s->prior_ln_sd < 10.0) return ZN_OK;
  return zn_fail(error, ZN_ARGUMENT, "spread %d has the prior %g, ln SD %g; expected both above 0", i, s->prior_median, s->prior_ln_sd);
}

enum zn_status zn_hierarchy_check(const struct zn_hierarchy_problem *p, struct zn_error *error) {
  if (p->n_rows < 1 || p->n_papers < 1 || p->n_theta < 1 || p->n_effects < 0 || p->n_kinds < 1)
    return zn_fail(error, ZN_ARGUMENT, "nothing to fit: %d rows, %d papers, %d parameters, %d kinds", p->n_rows, p->n_papers, p->n_theta,
                   p->n_kinds);
  for (int i = 0; i < p->n_rows; i++) ZN_TRY(check_row(p, i, error));
  for (int j = 0; j < p->n_theta; j++) {
    const struct zn_hierarchy_parameter *q = &p->parameter[j];
    if (!(q->prior_sd > 0.0 && isfinite(q->prior_sd) && isfinite(q->prior_mean)))
      return zn_fail(error, ZN_ARGUMENT, "parameter %d has the prior %g, SD %g", j, q->prior_mean, q->prior_sd);
    if (!(isfinite(q->low) && isfinite(q->high) && q->low <= q->prior_mean && q->prior_mean <= q->high))
      return zn_fail(error, ZN_ARGUMENT, "parameter %d: prior mean %g lies outside %g to %g", j, q->prior_mean, q->low, q->high);
  }
  for (int k = 0; k < p->n_effects; k++) ZN_TRY(check_spread(&p->effect[k], k, error));
  for (int k = 0; k < p->n_kinds; k++) ZN_TRY(check_spread(&p->kind[k], p->n_effects + k, error));
  return ZN_OK;
}
