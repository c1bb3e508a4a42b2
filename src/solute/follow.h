/* Internal side of zn_solute_follow: the same, with the accuracy in the caller's hand and the work counted. */
#ifndef ZN_SOLUTE_FOLLOW_H
#define ZN_SOLUTE_FOLLOW_H

#include "zonula/solute.h"

/* A journey: everything zn_solute_follow takes. All borrowed for the call. */
struct zn_journey {
  const struct zn_solute *solute;
  const struct zn_parameters *person;
  const struct zn_wall_course *wall;
  const struct zn_dose *doses;
  int n_doses;
  const double *time_h; /* [n_times], rising */
  int n_times;
};

/* `relative_tolerance` of the integration; `steps` (may be NULL) receives the number of steps. */
enum zn_status zn_journey_follow(const struct zn_journey *journey, double relative_tolerance, struct zn_whereabouts *at, long *steps,
                                 struct zn_error *error);

#endif
