/* What tests and intervals are for: without an effect p is uniform, and intervals of 95 % hold the truth 95 times in 100. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/random.h"
#include "zonula/comparison.h"

enum { TRIALS = 2000, MOST = 300 };

/* One trial: groups of n0 and n1, the second with this effect. `draw` makes and compares it. */
struct plan {
  int n[2];
  double effect;
  enum zn_status (*compare)(struct zn_comparison *c, const struct plan *plan, uint32_t trial);
};

static double control[MOST], treated[MOST], baseline[MOST];
static int group[MOST], event[MOST];

static double normal(uint32_t trial, uint32_t stream, int i) { return zn_normal(2718, trial, stream, (uint32_t)i); }
static double uniform(uint32_t trial, uint32_t stream, int i) { return zn_uniform(2718, trial, stream, (uint32_t)i); }

/* The treated vary three times as much. */
static enum zn_status welch(struct zn_comparison *c, const struct plan *p, uint32_t trial) {
  for (int i = 0; i < p->n[0]; i++) control[i] = 5.0 + normal(trial, 1, i);
  for (int i = 0; i < p->n[1]; i++) treated[i] = 5.0 + p->effect + 3.0 * normal(trial, 2, i);
  return zn_compare_t(c, control, p->n[0], treated, p->n[1], 0.95, NULL);
}

static enum zn_status ranks(struct zn_comparison *c, const struct plan *p, uint32_t trial) {
  for (int i = 0; i < p->n[0]; i++) control[i] = -log(uniform(trial, 3, i));
  for (int i = 0; i < p->n[1]; i++) treated[i] = p->effect - log(uniform(trial, 4, i));
  return zn_compare_mann_whitney(c, control, p->n[0], treated, p->n[1], 0.95, NULL);
}

/* Rounded, so that many are equal. */
static enum zn_status rounded_ranks(struct zn_comparison *c, const struct plan *p, uint32_t trial) {
  for (int i = 0; i < p->n[0]; i++) control[i] = floor(4.0 * normal(trial, 5, i));
  for (int i = 0; i < p->n[1]; i++) treated[i] = floor(4.0 * normal(trial, 6, i));
  return zn_compare_mann_whitney(c, control, p->n[0], treated, p->n[1], 0.95, NULL);
}

/* The baselines of the groups differ, and the value follows them. */
static enum zn_status covariance(struct zn_comparison *c, const struct plan *p, uint32_t trial) {
  const int n = p->n[0] + p->n[1];
  for (int i = 0; i < n; i++) {
    group[i] = i >= p->n[0];
    baseline[i] = 0.5 * group[i] + normal(trial, 7, i);
    control[i] = 2.0 + 1.7 * baseline[i] + p->effect * group[i] + normal(trial, 8, i);
  }
  return zn_compare_ancova(c, control, baseline, group, n, 0.95, NULL);
}

/* Followed until something happens, or until they leave; `step` > 0 looks only so often. */
static int follow(const struct plan *p, uint32_t trial, double step) {
  const int n = p->n[0] + p->n[1];
  for (int i = 0; i < n; i++) {
    group[i] = i >= p->n[0];
    double happens = -log(uniform(trial, 9, i)) / (group[i] ? p->effect : 1.0), leaves = 3.0 * uniform(trial, 10, i);
    if (step > 0.0) happens = step * ceil(happens / step), leaves = step * ceil(leaves / step);
    event[i] = happens <= leaves;
    control[i] = fmin(happens, leaves);
  }
  return n;
}

static enum zn_status log_rank(struct zn_comparison *c, const struct plan *p, uint32_t trial) {
  return zn_compare_log_rank(c, control, event, group, follow(p, trial, 0.1), 0.95, NULL);
}

static enum zn_status hazards(struct zn_comparison *c, const struct plan *p, uint32_t trial) {
  return zn_compare_cox(c, control, event, group, follow(p, trial, 0.0), 0.95, NULL);
}

/* Three in ten of the control say yes. */
static enum zn_status odds(struct zn_comparison *c, const struct plan *p, uint32_t trial) {
  const double share = 0.3 / 0.7 * p->effect / (1.0 + 0.3 / 0.7 * p->effect);
  int yes[2] = {0, 0};
  for (int i = 0; i < p->n[0]; i++) yes[0] += uniform(trial, 11, i) < 0.3;
  for (int i = 0; i < p->n[1]; i++) yes[1] += uniform(trial, 12, i) < share;
  return zn_compare_fisher(c, yes[0], p->n[0] - yes[0], yes[1], p->n[1] - yes[1], 0.95, NULL);
}

static int rising(const void *a, const void *b) {
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* How far the p of so many trials lie from uniform: furthest above and furthest below it. */
static void distance_from_uniform(const struct plan *plan, double *too_many, double *too_few) {
  static double p[TRIALS];
  for (uint32_t t = 0; t < TRIALS; t++) {
    struct zn_comparison c;
    assert_int_equal(plan->compare(&c, plan, t), ZN_OK);
    p[t] = isnan(c.p_value) ? 1.0 : c.p_value; /* nobody, or everybody, said yes */
    assert_true(p[t] >= 0.0 && p[t] <= 1.0);
  }
  qsort(p, TRIALS, sizeof *p, rising);
  *too_many = *too_few = 0.0;
  for (int t = 0; t < TRIALS; t++) {
    if (t == TRIALS - 1 || p[t + 1] > p[t]) *too_many = fmax(*too_many, (t + 1.0) / TRIALS - p[t]);
    if (t == 0 || p[t] > p[t - 1]) *too_few = fmax(*too_few, p[t] - (double)t / TRIALS);
  }
}

/* Kolmogorov: beyond this once in 100,000 (two-sided bound of Dvoretzky, Kiefer and Wolfowitz). */
static double furthest(void) { return sqrt(log(2.0 / 1e-5) / (2.0 * TRIALS)); }

static void p_is_uniform_without_an_effect(void **state) {
  (void)state;
  static const struct plan plans[] = {{{12, 25}, 0.0, welch},         {{60, 55}, 0.0, ranks},    {{40, 45}, 0.0, ranks},
                                      {{90, 60}, 0.0, rounded_ranks}, {{5, 7}, 0.0, covariance}, {{30, 60}, 0.0, covariance},
                                      {{80, 120}, 1.0, log_rank},     {{100, 100}, 1.0, hazards}};
  for (size_t k = 0; k < sizeof plans / sizeof *plans; k++) {
    double too_many, too_few;
    distance_from_uniform(&plans[k], &too_many, &too_few);
    if (fmax(too_many, too_few) > furthest()) fail_msg("plan %zu: p lies %.4f above and %.4f below uniform", k, too_many, too_few);
  }
}

/* Where only few tables or orders are possible p moves in steps; an exact test then says less, never more. */
static void exact_tests_never_find_too_much(void **state) {
  (void)state;
  static const struct plan plans[] = {{{4, 3}, 0.0, ranks}, {{10, 8}, 1.0, odds}, {{60, 90}, 1.0, odds}};
  for (size_t k = 0; k < sizeof plans / sizeof *plans; k++) {
    double too_many, too_few;
    distance_from_uniform(&plans[k], &too_many, &too_few);
    if (too_many > furthest()) fail_msg("plan %zu: p lies %.4f above uniform", k, too_many);
    assert_true(too_few > furthest()); /* they do move in steps */
  }
}

/* Share of intervals that hold the effect. */
static double coverage(const struct plan *plan) {
  int held = 0;
  for (uint32_t t = 0; t < TRIALS; t++) {
    struct zn_comparison c;
    assert_int_equal(plan->compare(&c, plan, t), ZN_OK);
    assert_true(c.low <= c.estimate && c.estimate <= c.high);
    held += c.low <= plan->effect && plan->effect <= c.high;
  }
  return (double)held / TRIALS;
}

static void intervals_hold_the_truth_95_times_in_100(void **state) {
  (void)state;
  static const struct plan plans[] = {{{12, 25}, 1.4, welch},     {{60, 55}, 0.4, ranks},       {{40, 45}, -0.3, ranks},
                                      {{5, 7}, 2.0, covariance},  {{30, 60}, -1.0, covariance}, {{80, 120}, 1.0, log_rank},
                                      {{100, 100}, 2.5, hazards}, {{120, 80}, 0.4, hazards}};
  const double within = 5.0 * sqrt(0.95 * 0.05 / TRIALS);
  for (size_t k = 0; k < sizeof plans / sizeof *plans; k++) {
    const double held = coverage(&plans[k]);
    if (fabs(held - 0.95) > within) fail_msg("plan %zu: %.4f of the intervals hold the truth", k, held);
  }
}

static void exact_intervals_hold_the_truth_at_least_so_often(void **state) {
  (void)state;
  static const struct plan plans[] = {{{6, 5}, 0.5, ranks}, {{10, 12}, 2.0, odds}, {{60, 90}, 0.4, odds}};
  for (size_t k = 0; k < sizeof plans / sizeof *plans; k++)
    if (!(coverage(&plans[k]) >= 0.95 - 5.0 * sqrt(0.95 * 0.05 / TRIALS))) fail_msg("plan %zu: too few", k);
}

/* The z of a test squares with its p and its effect, and its interval leaves out no effect just where p is below 5 %. */
static void p_z_and_interval_say_the_same(void **state) {
  (void)state;
  static const struct plan plans[] = {{{12, 25}, 1.0, welch}, {{30, 60}, -0.3, covariance}, {{60, 60}, 1.6, hazards}};
  for (size_t k = 0; k < sizeof plans / sizeof *plans; k++)
    for (uint32_t t = 0; t < TRIALS; t++) {
      struct zn_comparison c;
      assert_int_equal(plans[k].compare(&c, &plans[k], t), ZN_OK);
      const double null = zn_comparison_null(c.kind);
      assert_true((c.z > 0.0) == (c.estimate > null));
      assert_true(fabs(erfc(fabs(c.z) / sqrt(2.0)) - c.p_value) <= 1e-12 + 1e-9 * c.p_value);
      assert_true((c.p_value < 0.05) == (null < c.low || c.high < null));
    }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(p_is_uniform_without_an_effect),
      cmocka_unit_test(exact_tests_never_find_too_much),
      cmocka_unit_test(intervals_hold_the_truth_95_times_in_100),
      cmocka_unit_test(exact_intervals_hold_the_truth_at_least_so_often),
      cmocka_unit_test(p_z_and_interval_say_the_same),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
