/* The pages of the site about claims, and what they share. */
#ifndef ZN_IO_CLAIMS_SITE_H
#define ZN_IO_CLAIMS_SITE_H

#include "writer.h"
#include "zonula/claims.h"
#include "zonula/experiment.h"

struct zn_claim_site {
  const struct zn_claims *claims;
  const struct zn_experiment_results *results;
  const struct zn_library *library;
};

/* The pages, whole. */
void zn_site_index(struct zn_writer *page, const struct zn_claim_site *site);
enum zn_status zn_site_claim(struct zn_writer *page, const struct zn_claim_site *site, int row, struct zn_error *error);
void zn_site_method(struct zn_writer *page, const struct zn_claim_site *site);

/* The experiment on a claim's page; `result` NULL: none that fits. */
enum zn_status zn_site_experiment(struct zn_writer *page, const struct zn_study *study, const struct zn_library *library,
                                  const struct zn_experiment_result *result, struct zn_error *error);
/* Criterion k: what must hold, whether it does, where the bound comes from, and the figure below. */
enum zn_status zn_site_criterion(struct zn_writer *page, const struct zn_experiment *experiment, const struct zn_experiment_result *result,
                                 int k, struct zn_error *error);
/* Criterion k drawn: people and parameter sets against the bounds, as the model is and without each mechanism. Nothing without values. */
void zn_site_figure(struct zn_writer *page, const struct zn_experiment *experiment, const struct zn_experiment_result *result, int k);

/* --- Shared ------------------------------------------------------------------------------------------------------------------------ */

/* A page from its first byte to the open sheet: `over` stands small above the heading. Close the header with zn_site_open. */
void zn_site_head(struct zn_writer *page, const char *title, const char *over);
/* Ends the header and begins the main part, after links to the parts of this page {id, name}. */
void zn_site_open(struct zn_writer *page, const char *const (*parts)[2], int n);
void zn_site_foot(struct zn_writer *page);

/* What a grade is called and what it means to a reader; what a verdict is called there. */
const char *zn_site_grade(enum zn_claim_grade grade);
const char *zn_site_grade_meaning(enum zn_claim_grade grade);
const char *zn_site_verdict(enum zn_claim_verdict verdict);
/* Marks: the grade with its colour, and the verdict. */
void zn_site_grade_mark(struct zn_writer *page, enum zn_claim_grade grade);
void zn_site_verdict_mark(struct zn_writer *page, enum zn_claim_verdict verdict);

#endif
