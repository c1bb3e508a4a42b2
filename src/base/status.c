#include "status.h"

#include <stdarg.h>
#include <stdio.h>

const char *zn_status_text(enum zn_status status) {
  static const char *const texts[] = {
#define ZN_STATUS_TEXT(name, meaning) meaning,
      ZN_STATUS_LIST(ZN_STATUS_TEXT)
#undef ZN_STATUS_TEXT
  };
  return (unsigned)status < ZN_STATUS_COUNT ? texts[status] : "unknown status";
}

static void fill(struct zn_error *error, enum zn_status status, const char *format, va_list arguments) {
  error->status = status;
  vsnprintf(error->text, sizeof error->text, format, arguments);
}

enum zn_status zn_fail(struct zn_error *error, enum zn_status status, const char *format, ...) {
  if (error) {
    va_list arguments;
    va_start(arguments, format);
    fill(error, status, format, arguments);
    va_end(arguments);
  }
  return status;
}

enum zn_status zn_fail_at(struct zn_error *error, enum zn_status status, const char *file, int line, const char *format, ...) {
  if (error) {
    va_list arguments;
    va_start(arguments, format);
    fill(error, status, format, arguments);
    va_end(arguments);
    snprintf(error->file, sizeof error->file, "%s", file ? file : "");
    error->line = line;
  }
  return status;
}
