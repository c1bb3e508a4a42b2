/* The inside of settle.h: where everything lies. Arrays are [..][lanes] doubles in one block. */
#ifndef ZN_SOLVE_SETTLE_WORK_H
#define ZN_SOLVE_SETTLE_WORK_H

#include "settle.h"

struct zn_settle_work {
  const struct zn_lane_problem *problem;
  const struct zn_settle_options *options;
  int moved; /* somebody's state is not the one that `rate` and `entry` were made from */
  /* One number for each lane. */
  double *time;            /* always 0 */
  double *step;            /* of pseudo-time */
  double *rest;            /* as in struct zn_settling, before the step just tried */
  double *accepted;        /* 1: that step was taken */
  double *constant;        /* [constants] */
  double *prepared;        /* [constants] of one person, on their way into a lane */
  double *y, *next;        /* [n] before the step, and while it is looked at */
  double *rate, *by_time;  /* [n] */
  double *entry, *factors; /* [entries], [factors] */
};

/* The same source for each width (settle.inc): one implicit step of every lane. */
void zn_settle_try_1(struct zn_settle_work *work);
void zn_settle_try_2(struct zn_settle_work *work);
void zn_settle_try_4(struct zn_settle_work *work);
void zn_settle_try_8(struct zn_settle_work *work);

#endif
