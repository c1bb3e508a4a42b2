#include "normal.h"

#include <math.h>

static const double root_half = 0.70710678118654752440, root_of_two_pi = 2.50662827463100050242;

double zn_normal_below(double z) { return 0.5 * erfc(-z * root_half); }

/* Good to a tenth (Abramowitz and Stegun 1964, 26.2.23, of the smaller tail); what follows makes it exact. */
static double rough_score(double p) {
  const double tail = p < 0.5 ? p : 1.0 - p, t = sqrt(-2.0 * log(tail));
  const double z = t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1.0 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
  return p < 0.5 ? -z : z;
}

double zn_normal_score(double p) {
  double z = rough_score(p);
  for (int i = 0; i < 3; i++) {
    /* The distance in the smaller tail, where it can be told exactly. */
    const double off = z < 0.0 ? zn_normal_below(z) - p : (1.0 - p) - zn_normal_below(-z);
    const double u = off * root_of_two_pi * exp(0.5 * z * z);
    z -= u / (1.0 + 0.5 * z * u);
  }
  return z;
}
