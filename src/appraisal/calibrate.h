/* Shared by the parts of calibrating. */
#ifndef ZN_APPRAISAL_CALIBRATE_H
#define ZN_APPRAISAL_CALIBRATE_H

#include "forward.h"

/* An appraisal of all rows from ln predictions f and SDs of ln [rows in scope of the forward model]; sd NULL: without intervals; a
 * prediction that is NAN leaves its row without one. Scored. Free with zn_appraisal_free, also after a failure. */
enum zn_status zn_calibration_appraise(struct zn_appraisal **out, const struct zn_published_table *table, const struct zn_forward *forward,
                                       const double *f, const double *sd, struct zn_error *error);

/* ln predictions of a look-up table made of the other papers' rows: the mean of the same read-out and condition; else of the same
 * read-out; else of the same probe; else NAN. */
void zn_calibration_look_up(double *f, const struct zn_forward *forward);

#endif
