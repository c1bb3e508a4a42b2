#define _GNU_SOURCE
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/random.h"
#include "kept.h"
#include "scratch.h"

/* --- Several processes -------------------------------------------------------------------------------------------------------------------
 */

/* Two open stores of one process are strangers, as those of two processes are. */
static void a_piece_is_one_store_s_at_a_time(void **state) {
  (void)state;
  char folder[128];
  scratch_begin(folder);
  struct zn_store *one = kept_open(folder), *other = kept_open(folder);
  assert_int_equal(zn_store_claim(one, 7), 1);
  assert_int_equal(zn_store_claim(other, 7), 0);
  assert_int_equal(zn_store_claim(other, 8), 1);
  zn_store_give_up(one, 7);
  assert_int_equal(zn_store_claim(other, 7), 1);
  zn_store_give_up(other, 7);
  kept_write(one, 7);
  assert_int_equal(zn_store_claim(other, 7), 0);
  assert_true(zn_store_has(other, 7));
  assert_int_equal(zn_store_claim_gathering(other), 1);
  assert_int_equal(zn_store_claim_gathering(one), 0);
  zn_store_close(other); /* gives up 8 and the gathering */
  assert_int_equal(zn_store_claim(one, 8), 1);
  assert_int_equal(zn_store_claim_gathering(one), 1);
  zn_store_close(one);
  scratch_end(folder);
}

/* In a child: makes all pieces that can be had, and counts in `made` which. */
static void make_all(const char *folder, int *made) {
  struct zn_store *store;
  struct zn_error error;
  const struct zn_store_plan plan = kept_plan(folder);
  if (zn_store_open(&store, &plan, &error) != ZN_OK) _exit(2);
  for (int left = 1; left;) {
    left = 0;
    for (int64_t k = 0; k < KEPT_PIECES; k++) {
      if (zn_store_claim(store, k)) {
        struct zn_piece piece = kept_piece(store, k);
        made[k]++;
        if (zn_store_write(store, k, &piece, &error) != ZN_OK) _exit(3);
        zn_piece_clear(&piece);
      }
      left |= !zn_store_has(store, k);
    }
  }
  zn_store_close(store);
  _exit(0);
}

static void processes_that_begin_together_make_each_piece_once(void **state) {
  (void)state;
  enum { WORKERS = 3 };
  char folder[128];
  scratch_begin(folder);
  int *made = mmap(NULL, WORKERS * KEPT_PIECES * sizeof *made, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  pid_t worker[WORKERS];
  assert_true(made != MAP_FAILED);
  for (int w = 0; w < WORKERS; w++) {
    worker[w] = fork();
    if (worker[w] == 0) make_all(folder, made + w * KEPT_PIECES);
  }
  for (int w = 0; w < WORKERS; w++) {
    int how;
    assert_int_equal(waitpid(worker[w], &how, 0), worker[w]);
    assert_true(WIFEXITED(how) && WEXITSTATUS(how) == 0);
  }
  for (int k = 0; k < KEPT_PIECES; k++) {
    int times = 0;
    for (int w = 0; w < WORKERS; w++) times += made[w * KEPT_PIECES + k];
    assert_int_equal(times, 1);
  }
  struct zn_store *store = kept_open(folder);
  for (int64_t k = 0; k < KEPT_PIECES; k++) kept_must_be_there(store, k);
  zn_store_close(store);
  munmap(made, WORKERS * KEPT_PIECES * sizeof *made);
  scratch_end(folder);
}

/* Of many that come to an empty folder at once and ask for different things, all who get in asked for the same. */
static void one_of_two_trials_gets_a_new_folder(void **state) {
  (void)state;
  enum { COME = 8 };
  char folder[128];
  pid_t comer[COME];
  int in[2] = {0, 0};
  scratch_begin(folder);
  for (int i = 0; i < COME; i++) {
    comer[i] = fork();
    if (comer[i] != 0) continue;
    struct zn_store *store;
    struct zn_error error;
    struct zn_store_plan plan = kept_plan(folder);
    plan.people += i % 2;
    const enum zn_status status = zn_store_open(&store, &plan, &error);
    _exit(status == ZN_OK ? 0 : status == ZN_INPUT && strstr(error.text, "1265") ? 1 : 2);
  }
  for (int i = 0; i < COME; i++) {
    int how;
    assert_int_equal(waitpid(comer[i], &how, 0), comer[i]);
    assert_true(WIFEXITED(how) && WEXITSTATUS(how) < 2);
    in[i % 2] += WEXITSTATUS(how) == 0;
  }
  assert_true((in[0] == 0) != (in[1] == 0));
  assert_int_equal(in[0] + in[1], COME / 2);
  scratch_end(folder);
}

static void a_killed_process_frees_what_it_was_at(void **state) {
  (void)state;
  char folder[128], byte;
  int pipe_of[2], how;
  scratch_begin(folder);
  struct zn_store *store = kept_open(folder);
  assert_int_equal(pipe(pipe_of), 0);
  const pid_t child = fork();
  if (child == 0) {
    struct zn_store *own = kept_open(folder);
    for (int64_t k = 0; k < 5; k++)
      if (!zn_store_claim(own, k)) _exit(1);
    if (!zn_store_claim_gathering(own)) _exit(1);
    scratch_text(folder, "00000/000003.piece.77.part", "half"); /* as if it were writing */
    if (write(pipe_of[1], "x", 1) != 1) _exit(1);
    for (;;) pause();
  }
  close(pipe_of[1]);
  assert_int_equal(read(pipe_of[0], &byte, 1), 1);
  for (int64_t k = 0; k < 5; k++) assert_int_equal(zn_store_claim(store, k), 0);
  assert_int_equal(zn_store_claim_gathering(store), 0);
  zn_store_close(kept_open(folder));
  assert_true(kept_has_file(folder, "00000/000003.piece.77.part")); /* somebody is at it */
  assert_int_equal(kill(child, SIGKILL), 0);
  assert_int_equal(waitpid(child, &how, 0), child);
  for (int64_t k = 0; k < 5; k++) assert_int_equal(zn_store_claim(store, k), 1);
  assert_int_equal(zn_store_claim_gathering(store), 1);
  zn_store_close(store);
  zn_store_close(kept_open(folder));
  assert_false(kept_has_file(folder, "00000/000003.piece.77.part"));
  close(pipe_of[0]);
  scratch_end(folder);
}

/* --- Killed ------------------------------------------------------------------------------------------------------------------------------
 */

/* Whenever processes are killed, what is there is whole, and what is missing is made by others. */
static void nothing_half_written_is_ever_there(void **state) {
  (void)state;
  enum { ROUNDS = 40, WORKERS = 2 };
  char folder[128];
  int there = 0, rounds = 0, made[KEPT_PIECES] = {0};
  scratch_begin(folder);
  for (; rounds < ROUNDS && there < KEPT_PIECES; rounds++) {
    pid_t worker[WORKERS];
    for (int w = 0; w < WORKERS; w++) {
      worker[w] = fork();
      if (worker[w] == 0) make_all(folder, made);
    }
    const struct timespec moment = {.tv_nsec = (long)(4e6 * zn_uniform(17, (uint32_t)rounds, 1, 0))};
    nanosleep(&moment, NULL);
    for (int w = 0; w < WORKERS; w++) kill(worker[w], SIGKILL);
    for (int w = 0; w < WORKERS; w++) assert_int_equal(waitpid(worker[w], NULL, 0), worker[w]);
    struct zn_store *store = kept_open(folder);
    there = 0;
    for (int64_t k = 0; k < KEPT_PIECES; k++) {
      if (!zn_store_has(store, k)) continue;
      kept_must_be_there(store, k);
      there++;
    }
    zn_store_close(store);
    assert_int_equal(kept_files(folder, ".part"), 0);
  }
  struct zn_store *store = kept_open(folder);
  for (int64_t k = 0; k < KEPT_PIECES; k++) {
    if (!zn_store_has(store, k)) kept_write(store, k);
    kept_must_be_there(store, k);
  }
  zn_store_close(store);
  assert_int_equal(kept_files(folder, ".piece"), KEPT_PIECES);
  scratch_end(folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_piece_is_one_store_s_at_a_time),    cmocka_unit_test(processes_that_begin_together_make_each_piece_once),
      cmocka_unit_test(one_of_two_trials_gets_a_new_folder), cmocka_unit_test(a_killed_process_frees_what_it_was_at),
      cmocka_unit_test(nothing_half_written_is_ever_there),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
