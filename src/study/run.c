/* A whole study: everybody in every cohort is simulated (crowd.h), then the summaries are made. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "crowd.h"
#include "solve/rodas.h"
#include "statistics.h"

static const double quantiles[5] = {0.05, 0.25, 0.50, 0.75, 0.95};
enum { QUANTILES = 5, DEFAULT_COURSE_POINTS = 200 };

struct work {
  const struct zn_study *study;
  const struct zn_run_options *options;
  struct zn_run *run;
  struct zn_crowd crowd;
};

/* Column `k` of a [people][width] table, of one cohort, failed people left out; returns how many values there are, sorted. */
static int column(const struct work *w, int cohort, const double *table, size_t width, size_t k, double *out) {
  const int first = zn_crowd_first(&w->crowd, cohort), end = first + w->study->cohorts[cohort].people;
  int n = 0;
  for (int i = first; i < end; i++)
    if (w->crowd.task[i].status == ZN_OK) out[n++] = table[(size_t)i * width + k];
  return zn_sort_values(out, n);
}

/* How solutes meet these people at pictures, where that was asked for. */
static void summarise_routes(const struct work *w, int cohort, double *scratch) {
  const struct zn_crowd *c = &w->crowd;
  const struct zn_task *first = c->task + zn_crowd_first(c, cohort);
  struct zn_cohort_result *r = &w->run->cohort[cohort];
  for (size_t k = 0; r->route && k < c->route_width; k++) {
    const int n = column(w, cohort, c->route, c->route_width, k, scratch);
    ((double *)r->route)[k] = n ? zn_quantile(scratch, n, 0.5) : NAN;
  }
  if (r->moment && first->status == ZN_OK) {
    memcpy(r->moment, first->trace.moment, (size_t)w->study->n_pictures * sizeof *r->moment);
  } else {
    free(r->moment);
    r->moment = NULL;
  }
}

/* From a row for each person, `stride` apart, to one for each of `n` values; NAN for who failed. */
static void turn(double *out, int people, const double *value, size_t stride, size_t n, const struct zn_task *task) {
  for (size_t row = 0; row < n; row++)
    for (int i = 0; i < people; i++) *out++ = task[i].status == ZN_OK ? value[(size_t)i * stride + row] : NAN;
}

static void summarise_cohort(struct work *w, int cohort, double *scratch) {
  const struct zn_crowd *c = &w->crowd;
  const struct zn_task *task = c->task + zn_crowd_first(c, cohort);
  const size_t first = (size_t)zn_crowd_first(c, cohort), repeats = c->repeated ? (size_t)w->options->repeats : 0;
  const double *value = c->value + first * c->value_width, *repeated = repeats ? c->repeated + first * repeats * c->value_width : NULL;
  struct zn_cohort_result *r = &w->run->cohort[cohort];
  for (int i = 0; i < r->people; i++) {
    r->failed += task[i].status != ZN_OK;
    w->run->steps += (uint64_t)task[i].trace.steps;
  }
  for (size_t k = 0; k < c->course_width; k++) {
    const int n = column(w, cohort, c->course, c->course_width, k, scratch);
    for (int q = 0; q < QUANTILES; q++) r->course[k * QUANTILES + (size_t)q] = n ? zn_quantile(scratch, n, quantiles[q]) : NAN;
  }
  for (size_t k = 0; k < c->picture_width; k++) {
    const int n = column(w, cohort, c->picture, c->picture_width, k, scratch);
    r->picture[k] = n ? zn_quantile(scratch, n, 0.5) : NAN;
  }
  for (size_t k = 0; k < c->permeability_width; k++) {
    const int n = column(w, cohort, c->permeability, c->permeability_width, k, scratch);
    w->run->permeability[(size_t)cohort * c->permeability_width + k] = n ? zn_quantile(scratch, n, 0.5) : NAN;
  }
  turn(r->value, r->people, value, c->value_width, c->value_width, task);
  for (size_t k = 0; k < repeats; k++)
    turn(r->repeated + k * c->value_width * (size_t)r->people, r->people, repeated + k * c->value_width, repeats * c->value_width,
         c->value_width, task);
}

static enum zn_status predict(struct work *w, int row, double *scratch) {
  const struct zn_reported *reported = &w->study->reported[row];
  const struct zn_cohort *cohort = &w->study->cohorts[reported->cohort];
  struct zn_prediction *p = &w->run->prediction[row];
  *p = (struct zn_prediction){.predicted = NAN, .lo90 = NAN, .hi90 = NAN, .fold_error = NAN};
  p->people = column(w, reported->cohort, w->crowd.value, w->crowd.value_width, (size_t)row, scratch);
  if (p->people == 0) return ZN_OK;
  p->predicted = zn_statistic_of(reported->statistic, scratch, p->people);
  if (p->people > 1 && !w->options->without_intervals)
    ZN_TRY(zn_prediction_interval(reported->statistic, scratch, p->people, cohort->seed, (uint32_t)row, &p->lo90, &p->hi90));
  const double ratio = p->predicted / reported->value;
  if (ratio > 0.0 && isfinite(ratio)) p->fold_error = fmax(ratio, 1.0 / ratio);
  p->inside = reported->value >= p->lo90 && reported->value <= p->hi90;
  return ZN_OK;
}

static enum zn_status list_failures(struct work *w) {
  struct zn_run *run = w->run;
  for (int c = 0; c < w->study->n_cohorts; c++) run->n_outcomes += run->cohort[c].failed;
  run->outcome = calloc((size_t)run->n_outcomes + 1, sizeof *run->outcome);
  if (!run->outcome) return ZN_MEMORY;
  struct zn_person_outcome *next = run->outcome;
  for (int i = 0; i < w->crowd.people; i++) {
    const struct zn_task *task = &w->crowd.task[i];
    if (task->status == ZN_OK) continue;
    *next =
        (struct zn_person_outcome){.cohort = task->cohort, .number = task->number, .status = task->status, .time_h = task->trace.time_h};
    memcpy(next->text, task->error.text, sizeof next->text - 1);
    next++;
  }
  return ZN_OK;
}

static enum zn_status summarise(struct work *w) {
  double *scratch = malloc(((size_t)w->crowd.people + 1) * sizeof *scratch);
  enum zn_status status = scratch ? ZN_OK : ZN_MEMORY;
  for (int c = 0; c < w->study->n_cohorts && status == ZN_OK; c++) {
    summarise_cohort(w, c, scratch);
    summarise_routes(w, c, scratch);
  }
  for (int row = 0; row < w->study->n_reported && status == ZN_OK; row++) status = predict(w, row, scratch);
  if (status == ZN_OK) status = list_failures(w);
  free(scratch);
  return status;
}

static int open_run(struct work *w) {
  const struct zn_study *s = w->study;
  const struct zn_crowd *crowd = &w->crowd;
  struct zn_run *run = w->run;
  const size_t cohorts = (size_t)s->n_cohorts, points = (size_t)crowd->course_points;
  run->course_points = crowd->course_points;
  run->course_time_h = malloc(points * sizeof *run->course_time_h);
  run->prediction = calloc((size_t)s->n_reported + 1, sizeof *run->prediction);
  run->cohort = calloc(cohorts + 1, sizeof *run->cohort);
  run->permeability = malloc(cohorts * crowd->permeability_width * sizeof *run->permeability);
  if (!run->course_time_h || !run->prediction || !run->cohort || !run->permeability) return 0;
  memcpy(run->course_time_h, crowd->course_time_h, points * sizeof *run->course_time_h);
  for (int c = 0; c < s->n_cohorts; c++) {
    struct zn_cohort_result *r = &run->cohort[c];
    r->people = s->cohorts[c].people;
    r->course = malloc((crowd->course_width * QUANTILES + 1) * sizeof *r->course);
    r->picture = malloc((crowd->picture_width + 1) * sizeof *r->picture);
    r->value = malloc(((size_t)r->people * crowd->value_width + 1) * sizeof *r->value);
    if (crowd->route) r->route = malloc((crowd->route_width + 1) * sizeof(double));
    if (crowd->repeated)
      r->repeated = malloc((size_t)r->people * crowd->value_width * (size_t)w->options->repeats * sizeof *r->repeated + 1);
    if (crowd->moment) r->moment = malloc(((size_t)s->n_pictures + 1) * sizeof *r->moment);
    if (!r->course || !r->picture || !r->value || !r->route != !crowd->route || !r->moment != !crowd->moment ||
        !r->repeated != !crowd->repeated)
      return 0;
  }
  return 1;
}

static enum zn_status run_crowd(struct work *w, const struct zn_library *library, const struct zn_run_options *options,
                                struct zn_error *error) {
  const int points = options->course_points < 2 ? DEFAULT_COURSE_POINTS : options->course_points;
  ZN_TRY(zn_crowd_open(&w->crowd, w->study, points, error));
  ZN_TRY(zn_crowd_keep(&w->crowd, options, error));
  if (!open_run(w)) return zn_fail(error, ZN_MEMORY, "not enough memory for %d people", w->crowd.people);
  ZN_TRY(zn_crowd_simulate(&w->crowd, library, options, error));
  return summarise(w) == ZN_OK ? ZN_OK : zn_fail(error, ZN_MEMORY, "not enough memory for %d people", w->crowd.people);
}

enum zn_status zn_run_study(struct zn_run **out, const struct zn_study *study, const struct zn_library *library,
                            const struct zn_run_options *options, struct zn_error *error) {
  struct work w = {.study = study, .options = options};
  *out = NULL;
  if (options->lanes && !zn_lanes_fit(options->lanes))
    return zn_fail(error, ZN_ARGUMENT, "this machine cannot simulate %d people side by side", options->lanes);
  w.run = calloc(1, sizeof *w.run);
  if (!w.run) return zn_fail(error, ZN_MEMORY, "no memory for a run");
  w.run->study = study;
  w.run->library = library;
  w.run->exact = options->exact;
  w.run->repeats = options->repeats;
  const enum zn_status status = run_crowd(&w, library, options, error);
  zn_crowd_close(&w.crowd);
  if (status == ZN_OK)
    *out = w.run;
  else
    zn_run_free(w.run);
  return status;
}

void zn_run_free(struct zn_run *run) {
  if (!run) return;
  for (int c = 0; run->cohort && c < run->study->n_cohorts; c++) {
    free(run->cohort[c].course);
    free(run->cohort[c].picture);
    free(run->cohort[c].value);
    free(run->cohort[c].repeated);
    free(run->cohort[c].route);
    free(run->cohort[c].moment);
  }
  free(run->cohort);
  free(run->course_time_h);
  free(run->prediction);
  free(run->outcome);
  free(run->permeability);
  free(run);
}
