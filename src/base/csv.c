#include "csv.h"

#include <stdlib.h>
#include <string.h>

#include "file.h"
#include "status.h"

struct reader {
  struct zn_csv *csv;
  const char *path;
  char *from, *to; /* what is still to be read; where the next cell's text goes */
  int line, cells, rows_room, cells_room;
};

static enum zn_status grow(struct reader *r, struct zn_error *error) {
  struct zn_csv *csv = r->csv;
  if (r->cells == r->cells_room) {
    r->cells_room = 2 * r->cells_room + 64;
    char **more = realloc(csv->cell, (size_t)r->cells_room * sizeof *more);
    if (!more) return zn_fail(error, ZN_MEMORY, "no memory for table %s", r->path);
    csv->cell = more;
  }
  if (csv->rows == r->rows_room) {
    r->rows_room = 2 * r->rows_room + 64;
    int *more = realloc(csv->line, (size_t)r->rows_room * sizeof *more);
    if (!more) return zn_fail(error, ZN_MEMORY, "no memory for table %s", r->path);
    csv->line = more;
  }
  return ZN_OK;
}

/* One cell, quotes resolved in place: the text only ever gets shorter. */
static enum zn_status read_cell(struct reader *r, struct zn_error *error) {
  ZN_TRY(grow(r, error));
  r->csv->cell[r->cells++] = r->to;
  const int quoted = *r->from == '"', began = r->line;
  if (quoted) r->from++;
  for (;; r->from++) {
    const char c = *r->from;
    if (quoted && c == '"') {
      if (r->from[1] != '"') break;
      r->from++;
    } else if (c == '\0' || (!quoted && (c == ',' || c == '\n' || c == '\r')))
      break;
    else if (!quoted && c == '"')
      return zn_fail_at(error, ZN_INPUT, r->path, r->line, "a quotation mark inside an unquoted cell");
    r->line += c == '\n';
    *r->to++ = c;
  }
  if (quoted && *r->from++ != '"') return zn_fail_at(error, ZN_INPUT, r->path, began, "a quoted cell that is never closed");
  if (*r->from == '\r' && r->from[1] == '\n') r->from++;
  if (*r->from != ',' && *r->from != '\n' && *r->from != '\0')
    return zn_fail_at(error, ZN_INPUT, r->path, r->line,
                      quoted ? "text after a closing quotation mark" : "a carriage return inside a line");
  return ZN_OK;
}

static enum zn_status read_row(struct reader *r, struct zn_error *error) {
  const int first = r->cells, line = r->line;
  for (;;) {
    ZN_TRY(read_cell(r, error));
    const char end = *r->from;
    if (end) r->from++;
    *r->to++ = '\0';
    if (end != ',') break;
  }
  const int cells = r->cells - first;
  if (r->csv->rows == 0) r->csv->columns = cells;
  if (cells != r->csv->columns)
    return zn_fail_at(error, ZN_INPUT, r->path, line, "%d cells in this row; expected %d as in the header", cells, r->csv->columns);
  r->csv->line[r->csv->rows++] = line;
  r->line++;
  return ZN_OK;
}

/* Reads the text that the table owns by now. */
static enum zn_status read_text(struct zn_csv *csv, const char *path, struct zn_error *error) {
  struct reader r = {.csv = csv, .path = path, .from = csv->text, .to = csv->text, .line = 1};
  enum zn_status status = *r.from ? ZN_OK : zn_fail_at(error, ZN_INPUT, path, 1, "the table is empty; expected a header line");
  while (status == ZN_OK && *r.from) status = read_row(&r, error);
  if (status != ZN_OK) zn_csv_clear(csv);
  return status;
}

enum zn_status zn_csv_read(struct zn_csv *csv, const char *path, struct zn_error *error) {
  size_t length;
  memset(csv, 0, sizeof *csv);
  ZN_TRY(zn_file_read(&csv->text, &length, path, ZN_LARGEST_FILE, error));
  return read_text(csv, path, error);
}

enum zn_status zn_csv_parse(struct zn_csv *csv, const char *text, const char *name, struct zn_error *error) {
  memset(csv, 0, sizeof *csv);
  ZN_TRY(zn_text_check(text, strlen(text), name, error));
  csv->text = malloc(strlen(text) + 1);
  if (!csv->text) return zn_fail(error, ZN_MEMORY, "no memory for table %s", name);
  memcpy(csv->text, text, strlen(text) + 1);
  return read_text(csv, name, error);
}

void zn_csv_clear(struct zn_csv *csv) {
  free(csv->cell);
  free(csv->line);
  free(csv->text);
  memset(csv, 0, sizeof *csv);
}

const char *zn_csv_cell(const struct zn_csv *csv, int row, int column) {
  return csv->cell[(size_t)row * (size_t)csv->columns + (size_t)column];
}

int zn_csv_column(const struct zn_csv *csv, const char *name) {
  for (int c = 0; c < csv->columns; c++)
    if (strcmp(csv->cell[c], name) == 0) return c;
  return -1;
}
