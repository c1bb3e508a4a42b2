/* Tables of published measurements, read strictly: studies/published/permeability_humans.csv shows the columns. */
#include <limits.h>
#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "base/nearest.h"
#include "base/status.h"
#include "base/units.h"
#include "text.h"
#include "zonula/io.h"

enum kind { TEXT, NUMBER, PEOPLE };

/* Every column: its name, what stands in it and where that goes. */
struct column {
  const char *name;
  enum kind kind;
  size_t place;
  int may_be_missing; /* the column, not its cells */
};

#define PLACE(field) offsetof(struct zn_published, field)
static const struct column columns[] = {
    {"id", TEXT, PLACE(id), 0},
    {"condition", TEXT, PLACE(condition), 0},
    {"subgroup", TEXT, PLACE(subgroup), 0},
    {"test", TEXT, PLACE(test), 0},
    {"probe", TEXT, PLACE(probe), 0},
    {"dose_g", TEXT, PLACE(dose_g), 0},
    {"window_start_h", NUMBER, PLACE(window_h[0]), 0},
    {"window_end_h", NUMBER, PLACE(window_h[1]), 0},
    {"statistic", TEXT, PLACE(statistic), 0},
    {"value", NUMBER, PLACE(value), 0},
    {"unit", TEXT, PLACE(unit), 0},
    {"spread_kind", TEXT, PLACE(spread_kind), 0},
    {"spread_lo", NUMBER, PLACE(spread[0]), 0},
    {"spread_hi", NUMBER, PLACE(spread[1]), 0},
    {"n", PEOPLE, PLACE(n), 0},
    {"authors_year", TEXT, PLACE(paper), 0},
    {"journal", TEXT, PLACE(journal), 0},
    {"pmid_or_doi", TEXT, PLACE(doi), 0},
    {"url", TEXT, PLACE(url), 0},
    {"note", TEXT, PLACE(note), 0},
    {"study", TEXT, PLACE(study), 1},
};
#undef PLACE
enum { COLUMNS = sizeof columns / sizeof *columns };

/* A table while it is read. */
struct reader {
  struct zn_csv csv;
  const char *path;
  int at[COLUMNS]; /* where each column stands in the file; -1: nowhere */
};

/* --- The header ----------------------------------------------------------------------------------------------------------------------- */

static const char *column_name(const void *context, int index) { return (void)context, columns[index].name; }
static const char *header_name(const void *context, int index) { return zn_csv_cell(context, 0, index); }

static enum zn_status check_known(const struct reader *r, struct zn_error *error) {
  for (int c = 0; c < r->csv.columns; c++) {
    const char *name = zn_csv_cell(&r->csv, 0, c);
    int known = 0;
    for (int k = 0; k < COLUMNS; k++) known += r->at[k] == c;
    if (known) continue;
    const char *nearest = zn_nearest(name, column_name, NULL, COLUMNS);
    if (zn_csv_column(&r->csv, name) != c) return zn_fail_at(error, ZN_INPUT, r->path, 1, "column '%.80s' stands there twice", name);
    return zn_fail_at(error, ZN_INPUT, r->path, 1, "there is no column '%.80s'%s%s", name,
                      nearest ? "; nearest: " : "; expected those of studies/published/permeability_humans.csv, and study",
                      nearest ? nearest : "");
  }
  return ZN_OK;
}

static enum zn_status check_complete(const struct reader *r, struct zn_error *error) {
  for (int k = 0; k < COLUMNS; k++) {
    if (r->at[k] >= 0 || columns[k].may_be_missing) continue;
    const char *nearest = zn_nearest(columns[k].name, header_name, &r->csv, r->csv.columns);
    return zn_fail_at(error, ZN_INPUT, r->path, 1, "column '%s' is missing%s%s", columns[k].name,
                      nearest ? "; nearest that is there: " : "", nearest ? nearest : "");
  }
  return ZN_OK;
}

static enum zn_status read_header(struct reader *r, struct zn_error *error) {
  for (int k = 0; k < COLUMNS; k++) r->at[k] = zn_csv_column(&r->csv, columns[k].name);
  ZN_TRY(check_known(r, error));
  return check_complete(r, error);
}

/* --- A row ------------------------------------------------------------------------------------------------------------------------------
 */

static enum zn_status read_number(double *number, const char *text, const char *name, struct zn_error *error) {
  const char *rest = "";
  *number = NAN;
  if (!*text) return ZN_OK;
  if (zn_quantity_split(text, number, &rest, NULL) == ZN_OK && !*rest) return ZN_OK;
  return zn_fail(error, ZN_INPUT, "%s is '%.80s'; expected a finite number without unit, or nothing where the paper prints none", name,
                 text);
}

static enum zn_status read_people(int *people, const char *text, const char *name, struct zn_error *error) {
  double number;
  *people = 0;
  if (!*text) return ZN_OK;
  if (read_number(&number, text, name, NULL) != ZN_OK || number != floor(number) || number < 1.0 || number > INT_MAX)
    return zn_fail(error, ZN_INPUT, "%s is '%.80s'; expected a whole number of people, at least 1, or nothing", name, text);
  *people = (int)number;
  return ZN_OK;
}

static enum zn_status read_cell(struct zn_published *row, const struct column *column, char *text, struct zn_error *error) {
  char *const field = (char *)row + column->place;
  if (column->kind == NUMBER) return read_number((double *)(void *)field, text, column->name, error);
  if (column->kind == PEOPLE) return read_people((int *)(void *)field, text, column->name, error);
  *(char **)(void *)field = text;
  return ZN_OK;
}

static enum zn_status check_row(const struct zn_published *row, struct zn_error *error) {
  if (!*row->id) return zn_fail(error, ZN_INPUT, "the id is empty; expected a name of its own for every row");
  for (int i = 0; i < 2; i++)
    if (row->window_h[i] < 0.0)
      return zn_fail(error, ZN_INPUT, "%.80s: the window begins or ends before the dose; expected hours from 0 on", row->id);
  if (row->window_h[1] < row->window_h[0])
    return zn_fail(error, ZN_INPUT, "%.80s: the window ends at %g h, before it begins at %g h", row->id, row->window_h[1],
                   row->window_h[0]);
  if (row->spread[1] < row->spread[0])
    return zn_fail(error, ZN_INPUT, "%.80s: spread_lo %g is above spread_hi %g; expected the two bounds as they are printed", row->id,
                   row->spread[0], row->spread[1]);
  return ZN_OK;
}

static enum zn_status read_row(struct zn_published *row, const struct reader *r, int line, struct zn_error *error) {
  char **cells = r->csv.cell + (size_t)line * (size_t)r->csv.columns;
  char *const nothing = cells[0] + strlen(cells[0]);
  row->line = r->csv.line[line];
  for (int k = 0; k < COLUMNS; k++) ZN_TRY(read_cell(row, &columns[k], r->at[k] < 0 ? nothing : cells[r->at[k]], error));
  return check_row(row, error);
}

/* --- The table
 * ---------------------------------------------------------------------------------------------------------------------------- */

static int by_id(const void *a, const void *b) {
  const struct zn_published *x = *(const struct zn_published *const *)a, *y = *(const struct zn_published *const *)b;
  const int order = strcmp(x->id, y->id);
  return order ? order : (x->line > y->line) - (x->line < y->line);
}

static enum zn_status check_ids(const struct zn_published_table *table, struct zn_error *error) {
  const struct zn_published **sorted = malloc(((size_t)table->n + 1) * sizeof *sorted);
  if (!sorted) return zn_fail(error, ZN_MEMORY, "no memory for the rows of %s", table->file);
  for (int i = 0; i < table->n; i++) sorted[i] = &table->rows[i];
  qsort(sorted, (size_t)table->n, sizeof *sorted, by_id);
  enum zn_status status = ZN_OK;
  for (int i = 1; i < table->n && status == ZN_OK; i++)
    if (strcmp(sorted[i]->id, sorted[i - 1]->id) == 0)
      status = zn_fail_at(error, ZN_INPUT, table->file, sorted[i]->line, "the id '%.80s' is taken already, in line %d", sorted[i]->id,
                          sorted[i - 1]->line);
  free(sorted);
  return status;
}

static enum zn_status read_rows(struct zn_published_table *table, struct reader *r, struct zn_error *error) {
  ZN_TRY(zn_text_copy(&table->file, r->path, error));
  ZN_TRY(read_header(r, error));
  table->n = r->csv.rows - 1;
  table->rows = calloc((size_t)table->n + 1, sizeof *table->rows);
  if (!table->rows) return zn_fail(error, ZN_MEMORY, "no memory for the rows of %s", r->path);
  for (int i = 0; i < table->n; i++) {
    struct zn_error why = {0};
    const enum zn_status status = read_row(&table->rows[i], r, i + 1, &why);
    if (status != ZN_OK) return zn_fail_at(error, status, r->path, r->csv.line[i + 1], "%s", why.text);
  }
  return check_ids(table, error);
}

enum zn_status zn_published_read(struct zn_published_table **out, const char *path, struct zn_error *error) {
  struct reader r = {.path = path};
  *out = NULL;
  ZN_TRY(zn_csv_read(&r.csv, path, error));
  struct zn_published_table *table = calloc(1, sizeof *table);
  enum zn_status status = table ? read_rows(table, &r, error) : zn_fail(error, ZN_MEMORY, "no memory for %s", path);
  if (status == ZN_OK) {
    table->text = r.csv.text; /* the cells live in it */
    r.csv.text = NULL;
    *out = table;
  } else
    zn_published_free(table);
  zn_csv_clear(&r.csv);
  return status;
}
