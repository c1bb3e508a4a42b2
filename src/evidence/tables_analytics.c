/* data/analytics.csv: one row for what one laboratory method sees of one solute in one fluid. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/nearest.h"
#include "base/status.h"
#include "tables.h"

/* The numbers of struct zn_analytic in its order, with the unit in which the column is typed. */
static const struct column {
  const char *name, *unit;
  double low, high; /* typed unit */
} columns[ZN_ANALYTIC_NUMBERS] = {
    {"cv", "1", 0.0, 1.0},
    {"detection_mg_per_L", "mg/L", 0.0, 1e6},
    {"background_share", "1", 0.0, 1.0},
    {"background_mg_per_h", "mg/h", 0.0, 1e5},
    {"background_spread", "1", 0.0, 3.0},
    {"stored_blood_mmol", "mmol", 0.0, 1e3},
};
enum { SHARE = 2, BACKGROUND = 3 };

static const char *const fluids[] = {"urine", "serum"};
enum { FLUIDS = sizeof fluids / sizeof *fluids };

static enum zn_status read_numbers(const struct zn_table_reader *reader, int at, struct zn_analytic_row *row, struct zn_error *error) {
  for (int i = 0; i < ZN_ANALYTIC_NUMBERS; i++) {
    const struct column *c = &columns[i];
    const double typed = zn_table_number(reader, at, c->name, NAN);
    double to_internal;
    struct zn_dimension dimension;
    ZN_TRY(zn_unit_parse(reader->units, c->unit, &to_internal, &dimension, error));
    if (typed < c->low || typed > c->high)
      zn_find(reader->findings, reader->path, row->line, "%s is %g; expected %g to %g", c->name, typed, c->low, c->high);
    row->number[i] = typed * to_internal;
  }
  if ((row->number[SHARE] > 0.0) != (row->number[BACKGROUND] > 0.0))
    zn_find(reader->findings, reader->path, row->line,
            "a background needs both background_share and background_mg_per_h; expected both or none");
  return ZN_OK;
}

static const char *solute_at(const void *context, int index) { return ((const struct zn_solute_row *)context)[index].name; }

static void find_solute(const struct zn_table_reader *reader, int at, struct zn_analytic_row *row) {
  const struct zn_tables *tables = reader->tables;
  const char *name = zn_table_cell(reader, at, "solute");
  row->solute = -1;
  for (int i = 0; i < tables->n_solutes; i++)
    if (strcmp(tables->solutes[i].name, name) == 0) row->solute = i;
  if (row->solute >= 0) return;
  const char *nearest = zn_nearest(name, solute_at, tables->solutes, tables->n_solutes);
  zn_find(reader->findings, reader->path, row->line, "solute '%s' is not in solutes.csv%s%s", name, nearest ? "; nearest: " : "",
          nearest ? nearest : "");
}

static void find_fluid(const struct zn_table_reader *reader, int at, struct zn_analytic_row *row) {
  const char *name = zn_table_cell(reader, at, "fluid");
  row->fluid = 0;
  while (row->fluid < FLUIDS && strcmp(fluids[row->fluid], name) != 0) row->fluid++;
  if (row->fluid < FLUIDS) return;
  const char *nearest = zn_nearest_of(name, fluids, FLUIDS);
  zn_find(reader->findings, reader->path, row->line, "'%s' is no fluid; expected urine or serum%s%s", name, nearest ? "; nearest: " : "",
          nearest ? nearest : "");
}

static void check_row(const struct zn_table_reader *reader, int index) {
  const struct zn_analytic_row *rows = reader->tables->analytics, *row = &rows[index];
  if (!*row->method || row->method[strspn(row->method, "abcdefghijklmnopqrstuvwxyz0123456789_")])
    zn_find(reader->findings, reader->path, row->line, "'%s' is no name for a method; expected lower-case words such as hplc or lc_ms",
            row->method);
  for (int i = 0; i < index; i++)
    if (rows[i].solute == row->solute && rows[i].fluid == row->fluid && strcmp(rows[i].method, row->method) == 0)
      zn_find(reader->findings, reader->path, row->line, "this solute, fluid and method are there twice; first on line %d", rows[i].line);
}

enum zn_status zn_tables_read_analytics(const struct zn_table_reader *reader, struct zn_error *error) {
  struct zn_tables *tables = reader->tables;
  const int rows = reader->csv->rows - 1;
  tables->analytics = calloc((size_t)rows + 1, sizeof *tables->analytics);
  if (!tables->analytics) return zn_fail(error, ZN_MEMORY, "no memory for analytics");
  tables->n_analytics = rows;
  for (int i = 0; i < rows; i++) {
    struct zn_analytic_row *row = &tables->analytics[i];
    row->line = reader->csv->line[i + 1];
    row->method = zn_table_cell(reader, i + 1, "method");
    row->source = zn_table_cell(reader, i + 1, "source");
    row->grade = zn_table_cell(reader, i + 1, "grade");
    row->note = zn_table_cell(reader, i + 1, "note");
    find_solute(reader, i + 1, row);
    find_fluid(reader, i + 1, row);
    ZN_TRY(read_numbers(reader, i + 1, row, error));
    check_row(reader, i);
    zn_table_check_grade(reader, i + 1);
    zn_table_check_sources(reader, i + 1, 1);
  }
  return ZN_OK;
}
