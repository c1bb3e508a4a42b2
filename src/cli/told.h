/* Which test tells people apart, as a table for people and as JSON. */
#ifndef ZN_CLI_TOLD_H
#define ZN_CLI_TOLD_H

#include <jansson.h>

#include "zonula/zonula.h"

/* Tables of everybody and of each group, and what follows from them. 0 when there is no memory. */
int cli_told_print(const struct zn_discrimination *discrimination);
/* Value of the key `discriminate`; NULL when there is no memory. */
json_t *cli_told_json(const struct zn_discrimination *discrimination);

#endif
