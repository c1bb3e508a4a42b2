/* The tables of a trial, and what files, pages and tables say alike: effects over trials, and shares without an event. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/csv.h"
#include "scratch.h"
#include "small_trial.h"

typedef enum zn_status writer_of(const struct zn_trial_run *run, const char *path, struct zn_error *error);

static const char *folder;

static int begin(void **state) {
  (void)state;
  folder = scratch_open();
  return 0;
}

/* Writes a table and reads it back; clear it. */
static struct zn_csv written(writer_of *write, const struct zn_trial_run *run) {
  struct zn_error error = {0};
  struct zn_csv csv;
  char path[256];
  snprintf(path, sizeof path, "%s/new/table.csv", folder);
  if (write(run, path, &error) != ZN_OK) fail_msg("%s", error.text);
  if (zn_csv_read(&csv, path, &error) != ZN_OK) fail_msg("%s", error.text);
  return csv;
}

static const char *cell(const struct zn_csv *csv, int row, const char *column) {
  const int c = zn_csv_column(csv, column);
  if (c < 0) fail_msg("no column %s", column);
  return zn_csv_cell(csv, row, c);
}

static void near(double value, double wanted, double off) {
  if (!(fabs(value - wanted) <= off)) fail_msg("%.17g, not %.17g", value, wanted);
}

#define cell_is(csv, row, column, text) assert_string_equal(cell(csv, row, column), text)

static void arms_have_a_row_for_each_endpoint_and_everybody_as_well(void **state) {
  (void)state;
  struct small_trial *s = small_trial_new();
  struct zn_csv csv = written(zn_trial_write_arms, &s->run);
  assert_int_equal(csv.rows, 1 + 3 * SMALL_TRIAL_ENDPOINTS);
  cell_is(&csv, 1, "arm", "placebo");
  cell_is(&csv, 1, "label", "fall of CRP, \"mg/L\" <low>");
  cell_is(&csv, 1, "kind", "value");
  cell_is(&csv, 1, "events", ""); /* a value does not happen */
  cell_is(&csv, 1, "q50", "-1.25");
  cell_is(&csv, 2, "kind", "responder");
  cell_is(&csv, 2, "events", "2");
  cell_is(&csv, 2, "q50", "");
  cell_is(&csv, 4, "arm", "new_drug");
  cell_is(&csv, 4, "people", "8");
  cell_is(&csv, 4, "missing", "2");
  cell_is(&csv, 6, "unit", "h");
  cell_is(&csv, 6, "mean", "480");
  cell_is(&csv, 7, "arm", "everybody");
  zn_csv_clear(&csv);
  small_trial_free(s);
}

static void replicates_tell_trials_from_null_trials(void **state) {
  (void)state;
  struct small_trial *s = small_trial_new();
  struct zn_csv csv = written(zn_trial_write_replicates, &s->run);
  assert_int_equal(csv.rows, 1 + (SMALL_TRIAL_REPLICATES + SMALL_TRIAL_NULLS) * SMALL_TRIAL_ANALYSES);
  cell_is(&csv, 1, "replicate", "1");
  cell_is(&csv, 1, "null", "false");
  cell_is(&csv, 1, "estimate", "-4");
  cell_is(&csv, 1, "n_group", "2"); /* the drug is group 1 */
  cell_is(&csv, 1, "n_against", "3");
  cell_is(&csv, 1, "events_group", "");
  cell_is(&csv, 1, "found", "true");
  const int first_null = 1 + SMALL_TRIAL_REPLICATES * SMALL_TRIAL_ANALYSES;
  cell_is(&csv, first_null, "replicate", "1");
  cell_is(&csv, first_null, "null", "true");
  cell_is(&csv, first_null, "found", "false");
  zn_csv_clear(&csv);
  small_trial_free(s);
}

static void what_has_no_end_is_inf_and_what_is_not_known_is_empty(void **state) {
  (void)state;
  struct small_trial *s = small_trial_new();
  struct zn_csv csv = written(zn_trial_write_replicates, &s->run);
  const int fisher = 1 + SMALL_TRIAL_ANALYSES + 1, cox = 1 + SMALL_TRIAL_ANALYSES + 2; /* of the second trial */
  cell_is(&csv, fisher, "estimate", "inf");
  cell_is(&csv, fisher, "events_group", "2");
  cell_is(&csv, cox, "estimate", "");
  cell_is(&csv, cox, "p_value", "");
  cell_is(&csv, cox, "found", "");
  cell_is(&csv, cox, "freedom", "");
  cell_is(&csv, cox, "group", "before > 3");
  cell_is(&csv, cox, "against", "others");
  zn_csv_clear(&csv);
  small_trial_free(s);
}

static void the_primary_analysis_says_where_a_trial_would_have_stopped(void **state) {
  (void)state;
  struct small_trial *s = small_trial_new();
  struct zn_csv csv = written(zn_trial_write_replicates, &s->run);
  static const char *const reasons[] = {"effect_below", "futile", "effect_above", "end", "end"};
  for (int r = 0; r < SMALL_TRIAL_REPLICATES + SMALL_TRIAL_NULLS; r++) {
    cell_is(&csv, 1 + r * SMALL_TRIAL_ANALYSES, "stop_reason", reasons[r]);
    cell_is(&csv, 1 + r * SMALL_TRIAL_ANALYSES, "stop_people", r < 2 ? "4" : "8");
    cell_is(&csv, 2 + r * SMALL_TRIAL_ANALYSES, "stop_reason", "");
  }
  zn_csv_clear(&csv);
  small_trial_free(s);
}

static void power_has_every_size_and_a_share_without_trials_is_empty(void **state) {
  (void)state;
  struct small_trial *s = small_trial_new();
  s->power[1].null_replicates = s->power[1].null_found = 0;
  struct zn_csv csv = written(zn_trial_write_power, &s->run);
  assert_int_equal(csv.rows, 1 + 2 * SMALL_TRIAL_ANALYSES);
  cell_is(&csv, 1, "people", "4");
  cell_is(&csv, 1, "power", "0");
  cell_is(&csv, 2, "people", "8");
  cell_is(&csv, 2, "power", "0.333333");
  cell_is(&csv, 2, "power_lo95", "0.0084");
  cell_is(&csv, 2, "type_1_error", "");
  cell_is(&csv, 2, "type_1_error_hi95", "");
  zn_csv_clear(&csv);
  small_trial_free(s);
}

static void survival_has_every_look_and_ends_where_nobody_is_looked_at(void **state) {
  (void)state;
  struct small_trial *s = small_trial_new();
  struct zn_csv csv = written(zn_trial_write_survival, &s->run);
  assert_int_equal(csv.rows, 1 + 3 * SMALL_TRIAL_LOOKS);
  cell_is(&csv, 1, "without_event", "1");
  cell_is(&csv, 1, "without_event_lo95", "");
  cell_is(&csv, 2, "time_h", "240");
  cell_is(&csv, 2, "without_event", "0.8");  /* 1 - 2/10 */
  cell_is(&csv, 3, "without_event", "0.6");  /* times 1 - 2/8 */
  cell_is(&csv, 4, "without_event", "0.48"); /* times 1 - 1/5 */
  cell_is(&csv, 8, "at_risk", "0");
  cell_is(&csv, 8, "without_event", "");
  zn_csv_clear(&csv);
  small_trial_free(s);
}

static void published_numbers_stand_beside_predicted_ones_with_their_source(void **state) {
  (void)state;
  struct small_trial *s = small_trial_new();
  struct zn_csv csv = written(zn_trial_write_reported, &s->run);
  assert_int_equal(csv.rows, 1 + SMALL_TRIAL_PUBLISHED);
  cell_is(&csv, 1, "what", "effect");
  cell_is(&csv, 1, "reported", "-3.25");
  cell_is(&csv, 1, "reported_low", "-5.5");
  cell_is(&csv, 1, "predicted", "-2.75");
  cell_is(&csv, 1, "inside", "true");
  cell_is(&csv, 1, "holds", "true");
  cell_is(&csv, 1, "source", "suenaert_2002");
  cell_is(&csv, 1, "note", "read off a figure");
  cell_is(&csv, 2, "predicted", "inf");
  cell_is(&csv, 2, "inside", "");
  cell_is(&csv, 3, "what", "p_value");
  cell_is(&csv, 4, "what", "median");
  cell_is(&csv, 4, "arm", "new_drug");
  cell_is(&csv, 4, "endpoint", "fall");
  cell_is(&csv, 4, "analysis", "");
  cell_is(&csv, 4, "inside", "false");
  cell_is(&csv, 4, "holds", "false");
  zn_csv_clear(&csv);
  small_trial_free(s);
}

static void a_table_that_cannot_be_written_is_named(void **state) {
  (void)state;
  struct small_trial *s = small_trial_new();
  struct zn_error error = {0};
  writer_of *const writers[] = {zn_trial_write_arms, zn_trial_write_replicates, zn_trial_write_power, zn_trial_write_survival,
                                zn_trial_write_reported};
  for (size_t i = 0; i < sizeof writers / sizeof *writers; i++) {
    assert_int_equal(writers[i](&s->run, "/dev/null/arms.csv", &error), ZN_IO);
    assert_string_equal(error.file, "/dev/null/arms.csv");
  }
  small_trial_free(s);
}

/* --- Over trials ---------------------------------------------------------------------------------------------------------------------- */

static void effects_of_many_trials_are_their_median_and_where_95_percent_lie(void **state) {
  (void)state;
  struct small_trial *s = small_trial_new();
  struct zn_trial_effect e;
  assert_int_equal(zn_trial_effect_of(&e, &s->run, 0, 0, NULL), ZN_OK);
  assert_int_equal(e.replicates, 3);
  near(e.estimate, -2.75, 0.0);
  near(e.low, -4.0 + 0.05 * 1.25, 1e-12); /* 0.025 of two steps */
  near(e.high, -1.5 - 0.05 * 1.25, 1e-12);
  near(e.p_value, 0.0625, 0.0);
  assert_int_equal(zn_trial_effect_of(&e, &s->run, 0, 1, NULL), ZN_OK);
  assert_int_equal(e.replicates, 2);
  near(e.estimate, 0.125, 1e-12);
  small_trial_free(s);
}

static void a_trial_without_an_estimate_is_counted_and_one_without_end_stays_so(void **state) {
  (void)state;
  struct small_trial *s = small_trial_new();
  struct zn_trial_effect e;
  assert_int_equal(zn_trial_effect_of(&e, &s->run, 2, 0, NULL), ZN_OK);
  assert_int_equal(e.without, 1);
  near(e.estimate, 2.5, 1e-12); /* of 1.5 and 3.5 */
  assert_int_equal(zn_trial_effect_of(&e, &s->run, 1, 0, NULL), ZN_OK);
  assert_int_equal(e.without, 0);
  assert_true(isinf(e.estimate) && e.estimate > 0.0); /* 2, inf, inf */
  assert_true(isinf(e.high));
  assert_false(isnan(e.low));
  small_trial_free(s);
}

static void the_effect_of_one_trial_is_its_own_with_its_interval(void **state) {
  (void)state;
  struct small_trial *s = small_trial_new();
  struct zn_trial_effect e;
  s->trial.replicates = 1;
  assert_int_equal(zn_trial_effect_of(&e, &s->run, 0, 0, NULL), ZN_OK);
  near(e.estimate, -4.0, 0.0);
  near(e.low, -6.0, 0.0);
  near(e.high, -2.0, 0.0);
  near(e.p_value, 0.03125, 0.0);
  small_trial_free(s);
}

static void enough_people_are_those_from_which_on_power_stays_high(void **state) {
  (void)state;
  struct small_trial *s = small_trial_new(); /* found by 0 of 3 with 4 people, by 1 of 3 with 8 */
  assert_int_equal(zn_trial_people_for(&s->run, 0, 0.3), 8);
  assert_int_equal(zn_trial_people_for(&s->run, 0, 0.8), 0);
  s->power[0].found = 3;
  assert_int_equal(zn_trial_people_for(&s->run, 0, 0.8), 0); /* by chance with fewer, not with more */
  s->power[1].found = 3;
  assert_int_equal(zn_trial_people_for(&s->run, 0, 1.0), 4);
  small_trial_free(s);
}

static void an_effect_is_told_in_words_and_has_its_own_zero(void **state) {
  (void)state;
  struct small_trial *s = small_trial_new();
  static const char *const words[] = {"shift between the groups, new_drug against placebo", "odds ratio, new_drug against placebo",
                                      "hazard ratio, people with before > 3 against the others",
                                      "ratio of geometric means at equal baseline, new_drug against placebo"};
  static const double null[] = {0.0, 1.0, 1.0, 1.0};
  for (int k = 0; k < SMALL_TRIAL_ANALYSES; k++) {
    char said[ZN_TRIAL_WORDS];
    zn_trial_effect_words(&s->study, k, said);
    assert_string_equal(said, words[k]);
    near(zn_trial_null(&s->analysis[k]), null[k], 0.0);
  }
  small_trial_free(s);
}

/* --- Without the event ---------------------------------------------------------------------------------------------------------------- */

/* Freireich et al. 1963 (10.1182/blood.V21.6.699.699), remission under 6-mercaptopurine, as in every textbook: 3 of 21 at 6 weeks, then 1
 * each at 7 (17 at risk), 10 (15), 13 (12), 16 (11), 22 (7), 23 (6).. */
static void kaplan_and_meier_of_a_published_trial_are_met(void **state) {
  (void)state;
  int64_t risk[] = {21, 21, 17, 15, 12, 11, 7, 6}, events[] = {0, 3, 1, 1, 1, 1, 1, 1};
  const struct zn_arm_endpoint a = {.at_risk = risk, .happened = events};
  static const double share[] = {1.0, 0.8571429, 0.8067227, 0.7529412, 0.6901961, 0.6274510, 0.5378151, 0.4481793};
  double s[8], low[8], high[8];
  zn_trial_survival(&a, 8, s, low, high);
  for (int k = 0; k < 8; k++) near(s[k], share[k], 5e-8);
  /* Greenwood: variance of ln S at 6 weeks 3/(21 * 18); of ln(-ln S) that over (ln S)^2. */
  const double far = 1.959963984540054 * sqrt(3.0 / (21.0 * 18.0)) / -log(s[1]);
  near(low[1], pow(s[1], exp(far)), 1e-12);
  near(high[1], pow(s[1], exp(-far)), 1e-12);
  assert_true(isnan(low[0]) && isnan(high[0]));
}

static void an_interval_of_shares_holds_the_share_and_stays_between_0_and_1(void **state) {
  (void)state;
  int64_t risk[] = {4, 4, 3, 2, 1}, events[] = {0, 1, 1, 1, 1};
  const struct zn_arm_endpoint a = {.at_risk = risk, .happened = events};
  double s[5], low[5], high[5];
  zn_trial_survival(&a, 5, s, low, high);
  for (int k = 1; k < 4; k++) {
    assert_true(low[k] > 0.0 && low[k] < s[k]);
    assert_true(high[k] < 1.0 && high[k] > s[k]);
  }
  near(s[4], 0.0, 0.0);
  assert_true(isnan(low[4])); /* nobody is left, and Greenwood has no variance */
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(arms_have_a_row_for_each_endpoint_and_everybody_as_well),
      cmocka_unit_test(replicates_tell_trials_from_null_trials),
      cmocka_unit_test(what_has_no_end_is_inf_and_what_is_not_known_is_empty),
      cmocka_unit_test(the_primary_analysis_says_where_a_trial_would_have_stopped),
      cmocka_unit_test(power_has_every_size_and_a_share_without_trials_is_empty),
      cmocka_unit_test(survival_has_every_look_and_ends_where_nobody_is_looked_at),
      cmocka_unit_test(published_numbers_stand_beside_predicted_ones_with_their_source),
      cmocka_unit_test(a_table_that_cannot_be_written_is_named),
      cmocka_unit_test(effects_of_many_trials_are_their_median_and_where_95_percent_lie),
      cmocka_unit_test(a_trial_without_an_estimate_is_counted_and_one_without_end_stays_so),
      cmocka_unit_test(the_effect_of_one_trial_is_its_own_with_its_interval),
      cmocka_unit_test(enough_people_are_those_from_which_on_power_stays_high),
      cmocka_unit_test(an_effect_is_told_in_words_and_has_its_own_zero),
      cmocka_unit_test(kaplan_and_meier_of_a_published_trial_are_met),
      cmocka_unit_test(an_interval_of_shares_holds_the_share_and_stays_between_0_and_1),
  };
  return cmocka_run_group_tests_name("the tables of a trial", tests, begin, scratch_close);
}
