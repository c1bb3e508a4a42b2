/* Situations: people of one kind to whom one thing was done, and every test that rows ask of them; or the people of one study and all that
 * rows ask of it. Rows share them. */
#ifndef ZN_APPRAISAL_SITUATION_H
#define ZN_APPRAISAL_SITUATION_H

#include "reading.h"
#include "variants.h"

/* One number asked of a person: a row's test, read in one of the row's windows. */
struct zn_question {
  int reading; /* index among the readings */
  int window;  /* of the reading */
};

struct zn_situation {
  int n_questions;
  struct zn_question *questions; /* a row's windows stand side by side, the first first */
  /* What is simulated: its cohorts, without a number of people, what is given and measured, and a reported row for each question. Texts and
   * overlays are borrowed from rules or from a study file. */
  struct zn_study plan;
};

/* The situations behind readings [n] that are in scope, in the order of their first row. Clear also after a failure. */
struct zn_situations {
  int n;
  struct zn_situation *situation;
  struct zn_question *question; /* the storage of all */
};
enum zn_status zn_situations_find(struct zn_situations *situations, const struct zn_row_reading *readings, int n,
                                  const struct zn_library *library, struct zn_error *error);
void zn_situations_clear(struct zn_situations *situations);

/* Fills the plan from the readings that the questions ask. Clear with zn_situation_unplan also after a failure. */
enum zn_status zn_situation_plan(struct zn_situation *situation, const struct zn_row_reading *readings, const struct zn_library *library,
                                 struct zn_error *error);
void zn_situation_unplan(struct zn_situation *situation);

/* Simulates `people` persons of each cohort for each variant. value [variants->n][n_questions][people], in the units of the rows; NAN where
 * a person failed. */
enum zn_status zn_situation_simulate(double *value, const struct zn_situation *situation, const struct zn_variants *variants, int people,
                                     const struct zn_library *library, const struct zn_run_options *options, struct zn_error *error);

#endif
