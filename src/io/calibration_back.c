/* What was learnt, written back into the data folder: all files are made ready, then each takes its place. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "base/text.h"
#include "edit.h"
#include "zonula/calibration.h"

enum { PARAMETERS, SOLUTES, SOURCES, TABLES, PATH_ROOM = 512, WORDS = 96 };
static const char *const tables[TABLES] = {"parameters.csv", "solutes.csv", "sources.csv"};
static const char id[] = "calibration";

struct back {
  const struct zn_calibration *calibration;
  const char *folder, *command;
  int n;
  struct zn_edit *edit; /* the tables, then overlays, then two whole files */
};

static enum zn_status path_of(char path[PATH_ROOM], const struct back *b, const char *name, struct zn_error *error) {
  if (snprintf(path, PATH_ROOM, "%s/%s", b->folder, name) < PATH_ROOM) return ZN_OK;
  return zn_fail(error, ZN_ARGUMENT, "the path of the data folder is too long: %.60s", b->folder);
}

/* The file of that name, opened once. */
static enum zn_status find_edit(struct back *b, const char *name, struct zn_edit **found, struct zn_error *error) {
  char path[PATH_ROOM];
  ZN_TRY(path_of(path, b, name, error));
  for (int i = 0; i < b->n; i++)
    if (strcmp(b->edit[i].path, path) == 0) return *found = &b->edit[i], ZN_OK;
  *found = &b->edit[b->n++];
  return zn_edit_open(*found, path, error);
}

/* --- Central values ------------------------------------------------------------------------------------------------------------------- */

static enum zn_status write_parameters(struct back *b, const struct zn_calibrated_number *number, struct zn_error *error) {
  const struct zn_target *t = &number->row->target;
  char value[32];
  snprintf(value, sizeof value, "%.3g", number->median);
  for (int k = 0; k < t->n_index; k++) {
    const char *name = zn_parameter_info(t->index[k])->name;
    ZN_TRY(zn_edit_set_cell(&b->edit[PARAMETERS], name, "value", value, error));
    ZN_TRY(zn_edit_set_cell(&b->edit[PARAMETERS], name, "source", id, error));
    ZN_TRY(zn_edit_set_cell(&b->edit[PARAMETERS], name, "grade", "calibrated", error));
  }
  return ZN_OK;
}

/* The row's sources stay: its other numbers are theirs. */
static enum zn_status add_source(struct zn_edit *table, const char *name, struct zn_error *error) {
  size_t at, length;
  zn_edit_cell(table, zn_edit_row(table, name), zn_edit_column(table, "source"), &at, &length);
  const char *cell = table->text.data + at;
  for (size_t k = 0; k + sizeof id - 1 <= length; k++)
    if (strncmp(cell + k, id, sizeof id - 1) == 0) return ZN_OK;
  return zn_edit_replace(table, at + length, 0, length ? " calibration" : id, error);
}

static enum zn_status write_solutes(struct back *b, const struct zn_calibrated_number *number, struct zn_error *error) {
  const struct zn_target *t = &number->row->target;
  char value[32];
  snprintf(value, sizeof value, "%.3g", number->median);
  for (int k = 0; k < t->n_index; k++) {
    const char *name = zn_solute_info(t->index[k])->name;
    ZN_TRY(zn_edit_set_cell(&b->edit[SOLUTES], name, zn_target_column(t->column)->name, value, error));
    ZN_TRY(zn_edit_set_cell(&b->edit[SOLUTES], name, "grade", "calibrated", error));
    ZN_TRY(add_source(&b->edit[SOLUTES], name, error));
  }
  return ZN_OK;
}

static enum zn_status write_overlay(struct back *b, const struct zn_calibrated_number *number, struct zn_error *error) {
  const struct zn_target *t = &number->row->target;
  const char *name = strchr(t->scope, ' ') + 1;
  char path[PATH_ROOM], remark[WORDS];
  struct zn_edit *edit;
  if (snprintf(path, sizeof path, "%ss/%s.yaml", strncmp(t->scope, "diet", 4) ? "condition" : "diet", name) >= PATH_ROOM)
    return zn_fail(error, ZN_ARGUMENT, "a name too long: %.60s", name);
  ZN_TRY(find_edit(b, path, &edit, error));
  snprintf(remark, sizeof remark, "calibrated to %d row%s: %.3g (%.3g to %.3g)", number->rows, number->rows == 1 ? "" : "s", number->median,
           number->lo90, number->hi90);
  for (int k = 0; k < t->n_index; k++) ZN_TRY(zn_edit_set_scale(edit, zn_parameter_info(t->index[k])->name, number->median, remark, error));
  return zn_edit_add_source(edit, id, error);
}

/* A number that no row speaks of stays as it is: nothing was learnt of it. */
static enum zn_status write_numbers(struct back *b, struct zn_error *error) {
  static enum zn_status (*const write[])(struct back *, const struct zn_calibrated_number *, struct zn_error *) = {
      [ZN_TARGET_PARAMETER] = write_parameters, [ZN_TARGET_SOLUTE] = write_solutes, [ZN_TARGET_OVERLAY] = write_overlay};
  for (int i = 0; i < b->calibration->n; i++) {
    const struct zn_calibrated_number *number = &b->calibration->number[i];
    if (number->rows) ZN_TRY(write[number->row->target.kind](b, number, error));
  }
  return ZN_OK;
}

static enum zn_status write_source(struct back *b, struct zn_error *error) {
  struct zn_edit *sources = &b->edit[SOURCES];
  struct zn_writer row = {0};
  zn_writer_format(&row, "%s,calibrated to published rows,,\"made by ", id);
  for (const char *c = b->command; *c; c++) zn_writer_format(&row, *c == '"' ? "\"\"" : "%c", *c);
  zn_writer_add(&row, "\"\n");
  enum zn_status status = zn_writer_finish(&row, sources->path, error);
  const long before = zn_edit_row(sources, id), place = before < 0 ? zn_edit_row(sources, "reference") : before;
  if (status == ZN_OK && place < 0) status = zn_fail_at(error, ZN_INPUT, sources->path, 0, "there is no row 'reference'");
  if (status == ZN_OK) {
    const char *line = sources->text.data + place;
    status = zn_edit_replace(sources, (size_t)place, before < 0 ? 0 : strcspn(line, "\n") + 1, row.data, error);
  }
  zn_writer_clear(&row);
  return status;
}

/* --- Whole files ---------------------------------------------------------------------------------------------------------------------- */

static void fill_ensemble(struct zn_writer *csv, const struct zn_calibration *c) {
  zn_writer_add(csv, "member,scope,name,value\n");
  for (int m = 0; m < c->members; m++)
    for (int i = 0; i < c->n; i++) {
      const struct zn_target *t = &c->number[i].row->target;
      zn_writer_format(csv, "%d,%s,%s,%.5g\n", m + 1, t->scope, t->name, c->member[m * c->n + i]);
    }
}

static void fill_laboratory(struct zn_writer *csv, const struct zn_calibration *c) {
  zn_writer_add(csv, "kind,name,sd\n");
  for (int i = 0; i < c->n_spreads; i++) zn_writer_format(csv, "%s,%s,%.3g\n", c->spread[i].kind, c->spread[i].name, c->spread[i].sd);
}

static enum zn_status add_whole(struct back *b, const char *name, void (*fill)(struct zn_writer *, const struct zn_calibration *),
                                struct zn_error *error) {
  char path[PATH_ROOM];
  struct zn_edit *edit = &b->edit[b->n++];
  ZN_TRY(path_of(path, b, name, error));
  ZN_TRY(zn_text_copy(&edit->path, path, error));
  fill(&edit->text, b->calibration);
  return zn_writer_finish(&edit->text, path, error);
}

static enum zn_status prepare(struct back *b, struct zn_error *error) {
  struct zn_edit *ignored;
  for (int i = 0; i < TABLES; i++) ZN_TRY(find_edit(b, tables[i], &ignored, error));
  ZN_TRY(write_numbers(b, error));
  ZN_TRY(write_source(b, error));
  ZN_TRY(add_whole(b, "ensemble.csv", fill_ensemble, error));
  return add_whole(b, "laboratory.csv", fill_laboratory, error);
}

enum zn_status zn_calibration_write_back(const struct zn_calibration *calibration, const char *folder, const char *command,
                                         struct zn_error *error) {
  struct back b = {.calibration = calibration, .folder = folder, .command = command};
  struct zn_locale locale;
  b.edit = calloc((size_t)calibration->n + TABLES + 2, sizeof *b.edit);
  if (!b.edit) return zn_fail(error, ZN_MEMORY, "no memory to write into %s", folder);
  enum zn_status status = zn_locale_plain(&locale, error);
  if (status == ZN_OK) {
    status = prepare(&b, error);
    zn_locale_restore(&locale);
  }
  for (int i = 0; i < b.n && status == ZN_OK; i++)
    status = zn_write_whole(b.edit[i].path, b.edit[i].text.data, b.edit[i].text.length, error);
  for (int i = 0; i < b.n; i++) zn_edit_clear(&b.edit[i]);
  free(b.edit);
  return status;
}
