/* Several people at a time, by Rodas5P over lanes (solve/rodas.h): each lane carries one life and takes the next from the queue. */
#include <stdlib.h>

#include "base/status.h"
#include "body/lanes.h"
#include "life.h"
#include "simulate.h"
#include "solve/rodas.h"

struct seat {
  struct zn_task *task; /* NULL: nobody sits here */
  struct zn_life life;
};

struct coach {
  const struct zn_queue *queue;
  const struct zn_study *study;
  const struct zn_library *library;
  const struct zn_run_options *options;
  const double *course_time_h;
  double *scale; /* [zn_state_count()] */
  void *memory;
  struct zn_rodas rodas;
  int taken; /* seats */
  struct seat seat[ZN_MOST_LANES];
};

/* The state at the time an entry is due; what lies below zero by less than the tolerance can tell is zero. */
static void look(struct coach *c, int lane, double time_h) {
  double *y = c->seat[lane].life.y;
  zn_rodas_look(&c->rodas, lane, time_h, y);
  for (int i = 0; i < zn_state_count(); i++)
    if (y[i] < 0.0 && y[i] > -c->rodas.options.relative_tolerance * c->scale[i]) y[i] = 0.0;
}

static void get_off(struct coach *c, int lane, enum zn_status status) {
  struct seat *seat = &c->seat[lane];
  seat->task->status = zn_life_end(&seat->life, status, &seat->task->error);
  c->queue->done(c->queue->context, seat->task);
  seat->task = NULL;
}

/* Goes on from where the life stands; 0 when it is over. */
static int go_on(struct coach *c, int lane) {
  struct zn_life *life = &c->seat[lane].life;
  while (!zn_life_is_over(life) && zn_life_due(life) <= life->time_h) zn_life_meet(life);
  if (zn_life_is_over(life)) return 0;
  zn_rodas_board(&c->rodas, lane, life->time_h, zn_life_next_jump(life), life->y, (const double *)&life->now);
  life->jumped = 0;
  return 1;
}

/* Fills an empty seat from the queue. Whoever cannot even begin is done at once. */
static void get_on(struct coach *c, int lane) {
  struct seat *seat = &c->seat[lane];
  while ((seat->task = c->queue->next(c->queue->context))) {
    struct zn_task *task = seat->task;
    seat->life =
        (struct zn_life){.study = c->study, .library = c->library, .cohort = task->cohort, .number = task->number, .trace = &task->trace};
    task->trace.steps = 0;
    const enum zn_status status = zn_life_begin(&seat->life, c->options, c->course_time_h, &task->error);
    if (status == ZN_OK && go_on(c, lane)) return;
    get_off(c, lane, status);
  }
  zn_rodas_leave(&c->rodas, lane);
  c->taken--;
}

/* Meets all entries within the last step; 0 when the life is over. */
static int walk(struct coach *c, int lane) {
  struct zn_life *life = &c->seat[lane].life;
  life->trace->steps++;
  while (!zn_life_is_over(life) && zn_life_due(life) <= c->rodas.time[lane]) {
    if (zn_life_due(life) > life->time_h) look(c, lane, zn_life_due(life));
    zn_life_meet(life);
  }
  return life->jumped ? go_on(c, lane) : !zn_life_is_over(life);
}

static void fail(struct coach *c, int lane) {
  const double reached = c->rodas.time[lane], goal = zn_life_due(&c->seat[lane].life);
  zn_fail(&c->seat[lane].task->error, ZN_NUMERICAL, "the integration failed near %g h on the way to %g h (%s)", reached, goal,
          zn_lane_failure(c->rodas.state[lane]));
  get_off(c, lane, ZN_NUMERICAL);
}

/* What became of a lane in the last step. */
static void attend(struct coach *c, int lane) {
  switch (c->rodas.state[lane]) {
    case ZN_LANE_EMPTY:
    case ZN_LANE_REJECTED:
      return;
    case ZN_LANE_ACCEPTED:
    case ZN_LANE_ARRIVED:
      if (walk(c, lane)) return;
      get_off(c, lane, ZN_OK);
      break;
    default:
      fail(c, lane);
  }
  get_on(c, lane);
}

static void drive(struct coach *c, const struct zn_lane_problem *problem) {
  const struct zn_rodas_options options = {
      .relative_tolerance = zn_relative_tolerance(c->options), .scale = c->scale, .max_steps = ZN_MOST_STEPS};
  zn_rodas_open(&c->rodas, problem, &options, c->memory);
  c->taken = problem->lanes;
  for (int lane = 0; lane < problem->lanes; lane++) get_on(c, lane);
  while (c->taken) {
    zn_rodas_step(&c->rodas);
    for (int lane = 0; lane < problem->lanes; lane++) attend(c, lane);
  }
}

enum zn_status zn_simulate_in_lanes(const struct zn_queue *queue, int lanes, const struct zn_study *study, const struct zn_library *library,
                                    const struct zn_run_options *options, const double *course_time_h) {
  const struct zn_lane_problem *problem = zn_body_lanes(lanes);
  struct coach *c = calloc(1, sizeof *c);
  enum zn_status status = ZN_MEMORY;
  if (c) {
    *c = (struct coach){.queue = queue, .study = study, .library = library, .options = options, .course_time_h = course_time_h};
    c->scale = malloc((size_t)zn_state_count() * sizeof *c->scale);
    c->memory = aligned_alloc(ZN_LANE_ALIGNMENT, zn_rodas_room(problem));
    if (c->scale && c->memory) {
      for (int i = 0; i < zn_state_count(); i++) c->scale[i] = zn_state_info(i)->scale;
      drive(c, problem);
      status = ZN_OK;
    }
    free(c->scale);
    free(c->memory);
  }
  free(c);
  return status;
}
