/* Prediction intervals of published statistics, against what normal theory says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>
#include <string.h>

#include <cmocka.h>

#include "appraisal/interval.h"
#include "base/random.h"

enum { PEOPLE = 400 };

static double people[PEOPLE];
static struct zn_laboratory_spread spreads[3];
static struct zn_laboratory laboratory = {3, spreads};
static struct zn_published row = {.id = "T1"};
static struct zn_test_rule test = {.n_laboratory = 1, .laboratory = {{"lactulose", 1.0}}};

/* Errors of the laboratory and of rows; people around 1 with that SD of ln. */
static struct zn_row_reading given(double laboratory_sd, double row_sd, double ln_sd, int n) {
  spreads[0] = (struct zn_laboratory_spread){"laboratory", "lactulose", laboratory_sd};
  spreads[1] = (struct zn_laboratory_spread){"row", "healthy", row_sd};
  spreads[2] = (struct zn_laboratory_spread){"laboratory", "ratio", 0.5};
  for (int i = 0; i < PEOPLE; i++) people[i] = exp(ln_sd * zn_normal(7, (uint32_t)i, 1, 0));
  return (struct zn_row_reading){
      .row = &row, .test = &test, .summary = ZN_SUMMARY_GEOMETRIC_MEAN, .n_windows = 1, .windows = {{{0.0, 5.0}, 1.0}}, .n = n};
}

static struct zn_row_prediction predict(const struct zn_row_reading *reading) {
  const struct zn_row_values values = {people, 1, PEOPLE / reading->n_windows, PEOPLE};
  struct zn_row_prediction p;
  struct zn_error error = {0};
  if (zn_row_predict(&p, reading, &values, &laboratory, "healthy", 1, 2, &error) != ZN_OK) fail_msg("%s", error.text);
  return p;
}

static void must_span(const struct zn_row_prediction *p, double sd) {
  const double expected = exp(2.0 * 1.6449 * sd), found = p->hi90 / p->lo90;
  if (fabs(log(found) / log(expected) - 1.0) > 0.08) fail_msg("the interval spans %g-fold, not %g-fold", found, expected);
}

static void equal_people_and_exact_laboratories_leave_no_interval(void **state) {
  (void)state;
  const struct zn_row_reading r = given(0.0, 0.0, 0.0, 10);
  const struct zn_row_prediction p = predict(&r);
  assert_true(p.predicted == 1.0 && p.lo90 == 1.0 && p.hi90 == 1.0);
}

static void groups_of_people_vary_by_their_number(void **state) {
  (void)state;
  const struct zn_row_reading few = given(0.0, 0.0, 0.5, 9);
  struct zn_row_prediction p = predict(&few);
  must_span(&p, 0.5 / 3.0);
  const struct zn_row_reading many = given(0.0, 0.0, 0.5, 100);
  p = predict(&many);
  must_span(&p, 0.05);
}

static void the_laboratory_adds_its_error(void **state) {
  (void)state;
  const struct zn_row_reading r = given(0.3, 0.0, 0.4, 1);
  const struct zn_row_prediction p = predict(&r);
  must_span(&p, 0.5);
}

static void a_row_errs_with_the_long_tails_of_student(void **state) {
  (void)state;
  const struct zn_row_reading r = given(0.0, 0.2, 0.0, 10);
  const struct zn_row_prediction p = predict(&r);
  must_span(&p, 0.2 * 2.1318 / 1.6449); /* 95 % quantile of t with 4 degrees of freedom */
}

static void an_unknown_window_widens_the_interval_and_leaves_the_prediction(void **state) {
  (void)state;
  struct zn_row_reading r = given(0.0, 0.0, 0.0, 10);
  for (int i = PEOPLE / 2; i < PEOPLE; i++) people[i] = 3.0;
  r.windows[0].weight = 0.6;
  r.windows[r.n_windows++] = (struct zn_window_choice){{0.0, 24.0}, 0.4};
  const struct zn_row_prediction p = predict(&r);
  assert_true(p.predicted == 1.0 && p.lo90 == 1.0 && fabs(p.hi90 - 3.0) < 1e-12);
}

static void what_is_not_known_of_an_error_is_taken_as_wide(void **state) {
  (void)state;
  given(0.1, 0.1, 0.0, 1);
  assert_true(zn_laboratory_known_sd(&laboratory, "laboratory", "lactulose") == 0.1);
  assert_true(zn_laboratory_known_sd(&laboratory, "laboratory", "stardust") == ZN_UNKNOWN_LABORATORY_SD);
}

static void when_everybody_failed_the_row_says_so(void **state) {
  (void)state;
  const struct zn_row_reading r = given(0.1, 0.1, 0.0, 5);
  const struct zn_row_values values = {people, 1, PEOPLE, PEOPLE};
  struct zn_row_prediction p;
  struct zn_error error = {0};
  for (int i = 0; i < PEOPLE; i++) people[i] = NAN;
  assert_int_equal(zn_row_predict(&p, &r, &values, &laboratory, "healthy", 1, 2, &error), ZN_NUMERICAL);
  assert_non_null(strstr(error.text, "T1"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(equal_people_and_exact_laboratories_leave_no_interval),
      cmocka_unit_test(groups_of_people_vary_by_their_number),
      cmocka_unit_test(the_laboratory_adds_its_error),
      cmocka_unit_test(a_row_errs_with_the_long_tails_of_student),
      cmocka_unit_test(an_unknown_window_widens_the_interval_and_leaves_the_prediction),
      cmocka_unit_test(what_is_not_known_of_an_error_is_taken_as_wide),
      cmocka_unit_test(when_everybody_failed_the_row_says_so),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
