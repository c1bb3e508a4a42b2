/* Whether what an experiment reads is as it must be. */
#ifndef ZN_APPRAISAL_JUDGE_H
#define ZN_APPRAISAL_JUDGE_H

#include "zonula/experiment.h"

/* What was read in one simulated variant of an experiment. `value` [members][n_reads][people of that read's cohort]: of read r of member m
 * the pointer value[m * n_reads + r] to its people's values, `people[r]` of them. */
struct zn_reads {
  int members, n_reads;
  const double *const *value;
  const int *people; /* [n_reads] */
};

/* Judges all criteria. ZN_MEMORY, or ZN_INPUT for an expression that the reader would have refused. `outcome` is filled and owns its
 * arrays; clear it with zn_outcome_clear also after a failure. */
enum zn_status zn_outcome_judge(struct zn_outcome *outcome, const struct zn_experiment *experiment, const struct zn_reads *reads,
                                struct zn_error *error);
void zn_outcome_clear(struct zn_outcome *outcome, int n_criteria);

#endif
