/* The virtual permeability test: probes go in, urine comes out in windows; or a camera watches where a drink is.
 * Read-only: it looks at the wall that the body showed and follows the probes through it. */
#ifndef ZN_ASSAY_URINE_H
#define ZN_ASSAY_URINE_H

#include "zonula/study.h"

/* One test of one person. */
struct zn_test {
  const struct zn_assay *assay; /* kind urine or transit */
  double start_h;               /* when the probes were taken, on the clock of `wall` */
  struct zn_parameters person;  /* as the person was then */
};

/* Follows the probes that the reported rows `rows[which[0..n-1]]` ask for, and writes each row's value, in the row's unit,
 * to value[which[i]]. Every row must belong to this test. */
enum zn_status zn_test_evaluate(const struct zn_test *test, const struct zn_wall_course *wall, const struct zn_reported *rows,
                                const int *which, int n, double *value, struct zn_error *error);

#endif
