/* Published rows against the calibrated ensemble: read, simulated, judged. */
#include <math.h>
#include <stdlib.h>

#include "base/random.h"
#include "base/status.h"
#include "interval.h"
#include "situation.h"
#include "zonula/calibration.h"

enum { DEFAULT_PEOPLE = 384 };

/* Everything a validation works with. */
struct work {
  const struct zn_published_table *table;
  const struct zn_library *library;
  const struct zn_validate_options *options;
  struct zn_reading_rules *rules;
  struct zn_ensemble *ensemble;
  struct zn_laboratory *laboratory;
  struct zn_row_reading *readings; /* [table->n] */
  struct zn_situations situations;
  int variants, people; /* of each situation; persons of each variant */
  int done, all;        /* people, for the progress */
  struct zn_appraisal *appraisal;
};

static enum zn_status load(struct work *w, struct zn_error *error) {
  ZN_TRY(zn_reading_rules_load(&w->rules, w->library, error));
  ZN_TRY(zn_ensemble_load(&w->ensemble, w->library, error));
  ZN_TRY(zn_laboratory_load(&w->laboratory, error));
  const int people = w->options->people > 0 ? w->options->people : DEFAULT_PEOPLE;
  w->variants = w->ensemble->members > 0 ? w->ensemble->members : 1;
  w->people = (people + w->variants - 1) / w->variants;
  return ZN_OK;
}

/* --- Verdicts before anything is simulated -----------------------------------------------------------------------------------------------
 */

static enum zn_status read_rows(struct work *w, struct zn_error *error) {
  w->readings = calloc((size_t)w->table->n + 1, sizeof *w->readings);
  w->appraisal->verdict = calloc((size_t)w->table->n + 1, sizeof *w->appraisal->verdict);
  if (!w->readings || !w->appraisal->verdict) return zn_fail(error, ZN_MEMORY, "no memory for %d published rows", w->table->n);
  for (int i = 0; i < w->table->n; i++) {
    zn_row_read(&w->readings[i], &w->table->rows[i], w->rules, w->library);
    ZN_TRY(zn_row_verdict(&w->appraisal->verdict[i], &w->readings[i], w->library, error));
  }
  ZN_TRY(zn_situations_find(&w->situations, w->readings, w->table->n, error));
  w->all = w->situations.n * w->variants * w->people;
  return ZN_OK;
}

/* --- One situation -----------------------------------------------------------------------------------------------------------------------
 */

/* Passes the people of one situation on as a part of all. */
static int report_progress(void *context, int done, int all) {
  struct work *w = context;
  const struct zn_run_options *run = &w->options->run;
  (void)all;
  return run->progress ? run->progress(run->progress_context, w->done + done, w->all) : 0;
}

/* The people of each member of the ensemble, who are other people. */
static enum zn_status fill_variants(const struct work *w, const struct zn_situation *s, struct zn_variant *variants,
                                    struct zn_solute *solutes, struct zn_error *error) {
  const struct zn_ensemble *e = w->ensemble;
  const struct zn_cohort cohort = zn_situation_cohort(s);
  const uint64_t seed = w->options->seed ? w->options->seed : 1;
  for (int m = 0; m < w->variants; m++) {
    struct zn_variant *v = &variants[m];
    const double *value = e->members ? e->value + (size_t)m * (size_t)e->n : NULL;
    const int n = value ? e->n : 0;
    struct zn_change *changes;
    *v = (struct zn_variant){.seed = seed + (uint64_t)m, .solutes = solutes + (size_t)m * (size_t)zn_solute_count()};
    ZN_TRY(zn_targets_changes(&changes, &v->n_changes, e->target, n, value, &cohort, w->library, error));
    v->changes = changes;
    zn_targets_solutes(solutes + (size_t)m * (size_t)zn_solute_count(), e->target, n, value);
  }
  return ZN_OK;
}

static enum zn_status judge(const struct work *w, const struct zn_situation *s, const double *value, struct zn_error *error) {
  const size_t stride = (size_t)s->n_questions * (size_t)w->people;
  for (int q = 0; q < s->n_questions; q++) {
    if (s->questions[q].window) continue; /* the row was judged by its first */
    const struct zn_row_reading *r = &w->readings[s->questions[q].reading];
    const struct zn_row_values values = {value + (size_t)q * (size_t)w->people, w->variants, w->people, stride};
    struct zn_verdict *v = &w->appraisal->verdict[s->questions[q].reading];
    struct zn_row_prediction p;
    ZN_TRY(zn_row_predict(&p, r, &values, w->laboratory, zn_row_kind(r, w->library), w->options->seed, zn_stream(r->row->id), error));
    v->predicted = p.predicted;
    v->lo90 = p.lo90;
    v->hi90 = p.hi90;
    v->fold_error = fmax(p.predicted / r->reported, r->reported / p.predicted);
    v->inside = r->reported >= p.lo90 && r->reported <= p.hi90;
  }
  return ZN_OK;
}

static enum zn_status simulate(struct work *w, const struct zn_situation *s, struct zn_error *error) {
  const size_t variants = (size_t)w->variants;
  struct zn_run_options run = w->options->run;
  run.progress = report_progress;
  run.progress_context = w;
  run.without_intervals = 1;
  struct zn_variant *variant = calloc(variants, sizeof *variant);
  struct zn_solute *solutes = malloc(variants * (size_t)zn_solute_count() * sizeof *solutes);
  double *value = malloc(variants * (size_t)s->n_questions * (size_t)w->people * sizeof *value);
  enum zn_status status = variant && solutes && value ? ZN_OK : zn_fail(error, ZN_MEMORY, "no memory to simulate a situation");
  if (status == ZN_OK) status = fill_variants(w, s, variant, solutes, error);
  if (status == ZN_OK) status = zn_situation_simulate(value, s, w->readings, variant, w->variants, w->people, w->library, &run, error);
  if (status == ZN_OK) status = judge(w, s, value, error);
  w->done += w->variants * w->people;
  for (size_t m = 0; variant && m < variants; m++) free((struct zn_change *)variant[m].changes);
  free(variant);
  free(solutes);
  free(value);
  return status;
}

/* --- All --------------------------------------------------------------------------------------------------------------------------------
 */

static enum zn_status validate(struct work *w, struct zn_error *error) {
  ZN_TRY(load(w, error));
  ZN_TRY(read_rows(w, error));
  for (int i = 0; i < w->situations.n; i++) ZN_TRY(simulate(w, &w->situations.situation[i], error));
  return zn_appraisal_score(w->appraisal, error);
}

enum zn_status zn_validate(struct zn_appraisal **out, const struct zn_published_table *table, const struct zn_library *library,
                           const struct zn_validate_options *options, struct zn_error *error) {
  struct work w = {.table = table, .library = library, .options = options};
  *out = NULL;
  w.appraisal = calloc(1, sizeof *w.appraisal);
  if (!w.appraisal) return zn_fail(error, ZN_MEMORY, "no memory for the verdicts");
  w.appraisal->table = table;
  const enum zn_status status = validate(&w, error);
  zn_reading_rules_free(w.rules);
  zn_ensemble_free(w.ensemble);
  zn_laboratory_free(w.laboratory);
  free(w.readings);
  zn_situations_clear(&w.situations);
  if (status == ZN_OK)
    *out = w.appraisal;
  else
    zn_appraisal_free(w.appraisal);
  return status;
}

void zn_appraisal_free(struct zn_appraisal *appraisal) {
  if (!appraisal) return;
  for (int i = 0; appraisal->verdict && i < appraisal->table->n; i++) zn_verdict_clear(&appraisal->verdict[i]);
  free(appraisal->verdict);
  free(appraisal->contrast);
  free(appraisal->group);
  free(appraisal);
}
