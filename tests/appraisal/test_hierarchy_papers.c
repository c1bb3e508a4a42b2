/* The hierarchy on papers made up from known numbers: it finds them, and says how sure it is. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "appraisal/linear.h"
#include "papers.h"

static void assert_near(double a, double b, double within) {
  if (!(fabs(a - b) <= within)) fail_msg("%.12g is not within %g of %.12g", a, within, b);
}

static void fit_it(struct zn_hierarchy_fit *fit, const struct papers *p) {
  struct zn_error error = {0};
  const struct zn_hierarchy_options options = {.tolerance = 1e-6};
  if (zn_hierarchy_fit(fit, &p->problem, &options, &error) != ZN_OK) fail_msg("%s", error.text);
}

static const struct papers_plan large = {.papers = 80,
                                         .rows_each = 5,
                                         .n_theta = 8,
                                         .laboratory_sd = 0.35,
                                         .ratio_sd = 0.2,
                                         .row_sd = 0.15,
                                         .sampling_sd = 0.08,
                                         .heavy_tails = 1,
                                         .seed = 41};

/* --- The marginal likelihood ---------------------------------------------------------------------------------------------------------- */

static void open_at_truth(struct zn_linear *l, const struct papers *p) {
  struct zn_error error = {0};
  assert_int_equal(zn_linear_open(l, &p->problem, &error), ZN_OK);
  for (int i = 0; i < p->problem.n_rows; i++) {
    l->z[i] = p->row[i].y; /* f is linear: y - f(0) */
    for (int j = 0; j < p->problem.n_theta; j++) gsl_matrix_set(l->jacobian, (size_t)i, (size_t)j, p->design[i][j]);
    l->weight[i] = 0.5 + 0.1 * (i % 7);
  }
}

/* One paper with two rows and one parameter: the bivariate normal density written out. */
static void the_marginal_likelihood_is_the_density_of_the_rows(void **state) {
  (void)state;
  static struct papers p;
  papers_make(&p, &(struct papers_plan){.papers = 1, .rows_each = 2, .n_theta = 1, .laboratory_sd = 0.3, .row_sd = 0.2, .seed = 4});
  struct zn_linear l;
  struct zn_error error = {0};
  double value, slope[4], densities[2];
  p.row[1].loading[0].effect = 0;
  open_at_truth(&l, &p);
  for (int k = 0; k < 2; k++) {
    l.spread[0] = k ? 0.5 : 0.25;
    assert_int_equal(zn_linear_solve(&l, &error), ZN_OK);
    assert_int_equal(zn_linear_marginal(&l, &value, slope, &error), ZN_OK);
    const double shared = l.spread[0] * l.spread[0] + 1.0; /* laboratory, and the parameter's prior variance */
    const double a = shared + l.spread[3] * l.spread[3] / l.weight[0], b = shared + l.spread[3] * l.spread[3] / l.weight[1];
    const double det = a * b - shared * shared, y0 = p.row[0].y, y1 = p.row[1].y;
    const double prior = log(l.spread[0] / 0.25) / 0.7;
    densities[k] = -0.5 * ((b * y0 * y0 - 2.0 * shared * y0 * y1 + a * y1 * y1) / det + log(det) + prior * prior) - value;
  }
  assert_near(densities[0], 0.0, 1e-9);
  assert_near(densities[1], 0.0, 1e-9);
  zn_linear_close(&l);
}

static void its_slope_is_its_slope(void **state) {
  (void)state;
  static struct papers p;
  papers_make(&p, &large);
  struct zn_linear l;
  struct zn_error error = {0};
  double middle, up, down, slope[4], ignored[4];
  open_at_truth(&l, &p);
  l.left_out[3] = l.left_out[11] = 1;
  l.low[2] = l.high[2] = 0.1; /* also with a parameter held at a bound */
  assert_int_equal(zn_linear_solve(&l, &error), ZN_OK);
  assert_int_equal(zn_linear_marginal(&l, &middle, slope, &error), ZN_OK);
  for (int k = 0; k < 4; k++) {
    const double at = l.spread[k], h = 1e-4;
    l.spread[k] = at * exp(h);
    assert_int_equal(zn_linear_solve(&l, &error), ZN_OK);
    assert_int_equal(zn_linear_marginal(&l, &up, ignored, &error), ZN_OK);
    l.spread[k] = at * exp(-h);
    assert_int_equal(zn_linear_solve(&l, &error), ZN_OK);
    assert_int_equal(zn_linear_marginal(&l, &down, ignored, &error), ZN_OK);
    l.spread[k] = at;
    assert_near((up - down) / (2.0 * h), slope[k], 1e-4 * (1.0 + fabs(slope[k])));
  }
  zn_linear_close(&l);
}

/* --- What is found -------------------------------------------------------------------------------------------------------------------- */

static void known_spreads_and_parameters_are_recovered(void **state) {
  (void)state;
  static struct papers p;
  double ln_ratio[4] = {0.0}, away = 0.0;
  enum { WORLDS = 6 };
  const double truth[4] = {0.35, 0.35, 0.2, 0.15};
  for (int w = 0; w < WORLDS; w++) {
    struct papers_plan plan = large;
    plan.seed = 100 + (uint64_t)w;
    papers_make(&p, &plan);
    struct zn_hierarchy_fit fit;
    fit_it(&fit, &p);
    for (int k = 0; k < 4; k++) {
      const double ln = log(fit.spread[k] / truth[k]);
      if (k < 3) assert_true(fabs(ln) < 4.0 * fit.spread_sd[k]);
      ln_ratio[k] += ln / WORLDS;
    }
    for (int j = 0; j < 8; j++) away += pow(fit.theta[j] - p.truth[j], 2.0) / fit.covariance[9 * j] / (8 * WORLDS);
    zn_hierarchy_fit_clear(&fit);
  }
  assert_near(ln_ratio[0], 0.0, 0.1);
  assert_near(ln_ratio[1], 0.0, 0.1);
  assert_near(ln_ratio[2], 0.0, 0.35);
  assert_near(ln_ratio[3], 0.0, 0.25);   /* weights and errors taken as independent make it a little large */
  assert_true(away > 0.5 && away < 1.7); /* a mean of 48 squares of standard normals */
}

static void a_class_of_few_rows_stays_sane(void **state) {
  (void)state;
  static struct papers p;
  papers_make(&p, &large);
  p.problem.n_effects = 4;
  p.effect[3] = (struct zn_hierarchy_spread){0.3, 0.6};
  for (int i = 0; i < 3; i++) p.row[i].loading[0].effect = 3; /* three rows of one paper */
  p.row[2].n_loadings = 1;
  struct zn_hierarchy_fit fit;
  fit_it(&fit, &p);
  assert_true(fit.spread[3] > 0.08 && fit.spread[3] < 1.1);
  zn_hierarchy_fit_clear(&fit);
}

/* A laboratory that reads everything three times too high is that laboratory's affair; without laboratories in the model it would
 * be everybody's. */
static void an_outlying_paper_does_not_bend_the_parameters(void **state) {
  (void)state;
  static struct papers p;
  double moved[2] = {0.0};
  for (int without = 0; without < 2; without++) {
    struct zn_hierarchy_fit before, after;
    papers_make(&p, &large);
    for (int i = 0; i < p.problem.n_rows && without; i++) p.row[i].n_loadings = 0;
    fit_it(&before, &p);
    for (int i = 0; i < 5; i++)
      if (i % 3 < 2) p.row[i].y += log(3.0);
    fit_it(&after, &p);
    for (int j = 0; j < 8; j++)
      moved[without] = fmax(moved[without], fabs(after.theta[j] - before.theta[j]) / sqrt(before.covariance[9 * j]));
    if (!without)
      for (int i = 0; i < 2; i++) assert_true(after.effect[i] - before.effect[i] > 0.65 * log(3.0));
    zn_hierarchy_fit_clear(&before);
    zn_hierarchy_fit_clear(&after);
  }
  assert_true(moved[0] < 0.7);
  assert_true(moved[1] > 1.5 * moved[0]);
}

static void an_odd_row_is_set_aside(void **state) {
  (void)state;
  static struct papers p;
  papers_make(&p, &large);
  struct zn_hierarchy_fit before, after;
  fit_it(&before, &p);
  p.row[6].y += log(20.0);
  fit_it(&after, &p);
  assert_true(after.weight[6] < 0.05);
  for (int j = 0; j < 8; j++) assert_true(fabs(after.theta[j] - before.theta[j]) < 0.5 * sqrt(before.covariance[9 * j]));
  zn_hierarchy_fit_clear(&before);
  zn_hierarchy_fit_clear(&after);
}

/* --- Papers left out ------------------------------------------------------------------------------------------------------------------ */

static void leave_out_each(struct zn_hierarchy_left_out *out, const struct zn_hierarchy_fit *fit, const struct papers *p) {
  int fold[PAPERS_MOST_ROWS];
  struct zn_error error = {0};
  for (int g = 0; g < p->problem.n_papers; g++) fold[g] = g;
  if (zn_hierarchy_leave_out(out, fit, &p->problem, fold, p->problem.n_papers, &error) != ZN_OK) fail_msg("%s", error.text);
}

/* Without rows of paper `g`. */
static void take_away(struct papers *p, int g) {
  int kept = 0;
  for (int i = 0; i < p->problem.n_rows; i++)
    if (p->row[i].paper != g) {
      p->row[kept] = p->row[i];
      memmove(p->design[kept++], p->design[i], sizeof p->design[i]);
    }
  p->problem.n_rows = kept;
}

static void leaving_a_paper_out_is_fitting_without_it(void **state) {
  (void)state;
  static struct papers p, without;
  struct papers_plan plan = large;
  plan.papers = 20;
  papers_make(&p, &plan);
  struct zn_hierarchy_fit fit, refit;
  struct zn_hierarchy_left_out out;
  fit_it(&fit, &p);
  leave_out_each(&out, &fit, &p);
  for (int g = 0; g < 20; g += 7) {
    papers_make(&without, &plan);
    take_away(&without, g);
    fit_it(&refit, &without);
    for (int j = 0; j < 8; j++) assert_near(out.theta[g * 8 + j], refit.theta[j], 2e-3 * sqrt(fit.covariance[9 * j]) + 1e-4);
    for (int k = 0; k < 4; k++) assert_near(log(out.spread[g * 4 + k] / refit.spread[k]), 0.0, 5e-3);
    double said = 0.0;
    for (int j = 0; j < 8; j++) said += p.design[g * 5][j] * refit.theta[j];
    assert_near(out.f[g * 5], said, 1e-3);
    zn_hierarchy_fit_clear(&refit);
  }
  zn_hierarchy_left_out_clear(&out);
  zn_hierarchy_fit_clear(&fit);
}

static void nine_of_ten_unseen_rows_fall_into_their_interval(void **state) {
  (void)state;
  static struct papers p;
  int inside = 0, all = 0, fitted_better = 0;
  for (int w = 0; w < 5; w++) {
    struct papers_plan plan = large;
    plan.papers = 32;
    plan.seed = 300 + (uint64_t)w;
    papers_make(&p, &plan);
    struct zn_hierarchy_fit fit;
    struct zn_hierarchy_left_out out;
    fit_it(&fit, &p);
    leave_out_each(&out, &fit, &p);
    double seen = 0.0, unseen = 0.0;
    for (int i = 0; i < p.problem.n_rows; i++, all++) {
      inside += fabs(p.row[i].y - out.f[i]) < 1.645 * out.sd[i];
      seen += fabs(fit.residual[i]);
      unseen += fabs(p.row[i].y - out.f[i]);
    }
    fitted_better += seen < unseen;
    zn_hierarchy_left_out_clear(&out);
    zn_hierarchy_fit_clear(&fit);
  }
  assert_int_equal(fitted_better, 5);
  assert_true(inside > 0.86 * all && inside < 0.94 * all);
}

static void papers_are_dealt_evenly_whatever_their_order(void **state) {
  (void)state;
  static struct papers p, turned;
  papers_make(&p, &large);
  papers_turn(&turned, &p);
  char text[80][16];
  const char *name[80], *turned_name[80];
  int fold[80], turned_fold[80], size[10] = {0};
  struct zn_error error = {0};
  for (int g = 0; g < 80; g++) {
    snprintf(text[g], sizeof text[g], "author %d", g);
    name[g] = turned_name[79 - g] = text[g];
  }
  assert_int_equal(zn_hierarchy_deal(fold, 10, &p.problem, name, 3, &error), ZN_OK);
  assert_int_equal(zn_hierarchy_deal(turned_fold, 10, &turned.problem, turned_name, 3, &error), ZN_OK);
  for (int g = 0; g < 80; g++) {
    assert_int_equal(fold[g], turned_fold[79 - g]);
    size[fold[g]]++;
  }
  for (int k = 0; k < 10; k++) assert_int_equal(size[k], 8);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_marginal_likelihood_is_the_density_of_the_rows),
      cmocka_unit_test(its_slope_is_its_slope),
      cmocka_unit_test(known_spreads_and_parameters_are_recovered),
      cmocka_unit_test(a_class_of_few_rows_stays_sane),
      cmocka_unit_test(an_outlying_paper_does_not_bend_the_parameters),
      cmocka_unit_test(an_odd_row_is_set_aside),
      cmocka_unit_test(leaving_a_paper_out_is_fitting_without_it),
      cmocka_unit_test(nine_of_ten_unseen_rows_fall_into_their_interval),
      cmocka_unit_test(papers_are_dealt_evenly_whatever_their_order),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
