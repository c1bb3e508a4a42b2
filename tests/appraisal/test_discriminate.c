/* The tests of a study judged person by person: by hand, in virtual people, and the same on any number of threads. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/random.h"
#include "handmade.h"
#include "human.h"
#include "scratch.h"
#include "zonula/zonula.h"

enum { WELL = 60, ILL = 40, TESTS = 3, ROWS = TESTS + 1 };
enum { GOOD, FAIR, NOISE, TRUTH };

/* A run with two cohorts, made by hand: a good and a fair test that err by themselves, and noise; the ill have a truth of about 2. */
struct by_hand {
  struct zn_cohort cohorts[2];
  struct zn_reported rows[ROWS];
  struct zn_combination combinations[2];
  int good_and_fair[2], good_and_noise[2], only_well[1];
  struct zn_people_group group;
  struct zn_study study;
  struct zn_cohort_result results[2];
  double values[2][ROWS * WELL];
  struct zn_run run;
};

static double normal(int cohort, int person, int what) { return zn_normal(3, (uint32_t)person, (uint32_t)(10 * cohort + what), 0); }

static void fill_values(struct by_hand *h, int c) {
  const int people = h->cohorts[c].people;
  for (int i = 0; i < people; i++) {
    const double truth = c ? 2.0 + 0.2 * normal(c, i, TRUTH) : 1.0 + 0.1 * normal(c, i, TRUTH);
    h->values[c][GOOD * people + i] = truth * exp(0.4 * normal(c, i, GOOD));
    h->values[c][FAIR * people + i] = truth * exp(0.6 * normal(c, i, FAIR));
    h->values[c][NOISE * people + i] = exp(normal(c, i, NOISE));
    h->values[c][TRUTH * people + i] = truth;
  }
  h->results[c] = (struct zn_cohort_result){.people = people, .value = h->values[c]};
}

static struct by_hand *by_hand(void) {
  struct by_hand *h = calloc(1, sizeof *h);
  assert_non_null(h);
  static char *labels[ROWS] = {"good", "fair", "noise", "truth"};
  h->cohorts[0] = (struct zn_cohort){.name = "well", .people = WELL, .seed = 1};
  h->cohorts[1] = (struct zn_cohort){.name = "ill", .people = ILL, .seed = 2};
  for (int r = 0; r < ROWS; r++) h->rows[r] = (struct zn_reported){.label = labels[r], .unit = "1", .cohort = -1, .assay = -1};
  for (int k = 0; k < 2; k++) h->good_and_fair[k] = k, h->good_and_noise[k] = 2 * k;
  h->combinations[0] = (struct zn_combination){"good and fair", 2, h->good_and_fair};
  h->combinations[1] = (struct zn_combination){"good and noise", 2, h->good_and_noise};
  h->group = (struct zn_people_group){"the well alone", 1, h->only_well};
  h->study = (struct zn_study){.n_cohorts = 2, .cohorts = h->cohorts, .n_read = ROWS, .reported = h->rows};
  h->study.discriminate = (struct zn_discriminate){.n_tests = TESTS,
                                                   .observable = zn_observable_find("leak[jejunum]"),
                                                   .above = 1.5,
                                                   .n_combinations = 2,
                                                   .combination = h->combinations,
                                                   .n_groups = 1,
                                                   .group = &h->group};
  for (int c = 0; c < 2; c++) fill_values(h, c);
  h->run = (struct zn_run){.study = &h->study, .cohort = h->results};
  return h;
}

static struct zn_discrimination *told(const struct zn_run *run) {
  struct zn_discrimination *d;
  struct zn_error error = {0};
  if (zn_discriminate(&d, run, &error) != ZN_OK) fail_msg("%s", error.text);
  return d;
}

static void every_test_is_held_against_the_truth_of_every_person(void **state) {
  (void)state;
  struct by_hand *h = by_hand();
  struct zn_discrimination *d = told(&h->run);
  const struct zn_told_group *all = &d->group[0];
  assert_int_equal(all->people, WELL + ILL);
  assert_int_equal(all->having, ILL);
  assert_int_equal(d->left_out, 0);
  for (int t = 0; t < TESTS; t++) { /* the area by its definition, pair by pair */
    double sum = 0.0;
    for (int i = 0; i < ILL; i++)
      for (int k = 0; k < WELL; k++) sum += h->values[1][t * ILL + i] > h->values[0][t * WELL + k];
    assert_true(fabs(all->by[t].roc.auc - sum / (WELL * ILL)) < 1e-12);
  }
  assert_int_equal(all->best, GOOD);
  assert_int_equal(all->worst, NOISE);
  assert_string_equal(all->by[all->best_combination].label, "good and fair");
  zn_discrimination_free(d);
  free(h);
}

static void gains_are_against_the_best_single_test(void **state) {
  (void)state;
  struct by_hand *h = by_hand();
  struct zn_discrimination *d = told(&h->run);
  const struct zn_told_by *by = d->group[0].by;
  assert_true(isnan(by[GOOD].gain));
  for (int e = FAIR; e < TESTS + 2; e++) {
    assert_true(fabs(by[e].gain - (by[e].roc.auc - by[GOOD].roc.auc)) < 1e-12);
    assert_true(by[e].gain_lo95 < by[e].gain && by[e].gain < by[e].gain_hi95);
  }
  assert_true(by[TESTS].gain > 0.0);      /* a second test that errs by itself */
  assert_true(by[TESTS + 1].gain < 0.01); /* noise */
  assert_true(by[NOISE].gain_hi95 < 0.0);
  assert_int_equal(by[TESTS].n_weights, 2);
  assert_true(by[TESTS].weight[0] > by[TESTS].weight[1] && by[TESTS].weight[1] > 0.3);
  assert_true(fabs(by[TESTS + 1].weight[1]) < 0.5 * by[TESTS + 1].weight[0]);
  zn_discrimination_free(d);
  free(h);
}

static void a_group_without_people_of_both_kinds_has_no_areas(void **state) {
  (void)state;
  struct by_hand *h = by_hand();
  struct zn_discrimination *d = told(&h->run);
  const struct zn_told_group *well = &d->group[1];
  assert_string_equal(well->label, "the well alone");
  assert_int_equal(well->people, WELL);
  assert_int_equal(well->having, 0);
  assert_int_equal(well->best, -1);
  assert_int_equal(well->best_combination, -1);
  for (int e = 0; e < TESTS + 2; e++) assert_true(isnan(well->by[e].roc.auc) && isnan(well->by[e].gain));
  assert_true(well->by[GOOD].roc.rank_correlation < 1.0);
  zn_discrimination_free(d);
  free(h);
}

/* A test that reads everybody in one cohort high is wrong there, and the table of mistakes says where. */
static void who_is_mistaken_is_counted_cohort_by_cohort(void **state) {
  (void)state;
  struct by_hand *h = by_hand();
  for (int i = 0; i < ILL; i++) h->values[1][TRUTH * ILL + i] = i < 20 ? 2.0 : 1.0;
  for (int i = 0; i < ILL; i++) h->values[1][NOISE * ILL + i] *= 1e3; /* reads the cohort, not the truth */
  for (int i = 0; i < 20; i++) h->values[0][TRUTH * WELL + i] = 2.0, h->values[0][NOISE * WELL + i] *= 1e6;
  struct zn_discrimination *d = told(&h->run);
  const struct zn_told_cohort *well = &d->cohort[0], *ill = &d->cohort[1];
  assert_int_equal(ill->people, ILL);
  assert_int_equal(ill->having, 20);
  assert_int_equal(well->having, 20);
  assert_true(well->false_alarms[NOISE] == 0.0 && ill->false_alarms[NOISE] > 0.2);
  const double all = (well->false_alarms[NOISE] * 40 + ill->false_alarms[NOISE] * 20) / 60.0;
  assert_true(all <= 0.1 + 1e-12);
  assert_true(ill->median_truth > 0.99 && ill->median_truth < 2.01);
  zn_discrimination_free(d);
  free(h);
}

static void people_without_a_number_do_not_count(void **state) {
  (void)state;
  struct by_hand *h = by_hand();
  for (int r = 0; r < ROWS; r++) h->values[0][r * WELL + 5] = NAN; /* failed */
  h->values[1][FAIR * ILL + 7] = NAN;
  struct zn_discrimination *d = told(&h->run);
  assert_int_equal(d->left_out, 2);
  assert_int_equal(d->group[0].people, WELL + ILL - 2);
  assert_int_equal(d->cohort[1].people, ILL - 1);
  for (int e = 0; e < TESTS + 2; e++) assert_int_equal(d->group[0].by[e].roc.people, WELL + ILL - 2);
  zn_discrimination_free(d);
  free(h);
}

/* A read-out of 0 has no logarithm, and must still count as low. */
static void a_reading_of_nothing_is_low_and_not_lost(void **state) {
  (void)state;
  struct by_hand *h = by_hand();
  for (int i = 0; i < WELL; i++) h->values[0][GOOD * WELL + i] = 0.0;
  struct zn_discrimination *d = told(&h->run);
  assert_true(d->group[0].by[GOOD].roc.auc == 1.0);
  assert_true(d->group[0].by[TESTS].roc.auc > 0.99);
  zn_discrimination_free(d);
  free(h);
}

static void a_study_that_does_not_ask_is_refused(void **state) {
  (void)state;
  struct by_hand *h = by_hand();
  struct zn_discrimination *d;
  struct zn_error error = {0};
  h->study.discriminate.n_tests = 0;
  assert_int_equal(zn_discriminate(&d, &h->run, &error), ZN_ARGUMENT);
  assert_null(d);
  free(h);
}

/* --- Virtual people ------------------------------------------------------------------------------------------------------------------- */

/* The shipped study with few people. */
static struct zn_study *shipped(int people) {
  struct zn_study *study;
  struct zn_error error = {0};
  if (zn_study_read(&study, ZN_SOURCE_DIR "/studies/tests_against_true_leak.yaml", humans_library(), &error) != ZN_OK)
    fail_msg("%s", error.text);
  for (int c = 0; c < study->n_cohorts; c++) study->cohorts[c].people = people;
  return study;
}

static struct zn_run *run_of(const struct zn_study *study, const struct zn_run_options *options) {
  struct zn_run *run;
  struct zn_error error = {0};
  if (zn_run_study(&run, study, humans_library(), options, &error) != ZN_OK) fail_msg("%s", error.text);
  return run;
}

static void the_truth_is_what_the_body_shows_when_the_tests_are_made(void **state) {
  (void)state;
  struct zn_study *study = shipped(2);
  struct zn_run *run = run_of(study, &(struct zn_run_options){.without_intervals = 1});
  const int truth = study->n_reported + study->discriminate.n_tests;
  for (int i = 0; i < 2; i++) {
    struct human h = human_of(study->cohorts[0].seed, i, "healthy");
    const double seen = human_read(&h, "probe_leak[jejunum]"), read = run->cohort[0].value[truth * 2 + i];
    if (!(fabs(read / seen - 1.0) < 1e-6)) fail_msg("the run says %g, the body %g", read, seen);
    human_leave(&h);
  }
  zn_run_free(run);
  zn_study_free(study);
}

/* What an instrument adds is noise: without it, EDTA follows the leak more closely. */
static void without_a_laboratory_tests_follow_the_truth_more_closely(void **state) {
  (void)state;
  struct zn_study *study = shipped(1);
  study->cohorts[0].people = 60;
  double correlation[2];
  for (int exact = 0; exact < 2; exact++) {
    struct zn_run *run = run_of(study, &(struct zn_run_options){.exact = exact, .without_intervals = 1});
    struct zn_discrimination *d = told(run);
    correlation[exact] = d->group[0].by[6].roc.rank_correlation;
    assert_string_equal(d->group[0].by[6].label, "51Cr-EDTA 0-24 h");
    zn_discrimination_free(d);
    zn_run_free(run);
  }
  assert_true(correlation[0] > 0.3 && correlation[1] > correlation[0]);
  zn_study_free(study);
}

static void files_are_the_same_bytes_on_any_number_of_threads_and_lanes(void **state) {
  (void)state;
  static const struct zn_run_options ways[2] = {{.threads = 1, .lanes = 1, .without_intervals = 1}, {.threads = 3, .without_intervals = 1}};
  struct zn_study *study = shipped(8);
  char folder[128], path[2][2][200];
  scratch_begin(folder);
  for (int w = 0; w < 2; w++) {
    struct zn_run *run = run_of(study, &ways[w]);
    struct zn_discrimination *d = told(run);
    struct zn_error error = {0};
    snprintf(path[w][0], sizeof path[w][0], "%s/tests_%d.csv", folder, w);
    snprintf(path[w][1], sizeof path[w][1], "%s/roc_%d.csv", folder, w);
    if (zn_discrimination_write_tests(d, path[w][0], &error) != ZN_OK || zn_discrimination_write_curves(d, path[w][1], &error) != ZN_OK)
      fail_msg("%s", error.text);
    zn_discrimination_free(d);
    zn_run_free(run);
  }
  for (int f = 0; f < 2; f++) {
    char *one = scratch_read(path[0][f], NULL), *other = scratch_read(path[1][f], NULL);
    assert_true(strlen(one) > 1000);
    assert_string_equal(one, other);
    free(one);
    free(other);
  }
  scratch_end(folder);
  zn_study_free(study);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_test_is_held_against_the_truth_of_every_person),
      cmocka_unit_test(gains_are_against_the_best_single_test),
      cmocka_unit_test(a_group_without_people_of_both_kinds_has_no_areas),
      cmocka_unit_test(who_is_mistaken_is_counted_cohort_by_cohort),
      cmocka_unit_test(people_without_a_number_do_not_count),
      cmocka_unit_test(a_reading_of_nothing_is_low_and_not_lost),
      cmocka_unit_test(a_study_that_does_not_ask_is_refused),
      cmocka_unit_test(the_truth_is_what_the_body_shows_when_the_tests_are_made),
      cmocka_unit_test(without_a_laboratory_tests_follow_the_truth_more_closely),
      cmocka_unit_test(files_are_the_same_bytes_on_any_number_of_threads_and_lanes),
  };
  return cmocka_run_group_tests(tests, NULL, humans_end);
}
