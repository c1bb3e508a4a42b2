/* Steady states: where a trajectory comes to rest, without integrating all the way. */
#ifndef ZN_SOLVE_SETTLE_H
#define ZN_SOLVE_SETTLE_H

#include "solver.h"

/* Finds the steady state rates(0, y) = 0 on the branch that the trajectory from `y` approaches (pseudo-transient
 * continuation: implicit Euler whose step grows while no state changes by more than a third and no growing mode is outrun,
 * ending in Newton's method; Kelley and Keyes 1998). `y` [n] is the guess and the answer. Done when
 * time_scale_h * |rate| <= tolerance * (scale + |y|) for every state. ZN_NUMERICAL when it does not come to rest within
 * `max_steps`. */
enum zn_status zn_settle(const struct zn_problem *problem, double *y, const void *user, double time_scale_h, double tolerance,
                         int max_steps, struct zn_error *error);

#endif
