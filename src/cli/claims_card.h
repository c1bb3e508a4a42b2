/* Everything about one claim, in the manner of a GRADE summary of findings, and about its experiment. */
#ifndef ZN_CLI_CLAIMS_CARD_H
#define ZN_CLI_CLAIMS_CARD_H

#include "claims_table.h"

/* 0 when there is no memory or standard output cannot be written. */
int cli_claim_card(const struct cli_claims *claims, int row);

/* An experiment with its result (NULL: there is none that fits). `command` makes it again. */
int cli_experiment_card(const struct zn_study *study, const struct zn_library *library, const struct zn_experiment_result *result,
                        const char *command);

#endif
