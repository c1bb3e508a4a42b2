/* Courses of what a trial follows: sketches of its people's values, one for each arm, observable and moment. Counts add up, so that pieces
 * may be of any size. */
#ifndef ZN_TRIAL_COURSES_H
#define ZN_TRIAL_COURSES_H

#include "base/sketch.h"
#include "zonula/study.h"

struct zn_courses {
  int arms, follow, points;
  double *time_h;           /* [points] */
  struct zn_sketch *sketch; /* [arms][follow][points] */
};

/* Moments from 0 to the end of the study; none where the study follows nothing. Close in any case. */
enum zn_status zn_courses_open(struct zn_courses *courses, const struct zn_study *study, int points, struct zn_error *error);
void zn_courses_close(struct zn_courses *courses);

/* Adds somebody's courses [follow][points] in that arm. */
enum zn_status zn_courses_add(struct zn_courses *courses, int arm, const double *course);
/* As bytes to be kept with a piece, for free(); NULL and 0 where nothing is followed. And adds such bytes; ZN_IO when they are none. */
enum zn_status zn_courses_write(const struct zn_courses *courses, void **bytes, size_t *size, struct zn_error *error);
enum zn_status zn_courses_merge(struct zn_courses *courses, const void *bytes, size_t size, struct zn_error *error);
/* The 5, 25, 50, 75 and 95 % quantiles of each: [arms][follow][points][5]. */
void zn_courses_quantiles(const struct zn_courses *courses, double *out);

#endif
