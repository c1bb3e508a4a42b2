/* Quantiles, means and the bootstrap. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/random.h"
#include "study/statistics.h"

static void close_to(double value, double expected) {
  if (!(fabs(value - expected) < 1e-12)) fail_msg("%.15g is not %.15g", value, expected);
}

/* R: quantile(c(1, 2, 4, 8, 16), type = 7). */
static void quantiles_are_those_of_type_seven(void **state) {
  (void)state;
  const double x[5] = {1.0, 2.0, 4.0, 8.0, 16.0};
  close_to(zn_quantile(x, 5, 0.0), 1.0);
  close_to(zn_quantile(x, 5, 0.05), 1.2);
  close_to(zn_quantile(x, 5, 0.25), 2.0);
  close_to(zn_quantile(x, 5, 0.5), 4.0);
  close_to(zn_quantile(x, 5, 0.6), 5.6);
  close_to(zn_quantile(x, 5, 0.95), 14.4);
  close_to(zn_quantile(x, 5, 1.0), 16.0);
  close_to(zn_quantile(x, 4, 0.5), 3.0);
  close_to(zn_quantile(x, 1, 0.3), 1.0);
}

static void sorting_drops_what_is_no_number(void **state) {
  (void)state;
  double x[6] = {3.0, NAN, -1.0, 7.0, NAN, 0.0};
  const double sorted[4] = {-1.0, 0.0, 3.0, 7.0};
  assert_int_equal(zn_sort_values(x, 6), 4);
  assert_memory_equal(x, sorted, sizeof sorted);
  double none[2] = {NAN, NAN};
  assert_int_equal(zn_sort_values(none, 2), 0);
}

static void the_three_statistics_are_what_they_are_called(void **state) {
  (void)state;
  double x[4] = {8.0, 1.0, 2.0, 4.0};
  close_to(zn_statistic_of(ZN_STATISTIC_MEAN, x, 4), 3.75);
  close_to(zn_statistic_of(ZN_STATISTIC_GEOMETRIC_MEAN, x, 4), sqrt(8.0));
  close_to(zn_statistic_of(ZN_STATISTIC_MEDIAN, x, 4), 3.0);
}

/* The interval from one group of 40 should hold the statistic of the next group in about nine of ten pairs. */
static void the_interval_holds_the_statistic_of_another_group(void **state) {
  (void)state;
  enum { PAIRS = 300, PEOPLE = 40 };
  const enum zn_statistic statistics[] = {ZN_STATISTIC_MEAN, ZN_STATISTIC_MEDIAN, ZN_STATISTIC_GEOMETRIC_MEAN};
  for (int s = 0; s < 3; s++) {
    int covered = 0;
    for (uint32_t g = 0; g < PAIRS; g++) {
      double x[2][PEOPLE], lo, hi;
      for (uint32_t i = 0; i < PEOPLE; i++)
        for (uint32_t k = 0; k < 2; k++) x[k][i] = 10.0 + 2.0 * zn_normal(77, i, 1000 + 2 * g + k, (uint32_t)s);
      zn_sort_values(x[0], PEOPLE);
      assert_int_equal(zn_prediction_interval(statistics[s], x[0], PEOPLE, g, 3, &lo, &hi), ZN_OK);
      assert_true(lo < hi);
      const double other = zn_statistic_of(statistics[s], x[1], PEOPLE);
      covered += lo <= other && other <= hi;
    }
    if (covered < 0.84 * PAIRS || covered > 0.95 * PAIRS) fail_msg("statistic %d: covers %d of %d", s, covered, PAIRS);
  }
}

static void the_interval_has_the_width_of_theory_and_is_reproducible(void **state) {
  (void)state;
  enum { PEOPLE = 400 };
  double x[PEOPLE], lo, hi, again[2], other[2], sum = 0.0, square = 0.0;
  for (uint32_t i = 0; i < PEOPLE; i++) x[i] = zn_normal(5, i, 6, 7), sum += x[i], square += x[i] * x[i];
  const double sd = sqrt(square / PEOPLE - pow(sum / PEOPLE, 2.0));
  zn_sort_values(x, PEOPLE);
  assert_int_equal(zn_prediction_interval(ZN_STATISTIC_MEAN, x, PEOPLE, 1, 2, &lo, &hi), ZN_OK);
  assert_true(fabs((hi - lo) / (2.0 * 1.6449 * sqrt(2.0 / PEOPLE) * sd) - 1.0) < 0.1);
  assert_true(lo < sum / PEOPLE && sum / PEOPLE < hi);
  assert_int_equal(zn_prediction_interval(ZN_STATISTIC_MEAN, x, PEOPLE, 1, 2, &again[0], &again[1]), ZN_OK);
  assert_true(again[0] == lo && again[1] == hi);
  assert_int_equal(zn_prediction_interval(ZN_STATISTIC_MEAN, x, PEOPLE, 1, 3, &other[0], &other[1]), ZN_OK);
  assert_true(other[0] != lo);
}

/* Five values have few resamples, so the ends of the interval of their median are ratios of values. */
static void the_interval_of_a_median_ends_at_ratios_of_values(void **state) {
  (void)state;
  const double x[5] = {1.0, 3.0, 5.0, 7.0, 9.0};
  double lo, hi;
  int found[2] = {0, 0};
  assert_int_equal(zn_prediction_interval(ZN_STATISTIC_MEDIAN, x, 5, 1, 1, &lo, &hi), ZN_OK);
  assert_true(lo < 5.0 && hi > 5.0 && lo > 0.0);
  for (int i = 0; i < 5; i++)
    for (int k = 0; k < 5; k++) {
      found[0] |= fabs(lo - 5.0 * x[i] / x[k]) < 1e-12;
      found[1] |= fabs(hi - 5.0 * x[i] / x[k]) < 1e-12;
    }
  assert_true(found[0] && found[1]);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(quantiles_are_those_of_type_seven),
      cmocka_unit_test(sorting_drops_what_is_no_number),
      cmocka_unit_test(the_three_statistics_are_what_they_are_called),
      cmocka_unit_test(the_interval_holds_the_statistic_of_another_group),
      cmocka_unit_test(the_interval_has_the_width_of_theory_and_is_reproducible),
      cmocka_unit_test(the_interval_of_a_median_ends_at_ratios_of_values),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
