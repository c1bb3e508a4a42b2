/* Published rows read by the written rules. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "appraisal/reading.h"
#include "human.h"

static struct zn_reading_rules *rules;

static int begin(void **state) {
  struct zn_error error = {0};
  (void)state;
  if (zn_reading_rules_load(&rules, humans_library(), &error) != ZN_OK) fail_msg("%s:%d: %s", error.file, error.line, error.text);
  return 0;
}

static int end(void **state) {
  (void)state;
  zn_reading_rules_free(rules);
  humans_leave();
  return 0;
}

/* A row of the usual sugar test, with what matters given. */
static struct zn_published row_of(const char *condition, const char *subgroup, const char *statistic, double value) {
  return (struct zn_published){.id = "T1",
                               .condition = (char *)condition,
                               .subgroup = (char *)subgroup,
                               .test = "dual_sugar",
                               .probe = "LMR",
                               .dose_g = "",
                               .window_h = {0.0, 5.0},
                               .statistic = (char *)statistic,
                               .value = value,
                               .unit = "ratio",
                               .spread_kind = "",
                               .spread = {NAN, NAN},
                               .n = 20,
                               .paper = "X 2000",
                               .journal = "",
                               .doi = "",
                               .url = "",
                               .note = "",
                               .study = ""};
}

static struct zn_row_reading read_row(const struct zn_published *row) {
  struct zn_row_reading reading;
  zn_row_read(&reading, row, rules, NULL, humans_library());
  return reading;
}

static void the_first_rule_whose_words_fit_says_who_is_simulated(void **state) {
  (void)state;
  struct zn_published mild = row_of("acute_pancreatitis", "Mild", "mean", 0.05),
                      severe = row_of("acute_pancreatitis", "severe", "mean", 0.3);
  assert_string_equal(read_row(&mild).people->situation, "acute_pancreatitis_mild");
  assert_string_equal(read_row(&severe).people->situation, "acute_pancreatitis_severe");
}

static void a_condition_is_a_whole_word_and_not_a_part_of_one(void **state) {
  (void)state;
  struct zn_published row = row_of("health", "", "mean", 0.02);
  const struct zn_row_reading r = read_row(&row);
  assert_false(r.in_scope);
  assert_non_null(strstr(r.reason, "'health'"));
  assert_non_null(strstr(r.reason, "nearest: healthy"));
}

static void what_was_given_keeps_its_dose_and_its_time(void **state) {
  (void)state;
  struct zn_published row = row_of("crohn_after_anti_tnf", "7 days after", "mean", 0.02);
  const struct zn_people_rule *people = read_row(&row).people;
  assert_int_equal(people->n_given, 1);
  assert_string_equal(humans_library()->overlays[people->given[0].overlay].name, "infliximab");
  assert_true(people->given[0].dose == 5.0 && people->given[0].before_h == 7.0 * 24.0);
}

static void a_blank_window_is_several_whose_chances_sum_to_one(void **state) {
  (void)state;
  struct zn_published row = row_of("healthy", "", "mean", 0.02);
  row.window_h[0] = row.window_h[1] = NAN;
  const struct zn_row_reading r = read_row(&row);
  double sum = 0.0;
  assert_true(r.n_windows > 1);
  for (int i = 0; i < r.n_windows; i++) sum += r.windows[i].weight;
  assert_true(fabs(sum - 1.0) < 1e-12);
  assert_non_null(strstr(r.assumed, "window not printed"));
}

static void a_limit_of_normal_is_a_quantile_of_healthy_people_whoever_was_studied(void **state) {
  (void)state;
  struct zn_published row = row_of("hiv", "upper normal limit", "upper_reference_limit", 0.03);
  const struct zn_row_reading r = read_row(&row);
  assert_string_equal(r.people->situation, "healthy");
  assert_int_equal(r.summary, ZN_SUMMARY_UPPER_LIMIT);
}

static void rows_without_a_statistic_a_unit_or_a_value_are_out_of_scope_and_say_why(void **state) {
  (void)state;
  struct zn_published rows[4] = {row_of("healthy", "", "hazard_ratio", 3.0), row_of("healthy", "", "mean", 5.0),
                                 row_of("healthy", "", "mean", NAN), row_of("healthy", "", "mean", -0.01)};
  rows[1].unit = "mg";
  for (int i = 0; i < 4; i++) {
    const struct zn_row_reading r = read_row(&rows[i]);
    assert_false(r.in_scope);
    assert_true(strlen(r.reason) > 10);
  }
}

static void a_mean_of_logarithms_is_compared_as_a_geometric_mean(void **state) {
  (void)state;
  struct zn_published row = row_of("critical_illness", "with organ dysfunction", "mean_ln", -2.1);
  row.unit = "ln_ratio";
  const struct zn_row_reading r = read_row(&row);
  assert_true(fabs(r.reported - exp(-2.1)) < 1e-15);
  assert_int_equal(r.summary, ZN_SUMMARY_GEOMETRIC_MEAN);
}

static void a_ratio_of_amounts_is_divided_by_its_doses_and_says_so(void **state) {
  (void)state;
  struct zn_published row = row_of("healthy", "", "geometric_mean", 0.08);
  row.id = "P0001";
  const struct zn_row_reading r = read_row(&row);
  assert_true(fabs(r.reported - 0.016) < 1e-15);
  assert_non_null(strstr(r.assumed, "divided by 5"));
}

/* A study whose ratio is one of amounts gives it as it is printed, one of shares as the rule makes it. */
static void a_ratio_told_by_a_study_has_the_scale_of_that_study(void **state) {
  (void)state;
  struct zn_published row = row_of("words that no rule knows", "", "geometric_mean", 0.08);
  row.id = "P0001";
  struct zn_cohort cohort = {.name = "all", .people = 12};
  struct zn_reported told = {.label = "LMR",
                             .assay = zn_library_assay(humans_library(), "lactulose_mannitol"),
                             .quantity = ZN_QUANTITY_RATIO,
                             .probe = zn_solute_find("lactulose"),
                             .over = zn_solute_find("mannitol"),
                             .window_h = {0.0, 5.0},
                             .statistic = ZN_STATISTIC_GEOMETRIC_MEAN,
                             .to_unit = 1.0};
  const struct zn_study study = {.name = "told", .n_cohorts = 1, .cohorts = &cohort, .n_reported = 1, .reported = &told};
  static const double printed[2] = {0.08, 0.016};
  for (int of = ZN_RATIO_OF_SHARES; of <= ZN_RATIO_OF_AMOUNTS; of++)
    for (int k = 0; k < 2; k++) {
      struct zn_row_reading r;
      told.ratio_of = (enum zn_ratio_of)of;
      told.value = printed[k];
      zn_row_read(&r, &row, rules, &study, humans_library());
      assert_int_equal(r.in_scope, (of == ZN_RATIO_OF_AMOUNTS) == (k == 0));
      if (r.in_scope) assert_true(fabs(r.reported - printed[k]) < 1e-12);
      assert_int_equal(strstr(r.assumed, "divided by 5") != NULL, of == ZN_RATIO_OF_SHARES || !r.in_scope);
    }
}

static void every_rule_for_people_can_be_reached(void **state) {
  (void)state;
  for (int i = 0; i < rules->n_people; i++)
    for (int k = 0; k < i; k++)
      if (strcmp(rules->people[i].condition, rules->people[k].condition) == 0 && !*rules->people[k].subgroup_has)
        fail_msg("data/reading/people.csv:%d comes after line %d, which takes all", rules->people[i].line, rules->people[k].line);
}

static double ln_sd_of(enum zn_summary summary, int n) {
  enum { GROUPS = 4000, LARGEST = 64 };
  double values[LARGEST], sum = 0.0, squares = 0.0;
  unsigned seed = 12345;
  for (int g = 0; g < GROUPS; g++) {
    for (int i = 0; i < n; i++) {
      double u = 0.0; /* twelve uniforms make a normal, near enough */
      for (int k = 0; k < 12; k++) u += (double)((seed = seed * 1664525u + 1013904223u) >> 8) / 16777216.0;
      values[i] = exp(0.2 * (u - 6.0));
    }
    const double ln = log(zn_summary_of(summary, values, n));
    sum += ln;
    squares += ln * ln;
  }
  return sqrt(squares / GROUPS - sum * sum / GROUPS / GROUPS);
}

/* To a fifth: the quantile of a small group lies inside what theory for large ones says. */
static void the_sampling_error_of_each_statistic_is_that_of_repeated_groups(void **state) {
  (void)state;
  const enum zn_summary all[] = {ZN_SUMMARY_MEDIAN, ZN_SUMMARY_MEAN, ZN_SUMMARY_GEOMETRIC_MEAN, ZN_SUMMARY_UPPER_LIMIT};
  for (int i = 0; i < 4; i++) {
    const double said = zn_summary_error(all[i], 0.2, 48), found = ln_sd_of(all[i], 48);
    if (fabs(found / said - 1.0) > 0.2) fail_msg("summary %d: %g said, %g found", i, said, found);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_first_rule_whose_words_fit_says_who_is_simulated),
      cmocka_unit_test(a_condition_is_a_whole_word_and_not_a_part_of_one),
      cmocka_unit_test(what_was_given_keeps_its_dose_and_its_time),
      cmocka_unit_test(a_blank_window_is_several_whose_chances_sum_to_one),
      cmocka_unit_test(a_limit_of_normal_is_a_quantile_of_healthy_people_whoever_was_studied),
      cmocka_unit_test(rows_without_a_statistic_a_unit_or_a_value_are_out_of_scope_and_say_why),
      cmocka_unit_test(a_mean_of_logarithms_is_compared_as_a_geometric_mean),
      cmocka_unit_test(a_ratio_of_amounts_is_divided_by_its_doses_and_says_so),
      cmocka_unit_test(a_ratio_told_by_a_study_has_the_scale_of_that_study),
      cmocka_unit_test(every_rule_for_people_can_be_reached),
      cmocka_unit_test(the_sampling_error_of_each_statistic_is_that_of_repeated_groups),
  };
  return cmocka_run_group_tests(tests, begin, end);
}
