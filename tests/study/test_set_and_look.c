/* Numbers that a study sets on the way, and rows that no assay reads. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>
#include <stdio.h>

#include <cmocka.h>

#include "asked.h"
#include "handmade.h"

enum { DAY_H = 24 };

static int add_row(struct handmade *h, const char *observable, int places, double time_h, int cohort) {
  struct zn_reported *row = &h->study.reported[h->study.n_reported + h->study.n_read];
  *row = (struct zn_reported){.label = "inside",
                              .unit = "1",
                              .spread_kind = "",
                              .note = "",
                              .cohort = cohort,
                              .time_h = time_h,
                              .assay = -1,
                              .quantity = ZN_QUANTITY_READING,
                              .probe = -1,
                              .over = -1,
                              .observable = zn_observable_find(observable),
                              .places = places,
                              .to_unit = 1.0};
  return h->study.n_read++;
}

static void add_set(struct handmade *h, double time_h, int cohort, double leak) {
  h->study.events[h->study.n_events++] = (struct zn_event){.kind = ZN_EVENT_SET,
                                                           .time_h = time_h,
                                                           .cohort = cohort,
                                                           .overlay = -1,
                                                           .assay = -1,
                                                           .parameter = zn_parameter_find("epithelium_constitutive_leak"),
                                                           .value = leak};
}

static struct zn_run *run_of(const struct handmade *h, enum zn_engine engine) {
  struct zn_run *run;
  struct zn_error error = {0};
  const struct zn_run_options options = {.engine = engine, .threads = 1};
  if (zn_run_study(&run, &h->study, &h->library, &options, &error) != ZN_OK) fail_msg("%s", error.text);
  return run;
}

/* The same by hand: rest, two days, the leak set, three days. */
static double by_hand(uint64_t seed, double leak, const char *observable, int highest) {
  struct human person = human_of(seed, 0, NULL);
  human_live(&person, 2 * DAY_H);
  human_set(&person, "epithelium_constitutive_leak", leak);
  human_live(&person, 3 * DAY_H);
  const double value = highest ? human_highest(&person, observable) : human_read(&person, observable);
  human_leave(&person);
  return value;
}

static void a_number_that_is_set_acts_from_then_on(void **state) {
  (void)state;
  static const enum zn_engine engines[] = {ZN_ENGINE_LANES, ZN_ENGINE_CVODE};
  for (int e = 0; e < 2; e++) {
    struct handmade h;
    handmade_begin(&h, 5 * DAY_H);
    handmade_cohort(&h, "set", 1, 31);
    handmade_cohort(&h, "left", 1, 31);
    add_set(&h, 2 * DAY_H, 0, 3.0);
    const int at = add_row(&h, "leak[ileum]", 1, 2 * DAY_H, -1), after = add_row(&h, "leak[ileum]", 1, 5 * DAY_H, -1);
    struct zn_run *run = run_of(&h, engines[e]);
    const double before = asked_value(run, 1, at, 0), changed = asked_value(run, 0, after, 0);
    assert_true(fabs(asked_value(run, 0, at, 0) / before - 1.0) < 1e-5); /* looked at before it is set */
    assert_true(fabs(asked_value(run, 1, after, 0) / before - 1.0) < 1e-5);
    assert_true(changed > 1.5 * before);
    assert_true(fabs(changed / by_hand(31, 3.0, "leak[ileum]", 0) - 1.0) < 1e-4);
    zn_run_free(run);
  }
}

static void treatments_work_on_top_of_what_is_set(void **state) {
  (void)state;
  struct handmade h;
  handmade_begin(&h, 5 * DAY_H);
  handmade_cohort(&h, "set", 1, 31);
  handmade_cohort(&h, "six", 1, 31);
  const int doubled = handmade_overlay(&h, ZN_OVERLAY_TREATMENT, "doubled");
  handmade_change(&h, doubled, "epithelium_constitutive_leak", ZN_CHANGE_SCALE, 2.0);
  handmade_give(&h, 1 * DAY_H, 0, doubled, 0.0, 0.0);
  add_set(&h, 2 * DAY_H, 0, 1.5);
  handmade_give(&h, 1 * DAY_H, 1, doubled, 0.0, 1 * DAY_H);
  add_set(&h, 2 * DAY_H, 1, 3.0);
  const int after = add_row(&h, "leak[ileum]", 1, 5 * DAY_H, -1);
  struct zn_run *run = run_of(&h, ZN_ENGINE_USUAL);
  assert_true(fabs(asked_value(run, 0, after, 0) / asked_value(run, 1, after, 0) - 1.0) < 1e-4);
  zn_run_free(run);
}

static void a_row_may_be_the_largest_of_places_and_of_one_cohort_only(void **state) {
  (void)state;
  struct handmade h;
  handmade_begin(&h, 5 * DAY_H);
  handmade_cohort(&h, "set", 1, 31);
  handmade_cohort(&h, "left", 1, 31);
  add_set(&h, 2 * DAY_H, -1, 3.0);
  const int highest = add_row(&h, "leak[duodenum]", ZN_SEGMENTS, 5 * DAY_H, 0);
  int each[ZN_SEGMENTS];
  for (int s = 0; s < ZN_SEGMENTS; s++) {
    char name[64];
    snprintf(name, sizeof name, "leak[%s]", zn_segment_name(s));
    each[s] = add_row(&h, name, 1, 5 * DAY_H, 0);
  }
  struct zn_run *run = run_of(&h, ZN_ENGINE_USUAL);
  double most = 0.0;
  for (int s = 0; s < ZN_SEGMENTS; s++) most = fmax(most, asked_value(run, 0, each[s], 0));
  assert_true(asked_value(run, 0, highest, 0) == most && most > 0.0);
  assert_true(fabs(most / by_hand(31, 3.0, "leak", 1) - 1.0) < 1e-4);
  assert_true(isnan(asked_value(run, 1, highest, 0)));
  zn_run_free(run);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_number_that_is_set_acts_from_then_on),
      cmocka_unit_test(treatments_work_on_top_of_what_is_set),
      cmocka_unit_test(a_row_may_be_the_largest_of_places_and_of_one_cohort_only),
  };
  return cmocka_run_group_tests(tests, NULL, humans_end);
}
