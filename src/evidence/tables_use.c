/* Who names the sources of data/sources.csv: lists in YAML files, columns of tables, studies by their papers. */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/folder.h"
#include "base/nearest.h"
#include "base/status.h"
#include "tables.h"

static const char lower[] = "abcdefghijklmnopqrstuvwxyz0123456789_";

/* One file while it is scanned. */
struct scan {
  const struct zn_table_reader *sources;
  const char *path;
  int line;
};

/* Uses every id between `text` and `end`; commas, brackets, dashes and quotes separate. */
static void use_ids(const struct scan *s, const char *text, const char *end) {
  while (text < end) {
    const size_t length = strspn(text, lower);
    if (*text == '#') return;
    if (length) {
      char id[96];
      snprintf(id, sizeof id, "%.*s", (int)(length < sizeof id ? length : sizeof id - 1), text);
      zn_table_use_source(s->sources->tables, s->sources->findings, s->path, s->line, id);
    }
    text += length ? length : 1;
  }
}

/* --- YAML files ----------------------------------------------------------------------------------------------------------------------- */

static const char *locator_at(const void *context, int index) { return ((const struct zn_source_row *)context)[index].locator; }

/* A study names its paper as papers do, by DOI or PubMed number, or says that there is none. */
static void use_paper(const struct scan *s, const char *text, const char *end) {
  static const char around[] = " \t\r\"'";
  struct zn_tables *tables = s->sources->tables;
  char paper[128];
  text += strspn(text, around);
  size_t length = 0;
  while (text + length < end && !strchr(around, text[length])) length++;
  snprintf(paper, sizeof paper, "%.*s", (int)(length < sizeof paper ? length : sizeof paper - 1), text);
  if (strcmp(paper, "none") == 0) return;
  for (int i = 0; i < tables->n_sources; i++)
    if (*paper && strcmp(tables->sources[i].locator, paper) == 0) {
      tables->sources[i].used = 1;
      return;
    }
  const char *nearest = zn_nearest(paper, locator_at, tables->sources, tables->n_sources);
  zn_find(s->sources->findings, s->path, s->line, "the paper '%s' is no locator in sources.csv%s%s; add its row, or say 'none'", paper,
          nearest ? "; nearest: " : "", nearest ? nearest : "");
}

/* What a study's experiment rests on: the id behind every `source:` within the line. */
static void use_inner(const struct scan *s, const char *text, const char *end) {
  static const char key[] = "source:";
  for (const char *at = text; (at = strstr(at, key)) && at < end; at += sizeof key - 1) {
    if (at == text || strchr(lower, at[-1])) continue;
    const char *id = at + sizeof key - 1;
    id += strspn(id, " \"'");
    use_ids(s, id, id + strspn(id, lower));
  }
}

/* A `sources:` list is the rest of its line and the lines behind it that are indented further or begin with a dash or a bracket. */
static void scan_yaml(struct scan *s, const char *text, int is_study) {
  static const char list[] = "sources:", paper[] = "source:";
  size_t key_indent = 0;
  int inside = 0;
  for (s->line = 1; *text; s->line++) {
    const char *end = text + strcspn(text, "\n");
    const size_t indent = strspn(text, " ");
    const char *first = text + indent;
    const int begins = strncmp(first, list, sizeof list - 1) == 0;
    inside = begins || (inside && (indent > key_indent || (indent == key_indent && strchr("-]#", *first) && *first)));
    if (begins) key_indent = indent;
    if (inside) use_ids(s, first + (begins ? sizeof list - 1 : 0), end);
    if (is_study && !indent && strncmp(text, paper, sizeof paper - 1) == 0)
      use_paper(s, text + sizeof paper - 1, end);
    else if (is_study && !inside)
      use_inner(s, text, end);
    text = end + (*end == '\n');
  }
}

/* --- Tables --------------------------------------------------------------------------------------------------------------------------- */

/* The tables that are read by themselves check their own sources. */
static int is_read_elsewhere(const char *path) {
  static const char *const names[] = {"sources.csv", "parameters.csv", "solutes.csv", "analytics.csv"};
  const char *name = strrchr(path, '/');
  name = name ? name + 1 : path;
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (strcmp(name, names[i]) == 0) return 1;
  return 0;
}

/* The cells of a column `source` or `sources`, where a table has one. */
static enum zn_status scan_table(struct scan *s, const char *text, struct zn_error *error) {
  struct zn_csv csv;
  struct zn_error why = {0};
  const enum zn_status status = zn_csv_parse(&csv, text, s->path, &why);
  if (status == ZN_MEMORY) return zn_fail(error, status, "%s", why.text);
  if (status != ZN_OK) zn_find(s->sources->findings, s->path, why.line, "%s", why.text);
  if (status != ZN_OK) return ZN_OK;
  const int one = zn_csv_column(&csv, "source"), column = one >= 0 ? one : zn_csv_column(&csv, "sources");
  for (int row = 1; column >= 0 && row < csv.rows; row++) {
    const char *cell = zn_csv_cell(&csv, row, column);
    s->line = csv.line[row];
    use_ids(s, cell, cell + strlen(cell));
  }
  zn_csv_clear(&csv);
  return ZN_OK;
}

/* --- Folders -------------------------------------------------------------------------------------------------------------------------- */

static int ends_in(const char *path, const char *ending) {
  const size_t length = strlen(path), tail = strlen(ending);
  return length >= tail && strcmp(path + length - tail, ending) == 0;
}

static enum zn_status scan_file(const struct zn_table_reader *sources, const char *path, int is_study, struct zn_error *error) {
  struct scan s = {sources, path, 0};
  struct zn_error why = {0};
  char *text;
  size_t size;
  const int is_yaml = ends_in(path, ".yaml"), is_table = !is_study && ends_in(path, ".csv") && !is_read_elsewhere(path);
  if (!is_yaml && !is_table) return ZN_OK;
  enum zn_status status = zn_file_read(&text, &size, path, ZN_LARGEST_FILE, &why);
  if (status == ZN_MEMORY) return zn_fail(error, status, "%s", why.text);
  if (status != ZN_OK) {
    zn_find(sources->findings, path, why.line, "%s", why.text);
    return ZN_OK;
  }
  if (is_yaml)
    scan_yaml(&s, text, is_study);
  else
    status = scan_table(&s, text, error);
  free(text);
  return status;
}

static enum zn_status scan_folder(const struct zn_table_reader *sources, const char *folder, int is_study, struct zn_error *error) {
  struct zn_folder files;
  enum zn_status status = zn_folder_list(&files, folder, error);
  for (int i = 0; status == ZN_OK && i < files.count; i++) status = scan_file(sources, files.path[i], is_study, error);
  zn_folder_clear(&files);
  return status;
}

enum zn_status zn_tables_check_use(const struct zn_table_reader *sources, const char *folder, const char *studies, struct zn_error *error) {
  ZN_TRY(scan_folder(sources, folder, 0, error));
  if (studies) ZN_TRY(scan_folder(sources, studies, 1, error));
  for (int i = 0; i < sources->tables->n_sources; i++) {
    const struct zn_source_row *row = &sources->tables->sources[i];
    if (!row->used) zn_find(sources->findings, sources->path, row->line, "source %s is used by nothing", row->id);
  }
  return ZN_OK;
}
