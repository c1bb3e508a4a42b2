/* settle_reference [--check] [ROOT]: finds the reference person's rest and writes what "1 in the reference person" means into
 * ROOT/data/parameters.csv: the rows whose source is `reference`, value column only.
 *
 * Relative quantities act on the rest they are relative to, so the rows are a fixed point: the person comes to rest, the rows
 * become what that rest shows, and so on until nothing changes. Run gen_tables afterwards. With --check nothing is written,
 * and it fails when the table is not at the fixed point. */
#define _POSIX_C_SOURCE 200809L
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/status.h"
#include "evidence/tables.h"
#include "study/start_state.h"
#include "zonula/body.h"

enum { PATH_ROOM = 512, MOST_PASSES = 100 };

/* Relative change of a row at which the fixed point is reached, and at which a written table still counts as being there. */
static const double reached = 1e-10, fresh = 1e-6;

static int is_reference(int row) { return strcmp(zn_parameter_info(row)->source, "reference") == 0; }

/* The person of the table on disk, which may be newer than the one compiled in, as long as it has the same rows. */
static enum zn_status person_of(const struct zn_tables *tables, struct zn_parameters *person, struct zn_error *error) {
  int same = tables->n_parameters == zn_parameter_count();
  for (int k = 0; same && k < tables->n_parameters; k++) {
    const struct zn_parameter_row *row = &tables->parameters[k];
    same = strcmp(row->name, zn_parameter_info(k)->name) == 0 && strcmp(row->source, zn_parameter_info(k)->source) == 0;
    ((double *)person)[k] = row->value * row->to_internal;
  }
  return same ? ZN_OK : zn_fail(error, ZN_INPUT, "data/parameters.csv has other rows than this program; run gen_tables and build again");
}

/* One pass: rest, then the rows that the rest gives. `change`: the largest relative change of a row. */
static enum zn_status pass(struct zn_parameters *person, double *y, double *change, struct zn_error *error) {
  const struct zn_parameters before = *person;
  const double *old = (const double *)&before;
  double *value = (double *)person;
  ZN_TRY(zn_start_state(y, person, ZN_BRANCH_HEALTHY, NULL, error));
  for (int k = 0; k < zn_parameter_count(); k++)
    if (is_reference(k)) value[k] = NAN;
  zn_body_reference(y, person);
  *change = 0.0;
  for (int k = 0; k < zn_parameter_count(); k++) {
    const char *name = zn_parameter_info(k)->name;
    if (!is_reference(k) && memcmp(&value[k], &old[k], sizeof *value) != 0)
      return zn_fail(error, ZN_ARGUMENT, "%s is a reference value, but its source is not `reference`", name);
    if (!isfinite(value[k]) || !(value[k] > 0.0 || !is_reference(k)))
      return zn_fail(error, ZN_NUMERICAL, "%s: the rest of the reference person gives %g", name, value[k]);
    if (is_reference(k)) *change = fmax(*change, fabs(value[k] / old[k] - 1.0));
  }
  return ZN_OK;
}

static enum zn_status settle(struct zn_parameters *person, int *passes, struct zn_error *error) {
  double *y = malloc((size_t)zn_state_count() * sizeof *y), change = INFINITY;
  enum zn_status status = y ? ZN_OK : zn_fail(error, ZN_MEMORY, "no memory for a body");
  for (*passes = 0; status == ZN_OK && change > reached && *passes < MOST_PASSES; ++*passes) status = pass(person, y, &change, error);
  free(y);
  if (status == ZN_OK && change > reached)
    status = zn_fail(error, ZN_NUMERICAL, "the reference person still changes by %g after %d passes", change, MOST_PASSES);
  return status;
}

/* Rows that are not where they belong; says which. */
static int stale_rows(const struct zn_tables *tables, const struct zn_parameters *person) {
  int stale = 0;
  for (int k = 0; k < tables->n_parameters; k++) {
    const struct zn_parameter_row *row = &tables->parameters[k];
    const double settled = ((const double *)person)[k] / row->to_internal;
    if (!is_reference(k) || fabs(row->value / settled - 1.0) <= fresh) continue;
    fprintf(stderr, "data/parameters.csv:%d: %s is %.12g; the rest of the reference person gives %.12g\n", row->line, row->name, row->value,
            settled);
    stale++;
  }
  return stale;
}

/* The line that `text` begins with, its value replaced when it is a reference row; returns where the next line begins. */
static const char *copy_line(const char *text, const struct zn_parameters *person, FILE *out) {
  const char *end = strchr(text, '\n'), *name_end = strchr(text, ',');
  end = end ? end + 1 : text + strlen(text);
  char name[PATH_ROOM];
  if (name_end && name_end < end && name_end - text < PATH_ROOM) {
    snprintf(name, sizeof name, "%.*s", (int)(name_end - text), text);
    const int k = zn_parameter_find(name);
    if (k >= 0 && is_reference(k)) {
      fprintf(out, "%s,%.12g", name, ((const double *)person)[k] / zn_parameter_info(k)->to_internal);
      text = strchr(name_end + 1, ',');
    }
  }
  fwrite(text, 1, (size_t)(end - text), out);
  return end;
}

/* Written aside and renamed: the table is never half written. */
static enum zn_status rewrite(const char *path, const struct zn_parameters *person, struct zn_error *error) {
  char aside[PATH_ROOM + 8], *text;
  size_t length;
  snprintf(aside, sizeof aside, "%s.new", path);
  ZN_TRY(zn_file_read(&text, &length, path, ZN_LARGEST_FILE, error));
  FILE *out = fopen(aside, "wb");
  for (const char *line = text; out && *line;) line = copy_line(line, person, out);
  free(text);
  const int written = out && !ferror(out);
  if ((out && fclose(out) != 0) || !written || rename(aside, path) != 0)
    return zn_fail_at(error, ZN_IO, path, 0, "the table cannot be written");
  return ZN_OK;
}

static enum zn_status run(const char *root, int check, struct zn_tables *tables, struct zn_error *error) {
  static struct zn_findings findings;
  char folder[PATH_ROOM], studies[PATH_ROOM], path[PATH_ROOM];
  struct zn_parameters person;
  int passes;
  snprintf(folder, sizeof folder, "%s/data", root);
  snprintf(studies, sizeof studies, "%s/studies", root);
  snprintf(path, sizeof path, "%s/data/parameters.csv", root);
  ZN_TRY(zn_tables_read(tables, folder, studies, &findings, error));
  ZN_TRY(person_of(tables, &person, error));
  ZN_TRY(settle(&person, &passes, error));
  if (stale_rows(tables, &person) == 0) return ZN_OK;
  if (check) return zn_fail_at(error, ZN_INPUT, path, 0, "the table is not at the reference person's rest; run settle_reference");
  ZN_TRY(rewrite(path, &person, error));
  printf("%s: at rest after %d passes; written. Run gen_tables now.\n", path, passes);
  return ZN_OK;
}

int main(int argc, char **argv) {
  const int check = argc > 1 && strcmp(argv[1], "--check") == 0;
  const char *root = argc > 1 + check ? argv[1 + check] : ".";
  if (argc > 2 + check || root[0] == '-' || strlen(root) > PATH_ROOM / 2) {
    fputs("usage: settle_reference [--check] [ROOT]\n", stderr);
    return EXIT_FAILURE;
  }
  struct zn_tables tables = {0};
  struct zn_error error = {0};
  const enum zn_status status = run(root, check, &tables, &error);
  zn_tables_clear(&tables);
  if (status == ZN_OK) return EXIT_SUCCESS;
  if (*error.file) fprintf(stderr, error.line ? "%s:%d: " : "%s: ", error.file, error.line);
  fprintf(stderr, "%s\n", error.text);
  return EXIT_FAILURE;
}
