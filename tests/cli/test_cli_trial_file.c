/* Trials where a study is asked for: refused, or their people written once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "scratch.h"
#include "zonula.h"

static const char *folder;
static char trial[200];

static const char trial_text[] =
    "title: A trial\nsource: none\nsummary: For a test.\n"
    "cohort: {%s, condition: crohn_active, seed: 7}\n"
    "diet: western\n"
    "timeline:\n  - {at: 0 d, measure: cr_edta}\n  - {at: 1 d, arm: b, give: infliximab}\n"
    "trial:\n  arms: [{name: a}, {name: b}]\n"
    "  reads: [{name: edta, at: 0 d, assay: cr_edta, probe: 51Cr-EDTA, window: 0-24 h}]\n"
    "  endpoints: [{name: level, value: edta}]\n  analyses: [{endpoint: level, test: t}]\n";

static void write_trial(char file[200], const char *name, const char *people, const char *more) {
  char text[1200];
  const int length = snprintf(text, sizeof text, trial_text, people);
  snprintf(text + length, sizeof text - (size_t)length, "%s", more);
  scratch_text(folder, name, text);
  snprintf(file, 200, "%s/%s", folder, name);
}

static int begin(void **state) {
  (void)state;
  folder = scratch_open();
  write_trial(trial, "trial.yaml", "people: 5", "  power: [2, 4]\n");
  return 0;
}

static char *written(const char *name) {
  char path[200];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  return scratch_read(path, NULL);
}

static char *exported(const char *file, const char *name, const char *flag, const char *value, const char *answer) {
  char path[200];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  struct program_said said = zonula("export", "people", file, "--out", path, flag, value);
  if (said.code) fail_msg("exit %d: %s", said.code, said.err);
  assert_holds(said.out, answer);
  program_forget(&said);
  return written(name);
}

static void a_trial_is_no_study_to_run(void **state) {
  (void)state;
  assert_refused(3, "trial.yaml is a trial; zonula trial runs it", "run", trial);
  assert_refused(3, "trial.yaml is a trial, which zonula trial runs", "bench", trial);
  assert_refused(3, "this is a trial, which zonula trial runs", "claims", trial);
}

static void people_of_a_trial_are_written_once(void **state) {
  (void)state;
  char *text = exported(trial, "once.csv", "--all", NULL, "5 people. Written: ");
  assert_holds(text, "\ncrohn_active,4,crohn_active_4,");
  assert_holds_not(text, "\na,");
  assert_holds_not(text, "\nb,");
  free(text);
}

static void people_of_a_trial_can_be_read_back(void **state) {
  (void)state;
  char named[200], *text = exported(trial, "people.csv", "--all", NULL, "5 people. Written: ");
  write_trial(named, "named.yaml", "people_from: people.csv", "");
  char *again = exported(named, "again.csv", "--all", NULL, "5 people. Written: ");
  assert_string_equal(text, again);
  free(text);
  free(again);
}

static void another_number_of_people_leaves_out_what_needs_more(void **state) {
  (void)state;
  char path[200];
  snprintf(path, sizeof path, "%s/some.csv", folder);
  struct program_said said = zonula("export", "people", trial, "--out", path, "--people", "3", "--seed", "8");
  assert_int_equal(said.code, 0);
  assert_holds(said.err, "power with 4 people is left out: each replicate recruits 3");
  assert_holds(said.out, "3 people. Written: ");
  program_forget(&said);
  char named[200];
  scratch_text(folder, "two.csv", "name\nAda\nBea\n");
  write_trial(named, "two.yaml", "people_from: two.csv", "");
  assert_refused(3, "the people are the 2 that two.csv names", "export", "people", named, "--people", "3");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_trial_is_no_study_to_run),
      cmocka_unit_test(people_of_a_trial_are_written_once),
      cmocka_unit_test(people_of_a_trial_can_be_read_back),
      cmocka_unit_test(another_number_of_people_leaves_out_what_needs_more),
  };
  return cmocka_run_group_tests(tests, begin, scratch_close);
}
