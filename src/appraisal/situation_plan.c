/* What is simulated for a situation: a study made from a rule for people, or taken from a study file. */
#include <math.h>
#include <stdlib.h>

#include "base/status.h"
#include "situation.h"

static const struct zn_row_reading *asked(const struct zn_situation *s, const struct zn_row_reading *readings, int question) {
  return &readings[s->questions[question].reading];
}

static int by_time(const void *a, const void *b) {
  const struct zn_event *x = a, *y = b;
  if (x->time_h != y->time_h) return x->time_h < y->time_h ? -1 : 1;
  return (x->kind > y->kind) - (x->kind < y->kind);
}

static enum zn_status make_room(struct zn_study *plan, int cohorts, int events, int reported, struct zn_error *error) {
  plan->cohorts = calloc((size_t)cohorts + 1, sizeof *plan->cohorts);
  plan->events = calloc((size_t)events + 1, sizeof *plan->events);
  plan->reported = calloc((size_t)reported + 1, sizeof *plan->reported);
  return plan->cohorts && plan->events && plan->reported ? ZN_OK : zn_fail(error, ZN_MEMORY, "no memory for the study of a situation");
}

/* --- From a rule ---------------------------------------------------------------------------------------------------------------------- */

static double longest_before(const struct zn_people_rule *people) {
  double test_h = 0.0;
  for (int i = 0; i < people->n_given; i++) test_h = fmax(test_h, people->given[i].before_h);
  return test_h;
}

static void give(struct zn_study *plan, const struct zn_given *g, double test_h, const struct zn_library *library) {
  plan->events[plan->n_events++] = (struct zn_event){.kind = ZN_EVENT_GIVE,
                                                     .time_h = test_h - g->before_h,
                                                     .cohort = -1,
                                                     .overlay = g->overlay,
                                                     .dose = g->dose,
                                                     .duration_h = library->overlays[g->overlay].default_duration_h,
                                                     .assay = -1};
}

/* Each test once. */
static void measure(struct zn_study *plan, int assay, double test_h, const struct zn_library *library) {
  for (int i = 0; i < plan->n_events; i++)
    if (plan->events[i].kind == ZN_EVENT_MEASURE && plan->events[i].assay == assay) return;
  plan->events[plan->n_events++] =
      (struct zn_event){.kind = ZN_EVENT_MEASURE, .time_h = test_h, .cohort = -1, .overlay = -1, .assay = assay};
  plan->end_h = fmax(plan->end_h, test_h + library->assays[assay].length_h);
}

static struct zn_reported question_of(const struct zn_row_reading *r, int window, double test_h) {
  const double *window_h = r->windows[window].window_h;
  return (struct zn_reported){.label = "",
                              .time_h = test_h,
                              .assay = r->assay,
                              .quantity = r->test->quantity,
                              .probe = r->test->probe_solute,
                              .over = r->test->over_solute,
                              .place = r->test->place,
                              .observable = r->test->observable,
                              .segment = r->test->segment,
                              .window_h = {window_h[0], window_h[1]},
                              .value = 1.0,
                              .spread = {NAN, NAN},
                              .spread_kind = "",
                              .unit = "",
                              .to_unit = r->to_unit,
                              .note = ""};
}

/* One cohort; what is given at its time before the tests, which all begin together. */
static enum zn_status plan_rule(struct zn_situation *s, const struct zn_row_reading *readings, const struct zn_library *library,
                                struct zn_error *error) {
  const struct zn_people_rule *people = asked(s, readings, 0)->people;
  const double test_h = longest_before(people);
  struct zn_study *plan = &s->plan;
  ZN_TRY(make_room(plan, 1, people->n_given + s->n_questions, s->n_questions, error));
  plan->cohorts[plan->n_cohorts++] = (struct zn_cohort){.name = people->situation,
                                                        .overlays = people->conditions,
                                                        .n_overlays = people->n_conditions,
                                                        .changes = people->changes,
                                                        .n_changes = people->n_changes};
  plan->end_h = test_h;
  for (int i = 0; i < people->n_given; i++) give(plan, &people->given[i], test_h, library);
  for (int q = 0; q < s->n_questions; q++) {
    const struct zn_row_reading *r = asked(s, readings, q);
    measure(plan, r->assay, test_h, library);
    plan->reported[plan->n_reported++] = question_of(r, s->questions[q].window, test_h);
  }
  qsort(plan->events, (size_t)plan->n_events, sizeof *plan->events, by_time);
  return ZN_OK;
}

/* --- From a study file ---------------------------------------------------------------------------------------------------------------- */

/* The cohorts that rows ask of keep their order; `place` [study->n_cohorts] becomes where each stands in the plan, -1: nowhere. */
static void take_cohorts(struct zn_situation *s, int *place, const struct zn_row_reading *readings) {
  const struct zn_study *study = asked(s, readings, 0)->study;
  for (int c = 0; c < study->n_cohorts; c++) {
    place[c] = -1;
    for (int q = 0; q < s->n_questions && place[c] < 0; q++)
      if (asked(s, readings, q)->told->cohort == c) place[c] = s->plan.n_cohorts;
    if (place[c] >= 0) s->plan.cohorts[s->plan.n_cohorts++] = study->cohorts[c];
  }
}

static void take_events(struct zn_situation *s, const int *place, const struct zn_study *study) {
  for (int i = 0; i < study->n_events; i++) {
    struct zn_event event = study->events[i];
    if (event.cohort >= 0) event.cohort = place[event.cohort];
    if (event.cohort >= 0 || study->events[i].cohort < 0) s->plan.events[s->plan.n_events++] = event;
  }
}

static void take_reported(struct zn_situation *s, const int *place, const struct zn_row_reading *readings) {
  for (int q = 0; q < s->n_questions; q++) {
    const struct zn_row_reading *r = asked(s, readings, q);
    struct zn_reported *reported = &s->plan.reported[s->plan.n_reported++];
    *reported = *r->told;
    reported->cohort = place[r->told->cohort];
    reported->to_unit = r->to_unit;
  }
}

static enum zn_status plan_study(struct zn_situation *s, const struct zn_row_reading *readings, struct zn_error *error) {
  const struct zn_study *study = asked(s, readings, 0)->study;
  s->plan.end_h = study->end_h;
  s->plan.meals = study->meals;
  int *place = malloc((size_t)study->n_cohorts * sizeof *place);
  enum zn_status status = place ? ZN_OK : zn_fail(error, ZN_MEMORY, "no memory for the study of a situation");
  if (status == ZN_OK) status = make_room(&s->plan, study->n_cohorts, study->n_events, s->n_questions, error);
  if (status == ZN_OK) {
    take_cohorts(s, place, readings);
    take_events(s, place, study);
    take_reported(s, place, readings);
  }
  free(place);
  return status;
}

enum zn_status zn_situation_plan(struct zn_situation *s, const struct zn_row_reading *readings, const struct zn_library *library,
                                 struct zn_error *error) {
  s->plan = (struct zn_study){.name = "situation", .title = "", .source = "", .summary = "", .file = ""};
  return asked(s, readings, 0)->study ? plan_study(s, readings, error) : plan_rule(s, readings, library, error);
}

void zn_situation_unplan(struct zn_situation *s) {
  free(s->plan.cohorts);
  free(s->plan.events);
  free(s->plan.reported);
  s->plan = (struct zn_study){0};
}
