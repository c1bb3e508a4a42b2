/* The processes of one job share work: started for real by mpirun, and who started whom read from the environment. */
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
#include "../support/shared_trial.h"
#include "cluster/launch.h"
#include "cluster/strangers.h"
#include "zonula/ranks.h"

#define AT_WORK ZN_BINARY_DIR "/rank_at_work"

enum { MOST_RANKS = 8 };

/* --- What ranks said -------------------------------------------------------------------------------------------------------------------
 */

struct heard {
  int ranks, pieces, times[64]; /* how often each piece was handed out */
  int of[MOST_RANKS];           /* pieces of each rank */
  long long done[MOST_RANKS], failed[MOST_RANKS];
  int worst[MOST_RANKS];
  double longest_ms[MOST_RANKS];
};

static void hear_line(struct heard *heard, const char *line) {
  int rank, of, worst;
  long long piece, done, failed;
  double longest;
  if (sscanf(line, "rank %d of %d piece %lld", &rank, &of, &piece) == 3) {
    assert_in_range(rank, 0, MOST_RANKS - 1);
    assert_in_range(piece, 0, 63);
    assert_true(heard->ranks == 0 || heard->ranks == of);
    heard->ranks = of;
    heard->pieces += heard->times[piece]++ == 0;
    heard->of[rank]++;
  } else if (sscanf(line, "rank %d sums %lld %lld worst %d longest %lf", &rank, &done, &failed, &worst, &longest) == 5) {
    heard->done[rank] = done, heard->failed[rank] = failed;
    heard->worst[rank] = worst, heard->longest_ms[rank] = longest;
  }
}

/* Three ranks over the given way into a window ("sm", "rdma", "pt2pt"). */
static struct heard three_ranks(const char *way, const char *pieces, const char *busy_ms, const char *status, const char *rank) {
  const char *const words[] = {"/usr/bin/env", "mpirun", "-n", "3", "--mca", "osc", way, AT_WORK, pieces, busy_ms, status, rank, NULL};
  struct program_said said = program_run(words, mpirun_variables);
  if (said.code) fail_msg("exit %d: %s", said.code, said.err);
  struct heard heard = {0};
  for (char *line = strtok(said.out, "\n"); line; line = strtok(NULL, "\n")) hear_line(&heard, line);
  program_forget(&said);
  return heard;
}

/* --- Sharing ---------------------------------------------------------------------------------------------------------------------------
 */

static void every_piece_goes_to_exactly_one_rank(void **state) {
  (void)state;
  static const char *const ways[] = {"sm", "rdma", "pt2pt"};
  need_mpirun();
  for (size_t way = 0; way < sizeof ways / sizeof *ways; way++) {
    const struct heard heard = three_ranks(ways[way], "40", "5", NULL, NULL);
    assert_int_equal(heard.ranks, 3);
    assert_int_equal(heard.pieces, 40);
    for (int piece = 0; piece < 64; piece++) assert_int_equal(heard.times[piece], piece < 40);
  }
}

static void the_sums_are_those_of_all_ranks_once_they_have_met(void **state) {
  (void)state;
  need_mpirun();
  const struct heard heard = three_ranks("pt2pt", "40", "1", NULL, NULL);
  for (int rank = 0; rank < 3; rank++) {
    assert_int_equal(heard.done[rank], 400);
    assert_int_equal(heard.failed[rank], 40);
  }
}

/* Rank 0 is busy for a second with each of its pieces, others for a tenth of one. */
static void a_busy_rank_keeps_nobody_waiting(void **state) {
  (void)state;
  static const char *const ways[] = {"sm", "pt2pt"};
  need_mpirun();
  for (size_t way = 0; way < sizeof ways / sizeof *ways; way++) {
    const struct heard heard = three_ranks(ways[way], "24", "100", NULL, NULL);
    for (int rank = 1; rank < 3; rank++)
      if (heard.longest_ms[rank] > 500.0) fail_msg("%s: rank %d waited %g ms for a number", ways[way], rank, heard.longest_ms[rank]);
    assert_true(heard.of[0] < heard.of[1] && heard.of[0] < heard.of[2]);
    assert_true(heard.of[0] >= 1);
  }
}

static void ranks_that_meet_learn_the_worst_of_any(void **state) {
  (void)state;
  need_mpirun();
  char status[12];
  static const enum zn_status worst[] = {ZN_IO, ZN_INTERRUPTED};
  for (size_t i = 0; i < sizeof worst / sizeof *worst; i++) {
    snprintf(status, sizeof status, "%d", (int)worst[i]);
    const struct heard heard = three_ranks("sm", "3", "1", status, "1");
    for (int rank = 0; rank < 3; rank++) assert_int_equal(heard.worst[rank], worst[i]);
  }
}

/* As where it could not read what it should work on: the others do the work, learn that something failed, and nobody waits for ever. */
static void a_rank_that_leaves_at_once_keeps_nobody_waiting(void **state) {
  (void)state;
  static const char *const leaver[] = {"0", "2"};
  need_mpirun();
  for (int i = 0; i < 2; i++) {
    const struct heard heard = three_ranks("pt2pt", "12", "1", "leaves", leaver[i]);
    assert_int_equal(heard.pieces, 12);
    for (int rank = 0; rank < 3; rank++) {
      const int left = rank == atoi(leaver[i]);
      assert_int_equal(heard.of[rank] == 0 && heard.done[rank] == 0, left);
      assert_int_equal(heard.worst[rank], left ? 0 : ZN_IO);
    }
  }
}

static void a_process_that_nobody_launched_is_alone(void **state) {
  (void)state;
  static const char *const words[] = {AT_WORK, "3", "1", NULL};
  struct program_said said = program_run(words, NULL);
  assert_int_equal(said.code, 0);
  assert_string_equal(said.out, "alone\n");
  program_forget(&said);
}

static void tasks_of_srun_without_pmix_are_told_what_to_do(void **state) {
  (void)state;
  static const char *const words[] = {AT_WORK, "3", "1", NULL};
  static const char *const first[] = {"SLURM_PROCID=0", "SLURM_STEP_NUM_TASKS=4", NULL};
  static const char *const second[] = {"SLURM_PROCID=1", "SLURM_STEP_NUM_TASKS=4", NULL};
  struct program_said said = program_run(words, first);
  assert_int_equal(said.code, 0);
  assert_non_null(strstr(said.out, "note: srun started 4 tasks that do not know of each other"));
  assert_non_null(strstr(said.out, "\nalone\n"));
  program_forget(&said);
  said = program_run(words, second);
  assert_string_equal(said.out, "alone\n"); /* once is enough */
  program_forget(&said);
}

/* --- Who started whom ------------------------------------------------------------------------------------------------------------------
 */

static const char *const variables[] = {"OMPI_COMM_WORLD_RANK",
                                        "OMPI_COMM_WORLD_SIZE",
                                        "PMI_RANK",
                                        "PMI_SIZE",
                                        "SLURM_PROCID",
                                        "SLURM_STEP_NUM_TASKS",
                                        "PMIX_RANK",
                                        "SLURM_NTASKS",
                                        "SLURM_ARRAY_TASK_ID",
                                        "SLURM_ARRAY_TASK_COUNT",
                                        "SLURM_ARRAY_TASK_MIN",
                                        "SLURM_ARRAY_TASK_STEP"};

/* What is read with these variables ("NAME=value ...") and no others of a launcher. */
static struct zn_launch launch_with(enum zn_launch_kind kind, const char *given) {
  char text[300], *rest = text, *equals;
  for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) unsetenv(variables[i]);
  snprintf(text, sizeof text, "%s", given);
  for (char *word; (word = strtok_r(NULL, " ", &rest));)
    if ((equals = strchr(word, '='))) *equals = '\0', setenv(word, equals + 1, 1);
  return zn_launch_read(kind);
}

static void launchers_are_known_by_what_they_leave_in_the_environment(void **state) {
  (void)state;
  static const struct {
    const char *given;
    int task, tasks, joins[3]; /* without MPI, Open MPI, another */
  } cases[] = {
      {"", 0, 1, {0, 0, 0}},
      {"OMPI_COMM_WORLD_RANK=2 OMPI_COMM_WORLD_SIZE=3 PMIX_RANK=2", 2, 3, {0, 1, 1}},
      {"OMPI_COMM_WORLD_RANK=0 OMPI_COMM_WORLD_SIZE=1 PMIX_RANK=0 SLURM_PROCID=0 SLURM_STEP_NUM_TASKS=4", 0, 1, {0, 0, 0}},
      {"PMIX_RANK=1 SLURM_PROCID=1 SLURM_STEP_NUM_TASKS=8", 1, 8, {0, 1, 1}},
      {"SLURM_PROCID=1 SLURM_STEP_NUM_TASKS=8", 1, 8, {0, 0, 0}},
      {"SLURM_PROCID=0 SLURM_NTASKS=8", 0, 1, {0, 0, 0}}, /* a batch script, outside any step */
      {"SLURM_PROCID=1 SLURM_STEP_NUM_TASKS=8 PMI_RANK=1 PMI_SIZE=8", 1, 8, {0, 0, 1}},
      {"SLURM_PROCID=0 SLURM_STEP_NUM_TASKS=1 PMI_RANK=1 PMI_SIZE=8", 1, 8, {0, 0, 1}},
      {"PMI_RANK=1 PMI_SIZE=2", 1, 2, {0, 0, 1}},
      {"PMI_RANK=1 PMI_SIZE=many", 0, 1, {0, 0, 0}},
      {"OMPI_COMM_WORLD_RANK=3 OMPI_COMM_WORLD_SIZE=3", 0, 1, {0, 0, 0}},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    for (int kind = 0; kind < 3; kind++) {
      const struct zn_launch launch = launch_with((enum zn_launch_kind)kind, cases[i].given);
      if (launch.task != cases[i].task || launch.tasks != cases[i].tasks || launch.joins != cases[i].joins[kind])
        fail_msg("%s, kind %d: task %d of %d, joins %d", cases[i].given, kind, launch.task, launch.tasks, launch.joins);
      assert_true(!launch.by == (launch.tasks == 1));
      assert_true(!launch.remedy == (launch.joins || !launch.by));
    }
}

static void who_cannot_join_is_told_why_once(void **state) {
  (void)state;
  char note[ZN_RANKS_NOTE];
  struct zn_launch launch = launch_with(ZN_LAUNCH_NO_MPI, "OMPI_COMM_WORLD_RANK=0 OMPI_COMM_WORLD_SIZE=3");
  zn_strangers_note(note, &launch);
  assert_non_null(strstr(note, "mpirun started 3 tasks"));
  assert_non_null(strstr(note, "built without MPI"));
  launch = launch_with(ZN_LAUNCH_OPEN_MPI, "PMI_RANK=0 PMI_SIZE=2");
  zn_strangers_note(note, &launch);
  assert_non_null(strstr(note, "another MPI"));
  launch = launch_with(ZN_LAUNCH_OPEN_MPI, "PMI_RANK=1 PMI_SIZE=2");
  zn_strangers_note(note, &launch);
  assert_string_equal(note, "");
  launch = launch_with(ZN_LAUNCH_OPEN_MPI, "PMIX_RANK=0 SLURM_PROCID=0 SLURM_STEP_NUM_TASKS=8");
  zn_strangers_note(note, &launch);
  assert_string_equal(note, "");
}

static void strangers_begin_apart(void **state) {
  (void)state;
  static const struct {
    const char *given;
    double begin;
  } cases[] = {{"", 0.0},
               {"SLURM_ARRAY_TASK_ID=1 SLURM_ARRAY_TASK_COUNT=4 SLURM_ARRAY_TASK_MIN=0 SLURM_ARRAY_TASK_STEP=1", 0.25},
               {"SLURM_ARRAY_TASK_ID=30 SLURM_ARRAY_TASK_COUNT=4 SLURM_ARRAY_TASK_MIN=10 SLURM_ARRAY_TASK_STEP=10", 0.5},
               {"SLURM_ARRAY_TASK_ID=9 SLURM_ARRAY_TASK_COUNT=4 SLURM_ARRAY_TASK_MIN=0", 0.0},
               {"SLURM_PROCID=3 SLURM_STEP_NUM_TASKS=4", 0.75},
               {"SLURM_ARRAY_TASK_ID=1 SLURM_ARRAY_TASK_COUNT=2 SLURM_PROCID=1 SLURM_STEP_NUM_TASKS=2", 0.75}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    launch_with(ZN_LAUNCH_NO_MPI, cases[i].given);
    assert_float_equal(zn_ranks_begin(NULL), cases[i].begin, 1e-12);
  }
  const struct zn_ranks ranks = {.rank = 3, .count = 4};
  assert_float_equal(zn_ranks_begin(&ranks), 0.0, 0.0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_piece_goes_to_exactly_one_rank),
      cmocka_unit_test(the_sums_are_those_of_all_ranks_once_they_have_met),
      cmocka_unit_test(a_busy_rank_keeps_nobody_waiting),
      cmocka_unit_test(ranks_that_meet_learn_the_worst_of_any),
      cmocka_unit_test(a_rank_that_leaves_at_once_keeps_nobody_waiting),
      cmocka_unit_test(a_process_that_nobody_launched_is_alone),
      cmocka_unit_test(tasks_of_srun_without_pmix_are_told_what_to_do),
      cmocka_unit_test(launchers_are_known_by_what_they_leave_in_the_environment),
      cmocka_unit_test(who_cannot_join_is_told_why_once),
      cmocka_unit_test(strangers_begin_apart),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
