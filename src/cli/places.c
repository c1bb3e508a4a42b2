#include "places.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "zonula/folder.h"

enum zn_status cli_make_folder(const char *path, struct zn_error *error) {
  if (strlen(path) <= CLI_LONGEST_FOLDER) return zn_folder_make(path, error);
  *error = (struct zn_error){.status = ZN_INPUT, .text = "the name of this folder is too long"};
  snprintf(error->file, sizeof error->file, "%s", path);
  return ZN_INPUT;
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
