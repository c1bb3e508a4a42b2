/* The key `map` of a study: which cells, marks and ramps it makes, and what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "reading.h"

static const char text[] = /* line 1 */
    "title: A map\n"
    "source: none\n"
    "summary: A question.\n"
    "cohort: {people: 4, condition: well, diet: plain, seed: 9, set: [\"person_weight=60 kg\"]}\n"
    /* line 5 */
    "map:\n"
    "  across: {parameter: epithelium_constitutive_leak, from: 0.5, to: 8, steps: 5}\n"
    "  up: {parameter: immune_gain, from: 1, to: 4, steps: 3}\n"
    "  ill: {word: inflamed, reading: \"inflammatory_macrophages[*]\", above: 0.2}\n"
    "  also: {parameter: immune_antigen_half, scale: 0.5}\n"
    /* line 10 */
    "  marks: {people: 7, conditions: [well, inflamed]}\n"
    "  ramp: {up: [1, 3], hold: 90 d, people: 2}\n";
enum { ACROSS = 5, UP = 3, STEPS = 2 * ACROSS - 1, CELLS = 2 * UP * ACROSS * 2 };

static void refuse(const char *from, const char *to, int line, const char *part) { reading_refuse_edit(text, from, to, line, part); }

static int parameter(const char *name) { return zn_parameter_find(name); }

/* What a cohort's changes make of a parameter whose value is 1 otherwise. */
static double made(const struct zn_cohort *c, const char *name) {
  double value = 1.0;
  for (int i = 0; i < c->n_changes; i++) {
    if (c->changes[i].parameter != parameter(name)) continue;
    value = c->changes[i].kind == ZN_CHANGE_SET ? c->changes[i].value : value * c->changes[i].value;
  }
  return value;
}

static void steps_are_equal_factors_from_end_to_end(void **state) {
  (void)state;
  const struct zn_map_axis axis = {.from = 0.5, .to = 8.0, .steps = 5};
  for (int k = 0; k < 5; k++) assert_true(fabs(zn_map_at(&axis, k) / (0.5 * pow(2.0, k)) - 1.0) < 1e-14);
  assert_true(zn_map_at(&axis, 0) == 0.5 && zn_map_at(&axis, 4) == 8.0);
  const struct zn_map map = {.across = axis};
  assert_int_equal(zn_map_ramp_steps(&map), 9);
  for (int k = 0; k < 9; k++) assert_true(zn_map_ramp_at(&map, k) == zn_map_at(&axis, k < 5 ? k : 8 - k));
}

static void cells_are_the_same_people_with_two_numbers_of_their_own(void **state) {
  (void)state;
  struct zn_study *study = reading_study(text);
  const struct zn_map *m = &study->map;
  assert_int_equal(study->n_cohorts, 1 + CELLS + 2 + 2);
  for (int v = 0; v < 2; v++)
    for (int up = 0; up < UP; up++)
      for (int across = 0; across < ACROSS; across++)
        for (int above = 0; above < 2; above++) {
          const struct zn_cohort *c = &study->cohorts[zn_map_cell(m, v, up, across, above)];
          assert_true(c->people == 4 && c->seed == 9 && c->n_overlays == 2);
          assert_int_equal(c->start, above ? ZN_START_INFLAMED : ZN_START_HEALTHY);
          assert_int_equal(zn_cohort_branch(c, reading_library()), above ? ZN_BRANCH_INFLAMED : ZN_BRANCH_HEALTHY);
          assert_true(made(c, "epithelium_constitutive_leak") == zn_map_at(&m->across, across));
          assert_true(made(c, "immune_gain") == zn_map_at(&m->up, up));
          assert_true(made(c, "immune_antigen_half") == (v ? 0.5 : 1.0));
        }
  zn_study_free(study);
}

static void marks_are_other_people_of_their_conditions_on_the_same_diet(void **state) {
  (void)state;
  struct zn_study *study = reading_study(text);
  const struct zn_map *m = &study->map;
  for (int k = 0; k < 2; k++) {
    const struct zn_cohort *c = &study->cohorts[zn_map_mark(m, k)];
    assert_int_equal(c->people, 7);
    assert_true(c->seed == 10u + (unsigned)k);
    assert_int_equal(c->n_overlays, 2);
    assert_string_equal(reading_library()->overlays[c->overlays[0]].name, k ? "inflamed" : "well");
    assert_string_equal(reading_library()->overlays[c->overlays[1]].name, "plain");
    assert_int_equal(c->start, ZN_START_BY_CONDITION);
    assert_int_equal(c->n_changes, 1);
  }
  zn_study_free(study);
}

static void ramps_go_up_and_down_and_are_looked_at_before_each_step(void **state) {
  (void)state;
  struct zn_study *study = reading_study(text);
  const struct zn_map *m = &study->map;
  for (int k = 0; k < 2; k++) {
    const int cohort = zn_map_ramp(m, k);
    assert_true(made(&study->cohorts[cohort], "immune_gain") == (k ? 3.0 : 1.0));
    assert_true(made(&study->cohorts[cohort], "epithelium_constitutive_leak") == 0.5);
    int sets = 0;
    for (int i = 0; i < study->n_events; i++) {
      const struct zn_event *e = &study->events[i];
      if (e->cohort != cohort) continue;
      assert_int_equal(e->kind, ZN_EVENT_SET);
      assert_int_equal(e->parameter, m->across.parameter);
      assert_true(e->value == zn_map_ramp_at(m, ++sets));
      assert_true(e->time_h == 90.0 * 24.0 * sets);
    }
    assert_int_equal(sets, STEPS - 1);
    for (int step = 0; step < STEPS; step++) {
      const struct zn_reported *row = &study->reported[m->first_row + zn_map_ramp_row(m, k, step)];
      assert_int_equal(row->cohort, cohort);
      assert_true(row->assay == -1 && row->observable == m->ill.observable && row->places == ZN_SEGMENTS);
      assert_true(row->time_h == 90.0 * 24.0 * (step + 1));
    }
  }
  assert_int_equal(study->n_read, 1 + 2 * STEPS);
  assert_true(study->end_h == 90.0 * 24.0 * STEPS);
  zn_study_free(study);
}

static void marks_ramps_and_a_second_map_may_be_missing(void **state) {
  (void)state;
  char *plain = reading_edited(text, "", "");
  *strstr(plain, "  also:") = '\0';
  struct zn_study *study = reading_study(plain);
  assert_int_equal(study->n_cohorts, 1 + CELLS / 2);
  assert_int_equal(study->map.also_parameter, -1);
  assert_int_equal(study->n_read, 1);
  assert_int_equal(study->n_events, 0);
  zn_study_free(study);
  free(plain);
}

/* What the command line sets holds for everybody, but cells stay where they are. */
static void further_changes_do_not_move_the_cells(void **state) {
  (void)state;
  struct zn_study *study = reading_study(text);
  struct zn_error error = {0};
  if (zn_study_set(study, "immune_gain=2.5", &error) != ZN_OK || zn_study_set(study, "immune_antigen_half=30", &error) != ZN_OK)
    fail_msg("%s", error.text);
  const struct zn_map *m = &study->map;
  const struct zn_cohort *base = &study->cohorts[0], *cell = &study->cohorts[zn_map_cell(m, 1, 2, 1, 0)];
  assert_true(made(base, "immune_gain") == 2.5 && made(base, "immune_antigen_half") == 30.0 && base->n_changes == 3);
  assert_true(made(cell, "immune_gain") == 4.0 && made(cell, "immune_antigen_half") == 15.0);
  assert_true(made(&study->cohorts[zn_map_mark(m, 1)], "immune_gain") == 2.5);
  assert_true(made(&study->cohorts[zn_map_ramp(m, 1)], "immune_gain") == 3.0);
  zn_study_free(study);
}

static void wrong_axes_are_refused(void **state) {
  (void)state;
  refuse("epithelium_constitutive_leak", "epithelium_constitutive_leek", 6, "nearest: 'epithelium_constitutive_leak'");
  refuse("from: 0.5, to: 8", "from: 8, to: 0.5", 6, "to: '0.5' is not above '8', where the axis begins");
  refuse("from: 0.5, to: 8", "from: 8, to: 8", 6, "is not above");
  refuse("from: 0.5", "from: 0.5 mg", 6, "has a unit");
  refuse("from: 0.5", "from: 0.01", 6, "out of bounds");
  refuse("to: 8, steps: 5", "to: 800, steps: 5", 6, "out of bounds");
  refuse("steps: 5", "steps: 1", 6, "steps: 1 is out of bounds; expected 2 to 61");
  refuse("steps: 5", "steps: 62", 6, "steps: 62 is out of bounds");
  refuse("steps: 5", "steps: -3", 6, "steps");
  refuse("parameter: immune_gain", "parameter: epithelium_constitutive_leak", 7, "is the other axis already");
  refuse("parameter: immune_gain, from: 1", "parameter: liver_shunt, from: 0", 7, "not above 0");
  refuse("steps: 3}", "steps: 3, scale: 2}", 7, "there is no key 'scale'");
}

static void wrong_marks_ramps_and_variants_are_refused(void **state) {
  (void)state;
  refuse("parameter: immune_antigen_half", "parameter: immune_gain", 9, "'immune_gain' is an axis already");
  refuse("scale: 0.5", "scale: 0", 9, "scale: '0' is out of bounds");
  refuse("[well, inflamed]", "[well, inflammed]", 10, "there is no condition 'inflammed'; nearest: 'inflamed'");
  refuse("[well, inflamed]", "[well, well]", 10, "'well' is named twice");
  refuse("people: 7", "people: 0", 10, "people: 0 is out of bounds");
  refuse("up: [1, 3]", "up: [1, 300]", 11, "out of bounds");
  refuse("hold: 90 d", "hold: 90", 11, "lacks its unit");
  refuse("hold: 90 d", "hold: 20 years", 11, "9 steps of 20 years last longer than 100 years");
}

static void nothing_else_is_asked_beside_it(void **state) {
  (void)state;
  refuse("map:\n", "timeline: [{at: 0 d, measure: blood}]\nmap:\n", 5, "a study with 'map' has no such key");
  refuse("map:\n", "follow: [serum_crp]\nmap:\n", 5, "a study with 'map' has no such key");
  refuse("map:\n", "matrix: {of: [antibody, bland], given: 0 d, at: 1 d, readings: [serum_crp]}\nmap:\n", 5,
         "a study with 'map' has no such key");
  refuse("people: 4", "people: 100000", 5, "people in all");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(steps_are_equal_factors_from_end_to_end),
      cmocka_unit_test(cells_are_the_same_people_with_two_numbers_of_their_own),
      cmocka_unit_test(marks_are_other_people_of_their_conditions_on_the_same_diet),
      cmocka_unit_test(ramps_go_up_and_down_and_are_looked_at_before_each_step),
      cmocka_unit_test(marks_ramps_and_a_second_map_may_be_missing),
      cmocka_unit_test(further_changes_do_not_move_the_cells),
      cmocka_unit_test(wrong_axes_are_refused),
      cmocka_unit_test(wrong_marks_ramps_and_variants_are_refused),
      cmocka_unit_test(nothing_else_is_asked_beside_it),
  };
  return cmocka_run_group_tests(tests, reading_begin, reading_end);
}
