/* One person at a time, by CVODE. */
#include "simulate.h"

#include <stdlib.h>

#include "base/status.h"
#include "life.h"
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
  enum zn_status status = zn_solver_create(&solver, &problem, &options, life->y, &life->now, error);
  while (status == ZN_OK && !zn_life_is_over(life)) {
    status = travel(life, solver, error);
    if (status == ZN_OK) zn_life_meet(life);
  }
  life->trace->steps = solver ? zn_solver_steps(solver) : 0;
  zn_solver_free(solver);
  free(scale);
  return status;
}

enum zn_status zn_simulate(struct zn_trace *trace, const struct zn_study *study, const struct zn_library *library, int cohort, int number,
                           const struct zn_run_options *options, const double *course_time_h, struct zn_error *error) {
  struct zn_life life = {.study = study, .library = library, .cohort = cohort, .number = number, .trace = trace};
  trace->steps = 0;
  enum zn_status status = zn_life_begin(&life, options, course_time_h, error);
  if (status == ZN_OK) status = live(&life, zn_relative_tolerance(options), error);
  return zn_life_end(&life, status, error);
}
