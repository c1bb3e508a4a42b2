#include "asked_study.h"

#include <stdio.h>
#include <stdlib.h>

#include "say.h"
#include "zonula/trial.h"

static int first_with_seed(const struct zn_study *study, uint64_t seed) {
  int c = 0;
  while (study->cohorts[c].seed != seed) c++;
  return c;
}

/* Cohorts with equal seeds are the same people, and stay so: the first seed of the file becomes `seed`, the next one seed+1. */
static void reseed(struct zn_study *study, uint64_t seed) {
  for (int c = study->n_cohorts - 1; c >= 0; c--) {
    const int first = first_with_seed(study, study->cohorts[c].seed);
    uint64_t others_before = 0;
    for (int i = 0; i < first; i++) others_before += first_with_seed(study, study->cohorts[i].seed) == i;
    study->cohorts[c].seed = seed + others_before;
  }
}

/* A table says who there is: it has no further people. */
static enum zn_status set_people(struct zn_study *study, int people, struct zn_error *error) {
  for (int c = 0; people && c < study->n_cohorts; c++) {
    if (study->cohorts[c].named) {
      snprintf(error->text, sizeof error->text,
               "--people does not go with people_from: the people of '%.80s' are the %d that %.200s names; change the table instead",
               study->cohorts[c].name, study->cohorts[c].people, study->cohorts[c].named->file);
      return ZN_INPUT;
    }
    study->cohorts[c].people = people;
  }
  return ZN_OK;
}

/* Power with more people than are recruited cannot be told. */
static enum zn_status resize_trial(struct zn_study *study, const struct cli_options *options, struct zn_error *error) {
  const struct zn_trial *trial = study->trial;
  for (int i = 0; options->people && i < trial->n_power; i++)
    if (trial->power_people[i] > options->people)
      cli_note(options, "power with %d people is left out: each replicate recruits %d", trial->power_people[i], options->people);
  const char *null = options->null_replicates;
  const int null_replicates = null ? (int)strtol(null, NULL, 10) : 0;
  return zn_trial_resize(study, options->people, options->replicates, null && !null_replicates ? -1 : null_replicates, error);
}

static enum zn_status change_study(struct zn_study *study, const struct cli_options *options, struct zn_error *error) {
  enum zn_status status = study->trial ? resize_trial(study, options, error) : set_people(study, options->people, error);
  if (options->seed) reseed(study, strtoull(options->seed, NULL, 10));
  for (int i = 0; i < options->n_set && status == ZN_OK; i++) status = zn_study_set(study, options->set[i], error);
  return status;
}

enum cli_exit cli_asked_study(struct zn_study **study, const char *path, const struct zn_library *library,
                              const struct cli_options *options) {
  struct zn_error error = {0};
  enum zn_status status = zn_study_read(study, path, library, &error);
  if (status == ZN_IO) status = ZN_INPUT; /* a study that is not there is a wrong input, not a fault of the disk */
  if (status == ZN_OK) status = change_study(*study, options, &error);
  return status == ZN_OK ? CLI_EXIT_DONE : cli_error(options, status, &error);
}
