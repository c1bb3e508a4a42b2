/* The pieces of a trial at work: whoever is free gets the next person, and a piece is kept when the last of its people is back. */
#ifndef ZN_TRIAL_WORK_H
#define ZN_TRIAL_WORK_H

#include "courses.h"
#include "sheet.h"
#include "store.h"

/* What all of a trial's work needs. Borrowed. */
struct zn_workplace {
  const struct zn_study *study;
  const struct zn_library *library;
  const struct zn_trial_options *options;
  const struct zn_ranks *ranks; /* alone, where nobody shares the work */
  struct zn_store *store;
  struct zn_sheet *sheet;
  struct zn_courses *courses;
  int64_t people; /* of the whole trial */
};

/* Simulates what is missing, with others or alone. When it returns ZN_OK nothing is left that this process could do: all pieces are there,
 * or others are at them. */
enum zn_status zn_work(const struct zn_workplace *place, struct zn_error *error);

#endif
