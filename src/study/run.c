/* A whole study: everybody in every cohort, side by side in lanes and on all threads, then the summaries. Each person's result
 * depends on nothing but the person, so neither the number of threads nor the order of the work shows in the answer. */
#include <math.h>
#include <omp.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "simulate.h"
#include "solve/rodas.h"
#include "statistics.h"

static const double quantiles[5] = {0.05, 0.25, 0.50, 0.75, 0.95};
enum { QUANTILES = 5, PLACES = 3, DEFAULT_COURSE_POINTS = 200, LARGEST_PARTY = 64 };

/* Traces of one cohort, person after person. */
struct crowd {
  int people;
  double *course, *picture, *permeability; /* [people][...] */
  double *value;                           /* [people][n_reported] */
  struct zn_task *task;                    /* [people] */
};

struct work {
  const struct zn_study *study;
  const struct zn_library *library;
  struct zn_run_options options;
  struct zn_run *run;
  struct crowd *crowd;
  size_t course, picture, permeability; /* values of one person */
  int begun, done, all;
  enum zn_status halted; /* why no further person is begun, or ZN_OK */
};

static double *not_a_number(size_t n) {
  double *values = malloc((n + 1) * sizeof *values);
  for (size_t i = 0; values && i < n; i++) values[i] = NAN;
  return values;
}

static int open_crowd(struct crowd *c, const struct work *w, int cohort) {
  const size_t n = (size_t)w->study->cohorts[cohort].people, rows = (size_t)w->study->n_reported;
  c->people = (int)n;
  c->course = not_a_number(n * w->course);
  c->picture = not_a_number(n * w->picture);
  c->permeability = not_a_number(n * w->permeability);
  c->value = not_a_number(n * rows);
  c->task = calloc(n, sizeof *c->task);
  if (!c->course || !c->picture || !c->permeability || !c->value || !c->task) return 0;
  for (size_t i = 0; i < n; i++) {
    const struct zn_trace trace = {.course = c->course + i * w->course,
                                   .picture = c->picture + i * w->picture,
                                   .permeability = c->permeability + i * w->permeability,
                                   .value = c->value + i * rows};
    c->task[i] = (struct zn_task){.cohort = cohort, .number = (int)i, .trace = trace};
  }
  return 1;
}

static void close_crowd(struct crowd *c) {
  free(c->course);
  free(c->picture);
  free(c->permeability);
  free(c->value);
  free(c->task);
}

/* --- Handing out people ---------------------------------------------------------------------------------------------------------- */

static struct zn_task *task_of(const struct work *w, int k) {
  int c = 0;
  for (; k >= w->crowd[c].people; c++) k -= w->crowd[c].people;
  return &w->crowd[c].task[k];
}

/* The next person in the order of the study, for whichever thread asks; NULL when all are begun or the run is halted. */
static struct zn_task *next_task(void *context) {
  struct work *w = context;
  enum zn_status halted;
  int k;
#pragma omp atomic read
  halted = w->halted;
  if (halted) return NULL;
#pragma omp atomic capture
  k = w->begun++;
  return k < w->all ? task_of(w, k) : NULL;
}

static void take_back(void *context, struct zn_task *task) {
  struct work *w = context;
  (void)task;
#pragma omp critical(zn_progress)
  {
    w->done++;
    if (w->options.progress && w->options.progress(w->options.progress_context, w->done, w->all)) {
#pragma omp atomic write
      w->halted = ZN_INTERRUPTED;
    }
  }
}

/* Parties large enough to fill the lanes of each integration to the end, small enough to leave every thread one. */
static int party_size(int people, int threads) {
  const int each = (people + threads - 1) / threads;
  return each < LARGEST_PARTY ? each : LARGEST_PARTY;
}

static void simulate_all(struct work *w) {
  const int threads = w->options.threads > 0 ? w->options.threads : omp_get_max_threads();
  const struct zn_queue queue = {.next = next_task, .done = take_back, .context = w, .together = party_size(w->all, threads)};
#pragma omp parallel num_threads(threads)
  {
    const enum zn_status status = zn_simulate(&queue, w->study, w->library, &w->options, w->run->course_time_h);
    if (status != ZN_OK) {
#pragma omp atomic write
      w->halted = status;
    }
  }
}

/* --- Summaries ------------------------------------------------------------------------------------------------------------------- */

/* Column `k` of a [people][width] table, failed people left out; returns how many values there are, sorted. */
static int column(const struct crowd *c, const double *table, size_t width, size_t k, double *out) {
  int n = 0;
  for (int i = 0; i < c->people; i++)
    if (c->task[i].status == ZN_OK) out[n++] = table[(size_t)i * width + k];
  return zn_sort_values(out, n);
}

static void summarise_cohort(struct work *w, int cohort, double *scratch) {
  const struct crowd *c = &w->crowd[cohort];
  struct zn_cohort_result *r = &w->run->cohort[cohort];
  for (int i = 0; i < c->people; i++) {
    r->failed += c->task[i].status != ZN_OK;
    w->run->steps += (uint64_t)c->task[i].trace.steps;
  }
  for (size_t k = 0; k < w->course; k++) {
    const int n = column(c, c->course, w->course, k, scratch);
    for (int q = 0; q < QUANTILES; q++) r->course[k * QUANTILES + (size_t)q] = n ? zn_quantile(scratch, n, quantiles[q]) : NAN;
  }
  for (size_t k = 0; k < w->picture; k++) {
    const int n = column(c, c->picture, w->picture, k, scratch);
    r->picture[k] = n ? zn_quantile(scratch, n, 0.5) : NAN;
  }
  for (size_t k = 0; k < w->permeability; k++) {
    const int n = column(c, c->permeability, w->permeability, k, scratch);
    w->run->permeability[(size_t)cohort * w->permeability + k] = n ? zn_quantile(scratch, n, 0.5) : NAN;
  }
  for (int row = 0; row < w->study->n_reported; row++)
    for (int i = 0; i < c->people; i++)
      r->value[(size_t)row * (size_t)c->people + (size_t)i] =
          c->task[i].status == ZN_OK ? c->value[(size_t)i * (size_t)w->study->n_reported + (size_t)row] : NAN;
}

static enum zn_status predict(struct work *w, int row, double *scratch) {
  const struct zn_reported *reported = &w->study->reported[row];
  const struct zn_cohort *cohort = &w->study->cohorts[reported->cohort];
  const struct crowd *c = &w->crowd[reported->cohort];
  struct zn_prediction *p = &w->run->prediction[row];
  *p = (struct zn_prediction){.predicted = NAN, .lo90 = NAN, .hi90 = NAN, .fold_error = NAN};
  p->people = column(c, c->value, (size_t)w->study->n_reported, (size_t)row, scratch);
  if (p->people == 0) return ZN_OK;
  p->predicted = zn_statistic_of(reported->statistic, scratch, p->people);
  if (p->people > 1)
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
  for (int c = 0; c < w->study->n_cohorts; c++)
    for (int i = 0; i < w->crowd[c].people; i++) {
      const struct zn_task *task = &w->crowd[c].task[i];
      if (task->status == ZN_OK) continue;
      *next = (struct zn_person_outcome){.cohort = c, .number = i, .status = task->status, .time_h = task->trace.time_h};
      memcpy(next->text, task->error.text, sizeof next->text - 1);
      next++;
    }
  return ZN_OK;
}

static enum zn_status summarise(struct work *w) {
  int most = 1;
  for (int c = 0; c < w->study->n_cohorts; c++) most = w->crowd[c].people > most ? w->crowd[c].people : most;
  double *scratch = malloc((size_t)most * sizeof *scratch);
  enum zn_status status = scratch ? ZN_OK : ZN_MEMORY;
  for (int c = 0; c < w->study->n_cohorts && status == ZN_OK; c++) summarise_cohort(w, c, scratch);
  for (int row = 0; row < w->study->n_reported && status == ZN_OK; row++) status = predict(w, row, scratch);
  if (status == ZN_OK) status = list_failures(w);
  free(scratch);
  return status;
}

static int open_run(struct work *w) {
  const struct zn_study *s = w->study;
  struct zn_run *run = w->run;
  const size_t cohorts = (size_t)s->n_cohorts, points = (size_t)w->options.course_points;
  run->course_points = (int)points;
  run->course_time_h = malloc(points * sizeof *run->course_time_h);
  run->prediction = calloc((size_t)s->n_reported + 1, sizeof *run->prediction);
  run->cohort = calloc(cohorts, sizeof *run->cohort);
  run->permeability = not_a_number(cohorts * w->permeability);
  w->crowd = calloc(cohorts, sizeof *w->crowd);
  if (!run->course_time_h || !run->prediction || !run->cohort || !run->permeability || !w->crowd) return 0;
  for (size_t i = 0; i < points; i++) run->course_time_h[i] = s->end_h * (double)i / (double)(points - 1);
  for (int c = 0; c < s->n_cohorts; c++) {
    struct zn_cohort_result *r = &run->cohort[c];
    r->people = s->cohorts[c].people;
    w->all += r->people;
    r->course = not_a_number(w->course * QUANTILES);
    r->picture = not_a_number(w->picture);
    r->value = not_a_number((size_t)r->people * (size_t)s->n_reported);
    if (!r->course || !r->picture || !r->value || !open_crowd(&w->crowd[c], w, c)) return 0;
  }
  return 1;
}

enum zn_status zn_run_study(struct zn_run **out, const struct zn_study *study, const struct zn_library *library,
                            const struct zn_run_options *options, struct zn_error *error) {
  struct work w = {.study = study, .library = library, .options = *options};
  if (w.options.course_points < 2) w.options.course_points = DEFAULT_COURSE_POINTS;
  w.course = (size_t)study->n_follow * (size_t)w.options.course_points;
  w.picture = (size_t)study->n_pictures * (size_t)zn_observable_count();
  w.permeability = (size_t)zn_solute_count() * PLACES;
  *out = NULL;
  if (w.options.lanes && !zn_lanes_fit(w.options.lanes))
    return zn_fail(error, ZN_ARGUMENT, "this machine cannot simulate %d people side by side", w.options.lanes);
  w.run = calloc(1, sizeof *w.run);
  if (!w.run) return zn_fail(error, ZN_MEMORY, "no memory for a run");
  w.run->study = study;
  w.run->library = library;
  enum zn_status status = ZN_MEMORY;
  if (open_run(&w)) {
    simulate_all(&w);
    status = w.halted ? w.halted : summarise(&w);
  }
  for (int c = 0; w.crowd && c < study->n_cohorts; c++) close_crowd(&w.crowd[c]);
  free(w.crowd);
  if (status == ZN_OK) {
    *out = w.run;
    return ZN_OK;
  }
  zn_run_free(w.run);
  if (status == ZN_INTERRUPTED) return zn_fail(error, status, "stopped after %d of %d people", w.done, w.all);
  return zn_fail(error, status, "not enough memory for %d people", w.all);
}

void zn_run_free(struct zn_run *run) {
  if (!run) return;
  for (int c = 0; run->cohort && c < run->study->n_cohorts; c++) {
    free(run->cohort[c].course);
    free(run->cohort[c].picture);
    free(run->cohort[c].value);
  }
  free(run->cohort);
  free(run->course_time_h);
  free(run->prediction);
  free(run->outcome);
  free(run->permeability);
  free(run);
}
