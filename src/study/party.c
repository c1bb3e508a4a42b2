/* People are led through a study in parties: all of a party find their start states, then all their bodies live, then all their probes
 * are followed. So each of the three integrations has many people to fill its lanes with. */
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "life.h"
#include "ride.h"
#include "solve/rodas.h"
#include "start_state.h"

struct party {
  const struct zn_run_options *options;
  struct zn_life *lives; /* [n] */
  int n, most;
};

/* As many lanes as there is use for. Changes no bit of a result. */
static int lanes_for(const struct party *p, int jobs) {
  const int most = p->options->lanes ? p->options->lanes : zn_lanes_best();
  int lanes = 1;
  while (lanes < most && lanes < jobs) lanes *= 2;
  return lanes;
}

static void gather(struct party *p, const struct zn_queue *queue, const struct zn_life *blank, const double *course_time_h) {
  struct zn_task *task;
  for (p->n = 0; p->n < p->most && (task = queue->next(queue->context)); p->n++) {
    p->lives[p->n] = *blank;
    p->lives[p->n].task = task;
    zn_life_begin(&p->lives[p->n], course_time_h);
  }
}

/* --- Start states -------------------------------------------------------------------------------------------------------------------- */

static struct zn_start start_of(const struct zn_life *life) {
  const enum zn_branch branch = zn_cohort_branch(&life->study->cohorts[life->task->cohort], life->library);
  return (struct zn_start){.person = &life->drawn, .branch = branch, .y = life->y};
}

static void find_starts(struct party *p) {
  struct zn_start *starts = malloc((size_t)p->most * sizeof *starts);
  int n = 0;
  for (int i = 0; i < p->n; i++) {
    struct zn_task *task = p->lives[i].task;
    if (!starts && task->status == ZN_OK) task->status = zn_fail(&task->error, ZN_MEMORY, "no memory to look for start states");
    if (task->status == ZN_OK) starts[n++] = start_of(&p->lives[i]);
  }
  if (n) zn_start_states(starts, n, lanes_for(p, n), p->options->cache_folder);
  for (int i = 0, k = 0; i < p->n; i++) {
    struct zn_task *task = p->lives[i].task;
    if (task->status != ZN_OK) continue;
    task->status = starts[k].status;
    task->error = starts[k++].error;
    if (task->status == ZN_OK) zn_life_set_off(&p->lives[i]);
  }
  free(starts);
}

/* --- Probes -------------------------------------------------------------------------------------------------------------------------- */

/* Copies the journeys of all plans into one row, or back when they were followed; returns how many there are. */
static int line_up(struct party *p, struct zn_journey *row, int back) {
  int n = 0;
  for (int i = 0; i < p->n; i++)
    for (int t = 0; p->lives[i].plans && t < p->lives[i].n_tests; t++) {
      struct zn_test_plan *plan = &p->lives[i].plans[t];
      const size_t size = (size_t)plan->n_journeys * sizeof *row;
      if (row && size) back ? memcpy(plan->journeys, row + n, size) : memcpy(row + n, plan->journeys, size);
      n += plan->n_journeys;
    }
  return n;
}

/* BDF leaves a larger error at the same tolerance, and gets a smaller one. */
static void follow(struct party *p, struct zn_journey *row, int n, double tolerance) {
  const double stricter = ZN_JOURNEY_BDF_TOLERANCE / ZN_JOURNEY_TOLERANCE;
  if (p->options->engine != ZN_ENGINE_CVODE)
    zn_journeys_follow(row, n, lanes_for(p, n), tolerance);
  else
    for (int k = 0; k < n; k++) zn_journey_follow(&row[k], stricter * tolerance);
}

static void do_tests(struct party *p, double tolerance) {
  for (int i = 0; i < p->n; i++)
    if (p->lives[i].task->status == ZN_OK) zn_life_plan_tests(&p->lives[i]);
  const int n = line_up(p, NULL, 0);
  struct zn_journey *row = n ? malloc((size_t)n * sizeof *row) : NULL;
  if (row) {
    line_up(p, row, 0);
    follow(p, row, n, tolerance);
    line_up(p, row, 1);
  }
  for (int i = 0; i < p->n; i++) {
    struct zn_task *task = p->lives[i].task;
    if (n && !row && task->status == ZN_OK) task->status = zn_fail(&task->error, ZN_MEMORY, "no memory to follow the probes of tests");
    if (task->status == ZN_OK) zn_life_read_tests(&p->lives[i]);
  }
  free(row);
}

/* --- All of it ----------------------------------------------------------------------------------------------------------------------- */

static void lead(struct party *p) {
  const double tolerance = p->options->relative_tolerance > 0.0 ? p->options->relative_tolerance : 1e-6;
  find_starts(p);
  if (p->options->engine == ZN_ENGINE_CVODE)
    zn_ride_by_cvode(p->lives, p->n, tolerance);
  else
    zn_ride_in_lanes(p->lives, p->n, lanes_for(p, p->n), tolerance);
  do_tests(p, tolerance);
}

static void part(struct party *p, const struct zn_queue *queue) {
  for (int i = 0; i < p->n; i++) {
    zn_life_end(&p->lives[i]);
    queue->done(queue->context, p->lives[i].task);
  }
}

enum zn_status zn_simulate(const struct zn_queue *queue, const struct zn_study *study, const struct zn_library *library,
                           const struct zn_run_options *options, const double *course_time_h, int course_points) {
  const struct zn_life blank = {.study = study,
                                .library = library,
                                .course_points = course_points,
                                .exact = options->exact,
                                .repeats = options->repeats,
                                .n_routes = options->n_routes,
                                .routes = options->routes};
  struct party party = {.options = options, .most = queue->together > 0 ? queue->together : 1};
  party.lives = malloc((size_t)party.most * sizeof *party.lives);
  if (!party.lives) return ZN_MEMORY;
  do {
    gather(&party, queue, &blank, course_time_h);
    lead(&party);
    part(&party, queue);
  } while (party.n == party.most);
  free(party.lives);
  return ZN_OK;
}
