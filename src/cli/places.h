/* Where files go. */
#ifndef ZN_CLI_PLACES_H
#define ZN_CLI_PLACES_H

#include "zonula/status.h"

/* Longest path of a folder that is accepted: what is put below it must still fit the system's limits. */
enum { CLI_LONGEST_FOLDER = 400, CLI_PATH_ROOM = 1024 };

/* Makes the folder and those above it that are missing. ZN_IO, with its name, when that cannot be, ZN_INPUT when the name is too long. */
enum zn_status cli_make_folder(const char *path, struct zn_error *error);

/* Where start states are kept when nothing else is asked for: $XDG_CACHE_HOME/zonula or $HOME/.cache/zonula. 0 when neither variable
 * is set to an absolute path. */
int cli_default_cache(char path[CLI_PATH_ROOM]);

#endif
