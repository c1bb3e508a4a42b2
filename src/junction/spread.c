#include "spread.h"

#include <math.h>
#include <stdlib.h>

#include "base/random.h"

enum { RESAMPLES = 1000 };

static int by_value(const void *a, const void *b) {
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

enum zn_status zn_spread_of(struct zn_junction_mean *out, const double *value, int n, uint64_t seed, uint32_t stream) {
  double *resampled = malloc(RESAMPLES * sizeof *resampled), sum = 0.0;
  if (!resampled) return ZN_MEMORY;
  for (int i = 0; i < n; i++) sum += value[i];
  *out = (struct zn_junction_mean){sum / n, NAN, NAN};
  for (uint32_t r = 0; r < RESAMPLES && n > 1; r++) {
    resampled[r] = 0.0;
    for (int i = 0; i < n; i++) resampled[r] += value[(int)(n * zn_uniform(seed, r, stream, (uint32_t)i))];
    resampled[r] /= n;
  }
  if (n > 1) {
    qsort(resampled, RESAMPLES, sizeof *resampled, by_value);
    out->lo90 = resampled[RESAMPLES / 20];
    out->hi90 = resampled[RESAMPLES - 1 - RESAMPLES / 20];
  }
  free(resampled);
  return ZN_OK;
}
