/* The recorded derivatives of a journey's rates: their pattern, and their values against differences. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/random.h"
#include "dependence.h"
#include "dosing.h"
#include "solute/jacobian.h"
#include "solute/lanes.h"

enum { N = ZN_SOLUTE_STATES, TRIALS = 1000 };

/* Someone, something, somewhere on its way, while the wall changes. Amounts span what carriers can and cannot take. */
static void scatter(int k, struct zn_stretch *stretch, double y[N]) {
  struct dosing d;
  const struct zn_solute *solute = zn_solute_info(k % zn_solute_count());
  const uint32_t number = (uint32_t)k;
  dosing_draw(&d, 21, k);
  zn_traveller_of(solute, &d.person, &stretch->who);
  const double *wall = (const double *)&d.wall[0];
  for (int i = 0; i < ZN_WALL_NUMBERS; i++) {
    ((double *)&stretch->wall)[i] = wall[i] * exp(0.5 * zn_normal(21, number, zn_stream("wall"), (uint32_t)i));
    ((double *)&stretch->slope)[i] = 0.2 * wall[i] * zn_normal(21, number, zn_stream("slope"), (uint32_t)i);
  }
  stretch->since = 3.0;
  const double dose = pow(10.0, zn_normal(21, number, zn_stream("dose"), 0));
  for (int i = 0; i < N; i++) y[i] = dose * exp(zn_normal(21, number, zn_stream("state"), (uint32_t)i));
}

static void rates(double t, const double *y, double *dydt, const void *user) {
  zn_stretch_rates(t, (const struct zn_solute_states *)y, user, (struct zn_solute_states *)dydt);
}

/* The derivatives as one lane has them, those by the states in the order of the pattern; no more than in a full matrix. */
static void derive_in_a_lane(double time_h, const double *y, const struct zn_stretch *stretch, double entry[N * N], double by_time[N]) {
  const _Alignas(ZN_LANE_ALIGNMENT) double time = time_h;
  double constant[sizeof(struct zn_stretch)], rate[N];
  zn_solute_lanes(1)->prepare((const double *)stretch, constant);
  for (int i = 0; i < N; i++) by_time[i] = 0.0; /* what no clock moves is left alone */
  zn_solute_lanes(1)->derivatives(&time, y, constant, rate, entry, by_time);
}

static void the_recorded_pattern_is_the_one_that_the_rates_show(void **state) {
  (void)state;
  const struct zn_solute_pattern recorded = zn_solute_pattern();
  const struct zn_problem problem = {.n = N, .rates = rates, .column_start = recorded.column_start, .row = recorded.row};
  assert_int_equal(zn_solute_lanes(1)->entries, recorded.column_start[N]);
  for (int k = 0; k < 2 * zn_solute_count(); k++) {
    struct zn_stretch stretch;
    double y[N];
    scatter(k, &stretch, y);
    dependence_must_be_that_of(&problem, 3.7, y, &stretch);
  }
}

/* Entries are compared in units of their row: what each state can do to the rate when it moves by its own size. */
static void recorded_derivatives_equal_central_differences(void **state) {
  (void)state;
  const struct zn_solute_pattern p = zn_solute_pattern();
  static _Alignas(ZN_LANE_ALIGNMENT) double entry[N * N];
  static double value[N * N], dense[N][N];
  double largest = 0.0;
  for (int k = 0; k < TRIALS; k++) {
    _Alignas(ZN_LANE_ALIGNMENT) struct zn_stretch stretch;
    _Alignas(ZN_LANE_ALIGNMENT) double y[N], by_time[N];
    double reach[N] = {0.0}, up[N], down[N];
    scatter(k, &stretch, y);
    zn_solute_jacobian(3.7, y, &stretch, value);
    derive_in_a_lane(3.7, y, &stretch, entry, by_time);
    for (int j = 0; j < N; j++) {
      const double here = y[j], high = here * (1.0 + 1e-4), low = here * (1.0 - 1e-4);
      y[j] = high;
      rates(3.7, y, up, &stretch);
      y[j] = low;
      rates(3.7, y, down, &stretch);
      y[j] = here;
      for (int i = 0; i < N; i++) dense[j][i] = (up[i] - down[i]) / (high - low), reach[i] += fabs(dense[j][i]) * here;
    }
    for (int j = 0; j < N; j++)
      for (int at = p.column_start[j]; at < p.column_start[j + 1]; at++) {
        const int i = p.row[at];
        const double off = fmax(fabs(value[at] - dense[j][i]), fabs(entry[at] - dense[j][i])) * y[j];
        if (!(off <= 1e-6 * reach[i])) fail_msg("trial %d: d rate %d / d state %d is off by %g", k, i, j, off / reach[i]);
        if (reach[i] > 0.0) largest = fmax(largest, off / reach[i]);
      }
  }
  print_message("             largest deviation %.1e of %d entries in %d trials\n", largest, p.column_start[N], TRIALS);
}

/* In units of the largest rate. */
static void rates_recorded_for_lanes_are_those_of_the_equations(void **state) {
  (void)state;
  const struct zn_lane_problem *lanes = zn_solute_lanes(1);
  static double constant[sizeof(struct zn_stretch)], value[N * N];
  const double time = 3.7;
  double largest = 0.0;
  assert_true(lanes->constants < (int)(sizeof constant / sizeof *constant));
  for (int k = 0; k < TRIALS; k++) {
    struct zn_stretch stretch;
    double y[N], rate[N], recorded[N], beside[N], by_time[N], size = 0.0;
    scatter(k, &stretch, y);
    lanes->prepare((const double *)&stretch, constant);
    lanes->rates(&time, y, constant, recorded);
    lanes->derivatives(&time, y, constant, beside, value, by_time);
    rates(time, y, rate, &stretch);
    assert_memory_equal(beside, recorded, sizeof recorded);
    for (int i = 0; i < N; i++) size = fmax(size, fabs(rate[i]));
    for (int i = 0; i < N; i++) {
      const double off = fabs(recorded[i] - rate[i]) / size;
      if (!(off <= 1e-12)) fail_msg("trial %d: rate %d is off by %g", k, i, off);
      largest = fmax(largest, off);
    }
  }
  print_message("             largest deviation %.1e of the largest rate\n", largest);
}

/* By time the rates change with the wall alone, which runs straight. In units of what the rate is made of: no smaller than its own
 * change by all states. */
static void recorded_derivatives_by_time_equal_central_differences(void **state) {
  (void)state;
  const double step = 1e-4;
  double largest = 0.0;
  int moving = 0;
  for (int k = 0; k < TRIALS; k++) {
    _Alignas(ZN_LANE_ALIGNMENT) struct zn_stretch stretch;
    _Alignas(ZN_LANE_ALIGNMENT) double y[N], entry[N * N], by_time[N];
    double up[N], down[N], rate[N];
    scatter(k, &stretch, y);
    rates(3.7 + step, y, up, &stretch);
    rates(3.7 - step, y, down, &stretch);
    rates(3.7, y, rate, &stretch);
    derive_in_a_lane(3.7, y, &stretch, entry, by_time);
    double size = 0.0;
    for (int i = 0; i < N; i++) size = fmax(size, fabs(rate[i]));
    for (int i = 0; i < N; i++) {
      const double off = fabs(by_time[i] - (up[i] - down[i]) / (2.0 * step)) / size;
      if (!(off < 1e-6)) fail_msg("trial %d: d rate %d / d time is off by %g", k, i, off);
      largest = fmax(largest, off);
      moving += by_time[i] != 0.0;
    }
  }
  print_message("             largest deviation %.1e of the largest rate\n", largest);
  assert_true(moving > 20 * TRIALS);
}

static void while_the_wall_holds_still_no_rate_knows_the_time(void **state) {
  (void)state;
  _Alignas(ZN_LANE_ALIGNMENT) struct zn_stretch stretch;
  _Alignas(ZN_LANE_ALIGNMENT) double y[N], entry[N * N], by_time[N];
  scatter(1, &stretch, y);
  memset(&stretch.slope, 0, sizeof stretch.slope);
  derive_in_a_lane(5.0, y, &stretch, entry, by_time);
  for (int i = 0; i < N; i++) assert_true(by_time[i] == 0.0);
}

/* Other units of amount and water, here no powers of two, give the same rates. */
static void a_traveller_in_other_units_goes_the_same_way(void **state) {
  (void)state;
  const double amount = 3.7, volume = 0.21;
  const int water = offsetof(struct zn_solute_states, water_stomach) / sizeof(zn_real);
  for (int k = 0; k < TRIALS; k++) {
    struct zn_stretch stretch;
    double y[N], here[N], there[N], size = 0.0;
    scatter(k, &stretch, y);
    rates(3.0, y, here, &stretch);
    zn_traveller_in_units(&stretch.who, amount, volume);
    for (int i = 0; i < N; i++) y[i] /= i < water ? amount : volume;
    rates(3.0, y, there, &stretch);
    for (int i = 0; i < N; i++) size = fmax(size, fabs(here[i]));
    for (int i = 0; i < N; i++) assert_true(fabs(there[i] * (i < water ? amount : volume) - here[i]) < 1e-11 * size);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_recorded_pattern_is_the_one_that_the_rates_show),
      cmocka_unit_test(recorded_derivatives_equal_central_differences),
      cmocka_unit_test(rates_recorded_for_lanes_are_those_of_the_equations),
      cmocka_unit_test(recorded_derivatives_by_time_equal_central_differences),
      cmocka_unit_test(while_the_wall_holds_still_no_rate_knows_the_time),
      cmocka_unit_test(a_traveller_in_other_units_goes_the_same_way),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
