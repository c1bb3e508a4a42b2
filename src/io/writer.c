#define _POSIX_C_SOURCE 200809L
#include "writer.h"

#include <locale.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"

/* Room for `more` bytes and a final 0. */
static int make_room(struct zn_writer *writer, size_t more) {
  if (writer->failed) return 0;
  if (writer->length + more + 1 <= writer->room) return 1;
  const size_t room = 2 * writer->room + more + 256;
  char *data = realloc(writer->data, room);
  writer->failed = !data;
  if (!data) return 0;
  writer->data = data;
  writer->room = room;
  return 1;
}

void zn_writer_add_bytes(struct zn_writer *writer, const char *piece, size_t length) {
  if (!make_room(writer, length)) return;
  memcpy(writer->data + writer->length, piece, length);
  writer->length += length;
  writer->data[writer->length] = '\0';
}

void zn_writer_add(struct zn_writer *writer, const char *piece) { zn_writer_add_bytes(writer, piece, strlen(piece)); }

void zn_writer_format(struct zn_writer *writer, const char *format, ...) {
  va_list arguments, again;
  va_start(arguments, format);
  va_copy(again, arguments);
  const int length = vsnprintf(NULL, 0, format, arguments);
  va_end(arguments);
  if (length < 0)
    writer->failed = 1;
  else if (make_room(writer, (size_t)length)) {
    vsnprintf(writer->data + writer->length, (size_t)length + 1, format, again);
    writer->length += (size_t)length;
  }
  va_end(again);
}

void zn_writer_clear(struct zn_writer *writer) {
  free(writer->data);
  memset(writer, 0, sizeof *writer);
}

enum zn_status zn_writer_finish(const struct zn_writer *writer, const char *what, struct zn_error *error) {
  return writer->failed ? zn_fail(error, ZN_MEMORY, "no memory to write %s", what) : ZN_OK;
}

enum zn_status zn_writer_save(struct zn_writer *writer, const char *path, enum zn_status status, struct zn_error *error) {
  if (status == ZN_OK) status = zn_writer_finish(writer, path, error);
  if (status == ZN_OK) status = zn_write_whole(path, writer->data, writer->length, error);
  zn_writer_clear(writer);
  return status;
}

/* --- Numbers in any language ------------------------------------------------------------------------------------------------------ */

enum zn_status zn_locale_plain(struct zn_locale *locale, struct zn_error *error) {
  const locale_t plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);
  if (!plain) return zn_fail(error, ZN_MEMORY, "no memory to write numbers in the plain way");
  *locale = (struct zn_locale){.plain = plain, .before = uselocale(plain)};
  return ZN_OK;
}

void zn_locale_restore(struct zn_locale *locale) {
  uselocale(locale->before);
  freelocale(locale->plain);
}
