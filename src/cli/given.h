/* What was given, and how well its effect is known: at the end of an answer. */
#ifndef ZN_CLI_GIVEN_H
#define ZN_CLI_GIVEN_H

#include <jansson.h>

#include "zonula/zonula.h"

/* A line for each treatment or diet, and for each choice of what is uncertain about it; nothing where nothing was given. */
void cli_given_print(const struct zn_study *study, const struct zn_library *library);
/* The same as `treatments` of docs/json.md. NULL without memory. */
json_t *cli_given_json(const struct zn_study *study, const struct zn_library *library);

#endif
