/* From pieces to results: all pieces are read once, in order, and no more than the people of one replicate are in memory. */
#ifndef ZN_TRIAL_GATHER_H
#define ZN_TRIAL_GATHER_H

#include "courses.h"
#include "judge.h"
#include "sheet.h"
#include "store.h"

/* Fills `run`, made by zn_gather_open, from the store, in which all pieces are. ZN_IO when a piece is damaged: it has then left the store.
 */
enum zn_status zn_gather(struct zn_trial_run *run, const struct zn_sheet *sheet, struct zn_store *store, struct zn_courses *courses,
                         struct zn_error *error);

/* Room for the results of a trial. Free with zn_trial_run_free, also after a failure. */
enum zn_status zn_gather_open(struct zn_trial_run **run, const struct zn_study *study, const struct zn_library *library,
                              const struct zn_courses *courses, struct zn_error *error);

#endif
