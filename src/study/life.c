#include "life.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"
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
    zn_person_treat(&life->now, &life->library->overlays[life->active[i].overlay], life->study->events[life->active[i].event].effect,
                    &life->study->cohorts[life->task->cohort], life->task->number);
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
  if (overlay->n_changes || overlay->n_uncertain) life->active[life->n_active++] = (struct zn_active){event, e->overlay};
  if (overlay->dose_state >= 0 && e->effect != ZN_EFFECT_NONE)
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
  return (row->cohort < 0 || row->cohort == cohort) && row->assay == e->assay && row->time_h == e->time_h;
}

/* What a study sets holds for the untreated person, so that treatments work on top of it. */
static void set(struct zn_life *life, const struct zn_event *e) {
  ((double *)&life->drawn)[e->parameter] = e->value;
  treat(life);
  life->jumped = 1;
}

/* Where what is measured for the `again`th time is written, by row. */
static double *values(const struct zn_life *life, int again) {
  const struct zn_trace *trace = &life->task->trace;
  return again ? trace->repeated + (size_t)(again - 1) * (size_t)zn_rows_of(life->study) : trace->value;
}

/* An instrument that looks at this moment. */
static void look(struct zn_life *life, const struct zn_event *e, const struct zn_assay *assay, int again) {
  const struct zn_cohort *cohort = &life->study->cohorts[life->task->cohort];
  struct zn_task *task = life->task;
  struct zn_wall wall;
  zn_observe(life->y, &life->now, life->observed);
  zn_body_wall(life->y, &life->now, &wall);
  const struct zn_sight sight = {.library = life->library,
                                 .assay = assay,
                                 .person = &life->now,
                                 .solutes = cohort->solutes,
                                 .observed = life->observed,
                                 .wall = &wall,
                                 .seed = cohort->seed,
                                 .number = task->number,
                                 .time_h = e->time_h,
                                 .again = again,
                                 .exact = life->exact};
  for (int r = 0; r < zn_rows_of(life->study) && task->status == ZN_OK; r++)
    if (belongs(&life->study->reported[r], e, task->cohort))
      task->status = zn_sight_read(&sight, &life->study->reported[r], values(life, again) + r, &task->error);
}

static void begin_test(struct zn_life *life, int event, const struct zn_assay *assay, int again) {
  const struct zn_cohort *cohort = &life->study->cohorts[life->task->cohort];
  life->test_event[life->n_tests] = event;
  life->tests[life->n_tests++] = (struct zn_test){.assay = assay,
                                                  .start_h = life->study->events[event].time_h,
                                                  .person = life->now,
                                                  .solutes = cohort->solutes,
                                                  .noisy = !life->exact,
                                                  .seed = cohort->seed,
                                                  .number = life->task->number,
                                                  .again = again};
}

static void measure(struct zn_life *life, int event, int again) {
  const struct zn_event *e = &life->study->events[event];
  const struct zn_assay *assay = &life->library->assays[e->assay];
  if (zn_event_is_test(e, life->library)) {
    begin_test(life, event, assay, again);
    return;
  }
  look(life, e, assay, again);
}

static double largest(const double *value, int places) {
  double most = value[0];
  for (int i = 1; i < places; i++) most = fmax(most, value[i]);
  return most;
}

static int needs_rescue(struct zn_life *life, const struct zn_event *e) {
  zn_observe(life->y, &life->now, life->observed);
  const double value = largest(life->observed + e->observable, e->places);
  return value > e->above || value < e->below; /* NAN: not asked */
}

/* Whether something given comes to this person: not if it is missed, or is rescue that is not needed. */
static int takes(struct zn_life *life, int event) {
  const struct zn_event *e = &life->study->events[event];
  const uint64_t seed = life->study->cohorts[life->task->cohort].seed;
  if (e->kind != ZN_EVENT_GIVE) return 1;
  if (e->missed > 0.0 && zn_uniform(seed, (uint32_t)life->task->number, zn_stream("adherence"), (uint32_t)event) < e->missed) return 0;
  if (!e->rescue) return 1;
  if (!needs_rescue(life, e)) return 0;
  life->task->trace.rescued_h = fmin(life->task->trace.rescued_h, e->time_h);
  return 1;
}

static void happen(struct zn_life *life, int event) {
  const struct zn_event *e = &life->study->events[event];
  if (!takes(life, event)) {
    life->jumped = 1; /* the integration halted here, and goes on */
    return;
  }
  switch (e->kind) {
    case ZN_EVENT_GIVE:
    case ZN_EVENT_SET:
      record_wall(life);
      e->kind == ZN_EVENT_GIVE ? give(life, event) : set(life, e);
      record_wall(life);
      break;
    case ZN_EVENT_MEASURE:
      for (int again = 0; again <= life->repeats; again++) measure(life, event, again);
      break;
  }
}

static void record_course(struct zn_life *life, int point) {
  zn_observe(life->y, &life->now, life->observed);
  for (int f = 0; f < life->study->n_follow; f++)
    life->task->trace.course[f * life->course_points + point] = life->observed[life->study->follow[f]];
}

/* What no instrument reads. Rows of one moment stand one behind the other, and are read from one look. */
static void look_inside(struct zn_life *life, const struct zn_entry *entry) {
  const int r = entry->index, first = entry == life->agenda.entries;
  const struct zn_reported *row = &life->study->reported[r];
  if (first || entry[-1].kind != ZN_ENTRY_LOOK || entry[-1].time_h != entry->time_h) zn_observe(life->y, &life->now, life->observed);
  life->task->trace.value[r] = largest(life->observed + row->observable, row->places) * row->to_unit;
}

/* Where the trace has room for it: what is to be seen of the body at a picture, and how it meets solutes. */
static void record_picture(struct zn_life *life, int picture) {
  const struct zn_trace *trace = &life->task->trace;
  const size_t at = (size_t)picture;
  struct zn_wall wall;
  zn_observe(life->y, &life->now, trace->picture + at * (size_t)zn_observable_count());
  if (!trace->route && !trace->moment) return;
  zn_body_wall(life->y, &life->now, &wall);
  if (trace->moment) trace->moment[picture] = (struct zn_moment){.wall = wall, .person = life->now};
  struct zn_permeability *route = trace->route ? trace->route + at * (size_t)life->n_routes * ZN_SEGMENTS : NULL;
  for (int k = 0; route && k < life->n_routes; k++)
    for (int i = 0; i < ZN_SEGMENTS; i++)
      zn_solute_permeability(zn_solute_info(life->routes[k]), &life->now, &wall.segment[i], (enum zn_segment)i, route++);
}

static void meet(struct zn_life *life, const struct zn_entry *entry) {
  switch (entry->kind) {
    case ZN_ENTRY_COURSE:
      record_course(life, entry->index);
      break;
    case ZN_ENTRY_PICTURE:
      record_picture(life, entry->index);
      break;
    case ZN_ENTRY_WALL:
      if (!life->n_wall || life->wall_time_h[life->n_wall - 1] < life->time_h) record_wall(life); /* two equal times would mean a jump */
      break;
    case ZN_ENTRY_END:
      record_wall(life);
      expire(life, entry->index);
      record_wall(life);
      break;
    case ZN_ENTRY_LOOK:
      look_inside(life, entry);
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

static enum zn_status plan_test(struct zn_life *life, int test, struct zn_error *error) {
  int *which = life->which + (size_t)test * (size_t)zn_rows_of(life->study), n = 0;
  for (int r = 0; r < zn_rows_of(life->study); r++)
    if (belongs(&life->study->reported[r], &life->study->events[life->test_event[test]], life->task->cohort)) which[n++] = r;
  const struct zn_wall_course wall = seen(life, &life->tests[test]);
  return zn_test_plan(&life->plans[test], &life->tests[test], &wall, life->study->reported, which, n, error);
}

void zn_life_plan_tests(struct zn_life *life) {
  struct zn_task *task = life->task;
  life->plans = calloc((size_t)life->n_tests + 1, sizeof *life->plans);
  life->which = malloc(((size_t)life->n_tests * (size_t)zn_rows_of(life->study) + 1) * sizeof *life->which);
  if (!life->plans || !life->which) task->status = zn_fail(&task->error, ZN_MEMORY, "no memory to evaluate the tests");
  for (int t = 0; t < life->n_tests && task->status == ZN_OK; t++) task->status = plan_test(life, t, &task->error);
}

void zn_life_read_tests(struct zn_life *life) {
  struct zn_task *task = life->task;
  for (int t = 0; t < life->n_tests && task->status == ZN_OK; t++)
    task->status = zn_test_read(&life->plans[t], values(life, life->tests[t].again), &task->error);
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
      life->task->trace.permeability[3 * k + i] = p.pore + p.leak + p.cell_loss;
    }
}

/* Everything that lasts as long as the life. */
static enum zn_status make_room(struct zn_life *life, struct zn_error *error) {
  const size_t states = (size_t)zn_state_count(), events = (size_t)life->study->n_events + 1, tests = events * ((size_t)life->repeats + 1),
               walls = (size_t)life->agenda.n_wall + 1;
  life->y = malloc((states + (size_t)zn_observable_count()) * sizeof *life->y);
  life->active = malloc(events * sizeof *life->active);
  life->tests = malloc(tests * sizeof *life->tests);
  life->test_event = malloc(tests * sizeof *life->test_event);
  life->wall = malloc(walls * sizeof *life->wall);
  life->wall_time_h = malloc(walls * sizeof *life->wall_time_h);
  if (!life->y || !life->active || !life->tests || !life->test_event || !life->wall || !life->wall_time_h)
    return zn_fail(error, ZN_MEMORY, "no memory to simulate a person");
  life->observed = life->y + states;
  return ZN_OK;
}

void zn_life_begin(struct zn_life *life, const double *course_time_h) {
  struct zn_task *task = life->task;
  task->trace.steps = 0;
  task->trace.rescued_h = INFINITY;
  if (!task->trace.repeated) life->repeats = 0;
  task->status = zn_agenda_make(&life->agenda, life->study, life->library, task->cohort, course_time_h, life->course_points, &task->error);
  if (task->status == ZN_OK) task->status = make_room(life, &task->error);
  if (task->status == ZN_OK)
    task->status = zn_person_draw(&life->drawn, &life->study->cohorts[task->cohort], life->library, task->number, &task->error);
}

void zn_life_set_off(struct zn_life *life) {
  life->drawn.diet_in_meals = life->study->meals;
  life->now = life->drawn;
  life->jumped = 1;
  look_at_wall(life);
}

int zn_life_is_over(const struct zn_life *life) { return life->next == life->agenda.n; }

double zn_life_due(const struct zn_life *life) { return life->agenda.entries[life->next].time_h; }

static int jumps(const struct zn_event *e) { return e->kind == ZN_EVENT_GIVE || e->kind == ZN_EVENT_SET; }

double zn_life_next_jump(const struct zn_life *life) {
  for (int i = life->next; i < life->agenda.n; i++) {
    const struct zn_entry *e = &life->agenda.entries[i];
    if (e->kind == ZN_ENTRY_END || (e->kind == ZN_ENTRY_EVENT && jumps(&life->study->events[e->index]))) return e->time_h;
  }
  return life->agenda.entries[life->agenda.n - 1].time_h;
}

void zn_life_meet(struct zn_life *life) {
  const struct zn_entry *entry = &life->agenda.entries[life->next++];
  life->time_h = entry->time_h;
  meet(life, entry);
}

void zn_life_end(struct zn_life *life) {
  life->task->trace.time_h = life->time_h;
  for (int t = 0; life->plans && t < life->n_tests; t++) zn_test_plan_clear(&life->plans[t]);
  free(life->plans);
  free(life->which);
  free(life->y);
  free(life->active);
  free(life->tests);
  free(life->test_event);
  free(life->wall);
  free(life->wall_time_h);
  zn_agenda_clear(&life->agenda);
}
