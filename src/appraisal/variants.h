/* One study for other numbers of the model, all at once: its cohorts stand side by side once for each set of numbers. */
#ifndef ZN_APPRAISAL_VARIANTS_H
#define ZN_APPRAISAL_VARIANTS_H

#include "zonula/calibration.h"

/* Sets of numbers. */
struct zn_variants {
  int n, n_targets;
  const struct zn_target *target; /* [n_targets] */
  const double *value;            /* [n][n_targets] unit of the targets */
  uint64_t seed;
  /* 1: each variant is a member of an ensemble, with people of its own and its own draw of what nobody knows of treatments; 0: the same
   * people in all, and the middle of such effects: a step of a fit asks what one number does. */
  int other_people;
};

/* The members of an ensemble, borrowed, or the numbers of the table alone where it has none. */
struct zn_variants zn_variants_of(const struct zn_ensemble *ensemble, uint64_t seed);
/* Persons of each of n variants when there are `people` over all of them, rounded up to equal shares. */
int zn_people_of_each(int people, int n);

/* The study `plan` once for each variant: cohort c of variant v is v * plan.n_cohorts + c; its reported row q is v * plan.n_reported + q,
 * and so for rows that are only read. Borrows the plan and the variants. */
struct zn_crowded {
  struct zn_study study;
  struct zn_solute *solutes; /* [variants->n][zn_solute_count()] */
};
/* `people` persons in each cohort of each variant; 0: the plan's own number over all variants, rounded up to equal shares. Clear also after
 * a failure. */
enum zn_status zn_crowded_make(struct zn_crowded *crowded, const struct zn_study *plan, const struct zn_variants *variants, int people,
                               const struct zn_library *library, struct zn_error *error);
void zn_crowded_clear(struct zn_crowded *crowded);

#endif
