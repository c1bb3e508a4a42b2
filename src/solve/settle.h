/* Steady states of many people at once: where a trajectory comes to rest, without integrating all the way.
 *
 * Pseudo-transient continuation (Kelley and Keyes 1998, doi 10.1137/S0036142996304796): implicit Euler whose step grows while no state
 * changes by more than a third and no growing mode is outrun, ending in Newton's method. It finds the rest on the branch that the
 * trajectory from the guess approaches. Every lane has its own person, its own step and its own decisions, and takes the next person when
 * it is done; what happens in one lane never shows in another, so the results are the same bits for every number of lanes. */
#ifndef ZN_SOLVE_SETTLE_H
#define ZN_SOLVE_SETTLE_H

#include "base/lane_problem.h"
#include "zonula/status.h"

struct zn_settle_options {
  const double *scale; /* [n] typical size of each state, > 0 */
  double time_scale_h; /* at rest when time_scale_h * |rate| <= tolerance * (scale + |y|) for every state */
  double tolerance;
  int max_steps;
};

/* Somebody who shall come to rest. */
struct zn_settling {
  const double *person; /* [numbers], borrowed */
  double *y;            /* [n] the guess, then the answer, or how far it came */
  enum zn_status status;
  struct zn_error error;
  int steps;   /* implicit steps tried */
  double rest; /* largest time_scale_h * |rate| / (scale + |y|) at y; infinite where a rate is not a number */
};

/* Finds the steady states rates(0, y) = 0 of n people. Afterwards each has status ZN_OK, ZN_NUMERICAL when it does not come to rest within
 * max_steps, or ZN_MEMORY. */
void zn_settle(struct zn_settling *people, int n, const struct zn_lane_problem *problem, const struct zn_settle_options *options);

#endif
