#define _POSIX_C_SOURCE 200809L
#include "folder.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "status.h"

void zn_folder_make_above(const char *path) {
  char *part = strdup(path);
  if (!part) return;
  for (char *slash = part; *slash && (slash = strchr(slash + 1, '/')); *slash = '/') {
    *slash = '\0';
    mkdir(part, 0777);
  }
  free(part);
}

enum zn_status zn_folder_make(const char *path, struct zn_error *error) {
  struct stat what;
  zn_folder_make_above(path);
  if (mkdir(path, 0777) == 0) return ZN_OK;
  const int reason = errno;
  if (stat(path, &what) == 0 && S_ISDIR(what.st_mode)) return ZN_OK;
  return zn_fail_system(error, path, reason, "the folder cannot be made");
}

/* --- Lists ------------------------------------------------------------------------------------------------------------------------ */

/* Deeper than this nothing of ours lies; a loop of links does. */
enum { DEEPEST = 8 };

static enum zn_status walk(struct zn_folder *folder, const char *root, int depth, struct zn_error *error);

/* Keeps a file, goes into a folder. Takes over `path`. */
static enum zn_status visit(struct zn_folder *folder, char *path, int depth, struct zn_error *error) {
  struct stat what;
  enum zn_status status = ZN_OK;
  if (stat(path, &what) != 0) status = zn_fail_at(error, ZN_IO, path, 0, "the file cannot be looked at: %s", strerror(errno));
  if (status == ZN_OK && S_ISDIR(what.st_mode)) status = walk(folder, path, depth + 1, error);
  if (status == ZN_OK && S_ISREG(what.st_mode)) {
    char **more = realloc(folder->path, (size_t)(folder->count + 1) * sizeof *more);
    if (more) {
      folder->path = more;
      more[folder->count++] = path;
      return ZN_OK;
    }
    status = zn_fail(error, ZN_MEMORY, "no memory to list %s", path);
  }
  free(path);
  return status;
}

static enum zn_status walk(struct zn_folder *folder, const char *root, int depth, struct zn_error *error) {
  if (depth > DEEPEST) return zn_fail_at(error, ZN_IO, root, 0, "more than %d folders inside each other", DEEPEST);
  DIR *directory = opendir(root);
  if (!directory) return zn_fail_at(error, ZN_IO, root, 0, "the folder cannot be read: %s", strerror(errno));
  enum zn_status status = ZN_OK;
  for (const struct dirent *entry; status == ZN_OK && (entry = readdir(directory));) {
    if (entry->d_name[0] == '.') continue;
    const size_t room = strlen(root) + strlen(entry->d_name) + 2;
    char *path = malloc(room);
    if (!path) {
      status = zn_fail(error, ZN_MEMORY, "no memory to list %s", root);
      break;
    }
    snprintf(path, room, "%s/%s", root, entry->d_name);
    status = visit(folder, path, depth, error);
  }
  closedir(directory);
  return status;
}

static int by_path(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

enum zn_status zn_folder_list(struct zn_folder *folder, const char *root, struct zn_error *error) {
  memset(folder, 0, sizeof *folder);
  ZN_TRY(walk(folder, root, 0, error));
  if (folder->count) qsort(folder->path, (size_t)folder->count, sizeof *folder->path, by_path);
  return ZN_OK;
}

void zn_folder_clear(struct zn_folder *folder) {
  for (int i = 0; i < folder->count; i++) free(folder->path[i]);
  free(folder->path);
  memset(folder, 0, sizeof *folder);
}
