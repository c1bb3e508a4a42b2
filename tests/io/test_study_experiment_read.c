/* The key `experiment` of a study: what is read, and what is refused. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "reading.h"

static const char text[] = /* line 1 */
    "title: A question\n"
    "source: none\n"
    "summary: Nobody has asked.\n"
    "cohorts:\n"
    /* line 5 */
    "  - {name: well, people: 32, condition: well, seed: 1}\n"
    "  - {name: ill, people: 32, condition: inflamed, seed: 1}\n"
    "  - {name: others, people: 16, condition: well, seed: 2}\n"
    "timeline:\n"
    "  - {at: 1 d, measure: two_sugars, cohort: well}\n"
    /* line 10 */
    "experiment:\n"
    "  asks: Is the sky blue?\n"
    "  reads:\n"
    "    - {name: ratio, cohort: well, at: 1 d, assay: two_sugars, probe: lactulose, over: mannitol, window: 0-5 h}\n"
    "    - {name: leak_well, cohort: well, at: 9 d, reading: \"leak[jejunum]\"}\n"
    /* line 15 */
    "    - {name: leak_ill, cohort: ill, at: 9 d, reading: \"leak[jejunum]\"}\n"
    "    - {name: leak_others, cohort: others, at: 0 d, reading: \"leak[jejunum]\"}\n"
    "  holds:\n"
    "    - {label: the ill leak, value: leak_ill / leak_well, above: 1.5, in: 90 %, because: it was seen, source: zeissig_2004}\n"
    "    - {label: a ratio tells, rank_correlation: ratio, by: leak_well, above: 0.1, below: 0.9, because: guessed, source: chosen}\n"
    /* line 20 */
    "    - {label: others are well, median: leak_others, among: leak_others > 0.5, below: 2, because: guessed, source: chosen}\n"
    "  broken:\n"
    "    - {without: death, changes: [{name: immune_gain, scale: 0.01}, {name: liver_function, set: 0}]}\n";

static void refuse(const char *from, const char *to, int line, const char *part) { reading_refuse_edit(text, from, to, line, part); }

static void reads_are_rows_of_the_study(void **state) {
  (void)state;
  struct zn_study *study = reading_study(text);
  const struct zn_experiment *e = study->experiment;
  const struct zn_reported *row = study->reported + e->first_row;
  assert_int_equal(e->n_reads, 4);
  assert_int_equal(study->n_read, 4);
  assert_string_equal(e->asks, "Is the sky blue?");
  assert_string_equal(e->read[2], "leak_ill");
  assert_int_equal(row[0].quantity, ZN_QUANTITY_RATIO);
  assert_int_equal(row[0].cohort, 0);
  assert_int_equal(row[2].assay, -1);
  assert_int_equal(row[2].cohort, 1);
  assert_int_equal(row[2].observable, zn_observable_find("leak[jejunum]"));
  assert_true(row[2].time_h == 216.0);
  assert_true(study->end_h == 216.0); /* as long as somebody looks */
  zn_study_free(study);
}

static void criteria_and_broken_mechanisms_are_as_written(void **state) {
  (void)state;
  struct zn_study *study = reading_study(text);
  const struct zn_criterion *c = study->experiment->criterion;
  assert_int_equal(study->experiment->n_criteria, 3);
  assert_int_equal(c[0].kind, ZN_CRITERION_EACH);
  assert_true(c[0].above == 1.5 && isinf(c[0].below) && fabs(c[0].in - 0.9) < 1e-15 && !c[0].by);
  assert_string_equal(zn_source_info(c[0].source)->id, "zeissig_2004");
  assert_int_equal(c[1].kind, ZN_CRITERION_RANK_CORRELATION);
  assert_string_equal(c[1].by, "leak_well");
  assert_true(c[1].above == 0.1 && c[1].below == 0.9);
  assert_int_equal(c[2].kind, ZN_CRITERION_MEDIAN);
  assert_string_equal(c[2].among, "leak_others > 0.5");
  assert_null(c[1].among);
  assert_int_equal(study->experiment->n_broken, 1);
  assert_int_equal(study->experiment->broken[0].n_changes, 2);
  assert_int_equal(study->experiment->broken[0].changes[1].kind, ZN_CHANGE_SET);
  zn_study_free(study);
}

static void a_study_that_asks_nothing_is_none(void **state) {
  (void)state;
  struct zn_study *study = reading_study(reading_study_text);
  assert_null(study->experiment);
  zn_study_free(study);
}

static void a_wrong_read_is_refused(void **state) {
  (void)state;
  refuse("name: ratio", "name: Ratio", 13, "'Ratio' is no name");
  refuse("name: leak_ill", "name: leak_well", 15, "something else is called 'leak_well' already");
  refuse("name: leak_ill, cohort: ill, at: 9 d, reading: \"leak[jejunum]\"", "name: leak_ill, cohort: ill, at: 9 d, reading: leaks", 15,
         "there is no observable 'leaks'");
  refuse("name: leak_ill, cohort: ill, at: 9 d, reading", "name: leak_ill, cohort: ill, at: 9 d, window: 0-5 h, reading", 15, "window");
  refuse("cohort: ill, at: 9 d", "at: 9 d", 15, "the key 'cohort' is missing");
  refuse("cohort: ill, at: 9 d", "cohort: il, at: 9 d", 15, "nearest: 'ill'");
  refuse("name: ratio, cohort: well", "name: ratio, cohort: ill", 13, "is never measured in this cohort");
  refuse("at: 9 d, reading", "at: 9, reading", 14, "lacks its unit");
}

static void a_wrong_criterion_is_refused(void **state) {
  (void)state;
  refuse("value: leak_ill / leak_well", "value: leak_il / leak_well", 18, "nearest: 'leak_ill'");
  refuse("value: leak_ill / leak_well", "value: 3 * 4", 18, "uses none of the reads");
  refuse("value: leak_ill / leak_well", "value: leak_ill / leak_others", 18, "are of different people");
  refuse("value: leak_ill / leak_well", "value: leak_ill, mean: leak_ill", 18, "both 'value' and 'mean'");
  refuse("value: leak_ill / leak_well, ", "", 18, "nothing is asked");
  refuse("above: 1.5, ", "", 18, "no bound is given");
  refuse("above: 1.5", "above: 1.5 mg", 18, "above");
  refuse("above: 0.1, below: 0.9", "above: 0.9, below: 0.1", 19, "nothing lies above");
  refuse("in: 90 %, ", "", 18, "in");
  refuse("in: 90 %", "in: 190 %", 18, "out of bounds");
  refuse(", by: leak_well", "", 19, "by");
  refuse("by: leak_well", "by: leak_others", 19, "are of different people");
  refuse("among: leak_others > 0.5", "among: leak_well > 0.5", 20, "are of different people");
  refuse("among: leak_others > 0.5", "among: leak_other > 0.5", 20, "nearest: 'leak_others'");
  refuse("source: zeissig_2004", "source: zeissig_2040", 18, "nearest: 'zeissig_2004'");
  refuse("because: it was seen, ", "", 18, "because");
}

static void a_wrong_breaking_is_refused(void **state) {
  (void)state;
  refuse("name: immune_gain", "name: immune_gein", 22, "nearest: 'immune_gain'");
  refuse("scale: 0.01", "scale: -1", 22, "out of bounds");
  refuse("set: 0}", "set: 7}", 22, "out of bounds");
  refuse("{name: immune_gain, scale: 0.01}, {name: liver_function, set: 0}", "{name: immune_gain}", 22, "nothing is changed");
  refuse("without: death, ", "", 22, "without");
  refuse("asks: Is the sky blue?\n", "ask: Is the sky blue?\n", 11, "asks");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(reads_are_rows_of_the_study),       cmocka_unit_test(criteria_and_broken_mechanisms_are_as_written),
      cmocka_unit_test(a_study_that_asks_nothing_is_none), cmocka_unit_test(a_wrong_read_is_refused),
      cmocka_unit_test(a_wrong_criterion_is_refused),      cmocka_unit_test(a_wrong_breaking_is_refused),
  };
  return cmocka_run_group_tests(tests, reading_begin, reading_end);
}
