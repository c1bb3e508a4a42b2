/* Who somebody is: parameters of one person, drawn and then treated. */
#ifndef ZN_STUDY_PERSON_H
#define ZN_STUDY_PERSON_H

#include "zonula/study.h"

/* Applies the changes of a treatment or diet to a drawn person, on top of what is there. A change that also names a spread
 * draws its factor from the same stream as the parameter itself. */
void zn_person_treat(struct zn_parameters *person, const struct zn_overlay *overlay, uint64_t seed, int number);

#endif
