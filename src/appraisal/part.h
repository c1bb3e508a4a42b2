/* Long work in parts, whose progress is told as that of all. */
#ifndef ZN_APPRAISAL_PART_H
#define ZN_APPRAISAL_PART_H

#include "zonula/study.h"

struct zn_part {
  const struct zn_run_options *run; /* what the caller asks */
  int done, all;                    /* people: of the parts before, and in all */
};

/* The caller's options for the next part: each person's value only, and progress through `part`, which must stay. */
struct zn_run_options zn_part_options(struct zn_part *part);

#endif
