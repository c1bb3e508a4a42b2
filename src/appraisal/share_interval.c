/* The exact binomial interval. GSL's quantile of the beta distribution is not used: its search does not converge for some shares, 5 of 310
 * among them, and its error handler then ends the program. */
#include <math.h>

#include "judge.h"

/* The continued fraction of the incomplete beta function (DLMF 8.17.22), by the method of Lentz (DLMF 3.10). Converges for
 * x < (a + 1) / (a + b + 2). */
static double fraction(double a, double b, double x) {
  const double tiny = 1e-300;
  double c = 1.0, d = 1.0 - (a + b) * x / (a + 1.0), value;
  d = 1.0 / (fabs(d) < tiny ? tiny : d);
  value = d;
  for (int m = 1; m < 10000; m++) {
    const double even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
    const double odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
    double factor = 1.0;
    for (int half = 0; half < 2; half++) {
      const double term = half ? odd : even;
      d = 1.0 + term * d;
      c = 1.0 + term / c;
      d = 1.0 / (fabs(d) < tiny ? tiny : d);
      c = fabs(c) < tiny ? tiny : c;
      factor = c * d;
      value *= factor;
    }
    if (fabs(factor - 1.0) < 1e-16) break;
  }
  return value;
}

/* The distribution of beta(a, b) at x: the regularised incomplete beta function. */
static double beta_below(double x, double a, double b) {
  if (x <= 0.0 || x >= 1.0) return x > 0.0;
  const double front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x));
  return x < (a + 1.0) / (a + b + 2.0) ? front * fraction(a, b, x) / a : 1.0 - front * fraction(b, a, 1.0 - x) / b;
}

/* Where beta(a, b) has share p below, by halving until no double lies between. */
static double beta_quantile(double p, double a, double b) {
  double low = 0.0, high = 1.0;
  for (;;) {
    const double middle = 0.5 * (low + high);
    if (middle <= low || middle >= high) return middle;
    if (beta_below(middle, a, b) < p)
      low = middle;
    else
      high = middle;
  }
}

void zn_share_interval(int k, int n, double *lo90, double *hi90) {
  *lo90 = k > 0 ? beta_quantile(0.05, k, n - k + 1) : 0.0;
  *hi90 = k < n ? beta_quantile(0.95, k + 1, n - k) : 1.0;
}
