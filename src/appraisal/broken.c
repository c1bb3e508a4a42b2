/* A mechanism taken away from a study itself. */
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "zonula/experiment.h"

enum zn_status zn_experiment_break(struct zn_study *study, int broken, struct zn_error *error) {
  const struct zn_experiment *experiment = study->experiment;
  if (!experiment || broken < 0 || broken >= experiment->n_broken)
    return zn_fail(error, ZN_ARGUMENT, "'%s' has no mechanism number %d to take away", study->name, broken);
  const struct zn_broken *what = &experiment->broken[broken];
  for (int c = 0; c < study->n_cohorts; c++) {
    struct zn_cohort *cohort = &study->cohorts[c];
    struct zn_change *more = realloc(cohort->changes, ((size_t)cohort->n_changes + (size_t)what->n_changes + 1) * sizeof *more);
    if (!more) return zn_fail(error, ZN_MEMORY, "no memory to take a mechanism away");
    memcpy(more + cohort->n_changes, what->changes, (size_t)what->n_changes * sizeof *more);
    cohort->changes = more;
    cohort->n_changes += what->n_changes;
  }
  return ZN_OK;
}
