#include "status.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

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

static void add(struct zn_error *error, const char *format, va_list arguments) {
  const size_t length = strlen(error->text);
  vsnprintf(error->text + length, sizeof error->text - length, format, arguments);
}

void zn_fail_more(struct zn_error *error, const char *format, ...) {
  if (!error) return;
  va_list arguments;
  va_start(arguments, format);
  add(error, format, arguments);
  va_end(arguments);
}

static const char *help_with(int reason) {
  switch (reason) {
    case ENOSPC:
      return "; make room there, or choose a folder on another disk";
    case EDQUOT:
      return "; remove files of yours there, ask for more space, or choose another folder";
    case EFBIG:
      return "; files may not be larger here, see ulimit -f";
    case EROFS:
      return "; this disk is only for reading, choose another folder";
    case EACCES:
    case EPERM:
      return "; choose a folder that you may write to";
    case ENOTDIR:
    case EEXIST:
      return "; a file lies where a folder is needed, choose another folder";
    case EMFILE:
    case ENFILE:
      return "; too many files are open, see ulimit -n";
    case EIO:
    case ESTALE:
      return "; the disk or the network failed, see the log of the system and try again";
    default:
      return "";
  }
}

enum zn_status zn_fail_system(struct zn_error *error, const char *path, int reason, const char *format, ...) {
  if (!error) return ZN_IO;
  va_list arguments;
  zn_fail_at(error, ZN_IO, path, 0, "%s", "");
  va_start(arguments, format);
  add(error, format, arguments);
  va_end(arguments);
  zn_fail_more(error, ": %s%s", strerror(reason), help_with(reason));
  return ZN_IO;
}
