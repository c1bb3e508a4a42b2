/* People's ways through a study, by either engine. */
#ifndef ZN_STUDY_SIMULATE_H
#define ZN_STUDY_SIMULATE_H

#include "zonula/study.h"

/* Rows that a study reads: those that were reported, and those that are only read. */
static inline int zn_rows_of(const struct zn_study *study) { return study->n_reported + study->n_read; }

/* What a person leaves behind. Arrays are the caller's and filled completely when the status is ZN_OK. */
struct zn_trace {
  double *course;                /* [n_follow][course_points] */
  double *picture;               /* [n_pictures][zn_observable_count()] */
  double *value;                 /* [zn_rows_of()]; NAN before; rows of other cohorts are left alone */
  double *repeated;              /* [repeats of the options][zn_rows_of()], as value; or NULL */
  double *permeability;          /* [zn_solute_count()][3]: jejunum, ileum, ascending; all routes between cells, cm/h, at the start */
  struct zn_permeability *route; /* [n_pictures][n_routes of the options][ZN_SEGMENTS], or NULL */
  struct zn_moment *moment;      /* [n_pictures], or NULL: nobody wants it */
  long steps;                    /* integration steps of the body */
  double rescued_h;              /* when rescue was first needed and given; INFINITY: never */
  double time_h;                 /* how far the body came */
};

/* Somebody to be simulated, and what became of it. */
struct zn_task {
  int cohort, number;
  struct zn_trace trace;
  enum zn_status status;
  struct zn_error error;
};

/* People one after another, for any number of threads at once: `next` is NULL when nobody is left; `done` takes each back. */
struct zn_queue {
  struct zn_task *(*next)(void *context);
  void (*done)(void *context, struct zn_task *task);
  void *context;
  int together; /* how many are led through the study as a party; changes no result */
};

/* Simulates everybody in the queue, by the engine of the options. A person's trace is the same whoever else is in the queue and, in
 * lanes, however many there are. ZN_MEMORY when nothing could be begun. */
enum zn_status zn_simulate(const struct zn_queue *queue, const struct zn_study *study, const struct zn_library *library,
                           const struct zn_run_options *options, const double *course_time_h, int course_points);

#endif
