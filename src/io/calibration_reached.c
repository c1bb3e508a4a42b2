/* Where an interrupted calibration had come to. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "base/status.h"
#include "base/units.h"
#include "writer.h"
#include "zonula/calibration.h"

enum zn_status zn_calibration_reached_write(const struct zn_calibration_table *table, const double *value, const char *path,
                                            struct zn_error *error) {
  struct zn_writer csv = {0};
  struct zn_locale locale;
  ZN_TRY(zn_locale_plain(&locale, error));
  zn_writer_add(&csv, "scope,name,value\n");
  for (int i = 0; i < table->n; i++)
    zn_writer_format(&csv, "%s,%s,%.17g\n", table->row[i].target.scope, table->row[i].target.name, value[i]);
  zn_locale_restore(&locale);
  return zn_writer_save(&csv, path, ZN_OK, error);
}

static enum zn_status read_value(const struct zn_csv *csv, int at, const char *path, double *value, struct zn_error *error) {
  const char *text = zn_csv_cell(csv, at, 2), *rest = "";
  if (zn_quantity_split(text, value, &rest, NULL) == ZN_OK && !*rest && *value > 0.0) return ZN_OK;
  return zn_fail_at(error, ZN_INPUT, path, csv->line[at], "'%.40s'; expected a number above 0", text);
}

static enum zn_status take(const struct zn_csv *csv, const struct zn_calibration_table *table, const char *path, double *value,
                           struct zn_error *error) {
  if (csv->columns != 3) return zn_fail_at(error, ZN_INPUT, path, 1, "%d columns; expected scope, name, value", csv->columns);
  for (int i = 0; i < table->n; i++) {
    const struct zn_target *t = &table->row[i].target;
    value[i] = table->row[i].prior_median;
    for (int at = 1; at < csv->rows; at++)
      if (strcmp(zn_csv_cell(csv, at, 0), t->scope) == 0 && strcmp(zn_csv_cell(csv, at, 1), t->name) == 0)
        ZN_TRY(read_value(csv, at, path, &value[i], error));
  }
  return ZN_OK;
}

enum zn_status zn_calibration_reached_read(double *value, const struct zn_calibration_table *table, const char *path,
                                           struct zn_error *error) {
  struct zn_csv csv;
  ZN_TRY(zn_csv_read(&csv, path, error));
  const enum zn_status status = take(&csv, table, path, value, error);
  zn_csv_clear(&csv);
  return status;
}
