/* The answer of `zonula trial`: arms, effects, power, and published beside predicted, as tables for people or as JSON. */
#ifndef ZN_CLI_TRIAL_ANSWER_H
#define ZN_CLI_TRIAL_ANSWER_H

#include "cli.h"

/* What was run and where its files lie. */
struct cli_trial {
  const struct zn_trial_run *run;
  struct zn_trial_effect *effect; /* [2][n_analyses] of the trials, then of the null trials */
  const char *const *files;
  int n_files;
  const char *look_at; /* the file to open first */
};

/* 0 when there is no memory or standard output cannot be written. */
int cli_trial_table(const struct cli_trial *answer);
int cli_trial_json(const struct cli_trial *answer);

/* When others are still at work: how far they are. */
int cli_trial_json_unfinished(const struct zn_study *study, const struct zn_trial_progress *progress);

#endif
