#include "symmetric.h"

#include <math.h>

/* Makes a[p][q] zero, exactly: what rounding would leave there could be as large as what is looked for. Tangent of the smaller angle. */
static void rotate(int n, double *a, double *vector, int p, int q) {
  const double ratio = 0.5 * (a[q * n + q] - a[p * n + p]) / a[p * n + q];
  const double t = copysign(1.0, ratio) / (fabs(ratio) + sqrt(1.0 + ratio * ratio)), c = 1.0 / sqrt(1.0 + t * t), s = t * c;
  for (int k = 0; k < n; k++) {
    const double x = a[k * n + p], y = a[k * n + q];
    a[k * n + p] = c * x - s * y;
    a[k * n + q] = s * x + c * y;
  }
  for (int k = 0; k < n; k++) {
    const double x = a[p * n + k], y = a[q * n + k];
    a[p * n + k] = c * x - s * y;
    a[q * n + k] = s * x + c * y;
  }
  a[p * n + q] = a[q * n + p] = 0.0;
  for (int k = 0; k < n; k++) {
    const double x = vector[k * n + p], y = vector[k * n + q];
    vector[k * n + p] = c * x - s * y;
    vector[k * n + q] = s * x + c * y;
  }
}

int zn_symmetric_solve(int n, double *a, double *value, double *vector) {
  double size = 0.0;
  for (int i = 0; i < n * n; i++) vector[i] = i % (n + 1) == 0, size = fmax(size, fabs(a[i]));
  int rotated = 1;
  for (int sweep = 0; sweep < 60 && rotated; sweep++) {
    rotated = 0;
    for (int p = 0; p < n - 1; p++)
      for (int q = p + 1; q < n; q++)
        if (fabs(a[p * n + q]) > 1e-16 * size) rotate(n, a, vector, p, q), rotated = 1;
  }
  for (int i = 0; i < n; i++) value[i] = a[i * n + i];
  return !rotated;
}
