#define _POSIX_C_SOURCE 200809L
#include "seen.h"

#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/aside.h"
#include "base/status.h"

enum { IN_A_FOLDER = 1000 };

/* --- Names ---------------------------------------------------------------------------------------------------------------------------- */

static int write_path(char path[ZN_PIECE_PATH], const char *folder, int64_t piece) {
  const int64_t group = piece / IN_A_FOLDER;
  return snprintf(path, ZN_PIECE_PATH, "%s/%05" PRId64 "/%06" PRId64 ".piece", folder, group, piece) < ZN_PIECE_PATH;
}

enum zn_status zn_seen_path(char path[ZN_PIECE_PATH], const struct zn_seen *seen, int64_t piece, struct zn_error *error) {
  if (write_path(path, seen->folder, piece)) return ZN_OK;
  return zn_fail_at(error, ZN_INPUT, seen->folder, 0, "the name of this folder is too long");
}

enum zn_status zn_seen_make_folder(const struct zn_seen *seen, int64_t piece, struct zn_error *error) {
  char path[ZN_PIECE_PATH];
  ZN_TRY(zn_seen_path(path, seen, piece, error));
  *strrchr(path, '/') = '\0';
  if (mkdir(path, 0777) == 0) return zn_folder_lasting(seen->folder, error);
  return errno == EEXIST ? ZN_OK : zn_fail_system(error, path, errno, "the folder cannot be made");
}

/* --- What is there -------------------------------------------------------------------------------------------------------------------- */

int zn_seen_is(const struct zn_seen *seen, int64_t piece) { return (seen->bit[piece / 64] >> (piece % 64)) & 1; }

void zn_seen_mark(const struct zn_seen *seen, int64_t piece, int there) {
  if (zn_seen_is(seen, piece) == (there != 0)) return;
  seen->bit[piece / 64] ^= (uint64_t)1 << (piece % 64);
  *seen->count += there ? 1 : -1;
}

int zn_seen_look(const struct zn_seen *seen, int64_t piece) {
  char path[ZN_PIECE_PATH];
  struct stat what;
  if (zn_seen_is(seen, piece)) return 1;
  if (!write_path(path, seen->folder, piece) || stat(path, &what) != 0 || !S_ISREG(what.st_mode)) return 0;
  zn_seen_mark(seen, piece, 1);
  return 1;
}

/* --- The whole folder ----------------------------------------------------------------------------------------------------------------- */

/* Somebody began to write a piece: who holds its lock still does. */
static enum zn_status clean(const char *path, int64_t piece, const struct zn_locks *locks, struct zn_error *error) {
  int mine;
  ZN_TRY(zn_locks_try(locks, piece, &mine, error));
  if (!mine) return ZN_OK;
  const int reason = remove(path) != 0 ? errno : 0;
  zn_locks_free(locks, piece);
  if (reason == 0 || reason == ENOENT) return ZN_OK;
  return zn_fail_system(error, path, reason, "what was left half-written cannot be removed");
}

/* `name` lies in the folder of `group`. Names that are not ours are left alone. */
static enum zn_status visit(const struct zn_seen *seen, int64_t group, const char *name, const struct zn_locks *locks,
                            struct zn_error *error) {
  char path[ZN_PIECE_PATH], *end;
  const int64_t piece = strtoll(name, &end, 10);
  if (piece < 0 || piece >= seen->pieces || piece / IN_A_FOLDER != group || !write_path(path, seen->folder, piece)) return ZN_OK;
  const char *usual = strrchr(path, '/') + 1;
  const size_t length = strlen(usual), more = strlen(name);
  if (strncmp(name, usual, length) != 0) return ZN_OK;
  if (more == length) zn_seen_mark(seen, piece, 1);
  if (!locks || more < length + 6 || name[length] != '.' || strcmp(name + more - 5, ".part") != 0) return ZN_OK;
  const size_t start = strlen(path);
  if (snprintf(path + start, sizeof path - start, "%s", name + length) >= (int)(sizeof path - start)) return ZN_OK;
  return clean(path, piece, locks, error);
}

static enum zn_status walk_group(const struct zn_seen *seen, int64_t group, const struct zn_locks *locks, struct zn_error *error) {
  char path[ZN_PIECE_PATH];
  if (!write_path(path, seen->folder, group * IN_A_FOLDER)) return ZN_OK;
  *strrchr(path, '/') = '\0';
  DIR *directory = opendir(path);
  if (!directory) return errno == ENOENT ? ZN_OK : zn_fail_system(error, path, errno, "the folder cannot be read");
  enum zn_status status = ZN_OK;
  const struct dirent *entry;
  for (errno = 0; status == ZN_OK && (entry = readdir(directory)); errno = 0) status = visit(seen, group, entry->d_name, locks, error);
  if (status == ZN_OK && errno != 0) status = zn_fail_system(error, path, errno, "the folder cannot be read");
  closedir(directory);
  return status;
}

/* The names of groups are few, and in any order. */
static enum zn_status walk(const struct zn_seen *seen, const struct zn_locks *locks, struct zn_error *error) {
  DIR *directory = opendir(seen->folder);
  if (!directory) return zn_fail_system(error, seen->folder, errno, "the folder cannot be read");
  enum zn_status status = ZN_OK;
  for (const struct dirent *entry; status == ZN_OK && (entry = readdir(directory));) {
    const size_t length = strlen(entry->d_name);
    if (strspn(entry->d_name, "0123456789") != length || length < 5 || length > 12) continue;
    const int64_t group = strtoll(entry->d_name, NULL, 10);
    if (group <= (seen->pieces - 1) / IN_A_FOLDER) status = walk_group(seen, group, locks, error);
  }
  closedir(directory);
  return status;
}

enum zn_status zn_seen_begin(struct zn_seen *seen, const char *folder, int64_t pieces, const struct zn_locks *locks,
                             struct zn_error *error) {
  *seen = (struct zn_seen){.folder = folder,
                           .pieces = pieces,
                           .count = calloc(1, sizeof *seen->count),
                           .bit = calloc((size_t)(pieces / 64 + 1), sizeof *seen->bit)};
  if (!seen->count || !seen->bit) return zn_fail(error, ZN_MEMORY, "no memory to remember %" PRId64 " pieces", pieces);
  return walk(seen, locks, error);
}

void zn_seen_again(const struct zn_seen *seen) { walk(seen, NULL, NULL); }

void zn_seen_clear(struct zn_seen *seen) {
  free(seen->count);
  free(seen->bit);
  *seen = (struct zn_seen){0};
}
