/* Quantiles of more values than can be kept: counts in bins that follow the value itself.
 *
 * A bin is the sign, the exponent and the first `bits` bits of the mantissa of a double, so bins are as wide as 2^-bits of the value, no
 * value is too large or too small, and no logarithm is taken. Counts are whole numbers: whoever adds what in whatever order gets the same
 * sketch to the last bit. (The idea of relative-error histograms: Masson, Rim and Lee 2019, DDSketch, 10.14778/3352063.3352135.) */
#ifndef ZN_BASE_SKETCH_H
#define ZN_BASE_SKETCH_H

#include <stddef.h>
#include <stdint.h>

#include "zonula/status.h"

/* Start with {.bits = 1 ... 20}. Owns its bins. */
struct zn_sketch {
  int bits;
  int64_t count; /* values added; NANs are not */
  size_t n, room;
  struct zn_sketch_bin {
    int64_t place, count;
  } * bin; /* [n] by place, none empty */
};

enum zn_status zn_sketch_add(struct zn_sketch *sketch, double value);
/* Adds what another of as many bits holds. ZN_ARGUMENT of others. */
enum zn_status zn_sketch_merge(struct zn_sketch *sketch, const struct zn_sketch *other);
/* The middle of the bin in which quantile q (0..1) lies; NAN of an empty sketch. Within 2^-(bits+1) of a value that was added. */
double zn_sketch_quantile(const struct zn_sketch *sketch, double q);
void zn_sketch_clear(struct zn_sketch *sketch);

#endif
