/* data/sources.csv, and who names its ids. */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/folder.h"
#include "base/status.h"
#include "tables.h"

static const char lower[] = "abcdefghijklmnopqrstuvwxyz0123456789_";
static const char digits[] = "0123456789";

/* A DOI ("10.1016/j.x"), "PMID:123", "PMC123" or a web address where a paper was found only there. Numbers that are our own have none. */
static int is_locator(const struct zn_source_row *row) {
  static const char *const ours[] = {"chosen", "baseline_fit", "calibration", "reference"};
  const char *text = row->locator;
  for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
    if (strcmp(row->id, ours[i]) == 0) return !*text;
  if (strncmp(text, "PMID:", 5) == 0) return text[5] && !text[5 + strspn(text + 5, digits)];
  if (strncmp(text, "PMC", 3) == 0) return text[3] && !text[3 + strspn(text + 3, digits)];
  if (strncmp(text, "http://", 7) == 0 || strncmp(text, "https://", 8) == 0) return strchr(text, '.') && !strchr(text, ' ');
  const size_t registrant = strncmp(text, "10.", 3) == 0 ? strspn(text + 3, digits) : 0;
  return registrant >= 4 && text[3 + registrant] == '/' && text[4 + registrant] && !strchr(text, ' ');
}

static void check_source(const struct zn_table_reader *reader, int at) {
  const struct zn_source_row *rows = reader->tables->sources, *row = &rows[at];
  if (!(row->id[0] >= 'a' && row->id[0] <= 'z') || row->id[strspn(row->id, lower)])
    zn_find(reader->findings, reader->path, row->line, "'%s' is no source id; expected lower-case words such as suenaert_2002", row->id);
  for (int i = 0; i < at; i++)
    if (strcmp(rows[i].id, row->id) == 0)
      zn_find(reader->findings, reader->path, row->line, "source %s is there twice; first on line %d", row->id, rows[i].line);
  if (!*row->cite) zn_find(reader->findings, reader->path, row->line, "source %s has no cite; expected authors, year and journal", row->id);
  if (!is_locator(row))
    zn_find(reader->findings, reader->path, row->line,
            "source %s has the locator '%s'; expected a DOI such as 10.1000/182 or PMID:123, PMC123 or a web address", row->id,
            row->locator);
}

enum zn_status zn_tables_read_sources(const struct zn_table_reader *reader, struct zn_error *error) {
  struct zn_tables *tables = reader->tables;
  const int rows = reader->csv->rows - 1;
  tables->sources = calloc((size_t)rows + 1, sizeof *tables->sources);
  if (!tables->sources) return zn_fail(error, ZN_MEMORY, "no memory for sources");
  tables->n_sources = rows;
  for (int i = 0; i < rows; i++) {
    tables->sources[i] = (struct zn_source_row){.id = zn_table_cell(reader, i + 1, "id"),
                                                .cite = zn_table_cell(reader, i + 1, "cite"),
                                                .locator = zn_table_cell(reader, i + 1, "locator"),
                                                .note = zn_table_cell(reader, i + 1, "note"),
                                                .line = reader->csv->line[i + 1]};
    check_source(reader, i);
  }
  return ZN_OK;
}

/* Uses every id between `text` and `end`; commas, brackets, dashes and quotes separate. */
static void use_ids(const struct zn_table_reader *sources, const char *path, int line, const char *text, const char *end) {
  while (text < end) {
    const size_t length = strspn(text, lower);
    if (*text == '#') return;
    if (length) {
      char id[96];
      snprintf(id, sizeof id, "%.*s", (int)(length < sizeof id ? length : sizeof id - 1), text);
      zn_table_use_source(sources->tables, sources->findings, path, line, id);
    }
    text += length ? length : 1;
  }
}

/* A `sources:` list is the rest of its line and the lines behind it that are indented or begin with a dash or a bracket. */
static void scan_yaml(const struct zn_table_reader *sources, const char *path, const char *text) {
  static const char key[] = "sources:";
  int line = 1, inside = 0;
  while (*text) {
    const char *end = text + strcspn(text, "\n");
    const int begins = strncmp(text, key, sizeof key - 1) == 0;
    inside = begins || (inside && (*text == ' ' || *text == '-' || *text == ']' || *text == '#'));
    if (inside) use_ids(sources, path, line, text + (begins ? sizeof key - 1 : 0), end);
    text = end + (*end == '\n');
    line++;
  }
}

static enum zn_status scan_files(const struct zn_table_reader *sources, const struct zn_folder *files, struct zn_error *error) {
  for (int i = 0; i < files->count; i++) {
    const char *path = files->path[i];
    const size_t length = strlen(path);
    if (length < 5 || strcmp(path + length - 5, ".yaml") != 0) continue;
    char *text;
    size_t size;
    struct zn_error why = {0};
    const enum zn_status status = zn_file_read(&text, &size, path, ZN_LARGEST_FILE, &why);
    if (status == ZN_MEMORY) return zn_fail(error, status, "%s", why.text);
    if (status != ZN_OK) {
      zn_find(sources->findings, path, why.line, "%s", why.text);
      continue;
    }
    scan_yaml(sources, path, text);
    free(text);
  }
  return ZN_OK;
}

enum zn_status zn_tables_check_use(const struct zn_table_reader *sources, const char *folder, struct zn_error *error) {
  struct zn_folder files;
  enum zn_status status = zn_folder_list(&files, folder, error);
  if (status == ZN_OK) status = scan_files(sources, &files, error);
  zn_folder_clear(&files);
  for (int i = 0; status == ZN_OK && i < sources->tables->n_sources; i++) {
    const struct zn_source_row *row = &sources->tables->sources[i];
    if (!row->used) zn_find(sources->findings, sources->path, row->line, "source %s is used by nothing", row->id);
  }
  return status;
}
