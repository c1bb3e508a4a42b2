/* Combinations of tests: what they can gain, and that they cannot flatter themselves. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <gsl/gsl_cdf.h>

#include "appraisal/combine.h"
#include "appraisal/roc.h"
#include "base/random.h"

enum { MOST = 4000, WIDEST = 30 };

static double x[MOST * WIDEST], truth[MOST], key[MOST], score[MOST], placement[MOST];
static unsigned char has[MOST];
static int fold[MOST];

/* k read-outs with SD 1; those who have it read shift[j] higher (NULL: no higher). */
static struct zn_readouts draw(int n, int k, const double *shift, uint64_t seed) {
  for (int i = 0; i < n; i++) {
    has[i] = (unsigned char)(i % 3 == 0);
    key[i] = zn_uniform(seed, (uint32_t)i, 99, 0);
    for (int j = 0; j < k; j++) x[i * k + j] = zn_normal(seed, (uint32_t)i, (uint32_t)j, 0) + (shift ? shift[j] * has[i] : 0.0);
  }
  return (struct zn_readouts){n, k, x, has};
}

static double area(const double *by, int n) {
  const struct zn_roc_people people = {n, has, truth};
  double auc, lo, hi;
  assert_int_equal(zn_roc_placements(placement, by, &people, NULL), ZN_OK);
  zn_roc_interval(placement, &people, &auc, &lo, &hi);
  return auc;
}

static double area_of_column(const struct zn_readouts *r, int j) {
  for (int i = 0; i < r->n; i++) score[i] = r->x[i * r->k + j];
  return area(score, r->n);
}

static double area_unseen(const struct zn_readouts *r) {
  struct zn_error error = {0};
  if (zn_deal_folds(fold, key, has, r->n, ZN_FOLDS, &error) != ZN_OK || zn_score_unseen(score, r, fold, ZN_FOLDS, &error) != ZN_OK)
    fail_msg("%s", error.text);
  return area(score, r->n);
}

/* As a combination would judge itself: by the people whom it was fitted to. */
static double area_flattered(const struct zn_readouts *r) {
  double weight[WIDEST + 1];
  struct zn_error error = {0};
  if (zn_logistic_fit(weight, r, NULL, 0.16, &error) != ZN_OK) fail_msg("%s", error.text);
  for (int i = 0; i < r->n; i++) {
    score[i] = weight[r->k];
    for (int j = 0; j < r->k; j++) score[i] += weight[j] * r->x[i * r->k + j];
  }
  return area(score, r->n);
}

static void must_be(double found, double expected, double within) {
  if (!(fabs(found - expected) <= within)) fail_msg("found %g, expected %g", found, expected);
}

/* Two normals of equal spread: the odds rise by exp(shift) per SD, whatever else is measured beside. */
static void weights_are_those_of_the_closed_form(void **state) {
  (void)state;
  const double shift[] = {1.0, 0.5, 0.0};
  const struct zn_readouts r = draw(MOST, 3, shift, 1);
  double weight[4];
  assert_int_equal(zn_logistic_fit(weight, &r, NULL, 0.0, NULL), ZN_OK);
  for (int j = 0; j < 3; j++) must_be(weight[j], shift[j], 0.13);
  must_be(weight[3], log(0.5) - 0.5 * (1.0 + 0.25), 0.15);
}

/* At the top of the likelihood the residuals are at right angles to every read-out, but for the pull of the ridge. */
static void the_fit_is_at_rest(void **state) {
  (void)state;
  const double shift[] = {0.8, -0.4};
  const struct zn_readouts r = draw(500, 2, shift, 2);
  for (int strong = 0; strong < 2; strong++) {
    const double ridge = strong ? 50.0 : 0.16;
    double weight[3], slope[3] = {0.0, 0.0, 0.0};
    assert_int_equal(zn_logistic_fit(weight, &r, NULL, ridge, NULL), ZN_OK);
    for (int i = 0; i < r.n; i++) {
      const double off = 1.0 / (1.0 + exp(-(weight[2] + weight[0] * x[2 * i] + weight[1] * x[2 * i + 1]))) - has[i];
      slope[0] += off * x[2 * i];
      slope[1] += off * x[2 * i + 1];
      slope[2] += off;
    }
    for (int j = 0; j < 2; j++) must_be(slope[j] + ridge * weight[j], 0.0, 1e-4);
    must_be(slope[2], 0.0, 1e-4);
  }
}

static void the_ridge_pulls_weights_towards_nothing(void **state) {
  (void)state;
  const double shift[] = {1.0};
  const struct zn_readouts r = draw(300, 1, shift, 3);
  double last = INFINITY, weight[2];
  for (double ridge = 0.01; ridge < 1e4; ridge *= 10.0) {
    assert_int_equal(zn_logistic_fit(weight, &r, NULL, ridge, NULL), ZN_OK);
    assert_true(weight[0] > 0.0 && weight[0] < last);
    last = weight[0];
  }
  assert_true(last < 0.1); /* slope at nothing 67 over a ridge of 1000 */
}

static void people_told_apart_without_a_mistake_leave_weights_finite(void **state) {
  (void)state;
  const double shift[] = {50.0, 0.0};
  const struct zn_readouts r = draw(200, 2, shift, 4);
  double weight[2];
  assert_int_equal(zn_weigh_all(weight, &r, NULL), ZN_OK);
  assert_true(isfinite(weight[0]) && weight[0] > 1.0 && weight[0] < 50.0 && fabs(weight[1]) < 1.0);
  must_be(area_unseen(&r), 1.0, 0.0);
}

static void two_tests_that_err_by_themselves_beat_each_alone_by_as_much_as_they_should(void **state) {
  (void)state;
  const double shift[] = {1.0, 0.8};
  const struct zn_readouts r = draw(MOST, 2, shift, 5);
  const double first = area_of_column(&r, 0), second = area_of_column(&r, 1), both = area_unseen(&r);
  must_be(both, gsl_cdf_ugaussian_P(sqrt(1.0 + 0.64) / sqrt(2.0)), 0.015);
  assert_true(both > first + 0.04 && both > second + 0.04);
}

/* Ten useless read-outs beside a good one: fitted people flatter, others do not. */
static void noise_gains_nothing_in_people_whom_it_was_not_fitted_to(void **state) {
  (void)state;
  enum { ROUNDS = 40, N = 150 };
  const double shift[11] = {1.0};
  double unseen = 0.0, flattered = 0.0, alone = 0.0, nothing = 0.0;
  for (int round = 0; round < ROUNDS; round++) {
    struct zn_readouts r = draw(N, 11, shift, 100 + (uint64_t)round);
    alone += area_of_column(&r, 0) / ROUNDS;
    unseen += area_unseen(&r) / ROUNDS;
    flattered += area_flattered(&r) / ROUNDS;
    r = draw(N, 10, NULL, 500 + (uint64_t)round);
    nothing += area_unseen(&r) / ROUNDS;
  }
  assert_true(flattered > alone + 0.02);
  if (unseen > alone) fail_msg("noise lifts the area from %g to %g", alone, unseen);
  if (fabs(nothing - 0.5) > 0.03) fail_msg("noise alone has the area %g", nothing);
}

static void folds_hold_their_share_of_both_kinds_and_follow_the_keys_alone(void **state) {
  (void)state;
  enum { N = 307 };
  static int again[N];
  draw(N, 1, NULL, 6);
  assert_int_equal(zn_deal_folds(fold, key, has, N, ZN_FOLDS, NULL), ZN_OK);
  int count[ZN_FOLDS][2] = {{0}};
  for (int i = 0; i < N; i++) count[fold[i]][has[i]]++;
  for (int f = 0; f < ZN_FOLDS; f++) {
    assert_in_range(count[f][1], 10, 11);
    assert_in_range(count[f][0] + count[f][1], 30, 31);
  }
  /* The same people in another order. */
  static double turned_key[N];
  static unsigned char turned_has[N];
  for (int i = 0; i < N; i++) turned_key[N - 1 - i] = key[i], turned_has[N - 1 - i] = has[i];
  assert_int_equal(zn_deal_folds(again, turned_key, turned_has, N, ZN_FOLDS, NULL), ZN_OK);
  for (int i = 0; i < N; i++) assert_int_equal(again[N - 1 - i], fold[i]);
}

/* Units of read-outs do not matter: they are standardised in the people fitted to. */
static void scores_do_not_depend_on_units(void **state) {
  (void)state;
  const double shift[] = {1.0, 0.5};
  static double before[MOST];
  const struct zn_readouts r = draw(400, 2, shift, 7);
  area_unseen(&r);
  memcpy(before, score, sizeof before);
  for (int i = 0; i < 400; i++) x[2 * i] = 1e6 * x[2 * i] + 3e6;
  area_unseen(&r);
  for (int i = 0; i < 400; i++) must_be(score[i], before[i], 1e-6);
}

static void a_test_that_never_varies_weighs_nothing(void **state) {
  (void)state;
  const double shift[] = {1.0, 0.0};
  const struct zn_readouts r = draw(300, 2, shift, 8);
  double weight[2];
  for (int i = 0; i < 300; i++) x[2 * i + 1] = 0.1;
  assert_int_equal(zn_weigh_all(weight, &r, NULL), ZN_OK);
  must_be(weight[1], 0.0, 0.0);
  const double both = area_unseen(&r);
  must_be(both, area_of_column(&r, 0), 0.02);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(weights_are_those_of_the_closed_form),
      cmocka_unit_test(the_fit_is_at_rest),
      cmocka_unit_test(the_ridge_pulls_weights_towards_nothing),
      cmocka_unit_test(people_told_apart_without_a_mistake_leave_weights_finite),
      cmocka_unit_test(two_tests_that_err_by_themselves_beat_each_alone_by_as_much_as_they_should),
      cmocka_unit_test(noise_gains_nothing_in_people_whom_it_was_not_fitted_to),
      cmocka_unit_test(folds_hold_their_share_of_both_kinds_and_follow_the_keys_alone),
      cmocka_unit_test(scores_do_not_depend_on_units),
      cmocka_unit_test(a_test_that_never_varies_weighs_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
