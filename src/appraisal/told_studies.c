#include "told_studies.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/status.h"
#include "zonula/io.h"

static enum zn_status read_study(struct zn_study **study, const struct zn_published_table *table, const struct zn_published *row,
                                 const struct zn_library *library, struct zn_error *error) {
  struct zn_error inner = {0};
  char path[ZN_LONGEST_PATH];
  zn_file_beside(path, table->file, row->study);
  const enum zn_status status = zn_study_read(study, path, library, &inner);
  if (status == ZN_OK && !(*study)->n_named && !(*study)->trial) return ZN_OK;
  if (status == ZN_OK) {
    const char *why = (*study)->trial ? "is a trial; expected a study without arms" : NULL;
    zn_study_free(*study);
    *study = NULL;
    return zn_fail_at(error, ZN_INPUT, table->file, row->line, "study: %s %s", path,
                      why ? why : "names its people (people_from); expected one whose people are drawn");
  }
  if (status != ZN_INPUT && status != ZN_IO) return zn_fail(error, status, "%s", inner.text);
  if (!zn_file_is_there(path))
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
