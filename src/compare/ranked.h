/* Values in rising order that remember whose they are. */
#ifndef ZN_COMPARE_RANKED_H
#define ZN_COMPARE_RANKED_H

#include "zonula/status.h"

struct zn_ranked {
  double value;
  int index;
};

/* The n values in rising order, equal ones by their index; free() them. NULL without memory, said in `error`. No NANs. */
struct zn_ranked *zn_ranked_make(const double *value, int n, struct zn_error *error);

/* Where the run of equal values that begins at `from` ends. */
int zn_ranked_end_of_ties(const struct zn_ranked *order, int n, int from);

#endif
