/* One published outcome of a diet, read by the rules: whom to simulate, what the two arms live through, which number to take, and what the
 * paper says became of it; or why that cannot be. */
#ifndef ZN_APPRAISAL_DIET_READING_H
#define ZN_APPRAISAL_DIET_READING_H

#include "zonula/diet.h"

enum { ZN_INTERVENTION, ZN_COMPARATOR, ZN_ARMS };

struct zn_diet_reading {
  const struct zn_diet_row *row;
  const struct zn_diet_rule *people, *arm[ZN_ARMS], *outcome;
  double length_h;   /* of steps that say no length of their own; 0: people have always lived so */
  double fold;       /* reported, NAN: none is printed */
  int direction;     /* reported: -1, 0, 1 */
  char reason[240];  /* out of scope: why */
  char assumed[600]; /* sentences */
  char simulated[560];
};

/* A treatment whose length a row does not print is taken for so long. */
#define ZN_DIET_USUAL_LENGTH_D 28.0

void zn_diet_row_read(struct zn_diet_reading *reading, const struct zn_diet_row *row, const struct zn_diet_rules *rules);

/* The direction of a fold: 0 while it stays within `least`. */
int zn_diet_direction(double fold, double least);

#endif
