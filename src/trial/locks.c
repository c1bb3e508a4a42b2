#define _GNU_SOURCE /* locks of an open file: Linux, and POSIX since 2024 */
#include "locks.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/status.h"
#include "base/text.h"

enum zn_status zn_locks_open(struct zn_locks *locks, const char *path, struct zn_error *error) {
  *locks = (struct zn_locks){.file = -1};
  ZN_TRY(zn_text_copy(&locks->path, path, error));
  locks->file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (locks->file >= 0) return ZN_OK;
  const int reason = errno;
  free(locks->path);
  locks->path = NULL;
  return zn_fail_system(error, path, reason, "the file for locks cannot be opened");
}

void zn_locks_close(struct zn_locks *locks) {
  if (locks->file >= 0) close(locks->file);
  free(locks->path);
  *locks = (struct zn_locks){.file = -1};
}

static int lock(const struct zn_locks *locks, int command, short kind, int64_t byte) {
  struct flock what = {.l_type = kind, .l_whence = SEEK_SET, .l_start = (off_t)byte, .l_len = 1};
  int result;
  do {
    result = fcntl(locks->file, command, &what);
  } while (result != 0 && errno == EINTR);
  return result == 0;
}

static enum zn_status cannot(const struct zn_locks *locks, struct zn_error *error) {
  const int reason = errno;
  if (reason == ENOLCK || reason == EOPNOTSUPP || reason == ENOSYS || reason == EINVAL)
    return zn_fail_at(error, ZN_IO, locks->path, 0,
                      "this file system has no locks (%s), so processes cannot share work in it; choose a folder on another one, or have "
                      "it mounted with locks",
                      strerror(reason));
  return zn_fail_system(error, locks->path, reason, "a lock cannot be taken");
}

enum zn_status zn_locks_try(const struct zn_locks *locks, int64_t byte, int *mine, struct zn_error *error) {
  *mine = lock(locks, F_OFD_SETLK, F_WRLCK, byte);
  if (*mine || errno == EAGAIN || errno == EACCES) return ZN_OK;
  return cannot(locks, error);
}

enum zn_status zn_locks_wait(const struct zn_locks *locks, int64_t byte, struct zn_error *error) {
  return lock(locks, F_OFD_SETLKW, F_WRLCK, byte) ? ZN_OK : cannot(locks, error);
}

void zn_locks_free(const struct zn_locks *locks, int64_t byte) { lock(locks, F_OFD_SETLK, F_UNLCK, byte); }
