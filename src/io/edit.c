#include "edit.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/status.h"
#include "base/text.h"

enum zn_status zn_edit_open(struct zn_edit *edit, const char *path, struct zn_error *error) {
  char *text = NULL;
  size_t length = 0;
  *edit = (struct zn_edit){0};
  ZN_TRY(zn_text_copy(&edit->path, path, error));
  ZN_TRY(zn_file_read(&text, &length, path, ZN_LARGEST_FILE, error));
  zn_writer_add_bytes(&edit->text, text, length);
  free(text);
  return zn_writer_finish(&edit->text, path, error);
}

void zn_edit_clear(struct zn_edit *edit) {
  free(edit->path);
  zn_writer_clear(&edit->text);
  *edit = (struct zn_edit){0};
}

enum zn_status zn_edit_replace(struct zn_edit *edit, size_t at, size_t length, const char *with, struct zn_error *error) {
  struct zn_writer changed = {0};
  zn_writer_add_bytes(&changed, edit->text.data, at);
  zn_writer_add(&changed, with);
  zn_writer_add_bytes(&changed, edit->text.data + at + length, edit->text.length - at - length);
  const enum zn_status status = zn_writer_finish(&changed, edit->path, error);
  if (status == ZN_OK) {
    zn_writer_clear(&edit->text);
    edit->text = changed;
  } else {
    zn_writer_clear(&changed);
  }
  return status;
}

/* --- Tables --------------------------------------------------------------------------------------------------------------------------- */

/* The first byte behind the cell at `at`: a comma, the end of a line or of the text. */
static size_t cell_end(const char *text, size_t at) {
  int quoted = 0;
  for (; text[at] && (quoted || (text[at] != ',' && text[at] != '\n')); at++) quoted ^= text[at] == '"';
  return at;
}

static size_t row_end(const char *text, size_t at) {
  for (at = cell_end(text, at); text[at] == ',';) at = cell_end(text, at + 1);
  return text[at] ? at + 1 : at;
}

static int cell_is(const char *text, size_t at, const char *name) {
  const size_t end = cell_end(text, at), length = strlen(name);
  return end - at == length && strncmp(text + at, name, length) == 0;
}

long zn_edit_row(const struct zn_edit *edit, const char *name) {
  const char *text = edit->text.data;
  for (size_t at = row_end(text, 0); text[at]; at = row_end(text, at))
    if (cell_is(text, at, name)) return (long)at;
  return -1;
}

int zn_edit_column(const struct zn_edit *edit, const char *name) {
  const char *text = edit->text.data;
  int column = 0;
  for (size_t at = 0;; column++) {
    if (cell_is(text, at, name)) return column;
    at = cell_end(text, at);
    if (text[at++] != ',') return -1;
  }
}

void zn_edit_cell(const struct zn_edit *edit, long row, int column, size_t *at, size_t *length) {
  const char *text = edit->text.data;
  *at = (size_t)row;
  for (int i = 0; i < column && text[cell_end(text, *at)] == ','; i++) *at = cell_end(text, *at) + 1;
  *length = cell_end(text, *at) - *at;
}

enum zn_status zn_edit_set_cell(struct zn_edit *edit, const char *name, const char *column, const char *value, struct zn_error *error) {
  const long row = zn_edit_row(edit, name);
  const int k = zn_edit_column(edit, column);
  size_t at, length;
  if (row < 0) return zn_fail_at(error, ZN_INPUT, edit->path, 0, "there is no row '%s'", name);
  if (k < 0) return zn_fail_at(error, ZN_INPUT, edit->path, 1, "there is no column '%s'", column);
  zn_edit_cell(edit, row, k, &at, &length);
  return zn_edit_replace(edit, at, length, value, error);
}
