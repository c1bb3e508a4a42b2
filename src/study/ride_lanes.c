/* Several people at a time, by Rodas5P over lanes (solve/rodas.h): each lane carries one life, and takes the next when that is over. */
#include <stdlib.h>

#include "base/status.h"
#include "body/lanes.h"
#include "ride.h"
#include "solve/rodas.h"

struct coach {
  struct zn_life *lives; /* [n] */
  int n, next;           /* the next to get on */
  double *scale;         /* [zn_state_count()] */
  struct zn_rodas rodas;
  int taken;                           /* seats */
  struct zn_life *seat[ZN_MOST_LANES]; /* NULL: nobody sits here */
};

/* The state at the time an entry is due; what lies below zero by less than the tolerance can tell is zero. */
static void look(struct coach *c, int lane, double time_h) {
  double *y = c->seat[lane]->y;
  zn_rodas_look(&c->rodas, lane, time_h, y);
  for (int i = 0; i < zn_state_count(); i++)
    if (y[i] < 0.0 && y[i] > -c->rodas.options.relative_tolerance * c->scale[i]) y[i] = 0.0;
}

/* Goes on from where the life stands; 0 when it is over. */
static int go_on(struct coach *c, int lane) {
  struct zn_life *life = c->seat[lane];
  while (!zn_life_is_over(life) && zn_life_due(life) <= life->time_h) zn_life_meet(life);
  if (zn_life_is_over(life)) return 0;
  zn_rodas_board(&c->rodas, lane, life->time_h, zn_life_next_jump(life), life->y, (const double *)&life->now);
  life->jumped = 0;
  return 1;
}

static void get_on(struct coach *c, int lane) {
  while (c->next < c->n) {
    struct zn_life *life = c->seat[lane] = &c->lives[c->next++];
    if (life->task->status == ZN_OK && go_on(c, lane)) return;
  }
  c->seat[lane] = NULL;
  zn_rodas_leave(&c->rodas, lane);
  c->taken--;
}

/* Meets all entries within the last step; 0 when the life is over. */
static int walk(struct coach *c, int lane) {
  struct zn_life *life = c->seat[lane];
  life->task->trace.steps++;
  while (!zn_life_is_over(life) && zn_life_due(life) <= c->rodas.time[lane]) {
    if (zn_life_due(life) > life->time_h) look(c, lane, zn_life_due(life));
    zn_life_meet(life);
  }
  return life->jumped ? go_on(c, lane) : !zn_life_is_over(life);
}

static void fail(struct coach *c, int lane) {
  struct zn_task *task = c->seat[lane]->task;
  const double reached = c->rodas.time[lane], goal = zn_life_due(c->seat[lane]);
  task->status = zn_fail(&task->error, ZN_NUMERICAL, "the integration failed near %g h on the way to %g h (%s)", reached, goal,
                         zn_lane_failure(c->rodas.state[lane]));
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
      break;
    default:
      fail(c, lane);
  }
  get_on(c, lane);
}

static void drive(struct coach *c, const struct zn_lane_problem *problem, double relative_tolerance, void *memory) {
  const struct zn_rodas_options options = {.relative_tolerance = relative_tolerance, .scale = c->scale, .max_steps = ZN_MOST_STEPS};
  zn_rodas_open(&c->rodas, problem, &options, memory);
  c->taken = problem->lanes;
  for (int lane = 0; lane < problem->lanes; lane++) get_on(c, lane);
  while (c->taken) {
    zn_rodas_step(&c->rodas);
    for (int lane = 0; lane < problem->lanes; lane++) attend(c, lane);
  }
}

void zn_ride_in_lanes(struct zn_life *lives, int n, int lanes, double relative_tolerance) {
  const struct zn_lane_problem *problem = zn_body_lanes(lanes);
  struct coach c = {.lives = lives, .n = n};
  c.scale = malloc((size_t)zn_state_count() * sizeof *c.scale);
  void *memory = aligned_alloc(ZN_LANE_ALIGNMENT, zn_rodas_room(problem));
  if (c.scale && memory) {
    for (int i = 0; i < zn_state_count(); i++) c.scale[i] = zn_state_info(i)->scale;
    drive(&c, problem, relative_tolerance, memory);
  } else {
    for (int i = 0; i < n; i++) lives[i].task->status = zn_fail(&lives[i].task->error, ZN_MEMORY, "no memory to simulate people in lanes");
  }
  free(c.scale);
  free(memory);
}
