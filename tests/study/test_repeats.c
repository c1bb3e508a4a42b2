/* Everything measured again and again in the same body: what a laboratory and a day add, and what they do not touch. */
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

enum { PEOPLE = 2, REPEATS = 200 };

static const char text[] =
    "title: Again\nsource: none\nsummary: Two people, tested again and again.\n"
    "cohort: {people: 2, condition: healthy, seed: 31}\n"
    "timeline:\n"
    "  - {at: 0 d, measure: lactulose_mannitol}\n"
    "  - {at: 0 d, measure: zonulin_kit}\n"
    "  - {at: 0 d, measure: endomicroscopy}\n"
    "  - {at: 4 d, measure: lactulose_mannitol}\n"
    "reported:\n"
    "  - {at: 0 d, assay: lactulose_mannitol, probe: lactulose, over: mannitol, window: 0-5 h, median: 0.02}\n"
    "  - {at: 0 d, assay: zonulin_kit, reading: zonulin_kit, median: 40 ng/mL}\n"
    "  - {at: 0 d, assay: endomicroscopy, reading: \"fluorescein_leakage[ileum]\", median: 5 %}\n"
    "  - {at: 4 d, assay: lactulose_mannitol, probe: lactulose, over: mannitol, window: 0-5 h, median: 0.02}\n";
enum { RATIO, KIT, LEAKAGE, LATER, ROWS };

struct values {
  double value[ROWS][PEOPLE], repeated[REPEATS][ROWS][PEOPLE];
};
static struct zn_study *study;
static struct values once, noisy, exact;

static void run(struct values *out, int exactly, int repeats, int lanes) {
  struct zn_run *result;
  struct zn_error error = {0};
  const struct zn_run_options options = {.exact = exactly, .repeats = repeats, .course_points = 2, .lanes = lanes};
  if (zn_run_study(&result, study, humans_library(), &options, &error) != ZN_OK) fail_msg("%s", error.text);
  memcpy(out->value, result->cohort[0].value, sizeof out->value);
  if (repeats)
    memcpy(out->repeated, result->cohort[0].repeated, sizeof out->repeated);
  else
    assert_null(result->cohort[0].repeated);
  zn_run_free(result);
}

static int begin(void **state) {
  (void)state;
  char folder[128], path[160];
  struct zn_error error = {0};
  scratch_begin(folder);
  scratch_text(folder, "again.yaml", text);
  snprintf(path, sizeof path, "%s/again.yaml", folder);
  if (zn_study_read(&study, path, humans_library(), &error) != ZN_OK) fail_msg("%s: %s", error.file, error.text);
  scratch_end(folder);
  run(&once, 0, 0, 0);
  run(&noisy, 0, REPEATS, 0);
  run(&exact, 1, REPEATS, 0);
  return 0;
}

static int end(void **state) {
  (void)state;
  zn_study_free(study);
  humans_leave();
  return 0;
}

struct spread {
  double mean, sd; /* of ln */
};

static struct spread spread_of(const struct values *v, int row, int person) {
  struct spread s = {0};
  for (int k = 0; k < REPEATS; k++) s.mean += log(v->repeated[k][row][person]) / REPEATS;
  for (int k = 0; k < REPEATS; k++) s.sd += pow(log(v->repeated[k][row][person]) - s.mean, 2.0) / (REPEATS - 1);
  s.sd = sqrt(s.sd);
  return s;
}

static void what_is_read_the_first_time_does_not_depend_on_repeats(void **state) {
  (void)state;
  assert_memory_equal(once.value, noisy.value, sizeof once.value);
}

static void repeats_are_the_same_in_any_number_of_lanes(void **state) {
  (void)state;
  static struct values alone;
  run(&alone, 0, REPEATS, 1);
  assert_memory_equal(alone.repeated, noisy.repeated, sizeof alone.repeated);
}

static void an_exact_instrument_shows_the_same_every_time(void **state) {
  (void)state;
  for (int k = 0; k < REPEATS; k++) assert_memory_equal(exact.repeated[k], exact.value, sizeof exact.value);
}

/* Days and laboratories give an SD of ln of about 0.13 (docs/assays/urine.md); people differ by three times that. */
static void the_ratio_of_one_person_repeats_as_well_as_on_other_days(void **state) {
  (void)state;
  for (int i = 0; i < PEOPLE; i++) {
    const struct spread now = spread_of(&noisy, RATIO, i), later = spread_of(&noisy, LATER, i);
    assert_true(now.sd > 0.09 && now.sd < 0.19);
    assert_true(fabs(log(now.sd / later.sd)) < 0.25);
    assert_true(fabs(now.mean - later.mean) < 4.0 * now.sd * sqrt(2.0 / REPEATS));
    assert_true(fabs(now.mean - log(exact.value[RATIO][i])) < 0.1);
  }
}

static void no_two_repeats_are_equal(void **state) {
  (void)state;
  for (int k = 0; k < REPEATS; k++) {
    assert_true(noisy.repeated[k][RATIO][0] != once.value[RATIO][0]);
    assert_true(k == 0 || noisy.repeated[k][RATIO][0] != noisy.repeated[k - 1][RATIO][0]);
  }
}

/* What a kit finds in a person is theirs; the day (15 %) and the analysis (10 %) are drawn anew. */
static void what_is_a_persons_own_stays(void **state) {
  (void)state;
  const double expected = sqrt(log(1.0 + 0.15 * 0.15) + log(1.0 + 0.1 * 0.1));
  for (int i = 0; i < PEOPLE; i++) assert_true(fabs(log(spread_of(&noisy, KIT, i).sd / expected)) < 0.2);
  const double apart = spread_of(&noisy, KIT, 0).mean - spread_of(&noisy, KIT, 1).mean;
  const double once_apart = log(once.value[KIT][0] / once.value[KIT][1]);
  assert_true(fabs(apart - once_apart) < 4.0 * expected * sqrt(2.0));
}

static void fields_that_are_counted_are_counted_anew(void **state) {
  (void)state;
  double mean = 0.0;
  int different = 0;
  for (int k = 0; k < REPEATS; k++) {
    mean += noisy.repeated[k][LEAKAGE][0] / REPEATS;
    different += noisy.repeated[k][LEAKAGE][0] != once.value[LEAKAGE][0];
  }
  assert_true(different > REPEATS / 10);
  assert_true(mean > 0.5 * exact.value[LEAKAGE][0] && mean < 2.0 * exact.value[LEAKAGE][0]);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_is_read_the_first_time_does_not_depend_on_repeats),
      cmocka_unit_test(repeats_are_the_same_in_any_number_of_lanes),
      cmocka_unit_test(an_exact_instrument_shows_the_same_every_time),
      cmocka_unit_test(the_ratio_of_one_person_repeats_as_well_as_on_other_days),
      cmocka_unit_test(no_two_repeats_are_equal),
      cmocka_unit_test(what_is_a_persons_own_stays),
      cmocka_unit_test(fields_that_are_counted_are_counted_anew),
  };
  return cmocka_run_group_tests(tests, begin, end);
}
