/* The answer of `zonula junction`, as tables for people or as JSON. */
#ifndef ZN_CLI_JUNCTION_ANSWER_H
#define ZN_CLI_JUNCTION_ANSWER_H

#include "cli.h"

/* What was calculated, and how. */
struct cli_junction {
  const struct zn_junction *junction;
  const char *variant; /* its name on the command line */
  const char *const *files;
  int n_files;
};

/* 0 when there is no memory or standard output cannot be written. */
int cli_junction_table(const struct cli_junction *answer);
int cli_junction_json(const struct cli_junction *answer);

/* How many times as leaky kinetics are sought for. */
enum { CLI_LEAKS = 3 };
extern const double cli_leak_times[CLI_LEAKS];

#endif
