/* One journey by CVODE. */
#include <math.h>

#include "base/status.h"
#include "jacobian.h"
#include "solve/solver.h"
#include "walk.h"

struct ride {
  struct zn_walk walk;
  struct zn_solver *solver;
  int jumped; /* the solver must be started anew */
};

static void rates(double t, const double *y, double *dydt, const void *user) {
  const struct zn_walk *walk = user;
  struct zn_wall wall;
  zn_walk_wall(walk, t, &wall);
  zn_traveller_rates((const struct zn_solute_states *)y, &walk->stretch.who, &wall, (struct zn_solute_states *)dydt);
}

/* The derivatives by the states do not ask where the wall goes. */
static void derivatives(double t, const double *y, double *value, const void *user) {
  const struct zn_walk *walk = user;
  struct zn_stretch stretch = {.who = walk->stretch.who, .since = t};
  zn_walk_wall(walk, t, &stretch.wall);
  zn_solute_jacobian(t, y, &stretch, value);
}

static enum zn_status advance(struct ride *r, double t) {
  struct zn_walk *w = &r->walk;
  if (t <= w->time_h) return ZN_OK;
  struct zn_error *error = &w->journey->error;
  if (r->jumped) {
    ZN_TRY(zn_solver_start(r->solver, w->time_h, (const double *)&w->y, w, error));
    if (w->event_h < HUGE_VAL) zn_solver_stop_at(r->solver, w->event_h);
    r->jumped = 0;
  }
  ZN_TRY(zn_solver_advance(r->solver, t, (double *)&w->y, error));
  w->time_h = t;
  return ZN_OK;
}

static void go(struct ride *r) {
  struct zn_walk *w = &r->walk;
  while (!zn_walk_is_over(w)) {
    const double due = zn_walk_due(w), to = fmin(due, w->event_h);
    w->journey->status = advance(r, to);
    if (w->journey->status != ZN_OK) return;
    if (w->event_h <= due) {
      zn_walk_arrive(w, to);
      r->jumped = 1;
    } else
      zn_walk_answer(w, &w->y);
  }
}

void zn_journey_follow(struct zn_journey *journey, double relative_tolerance) {
  struct ride r = {.jumped = 1};
  double scale[ZN_SOLUTE_STATES];
  if (!zn_walk_begin(&r.walk, journey)) return;
  zn_walk_scale(scale);
  const struct zn_solute_pattern pattern = zn_solute_pattern();
  const struct zn_problem problem = {.n = ZN_SOLUTE_STATES,
                                     .rates = rates,
                                     .scale = scale,
                                     .derivatives = derivatives,
                                     .column_start = pattern.column_start,
                                     .row = pattern.row};
  const struct zn_solver_options options = {.relative_tolerance = relative_tolerance, .max_steps = 100000};
  journey->status = zn_solver_create(&r.solver, &problem, &options, &journey->error);
  if (journey->status != ZN_OK) return;
  go(&r);
  journey->steps = zn_solver_steps(r.solver);
  zn_solver_free(r.solver);
}
