#include "life.h"

#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "person.h"

/* A treatment or diet at work. */
struct zn_active {
  int event, overlay;
};

static void record_wall(struct zn_life *life) {
  zn_body_wall(life->y, &life->now, &life->wall[life->n_wall]);
  life->wall_time_h[life->n_wall++] = life->time_h;
}

/* Treats the person anew with everything that is at work, in the order in which it began. */
static void treat(struct zn_life *life) {
  life->now = life->drawn;
  for (int i = 0; i < life->n_active; i++)
    zn_person_treat(&life->now, &life->library->overlays[life->active[i].overlay], life->study->cohorts[life->cohort].seed, life->number);
}

static void drop(struct zn_life *life, int i) {
  memmove(&life->active[i], &life->active[i + 1], (size_t)(--life->n_active - i) * sizeof *life->active);
}

/* Giving again what is still at work renews it; it does not act twice. */
static void give(struct zn_life *life, int event) {
  const struct zn_event *e = &life->study->events[event];
  const struct zn_overlay *overlay = &life->library->overlays[e->overlay];
  for (int i = 0; i < life->n_active; i++)
    if (life->active[i].overlay == e->overlay) drop(life, i);
  if (overlay->n_changes) life->active[life->n_active++] = (struct zn_active){event, e->overlay};
  if (overlay->dose_state >= 0)
    life->y[overlay->dose_state] += e->dose * overlay->dose_to_internal * (overlay->dose_per_weight ? life->drawn.person_weight : 1.0);
  treat(life);
  life->jumped = 1;
}

static void expire(struct zn_life *life, int event) {
  for (int i = 0; i < life->n_active; i++)
    if (life->active[i].event == event) drop(life, i);
  treat(life);
  life->jumped = 1;
}

static int belongs(const struct zn_reported *row, const struct zn_event *e, int cohort) {
  return row->cohort == cohort && row->assay == e->assay && row->time_h == e->time_h;
}

static void measure(struct zn_life *life, int event) {
  const struct zn_event *e = &life->study->events[event];
  const struct zn_assay *assay = &life->library->assays[e->assay];
  if (zn_event_is_test(e, life->library)) {
    life->test_event[life->n_tests] = event;
    life->tests[life->n_tests++] = (struct zn_test){.assay = assay, .start_h = e->time_h, .person = life->now};
    return;
  }
  zn_observe(life->y, &life->now, life->observed);
  for (int r = 0; r < life->study->n_reported; r++) {
    const struct zn_reported *row = &life->study->reported[r];
    if (belongs(row, e, life->cohort)) life->trace->value[r] = life->observed[row->observable] * row->to_unit;
  }
}

static void happen(struct zn_life *life, int event) {
  if (life->study->events[event].kind == ZN_EVENT_GIVE) {
    record_wall(life);
    give(life, event);
    record_wall(life);
  } else
    measure(life, event);
}

static void record_course(struct zn_life *life, int point) {
  zn_observe(life->y, &life->now, life->observed);
  for (int f = 0; f < life->study->n_follow; f++)
    life->trace->course[f * life->course_points + point] = life->observed[life->study->follow[f]];
}

static void meet(struct zn_life *life, const struct zn_entry *entry) {
  switch (entry->kind) {
    case ZN_ENTRY_COURSE:
      record_course(life, entry->index);
      break;
    case ZN_ENTRY_PICTURE:
      zn_observe(life->y, &life->now, life->trace->picture + (size_t)entry->index * (size_t)zn_observable_count());
      break;
    case ZN_ENTRY_WALL:
      if (!life->n_wall || life->wall_time_h[life->n_wall - 1] < life->time_h) record_wall(life); /* two equal times would mean a jump */
      break;
    case ZN_ENTRY_END:
      record_wall(life);
      expire(life, entry->index);
      record_wall(life);
      break;
    case ZN_ENTRY_EVENT:
      happen(life, entry->index);
      break;
  }
}

/* The part of the recorded wall that a test saw. */
static struct zn_wall_course seen(const struct zn_life *life, const struct zn_test *test) {
  const double until = test->start_h + test->assay->length_h;
  int from = 0, to = life->n_wall;
  while (from < to && life->wall_time_h[from] < test->start_h) from++;
  while (to > from && life->wall_time_h[to - 1] > until) to--;
  return (struct zn_wall_course){.n = to - from, .time_h = life->wall_time_h + from, .wall = life->wall + from};
}

static enum zn_status evaluate(struct zn_life *life, const struct zn_test *test, const int *which, int n, struct zn_error *error) {
  const struct zn_wall_course wall = seen(life, test);
  struct zn_test_plan plan;
  enum zn_status status = zn_test_plan(&plan, test, &wall, life->study->reported, which, n, error);
  if (status == ZN_OK) {
    zn_test_follow(&plan, life->engine);
    status = zn_test_read(&plan, life->trace->value, error);
  }
  zn_test_plan_clear(&plan);
  return status;
}

static enum zn_status evaluate_tests(struct zn_life *life, struct zn_error *error) {
  int *which = malloc(((size_t)life->study->n_reported + 1) * sizeof *which);
  if (!which) return zn_fail(error, ZN_MEMORY, "no memory to evaluate the tests");
  enum zn_status status = ZN_OK;
  for (int t = 0; t < life->n_tests && status == ZN_OK; t++) {
    int n = 0;
    for (int r = 0; r < life->study->n_reported; r++)
      if (belongs(&life->study->reported[r], &life->study->events[life->test_event[t]], life->cohort)) which[n++] = r;
    if (n) status = evaluate(life, &life->tests[t], which, n, error);
  }
  free(which);
  return status;
}

/* How easily each solute of the table passes between the cells of this person's wall. */
static void look_at_wall(struct zn_life *life) {
  static const enum zn_segment where[3] = {ZN_SEGMENT_jejunum, ZN_SEGMENT_ileum, ZN_SEGMENT_ascending};
  struct zn_wall wall;
  zn_body_wall(life->y, &life->now, &wall);
  for (int k = 0; k < zn_solute_count(); k++)
    for (int i = 0; i < 3; i++) {
      struct zn_permeability p;
      zn_solute_permeability(zn_solute_info(k), &life->now, &wall.segment[where[i]], where[i], &p);
      life->trace->permeability[3 * k + i] = p.pore + p.leak + p.cell_loss;
    }
}

enum zn_status zn_life_begin(struct zn_life *life, const struct zn_run_options *options, const double *course_time_h,
                             struct zn_error *error) {
  const struct zn_cohort *cohort = &life->study->cohorts[life->cohort];
  const size_t states = (size_t)zn_state_count(), events = (size_t)life->study->n_events + 1;
  life->course_points = options->course_points;
  ZN_TRY(zn_agenda_make(&life->agenda, life->study, life->library, life->cohort, course_time_h, life->course_points, error));
  const size_t walls = (size_t)life->agenda.n_wall + 1;
  life->y = malloc((states + (size_t)zn_observable_count()) * sizeof *life->y);
  life->active = malloc(events * sizeof *life->active);
  life->tests = malloc(events * sizeof *life->tests);
  life->test_event = malloc(events * sizeof *life->test_event);
  life->wall = malloc(walls * sizeof *life->wall);
  life->wall_time_h = malloc(walls * sizeof *life->wall_time_h);
  if (!life->y || !life->active || !life->tests || !life->test_event || !life->wall || !life->wall_time_h)
    return zn_fail(error, ZN_MEMORY, "no memory to simulate a person");
  life->observed = life->y + states;
  ZN_TRY(zn_person_draw(&life->drawn, cohort, life->library, life->number, error));
  ZN_TRY(zn_start_state(life->y, &life->drawn, zn_cohort_branch(cohort, life->library), options->cache_folder, error));
  life->drawn.diet_in_meals = life->study->meals;
  life->now = life->drawn;
  life->jumped = 1;
  look_at_wall(life);
  return ZN_OK;
}

int zn_life_is_over(const struct zn_life *life) { return life->next == life->agenda.n; }

double zn_life_due(const struct zn_life *life) { return life->agenda.entries[life->next].time_h; }

double zn_life_next_jump(const struct zn_life *life) {
  for (int i = life->next; i < life->agenda.n; i++) {
    const struct zn_entry *e = &life->agenda.entries[i];
    if (e->kind == ZN_ENTRY_END || (e->kind == ZN_ENTRY_EVENT && life->study->events[e->index].kind == ZN_EVENT_GIVE)) return e->time_h;
  }
  return life->agenda.entries[life->agenda.n - 1].time_h;
}

void zn_life_meet(struct zn_life *life) {
  const struct zn_entry *entry = &life->agenda.entries[life->next++];
  life->time_h = entry->time_h;
  meet(life, entry);
}

enum zn_status zn_life_end(struct zn_life *life, enum zn_status status, struct zn_error *error) {
  if (status == ZN_OK) status = evaluate_tests(life, error);
  life->trace->time_h = life->time_h;
  free(life->y);
  free(life->active);
  free(life->tests);
  free(life->test_event);
  free(life->wall);
  free(life->wall_time_h);
  zn_agenda_clear(&life->agenda);
  return status;
}
