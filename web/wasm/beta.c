/* The beta distribution, for exact intervals of shares, without GSL: stands for gsl_cdf_beta_P and gsl_cdf_beta_Q, which a native test
 * holds it against. */
#include <gsl/gsl_cdf.h>
#include <math.h>

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

/* The share below x, or above it, by whichever of both converges; the other is the rest. */
static double share(double x, double a, double b, int below) {
  if (x <= 0.0 || x >= 1.0) return (x > 0.0) == below;
  const double front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x));
  const int direct = x < (a + 1.0) / (a + b + 2.0);
  const double part = direct ? front * fraction(a, b, x) / a : front * fraction(b, a, 1.0 - x) / b;
  return direct == below ? part : 1.0 - part;
}

double gsl_cdf_beta_P(const double x, const double a, const double b) { return share(x, a, b, 1); }
double gsl_cdf_beta_Q(const double x, const double a, const double b) { return share(x, a, b, 0); }
