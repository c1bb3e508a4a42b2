/* One person's life through a study: what happens when, and what is written down.
 *
 * Knows no integrator. Whoever integrates asks when the next entry of the agenda is due, brings the state there and lets it be met:
 *   zn_life_begin, then until zn_life_is_over: state of zn_life_due() into y, zn_life_meet; at last zn_life_end, also after a failure. */
#ifndef ZN_STUDY_LIFE_H
#define ZN_STUDY_LIFE_H

#include "agenda.h"
#include "assay/urine.h"
#include "simulate.h"

/* Steps from one jump to the next before an integrator gives up. */
enum { ZN_MOST_STEPS = 200000 };

static inline double zn_relative_tolerance(const struct zn_run_options *options) {
  return options->relative_tolerance > 0.0 ? options->relative_tolerance : 1e-6;
}

struct zn_life {
  /* To be set, all else 0. */
  const struct zn_study *study;
  const struct zn_library *library;
  int cohort, number;
  struct zn_trace *trace;
  enum zn_engine engine; /* that the probes of tests are followed by */

  double *y;     /* [zn_state_count()] at time_h */
  double time_h; /* the last entry met */
  int jumped;    /* the state or the person jumped since the integrator cleared this */

  int course_points;
  struct zn_agenda agenda;
  int next;                        /* entry of the agenda */
  struct zn_parameters drawn, now; /* the person untreated, and as treated at this moment */
  int n_active;
  struct zn_active *active; /* treatments and diets at work */
  int n_tests;
  struct zn_test *tests; /* begun so far */
  int *test_event;
  double *observed;
  struct zn_wall *wall; /* its course, recorded while tests are under way */
  double *wall_time_h;
  int n_wall;
};

/* Draws the person and finds the start state. `course_time_h` [options->course_points] is needed only here. */
enum zn_status zn_life_begin(struct zn_life *life, const struct zn_run_options *options, const double *course_time_h,
                             struct zn_error *error);
int zn_life_is_over(const struct zn_life *life);
double zn_life_due(const struct zn_life *life);
/* The next moment after which the state or an input may jump: an integrator must not look beyond it. */
double zn_life_next_jump(const struct zn_life *life);
/* Meets the entry that is due, with the state at that moment in y. */
void zn_life_meet(struct zn_life *life);
/* Evaluates the tests if all went well so far, fills in the trace, and gives back the memory. */
enum zn_status zn_life_end(struct zn_life *life, enum zn_status status, struct zn_error *error);

#endif
