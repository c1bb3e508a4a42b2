/* One replicate of a trial, analysed as its file says. */
#ifndef ZN_TRIAL_JUDGE_H
#define ZN_TRIAL_JUDGE_H

#include "sheet.h"

/* The first `people` persons of a replicate: rows [people][columns] of the sheet. */
struct zn_replicate {
  const struct zn_sheet *sheet;
  const double *row;
  int people;
  const int *arm; /* [people] whom chance gave what */
};

/* Compares by one analysis. */
enum zn_status zn_replicate_compare(const struct zn_replicate *replicate, int analysis, struct zn_comparison *comparison,
                                    struct zn_error *error);

/* Looks at the primary analysis as the trial goes on; bound [n_interim + 1]. */
enum zn_status zn_replicate_stop(const struct zn_replicate *replicate, const double *bound, struct zn_trial_stop *stop,
                                 struct zn_error *error);

/* What a reported row is about, in these people: a mean, a median or a share; NAN of nobody. */
enum zn_status zn_replicate_arm_value(const struct zn_replicate *replicate, const struct zn_trial_reported *reported, double *value,
                                      struct zn_error *error);

#endif
