#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "reading.h"

static struct zn_study *study;

static int begin(void **state) {
  reading_begin(state);
  study = reading_study(
      "title: T\nsource: none\nsummary: S\n"
      "cohorts:\n"
      "  - {name: a, people: 1, condition: well, set: [\"person_weight=60 kg\"]}\n"
      "  - {name: b, people: 2, condition: inflamed}\n"
      "timeline: [{at: 0 h, measure: blood}]\n");
  return 0;
}

static int end(void **state) {
  zn_study_free(study);
  return reading_end(state);
}

static void must_set(const char *assignment) {
  struct zn_error error = {0};
  if (zn_study_set(study, assignment, &error) != ZN_OK) fail_msg("%s: %s", assignment, error.text);
}

static void refuse(const char *assignment, const char *part) {
  struct zn_error error = {.line = 3};
  assert_int_equal(zn_study_set(study, assignment, &error), ZN_INPUT);
  if (!strstr(error.text, part)) fail_msg("'%s' does not say '%s'", error.text, part);
  assert_int_equal(error.line, 0);
  assert_int_equal(study->cohorts[0].n_changes, 1);
  assert_int_equal(study->cohorts[1].n_changes, 0);
}

static void must_end_with(const struct zn_cohort *cohort, int n, const char *parameter, double value) {
  assert_int_equal(cohort->n_changes, n);
  assert_string_equal(zn_parameter_info(cohort->changes[n - 1].parameter)->name, parameter);
  assert_int_equal(cohort->changes[n - 1].kind, ZN_CHANGE_SET);
  assert_true(cohort->changes[n - 1].value == value);
}

static void an_assignment_changes_all_cohorts_and_comes_last(void **state) {
  (void)state;
  must_set("person_weight=90 kg");
  must_end_with(&study->cohorts[0], 2, "person_weight", 90000.0);
  must_end_with(&study->cohorts[1], 1, "person_weight", 90000.0);
}

static void spaces_do_not_matter(void **state) {
  (void)state;
  must_set("  person_weight =  90000g");
  must_end_with(&study->cohorts[1], 1, "person_weight", 90000.0);
}

static void a_star_sets_every_place(void **state) {
  (void)state;
  must_set("diet_fibre[*]=24 g/day");
  must_end_with(&study->cohorts[0], 1 + ZN_FIBRES, "diet_fibre[plant_cell_wall]", 1.0);
  must_end_with(&study->cohorts[1], ZN_FIBRES, "diet_fibre[plant_cell_wall]", 1.0);
}

static void what_the_study_set_is_set_anew(void **state) {
  (void)state;
  must_set("person_weight=80 kg");
  must_set("person_weight=81 kg");
  struct zn_parameters person;
  struct zn_error error = {0};
  assert_int_equal(zn_person_draw(&person, &study->cohorts[0], reading_library(), 0, &error), ZN_OK);
  assert_true(person.person_weight == 81000.0);
}

static void bad_assignments_are_refused_and_change_nothing(void **state) {
  (void)state;
  refuse("person_weight", "is no assignment; expected for example 'person_weight=60 kg'");
  refuse("", "is no assignment");
  refuse("=60 kg", "there is no parameter ''");
  refuse("person_wieght=60 kg", "there is no parameter 'person_wieght'; nearest: 'person_weight'");
  refuse("person_weight=", "does not begin with a finite number");
  refuse("person_weight=60", "person_weight: '60' lacks its unit; expected for example '60 kg'");
  refuse("person_weight=60 cm", "wrong unit; expected a unit like kg");
  refuse("person_weight=6000 kg", "out of bounds; expected 30 to 200 kg");
  refuse("person_weight=nan kg", "finite number");
  refuse("diet_fibre=3 g/day", "'diet_fibre' has several places; expected for example 'diet_fibre[resistant_starch]' or 'diet_fibre[*]'");
  refuse("diet_fiber[*]=3 g/day", "nearest: 'diet_fibre[*]'");
  refuse("diet_in_meals=1", "expected 'meals: true' or 'meals: false'");
}

static void a_very_long_assignment_is_refused(void **state) {
  (void)state;
  char text[5000];
  memset(text, 'x', sizeof text - 1);
  text[sizeof text - 1] = '\0';
  text[4000] = '=';
  refuse(text, "there is no parameter 'xxxx");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(an_assignment_changes_all_cohorts_and_comes_last, begin, end),
      cmocka_unit_test_setup_teardown(spaces_do_not_matter, begin, end),
      cmocka_unit_test_setup_teardown(a_star_sets_every_place, begin, end),
      cmocka_unit_test_setup_teardown(what_the_study_set_is_set_anew, begin, end),
      cmocka_unit_test_setup_teardown(bad_assignments_are_refused_and_change_nothing, begin, end),
      cmocka_unit_test_setup_teardown(a_very_long_assignment_is_refused, begin, end),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
