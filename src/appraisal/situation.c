#include "situation.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"

/* --- Which there are -------------------------------------------------------------------------------------------------------------------
 */

static int seen_before(const struct zn_row_reading *readings, int i) {
  for (int k = 0; k < i; k++)
    if (readings[k].people == readings[i].people) return 1;
  return 0;
}

/* Readings have no window of their own: one question all the same. */
static int questions_of(const struct zn_row_reading *r) { return !r->people ? 0 : r->n_windows > 1 ? r->n_windows : 1; }

static void gather(struct zn_situation *s, struct zn_question *storage, const struct zn_row_reading *readings, int first, int n) {
  *s = (struct zn_situation){.people = readings[first].people, .questions = storage};
  for (int k = first; k < n; k++)
    for (int w = 0; readings[k].people == s->people && w < questions_of(&readings[k]); w++)
      s->questions[s->n_questions++] = (struct zn_question){k, w};
}

enum zn_status zn_situations_find(struct zn_situations *out, const struct zn_row_reading *readings, int n, struct zn_error *error) {
  size_t questions = 1, situations = 1;
  *out = (struct zn_situations){0};
  for (int i = 0; i < n; i++) {
    questions += (size_t)questions_of(&readings[i]);
    situations += readings[i].people && !seen_before(readings, i);
  }
  out->question = malloc(questions * sizeof *out->question);
  out->situation = malloc(situations * sizeof *out->situation);
  if (!out->question || !out->situation) return zn_fail(error, ZN_MEMORY, "no memory for the situations of %d rows", n);
  struct zn_question *storage = out->question;
  for (int i = 0; i < n; i++) {
    if (!readings[i].people || seen_before(readings, i)) continue;
    gather(&out->situation[out->n], storage, readings, i, n);
    storage += out->situation[out->n++].n_questions;
  }
  return ZN_OK;
}

void zn_situations_clear(struct zn_situations *situations) {
  free(situations->question);
  free(situations->situation);
  *situations = (struct zn_situations){0};
}

/* --- The study behind one --------------------------------------------------------------------------------------------------------------
 */

struct zn_cohort zn_situation_cohort(const struct zn_situation *s) {
  return (struct zn_cohort){.name = s->people->situation,
                            .overlays = s->people->conditions,
                            .n_overlays = s->people->n_conditions,
                            .changes = s->people->changes,
                            .n_changes = s->people->n_changes};
}

/* Everything of a study that belongs to it alone. */
struct workings {
  struct zn_study study;
  const struct zn_situation *situation;
  const struct zn_row_reading *readings;
  double test_h; /* when all tests begin */
};

static const struct zn_row_reading *asked(const struct workings *w, int question) {
  return &w->readings[w->situation->questions[question].reading];
}

static int by_time(const void *a, const void *b) {
  const struct zn_event *x = a, *y = b;
  if (x->time_h != y->time_h) return x->time_h < y->time_h ? -1 : 1;
  return (x->kind > y->kind) - (x->kind < y->kind);
}

static int is_made(const struct zn_study *study, int assay) {
  for (int i = 0; i < study->n_events; i++)
    if (study->events[i].kind == ZN_EVENT_MEASURE && study->events[i].assay == assay) return 1;
  return 0;
}

/* What is given at its time before the tests, and each test once. */
static void fill_events(struct workings *w, const struct zn_library *library) {
  const struct zn_people_rule *people = w->situation->people;
  for (int i = 0; i < people->n_given; i++) w->test_h = fmax(w->test_h, people->given[i].before_h);
  for (int i = 0; i < people->n_given; i++) {
    const struct zn_given *g = &people->given[i];
    w->study.events[w->study.n_events++] = (struct zn_event){.kind = ZN_EVENT_GIVE,
                                                             .time_h = w->test_h - g->before_h,
                                                             .cohort = -1,
                                                             .overlay = g->overlay,
                                                             .dose = g->dose,
                                                             .duration_h = library->overlays[g->overlay].default_duration_h,
                                                             .assay = -1};
  }
  w->study.end_h = w->test_h;
  for (int q = 0; q < w->situation->n_questions; q++) {
    const int assay = asked(w, q)->test->assay;
    if (is_made(&w->study, assay)) continue;
    w->study.events[w->study.n_events++] =
        (struct zn_event){.kind = ZN_EVENT_MEASURE, .time_h = w->test_h, .cohort = -1, .overlay = -1, .assay = assay};
    w->study.end_h = fmax(w->study.end_h, w->test_h + library->assays[assay].length_h);
  }
  qsort(w->study.events, (size_t)w->study.n_events, sizeof *w->study.events, by_time);
}

static void fill_reported(struct workings *w, int variants) {
  for (int v = 0; v < variants; v++)
    for (int q = 0; q < w->situation->n_questions; q++) {
      const struct zn_row_reading *r = asked(w, q);
      const double *window_h = r->windows[w->situation->questions[q].window].window_h;
      w->study.reported[w->study.n_reported++] = (struct zn_reported){.label = "",
                                                                      .cohort = v,
                                                                      .time_h = w->test_h,
                                                                      .assay = r->test->assay,
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
}

static void fill_cohorts(struct workings *w, const struct zn_variant *variants, int n, int people) {
  for (int v = 0; v < n; v++) {
    struct zn_cohort *c = &w->study.cohorts[w->study.n_cohorts++];
    *c = zn_situation_cohort(w->situation);
    c->people = people;
    c->seed = variants[v].seed;
    c->solutes = variants[v].solutes;
    c->changes = (struct zn_change *)variants[v].changes; /* nobody writes to them */
    c->n_changes = variants[v].n_changes;
  }
}

static enum zn_status build(struct workings *w, const struct zn_variant *variants, int n, int people, const struct zn_library *library,
                            struct zn_error *error) {
  const size_t questions = (size_t)w->situation->n_questions, given = (size_t)w->situation->people->n_given;
  w->study = (struct zn_study){.name = "situation", .title = "", .source = "", .summary = "", .file = ""};
  w->study.cohorts = calloc((size_t)n, sizeof *w->study.cohorts);
  w->study.events = calloc(questions + given, sizeof *w->study.events);
  w->study.reported = calloc(questions * (size_t)n, sizeof *w->study.reported);
  if (!w->study.cohorts || !w->study.events || !w->study.reported)
    return zn_fail(error, ZN_MEMORY, "no memory for the study of a situation");
  fill_cohorts(w, variants, n, people);
  fill_events(w, library);
  fill_reported(w, n);
  return ZN_OK;
}

enum zn_status zn_situation_simulate(double *value, const struct zn_situation *situation, const struct zn_row_reading *readings,
                                     const struct zn_variant *variants, int n, int people, const struct zn_library *library,
                                     const struct zn_run_options *options, struct zn_error *error) {
  struct workings w = {.situation = situation, .readings = readings};
  struct zn_run *run = NULL;
  enum zn_status status = build(&w, variants, n, people, library, error);
  if (status == ZN_OK) status = zn_run_study(&run, &w.study, library, options, error);
  const size_t size = (size_t)situation->n_questions * (size_t)people;
  for (size_t v = 0; status == ZN_OK && v < (size_t)n; v++) memcpy(value + v * size, run->cohort[v].value + v * size, size * sizeof *value);
  zn_run_free(run);
  free(w.study.cohorts);
  free(w.study.events);
  free(w.study.reported);
  return status;
}
