/* summary.csv: one row per reported number, for spreadsheets and scripts. What is not known is an empty cell. */
#include <math.h>

#include "base/status.h"
#include "csv_cells.h"
#include "words.h"
#include "zonula/io.h"

static void row(struct zn_writer *csv, const struct zn_run *run, int i) {
  const struct zn_reported *r = &run->study->reported[i];
  const struct zn_prediction *p = &run->prediction[i];
  const char *texts[] = {r->label, run->study->cohorts[r->cohort].name, run->library->assays[r->assay].name};
  for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) {
    if (k) zn_writer_add(csv, ",");
    zn_csv_text(csv, texts[k]);
  }
  zn_csv_number(csv, r->time_h);
  zn_writer_add(csv, ",");
  zn_csv_text(csv, r->unit);
  zn_writer_format(csv, ",%s,%d", zn_statistic_name(r->statistic), p->people);
  zn_csv_number(csv, p->predicted);
  zn_csv_number(csv, p->lo90);
  zn_csv_number(csv, p->hi90);
  zn_csv_number(csv, r->value);
  zn_writer_format(csv, ",%s", r->spread_kind);
  for (int k = 0; k < 2; k++) zn_csv_number(csv, k < zn_spread_numbers(r) ? r->spread[k] : NAN);
  zn_csv_number(csv, p->fold_error);
  zn_writer_format(csv, ",%s\n", !zn_has_interval(p) ? "" : p->inside ? "true" : "false");
}

enum zn_status zn_run_write_csv(const struct zn_run *run, const char *path, struct zn_error *error) {
  struct zn_writer csv = {0};
  struct zn_locale locale;
  ZN_TRY(zn_locale_plain(&locale, error));
  zn_writer_add(&csv,
                "label,cohort,assay,time_h,unit,statistic,people,predicted,lo90,hi90,reported,spread_kind,spread_1,spread_2,"
                "fold_error,inside\n");
  for (int i = 0; i < run->study->n_reported; i++) row(&csv, run, i);
  zn_locale_restore(&locale);
  enum zn_status status = zn_writer_finish(&csv, path, error);
  if (status == ZN_OK) status = zn_write_whole(path, csv.data, csv.length, error);
  zn_writer_clear(&csv);
  return status;
}
