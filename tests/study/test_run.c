/* Whole studies: everybody side by side, then the summaries. */
#define _POSIX_C_SOURCE 200809L
#include <dirent.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "handmade.h"
#include "scratch.h"
#include "study/statistics.h"

enum { PEOPLE = 6 };

static struct handmade h;
static int crp, urine;

/* Two cohorts of the same people, one of them with a tripled leak; a reading and a urine test, before and after. */
static void make(struct handmade *at) {
  handmade_begin(at, 24.0 * 30.0);
  const int leak = handmade_overlay(at, ZN_OVERLAY_TREATMENT, "leak tripled");
  handmade_change(at, leak, "epithelium_constitutive_leak", ZN_CHANGE_SCALE, 3.0);
  crp = handmade_reading(at, "serum_lps");
  urine = handmade_urine(at, "lactulose", 10.0, 5.0);
  handmade_cohort(at, "plain", PEOPLE, 81);
  handmade_cohort(at, "leaky", PEOPLE, 81);
  handmade_measure(at, 0.0, -1, crp);
  handmade_measure(at, 0.0, -1, urine);
  handmade_give(at, 24.0, 1, leak, 0.0, 0.0);
  handmade_measure(at, 700.0, -1, crp);
  handmade_measure(at, 700.0, -1, urine);
  for (int c = 0; c < 2; c++) {
    handmade_report_reading(at, c, 0.0, crp, ZN_STATISTIC_MEDIAN, 7.0);
    handmade_report_reading(at, c, 700.0, crp, ZN_STATISTIC_MEAN, 7.0);
    handmade_report_recovery(at, c, 0.0, urine, 0.0, 5.0, 0.3);
    handmade_report_recovery(at, c, 700.0, urine, 0.0, 5.0, 0.3);
  }
  handmade_follow(at, "leak[ileum]");
  handmade_picture(at, 700.0);
}

static int begin(void **state) {
  (void)state;
  make(&h);
  return 0;
}

static struct zn_run *run_with(const struct zn_run_options *options) {
  struct zn_run *run;
  struct zn_error error = {0};
  if (zn_run_study(&run, &h.study, &h.library, options, &error) != ZN_OK) fail_msg("%s", error.text);
  return run;
}

static struct zn_run *run_on(int threads) {
  const struct zn_run_options options = {.threads = threads, .course_points = 13};
  return run_with(&options);
}

static void same_bytes(const double *a, const double *b, size_t n) { assert_memory_equal(a, b, n * sizeof *a); }

static void same_cohort(const struct zn_run *a, int cohort, const struct zn_run *b, int other) {
  const struct zn_cohort_result *x = &a->cohort[cohort], *y = &b->cohort[other];
  assert_int_equal(x->people, y->people);
  assert_int_equal(x->failed, y->failed);
  same_bytes(x->course, y->course, (size_t)a->study->n_follow * (size_t)a->course_points * 5);
  same_bytes(x->picture, y->picture, (size_t)a->study->n_pictures * (size_t)zn_observable_count());
  same_bytes(a->permeability + 3 * (size_t)cohort * (size_t)zn_solute_count(),
             b->permeability + 3 * (size_t)other * (size_t)zn_solute_count(), 3 * (size_t)zn_solute_count());
}

static void same_run(const struct zn_run *a, const struct zn_run *b) {
  for (int c = 0; c < a->study->n_cohorts; c++) {
    same_cohort(a, c, b, c);
    same_bytes(a->cohort[c].value, b->cohort[c].value, (size_t)a->study->n_reported * (size_t)a->cohort[c].people);
  }
  for (int r = 0; r < a->study->n_reported; r++) assert_memory_equal(&a->prediction[r], &b->prediction[r], sizeof *a->prediction);
  assert_int_equal(a->n_outcomes, b->n_outcomes);
  assert_true(a->steps == b->steps);
}

static double of_person(const struct zn_run *run, int cohort, int row, int person) {
  return run->cohort[cohort].value[row * run->cohort[cohort].people + person];
}

/* --- Order does not matter ------------------------------------------------------------------------------------------------------ */

static void one_thread_and_several_give_the_same_bytes(void **state) {
  (void)state;
  struct zn_run *one = run_on(1), *two = run_on(2), *many = run_on(5);
  same_run(one, two);
  same_run(one, many);
  zn_run_free(one);
  zn_run_free(two);
  zn_run_free(many);
}

static void the_order_of_cohorts_does_not_matter(void **state) {
  (void)state;
  struct zn_run *run = run_on(2);
  const struct zn_cohort first = h.cohorts[0];
  static struct handmade turned;
  make(&turned);
  turned.cohorts[0] = h.cohorts[1], turned.cohorts[1] = first;
  turned.events[2].cohort = 0;
  for (int r = 0; r < turned.study.n_reported; r++) turned.reported[r].cohort = 1 - turned.reported[r].cohort;
  const struct zn_run_options options = {.threads = 2, .course_points = 13};
  struct zn_run *other;
  assert_int_equal(zn_run_study(&other, &turned.study, &turned.library, &options, NULL), ZN_OK);
  same_cohort(run, 0, other, 1);
  same_cohort(run, 1, other, 0);
  for (int r = 0; r < h.study.n_reported; r++) assert_true(run->prediction[r].predicted == other->prediction[r].predicted);
  zn_run_free(run);
  zn_run_free(other);
}

static void a_person_is_the_same_in_a_larger_cohort(void **state) {
  (void)state;
  struct zn_run *large = run_on(2);
  h.cohorts[0].people = 2;
  struct zn_run *small = run_on(2);
  for (int r = 0; r < 4; r++)
    for (int i = 0; i < 2; i++) assert_true(of_person(small, 0, r, i) == of_person(large, 0, r, i));
  zn_run_free(large);
  zn_run_free(small);
}

/* --- Summaries -------------------------------------------------------------------------------------------------------------------- */

static void predictions_summarise_the_people(void **state) {
  (void)state;
  struct zn_run *run = run_on(2);
  for (int r = 0; r < h.study.n_reported; r++) {
    const struct zn_reported *row = &h.reported[r];
    const struct zn_prediction *p = &run->prediction[r];
    double values[PEOPLE];
    for (int i = 0; i < PEOPLE; i++) {
      values[i] = of_person(run, row->cohort, r, i);
      assert_true(isfinite(values[i]) && values[i] > 0.0);
      assert_true(isnan(of_person(run, 1 - row->cohort, r, i)));
    }
    assert_int_equal(zn_sort_values(values, PEOPLE), PEOPLE);
    assert_true(fabs(p->predicted - zn_statistic_of(row->statistic, values, PEOPLE)) <= 1e-12 * p->predicted);
    assert_true(p->lo90 < p->predicted && p->predicted < p->hi90);
    assert_true(fabs(p->fold_error - fmax(p->predicted / row->value, row->value / p->predicted)) < 1e-12);
    assert_int_equal(p->inside, row->value >= p->lo90 && row->value <= p->hi90);
    assert_int_equal(p->people, PEOPLE);
  }
  zn_run_free(run);
}

static void the_same_people_before_treatment_are_equal_and_after_it_leak_more(void **state) {
  (void)state;
  struct zn_run *run = run_on(2);
  for (int i = 0; i < PEOPLE; i++) {
    assert_true(of_person(run, 0, 0, i) == of_person(run, 1, 4, i));
    assert_true(fabs(of_person(run, 0, 2, i) / of_person(run, 1, 6, i) - 1.0) < 1e-5); /* another next event, other steps */
    assert_true(of_person(run, 1, 5, i) > 1.1 * of_person(run, 0, 1, i));
    assert_true(of_person(run, 1, 7, i) > 1.3 * of_person(run, 0, 3, i));
  }
  zn_run_free(run);
}

static void courses_are_quantiles_over_people(void **state) {
  (void)state;
  struct zn_run *run = run_on(2);
  assert_int_equal(run->course_points, 13);
  assert_true(run->course_time_h[0] == 0.0 && run->course_time_h[12] == h.study.end_h);
  for (int c = 0; c < 2; c++)
    for (int k = 0; k < 13; k++)
      for (int q = 1; q < 5; q++) assert_true(run->cohort[c].course[5 * k + q] >= run->cohort[c].course[5 * k + q - 1]);
  assert_true(run->cohort[1].course[5 * 12 + 2] > 2.0 * run->cohort[0].course[5 * 12 + 2]);
  const int leak = zn_observable_find("leak[ileum]");
  assert_true(run->cohort[1].picture[leak] > 2.0 * run->cohort[0].picture[leak]);
  zn_run_free(run);
}

/* --- Failures --------------------------------------------------------------------------------------------------------------------- */

static void somebody_who_fails_is_data_and_spares_the_others(void **state) {
  (void)state;
  struct zn_run *whole = run_on(2);
  const int poison = handmade_overlay(&h, ZN_OVERLAY_TREATMENT, "poison");
  handmade_change(&h, poison, "microbiota_volume[ascending]", ZN_CHANGE_SET, 0.0);
  handmade_give(&h, 710.0, 1, poison, 0.0, 0.0);
  struct zn_run *run = run_on(2);
  assert_int_equal(run->cohort[0].failed, 0);
  assert_int_equal(run->cohort[1].failed, PEOPLE);
  assert_int_equal(run->n_outcomes, PEOPLE);
  for (int i = 0; i < PEOPLE; i++) {
    const struct zn_person_outcome *o = &run->outcome[i];
    assert_true(o->cohort == 1 && o->number == i && o->status == ZN_NUMERICAL && o->time_h == 710.0);
    assert_non_null(strstr(o->text, "710 h"));
    assert_true(isnan(of_person(run, 1, 4, i)));
  }
  for (int r = 4; r < 8; r++)
    assert_true(run->prediction[r].people == 0 && isnan(run->prediction[r].predicted) && !run->prediction[r].inside);
  same_cohort(run, 0, whole, 0);
  zn_run_free(run);
  zn_run_free(whole);
}

static void a_cohort_without_start_states_leaves_the_other_alone(void **state) {
  (void)state;
  struct zn_run *whole = run_on(2);
  handmade_set(&h, 0, "microbiota_volume[ascending]", ZN_CHANGE_SET, 0.0);
  struct zn_run *run = run_on(2);
  assert_int_equal(run->cohort[0].failed, PEOPLE);
  assert_true(run->outcome[0].time_h == 0.0);
  assert_true(isnan(run->cohort[0].course[0]) && isnan(run->permeability[0]));
  same_cohort(run, 1, whole, 1);
  zn_run_free(run);
  zn_run_free(whole);
}

/* --- Progress --------------------------------------------------------------------------------------------------------------------- */

struct progress {
  int calls, last, all, stop_at;
};

static int watch(void *context, int done, int all) {
  struct progress *p = context;
  p->calls++;
  p->last = done;
  p->all = all;
  return done == p->stop_at;
}

static void progress_is_told_of_everybody_and_can_stop_the_run(void **state) {
  (void)state;
  struct progress all = {0}, early = {.stop_at = 3};
  struct zn_run_options options = {.threads = 2, .course_points = 13, .progress = watch, .progress_context = &all};
  struct zn_run *run = run_with(&options);
  assert_true(all.calls == 2 * PEOPLE && all.last == 2 * PEOPLE && all.all == 2 * PEOPLE);
  zn_run_free(run);
  struct zn_error error = {0};
  options.progress_context = &early;
  for (int c = 0; c < 2; c++) h.cohorts[c].people = 150; /* more than two parties: those at work are finished, no others begun */
  run = (struct zn_run *)&early;
  assert_int_equal(zn_run_study(&run, &h.study, &h.library, &options, &error), ZN_INTERRUPTED);
  assert_null(run);
  assert_true(early.calls >= 3 && early.calls <= 200);
  assert_non_null(strstr(error.text, "of 300 people"));
}

/* --- The cache -------------------------------------------------------------------------------------------------------------------- */

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void a_second_run_from_the_cache_gives_the_same_bytes_in_less_time(void **state) {
  (void)state;
  char folder[128];
  scratch_begin(folder);
  h.study.n_events = h.study.n_reported = h.study.n_follow = h.study.n_pictures = 0; /* start states only */
  handmade_measure(&h, 0.0, -1, crp);
  for (int c = 0; c < 2; c++) handmade_report_reading(&h, c, 0.0, crp, ZN_STATISTIC_MEDIAN, 7.0);
  h.cohorts[0].people = h.cohorts[1].people = 40;
  const struct zn_run_options options = {.threads = 1, .course_points = 2, .cache_folder = folder};
  const double begun = seconds();
  struct zn_run *first = run_with(&options);
  const double between = seconds();
  struct zn_run *second = run_with(&options);
  const double finished = seconds();
  same_run(first, second);
  if (!(finished - between < 0.8 * (between - begun)))
    fail_msg("%.3f s from the cache, %.3f s without", finished - between, between - begun);
  zn_run_free(first);
  zn_run_free(second);
  scratch_end(folder);
}

static void a_spoiled_cache_does_not_show_in_the_answer(void **state) {
  (void)state;
  char folder[128];
  scratch_begin(folder);
  const struct zn_run_options options = {.threads = 2, .course_points = 13, .cache_folder = folder};
  struct zn_run *first = run_with(&options);
  DIR *open = opendir(folder);
  int spoiled = 0;
  for (struct dirent *at; open && (at = readdir(open));)
    if (at->d_name[0] != '.') {
      char path[512];
      snprintf(path, sizeof path, "%s/%s", folder, at->d_name);
      FILE *file = fopen(path, "r+b");
      assert_non_null(file);
      fseek(file, 300, SEEK_SET);
      fputs("nonsense", file);
      fclose(file);
      spoiled++;
    }
  if (open) closedir(open);
  assert_int_equal(spoiled, PEOPLE); /* the same people twice */
  struct zn_run *second = run_with(&options);
  same_run(first, second);
  zn_run_free(first);
  zn_run_free(second);
  scratch_end(folder);
}

#define EACH(test) cmocka_unit_test_setup(test, begin)

int main(void) {
  const struct CMUnitTest tests[] = {
      EACH(one_thread_and_several_give_the_same_bytes),
      EACH(the_order_of_cohorts_does_not_matter),
      EACH(a_person_is_the_same_in_a_larger_cohort),
      EACH(predictions_summarise_the_people),
      EACH(the_same_people_before_treatment_are_equal_and_after_it_leak_more),
      EACH(courses_are_quantiles_over_people),
      EACH(somebody_who_fails_is_data_and_spares_the_others),
      EACH(a_cohort_without_start_states_leaves_the_other_alone),
      EACH(progress_is_told_of_everybody_and_can_stop_the_run),
      EACH(a_second_run_from_the_cache_gives_the_same_bytes_in_less_time),
      EACH(a_spoiled_cache_does_not_show_in_the_answer),
  };
  zn_run_free(NULL);
  return cmocka_run_group_tests(tests, NULL, NULL);
}
