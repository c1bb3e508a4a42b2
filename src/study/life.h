/* One person's life through a study: what happens when, and what is written down.
 *
 * Knows no integrator. Whoever integrates asks when the next entry of the agenda is due, brings the state there and lets it be met:
 *   zn_life_begin, the start state into y, zn_life_set_off;
 *   then until zn_life_is_over: state of zn_life_due() into y, zn_life_meet;
 *   then zn_life_plan_tests, the journeys of the plans, zn_life_read_tests; at last zn_life_end, whatever happened. */
#ifndef ZN_STUDY_LIFE_H
#define ZN_STUDY_LIFE_H

#include "agenda.h"
#include "assay/reading.h"
#include "assay/urine.h"
#include "simulate.h"

struct zn_life {
  /* To be set, all else 0. */
  struct zn_task *task;
  const struct zn_study *study;
  const struct zn_library *library;
  int course_points;
  int exact;   /* tests and instruments read without a laboratory (zn_run_options) */
  int repeats; /* how often everything is measured again, where the trace has room for it */
  int n_routes;
  const int *routes; /* [n_routes] solutes, where the trace has room for their routes */

  double *y;     /* [zn_state_count()] at time_h */
  double time_h; /* the last entry met */
  int jumped;    /* the state or the person jumped since the integrator cleared this */

  struct zn_agenda agenda;
  int next;                        /* entry of the agenda */
  struct zn_parameters drawn, now; /* the person untreated, and as treated at this moment */
  int n_active;
  struct zn_active *active; /* treatments and diets at work */
  int n_tests;
  struct zn_test *tests;      /* begun so far, repeats one behind the other */
  struct zn_test_plan *plans; /* [n_tests], once the body has lived */
  int *which;                 /* [n_tests][zn_rows_of()]: the rows that each answers */
  int *test_event;
  double *observed;
  struct zn_wall *wall; /* its course, recorded while tests are under way */
  double *wall_time_h;
  int n_wall;
};

/* Draws the person. `course_time_h` [course_points] is needed only here. What went wrong is in the task, here and below. */
void zn_life_begin(struct zn_life *life, const double *course_time_h);
/* With the start state in y: looks at the wall, and is ready. */
void zn_life_set_off(struct zn_life *life);
int zn_life_is_over(const struct zn_life *life);
double zn_life_due(const struct zn_life *life);
/* The next moment after which the state or an input may jump: an integrator must not look beyond it. */
double zn_life_next_jump(const struct zn_life *life);
/* Meets the entry that is due, with the state at that moment in y. */
void zn_life_meet(struct zn_life *life);
/* When the body has lived: plans how the tests answer the study's reported rows. The journeys of the plans are then to be followed. */
void zn_life_plan_tests(struct zn_life *life);
/* When they were: writes what the rows ask for into the trace. */
void zn_life_read_tests(struct zn_life *life);
/* Gives back the memory. */
void zn_life_end(struct zn_life *life);

#endif
