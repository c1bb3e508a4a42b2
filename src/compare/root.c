#include "root.h"

#include <float.h>
#include <math.h>

/* How far from x1 towards x2 to look next, as a share: by the parabola through three points where it is known to be straight enough,
 * else in the middle. */
static double next_share(double x1, double f1, double x2, double f2, double x3, double f3) {
  const double xi = (x1 - x2) / (x3 - x2), phi = (f1 - f2) / (f3 - f2);
  if (!(phi * phi < xi && (1.0 - phi) * (1.0 - phi) < 1.0 - xi)) return 0.5;
  return f1 / (f2 - f1) * f3 / (f2 - f3) + (x3 - x1) / (x2 - x1) * f1 / (f3 - f1) * f2 / (f3 - f2);
}

double zn_root(double (*f)(const void *context, double x), const void *context, double a, double b) {
  double x1 = b, x2 = a, f1 = f(context, x1), f2 = f(context, x2), share = 0.5;
  if (f1 == 0.0) return x1;
  if (f2 == 0.0) return x2;
  if (signbit(f1) == signbit(f2)) return NAN;
  for (int step = 0; step < 500; step++) {
    const double x = x1 + share * (x2 - x1), fx = f(context, x);
    double x3 = x1, f3 = f1;
    if (signbit(fx) != signbit(f1)) {
      x3 = x2, f3 = f2;
      x2 = x1, f2 = f1;
    }
    x1 = x, f1 = fx;
    const double best = fabs(f1) < fabs(f2) ? x1 : x2;
    if (f1 == 0.0) return x1;
    const double least = (2.0 * DBL_EPSILON * fabs(best) + DBL_MIN) / fabs(x2 - x1);
    if (!(least < 0.5)) return best;
    share = fmin(fmax(next_share(x1, f1, x2, f2, x3, f3), least), 1.0 - least);
  }
  return fabs(f1) < fabs(f2) ? x1 : x2;
}
