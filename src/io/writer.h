/* Text that grows while it is written, and its last step: into a file, whole or not at all. */
#ifndef ZN_IO_WRITER_H
#define ZN_IO_WRITER_H

#include <stddef.h>

#include "base/aside.h"
#include "zonula/status.h"

/* Start with {0}. `data` is 0-terminated once something was added. Running out of memory is remembered in `failed` and
 * reported by zn_writer_finish, so that nobody need check every line. Owns its text. */
struct zn_writer {
  char *data;
  size_t length, room;
  int failed;
};

void zn_writer_add(struct zn_writer *writer, const char *piece);
void zn_writer_add_bytes(struct zn_writer *writer, const char *piece, size_t length);
__attribute__((format(printf, 2, 3))) void zn_writer_format(struct zn_writer *writer, const char *format, ...);
void zn_writer_clear(struct zn_writer *writer);

/* ZN_MEMORY when anything was lost on the way; `what` stands in the message. */
enum zn_status zn_writer_finish(const struct zn_writer *writer, const char *what, struct zn_error *error);

/* Into a file, whole or not at all; clears the writer in any case. `status` is how the writing went: when not ZN_OK it is returned and no
 * file is made. */
enum zn_status zn_writer_save(struct zn_writer *writer, const char *path, enum zn_status status, struct zn_error *error);

/* From zn_locale_plain to zn_locale_restore this thread writes numbers with a decimal point, whatever the language of the
 * program. ZN_MEMORY when there is no room for that. */
struct zn_locale {
  void *plain, *before;
};
enum zn_status zn_locale_plain(struct zn_locale *locale, struct zn_error *error);
void zn_locale_restore(struct zn_locale *locale);

#endif
