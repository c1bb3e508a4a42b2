#include "ranked.h"

#include <stdlib.h>

#include "base/status.h"

static int rising(const void *a, const void *b) {
  const struct zn_ranked *x = a, *y = b;
  if (x->value != y->value) return x->value < y->value ? -1 : 1;
  return (x->index > y->index) - (x->index < y->index);
}

struct zn_ranked *zn_ranked_make(const double *value, int n, struct zn_error *error) {
  struct zn_ranked *order = malloc(((size_t)n + 1) * sizeof *order);
  if (!order) {
    zn_fail(error, ZN_MEMORY, "no memory to sort %d values", n);
    return NULL;
  }
  for (int i = 0; i < n; i++) order[i] = (struct zn_ranked){value[i], i};
  qsort(order, (size_t)n, sizeof *order, rising);
  return order;
}

int zn_ranked_end_of_ties(const struct zn_ranked *order, int n, int from) {
  int to = from + 1;
  while (to < n && order[to].value == order[from].value) to++;
  return to;
}
