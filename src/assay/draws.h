/* Random numbers of what is measured: keyed by (seed of the cohort, person, what is drawn, moment). Measuring something else, or at another
 * moment, draws anew; whoever asks twice gets the same number. */
#ifndef ZN_ASSAY_DRAWS_H
#define ZN_ASSAY_DRAWS_H

#include <stdint.h>

/* A person of a cohort at a moment, kept to the second; `again` counts how often the same is measured anew at that moment, as if on another
 * such day: 0 the first time. */
struct zn_occasion {
  uint64_t seed; /* of the cohort */
  int number;    /* of the person in it */
  double time_h; /* since the start of the study */
  int again;
};

/* A standard normal number, and one on (0, 1), for `what`. */
double zn_draw_normal(const struct zn_occasion *occasion, const char *what);
double zn_draw_uniform(const struct zn_occasion *occasion, const char *what);

#endif
