/* A study asked for other people than its file has: more or fewer, or others. */
#include "base/status.h"
#include "zonula/io.h"

static int first_with_seed(const struct zn_study *study, uint64_t seed) {
  int c = 0;
  while (study->cohorts[c].seed != seed) c++;
  return c;
}

void zn_study_reseed(struct zn_study *study, uint64_t seed) {
  for (int c = study->n_cohorts - 1; c >= 0; c--) {
    const int first = first_with_seed(study, study->cohorts[c].seed);
    uint64_t others_before = 0;
    for (int i = 0; i < first; i++) others_before += first_with_seed(study, study->cohorts[i].seed) == i;
    study->cohorts[c].seed = seed + others_before;
  }
}

enum zn_status zn_study_set_people(struct zn_study *study, int people, struct zn_error *error) {
  for (int c = 0; c < study->n_cohorts; c++) {
    const struct zn_cohort *cohort = &study->cohorts[c];
    if (cohort->named)
      return zn_fail(error, ZN_INPUT,
                     "--people does not go with people_from: the people of '%.80s' are the %d that %.200s names; change the table instead",
                     cohort->name, cohort->people, cohort->named->file);
    study->cohorts[c].people = people;
  }
  return ZN_OK;
}
