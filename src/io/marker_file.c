/* data/markers.csv: how exactly instruments show what they show. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "base/status.h"
#include "base/text.h"
#include "measure.h"
#include "names.h"
#include "reader.h"

static const char *const columns[] = {
    "marker",          "fluid",       "unit",   "analytical_cv", "within_person_cv", "between_person_cv", "counted",
    "detection_limit", "upper_limit", "source", "grade",         "meaning"};
enum { MARKER, FLUID, UNIT, ANALYTICAL, WITHIN, BETWEEN, COUNTED, DETECTION, UPPER, SOURCE, GRADE, MEANING, COLUMNS };

/* What is no reading but has errors all the same. */
static const char *const beside_readings[] = {"flux", "permeability", "perfusion_permeability"};
enum { BESIDE_READINGS = sizeof beside_readings / sizeof *beside_readings };

static const char *const grades[] = {"measured_human", "measured_animal", "measured_cells", "derived", "expert", "chosen", "unverified"};
static const char *grade_at(const void *context, int index) { return (void)context, grades[index]; }

struct table {
  struct zn_csv csv;
  const struct zn_text_source *source;
  int row;
};

static const char *cell(const struct table *t, int column) { return zn_csv_cell(&t->csv, t->row, column); }

static enum zn_status check_header(const struct table *t, struct zn_error *error) {
  for (int c = 0; c < COLUMNS; c++)
    if (c >= t->csv.columns || strcmp(t->csv.cell[c], columns[c]) != 0)
      return zn_fail_at(error, ZN_INPUT, t->source->file, 1, "column %d is '%s'; expected '%s'", c + 1,
                        c < t->csv.columns ? t->csv.cell[c] : "", columns[c]);
  return t->csv.columns == COLUMNS ? ZN_OK : zn_fail_at(error, ZN_INPUT, t->source->file, 1, "there are more than %d columns", COLUMNS);
}

static enum zn_status read_number(const struct table *t, int column, double most, double *value, struct zn_error *error) {
  const char *unit = "";
  *value = 0.0;
  if (*cell(t, column)) ZN_TRY(zn_quantity_split(cell(t, column), value, &unit, error));
  if (*unit || *value < 0.0 || *value > most)
    return zn_fail(error, ZN_INPUT, "%s: '%s' is out of bounds; expected 0 to %g", columns[column], cell(t, column), most);
  return ZN_OK;
}

/* Whether `readable` is, without its place, what `name` says. */
static int is_of(const char *readable, const char *name) {
  return strlen(name) == strcspn(readable, "[") && strncmp(readable, name, strlen(name)) == 0;
}

static const char *marked_at(const void *context, int index) {
  (void)context;
  return index < BESIDE_READINGS ? beside_readings[index] : zn_readable_info(index - BESIDE_READINGS).name;
}

/* Every marker is of something readable, in its unit, or of a flux or permeability. */
static enum zn_status check_name(const struct zn_marker *m, struct zn_error *error) {
  const struct zn_names names = {"reading", marked_at, NULL, BESIDE_READINGS + zn_readable_count()};
  for (int i = 0; i < BESIDE_READINGS; i++)
    if (strcmp(m->name, beside_readings[i]) == 0) return ZN_OK;
  for (int i = 0; i < zn_readable_count(); i++) {
    const struct zn_readable_info info = zn_readable_info(i);
    if (!is_of(info.name, m->name)) continue;
    if (strcmp(info.unit, m->unit) == 0) return ZN_OK;
    return zn_fail(error, ZN_INPUT, "unit '%s'; expected '%s', in which %s is shown", m->unit, info.unit, m->name);
  }
  return zn_name_refuse(&names, m->name, error);
}

static enum zn_status read_marker(const struct table *t, struct zn_marker *m, struct zn_error *error) {
  const struct zn_names all_grades = {"grade", grade_at, NULL, (int)(sizeof grades / sizeof *grades)};
  struct zn_dimension dimension;
  int grade;
  ZN_TRY(zn_text_copy(&m->name, cell(t, MARKER), error));
  ZN_TRY(zn_text_copy(&m->fluid, cell(t, FLUID), error));
  ZN_TRY(zn_text_copy(&m->unit, cell(t, UNIT), error));
  ZN_TRY(zn_text_copy(&m->grade, cell(t, GRADE), error));
  ZN_TRY(zn_text_copy(&m->meaning, cell(t, MEANING), error));
  ZN_TRY(check_name(m, error));
  ZN_TRY(zn_unit_parse(t->source->units, m->unit, &m->to_internal, &dimension, error));
  ZN_TRY(zn_name_find(&all_grades, m->grade, &grade, error));
  ZN_TRY(read_number(t, ANALYTICAL, 2.0, &m->analytical_cv, error));
  ZN_TRY(read_number(t, WITHIN, 2.0, &m->within_cv, error));
  ZN_TRY(read_number(t, BETWEEN, 2.0, &m->between_cv, error));
  ZN_TRY(read_number(t, COUNTED, 1e6, &m->counted, error));
  ZN_TRY(read_number(t, UPPER, 1e15, &m->upper_limit, error));
  ZN_TRY(read_number(t, DETECTION, m->upper_limit, &m->detection_limit, error));
  ZN_TRY(zn_text_copy(&m->sources, cell(t, SOURCE), error));
  return zn_sources_check(m->sources, error);
}

static enum zn_status read_rows(struct zn_library *library, struct table *t, struct zn_error *error) {
  ZN_TRY(check_header(t, error));
  library->markers = calloc((size_t)t->csv.rows, sizeof *library->markers);
  if (!library->markers) return zn_fail(error, ZN_MEMORY, "no memory for markers");
  for (t->row = 1; t->row < t->csv.rows; t->row++) {
    struct zn_marker *m = &library->markers[library->n_markers++];
    enum zn_status status = read_marker(t, m, error);
    for (int i = 0; status == ZN_OK && i + 1 < library->n_markers; i++)
      if (strcmp(library->markers[i].name, m->name) == 0) status = zn_fail(error, ZN_INPUT, "'%s' is there twice", m->name);
    if (status != ZN_OK && error && !error->line) {
      char text[sizeof error->text];
      memcpy(text, error->text, sizeof text);
      return zn_fail_at(error, status, t->source->file, t->csv.line[t->row], "%s", text);
    }
    ZN_TRY(status);
  }
  return ZN_OK;
}

static int has_marker(const struct zn_library *library, const char *name) {
  for (int i = 0; i < library->n_markers; i++)
    if (is_of(name, library->markers[i].name)) return 1;
  return 0;
}

/* An instrument without errors would be a silent claim. */
static enum zn_status check_all_marked(const struct zn_library *library, struct zn_error *error) {
  for (int i = 0; i < BESIDE_READINGS; i++)
    if (!has_marker(library, beside_readings[i])) return zn_fail(error, ZN_INPUT, "%s lacks '%s'", ZN_MARKER_TABLE, beside_readings[i]);
  for (int k = 0; k < library->n_assays; k++)
    for (int i = 0; i < library->assays[k].n_readings; i++) {
      const char *name = zn_readable_info(library->assays[k].readings[i]).name;
      if (!has_marker(library, name))
        return zn_fail(error, ZN_INPUT, "%s lacks '%.*s', which %s shows", ZN_MARKER_TABLE, (int)strcspn(name, "["), name,
                       library->assays[k].name);
    }
  return ZN_OK;
}

enum zn_status zn_markers_read(struct zn_library *library, const struct zn_text_source *source, struct zn_error *error) {
  struct table t = {.source = source};
  ZN_TRY(zn_csv_parse(&t.csv, source->text, source->file, error));
  enum zn_status status = read_rows(library, &t, error);
  zn_csv_clear(&t.csv);
  return status == ZN_OK ? check_all_marked(library, error) : status;
}

void zn_markers_clear(struct zn_library *library) {
  for (int i = 0; i < library->n_markers; i++) {
    struct zn_marker *m = &library->markers[i];
    free(m->name);
    free(m->fluid);
    free(m->unit);
    free(m->sources);
    free(m->grade);
    free(m->meaning);
  }
  free(library->markers);
  library->markers = NULL;
  library->n_markers = 0;
}
