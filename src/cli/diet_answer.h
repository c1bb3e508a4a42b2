/* The answer of `zonula diet`: what diets are made of and what the model says after them; one diet as a card; all of it as JSON. */
#ifndef ZN_CLI_DIET_ANSWER_H
#define ZN_CLI_DIET_ANSWER_H

#include "json.h"
#include "zonula/zonula.h"

/* Tables for people on standard output: all diets side by side, or all that is known of one. 0 when there is no memory. */
int cli_diets_print(const struct zn_eaten *eaten);
int cli_diet_card_print(const struct zn_eaten *eaten, int arm);

/* The sentences that belong to every answer. */
void cli_diets_print_cautions(void);

/* Everything as an object; NULL when there is no memory. */
json_t *cli_diets_json(const struct zn_eaten *eaten);

#endif
