/* zonula trial: answers, files, exit codes; what is kept; and others at work in the same folder. */
#define _POSIX_C_SOURCE 200809L
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "../support/place.h"
#include "../support/scratch.h"
#include "trial/locks.h"
#include "zonula.h"
#include "zonula_json.h"

static const char small_trial[] =
    "title: A drug against nothing\n"
    "source: none\n"
    "summary: A small trial for tests; nobody published it.\n"
    "cohort: {people: 6, condition: crohn_active, seed: 7}\n"
    "timeline:\n"
    "  - {at: 1 d, arm: drug, give: infliximab, dose: 5 mg/kg}\n"
    "trial:\n"
    "  arms: [{name: placebo}, {name: drug}]\n"
    "  blinding: open\n"
    "  reads:\n"
    "    - {name: before, at: 0 d, reading: inflammation}\n"
    "    - {name: after, at: 20 d, reading: inflammation}\n"
    "  endpoints:\n"
    "    - {name: fall, label: fall of inflammation, change: after, from: before}\n"
    "    - {name: calm, label: calm in the end, responder: after < 0.2}\n"
    "    - {name: ill, label: less than half inflamed, time_to: inflammation, below: 0.5, every: 5 d, until: 20 d}\n"
    "  analyses:\n"
    "    - {label: fall, endpoint: fall, test: t}\n"
    "    - {label: calm, endpoint: calm, test: fisher}\n"
    "  interim: {at: [50 %], spending: pocock}\n"
    "  replicates: 3\n"
    "  null_replicates: 2\n"
    "  power: [4]\n"
    "  reported:\n"
    "    - {analysis: fall, effect: -0.4, interval: [-0.9, -0.1], source: chosen, note: an example}\n";
enum { EVERYBODY = 30, TABLES = 5 };
static const char *const tables[TABLES] = {"arms.csv", "replicates.csv", "power.csv", "survival.csv", "reported.csv"};

static char *table_of(const char *folder, const char *name) {
  char path[256];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  return scratch_read(path, NULL);
}

static int is_there(const char *folder, const char *name) {
  char path[256];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  return access(path, F_OK) == 0;
}

static json_int_t whole(const json_t *object, const char *key) {
  const json_t *value = json_object_get(object, key);
  if (!json_is_integer(value)) fail_msg("%s is no whole number", key);
  return json_integer_value(value);
}

static void a_trial_is_run_told_and_written(void **state) {
  (void)state;
  struct place p = place_begin("small.yaml", small_trial);
  struct program_said said = zonula("trial", p.study, "--out", p.out);
  if (said.code) fail_msg("exit %d: %s", said.code, said.err);
  assert_holds(said.out,
               "A drug against nothing\n6 people recruited, seed 7; 3 trials, and 2 null trials in which every arm gets what placebo");
  assert_holds(said.out, "30 people simulated, 0 failed");
  assert_holds(said.out, "difference of means, drug against placebo");
  assert_holds(said.out, "who say yes");
  assert_holds(said.out, "in whom it happened");
  assert_holds(said.out, "published");
  assert_holds(said.out, "-0.9 to -0.1");
  assert_holds(said.out, "With interim looks ");
  assert_holds(said.out, "infliximab: evidence moderate");
  assert_holds(said.out, "0 people failed");
  for (int i = 0; i < TABLES; i++) {
    assert_holds(said.out, tables[i]);
    assert_true(is_there(p.out, tables[i]));
  }
  char *page = table_of(p.out, "report.html");
  assert_holds(page, "A drug against nothing");
  assert_holds(page, "small.yaml</code></pre>");
  free(page);
  assert_true(is_there(p.out, "pieces"));
  program_forget(&said);
  scratch_end(p.folder);
}

static void the_answer_in_json_has_what_its_page_promises(void **state) {
  (void)state;
  struct place p = place_begin("small.yaml", small_trial);
  struct program_said said = zonula("trial", p.study, "--out", p.out, "--json");
  json_t *all = zonula_json(&said), *arm, *analysis, *size, *row, *look;
  assert_string_equal(json_string_value(json_object_get(all, "trial")), "small");
  assert_true(json_is_true(json_object_get(all, "finished")));
  assert_int_equal(whole(all, "simulated"), EVERYBODY);
  assert_int_equal(whole(all, "eligible"), EVERYBODY);
  assert_int_equal(whole(all, "failed"), 0);
  assert_int_equal(json_array_size(json_object_get(all, "arms")), 2);
  arm = json_array_get(json_object_get(all, "arms"), 1);
  assert_string_equal(json_string_value(json_object_get(arm, "name")), "drug");
  assert_true(json_is_false(json_object_get(arm, "control")));
  const json_t *fall = json_array_get(json_object_get(arm, "endpoints"), 0), *calm = json_array_get(json_object_get(arm, "endpoints"), 1);
  assert_int_equal(json_array_size(json_object_get(fall, "quantiles")), 5);
  assert_true(json_is_null(json_object_get(fall, "events")));
  assert_true(json_is_integer(json_object_get(calm, "events")));
  analysis = json_array_get(json_object_get(all, "analyses"), 0);
  assert_string_equal(json_string_value(json_object_get(analysis, "test")), "t");
  assert_int_equal(whole(json_object_get(analysis, "trials"), "replicates"), 3);
  assert_int_equal(whole(json_object_get(analysis, "null_trials"), "replicates"), 2);
  assert_int_equal(json_array_size(json_object_get(analysis, "by_people")), 2);
  size = json_array_get(json_object_get(analysis, "by_people"), 1);
  assert_int_equal(whole(size, "people"), 6);
  assert_int_equal(whole(json_object_get(size, "power"), "replicates"), 3);
  look = json_array_get(json_object_get(json_object_get(all, "interim"), "looks"), 0);
  assert_int_equal(whole(json_object_get(look, "trials"), "reached"), 3);
  row = json_array_get(json_object_get(all, "reported"), 0);
  assert_string_equal(json_string_value(json_object_get(row, "what")), "effect");
  assert_true(json_is_boolean(json_object_get(row, "inside")));
  assert_int_equal(json_array_size(json_object_get(all, "files")), 6);
  json_decref(all);
  program_forget(&said);
  scratch_end(p.folder);
}

static void flags_change_who_is_recruited_and_how_often(void **state) {
  (void)state;
  struct place p = place_begin("small.yaml", small_trial);
  struct program_said said = zonula("trial", p.study, "--out", p.out, "--json", "--people", "2", "--replicates", "4", "--null-replicates",
                                    "0", "--seed", "9", "--set", "person_weight=60 kg");
  json_t *all = zonula_json(&said);
  assert_int_equal(whole(all, "people"), 2);
  assert_int_equal(whole(all, "replicates"), 4);
  assert_int_equal(whole(all, "null_replicates"), 0);
  assert_int_equal(whole(all, "seed"), 9);
  assert_int_equal(whole(all, "simulated"), 8);
  assert_true(json_is_null(json_object_get(json_array_get(json_object_get(all, "analyses"), 0), "null_trials")));
  assert_holds(said.err, "power with 4 people is left out: each replicate recruits 2");
  json_decref(all);
  program_forget(&said);
  char *page = table_of(p.out, "report.html");
  assert_holds(page, "--people 2 --seed 9 --replicates 4 --null-replicates 0 --set &#39;person_weight=60 kg&#39;");
  free(page);
  scratch_end(p.folder);
}

static void threads_and_pieces_change_no_byte_of_any_file(void **state) {
  (void)state;
  struct place p = place_begin("small.yaml", small_trial);
  char other[200];
  snprintf(other, sizeof other, "%s/other", p.folder);
  struct program_said one = zonula("trial", p.study, "--out", p.out, "--threads", "1", "--piece", "4"),
                      two = zonula("trial", p.study, "--out", other, "--threads", "2", "--piece", "30");
  assert_int_equal(one.code, 0);
  assert_int_equal(two.code, 0);
  for (int i = 0; i <= TABLES; i++) {
    char *a = table_of(p.out, i < TABLES ? tables[i] : "report.html"), *b = table_of(other, i < TABLES ? tables[i] : "report.html");
    assert_string_equal(a, b);
    free(a);
    free(b);
  }
  program_forget(&one);
  program_forget(&two);
  scratch_end(p.folder);
}

static void what_is_done_is_not_done_again(void **state) {
  (void)state;
  struct place p = place_begin("small.yaml", small_trial);
  struct program_said first = zonula("trial", p.study, "--out", p.out, "--json"),
                      again = zonula("trial", p.study, "--out", p.out, "--json");
  assert_int_equal(first.code, 0);
  assert_int_equal(again.code, 0);
  assert_string_equal(first.out, again.out);
  assert_holds(first.err, "\"kept\":0");
  assert_holds(again.err, "\"kept\":30");
  program_forget(&first);
  program_forget(&again);
  scratch_end(p.folder);
}

static void an_interrupted_trial_says_what_is_kept_and_goes_on(void **state) {
  (void)state;
  struct place p = place_begin("small.yaml", small_trial);
  const char *const words[] = {ZONULA,      "trial", p.study,   "--out", p.out,    "--people", "1500",
                               "--threads", "1",     "--piece", "50",    "--json", NULL};
  struct program_said said = program_run_and_interrupt(words, NULL);
  assert_int_equal(said.code, 130);
  assert_string_equal(said.out, "");
  assert_holds(said.err, " people, are kept in ");
  assert_holds(said.err, "run the same command to go on from there");
  for (int i = 0; i < TABLES; i++) assert_false(is_there(p.out, tables[i]));
  assert_true(is_there(p.out, "pieces"));
  program_forget(&said);
  scratch_end(p.folder);
}

static void another_trial_in_the_same_folder_is_refused_with_what_differs(void **state) {
  (void)state;
  struct place p = place_begin("small.yaml", small_trial);
  struct program_said first = zonula("trial", p.study, "--out", p.out);
  assert_int_equal(first.code, 0);
  assert_refused(3, "seed", "trial", p.study, "--out", p.out, "--seed", "8");
  program_forget(&first);
  scratch_end(p.folder);
}

/* Another process holds piece 1, as its lock says. */
static void where_others_are_still_at_work_that_is_said_and_nothing_written(void **state) {
  (void)state;
  struct place p = place_begin("small.yaml", small_trial);
  char pieces[200], path[256];
  struct zn_locks locks;
  int mine = 0;
  snprintf(pieces, sizeof pieces, "%s/pieces", p.out);
  snprintf(path, sizeof path, "%s/locks", pieces);
  mkdir(p.out, 0777);
  mkdir(pieces, 0777);
  assert_int_equal(zn_locks_open(&locks, path, NULL), ZN_OK);
  assert_int_equal(zn_locks_try(&locks, 1, &mine, NULL), ZN_OK);
  assert_true(mine);
  struct program_said said = zonula("trial", p.study, "--out", p.out, "--piece", "10");
  assert_int_equal(said.code, 0);
  assert_holds(said.out, "20 of 30 people are done, and other processes are still at the rest");
  for (int i = 0; i < TABLES; i++) assert_false(is_there(p.out, tables[i]));
  program_forget(&said);
  said = zonula("trial", p.study, "--out", p.out, "--piece", "10", "--json");
  json_t *all = zonula_json(&said);
  assert_true(json_is_false(json_object_get(all, "finished")));
  assert_int_equal(whole(all, "done"), 20);
  assert_int_equal(whole(all, "all"), EVERYBODY);
  json_decref(all);
  program_forget(&said);
  zn_locks_close(&locks);
  said = zonula("trial", p.study, "--out", p.out);
  assert_int_equal(said.code, 0);
  assert_true(is_there(p.out, "arms.csv"));
  program_forget(&said);
  scratch_end(p.folder);
}

static void what_is_no_trial_is_refused(void **state) {
  (void)state;
  struct place p =
      place_begin("study.yaml",
                  "title: No trial\nsource: none\nsummary: A study.\ncohort: {people: 1, condition: healthy}\nfollow: [serum_crp]\n"
                  "timeline:\n  - {at: 0 d, measure: lactulose_mannitol}\n");
  assert_refused(3, "this study has no key 'trial'", "trial", p.study, "--out", p.out);
  assert_refused(3, "study.yaml", "trial", p.study, "--out", p.out);
  assert_refused(3, "missing.yaml", "trial", "missing.yaml", "--out", p.out);
  assert_refused(2, "something is missing: zonula trial TRIAL.yaml", "trial");
  scratch_end(p.folder);
}

static void flags_are_checked(void **state) {
  (void)state;
  assert_refused(2, "--null-replicates wants a whole number from 0 to 100000, not \"few\"", "trial", "x.yaml", "--null-replicates", "few");
  assert_refused(2, "--null-replicates wants a whole number from 0 to 100000, not \"-1\"", "trial", "x.yaml", "--null-replicates=-1");
  assert_refused(2, "--null-replicates wants a whole number from 0 to 100000", "trial", "x.yaml", "--null-replicates", "100001");
  assert_refused(2, "--piece wants a whole number from 1", "trial", "x.yaml", "--piece", "0");
  assert_refused(2, "--replicates does not go with run", "run", "x.yaml", "--replicates", "2");
}

static void a_folder_that_cannot_be_made_is_named(void **state) {
  (void)state;
  struct place p = place_begin("small.yaml", small_trial);
  assert_refused(5, "/dev/null/out", "trial", p.study, "--out", "/dev/null/out");
  scratch_end(p.folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_trial_is_run_told_and_written),
      cmocka_unit_test(the_answer_in_json_has_what_its_page_promises),
      cmocka_unit_test(flags_change_who_is_recruited_and_how_often),
      cmocka_unit_test(threads_and_pieces_change_no_byte_of_any_file),
      cmocka_unit_test(what_is_done_is_not_done_again),
      cmocka_unit_test(an_interrupted_trial_says_what_is_kept_and_goes_on),
      cmocka_unit_test(another_trial_in_the_same_folder_is_refused_with_what_differs),
      cmocka_unit_test(where_others_are_still_at_work_that_is_said_and_nothing_written),
      cmocka_unit_test(what_is_no_trial_is_refused),
      cmocka_unit_test(flags_are_checked),
      cmocka_unit_test(a_folder_that_cannot_be_made_is_named),
  };
  return cmocka_run_group_tests_name("zonula trial", tests, NULL, NULL);
}
