/* Where bodies rest that differ in two numbers, as tables for people and as JSON. */
#ifndef ZN_CLI_LANDSCAPE_H
#define ZN_CLI_LANDSCAPE_H

#include <jansson.h>

#include "zonula/zonula.h"

/* The map in letters, its edges, who stands where, and the ramps. 0 when there is no memory. */
int cli_landscape_print(const struct zn_landscape *landscape);
/* Value of the key `map`; NULL when there is no memory. */
json_t *cli_landscape_json(const struct zn_landscape *landscape);

#endif
