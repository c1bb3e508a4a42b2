/* Solutes over lanes: the same equations, compiled for several journeys side by side. */
#ifndef ZN_SOLUTE_LANES_H
#define ZN_SOLUTE_LANES_H

#include "base/lane_problem.h"

/* For 1, 2, 4 or 8 journeys; NULL for other numbers. A state is struct zn_solute_states, a person struct zn_stretch. */
const struct zn_lane_problem *zn_solute_lanes(int lanes);

/* What they take of a stretch (lane_problem.h). */
void zn_solute_constants(const double *stretch, double *constant);

#endif
