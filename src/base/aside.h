/* Files that are written whole or not at all. */
#ifndef ZN_BASE_ASIDE_H
#define ZN_BASE_ASIDE_H

#include <stddef.h>

#include "zonula/status.h"

/* A file that shows under its own name only when it is whole: written under another beside it, then renamed. Folders of the
 * path are made if missing. ZN_IO, with the path, when that cannot be done. After zn_aside_open exactly one of the others is
 * called; both free `aside`, the other name. zn_aside_keep leaves nothing behind when it fails. */
enum zn_status zn_aside_open(char **aside, const char *path, struct zn_error *error);
enum zn_status zn_aside_keep(char *aside, const char *path, struct zn_error *error);
void zn_aside_drop(char *aside);

/* All that in one: `length` bytes. The second returns only when they are on the disk, so that a failure of power leaves the file whole or
 * as it was; folders are not made. */
enum zn_status zn_write_whole(const char *path, const void *data, size_t length, struct zn_error *error);
enum zn_status zn_write_lasting(const char *path, const void *data, size_t length, struct zn_error *error);
/* What was made or renamed in a folder is on the disk when this returns, where the file system can promise that. */
enum zn_status zn_folder_lasting(const char *path, struct zn_error *error);
#endif
