#include "share.h"

#include <math.h>

static const double normal_975 = 1.959963984540054;

void zn_share_interval(int having, int people, double *lo95, double *hi95) {
  const double n = people, z2 = normal_975 * normal_975;
  *lo95 = *hi95 = NAN;
  if (people < 1) return;
  const double share = having / n, middle = (share + z2 / (2.0 * n)) / (1.0 + z2 / n);
  const double half = normal_975 / (1.0 + z2 / n) * sqrt(share * (1.0 - share) / n + z2 / (4.0 * n * n));
  *lo95 = having == 0 ? 0.0 : middle - half;
  *hi95 = having == people ? 1.0 : middle + half;
}
