#include "tally.h"

#include <math.h>
#include <stdlib.h>

#include "base/status.h"

enum { BITS = 9, QUANTILES = 5 }; /* bins as wide as a 512th of the value: their middle is within 0.1 % of all in them */
static const double quantile[QUANTILES] = {0.05, 0.25, 0.50, 0.75, 0.95};

enum zn_status zn_tally_open(struct zn_tally *t, const struct zn_endpoint *endpoint, struct zn_arm_endpoint *sum, struct zn_error *error) {
  *t = (struct zn_tally){.endpoint = endpoint, .sum = sum, .sketch.bits = BITS};
  if (endpoint->kind != ZN_ENDPOINT_TIME) return ZN_OK;
  sum->at_risk = calloc((size_t)endpoint->n_looks + 1, sizeof *sum->at_risk);
  sum->happened = calloc((size_t)endpoint->n_looks + 1, sizeof *sum->happened);
  return sum->at_risk && sum->happened ? ZN_OK : zn_fail(error, ZN_MEMORY, "no memory for the looks of an endpoint");
}

static enum zn_status add_value(struct zn_tally *t, double value) {
  const double off = value - t->sum->mean;
  t->values++;
  t->sum->mean += off / (double)t->values;
  t->squares += off * (value - t->sum->mean);
  return zn_sketch_add(&t->sketch, value);
}

/* The last look that was made, from the hours between it and the first. */
static int look_of(const struct zn_endpoint *e, double time_h) {
  int low = 0, high = e->n_looks - 1;
  while (low < high) {
    const int middle = (low + high + 1) / 2;
    if (e->look_h[middle] - e->look_h[0] <= time_h)
      low = middle;
    else
      high = middle - 1;
  }
  return low;
}

enum zn_status zn_tally_add(struct zn_tally *t, const double *column) {
  struct zn_arm_endpoint *sum = t->sum;
  if (isnan(column[0])) {
    sum->missing++;
    return ZN_OK;
  }
  sum->people++;
  if (t->endpoint->kind == ZN_ENDPOINT_VALUE) return add_value(t, column[0]);
  if (t->endpoint->kind == ZN_ENDPOINT_RESPONDER) {
    sum->events += column[0] != 0.0;
    return add_value(t, column[0]);
  }
  const int look = look_of(t->endpoint, column[0]), happened = column[1] == 1.0;
  sum->at_risk[look]++; /* so far: who was looked at for the last time here */
  sum->happened[look] += happened;
  sum->events += happened;
  return happened ? add_value(t, column[0]) : ZN_OK;
}

void zn_tally_close(struct zn_tally *t) {
  struct zn_arm_endpoint *sum = t->sum;
  if (!sum) return;
  if (t->values == 0) sum->mean = NAN;
  sum->sd = t->values > 1 ? sqrt(t->squares / (double)(t->values - 1)) : NAN;
  for (int q = 0; q < QUANTILES; q++) sum->quantile[q] = zn_sketch_quantile(&t->sketch, quantile[q]);
  for (int k = t->endpoint->n_looks - 2; sum->at_risk && k >= 0; k--) sum->at_risk[k] += sum->at_risk[k + 1];
  zn_sketch_clear(&t->sketch);
}
