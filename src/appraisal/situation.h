/* Situations: people of one kind to whom one thing was done, and every test that rows ask of them. Rows share them. */
#ifndef ZN_APPRAISAL_SITUATION_H
#define ZN_APPRAISAL_SITUATION_H

#include "reading.h"

/* One number asked of a person: a row's test, read in one of the row's windows. */
struct zn_question {
  int reading; /* index among the readings */
  int window;  /* of the reading */
};

struct zn_situation {
  const struct zn_people_rule *people;
  int n_questions;
  struct zn_question *questions; /* a row's windows stand side by side, the first first */
};

/* The situations behind readings [n] that are in scope, in the order of their first row. */
struct zn_situations {
  int n;
  struct zn_situation *situation;
  struct zn_question *question; /* the storage of all */
};
enum zn_status zn_situations_find(struct zn_situations *situations, const struct zn_row_reading *readings, int n, struct zn_error *error);
void zn_situations_clear(struct zn_situations *situations);

/* Other numbers for the same people: what changes besides the situation. */
struct zn_variant {
  const struct zn_change *changes; /* in place of those of the situation, which they hold */
  int n_changes;
  const struct zn_solute *solutes; /* NULL: the table */
  uint64_t seed;
};

/* The cohort that a situation's people are drawn from; borrows from the situation. */
struct zn_cohort zn_situation_cohort(const struct zn_situation *situation);

/* Simulates `people` persons of each of `n` variants. value [n][n_questions][people], in the units of the rows; NAN where a person
 * failed. */
enum zn_status zn_situation_simulate(double *value, const struct zn_situation *situation, const struct zn_row_reading *readings,
                                     const struct zn_variant *variants, int n, int people, const struct zn_library *library,
                                     const struct zn_run_options *options, struct zn_error *error);

#endif
