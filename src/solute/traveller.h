/* What one solute is in one person: everything but the wall and the moment. Plain numbers, with branches on data where they are
 * needed; the equations that run at every moment (solute.inc) have none. */
#ifndef ZN_SOLUTE_TRAVELLER_H
#define ZN_SOLUTE_TRAVELLER_H

#include "solute.inc"
#include "zonula/solute.h"

void zn_traveller_of(const struct zn_solute *solute, const struct zn_parameters *person, struct zn_traveller *out);
/* Its part of one segment. */
void zn_barrier_of(const struct zn_solute *solute, const struct zn_parameters *person, int segment, struct zn_barrier *out);

/* Turns the numbers into those of other units of amount and of fluid volume, given in mmol and mL. */
void zn_traveller_in_units(struct zn_traveller *traveller, double amount, double volume);

#endif
