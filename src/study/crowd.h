/* Everybody of a study, in its order: who is to be simulated, and room for what each leaves behind. */
#ifndef ZN_STUDY_CROWD_H
#define ZN_STUDY_CROWD_H

#include <stddef.h>

#include "simulate.h"

struct zn_crowd {
  const struct zn_study *study; /* borrowed */
  int people;
  int *first; /* [n_cohorts] number of the first person of each cohort */
  int course_points;
  double *course_time_h; /* [course_points] */
  /* Values of one person in the tables below. */
  size_t course_width, picture_width, value_width, permeability_width, route_width;
  /* [people][...], as struct zn_trace has them; NAN where nothing was written. */
  double *course, *picture, *value, *permeability;
  double *route;            /* the same; the numbers of struct zn_permeability. NULL: none asked for */
  double *repeated;         /* [people][repeats][value_width], as struct zn_trace has it; NULL: no repeats */
  struct zn_moment *moment; /* [n_cohorts][n_pictures] of person 0; NULL: not asked for */
  struct zn_task *task;     /* [people] */
};

/* Makes a crowd, courses at `course_points` moments from 0 to the end of the study; close it in any case. */
enum zn_status zn_crowd_open(struct zn_crowd *crowd, const struct zn_study *study, int course_points, struct zn_error *error);
/* Makes room for what the options want to be kept of pictures, and for repeats. */
enum zn_status zn_crowd_keep(struct zn_crowd *crowd, const struct zn_run_options *options, struct zn_error *error);
void zn_crowd_close(struct zn_crowd *crowd);

/* Number in the crowd of the first person of a cohort. */
int zn_crowd_first(const struct zn_crowd *crowd, int cohort);

/* Simulates everybody, on the threads and by the engine of the options; what became of each is in its task. ZN_INTERRUPTED when
 * progress asked to stop, ZN_MEMORY. */
enum zn_status zn_crowd_simulate(struct zn_crowd *crowd, const struct zn_library *library, const struct zn_run_options *options,
                                 struct zn_error *error);

/* Threads that are used when the options name none. */
int zn_most_threads(void);

#endif
