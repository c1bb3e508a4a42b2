/* What a run says of an experiment's criteria, for people. */
#ifndef ZN_CLI_TRIED_H
#define ZN_CLI_TRIED_H

#include "zonula/zonula.h"

/* A table of criteria; 0 when there is no memory. The same as JSON: cli_experiment_json of claims_json.h. */
int cli_tried_print(const struct zn_study *study, const struct zn_experiment_result *result);

#endif
