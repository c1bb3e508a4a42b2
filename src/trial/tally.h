/* An endpoint in a group of people who come one after the other and are not kept. */
#ifndef ZN_TRIAL_TALLY_H
#define ZN_TRIAL_TALLY_H

#include "base/sketch.h"
#include "zonula/trial.h"

struct zn_tally {
  const struct zn_endpoint *endpoint; /* borrowed */
  struct zn_arm_endpoint *sum;        /* borrowed; complete after zn_tally_close */
  int64_t values;                     /* that went into mean and spread */
  double squares;                     /* sum of squared distances from the mean so far (Welford 1962) */
  struct zn_sketch sketch;
};

/* `sum` gets its arrays. Close in any case. */
enum zn_status zn_tally_open(struct zn_tally *tally, const struct zn_endpoint *endpoint, struct zn_arm_endpoint *sum,
                             struct zn_error *error);
/* Adds somebody by the endpoint's columns of their row. */
enum zn_status zn_tally_add(struct zn_tally *tally, const double *column);
void zn_tally_close(struct zn_tally *tally);

#endif
