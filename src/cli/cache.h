/* Where start states are kept. */
#ifndef ZN_CLI_CACHE_H
#define ZN_CLI_CACHE_H

#include "cli.h"
#include "places.h"

/* The folder that the flags or the usual place name, made if missing; "" for none. A cache that was asked for must be there; the usual
 * one may be missing, and that is said. */
enum cli_exit cli_find_cache(char cache[CLI_PATH_ROOM], const struct cli_options *options);

#endif
