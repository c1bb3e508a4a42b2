/* Random numbers by counter: the same key gives the same number, whoever asks, in whatever order (Philox 4x32-10,
 * Salmon et al. 2011, from Random123). */
#ifndef ZN_BASE_RANDOM_H
#define ZN_BASE_RANDOM_H

#include <stdint.h>

/* Stream number of a name: 32-bit FNV-1a hash. Adding a parameter to the table leaves everyone else's draws alone. */
uint32_t zn_stream(const char *name);

/* Standard normal of (seed, person, stream, index): Box and Muller 1958. */
double zn_normal(uint64_t seed, uint32_t person, uint32_t stream, uint32_t index);

/* Uniform on (0, 1) of the same key. */
double zn_uniform(uint64_t seed, uint32_t person, uint32_t stream, uint32_t index);

#endif
