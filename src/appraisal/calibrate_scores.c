/* The fit, its cross-validations and the look-up table, all scored as `zonula validate` scores. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "base/text.h"
#include "calibrate.h"

static const double ninety = 1.6448536269514722; /* 95 % quantile of the standard normal */

static enum zn_status copy_verdict(struct zn_verdict *to, const struct zn_verdict *from, struct zn_error *error) {
  *to = *from;
  to->reason = to->assumed = to->situation = to->test = to->condition = to->probe = NULL;
  ZN_TRY(zn_text_copy(&to->reason, from->reason, error));
  ZN_TRY(zn_text_copy(&to->assumed, from->assumed, error));
  ZN_TRY(zn_text_copy(&to->situation, from->situation, error));
  ZN_TRY(zn_text_copy(&to->test, from->test, error));
  ZN_TRY(zn_text_copy(&to->condition, from->condition, error));
  return zn_text_copy(&to->probe, from->probe, error);
}

static void predict(struct zn_verdict *v, double f, double sd) {
  const double ratio = exp(f) / v->reported;
  v->predicted = exp(f);
  v->lo90 = exp(f - ninety * sd);
  v->hi90 = exp(f + ninety * sd);
  v->fold_error = fmax(ratio, 1.0 / ratio);
  if (isnan(f)) v->fold_error = NAN;
  v->inside = v->reported >= v->lo90 && v->reported <= v->hi90;
}

static enum zn_status appraise(struct zn_appraisal *appraisal, const struct zn_forward *forward, const double *f, const double *sd,
                               struct zn_error *error) {
  const int n = appraisal->table->n;
  appraisal->verdict = calloc((size_t)n + 1, sizeof *appraisal->verdict);
  if (!appraisal->verdict) return zn_fail(error, ZN_MEMORY, "no memory for an appraisal");
  for (int i = 0; i < n; i++) ZN_TRY(copy_verdict(&appraisal->verdict[i], &zn_forward_verdicts(forward)[i], error));
  for (int row = 0; row < zn_forward_rows(forward); row++)
    predict(&appraisal->verdict[zn_forward_row(forward, row)->published], f[row], sd ? sd[row] : NAN);
  return zn_appraisal_score(appraisal, error);
}

enum zn_status zn_calibration_appraise(struct zn_appraisal **out, const struct zn_published_table *table, const struct zn_forward *forward,
                                       const double *f, const double *sd, struct zn_error *error) {
  *out = calloc(1, sizeof **out);
  if (!*out) return zn_fail(error, ZN_MEMORY, "no memory for an appraisal");
  (*out)->table = table;
  return appraise(*out, forward, f, sd, error);
}

/* --- The look-up table ---------------------------------------------------------------------------------------------------------------- */

/* How much alike two rows are to the table: 3 read-out and condition, 2 read-out, 1 probe, 0 nothing. */
static int likeness(const struct zn_forward *forward, int a, int b) {
  const struct zn_forward_row *x = zn_forward_row(forward, a), *y = zn_forward_row(forward, b);
  const struct zn_verdict *v = zn_forward_verdicts(forward);
  if (strcmp(x->readout, y->readout) == 0) return strcmp(x->condition, y->condition) == 0 ? 3 : 2;
  return strcmp(v[x->published].probe, v[y->published].probe) == 0;
}

void zn_calibration_look_up(double *f, const struct zn_forward *forward) {
  const int rows = zn_forward_rows(forward);
  for (int i = 0; i < rows; i++) {
    double sum[4] = {0.0};
    int n[4] = {0}, best = 0;
    for (int k = 0; k < rows; k++) {
      const struct zn_hierarchy_row *other = &zn_forward_row(forward, k)->error;
      if (other->paper == zn_forward_row(forward, i)->error.paper) continue;
      const int alike = likeness(forward, i, k);
      sum[alike] += other->y;
      n[alike]++;
    }
    sum[2] += sum[3];
    n[2] += n[3];
    sum[1] += sum[2];
    n[1] += n[2];
    for (int alike = 1; alike <= 3; alike++)
      if (n[alike]) best = alike;
    f[i] = best ? sum[best] / n[best] : NAN;
  }
}
