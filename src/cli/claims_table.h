/* Claims as a table, one a line. */
#ifndef ZN_CLI_CLAIMS_TABLE_H
#define ZN_CLI_CLAIMS_TABLE_H

#include "claims_results.h"

/* The rows of claims that were asked for, what is known of them, and what their experiments gave. */
struct cli_claims {
  const struct cli_options *options;
  struct zn_library *library;
  struct zn_claims *claims;
  int n_chosen, *chosen; /* rows of claims, in the order of the answer */
  struct cli_results results;
};

/* What came of the claim in row `row`; `result` gets its experiment's, or NULL. */
enum zn_claim_verdict cli_claim_verdict(const struct cli_claims *claims, int row, const struct zn_experiment_result **result);
/* The criterion that survives least. */
const struct zn_criterion_result *cli_worst_of(const struct zn_outcome *outcome);
/* "very_low" as people write it. */
void cli_grade_words(char words[24], enum zn_claim_grade grade);
enum cli_ink cli_verdict_ink(enum zn_claim_verdict verdict);

/* The table, what has changed since the article, and counts. 0 when there is no memory or standard output cannot be written. */
int cli_claims_table(const struct cli_claims *claims);

#endif
