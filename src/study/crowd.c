#include "crowd.h"

#include <math.h>
#include <omp.h>
#include <stdlib.h>

#include "base/lane_problem.h"
#include "base/status.h"

enum { PLACES = 3, LARGEST_PARTY = 64, ROUTES = 4 };
_Static_assert(sizeof(struct zn_permeability) == ROUTES * sizeof(double), "routes are doubles in a row");

static double *not_a_number(size_t n) {
  double *values = malloc((n + 1) * sizeof *values);
  for (size_t i = 0; values && i < n; i++) values[i] = NAN;
  return values;
}

static void number(struct zn_crowd *c) {
  for (int cohort = 0, k = 0; cohort < c->study->n_cohorts; cohort++) {
    c->first[cohort] = k;
    for (int i = 0; i < c->study->cohorts[cohort].people; i++, k++) {
      const size_t at = (size_t)k;
      const struct zn_trace trace = {.course = c->course + at * c->course_width,
                                     .picture = c->picture + at * c->picture_width,
                                     .value = c->value + at * c->value_width,
                                     .permeability = c->permeability + at * c->permeability_width};
      c->task[k] = (struct zn_task){.cohort = cohort, .number = i, .trace = trace};
    }
  }
}

enum zn_status zn_crowd_open(struct zn_crowd *c, const struct zn_study *study, int course_points, struct zn_error *error) {
  *c = (struct zn_crowd){.study = study,
                         .course_points = course_points,
                         .course_width = (size_t)study->n_follow * (size_t)course_points,
                         .picture_width = (size_t)study->n_pictures * (size_t)zn_observable_count(),
                         .value_width = (size_t)zn_rows_of(study),
                         .permeability_width = (size_t)zn_solute_count() * PLACES};
  for (int i = 0; i < study->n_cohorts; i++) c->people += study->cohorts[i].people;
  const size_t people = (size_t)c->people, points = (size_t)course_points;
  c->first = calloc((size_t)study->n_cohorts + 1, sizeof *c->first);
  c->course_time_h = malloc(points * sizeof *c->course_time_h);
  c->course = not_a_number(people * c->course_width);
  c->picture = not_a_number(people * c->picture_width);
  c->value = not_a_number(people * c->value_width);
  c->permeability = not_a_number(people * c->permeability_width);
  c->task = calloc(people + 1, sizeof *c->task);
  if (!c->first || !c->course_time_h || !c->course || !c->picture || !c->value || !c->permeability || !c->task)
    return zn_fail(error, ZN_MEMORY, "not enough memory for %d people", c->people);
  for (size_t i = 0; i < points; i++) c->course_time_h[i] = study->end_h * (double)i / (double)(points - 1);
  number(c);
  return ZN_OK;
}

static enum zn_status keep_repeats(struct zn_crowd *c, int repeats, struct zn_error *error) {
  const size_t width = (size_t)repeats * c->value_width;
  if (!repeats) return ZN_OK;
  c->repeated = not_a_number((size_t)c->people * width);
  if (!c->repeated) return zn_fail(error, ZN_MEMORY, "not enough memory to measure %d people %d times again", c->people, repeats);
  for (int i = 0; i < c->people; i++) c->task[i].trace.repeated = c->repeated + (size_t)i * width;
  return ZN_OK;
}

enum zn_status zn_crowd_keep(struct zn_crowd *c, const struct zn_run_options *options, struct zn_error *error) {
  const size_t pictures = (size_t)c->study->n_pictures;
  c->route_width = pictures * (size_t)options->n_routes * ZN_SEGMENTS * ROUTES;
  if (options->n_routes) c->route = not_a_number((size_t)c->people * c->route_width);
  if (options->moments) c->moment = calloc((size_t)c->study->n_cohorts * pictures + 1, sizeof *c->moment);
  if ((options->n_routes && !c->route) || (options->moments && !c->moment))
    return zn_fail(error, ZN_MEMORY, "not enough memory for what solutes meet in %d people", c->people);
  for (int i = 0; i < c->people; i++) {
    struct zn_task *task = &c->task[i];
    if (c->route) task->trace.route = (struct zn_permeability *)(c->route + (size_t)i * c->route_width);
    if (c->moment && task->number == 0) task->trace.moment = c->moment + (size_t)task->cohort * pictures;
  }
  return keep_repeats(c, options->repeats, error);
}

void zn_crowd_close(struct zn_crowd *c) {
  free(c->first);
  free(c->course_time_h);
  free(c->course);
  free(c->picture);
  free(c->value);
  free(c->permeability);
  free(c->route);
  free(c->moment);
  free(c->repeated);
  free(c->task);
}

int zn_crowd_first(const struct zn_crowd *c, int cohort) { return c->first[cohort]; }

/* --- Handing out people ---------------------------------------------------------------------------------------------------------- */

struct crowd_at_work {
  struct zn_crowd *crowd;
  const struct zn_run_options *options;
  int begun, done;
  enum zn_status halted; /* why no further person is begun, or ZN_OK */
};

/* The next person in order, for whichever thread asks; NULL when all are begun or the work is halted. */
static struct zn_task *next_task(void *context) {
  struct crowd_at_work *w = context;
  enum zn_status halted;
  int k;
#pragma omp atomic read
  halted = w->halted;
  if (halted) return NULL;
#pragma omp atomic capture
  k = w->begun++;
  return k < w->crowd->people ? &w->crowd->task[k] : NULL;
}

static void take_back(void *context, struct zn_task *task) {
  struct crowd_at_work *w = context;
  (void)task;
#pragma omp critical(zn_progress)
  {
    w->done++;
    if (w->options->progress && w->options->progress(w->options->progress_context, w->done, w->crowd->people)) {
#pragma omp atomic write
      w->halted = ZN_INTERRUPTED;
    }
  }
}

/* Parties large enough to fill the lanes of each integration to the end, small enough to leave every thread one. Progress is told when a
 * party is done: with few lanes nothing is gained by keeping people waiting for each other. */
static int party_size(int people, const struct zn_run_options *options, int threads) {
  const int each = (people + threads - 1) / threads, most = options->lanes ? LARGEST_PARTY / ZN_MOST_LANES * options->lanes : LARGEST_PARTY;
  return each < most ? each : most;
}

int zn_most_threads(void) { return omp_get_max_threads(); }

enum zn_status zn_crowd_simulate(struct zn_crowd *crowd, const struct zn_library *library, const struct zn_run_options *options,
                                 struct zn_error *error) {
  const int threads = options->threads > 0 ? options->threads : zn_most_threads();
  struct crowd_at_work work = {.crowd = crowd, .options = options};
  const struct zn_queue queue = {
      .next = next_task, .done = take_back, .context = &work, .together = party_size(crowd->people, options, threads)};
#pragma omp parallel num_threads(threads)
  {
    const enum zn_status status = zn_simulate(&queue, crowd->study, library, options, crowd->course_time_h, crowd->course_points);
    if (status != ZN_OK) {
#pragma omp atomic write
      work.halted = status;
    }
  }
  if (work.halted == ZN_INTERRUPTED) return zn_fail(error, ZN_INTERRUPTED, "stopped after %d of %d people", work.done, crowd->people);
  return work.halted == ZN_OK ? ZN_OK : zn_fail(error, work.halted, "not enough memory for %d people", crowd->people);
}
