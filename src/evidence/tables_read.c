/* Reading the tables: what they have in common. */
#include "tables.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/nearest.h"
#include "base/status.h"

void zn_find(struct zn_findings *findings, const char *path, int line, const char *format, ...) {
  if (findings->count++ >= ZN_MOST_FINDINGS) return;
  struct zn_error *at = &findings->at[findings->count - 1];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(at->text, sizeof at->text, format, arguments);
  va_end(arguments);
  snprintf(at->file, sizeof at->file, "%s", path);
  at->line = line;
  at->status = ZN_INPUT;
}

const char *zn_table_cell(const struct zn_table_reader *reader, int row, const char *column) {
  return zn_csv_cell(reader->csv, row, zn_csv_column(reader->csv, column));
}

double zn_table_number(const struct zn_table_reader *reader, int row, const char *column, double empty) {
  const char *text = zn_table_cell(reader, row, column), *rest = "";
  double value = NAN;
  if (!*text && !isnan(empty)) return empty;
  if (zn_quantity_split(text, &value, &rest, NULL) == ZN_OK && !*rest) return value;
  zn_find(reader->findings, reader->path, reader->csv->line[row], "%s is '%s'; expected a finite number without unit", column, text);
  return NAN;
}

void zn_table_check_grade(const struct zn_table_reader *reader, int row) {
  static const char *const grades[] = {"measured_human", "measured_animal", "measured_cells", "derived",
                                       "calibrated",     "expert",          "chosen",         "unverified"};
  const char *grade = zn_table_cell(reader, row, "grade");
  const int count = (int)(sizeof grades / sizeof *grades);
  for (int i = 0; i < count; i++)
    if (strcmp(grade, grades[i]) == 0) return;
  const char *nearest = zn_nearest_of(grade, grades, count);
  zn_find(
      reader->findings, reader->path, reader->csv->line[row],
      "'%s' is no grade; expected measured_human, measured_animal, measured_cells, derived, calibrated, expert, chosen or unverified%s%s",
      grade, nearest ? "; nearest: " : "", nearest ? nearest : "");
}

static const char *source_at(const void *context, int index) { return ((const struct zn_source_row *)context)[index].id; }

/* An id is often missing many times over; its first place is enough. */
static int said_before(const struct zn_findings *findings, const char *text) {
  for (int i = 0; i < findings->count && i < ZN_MOST_FINDINGS; i++)
    if (strcmp(findings->at[i].text, text) == 0) return 1;
  return 0;
}

void zn_table_use_source(struct zn_tables *tables, struct zn_findings *findings, const char *path, int line, const char *id) {
  for (int i = 0; i < tables->n_sources; i++)
    if (strcmp(tables->sources[i].id, id) == 0) {
      tables->sources[i].used = 1;
      return;
    }
  const char *nearest = zn_nearest(id, source_at, tables->sources, tables->n_sources);
  char text[256];
  snprintf(text, sizeof text, "source '%s' is not in sources.csv%s%s", id, nearest ? "; nearest: " : "", nearest ? nearest : "");
  if (!said_before(findings, text)) zn_find(findings, path, line, "%s", text);
}

void zn_table_check_sources(const struct zn_table_reader *reader, int row, int several) {
  const char *text = zn_table_cell(reader, row, "source");
  const int line = reader->csv->line[row];
  if (!*text) zn_find(reader->findings, reader->path, line, "the source is empty; expected an id from sources.csv");
  while (*text) {
    char id[96];
    const size_t length = several ? strcspn(text, " ") : strlen(text);
    snprintf(id, sizeof id, "%.*s", (int)(length < sizeof id ? length : sizeof id - 1), text);
    zn_table_use_source(reader->tables, reader->findings, reader->path, line, id);
    text += length;
    text += *text == ' ';
  }
}

/* The header must hold exactly these columns in this order; others rely on it. */
static void check_header(const struct zn_csv *csv, const char *const *columns, int count, const char *path, struct zn_findings *findings) {
  for (int i = 0; i < count && i < csv->columns; i++)
    if (strcmp(csv->cell[i], columns[i]) != 0)
      zn_find(findings, path, 1, "column %d is called '%s'; expected '%s'", i + 1, csv->cell[i], columns[i]);
  if (csv->columns != count) zn_find(findings, path, 1, "%d columns; expected %d", csv->columns, count);
}

/* Opens one table. An unreadable file or a wrong header is a finding, and *whole becomes 0. */
static enum zn_status open_table(struct zn_csv *csv, const char *const *columns, int count, const char *path, struct zn_findings *findings,
                                 int *whole, struct zn_error *error) {
  struct zn_error why = {0};
  const int before = findings->count;
  const enum zn_status status = zn_csv_read(csv, path, &why);
  if (status == ZN_MEMORY) return zn_fail(error, status, "%s", why.text);
  if (status == ZN_OK)
    check_header(csv, columns, count, path, findings);
  else
    zn_find(findings, path, why.line, "%s", why.text);
  *whole = *whole && findings->count == before;
  return ZN_OK;
}

enum { FILES = 4 };

static enum zn_status open_tables(struct zn_tables *tables, char path[FILES][256], struct zn_findings *findings, int *whole,
                                  struct zn_error *error) {
  static const char *const sources[] = {"id", "cite", "locator", "note"};
  static const char *const parameters[] = {"name",        "value",  "unit",  "low",    "high", "spread", "correlated_with",
                                           "correlation", "source", "grade", "meaning"};
  static const char *const solutes[] = {"name",
                                        "meaning",
                                        "molar_mass_g_per_mol",
                                        "stokes_radius_nm",
                                        "charge",
                                        "diffusivity_cm2_per_s",
                                        "membrane_permeability_cm_per_s",
                                        "carrier",
                                        "carrier_capacity_umol_per_cm2_min",
                                        "carrier_affinity_mmol_per_L",
                                        "transcytosis_cm_per_s",
                                        "small_bowel_loss_per_h",
                                        "fermentation_per_h",
                                        "hepatic_extraction",
                                        "lymph_share",
                                        "volume_L_per_kg",
                                        "renal_clearance_per_gfr",
                                        "other_clearance_per_h",
                                        "paracellular_factor",
                                        "source",
                                        "grade"};
  static const char *const analytics[] = {"solute",
                                          "fluid",
                                          "method",
                                          "cv",
                                          "detection_mg_per_L",
                                          "background_share",
                                          "background_mg_per_h",
                                          "background_spread",
                                          "stored_blood_mmol",
                                          "source",
                                          "grade",
                                          "note"};
#define COUNT(list) ((int)(sizeof(list) / sizeof *(list)))
  ZN_TRY(open_table(&tables->source_csv, sources, COUNT(sources), path[0], findings, whole, error));
  ZN_TRY(open_table(&tables->parameter_csv, parameters, COUNT(parameters), path[1], findings, whole, error));
  ZN_TRY(open_table(&tables->solute_csv, solutes, COUNT(solutes), path[2], findings, whole, error));
  return open_table(&tables->analytic_csv, analytics, COUNT(analytics), path[3], findings, whole, error);
#undef COUNT
}

static enum zn_status read_all(struct zn_tables *tables, const char *folder, const char *studies, const struct zn_units *units,
                               struct zn_findings *findings, struct zn_error *error) {
  static const char *const names[FILES] = {"sources.csv", "parameters.csv", "solutes.csv", "analytics.csv"};
  char path[FILES][256];
  int whole = 1;
  for (int i = 0; i < FILES; i++)
    if (snprintf(path[i], sizeof path[i], "%s/%s", folder, names[i]) >= (int)sizeof path[i])
      return zn_fail(error, ZN_ARGUMENT, "the path of the data folder is too long: %s", folder);
  ZN_TRY(open_tables(tables, path, findings, &whole, error));
  if (!whole) return ZN_OK;
  const struct zn_table_reader sources = {tables, &tables->source_csv, units, findings, path[0]};
  const struct zn_table_reader parameters = {tables, &tables->parameter_csv, units, findings, path[1]};
  const struct zn_table_reader solutes = {tables, &tables->solute_csv, units, findings, path[2]};
  const struct zn_table_reader analytics = {tables, &tables->analytic_csv, units, findings, path[3]};
  ZN_TRY(zn_tables_read_sources(&sources, error));
  ZN_TRY(zn_tables_read_parameters(&parameters, error));
  ZN_TRY(zn_tables_read_solutes(&solutes, error));
  ZN_TRY(zn_tables_read_analytics(&analytics, error));
  return zn_tables_check_use(&sources, folder, studies, error);
}

enum zn_status zn_tables_read(struct zn_tables *tables, const char *folder, const char *studies, struct zn_findings *findings,
                              struct zn_error *error) {
  struct zn_units *units;
  memset(tables, 0, sizeof *tables);
  findings->count = 0;
  ZN_TRY(zn_units_open(&units, error));
  const enum zn_status status = read_all(tables, folder, studies, units, findings, error);
  zn_units_close(units);
  if (status != ZN_OK || findings->count == 0) return status;
  if (error) *error = findings->at[0];
  return ZN_INPUT;
}

void zn_tables_clear(struct zn_tables *tables) {
  free(tables->parameters);
  free(tables->fields);
  free(tables->sources);
  free(tables->solutes);
  free(tables->analytics);
  zn_csv_clear(&tables->parameter_csv);
  zn_csv_clear(&tables->source_csv);
  zn_csv_clear(&tables->solute_csv);
  zn_csv_clear(&tables->analytic_csv);
  memset(tables, 0, sizeof *tables);
}
