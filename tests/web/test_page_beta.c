/* The page's beta distribution is that of GSL. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <gsl/gsl_cdf.h>

#include "page_parts.h"

static void near(double a, double b, double x, double p, double q) {
  const double page_p = zn_page_beta_P(x, a, b), page_q = zn_page_beta_Q(x, a, b);
  if (fabs(p - page_p) > 1e-10 * p + 1e-300 || fabs(q - page_q) > 1e-10 * q + 1e-300)
    fail_msg("beta(%g, %g) at %g: %.15g and %.15g by GSL, %.15g and %.15g in the page", a, b, x, p, q, page_p, page_q);
}

/* Whole a and b, as counts of people give them, where neither share is so small that it is nothing beside the other. */
static void shares_below_and_above_are_those_of_gsl(void **state) {
  (void)state;
  static const int sizes[] = {1, 2, 3, 7, 16, 31, 96, 310, 1000, 20000};
  int compared = 0;
  for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++)
    for (int k = 0; k <= sizes[s]; k += 1 + sizes[s] / 50)
      for (double x = 0.0; x <= 1.0; x += 1.0 / 64.0) {
        const double a = k + 1.0, b = sizes[s] - k + 1.0, p = gsl_cdf_beta_P(x, a, b), q = gsl_cdf_beta_Q(x, a, b);
        if (fmin(p, q) < 1e-6 && x > 0.0 && x < 1.0) continue;
        near(a, b, x, p, q);
        compared++;
      }
  assert_true(compared > 1000);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(shares_below_and_above_are_those_of_gsl)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
