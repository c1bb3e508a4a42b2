/* The key `trial` of a study: what is refused, where, and with which words. */
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
#include "trial_file.h"

static void refuse(const char *from, const char *to, int line, const char *part) {
  reading_refuse_edit(trial_file_text, from, to, line, part);
}

static void refuse_plain(const char *from, const char *to, int line, const char *part) {
  reading_refuse_edit(trial_file_plain, from, to, line, part);
}

static struct zn_study *edited(const char *from, const char *to) { return reading_edited_study(trial_file_text, from, to); }

/* --- What is refused ----------------------------------------------------------------------------------------------------------------- */

static void what_does_not_go_with_a_trial_is_refused(void **state) {
  (void)state;
  static const struct {
    const char *key, *part;
  } others[] = {
      {"reported: []\n", "stands within the key 'trial'"},
      {"experiment:\n  asks: Why?\n  reads: [{name: a, at: 0 d, reading: serum_crp}]\n"
       "  holds: [{label: b, median: a, above: 1, because: c, source: chosen}]\n",
       "this one is a trial"},
      {"discriminate: {at: 0 d, truth: serum_crp, above: 1 mg/L, tests: [{label: a, assay: blood, reading: serum_crp}]}\n",
       "this one is a trial"},
      {"matrix: {of: [antibody, powder], given: 0 d, at: 9 d, readings: [serum_crp]}\n", "this one is a trial"},
      {"map: {across: {parameter: immune_gain, from: 1, to: 2, steps: 3}, up: {parameter: liver_function, from: 0.5, to: 1, steps: 3}, "
       "ill: {word: ill, reading: serum_crp, above: 1 mg/L}}\n",
       "this one is a trial"},
      {"pictures: [0 d]\n", "draws no pictures"}};
  for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
    char with[600];
    snprintf(with, sizeof with, "%strial:\n", others[i].key);
    refuse_plain("trial:\n", with, 8, others[i].part);
  }
  refuse_plain("cohort: {people", "cohorts:\n  - {name: a, people", 4, "expected 'cohort'");
}

static void keys_of_trials_are_refused_elsewhere(void **state) {
  (void)state;
  reading_refuse_edit(reading_study_text, "dose: 4 mg/kg", "arm: all", 8, "arm: only a trial has arms");
  reading_refuse_edit(reading_study_text, "dose: 4 mg/kg", "rescue: serum_crp, above: 3 mg/L", 8, "rescue: only a trial has rescue");
  reading_refuse_edit(reading_study_text, "dose: 4 mg/kg", "above: 3 mg/L", 8, "above: above or below what?");
  refuse("arm: antibody", "cohort: antibody", 7, "expected 'arm'");
  refuse("name: before", "name: before, cohort: nothing", 21, "there is no key 'cohort'");
}

static void a_wrong_arm_is_refused(void **state) {
  (void)state;
  refuse("arm: antibody", "arm: antibodi", 7, "there is no arm 'antibodi'; nearest: 'antibody'");
  refuse("control: nothing", "control: noting", 15, "nearest: 'nothing'");
  refuse("name: antibody", "name: nothing", 14, "another arm is called 'nothing' already");
  refuse("ratio: 2", "ratio: 1.5", 14, "'1.5' is no whole number");
  refuse("ratio: 2", "ratio: 0", 14, "out of bounds; expected 1 to 100");
  refuse("adherence: 90 %", "adherence: 190 %", 14, "out of bounds");
  refuse("adherence: 90 %", "adherence: 90 d", 14, "wrong unit");
  refuse("drop_out: 10 %", "drop_out: 100 %", 14, "expected 0 to 99 %");
}

static void whoever_does_not_know_cannot_behave_otherwise(void **state) {
  (void)state;
  refuse("blinding: open", "blinding: double", 14, "adherence: 'nothing' and 'antibody' differ in adherence");
  refuse_plain("{name: b}", "{name: b, drop_out: 5 %}", 9, "drop_out: 'a' and 'b' differ in drop_out");
  zn_study_free(edited("blinding: open", "blinding: single"));
}

static void a_wrong_allocation_is_refused(void **state) {
  (void)state;
  refuse("block: 9", "block: 8", 17, "expected a multiple of 3");
  refuse("block: 9", "block: 0", 17, "expected a multiple of 3");
  refuse("allocation: blocks", "allocation: simple", 17, "no blocks in a simple allocation");
  refuse("allocation: blocks", "allocation: block", 16, "nearest: 'blocks'");
  refuse("blinding: open", "blinding: opened", 18, "nearest: 'open'");
}

static void eligible_is_who_was_so_before(void **state) {
  (void)state;
  refuse("where: before > 1", "where: befor > 1", 19, "nearest: 'before'");
  refuse("where: before > 1", "where: after > 1", 19, "'after', which is read after the arms begin to differ");
  refuse("at: 1 d, arm: antibody", "at: 8 h, arm: antibody", 19, "'before', which is read until after the arms begin to differ");
  refuse("at: 2 d, give: powder", "at: 8 h, give: powder", 19,
         "'before', which is read until after the arms begin to differ"); /* by care */
  refuse("where: before > 1", "where: rescued == 0", 19, "'rescued', which is known only at the end");
  refuse("where: before > 1", "where: 1 > 0", 19, "uses none of the reads");
  refuse(", because: others are not ill", "", 19, "because");
}

static void a_wrong_read_is_refused(void **state) {
  (void)state;
  refuse("name: leak", "name: rescued", 23, "'rescued' says who needed rescue");
  refuse("name: leak", "name: after", 23, "something else is called 'after' already");
  refuse("name: leak", "name: Leak", 23, "'Leak' is no name");
  refuse("at: 29 d, assay", "at: 28 d, assay", 22, "is not measured at 28 d");
  refuse("  - {at: 29 d, measure: chromium}", "  - {at: 29 d, arm: antibody, measure: chromium}", 22, "is not measured at 29 d");
  refuse("reading: \"leak[ileum]\"}", "reading: leaks}", 23, "there is no observable 'leaks'");
}

static void a_wrong_endpoint_is_refused(void **state) {
  (void)state;
  refuse("change: after, from: before", "change: after", 25, "needs the key 'from'");
  refuse("change: after, from: before", "change: after, from: befor", 25, "from: 'befor' uses 'befor', which is not among the reads");
  refuse("change: after, from: before", "change: after), from: (before", 25, "change: 'after)' cannot be read");
  refuse("ratio: after + leak, to: before", "ratio: after + leak", 26, "needs the key 'to'");
  refuse("ratio: after + leak, to: before", "ratio: after, from: before", 26, "from: this key does not belong");
  refuse("value: after", "value: after, change: after, from: before", 27, "both 'change' and 'value'");
  refuse("rescue: \"leak[*]\", above: 1.5", "for: 1 d", 29, "'rescued', but nobody can be");
  refuse("value: after", "label: nothing", 27, "nothing is looked at");
  refuse("value: after", "value: after, missing: failure", 27, "does not belong to an endpoint with the key 'value'");
  refuse("missing: failure", "missing: failed", 29, "there is no missing 'failed'");
  refuse("name: fold", "name: fall", 26, "another endpoint is called 'fall' already");
  refuse("name: fold", "name: a fold", 26, "'a fold' is no name");
}

static void a_wrong_time_is_refused(void **state) {
  (void)state;
  refuse("time_to: \"leak[*]\"", "time_to: \"leek[*]\"", 30, "nearest: 'leak[*]'");
  refuse("above: 1.5, from", "from", 30, "expected 'above' or 'below'");
  refuse("above: 1.5, from", "above: 1.5, below: 2, from", 30, "everybody lies above 1.5 or below 2");
  refuse("above: 1.5, from", "above: 1.5 mg, from", 30, "has a unit");
  refuse("every: 12 h", "every: 0 h", 30, "every: '0 h' is out of bounds");
  refuse("every: 12 h", "every: -1 h", 30, "out of bounds");
  refuse("until: 31 d", "until: 1 d", 30, "until: '1 d' is before the second look");
  refuse("until: 31 d", "until: 2 d", 30, "until: '2 d' is before the second look");
  refuse("every: 12 h, until: 31 d", "every: 1 h, until: 500 d", 30, "expected at most 10000");
  refuse(", until: 31 d", "", 30, "needs the key 'until'");
}

static void a_test_that_does_not_fit_its_endpoint_is_refused(void **state) {
  (void)state;
  refuse("test: fisher", "test: t", 32, "'healed' is yes or no, which t does not take; expected fisher");
  refuse("test: cox", "test: ancova", 33, "'ill' is a time, which ancova does not take; expected log_rank or cox");
  refuse("test: mann_whitney", "test: log_rank", 35,
         "'fold' is a number, which log_rank does not take; expected t, mann_whitney or ancova");
  refuse("test: mann_whitney", "test: man_whitney", 35, "nearest: 'mann_whitney'");
  refuse("endpoint: fold, test", "endpoint: folds, test", 35, "nearest: 'fold'");
}

static void a_wrong_analysis_is_refused(void **state) {
  (void)state;
  refuse("baseline: start, ", "", 34, "an ancova needs the key 'baseline'");
  refuse("baseline: start", "baseline: level", 34, "its own baseline");
  refuse("baseline: start", "baseline: healed", 34, "is no number");
  refuse("baseline: start", "baseline: fall", 34, "'after', which is read after the arms begin to differ");
  refuse("test: mann_whitney", "test: mann_whitney, baseline: start", 35, "only an ancova has a baseline");
  refuse("test: mann_whitney", "test: mann_whitney, log: yes", 35, "only the tests t and ancova");
  refuse("log: yes", "log: perhaps", 34, "there is no log 'perhaps'; expected one of: yes, no, true, false");
  refuse("arm: antibody, against", "arm: nothing, against", 32, "compared with itself");
  refuse("by: before > 3", "by: before > 3, arm: antibody", 33, "by arms or by what 'by' says");
  refuse("by: before > 3", "by: befor > 3", 33, "nearest: 'before'");
  refuse("among: leak > 0", "among: leaks > 0", 33, "nearest: 'leak'");
  refuse("label: ranks", "label: healing", 35, "another analysis is called 'healing' already");
  refuse("confidence: 90 %", "confidence: 9 %", 32, "expected 50 to 99.99 %");
}

static void which_arm_is_meant_must_be_clear(void **state) {
  (void)state;
  refuse_plain("{name: b}]", "{name: b}, {name: c}]", 12, "the key 'arm' is missing");
  refuse_plain("[{name: a, ratio: 2}, {name: b}]", "[{name: a}]", 12, "there is one arm, and nothing to compare it with");
}

static void a_wrong_plan_is_refused(void **state) {
  (void)state;
  refuse("[40 %, 0.7]", "[70 %, 0.4]", 36, "expected rising shares");
  refuse("[40 %, 0.7]", "[100 %]", 36, "expected 1 to 99 %");
  refuse("spending: pocock", "spending: pocok", 36, "nearest: 'pocock'");
  refuse("replicates: 200", "replicates: 0", 37, "expected 1 to 100000");
  refuse("replicates: 200", "replicates: 100001", 37, "expected 1 to 100000");
  refuse("[20, 40, 60]", "[20, 61]", 39, "more than there are");
  refuse("[20, 40, 60]", "[20, 20]", 39, "expected rising numbers");
  refuse("[20, 40, 60]", "[0]", 39, "expected rising numbers");
  refuse_plain("test: t}]\n", "test: t}]\n  null_replicates: 100001\n", 13, "expected 0 to 100000");
}

static void more_people_than_have_numbers_are_refused(void **state) {
  (void)state;
  char *many = reading_edited(trial_file_plain, "people: 10", "people: 1000000");
  reading_refuse_edit(many, "test: t}]\n", "test: t}]\n  replicates: 4000\n  null_replicates: 1\n", 14,
                      "1000000 people in 4001 replicates are 4001000000 in all; expected at most 4000000000");
  reading_refuse_edit(many, "people: 1000000", "people: 1000001", 4, "expected 1 to 1000000");
  free(many);
}

static void one_arm_has_no_null_trials(void **state) {
  (void)state;
  static const char one[] = "analyses: [{endpoint: level, test: t, by: crp > 3}]\n";
  char *alone = reading_edited(trial_file_plain, "[{name: a, ratio: 2}, {name: b}]", "[{name: a}]");
  char *split = reading_edited(alone, "analyses: [{endpoint: level, test: t}]\n", one);
  struct zn_study *study = reading_study(split);
  assert_string_equal(study->trial->analysis[0].by, "crp > 3");
  zn_study_free(study);
  reading_refuse_edit(split, "crp > 3}]\n", "crp > 3}]\n  null_replicates: 3\n", 13,
                      "with one arm there is nothing that chance could give");
  free(alone);
  free(split);
}

static void a_wrong_published_number_is_refused(void **state) {
  (void)state;
  refuse("analysis: healing, effect", "analysis: heeling, effect", 41, "nearest: 'healing'");
  refuse("effect: 3.1", "effect: 8", 41, "1.2 to 7 is no interval around 8");
  refuse("[1.2, 7]", "[7, 1.2]", 41, "no interval around 3.1");
  refuse("effect: 3.1", "effect: 0", 41, "0; expected a number above 0");
  refuse("effect: 3.1", "effect: -1", 41, "out of bounds");
  refuse("effect: 3.1", "effect: 3.1 %", 41, "has a unit");
  refuse("source: zeissig_2004, note", "source: zeisig_2004, note", 41, "nearest: 'zeissig_2004'");
  refuse("p_value: 0.02", "p_value: 1.02", 42, "out of bounds");
  refuse("p_value: 0.02", "p_value: 0.02, interval: [0.05, 1]", 42, "0.05 to 1 is no interval around 0.02");
  refuse("p_value: 0.02", "p_value: 0.02, interval: [0, 1.5]", 42, "out of bounds");
  refuse("p_value: 0.02", "p_value: 0.02, effect: 3", 42, "both 'effect' and 'p_value'");
  refuse("p_value: 0.02, ", "", 42, "no number is reported");
  refuse("arm: antibody, endpoint: level", "arm: antibodie, endpoint: level", 43, "nearest: 'antibody'");
  refuse("endpoint: level, median", "endpoint: levels, median", 43, "nearest: 'level'");
  refuse("median: 2.42", "median: 2.42 mg", 43, "wrong unit");
  refuse("median: 2.42", "share: 2.42 %", 43, "'level' is a number; expected 'mean' or 'median'");
  refuse("share: 44 %", "mean: 0.44", 44, "'healed' is no number; expected 'share'");
  refuse("share: 44 %", "share: 0.44", 44, "'0.44' is no share in %");
  refuse("share: 44 %", "share: 144 %", 44, "out of bounds");
}

static void rescue_that_nobody_or_everybody_needs_is_refused(void **state) {
  (void)state;
  refuse(", above: 1.5}", "}", 9, "nothing says who needs it");
  refuse("rescue: \"leak[*]\"", "rescue: \"leek[*]\"", 9, "nearest: 'leak[*]'");
  refuse("above: 1.5}", "above: 1.5, below: 1.6}", 9, "everybody lies above 1.5 or below 1.6");
  refuse("above: 1.5}", "above: 1.5 mg}", 9, "has a unit");
  refuse("measure: chromium}\n  - {at: 1 d", "measure: chromium, rescue: inflammation, above: 1}\n  - {at: 1 d", 6,
         "does not belong to an entry that measures");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_does_not_go_with_a_trial_is_refused),
      cmocka_unit_test(keys_of_trials_are_refused_elsewhere),
      cmocka_unit_test(a_wrong_arm_is_refused),
      cmocka_unit_test(whoever_does_not_know_cannot_behave_otherwise),
      cmocka_unit_test(a_wrong_allocation_is_refused),
      cmocka_unit_test(eligible_is_who_was_so_before),
      cmocka_unit_test(a_wrong_read_is_refused),
      cmocka_unit_test(a_wrong_endpoint_is_refused),
      cmocka_unit_test(a_wrong_time_is_refused),
      cmocka_unit_test(a_test_that_does_not_fit_its_endpoint_is_refused),
      cmocka_unit_test(a_wrong_analysis_is_refused),
      cmocka_unit_test(which_arm_is_meant_must_be_clear),
      cmocka_unit_test(a_wrong_plan_is_refused),
      cmocka_unit_test(more_people_than_have_numbers_are_refused),
      cmocka_unit_test(one_arm_has_no_null_trials),
      cmocka_unit_test(a_wrong_published_number_is_refused),
      cmocka_unit_test(rescue_that_nobody_or_everybody_needs_is_refused),
  };
  return cmocka_run_group_tests(tests, reading_begin, reading_end);
}
