/* The body over lanes: the same equations, compiled for several people side by side. */
#ifndef ZN_BODY_LANES_H
#define ZN_BODY_LANES_H

#include "base/lane_problem.h"

/* For 1, 2, 4 or 8 people; NULL for other numbers. A state is struct zn_body_states, a person struct zn_parameters. */
const struct zn_lane_problem *zn_body_lanes(int lanes);

/* What they take of a person (lane_problem.h). */
void zn_body_constants(const double *person, double *constant);

#endif
