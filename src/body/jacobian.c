/* The derivatives of the body's rates, as recorded from the equations themselves (tools/record). */
#include "lanes.h"
#include "real.h"
#include "states.h"
#include "zonula/body.h"

#include "recorded_pattern.inc"
#include "recorded_derivatives.inc"

_Static_assert((int)ZN_BODY_RATES == (int)ZN_BODY_STATES, "one rate per state");
_Static_assert(sizeof zn_body_column_start / sizeof *zn_body_column_start == ZN_BODY_STATES + 1, "one column per state");
_Static_assert(ZN_BODY_NUMBERS == sizeof(struct zn_parameters) / sizeof(double), "all parameters were recorded");

struct zn_body_pattern zn_body_pattern(void) {
  return (struct zn_body_pattern){.column_start = zn_body_column_start, .row = zn_body_row};
}

void zn_body_jacobian(double time_h, const double *y, const struct zn_parameters *person, double *value) {
  double constant[ZN_BODY_CONSTANTS], rate[ZN_BODY_STATES], by_time[ZN_BODY_STATES];
  zn_body_constants((const double *)person, constant);
  zn_recorded_derivatives(time_h, y, constant, rate, value, by_time);
}
