/* Tables of published measurements: studies/published/permeability_humans.csv shows the columns. */
#include <stdlib.h>

#include "base/status.h"
#include "columns.h"
#include "zonula/io.h"

#define PLACE(field) offsetof(struct zn_published, field)
static const struct zn_column columns[] = {
    {"id", ZN_COLUMN_ID, PLACE(id), 0},
    {"condition", ZN_COLUMN_TEXT, PLACE(condition), 0},
    {"subgroup", ZN_COLUMN_TEXT, PLACE(subgroup), 0},
    {"test", ZN_COLUMN_TEXT, PLACE(test), 0},
    {"probe", ZN_COLUMN_TEXT, PLACE(probe), 0},
    {"dose_g", ZN_COLUMN_TEXT, PLACE(dose_g), 0},
    {"window_start_h", ZN_COLUMN_NUMBER, PLACE(window_h[0]), 0},
    {"window_end_h", ZN_COLUMN_NUMBER, PLACE(window_h[1]), 0},
    {"statistic", ZN_COLUMN_TEXT, PLACE(statistic), 0},
    {"value", ZN_COLUMN_NUMBER, PLACE(value), 0},
    {"unit", ZN_COLUMN_TEXT, PLACE(unit), 0},
    {"spread_kind", ZN_COLUMN_TEXT, PLACE(spread_kind), 0},
    {"spread_lo", ZN_COLUMN_NUMBER, PLACE(spread[0]), 0},
    {"spread_hi", ZN_COLUMN_NUMBER, PLACE(spread[1]), 0},
    {"n", ZN_COLUMN_PEOPLE, PLACE(n), 0},
    {"authors_year", ZN_COLUMN_TEXT, PLACE(paper), 0},
    {"journal", ZN_COLUMN_TEXT, PLACE(journal), 0},
    {"pmid_or_doi", ZN_COLUMN_TEXT, PLACE(doi), 0},
    {"url", ZN_COLUMN_TEXT, PLACE(url), 0},
    {"note", ZN_COLUMN_TEXT, PLACE(note), 0},
    {"study", ZN_COLUMN_TEXT, PLACE(study), 1},
};

static enum zn_status check_row(const void *read, struct zn_error *error) {
  const struct zn_published *row = read;
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

static const struct zn_table_layout layout = {.columns = columns,
                                              .n = sizeof columns / sizeof *columns,
                                              .example = "studies/published/permeability_humans.csv, and study",
                                              .size = sizeof(struct zn_published),
                                              .line_place = PLACE(line),
                                              .check = check_row};
#undef PLACE

enum zn_status zn_published_read(struct zn_published_table **out, const char *path, struct zn_error *error) {
  struct zn_table_rows read;
  *out = NULL;
  ZN_TRY(zn_columns_read(&read, &layout, path, error));
  *out = malloc(sizeof **out);
  if (*out) {
    **out = (struct zn_published_table){.file = read.file, .n = read.n, .rows = read.rows, .text = read.text};
    return ZN_OK;
  }
  zn_table_rows_clear(&read);
  return zn_fail(error, ZN_MEMORY, "no memory for %s", path);
}
