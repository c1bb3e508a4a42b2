/* Who somebody is: parameters of one person, drawn and then treated. */
#ifndef ZN_STUDY_PERSON_H
#define ZN_STUDY_PERSON_H

#include "zonula/study.h"

/* Normal score of a parameter of candidate `candidate` of a person, shared in part with the parameter it is correlated with. `number` is
 * the one they are drawn as. */
double zn_person_score(const struct zn_cohort *cohort, int number, int parameter, int candidate);

/* Draws stay inside the admissible range of the table, widened to the median where a condition lies outside it. */
double zn_held_parameter(double drawn, double median, int parameter);

/* Applies the changes of a treatment or diet to a drawn person, on top of what is there. A change that also names a spread draws its
 * factor from the same stream as the parameter itself, by the seed of the cohort and the person's number. What is uncertain acts with the
 * value of `effect`, the same in the whole cohort, and stays within the range of the table. */
void zn_person_treat(struct zn_parameters *person, const struct zn_overlay *overlay, enum zn_effect effect, const struct zn_cohort *cohort,
                     int number);

#endif
