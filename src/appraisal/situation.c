#include "situation.h"

#include <stdlib.h>
#include <string.h>

#include "base/status.h"

/* --- Which there are ------------------------------------------------------------------------------------------------------------------ */

/* Rows of one rule, or of one study, share their people. */
static int shares(const struct zn_row_reading *a, const struct zn_row_reading *b) {
  return a->in_scope && b->in_scope && a->study == b->study && a->people == b->people;
}

static int seen_before(const struct zn_row_reading *readings, int i) {
  for (int k = 0; k < i; k++)
    if (shares(&readings[k], &readings[i])) return 1;
  return 0;
}

/* Readings have no window of their own: one question all the same. */
static int questions_of(const struct zn_row_reading *r) { return !r->in_scope ? 0 : r->n_windows > 1 ? r->n_windows : 1; }

static void gather(struct zn_situation *s, struct zn_question *storage, const struct zn_row_reading *readings, int first, int n) {
  *s = (struct zn_situation){.questions = storage};
  for (int k = first; k < n; k++)
    for (int w = 0; shares(&readings[first], &readings[k]) && w < questions_of(&readings[k]); w++)
      s->questions[s->n_questions++] = (struct zn_question){k, w};
}

enum zn_status zn_situations_find(struct zn_situations *out, const struct zn_row_reading *readings, int n, const struct zn_library *library,
                                  struct zn_error *error) {
  size_t questions = 1, situations = 1;
  *out = (struct zn_situations){0};
  for (int i = 0; i < n; i++) {
    questions += (size_t)questions_of(&readings[i]);
    situations += readings[i].in_scope && !seen_before(readings, i);
  }
  out->question = malloc(questions * sizeof *out->question);
  out->situation = malloc(situations * sizeof *out->situation);
  if (!out->question || !out->situation) return zn_fail(error, ZN_MEMORY, "no memory for the situations of %d rows", n);
  struct zn_question *storage = out->question;
  for (int i = 0; i < n; i++) {
    if (!readings[i].in_scope || seen_before(readings, i)) continue;
    struct zn_situation *s = &out->situation[out->n++];
    gather(s, storage, readings, i, n);
    storage += s->n_questions;
    ZN_TRY(zn_situation_plan(s, readings, library, error));
  }
  return ZN_OK;
}

void zn_situations_clear(struct zn_situations *situations) {
  for (int i = 0; i < situations->n; i++) zn_situation_unplan(&situations->situation[i]);
  free(situations->question);
  free(situations->situation);
  *situations = (struct zn_situations){0};
}

/* --- All variants in one study -------------------------------------------------------------------------------------------------------- */

/* The plan once for each variant, whose cohorts stand side by side: cohort c of variant v is v * plan.n_cohorts + c, its question q is row
 * v * n_questions + q. */
struct workings {
  const struct zn_situation *situation;
  const struct zn_variants *variants;
  int people;
  struct zn_study study;
  struct zn_solute *solutes; /* [variants->n][zn_solute_count()] */
};

/* People of a study's cohorts with other seeds are others in all variants too; 1000003 is more than there are variants. */
static uint64_t seed_of(const struct workings *w, const struct zn_cohort *cohort, int v) {
  return w->variants->seed + (w->variants->other_people ? (uint64_t)v : 0) + 1000003u * cohort->seed;
}

/* Cohorts count from here on as made: their changes are their own. */
static enum zn_status fill_cohorts(struct workings *w, int v, const struct zn_library *library, struct zn_error *error) {
  const struct zn_study *plan = &w->situation->plan;
  const struct zn_variants *all = w->variants;
  const double *value = all->n_targets ? all->value + (size_t)v * (size_t)all->n_targets : NULL;
  struct zn_solute *solutes = w->solutes + (size_t)v * (size_t)zn_solute_count();
  zn_targets_solutes(solutes, all->target, all->n_targets, value);
  for (int i = 0; i < plan->n_cohorts; i++) {
    struct zn_cohort *c = &w->study.cohorts[w->study.n_cohorts];
    *c = plan->cohorts[i];
    c->people = w->people;
    c->seed = seed_of(w, &plan->cohorts[i], v);
    c->member = w->variants->other_people && w->variants->n > 1 ? (uint64_t)v + 1 : 0;
    c->solutes = solutes;
    ZN_TRY(zn_targets_changes(&c->changes, &c->n_changes, all->target, all->n_targets, value, &plan->cohorts[i], library, error));
    w->study.n_cohorts++;
  }
  return ZN_OK;
}

static void fill_events(struct workings *w) {
  const struct zn_study *plan = &w->situation->plan;
  for (int i = 0; i < plan->n_events; i++) {
    const struct zn_event *event = &plan->events[i];
    for (int v = 0; v < (event->cohort < 0 ? 1 : w->variants->n); v++) {
      struct zn_event *e = &w->study.events[w->study.n_events++];
      *e = *event;
      if (event->cohort >= 0) e->cohort = v * plan->n_cohorts + event->cohort;
    }
  }
}

static void fill_reported(struct workings *w) {
  const struct zn_study *plan = &w->situation->plan;
  for (int v = 0; v < w->variants->n; v++)
    for (int q = 0; q < plan->n_reported; q++) {
      struct zn_reported *r = &w->study.reported[w->study.n_reported++];
      *r = plan->reported[q];
      r->cohort = v * plan->n_cohorts + plan->reported[q].cohort;
    }
}

static enum zn_status build(struct workings *w, const struct zn_library *library, struct zn_error *error) {
  const struct zn_study *plan = &w->situation->plan;
  const size_t n = (size_t)w->variants->n;
  w->study = *plan;
  w->study.n_cohorts = w->study.n_events = w->study.n_reported = 0;
  w->study.cohorts = calloc(n * (size_t)plan->n_cohorts, sizeof *w->study.cohorts);
  w->study.events = calloc(n * (size_t)plan->n_events, sizeof *w->study.events);
  w->study.reported = calloc(n * (size_t)plan->n_reported, sizeof *w->study.reported);
  w->solutes = malloc(n * (size_t)zn_solute_count() * sizeof *w->solutes);
  if (!w->study.cohorts || !w->study.events || !w->study.reported || !w->solutes)
    return zn_fail(error, ZN_MEMORY, "no memory for the study of a situation");
  for (int v = 0; v < w->variants->n; v++) ZN_TRY(fill_cohorts(w, v, library, error));
  fill_events(w);
  fill_reported(w);
  return ZN_OK;
}

static void clear(struct workings *w) {
  for (int c = 0; c < w->study.n_cohorts; c++) free(w->study.cohorts[c].changes);
  free(w->study.cohorts);
  free(w->study.events);
  free(w->study.reported);
  free(w->solutes);
}

enum zn_status zn_situation_simulate(double *value, const struct zn_situation *situation, const struct zn_variants *variants, int people,
                                     const struct zn_library *library, const struct zn_run_options *options, struct zn_error *error) {
  struct workings w = {.situation = situation, .variants = variants, .people = people};
  struct zn_run *run = NULL;
  enum zn_status status = build(&w, library, error);
  if (status == ZN_OK) status = zn_run_study(&run, &w.study, library, options, error);
  for (int r = 0; status == ZN_OK && r < w.study.n_reported; r++) {
    const size_t place = (size_t)r * (size_t)people;
    memcpy(value + place, run->cohort[w.study.reported[r].cohort].value + place, (size_t)people * sizeof *value);
  }
  zn_run_free(run);
  clear(&w);
  return status;
}
