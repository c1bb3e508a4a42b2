#define _POSIX_C_SOURCE 200809L
#include "places.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static enum zn_status refuse(const char *path, enum zn_status status, const char *why, struct zn_error *error) {
  *error = (struct zn_error){.status = status};
  snprintf(error->file, sizeof error->file, "%s", path);
  snprintf(error->text, sizeof error->text, "%s", why);
  return status;
}

static int is_folder(const char *path) {
  struct stat what;
  return stat(path, &what) == 0 && S_ISDIR(what.st_mode);
}

enum zn_status cli_make_folder(const char *path, struct zn_error *error) {
  char part[CLI_LONGEST_FOLDER + 1], why[256];
  if (strlen(path) > CLI_LONGEST_FOLDER) return refuse(path, ZN_INPUT, "the name of this folder is too long", error);
  snprintf(part, sizeof part, "%s", path);
  for (char *slash = part + 1; (slash = strchr(slash, '/')); *slash++ = '/') {
    *slash = '\0';
    mkdir(part, 0777);
  }
  if (mkdir(part, 0777) == 0 || is_folder(part)) return ZN_OK;
  snprintf(why, sizeof why, "the folder cannot be made: %s", errno == EEXIST ? "there is a file of this name" : strerror(errno));
  return refuse(path, ZN_IO, why, error);
}

int cli_default_cache(char path[CLI_PATH_ROOM]) {
  const char *cache = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
  int length = 0;
  if (cache && *cache == '/')
    length = snprintf(path, CLI_PATH_ROOM, "%s/zonula", cache);
  else if (home && *home == '/')
    length = snprintf(path, CLI_PATH_ROOM, "%s/.cache/zonula", home);
  return length > 0 && length < CLI_PATH_ROOM;
}
