#include "cache.h"

#include <stdio.h>

#include "say.h"

enum cli_exit cli_find_cache(char cache[CLI_PATH_ROOM], const struct cli_options *options) {
  struct zn_error error = {0};
  cache[0] = '\0';
  if (options->no_cache) return CLI_EXIT_DONE;
  if (!options->cache && !cli_default_cache(cache)) {
    cli_note(options, "start states are not kept: neither HOME nor XDG_CACHE_HOME says where; --cache DIR does");
    cache[0] = '\0';
    return CLI_EXIT_DONE;
  }
  const char *folder = options->cache ? options->cache : cache;
  const enum zn_status status = cli_make_folder(folder, &error);
  if (status == ZN_OK) {
    if (options->cache) snprintf(cache, CLI_PATH_ROOM, "%s", options->cache);
    return CLI_EXIT_DONE;
  }
  if (options->cache) return cli_error(options, status, &error);
  cli_note(options, "start states are not kept: %s: %s", error.file, error.text);
  cache[0] = '\0';
  return CLI_EXIT_DONE;
}
