/* Parts of the command line that show only in rare runs: texts, quoting, cohorts in which everybody failed. */
#define _POSIX_C_SOURCE 200809L
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "../support/small_run.h"
#include "cli/answer.h"
#include "cli/command.h"
#include "cli/progress.h"
#include "cli/table.h"

static void width_is_counted_in_characters_not_bytes(void **state) {
  (void)state;
  assert_int_equal(cli_text_width(""), 0);
  assert_int_equal(cli_text_width("mucus"), 5);
  assert_int_equal(cli_text_width("Ménière µm Å"), 12);
}

/* What cli_wrap prints, for free(). */
static char *wrapped(const char *text, int indent, int columns) {
  char *out = NULL;
  size_t length;
  FILE *stream = open_memstream(&out, &length);
  cli_wrap(stream, text, indent, columns);
  fclose(stream);
  return out;
}

static void must_wrap(const char *text, int indent, int columns, const char *expected) {
  char *got = wrapped(text, indent, columns);
  assert_string_equal(got, expected);
  free(got);
}

static void prose_is_wrapped_at_spaces_and_never_inside_a_word(void **state) {
  (void)state;
  must_wrap("what the gut offers and what gets through", 0, 30, "what the gut offers and what\ngets through");
  must_wrap("what the gut offers and what gets through", 2, 32, "what the gut offers and what\n  gets through");
  must_wrap("abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz of words", 0, 30,
            "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz\nof words");
  must_wrap("µµµµµµµµµµ µµµµµµµµµµ µµµµµµµµ µµ", 0, 30, "µµµµµµµµµµ µµµµµµµµµµ µµµµµµµµ\nµµ");
  must_wrap("one\n\ntwo", 2, 0, "one\n\n  two");
  must_wrap("a line is not wrapped where there is no terminal, however long it is", 2, 0,
            "a line is not wrapped where there is no terminal, however long it is");
}

static void columns_line_up_and_what_does_not_fit_is_named(void **state) {
  (void)state;
  static const struct cli_column columns[] = {{"name", 0}, {"value", 1}, {"meaning", 0}};
  struct cli_table table = {.columns = columns, .n_columns = 3};
  static const char *const cells[] = {"höhe", "1.5", "height", "breadth", "12", "width"};
  for (int i = 0; i < 6; i++) assert_true(cli_table_add(&table, CLI_INK_PLAIN, cells[i]));
  char *out = NULL;
  size_t length;
  FILE *stream = open_memstream(&out, &length);
  assert_true(cli_table_print(&table, stream));
  fflush(stream);
  assert_string_equal(out,
                      "name     value  meaning\n"
                      "höhe       1.5  height\n"
                      "breadth     12  width\n");
  rewind(stream);
  table.width = 10;
  assert_true(cli_table_print(&table, stream));
  fclose(stream);
  assert_string_equal(out,
                      "name\n"
                      "höhe\n      height\n"
                      "breadth\n      width\n"
                      "\nToo narrow for: value\n");
  free(out);
  cli_table_clear(&table);
}

static void the_command_is_quoted_so_that_a_shell_reads_it_back(void **state) {
  (void)state;
  const char *sets[] = {"person_weight=60 kg", "a=it's", "b=1"};
  const struct cli_options options = {.verb = &cli_verb_run,
                                      .n_words = 1,
                                      .word = {"my study.yaml"},
                                      .people = 5,
                                      .seed = "7",
                                      .engine = "cvode",
                                      .n_set = 3,
                                      .set = sets,
                                      .out = "here",
                                      .threads = 2};
  char *text = cli_command_text(&options);
  assert_string_equal(
      text, "zonula run 'my study.yaml' --people 5 --seed 7 --engine cvode --set 'person_weight=60 kg' --set 'a=it'\\''s' --set b=1");
  free(text);
}

static void a_cohort_is_empty_only_when_everybody_in_it_failed(void **state) {
  (void)state;
  struct zn_cohort cohorts[] = {{.name = "patients", .people = 3}, {.name = "controls", .people = 2}};
  const struct zn_study study = {.n_cohorts = 2, .cohorts = cohorts};
  struct zn_cohort_result results[] = {{.people = 3, .failed = 2}, {.people = 2, .failed = 1}};
  const struct zn_run run = {.study = &study, .cohort = results};
  assert_int_equal(cli_people_of(&run), 5);
  assert_int_equal(cli_failed_of(&run), 3);
  assert_null(cli_empty_cohort_of(&run));
  results[1].failed = 2;
  assert_string_equal(cli_empty_cohort_of(&run), "controls");
}

static void every_status_has_its_exit_code(void **state) {
  (void)state;
  static const int codes[ZN_STATUS_COUNT] = {
      [ZN_OK] = 0, [ZN_INPUT] = 3, [ZN_ARGUMENT] = 2, [ZN_NUMERICAL] = 4, [ZN_IO] = 5, [ZN_MEMORY] = 5, [ZN_INTERRUPTED] = 130};
  for (int status = 0; status < ZN_STATUS_COUNT; status++) assert_int_equal(cli_exit_of((enum zn_status)status), codes[status]);
}

/* What an answer says on standard output, for free(). */
static char *said(int (*say)(const struct cli_answer *), const struct cli_answer *answer) {
  enum { ROOM = 1 << 16 };
  char *text = calloc(1, ROOM);
  FILE *file = tmpfile();
  fflush(stdout);
  const int kept = dup(STDOUT_FILENO);
  assert_true(text && file && kept >= 0 && dup2(fileno(file), STDOUT_FILENO) >= 0);
  const int whole = say(answer);
  fflush(stdout);
  dup2(kept, STDOUT_FILENO);
  close(kept);
  rewind(file);
  assert_true(whole && fread(text, 1, ROOM - 1, file) > 0);
  fclose(file);
  return text;
}

static void must_say(int (*say)(const struct cli_answer *), const struct cli_answer *answer, const char *part) {
  char *text = said(say, answer);
  if (!strstr(text, part)) fail_msg("'%s' is missing in:\n%s", part, text);
  free(text);
}

static void who_failed_is_named_where_a_table_names_people(void **state) {
  (void)state;
  char *names[] = {(char *)"Ada", (char *)"Bea", (char *)"Carl"};
  int own[] = {0, 1, 2};
  const struct zn_named_people named = {.file = (char *)"three.csv", .people = SMALL_PATIENTS, .name = names, .drawn_as = own};
  struct small_run *small = small_run_new();
  const struct cli_answer answer = {.run = &small->run, .look_at = "report.html"};
  must_say(cli_answer_table, &answer, "patients, person 2, hour ");
  must_say(cli_answer_json, &answer, "\"name\": null");
  small->cohort[0].named = &named;
  must_say(cli_answer_table, &answer, "patients: 3 people of three.csv, seed 7");
  must_say(cli_answer_table, &answer, "patients, person 2 (Carl), hour ");
  must_say(cli_answer_json, &answer, "\"name\": \"Carl\"");
  small_run_free(small);
}

/* What a trial's progress says on standard error, for free(). */
static char *said_of(const struct zn_trial_progress *trial, enum cli_progress_way way) {
  struct cli_progress progress = {.way = way, .began_s = -1e9, .said_s = -1e9, .what = "people"};
  FILE *kept = tmpfile();
  const int before = dup(STDERR_FILENO);
  assert_true(kept && before >= 0 && dup2(fileno(kept), STDERR_FILENO) >= 0);
  assert_int_equal(cli_progress_trial(&progress, trial), 0);
  fflush(stderr);
  assert_true(dup2(before, STDERR_FILENO) >= 0);
  close(before);
  char *text = calloc(1, 512);
  assert_non_null(text);
  rewind(kept);
  const size_t length = fread(text, 1, 511, kept);
  assert_true(length < 511);
  fclose(kept);
  return text;
}

static void a_trial_tells_what_failed_what_was_kept_and_who_helps(void **state) {
  (void)state;
  const struct zn_trial_progress plain = {.done = 100, .people = 400, .ranks = 1},
                                 rich = {.done = 3000000000, .people = 4000000000, .kept = 1000000000, .failed = 7, .ranks = 16},
                                 early = {.done = 1001, .kept = 1000, .people = 4000, .ranks = 1};
  char *text = said_of(&plain, CLI_PROGRESS_LOG);
  assert_non_null(strstr(text, "100 of 400 people, "));
  assert_null(strstr(text, "failed"));
  assert_null(strstr(text, "kept"));
  assert_null(strstr(text, "processes"));
  free(text);
  text = said_of(&rich, CLI_PROGRESS_LOG);
  assert_non_null(strstr(text, "3000000000 of 4000000000 people, "));
  assert_non_null(strstr(text, " left, 7 failed, 1000000000 kept from before, 16 processes\n"));
  free(text);
  text = said_of(&early, CLI_PROGRESS_LOG); /* one person says nothing of the speed */
  assert_non_null(strstr(text, "time unknown, 1000 kept from before\n"));
  free(text);
  text = said_of(&rich, CLI_PROGRESS_JSON);
  assert_non_null(strstr(text, "\"done\":3000000000,\"all\":4000000000,"));
  assert_non_null(strstr(text, "\"failed\":7,\"kept\":1000000000,\"processes\":16}}\n"));
  free(text);
  text = said_of(&rich, CLI_PROGRESS_NONE);
  assert_string_equal(text, "");
  free(text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(width_is_counted_in_characters_not_bytes),
      cmocka_unit_test(prose_is_wrapped_at_spaces_and_never_inside_a_word),
      cmocka_unit_test(columns_line_up_and_what_does_not_fit_is_named),
      cmocka_unit_test(the_command_is_quoted_so_that_a_shell_reads_it_back),
      cmocka_unit_test(a_cohort_is_empty_only_when_everybody_in_it_failed),
      cmocka_unit_test(every_status_has_its_exit_code),
      cmocka_unit_test(who_failed_is_named_where_a_table_names_people),
      cmocka_unit_test(a_trial_tells_what_failed_what_was_kept_and_who_helps),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
