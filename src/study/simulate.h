/* One person's way through a study. */
#ifndef ZN_STUDY_SIMULATE_H
#define ZN_STUDY_SIMULATE_H

#include "zonula/study.h"

/* What a person leaves behind. Arrays are the caller's and filled completely when the status is ZN_OK. */
struct zn_trace {
  double *course;       /* [n_follow][course_points] */
  double *picture;      /* [n_pictures][zn_observable_count()] */
  double *value;        /* [n_reported]; rows of other cohorts are left alone */
  double *permeability; /* [zn_solute_count()][3]: jejunum, ileum, ascending; all routes between cells, cm/h, at the start */
  long steps;           /* integration steps of the body */
  double time_h;        /* how far the body came */
};

/* Simulates person `number` of cohort `cohort`. `course_time_h` [course_points] rising. */
enum zn_status zn_simulate(struct zn_trace *trace, const struct zn_study *study, const struct zn_library *library, int cohort, int number,
                           const struct zn_run_options *options, const double *course_time_h, struct zn_error *error);

#endif
