/* summary.csv: one row per reported number, for spreadsheets and scripts. What is not known is an empty cell. */
#include <math.h>
#include <string.h>

#include "writer.h"
#include "base/status.h"
#include "words.h"
#include "zonula/io.h"

/* A cell of text; quoted where it has to be (RFC 4180). */
static void text_cell(struct zn_writer *csv, const char *cell) {
  if (!strpbrk(cell, ",\"\r\n")) {
    zn_writer_add(csv, cell);
    return;
  }
  zn_writer_add(csv, "\"");
  for (const char *quote; (quote = strchr(cell, '"')); cell = quote + 1) {
    zn_writer_add_bytes(csv, cell, (size_t)(quote - cell) + 1);
    zn_writer_add(csv, "\"");
  }
  zn_writer_add(csv, cell);
  zn_writer_add(csv, "\"");
}

static void number_cell(struct zn_writer *csv, double value) {
  zn_writer_add(csv, ",");
  if (isfinite(value)) zn_writer_format(csv, "%.6g", value);
}

static void row(struct zn_writer *csv, const struct zn_run *run, int i) {
  const struct zn_reported *r = &run->study->reported[i];
  const struct zn_prediction *p = &run->prediction[i];
  const char *texts[] = {r->label, run->study->cohorts[r->cohort].name, run->library->assays[r->assay].name};
  for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) {
    if (k) zn_writer_add(csv, ",");
    text_cell(csv, texts[k]);
  }
  number_cell(csv, r->time_h);
  zn_writer_add(csv, ",");
  text_cell(csv, r->unit);
  zn_writer_format(csv, ",%s,%d", zn_statistic_name(r->statistic), p->people);
  number_cell(csv, p->predicted);
  number_cell(csv, p->lo90);
  number_cell(csv, p->hi90);
  number_cell(csv, r->value);
  zn_writer_format(csv, ",%s", r->spread_kind);
  for (int k = 0; k < 2; k++) number_cell(csv, k < zn_spread_numbers(r) ? r->spread[k] : NAN);
  number_cell(csv, p->fold_error);
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
