/* data/parameters.csv: one row, one number. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/nearest.h"
#include "base/status.h"
#include "tables.h"

static const char lower[] = "abcdefghijklmnopqrstuvwxyz0123456789_";

/* The first word of a name is its room. */
static void read_room(const struct zn_table_reader *reader, struct zn_parameter_row *row) {
  static const char *const rooms[] = {"lumen",       "microbiota", "mucus", "epithelium", "immune", "liver",
                                      "circulation", "solute",     "diet",  "person",     "assay",  "junction"};
  const int count = (int)(sizeof rooms / sizeof *rooms);
  const size_t length = strcspn(row->name, "_[");
  char first[sizeof row->name];
  snprintf(first, sizeof first, "%.*s", (int)length, row->name);
  for (int i = 0; i < count; i++)
    if (strcmp(first, rooms[i]) == 0 && row->name[length] == '_') {
      snprintf(row->room, sizeof row->room, "%s", rooms[i]);
      return;
    }
  const char *nearest = zn_nearest_of(first, rooms, count);
  zn_find(reader->findings, reader->path, row->line, "the name '%s' does not begin with a room and '_'%s%s", row->name,
          nearest ? "; nearest: "
                  : "; expected lumen, microbiota, mucus, epithelium, immune, liver, circulation, solute, diet, person, assay or junction",
          nearest ? nearest : "");
}

/* Splits "immune_gain[ileum]"; finds or makes its field. */
static void read_name(const struct zn_table_reader *reader, struct zn_parameter_row *row, struct zn_parameter_place *place,
                      const char *name) {
  struct zn_tables *tables = reader->tables;
  char base[sizeof tables->fields->name] = "";
  const size_t length = strspn(name, lower), whole = strlen(name);
  const int indexed = name[length] == '[' && name[whole - 1] == ']';
  place->field = -1;
  snprintf(row->name, sizeof row->name, "%s", name);
  if (!(name[0] >= 'a' && name[0] <= 'z') || length >= sizeof base || whole >= sizeof row->name || (name[length] && !indexed)) {
    zn_find(reader->findings, reader->path, row->line,
            "'%s' is no parameter name; expected for example mucus_flow_loss or diet_fibre[inulin]", name);
    return;
  }
  read_room(reader, row);
  memcpy(base, name, length);
  if (indexed) snprintf(place->index, sizeof place->index, "%.*s", (int)(whole - length - 2), name + length + 1);
  if (indexed && !*place->index) snprintf(place->index, sizeof place->index, "?");
  for (place->field = 0; place->field < tables->n_fields; place->field++)
    if (strcmp(tables->fields[place->field].name, base) == 0) return;
  memcpy(tables->fields[tables->n_fields++].name, base, sizeof base);
}

static void read_unit(const struct zn_table_reader *reader, struct zn_parameter_row *row) {
  struct zn_error why = {0};
  if (!*row->unit)
    zn_find(reader->findings, reader->path, row->line, "%s has no unit; expected a unit, or 1 for a pure number", row->name);
  else if (zn_unit_parse(reader->units, row->unit, &row->to_internal, &row->dimension, &why) != ZN_OK)
    zn_find(reader->findings, reader->path, row->line, "%s: %s", row->name, why.text);
  zn_dimension_text(row->dimension, row->internal_unit);
}

static void check_numbers(const struct zn_table_reader *reader, const struct zn_parameter_row *row) {
  struct zn_findings *findings = reader->findings;
  if (row->low > row->high)
    zn_find(findings, reader->path, row->line, "%s: low %g is above high %g", row->name, row->low, row->high);
  else if (row->value < row->low || row->value > row->high)
    zn_find(findings, reader->path, row->line, "%s: value %g lies outside %g to %g", row->name, row->value, row->low, row->high);
  if (row->spread < 0.0) zn_find(findings, reader->path, row->line, "%s: spread %g is negative", row->name, row->spread);
  if (row->spread > 0.0 && row->value <= 0.0)
    zn_find(findings, reader->path, row->line, "%s: a value of %g cannot vary by a factor; expected no spread", row->name, row->value);
  if (fabs(row->correlation) > 1.0)
    zn_find(findings, reader->path, row->line, "%s: correlation %g; expected -1 to 1", row->name, row->correlation);
  if (!*row->partner && row->correlation != 0.0)
    zn_find(findings, reader->path, row->line, "%s: a correlation without correlated_with", row->name);
  if (!*row->meaning) zn_find(findings, reader->path, row->line, "%s has no meaning; expected a few plain words", row->name);
}

static void read_row(const struct zn_table_reader *reader, int at, struct zn_parameter_row *row, struct zn_parameter_place *place) {
  row->line = reader->csv->line[at];
  read_name(reader, row, place, zn_table_cell(reader, at, "name"));
  row->unit = zn_table_cell(reader, at, "unit");
  row->source = zn_table_cell(reader, at, "source");
  row->grade = zn_table_cell(reader, at, "grade");
  row->meaning = zn_table_cell(reader, at, "meaning");
  row->partner = zn_table_cell(reader, at, "correlated_with");
  row->value = zn_table_number(reader, at, "value", NAN);
  row->low = zn_table_number(reader, at, "low", NAN);
  row->high = zn_table_number(reader, at, "high", NAN);
  row->spread = zn_table_number(reader, at, "spread", 0.0);
  row->correlation = zn_table_number(reader, at, "correlation", *row->partner ? NAN : 0.0);
  row->correlated_with = -1;
  read_unit(reader, row);
  check_numbers(reader, row);
  zn_table_check_grade(reader, at);
  zn_table_check_sources(reader, at, 0);
}

static const char *name_at(const void *context, int index) { return ((const struct zn_parameter_row *)context)[index].name; }

/* Turns names of partners into indices. A partner is drawn on its own, so it must not have a partner itself. */
static void link_partners(const struct zn_table_reader *reader) {
  struct zn_parameter_row *rows = reader->tables->parameters;
  const int count = reader->tables->n_parameters;
  for (int i = 0; i < count; i++) {
    if (!*rows[i].partner) continue;
    int k = 0;
    while (k < count && strcmp(rows[k].name, rows[i].partner) != 0) k++;
    if (k == count) {
      const char *nearest = zn_nearest(rows[i].partner, name_at, rows, count);
      zn_find(reader->findings, reader->path, rows[i].line, "%s: correlated_with names '%s', which is no parameter%s%s", rows[i].name,
              rows[i].partner, nearest ? "; nearest: " : "", nearest ? nearest : "");
    } else if (k == i || *rows[k].partner) {
      zn_find(reader->findings, reader->path, rows[i].line, "%s: %s is itself correlated; expected a parameter that is drawn on its own",
              rows[i].name, rows[k].name);
    } else {
      rows[i].correlated_with = k;
    }
  }
}

enum zn_status zn_tables_read_parameters(const struct zn_table_reader *reader, struct zn_error *error) {
  struct zn_tables *tables = reader->tables;
  const int rows = reader->csv->rows - 1;
  struct zn_parameter_place *places = calloc((size_t)rows + 1, sizeof *places);
  tables->parameters = calloc((size_t)rows + 1, sizeof *tables->parameters);
  tables->fields = calloc((size_t)rows + 1, sizeof *tables->fields);
  enum zn_status status = places && tables->parameters && tables->fields ? ZN_OK : zn_fail(error, ZN_MEMORY, "no memory for parameters");
  for (int i = 0; status == ZN_OK && i < rows; i++) read_row(reader, i + 1, &tables->parameters[i], &places[i]);
  tables->n_parameters = rows;
  if (status == ZN_OK) status = zn_tables_arrange(reader, places, error);
  if (status == ZN_OK) link_partners(reader);
  free(places);
  return status;
}
