/* A trial that is killed again and again, and started again with the same words, ends with the same bytes as one that nobody disturbed. */
#define _POSIX_C_SOURCE 200809L
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "../support/program.h"
#include "../support/scratch.h"
#include "../support/shared_trial.h"
#include "base/random.h"

#define ZONULA ZN_BINARY_DIR "/zonula"
#define TRIAL "trial", "trial.yaml", "--replicates", "30", "--null-replicates", "10", "--threads", "2", "--piece", "8"

enum { KILLS = 50, MOST_STARTS = 200, PIECES = 120, RANKS = 3 };

static char folder[128];

/* What nobody disturbed, by the same words. */
static int begin(void **state) {
  (void)state;
  shared_trial_enter(folder);
  struct program_said said = program_run((const char *const[]){ZONULA, TRIAL, "--out", "out", NULL}, NULL);
  if (said.code) fail_msg("exit %d: %s", said.code, said.err);
  assert_int_equal(pieces_in("out"), PIECES);
  program_forget(&said);
  return rename("out", "whole");
}

static int end(void **state) {
  (void)state;
  shared_trial_leave(folder);
  return 0;
}

static void start_anew(void) {
  char path[200];
  snprintf(path, sizeof path, "%s/out", folder);
  if (access("out", F_OK) == 0) scratch_end(path);
}

static void sleep_s(double seconds) {
  nanosleep(&(struct timespec){.tv_sec = (time_t)seconds, .tv_nsec = (long)(1e9 * (seconds - (double)(time_t)seconds))}, NULL);
}

/* Until so many pieces are there. */
static void wait_for_pieces(int pieces) {
  for (int tries = 0; pieces_in("out") < pieces; tries++) {
    if (tries == 6000) fail_msg("%d pieces are not there after a minute", pieces);
    sleep_s(0.01);
  }
}

/* The same words once more, to the end. */
static void must_end_as_if_nobody_had_disturbed_it(void) {
  struct program_said said = program_run((const char *const[]){ZONULA, TRIAL, "--out", "out", NULL}, NULL);
  if (said.code) fail_msg("exit %d: %s", said.code, said.err);
  program_forget(&said);
  assert_int_equal(pieces_in("out"), PIECES);
  assert_same_results("whole", "out", 1);
}

/* Whatever result is there after any of them is whole, and no piece is lost. */
static void fifty_kills_change_no_byte(void **state) {
  (void)state;
  static const char *const words[] = {ZONULA, TRIAL, "--out", "out", NULL};
  int killed = 0, in_work = 0, pieces = 0;
  start_anew();
  for (int start = 0; killed < KILLS; start++) {
    if (start == MOST_STARTS) fail_msg("of %d starts only %d could be killed", start, killed);
    const pid_t group = start_group(words, NULL, "said.txt");
    sleep_s(0.2 * zn_uniform(20261127, (uint32_t)start, 0, 0));
    kill(-group, SIGKILL);
    const int is_killed = wait_for_group(group) == 128 + SIGKILL, now = pieces_in("out");
    killed += is_killed;
    in_work += is_killed && now < PIECES;
    if (now < pieces) fail_msg("of %d pieces %d are left", pieces, now);
    pieces = now;
    assert_same_results("whole", "out", 0);
  }
  print_message("%d kills, %d of them while people were at work\n", killed, in_work);
  assert_true(in_work >= 5);
  must_end_as_if_nobody_had_disturbed_it();
}

/* Everybody is done: what is killed is the gathering and the writing, each time with no result there yet. */
static void twenty_kills_while_results_are_written_leave_no_torn_file(void **state) {
  (void)state;
  static const char *const words[] = {ZONULA, TRIAL, "--out", "out", NULL};
  static const char *const results[] = {"arms.csv", "replicates.csv", "power.csv", "survival.csv", "report.html"};
  start_anew();
  must_end_as_if_nobody_had_disturbed_it();
  for (int start = 0; start < 20; start++) {
    for (size_t i = 0; i < sizeof results / sizeof *results; i++) {
      char path[64];
      snprintf(path, sizeof path, "out/%s", results[i]);
      remove(path);
    }
    const pid_t group = start_group(words, NULL, "said.txt");
    sleep_s(0.2 * zn_uniform(20261128, (uint32_t)start, 0, 0));
    kill(-group, SIGKILL);
    wait_for_group(group);
    assert_same_results("whole", "out", 0);
  }
  must_end_as_if_nobody_had_disturbed_it();
}

static void what_is_kept_is_not_made_again(void **state) {
  (void)state;
  start_anew();
  const pid_t group = start_group((const char *const[]){ZONULA, TRIAL, "--out", "out", NULL}, NULL, "said.txt");
  wait_for_pieces(PIECES / 3);
  kill(-group, SIGKILL);
  assert_int_equal(wait_for_group(group), 128 + SIGKILL);
  const int kept = pieces_in("out");
  struct program_said said = program_run((const char *const[]){ZONULA, TRIAL, "--out", "out", "--json", NULL}, NULL);
  char expected[32];
  snprintf(expected, sizeof expected, "\"kept\":%d,", 8 * kept);
  if (said.code || !strstr(said.err, expected)) fail_msg("%s is not in\n%s", expected, said.err);
  program_forget(&said);
  assert_same_results("whole", "out", 0);
}

static void sigterm_keeps_whole_pieces_and_says_how_many(void **state) {
  (void)state;
  start_anew();
  const pid_t group = start_group((const char *const[]){ZONULA, TRIAL, "--out", "out", NULL}, NULL, "said.txt");
  wait_for_pieces(3);
  kill(group, SIGTERM);
  kill(group, SIGTERM); /* as when both launcher and scheduler send theirs */
  assert_int_equal(wait_for_group(group), 143);
  char expected[64], *said = scratch_read("said.txt", NULL);
  const int kept = pieces_in("out");
  assert_in_range(kept, 3, PIECES - 1);
  snprintf(expected, sizeof expected, "%d of %d pieces", kept, PIECES);
  if (!strstr(said, expected) || !strstr(said, "run the same command to go on")) fail_msg("\"%s\" is not in\n%s", expected, said);
  free(said);
  must_end_as_if_nobody_had_disturbed_it();
}

/* --- Ranks ------------------------------------------------------------------------------------------------------------------------------
 */

/* Three ranks, seen at work. */
static pid_t start_ranks(void) {
  static const char *const words[] = {"/usr/bin/env", "mpirun", "-n", "3", ZONULA, TRIAL, "--out", "out", NULL};
  const pid_t mpirun = start_group(words, mpirun_variables, "said.txt");
  wait_for_pieces(6);
  return mpirun;
}

/* Ranks may outlive their mpirun by a second or two. */
static void wait_for_ranks(const pid_t rank[RANKS]) {
  for (int i = 0; i < RANKS; i++)
    for (int tries = 0; kill(rank[i], 0) == 0 && tries < 1000; tries++) sleep_s(0.01);
}

static void a_rank_that_dies_ends_the_job_and_loses_no_piece(void **state) {
  (void)state;
  pid_t rank[RANKS];
  need_mpirun();
  start_anew();
  const pid_t mpirun = start_ranks();
  assert_int_equal(children_of(mpirun, rank, RANKS), RANKS);
  kill(rank[1], SIGKILL);
  assert_int_not_equal(wait_for_group(mpirun), 0);
  wait_for_ranks(rank);
  char *said = scratch_read("said.txt", NULL);
  if (!strstr(said, "signal 9")) fail_msg("nobody says that a rank was killed:\n%s", said);
  free(said);
  assert_in_range(pieces_in("out"), 6, PIECES);
  must_end_as_if_nobody_had_disturbed_it();
}

static void a_job_that_is_killed_goes_on(void **state) {
  (void)state;
  pid_t rank[RANKS];
  need_mpirun();
  start_anew();
  const pid_t mpirun = start_ranks();
  const int ranks = children_of(mpirun, rank, RANKS);
  kill(-mpirun, SIGKILL);
  for (int i = 0; i < ranks; i++) kill(rank[i], SIGKILL); /* they are in groups of their own */
  assert_int_equal(wait_for_group(mpirun), 128 + SIGKILL);
  assert_in_range(pieces_in("out"), 6, PIECES);
  must_end_as_if_nobody_had_disturbed_it();
}

/* It has so many people that it would not end by itself while it is asked to. mpirun asks its ranks after the seconds that it is told here,
 * and kills them after as many more. */
static void a_job_that_is_asked_to_end_says_so_once(void **state) {
  (void)state;
  static const char *const words[] = {"/usr/bin/env", "mpirun", "-n",    "3",   "--mca", "odls_base_sigkill_timeout", "3", ZONULA, TRIAL,
                                      "--people",     "20000",  "--out", "out", NULL};
  need_mpirun();
  start_anew();
  const pid_t mpirun = start_group(words, mpirun_variables, "said.txt");
  wait_for_pieces(6);
  kill(mpirun, SIGTERM);
  assert_int_not_equal(wait_for_group(mpirun), 0);
  char *said = scratch_read("said.txt", NULL), *first = strstr(said, "asked to stop");
  if (!first || strstr(first + 1, "asked to stop")) fail_msg("%s", said);
  if (!strstr(said, "of 100000 pieces")) fail_msg("nobody says how many pieces are kept:\n%s", said);
  free(said);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(fifty_kills_change_no_byte),
      cmocka_unit_test(twenty_kills_while_results_are_written_leave_no_torn_file),
      cmocka_unit_test(what_is_kept_is_not_made_again),
      cmocka_unit_test(sigterm_keeps_whole_pieces_and_says_how_many),
      cmocka_unit_test(a_rank_that_dies_ends_the_job_and_loses_no_piece),
      cmocka_unit_test(a_job_that_is_killed_goes_on),
      cmocka_unit_test(a_job_that_is_asked_to_end_says_so_once),
  };
  return cmocka_run_group_tests(tests, begin, end);
}
