#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "kept.h"
#include "scratch.h"

/* --- One process ------------------------------------------------------------------------------------------------------------------------
 */

static void pieces_come_back_to_the_bit(void **state) {
  (void)state;
  char folder[128];
  scratch_begin(folder);
  struct zn_store *store = kept_open(folder);
  assert_int_equal(zn_store_pieces(store), KEPT_PIECES);
  assert_int_equal(zn_store_people(store, 0), KEPT_PIECE);
  assert_int_equal(zn_store_people(store, KEPT_PIECES - 1), 5);
  for (int64_t k = 0; k < KEPT_PIECES; k += 9) {
    assert_false(zn_store_has(store, k));
    kept_write(store, k);
    assert_true(zn_store_has(store, k));
    assert_int_equal(zn_store_claim(store, k), 0);
  }
  zn_store_close(store);
  store = kept_open(folder);
  assert_int_equal(zn_store_people_there(store), (KEPT_PIECES + 8) / 9 * KEPT_PIECE - 5); /* the last one is among them */
  for (int64_t k = 0; k < KEPT_PIECES; k++) {
    assert_int_equal(zn_store_has(store, k), k % 9 == 0);
    if (k % 9 == 0) kept_must_be_there(store, k);
  }
  zn_store_close(store);
  assert_int_equal(kept_files(folder, ".part"), 0);
  scratch_end(folder);
}

static void bytes_depend_only_on_what_is_kept(void **state) {
  (void)state;
  char folder[2][128];
  char *bytes[2];
  size_t size[2];
  for (int i = 0; i < 2; i++) {
    char path[512];
    scratch_begin(folder[i]);
    struct zn_store *store = kept_open(folder[i]);
    struct zn_error error = {0};
    struct zn_piece piece = kept_piece(store, 12);
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
  struct zn_store_plan plan = kept_plan(folder);
  plan.people = (int64_t)3000000 * KEPT_PIECE;
  struct zn_store *store = kept_open_plan(&plan);
  static const int64_t numbers[] = {0, 999, 1000, 42123, 2999999};
  for (int i = 0; i < 5; i++) kept_write(store, numbers[i]);
  zn_store_close(store);
  assert_true(kept_has_file(folder, "00000/000000.piece") && kept_has_file(folder, "00000/000999.piece") &&
              kept_has_file(folder, "00001/001000.piece"));
  assert_true(kept_has_file(folder, "00042/042123.piece") && kept_has_file(folder, "02999/2999999.piece"));
  store = kept_open_plan(&plan);
  assert_int_equal(zn_store_people_there(store), 5 * KEPT_PIECE);
  for (int i = 0; i < 5; i++) kept_must_be_there(store, numbers[i]);
  zn_store_close(store);
  scratch_end(folder);
}

static void only_who_claimed_a_piece_writes_it(void **state) {
  (void)state;
  char folder[128];
  struct zn_error error = {0};
  scratch_begin(folder);
  struct zn_store *store = kept_open(folder);
  struct zn_piece piece = kept_piece(store, 5), other = kept_piece(store, 6);
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

static void another_trial_is_refused_with_what_differs(void **state) {
  (void)state;
  char folder[128];
  scratch_begin(folder);
  zn_store_close(kept_open(folder));
  for (int i = 0; i < 3; i++) {
    static const char *const words[] = {"holds a trial with version 0.6.0, and this one has 0.7 ; give another folder",
                                        "with study 9c1d one of two lines \\ and so on, and this one has 0.7 ;",
                                        "holds a trial with seed 2002, and this one has 0.7 ; give another folder with --out, or remove"};
    struct zn_store_mark other[3];
    struct zn_store_plan plan = kept_plan(folder);
    memcpy(other, kept_marks, sizeof other);
    other[i].value = "0.7\n";
    plan.mark = other;
    kept_is_refused(&plan, ZN_INPUT, words[i]);
  }
  struct zn_store_plan plan = kept_plan(folder);
  plan.people = 1264;
  kept_is_refused(&plan, ZN_INPUT, "a trial of 1265 people, and this one has 1264");
  plan = kept_plan(folder);
  plan.columns = 4;
  kept_is_refused(&plan, ZN_INPUT, "keeps 3 numbers of each person, and this trial has 4");
  plan = kept_plan(folder);
  plan.piece = 11;
  kept_is_refused(&plan, ZN_INPUT, "are of 10 people each, and 11 were asked for");
  plan = kept_plan(folder);
  plan.n_marks = 2;
  kept_is_refused(&plan, ZN_INPUT, "with seed 2002, and this one has none");
  scratch_end(folder);
}

static void what_only_the_new_trial_says_differs_too(void **state) {
  (void)state;
  char folder[128];
  scratch_begin(folder);
  struct zn_store_plan plan = kept_plan(folder);
  plan.n_marks = 2;
  zn_store_close(kept_open_plan(&plan));
  plan.n_marks = 3;
  kept_is_refused(&plan, ZN_INPUT, "holds a trial without seed, and this one has 2002");
  scratch_end(folder);
}

static void without_a_size_asked_for_the_folder_has_its_own(void **state) {
  (void)state;
  char folder[128];
  scratch_begin(folder);
  struct zn_store_plan plan = kept_plan(folder);
  plan.piece = 7;
  zn_store_close(kept_open_plan(&plan));
  plan.piece = 0;
  struct zn_store *store = kept_open_plan(&plan);
  assert_int_equal(zn_store_piece(store), 7);
  assert_int_equal(zn_store_pieces(store), 181);
  zn_store_close(store);
  scratch_end(folder);
}

static void a_size_that_cannot_be_is_refused_before_the_folder_is_bound_to_it(void **state) {
  (void)state;
  char folder[128];
  scratch_begin(folder);
  struct zn_store_plan plan = kept_plan(folder);
  plan.piece = 1 << 28;
  kept_is_refused(&plan, ZN_INPUT, "is larger than 1 GiB; ask for fewer people");
  plan.piece = 1;
  plan.people = INT64_MAX;
  kept_is_refused(&plan, ZN_INPUT, "ask for larger pieces");
  assert_int_equal(kept_files(folder, ""), 0);
  zn_store_close(kept_open(folder));
  scratch_end(folder);
}

static void long_values_are_cut_between_letters(void **state) {
  (void)state;
  enum { LONG = 300 };
  char folder[128], cut[256] = "with title ", value[LONG + 2] = "", rest[LONG + 2] = "";
  for (int i = 0; i < LONG / 2; i++) strcat(value, "\u00b5"), strcat(i < 29 ? cut : rest, "\u00b5");
  strcat(cut, "..., and this one has x");
  scratch_begin(folder);
  struct zn_store_mark title = {"title", value};
  struct zn_store_plan plan = kept_plan(folder);
  plan.mark = &title;
  plan.n_marks = 1;
  zn_store_close(kept_open_plan(&plan));
  title.value = "x";
  kept_is_refused(&plan, ZN_INPUT, cut);
  scratch_end(folder);
}

static void marks_are_called_by_names_of_their_own(void **state) {
  (void)state;
  static const struct zn_store_mark twice[] = {{"seed", "1"}, {"seed", "1"}}, taken[] = {{"people", "5"}};
  char folder[128];
  struct zn_store *store;
  struct zn_error error = {0};
  scratch_begin(folder);
  struct zn_store_plan plan = kept_plan(folder);
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
  const struct zn_store_plan plan = kept_plan(folder);
  zn_store_close(kept_open_plan(&plan));
  snprintf(path, sizeof path, "%s/manifest", folder);
  char *text = scratch_read(path, &length);
  for (size_t i = 0; i < length; i++) {
    text[i] ^= 4;
    scratch_write(folder, "manifest", text, length);
    kept_is_refused(&plan, ZN_IO, "no whole manifest");
    text[i] ^= 4;
    scratch_write(folder, "manifest", text, i);
    kept_is_refused(&plan, ZN_IO, "no whole manifest");
  }
  scratch_write(folder, "manifest", text, length);
  zn_store_close(kept_open_plan(&plan));
  free(text);
  scratch_end(folder);
}

static void pieces_without_their_manifest_are_not_mixed_with_others(void **state) {
  (void)state;
  char folder[128], path[256];
  scratch_begin(folder);
  const struct zn_store_plan plan = kept_plan(folder);
  struct zn_store *store = kept_open_plan(&plan);
  kept_write(store, 3);
  zn_store_close(store);
  snprintf(path, sizeof path, "%s/manifest", folder);
  remove(path);
  kept_is_refused(&plan, ZN_INPUT, "not the manifest");
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
  kept_tells(&error, "put aside");
  assert_non_null(strstr(error.file, "00000/000004.piece"));
  assert_false(zn_store_has(store, 4));
  assert_true(kept_has_file(folder, "00000/000004.piece.damaged"));
}

static void every_changed_byte_and_every_cut_is_noticed(void **state) {
  (void)state;
  char folder[128], path[256];
  size_t size;
  scratch_begin(folder);
  struct zn_store *store = kept_open(folder);
  kept_write(store, 4);
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
  kept_write(store, 4);
  kept_must_be_there(store, 4);
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
  struct zn_store_plan plan = kept_plan(foreign);
  plan.n_marks = 2;
  struct zn_store *store = kept_open(folder), *other = kept_open_plan(&plan);
  kept_write(store, 8);
  snprintf(path, sizeof path, "%s/00000/000008.piece", folder);
  char *bytes = scratch_read(path, &size); /* of another place */
  must_be_put_aside(store, folder, bytes, size);
  free(bytes);
  kept_write(other, 4);
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
  struct zn_store *store = kept_open(folder);
  assert_int_equal(zn_store_read(store, 3, &piece, &error), ZN_IO);
  kept_tells(&error, strerror(ENOENT));
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
      cmocka_unit_test(a_size_that_cannot_be_is_refused_before_the_folder_is_bound_to_it),
      cmocka_unit_test(long_values_are_cut_between_letters),
      cmocka_unit_test(marks_are_called_by_names_of_their_own),
      cmocka_unit_test(a_manifest_that_is_not_whole_is_not_trusted),
      cmocka_unit_test(pieces_without_their_manifest_are_not_mixed_with_others),
      cmocka_unit_test(every_changed_byte_and_every_cut_is_noticed),
      cmocka_unit_test(whole_pieces_of_elsewhere_are_noticed),
      cmocka_unit_test(a_piece_that_is_missing_cannot_be_read),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
