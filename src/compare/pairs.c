#include "pairs.h"

#include <string.h>

/* How many differences are at most d. In rising x, fewer and fewer y are small enough. */
static int64_t count_up_to(const struct zn_pairs *p, double d) {
  int64_t count = 0;
  int j = 0; /* y[j] and all above are close enough to x[i] */
  for (int i = 0; i < p->n_x; i++) {
    while (j < p->n_y && p->x[i] - p->y[j] > d) j++;
    count += p->n_y - j;
  }
  return count;
}

/* All doubles are numbered in their order, so that halving the way between two numbers ends after 64 steps at the one looked for. */
static uint64_t number_of(double d) {
  const uint64_t sign = (uint64_t)1 << 63;
  uint64_t bits;
  memcpy(&bits, &d, sizeof bits);
  return bits & sign ? ~bits : bits | sign;
}

static double of_number(uint64_t number) {
  const uint64_t sign = (uint64_t)1 << 63, bits = number & sign ? number & ~sign : ~number;
  double d;
  memcpy(&d, &bits, sizeof d);
  return d;
}

double zn_pairs_difference(const struct zn_pairs *p, int64_t k) {
  uint64_t low = number_of(p->x[0] - p->y[p->n_y - 1]), high = number_of(p->x[p->n_x - 1] - p->y[0]);
  while (low < high) {
    const uint64_t middle = low + (high - low) / 2;
    if (count_up_to(p, of_number(middle)) >= k)
      high = middle;
    else
      low = middle + 1;
  }
  return of_number(low) + 0.0; /* no -0 */
}

double zn_pairs_median(const struct zn_pairs *p) {
  const int64_t all = (int64_t)p->n_x * p->n_y;
  if (all % 2) return zn_pairs_difference(p, all / 2 + 1);
  const double below = zn_pairs_difference(p, all / 2), above = zn_pairs_difference(p, all / 2 + 1);
  return below + 0.5 * (above - below);
}
