/* The part of people's ways through a study that is integration of the body: from the start state to the end of the agenda. */
#ifndef ZN_STUDY_RIDE_H
#define ZN_STUDY_RIDE_H

#include "life.h"

/* Steps from one jump to the next before an integrator gives up. */
enum { ZN_MOST_STEPS = 200000 };

/* Everybody of lives[n] whose task is ZN_OK; what became of each is in its task. Nothing depends on who the others are. */
void zn_ride_by_cvode(struct zn_life *lives, int n, double relative_tolerance);
/* The same by Rodas5P over `lanes` (1, 2, 4 or 8); a lane that is done takes the next. */
void zn_ride_in_lanes(struct zn_life *lives, int n, int lanes, double relative_tolerance);

#endif
