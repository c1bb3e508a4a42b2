/* The tables of calibration as they travel inside the program: what may move (data/calibration.csv), and what was learnt
 * (data/ensemble.csv, data/laboratory.csv). */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "base/embedded.h"
#include "base/status.h"
#include "base/text.h"
#include "base/units.h"
#include "zonula/calibration.h"

struct table {
  struct zn_csv csv;
  const char *file;
};

/* --- What they have in common -------------------------------------------------------------------------------------------------------- */

/* The table, whose header must be just this; a file that is not there leaves 0 rows. Clear the csv, also after a failure. */
static enum zn_status open_table(struct table *t, const char *path, const char *const *columns, int count, struct zn_error *error) {
  const struct zn_embedded_file *file = zn_embedded_find(path);
  *t = (struct table){.file = path};
  if (!file) return ZN_OK;
  ZN_TRY(zn_csv_parse(&t->csv, file->text, path, error));
  for (int i = 0; i < count; i++)
    if (i >= t->csv.columns || strcmp(zn_csv_cell(&t->csv, 0, i), columns[i]) != 0)
      return zn_fail_at(error, ZN_INPUT, path, 1, "column %d is '%.40s'; expected '%s'", i + 1,
                        i < t->csv.columns ? zn_csv_cell(&t->csv, 0, i) : "", columns[i]);
  if (t->csv.columns != count) return zn_fail_at(error, ZN_INPUT, path, 1, "%d columns; expected %d", t->csv.columns, count);
  return ZN_OK;
}

static enum zn_status read_positive(const struct table *t, int row, int column, double *value, struct zn_error *error) {
  const char *text = zn_csv_cell(&t->csv, row, column), *rest = "";
  if (zn_quantity_split(text, value, &rest, NULL) == ZN_OK && !*rest && *value > 0.0) return ZN_OK;
  return zn_fail_at(error, ZN_INPUT, t->file, t->csv.line[row], "%s is '%.40s'; expected a number above 0", zn_csv_cell(&t->csv, 0, column),
                    text);
}

/* Target of a row whose scope and name stand in two columns. */
static enum zn_status read_target(const struct table *t, int row, int scope, const struct zn_library *library, struct zn_target *target,
                                  struct zn_error *error) {
  struct zn_error why = {0};
  const enum zn_status status =
      zn_target_find(target, zn_csv_cell(&t->csv, row, scope), zn_csv_cell(&t->csv, row, scope + 1), library, &why);
  return status == ZN_OK ? ZN_OK : zn_fail_at(error, status, t->file, t->csv.line[row], "%s", why.text);
}

static int is_same(const struct zn_target *a, const struct zn_target *b) {
  return strcmp(a->scope, b->scope) == 0 && strcmp(a->name, b->name) == 0;
}

/* --- data/calibration.csv ------------------------------------------------------------------------------------------------------------- */

static enum zn_status read_row(const struct table *t, int at, struct zn_calibration_table *table, const struct zn_library *library,
                               struct zn_error *error) {
  struct zn_calibration_row *row = &table->row[table->n++];
  row->line = t->csv.line[at];
  ZN_TRY(read_target(t, at, 0, library, &row->target, error));
  double *const numbers[] = {&row->prior_median, &row->prior_ln_sd, &row->low, &row->high};
  for (int i = 0; i < 4; i++) ZN_TRY(read_positive(t, at, 2 + i, numbers[i], error));
  ZN_TRY(zn_text_copy(&row->why, zn_csv_cell(&t->csv, at, 6), error));
  if (!(row->low <= row->prior_median && row->prior_median <= row->high))
    return zn_fail_at(error, ZN_INPUT, t->file, row->line, "%s: the prior's median %g lies outside %g to %g", row->target.name,
                      row->prior_median, row->low, row->high);
  if (row->prior_ln_sd > 3.0)
    return zn_fail_at(error, ZN_INPUT, t->file, row->line, "%s: prior_ln_sd is %g; expected at most 3, a factor of 20", row->target.name,
                      row->prior_ln_sd);
  if (!*row->why) return zn_fail_at(error, ZN_INPUT, t->file, row->line, "%s: say why it has this prior and range", row->target.name);
  for (int i = 0; i + 1 < table->n; i++)
    if (is_same(&table->row[i].target, &row->target))
      return zn_fail_at(error, ZN_INPUT, t->file, row->line, "%s stands there twice; first on line %d", row->target.name,
                        table->row[i].line);
  return ZN_OK;
}

static enum zn_status load_calibration(struct zn_calibration_table *table, struct table *t, const struct zn_library *library,
                                       struct zn_error *error) {
  static const char *const columns[] = {"scope", "name", "prior_median", "prior_ln_sd", "low", "high", "why"};
  ZN_TRY(open_table(t, "data/calibration.csv", columns, 7, error));
  table->row = calloc((size_t)t->csv.rows + 1, sizeof *table->row);
  if (!table->row) return zn_fail(error, ZN_MEMORY, "no memory for %s", t->file);
  for (int at = 1; at < t->csv.rows; at++) ZN_TRY(read_row(t, at, table, library, error));
  return ZN_OK;
}

enum zn_status zn_calibration_table_load(struct zn_calibration_table **out, const struct zn_library *library, struct zn_error *error) {
  struct zn_calibration_table *table = calloc(1, sizeof *table);
  struct table t = {0};
  *out = NULL;
  if (!table) return zn_fail(error, ZN_MEMORY, "no memory for data/calibration.csv");
  const enum zn_status status = load_calibration(table, &t, library, error);
  zn_csv_clear(&t.csv);
  if (status == ZN_OK)
    *out = table;
  else
    zn_calibration_table_free(table);
  return status;
}

void zn_calibration_table_free(struct zn_calibration_table *table) {
  if (!table) return;
  for (int i = 0; i < table->n; i++) {
    zn_target_clear(&table->row[i].target);
    free(table->row[i].why);
  }
  free(table->row);
  free(table);
}

/* --- data/ensemble.csv ---------------------------------------------------------------------------------------------------------------- */

/* How many rows the first member has; the others must have as many. */
static int first_member(const struct table *t) {
  int n = 0;
  while (1 + n < t->csv.rows && strcmp(zn_csv_cell(&t->csv, 1 + n, 0), "1") == 0) n++;
  return n;
}

static enum zn_status read_member(const struct table *t, int at, struct zn_ensemble *e, const struct zn_library *library,
                                  struct zn_error *error) {
  const int member = (at - 1) / e->n, k = (at - 1) % e->n;
  char expected[16];
  snprintf(expected, sizeof expected, "%d", member + 1);
  if (strcmp(zn_csv_cell(&t->csv, at, 0), expected) != 0)
    return zn_fail_at(error, ZN_INPUT, t->file, t->csv.line[at], "member '%.20s'; expected %s: each member has %d rows",
                      zn_csv_cell(&t->csv, at, 0), expected, e->n);
  if (member == 0)
    ZN_TRY(read_target(t, at, 1, library, &e->target[k], error));
  else if (strcmp(zn_csv_cell(&t->csv, at, 1), e->target[k].scope) != 0 || strcmp(zn_csv_cell(&t->csv, at, 2), e->target[k].name) != 0)
    return zn_fail_at(error, ZN_INPUT, t->file, t->csv.line[at], "'%.60s'; expected '%s' here, as in member 1", zn_csv_cell(&t->csv, at, 2),
                      e->target[k].name);
  return read_positive(t, at, 3, &e->value[at - 1], error);
}

static enum zn_status load_ensemble(struct zn_ensemble *e, struct table *t, const struct zn_library *library, struct zn_error *error) {
  static const char *const columns[] = {"member", "scope", "name", "value"};
  ZN_TRY(open_table(t, "data/ensemble.csv", columns, 4, error));
  const int rows = t->csv.rows > 0 ? t->csv.rows - 1 : 0;
  if (rows == 0) return ZN_OK;
  e->n = first_member(t);
  if (e->n == 0 || rows % e->n)
    return zn_fail_at(error, ZN_INPUT, t->file, t->csv.line[rows], "%d rows, of which member 1 has %d; expected as many for each member",
                      rows, e->n);
  e->target = calloc((size_t)e->n, sizeof *e->target);
  e->value = calloc((size_t)rows, sizeof *e->value);
  if (!e->target || !e->value) return zn_fail(error, ZN_MEMORY, "no memory for %s", t->file);
  for (int at = 1; at <= rows; at++) ZN_TRY(read_member(t, at, e, library, error));
  e->members = rows / e->n;
  return ZN_OK;
}

enum zn_status zn_ensemble_load(struct zn_ensemble **out, const struct zn_library *library, struct zn_error *error) {
  struct zn_ensemble *e = calloc(1, sizeof *e);
  struct table t = {0};
  *out = NULL;
  if (!e) return zn_fail(error, ZN_MEMORY, "no memory for data/ensemble.csv");
  const enum zn_status status = load_ensemble(e, &t, library, error);
  zn_csv_clear(&t.csv);
  if (status == ZN_OK)
    *out = e;
  else
    zn_ensemble_free(e);
  return status;
}

void zn_ensemble_free(struct zn_ensemble *e) {
  if (!e) return;
  for (int k = 0; e->target && k < e->n; k++) zn_target_clear(&e->target[k]);
  free(e->target);
  free(e->value);
  free(e);
}

/* --- data/laboratory.csv -------------------------------------------------------------------------------------------------------------- */

static enum zn_status load_laboratory(struct zn_laboratory *l, struct table *t, struct zn_error *error) {
  static const char *const columns[] = {"kind", "name", "sd"};
  ZN_TRY(open_table(t, "data/laboratory.csv", columns, 3, error));
  l->spread = calloc((size_t)t->csv.rows + 1, sizeof *l->spread);
  if (!l->spread) return zn_fail(error, ZN_MEMORY, "no memory for %s", t->file);
  for (int at = 1; at < t->csv.rows; at++) {
    struct zn_laboratory_spread *s = &l->spread[l->n++];
    const char *kind = zn_csv_cell(&t->csv, at, 0);
    if (strcmp(kind, "laboratory") != 0 && strcmp(kind, "row") != 0)
      return zn_fail_at(error, ZN_INPUT, t->file, t->csv.line[at], "the kind is '%.40s'; expected laboratory or row", kind);
    ZN_TRY(zn_text_copy(&s->kind, kind, error));
    ZN_TRY(zn_text_copy(&s->name, zn_csv_cell(&t->csv, at, 1), error));
    ZN_TRY(read_positive(t, at, 2, &s->sd, error));
  }
  return ZN_OK;
}

enum zn_status zn_laboratory_load(struct zn_laboratory **out, struct zn_error *error) {
  struct zn_laboratory *l = calloc(1, sizeof *l);
  struct table t = {0};
  *out = NULL;
  if (!l) return zn_fail(error, ZN_MEMORY, "no memory for data/laboratory.csv");
  const enum zn_status status = load_laboratory(l, &t, error);
  zn_csv_clear(&t.csv);
  if (status == ZN_OK)
    *out = l;
  else
    zn_laboratory_free(l);
  return status;
}

void zn_laboratory_free(struct zn_laboratory *l) {
  if (!l) return;
  for (int i = 0; l->spread && i < l->n; i++) {
    free(l->spread[i].kind);
    free(l->spread[i].name);
  }
  free(l->spread);
  free(l);
}

double zn_laboratory_sd(const struct zn_laboratory *l, const char *kind, const char *name) {
  for (int i = 0; i < l->n; i++)
    if (strcmp(l->spread[i].kind, kind) == 0 && strcmp(l->spread[i].name, name) == 0) return l->spread[i].sd;
  return NAN;
}
