#include "jacobian.h"

#include "recorded_pattern.inc"
#include "recorded_jacobian.inc"

_Static_assert(sizeof zn_solute_column_start / sizeof *zn_solute_column_start == ZN_SOLUTE_STATES + 1, "one column per state");

struct zn_solute_pattern zn_solute_pattern(void) {
  return (struct zn_solute_pattern){.column_start = zn_solute_column_start, .row = zn_solute_row};
}

void zn_solute_jacobian(double time_h, const double *y, const struct zn_stretch *stretch, double *value) {
  zn_recorded_jacobian(time_h, y, (const double *)stretch, value);
}
