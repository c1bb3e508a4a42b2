/* Whole files: texts, read strictly, and bytes. */
#ifndef ZN_BASE_FILE_H
#define ZN_BASE_FILE_H

#include <stddef.h>
#include <stdint.h>

#include "zonula/status.h"

/* Largest file anybody may hand in: 4 MiB. */
#define ZN_LARGEST_FILE ((size_t)4 << 20)

/* Reads all of `path` into a new 0-terminated buffer (free it). ZN_IO when it cannot be read; ZN_INPUT, with file and line,
 * when it is larger than `largest`, or is no UTF-8 text (control characters, bad sequences). */
enum zn_status zn_file_read(char **text, size_t *length, const char *path, size_t largest, struct zn_error *error);

/* Reads all bytes of a file, whatever they are, into a new buffer with room for one more (free it). ZN_IO, with path and reason, when that
 * cannot be. */
enum zn_status zn_file_bytes(uint8_t **bytes, size_t *size, const char *path, struct zn_error *error);

/* The checks of zn_file_read on text from elsewhere; `name` stands in messages. */
enum zn_status zn_text_check(const char *text, size_t length, const char *name, struct zn_error *error);

/* Where a file lies that another one names: in the folder of `file`, if there is such a file, else `name` as it stands. */
enum { ZN_LONGEST_PATH = 1024 };
void zn_file_beside(char path[ZN_LONGEST_PATH], const char *file, const char *name);
int zn_file_is_there(const char *path);

#endif
