/* Where a published statistic should fall: groups of people drawn from the simulated ones, measured by laboratories that err. */
#ifndef ZN_APPRAISAL_INTERVAL_H
#define ZN_APPRAISAL_INTERVAL_H

#include <stddef.h>

#include "reading.h"
#include "zonula/calibration.h"

/* SD of ln where nothing is known of a class of errors: chosen wide. */
#define ZN_UNKNOWN_LABORATORY_SD 0.4
#define ZN_UNKNOWN_ROW_SD 0.25

/* Class of a row's own error: of healthy people, or of people who are ill or were given something. */
const char *zn_row_kind(const struct zn_row_reading *reading, const struct zn_library *library);
/* SD of ln of an error class, or what stands for it where it is unknown. */
double zn_laboratory_known_sd(const struct zn_laboratory *laboratory, const char *kind, const char *name);

/* Simulated values of one row: value [variants][stride] begins with its windows [windows][people]; NAN: failed. */
struct zn_row_values {
  const double *value;
  int variants, people;
  size_t stride;
};

struct zn_row_prediction {
  double predicted; /* the statistic of all people of all variants, in the first window */
  double lo90, hi90;
};

/* Predicts by `replicates` groups: each takes a variant (parameters are uncertain), a window (the row may not say), as many people as the
 * paper had, their statistic, and the errors of a laboratory and of a row. Drawn from (seed, stream). ZN_NUMERICAL when nobody is left. */
enum zn_status zn_row_predict(struct zn_row_prediction *out, const struct zn_row_reading *reading, const struct zn_row_values *values,
                              const struct zn_laboratory *laboratory, const char *kind, uint64_t seed, uint32_t stream,
                              struct zn_error *error);

#endif
