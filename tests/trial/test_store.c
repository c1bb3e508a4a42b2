#define _GNU_SOURCE
#include <errno.h>
#include <math.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/folder.h"
#include "scratch.h"
#include "trial/store.h"

enum { PEOPLE = 2345, PIECE = 10, COLUMNS = 3, PIECES = 235 }; /* the last one has five people */

static const struct zn_store_mark marks[] = {{"version", "0.6.0"}, {"study", "9c1d\tone\nof two lines \\ and so on"}, {"seed", "2002"}};

static struct zn_store_plan plan_in(const char *folder) {
  return (struct zn_store_plan){.folder = folder, .mark = marks, .n_marks = 3, .people = PEOPLE, .usual_piece = PIECE, .columns = COLUMNS};
}

static struct zn_store *open_plan(const struct zn_store_plan *plan) {
  struct zn_store *store;
  struct zn_error error = {0};
  if (zn_store_open(&store, plan, &error) != ZN_OK) fail_msg("%s: %s", error.file, error.text);
  return store;
}

static struct zn_store *open_in(const char *folder) {
  const struct zn_store_plan plan = plan_in(folder);
  return open_plan(&plan);
}

/* A piece whose content follows from its number; `twist` makes another of it. */
static struct zn_piece piece_of(const struct zn_store *store, int64_t number, double twist) {
  struct zn_piece piece = {.people = zn_store_people(store, number), .steps = (uint64_t)number * 1000003};
  piece.value = malloc((size_t)piece.people * COLUMNS * sizeof *piece.value);
  for (int i = 0; i < piece.people * COLUMNS; i++) piece.value[i] = sin((double)number * 1e3 + i) * exp(i) + twist;
  piece.value[0] = number % 2 ? -0.0 : 5e-324;
  if (number % 3 == 0) {
    piece.n_failures = 2;
    piece.failure = calloc(2, sizeof *piece.failure);
    piece.failure[0] = (struct zn_store_failure){.number = number * PIECE, .status = ZN_NUMERICAL, .time_h = 0.1, .text = "too stiff"};
    piece.failure[1] = (struct zn_store_failure){.number = number * PIECE + 4, .status = ZN_MEMORY, .time_h = INFINITY};
    memset(piece.failure[1].text, 'x', sizeof piece.failure[1].text - 1);
    for (int k = 0; k < COLUMNS; k++) piece.value[k] = piece.value[4 * COLUMNS + k] = NAN;
  }
  if (number % 4 == 0) {
    piece.more_size = 5;
    piece.more = malloc(5);
    memcpy(piece.more, "\0ab\nc", 5);
  }
  return piece;
}

static void must_be_equal(const struct zn_piece *a, const struct zn_piece *b) {
  assert_int_equal(a->people, b->people);
  assert_true(a->steps == b->steps);
  assert_memory_equal(a->value, b->value, (size_t)a->people * COLUMNS * sizeof *a->value);
  assert_int_equal(a->n_failures, b->n_failures);
  for (int i = 0; i < a->n_failures; i++) {
    assert_int_equal(a->failure[i].number, b->failure[i].number);
    assert_int_equal(a->failure[i].status, b->failure[i].status);
    assert_true(a->failure[i].time_h == b->failure[i].time_h);
    assert_string_equal(a->failure[i].text, b->failure[i].text);
  }
  assert_int_equal(a->more_size, b->more_size);
  if (a->more_size) assert_memory_equal(a->more, b->more, a->more_size);
}

static void write_one(struct zn_store *store, int64_t number) {
  struct zn_error error = {0};
  struct zn_piece piece = piece_of(store, number, 0.0);
  assert_int_equal(zn_store_claim(store, number), 1);
  if (zn_store_write(store, number, &piece, &error) != ZN_OK) fail_msg("%s: %s", error.file, error.text);
  zn_piece_clear(&piece);
}

static void read_must_give(struct zn_store *store, int64_t number) {
  struct zn_error error = {0};
  struct zn_piece piece = piece_of(store, number, 0.0), back;
  if (zn_store_read(store, number, &back, &error) != ZN_OK) fail_msg("%s: %s", error.file, error.text);
  must_be_equal(&back, &piece);
  zn_piece_clear(&back);
  zn_piece_clear(&piece);
}

static void assert_tells(const struct zn_error *error, const char *words) {
  if (!strstr(error->text, words)) fail_msg("'%s' does not say '%s'", error->text, words);
}

static int is_there(const char *folder, const char *name) {
  char path[512];
  struct stat what;
  snprintf(path, sizeof path, "%s/%s", folder, name);
  return stat(path, &what) == 0;
}

/* How many files lie below a folder with this in their names. */
static int count_files(const char *folder, const char *part) {
  struct zn_folder files;
  struct zn_error error = {0};
  int n = 0;
  assert_int_equal(zn_folder_list(&files, folder, &error), ZN_OK);
  for (int i = 0; i < files.count; i++) n += strstr(strrchr(files.path[i], '/'), part) != NULL;
  zn_folder_clear(&files);
  return n;
}

/* --- One process ------------------------------------------------------------------------------------------------------------------------
 */

static void pieces_come_back_to_the_bit(void **state) {
  (void)state;
  char folder[128];
  scratch_begin(folder);
  struct zn_store *store = open_in(folder);
  assert_int_equal(zn_store_pieces(store), PIECES);
  assert_int_equal(zn_store_people(store, 0), PIECE);
  assert_int_equal(zn_store_people(store, PIECES - 1), 5);
  for (int64_t k = 0; k < PIECES; k += 9) {
    assert_false(zn_store_has(store, k));
    write_one(store, k);
    assert_true(zn_store_has(store, k));
    assert_int_equal(zn_store_claim(store, k), 0);
  }
  zn_store_close(store);
  store = open_in(folder);
  assert_int_equal(zn_store_there(store), (PIECES + 8) / 9);
  for (int64_t k = 0; k < PIECES; k++) {
    assert_int_equal(zn_store_has(store, k), k % 9 == 0);
    if (k % 9 == 0) read_must_give(store, k);
  }
  zn_store_close(store);
  assert_int_equal(count_files(folder, ".part"), 0);
  scratch_end(folder);
}

static void bytes_depend_only_on_what_is_kept(void **state) {
  (void)state;
  char folder[2][128];
  char *bytes[2];
  size_t size[2];
  for (int i = 0; i < 2; i++) {
    char path[256];
    scratch_begin(folder[i]);
    struct zn_store *store = open_in(folder[i]);
    struct zn_error error = {0};
    struct zn_piece piece = piece_of(store, 12, 0.0);
    memset(piece.failure[0].text + 10, i ? 'u' : 'v', 100); /* behind the end of the text */
    assert_int_equal(zn_store_claim(store, 12), 1);
    assert_int_equal(zn_store_write(store, 12, &piece, &error), ZN_OK);
    zn_piece_clear(&piece);
    zn_store_close(store);
    snprintf(path, sizeof path, "%s/00000/000012.piece", folder[i]);
    bytes[i] = scratch_read(path, &size[i]);
  }
  assert_int_equal(size[0], size[1]);
  assert_memory_equal(bytes[0], bytes[1], size[0]);
  for (int i = 0; i < 2; i++) {
    free(bytes[i]);
    scratch_end(folder[i]);
  }
}

static void a_thousand_pieces_lie_in_a_folder(void **state) {
  (void)state;
  char folder[128];
  scratch_begin(folder);
  struct zn_store_plan plan = plan_in(folder);
  plan.people = (int64_t)3000000 * PIECE;
  struct zn_store *store = open_plan(&plan);
  static const int64_t numbers[] = {0, 999, 1000, 42123, 2999999};
  for (int i = 0; i < 5; i++) write_one(store, numbers[i]);
  zn_store_close(store);
  assert_true(is_there(folder, "00000/000000.piece") && is_there(folder, "00000/000999.piece") && is_there(folder, "00001/001000.piece"));
  assert_true(is_there(folder, "00042/042123.piece") && is_there(folder, "02999/2999999.piece"));
  store = open_plan(&plan);
  assert_int_equal(zn_store_there(store), 5);
  for (int i = 0; i < 5; i++) read_must_give(store, numbers[i]);
  zn_store_close(store);
  scratch_end(folder);
}

static void only_who_claimed_a_piece_writes_it(void **state) {
  (void)state;
  char folder[128];
  struct zn_error error = {0};
  scratch_begin(folder);
  struct zn_store *store = open_in(folder);
  struct zn_piece piece = piece_of(store, 5, 0.0), other = piece_of(store, 6, 0.0);
  assert_int_equal(zn_store_write(store, 5, &piece, &error), ZN_ARGUMENT);
  assert_int_equal(zn_store_claim(store, 5), 1);
  assert_int_equal(zn_store_claim(store, 5), 0);
  assert_int_equal(zn_store_write(store, 5, &other, &error), ZN_ARGUMENT); /* its failures are of other people */
  assert_int_equal(zn_store_claim(store, 5), 1);
  zn_store_give_up(store, 5);
  assert_int_equal(zn_store_claim(store, 5), 1);
  assert_int_equal(zn_store_write(store, 5, &piece, &error), ZN_OK);
  zn_piece_clear(&piece);
  zn_piece_clear(&other);
  zn_store_close(store);
  scratch_end(folder);
}

/* --- What does not belong ----------------------------------------------------------------------------------------------------------------
 */

static void refused(const struct zn_store_plan *plan, enum zn_status expected, const char *words) {
  struct zn_store *store;
  struct zn_error error = {0};
  assert_int_equal(zn_store_open(&store, plan, &error), expected);
  assert_null(store);
  assert_int_equal(error.status, expected);
  assert_tells(&error, words);
  assert_non_null(strstr(error.file, plan->folder));
}

static void another_trial_is_refused_with_what_differs(void **state) {
  (void)state;
  char folder[128];
  scratch_begin(folder);
  zn_store_close(open_in(folder));
  for (int i = 0; i < 3; i++) {
    static const char *const words[] = {"holds a trial with version 0.6.0, and this one has 0.7 ; give another folder",
                                        "with study 9c1d one of two lines \\ and so on, and this one has 0.7 ;",
                                        "holds a trial with seed 2002, and this one has 0.7 ; give another folder with --out, or remove"};
    struct zn_store_mark other[3];
    struct zn_store_plan plan = plan_in(folder);
    memcpy(other, marks, sizeof other);
    other[i].value = "0.7\n";
    plan.mark = other;
    refused(&plan, ZN_INPUT, words[i]);
  }
  struct zn_store_plan plan = plan_in(folder);
  plan.people = 2344;
  refused(&plan, ZN_INPUT, "a trial of 2345 people, and this one has 2344");
  plan = plan_in(folder);
  plan.columns = 4;
  refused(&plan, ZN_INPUT, "keeps 3 numbers of each person, and this trial has 4");
  plan = plan_in(folder);
  plan.piece = 11;
  refused(&plan, ZN_INPUT, "are of 10 people each, and 11 were asked for");
  plan = plan_in(folder);
  plan.n_marks = 2;
  refused(&plan, ZN_INPUT, "with seed 2002, and this one has none");
  scratch_end(folder);
}

static void what_only_the_new_trial_says_differs_too(void **state) {
  (void)state;
  char folder[128];
  scratch_begin(folder);
  struct zn_store_plan plan = plan_in(folder);
  plan.n_marks = 2;
  zn_store_close(open_plan(&plan));
  plan.n_marks = 3;
  refused(&plan, ZN_INPUT, "holds a trial without seed, and this one has 2002");
  scratch_end(folder);
}

static void without_a_size_asked_for_the_folder_has_its_own(void **state) {
  (void)state;
  char folder[128];
  scratch_begin(folder);
  struct zn_store_plan plan = plan_in(folder);
  plan.piece = 7;
  zn_store_close(open_plan(&plan));
  plan.piece = 0;
  struct zn_store *store = open_plan(&plan);
  assert_int_equal(zn_store_piece(store), 7);
  assert_int_equal(zn_store_pieces(store), 335);
  zn_store_close(store);
  scratch_end(folder);
}

static void marks_are_called_by_names_of_their_own(void **state) {
  (void)state;
  static const struct zn_store_mark twice[] = {{"seed", "1"}, {"seed", "1"}}, taken[] = {{"people", "5"}};
  char folder[128];
  struct zn_store *store;
  struct zn_error error = {0};
  scratch_begin(folder);
  struct zn_store_plan plan = plan_in(folder);
  plan.mark = twice, plan.n_marks = 2;
  assert_int_equal(zn_store_open(&store, &plan, &error), ZN_ARGUMENT);
  plan.mark = taken, plan.n_marks = 1;
  assert_int_equal(zn_store_open(&store, &plan, &error), ZN_ARGUMENT);
  scratch_end(folder);
}

static void a_manifest_that_is_not_whole_is_not_trusted(void **state) {
  (void)state;
  char folder[128], path[256];
  size_t length;
  scratch_begin(folder);
  const struct zn_store_plan plan = plan_in(folder);
  zn_store_close(open_plan(&plan));
  snprintf(path, sizeof path, "%s/manifest", folder);
  char *text = scratch_read(path, &length);
  for (size_t i = 0; i < length; i++) {
    text[i] ^= 4;
    scratch_write(folder, "manifest", text, length);
    refused(&plan, ZN_IO, "no whole manifest");
    text[i] ^= 4;
    scratch_write(folder, "manifest", text, i);
    refused(&plan, ZN_IO, "no whole manifest");
  }
  scratch_write(folder, "manifest", text, length);
  zn_store_close(open_plan(&plan));
  free(text);
  scratch_end(folder);
}

static void pieces_without_their_manifest_are_not_mixed_with_others(void **state) {
  (void)state;
  char folder[128], path[256];
  scratch_begin(folder);
  const struct zn_store_plan plan = plan_in(folder);
  struct zn_store *store = open_plan(&plan);
  write_one(store, 3);
  zn_store_close(store);
  snprintf(path, sizeof path, "%s/manifest", folder);
  remove(path);
  refused(&plan, ZN_INPUT, "not the manifest");
  scratch_end(folder);
}

/* --- Damage ------------------------------------------------------------------------------------------------------------------------------
 */

/* The bytes are no piece 4: they are put aside, and a good one can be made again. */
static void must_be_put_aside(struct zn_store *store, const char *folder, const char *bytes, size_t size) {
  struct zn_error error = {0};
  struct zn_piece piece;
  scratch_write(folder, "00000/000004.piece", bytes, size);
  assert_true(zn_store_has(store, 4));
  assert_int_equal(zn_store_read(store, 4, &piece, &error), ZN_IO);
  assert_null(piece.value);
  assert_tells(&error, "put aside");
  assert_non_null(strstr(error.file, "00000/000004.piece"));
  assert_false(zn_store_has(store, 4));
  assert_true(is_there(folder, "00000/000004.piece.damaged"));
}

static void every_changed_byte_and_every_cut_is_noticed(void **state) {
  (void)state;
  char folder[128], path[256];
  size_t size;
  scratch_begin(folder);
  struct zn_store *store = open_in(folder);
  write_one(store, 4);
  snprintf(path, sizeof path, "%s/00000/000004.piece", folder);
  char *bytes = scratch_read(path, &size);
  assert_true(size > 300);
  for (size_t i = 0; i < size; i++) {
    bytes[i] ^= (char)(1 << (i % 8));
    must_be_put_aside(store, folder, bytes, size);
    bytes[i] ^= (char)(1 << (i % 8));
    must_be_put_aside(store, folder, bytes, i);
  }
  bytes = realloc(bytes, size + 1);
  bytes[size] = 0;
  must_be_put_aside(store, folder, bytes, size + 1);
  write_one(store, 4);
  read_must_give(store, 4);
  free(bytes);
  zn_store_close(store);
  scratch_end(folder);
}

static void whole_pieces_of_elsewhere_are_noticed(void **state) {
  (void)state;
  char folder[128], foreign[128], path[256];
  size_t size;
  scratch_begin(folder);
  scratch_begin(foreign);
  struct zn_store_plan plan = plan_in(foreign);
  plan.n_marks = 2;
  struct zn_store *store = open_in(folder), *other = open_plan(&plan);
  write_one(store, 8);
  snprintf(path, sizeof path, "%s/00000/000008.piece", folder);
  char *bytes = scratch_read(path, &size); /* of another place */
  must_be_put_aside(store, folder, bytes, size);
  free(bytes);
  write_one(other, 4);
  snprintf(path, sizeof path, "%s/00000/000004.piece", foreign);
  bytes = scratch_read(path, &size); /* of another trial */
  must_be_put_aside(store, folder, bytes, size);
  free(bytes);
  zn_store_close(store);
  zn_store_close(other);
  scratch_end(folder);
  scratch_end(foreign);
}

static void a_piece_that_is_missing_cannot_be_read(void **state) {
  (void)state;
  char folder[128];
  struct zn_error error = {0};
  struct zn_piece piece;
  scratch_begin(folder);
  struct zn_store *store = open_in(folder);
  assert_int_equal(zn_store_read(store, 3, &piece, &error), ZN_IO);
  assert_tells(&error, strerror(ENOENT));
  zn_store_close(store);
  scratch_end(folder);
}

/* --- Several processes -------------------------------------------------------------------------------------------------------------------
 */

/* Two open stores of one process are strangers, as those of two processes are. */
static void a_piece_is_one_store_s_at_a_time(void **state) {
  (void)state;
  char folder[128];
  scratch_begin(folder);
  struct zn_store *one = open_in(folder), *other = open_in(folder);
  assert_int_equal(zn_store_claim(one, 7), 1);
  assert_int_equal(zn_store_claim(other, 7), 0);
  assert_int_equal(zn_store_claim(other, 8), 1);
  zn_store_give_up(one, 7);
  assert_int_equal(zn_store_claim(other, 7), 1);
  zn_store_give_up(other, 7);
  write_one(one, 7);
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
  const struct zn_store_plan plan = plan_in(folder);
  if (zn_store_open(&store, &plan, &error) != ZN_OK) _exit(2);
  for (int left = 1; left;) {
    left = 0;
    for (int64_t k = 0; k < PIECES; k++) {
      if (zn_store_claim(store, k)) {
        struct zn_piece piece = piece_of(store, k, 0.0);
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
  int *made = mmap(NULL, WORKERS * PIECES * sizeof *made, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  pid_t worker[WORKERS];
  assert_true(made != MAP_FAILED);
  for (int w = 0; w < WORKERS; w++) {
    worker[w] = fork();
    if (worker[w] == 0) make_all(folder, made + w * PIECES);
  }
  for (int w = 0; w < WORKERS; w++) {
    int how;
    assert_int_equal(waitpid(worker[w], &how, 0), worker[w]);
    assert_true(WIFEXITED(how) && WEXITSTATUS(how) == 0);
  }
  for (int k = 0; k < PIECES; k++) {
    int times = 0;
    for (int w = 0; w < WORKERS; w++) times += made[w * PIECES + k];
    assert_int_equal(times, 1);
  }
  struct zn_store *store = open_in(folder);
  for (int64_t k = 0; k < PIECES; k++) read_must_give(store, k);
  zn_store_close(store);
  munmap(made, WORKERS * PIECES * sizeof *made);
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
    struct zn_store_plan plan = plan_in(folder);
    plan.people += i % 2;
    const enum zn_status status = zn_store_open(&store, &plan, &error);
    _exit(status == ZN_OK ? 0 : status == ZN_INPUT && strstr(error.text, "2345") ? 1 : 2);
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
  struct zn_store *store = open_in(folder);
  assert_int_equal(pipe(pipe_of), 0);
  const pid_t child = fork();
  if (child == 0) {
    struct zn_store *own = open_in(folder);
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
  zn_store_close(open_in(folder));
  assert_true(is_there(folder, "00000/000003.piece.77.part")); /* somebody is at it */
  assert_int_equal(kill(child, SIGKILL), 0);
  assert_int_equal(waitpid(child, &how, 0), child);
  for (int64_t k = 0; k < 5; k++) assert_int_equal(zn_store_claim(store, k), 1);
  assert_int_equal(zn_store_claim_gathering(store), 1);
  zn_store_close(store);
  zn_store_close(open_in(folder));
  assert_false(is_there(folder, "00000/000003.piece.77.part"));
  close(pipe_of[0]);
  scratch_end(folder);
}

/* --- Faults ------------------------------------------------------------------------------------------------------------------------------
 */

/* Writes piece 4 with at most `room` bytes in a file; in a child, because the limit is of a process. Its status and text come back. */
static enum zn_status write_with_limit(const char *folder, rlim_t room, struct zn_error *error) {
  struct zn_error *shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  int how;
  assert_true(shared != MAP_FAILED);
  const pid_t child = fork();
  if (child == 0) {
    struct zn_store *store = open_in(folder);
    struct zn_piece piece = piece_of(store, 4, 0.0);
    const struct rlimit limit = {.rlim_cur = room, .rlim_max = room};
    signal(SIGXFSZ, SIG_IGN);
    if (!zn_store_claim(store, 4) || setrlimit(RLIMIT_FSIZE, &limit) != 0) _exit(100);
    const enum zn_status status = zn_store_write(store, 4, &piece, shared);
    if (zn_store_has(store, 4) || !zn_store_claim(store, 4)) _exit(101); /* given up, and free again */
    _exit((int)status);
  }
  assert_int_equal(waitpid(child, &how, 0), child);
  assert_true(WIFEXITED(how));
  *error = *shared;
  munmap(shared, sizeof *shared);
  return (enum zn_status)WEXITSTATUS(how);
}

static void a_piece_that_cannot_be_written_leaves_nothing(void **state) {
  (void)state;
  char folder[128];
  scratch_begin(folder);
  struct zn_store *store = open_in(folder);
  write_one(store, 0);
  for (rlim_t room = 0; room < 300; room += 37) {
    struct zn_error error;
    assert_int_equal(write_with_limit(folder, room, &error), ZN_IO);
    assert_tells(&error, strerror(EFBIG));
    assert_tells(&error, "1 of 235 pieces are kept");
    assert_non_null(strstr(error.file, "00000/000004.piece"));
    assert_int_equal(count_files(folder, ".piece"), 1);
  }
  write_one(store, 4);
  read_must_give(store, 4);
  zn_store_close(store);
  scratch_end(folder);
}

static void a_folder_below_a_file_cannot_be_made(void **state) {
  (void)state;
  char root[128], folder[256];
  scratch_begin(root);
  scratch_text(root, "file", "x");
  snprintf(folder, sizeof folder, "%s/file/deep/pieces", root);
  const struct zn_store_plan plan = plan_in(folder);
  refused(&plan, ZN_IO, strerror(ENOTDIR));
  refused(&plan, ZN_IO, "choose another folder");
  snprintf(folder, sizeof folder, "%s/file", root);
  refused(&plan, ZN_IO, strerror(EEXIST));
  scratch_end(root);
}

static void folders_above_are_made(void **state) {
  (void)state;
  char root[128], folder[256];
  scratch_begin(root);
  snprintf(folder, sizeof folder, "%s/out/deep/pieces", root);
  struct zn_store *store = open_in(folder);
  write_one(store, 1);
  zn_store_close(store);
  assert_true(is_there(folder, "00000/000001.piece"));
  scratch_end(root);
}

static void strange_files_in_the_folder_are_left_alone(void **state) {
  (void)state;
  static const char *const names[] = {"notes.txt",          "00000/000005.piece.txt",   "00000/5.piece",    "00001/000005.piece",
                                      "00000/999999.piece", "00000/000005.pieces.part", "00007/readme.part"};
  char folder[128];
  scratch_begin(folder);
  struct zn_store *store = open_in(folder);
  zn_store_close(store);
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) scratch_text(folder, names[i], "mine");
  store = open_in(folder);
  assert_int_equal(zn_store_there(store), 0);
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) assert_true(is_there(folder, names[i]));
  zn_store_close(store);
  scratch_end(folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(pieces_come_back_to_the_bit),
      cmocka_unit_test(bytes_depend_only_on_what_is_kept),
      cmocka_unit_test(a_thousand_pieces_lie_in_a_folder),
      cmocka_unit_test(only_who_claimed_a_piece_writes_it),
      cmocka_unit_test(another_trial_is_refused_with_what_differs),
      cmocka_unit_test(what_only_the_new_trial_says_differs_too),
      cmocka_unit_test(without_a_size_asked_for_the_folder_has_its_own),
      cmocka_unit_test(marks_are_called_by_names_of_their_own),
      cmocka_unit_test(a_manifest_that_is_not_whole_is_not_trusted),
      cmocka_unit_test(pieces_without_their_manifest_are_not_mixed_with_others),
      cmocka_unit_test(every_changed_byte_and_every_cut_is_noticed),
      cmocka_unit_test(whole_pieces_of_elsewhere_are_noticed),
      cmocka_unit_test(a_piece_that_is_missing_cannot_be_read),
      cmocka_unit_test(a_piece_is_one_store_s_at_a_time),
      cmocka_unit_test(processes_that_begin_together_make_each_piece_once),
      cmocka_unit_test(one_of_two_trials_gets_a_new_folder),
      cmocka_unit_test(a_killed_process_frees_what_it_was_at),
      cmocka_unit_test(a_piece_that_cannot_be_written_leaves_nothing),
      cmocka_unit_test(a_folder_below_a_file_cannot_be_made),
      cmocka_unit_test(folders_above_are_made),
      cmocka_unit_test(strange_files_in_the_folder_are_left_alone),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
