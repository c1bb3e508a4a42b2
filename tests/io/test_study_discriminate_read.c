/* The key `discriminate` of a study: what is read, and what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "reading.h"

static const char text[] = /* line 1 */
    "title: Which test\n"
    "source: none\n"
    "summary: A question.\n"
    "cohorts:\n"
    /* line 5 */
    "  - {name: well, people: 3, condition: well, seed: 1}\n"
    "  - {name: ill, people: 2, condition: inflamed, seed: 2}\n"
    "timeline:\n"
    "  - {at: 1 d, measure: chromium}\n"
    "  - {at: 1 d, measure: two_sugars}\n"
    /* line 10 */
    "  - {at: 3 d, measure: blood}\n"
    "  - {at: 5 d, measure: camera, cohort: well}\n"
    "reported:\n"
    "  - {at: 1 d, cohort: ill, assay: chromium, probe: 51Cr-EDTA, window: 0-24 h, median: 3 %}\n"
    "discriminate:\n"
    /* line 15 */
    "  at: 1 d\n"
    "  truth: \"leak[jejunum]\"\n"
    "  above: 1.5\n"
    "  tests:\n"
    "    - {label: ratio, assay: two_sugars, probe: lactulose, over: mannitol, window: 0-5 h}\n"
    /* line 20 */
    "    - {label: chromium, assay: chromium, probe: 51Cr-EDTA, window: 6-24 h}\n"
    "    - {label: crp, at: 3 d, assay: blood, reading: serum_crp}\n"
    "  combinations:\n"
    "    - {label: both, tests: [chromium, ratio]}\n"
    "  within:\n"
    /* line 25 */
    "    - {label: only the ill, cohorts: [ill]}\n";

static void refuse(const char *from, const char *to, int line, const char *part) { reading_refuse_edit(text, from, to, line, part); }

static void tests_stand_behind_the_reported_rows_and_the_truth_behind_them(void **state) {
  (void)state;
  struct zn_study *study = reading_study(text);
  const struct zn_reported *row = study->reported + study->n_reported;
  assert_int_equal(study->n_reported, 1);
  assert_int_equal(study->n_read, 4);
  assert_int_equal(study->discriminate.n_tests, 3);
  for (int i = 0; i < 4; i++) assert_int_equal(row[i].cohort, -1);
  assert_string_equal(row[0].label, "ratio");
  assert_int_equal(row[0].quantity, ZN_QUANTITY_RATIO);
  assert_string_equal(row[0].unit, "1");
  assert_true(row[0].to_unit == 1.0 && row[0].time_h == 24.0 && row[0].window_h[1] == 5.0);
  assert_int_equal(row[1].quantity, ZN_QUANTITY_RECOVERY);
  assert_string_equal(row[1].unit, "%");
  assert_true(row[1].to_unit == 100.0 && row[1].window_h[0] == 6.0 && row[1].window_h[1] == 24.0);
  assert_int_equal(row[2].observable, zn_observable_find("serum_crp"));
  assert_true(row[2].time_h == 72.0);
  assert_int_equal(row[3].observable, zn_observable_find("leak[jejunum]"));
  assert_int_equal(row[3].assay, -1);
  assert_true(row[3].time_h == 24.0);
  zn_study_free(study);
}

static void combinations_and_groups_are_indices(void **state) {
  (void)state;
  struct zn_study *study = reading_study(text);
  const struct zn_discriminate *d = &study->discriminate;
  assert_true(d->above == 1.5 && d->time_h == 24.0);
  assert_int_equal(d->n_combinations, 1);
  assert_string_equal(d->combination[0].label, "both");
  assert_int_equal(d->combination[0].n, 2);
  assert_int_equal(d->combination[0].test[0], 1);
  assert_int_equal(d->combination[0].test[1], 0);
  assert_int_equal(d->n_groups, 1);
  assert_int_equal(d->group[0].n, 1);
  assert_int_equal(d->group[0].cohort[0], 1);
  zn_study_free(study);
}

static void nothing_need_be_reported_combined_or_looked_at_by_itself(void **state) {
  (void)state;
  char *plain =
      reading_edited(text, "reported:\n  - {at: 1 d, cohort: ill, assay: chromium, probe: 51Cr-EDTA, window: 0-24 h, median: 3 %}\n", "");
  *strstr(plain, "  combinations:") = '\0';
  struct zn_study *study = reading_study(plain);
  assert_int_equal(study->n_reported, 0);
  assert_int_equal(study->n_read, 4);
  assert_int_equal(study->discriminate.n_combinations, 0);
  assert_int_equal(study->discriminate.n_groups, 0);
  zn_study_free(study);
  free(plain);
}

static void a_study_that_does_not_ask_reads_nothing_beside(void **state) {
  (void)state;
  struct zn_study *study = reading_study(reading_study_text);
  assert_int_equal(study->n_read, 0);
  assert_int_equal(study->discriminate.n_tests, 0);
  zn_study_free(study);
}

static void a_wrong_truth_is_refused(void **state) {
  (void)state;
  refuse("leak[jejunum]", "leek[jejunum]", 16, "truth: there is no observable 'leek[jejunum]'; nearest: 'leak[jejunum]'");
  refuse("above: 1.5", "above: 1.5 mg", 17, "above: '1.5 mg' has a unit; expected a pure number");
  refuse("above: 1.5", "above: -1", 17, "above: '-1' is out of bounds");
  refuse("above: 1.5", "above: nan", 17, "above:");
  refuse("  above: 1.5\n", "", 14, "the key 'above' is missing");
  refuse("  at: 1 d\n", "", 14, "the key 'at' is missing");
  refuse("  at: 1 d\n", "  at: 1\n", 15, "lacks its unit");
  refuse("  at: 1 d\n", "  at: 2 d\n", 19, "'two_sugars' is not measured at 2 d; nearest: 24 h, in line 9");
}

static void a_wrong_test_is_refused(void **state) {
  (void)state;
  refuse("assay: two_sugars", "assay: two_sugar", 19, "assay: there is no assay 'two_sugar'; nearest: 'two_sugars'");
  refuse("probe: lactulose", "probe: sucrose", 19, "probe: there is no probe in two_sugars called 'sucrose'");
  refuse("window: 6-24 h", "window: 6-30 h", 20, "window:");
  refuse(", window: 6-24 h", "", 20, "neither 'window' nor 'serum'");
  refuse("window: 6-24 h", "window: 6-24 h, median: 3 %", 20, "there is no key 'median'");
  refuse("window: 6-24 h", "window: 6-24 h, cohort: ill", 20, "there is no key 'cohort'");
  refuse("{label: ratio, ", "{", 19, "the key 'label' is missing");
  refuse("label: chromium", "label: ratio", 20, "label: something else is called 'ratio' already");
  refuse("at: 3 d, assay: blood", "at: 4 d, assay: blood", 21, "at: 'blood' is not measured at 4 d; nearest: 3 d, in line 10");
  refuse("at: 3 d, assay: blood", "assay: blood", 21, "'blood' is not measured at 1 d");
  refuse("{label: crp, at: 3 d, assay: blood, reading: serum_crp}",
         "{label: camera, at: 5 d, assay: camera, probe: PEG 4000, place: colon, window: 0-6 h}", 21,
         "'camera' is never measured in this cohort");
}

static void a_wrong_combination_or_group_is_refused(void **state) {
  (void)state;
  refuse("[chromium, ratio]", "[chromium, ration]", 23, "there is no test with the label 'ration'; nearest: 'ratio'");
  refuse("[chromium, ratio]", "[chromium, chromium]", 23, "'chromium' stands here a second time");
  refuse("[chromium, ratio]", "[chromium]", 23, "tests: 1 entries; expected at least 2");
  refuse("label: both", "label: crp", 23, "label: something else is called 'crp' already");
  refuse("[ill]", "[sick]", 25, "there is no cohort 'sick'");
  refuse("[ill]", "[ill, ill]", 25, "'ill' stands here a second time");
  refuse("cohorts: [ill]}\n", "cohorts: [ill]}\n    - {label: only the ill, cohorts: [well]}\n", 26,
         "label: another group is called 'only the ill' already");
  refuse("  within:", "  whithin:", 24, "there is no key 'whithin'; nearest: 'within'");
  refuse("  within:", "  tests: []\n  within:", 24, "tests: the key is given twice, first in line 18");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(tests_stand_behind_the_reported_rows_and_the_truth_behind_them),
      cmocka_unit_test(combinations_and_groups_are_indices),
      cmocka_unit_test(nothing_need_be_reported_combined_or_looked_at_by_itself),
      cmocka_unit_test(a_study_that_does_not_ask_reads_nothing_beside),
      cmocka_unit_test(a_wrong_truth_is_refused),
      cmocka_unit_test(a_wrong_test_is_refused),
      cmocka_unit_test(a_wrong_combination_or_group_is_refused),
  };
  return cmocka_run_group_tests(tests, reading_begin, reading_end);
}
