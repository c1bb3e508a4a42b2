/* What the rates of a solute take of a stretch, computed once for each: over one lane, so that it is the same bits everywhere. */
#define ZN_LANES 1
#include "base/lane_numbers.h"
#include "lanes.h"

#include "recorded_constants.inc"

void zn_solute_constants(const double *stretch, double *constant) { zn_recorded_constants(stretch, constant); }
