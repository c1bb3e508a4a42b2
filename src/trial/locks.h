/* Locks between processes: bytes of one file that is empty. A lock belongs to the open file, so it goes when its process ends, however it
 * ends, and a thread or another open file of the same process is a stranger like any other. */
#ifndef ZN_TRIAL_LOCKS_H
#define ZN_TRIAL_LOCKS_H

#include <stdint.h>

#include "zonula/status.h"

struct zn_locks {
  int file;   /* -1: closed */
  char *path; /* owned */
};

/* Opens the file, which is made if missing. ZN_IO, with the path, when it cannot be. */
enum zn_status zn_locks_open(struct zn_locks *locks, const char *path, struct zn_error *error);
void zn_locks_close(struct zn_locks *locks);

/* Sets *mine: 1, the byte is ours now (or was already); 0, somebody else has it. ZN_IO, with the path, where there are no locks. */
enum zn_status zn_locks_try(const struct zn_locks *locks, int64_t byte, int *mine, struct zn_error *error);
/* The same, but waits for it. */
enum zn_status zn_locks_wait(const struct zn_locks *locks, int64_t byte, struct zn_error *error);
void zn_locks_free(const struct zn_locks *locks, int64_t byte);

#endif
