/* Single lines of an overlay's file. Changes are written one a line: "  - {name: NAME, scale: 1.4} # remark". */
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "edit.h"

static size_t line_end(const char *text, size_t at) { return at + strcspn(text + at, "\n"); }

/* The line that begins with `key` at the left margin: its offset, or -1. */
static long find_key(const char *text, const char *key) {
  const size_t length = strlen(key);
  for (size_t at = 0; text[at]; at = line_end(text, at) + (text[line_end(text, at)] == '\n'))
    if (strncmp(text + at, key, length) == 0) return (long)at;
  return -1;
}

/* Whether the line at `at` is a change of `parameter`, with or without quotes around its name. */
static int is_change_of(const char *text, size_t at, const char *parameter) {
  static const char head[] = "- {name: ";
  const size_t length = strlen(parameter);
  const char *line = text + at + strspn(text + at, " ");
  if (strncmp(line, head, sizeof head - 1) != 0) return 0;
  line += sizeof head - 1;
  line += *line == '"';
  return strncmp(line, parameter, length) == 0 && (line[length] == ',' || line[length] == '"' || line[length] == '}');
}

/* Where the line's change of `parameter` begins among the changes; -1: nowhere. *last: behind the last change. */
static long find_change(const char *text, size_t from, const char *parameter, size_t *last) {
  long found = -1;
  size_t at = line_end(text, from) + 1;
  *last = text[line_end(text, from)] ? at : line_end(text, from);
  while (at <= strlen(text) && text[at] && (text[at] == ' ' || text[at] == '#' || text[at] == '\n')) {
    const size_t end = line_end(text, at);
    if (text[at + strspn(text + at, " ")] == '-') *last = end + (text[end] == '\n');
    if (is_change_of(text, at, parameter)) found = (long)at;
    at = end + (text[end] == '\n');
  }
  return found;
}

/* The line at `at` with the number behind "scale:" and the remark exchanged. */
static enum zn_status change_line(struct zn_edit *edit, size_t at, double scale, const char *remark, struct zn_error *error) {
  const char *text = edit->text.data, *line = text + at, *end = text + line_end(text, at);
  const char *key = strstr(line, "scale: "), *brace = memchr(line, '}', (size_t)(end - line));
  if (!key || !brace || key > brace) return zn_fail_at(error, ZN_INPUT, edit->path, 0, "a change without a scale: '%.60s'", line);
  const char *number = key + strlen("scale: ");
  const size_t width = strcspn(number, ",} ");
  struct zn_writer changed = {0};
  zn_writer_add_bytes(&changed, line, (size_t)(number - line));
  zn_writer_format(&changed, "%.3g", scale);
  zn_writer_add_bytes(&changed, number + width, (size_t)(brace + 1 - number) - width);
  /* Remarks stand where they stood. */
  const size_t gap = brace + 1 < end ? strspn(brace + 1, " ") : 1;
  for (size_t i = 0; i < (gap ? gap : 1); i++) zn_writer_add(&changed, " ");
  zn_writer_format(&changed, "# %s", remark);
  enum zn_status status = zn_writer_finish(&changed, edit->path, error);
  if (status == ZN_OK) status = zn_edit_replace(edit, at, (size_t)(end - line), changed.data, error);
  zn_writer_clear(&changed);
  return status;
}

static enum zn_status add_line(struct zn_edit *edit, size_t at, const char *parameter, double scale, const char *remark,
                               struct zn_error *error) {
  const char *quote = strchr(parameter, '[') ? "\"" : "";
  struct zn_writer line = {0};
  if (at && edit->text.data[at - 1] != '\n') zn_writer_add(&line, "\n");
  zn_writer_format(&line, "  - {name: %s%s%s, scale: %.3g} # %s\n", quote, parameter, quote, scale, remark);
  enum zn_status status = zn_writer_finish(&line, edit->path, error);
  if (status == ZN_OK) status = zn_edit_replace(edit, at, 0, line.data, error);
  zn_writer_clear(&line);
  return status;
}

enum zn_status zn_edit_set_scale(struct zn_edit *edit, const char *parameter, double scale, const char *remark, struct zn_error *error) {
  static const char none[] = "changes: []";
  const long empty = find_key(edit->text.data, none);
  if (empty >= 0) ZN_TRY(zn_edit_replace(edit, (size_t)empty, sizeof none - 1, "changes:", error));
  const long list = find_key(edit->text.data, "changes:");
  if (list < 0) return zn_fail_at(error, ZN_INPUT, edit->path, 0, "there is no list of changes");
  size_t last;
  const long at = find_change(edit->text.data, (size_t)list, parameter, &last);
  return at >= 0 ? change_line(edit, (size_t)at, scale, remark, error) : add_line(edit, last, parameter, scale, remark, error);
}

enum zn_status zn_edit_add_source(struct zn_edit *edit, const char *id, struct zn_error *error) {
  const long at = find_key(edit->text.data, "sources: [");
  if (at < 0) return zn_fail_at(error, ZN_INPUT, edit->path, 0, "there is no line 'sources: [...]'");
  const size_t end = line_end(edit->text.data, (size_t)at), length = strlen(id);
  const char *text = edit->text.data;
  for (size_t k = (size_t)at; k + length <= end; k++)
    if (strncmp(text + k, id, length) == 0 && strchr(" [,", text[k - 1]) && strchr(",] ", text[k + length])) return ZN_OK;
  const char *close = memchr(text + at, ']', end - (size_t)at);
  if (!close) return zn_fail_at(error, ZN_INPUT, edit->path, 0, "the list of sources does not end on its line");
  struct zn_writer more = {0};
  zn_writer_format(&more, "%s%s", close[-1] == '[' ? "" : ", ", id);
  enum zn_status status = zn_writer_finish(&more, edit->path, error);
  if (status == ZN_OK) status = zn_edit_replace(edit, (size_t)(close - text), 0, more.data, error);
  zn_writer_clear(&more);
  return status;
}
