/* The search for steady states on small problems whose answers are known. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "solve/settle.h"
#include "solve/solver.h"

static const double ones[3] = {1.0, 1.0, 1.0};

static enum zn_status settle(zn_rates *rates, int n, double *y, const void *user, struct zn_error *error) {
  const struct zn_problem problem = {.n = n, .rates = rates, .scale = ones};
  return zn_settle(&problem, y, user, 100.0, 1e-10, 1000, error);
}

/* Rest at 0.1 and 1, with a watershed at `user`; a follower ten thousand times faster. */
static void two_valleys(double t, const double *y, double *dydt, const void *user) {
  (void)t;
  const double shed = *(const double *)user, x = y[0];
  dydt[0] = -(x - 0.1) * (x - shed) * (x - 1.0);
  dydt[1] = 1e4 * (x * x - y[1]);
}

static void falls_to(double from, double shed) {
  const double rest = from < shed ? 0.1 : 1.0;
  double y[2] = {from, 2.0};
  assert_int_equal(settle(two_valleys, 2, y, &shed, NULL), ZN_OK);
  if (!(fabs(y[0] - rest) < 1e-8 && fabs(y[1] - rest * rest) < 1e-8)) fail_msg("from %g, watershed %g: %g", from, shed, y[0]);
}

static void the_start_decides_between_two_branches(void **state) {
  (void)state;
  for (int k = 0; k <= 40; k++) falls_to(0.02 + 0.031 * k, 0.4);
  for (double shed = 0.15; shed < 0.95; shed += 0.1)
    for (double off = 0.04; off > 1e-6; off *= 0.3) {
      falls_to(shed + off, shed);
      falls_to(shed - off, shed);
    }
}

/* A gene that feeds itself: x' = 0.05 + x^4/(k^4 + x^4) - x, and a slow follower. */
static void switches(double t, const double *y, double *dydt, const void *user) {
  (void)t, (void)user;
  const double x4 = y[0] * y[0] * y[0] * y[0], k4 = 0.0625;
  dydt[0] = 0.05 + x4 / (k4 + x4) - y[0];
  dydt[1] = 0.001 * (2.0 * y[0] - y[1]);
}

/* The same branch that the trajectory itself takes, and the same place. */
static void the_answer_is_where_the_trajectory_comes_to_rest(void **state) {
  (void)state;
  const struct zn_problem problem = {.n = 2, .rates = switches, .scale = ones};
  const struct zn_solver_options options = {1e-8, 100000};
  int low = 0;
  for (int k = 1; k <= 20; k++) {
    const double start[2] = {0.06 * k, 0.3};
    double lived[2], found[2] = {start[0], start[1]};
    struct zn_solver *solver;
    assert_int_equal(zn_solver_create(&solver, &problem, &options, start, NULL, NULL), ZN_OK);
    assert_int_equal(zn_solver_start(solver, 0.0, start, NULL, NULL), ZN_OK);
    assert_int_equal(zn_solver_advance(solver, 30000.0, lived, NULL), ZN_OK);
    zn_solver_free(solver);
    assert_int_equal(settle(switches, 2, found, NULL, NULL), ZN_OK);
    assert_true(fabs(found[0] - lived[0]) < 1e-6 && fabs(found[1] - lived[1]) < 1e-6);
    low += found[0] < 0.3;
  }
  assert_true(low >= 5 && low <= 15);
}

/* A stiff chain far from rest: seven powers of ten between the paces. */
static void cascade(double t, const double *y, double *dydt, const void *user) {
  (void)t, (void)user;
  dydt[0] = 1.0 - y[0];
  dydt[1] = 1e3 * (y[0] - 2.0 * y[1]);
  dydt[2] = 1e-4 * (y[1] - y[2] * y[2]);
}

static void the_result_has_rates_of_zero(void **state) {
  (void)state;
  double y[3] = {50.0, 1e-6, 30.0}, rate[3];
  assert_int_equal(settle(cascade, 3, y, NULL, NULL), ZN_OK);
  cascade(0.0, y, rate, NULL);
  for (int i = 0; i < 3; i++) assert_true(100.0 * fabs(rate[i]) <= 1e-10 * (1.0 + y[i]));
  assert_true(fabs(y[0] - 1.0) < 1e-9 && fabs(y[1] - 0.5) < 1e-9 && fabs(y[2] - sqrt(0.5)) < 1e-6);
}

static void rest_at_the_start_is_left_as_it_is(void **state) {
  (void)state;
  double y[3] = {1.0, 0.5, sqrt(0.5)};
  assert_int_equal(settle(cascade, 3, y, NULL, NULL), ZN_OK);
  assert_true(y[0] == 1.0 && y[1] == 0.5 && y[2] == sqrt(0.5));
}

/* Grows for ever; is no number in one place only. */
static void grows(double t, const double *y, double *dydt, const void *user) {
  (void)t, (void)user;
  dydt[0] = 1.0 + 0.0 * y[0];
}

static void is_no_number(double t, const double *y, double *dydt, const void *user) {
  (void)t, (void)user;
  dydt[0] = NAN;
  dydt[1] = -y[1];
}

static void without_rest_the_answer_is_a_failure_in_words(void **state) {
  (void)state;
  zn_rates *const restless[] = {grows, is_no_number};
  for (int k = 0; k < 2; k++) {
    struct zn_error error = {0};
    double y[2] = {1.0, 0.0};
    assert_int_equal(settle(restless[k], k + 1, y, NULL, &error), ZN_NUMERICAL);
    assert_int_equal(error.status, ZN_NUMERICAL);
    assert_non_null(strstr(error.text, "no steady state was found"));
  }
}

static void a_state_that_is_not_negative_stays_so(void **state) {
  (void)state;
  for (int k = 0; k < 20; k++) {
    const double shed = 0.4;
    double y[2] = {1e-3 * pow(1.6, k), 1e-9};
    assert_int_equal(settle(two_valleys, 2, y, &shed, NULL), ZN_OK);
    assert_true(y[0] >= 0.0 && y[1] >= 0.0);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_start_decides_between_two_branches),
      cmocka_unit_test(the_answer_is_where_the_trajectory_comes_to_rest),
      cmocka_unit_test(the_result_has_rates_of_zero),
      cmocka_unit_test(rest_at_the_start_is_left_as_it_is),
      cmocka_unit_test(without_rest_the_answer_is_a_failure_in_words),
      cmocka_unit_test(a_state_that_is_not_negative_stays_so),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
