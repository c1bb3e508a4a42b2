#define _POSIX_C_SOURCE 200809L
#include "aside.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "folder.h"
#include "status.h"

static enum zn_status cannot(const char *path, struct zn_error *error) {
  return zn_fail_system(error, path, errno, "the file cannot be written");
}

static enum zn_status name_aside(char **aside, const char *path, struct zn_error *error) {
  const size_t room = strlen(path) + 32;
  *aside = malloc(room);
  if (!*aside) return zn_fail(error, ZN_MEMORY, "no memory to write %s", path);
  snprintf(*aside, room, "%s.%ld.part", path, (long)getpid());
  return ZN_OK;
}

enum zn_status zn_aside_open(char **aside, const char *path, struct zn_error *error) {
  ZN_TRY(name_aside(aside, path, error));
  zn_folder_make_above(*aside);
  FILE *file = fopen(*aside, "wb");
  if (file && fclose(file) == 0) return ZN_OK;
  const enum zn_status status = cannot(path, error);
  free(*aside);
  *aside = NULL;
  return status;
}

void zn_aside_drop(char *aside) {
  remove(aside);
  free(aside);
}

enum zn_status zn_aside_keep(char *aside, const char *path, struct zn_error *error) {
  if (rename(aside, path) == 0) {
    free(aside);
    return ZN_OK;
  }
  const enum zn_status status = cannot(path, error);
  zn_aside_drop(aside);
  return status;
}

/* --- In one -------------------------------------------------------------------------------------------------------------------------- */

/* 0, or the reason why not. */
static int to_disk(int file) {
  while (fsync(file) != 0)
    if (errno != EINTR) return errno;
  return 0;
}

/* 0, with the reason in errno, when not all was written; with `lasting`, to the disk. */
static int write_all(const char *path, const uint8_t *data, size_t length, int lasting) {
  const int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (file < 0) return 0;
  int reason = 0;
  while (length > 0 && reason == 0) {
    const ssize_t n = write(file, data, length);
    if (n < 0 && errno != EINTR) reason = errno;
    if (n == 0) reason = ENOSPC;
    if (n > 0) data += n, length -= (size_t)n;
  }
  if (reason == 0 && lasting) reason = to_disk(file);
  if (close(file) != 0 && reason == 0) reason = errno;
  errno = reason;
  return reason == 0;
}

enum zn_status zn_write_whole(const char *path, const void *data, size_t length, struct zn_error *error) {
  char *aside;
  ZN_TRY(zn_aside_open(&aside, path, error));
  if (write_all(aside, data, length, 0)) return zn_aside_keep(aside, path, error);
  const enum zn_status status = cannot(path, error);
  zn_aside_drop(aside);
  return status;
}

/* --- On the disk --------------------------------------------------------------------------------------------------------------------- */

enum zn_status zn_folder_lasting(const char *path, struct zn_error *error) {
  const int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  int reason = folder < 0 ? errno : 0;
  if (folder >= 0) reason = to_disk(folder);
  if (folder >= 0) close(folder);
  if (reason == 0 || reason == EINVAL || reason == ENOTSUP || reason == EBADF) return ZN_OK; /* not all file systems can */
  return zn_fail_system(error, path, reason, "what lies in the folder cannot be kept");
}

static enum zn_status folder_of(const char *path, struct zn_error *error) {
  const char *slash = strrchr(path, '/');
  char *folder = slash ? strndup(path, (size_t)(slash - path) + 1) : strdup(".");
  if (!folder) return zn_fail(error, ZN_MEMORY, "no memory to write %s", path);
  const enum zn_status status = zn_folder_lasting(folder, error);
  free(folder);
  return status;
}

enum zn_status zn_write_lasting(const char *path, const void *data, size_t length, struct zn_error *error) {
  char *aside;
  ZN_TRY(name_aside(&aside, path, error));
  if (!write_all(aside, data, length, 1)) {
    const enum zn_status status = cannot(path, error);
    zn_aside_drop(aside);
    return status;
  }
  ZN_TRY(zn_aside_keep(aside, path, error));
  return folder_of(path, error);
}
