/* Random studies of random people, over the whole admissible range of every parameter: all conditions, random treatments and diets at
 * doses from none to a hundredfold, a random test at the end, now and then with meals. A study and its people follow from a seed alone.
 *
 * Each parameter is drawn with a spread of half its range on a logarithmic scale and held inside the range, so that about a third of all
 * draws lie on an edge: corners are visited, not only the middle. */
#ifndef ZN_BENCH_RANDOM_PEOPLE_H
#define ZN_BENCH_RANDOM_PEOPLE_H

#include "zonula/zonula.h"

enum { MOST_COHORTS = 64, GIVEN = 4 };

/* A study with what it is made of; must stay where it is. */
struct random_study {
  struct zn_study study;
  struct zn_cohort cohort[MOST_COHORTS];
  int condition[MOST_COHORTS];
  struct zn_event event[GIVEN + 1];
  struct zn_reported *reported;
  struct zn_change *spread;
};

void random_study_open(struct random_study *random, const struct zn_library *library, uint64_t seed, int people);
void random_study_close(struct random_study *random);

#endif
