/* The body through somebody else's solver: explicit Runge-Kutta-Fehlberg 4(5) of the GNU Scientific Library. No Jacobian, no
 * implicit step, none of our code but the rates. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_odeiv2.h>

#include "life.h"

static int rates(double t, const double *y, double *dydt, void *person) {
  zn_body_rates(t, y, person, dydt);
  return GSL_SUCCESS;
}

static void go_elsewhere(double *y, struct zn_parameters *person, double hours) {
  gsl_odeiv2_system system = {rates, NULL, ZN_BODY_STATES, person};
  double scale[ZN_BODY_STATES], t = 0.0;
  for (int i = 0; i < ZN_BODY_STATES; i++) scale[i] = zn_state_info(i)->scale;
  gsl_odeiv2_driver *driver = gsl_odeiv2_driver_alloc_scaled_new(&system, gsl_odeiv2_step_rkf45, 1e-4, 1e-11, 1e-8, 1.0, 0.0, scale);
  assert_non_null(driver);
  assert_int_equal(gsl_odeiv2_driver_apply(driver, &t, hours, y), GSL_SUCCESS);
  gsl_odeiv2_driver_free(driver);
}

static void compare(int kind, double days, int meals) {
  struct zn_parameters person;
  double ours[ZN_BODY_STATES], theirs[ZN_BODY_STATES];
  int worst = 0;
  life_draw(&person, 31, kind);
  life_rest(ours, &person, ZN_BRANCH_HEALTHY);
  life_disturb(kind, &person, ours);
  person.diet_in_meals = meals;
  memcpy(theirs, ours, sizeof theirs);
  go_elsewhere(theirs, &person, 24.0 * days);
  life_go(ours, &person, 24.0 * days, 1e-8);
  const double apart = life_difference(ours, theirs, &worst);
  print_message("             disturbance %d after %g days: %.1e apart (%s)\n", kind, days, apart, zn_state_info(worst)->name);
  assert_true(apart < 1e-5);
}

static void two_solvers_agree_a_month_after_every_disturbance(void **state) {
  (void)state;
  for (int kind = 0; kind < LIFE_DISTURBANCES; kind++) compare(kind, 30.0, 0);
}

static void two_solvers_agree_hours_after_a_disturbance(void **state) {
  (void)state;
  for (int kind = 0; kind < LIFE_DISTURBANCES; kind++) compare(kind, 0.25, 0);
}

static void two_solvers_agree_on_a_week_of_meals(void **state) {
  (void)state;
  compare(0, 7.0, 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(two_solvers_agree_a_month_after_every_disturbance),
      cmocka_unit_test(two_solvers_agree_hours_after_a_disturbance),
      cmocka_unit_test(two_solvers_agree_on_a_week_of_meals),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
