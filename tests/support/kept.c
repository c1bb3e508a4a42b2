#include "kept.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "base/folder.h"

const struct zn_store_mark kept_marks[KEPT_MARKS] = {
    {"version", "0.6.0"}, {"study", "9c1d\tone\nof two lines \\ and so on"}, {"seed", "2002"}};

struct zn_store_plan kept_plan(const char *folder) {
  return (struct zn_store_plan){.folder = folder,
                                .mark = kept_marks,
                                .n_marks = KEPT_MARKS,
                                .people = KEPT_PEOPLE,
                                .usual_piece = KEPT_PIECE,
                                .columns = KEPT_COLUMNS};
}

struct zn_store *kept_open_plan(const struct zn_store_plan *plan) {
  struct zn_store *store;
  struct zn_error error = {0};
  if (zn_store_open(&store, plan, &error) != ZN_OK) fail_msg("%s: %s", error.file, error.text);
  return store;
}

struct zn_store *kept_open(const char *folder) {
  const struct zn_store_plan plan = kept_plan(folder);
  return kept_open_plan(&plan);
}

struct zn_piece kept_piece(const struct zn_store *store, int64_t number) {
  struct zn_piece piece = {.people = zn_store_people(store, number), .steps = (uint64_t)number * 1000003};
  piece.value = malloc((size_t)piece.people * KEPT_COLUMNS * sizeof *piece.value);
  for (int i = 0; i < piece.people * KEPT_COLUMNS; i++) piece.value[i] = sin((double)number * 1e3 + i) * exp(i);
  piece.value[0] = number % 2 ? -0.0 : 5e-324;
  if (number % 3 == 0) {
    piece.n_failures = 2;
    piece.failure = calloc(2, sizeof *piece.failure);
    piece.failure[0] = (struct zn_store_failure){.number = number * KEPT_PIECE, .status = ZN_NUMERICAL, .time_h = 0.1, .text = "too stiff"};
    piece.failure[1] = (struct zn_store_failure){.number = number * KEPT_PIECE + 4, .status = ZN_MEMORY, .time_h = INFINITY};
    memset(piece.failure[1].text, 'x', sizeof piece.failure[1].text - 1);
    for (int k = 0; k < KEPT_COLUMNS; k++) piece.value[k] = piece.value[4 * KEPT_COLUMNS + k] = NAN;
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
  assert_memory_equal(a->value, b->value, (size_t)a->people * KEPT_COLUMNS * sizeof *a->value);
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

void kept_write(struct zn_store *store, int64_t number) {
  struct zn_error error = {0};
  struct zn_piece piece = kept_piece(store, number);
  assert_int_equal(zn_store_claim(store, number), 1);
  if (zn_store_write(store, number, &piece, &error) != ZN_OK) fail_msg("%s: %s", error.file, error.text);
  zn_piece_clear(&piece);
}

void kept_must_be_there(struct zn_store *store, int64_t number) {
  struct zn_error error = {0};
  struct zn_piece piece = kept_piece(store, number), back;
  if (zn_store_read(store, number, &back, &error) != ZN_OK) fail_msg("%s: %s", error.file, error.text);
  must_be_equal(&back, &piece);
  zn_piece_clear(&back);
  zn_piece_clear(&piece);
}

void kept_tells(const struct zn_error *error, const char *words) {
  if (!strstr(error->text, words)) fail_msg("'%s' does not say '%s'", error->text, words);
}

int kept_has_file(const char *folder, const char *name) {
  char path[512];
  struct stat what;
  snprintf(path, sizeof path, "%s/%s", folder, name);
  return stat(path, &what) == 0;
}

int kept_files(const char *folder, const char *part) {
  struct zn_folder files;
  struct zn_error error = {0};
  int n = 0;
  assert_int_equal(zn_folder_list(&files, folder, &error), ZN_OK);
  for (int i = 0; i < files.count; i++) n += strstr(strrchr(files.path[i], '/'), part) != NULL;
  zn_folder_clear(&files);
  return n;
}

void kept_is_refused(const struct zn_store_plan *plan, enum zn_status expected, const char *words) {
  struct zn_store *store;
  struct zn_error error = {0};
  assert_int_equal(zn_store_open(&store, plan, &error), expected);
  assert_null(store);
  assert_int_equal(error.status, expected);
  kept_tells(&error, words);
  assert_non_null(strstr(error.file, plan->folder));
}
