/* A small trial that is run in many ways, which must all give the same files. The tests work inside a folder of their own, so that all
 * commands, which a page repeats, are the same words. */
#ifndef ZN_TESTS_SHARED_TRIAL_H
#define ZN_TESTS_SHARED_TRIAL_H

#include <sys/types.h>

/* Lines of a trial with what a trial can ask: two arms, people who leave or miss a dose, rescue, numbers, answers and times, an interim
 * look. Only people and replicates are few. */
extern const char shared_trial_text[];

/* Makes an empty folder with trial.yaml in it and goes there; writes its path to `folder`. */
void shared_trial_enter(char folder[128]);
/* Leaves it and removes it. */
void shared_trial_leave(const char *folder);

/* Whether a file is in the folder of results `out` and, if it is, whole: as it is in `whole`. Pieces do not count. Fails the test at the
 * first difference; with `all`, also at a file that is missing. */
void assert_same_results(const char *whole, const char *out, int all);
/* Pieces that lie in the folder of results `out`. */
int pieces_in(const char *out);

/* Starts a program in a process group of its own; what it says goes to the file `said`. */
pid_t start_group(const char *const words[], const char *const extra[], const char *said);
/* Exit code, or 128 + signal. */
int wait_for_group(pid_t group);
/* The processes that one has started and that still live, at most `most`; how many. */
int children_of(pid_t parent, pid_t *child, int most);

/* Variables for mpirun: as root too, and any number of ranks on any core. */
extern const char *const mpirun_variables[];
/* Whether Open MPI's mpirun is here, and this build speaks it. Otherwise the test is skipped. */
void need_mpirun(void);

#endif
