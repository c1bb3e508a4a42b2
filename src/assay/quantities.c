/* Reading a test: from where the doses were to the numbers that a paper prints. */
#include "analysis.h"
#include "base/status.h"
#include "urine.h"

/* One row of a plan, for one of its probes. */
struct question {
  const struct zn_test_plan *plan;
  const struct zn_reported *row;
  int solute;
};

/* --- What is in the sample ------------------------------------------------------------------------------------------------------- */

/* What a void at the end of some hours leaves of a probe in the bladder, mmol. */
static enum zn_status stays_behind(const struct question *q, double after_h, double *amount, struct zn_error *error) {
  const struct zn_collection *c = &q->plan->collection;
  *amount = 0.0;
  if (!q->plan->test->noisy || !(after_h > 0.0)) return ZN_OK;
  const struct zn_whereabouts *to = zn_plan_look(q->plan, q->solute, after_h, error);
  if (!to) return error ? error->status : ZN_NUMERICAL;
  const struct zn_whereabouts *from = zn_plan_look(q->plan, q->solute, after_h - zn_bladder_since(c, after_h), error);
  *amount = zn_bladder_left(c, after_h) * (to->urine - from->urine);
  return ZN_OK;
}

/* Made by the kidney in the window, mmol; left in the bladder before it counts, left at its end does not. */
static enum zn_status voided(const struct question *q, double *amount, struct zn_error *error) {
  const double *w = q->row->window_h;
  const struct zn_whereabouts *from = zn_plan_look(q->plan, q->solute, w[0], error), *to = zn_plan_look(q->plan, q->solute, w[1], error);
  double before, after;
  if (!from || !to) return error ? error->status : ZN_NUMERICAL;
  ZN_TRY(stays_behind(q, w[0], &before, error));
  ZN_TRY(stays_behind(q, w[1], &after, error));
  *amount = to->urine - from->urine;
  if (q->plan->test->noisy) *amount += before - after;
  if (*amount < 0.0) *amount = 0.0;
  return ZN_OK;
}

/* Amount in urine of the window as the laboratory finds it, mmol. */
static enum zn_status in_urine(const struct question *q, double *amount, struct zn_error *error) {
  const struct zn_test *test = q->plan->test;
  const double *w = q->row->window_h, volume = zn_bottle_volume(&q->plan->collection, w);
  ZN_TRY(voided(q, amount, error));
  if (!test->noisy) return ZN_OK;
  const struct zn_analytic *a = zn_analytic_of(test, q->solute, ZN_FLUID_URINE, error);
  if (!a) return ZN_ARGUMENT;
  const double in_bottle = q->plan->collection.kept * (*amount + zn_background(test, a) * (w[1] - w[0]));
  *amount = volume > 0.0 ? volume * zn_analysed(test, a, in_bottle / volume, w) : 0.0;
  return ZN_OK;
}

/* Concentration in serum at the end of the window as the laboratory finds it, mmol/mL. */
static enum zn_status in_serum(const struct question *q, double *concentration, struct zn_error *error) {
  const struct zn_test *test = q->plan->test;
  const struct zn_parameters *p = &test->person;
  const struct zn_solute *s = zn_plan_solute(q->plan, q->solute);
  const struct zn_whereabouts *at = zn_plan_look(q->plan, q->solute, q->row->window_h[1], error);
  if (!at) return error ? error->status : ZN_NUMERICAL;
  *concentration = at->blood / (s->volume * p->person_weight);
  if (!test->noisy) return ZN_OK;
  const struct zn_analytic *a = zn_analytic_of(test, q->solute, ZN_FLUID_SERUM, error);
  if (!a) return ZN_ARGUMENT;
  /* What urine brings along had this concentration in blood. */
  const double cleared = s->renal_clearance * p->solute_glomerular_filtration * p->person_weight;
  if (cleared > 0.0) *concentration += zn_background(test, a) / cleared;
  *concentration = zn_analysed(test, a, *concentration, q->row->window_h);
  return ZN_OK;
}

/* Amount in a place of the gut at the end of the window, mmol. */
static enum zn_status in_place(const struct question *q, double *amount, struct zn_error *error) {
  const struct zn_whereabouts *at = zn_plan_look(q->plan, q->solute, q->row->window_h[1], error);
  if (!at) return error ? error->status : ZN_NUMERICAL;
  const enum zn_place place = q->row->place;
  *amount = place == ZN_PLACE_STOMACH ? at->stomach : 0.0;
  for (int s = 0; place == ZN_PLACE_SMALL_BOWEL && s < ZN_SMALL_BOWEL_SEGMENTS; s++) *amount += at->small_bowel[s];
  for (int s = 0; place == ZN_PLACE_COLON && s < ZN_COLON_SEGMENTS; s++) *amount += at->colon[s];
  return ZN_OK;
}

/* --- What is made of it ---------------------------------------------------------------------------------------------------------- */

/* What one side of a ratio is divided by, or a recovery: the dose, or what makes of mmol a mass, or nothing. */
static double share_of(const struct question *q) {
  if (q->row->quantity != ZN_QUANTITY_RATIO || q->row->ratio_of == ZN_RATIO_OF_SHARES) return zn_plan_dose(q->plan, q->solute);
  return q->row->ratio_of == ZN_RATIO_OF_AMOUNTS ? 1.0 / zn_plan_solute(q->plan, q->solute)->molar_mass : 1.0;
}

static enum zn_status evaluate(const struct question *q, double *out, struct zn_error *error) {
  const double *w = q->row->window_h;
  double found = 0.0;
  if (q->row->quantity == ZN_QUANTITY_IN_PLACE)
    ZN_TRY(in_place(q, &found, error));
  else
    ZN_TRY(q->row->fluid == ZN_FLUID_SERUM ? in_serum(q, &found, error) : in_urine(q, &found, error));
  *out = found;
  if (q->row->quantity == ZN_QUANTITY_RATE) *out = found / (w[1] - w[0]);
  if (q->row->quantity == ZN_QUANTITY_CONCENTRATION && q->row->fluid == ZN_FLUID_URINE)
    *out = found / zn_bottle_volume(&q->plan->collection, w);
  if (q->row->quantity == ZN_QUANTITY_RECOVERY || q->row->quantity == ZN_QUANTITY_RATIO || q->row->quantity == ZN_QUANTITY_IN_PLACE)
    *out = found / share_of(q);
  return ZN_OK;
}

enum zn_status zn_test_read(const struct zn_test_plan *plan, double *value, struct zn_error *error) {
  for (int i = 0; i < plan->n; i++) {
    const struct zn_reported *row = &plan->rows[plan->which[i]];
    double of, over = 1.0;
    ZN_TRY(evaluate(&(struct question){plan, row, row->probe}, &of, error));
    if (row->quantity == ZN_QUANTITY_RATIO) ZN_TRY(evaluate(&(struct question){plan, row, row->over}, &over, error));
    value[plan->which[i]] = of * (row->to_unit / over);
  }
  return ZN_OK;
}
