/* The sections of validation.html. */
#ifndef ZN_IO_REPORT_VALIDATION_H
#define ZN_IO_REPORT_VALIDATION_H

#include "writer.h"
#include "zonula/diet.h"

/* Predicted against reported, drawn; and the contrasts, drawn and listed. */
enum zn_status zn_report_agreement(struct zn_writer *page, const struct zn_appraisal *appraisal, struct zn_error *error);
enum zn_status zn_report_contrasts(struct zn_writer *page, const struct zn_appraisal *appraisal, struct zn_error *error);
/* Scores by group; every row; what is out of scope. */
void zn_report_scores(struct zn_writer *page, const struct zn_appraisal *appraisal);
void zn_report_verdicts(struct zn_writer *page, const struct zn_appraisal *appraisal);
/* Diets: numbers for the top of the page; and the section. */
void zn_report_diet_facts(struct zn_writer *page, const struct zn_diet_score *score);
void zn_report_diet(struct zn_writer *page, const struct zn_diet_appraisal *appraisal);

/* --- Shared by the sections ------------------------------------------------------------------------------------------------------- */

/* "percent_of_dose" as people write it, "%"; nothing for a ratio. */
const char *zn_published_unit(const char *unit);
/* Words, linked where the locator is a DOI or a PubMed number. */
void zn_report_locator(struct zn_writer *page, const char *locator, const char *words);
/* A name with spaces for its underscores. */
void zn_report_words(struct zn_writer *page, const char *name);
/* A share as "85 %", a dash for none. */
void zn_report_share(struct zn_writer *page, double share);
/* It as a cell of a table; and the cells of a score, from its mean fold error on. */
void zn_report_share_cell(struct zn_writer *page, double share);
void zn_report_score_cells(struct zn_writer *page, const struct zn_score *score);

#endif
