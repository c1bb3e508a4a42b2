/* Results of experiments: found in the cache or in the program, or made anew and kept. */
#ifndef ZN_CLI_CLAIMS_RESULTS_H
#define ZN_CLI_CLAIMS_RESULTS_H

#include "cli.h"
#include "places.h"

/* Results that fit this program, and where further ones are kept. */
struct cli_results {
  const struct cli_options *options;
  struct zn_experiment_results *fresh;
  char cache[CLI_PATH_ROOM]; /* a file; "" for none */
};

/* Looks for results: those kept by --run, else those that were shipped; stale ones are left aside. Clear in either case. */
enum cli_exit cli_results_open(struct cli_results *results, const struct cli_options *options);
void cli_results_clear(struct cli_results *results);

/* Whether there is a fresh result of that experiment. */
int cli_results_have(const struct cli_results *results, const char *name);

/* Runs the experiments of those names for which there is no fresh result, and keeps each result as soon as it is there, so that Ctrl-C
 * loses only the one under way. With --people they are of other people than the file says, and are not kept. */
enum cli_exit cli_results_make(struct cli_results *results, const struct zn_library *library, const char *const *names, int n);

/* Writes all fresh results into studies/claims/results.csv of the present folder. */
enum cli_exit cli_results_ship(const struct cli_results *results);

/* Runs one study that somebody brings along. */
enum cli_exit cli_results_of_study(struct zn_experiment_result **result, const struct zn_study *study, const struct zn_library *library,
                                   const struct cli_options *options);

#endif
