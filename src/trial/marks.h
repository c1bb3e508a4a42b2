/* What the people of a trial depend on, in marks that a store compares: one for each thing whose change deserves its own words. */
#ifndef ZN_TRIAL_MARKS_H
#define ZN_TRIAL_MARKS_H

#include "store.h"
#include "zonula/trial.h"

enum { ZN_TRIAL_MARKS = 8, ZN_MARK_ROOM = 65 };

struct zn_trial_marks {
  struct zn_store_mark mark[ZN_TRIAL_MARKS];
  char text[ZN_TRIAL_MARKS][ZN_MARK_ROOM];
  int n;
};

void zn_trial_marks_make(struct zn_trial_marks *marks, const struct zn_study *study, const struct zn_library *library,
                         const struct zn_trial_options *options);

#endif
