/* The agenda of a cohort: every halt of the integration, in order. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "handmade.h"
#include "study/agenda.h"

static struct handmade h;
static struct zn_agenda agenda;
static int drug, biopsy, urine;
static const double course_h[3] = {0.0, 12.0, 24.0};

static int begin(void **state) {
  (void)state;
  handmade_begin(&h, 24.0);
  drug = handmade_overlay(&h, ZN_OVERLAY_TREATMENT, "drug");
  handmade_change(&h, drug, "immune_gain", ZN_CHANGE_SCALE, 0.5);
  biopsy = handmade_reading(&h, "villus_height_crypt_depth");
  urine = handmade_urine(&h, "mannitol", 10.0, 5.0);
  handmade_cohort(&h, "one", 1, 1);
  handmade_cohort(&h, "two", 1, 2);
  return 0;
}

static int end(void **state) {
  (void)state;
  zn_agenda_clear(&agenda);
  return 0;
}

static void make(int cohort) {
  struct zn_error error = {0};
  assert_int_equal(zn_agenda_make(&agenda, &h.study, &h.library, cohort, course_h, 3, &error), ZN_OK);
}

static int count(enum zn_entry_kind kind) {
  int n = 0;
  for (int i = 0; i < agenda.n; i++) n += agenda.entries[i].kind == kind;
  return n;
}

static void must_be(int i, double time_h, enum zn_entry_kind kind, int index) {
  const struct zn_entry *e = &agenda.entries[i];
  if (e->time_h != time_h || e->kind != kind || e->index != index)
    fail_msg("entry %d is kind %d of %d at %g h; expected kind %d of %d at %g h", i, (int)e->kind, e->index, e->time_h, (int)kind, index,
             time_h);
}

static void at_equal_times_looking_comes_first_then_ends_then_events_in_the_order_of_the_study(void **state) {
  (void)state;
  handmade_follow(&h, "leak[ileum]");
  handmade_picture(&h, 12.0);
  const int first = handmade_give(&h, 6.0, -1, drug, 0.0, 6.0), test = handmade_measure(&h, 12.0, -1, urine),
            second = handmade_give(&h, 12.0, -1, drug, 0.0, 0.0), look = handmade_measure(&h, 12.0, -1, biopsy);
  make(0);
  const int wall = 21; /* every quarter of an hour for five hours, both ends included */
  assert_int_equal(agenda.n, 3 + 1 + 4 + 1 + wall);
  must_be(0, 0.0, ZN_ENTRY_COURSE, 0);
  must_be(1, 6.0, ZN_ENTRY_EVENT, first);
  must_be(2, 12.0, ZN_ENTRY_COURSE, 1);
  must_be(3, 12.0, ZN_ENTRY_PICTURE, 0);
  must_be(4, 12.0, ZN_ENTRY_WALL, test);
  must_be(5, 12.0, ZN_ENTRY_END, first);
  must_be(6, 12.0, ZN_ENTRY_EVENT, test);
  must_be(7, 12.0, ZN_ENTRY_EVENT, second);
  must_be(8, 12.0, ZN_ENTRY_EVENT, look);
  must_be(9, 12.25, ZN_ENTRY_WALL, test);
  must_be(agenda.n - 2, 17.0, ZN_ENTRY_WALL, test);
  must_be(agenda.n - 1, 24.0, ZN_ENTRY_COURSE, 2);
}

static void every_event_is_there_once_and_only_those_of_the_cohort(void **state) {
  (void)state;
  for (int k = 0; k < 12; k++) handmade_give(&h, 2.0 * k, k % 3 - 1, drug, 0.0, 0.0);
  for (int cohort = 0; cohort < 2; cohort++) {
    make(cohort);
    assert_int_equal(agenda.n, 8);
    for (int k = 0, i = 0; k < 12; k++)
      if (k % 3 - 1 == -1 || k % 3 - 1 == cohort) must_be(i++, 2.0 * k, ZN_ENTRY_EVENT, k);
    zn_agenda_clear(&agenda);
  }
}

static void the_wall_is_recorded_over_a_test_its_last_moment_included(void **state) {
  (void)state;
  h.assays[urine].length_h = 1.1;
  handmade_measure(&h, 3.0, -1, urine);
  make(0);
  static const double at[] = {3.0, 3.25, 3.5, 3.75, 4.0, 4.1};
  assert_int_equal(count(ZN_ENTRY_WALL), 6);
  for (int i = 0, k = 0; i < agenda.n; i++)
    if (agenda.entries[i].kind == ZN_ENTRY_WALL) assert_true(fabs(agenda.entries[i].time_h - at[k++]) < 1e-12);
}

static void a_reading_records_no_wall(void **state) {
  (void)state;
  handmade_measure(&h, 3.0, -1, biopsy);
  make(0);
  assert_int_equal(count(ZN_ENTRY_WALL), 0);
  assert_int_equal(zn_event_is_test(&h.events[0], &h.library), 0);
}

static void courses_are_looked_at_only_when_something_is_followed(void **state) {
  (void)state;
  make(0);
  assert_int_equal(agenda.n, 0);
  zn_agenda_clear(&agenda);
  handmade_follow(&h, "leak[ileum]");
  make(0);
  assert_int_equal(agenda.n, 3);
}

static void there_is_room_for_every_record_of_the_wall(void **state) {
  (void)state;
  for (int k = 0; k < 5; k++) {
    handmade_give(&h, k, -1, drug, 0.0, 0.5);
    handmade_measure(&h, k + 0.25, -1, urine);
  }
  make(0);
  assert_true(agenda.n_wall >= count(ZN_ENTRY_WALL) + 2 * count(ZN_ENTRY_EVENT) + 2 * count(ZN_ENTRY_END));
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void) {
  const struct CMUnitTest tests[] = {
      EACH(at_equal_times_looking_comes_first_then_ends_then_events_in_the_order_of_the_study),
      EACH(every_event_is_there_once_and_only_those_of_the_cohort),
      EACH(the_wall_is_recorded_over_a_test_its_last_moment_included),
      EACH(a_reading_records_no_wall),
      EACH(courses_are_looked_at_only_when_something_is_followed),
      EACH(there_is_room_for_every_record_of_the_wall),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
