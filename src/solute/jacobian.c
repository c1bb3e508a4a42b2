#include "jacobian.h"

#include <string.h>

#include "recorded_pattern.inc"
#include "recorded_jacobian.inc"

_Static_assert(sizeof zn_solute_column_start / sizeof *zn_solute_column_start == ZN_SOLUTE_STATES + 1, "one column per state");

struct zn_solute_pattern zn_solute_pattern(void) {
  return (struct zn_solute_pattern){.nonzeros = ZN_SOLUTE_NONZEROS, .column_start = zn_solute_column_start, .row = zn_solute_row};
}

void zn_solute_jacobian(double time_h, const double *y, const struct zn_stretch *stretch, double *value) {
  zn_recorded_jacobian(time_h, y, (const double *)stretch, value);
}

void zn_solute_time_rates(double time_h, const double *y, const struct zn_stretch *stretch, double *out) {
  double value[ZN_SOLUTE_TIMED];
  zn_recorded_time_rates(time_h, y, (const double *)stretch, value);
  memset(out, 0, ZN_SOLUTE_STATES * sizeof *out);
  for (int k = 0; k < ZN_SOLUTE_TIMED; k++) out[zn_solute_timed_row[k]] = value[k];
}
