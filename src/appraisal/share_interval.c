#include <gsl/gsl_cdf.h>

#include "judge.h"

void zn_share_interval(int k, int n, double *lo90, double *hi90) {
  *lo90 = k > 0 ? gsl_cdf_beta_Pinv(0.05, k, n - k + 1) : 0.0;
  *hi90 = k < n ? gsl_cdf_beta_Pinv(0.95, k + 1, n - k) : 1.0;
}
