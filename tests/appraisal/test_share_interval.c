/* The exact binomial interval of a share. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>

#include "appraisal/judge.h"

static const int sizes[] = {1, 2, 3, 7, 16, 31, 96, 310, 1000, 20000};
enum { SIZES = sizeof sizes / sizeof *sizes };

/* At the lower end, so many or more are seen in one of twenty samples; at the upper end, so many or fewer. */
static void each_end_is_where_one_sample_in_twenty_shows_as_much(void **state) {
  (void)state;
  for (int s = 0; s < SIZES; s++)
    for (int k = 0; k <= sizes[s]; k += 1 + sizes[s] / 50) {
      const unsigned n = (unsigned)sizes[s];
      double low, high;
      zn_share_interval(k, sizes[s], &low, &high);
      if (k > 0) assert_true(fabs(gsl_cdf_binomial_Q((unsigned)k - 1, low, n) - 0.05) < 1e-9);
      if (k < sizes[s]) assert_true(fabs(gsl_cdf_binomial_P((unsigned)k, high, n) - 0.05) < 1e-9);
      assert_true(k > 0 || low == 0.0);
      assert_true(k < sizes[s] || high == 1.0);
    }
}

static void it_holds_the_share_and_mirrors_that_of_the_others(void **state) {
  (void)state;
  for (int s = 0; s < SIZES; s++)
    for (int k = 0; k <= sizes[s]; k += 1 + sizes[s] / 50) {
      double low, high, others_low, others_high;
      zn_share_interval(k, sizes[s], &low, &high);
      zn_share_interval(sizes[s] - k, sizes[s], &others_low, &others_high);
      assert_true(low <= (double)k / sizes[s] && (double)k / sizes[s] <= high);
      assert_true(fabs(low + others_high - 1.0) < 1e-12 && fabs(high + others_low - 1.0) < 1e-12);
    }
}

/* Where GSL's quantile comes to an end, it is the same. */
static void it_is_the_quantile_of_the_beta_distribution(void **state) {
  (void)state;
  int compared = 0;
  gsl_error_handler_t *before = gsl_set_error_handler_off();
  for (int n = 1; n <= 330; n++)
    for (int k = 1; k < n; k++) {
      const double p = gsl_cdf_beta_Pinv(0.05, k, n - k + 1), q = gsl_cdf_beta_Pinv(0.95, k + 1, n - k);
      double low, high;
      zn_share_interval(k, n, &low, &high);
      if (isnan(p) || isnan(q)) continue;
      assert_true(fabs(p - low) < 1e-9 * p && fabs(q - high) < 1e-9 * q);
      compared++;
    }
  gsl_set_error_handler(before);
  assert_true(compared > 50000);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(each_end_is_where_one_sample_in_twenty_shows_as_much),
                                     cmocka_unit_test(it_holds_the_share_and_mirrors_that_of_the_others),
                                     cmocka_unit_test(it_is_the_quantile_of_the_beta_distribution)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
