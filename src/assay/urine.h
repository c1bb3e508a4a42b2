/* The virtual permeability test: probes go in, urine comes out in windows, or blood is drawn; or a camera watches where a drink is.
 * Read-only: it looks at the wall that the body showed and follows the probes through it.
 *
 * In three parts, so that the probes of many tests of many people can be followed together:
 *   zn_test_plan, then the plan's journeys are followed (solute/journey.h), then zn_test_read.
 * What lies between the bladder and a printed number is in collection.h and analysis.h; docs/assays/urine.md has all of it. */
#ifndef ZN_ASSAY_URINE_H
#define ZN_ASSAY_URINE_H

#include "collection.h"
#include "solute/journey.h"

/* What must be followed to answer some reported rows. The journeys may be moved elsewhere to be followed beside others, and moved back. */
struct zn_test_plan {
  int n_journeys;
  struct zn_journey *journeys; /* [n_journeys], one for each probe that is asked for */

  const struct zn_test *test;
  const struct zn_reported *rows;
  const int *which;
  int n, n_times;
  struct zn_collection collection;
  struct zn_parameters *today; /* the person on the day of the test, or NULL: as in the test */
  struct zn_wall *opened;      /* nodes of the wall as this test meets it, or NULL: as the body shows it */
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

/* --- Between the files of this part ---------------------------------------------------------------------------------------- */

/* Where the dose of a solute in the plan was at a moment of the plan, hours after the dose; NULL and `error` when it was not followed. */
const struct zn_whereabouts *zn_plan_look(const struct zn_test_plan *plan, int solute, double after_h, struct zn_error *error);
/* What was given of it, mmol. */
double zn_plan_dose(const struct zn_test_plan *plan, int solute);
/* The solute as this test's people have it, or NULL. */
const struct zn_solute *zn_plan_solute(const struct zn_test_plan *plan, int solute);

#endif
