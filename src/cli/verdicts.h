/* The answer of `zonula validate`: every row, the scores of its groups, and all of it in one line; or as JSON. */
#ifndef ZN_CLI_VERDICTS_H
#define ZN_CLI_VERDICTS_H

#include "json.h"
#include "zonula/zonula.h"

/* Tables for people on standard output. 0 when there is no memory. */
int cli_verdicts_print(const struct zn_appraisal *appraisal);

/* A score as an object; and scores, groups and rows as one. NULL when there is no memory. */
json_t *cli_score_json(const struct zn_score *score);
json_t *cli_verdicts_json(const struct zn_appraisal *appraisal);

#endif
