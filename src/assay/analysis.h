/* From the bottle to the printed number: what food and transfusions add, the error of the analysis, and the limit of detection.
 * Equations and sources: docs/assays/urine.md; numbers: data/analytics.csv. */
#ifndef ZN_ASSAY_ANALYSIS_H
#define ZN_ASSAY_ANALYSIS_H

#include "test.h"

/* The laboratory's row for a probe of this test, by the method of the assay or the usual one; NULL and `error` when there is none. */
const struct zn_analytic *zn_analytic_of(const struct zn_test *test, int solute, enum zn_fluid fluid, struct zn_error *error);

/* What the person excretes of it on this day without any test, mmol/h. */
double zn_background(const struct zn_test *test, const struct zn_analytic *analytic);

/* What the laboratory prints for a concentration (mmol/mL) in the sample of a window. */
double zn_analysed(const struct zn_test *test, const struct zn_analytic *analytic, double concentration, const double window_h[2]);

#endif
