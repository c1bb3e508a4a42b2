/* What must not show in the answer: the tolerance, and halts on the way. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "life.h"

enum { PEOPLE = 12 };
static const double year_h = 8766.0;

static void begin_disturbed(int k, struct zn_parameters *person, double *y) {
  life_draw(person, 41, k);
  life_rest(y, person, ZN_BRANCH_HEALTHY);
  life_disturb(k % LIFE_DISTURBANCES, person, y);
}

/* Largest change of an observable relative to its own size, or to a hundredth of its usual size where it is practically nothing. */
static double readings_apart(const double *a, const double *b, const struct zn_parameters *person) {
  const size_t n = (size_t)zn_observable_count();
  double *one = malloc(3 * n * sizeof *one), *two = one + n, *usual = two + n, y[ZN_BODY_STATES], largest = 0.0;
  for (int i = 0; i < ZN_BODY_STATES; i++) y[i] = zn_state_info(i)->scale;
  zn_observe(a, person, one);
  zn_observe(b, person, two);
  zn_observe(y, person, usual);
  for (size_t i = 0; i < n; i++) largest = fmax(largest, fabs(one[i] - two[i]) / (fabs(two[i]) + 0.01 * fabs(usual[i])));
  free(one);
  return largest;
}

static void half_the_tolerance_changes_no_reading_by_a_ten_thousandth(void **state) {
  (void)state;
  double largest = 0.0;
  for (int k = 0; k < PEOPLE; k++)
    for (double days = 3.0; days < 400.0; days *= 11.0) {
      struct zn_parameters person;
      double a[ZN_BODY_STATES], b[ZN_BODY_STATES];
      begin_disturbed(k, &person, a);
      memcpy(b, a, sizeof b);
      life_go(a, &person, 24.0 * days, 1e-6);
      life_go(b, &person, 24.0 * days, 0.5e-6);
      const double apart = readings_apart(a, b, &person);
      if (apart > 1e-4) fail_msg("person %d, disturbance %d, %g days: a reading changes by %g", k, k % LIFE_DISTURBANCES, days, apart);
      largest = fmax(largest, apart);
    }
  print_message("             largest change of a reading: %.1e\n", largest);
}

static void halts_on_the_way_do_not_change_the_year(void **state) {
  (void)state;
  for (int k = 0; k < LIFE_DISTURBANCES; k++) {
    struct zn_parameters person;
    double a[ZN_BODY_STATES], b[ZN_BODY_STATES];
    begin_disturbed(k, &person, a);
    memcpy(b, a, sizeof b);
    life_go(a, &person, year_h, 1e-6);
    life_go_unnegative(b, &person, year_h, 777);
    assert_memory_equal(a, b, sizeof a);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(half_the_tolerance_changes_no_reading_by_a_ten_thousandth),
      cmocka_unit_test(halts_on_the_way_do_not_change_the_year),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
