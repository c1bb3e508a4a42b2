/* diet.csv: one row per published outcome, in its order. What is not known is an empty cell. */
#include <math.h>

#include "base/status.h"
#include "csv_cells.h"
#include "zonula/io.h"

static void direction_cell(struct zn_writer *csv, int known, int direction) {
  static const char *const words[] = {"down", "none", "up"};
  zn_writer_format(csv, ",%s", known ? words[direction + 1] : "");
}

static void row(struct zn_writer *csv, const struct zn_diet_row *r, const struct zn_diet_verdict *v) {
  const char *const texts[] = {r->id, r->paper, r->intervention, r->comparator, r->outcome, v->simulated, v->measured};
  for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) {
    if (k) zn_writer_add(csv, ",");
    zn_csv_text(csv, texts[k]);
  }
  for (int k = 0; k < 2; k++) zn_csv_number(csv, v->value[k]);
  zn_csv_number(csv, v->predicted);
  zn_csv_number(csv, v->low90);
  zn_csv_number(csv, v->high90);
  zn_csv_number(csv, v->in_scope ? v->reported : NAN);
  zn_csv_number(csv, v->fold_error);
  direction_cell(csv, v->in_scope, v->predicted_direction);
  direction_cell(csv, v->in_scope, v->reported_direction);
  zn_writer_format(csv, ",%s,%s,", !v->in_scope ? "" : v->direction_right ? "true" : "false", v->in_scope ? "true" : "false");
  zn_csv_text(csv, v->in_scope ? v->assumed : v->reason);
  zn_writer_add(csv, "\n");
}

enum zn_status zn_diet_appraisal_write_csv(const struct zn_diet_appraisal *appraisal, const char *path, struct zn_error *error) {
  struct zn_writer csv = {0};
  struct zn_locale locale;
  ZN_TRY(zn_locale_plain(&locale, error));
  zn_writer_add(&csv,
                "id,paper,intervention,comparator,outcome,simulated,measured,median_intervention,median_comparator,predicted_fold,low90,"
                "high90,reported_fold,fold_error,predicted_direction,reported_direction,direction_right,in_scope,reason_or_assumed\n");
  for (int i = 0; i < appraisal->table->n; i++) row(&csv, &appraisal->table->rows[i], &appraisal->verdict[i]);
  zn_locale_restore(&locale);
  return zn_writer_save(&csv, path, ZN_OK, error);
}
