/* From the kidney to the bottle: voids that leave urine behind, and urine that is lost. Equations and sources: docs/assays/urine.md. */
#ifndef ZN_ASSAY_COLLECTION_H
#define ZN_ASSAY_COLLECTION_H

#include "test.h"

/* How one day's urine was collected. All rows of the day share it, whatever their test. */
struct zn_collection {
  const struct zn_test *test;
  double kept;       /* share of the urine that reaches a bottle */
  double flow;       /* urine made, mL/h */
  double interval_h; /* between voids */
};

/* Without noise everything is kept, and a void leaves nothing behind. */
void zn_collection_of(struct zn_collection *collection, const struct zn_test *test);

/* How long before a void, or the dose, the one before it was: what was made since then is in the bladder. */
double zn_bladder_since(const struct zn_collection *collection, double after_h);
/* Share of it that the void leaves there. The void with which the test begins leaves nothing of a probe. */
double zn_bladder_left(const struct zn_collection *collection, double after_h);
/* Volume of the urine in the bottle of a window, mL. */
double zn_bottle_volume(const struct zn_collection *collection, const double window_h[2]);

#endif
