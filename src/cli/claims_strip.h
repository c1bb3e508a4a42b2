/* A criterion drawn with letters: where people's values lie against the bound. */
#ifndef ZN_CLI_CLAIMS_STRIP_H
#define ZN_CLI_CLAIMS_STRIP_H

#include "cli.h"

/* Prints one line for each variant, under a scale; nothing where there are no values. `indent` characters before each line. */
void cli_claims_strip(const struct zn_experiment *experiment, const struct zn_experiment_result *result, int k, int indent, int columns);

#endif
