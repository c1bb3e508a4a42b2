/* Another number of people or replicates than the file of a trial says. */
#include "base/status.h"
#include "study_trial.h"

static enum zn_status check(const struct zn_study *study, int people, int replicates, int null_replicates, struct zn_error *error) {
  const struct zn_cohort *cohort = study->cohorts;
  if (people < 1 || people > ZN_MOST_PEOPLE) return zn_fail(error, ZN_INPUT, "%d people; expected 1 to %d", people, ZN_MOST_PEOPLE);
  if (replicates < 1 || replicates > ZN_MOST_REPLICATES || null_replicates > ZN_MOST_REPLICATES)
    return zn_fail(error, ZN_INPUT, "%d replicates and %d null replicates; expected at most %d of each", replicates, null_replicates,
                   ZN_MOST_REPLICATES);
  if (cohort->named && (people != cohort->people || replicates + null_replicates > 1))
    return zn_fail(error, ZN_INPUT,
                   "the people are the %d that %.200s names, once; expected the study with 'people' instead of 'people_from'",
                   cohort->people, cohort->named->file);
  if (null_replicates && study->trial->n_arms == 1)
    return zn_fail(error, ZN_INPUT, "with one arm there is nothing that chance could give; expected no null replicates");
  return zn_trial_check_size(people, replicates, null_replicates, error);
}

enum zn_status zn_trial_resize(struct zn_study *study, int people, int replicates, int null_replicates, struct zn_error *error) {
  struct zn_trial *trial = study->trial;
  if (!trial) return zn_fail(error, ZN_ARGUMENT, "'%s' is no trial: it has no key 'trial'", study->name);
  if (!people) people = trial->people;
  if (!replicates) replicates = trial->replicates;
  null_replicates = null_replicates < 0 ? 0 : null_replicates ? null_replicates : trial->null_replicates;
  ZN_TRY(check(study, people, replicates, null_replicates, error));
  trial->people = people;
  trial->replicates = replicates;
  trial->null_replicates = null_replicates;
  for (int i = 0; i < study->n_cohorts; i++) study->cohorts[i].people = people;
  while (trial->n_power && trial->power_people[trial->n_power - 1] >= people) trial->n_power--;
  return ZN_OK;
}
