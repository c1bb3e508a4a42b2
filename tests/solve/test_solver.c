/* The stiff solver against closed forms and published values. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "solve/solver.h"

static struct zn_solver *make(const struct zn_problem *problem, double tolerance, const double *y, const void *user) {
  const struct zn_solver_options options = {.relative_tolerance = tolerance, .max_steps = 100000};
  struct zn_solver *solver;
  struct zn_error error = {0};
  if (zn_solver_create(&solver, problem, &options, &error) != ZN_OK) fail_msg("%s", error.text);
  if (zn_solver_start(solver, 0.0, y, user, &error) != ZN_OK) fail_msg("%s", error.text);
  return solver;
}

static void go(struct zn_solver *solver, double t, double *y) {
  struct zn_error error = {0};
  if (zn_solver_advance(solver, t, y, &error) != ZN_OK) fail_msg("%s", error.text);
}

static const double ones[5] = {1.0, 1.0, 1.0, 1.0, 1.0};
/* The pattern of a problem with one state. */
static const int one_start[] = {0, 1}, one_row[] = {0};

/* --- Closed forms and published values -------------------------------------------------------------------------------------- */

/* A chain of equal first-order steps: y_i(t) = t^i e^-t / i!. */
static void chain(double t, const double *y, double *dydt, const void *user) {
  (void)t, (void)user;
  for (int i = 0; i < 5; i++) dydt[i] = (i ? y[i - 1] : 0.0) - y[i];
}
static void chain_derivatives(double t, const double *y, double *value, const void *user) {
  (void)t, (void)y, (void)user;
  for (int k = 0; k < 9; k++) value[k] = k % 2 ? 1.0 : -1.0;
}
static const int chain_start[] = {0, 2, 4, 6, 8, 9}, chain_row[] = {0, 1, 1, 2, 2, 3, 3, 4, 4};

static const struct zn_problem chain_problem = {
    .n = 5, .rates = chain, .derivatives = chain_derivatives, .column_start = chain_start, .row = chain_row, .scale = ones};

static void a_decay_chain_follows_its_closed_form(void **state) {
  (void)state;
  double y[5] = {1.0};
  struct zn_solver *solver = make(&chain_problem, 1e-8, y, NULL);
  for (int k = 1; k <= 40; k++) {
    const double t = 0.25 * k;
    go(solver, t, y);
    for (int i = 0; i < 5; i++) assert_true(fabs(y[i] - pow(t, i) * exp(-t) / tgamma(i + 1.0)) < 1e-6);
  }
  zn_solver_free(solver);
}

/* Robertson 1966: three reactions whose rates lie nine powers of ten apart. */
static void robertson(double t, const double *y, double *dydt, const void *user) {
  (void)t, (void)user;
  dydt[0] = -0.04 * y[0] + 1e4 * y[1] * y[2];
  dydt[2] = 3e7 * y[1] * y[1];
  dydt[1] = -dydt[0] - dydt[2];
}
static void robertson_derivatives(double t, const double *y, double *value, const void *user) {
  (void)t, (void)user;
  const double all[] = {-0.04, 0.04, 1e4 * y[2], -1e4 * y[2] - 6e7 * y[1], 6e7 * y[1], 1e4 * y[1], -1e4 * y[1], 0.0};
  memcpy(value, all, sizeof all);
}
static const int robertson_start[] = {0, 2, 5, 8}, robertson_row[] = {0, 1, 0, 1, 2, 0, 1, 2};
static const double robertson_scale[3] = {1.0, 1e-5, 1.0};

/* Values: Hairer and Wanner 1996, and the test set for initial value problem solvers (Mazzia and Magherini 2008). */
static void robertsons_reactions_reach_their_published_values(void **state) {
  (void)state;
  const struct zn_problem problem = {.n = 3,
                                     .rates = robertson,
                                     .derivatives = robertson_derivatives,
                                     .column_start = robertson_start,
                                     .row = robertson_row,
                                     .scale = robertson_scale};
  double y[3] = {1.0, 0.0, 0.0};
  struct zn_solver *solver = make(&problem, 1e-9, y, NULL);
  go(solver, 40.0, y);
  assert_true(fabs(y[0] / 0.7158270687193941 - 1.0) < 1e-6);
  assert_true(fabs(y[1] / 0.9185534764557763e-5 - 1.0) < 1e-6);
  assert_true(fabs(y[2] / 0.2841637457458413 - 1.0) < 1e-6);
  go(solver, 1e11, y);
  assert_true(fabs(y[0] / 0.2083340149701255e-7 - 1.0) < 1e-3);
  assert_true(fabs(y[1] / 0.8333360770334713e-13 - 1.0) < 1e-3);
  assert_true(fabs(y[2] - 0.9999999791665050) < 1e-8);
  assert_true(zn_solver_steps(solver) < 5000);
  zn_solver_free(solver);
}

/* y' = -50 (y - cos t), which leans on its forcing: y = (2500 cos t + 50 sin t - 2500 e^-50t) / 2501 from 0. */
static void forced(double t, const double *y, double *dydt, const void *user) {
  (void)user;
  dydt[0] = -50.0 * (y[0] - cos(t));
}
static void forced_derivatives(double t, const double *y, double *value, const void *user) {
  (void)t, (void)y, (void)user;
  value[0] = -50.0;
}

static const struct zn_problem forced_problem = {
    .n = 1, .rates = forced, .derivatives = forced_derivatives, .column_start = one_start, .row = one_row, .scale = ones};

static double error_at(double tolerance) {
  double y[1] = {0.0}, largest = 0.0;
  struct zn_solver *solver = make(&forced_problem, tolerance, y, NULL);
  for (int k = 1; k <= 100; k++) {
    const double t = 0.1 * k;
    go(solver, t, y);
    largest = fmax(largest, fabs(y[0] - (2500.0 * cos(t) + 50.0 * sin(t) - 2500.0 * exp(-50.0 * t)) / 2501.0));
  }
  zn_solver_free(solver);
  return largest;
}

static void a_smaller_tolerance_gives_a_smaller_error(void **state) {
  (void)state;
  double before = INFINITY;
  for (double tolerance = 1e-3; tolerance > 1e-9; tolerance *= 0.1) {
    const double now = error_at(tolerance);
    assert_true(now < 0.5 * before);
    assert_true(now < 200.0 * tolerance);
    before = now;
  }
}

/* --- Events ------------------------------------------------------------------------------------------------------------------ */

struct tap {
  double inflow, latest; /* latest: the last moment at which anybody looked */
};

static void fill(double t, const double *y, double *dydt, const void *user) {
  struct tap *tap = (struct tap *)user;
  tap->latest = fmax(tap->latest, t);
  dydt[0] = tap->inflow - y[0];
}
static void fill_derivatives(double t, const double *y, double *value, const void *user) {
  (void)t, (void)y, (void)user;
  value[0] = -1.0;
}

static const struct zn_problem fill_problem = {
    .n = 1, .rates = fill, .derivatives = fill_derivatives, .column_start = one_start, .row = one_row, .scale = ones};

static void a_jump_of_the_state_restarts_exactly(void **state) {
  (void)state;
  struct tap tap = {0};
  double y[1] = {1.0};
  struct zn_solver *solver = make(&fill_problem, 1e-9, y, &tap);
  go(solver, 1.0, y);
  y[0] += 1.0;
  assert_int_equal(zn_solver_start(solver, 1.0, y, &tap, NULL), ZN_OK);
  go(solver, 2.0, y);
  assert_true(fabs(y[0] - (exp(-2.0) + exp(-1.0))) < 1e-7);
  zn_solver_free(solver);
}

static void nobody_looks_past_a_stop_and_the_input_may_jump_there(void **state) {
  (void)state;
  struct tap closed = {0}, open = {.inflow = 1.0};
  double y[1] = {1e-3};
  struct zn_solver *solver = make(&fill_problem, 1e-9, y, &closed);
  zn_solver_stop_at(solver, 10.0);
  go(solver, 0.5, y);
  go(solver, 10.0, y);
  assert_true(closed.latest <= 10.0);
  const double before = y[0];
  assert_int_equal(zn_solver_start(solver, 10.0, y, &open, NULL), ZN_OK);
  go(solver, 12.0, y);
  assert_true(fabs(y[0] - (1.0 + (before - 1.0) * exp(-2.0))) < 1e-7);
  assert_true(open.latest >= 12.0);
  zn_solver_free(solver);
}

static void times_before_the_start_and_past_the_stop_are_refused(void **state) {
  (void)state;
  struct tap tap = {0};
  double y[1] = {1.0};
  struct zn_error error = {0};
  struct zn_solver *solver = make(&fill_problem, 1e-9, y, &tap);
  assert_int_equal(zn_solver_start(solver, 5.0, y, &tap, NULL), ZN_OK);
  assert_int_equal(zn_solver_advance(solver, 4.0, y, &error), ZN_ARGUMENT);
  go(solver, 5.0, y);
  assert_true(y[0] == 1.0);
  zn_solver_stop_at(solver, 6.0);
  assert_int_equal(zn_solver_advance(solver, 7.0, y, &error), ZN_ARGUMENT);
  assert_non_null(strstr(error.text, "stop at 6 h"));
  assert_int_equal(zn_solver_advance(solver, NAN, y, &error), ZN_ARGUMENT);
  go(solver, 6.0, y);
  assert_int_equal(zn_solver_advance(solver, 7.0, y, &error), ZN_ARGUMENT);
  assert_int_equal(zn_solver_start(solver, 6.0, y, &tap, NULL), ZN_OK);
  go(solver, 8.0, y);
  assert_true(fabs(y[0] - exp(-3.0)) < 1e-7);
  zn_solver_stop_at(solver, 6.5);
  assert_int_equal(zn_solver_advance(solver, 9.0, y, &error), ZN_ARGUMENT);
  zn_solver_free(solver);
}

static void a_time_within_the_last_step_is_interpolated(void **state) {
  (void)state;
  double y[1] = {0.0};
  struct zn_solver *solver = make(&forced_problem, 1e-8, y, NULL);
  long steps = 0;
  int without_step = 0;
  for (int k = 1; k <= 2000; k++) {
    const double t = 1.0 + 1e-3 * k;
    go(solver, t, y);
    assert_true(fabs(y[0] - (2500.0 * cos(t) + 50.0 * sin(t)) / 2501.0) < 1e-6);
    without_step += zn_solver_steps(solver) == steps;
    steps = zn_solver_steps(solver);
  }
  assert_true(without_step > 500);
  zn_solver_free(solver);
}

/* Lowest value of a chain that runs empty. */
static double lowest(int nonnegative) {
  struct zn_problem problem = chain_problem;
  problem.nonnegative = nonnegative;
  double y[5] = {1.0}, least = 0.0;
  struct zn_solver *solver = make(&problem, 1e-6, y, NULL);
  for (int k = 1; k <= 2000; k++) {
    go(solver, 0.05 * k, y);
    for (int i = 0; i < 5; i++) least = fmin(least, y[i]);
  }
  zn_solver_free(solver);
  return least;
}

static void falls(double t, const double *y, double *dydt, const void *user) {
  (void)t, (void)y, (void)user;
  dydt[0] = -1.0;
}
static void depends_on_nothing(double t, const double *y, double *value, const void *user) {
  (void)t, (void)y, (void)user;
  value[0] = 0.0;
}

static void a_state_that_cannot_be_negative_is_zero_within_the_tolerance_and_no_further(void **state) {
  (void)state;
  assert_true(lowest(0) < 0.0);
  assert_true(lowest(1) == 0.0);
  const struct zn_problem problem = {.n = 1,
                                     .rates = falls,
                                     .derivatives = depends_on_nothing,
                                     .column_start = one_start,
                                     .row = one_row,
                                     .scale = ones,
                                     .nonnegative = 1};
  double y[1] = {1.0};
  struct zn_solver *solver = make(&problem, 1e-6, y, NULL);
  go(solver, 3.0, y);
  assert_true(fabs(y[0] + 2.0) < 1e-6);
  zn_solver_free(solver);
}

/* --- Failures and counts ----------------------------------------------------------------------------------------------------- */

static void breaks(double t, const double *y, double *dydt, const void *user) {
  (void)y;
  const double *when = user;
  dydt[0] = t < *when ? 1.0 : NAN;
}

static void rates_that_are_no_number_are_a_failure_with_its_time(void **state) {
  (void)state;
  const struct zn_problem problem = {
      .n = 1, .rates = breaks, .derivatives = depends_on_nothing, .column_start = one_start, .row = one_row, .scale = ones};
  const double never = -1.0, later = 3.0;
  double y[1] = {0.0};
  struct zn_error error = {0};
  struct zn_solver *solver = make(&problem, 1e-6, y, &never);
  assert_int_equal(zn_solver_advance(solver, 10.0, y, &error), ZN_NUMERICAL);
  assert_non_null(strstr(error.text, "failed near 0 h on the way to 10 h"));
  assert_int_equal(zn_solver_start(solver, 0.0, y, &later, NULL), ZN_OK);
  assert_int_equal(zn_solver_advance(solver, 10.0, y, &error), ZN_NUMERICAL);
  assert_true(strstr(error.text, "near 2.99") || strstr(error.text, "near 3 h"));
  zn_solver_free(solver);
}

static void no_number(double t, const double *y, double *value, const void *user) {
  (void)t, (void)y, (void)user;
  value[0] = NAN;
}

static void derivatives_that_are_no_number_are_a_failure(void **state) {
  (void)state;
  struct zn_problem problem = fill_problem;
  problem.derivatives = no_number;
  struct tap tap = {0};
  double y[1] = {1.0};
  struct zn_error error = {0};
  struct zn_solver *solver = make(&problem, 1e-6, y, &tap);
  assert_int_equal(zn_solver_advance(solver, 10.0, y, &error), ZN_NUMERICAL);
  assert_non_null(strstr(error.text, "failed near 0 h on the way to 10 h"));
  zn_solver_free(solver);
}

/* y' = y^2 runs away at t = 1. */
static void runs_away(double t, const double *y, double *dydt, const void *user) {
  (void)t, (void)user;
  dydt[0] = y[0] * y[0];
}
static void runs_away_derivatives(double t, const double *y, double *value, const void *user) {
  (void)t, (void)user;
  value[0] = 2.0 * y[0];
}

static void a_state_that_runs_away_and_too_many_steps_are_failures(void **state) {
  (void)state;
  double y[1] = {1.0};
  struct zn_error error = {0};
  const struct zn_problem away = {
      .n = 1, .rates = runs_away, .derivatives = runs_away_derivatives, .column_start = one_start, .row = one_row, .scale = ones};
  struct zn_solver *solver = make(&away, 1e-6, y, NULL);
  assert_int_equal(zn_solver_advance(solver, 2.0, y, &error), ZN_NUMERICAL);
  zn_solver_free(solver);
  const struct zn_solver_options few = {.relative_tolerance = 1e-8, .max_steps = 10};
  assert_int_equal(zn_solver_create(&solver, &forced_problem, &few, &error), ZN_OK);
  assert_int_equal(zn_solver_start(solver, 0.0, ones, NULL, &error), ZN_OK);
  assert_int_equal(zn_solver_advance(solver, 100.0, y, &error), ZN_NUMERICAL);
  assert_true(zn_solver_steps(solver) <= 11);
  zn_solver_free(solver);
}

static void steps_and_right_hand_sides_are_counted_over_restarts(void **state) {
  (void)state;
  double y[5] = {1.0};
  struct zn_solver *solver = make(&chain_problem, 1e-6, y, NULL);
  assert_int_equal(zn_solver_steps(solver), 0);
  go(solver, 5.0, y);
  const long once = zn_solver_steps(solver), looks = zn_solver_evaluations(solver);
  assert_true(once > 10 && looks > once);
  const double again[5] = {1.0};
  assert_int_equal(zn_solver_start(solver, 0.0, again, NULL, NULL), ZN_OK);
  assert_int_equal(zn_solver_steps(solver), once);
  go(solver, 5.0, y);
  assert_int_equal(zn_solver_steps(solver), 2 * once);
  assert_int_equal(zn_solver_evaluations(solver), 2 * looks);
  zn_solver_free(solver);
  zn_solver_free(NULL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_decay_chain_follows_its_closed_form),
      cmocka_unit_test(robertsons_reactions_reach_their_published_values),
      cmocka_unit_test(a_smaller_tolerance_gives_a_smaller_error),
      cmocka_unit_test(a_jump_of_the_state_restarts_exactly),
      cmocka_unit_test(nobody_looks_past_a_stop_and_the_input_may_jump_there),
      cmocka_unit_test(times_before_the_start_and_past_the_stop_are_refused),
      cmocka_unit_test(a_time_within_the_last_step_is_interpolated),
      cmocka_unit_test(a_state_that_cannot_be_negative_is_zero_within_the_tolerance_and_no_further),
      cmocka_unit_test(rates_that_are_no_number_are_a_failure_with_its_time),
      cmocka_unit_test(derivatives_that_are_no_number_are_a_failure),
      cmocka_unit_test(a_state_that_runs_away_and_too_many_steps_are_failures),
      cmocka_unit_test(steps_and_right_hand_sides_are_counted_over_restarts),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
