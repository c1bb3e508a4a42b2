/* validation.csv: one row per published row, in its order. What is not known is an empty cell. */
#include <math.h>

#include "base/status.h"
#include "csv_cells.h"
#include "zonula/io.h"

static void row(struct zn_writer *csv, const struct zn_published *r, const struct zn_verdict *v) {
  const char *const texts[] = {r->id, r->paper, v->situation, v->condition, v->test, v->probe, r->statistic, r->unit};
  for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) {
    if (k) zn_writer_add(csv, ",");
    zn_csv_text(csv, texts[k]);
  }
  for (int k = 0; k < 2; k++) zn_csv_number(csv, r->window_h[k]);
  if (v->in_scope)
    zn_writer_format(csv, ",%d", v->people);
  else
    zn_writer_add(csv, ",");
  zn_csv_number(csv, v->predicted);
  zn_csv_number(csv, v->lo90);
  zn_csv_number(csv, v->hi90);
  zn_csv_number(csv, v->in_scope ? v->reported : r->value);
  zn_csv_number(csv, v->fold_error);
  zn_writer_format(csv, ",%s,%s,", !v->in_scope || !isfinite(v->lo90) ? "" : v->inside ? "true" : "false", v->in_scope ? "true" : "false");
  zn_csv_text(csv, v->in_scope ? v->assumed : v->reason);
  zn_writer_add(csv, "\n");
}

enum zn_status zn_appraisal_write_csv(const struct zn_appraisal *appraisal, const char *path, struct zn_error *error) {
  struct zn_writer csv = {0};
  struct zn_locale locale;
  ZN_TRY(zn_locale_plain(&locale, error));
  zn_writer_add(&csv,
                "id,paper,situation,condition,test,probe,statistic,unit,window_start_h,window_end_h,people,predicted,lo90,hi90,reported,"
                "fold_error,inside,in_scope,reason_or_assumed\n");
  for (int i = 0; i < appraisal->table->n; i++) row(&csv, &appraisal->table->rows[i], &appraisal->verdict[i]);
  zn_locale_restore(&locale);
  return zn_writer_save(&csv, path, ZN_OK, error);
}
