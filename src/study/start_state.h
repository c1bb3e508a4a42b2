/* Where people start (zn_start_state, zonula/study.h, and the same for many), and the body as the solver sees it. */
#ifndef ZN_STUDY_START_STATE_H
#define ZN_STUDY_START_STATE_H

#include "solve/solver.h"
#include "zonula/study.h"

/* The body as a problem for the solver. `scale` [zn_state_count()] is filled and borrowed. */
struct zn_problem zn_body_problem(double *scale);

/* Somebody whose start state is looked for. */
struct zn_start {
  const struct zn_parameters *person;
  enum zn_branch branch;
  double *y; /* [zn_state_count()] the answer, as of zn_start_state */
  enum zn_status status;
  struct zn_error error;
};

/* The start states of n people, `lanes` (1, 2, 4 or 8) at a time. Each one's is the same whoever else is looked for and in however many
 * lanes, so the cache serves all. */
void zn_start_states(struct zn_start *people, int n, int lanes, const char *cache_folder);

#endif
