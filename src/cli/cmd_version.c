/* zonula version: which program and which data. */
#include <stdio.h>

#include "cli.h"
#include "json.h"
#include "zonula/ranks.h"

static enum cli_exit run(const struct cli_options *options) {
  if (options->json) {
    json_t *answer = json_pack("{s:s, s:s, s:s, s:s}", "version", zn_version(), "data", zn_data_digest(), "cvode", zn_cvode_build(), "mpi",
                               zn_ranks_mpi());
    return cli_json_answer(stdout, answer) ? CLI_EXIT_DONE : CLI_EXIT_IO;
  }
  printf("zonula %s (data %s)\nCVODE: %s\nMPI: %s\n", zn_version(), zn_data_digest(), zn_cvode_build(), zn_ranks_mpi());
  return CLI_EXIT_DONE;
}

const struct cli_verb cli_verb_version = {
    .name = "version",
    .words = "",
    .summary = "say which version this is",
    .details =
        "Prints the version and the digest of the built-in data, which every result file carries, which SUNDIALS the engine cvode is, and "
        "which MPI the ranks of a job speak.",
    .run = run,
};
