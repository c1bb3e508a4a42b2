/* gen_tables [--check] [ROOT]: checks the tables in ROOT/data, and who names a source there and in ROOT/studies; writes from them
 * ROOT/include/zonula/parameters.def and ROOT/src/evidence/tables.def. With --check it writes nothing and fails when these files are
 * not what it would write. */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "evidence/tables.h"

enum { PATH_ROOM = 512 };

static enum zn_status text_of(const struct zn_tables *tables, int rows, char **text, struct zn_error *error) {
  size_t length;
  *text = NULL;
  FILE *out = open_memstream(text, &length);
  if (!out) return zn_fail(error, ZN_MEMORY, "no memory for the generated text");
  enum zn_status status = ZN_OK;
  if (rows)
    status = zn_tables_write_rows(tables, out, error);
  else
    zn_tables_write_fields(tables, out);
  if (fclose(out) != 0 && status == ZN_OK) status = zn_fail(error, ZN_MEMORY, "no memory for the generated text");
  return status;
}

/* Whether the file holds exactly this text. */
static int holds(const char *path, const char *text) {
  FILE *file = fopen(path, "rb");
  if (!file) return 0;
  int same = 1;
  for (; same && *text; text++) same = fgetc(file) == (unsigned char)*text;
  same = same && fgetc(file) == EOF;
  fclose(file);
  return same;
}

/* A file that is right already is left alone, so that nothing is built again in vain. */
static enum zn_status put(const char *path, const char *text, int check, struct zn_error *error) {
  if (holds(path, text)) return ZN_OK;
  if (check)
    return zn_fail_at(error, ZN_INPUT, path, 0, "the file does not fit the tables in data/; run gen_tables and commit what it writes");
  FILE *file = fopen(path, "wb");
  if (!file) return zn_fail_at(error, ZN_IO, path, 0, "the file cannot be written");
  const int written = fputs(text, file) >= 0;
  if (fclose(file) != 0 || !written) return zn_fail_at(error, ZN_IO, path, 0, "the file cannot be written");
  return ZN_OK;
}

static enum zn_status generate(const struct zn_tables *tables, const char *root, int check, struct zn_error *error) {
  static const char *const names[2] = {"include/zonula/parameters.def", "src/evidence/tables.def"};
  for (int i = 0; i < 2; i++) {
    char *text, path[PATH_ROOM];
    enum zn_status status = text_of(tables, i, &text, error);
    snprintf(path, sizeof path, "%s/%s", root, names[i]);
    if (status == ZN_OK) status = put(path, text, check, error);
    free(text);
    ZN_TRY(status);
  }
  return ZN_OK;
}

static void say(const struct zn_error *error) {
  if (*error->file) fprintf(stderr, error->line ? "%s:%d: " : "%s: ", error->file, error->line);
  fprintf(stderr, "%s\n", error->text);
}

static int report(enum zn_status status, const struct zn_findings *findings, const struct zn_error *error) {
  const int shown = findings->count < ZN_MOST_FINDINGS ? findings->count : ZN_MOST_FINDINGS;
  for (int i = 0; i < shown; i++) say(&findings->at[i]);
  if (findings->count > shown) fprintf(stderr, "and %d more\n", findings->count - shown);
  if (status != ZN_OK && !shown) say(error);
  return status == ZN_OK ? EXIT_SUCCESS : EXIT_FAILURE;
}

int main(int argc, char **argv) {
  const int check = argc > 1 && strcmp(argv[1], "--check") == 0;
  const char *root = argc > 1 + check ? argv[1 + check] : ".";
  char folder[PATH_ROOM], studies[PATH_ROOM];
  if (argc > 2 + check || root[0] == '-' || strlen(root) > PATH_ROOM / 2) {
    fputs("usage: gen_tables [--check] [ROOT]\n", stderr);
    return EXIT_FAILURE;
  }
  struct zn_tables tables;
  struct zn_error error = {0};
  static struct zn_findings findings;
  snprintf(folder, sizeof folder, "%s/data", root);
  snprintf(studies, sizeof studies, "%s/studies", root);
  enum zn_status status = zn_tables_read(&tables, folder, studies, &findings, &error);
  if (status == ZN_OK) status = generate(&tables, root, check, &error);
  const int code = report(status, &findings, &error);
  zn_tables_clear(&tables);
  return code;
}
