/* Scores: parameters and attributes of one candidate as standard normals. */
#ifndef ZN_STUDY_PHYSIQUE_H
#define ZN_STUDY_PHYSIQUE_H

#include "zonula/physique.h"

/* In the order of zn_people_table.parameter, then the scored attributes. */
struct zn_scores {
  double of[ZN_MOST_SCORES];
};

/* Where a parameter stands among the scores; -1: it is correlated with nothing here. */
int zn_score_place(const struct zn_people_table *table, int parameter);

/* Whether somebody's parameters are not as drawn alone: sex, age or another attribute is given for them. */
int zn_is_moved(const struct zn_cohort *cohort, int number);

/* The scores of candidate `candidate` of a person, given what is given of them. `median` and `spread` [parameters]: those of the cohort
 * without what it sets by hand, as zn_cohort_numbers gives them. */
void zn_scores_draw(struct zn_scores *scores, const struct zn_cohort *cohort, const struct zn_library *library, int number, int candidate,
                    const double *median, const double *spread);
/* The same, finding these. */
enum zn_status zn_scores_of_person(struct zn_scores *scores, const struct zn_cohort *cohort, const struct zn_library *library, int number,
                                   int candidate, struct zn_error *error);

/* The attributes that belong to scores; body mass index and filtration are left NAN. */
void zn_scores_attributes(struct zn_physique *physique, const struct zn_scores *scores, const struct zn_cohort *cohort,
                          const struct zn_library *library, int number, int candidate);
/* These two, from weight and filtration per weight in internal units. */
void zn_physique_follow(struct zn_physique *physique, double weight, double filtration);

#endif
