/* Where a person starts (zn_start_state, zonula/study.h), and the body as the solver sees it. */
#ifndef ZN_STUDY_START_STATE_H
#define ZN_STUDY_START_STATE_H

#include "zonula/study.h"

/* The body as a problem for the solver. `scale` [zn_state_count()] is filled and borrowed. */
struct zn_problem zn_body_problem(double *scale);

#endif
