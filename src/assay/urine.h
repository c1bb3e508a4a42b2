/* The virtual permeability test: probes go in, urine comes out in windows; or a camera watches where a drink is.
 * Read-only: it looks at the wall that the body showed and follows the probes through it.
 *
 * In three parts, so that the probes of many tests of many people can be followed together:
 *   zn_test_plan, then the plan's journeys are followed (solute/journey.h), then zn_test_read. */
#ifndef ZN_ASSAY_URINE_H
#define ZN_ASSAY_URINE_H

#include "solute/journey.h"
#include "zonula/study.h"

/* One test of one person. */
struct zn_test {
  const struct zn_assay *assay;    /* kind urine or transit */
  double start_h;                  /* when the probes were taken, on the clock of the wall */
  struct zn_parameters person;     /* as the person was then */
  const struct zn_solute *solutes; /* [zn_solute_count()], or NULL: the table */
};

/* What must be followed to answer some reported rows. The journeys may be moved elsewhere to be followed beside others, and moved back. */
struct zn_test_plan {
  int n_journeys;
  struct zn_journey *journeys; /* [n_journeys], one for each probe that is asked for */

  const struct zn_test *test;
  const struct zn_reported *rows;
  const int *which;
  int n, n_times;
  struct zn_wall_course wall;
  double *time_h;            /* [n_times] rising: the moments at which the rows look */
  struct zn_dose *dose;      /* [n_journeys] */
  struct zn_whereabouts *at; /* [n_journeys][n_times] */
};

/* Plans the answer to the reported rows `rows[which[0..n-1]]`. Every row must belong to this test. All but `plan` and `error` is borrowed
 * until the plan is cleared, which must be done also when there is none. */
enum zn_status zn_test_plan(struct zn_test_plan *plan, const struct zn_test *test, const struct zn_wall_course *wall,
                            const struct zn_reported *rows, const int *which, int n, struct zn_error *error);
void zn_test_plan_clear(struct zn_test_plan *plan);

/* When all journeys were followed: writes each row's value, in the row's unit, to value[which[i]]; or says why one was not. */
enum zn_status zn_test_read(const struct zn_test_plan *plan, double *value, struct zn_error *error);

#endif
