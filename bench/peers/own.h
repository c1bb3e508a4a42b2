/* Zonula's own engines on the scenario of a bundle. */
#ifndef ZN_BENCH_OWN_H
#define ZN_BENCH_OWN_H

#include "bundle.h"

/* Everybody of the bundle, the whole list `times_over` times, all states at all times into `y` [people][times][states]. Return the
 * steps of one time over. Fails for no one, or ends the program. */
long own_lanes(const struct bundle *bundle, int lanes, double relative_tolerance, int times_over, double *y);
long own_cvode(const struct bundle *bundle, double relative_tolerance, int times_over, double *y);

#endif
