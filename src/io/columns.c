#include "columns.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/nearest.h"
#include "base/status.h"
#include "base/text.h"
#include "base/units.h"

enum { MOST_COLUMNS = 96 };

/* A table while it is read. */
struct reader {
  const struct zn_table_layout *layout;
  struct zn_csv csv;
  const char *path;
  int at[MOST_COLUMNS]; /* where each column stands in the file; -1: nowhere */
};

/* --- The header ----------------------------------------------------------------------------------------------------------------------- */

static const char *column_name(const void *context, int index) { return ((const struct zn_column *)context)[index].name; }
static const char *header_name(const void *context, int index) { return zn_csv_cell(context, 0, index); }

static enum zn_status check_known(const struct reader *r, struct zn_error *error) {
  for (int c = 0; c < r->csv.columns; c++) {
    const char *name = zn_csv_cell(&r->csv, 0, c);
    int known = 0;
    for (int k = 0; k < r->layout->n; k++) known += r->at[k] == c;
    if (known) continue;
    const char *nearest = zn_nearest(name, column_name, r->layout->columns, r->layout->n);
    if (zn_csv_column(&r->csv, name) != c) return zn_fail_at(error, ZN_INPUT, r->path, 1, "column '%.80s' stands there twice", name);
    return zn_fail_at(error, ZN_INPUT, r->path, 1, "there is no column '%.80s'%s%s", name, nearest ? "; nearest: " : "; expected those of ",
                      nearest ? nearest : r->layout->example);
  }
  return ZN_OK;
}

static enum zn_status check_complete(const struct reader *r, struct zn_error *error) {
  for (int k = 0; k < r->layout->n; k++) {
    const struct zn_column *column = &r->layout->columns[k];
    if (r->at[k] >= 0 || column->may_be_missing) continue;
    const char *nearest = zn_nearest(column->name, header_name, &r->csv, r->csv.columns);
    return zn_fail_at(error, ZN_INPUT, r->path, 1, "column '%s' is missing%s%s", column->name, nearest ? "; nearest that is there: " : "",
                      nearest ? nearest : "");
  }
  return ZN_OK;
}

static enum zn_status read_header(struct reader *r, struct zn_error *error) {
  for (int k = 0; k < r->layout->n; k++) r->at[k] = zn_csv_column(&r->csv, r->layout->columns[k].name);
  ZN_TRY(check_known(r, error));
  return check_complete(r, error);
}

/* --- A row ---------------------------------------------------------------------------------------------------------------------------- */

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

static enum zn_status read_cell(char *row, const struct zn_column *column, char *text, struct zn_error *error) {
  void *const field = row + column->place;
  switch (column->kind) {
    case ZN_COLUMN_NUMBER:
      return read_number(field, text, column->name, error);
    case ZN_COLUMN_PEOPLE:
      return read_people(field, text, column->name, error);
    case ZN_COLUMN_ID:
      if (!*text) return zn_fail(error, ZN_INPUT, "the %s is empty; expected a name of its own for every row", column->name);
      break;
    case ZN_COLUMN_TEXT:
      break;
  }
  memcpy(field, &text, sizeof text);
  return ZN_OK;
}

static enum zn_status read_row(char *row, const struct reader *r, int line, struct zn_error *error) {
  char **cells = r->csv.cell + (size_t)line * (size_t)r->csv.columns;
  char *const nothing = cells[0] + strlen(cells[0]);
  memcpy(row + r->layout->line_place, &r->csv.line[line], sizeof r->csv.line[line]);
  for (int k = 0; k < r->layout->n; k++) ZN_TRY(read_cell(row, &r->layout->columns[k], r->at[k] < 0 ? nothing : cells[r->at[k]], error));
  return r->layout->check(row, error);
}

/* --- The table ----------------------------------------------------------------------------------------------------------------------- */

struct id {
  const char *name;
  int line;
};

static int by_name(const void *a, const void *b) {
  const struct id *x = a, *y = b;
  const int order = strcmp(x->name, y->name);
  return order ? order : (x->line > y->line) - (x->line < y->line);
}

static enum zn_status check_ids(const struct reader *r, int n, struct zn_error *error) {
  if (r->layout->columns[0].kind != ZN_COLUMN_ID) return ZN_OK;
  struct id *ids = malloc(((size_t)n + 1) * sizeof *ids);
  if (!ids) return zn_fail(error, ZN_MEMORY, "no memory for the rows of %s", r->path);
  for (int i = 0; i < n; i++) ids[i] = (struct id){zn_csv_cell(&r->csv, i + 1, r->at[0]), r->csv.line[i + 1]};
  qsort(ids, (size_t)n, sizeof *ids, by_name);
  enum zn_status status = ZN_OK;
  for (int i = 1; i < n && status == ZN_OK; i++)
    if (strcmp(ids[i].name, ids[i - 1].name) == 0)
      status =
          zn_fail_at(error, ZN_INPUT, r->path, ids[i].line, "the id '%.80s' is taken already, in line %d", ids[i].name, ids[i - 1].line);
  free(ids);
  return status;
}

static enum zn_status read_rows(struct zn_table_rows *table, struct reader *r, struct zn_error *error) {
  ZN_TRY(read_header(r, error));
  table->n = r->csv.rows - 1;
  table->rows = calloc((size_t)table->n + 1, r->layout->size);
  if (!table->rows) return zn_fail(error, ZN_MEMORY, "no memory for the rows of %s", r->path);
  for (int i = 0; i < table->n; i++) {
    struct zn_error why = {0};
    const enum zn_status status = read_row((char *)table->rows + (size_t)i * r->layout->size, r, i + 1, &why);
    if (status != ZN_OK) return zn_fail_at(error, status, r->path, r->csv.line[i + 1], "%s", why.text);
  }
  return check_ids(r, table->n, error);
}

static enum zn_status read_table(struct zn_table_rows *table, struct reader *r, struct zn_error *error) {
  const enum zn_status status = read_rows(table, r, error);
  if (status == ZN_OK) {
    table->text = r->csv.text; /* the cells live in it */
    r->csv.text = NULL;
  } else {
    zn_table_rows_clear(table);
  }
  zn_csv_clear(&r->csv);
  return status;
}

static enum zn_status begin(struct zn_table_rows *table, const struct zn_table_layout *layout, struct zn_error *error) {
  *table = (struct zn_table_rows){0};
  if (layout->n <= MOST_COLUMNS) return ZN_OK;
  return zn_fail(error, ZN_ARGUMENT, "a table of %d columns; at most %d can be read", layout->n, MOST_COLUMNS);
}

void zn_table_rows_clear(struct zn_table_rows *table) {
  free(table->rows);
  free(table->text);
  free(table->file);
  *table = (struct zn_table_rows){0};
}

enum zn_status zn_columns_read(struct zn_table_rows *table, const struct zn_table_layout *layout, const char *path,
                               struct zn_error *error) {
  struct reader r = {.layout = layout, .path = path};
  ZN_TRY(begin(table, layout, error));
  ZN_TRY(zn_csv_read(&r.csv, path, error));
  ZN_TRY(read_table(table, &r, error));
  const enum zn_status status = zn_text_copy(&table->file, path, error);
  if (status != ZN_OK) zn_table_rows_clear(table);
  return status;
}

enum zn_status zn_columns_parse(struct zn_table_rows *table, const struct zn_table_layout *layout, const char *text, const char *name,
                                struct zn_error *error) {
  struct reader r = {.layout = layout, .path = name};
  ZN_TRY(begin(table, layout, error));
  ZN_TRY(zn_csv_parse(&r.csv, text, name, error));
  return read_table(table, &r, error);
}
