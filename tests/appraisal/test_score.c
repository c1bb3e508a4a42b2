/* Scores against what can be worked out by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>
#include <string.h>

#include <cmocka.h>

#include "appraised.h"

static struct appraised a;

static int begin(void **state) {
  (void)state;
  appraised_begin(&a);
  return 0;
}

static int end(void **state) {
  (void)state;
  appraised_clear(&a);
  return 0;
}

static const struct zn_score *scored(void) {
  struct zn_error error = {0};
  if (zn_appraisal_score(&a.appraisal, &error) != ZN_OK) fail_msg("%s", error.text);
  return &a.appraisal.overall;
}

static void must_be(double value, double expected) {
  if (!(fabs(value - expected) <= 1e-12 * fabs(expected))) fail_msg("%.17g is not %.17g", value, expected);
}

static const struct zn_score *group(const char *kind, const char *name) {
  for (int g = 0; g < a.appraisal.n_groups; g++)
    if (strcmp(a.appraisal.group[g].kind, kind) == 0 && strcmp(a.appraisal.group[g].name, name) == 0) return &a.appraisal.group[g].score;
  fail_msg("no group %s %s", kind, name);
  return NULL;
}

/* A row of paper X, healthy, LMR, with what matters given. */
static int add(const char *situation, double predicted, double reported, double width) {
  return appraised_add(&a, (struct appraised_row){"X 2000", situation, "healthy", "LMR", predicted, reported, width});
}

static void the_mean_fold_error_is_geometric_and_blind_to_the_side(void **state) {
  (void)state;
  add("a", 2.0, 1.0, 4.0);
  add("a", 1.0, 8.0, 4.0);
  must_be(scored()->gmfe, 4.0); /* sqrt(2 * 8) */
}

static void shares_count_rows_on_the_edge_as_inside(void **state) {
  (void)state;
  add("a", 1.0, 1.0, 0.0);
  add("a", 1.5, 1.0, 0.0);
  add("a", 1.0, 2.0, 0.0);
  add("a", 2.5, 1.0, 0.0);
  const struct zn_score *s = scored();
  must_be(s->within_1_5_fold, 0.5);
  must_be(s->within_2_fold, 0.75);
}

static void coverage_and_width_look_only_at_rows_with_an_interval(void **state) {
  (void)state;
  add("a", 1.0, 1.1, 4.0); /* inside 0.5 to 2 */
  add("a", 1.0, 3.0, 4.0); /* outside */
  add("a", 1.0, 2.0, 9.0); /* inside 1/3 to 3 */
  add("a", 1.0, 1.0, 0.0); /* no interval */
  const struct zn_score *s = scored();
  must_be(s->coverage_90, 2.0 / 3.0);
  must_be(s->median_width_fold, 4.0);
  assert_int_equal(s->rows, 4);
}

static void rows_out_of_scope_count_as_rows_and_in_nothing_else(void **state) {
  (void)state;
  add("a", 3.0, 1.0, 4.0);
  appraised_add_out(&a, "healthy", "nobody can tell");
  const struct zn_score *s = scored();
  assert_int_equal(s->rows, 2);
  assert_int_equal(s->in_scope, 1);
  must_be(s->gmfe, 3.0);
}

static void without_rows_there_are_no_scores(void **state) {
  (void)state;
  const struct zn_score *s = scored();
  assert_int_equal(s->rows + s->in_scope + s->contrasts + a.appraisal.n_groups, 0);
  assert_true(isnan(s->gmfe) && isnan(s->within_2_fold) && isnan(s->coverage_90) && isnan(s->median_width_fold));
  assert_true(isnan(s->direction_right) && isnan(s->contrast_gmfe));
}

static void a_contrast_leads_from_less_to_more_whatever_the_order_of_the_rows(void **state) {
  (void)state;
  add("ill", 6.0, 4.0, 0.0);
  add("well", 2.0, 2.0, 0.0);
  const struct zn_score *s = scored();
  assert_int_equal(a.appraisal.n_contrasts, 1);
  const struct zn_contrast *c = a.appraisal.contrast;
  assert_int_equal(c->from, 1);
  assert_int_equal(c->to, 0);
  must_be(c->reported, 2.0);
  must_be(c->predicted, 3.0);
  must_be(c->fold_error, 1.5);
  must_be(s->direction_right, 1.0);
  must_be(s->contrast_gmfe, 1.5);
}

static void a_prediction_that_does_not_move_or_moves_back_is_wrong(void **state) {
  (void)state;
  add("well", 2.0, 1.0, 0.0);
  add("same", 2.0, 2.0, 0.0); /* predicted fold 1 */
  add("back", 1.0, 4.0, 0.0); /* predicted folds 1/2 and 1/2 */
  const struct zn_score *s = scored();
  assert_int_equal(s->contrasts, 3);
  must_be(s->direction_right, 0.0);
  must_be(s->contrast_gmfe, cbrt(2.0 * 8.0 * 4.0));
}

static void all_pairs_of_a_paper_are_contrasts(void **state) {
  (void)state;
  add("a", 1.0, 1.0, 0.0);
  add("b", 2.0, 2.0, 0.0);
  add("c", 4.0, 4.0, 0.0);
  add("d", 8.0, 8.0, 0.0);
  assert_int_equal(scored()->contrasts, 6);
  must_be(a.appraisal.overall.contrast_gmfe, 1.0);
}

static void small_observed_folds_are_no_contrast(void **state) {
  (void)state;
  add("a", 1.0, 1.0, 0.0);
  add("b", 9.0, 1.19, 0.0);
  assert_int_equal(scored()->contrasts, 0);
  a.verdict[1].reported = 1.2;
  assert_int_equal(scored()->contrasts, 1);
}

static void only_rows_measured_alike_in_people_of_another_situation_are_compared(void **state) {
  (void)state;
  add("a", 1.0, 1.0, 0.0);
  const int other = add("b", 2.0, 2.0, 0.0);
  assert_int_equal(scored()->contrasts, 1);
  char **const texts[] = {&a.row[other].paper, &a.row[other].test, &a.row[other].probe, &a.row[other].statistic, &a.row[other].unit};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    char *const before = *texts[i];
    *texts[i] = "something else";
    assert_int_equal(scored()->contrasts, 0);
    *texts[i] = before;
  }
  a.row[other].window_h[1] = 6.0;
  assert_int_equal(scored()->contrasts, 0);
  a.row[other].window_h[1] = NAN; /* printed in one, not printed in the other */
  assert_int_equal(scored()->contrasts, 0);
  a.row[0].window_h[1] = NAN;
  assert_int_equal(scored()->contrasts, 1);
  a.verdict[other].situation = "a";
  assert_int_equal(scored()->contrasts, 0);
}

static void another_printed_drink_is_no_contrast_and_an_unprinted_one_may_be(void **state) {
  (void)state;
  add("a", 1.0, 1.0, 0.0);
  add("b", 2.0, 2.0, 0.0);
  a.row[0].dose_g = "5/2";
  assert_int_equal(scored()->contrasts, 1);
  a.row[1].dose_g = "10/5";
  assert_int_equal(scored()->contrasts, 0);
}

static void a_contrast_needs_two_rows_in_scope_with_values_above_zero(void **state) {
  (void)state;
  add("a", 1.0, 1.0, 0.0);
  add("b", 2.0, 2.0, 0.0);
  a.verdict[1].in_scope = 0;
  assert_int_equal(scored()->contrasts, 0);
  a.verdict[1].in_scope = 1;
  a.verdict[0].reported = 0.0;
  assert_int_equal(scored()->contrasts, 0);
}

static void groups_stand_by_kind_and_name_and_add_up(void **state) {
  (void)state;
  appraised_add(&a, (struct appraised_row){"X", "well", "healthy", "LMR", 2.0, 1.0, 4.0});
  appraised_add(&a, (struct appraised_row){"X", "ill", "crohn", "LMR", 4.0, 4.0, 4.0});
  appraised_add(&a, (struct appraised_row){"Y", "well", "healthy", "EDTA", 3.0, 1.0, 4.0});
  appraised_add_out(&a, "autism", "no model of it");
  scored();
  static const char *const expected[][2] = {{"test", "dual_sugar"},   {"condition", "autism"}, {"condition", "crohn"},
                                            {"condition", "healthy"}, {"probe", "EDTA"},       {"probe", "LMR"}};
  assert_int_equal(a.appraisal.n_groups, 6);
  for (int g = 0; g < 6; g++) {
    assert_string_equal(a.appraisal.group[g].kind, expected[g][0]);
    assert_string_equal(a.appraisal.group[g].name, expected[g][1]);
  }
  must_be(group("condition", "healthy")->gmfe, sqrt(6.0));
  must_be(group("probe", "LMR")->gmfe, sqrt(2.0));
  assert_int_equal(group("probe", "LMR")->rows, 3);
  assert_int_equal(group("probe", "LMR")->in_scope, 2);
  assert_int_equal(group("condition", "autism")->in_scope, 0);
  assert_int_equal(group("condition", "healthy")->contrasts, 1); /* counts with both its rows */
  assert_int_equal(group("condition", "crohn")->contrasts, 1);
  assert_int_equal(group("probe", "EDTA")->contrasts, 0);
  assert_int_equal(group("test", "dual_sugar")->rows, a.appraisal.overall.rows);
  must_be(group("test", "dual_sugar")->gmfe, a.appraisal.overall.gmfe);
}

#define T(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void) {
  const struct CMUnitTest tests[] = {
      T(the_mean_fold_error_is_geometric_and_blind_to_the_side),
      T(shares_count_rows_on_the_edge_as_inside),
      T(coverage_and_width_look_only_at_rows_with_an_interval),
      T(rows_out_of_scope_count_as_rows_and_in_nothing_else),
      T(without_rows_there_are_no_scores),
      T(a_contrast_leads_from_less_to_more_whatever_the_order_of_the_rows),
      T(a_prediction_that_does_not_move_or_moves_back_is_wrong),
      T(all_pairs_of_a_paper_are_contrasts),
      T(small_observed_folds_are_no_contrast),
      T(only_rows_measured_alike_in_people_of_another_situation_are_compared),
      T(another_printed_drink_is_no_contrast_and_an_unprinted_one_may_be),
      T(a_contrast_needs_two_rows_in_scope_with_values_above_zero),
      T(groups_stand_by_kind_and_name_and_add_up),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
