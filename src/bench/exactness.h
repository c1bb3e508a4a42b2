/* How far a simulated crowd is from the truth. */
#ifndef ZN_BENCH_EXACTNESS_H
#define ZN_BENCH_EXACTNESS_H

#include "study/crowd.h"

/* What was farthest off. */
struct zn_farthest {
  double share;     /* of its peak */
  const char *what; /* observable, or label of a reported row; NULL: nothing was off */
  int person;       /* number in the crowd */
};

/* The largest distance of a followed course or a reported value from that of the same person in `truth`, over the peak of the course in
 * that person or over the value; but no peak counts as less than a thousandth of the highest of all people (without gluten, the drive
 * against it is 0 but for rounding). Who failed in either crowd is left out. Both crowds are of one study. */
struct zn_farthest zn_crowd_farthest(const struct zn_crowd *crowd, const struct zn_crowd *truth);
/* The same of one person; 0 for one who failed. */
struct zn_farthest zn_person_farthest(const struct zn_crowd *crowd, const struct zn_crowd *truth, int person);

#endif
