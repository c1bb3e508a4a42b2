/* Tables of published measurements, and of outcomes of diets: every input is read as both, by way of a file in memory, because the reader
 * takes a path. */
#define _GNU_SOURCE
#include <math.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "fuzz.h"

static void check_row(const struct zn_published *row) {
  const char *const texts[] = {row->id,    row->condition, row->subgroup, row->test, row->probe, row->dose_g, row->statistic,  row->unit,
                               row->paper, row->journal,   row->doi,      row->url,  row->note,  row->study,  row->spread_kind};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) MUST(texts[i] && strlen(texts[i]) < (size_t)1 << 22);
  const double numbers[] = {row->window_h[0], row->window_h[1], row->value, row->spread[0], row->spread[1]};
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) MUST(!isinf(numbers[i]));
  MUST(row->id[0] && row->n >= 0 && row->line > 1);
  MUST(!(row->window_h[0] < 0.0) && !(row->window_h[1] < row->window_h[0]) && !(row->spread[1] < row->spread[0]));
}

static void check_diet_row(const struct zn_diet_row *row) {
  const char *const texts[] = {row->id,       row->intervention, row->comparator, row->species, row->outcome,
                               row->value[0], row->value[1],     row->unit,       row->effect,  row->effect_kind,
                               row->paper,    row->journal,      row->doi,        row->url,     row->note};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) MUST(texts[i] && strlen(texts[i]) < (size_t)1 << 22);
  MUST(row->id[0] && row->n >= 0 && row->line > 1);
  MUST(!isinf(row->duration_d) && !(row->duration_d <= 0.0) && !isinf(row->ci[0]) && !isinf(row->ci[1]) && !(row->ci[1] < row->ci[0]));
}

static void try_diets(const char *path) {
  struct zn_diet_table *table;
  struct zn_error error = {0};
  const enum zn_status status = zn_diet_table_read(&table, path, &error);
  if (status == ZN_OK) {
    for (int i = 0; i < table->n; i++) check_diet_row(&table->rows[i]);
    zn_diet_table_free(table);
  } else
    must_explain(status, &error, 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  char path[64];
  struct zn_published_table *table;
  struct zn_error error = {0};
  const int file = memfd_create("published.csv", 0);
  MUST(file >= 0 && write(file, data, size) == (ssize_t)size);
  snprintf(path, sizeof path, "/proc/self/fd/%d", file);
  const enum zn_status status = zn_published_read(&table, path, &error);
  if (status == ZN_OK) {
    for (int i = 0; i < table->n; i++) {
      check_row(&table->rows[i]);
      for (int k = 0; k < i && i < 50; k++) MUST(strcmp(table->rows[i].id, table->rows[k].id) != 0);
    }
    zn_published_free(table);
  } else
    must_explain(status, &error, 1);
  try_diets(path);
  close(file);
  return 0;
}
