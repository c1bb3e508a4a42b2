/* The derivatives of the body's rates, as recorded from the equations themselves (tools/record). */
#include "real.h"
#include "states.h"
#include "zonula/body.h"

#include "recorded_pattern.inc"
#include "recorded_jacobian.inc"

_Static_assert(sizeof zn_body_column_start / sizeof *zn_body_column_start == ZN_BODY_STATES + 1, "one column per state");

struct zn_body_pattern zn_body_pattern(void) {
  return (struct zn_body_pattern){.column_start = zn_body_column_start, .row = zn_body_row};
}

void zn_body_jacobian(double time_h, const double *y, const struct zn_parameters *person, double *value) {
  zn_recorded_jacobian(time_h, y, person, value);
}
