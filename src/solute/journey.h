/* The internal side of zn_solute_follow: many journeys at once, with the accuracy in the caller's hand and the work counted. */
#ifndef ZN_SOLUTE_JOURNEY_H
#define ZN_SOLUTE_JOURNEY_H

#include "zonula/solute.h"

/* A journey: everything zn_solute_follow takes, all borrowed, and what becomes of it. */
struct zn_journey {
  const struct zn_solute *solute;
  const struct zn_parameters *person;
  const struct zn_wall_course *wall;
  const struct zn_dose *doses;
  int n_doses;
  const double *time_h; /* [n_times], rising */
  int n_times;

  struct zn_whereabouts *at; /* [n_times], the caller's; complete when the status is ZN_OK */
  long steps;
  enum zn_status status;
  struct zn_error error;
};

/* Relative tolerance at which lanes follow a dose as well as anybody can ask: urine and all else to a millionth of the dose
 * (tests/solute/test_solute_lanes.c). */
#define ZN_JOURNEY_TOLERANCE 1e-6

/* The same for CVODE. */
#define ZN_JOURNEY_BDF_TOLERANCE 1e-7

/* Follows journeys, `lanes` (1, 2, 4 or 8) at a time, by Rodas5P; a lane that is done takes the next. What becomes of a journey is the
 * same to the last bit whatever the others are and however many lanes there are. */
void zn_journeys_follow(struct zn_journey *journeys, int n, int lanes, double relative_tolerance);

/* Follows one journey by CVODE, the yardstick. */
void zn_journey_follow(struct zn_journey *journey, double relative_tolerance);

#endif
