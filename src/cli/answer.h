/* The answer of `zonula run`: predicted beside reported, as a table for people or as JSON. */
#ifndef ZN_CLI_ANSWER_H
#define ZN_CLI_ANSWER_H

#include "cli.h"

/* What was run and where its files lie. */
struct cli_answer {
  const struct zn_run *run;
  const struct zn_discrimination *discrimination; /* NULL: not asked for */
  const struct zn_redundancy *redundancy;         /* the same */
  const struct zn_landscape *landscape;           /* the same */
  const struct zn_experiment_result *experiment;  /* the same */
  const char *const *files;
  int n_files;
  const char *look_at; /* the file to open first */
};

/* Everybody in all cohorts, and those whose integration failed. */
int cli_people_of(const struct zn_run *run);
int cli_failed_of(const struct zn_run *run);
/* Name of the first cohort in which everybody failed, or NULL. */
const char *cli_empty_cohort_of(const struct zn_run *run);

/* 0 when there is no memory or standard output cannot be written. */
int cli_answer_table(const struct cli_answer *answer);
int cli_answer_json(const struct cli_answer *answer);

#endif
