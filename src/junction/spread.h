/* How far a mean over stretches may be off: the bootstrap (Efron 1979), which needs no bell curve; rare breaks in line make a long tail. */
#ifndef ZN_JUNCTION_SPREAD_H
#define ZN_JUNCTION_SPREAD_H

#include "zonula/junction.h"

/* Mean of `n` > 0 values and its 90 % interval by 1000 resamples drawn from (seed, stream); NAN ends when n is 1. ZN_MEMORY. */
enum zn_status zn_spread_of(struct zn_junction_mean *out, const double *value, int n, uint64_t seed, uint32_t stream);

#endif
