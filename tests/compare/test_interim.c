/* Looks before the end: published bounds, another way to integrate them, and trials of chance that they must hold. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/random.h"
#include "zonula/comparison.h"

static double upper(double z) { return 0.5 * erfc(z / sqrt(2.0)); }

static void bounds_of(double *bound, const double *share, int n, enum zn_spending spending, double confidence) {
  struct zn_error error = {0};
  if (zn_interim_bounds(bound, share, n, spending, confidence, &error) != ZN_OK) fail_msg("%s", error.text);
}

static void must_be(double found, double expected, double within) {
  if (!(fabs(found - expected) <= within)) fail_msg("found %.12g, expected %.12g", found, expected);
}

/* Two-sided 5 %, looks at equal steps, as tables of Lan and DeMets's functions print them (DeMets and Lan 1994, 10.1002/sim.4780131308,
 * and those who use their program). Their integrals are coarser than ours: print is good to 1e-4, which is why the next test integrates
 * in another way. */
static void bounds_are_those_in_print(void **state) {
  (void)state;
  static const struct {
    enum zn_spending spending;
    int n;
    double bound[5];
  } printed[] = {{ZN_SPENDING_OBRIEN_FLEMING, 1, {1.9600}},
                 {ZN_SPENDING_OBRIEN_FLEMING, 2, {2.9626, 1.9686}},
                 {ZN_SPENDING_OBRIEN_FLEMING, 3, {3.7103, 2.5114, 1.9930}},
                 {ZN_SPENDING_OBRIEN_FLEMING, 5, {4.8769, 3.3569, 2.6803, 2.2898, 2.0310}},
                 {ZN_SPENDING_POCOCK, 1, {1.9600}},
                 {ZN_SPENDING_POCOCK, 2, {2.1570, 2.2010}},
                 {ZN_SPENDING_POCOCK, 5, {2.4380, 2.4268, 2.4101, 2.3966, 2.3859}}};
  for (size_t p = 0; p < sizeof printed / sizeof *printed; p++) {
    double share[5], bound[5];
    for (int k = 0; k < printed[p].n; k++) share[k] = (k + 1.0) / printed[p].n;
    bounds_of(bound, share, printed[p].n, printed[p].spending, 0.95);
    for (int k = 0; k < printed[p].n; k++) must_be(bound[k], printed[p].bound[k], 1.5e-4);
  }
}

/* Both sides' share of 5 % that may be gone. */
static double spent(enum zn_spending spending, double share) {
  return spending == ZN_SPENDING_POCOCK ? 0.05 * log(1.0 + (exp(1.0) - 1.0) * share) : 4.0 * upper(2.2414027276049464 / sqrt(share));
}

/* --- Another way: straight steps between many points --------------------------------------------------------------------------------- */

enum { POINTS = 2001 };

/* Density of those who go on, at points from -edge to edge, after one more look; returns the probability of ending above `edge`. */
static double stop_above(const double *density, double edge, double next_edge, double sd) {
  double stop = 0.0;
  const double gap = 2.0 * edge / (POINTS - 1);
  for (int j = 0; j < POINTS; j++) stop += (j % (POINTS - 1) ? 1.0 : 0.5) * gap * density[j] * upper((next_edge - (-edge + j * gap)) / sd);
  return stop;
}

static void walk(double *to, double to_edge, const double *from, double from_edge, double sd) {
  const double to_gap = 2.0 * to_edge / (POINTS - 1), gap = 2.0 * from_edge / (POINTS - 1);
  for (int i = 0; i < POINTS; i++) {
    to[i] = 0.0;
    for (int j = 0; j < POINTS; j++) {
      const double z = (-to_edge + i * to_gap - (-from_edge + j * gap)) / sd;
      to[i] += (j % (POINTS - 1) ? 1.0 : 0.5) * gap * from[j] * exp(-0.5 * z * z) / sqrt(2.0 * acos(-1.0)) / sd;
    }
  }
}

static void each_look_spends_what_it_may(void **state) {
  (void)state;
  enum { LOOKS = 4 };
  static const double share[LOOKS] = {0.3, 0.55, 0.62, 1.0};
  static double density[2][POINTS];
  for (int s = 0; s < ZN_SPENDINGS; s++) {
    double bound[LOOKS], edge = 0.0;
    bounds_of(bound, share, LOOKS, (enum zn_spending)s, 0.95);
    must_be(2.0 * upper(bound[0]), spent((enum zn_spending)s, share[0]), 1e-12);
    for (int k = 0; k < LOOKS; k++) {
      const double here = bound[k] * sqrt(share[k]), sd = sqrt(share[k] - (k ? share[k - 1] : 0.0));
      const double *before = density[(k + 1) % 2];
      if (k) {
        const double may = spent((enum zn_spending)s, share[k]) - spent((enum zn_spending)s, share[k - 1]);
        must_be(2.0 * stop_above(before, edge, here, sd), may, 1e-5 * may); /* the straight steps are this exact */
        walk(density[k % 2], here, before, edge, sd);
      }
      for (int i = 0; i < POINTS && !k; i++) {
        const double z = (-here + 2.0 * here * i / (POINTS - 1)) / sd;
        density[0][i] = exp(-0.5 * z * z) / sqrt(2.0 * acos(-1.0)) / sd;
      }
      edge = here;
    }
  }
}

/* --- Trials of chance ---------------------------------------------------------------------------------------------------------------- */

static void trials_without_effect_stop_as_often_as_allowed(void **state) {
  (void)state;
  enum { LOOKS = 5, TRIALS = 100000 };
  static const double share[LOOKS] = {0.1, 0.35, 0.5, 0.8, 1.0};
  for (int s = 0; s < ZN_SPENDINGS; s++) {
    double bound[LOOKS];
    int stopped[LOOKS] = {0}, so_far = 0;
    bounds_of(bound, share, LOOKS, (enum zn_spending)s, 0.95);
    for (int t = 0; t < TRIALS; t++) {
      double b = 0.0;
      for (int k = 0; k < LOOKS; k++) {
        b += sqrt(share[k] - (k ? share[k - 1] : 0.0)) * zn_normal(41, (uint32_t)t, (uint32_t)s, (uint32_t)k);
        if (fabs(b) / sqrt(share[k]) <= bound[k]) continue;
        stopped[k]++;
        break;
      }
    }
    for (int k = 0; k < LOOKS; k++) {
      so_far += stopped[k];
      const double expected = spent((enum zn_spending)s, share[k]);
      must_be((double)so_far / TRIALS, expected, 5.0 * sqrt(expected / TRIALS) + 1e-9);
    }
  }
}

static void looks_far_too_early_have_no_bound_and_cost_nothing(void **state) {
  (void)state;
  static const double early[] = {1e-4, 0.5, 1.0}, late[] = {0.5, 1.0};
  double with[3], without[2];
  bounds_of(with, early, 3, ZN_SPENDING_OBRIEN_FLEMING, 0.95);
  bounds_of(without, late, 2, ZN_SPENDING_OBRIEN_FLEMING, 0.95);
  assert_true(isinf(with[0]));
  must_be(with[1], without[0], 1e-12);
  must_be(with[2], without[1], 1e-12);
}

static void looks_at_almost_the_same_time_are_one_look(void **state) {
  (void)state;
  static const double twice[] = {0.5, 0.5002, 1.0}, once[] = {0.5, 1.0};
  for (int s = 0; s < ZN_SPENDINGS; s++) {
    double two[3], one[2];
    bounds_of(two, twice, 3, (enum zn_spending)s, 0.95);
    bounds_of(one, once, 2, (enum zn_spending)s, 0.95);
    must_be(two[0], one[0], 1e-12);
    must_be(two[2], one[1], 3e-4);
  }
}

/* Twenty looks, at any level: no bound is missing, and one look less never makes the last one stricter. */
static void many_looks_and_other_levels_have_bounds(void **state) {
  (void)state;
  static const double confidences[] = {0.5, 0.8, 0.99, 0.999};
  double share[ZN_MOST_INTERIM_LOOKS], bound[ZN_MOST_INTERIM_LOOKS];
  for (size_t c = 0; c < sizeof confidences / sizeof *confidences; c++)
    for (int s = 0; s < ZN_SPENDINGS; s++) {
      double last = 0.0;
      for (int n = 1; n <= ZN_MOST_INTERIM_LOOKS; n++) {
        for (int k = 0; k < n; k++) share[k] = k < n - 1 ? (k + 1.0) / n : 1.0;
        bounds_of(bound, share, n, (enum zn_spending)s, confidences[c]);
        for (int k = 0; k < n; k++) assert_true(bound[k] > 0.0);
        if (n == 1) must_be(2.0 * upper(bound[0]), 1.0 - confidences[c], 1e-12);
        assert_true(bound[n - 1] >= last - 1e-9 || s == ZN_SPENDING_POCOCK);
        last = bound[n - 1];
      }
    }
}

static void impossible_looks_are_refused(void **state) {
  (void)state;
  static const double falling[] = {0.5, 0.4, 1.0}, open[] = {0.3, 0.6}, nothing[] = {0.0, 1.0}, hole[] = {NAN, 1.0}, right[] = {0.5, 1.0};
  double bound[3];
  struct zn_error error = {0};
  assert_int_equal(zn_interim_bounds(bound, falling, 3, ZN_SPENDING_POCOCK, 0.95, &error), ZN_ARGUMENT);
  assert_non_null(strstr(error.text, "look 2"));
  assert_int_equal(zn_interim_bounds(bound, open, 2, ZN_SPENDING_POCOCK, 0.95, &error), ZN_ARGUMENT);
  assert_int_equal(zn_interim_bounds(bound, nothing, 2, ZN_SPENDING_POCOCK, 0.95, &error), ZN_ARGUMENT);
  assert_int_equal(zn_interim_bounds(bound, hole, 2, ZN_SPENDING_POCOCK, 0.95, &error), ZN_ARGUMENT);
  assert_int_equal(zn_interim_bounds(bound, right, 0, ZN_SPENDING_POCOCK, 0.95, &error), ZN_ARGUMENT);
  assert_int_equal(zn_interim_bounds(bound, right, ZN_MOST_INTERIM_LOOKS + 1, ZN_SPENDING_POCOCK, 0.95, &error), ZN_ARGUMENT);
  assert_int_equal(zn_interim_bounds(bound, right, 2, ZN_SPENDINGS, 0.95, &error), ZN_ARGUMENT);
  assert_int_equal(zn_interim_bounds(bound, right, 2, ZN_SPENDING_POCOCK, 1.0, &error), ZN_ARGUMENT);
}

/* --- Conditional power --------------------------------------------------------------------------------------------------------------- */

static void conditional_power_is_how_often_such_trials_end_beyond_the_bound(void **state) {
  (void)state;
  enum { TRIALS = 100000 };
  static const struct { double z, share, bound; } seen[] = {{1.0, 0.5, 1.96}, {-1.8, 0.4, 1.9686}, {0.2, 0.7, 2.2}, {2.6, 0.6, 2.0}};
  for (size_t s = 0; s < sizeof seen / sizeof *seen; s++) {
    const double so_far = seen[s].z * sqrt(seen[s].share), rest = 1.0 - seen[s].share, trend = so_far / seen[s].share;
    int won = 0;
    for (int t = 0; t < TRIALS; t++) {
      const double end = so_far + trend * rest + sqrt(rest) * zn_normal(43, (uint32_t)t, (uint32_t)s, 0);
      won += copysign(1.0, seen[s].z) * end > seen[s].bound;
    }
    must_be(zn_conditional_power(seen[s].z, seen[s].share, seen[s].bound), (double)won / TRIALS, 5.0 * 0.5 / sqrt(TRIALS));
  }
}

static void conditional_power_has_its_limits(void **state) {
  (void)state;
  must_be(zn_conditional_power(1.96 * sqrt(0.3), 0.3, 1.96), 0.5, 1e-15); /* on the way to just there */
  must_be(zn_conditional_power(1.0, 0.5, 1.96), upper((1.96 - sqrt(2.0)) / sqrt(0.5)), 1e-15);
  assert_true(zn_conditional_power(-1.3, 0.4, 2.0) == zn_conditional_power(1.3, 0.4, 2.0));
  assert_true(zn_conditional_power(2.1, 1.0, 2.0) == 1.0 && zn_conditional_power(-1.9, 1.0, 2.0) == 0.0);
  assert_true(isnan(zn_conditional_power(1.0, 0.0, 2.0)) && isnan(zn_conditional_power(NAN, 0.5, 2.0)));
  assert_true(isnan(zn_conditional_power(NAN, 1.0, 2.0)));
}

static void spendings_have_their_words(void **state) {
  (void)state;
  assert_string_equal(zn_spending_word(ZN_SPENDING_OBRIEN_FLEMING), "obrien_fleming");
  assert_string_equal(zn_spending_word(ZN_SPENDING_POCOCK), "pocock");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(bounds_are_those_in_print),
      cmocka_unit_test(each_look_spends_what_it_may),
      cmocka_unit_test(trials_without_effect_stop_as_often_as_allowed),
      cmocka_unit_test(looks_far_too_early_have_no_bound_and_cost_nothing),
      cmocka_unit_test(looks_at_almost_the_same_time_are_one_look),
      cmocka_unit_test(many_looks_and_other_levels_have_bounds),
      cmocka_unit_test(impossible_looks_are_refused),
      cmocka_unit_test(conditional_power_is_how_often_such_trials_end_beyond_the_bound),
      cmocka_unit_test(conditional_power_has_its_limits),
      cmocka_unit_test(spendings_have_their_words),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
