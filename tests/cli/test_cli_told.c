/* zonula run of a study that asks which test tells people apart: table, JSON and files. */
#define _POSIX_C_SOURCE 200809L
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "../support/place.h"
#include "../support/scratch.h"
#include "zonula.h"

static const char study_text[] =
    "title: Two tests of a leak\n"
    "source: none\n"
    "summary: A small study for tests; nobody published it.\n"
    "cohorts:\n"
    "  - {name: well, people: 12, condition: healthy, seed: 7}\n"
    "  - {name: leaky, people: 12, condition: healthy, seed: 8, set: [\"epithelium_constitutive_leak=4\"]}\n"
    "timeline:\n"
    "  - {at: 0 d, measure: cr_edta}\n"
    "  - {at: 0 d, measure: peg_400}\n"
    "discriminate:\n"
    "  at: 0 d\n"
    "  truth: \"leak[jejunum]\"\n"
    "  above: 2\n"
    "  tests:\n"
    "    - {label: EDTA, assay: cr_edta, probe: 51Cr-EDTA, window: 0-24 h}\n"
    "    - {label: small PEG, assay: peg_400, probe: PEG 400, window: 0-24 h}\n"
    "  combinations:\n"
    "    - {label: both, tests: [EDTA, small PEG]}\n"
    "  within:\n"
    "    - {label: the well alone, cohorts: [well]}\n";

static void the_table_names_the_best_and_the_worst_test(void **state) {
  (void)state;
  struct place p = place_begin("told.yaml", study_text);
  struct program_said said = zonula("run", p.study, "--out", p.out, "--cache", p.cache);
  if (said.code) fail_msg("exit %d: %s", said.code, said.err);
  assert_holds(said.out, "Which test tells who has leak[jejunum] above 2?");
  assert_holds(said.out, "everybody: 24 people, 12 above");
  assert_holds(said.out, "the well alone: 12 people, 0 above");
  assert_holds(said.out, "Of single tests EDTA tells most");
  assert_holds(said.out, "and small PEG least");
  assert_holds(said.out, "tests.csv");
  assert_holds(said.out, "roc.csv");
  assert_holds_not(said.out, "names no reported values");
  program_forget(&said);
  scratch_end(p.folder);
}

static double number(const json_t *object, const char *key) {
  const json_t *value = json_object_get(object, key);
  if (!json_is_number(value)) fail_msg("no number %s", key);
  return json_number_value(value);
}

static void the_answer_in_json_is_as_documented(void **state) {
  (void)state;
  static const char *const keys[] = {"label",
                                     "unit",
                                     "auc",
                                     "lo95",
                                     "hi95",
                                     "sensitivity_90",
                                     "threshold_90",
                                     "youden_threshold",
                                     "youden_sensitivity",
                                     "youden_specificity",
                                     "rank_correlation",
                                     "gain",
                                     "gain_lo95",
                                     "gain_hi95",
                                     "weights"};
  struct place p = place_begin("told.yaml", study_text);
  struct program_said said = zonula("run", p.study, "--out", p.out, "--cache", p.cache, "--json");
  if (said.code) fail_msg("exit %d: %s", said.code, said.err);
  json_error_t error;
  json_t *all = json_loadb(said.out, said.out_bytes, JSON_REJECT_DUPLICATES, &error);
  if (!all) fail_msg("no JSON: %s", error.text);
  const json_t *told = json_object_get(all, "discriminate");
  assert_string_equal(json_string_value(json_object_get(told, "truth")), "leak[jejunum]");
  assert_true(number(told, "above") == 2.0 && number(told, "left_out") == 0.0 && number(told, "time_h") == 0.0);
  const json_t *group = json_array_get(json_object_get(told, "groups"), 0), *tests = json_object_get(group, "tests");
  assert_int_equal(json_array_size(json_object_get(told, "groups")), 2);
  assert_int_equal(json_array_size(tests), 3);
  for (size_t i = 0; i < 3; i++)
    for (size_t k = 0; k < sizeof keys / sizeof *keys; k++)
      if (!json_object_get(json_array_get(tests, i), keys[k])) fail_msg("the key %s is missing", keys[k]);
  assert_string_equal(json_string_value(json_object_get(group, "best")), "EDTA");
  assert_string_equal(json_string_value(json_object_get(group, "worst")), "small PEG");
  assert_true(number(json_array_get(tests, 0), "auc") > 0.9);
  assert_true(json_is_null(json_object_get(json_array_get(tests, 0), "gain")));
  assert_int_equal(json_array_size(json_object_get(json_array_get(tests, 2), "weights")), 2);
  const json_t *alone = json_array_get(json_object_get(told, "groups"), 1);
  assert_true(json_is_null(json_object_get(alone, "best")));
  const json_t *cohort = json_array_get(json_object_get(told, "cohorts"), 1);
  assert_string_equal(json_string_value(json_object_get(cohort, "cohort")), "leaky");
  assert_true(number(cohort, "above") == 12.0 && number(cohort, "median_truth") > 3.0);
  assert_int_equal(json_array_size(json_object_get(all, "files")), 5);
  json_decref(all);
  program_forget(&said);
  scratch_end(p.folder);
}

/* The curve in the file encloses the area that the table says. */
static void curves_in_the_file_hold_the_area_of_the_table(void **state) {
  (void)state;
  struct place p = place_begin("told.yaml", study_text);
  struct program_said said = zonula("run", p.study, "--out", p.out, "--cache", p.cache, "--quiet");
  char path[200], line[400], group[100], test[100];
  double x = 0.0, y = 0.0, area = 0.0, auc = -1.0, x1, y1;
  snprintf(path, sizeof path, "%s/roc.csv", p.out);
  FILE *file = fopen(path, "r");
  assert_non_null(file);
  while (fgets(line, sizeof line, file)) {
    const char *comma = strrchr(line, ',');
    if (strncmp(line, "everybody,small PEG,", 20) != 0 || !comma) continue;
    while (*--comma != ',') continue;
    assert_int_equal(sscanf(comma, ",%lf,%lf", &x1, &y1), 2);
    area += (x1 - x) * 0.5 * (y + y1);
    x = x1, y = y1;
  }
  fclose(file);
  assert_true(x == 1.0 && y == 1.0);
  snprintf(path, sizeof path, "%s/tests.csv", p.out);
  file = fopen(path, "r");
  assert_non_null(file);
  while (fgets(line, sizeof line, file))
    if (sscanf(line, "%99[^,],%99[^,],test,%%,24,12,%lf", group, test, &x) == 3 && strcmp(group, "everybody") == 0 &&
        strcmp(test, "small PEG") == 0)
      auc = x;
  fclose(file);
  if (!(fabs(auc - area) < 1e-5)) fail_msg("the table says %g, the curve %g", auc, area);
  program_forget(&said);
  scratch_end(p.folder);
}

static void a_question_that_cannot_be_understood_is_refused_with_its_line(void **state) {
  (void)state;
  struct place p = place_begin("told.yaml", study_text);
  char *wrong = strdup(study_text);
  memcpy(strstr(wrong, "[EDTA, small"), "[EDTB", 5);
  scratch_text(p.folder, "told.yaml", wrong);
  assert_refused(3, "told.yaml:18: there is no test with the label 'EDTB'; nearest: 'EDTA'", "run", p.study, "--out", p.out);
  free(wrong);
  scratch_end(p.folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_table_names_the_best_and_the_worst_test),
      cmocka_unit_test(the_answer_in_json_is_as_documented),
      cmocka_unit_test(curves_in_the_file_hold_the_area_of_the_table),
      cmocka_unit_test(a_question_that_cannot_be_understood_is_refused_with_its_line),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
