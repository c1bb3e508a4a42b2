/* The hierarchy against closed forms and invariances. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "papers.h"

static const struct papers_plan usual = {
    .papers = 30, .rows_each = 4, .n_theta = 6, .laboratory_sd = 0.3, .ratio_sd = 0.2, .row_sd = 0.15, .sampling_sd = 0.1, .seed = 17};

static void fit_it(struct zn_hierarchy_fit *fit, const struct papers *p) {
  struct zn_error error = {0};
  const enum zn_status status = zn_hierarchy_fit(fit, &p->problem, &(struct zn_hierarchy_options){.tolerance = 1e-6}, &error);
  if (status != ZN_OK) fail_msg("%s", error.text);
}

static void assert_near(double a, double b, double within) {
  if (!(fabs(a - b) <= within)) fail_msg("%.12g is not within %g of %.12g", a, within, b);
}

/* Many rows of one paper each, a spread known almost exactly: the conjugate normal posterior of one mean. */
static void a_mean_has_its_conjugate_posterior(void **state) {
  (void)state;
  static struct papers p;
  papers_make(&p, &(struct papers_plan){.papers = 20, .rows_each = 1, .n_theta = 1, .row_sd = 1e-4, .sampling_sd = 0.3, .seed = 3});
  p.problem.n_effects = 0;
  p.kind[0] = (struct zn_hierarchy_spread){1e-4, 1e-3};
  p.parameter[0] = (struct zn_hierarchy_parameter){0.5, 0.2, -10.0, 10.0};
  double sum = 0.0;
  for (int i = 0; i < 20; i++) {
    p.row[i].n_loadings = 0;
    sum += p.row[i].y;
  }
  struct zn_hierarchy_fit fit;
  fit_it(&fit, &p);
  const double data = 20.0 / 0.09, prior = 1.0 / 0.04;
  assert_near(fit.theta[0], (sum / 0.09 + 0.5 * prior) / (data + prior), 1e-5);
  assert_near(fit.covariance[0], 1.0 / (data + prior), 1e-6);
  assert_int_equal(fit.settled, 1);
  zn_hierarchy_fit_clear(&fit);
}

/* Without rows that say anything, the posterior is the prior, of parameters and of spreads. */
static void what_touches_nothing_keeps_its_prior(void **state) {
  (void)state;
  static struct papers p;
  papers_make(&p, &usual);
  p.problem.n_theta = 7;
  p.parameter[6] = (struct zn_hierarchy_parameter){-0.7, 0.4, -3.0, 3.0};
  p.problem.n_effects = 4;
  p.effect[3] = (struct zn_hierarchy_spread){0.31, 0.6};
  struct zn_hierarchy_fit fit;
  fit_it(&fit, &p);
  assert_near(fit.theta[6], -0.7, 1e-9);
  assert_near(fit.covariance[6 * 7 + 6], 0.16, 1e-9);
  assert_near(fit.covariance[6 * 7 + 0], 0.0, 1e-9);
  assert_near(fit.spread[3], 0.31, 1e-4);
  assert_near(fit.spread_sd[3], 0.6, 1e-3);
  zn_hierarchy_fit_clear(&fit);
}

static void a_bent_model_comes_to_the_point_where_the_slope_vanishes(void **state) {
  (void)state;
  static struct papers p;
  papers_make(&p, &usual);
  p.bend = 0.15;
  struct zn_hierarchy_fit fit, again;
  fit_it(&fit, &p);
  assert_int_equal(fit.settled, 1);
  const double elsewhere[6] = {1.5, -1.0, 1.0, -1.5, 0.5, 2.0};
  struct zn_error error = {0};
  const struct zn_hierarchy_options options = {.from = elsewhere, .tolerance = 1e-6, .most_steps = 100};
  assert_int_equal(zn_hierarchy_fit(&again, &p.problem, &options, &error), ZN_OK);
  for (int j = 0; j < 6; j++) assert_near(again.theta[j], fit.theta[j], 1e-4);
  zn_hierarchy_fit_clear(&fit);
  zn_hierarchy_fit_clear(&again);
}

static void order_of_rows_and_papers_does_not_matter(void **state) {
  (void)state;
  static struct papers p, turned;
  papers_make(&p, &usual);
  papers_turn(&turned, &p);
  struct zn_hierarchy_fit a, b;
  fit_it(&a, &p);
  fit_it(&b, &turned);
  for (int j = 0; j < 6; j++) assert_near(a.theta[j], b.theta[j], 1e-5);
  for (int k = 0; k < 4; k++) assert_near(a.spread[k], b.spread[k], 1e-4);
  for (int i = 0; i < p.problem.n_rows; i++) assert_near(a.weight[i], b.weight[p.problem.n_rows - 1 - i], 1e-3);
  zn_hierarchy_fit_clear(&a);
  zn_hierarchy_fit_clear(&b);
}

/* A bound that the free fit would cross: the parameter rests on it, and the others are as if it were known to be there. */
static void bounds_are_kept_and_the_others_make_the_best_of_it(void **state) {
  (void)state;
  static struct papers p;
  papers_make(&p, &usual);
  struct zn_hierarchy_fit unbound, held, pinned;
  fit_it(&unbound, &p);
  const double wall = unbound.theta[2] - 0.3;
  p.parameter[2] = (struct zn_hierarchy_parameter){fmin(wall, 0.0), 1.0, -4.0, wall};
  fit_it(&held, &p);
  double draws[41][6];
  struct zn_error error = {0};
  assert_int_equal(zn_hierarchy_draw(&draws[0][0], 41, &held, &p.problem, 5, &error), ZN_OK);
  for (int m = 0; m < 41; m++)
    for (int j = 0; j < 6; j++) assert_true(draws[m][j] >= p.parameter[j].low && draws[m][j] <= p.parameter[j].high);
  assert_near(held.theta[2], wall, 1e-12);
  p.parameter[2] = (struct zn_hierarchy_parameter){wall, 1.0, wall, wall};
  fit_it(&pinned, &p);
  for (int j = 0; j < 6; j++) assert_near(held.theta[j], pinned.theta[j], 0.02);
  zn_hierarchy_fit_clear(&unbound);
  zn_hierarchy_fit_clear(&held);
  zn_hierarchy_fit_clear(&pinned);
}

static void an_ensemble_has_the_mean_and_covariance_of_the_posterior(void **state) {
  (void)state;
  static struct papers p;
  papers_make(&p, &usual);
  struct zn_hierarchy_fit fit;
  struct zn_error error = {0};
  enum { MEMBERS = 24 };
  double draws[MEMBERS][6], again[MEMBERS][6], other[MEMBERS][6];
  fit_it(&fit, &p);
  assert_int_equal(zn_hierarchy_draw(&draws[0][0], MEMBERS, &fit, &p.problem, 9, &error), ZN_OK);
  assert_int_equal(zn_hierarchy_draw(&again[0][0], MEMBERS, &fit, &p.problem, 9, &error), ZN_OK);
  assert_int_equal(zn_hierarchy_draw(&other[0][0], MEMBERS, &fit, &p.problem, 10, &error), ZN_OK);
  assert_memory_equal(draws, again, sizeof draws);
  assert_memory_not_equal(draws, other, sizeof draws);
  for (int j = 0; j < 6; j++) {
    double mean = 0.0;
    for (int m = 0; m < MEMBERS; m++) mean += draws[m][j] / MEMBERS;
    assert_near(mean, fit.theta[j], 1e-9);
    for (int k = 0; k < 6; k++) {
      double together = 0.0;
      for (int m = 0; m < MEMBERS; m++) together += (draws[m][j] - fit.theta[j]) * (draws[m][k] - fit.theta[k]) / MEMBERS;
      assert_near(together, fit.covariance[j * 6 + k], 1e-9);
    }
  }
  zn_hierarchy_fit_clear(&fit);
}

/* Every bad problem is refused before the model is asked. */
static void what_is_no_problem_is_refused(void **state) {
  (void)state;
  static struct papers p;
  struct zn_hierarchy_fit fit;
  const struct zn_hierarchy_options options = {0};
  for (int wrong = 0; wrong < 7; wrong++) {
    struct zn_error error = {0};
    papers_make(&p, &usual);
    if (wrong == 0) p.row[3].y = NAN;
    if (wrong == 1) p.row[3].paper = 30;
    if (wrong == 2) p.row[3].sampling_sd = -1.0;
    if (wrong == 3) p.row[3].loading[0].effect = 3;
    if (wrong == 4) p.parameter[1].prior_sd = 0.0;
    if (wrong == 5) p.parameter[1].low = 0.5;
    if (wrong == 6) p.effect[1].prior_median = 0.0;
    assert_int_equal(zn_hierarchy_fit(&fit, &p.problem, &options, &error), ZN_ARGUMENT);
    assert_true(strlen(error.text) > 10);
    assert_int_equal(p.calls, 0);
  }
}

static int stop_at_once(void *context, int step, const double *theta, double badness) {
  (void)theta;
  assert_true(badness >= 0.0);
  *(int *)context = step;
  return 1;
}

static void a_fit_can_be_interrupted(void **state) {
  (void)state;
  static struct papers p;
  struct zn_hierarchy_fit fit;
  struct zn_error error = {0};
  int seen = 0;
  papers_make(&p, &usual);
  const struct zn_hierarchy_options options = {.step = stop_at_once, .step_context = &seen};
  assert_int_equal(zn_hierarchy_fit(&fit, &p.problem, &options, &error), ZN_INTERRUPTED);
  assert_int_equal(seen, 1);
  assert_null(fit.theta);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_mean_has_its_conjugate_posterior),
      cmocka_unit_test(what_touches_nothing_keeps_its_prior),
      cmocka_unit_test(a_bent_model_comes_to_the_point_where_the_slope_vanishes),
      cmocka_unit_test(order_of_rows_and_papers_does_not_matter),
      cmocka_unit_test(bounds_are_kept_and_the_others_make_the_best_of_it),
      cmocka_unit_test(an_ensemble_has_the_mean_and_covariance_of_the_posterior),
      cmocka_unit_test(what_is_no_problem_is_refused),
      cmocka_unit_test(a_fit_can_be_interrupted),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
