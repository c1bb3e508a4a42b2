/* What is kept of each person of a trial: one row of numbers, made of what was read in them. */
#ifndef ZN_TRIAL_SHEET_H
#define ZN_TRIAL_SHEET_H

#include "base/expression.h"
#include "zonula/trial.h"

/* Which column holds what; NAN in a column: missing. Of one thread at a time. */
struct zn_sheet {
  const struct zn_study *study; /* borrowed */
  int columns;
  int eligible, rescued; /* 1 or 0 */
  int *endpoint;         /* [n_endpoints] its value; of a time endpoint the hours, and in the column behind 1 where it happened */
  int *by, *among;       /* [n_analyses] 1 or 0; -1: not asked */
  /* The expressions behind columns; NULL where a column has none. */
  struct zn_expression **expression; /* [columns] */
  const char **name;                 /* [n_reads + 1] what expressions see: the reads, and `rescued` */
  double *read;                      /* [n_reads + 1] */
};

/* ZN_INPUT, as zn_expression_make, for an expression that makes no sense. Close in any case. */
enum zn_status zn_sheet_open(struct zn_sheet *sheet, const struct zn_study *study, struct zn_error *error);
void zn_sheet_close(struct zn_sheet *sheet);

/* Fills row [columns] from what was read in a person, value [rows of the study], and when rescue came (INFINITY: never). */
void zn_sheet_fill(struct zn_sheet *sheet, double *row, const double *value, uint32_t number, double rescued_h);

#endif
