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

/* ZN_ARGUMENT of bits beyond 1 ... 20. */
enum zn_status zn_sketch_add(struct zn_sketch *sketch, double value);
/* Adds what another of as many bits holds. ZN_ARGUMENT of others. */
enum zn_status zn_sketch_merge(struct zn_sketch *sketch, const struct zn_sketch *other);
/* The middle of the bin of the smallest value that is not below a share q (0..1) of all values; NAN of an empty sketch. Within 2^-(bits+1)
 * of that value, relative to it; zero and the infinities are exact, and numbers nearer to zero than DBL_MIN have bins of one width. */
double zn_sketch_quantile(const struct zn_sketch *sketch, double q);
void zn_sketch_clear(struct zn_sketch *sketch); /* leaves an empty one of as many bits */

/* As bytes, 3 or so for each bin, the same for the same counts. zn_sketch_write needs room for zn_sketch_size() bytes and returns what lies
 * behind them. zn_sketch_read fills a sketch that owns nothing and moves *at, not beyond `end`; ZN_INPUT when the bytes are no sketch. */
size_t zn_sketch_size(const struct zn_sketch *sketch);
uint8_t *zn_sketch_write(const struct zn_sketch *sketch, uint8_t *to);
enum zn_status zn_sketch_read(struct zn_sketch *sketch, const uint8_t **at, const uint8_t *end);

#endif
