/* zonula version: which program and which data. */
#include <stdio.h>

#include "cli.h"

static enum cli_exit run(const struct cli_options *options) {
  (void)options;
  printf("zonula %s (data %s)\n", zn_version(), zn_data_digest());
  return CLI_EXIT_DONE;
}

const struct cli_verb cli_verb_version = {
    .name = "version",
    .words = "",
    .summary = "say which version this is",
    .details = "Prints the version and the digest of the built-in data. Every result file carries both.",
    .run = run,
};
