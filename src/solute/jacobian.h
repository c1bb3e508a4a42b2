/* The derivatives of a journey's rates by its states, as recorded from solute.inc by tools/record. */
#ifndef ZN_SOLUTE_JACOBIAN_H
#define ZN_SOLUTE_JACOBIAN_H

#include "traveller.h"

/* Where they stand: compressed columns; rows rise in each, and the diagonal is always there. */
struct zn_solute_pattern {
  const int *column_start; /* [ZN_SOLUTE_STATES + 1] */
  const int *row;          /* [column_start[ZN_SOLUTE_STATES]] */
};
struct zn_solute_pattern zn_solute_pattern(void);

/* Their values, in the order of the pattern. */
void zn_solute_jacobian(double time_h, const double *y, const struct zn_stretch *stretch, double *value);

#endif
