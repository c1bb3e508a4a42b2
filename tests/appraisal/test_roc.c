/* Areas, curves and intervals of scores, against closed forms and simulated people. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <gsl/gsl_cdf.h>

#include "appraisal/roc.h"
#include "base/random.h"

enum { MOST = 20000 };

static double score[MOST], other[MOST], truth[MOST], placement[MOST], than[MOST];
static unsigned char has[MOST];

static struct zn_roc_people people_of(int n) { return (struct zn_roc_people){n, has, truth}; }

static struct zn_roc judged(const double *by, int n) {
  const struct zn_roc_people people = people_of(n);
  struct zn_roc roc;
  struct zn_error error = {0};
  if (zn_roc_make(&roc, by, &people, &error) != ZN_OK) fail_msg("%s", error.text);
  return roc;
}

static void place(double *out, const double *by, int n) {
  const struct zn_roc_people people = people_of(n);
  struct zn_error error = {0};
  if (zn_roc_placements(out, by, &people, &error) != ZN_OK) fail_msg("%s", error.text);
}

static void must_be(double found, double expected, double within) {
  if (!(fabs(found - expected) <= within)) fail_msg("found %.12g, expected %.12g", found, expected);
}

/* Every other person has it and reads `shift` SD higher; `round` > 0 rounds scores to multiples of it. */
static void draw(int n, double shift, double round, uint64_t seed) {
  for (int i = 0; i < n; i++) {
    has[i] = (unsigned char)(i % 2);
    truth[i] = has[i];
    score[i] = zn_normal(seed, (uint32_t)i, 1, 0) + shift * has[i];
    other[i] = zn_normal(seed, (uint32_t)i, 2, 0) + shift * has[i];
    if (round > 0.0) score[i] = round * floor(score[i] / round);
  }
}

static double trapezoids(const struct zn_roc *roc) {
  double sum = 0.0;
  for (int k = 1; k < roc->n_points; k++)
    sum += (roc->point[k].false_alarms - roc->point[k - 1].false_alarms) * 0.5 * (roc->point[k].hits + roc->point[k - 1].hits);
  return sum;
}

static void a_perfect_test_has_area_1_and_a_reversed_one_0(void **state) {
  (void)state;
  for (int i = 0; i < 40; i++) has[i] = i >= 25, truth[i] = i, score[i] = i, other[i] = -i;
  struct zn_roc right = judged(score, 40), wrong = judged(other, 40);
  must_be(right.auc, 1.0, 0.0);
  must_be(right.hits_90, 1.0, 0.0);
  must_be(right.youden.threshold, 25.0, 0.0);
  must_be(right.rank_correlation, 1.0, 1e-15);
  must_be(wrong.auc, 0.0, 0.0);
  must_be(wrong.hits_90, 0.0, 0.0);
  must_be(wrong.rank_correlation, -1.0, 1e-15);
  assert_int_equal(right.n_points, 3); /* nobody, all who have it, everybody */
  /* Fifteen who have it, all found: as fifteen tosses without a tail. */
  must_be(right.lo95, pow(0.025, 1.0 / 15.0), 1e-12);
  must_be(right.hi95, 1.0, 0.0);
  must_be(wrong.hi95, 1.0 - pow(0.025, 1.0 / 15.0), 1e-12);
  zn_roc_clear(&right);
  zn_roc_clear(&wrong);
}

static void a_test_that_never_varies_is_a_coin(void **state) {
  (void)state;
  for (int i = 0; i < 30; i++) has[i] = i % 3 == 0, truth[i] = i, score[i] = 7.0;
  struct zn_roc roc = judged(score, 30);
  must_be(roc.auc, 0.5, 0.0);
  must_be(roc.hits_90, 0.0, 0.0);
  assert_true(isnan(roc.rank_correlation));
  assert_int_equal(roc.n_points, 2);
  zn_roc_clear(&roc);
}

static void two_normals_have_their_closed_form_area(void **state) {
  (void)state;
  static const double shifts[] = {0.0, 0.5, 1.0, 2.0, 3.0};
  for (size_t k = 0; k < sizeof shifts / sizeof *shifts; k++) {
    draw(MOST, shifts[k], 0.0, 11 + k);
    struct zn_roc roc = judged(score, MOST);
    must_be(roc.auc, gsl_cdf_ugaussian_P(shifts[k] / sqrt(2.0)), 0.01);
    /* Specificity 90 % lies 1.2816 SD above those who have it not. */
    must_be(roc.hits_90, gsl_cdf_ugaussian_Q(1.2815515655 - shifts[k]), 0.02);
    if (shifts[k] >= 1.0) must_be(roc.youden.threshold, 0.5 * shifts[k], 0.2);
    zn_roc_clear(&roc);
  }
}

static void ties_count_half(void **state) {
  (void)state;
  static const double with[] = {1.0, 2.0, 2.0}, without[] = {0.0, 1.0, 2.0, 2.0};
  double sum = 0.0;
  for (int i = 0; i < 3; i++)
    for (int k = 0; k < 4; k++) sum += with[i] > without[k] ? 1.0 : with[i] == without[k] ? 0.5 : 0.0;
  for (int i = 0; i < 7; i++) has[i] = i < 3, truth[i] = i, score[i] = i < 3 ? with[i] : without[i - 3];
  struct zn_roc roc = judged(score, 7);
  must_be(roc.auc, sum / 12.0, 1e-15);
  must_be(trapezoids(&roc), roc.auc, 1e-15);
  zn_roc_clear(&roc);
}

static void the_area_is_that_under_the_drawn_curve(void **state) {
  (void)state;
  for (int rounded = 0; rounded < 2; rounded++) {
    draw(1001, 0.8, rounded ? 0.25 : 0.0, 5);
    struct zn_roc roc = judged(score, 1001);
    must_be(trapezoids(&roc), roc.auc, 1e-12);
    assert_true(roc.point[0].false_alarms == 0.0 && roc.point[0].hits == 0.0);
    assert_true(roc.point[roc.n_points - 1].false_alarms == 1.0 && roc.point[roc.n_points - 1].hits == 1.0);
    for (int k = 1; k < roc.n_points; k++) {
      assert_true(roc.point[k].threshold < roc.point[k - 1].threshold);
      assert_true(roc.point[k].false_alarms >= roc.point[k - 1].false_alarms && roc.point[k].hits >= roc.point[k - 1].hits);
    }
    zn_roc_clear(&roc);
  }
}

static void nothing_changes_when_scores_are_bent_upwards(void **state) {
  (void)state;
  draw(500, 0.7, 0.1, 3);
  for (int i = 0; i < 500; i++) other[i] = exp(3.0 * score[i]) - 40.0;
  struct zn_roc plain = judged(score, 500), bent = judged(other, 500);
  assert_true(plain.auc == bent.auc && plain.lo95 == bent.lo95 && plain.hi95 == bent.hi95 && plain.hits_90 == bent.hits_90);
  assert_true(plain.rank_correlation == bent.rank_correlation && plain.n_points == bent.n_points);
  zn_roc_clear(&plain);
  zn_roc_clear(&bent);
}

/* In 95 of 100 groups of people the interval holds the true area. */
static void intervals_cover_the_true_area(void **state) {
  (void)state;
  static const struct {
    double shift;
    int n;
  } cases[] = {{0.0, 60}, {1.0, 80}, {2.0, 120}, {2.5, 60}};
  enum { ROUNDS = 2000 };
  for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
    const double right = gsl_cdf_ugaussian_P(cases[c].shift / sqrt(2.0));
    int held = 0;
    for (int round = 0; round < ROUNDS; round++) {
      draw(cases[c].n, cases[c].shift, 0.0, 1000 + (uint64_t)round);
      const struct zn_roc_people people = people_of(cases[c].n);
      double auc, lo, hi;
      place(placement, score, cases[c].n);
      zn_roc_interval(placement, &people, &auc, &lo, &hi);
      assert_true(lo >= 0.0 && lo <= auc && auc <= hi && hi <= 1.0);
      held += lo <= right && right <= hi;
    }
    if (held < 0.93 * ROUNDS || held > 0.975 * ROUNDS) fail_msg("shift %g: %d of %d intervals hold the area", cases[c].shift, held, ROUNDS);
  }
}

/* Two tests that share much of their error: the difference is known far better than either. */
static void differences_of_paired_areas_are_covered(void **state) {
  (void)state;
  enum { N = 120, ROUNDS = 2000 };
  const double right = gsl_cdf_ugaussian_P(1.2 / sqrt(2.0)) - gsl_cdf_ugaussian_P(0.9 / sqrt(2.0));
  int held = 0;
  double width = 0.0, alone = 0.0;
  for (int round = 0; round < ROUNDS; round++) {
    for (int i = 0; i < N; i++) {
      const double shared = sqrt(0.8) * zn_normal(77, (uint32_t)i, (uint32_t)round, 0);
      has[i] = (unsigned char)(i % 2);
      score[i] = shared + sqrt(0.2) * zn_normal(77, (uint32_t)i, (uint32_t)round, 1) + 1.2 * has[i];
      other[i] = shared + sqrt(0.2) * zn_normal(77, (uint32_t)i, (uint32_t)round, 2) + 0.9 * has[i];
    }
    const struct zn_roc_people people = people_of(N);
    double gain, lo, hi, auc, lo1, hi1;
    place(placement, score, N);
    place(than, other, N);
    zn_roc_gain(placement, than, &people, &gain, &lo, &hi);
    zn_roc_interval(placement, &people, &auc, &lo1, &hi1);
    held += lo <= right && right <= hi;
    width += hi - lo;
    alone += hi1 - lo1;
  }
  if (held < 0.93 * ROUNDS || held > 0.975 * ROUNDS) fail_msg("%d of %d intervals hold the difference", held, ROUNDS);
  assert_true(width < 0.8 * alone);
}

static void a_score_gains_nothing_over_itself(void **state) {
  (void)state;
  draw(100, 1.0, 0.0, 1);
  const struct zn_roc_people people = people_of(100);
  double gain, lo, hi;
  place(placement, score, 100);
  zn_roc_gain(placement, placement, &people, &gain, &lo, &hi);
  assert_true(gain == 0.0 && lo == 0.0 && hi == 0.0);
}

/* Spearman 1904 with ties at their middle rank, by hand: ranks of x 0, 1.5, 1.5, 3 and of y 1, 0, 2, 3. */
static void rank_correlation_is_as_by_hand(void **state) {
  (void)state;
  const double x[] = {1.0, 5.0, 5.0, 9.0}, y[] = {3.0, 1.0, 4.0, 8.0};
  struct zn_error error = {0};
  double r;
  assert_int_equal(zn_rank_correlation(&r, x, y, 4, &error), ZN_OK);
  must_be(r, (0.75 + 0.0 + 0.0 + 2.25) / sqrt(4.5 * 5.0), 1e-15);
}

static void without_people_of_both_kinds_there_is_no_area(void **state) {
  (void)state;
  for (int i = 0; i < 10; i++) has[i] = 1, truth[i] = i, score[i] = i;
  struct zn_roc roc = judged(score, 10);
  assert_true(isnan(roc.auc) && isnan(roc.lo95) && isnan(roc.hits_90) && roc.n_points == 0);
  must_be(roc.rank_correlation, 1.0, 1e-15);
  zn_roc_clear(&roc);
  has[3] = 0; /* one alone has an area, but no variance */
  roc = judged(score, 10);
  must_be(roc.auc, 6.0 / 9.0, 1e-15);
  assert_true(isnan(roc.lo95) && isnan(roc.hi95));
  zn_roc_clear(&roc);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_perfect_test_has_area_1_and_a_reversed_one_0),
      cmocka_unit_test(a_test_that_never_varies_is_a_coin),
      cmocka_unit_test(two_normals_have_their_closed_form_area),
      cmocka_unit_test(ties_count_half),
      cmocka_unit_test(the_area_is_that_under_the_drawn_curve),
      cmocka_unit_test(nothing_changes_when_scores_are_bent_upwards),
      cmocka_unit_test(intervals_cover_the_true_area),
      cmocka_unit_test(differences_of_paired_areas_are_covered),
      cmocka_unit_test(a_score_gains_nothing_over_itself),
      cmocka_unit_test(rank_correlation_is_as_by_hand),
      cmocka_unit_test(without_people_of_both_kinds_there_is_no_area),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
