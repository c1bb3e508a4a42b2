/* Both engines against each other and against a much finer integration, and lanes against lanes: whole studies, person by person. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "handmade.h"
#include "human.h"
#include "bench/exactness.h"
#include "solve/rodas.h"

enum { POINTS = 97, MOST_PEOPLE = 1024 };
static const int widths[] = {1, 2, 4, 8};

/* --- Groups of people ------------------------------------------------------------------------------------------------------------ */

/* Everybody of a study, with what each left behind. */
struct group {
  struct zn_crowd crowd;
  const struct zn_library *library;
  struct zn_run_options options;
  int handed_out;
  int order[MOST_PEOPLE]; /* in which they are handed out */
};

static struct group *group_of(const struct zn_study *study, const struct zn_library *library, double tolerance) {
  struct group *g = calloc(1, sizeof *g);
  struct zn_error error = {0};
  *g = (struct group){.library = library, .options = {.relative_tolerance = tolerance, .exact = 1}};
  if (zn_crowd_open(&g->crowd, study, POINTS, &error) != ZN_OK) fail_msg("%s", error.text);
  assert_true(g->crowd.people <= MOST_PEOPLE);
  for (int k = 0; k < g->crowd.people; k++) g->order[k] = k;
  return g;
}

static void group_leave(struct group *g) {
  zn_crowd_close(&g->crowd);
  free(g);
}

static struct zn_task *hand_out(void *context) {
  struct group *g = context;
  return g->handed_out < g->crowd.people ? &g->crowd.task[g->order[g->handed_out++]] : NULL;
}

static void take_back(void *context, struct zn_task *task) { (void)context, (void)task; }

/* In parties of some odd size, so that lanes run dry and are filled again. */
static void simulate(struct group *g) {
  const struct zn_queue queue = {.next = hand_out, .done = take_back, .context = g, .together = 29};
  g->handed_out = 0;
  assert_int_equal(zn_simulate(&queue, g->crowd.study, g->library, &g->options, g->crowd.course_time_h, POINTS), ZN_OK);
}

static void in_lanes(struct group *g, int lanes) {
  g->options.lanes = lanes;
  simulate(g);
}

static void by_cvode(struct group *g) {
  g->options.engine = ZN_ENGINE_CVODE;
  simulate(g);
}

static void same_values(const double *a, int k, const double *b, int l, size_t width) {
  assert_memory_equal(a + (size_t)k * width, b + (size_t)l * width, width * sizeof *a);
}

/* Person k of one group left the same as person l of another, to the last bit. */
static void same(const struct group *g, int k, const struct group *h, int l) {
  const struct zn_crowd *a = &g->crowd, *b = &h->crowd;
  assert_int_equal(a->task[k].status, b->task[l].status);
  assert_int_equal(a->task[k].trace.steps, b->task[l].trace.steps);
  same_values(a->course, k, b->course, l, a->course_width);
  same_values(a->picture, k, b->picture, l, a->picture_width);
  same_values(a->value, k, b->value, l, a->value_width);
  same_values(a->permeability, k, b->permeability, l, a->permeability_width);
}

/* --- A study made by hand: treatments that begin and end, a dose, a test, pictures --------------------------------------------------- */

static struct handmade h;

static int begin(void **state) {
  (void)state;
  handmade_begin(&h, 240.0);
  const int leaky = handmade_overlay(&h, ZN_OVERLAY_TREATMENT, "leaky"), drug = handmade_overlay(&h, ZN_OVERLAY_TREATMENT, "drug");
  handmade_change(&h, leaky, "epithelium_constitutive_leak", ZN_CHANGE_SCALE, 3.0);
  handmade_dose(&h, drug, "circulation_infliximab_central", 1e-6, 1);
  const int sugar = handmade_urine(&h, "lactulose", 14.6, 6.0), crp = handmade_reading(&h, "serum_crp");
  handmade_cohort(&h, "some", 40, 21);
  handmade_cohort(&h, "others", 24, 22);
  handmade_give(&h, 10.0, -1, leaky, 0.0, 100.0);
  handmade_measure(&h, 30.0, -1, sugar);
  handmade_give(&h, 50.0, 1, drug, 5.0, 0.0);
  handmade_measure(&h, 200.0, -1, crp);
  for (int c = 0; c < 2; c++) {
    handmade_report_recovery(&h, c, 30.0, sugar, 0.0, 5.0, 0.01);
    handmade_report_reading(&h, c, 200.0, crp, ZN_STATISTIC_MEAN, 1.0);
  }
  handmade_follow(&h, "leak[ileum]");
  handmade_follow(&h, "serum_crp");
  handmade_picture(&h, 100.0);
  return 0;
}

static void all_widths_and_all_orders_give_the_same_bytes(void **state) {
  (void)state;
  struct group *first = group_of(&h.study, &h.library, 0.0);
  in_lanes(first, 1);
  for (int w = 0; w < 4; w++) {
    if (!zn_lanes_fit(widths[w])) continue;
    struct group *again = group_of(&h.study, &h.library, 0.0);
    for (int k = 0; k < again->crowd.people; k++) again->order[k] = (k * 27 + 5 * w) % again->crowd.people; /* 27 and 64 share no divisor */
    in_lanes(again, widths[w]);
    for (int k = 0; k < first->crowd.people; k++) {
      assert_int_equal(first->crowd.task[k].status, ZN_OK);
      same(first, k, again, k);
    }
    group_leave(again);
  }
  group_leave(first);
}

/* In every third person something stops being a number, is torn apart, or never was one, at different moments. */
static void those_who_fail_are_data_and_disturb_no_neighbour(void **state) {
  (void)state;
  static const struct {
    const char *parameter;
    double value, at_h;
  } bad[] = {{"immune_gain", NAN, 20.5}, {"microbiota_volume[ascending]", 0.0, 77.7}, {"mucus_erosion", INFINITY, 0.0}};
  struct group *whole = group_of(&h.study, &h.library, 0.0);
  in_lanes(whole, zn_lanes_best());
  int with[3];
  for (int i = 0; i < 3; i++) {
    char *name = (char *[]){"one", "two", "three"}[i];
    const int poison = handmade_overlay(&h, ZN_OVERLAY_TREATMENT, name);
    handmade_change(&h, poison, bad[i].parameter, ZN_CHANGE_SET, bad[i].value);
    with[i] = handmade_cohort(&h, name, 4, 30 + (uint64_t)i);
    handmade_give(&h, bad[i].at_h, with[i], poison, 0.0, 0.0);
  }
  struct group *mixed = group_of(&h.study, &h.library, 0.0);
  for (int k = 0; k < mixed->crowd.people; k++) mixed->order[k] = (k * 15 + 2) % mixed->crowd.people; /* 15 and 76 share no divisor */
  in_lanes(mixed, zn_lanes_best());
  for (int k = 0; k < whole->crowd.people; k++) same(whole, k, mixed, k);
  for (int k = whole->crowd.people; k < mixed->crowd.people; k++) {
    const struct zn_task *t = &mixed->crowd.task[k];
    if (t->status != ZN_NUMERICAL) fail_msg("cohort %d, person %d: %s", t->cohort, t->number, zn_status_text(t->status));
    assert_non_null(strstr(t->error.text, "the integration failed near"));
    assert_true(t->trace.time_h <= bad[t->cohort - 2].at_h + 1e-9 + 240.0 / (POINTS - 1));
  }
  group_leave(whole);
  group_leave(mixed);
}

/* --- Accuracy: every condition, every treatment, meals ----------------------------------------------------------------------------- */

/* A study of all conditions of the library, each with some people, each cohort under some of the treatments and diets. */
struct everything {
  struct zn_study study;
  struct zn_cohort *cohort;
  int *overlay;
  struct zn_event *event;
  int *follow;
};

/* Whether a thought experiment leaves bacteria to grow exponentially, which multiplies any engine's error by as much. */
static int lets_bacteria_grow(const struct zn_overlay *overlay) {
  const int phagocytes = zn_parameter_find("circulation_phagocyte_function");
  for (int i = 0; i < overlay->n_changes; i++)
    if (overlay->changes[i].parameter == phagocytes && overlay->changes[i].value == 0.0) return 1;
  return 0;
}

static int overlays_of(enum zn_overlay_kind kind, int *index) {
  const struct zn_library *library = humans_library();
  int n = 0;
  for (int i = 0; i < library->n_overlays; i++)
    if (library->overlays[i].kind == kind && !lets_bacteria_grow(&library->overlays[i])) index[n++] = i;
  return n;
}

static struct everything everything_of(int people, int meals, double end_h) {
  const struct zn_library *library = humans_library();
  const size_t most = (size_t)library->n_overlays;
  int *treatment = calloc(most, sizeof *treatment);
  struct everything e = {.cohort = calloc(most, sizeof *e.cohort),
                         .overlay = calloc(most, sizeof *e.overlay),
                         .event = calloc(most, sizeof *e.event),
                         .follow = calloc((size_t)zn_observable_count(), sizeof *e.follow)};
  const int conditions = overlays_of(ZN_OVERLAY_CONDITION, e.overlay);
  int treatments = overlays_of(ZN_OVERLAY_TREATMENT, treatment);
  treatments += overlays_of(ZN_OVERLAY_DIET, treatment + treatments);
  for (int c = 0; c < conditions; c++)
    e.cohort[c] = (struct zn_cohort){.name = library->overlays[e.overlay[c]].name,
                                     .people = people,
                                     .seed = 40 + (uint64_t)c,
                                     .n_overlays = 1,
                                     .overlays = &e.overlay[c]};
  for (int t = 0; t < treatments; t++) {
    const struct zn_overlay *o = &library->overlays[treatment[t]];
    e.event[t] = (struct zn_event){.kind = ZN_EVENT_GIVE,
                                   .time_h = end_h * (t + 0.5) / (2 * treatments),
                                   .cohort = t % conditions,
                                   .overlay = treatment[t],
                                   .dose = o->default_dose,
                                   .duration_h = 0.3 * end_h};
  }
  for (int k = 0; k < zn_observable_count(); k++) e.follow[k] = k;
  free(treatment);
  e.study = (struct zn_study){.n_cohorts = conditions,
                              .cohorts = e.cohort,
                              .n_events = treatments,
                              .events = e.event,
                              .n_follow = zn_observable_count(),
                              .follow = e.follow,
                              .end_h = end_h,
                              .meals = meals};
  return e;
}

static void everything_leave(struct everything *e) {
  free(e->cohort);
  free(e->overlay);
  free(e->event);
  free(e->follow);
}

static double worst_error(const struct group *g, const struct group *truth, const char *engine) {
  const struct zn_farthest f = zn_crowd_farthest(&g->crowd, &truth->crowd);
  const struct zn_task *who = &g->crowd.task[f.person];
  printf("%s: %d people, error %.2e of the peak, in %s of %s %d\n", engine, g->crowd.people, f.share, f.what,
         g->crowd.study->cohorts[who->cohort].name, who->number);
  return f.share;
}

static void everybody_came_through(const struct group *g) {
  for (int k = 0; k < g->crowd.people; k++)
    if (g->crowd.task[k].status != ZN_OK)
      fail_msg("%s %d: %s", g->crowd.study->cohorts[g->crowd.task[k].cohort].name, g->crowd.task[k].number, g->crowd.task[k].error.text);
}

static void compare(int people, int meals, double end_h) {
  const double tolerance = 1e-6;
  struct everything e = everything_of(people, meals, end_h);
  struct group *truth = group_of(&e.study, humans_library(), 1e-10), *lanes = group_of(&e.study, humans_library(), tolerance),
               *cvode = group_of(&e.study, humans_library(), tolerance);
  by_cvode(truth);
  by_cvode(cvode);
  in_lanes(lanes, zn_lanes_best());
  everybody_came_through(truth);
  everybody_came_through(lanes);
  const double of_cvode = worst_error(cvode, truth, "CVODE"), of_lanes = worst_error(lanes, truth, "lanes");
  assert_true(of_lanes < 20.0 * tolerance && of_lanes < of_cvode);
  group_leave(truth);
  group_leave(lanes);
  group_leave(cvode);
  everything_leave(&e);
}

static void lanes_are_within_twenty_tolerances_of_the_truth_and_nearer_to_it_than_cvode(void **state) {
  (void)state;
  compare(6, 0, 2160.0);
}

static void with_meals_too(void **state) {
  (void)state;
  compare(2, 1, 120.0);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test_setup(all_widths_and_all_orders_give_the_same_bytes, begin),
                                     cmocka_unit_test_setup(those_who_fail_are_data_and_disturb_no_neighbour, begin),
                                     cmocka_unit_test(lanes_are_within_twenty_tolerances_of_the_truth_and_nearer_to_it_than_cvode),
                                     cmocka_unit_test(with_meals_too)};
  return cmocka_run_group_tests_name("engines", tests, NULL, humans_end);
}
