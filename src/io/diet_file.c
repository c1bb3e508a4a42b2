/* Tables of published outcomes of diets: studies/published/diet_outcomes.csv shows the columns. */
#include <stdlib.h>

#include "base/status.h"
#include "columns.h"
#include "zonula/io.h"

#define PLACE(field) offsetof(struct zn_diet_row, field)
static const struct zn_column columns[] = {
    {"id", ZN_COLUMN_ID, PLACE(id), 0},
    {"intervention", ZN_COLUMN_TEXT, PLACE(intervention), 0},
    {"comparator", ZN_COLUMN_TEXT, PLACE(comparator), 0},
    {"species", ZN_COLUMN_TEXT, PLACE(species), 0},
    {"duration_d", ZN_COLUMN_NUMBER, PLACE(duration_d), 0},
    {"outcome", ZN_COLUMN_TEXT, PLACE(outcome), 0},
    {"value_intervention", ZN_COLUMN_TEXT, PLACE(value[0]), 0},
    {"value_comparator", ZN_COLUMN_TEXT, PLACE(value[1]), 0},
    {"unit", ZN_COLUMN_TEXT, PLACE(unit), 0},
    {"effect", ZN_COLUMN_TEXT, PLACE(effect), 0},
    {"effect_kind", ZN_COLUMN_TEXT, PLACE(effect_kind), 0},
    {"ci_lo", ZN_COLUMN_NUMBER, PLACE(ci[0]), 0},
    {"ci_hi", ZN_COLUMN_NUMBER, PLACE(ci[1]), 0},
    {"n", ZN_COLUMN_PEOPLE, PLACE(n), 0},
    {"authors_year", ZN_COLUMN_TEXT, PLACE(paper), 0},
    {"journal", ZN_COLUMN_TEXT, PLACE(journal), 0},
    {"pmid_or_doi", ZN_COLUMN_TEXT, PLACE(doi), 0},
    {"url", ZN_COLUMN_TEXT, PLACE(url), 0},
    {"note", ZN_COLUMN_TEXT, PLACE(note), 0},
};

static enum zn_status check_row(const void *read, struct zn_error *error) {
  const struct zn_diet_row *row = read;
  if (row->duration_d <= 0.0)
    return zn_fail(error, ZN_INPUT, "%.80s: duration_d is %g; expected days above 0, or nothing", row->id, row->duration_d);
  if (row->ci[1] < row->ci[0])
    return zn_fail(error, ZN_INPUT, "%.80s: ci_lo %g is above ci_hi %g; expected the two bounds as they are printed", row->id, row->ci[0],
                   row->ci[1]);
  return ZN_OK;
}

static const struct zn_table_layout layout = {.columns = columns,
                                              .n = sizeof columns / sizeof *columns,
                                              .example = "studies/published/diet_outcomes.csv",
                                              .size = sizeof(struct zn_diet_row),
                                              .line_place = PLACE(line),
                                              .check = check_row};
#undef PLACE

enum zn_status zn_diet_table_read(struct zn_diet_table **out, const char *path, struct zn_error *error) {
  struct zn_table_rows read;
  *out = NULL;
  ZN_TRY(zn_columns_read(&read, &layout, path, error));
  *out = malloc(sizeof **out);
  if (*out) {
    **out = (struct zn_diet_table){.file = read.file, .n = read.n, .rows = read.rows, .text = read.text};
    return ZN_OK;
  }
  zn_table_rows_clear(&read);
  return zn_fail(error, ZN_MEMORY, "no memory for %s", path);
}
