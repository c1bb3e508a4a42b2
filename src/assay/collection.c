#include "collection.h"

#include <math.h>
#include <stddef.h>

void zn_collection_of(struct zn_collection *c, const struct zn_test *test) {
  const struct zn_parameters *p = &test->person;
  *c = (struct zn_collection){.test = test, .kept = 1.0, .flow = p->assay_urine_flow, .interval_h = p->assay_void_interval};
  if (!test->noisy) return;
  const double lost = p->assay_collection_loss * zn_test_factor(test, "loss", p->assay_day_collection_loss);
  c->kept = exp(-lost);
  c->flow *= zn_test_factor(test, "urine flow", p->assay_day_urine_flow);
}

double zn_bladder_since(const struct zn_collection *c, double after_h) { return fmin(c->interval_h, after_h); }

double zn_bladder_left(const struct zn_collection *c, double after_h) {
  const struct zn_parameters *p = &c->test->person;
  if (!c->test->noisy || !(after_h > 0.0)) return 0.0;
  const double residual = p->assay_bladder_residual * exp(p->assay_void_residual * zn_test_normal(c->test, "void", NULL, after_h, after_h));
  return residual / (residual + c->flow * zn_bladder_since(c, after_h));
}

double zn_bottle_volume(const struct zn_collection *c, const double window_h[2]) { return c->kept * c->flow * (window_h[1] - window_h[0]); }
