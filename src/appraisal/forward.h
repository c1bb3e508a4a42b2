/* The model as calibration sees it: a table of published rows turned into a regression (hierarchy.h).
 *
 * It is opened on a table, with the parameters that may move (calibration.h: data/calibration.csv). It knows which rows are in scope,
 * what each reported (ln), how laboratories and sampling err, which parameters change which rows, and simulates cohorts for as many
 * parameter vectors as are asked for at once, with the same random people each time, so that differences are smooth. */
#ifndef ZN_APPRAISAL_FORWARD_H
#define ZN_APPRAISAL_FORWARD_H

#include "hierarchy.h"
#include "zonula/appraisal.h"
#include "zonula/calibration.h"

struct zn_forward; /* opened with zn_forward_open */

/* One row in scope. Text belongs to the forward model. */
struct zn_forward_row {
  int published; /* index in the table */
  struct zn_hierarchy_row error;
  const char *readout;   /* what a look-up table would go by: probe and window, "LMR 0-5 h" */
  const char *condition; /* and whom: "crohn_active" */
};

/* Classes of laboratory effects and of row errors, by name ("lactulose", "ratio"; "healthy", "ill"), with their weak priors. */
struct zn_forward_class {
  const char *name;
  struct zn_hierarchy_spread prior;
};

/* Reads the table by the rules of validation. Out-of-scope rows are left out here and keep their reason in the verdicts.
 * `parameters`: all rows of data/calibration.csv; the model may find that some touch no row. */
enum zn_status zn_forward_open(struct zn_forward **out, const struct zn_published_table *table, const struct zn_library *library,
                               const struct zn_calibration_table *parameters, const struct zn_validate_options *options,
                               struct zn_error *error);
void zn_forward_close(struct zn_forward *forward);

int zn_forward_rows(const struct zn_forward *forward);
const struct zn_forward_row *zn_forward_row(const struct zn_forward *forward, int row);
int zn_forward_papers(const struct zn_forward *forward);
const char *zn_forward_paper(const struct zn_forward *forward, int paper); /* name of a paper: authors and year */
int zn_forward_effects(const struct zn_forward *forward);
const struct zn_forward_class *zn_forward_effect(const struct zn_forward *forward, int effect);
int zn_forward_kinds(const struct zn_forward *forward);
const struct zn_forward_class *zn_forward_kind(const struct zn_forward *forward, int kind);

/* Whether parameter `parameter` of the calibration table changes row `row`. Say 1 when in doubt. */
int zn_forward_touches(const struct zn_forward *forward, int parameter, int row);

/* ln of each row's predicted statistic, for `n` parameter vectors theta [n][parameters->n], ln of the numbers in the unit of
 * data/calibration.csv; as zn_forward_call.many, with the forward model as its context. */
enum zn_status zn_forward_many(void *forward, int n, const double *theta, const unsigned char *wanted, double *f, struct zn_error *error);

/* What is known of each row of the table without a prediction: in scope or why not, what was assumed, names, what was reported.
 * [table->n]; borrowed. Calibration adds predictions, so that zn_appraisal_score scores both alike. */
const struct zn_verdict *zn_forward_verdicts(const struct zn_forward *forward);

#endif
