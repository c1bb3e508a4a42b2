/* Where a person starts: at rest in their condition and diet, on the right branch. */
#ifndef ZN_STUDY_START_STATE_H
#define ZN_STUDY_START_STATE_H

#include "zonula/body.h"

/* Fills `y` [zn_state_count()] with the steady state of `person` that the search from `branch` comes to. With a
 * `cache_folder` (made if missing; NULL: none) the answer is kept there under a name made from everything it depends on:
 * the equations, the person's parameters and the branch; a damaged or foreign file there is computed anew.
 * ZN_NUMERICAL when no steady state is found. */
enum zn_status zn_start_state(double *y, const struct zn_parameters *person, enum zn_branch branch, const char *cache_folder,
                              struct zn_error *error);

/* The body as a problem for the solver. `scale` [zn_state_count()] is filled and borrowed. */
struct zn_problem zn_body_problem(double *scale);

#endif
