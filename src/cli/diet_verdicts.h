/* The answer of `zonula validate --diet`: which way the model moves, and which way the papers say. */
#ifndef ZN_CLI_DIET_VERDICTS_H
#define ZN_CLI_DIET_VERDICTS_H

#include "json.h"
#include "zonula/zonula.h"

/* A table for people on standard output. 0 when there is no memory. */
int cli_diet_verdicts_print(const struct zn_diet_appraisal *appraisal);

/* Scores and rows as an object; NULL when there is no memory. */
json_t *cli_diet_verdicts_json(const struct zn_diet_appraisal *appraisal);

#endif
