/* Who comes into which arm, and who leaves when: by draws of each person's own. */
#include <math.h>

#include "base/random.h"
#include "zonula/trial.h"

static int parts_of(const struct zn_trial *trial) {
  int parts = 0;
  for (int k = 0; k < trial->n_arms; k++) parts += (int)trial->arm[k].ratio;
  return parts;
}

/* The arm that part `part` of the ratios belongs to. */
static int arm_of_part(const struct zn_trial *trial, int part) {
  int k = 0;
  while (part >= (int)trial->arm[k].ratio) part -= (int)trial->arm[k++].ratio;
  return k;
}

/* The place of number `at` after the first block places were shuffled (Fisher and Yates; Durstenfeld 1964): followed for one only. */
static int shuffled(int at, int block, uint64_t seed, uint32_t which, uint32_t stream) {
  int place = at;
  for (int i = block - 1; i > 0; i--) {
    const int j = (int)((i + 1) * zn_uniform(seed, which, stream, (uint32_t)i));
    if (place == i)
      place = j;
    else if (place == j)
      place = i;
  }
  return place;
}

/* Blocks begin anew in each replicate; a last one that is not full is shuffled as if it were. */
int zn_trial_arm_of(const struct zn_study *study, uint32_t number) {
  const struct zn_trial *trial = study->trial;
  const uint64_t seed = study->cohorts[0].seed;
  const int parts = parts_of(trial);
  if (trial->allocation == ZN_ALLOCATION_SIMPLE)
    return arm_of_part(trial, (int)(parts * zn_uniform(seed, number, zn_stream("allocation"), 0)));
  const uint32_t people = (uint32_t)trial->people, block = (uint32_t)trial->block;
  const uint32_t within = number % people, first = number - within % block;
  const int place = shuffled((int)(within % block), trial->block, seed, first, zn_stream("allocation"));
  return arm_of_part(trial, place % parts);
}

double zn_trial_leaves_h(const struct zn_study *study, uint32_t number) {
  const double share = study->trial->arm[zn_trial_arm_of(study, number)].drop_out;
  if (share <= 0.0) return INFINITY;
  const double rate = -log1p(-share) / study->end_h; /* per hour, the same all the time */
  return -log(zn_uniform(study->cohorts[0].seed, number, zn_stream("drop-out"), 0)) / rate;
}
