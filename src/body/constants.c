/* What the body's rates take of a person, computed once for each: over one lane, so that it is the same bits everywhere. */
#define ZN_LANES 1
#include "base/lane_numbers.h"
#include "lanes.h"
#include "zonula/parameters.h"

typedef struct zn_parameters zn_person;

#include "recorded_constants.inc"

void zn_body_constants(const double *person, double *constant) { zn_recorded_constants((const zn_person *)person, constant); }
