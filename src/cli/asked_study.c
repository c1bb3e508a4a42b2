#include "asked_study.h"

#include <stdlib.h>

#include "say.h"
#include "zonula/trial.h"

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
  enum zn_status status = study->trial      ? resize_trial(study, options, error)
                          : options->people ? zn_study_set_people(study, options->people, error)
                                            : ZN_OK;
  if (options->seed) zn_study_reseed(study, strtoull(options->seed, NULL, 10));
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
