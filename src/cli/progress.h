/* How far the work is: a bar on a terminal, a line every few seconds in a log, JSON lines with --json, nothing with --quiet.
 * Also where Ctrl-C is heard, and SIGTERM, which schedulers send before they kill. */
#ifndef ZN_CLI_PROGRESS_H
#define ZN_CLI_PROGRESS_H

#include "cli.h"

enum cli_progress_way { CLI_PROGRESS_NONE, CLI_PROGRESS_BAR, CLI_PROGRESS_LOG, CLI_PROGRESS_JSON };

struct cli_progress {
  enum cli_progress_way way;
  double began_s, said_s; /* on a clock that only runs forward */
  int shown;              /* a bar stands on the terminal */
  const char *what;       /* what is counted: "people", unless it is set after the beginning */
  const char *of;         /* what of several is under way, or NULL */
};

/* Starts the clock, and from here on Ctrl-C or SIGTERM asks the work to stop. A second Ctrl-C ends the program at once; a second SIGTERM
 * does not, since launchers and schedulers may each send their own. */
void cli_progress_begin(struct cli_progress *progress, const struct cli_options *options);
/* For zn_run_options.progress: context is the struct; returns nonzero once the work shall stop. */
int cli_progress_tell(void *context, int done, int all);
/* The same for zn_trial_options.progress; also tells failures, what is kept from before, and how many processes share the work. */
int cli_progress_trial(void *context, const struct zn_trial_progress *trial);
/* Clears the bar and lets both signals be what they were. */
void cli_progress_end(struct cli_progress *progress);

/* Whether it was SIGTERM, since progress last began, that asked to stop. */
int cli_progress_was_terminated(void);

#endif
