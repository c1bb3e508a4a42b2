#include "jacobian.h"

#include "lanes.h"

#include "recorded_pattern.inc"
#include "recorded_derivatives.inc"

_Static_assert((int)ZN_SOLUTE_RATES == (int)ZN_SOLUTE_STATES, "one rate per state");
_Static_assert(sizeof zn_solute_column_start / sizeof *zn_solute_column_start == ZN_SOLUTE_STATES + 1, "one column per state");
_Static_assert(ZN_SOLUTE_NUMBERS == sizeof(struct zn_stretch) / sizeof(double), "all numbers were recorded");

struct zn_solute_pattern zn_solute_pattern(void) {
  return (struct zn_solute_pattern){.column_start = zn_solute_column_start, .row = zn_solute_row};
}

void zn_solute_jacobian(double time_h, const double *y, const struct zn_stretch *stretch, double *value) {
  double constant[ZN_SOLUTE_CONSTANTS], rate[ZN_SOLUTE_STATES], by_time[ZN_SOLUTE_STATES];
  zn_solute_constants((const double *)stretch, constant);
  zn_recorded_derivatives(time_h, y, constant, rate, value, by_time);
}
