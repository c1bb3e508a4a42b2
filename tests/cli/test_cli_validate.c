/* zonula validate: its table, its JSON, its files, its exit codes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../support/scratch.h"
#include "base/file.h"
#include "zonula.h"
#include "zonula_json.h"

static const char *folder;
static char table[160], out[160], cache[160];

#define HEADER                                                                                                                  \
  "id,condition,subgroup,test,probe,dose_g,window_start_h,window_end_h,statistic,value,unit,spread_kind,spread_lo,spread_hi,n," \
  "authors_year,journal,pmid_or_doi,url,note\n"
static const char rows[] = HEADER
    "A,healthy,,cr_edta,51Cr-EDTA,,0,24,median,1.8,percent_of_dose,,,,20,Doe 2001,,,,\n"
    "B,crohn_active,,cr_edta,51Cr-EDTA,,0,24,median,5.2,percent_of_dose,,,,20,Doe 2001,,,,\n"
    "C,lovesick,,cr_edta,51Cr-EDTA,,0,24,median,5.2,percent_of_dose,,,,20,Doe 2001,,,,\n";

static int begin(void **state) {
  (void)state;
  folder = scratch_open();
  scratch_text(folder, "rows.csv", rows);
  snprintf(table, sizeof table, "%s/rows.csv", folder);
  snprintf(out, sizeof out, "%s/out", folder);
  snprintf(cache, sizeof cache, "%s/cache", folder);
  return 0;
}

#define validate(...) zonula("validate", table, "--people", "16", "--cache", cache, "--out", out, "--quiet", __VA_ARGS__)

static void the_table_names_every_row_its_reason_and_the_files(void **state) {
  (void)state;
  struct program_said said = validate("--seed", "1");
  if (said.code) fail_msg("exit %d: %s", said.code, said.err);
  static const char *const parts[] = {"crohn_active",   "lovesick",       "2 of 3 rows can be represented", "1 contrasts within papers",
                                      "validation.csv", "validation.html"};
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) assert_holds(said.out, parts[i]);
  assert_string_equal(said.err, "");
  program_forget(&said);
}

static void json_has_the_scores_the_groups_and_every_row(void **state) {
  (void)state;
  struct program_said said = validate("--json");
  json_t *all = zonula_json(&said);
  static const char *const keys[] = {"rows",        "in_scope",          "gmfe",      "within_1_5_fold", "within_2_fold",
                                     "coverage_90", "median_width_fold", "contrasts", "groups",          "detail"};
  size_t n = 0;
  const char *key;
  json_t *value;
  json_object_foreach(all, key, value) assert_string_equal(key, keys[n++]);
  assert_int_equal(n, sizeof keys / sizeof *keys);
  assert_int_equal(json_integer_value(json_object_get(all, "rows")), 3);
  assert_int_equal(json_integer_value(json_object_get(all, "in_scope")), 2);
  const json_t *contrasts = json_object_get(all, "contrasts"), *detail = json_object_get(all, "detail");
  assert_int_equal(json_integer_value(json_object_get(contrasts, "n")), 1);
  assert_true(json_is_real(json_object_get(contrasts, "gmfe")));
  assert_int_equal(json_array_size(detail), 3);
  double sum = 0.0;
  for (size_t i = 0; i < 2; i++) {
    const json_t *row = json_array_get(detail, i);
    const double predicted = json_real_value(json_object_get(row, "predicted")),
                 reported = json_real_value(json_object_get(row, "reported")), fold = json_real_value(json_object_get(row, "fold_error"));
    assert_true(fabs(fold - fmax(predicted / reported, reported / predicted)) < 1e-9 * fold);
    assert_true(json_real_value(json_object_get(row, "lo90")) < predicted && predicted < json_real_value(json_object_get(row, "hi90")));
    sum += log(fold);
  }
  assert_true(fabs(json_real_value(json_object_get(all, "gmfe")) - exp(sum / 2.0)) < 1e-9);
  assert_true(json_is_null(json_object_get(json_array_get(detail, 2), "predicted")));
  assert_true(json_string_length(json_object_get(json_array_get(detail, 2), "reason")) > 0);
  json_decref(all);
  program_forget(&said);
}

static char *written(const char *name) {
  char path[256], *text;
  size_t length;
  struct zn_error error = {0};
  snprintf(path, sizeof path, "%s/%s", out, name);
  if (zn_file_read(&text, &length, path, ZN_LARGEST_FILE, &error) != ZN_OK) fail_msg("%s: %s", path, error.text);
  return text;
}

static void equal_runs_give_equal_files_on_any_number_of_threads(void **state) {
  (void)state;
  static const char *const names[] = {"validation.csv", "validation.html"};
  char *first[2];
  struct program_said one = validate("--threads", "1");
  for (int i = 0; i < 2; i++) first[i] = written(names[i]);
  struct program_said three = validate("--threads", "3");
  assert_string_equal(one.out, three.out);
  for (int i = 0; i < 2; i++) {
    char *second = written(names[i]);
    assert_string_equal(first[i], second);
    free(first[i]);
    free(second);
  }
  program_forget(&one);
  program_forget(&three);
}

static void checks_that_fail_end_with_one(void **state) {
  (void)state;
  struct program_said good = validate("--max-gmfe", "1000", "--min-coverage", "0.0001"), bad = validate("--max-gmfe", "1.0001");
  assert_int_equal(good.code, 0);
  assert_int_equal(bad.code, 1);
  assert_holds(bad.err, "the geometric mean fold error is");
  assert_holds(bad.out, "2 of 3 rows"); /* the answer is given all the same */
  program_forget(&good);
  program_forget(&bad);
}

static const char diet_rows[] =
    "id,intervention,comparator,species,duration_d,outcome,value_intervention,value_comparator,unit,effect,effect_kind,ci_lo,ci_hi,n,"
    "authors_year,journal,pmid_or_doi,url,note\n"
    "A,Western-style diet,own baseline,human healthy,30,plasma endotoxin,,,percent,71,percent change,,,8,Poe 2012,,,,\n"
    "B,Western-style diet,chow,mouse,,inner mucus growth,,,,decrease,direction,,,,Poe 2012,,,,\n";

static void diets_are_judged_as_well_or_alone(void **state) {
  (void)state;
  char diets[160];
  scratch_text(folder, "diets.csv", diet_rows);
  snprintf(diets, sizeof diets, "%s/diets.csv", folder);
  struct program_said both = validate("--diet", diets, "--json"),
                      alone = zonula("validate", "--diet", diets, "--people", "16", "--cache", cache, "--out", out, "--quiet");
  json_t *all = zonula_json(&both);
  const json_t *diet = json_object_get(all, "diet"), *first = json_array_get(json_object_get(diet, "detail"), 0);
  assert_int_equal(json_integer_value(json_object_get(all, "rows")), 3);
  assert_int_equal(json_integer_value(json_object_get(diet, "rows")), 2);
  assert_int_equal(json_integer_value(json_object_get(diet, "in_scope")), 1);
  assert_string_equal(json_string_value(json_object_get(first, "predicted_direction")), "up");
  assert_true(json_real_value(json_object_get(first, "reported_fold")) == 1.71);
  if (alone.code) fail_msg("exit %d: %s", alone.code, alone.err);
  assert_holds(alone.out, "1 of 2 outcomes of diets can be represented");
  assert_holds(alone.out, "diet.csv");
  assert_holds_not(alone.out, "validation.csv");
  json_decref(all);
  program_forget(&both);
  program_forget(&alone);
  assert_refused(2, "something is missing: zonula validate [TABLE.csv] [--diet TABLE.csv]", "validate");
  assert_refused(2, "none is named", "validate", "--diet", diets, "--max-gmfe", "2");
  assert_refused(3, "there is no column 'condition'", "validate", "--diet", table);
}

static void what_is_wrong_with_a_table_is_said_with_its_line(void **state) {
  (void)state;
  char bad[160];
  scratch_text(folder, "bad.csv", HEADER "A,healthy,,cr_edta,51Cr-EDTA,,0,24,median,much,percent_of_dose,,,,20,Doe 2001,,,,\n");
  snprintf(bad, sizeof bad, "%s/bad.csv", folder);
  assert_refused(3, "bad.csv:2: value is 'much'", "validate", bad);
  assert_refused(3, "cannot be opened", "validate", "nowhere.csv");
  assert_refused(2, "--max-gmfe wants a number above 0", "validate", table, "--max-gmfe", "-1");
  assert_refused(2, "--min-coverage wants a number above 0, at most 1", "validate", table, "--min-coverage", "90");
  assert_refused(5, "the folder cannot be made", "validate", table, "--out", bad);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_table_names_every_row_its_reason_and_the_files),
      cmocka_unit_test(json_has_the_scores_the_groups_and_every_row),
      cmocka_unit_test(equal_runs_give_equal_files_on_any_number_of_threads),
      cmocka_unit_test(checks_that_fail_end_with_one),
      cmocka_unit_test(diets_are_judged_as_well_or_alone),
      cmocka_unit_test(what_is_wrong_with_a_table_is_said_with_its_line),
  };
  return cmocka_run_group_tests(tests, begin, scratch_close);
}
