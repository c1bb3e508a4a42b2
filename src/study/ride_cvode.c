/* One person after the other, by CVODE. */
#include <stdlib.h>

#include "base/status.h"
#include "ride.h"
#include "solve/solver.h"
#include "start_state.h"

const char *zn_cvode_build(void) { return ZN_CVODE_BUILD; }

static enum zn_status travel(struct zn_life *life, struct zn_solver *solver, struct zn_error *error) {
  const double to = zn_life_due(life);
  if (to <= life->time_h) return ZN_OK;
  if (life->jumped) {
    ZN_TRY(zn_solver_start(solver, life->time_h, life->y, &life->now, error));
    zn_solver_stop_at(solver, zn_life_next_jump(life));
    life->jumped = 0;
  }
  return zn_solver_advance(solver, to, life->y, error);
}

static enum zn_status live(struct zn_life *life, double relative_tolerance, struct zn_error *error) {
  double *scale = malloc((size_t)zn_state_count() * sizeof *scale);
  if (!scale) return zn_fail(error, ZN_MEMORY, "no memory to simulate a person");
  const struct zn_problem problem = zn_body_problem(scale);
  const struct zn_solver_options options = {relative_tolerance, ZN_MOST_STEPS};
  struct zn_solver *solver = NULL;
  enum zn_status status = zn_solver_create(&solver, &problem, &options, error);
  while (status == ZN_OK && !zn_life_is_over(life)) {
    status = travel(life, solver, error);
    if (status == ZN_OK) zn_life_meet(life);
  }
  life->task->trace.steps = solver ? zn_solver_steps(solver) : 0;
  zn_solver_free(solver);
  free(scale);
  return status;
}

void zn_ride_by_cvode(struct zn_life *lives, int n, double relative_tolerance) {
  for (int i = 0; i < n; i++) {
    struct zn_task *task = lives[i].task;
    if (task->status == ZN_OK) task->status = live(&lives[i], relative_tolerance, &task->error);
  }
}
