/* The key `matrix` of a study: which cells it makes, and what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "reading.h"

static const char text[] = /* line 1 */
    "title: Layers\n"
    "source: none\n"
    "summary: A question.\n"
    "cohort: {people: 4, condition: well, diet: plain, seed: 9, set: [\"person_weight=60 kg\"]}\n"
    /* line 5 */
    "timeline:\n"
    "  - {at: 2 d, give: bland, for: 1 d}\n"
    "matrix:\n"
    "  of: [gluten_load, antibody, bland]\n"
    "  given: 1 d\n"
    /* line 10 */
    "  at: 3 d\n"
    "  readings: [serum_crp, \"leak[*]\"]\n"
    "  ill: {word: leaky, reading: \"leak[*]\", above: 2}\n";
enum { NONE, FIRST, SECOND, THIRD, FIRST_SECOND, FIRST_THIRD, SECOND_THIRD, ALL, CELLS };

static void refuse(const char *from, const char *to, int line, const char *part) { reading_refuse_edit(text, from, to, line, part); }

static void every_cell_holds_the_same_people(void **state) {
  (void)state;
  struct zn_study *study = reading_study(text);
  assert_int_equal(study->n_cohorts, CELLS);
  for (int c = 0; c < CELLS; c++) {
    assert_int_equal(study->cohorts[c].people, 4);
    assert_true(study->cohorts[c].seed == 9);
    assert_int_equal(study->cohorts[c].n_overlays, 2);
    assert_int_equal(study->cohorts[c].n_changes, 1);
  }
  assert_string_equal(study->cohorts[NONE].name, "well");
  assert_string_equal(study->cohorts[SECOND].name, "antibody");
  assert_string_equal(study->cohorts[FIRST_THIRD].name, "gluten_load+bland");
  assert_string_equal(study->cohorts[ALL].name, "all");
  zn_study_free(study);
}

/* Whether a layer is taken away from a cell, on day 1. */
static int is_taken(const struct zn_study *study, int layer, int cell) {
  int taken = 0;
  for (int i = 0; i < study->n_events; i++) {
    const struct zn_event *e = &study->events[i];
    taken += e->kind == ZN_EVENT_GIVE && e->time_h == 24.0 && e->overlay == study->matrix.layer[layer] && e->cohort == cell;
  }
  return taken;
}

static void each_cell_loses_its_layers_and_no_other(void **state) {
  (void)state;
  static const int lost[CELLS] = {0, 1, 2, 4, 3, 5, 6, 7}; /* bits */
  struct zn_study *study = reading_study(text);
  for (int c = 0; c < CELLS; c++)
    for (int layer = 0; layer < 3; layer++) assert_int_equal(is_taken(study, layer, c), lost[c] >> layer & 1);
  zn_study_free(study);
}

static void the_timeline_goes_for_all_cells_and_events_are_in_order(void **state) {
  (void)state;
  struct zn_study *study = reading_study(text);
  int own = 0;
  for (int i = 0; i < study->n_events; i++) {
    const struct zn_event *e = &study->events[i];
    assert_true(i == 0 || e->time_h >= e[-1].time_h);
    own += e->kind == ZN_EVENT_GIVE && e->time_h == 48.0 && e->cohort == -1;
  }
  assert_int_equal(own, 1);
  assert_true(study->end_h == 24.0 + 14.0 * 24.0); /* gluten_load lasts 14 days */
  zn_study_free(study);
}

static void what_is_read_are_rows_behind_the_reported_ones(void **state) {
  (void)state;
  struct zn_study *study = reading_study(text);
  const struct zn_matrix *m = &study->matrix;
  assert_int_equal(m->n_readings, 1 + ZN_SEGMENTS);
  assert_int_equal(study->n_read, 2 + ZN_SEGMENTS);
  assert_int_equal(m->first_row, 0);
  for (int r = 0; r < m->n_readings; r++) {
    assert_int_equal(study->reported[r].observable, m->reading[r]);
    assert_int_equal(study->reported[r].assay, -1);
    assert_true(study->reported[r].time_h == 72.0);
  }
  assert_string_equal(m->ill.word, "leaky");
  assert_int_equal(m->ill.places, ZN_SEGMENTS);
  assert_int_equal(study->reported[m->n_readings].places, ZN_SEGMENTS);
  assert_true(m->ill.above == 2.0);
  zn_study_free(study);
}

static void it_needs_no_timeline_and_nobody_need_be_ill(void **state) {
  (void)state;
  char *plain = reading_edited(text, "timeline:\n  - {at: 2 d, give: bland, for: 1 d}\n", "");
  *strstr(plain, "  ill:") = '\0';
  struct zn_study *study = reading_study(plain);
  assert_int_equal(study->n_events, 3 * 4);
  assert_int_equal(study->matrix.ill.places, 0);
  assert_int_equal(study->n_read, study->matrix.n_readings);
  zn_study_free(study);
  free(plain);
}

static void without_it_a_timeline_must_stand(void **state) {
  (void)state;
  static const char none[] = "title: T\nsource: none\nsummary: S.\ncohort: {people: 1, condition: well}\n";
  reading_refuse_study(none, sizeof none - 1, 1, "the key 'timeline' is missing");
}

static void wrong_layers_are_refused(void **state) {
  (void)state;
  refuse("antibody, bland]", "antibodi, bland]", 8, "there is no treatment or diet 'antibodi'; nearest: 'antibody'");
  refuse("antibody, bland]", "gluten_load]", 8, "'gluten_load' is named twice");
  refuse("[gluten_load, antibody, bland]", "[bland]", 8, "of: 1 entries; expected at least 2");
  refuse("antibody, bland]", "enzyme]", 8, "'enzyme' needs a dose");
  refuse("antibody, bland]", "well]", 8, "there is no treatment or diet 'well'");
}

static void wrong_times_and_readings_are_refused(void **state) {
  (void)state;
  refuse("  at: 3 d", "  at: 1 d", 10, "at: 1 d is not after 1 d");
  refuse("  at: 3 d", "  at: 3", 10, "lacks its unit");
  refuse("  given: 1 d\n", "", 7, "the key 'given' is missing");
  refuse("  given: 1 d\n", "  given: -1 d\n", 9, "out of bounds");
  refuse("[serum_crp, ", "[serum_crp, serum_crp, ", 11, "serum_crp");
  refuse("[serum_crp, ", "[serum_cpr, ", 11, "nearest: 'serum_crp'");
  refuse("above: 2}", "above: 2 mg}", 12, "has a unit");
  refuse("reading: \"leak[*]\"", "reading: leak", 12, "has several places");
  refuse("word: leaky, ", "", 12, "the key 'word' is missing");
  refuse("  given: 1 d\n", "  given: 1 d\n  relative: yes\n", 10, "there is no key 'relative'");
}

static void nothing_else_is_asked_beside_it(void **state) {
  (void)state;
  refuse("cohort: {people: 4, condition: well, diet: plain, seed: 9, set: [\"person_weight=60 kg\"]}",
         "cohorts: [{name: a, people: 4, condition: well}]", 4, "a study with 'matrix' has one cohort");
  refuse("matrix:\n", "follow: [serum_crp]\nmatrix:\n", 7, "a study with 'matrix' has no such key");
  refuse("matrix:\n", "pictures: [0 d]\nmatrix:\n", 7, "a study with 'matrix' has no such key");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_cell_holds_the_same_people),
      cmocka_unit_test(each_cell_loses_its_layers_and_no_other),
      cmocka_unit_test(the_timeline_goes_for_all_cells_and_events_are_in_order),
      cmocka_unit_test(what_is_read_are_rows_behind_the_reported_ones),
      cmocka_unit_test(it_needs_no_timeline_and_nobody_need_be_ill),
      cmocka_unit_test(without_it_a_timeline_must_stand),
      cmocka_unit_test(wrong_layers_are_refused),
      cmocka_unit_test(wrong_times_and_readings_are_refused),
      cmocka_unit_test(nothing_else_is_asked_beside_it),
  };
  return cmocka_run_group_tests(tests, reading_begin, reading_end);
}
