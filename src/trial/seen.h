/* Which pieces of a folder are there, and where. A thousand lie in each folder: 00042/042123.piece. */
#ifndef ZN_TRIAL_SEEN_H
#define ZN_TRIAL_SEEN_H

#include "locks.h"

enum { ZN_PIECE_PATH = 1024 };

struct zn_seen {
  const char *folder; /* borrowed */
  int64_t pieces;
  int64_t *count; /* pieces seen */
  uint64_t *bit;  /* [pieces / 64 + 1] */
};

/* Looks through the whole folder once, and removes what a killed process has left half-written: what nobody holds the lock of. */
enum zn_status zn_seen_begin(struct zn_seen *seen, const char *folder, int64_t pieces, const struct zn_locks *locks,
                             struct zn_error *error);
/* Looks through the folder once more, and removes nothing. What cannot be listed is known no better than before. */
void zn_seen_again(const struct zn_seen *seen);
void zn_seen_clear(struct zn_seen *seen);

/* 1: the piece is there. The second looks on the disk for what was not seen yet. */
int zn_seen_is(const struct zn_seen *seen, int64_t piece);
int zn_seen_look(const struct zn_seen *seen, int64_t piece);
void zn_seen_mark(const struct zn_seen *seen, int64_t piece, int there);

/* ZN_INPUT when the name is too long. */
enum zn_status zn_seen_path(char path[ZN_PIECE_PATH], const struct zn_seen *seen, int64_t piece, struct zn_error *error);
/* Makes the folder of a piece, on the disk. */
enum zn_status zn_seen_make_folder(const struct zn_seen *seen, int64_t piece, struct zn_error *error);

#endif
