/* Who somebody is: parameters of one person, drawn and then treated. */
#ifndef ZN_STUDY_PERSON_H
#define ZN_STUDY_PERSON_H

#include "zonula/study.h"

/* Applies the changes of a treatment or diet to a drawn person, on top of what is there. A change that also names a spread draws its
 * factor from the same stream as the parameter itself, by the seed of the cohort and the person's number. What is uncertain acts with the
 * value of `effect`, the same in the whole cohort, and stays within the range of the table. */
void zn_person_treat(struct zn_parameters *person, const struct zn_overlay *overlay, enum zn_effect effect, const struct zn_cohort *cohort,
                     int number);

#endif
