/* The bench: what it says about engines must follow from what it measured. Times themselves are nobody's to test. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../support/scratch.h"
#include "base/file.h"
#include "bench/exactness.h"
#include "bench/peak.h"
#include "handmade.h"
#include "human.h"

static struct handmade h;
static struct zn_bench *bench;
static struct zn_error error;

enum { MOST_PEOPLE = 20 };

/* Four people, ten days of leak, one reading. */
static int begin(void **state) {
  (void)state;
  handmade_begin(&h, 240.0);
  const int leaky = handmade_overlay(&h, ZN_OVERLAY_TREATMENT, "leaky"), crp = handmade_reading(&h, "serum_crp");
  handmade_change(&h, leaky, "epithelium_constitutive_leak", ZN_CHANGE_SCALE, 3.0);
  handmade_cohort(&h, "some", 3, 21);
  handmade_cohort(&h, "other", 1, 22);
  handmade_give(&h, 10.0, -1, leaky, 0.0, 100.0);
  handmade_measure(&h, 200.0, -1, crp);
  handmade_report_reading(&h, 0, 200.0, crp, ZN_STATISTIC_MEAN, 1.0);
  handmade_follow(&h, "leak[ileum]");
  const struct zn_bench_options options = {.rounds = 2, .threads = 2, .most_people = MOST_PEOPLE};
  return zn_bench_run(&bench, &h.study, &h.library, &options, &error) == ZN_OK ? 0 : -1;
}

static int end(void **state) {
  (void)state;
  zn_bench_free(bench);
  return 0;
}

static const struct zn_bench_point *point(enum zn_bench_engine engine, double tolerance) {
  for (int i = 0; i < bench->n_points; i++)
    if (bench->point[i].engine == engine && bench->point[i].relative_tolerance == tolerance) return &bench->point[i];
  fail_msg("no point of %s at %g", zn_bench_engine_name(engine), tolerance);
  return NULL;
}

static void every_engine_gets_more_exact_with_its_tolerance(void **state) {
  (void)state;
  for (int e = 0; e < ZN_BENCH_ENGINES; e++) {
    const struct zn_bench_point *loose = point((enum zn_bench_engine)e, 1e-4), *tight = point((enum zn_bench_engine)e, 1e-8);
    assert_true(loose->error > 0.0 && tight->error < 0.01 * loose->error);
    assert_true(loose->failed == 0 && tight->failed == 0);
    assert_true(loose->slowest > 0.0 && loose->slowest <= loose->people_per_s && loose->people_per_s <= loose->fastest);
  }
}

static void people_side_by_side_are_as_exact_as_alone_to_the_last_bit(void **state) {
  (void)state;
  for (int i = 0; i < bench->n_points; i++)
    if (bench->point[i].engine == ZN_BENCH_LANES)
      assert_true(bench->point[i].error == point(ZN_BENCH_SCALAR, bench->point[i].relative_tolerance)->error);
}

static void engines_are_compared_at_the_error_of_cvode(void **state) {
  (void)state;
  const struct zn_bench_point *usual = point(ZN_BENCH_CVODE, 1e-6);
  assert_true(bench->equal_error == usual->error);
  assert_true(fabs(bench->at_equal_error[ZN_BENCH_CVODE] / usual->people_per_s - 1.0) < 1e-9);
  for (int e = 0; e < ZN_BENCH_ENGINES; e++) {
    double slowest = HUGE_VAL, fastest = 0.0;
    for (int i = 0; i < bench->n_points; i++)
      if ((int)bench->point[i].engine == e) {
        slowest = fmin(slowest, bench->point[i].people_per_s);
        fastest = fmax(fastest, bench->point[i].people_per_s);
      }
    assert_true(bench->at_equal_error[e] >= slowest * (1.0 - 1e-12) && bench->at_equal_error[e] <= fastest * (1.0 + 1e-12));
  }
}

static void loads_grow_by_ten_up_to_the_most_and_then_get_threads(void **state) {
  (void)state;
  static const int people[] = {1, 10, MOST_PEOPLE, MOST_PEOPLE}, threads[] = {1, 1, 1, 2};
  assert_int_equal(bench->n_loads, 4);
  for (int i = 0; i < 4; i++) {
    assert_int_equal(bench->load[i].people, people[i]);
    assert_int_equal(bench->load[i].threads, threads[i]);
    assert_true(bench->load[i].people_per_s > 0.0);
  }
}

/* A step that did more than the processor can would be counted wrongly. */
static void no_step_beats_the_peak(void **state) {
  (void)state;
  assert_true(bench->n_kernels >= 2);
  for (int i = 0; i < bench->n_kernels; i++) {
    const struct zn_bench_kernel *k = &bench->kernel[i];
    assert_true(k->operations > 50000.0 && k->step > 0.0 && k->step < k->peak);
    if (i) assert_true(k->step_s < bench->kernel[i - 1].step_s && k->peak > 1.2 * bench->kernel[i - 1].peak);
  }
}

static int stop(void *context, int done, int all) {
  int *calls = context;
  assert_true(done <= all);
  return ++*calls == 2;
}

static void asked_to_stop_it_stops(void **state) {
  (void)state;
  int calls = 0;
  struct zn_bench *none = bench;
  const struct zn_bench_options options = {.rounds = 1, .most_people = 1, .progress = stop, .progress_context = &calls};
  assert_int_equal(zn_bench_run(&none, &h.study, &h.library, &options, &error), ZN_INTERRUPTED);
  assert_null(none);
  assert_int_equal(calls, 2);
}

static void all_numbers_are_in_the_table_and_the_figure_stands_alone(void **state) {
  (void)state;
  char folder[128], path[160], *text;
  size_t length;
  int lines = 0;
  scratch_begin(folder);
  snprintf(path, sizeof path, "%s/bench.csv", folder);
  assert_int_equal(zn_bench_write_csv(bench, path, &error), ZN_OK);
  assert_int_equal(zn_file_read(&text, &length, path, ZN_LARGEST_FILE, &error), ZN_OK);
  for (const char *at = text; *at; at++) lines += *at == '\n';
  assert_int_equal(lines, 2 + 3 * bench->n_points + ZN_BENCH_ENGINES + bench->n_loads + 2 * bench->n_kernels);
  free(text);
  snprintf(path, sizeof path, "%s/bench.svg", folder);
  if (zn_bench_write_figure(bench, path, &error) != ZN_OK) fail_msg("%s", error.text);
  assert_int_equal(zn_file_read(&text, &length, path, ZN_LARGEST_FILE, &error), ZN_OK);
  assert_true(strncmp(text, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=", 48) == 0);
  assert_non_null(strstr(text, "CVODE"));
  free(text);
  scratch_end(folder);
}

/* --- Distance from the truth ----------------------------------------------------------------------------------------------------- */

static void the_farthest_is_found_and_named(void **state) {
  (void)state;
  struct zn_crowd a, b;
  assert_int_equal(zn_crowd_open(&a, &h.study, 3, &error), ZN_OK);
  assert_int_equal(zn_crowd_open(&b, &h.study, 3, &error), ZN_OK);
  for (int i = 0; i < 12; i++) a.course[i] = b.course[i] = 2.0;
  a.value[0] = b.value[0] = 5.0;
  assert_true(zn_crowd_farthest(&a, &b).share == 0.0 && zn_crowd_farthest(&a, &b).what == NULL);
  a.course[7] = 2.5; /* the second value of the third person */
  assert_true(zn_crowd_farthest(&a, &b).share == 0.25);
  assert_int_equal(zn_crowd_farthest(&a, &b).person, 2);
  assert_string_equal(zn_crowd_farthest(&a, &b).what, "leak[ileum]");
  a.value[0] = 10.0;
  assert_true(zn_crowd_farthest(&a, &b).share == 1.0);
  a.value[0] = NAN;
  assert_true(isinf(zn_crowd_farthest(&a, &b).share));
  a.task[0].status = ZN_NUMERICAL;
  assert_true(zn_crowd_farthest(&a, &b).share == 0.25);
  zn_crowd_close(&a);
  zn_crowd_close(&b);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(every_engine_gets_more_exact_with_its_tolerance),
                                     cmocka_unit_test(people_side_by_side_are_as_exact_as_alone_to_the_last_bit),
                                     cmocka_unit_test(engines_are_compared_at_the_error_of_cvode),
                                     cmocka_unit_test(loads_grow_by_ten_up_to_the_most_and_then_get_threads),
                                     cmocka_unit_test(no_step_beats_the_peak),
                                     cmocka_unit_test(asked_to_stop_it_stops),
                                     cmocka_unit_test(all_numbers_are_in_the_table_and_the_figure_stands_alone),
                                     cmocka_unit_test(the_farthest_is_found_and_named)};
  return cmocka_run_group_tests_name("bench", tests, begin, end);
}
