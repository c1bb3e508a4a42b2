/* Exact interval of a share (Clopper and Pearson 1934, 10.1093/biomet/26.4.404). */
#include <gsl/gsl_cdf.h>

#include "root.h"
#include "zonula/comparison.h"

/* The share at which the beta distribution of a and b has `below` beneath it. */
struct beta_asked {
  double a, b, below;
};

static double too_much_below(const void *context, double share) {
  const struct beta_asked *asked = context;
  return gsl_cdf_beta_P(share, asked->a, asked->b) - asked->below;
}

static double too_much_above(const void *context, double share) {
  const struct beta_asked *asked = context;
  return gsl_cdf_beta_Q(share, asked->a, asked->b) - asked->below;
}

void zn_binomial_interval(int k, int n, double confidence, double *low, double *high) {
  const double tail = 0.5 * (1.0 - confidence);
  const struct beta_asked lower = {k, n - k + 1.0, tail}, upper = {k + 1.0, n - k, tail};
  *low = k > 0 ? zn_root(too_much_below, &lower, 0.0, 1.0) : 0.0;
  *high = k < n ? zn_root(too_much_above, &upper, 0.0, 1.0) : 1.0;
}
