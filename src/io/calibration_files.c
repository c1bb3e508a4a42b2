/* What a calibration leaves behind as a table. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "writer.h"
#include "zonula/calibration.h"

/* --- Cells --------------------------------------------------------------------------------------------------------------------------- */

static void add_text(struct zn_writer *csv, const char *text) {
  const int quoted = strpbrk(text, ",\"\n") != NULL;
  if (quoted) zn_writer_add(csv, "\"");
  for (const char *c = text; *c; c++) {
    if (*c == '"') zn_writer_add(csv, "\"");
    zn_writer_add_bytes(csv, c, 1);
  }
  if (quoted) zn_writer_add(csv, "\"");
}

static void add_number(struct zn_writer *csv, double value) {
  if (isfinite(value)) zn_writer_format(csv, "%.6g", value);
}

/* --- Rows: numbers, spreads, scores, published rows; `what` says which, and columns that do not apply are empty ---------------------- */

static const char header[] = "what,scope,name,unit,value,lo90,hi90,prior,prior_ln_sd,low,high,moved,narrower,rows\n";

static void add_numbers(struct zn_writer *csv, const struct zn_calibration *c) {
  for (int i = 0; i < c->n; i++) {
    const struct zn_calibrated_number *n = &c->number[i];
    const struct zn_calibration_row *r = n->row;
    zn_writer_format(csv, "number,%s,%s,%s", r->target.scope, r->target.name, r->target.unit);
    const double numbers[] = {n->median, n->lo90, n->hi90, r->prior_median, r->prior_ln_sd, r->low, r->high, n->moved, n->learnt};
    for (size_t k = 0; k < sizeof numbers / sizeof *numbers; k++) {
      zn_writer_add(csv, ",");
      add_number(csv, numbers[k]);
    }
    zn_writer_format(csv, ",%d\n", n->rows);
  }
}

static void add_spreads(struct zn_writer *csv, const struct zn_calibration *c) {
  for (int i = 0; i < c->n_spreads; i++) {
    const struct zn_calibrated_spread *s = &c->spread[i];
    zn_writer_format(csv, "spread,%s,", s->kind);
    add_text(csv, s->name);
    zn_writer_format(csv, ",ln,%.6g,%.6g,%.6g,%.6g,,,,,,%d\n", s->sd, s->lo90, s->hi90, s->prior_median, s->rows);
  }
}

static void add_score(struct zn_writer *csv, const char *scope, const char *name, double value, int rows) {
  zn_writer_format(csv, "score,%s,%s,1,", scope, name);
  add_number(csv, value);
  zn_writer_format(csv, ",,,,,,,,,%d\n", rows);
}

static void add_scores(struct zn_writer *csv, const char *scope, const struct zn_score *s) {
  add_score(csv, scope, "gmfe", s->gmfe, s->in_scope);
  add_score(csv, scope, "within_1_5_fold", s->within_1_5_fold, s->in_scope);
  add_score(csv, scope, "within_2_fold", s->within_2_fold, s->in_scope);
  add_score(csv, scope, "coverage_90", s->coverage_90, s->in_scope);
  add_score(csv, scope, "median_width_fold", s->median_width_fold, s->in_scope);
  add_score(csv, scope, "contrast_direction_right", s->direction_right, s->contrasts);
  add_score(csv, scope, "contrast_gmfe", s->contrast_gmfe, s->contrasts);
}

/* Each row in scope: reported, fitted, and predicted without its paper; the last columns hold the row's weight in the fit. */
static void add_rows(struct zn_writer *csv, const struct zn_calibration *c) {
  static const char *const names[] = {"reported", "fitted", "paper_left_out"};
  for (int i = 0; i < c->published->n; i++) {
    const struct zn_verdict *fit = &c->fitted->verdict[i], *out = &c->paper_left_out->verdict[i];
    if (!fit->in_scope) continue;
    const double value[3] = {fit->reported, fit->predicted, out->predicted}, low[3] = {NAN, fit->lo90, out->lo90},
                 high[3] = {NAN, fit->hi90, out->hi90};
    for (int k = 0; k < 3; k++) {
      zn_writer_format(csv, "%s,", names[k]);
      add_text(csv, c->published->rows[i].id);
      zn_writer_add(csv, ",");
      add_text(csv, fit->situation);
      zn_writer_add(csv, ",");
      add_text(csv, c->published->rows[i].unit);
      zn_writer_format(csv, ",%.6g,", value[k]);
      add_number(csv, low[k]);
      zn_writer_add(csv, ",");
      add_number(csv, high[k]);
      zn_writer_format(csv, ",,,,,,%.3g,1\n", c->weight[i]);
    }
  }
}

enum zn_status zn_calibration_write_csv(const struct zn_calibration *c, const char *path, struct zn_error *error) {
  struct zn_writer csv = {0};
  struct zn_locale locale;
  ZN_TRY(zn_locale_plain(&locale, error));
  zn_writer_add(&csv, header);
  add_numbers(&csv, c);
  add_spreads(&csv, c);
  add_scores(&csv, "fitted", &c->fitted->overall);
  add_scores(&csv, "paper_left_out", &c->paper_left_out->overall);
  add_scores(&csv, "tenth_left_out", &c->tenth_left_out->overall);
  add_scores(&csv, "look_up", &c->look_up->overall);
  add_rows(&csv, c);
  zn_locale_restore(&locale);
  return zn_writer_save(&csv, path, ZN_OK, error);
}
