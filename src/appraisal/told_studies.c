#include "told_studies.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "zonula/io.h"

enum { LONGEST_PATH = 1024 };

static int is_there(const char *path) {
  FILE *file = fopen(path, "rb");
  if (file) fclose(file);
  return file != NULL;
}

/* Where the study lies that a row names; where nothing is, the name as it stands. */
static void find_path(char path[LONGEST_PATH], const struct zn_published_table *table, const char *name) {
  const char *slash = table->file ? strrchr(table->file, '/') : NULL;
  if (slash && *name != '/') {
    const int length = snprintf(path, LONGEST_PATH, "%.*s/%s", (int)(slash - table->file), table->file, name);
    if (length < LONGEST_PATH && is_there(path)) return;
  }
  snprintf(path, LONGEST_PATH, "%s", name);
}

static enum zn_status read_study(struct zn_study **study, const struct zn_published_table *table, const struct zn_published *row,
                                 const struct zn_library *library, struct zn_error *error) {
  struct zn_error inner = {0};
  char path[LONGEST_PATH];
  find_path(path, table, row->study);
  const enum zn_status status = zn_study_read(study, path, library, &inner);
  if (status == ZN_OK) return ZN_OK;
  if (status != ZN_INPUT && status != ZN_IO) return zn_fail(error, status, "%s", inner.text);
  if (!is_there(path))
    return zn_fail_at(error, ZN_INPUT, table->file, row->line,
                      "study: there is no readable file '%s' in the table's folder or the working directory", row->study);
  if (!inner.line) return zn_fail_at(error, ZN_INPUT, table->file, row->line, "study: %s: %s", path, inner.text);
  return zn_fail_at(error, ZN_INPUT, table->file, row->line, "study: %s:%d: %s", inner.file, inner.line, inner.text);
}

/* The study of a row before `row` that is called the same, or -1. */
static int read_before(const struct zn_told_studies *told, const struct zn_published_table *table, int row) {
  for (int i = 0; i < row; i++)
    if (strcmp(table->rows[i].study, table->rows[row].study) == 0) return told->of_row[i];
  return -1;
}

enum zn_status zn_told_studies_read(struct zn_told_studies *told, const struct zn_published_table *table, const struct zn_library *library,
                                    struct zn_error *error) {
  const size_t rows = (size_t)table->n + 1;
  *told = (struct zn_told_studies){.study = calloc(rows, sizeof *told->study), .of_row = malloc(rows * sizeof *told->of_row)};
  if (!told->study || !told->of_row) return zn_fail(error, ZN_MEMORY, "no memory for the studies of %d published rows", table->n);
  for (int i = 0; i < table->n; i++) {
    told->of_row[i] = *table->rows[i].study ? read_before(told, table, i) : -1;
    if (!*table->rows[i].study || told->of_row[i] >= 0) continue;
    ZN_TRY(read_study(&told->study[told->n], table, &table->rows[i], library, error));
    told->of_row[i] = told->n++;
  }
  return ZN_OK;
}

void zn_told_studies_clear(struct zn_told_studies *told) {
  for (int i = 0; i < told->n; i++) zn_study_free(told->study[i]);
  free(told->study);
  free(told->of_row);
  *told = (struct zn_told_studies){0};
}

const struct zn_study *zn_told_study(const struct zn_told_studies *told, int row) {
  return told->of_row[row] < 0 ? NULL : told->study[told->of_row[row]];
}
