/* Cohorts that match published summaries: what was wanted of them, what came out, and at what price. */
#ifndef ZN_CLI_MATCHED_H
#define ZN_CLI_MATCHED_H

#include "json.h"
#include "zonula/zonula.h"

/* A table, a line for the price of each, and an empty line; nothing where no cohort is matched. 0 when there is no memory. */
int cli_matched_print(const struct zn_study *study, const struct zn_library *library);
/* One object for each matched cohort; NULL when there is no memory. */
json_t *cli_matched_json(const struct zn_study *study, const struct zn_library *library);
int cli_is_matched(const struct zn_study *study);

#endif
