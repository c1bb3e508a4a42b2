/* Outcomes of diets: how a row is read, and what the model answers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "appraisal/diet_reading.h"
#include "zonula/zonula.h"

static struct zn_library *library;
static struct zn_diet_rules *rules;

static int begin(void **state) {
  (void)state;
  struct zn_error error = {0};
  return zn_library_load(&library, &error) == ZN_OK && zn_diet_rules_load(&rules, library, &error) == ZN_OK ? 0 : -1;
}

static int end(void **state) {
  (void)state;
  zn_diet_rules_free(rules);
  zn_library_free(library);
  return 0;
}

/* A row that can be represented: a Western diet for 30 days and endotoxin. */
static struct zn_diet_row western(const char *effect, const char *kind) {
  return (struct zn_diet_row){.id = "W",
                              .intervention = "Western-style diet",
                              .comparator = "own baseline",
                              .species = "human healthy",
                              .duration_d = 30.0,
                              .outcome = "plasma endotoxin",
                              .value = {"", ""},
                              .unit = "",
                              .effect = (char *)effect,
                              .effect_kind = (char *)kind,
                              .ci = {NAN, NAN},
                              .paper = "",
                              .journal = "",
                              .doi = "",
                              .url = "",
                              .note = ""};
}

static struct zn_diet_reading reading_of(struct zn_diet_row *row) {
  struct zn_diet_reading reading;
  zn_diet_row_read(&reading, row, rules);
  return reading;
}

static void must_read(struct zn_diet_row row, int direction, double fold) {
  const struct zn_diet_reading r = reading_of(&row);
  if (*r.reason) fail_msg("'%s' is out of scope: %s", row.effect, r.reason);
  if (r.direction != direction) fail_msg("'%s' (%s) was read as %d", row.effect, row.effect_kind, r.direction);
  if (isnan(fold) ? !isnan(r.fold) : !(fabs(r.fold - fold) < 1e-12))
    fail_msg("'%s' (%s) was read as %g-fold", row.effect, row.effect_kind, r.fold);
}

static void a_printed_effect_is_a_fold_where_it_is_one(void **state) {
  (void)state;
  must_read(western("71", "percent change"), 1, 1.71);
  must_read(western("-31", "percent change"), -1, 0.69);
  must_read(western("0.455", "ratio (derived)"), -1, 0.455);
  must_read(western("1.02", "ratio"), 0, 1.02);
  must_read(western("0.64", "standardised mean difference"), 1, NAN);
}

static void an_interval_that_holds_nought_is_no_change(void **state) {
  (void)state;
  struct zn_diet_row row = western("0.2", "standardised mean difference");
  row.ci[0] = -0.1, row.ci[1] = 0.5;
  must_read(row, 0, NAN);
  row.ci[0] = 0.05;
  must_read(row, 1, NAN);
}

static void two_printed_values_go_before_the_effect(void **state) {
  (void)state;
  struct zn_diet_row row = western("-0.2", "difference (derived)");
  row.value[0] = "9.63", row.value[1] = "9.83", row.unit = "log10 copies/g";
  must_read(row, -1, pow(10.0, 9.63 - 9.83));
  row.unit = "pg/mL";
  must_read(row, 0, 9.63 / 9.83); /* within the least fold of endotoxin */
  row.value[0] = "2", row.value[1] = "0";
  must_read(row, 1, NAN);
  row.value[0] = "1 of 6 studies";
  must_read(row, -1, NAN); /* the difference that is printed */
}

static void a_ph_has_a_direction_and_no_fold(void **state) {
  (void)state;
  struct zn_diet_row row = western("0.21", "difference (derived)");
  row.outcome = "faecal pH", row.unit = "pH", row.value[0] = "7.37", row.value[1] = "7.16";
  must_read(row, 1, NAN);
}

static void words_tell_the_direction_by_what_comes_first(void **state) {
  (void)state;
  must_read(western("increase vs stable", "direction"), 1, NAN);
  must_read(western("no significant rise", "direction"), 0, NAN);
  must_read(western("Decrease; co-given probiotic restores", "direction"), -1, NAN);
  must_read(western("stable, where others saw an increase", "direction"), 0, NAN);
}

static void what_no_rule_knows_is_out_of_scope_with_its_word(void **state) {
  (void)state;
  static const struct {
    size_t place;
    const char *word, *part;
  } odd[] = {{offsetof(struct zn_diet_row, intervention), "moon dust", "the intervention 'moon dust'"},
             {offsetof(struct zn_diet_row, comparator), "star dust", "the comparator 'star dust'"},
             {offsetof(struct zn_diet_row, outcome), "happiness", "the outcome 'happiness'"},
             {offsetof(struct zn_diet_row, species), "mouse", "the model is of people"},
             {offsetof(struct zn_diet_row, effect), "remarkable", "not said in words"},
             {offsetof(struct zn_diet_row, intervention), "placebo", "both arms are the same"}};
  for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
    struct zn_diet_row row = western("increase", "direction");
    const char *word = odd[i].word;
    memcpy((char *)&row + odd[i].place, &word, sizeof word);
    const struct zn_diet_reading r = reading_of(&row);
    if (!strstr(r.reason, odd[i].part)) fail_msg("'%s' does not say '%s'", r.reason, odd[i].part);
    assert_string_equal(r.simulated, "");
  }
}

static void a_blank_duration_is_assumed_and_said(void **state) {
  (void)state;
  struct zn_diet_row row = western("increase", "direction");
  assert_true(reading_of(&row).length_h == 720.0);
  row.duration_d = NAN;
  struct zn_diet_reading r = reading_of(&row);
  assert_true(r.length_h == 0.0);
  assert_non_null(strstr(r.assumed, "always eaten so"));
  row.intervention = "glutamine 15 g/day";
  r = reading_of(&row);
  assert_true(r.length_h == 24.0 * ZN_DIET_USUAL_LENGTH_D);
  assert_non_null(strstr(r.assumed, "28 days"));
}

/* --- Simulated ----------------------------------------------------------------------------------------------------------------------- */

static struct zn_diet_appraisal *appraisal_of(struct zn_diet_table *table, int threads) {
  struct zn_diet_appraisal *appraisal;
  struct zn_error error = {0};
  const struct zn_validate_options options = {.people = 6, .run = {.threads = threads}};
  if (zn_diet_validate(&appraisal, table, library, &options, &error) != ZN_OK) fail_msg("%s", error.text);
  return appraisal;
}

static void exchanged_arms_give_the_inverse_fold(void **state) {
  (void)state;
  struct zn_diet_row row[2] = {western("71", "percent change"), western("decrease", "direction")};
  row[1].intervention = row[0].comparator;
  row[1].comparator = row[0].intervention;
  struct zn_diet_table table = {.file = "t", .n = 2, .rows = row};
  struct zn_diet_appraisal *a = appraisal_of(&table, 1);
  const struct zn_diet_verdict *v = a->verdict;
  assert_true(v[0].in_scope && v[1].in_scope);
  assert_true(v[0].predicted > 1.05); /* more fat, less fibre: more endotoxin */
  assert_true(fabs(v[0].predicted * v[1].predicted - 1.0) < 1e-12);
  assert_true(fabs(v[0].low90 * v[1].high90 - 1.0) < 1e-2); /* quantiles of folds, not of their logarithms */
  assert_int_equal(v[0].predicted_direction, 1);
  assert_int_equal(v[1].predicted_direction, -1);
  assert_true(v[0].direction_right && v[1].direction_right);
  assert_true(fabs(v[0].fold_error - fmax(v[0].predicted / 1.71, 1.71 / v[0].predicted)) < 1e-12 && isnan(v[1].fold_error));
  zn_diet_appraisal_free(a);
}

static void an_arm_that_changes_nothing_gives_exactly_one(void **state) {
  (void)state;
  struct zn_diet_row row = western("no effect", "direction");
  row.intervention = "collagen peptides";
  struct zn_diet_table table = {.file = "t", .n = 1, .rows = &row};
  struct zn_diet_appraisal *a = appraisal_of(&table, 1);
  assert_true(a->verdict[0].predicted == 1.0 && a->verdict[0].low90 == 1.0 && a->verdict[0].high90 == 1.0);
  assert_true(a->verdict[0].direction_right);
  zn_diet_appraisal_free(a);
}

static void threads_change_no_bit(void **state) {
  (void)state;
  struct zn_diet_row row = western("71", "percent change");
  struct zn_diet_table table = {.file = "t", .n = 1, .rows = &row};
  struct zn_diet_appraisal *one = appraisal_of(&table, 1), *three = appraisal_of(&table, 3);
  assert_memory_equal(&one->verdict[0].predicted, &three->verdict[0].predicted, 3 * sizeof(double));
  zn_diet_appraisal_free(one);
  zn_diet_appraisal_free(three);
}

static void scores_count_changes_and_their_absence_apart(void **state) {
  (void)state;
  struct zn_diet_verdict v[] = {
      {.in_scope = 1, .reported_direction = 1, .direction_right = 1, .fold_error = 2.0},
      {.in_scope = 1, .reported_direction = -1, .direction_right = 0, .fold_error = 8.0},
      {.in_scope = 1, .reported_direction = 0, .direction_right = 1, .fold_error = NAN},
      {.in_scope = 0, .reported_direction = 1, .direction_right = 1, .fold_error = 100.0},
  };
  const struct zn_diet_table table = {.n = 4};
  struct zn_diet_appraisal a = {.table = &table, .verdict = v};
  zn_diet_score(&a);
  assert_int_equal(a.score.rows, 4);
  assert_int_equal(a.score.in_scope, 3);
  assert_int_equal(a.score.right, 2);
  assert_int_equal(a.score.changes, 2);
  assert_int_equal(a.score.changes_right, 1);
  assert_int_equal(a.score.nulls, 1);
  assert_int_equal(a.score.nulls_right, 1);
  assert_int_equal(a.score.folds, 2);
  assert_true(fabs(a.score.gmfe - 4.0) < 1e-12);
  assert_true(fabs(a.score.direction_right - 2.0 / 3.0) < 1e-12);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_printed_effect_is_a_fold_where_it_is_one),    cmocka_unit_test(an_interval_that_holds_nought_is_no_change),
      cmocka_unit_test(two_printed_values_go_before_the_effect),       cmocka_unit_test(a_ph_has_a_direction_and_no_fold),
      cmocka_unit_test(words_tell_the_direction_by_what_comes_first),  cmocka_unit_test(what_no_rule_knows_is_out_of_scope_with_its_word),
      cmocka_unit_test(a_blank_duration_is_assumed_and_said),          cmocka_unit_test(exchanged_arms_give_the_inverse_fold),
      cmocka_unit_test(an_arm_that_changes_nothing_gives_exactly_one), cmocka_unit_test(threads_change_no_bit),
      cmocka_unit_test(scores_count_changes_and_their_absence_apart),
  };
  return cmocka_run_group_tests(tests, begin, end);
}
