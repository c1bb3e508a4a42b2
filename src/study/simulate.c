#include "simulate.h"

#include <stdlib.h>
#include <string.h>

#include "agenda.h"
#include "assay/urine.h"
#include "base/status.h"
#include "person.h"
#include "solve/solver.h"
#include "start_state.h"

/* A treatment or diet at work. */
struct active {
  int event, overlay;
};

struct journey {
  const struct zn_study *study;
  const struct zn_library *library;
  int cohort, number;
  struct zn_trace *trace;
  int course_points;
  struct zn_parameters drawn, now; /* the person untreated, and as treated at this moment */
  int n_active;
  struct active *active;
  int n_tests;
  struct zn_test *tests; /* tests begun so far */
  int *test_event;
  double *y, *scale, *observed;
  double time_h;
  int restart; /* something jumped since the solver was started */
  struct zn_solver *solver;
  struct zn_problem problem;
  struct zn_wall *wall; /* the course of the wall, recorded while tests are under way */
  double *wall_time_h;
  int n_wall;
};

static enum zn_status begin(struct journey *j, const struct zn_agenda *agenda, const struct zn_run_options *options,
                            struct zn_error *error) {
  const size_t states = (size_t)zn_state_count(), events = (size_t)j->study->n_events + 1;
  j->y = malloc((2 * states + (size_t)zn_observable_count()) * sizeof *j->y);
  j->active = malloc(events * sizeof *j->active);
  j->tests = malloc(events * sizeof *j->tests);
  j->test_event = malloc(events * sizeof *j->test_event);
  j->wall = malloc(((size_t)agenda->n_wall + 1) * sizeof *j->wall);
  j->wall_time_h = malloc(((size_t)agenda->n_wall + 1) * sizeof *j->wall_time_h);
  if (!j->y || !j->active || !j->tests || !j->test_event || !j->wall || !j->wall_time_h)
    return zn_fail(error, ZN_MEMORY, "no memory to simulate a person");
  j->scale = j->y + states;
  j->observed = j->scale + states;
  const struct zn_cohort *cohort = &j->study->cohorts[j->cohort];
  ZN_TRY(zn_person_draw(&j->drawn, cohort, j->library, j->number, error));
  j->problem = zn_body_problem(j->scale);
  ZN_TRY(zn_start_state(j->y, &j->drawn, zn_cohort_branch(cohort, j->library), options->cache_folder, error));
  j->drawn.diet_in_meals = j->study->meals;
  j->now = j->drawn;
  const struct zn_solver_options solving = {options->relative_tolerance > 0.0 ? options->relative_tolerance : 1e-6, 200000};
  ZN_TRY(zn_solver_create(&j->solver, &j->problem, &solving, j->y, &j->now, error));
  j->restart = 1;
  return ZN_OK;
}

static void end(struct journey *j) {
  zn_solver_free(j->solver);
  free(j->y);
  free(j->active);
  free(j->tests);
  free(j->test_event);
  free(j->wall);
  free(j->wall_time_h);
}

/* The next moment after which the state or an input jumps: the solver must not look beyond it. */
static double next_jump(const struct journey *j, const struct zn_agenda *agenda, int from) {
  for (int i = from; i < agenda->n; i++) {
    const struct zn_entry *e = &agenda->entries[i];
    if (e->kind == ZN_ENTRY_END || (e->kind == ZN_ENTRY_EVENT && j->study->events[e->index].kind == ZN_EVENT_GIVE)) return e->time_h;
  }
  return agenda->entries[agenda->n - 1].time_h;
}

static enum zn_status travel(struct journey *j, const struct zn_agenda *agenda, int entry, struct zn_error *error) {
  const double to = agenda->entries[entry].time_h;
  if (to <= j->time_h) return ZN_OK;
  if (j->restart) {
    ZN_TRY(zn_solver_start(j->solver, j->time_h, j->y, &j->now, error));
    zn_solver_stop_at(j->solver, next_jump(j, agenda, entry));
    j->restart = 0;
  }
  ZN_TRY(zn_solver_advance(j->solver, to, j->y, error));
  j->time_h = to;
  return ZN_OK;
}

static void record_wall(struct journey *j) {
  zn_body_wall(j->y, &j->now, &j->wall[j->n_wall]);
  j->wall_time_h[j->n_wall++] = j->time_h;
}

/* Treats the person anew with everything that is at work, in the order in which it began. */
static void treat(struct journey *j) {
  j->now = j->drawn;
  for (int i = 0; i < j->n_active; i++)
    zn_person_treat(&j->now, &j->library->overlays[j->active[i].overlay], j->study->cohorts[j->cohort].seed, j->number);
}

static void drop(struct journey *j, int i) { memmove(&j->active[i], &j->active[i + 1], (size_t)(--j->n_active - i) * sizeof *j->active); }

/* Giving again what is still at work renews it; it does not act twice. */
static void give(struct journey *j, int event) {
  const struct zn_event *e = &j->study->events[event];
  const struct zn_overlay *overlay = &j->library->overlays[e->overlay];
  for (int i = 0; i < j->n_active; i++)
    if (j->active[i].overlay == e->overlay) drop(j, i);
  if (overlay->n_changes) j->active[j->n_active++] = (struct active){event, e->overlay};
  if (overlay->dose_state >= 0)
    j->y[overlay->dose_state] += e->dose * overlay->dose_to_internal * (overlay->dose_per_weight ? j->drawn.person_weight : 1.0);
  treat(j);
  j->restart = 1;
}

static void expire(struct journey *j, int event) {
  for (int i = 0; i < j->n_active; i++)
    if (j->active[i].event == event) drop(j, i);
  treat(j);
  j->restart = 1;
}

static int belongs(const struct zn_reported *row, const struct zn_event *e, int cohort) {
  return row->cohort == cohort && row->assay == e->assay && row->time_h == e->time_h;
}

static void measure(struct journey *j, int event) {
  const struct zn_event *e = &j->study->events[event];
  const struct zn_assay *assay = &j->library->assays[e->assay];
  if (zn_event_is_test(e, j->library)) {
    j->test_event[j->n_tests] = event;
    j->tests[j->n_tests++] = (struct zn_test){.assay = assay, .start_h = e->time_h, .person = j->now};
    return;
  }
  zn_observe(j->y, &j->now, j->observed);
  for (int r = 0; r < j->study->n_reported; r++) {
    const struct zn_reported *row = &j->study->reported[r];
    if (belongs(row, e, j->cohort)) j->trace->value[r] = j->observed[row->observable] * row->to_unit;
  }
}

static void happen(struct journey *j, int event) {
  if (j->study->events[event].kind == ZN_EVENT_GIVE) {
    record_wall(j);
    give(j, event);
    record_wall(j);
  } else
    measure(j, event);
}

static void record_course(struct journey *j, int point) {
  zn_observe(j->y, &j->now, j->observed);
  for (int f = 0; f < j->study->n_follow; f++) j->trace->course[f * j->course_points + point] = j->observed[j->study->follow[f]];
}

static void meet(struct journey *j, const struct zn_entry *entry) {
  switch (entry->kind) {
    case ZN_ENTRY_COURSE:
      record_course(j, entry->index);
      break;
    case ZN_ENTRY_PICTURE:
      zn_observe(j->y, &j->now, j->trace->picture + (size_t)entry->index * (size_t)zn_observable_count());
      break;
    case ZN_ENTRY_WALL:
      if (!j->n_wall || j->wall_time_h[j->n_wall - 1] < j->time_h) record_wall(j); /* two equal times would mean a jump */
      break;
    case ZN_ENTRY_END:
      record_wall(j);
      expire(j, entry->index);
      record_wall(j);
      break;
    case ZN_ENTRY_EVENT:
      happen(j, entry->index);
      break;
  }
}

/* The part of the recorded wall that a test saw. */
static struct zn_wall_course seen(const struct journey *j, const struct zn_test *test) {
  const double until = test->start_h + test->assay->length_h;
  int from = 0, to = j->n_wall;
  while (from < to && j->wall_time_h[from] < test->start_h) from++;
  while (to > from && j->wall_time_h[to - 1] > until) to--;
  return (struct zn_wall_course){.n = to - from, .time_h = j->wall_time_h + from, .wall = j->wall + from};
}

static enum zn_status evaluate_tests(struct journey *j, struct zn_error *error) {
  int *which = malloc(((size_t)j->study->n_reported + 1) * sizeof *which);
  if (!which) return zn_fail(error, ZN_MEMORY, "no memory to evaluate the tests");
  enum zn_status status = ZN_OK;
  for (int t = 0; t < j->n_tests && status == ZN_OK; t++) {
    int n = 0;
    for (int r = 0; r < j->study->n_reported; r++)
      if (belongs(&j->study->reported[r], &j->study->events[j->test_event[t]], j->cohort)) which[n++] = r;
    const struct zn_wall_course wall = seen(j, &j->tests[t]);
    if (n) status = zn_test_evaluate(&j->tests[t], &wall, j->study->reported, which, n, j->trace->value, error);
  }
  free(which);
  return status;
}

/* How easily each solute of the table passes between the cells of this person's wall. */
static void look_at_wall(struct journey *j) {
  static const enum zn_segment where[3] = {ZN_SEGMENT_jejunum, ZN_SEGMENT_ileum, ZN_SEGMENT_ascending};
  struct zn_wall wall;
  zn_body_wall(j->y, &j->now, &wall);
  for (int k = 0; k < zn_solute_count(); k++)
    for (int i = 0; i < 3; i++) {
      struct zn_permeability p;
      zn_solute_permeability(zn_solute_info(k), &j->now, &wall.segment[where[i]], where[i], &p);
      j->trace->permeability[3 * k + i] = p.pore + p.leak + p.cell_loss;
    }
}

enum zn_status zn_simulate(struct zn_trace *trace, const struct zn_study *study, const struct zn_library *library, int cohort, int number,
                           const struct zn_run_options *options, const double *course_time_h, struct zn_error *error) {
  struct journey j = {
      .study = study, .library = library, .cohort = cohort, .number = number, .trace = trace, .course_points = options->course_points};
  struct zn_agenda agenda;
  ZN_TRY(zn_agenda_make(&agenda, study, library, cohort, course_time_h, options->course_points, error));
  enum zn_status status = begin(&j, &agenda, options, error);
  if (status == ZN_OK) look_at_wall(&j);
  for (int i = 0; i < agenda.n && status == ZN_OK; i++) {
    status = travel(&j, &agenda, i, error);
    if (status == ZN_OK) meet(&j, &agenda.entries[i]);
  }
  if (status == ZN_OK) status = evaluate_tests(&j, error);
  trace->time_h = j.time_h;
  trace->steps = j.solver ? zn_solver_steps(j.solver) : 0;
  end(&j);
  zn_agenda_clear(&agenda);
  return status;
}
