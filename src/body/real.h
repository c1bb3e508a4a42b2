/* The number the equations are written over, and the parameters of the person whose body it is.
 *
 * Every room's equations (`<room>.inc`) and the solute's are plain C over `zn_real` and the functions below, so that the
 * same text can be compiled for one person (double) and for a recording type, from which comes what runs for several people
 * side by side. Hence the rules: no branch on a state, no pow with a real exponent, no allocation, no globals. */
#ifndef ZN_BODY_REAL_H
#define ZN_BODY_REAL_H

#include "zonula/parameters.h"

#ifdef ZN_REAL
#include ZN_REAL /* another kind of number with the same operations: tools/record/recording.h */
#else
#include <math.h>

typedef double zn_real;
typedef struct zn_parameters zn_person;

/* A plain number where a zn_real is wanted: what is recorded says so, because vectors need it said. */
static inline zn_real zn_number(double x) { return x; }
static inline zn_real zn_exp(zn_real x) { return exp(x); }
static inline zn_real zn_log(zn_real x) { return log(x); }
static inline zn_real zn_cos(zn_real x) { return cos(x); }
static inline zn_real zn_sin(zn_real x) { return sin(x); }
static inline zn_real zn_sqrt(zn_real x) { return sqrt(x); }
#endif

/* x^2/(k^2+x^2) and x^4/(k^4+x^4). */
static inline zn_real zn_hill2(zn_real x, zn_real k) { return x * x / (k * k + x * x); }
static inline zn_real zn_hill4(zn_real x, zn_real k) {
  const zn_real x2 = x * x, k2 = k * k;
  return x2 * x2 / (k2 * k2 + x2 * x2);
}

/* First-order approach of `value` to `target`. */
static inline zn_real zn_approach(zn_real target, zn_real value, zn_real time_constant) { return (target - value) / time_constant; }

/* 1/(1+e^-x). */
static inline zn_real zn_logistic(zn_real x) { return 1.0 / (1.0 + zn_exp(-x)); }

/* Smooth max(0, x) with rounding width w: w ln(1 + e^(x/w)). Safe for |x|/w < 700. */
static inline zn_real zn_softplus(zn_real x, zn_real w) { return w * zn_log(1.0 + zn_exp(x / w)); }

#endif
