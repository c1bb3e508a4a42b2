/* A trial is the same to the last byte, whoever shares the work and however it is cut. */
#define _POSIX_C_SOURCE 200809L
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../support/program.h"
#include "../support/scratch.h"
#include "../support/shared_trial.h"
#include "solve/rodas.h"
#include "zonula/zonula.h"

#define ZONULA ZN_BINARY_DIR "/zonula"

static char folder[128];

/* What everything is compared with: one thread, pieces as they come. */
static int begin(void **state) {
  (void)state;
  shared_trial_enter(folder);
  struct program_said said =
      program_run((const char *const[]){ZONULA, "trial", "trial.yaml", "--out", "whole", "--threads", "1", NULL}, NULL);
  if (said.code) fail_msg("exit %d: %s", said.code, said.err);
  remove("whole/report.html"); /* it names the command */
  program_forget(&said);
  return 0;
}

static int end(void **state) {
  (void)state;
  shared_trial_leave(folder);
  return 0;
}

static void must_be_the_same(const char *const words[], const char *out, int pieces) {
  struct program_said said = program_run(words, mpirun_variables);
  if (said.code) fail_msg("%s: exit %d: %s", out, said.code, said.err);
  assert_same_results("whole", out, 1);
  if (pieces) assert_int_equal(pieces_in(out), pieces);
  program_forget(&said);
}

static void any_number_of_threads_gives_the_same_bytes(void **state) {
  (void)state;
  must_be_the_same((const char *const[]){ZONULA, "trial", "trial.yaml", "--out", "t2", "--threads", "2", NULL}, "t2", 0);
  must_be_the_same((const char *const[]){ZONULA, "trial", "trial.yaml", "--out", "t4", "--threads", "4", NULL}, "t4", 0);
}

static void any_size_of_pieces_gives_the_same_bytes(void **state) {
  (void)state;
  static const struct {
    const char *piece, *out;
    int pieces;
  } cuts[] = {{"1", "p1", 288}, {"7", "p7", 42}, {"64", "p64", 5}, {"1000", "p1000", 1}};
  for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++)
    must_be_the_same(
        (const char *const[]){ZONULA, "trial", "trial.yaml", "--out", cuts[i].out, "--threads", "2", "--piece", cuts[i].piece, NULL},
        cuts[i].out, cuts[i].pieces);
}

static void any_number_of_ranks_gives_the_same_bytes(void **state) {
  (void)state;
  static const struct {
    const char *ranks, *piece, *threads, *way, *out;
    int pieces;
  } jobs[] = {{"1", "10", "1", "sm", "r1", 29},
              {"2", "1", "1", "sm", "r2", 288},
              {"2", "64", "2", "pt2pt", "r2b", 5},
              {"3", "10", "1", "pt2pt", "r3", 29},
              {"3", "1000", "1", "sm", "r3b", 1}};
  need_mpirun();
  for (size_t i = 0; i < sizeof jobs / sizeof *jobs; i++)
    must_be_the_same(
        (const char *const[]){"/usr/bin/env", "mpirun", "-n", jobs[i].ranks, "--mca", "osc", jobs[i].way, ZONULA, "trial", "trial.yaml",
                              "--out", jobs[i].out, "--threads", jobs[i].threads, "--piece", jobs[i].piece, NULL},
        jobs[i].out, jobs[i].pieces);
}

/* One answers for all, however many say the same. */
static void of_ranks_one_answers(void **state) {
  (void)state;
  need_mpirun();
  struct program_said said = program_run(
      (const char *const[]){"/usr/bin/env", "mpirun", "-n", "3", ZONULA, "trial", "trial.yaml", "--out", "answer", "--threads", "1", NULL},
      mpirun_variables);
  assert_int_equal(said.code, 0);
  const char *first = strstr(said.out, "A trial that is run in many ways");
  assert_non_null(first);
  assert_null(strstr(first + 1, "A trial that is run in many ways"));
  assert_null(strchr(said.out, '\033')); /* mpirun's own terminal is none */
  program_forget(&said);
  said = program_run((const char *const[]){"/usr/bin/env", "mpirun", "-n", "3", ZONULA, "trial", "no_such.yaml", NULL}, mpirun_variables);
  first = strstr(said.err, "no_such.yaml");
  assert_int_equal(said.code, 3);
  assert_non_null(first);
  first = strstr(first, "zonula: ");
  assert_null(first);
  program_forget(&said);
}

/* As tasks of a job array do. Whoever finds everything done writes; two may, one behind the other. */
static void strangers_share_a_folder(void **state) {
  (void)state;
  enum { STRANGERS = 4 };
  static const char *const words[] = {ZONULA, "trial", "trial.yaml", "--out", "strangers", "--threads", "1", "--piece", "8", NULL};
  pid_t stranger[STRANGERS];
  char said[32], all[STRANGERS * 8000] = "";
  for (int i = 0; i < STRANGERS; i++) {
    char task[32];
    snprintf(said, sizeof said, "stranger_%d.txt", i);
    snprintf(task, sizeof task, "SLURM_ARRAY_TASK_ID=%d", i);
    stranger[i] = start_group(words, (const char *const[]){task, "SLURM_ARRAY_TASK_COUNT=4", NULL}, said);
  }
  for (int i = 0; i < STRANGERS; i++) assert_int_equal(wait_for_group(stranger[i]), 0);
  for (int i = 0; i < STRANGERS; i++) {
    snprintf(said, sizeof said, "stranger_%d.txt", i);
    char *text = scratch_read(said, NULL);
    strncat(all, text, 7999);
    free(text);
  }
  assert_non_null(strstr(all, "Written: "));
  assert_int_equal(pieces_in("strangers"), 36);
  assert_same_results("whole", "strangers", 1);
}

/* A task that begins in the middle of the pieces and goes all around. */
static void where_somebody_begins_changes_no_byte(void **state) {
  (void)state;
  static const char *const variables[] = {"SLURM_ARRAY_TASK_ID=5", "SLURM_ARRAY_TASK_COUNT=8", "SLURM_ARRAY_TASK_MIN=1", NULL};
  struct program_said said = program_run(
      (const char *const[]){ZONULA, "trial", "trial.yaml", "--out", "middle", "--threads", "2", "--piece", "8", NULL}, variables);
  if (said.code) fail_msg("exit %d: %s", said.code, said.err);
  assert_int_equal(pieces_in("middle"), 36);
  assert_same_results("whole", "middle", 1);
  program_forget(&said);
}

/* The lanes are not asked for on the command line. */
static void any_number_of_lanes_gives_the_same_bytes(void **state) {
  (void)state;
  static const int widths[] = {1, 2, 4, 8};
  struct zn_library *library = NULL;
  struct zn_study *study = NULL;
  struct zn_error error = {0};
  char pieces[32], rows[32];
  int done = 0;
  if (zn_library_load(&library, &error) != ZN_OK || zn_study_read(&study, "trial.yaml", library, &error) != ZN_OK)
    fail_msg("%s", error.text);
  for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
    struct zn_trial_run *run = NULL;
    if (!zn_lanes_fit(widths[i])) continue;
    snprintf(pieces, sizeof pieces, "lanes_%d", widths[i]);
    snprintf(rows, sizeof rows, "lanes_%d.csv", widths[i]);
    const struct zn_trial_options options = {.run = {.threads = 1, .lanes = widths[i]}, .folder = pieces};
    if (zn_trial_run(&run, study, library, &options, &error) != ZN_OK) fail_msg("%s", error.text);
    assert_int_equal(zn_trial_write_replicates(run, rows, &error), ZN_OK);
    zn_trial_run_free(run);
    size_t bytes, expected_bytes;
    char *is = scratch_read(rows, &bytes), *expected = scratch_read("whole/replicates.csv", &expected_bytes);
    if (bytes != expected_bytes || memcmp(is, expected, bytes) != 0) fail_msg("%d lanes differ", widths[i]);
    free(is);
    free(expected);
    done++;
  }
  assert_true(done >= 2);
  zn_study_free(study);
  zn_library_free(library);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(any_number_of_threads_gives_the_same_bytes),
      cmocka_unit_test(any_size_of_pieces_gives_the_same_bytes),
      cmocka_unit_test(any_number_of_lanes_gives_the_same_bytes),
      cmocka_unit_test(strangers_share_a_folder),
      cmocka_unit_test(where_somebody_begins_changes_no_byte),
      cmocka_unit_test(any_number_of_ranks_gives_the_same_bytes),
      cmocka_unit_test(of_ranks_one_answers),
  };
  return cmocka_run_group_tests(tests, begin, end);
}
