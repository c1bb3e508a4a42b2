/* What must not change, or change in a known way, when the same people are written down otherwise; and what cannot be told. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <gsl/gsl_cdf.h>

#include "base/random.h"
#include "compare/pairs.h"
#include "compare/rank_sum.h"
#include "compare/ranked.h"
#include "compare/root.h"
#include "zonula/comparison.h"

enum { MOST = 400 };

static double control[MOST], treated[MOST], baseline[MOST], changed[2][MOST];
static int group[MOST], event[MOST], other[MOST];

static double normal(uint32_t stream, int i) { return zn_normal(577, 0, stream, (uint32_t)i); }

/* `round` > 0: to multiples of it. */
static void draw(int n, double round) {
  for (int i = 0; i < n; i++) {
    control[i] = 3.0 + normal(1, i);
    treated[i] = 3.6 + 1.5 * normal(2, i);
    baseline[i] = normal(3, i);
    if (round > 0.0) control[i] = round * floor(control[i] / round), treated[i] = round * floor(treated[i] / round);
    group[i] = normal(4, i) > 0.2;
    event[i] = normal(5, i) > -0.5;
  }
}

static void must_be(double found, double expected) {
  if (!(fabs(found - expected) <= 1e-10 * fmax(fabs(expected), 1e-3))) fail_msg("found %.15g, expected %.15g", found, expected);
}

typedef enum zn_status two_groups(struct zn_comparison *, const double *, int, const double *, int, double, struct zn_error *);
typedef enum zn_status followed(struct zn_comparison *, const double *, const int *, const int *, int, double, struct zn_error *);

static struct zn_comparison two(two_groups *compare, const double *x, int n_x, const double *y, int n_y) {
  struct zn_comparison c;
  struct zn_error error = {0};
  if (compare(&c, x, n_x, y, n_y, 0.95, &error) != ZN_OK) fail_msg("%s", error.text);
  return c;
}

static struct zn_comparison follow(followed *compare, const double *time, const int *happened, const int *of, int n) {
  struct zn_comparison c;
  struct zn_error error = {0};
  if (compare(&c, time, happened, of, n, 0.95, &error) != ZN_OK) fail_msg("%s", error.text);
  return c;
}

static struct zn_comparison covary(const double *value, const double *before, const int *of, int n) {
  struct zn_comparison c;
  struct zn_error error = {0};
  if (zn_compare_ancova(&c, value, before, of, n, 0.95, &error) != ZN_OK) fail_msg("%s", error.text);
  return c;
}

static struct zn_comparison fisher(int control_yes, int control_no, int treated_yes, int treated_no) {
  struct zn_comparison c;
  struct zn_error error = {0};
  if (zn_compare_fisher(&c, control_yes, control_no, treated_yes, treated_no, 0.95, &error) != ZN_OK) fail_msg("%s", error.text);
  return c;
}

/* --- Swapped groups ------------------------------------------------------------------------------------------------------------------ */

static void must_be_opposite(const struct zn_comparison *a, const struct zn_comparison *b) {
  const int ratio = zn_comparison_null(a->kind) == 1.0;
  must_be(b->estimate, ratio ? 1.0 / a->estimate : -a->estimate);
  must_be(b->low, ratio ? 1.0 / a->high : -a->high);
  must_be(b->high, ratio ? 1.0 / a->low : -a->low);
  must_be(b->z, -a->z);
  must_be(b->p_value, a->p_value);
  assert_true(a->n[0] == b->n[1] && a->n[1] == b->n[0] && a->events[0] == b->events[1] && a->events[1] == b->events[0]);
  assert_true(a->z != 0.0 && (a->z > 0.0) == (a->estimate > zn_comparison_null(a->kind)));
}

static void swapped_groups_have_the_opposite_effect(void **state) {
  (void)state;
  static two_groups *const compare[] = {zn_compare_t, zn_compare_mann_whitney};
  for (int rounded = 0; rounded < 2; rounded++)
    for (int large = 0; large < 2; large++) {
      draw(MOST, rounded ? 0.5 : 0.0);
      const int n = large ? 90 : 23, m = large ? 140 : 31;
      for (int k = 0; k < 2; k++) {
        const struct zn_comparison a = two(compare[k], control, n, treated, m), b = two(compare[k], treated, m, control, n);
        must_be_opposite(&a, &b);
      }
    }
  for (int i = 0; i < MOST; i++) other[i] = !group[i];
  struct zn_comparison a = covary(treated, baseline, group, 60), b = covary(treated, baseline, other, 60);
  must_be_opposite(&a, &b);
  a = follow(zn_compare_log_rank, treated, event, group, 200), b = follow(zn_compare_log_rank, treated, event, other, 200);
  must_be_opposite(&a, &b);
  a = follow(zn_compare_cox, treated, event, group, 200), b = follow(zn_compare_cox, treated, event, other, 200);
  must_be_opposite(&a, &b);
  a = fisher(12, 30, 19, 17), b = fisher(19, 17, 12, 30);
  must_be_opposite(&a, &b);
}

/* --- Other units, another 0 ---------------------------------------------------------------------------------------------------------- */

static void differences_follow_units_and_zero(void **state) {
  (void)state;
  static two_groups *const compare[] = {zn_compare_t, zn_compare_mann_whitney};
  static const double factor = 4.0, shift = 16.0; /* powers of two, so that ties stay ties */
  for (int large = 0; large < 2; large++)
    for (int k = 0; k < 2; k++) {
      const int n = large ? 90 : 23, m = large ? 140 : 31;
      draw(MOST, large ? 0.25 : 0.0);
      const struct zn_comparison a = two(compare[k], control, n, treated, m);
      for (int i = 0; i < MOST; i++) changed[0][i] = factor * control[i] + shift, changed[1][i] = factor * treated[i] + shift;
      const struct zn_comparison b = two(compare[k], changed[0], n, changed[1], m);
      must_be(b.estimate, factor * a.estimate);
      must_be(b.low, factor * a.low);
      must_be(b.high, factor * a.high);
      must_be(b.p_value, a.p_value);
      for (int i = 0; i < MOST; i++) changed[1][i] = treated[i] + shift;
      const struct zn_comparison moved = two(compare[k], control, n, changed[1], m);
      must_be(moved.estimate, a.estimate + shift);
      must_be(moved.low, a.low + shift);
      must_be(moved.high, a.high + shift);
    }
}

static void ranks_know_only_the_order(void **state) {
  (void)state;
  draw(MOST, 0.0);
  for (int i = 0; i < MOST; i++) changed[0][i] = exp(control[i]), changed[1][i] = exp(treated[i]);
  for (int large = 0; large < 2; large++) {
    const int n = large ? 90 : 23, m = large ? 140 : 31;
    const struct zn_comparison a = two(zn_compare_mann_whitney, control, n, treated, m);
    const struct zn_comparison b = two(zn_compare_mann_whitney, changed[0], n, changed[1], m);
    assert_true(a.p_value == b.p_value && a.z == b.z);
  }
}

/* What follows from the baseline alone is no effect, and an added effect is found to the digit. */
static void covariance_takes_the_baseline_away(void **state) {
  (void)state;
  draw(60, 0.0);
  const struct zn_comparison a = covary(treated, baseline, group, 60);
  for (int i = 0; i < 60; i++) changed[0][i] = treated[i] + 8.0 * baseline[i] + 5.0 * group[i], changed[1][i] = 7.0 - 2.0 * baseline[i];
  const struct zn_comparison b = covary(changed[0], changed[1], group, 60);
  must_be(b.estimate, a.estimate + 5.0);
  must_be(b.low, a.low + 5.0);
  must_be(b.high, a.high + 5.0);
  assert_true(b.freedom == 57.0);
}

static void same_survival(const struct zn_comparison *a, const struct zn_comparison *b) {
  assert_true(isfinite(a->estimate) && a->estimate == b->estimate && a->low == b->low && a->high == b->high && a->p_value == b->p_value);
}

static void survival_knows_only_the_order_of_times(void **state) {
  (void)state;
  enum { PEOPLE = 200 };
  static followed *const compare[] = {zn_compare_log_rank, zn_compare_cox};
  static int back_event[PEOPLE];
  draw(PEOPLE, 0.25);
  for (int i = 0; i < PEOPLE; i++) {
    changed[0][i] = exp(treated[i]);
    const int from_behind = PEOPLE - 1 - i; /* the same people, written down backwards */
    changed[1][i] = treated[from_behind];
    back_event[i] = event[from_behind];
    other[i] = group[from_behind];
  }
  for (int k = 0; k < 2; k++) {
    const struct zn_comparison a = follow(compare[k], treated, event, group, PEOPLE);
    const struct zn_comparison bent = follow(compare[k], changed[0], event, group, PEOPLE);
    const struct zn_comparison back = follow(compare[k], changed[1], back_event, other, PEOPLE);
    same_survival(&a, &bent);
    same_survival(&a, &back);
  }
}

static void a_table_turned_on_its_side_has_the_same_odds_ratio(void **state) {
  (void)state;
  const struct zn_comparison a = fisher(12, 30, 19, 17), other_answer = fisher(30, 12, 17, 19);
  const struct zn_comparison on_its_side = fisher(17, 30, 19, 12); /* who says yes against who says no, asked for their group */
  must_be(on_its_side.estimate, a.estimate);
  must_be(on_its_side.low, a.low);
  must_be(on_its_side.p_value, a.p_value);
  must_be(other_answer.estimate, 1.0 / a.estimate);
  must_be(other_answer.p_value, a.p_value);
}

/* --- Ends of scales ------------------------------------------------------------------------------------------------------------------ */

static void odds_without_end_say_so(void **state) {
  (void)state;
  struct zn_comparison c = fisher(5, 5, 0, 9);
  assert_true(c.estimate == 0.0 && c.low == 0.0 && c.high > 0.0 && c.high < 1.0 && c.z < 0.0);
  c = fisher(5, 5, 9, 0);
  assert_true(isinf(c.estimate) && isinf(c.high) && c.low > 1.0 && isfinite(c.low) && c.z > 0.0);
  c = fisher(0, 9, 9, 0);
  must_be(c.p_value, 2.0 / 48620.0); /* one table of 18 over 9, and its opposite */
}

static void one_group_without_events_has_a_test_but_no_interval(void **state) {
  (void)state;
  static const double time[] = {1.0, 2.0, 3.0, 4.0, 5.0, 6.0};
  static const int of[] = {0, 1, 0, 1, 0, 1}, only_control[] = {1, 0, 1, 0, 1, 0}, only_treated[] = {0, 1, 0, 1, 0, 0};
  struct zn_comparison c = follow(zn_compare_log_rank, time, only_control, of, 6);
  assert_true(c.estimate == 0.0 && isnan(c.low) && isnan(c.high) && c.z < 0.0 && c.p_value < 1.0);
  c = follow(zn_compare_log_rank, time, only_treated, of, 6);
  assert_true(isinf(c.estimate) && isnan(c.low) && isnan(c.high) && c.z > 0.0);
  c = follow(zn_compare_cox, time, only_control, of, 6);
  assert_true(isnan(c.estimate) && isnan(c.low) && isnan(c.high) && isnan(c.p_value) && isnan(c.z));
  assert_true(c.events[0] == 3 && c.events[1] == 0 && c.n[0] == 3 && c.n[1] == 3);
}

static void nothing_can_be_told(const struct zn_comparison *c) {
  if (!isnan(c->estimate) || !isnan(c->low) || !isnan(c->high) || !isnan(c->p_value) || !isnan(c->z))
    fail_msg("%s told %g (%g to %g), p %g of nothing", zn_comparison_word(c->kind), c->estimate, c->low, c->high, c->p_value);
}

static void what_cannot_be_told_is_nan(void **state) {
  (void)state;
  static const double same[] = {2.0, 2.0, 2.0, 2.0, 2.0, 2.0}, rising[] = {1.0, 2.0, 3.0, 4.0, 5.0, 6.0}, far[] = {1.0, INFINITY, 3.0};
  static const int none[] = {0, 0, 0, 0, 0, 0}, all[] = {1, 1, 1, 1, 1, 1}, half[] = {0, 1, 0, 1, 0, 1}, first[] = {1, 0, 0, 0, 0, 0};
  const struct zn_comparison nothing[] = {two(zn_compare_t, NULL, 0, NULL, 0),
                                          two(zn_compare_t, rising, 6, rising, 1),
                                          two(zn_compare_t, same, 6, same, 3),
                                          two(zn_compare_t, rising, 6, far, 3),
                                          two(zn_compare_mann_whitney, NULL, 0, rising, 6),
                                          two(zn_compare_mann_whitney, rising, 6, NULL, 0),
                                          two(zn_compare_mann_whitney, same, 6, same, 3),
                                          covary(NULL, NULL, NULL, 0),
                                          covary(rising, same, half, 6),   /* a baseline that does not vary */
                                          covary(rising, rising, half, 6), /* nothing is left beside the baseline */
                                          covary(rising, rising, all, 6),
                                          covary(rising, same, half, 3),
                                          follow(zn_compare_log_rank, NULL, NULL, NULL, 0),
                                          follow(zn_compare_log_rank, rising, none, half, 6),
                                          follow(zn_compare_log_rank, rising, all, none, 6),
                                          follow(zn_compare_log_rank, same, all, half, 6), /* all at once: nobody was spared */
                                          follow(zn_compare_cox, NULL, NULL, NULL, 0),
                                          follow(zn_compare_cox, rising, none, half, 6),
                                          follow(zn_compare_cox, rising, all, all, 6),
                                          follow(zn_compare_cox, rising, first, half, 6),
                                          fisher(0, 0, 0, 0),
                                          fisher(0, 7, 0, 5),
                                          fisher(7, 0, 5, 0),
                                          fisher(0, 0, 3, 5)};
  for (size_t k = 0; k < sizeof nothing / sizeof *nothing; k++) nothing_can_be_told(&nothing[k]);
  /* Ranks know infinite values; differences do not. */
  const struct zn_comparison ranked = two(zn_compare_mann_whitney, rising, 6, far, 3);
  assert_true(isnan(ranked.estimate) && ranked.p_value > 0.0);
}

static void arguments_outside_the_contract_are_refused(void **state) {
  (void)state;
  static const double hole[] = {1.0, NAN, 2.0}, right[] = {1.0, 2.0, 4.0};
  static const int marks[] = {0, 1, 1}, wrong[] = {0, 2, 1};
  struct zn_comparison c;
  struct zn_error error = {0};
  assert_int_equal(zn_compare_t(&c, hole, 3, right, 3, 0.95, &error), ZN_ARGUMENT);
  assert_non_null(strstr(error.text, "value 2 of the control is missing"));
  assert_int_equal(zn_compare_t(&c, right, 3, right, -1, 0.95, &error), ZN_ARGUMENT);
  assert_int_equal(zn_compare_t(&c, right, 3, right, 3, 1.0, &error), ZN_ARGUMENT);
  assert_int_equal(zn_compare_mann_whitney(&c, right, 3, hole, 3, 0.95, &error), ZN_ARGUMENT);
  assert_int_equal(zn_compare_ancova(&c, right, hole, marks, 3, 0.95, &error), ZN_ARGUMENT);
  assert_int_equal(zn_compare_ancova(&c, right, right, wrong, 3, 0.95, &error), ZN_ARGUMENT);
  assert_int_equal(zn_compare_log_rank(&c, hole, marks, marks, 3, 0.95, &error), ZN_ARGUMENT);
  assert_int_equal(zn_compare_cox(&c, right, wrong, marks, 3, 0.95, &error), ZN_ARGUMENT);
  assert_non_null(strstr(error.text, "the event of person 2 is 2"));
  assert_int_equal(zn_compare_cox(&c, right, marks, wrong, 3, NAN, &error), ZN_ARGUMENT);
  assert_int_equal(zn_compare_fisher(&c, 1, 2, -1, 3, 0.95, &error), ZN_ARGUMENT);
  nothing_can_be_told(&c);
}

/* --- Parts --------------------------------------------------------------------------------------------------------------------------- */

static int by_value(const void *a, const void *b) {
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static void differences_of_known_rank_are_those_of_sorting(void **state) {
  (void)state;
  static double all[60 * 60];
  for (int rounded = 0; rounded < 3; rounded++) {
    draw(60, rounded == 2 ? 100.0 : rounded ? 0.3 : 0.0); /* with 100 all are 0 or -100 */
    qsort(control, 60, sizeof *control, by_value);
    qsort(treated, 60, sizeof *treated, by_value);
    for (int n = 1; n <= 60; n += 7)
      for (int m = 1; m <= 60; m += 9) {
        const struct zn_pairs pairs = {treated, control, n, m};
        for (int i = 0; i < n; i++)
          for (int j = 0; j < m; j++) all[i * m + j] = treated[i] - control[j];
        qsort(all, (size_t)(n * m), sizeof *all, by_value);
        for (int k = 1; k <= n * m; k += 1 + n * m / 20) {
          const double found = zn_pairs_difference(&pairs, k);
          assert_true(found == all[k - 1] && !(found == 0.0 && signbit(found)));
        }
        assert_true(fabs(zn_pairs_median(&pairs) - 0.5 * (all[(n * m - 1) / 2] + all[n * m / 2])) <= 1e-15);
      }
  }
}

/* All ways to choose whose the ranks are. */
static void chances_of_ranks_are_those_of_counting(void **state) {
  (void)state;
  for (int m = 1; m <= 6; m++)
    for (int n = 1; n <= 6; n++) {
      int ways[40] = {0}, all = 0;
      for (int mask = 0; mask < 1 << (m + n); mask++) {
        int first = 0, won = 0;
        for (int r = 0; r < m + n; r++) {
          if (mask >> r & 1) won += r - first++;
        }
        if (first == m) ways[won]++, all++;
      }
      double below[40], sum = 0.0;
      assert_int_equal(zn_rank_sum_below(below, m, n, NULL), ZN_OK);
      for (int u = 0; u <= m * n / 2; u++) {
        sum += (double)ways[u] / all;
        must_be(below[u], sum);
      }
    }
}

static void the_rarest_order_of_ranks_has_its_chance(void **state) {
  (void)state;
  static double below[49 * 49 / 2 + 1];
  assert_int_equal(zn_rank_sum_below(below, 49, 49, NULL), ZN_OK);
  double ways = 1.0; /* 98 over 49 */
  for (int k = 1; k <= 49; k++) ways *= (49.0 + k) / k;
  assert_true(fabs(below[0] * ways - 1.0) < 1e-12 && fabs(below[1] * ways - 2.0) < 1e-12 && fabs(below[2] * ways - 4.0) < 1e-12);
  assert_true(below[49 * 49 / 2] >= 0.5 - 1e-12);
}

static int asked;

static double cube_less_two(const void *context, double x) {
  (void)context;
  asked++;
  return x * x * x - 2.0;
}

static double step_at_pi(const void *context, double x) {
  (void)context;
  return x < 3.14159 ? -1.0 : INFINITY;
}

static void roots_are_found_to_the_last_digits(void **state) {
  (void)state;
  asked = 0;
  assert_true(fabs(zn_root(cube_less_two, NULL, -10.0, 50.0) - cbrt(2.0)) < 1e-15);
  assert_true(asked < 40);
  assert_true(fabs(zn_root(step_at_pi, NULL, 0.0, 1000.0) - 3.14159) < 1e-14);
  assert_true(isnan(zn_root(cube_less_two, NULL, 5.0, 6.0)));
}

/* By the definition: beyond each end the tail is half of what the confidence leaves. GSL's own inverse gives up at some of these. */
static void shares_of_all_groups_have_their_interval(void **state) {
  (void)state;
  for (int n = 1; n <= 400; n++)
    for (int k = 0; k <= n; k++) {
      double low, high;
      zn_binomial_interval(k, n, 0.9, &low, &high);
      assert_true(k ? fabs(gsl_cdf_binomial_Q((unsigned)k - 1, low, (unsigned)n) - 0.05) < 1e-12 : low == 0.0);
      assert_true(k < n ? fabs(gsl_cdf_binomial_P((unsigned)k, high, (unsigned)n) - 0.05) < 1e-12 : high == 1.0);
    }
  double low, high;
  zn_binomial_interval(0, 0, 0.95, &low, &high);
  assert_true(low == 0.0 && high == 1.0);
}

static void comparisons_have_their_words(void **state) {
  (void)state;
  for (int k = 0; k < ZN_COMPARISONS; k++) {
    assert_int_equal(zn_comparison_find(zn_comparison_word((enum zn_comparison_kind)k)), k);
    const int ratio = strstr(zn_comparison_effect((enum zn_comparison_kind)k), "ratio") != NULL;
    assert_true(zn_comparison_null((enum zn_comparison_kind)k) == (ratio ? 1.0 : 0.0));
  }
  assert_int_equal(zn_comparison_find("anova"), -1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(swapped_groups_have_the_opposite_effect),
      cmocka_unit_test(differences_follow_units_and_zero),
      cmocka_unit_test(ranks_know_only_the_order),
      cmocka_unit_test(covariance_takes_the_baseline_away),
      cmocka_unit_test(survival_knows_only_the_order_of_times),
      cmocka_unit_test(a_table_turned_on_its_side_has_the_same_odds_ratio),
      cmocka_unit_test(odds_without_end_say_so),
      cmocka_unit_test(one_group_without_events_has_a_test_but_no_interval),
      cmocka_unit_test(what_cannot_be_told_is_nan),
      cmocka_unit_test(arguments_outside_the_contract_are_refused),
      cmocka_unit_test(differences_of_known_rank_are_those_of_sorting),
      cmocka_unit_test(chances_of_ranks_are_those_of_counting),
      cmocka_unit_test(the_rarest_order_of_ranks_has_its_chance),
      cmocka_unit_test(roots_are_found_to_the_last_digits),
      cmocka_unit_test(shares_of_all_groups_have_their_interval),
      cmocka_unit_test(comparisons_have_their_words),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
