/* The derivatives of the body's rates, as recorded from the equations themselves (tools/record). */
#include <string.h>

#include "real.h"
#include "states.h"
#include "zonula/body.h"

#include "recorded_pattern.inc"
#include "recorded_jacobian.inc"

_Static_assert(sizeof zn_body_column_start / sizeof *zn_body_column_start == ZN_BODY_STATES + 1, "one column per state");

struct zn_body_pattern zn_body_pattern(void) {
  return (struct zn_body_pattern){
      .nonzeros = ZN_BODY_NONZEROS, .factors = ZN_BODY_FACTORS, .column_start = zn_body_column_start, .row = zn_body_row};
}

void zn_body_jacobian(double time_h, const double *y, const struct zn_parameters *person, double *value) {
  zn_recorded_jacobian(time_h, y, person, value);
}

void zn_body_time_rates(double time_h, const double *y, const struct zn_parameters *person, double *out) {
  double value[ZN_BODY_TIMED];
  zn_recorded_time_rates(time_h, y, person, value);
  memset(out, 0, ZN_BODY_STATES * sizeof *out);
  for (int k = 0; k < ZN_BODY_TIMED; k++) out[zn_body_timed_row[k]] = value[k];
}
