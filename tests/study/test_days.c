/* Tests of whole cohorts as laboratories print them: days, people, and what exact reading takes away. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "../support/human.h"
#include "../support/scratch.h"

enum { PEOPLE = 80 };

/* One ratio on two days, and a recovery by a test at the same time as the first. */
static const char text[] =
    "title: Days\nsource: none\nsummary: The same people tested twice.\n"
    "cohorts:\n"
    "  - {name: plain, people: 80, condition: healthy, seed: 31}\n"
    "  - {name: again, people: 80, condition: healthy, seed: 31}\n"
    "  - {name: transfused, people: 80, condition: healthy, seed: 31}\n"
    "timeline:\n"
    "  - {at: 0 d, measure: lactulose_mannitol}\n"
    "  - {at: 0 d, give: stored_blood, cohort: transfused}\n"
    "  - {at: 1 h, measure: lactulose_mannitol}\n"
    "  - {at: 4 d, measure: lactulose_mannitol}\n"
    "reported:\n"
    "  - {at: 0 d, cohort: plain, assay: lactulose_mannitol, probe: lactulose, over: mannitol, window: 0-5 h, median: 0.02}\n"
    "  - {at: 4 d, cohort: plain, assay: lactulose_mannitol, probe: lactulose, over: mannitol, window: 0-5 h, median: 0.02}\n"
    "  - {at: 0 d, cohort: again, assay: lactulose_mannitol, probe: lactulose, over: mannitol, window: 0-5 h, median: 0.02}\n"
    "  - {at: 1 h, cohort: plain, assay: lactulose_mannitol, probe: mannitol, window: 0-24 h, median: 20 %}\n"
    "  - {at: 1 h, cohort: transfused, assay: lactulose_mannitol, probe: mannitol, window: 0-24 h, median: 20 %}\n";
enum { FIRST, LATER, AGAIN, PLAIN_MANNITOL, TRANSFUSED_MANNITOL, ROWS };

static struct zn_study *study;
static double noisy[ROWS][PEOPLE], exact[ROWS][PEOPLE];

static void run(double value[ROWS][PEOPLE], int exactly) {
  struct zn_run *result;
  struct zn_error error = {0};
  const struct zn_run_options options = {.exact = exactly, .course_points = 2};
  if (zn_run_study(&result, study, humans_library(), &options, &error) != ZN_OK) fail_msg("%s", error.text);
  for (int r = 0; r < ROWS; r++) memcpy(value[r], result->cohort[study->reported[r].cohort].value + r * PEOPLE, sizeof value[r]);
  zn_run_free(result);
}

static int begin(void **state) {
  (void)state;
  char folder[128], path[160];
  struct zn_error error = {0};
  scratch_begin(folder);
  scratch_text(folder, "days.yaml", text);
  snprintf(path, sizeof path, "%s/days.yaml", folder);
  if (zn_study_read(&study, path, humans_library(), &error) != ZN_OK) fail_msg("%s: %s", error.file, error.text);
  scratch_end(folder);
  run(noisy, 0);
  run(exact, 1);
  return 0;
}

static int end(void **state) {
  (void)state;
  zn_study_free(study);
  humans_leave();
  return 0;
}

/* SD of ln of a value, or of ln of the ratio of two. */
static double spread(const double *value, const double *over) {
  double mean = 0.0, sum = 0.0;
  for (int i = 0; i < PEOPLE; i++) mean += log(over ? value[i] / over[i] : value[i]) / PEOPLE;
  for (int i = 0; i < PEOPLE; i++) sum += pow(log(over ? value[i] / over[i] : value[i]) - mean, 2.0);
  return sqrt(sum / (PEOPLE - 1));
}

static void exact_reading_is_the_same_on_every_day_of_a_body_at_rest(void **state) {
  (void)state;
  for (int i = 0; i < PEOPLE; i++) assert_true(fabs(exact[FIRST][i] / exact[LATER][i] - 1.0) < 1e-3);
}

static void the_same_people_read_alike_on_one_day_and_apart_on_another(void **state) {
  (void)state;
  assert_memory_equal(noisy[FIRST], noisy[AGAIN], sizeof noisy[FIRST]);
  const double days = spread(noisy[FIRST], noisy[LATER]) / sqrt(2.0);
  print_message("             from day to day: ln SD of lactulose/mannitol %.3f\n", days);
  assert_true(days > 0.1 && days < 0.25);
}

/* Published, over papers: 0.53, which holds what laboratories and papers differ by. */
static void healthy_people_differ_in_the_ratio_about_as_much_as_published(void **state) {
  (void)state;
  const double people = spread(noisy[FIRST], NULL), bodies = spread(exact[FIRST], NULL);
  print_message("             between people: ln SD of lactulose/mannitol %.3f, %.3f without noise\n", people, bodies);
  assert_true(bodies > 0.3 && people > 0.35 && people < 0.6);
}

static void stored_blood_shows_in_mannitol_and_only_where_a_laboratory_looks(void **state) {
  (void)state;
  for (int i = 0; i < PEOPLE; i++) assert_true(fabs(exact[PLAIN_MANNITOL][i] / exact[TRANSFUSED_MANNITOL][i] - 1.0) < 1e-3);
  /* Two units, 6 mmol, beside a dose of 11 mmol: half of the dose comes on top. */
  const double more = median_of(noisy[TRANSFUSED_MANNITOL], PEOPLE) - median_of(noisy[PLAIN_MANNITOL], PEOPLE);
  assert_true(more > 40.0 && more < 65.0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(exact_reading_is_the_same_on_every_day_of_a_body_at_rest),
      cmocka_unit_test(the_same_people_read_alike_on_one_day_and_apart_on_another),
      cmocka_unit_test(healthy_people_differ_in_the_ratio_about_as_much_as_published),
      cmocka_unit_test(stored_blood_shows_in_mannitol_and_only_where_a_laboratory_looks),
  };
  return cmocka_run_group_tests(tests, begin, end);
}
