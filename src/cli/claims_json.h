/* Claims as JSON: docs/json.md. */
#ifndef ZN_CLI_CLAIMS_JSON_H
#define ZN_CLI_CLAIMS_JSON_H

#include "claims_table.h"
#include "json.h"

/* An array with an object for each claim that was asked for. NULL when there is no memory. */
json_t *cli_claims_json(const struct cli_claims *claims);
/* An experiment with its result. */
json_t *cli_experiment_json(const struct zn_study *study, const struct zn_experiment_result *result);

#endif
