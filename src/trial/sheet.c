#include "sheet.h"

#include <math.h>
#include <stdlib.h>

#include "base/status.h"

/* --- Which columns there are -----------------------------------------------------------------------------------------------------------
 */

static int most_columns(const struct zn_trial *trial) { return 2 + 2 * trial->n_endpoints + 2 * trial->n_analyses; }

/* The next column, filled from an expression (NULL: from something else). */
static enum zn_status add(struct zn_sheet *sheet, int *column, const char *text, struct zn_error *error) {
  const int n = sheet->study->trial->n_reads + 1;
  *column = sheet->columns;
  if (text) ZN_TRY(zn_expression_make(&sheet->expression[sheet->columns], text, sheet->name, n, error));
  sheet->columns++;
  return ZN_OK;
}

static enum zn_status add_asked(struct zn_sheet *sheet, int *column, const char *text, struct zn_error *error) {
  *column = -1;
  return text ? add(sheet, column, text, error) : ZN_OK;
}

static enum zn_status add_columns(struct zn_sheet *sheet, struct zn_error *error) {
  const struct zn_trial *trial = sheet->study->trial;
  int happened;
  ZN_TRY(add(sheet, &sheet->eligible, trial->eligible, error));
  ZN_TRY(add(sheet, &sheet->rescued, NULL, error));
  for (int k = 0; k < trial->n_endpoints; k++) {
    const struct zn_endpoint *e = &trial->endpoint[k];
    ZN_TRY(add(sheet, &sheet->endpoint[k], e->expression, error));
    if (e->kind == ZN_ENDPOINT_TIME) ZN_TRY(add(sheet, &happened, NULL, error));
  }
  for (int k = 0; k < trial->n_analyses; k++) {
    ZN_TRY(add_asked(sheet, &sheet->by[k], trial->analysis[k].by, error));
    ZN_TRY(add_asked(sheet, &sheet->among[k], trial->analysis[k].among, error));
  }
  return ZN_OK;
}

enum zn_status zn_sheet_open(struct zn_sheet *sheet, const struct zn_study *study, struct zn_error *error) {
  const struct zn_trial *trial = study->trial;
  *sheet = (struct zn_sheet){.study = study};
  sheet->endpoint = calloc((size_t)trial->n_endpoints + 1, sizeof *sheet->endpoint);
  sheet->by = calloc(2 * (size_t)trial->n_analyses + 1, sizeof *sheet->by);
  sheet->expression = calloc((size_t)most_columns(trial), sizeof(struct zn_expression *));
  sheet->read = calloc((size_t)trial->n_reads + 1, sizeof *sheet->read);
  sheet->name = calloc((size_t)trial->n_reads + 1, sizeof *sheet->name);
  if (!sheet->endpoint || !sheet->by || !sheet->expression || !sheet->read || !sheet->name)
    return zn_fail(error, ZN_MEMORY, "no memory for the columns of a trial");
  sheet->among = sheet->by + trial->n_analyses;
  for (int r = 0; r < trial->n_reads; r++) sheet->name[r] = trial->read[r];
  sheet->name[trial->n_reads] = "rescued";
  return add_columns(sheet, error);
}

void zn_sheet_close(struct zn_sheet *sheet) {
  for (int k = 0; sheet->expression && k < sheet->columns; k++) zn_expression_free(sheet->expression[k]);
  free(sheet->expression);
  free(sheet->endpoint);
  free(sheet->by);
  free(sheet->name);
  free(sheet->read);
}

/* --- A person's row --------------------------------------------------------------------------------------------------------------------
 */

/* A comparison with something missing is not false, it is missing. */
static double evaluate(const struct zn_sheet *sheet, int column) {
  struct zn_expression *e = sheet->expression[column];
  for (int r = 0; r < sheet->study->trial->n_reads; r++)
    if (isnan(sheet->read[r]) && zn_expression_uses(e, r)) return NAN;
  return zn_expression_value(e, sheet->read);
}

static double yes(double value) { return isnan(value) ? NAN : value != 0.0; }

static double truth(const struct zn_sheet *sheet, int column) { return yes(evaluate(sheet, column)); }

/* Looks one after the other until it happens or the person has left; whoever has it at the first look does not count, unless asked. */
static void follow(const struct zn_endpoint *e, double *row, const double *value, double leaves_h) {
  row[0] = row[1] = NAN;
  for (int k = 0; k < e->n_looks && e->look_h[k] <= leaves_h; k++) {
    const double v = value[e->first_row + k];
    const int happened = v > e->above || v < e->below; /* NAN: not asked */
    if (happened && k == 0 && !e->first_counts) return;
    row[0] = e->look_h[k] - e->look_h[0];
    row[1] = happened;
    if (happened) return;
  }
}

static void fill_endpoint(const struct zn_sheet *sheet, int k, double *row, const double *value, double leaves_h) {
  const struct zn_endpoint *e = &sheet->study->trial->endpoint[k];
  const int column = sheet->endpoint[k];
  switch (e->kind) {
    case ZN_ENDPOINT_VALUE:
      row[column] = evaluate(sheet, column);
      break;
    case ZN_ENDPOINT_RESPONDER:
      row[column] = truth(sheet, column);
      if (isnan(row[column]) && e->missing_is_failure) row[column] = 0.0;
      break;
    case ZN_ENDPOINT_TIME:
      follow(e, row + column, value, leaves_h);
      break;
  }
}

void zn_sheet_fill(struct zn_sheet *sheet, double *row, const double *value, uint32_t number, double rescued_h) {
  const struct zn_trial *trial = sheet->study->trial;
  const double leaves_h = zn_trial_leaves_h(sheet->study, number);
  for (int r = 0; r < trial->n_reads; r++) {
    const int at = trial->first_row + r;
    sheet->read[r] = sheet->study->reported[at].time_h > leaves_h ? NAN : value[at];
  }
  sheet->read[trial->n_reads] = row[sheet->rescued] = rescued_h <= leaves_h && isfinite(rescued_h);
  row[sheet->eligible] = trial->eligible ? truth(sheet, sheet->eligible) : 1.0;
  for (int k = 0; k < trial->n_endpoints; k++) fill_endpoint(sheet, k, row, value, leaves_h);
  for (int k = 0; k < trial->n_analyses; k++) {
    if (sheet->by[k] >= 0) row[sheet->by[k]] = truth(sheet, sheet->by[k]);
    if (sheet->among[k] >= 0) row[sheet->among[k]] = truth(sheet, sheet->among[k]);
  }
}
