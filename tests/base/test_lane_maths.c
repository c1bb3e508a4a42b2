/* exp, log, sin, cos and sqrt over lanes: right to the last place, and the same bits on every width. */
#include <float.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>
#include <mpfr.h>

#include "base/random.h"
#include "lane_trial.h"
#include "solve/rodas.h"

enum { TRIES = 100000 };

typedef int reference(mpfr_t result, mpfr_srcptr x, mpfr_rnd_t rounding);

static double value_of(const struct lane_trial *trial, enum trial_function which, double x) {
  _Alignas(64) double in[ZN_MOST_LANES], out[ZN_MOST_LANES];
  for (int lane = 0; lane < trial->lanes; lane++) in[lane] = x;
  trial->function(which, in, out);
  return out[0];
}

static double one(enum trial_function which, double x) { return value_of(lane_trials[0], which, x); }

/* Distance from the truth in units of the last place of the nearest double. */
static double misses(enum trial_function which, reference *truth, double x) {
  const double y = one(which, x);
  mpfr_t in, exact;
  mpfr_inits2(300, in, exact, (mpfr_ptr)NULL);
  mpfr_set_d(in, x, MPFR_RNDN);
  truth(exact, in, MPFR_RNDN);
  const double nearest = fabs(mpfr_get_d(exact, MPFR_RNDN));
  const int place = nearest < DBL_MIN ? -1074 : ilogb(nearest) - 52;
  mpfr_sub_d(exact, exact, y, MPFR_RNDN);
  mpfr_mul_2si(exact, exact, -place, MPFR_RNDN);
  const double distance = fabs(mpfr_get_d(exact, MPFR_RNDN));
  mpfr_clears(in, exact, (mpfr_ptr)NULL);
  return distance;
}

/* The largest miss over numbers between two bounds; their logarithms are drawn where the bounds are positive and far apart. */
static void is_right(const char *name, enum trial_function which, reference *truth, double low, double high) {
  const int by_size = low > 0.0 && high > 100.0 * low;
  double worst = 0.0, where = 0.0;
  for (uint32_t i = 0; i < TRIES; i++) {
    const double u = zn_uniform(11, i, (uint32_t)which, 0);
    const double x = by_size ? exp(log(low) + u * (log(high) - log(low))) : low + u * (high - low);
    const double miss = misses(which, truth, x);
    if (!(miss <= worst)) worst = miss, where = x;
  }
  printf("%s on %g..%g: within %.3f units, at %.17g\n", name, low, high, worst, where);
  assert_true(worst <= 1.0);
}

static void every_function_is_within_one_unit_of_the_last_place(void **state) {
  (void)state;
  is_right("exp", TRIAL_EXP, mpfr_exp, -0.4, 0.4);
  is_right("exp", TRIAL_EXP, mpfr_exp, -30.0, 30.0);
  is_right("exp", TRIAL_EXP, mpfr_exp, -745.0, 709.78);
  is_right("log", TRIAL_LOG, mpfr_log, 0.99, 1.01);
  is_right("log", TRIAL_LOG, mpfr_log, 0.4, 3.0);
  is_right("log", TRIAL_LOG, mpfr_log, 5e-324, 1.7e308);
  is_right("sin", TRIAL_SIN, mpfr_sin, -7.0, 7.0);
  is_right("sin", TRIAL_SIN, mpfr_sin, -1.5e6, 1.5e6);
  is_right("cos", TRIAL_COS, mpfr_cos, -7.0, 7.0);
  is_right("cos", TRIAL_COS, mpfr_cos, -1.5e6, 1.5e6);
  is_right("sqrt", TRIAL_SQRT, mpfr_sqrt, 0.0, 10.0);
}

/* Where the reduced angle is smallest, a reduction shows whether it carries enough of pi. */
static void sines_near_multiples_of_pi_keep_every_digit(void **state) {
  (void)state;
  for (int k = 1; k < 20000; k++) {
    const double x = k * 1.57079632679489661923;
    assert_true(misses(TRIAL_SIN, mpfr_sin, x) <= 1.0);
    assert_true(misses(TRIAL_COS, mpfr_cos, x) <= 1.0);
  }
}

static void the_edges_are_what_the_standard_says(void **state) {
  (void)state;
  assert_true(one(TRIAL_EXP, -INFINITY) == 0.0 && one(TRIAL_EXP, -746.0) == 0.0);
  assert_true(one(TRIAL_EXP, 709.79) == INFINITY && one(TRIAL_EXP, INFINITY) == INFINITY);
  assert_true(one(TRIAL_EXP, 0.0) == 1.0 && isnan(one(TRIAL_EXP, NAN)));
  assert_true(one(TRIAL_LOG, 1.0) == 0.0 && one(TRIAL_LOG, INFINITY) == INFINITY);
  assert_true(one(TRIAL_LOG, 0.0) == -INFINITY && one(TRIAL_LOG, -0.0) == -INFINITY);
  assert_true(isnan(one(TRIAL_LOG, -1e-300)) && isnan(one(TRIAL_LOG, -INFINITY)) && isnan(one(TRIAL_LOG, NAN)));
  assert_true(one(TRIAL_SIN, 0.0) == 0.0 && one(TRIAL_COS, 0.0) == 1.0);
  assert_true(isnan(one(TRIAL_SIN, 1.6e6)) && isnan(one(TRIAL_COS, -INFINITY)) && isnan(one(TRIAL_COS, NAN)));
  assert_true(one(TRIAL_SQRT, 0.0) == 0.0 && isnan(one(TRIAL_SQRT, -1.0)));
}

static double any_number(enum trial_function which, uint32_t i) {
  static const double edge[] = {0.0, -0.0, 1.0, -1.0, INFINITY, -INFINITY, NAN, 5e-324, 1e308, -746.0, 710.0, 1.6e6};
  if (i < sizeof edge / sizeof *edge) return edge[i];
  const double u = zn_uniform(12, i, (uint32_t)which, 0);
  return which == TRIAL_EXP ? 1500.0 * (u - 0.5) : which == TRIAL_LOG ? exp(1400.0 * (u - 0.5)) : 3e6 * (u - 0.5);
}

/* What is not a number may carry any payload; everything else must agree in every bit. */
static void every_width_gives_the_same_bits(void **state) {
  (void)state;
  for (int w = 1; w < TRIAL_WIDTHS; w++) {
    const struct lane_trial *trial = lane_trials[w];
    _Alignas(64) double in[ZN_MOST_LANES], out[ZN_MOST_LANES];
    for (int which = 0; which < TRIAL_FUNCTIONS && zn_lanes_fit(trial->lanes); which++)
      for (uint32_t i = 0; i < TRIES; i += (uint32_t)trial->lanes) {
        for (int lane = 0; lane < trial->lanes; lane++) in[lane] = any_number((enum trial_function)which, i + (uint32_t)lane);
        trial->function((enum trial_function)which, in, out);
        for (int lane = 0; lane < trial->lanes; lane++) {
          const double alone = one((enum trial_function)which, in[lane]);
          if (isnan(alone))
            assert_true(isnan(out[lane]));
          else
            assert_memory_equal(&alone, &out[lane], sizeof alone);
        }
      }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_function_is_within_one_unit_of_the_last_place), cmocka_unit_test(sines_near_multiples_of_pi_keep_every_digit),
      cmocka_unit_test(the_edges_are_what_the_standard_says), cmocka_unit_test(every_width_gives_the_same_bits)};
  return cmocka_run_group_tests_name("lane maths", tests, NULL, NULL);
}
