/* What layers of defence are worth, as tables for people and as JSON. */
#ifndef ZN_CLI_REDUNDANT_H
#define ZN_CLI_REDUNDANT_H

#include <jansson.h>

#include "zonula/zonula.h"

/* The matrix of each reading and of the share of ill people. 0 when there is no memory. */
int cli_redundant_print(const struct zn_redundancy *redundancy);
/* Value of the key `matrix`; NULL when there is no memory. */
json_t *cli_redundant_json(const struct zn_redundancy *redundancy);

#endif
