/* Numbers side by side: a zn_real of this header holds one number for each of ZN_LANES people.
 *
 * A source that is compiled once for each width sets ZN_LANES (1, 2, 4 or 8) and includes this. Every operation acts on each lane
 * alone and rounds as IEEE 754 says, so a person's bits are the same in every lane of every width. Between files of different widths
 * only pointers to double travel, as base/lane_problem.h has it. */
#ifndef ZN_BASE_LANE_NUMBERS_H
#define ZN_BASE_LANE_NUMBERS_H

#include <stdint.h>
#include <string.h>

/* `zn_bits`: the same room as integers, or as a mask: all bits set in a lane where something holds. */
#if ZN_LANES == 1
typedef double zn_real;
typedef int64_t zn_bits;

static inline zn_real zn_number(double x) { return x; }
static inline zn_bits zn_bits_of(zn_real x) {
  zn_bits bits;
  memcpy(&bits, &x, sizeof bits);
  return bits;
}
static inline zn_real zn_real_of(zn_bits bits) {
  zn_real x;
  memcpy(&x, &bits, sizeof x);
  return x;
}
static inline zn_bits zn_less(zn_real a, zn_real b) { return -(zn_bits)(a < b); }
static inline zn_bits zn_at_most(zn_real a, zn_real b) { return -(zn_bits)(a <= b); }
static inline zn_bits zn_shift_right(zn_bits bits, int by) { return (zn_bits)((uint64_t)bits >> by); }
static inline zn_bits zn_shift_left(zn_bits bits, int by) { return (zn_bits)((uint64_t)bits << by); }
static inline zn_real zn_sqrt(zn_real x) { return __builtin_sqrt(x); }
#else
typedef double zn_real __attribute__((vector_size(8 * ZN_LANES)));
typedef int64_t zn_bits __attribute__((vector_size(8 * ZN_LANES)));
typedef uint64_t zn_unsigned_bits __attribute__((vector_size(8 * ZN_LANES)));

static inline zn_real zn_number(double x) { return x - (zn_real){0}; }
static inline zn_bits zn_bits_of(zn_real x) { return (zn_bits)x; }
static inline zn_real zn_real_of(zn_bits bits) { return (zn_real)bits; }
static inline zn_bits zn_less(zn_real a, zn_real b) { return (zn_bits)(a < b); }
static inline zn_bits zn_at_most(zn_real a, zn_real b) { return (zn_bits)(a <= b); }
static inline zn_bits zn_shift_right(zn_bits bits, int by) { return (zn_bits)((zn_unsigned_bits)bits >> by); }
static inline zn_bits zn_shift_left(zn_bits bits, int by) { return (zn_bits)((zn_unsigned_bits)bits << by); }
static inline zn_real zn_sqrt(zn_real x) {
  for (int lane = 0; lane < ZN_LANES; lane++) x[lane] = __builtin_sqrt(x[lane]);
  return x;
}
#endif

/* `a` where the mask is set, else `b`. */
static inline zn_real zn_select(zn_bits mask, zn_real a, zn_real b) { return zn_real_of((zn_bits_of(a) & mask) | (zn_bits_of(b) & ~mask)); }
/* The smaller and the larger; `b` where one is not a number. */
static inline zn_real zn_least(zn_real a, zn_real b) { return zn_select(zn_less(a, b), a, b); }
static inline zn_real zn_most(zn_real a, zn_real b) { return zn_select(zn_less(b, a), a, b); }
static inline zn_real zn_absolute(zn_real x) { return zn_real_of(zn_bits_of(x) & INT64_MAX); }

#include "lane_maths.inc"

#endif
