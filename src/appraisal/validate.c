/* Published rows against the calibrated ensemble: read, simulated, judged. */
#include <math.h>
#include <stdlib.h>

#include "base/random.h"
#include "base/status.h"
#include "interval.h"
#include "part.h"
#include "situation.h"
#include "told_studies.h"
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
  struct zn_told_studies told;
  struct zn_row_reading *readings; /* [table->n] */
  struct zn_situations situations;
  struct zn_variants members; /* of each situation */
  int people;                 /* persons of each of them, in each cohort */
  struct zn_part part;
  struct zn_appraisal *appraisal;
};

static enum zn_status load(struct work *w, struct zn_error *error) {
  ZN_TRY(zn_reading_rules_load(&w->rules, w->library, error));
  ZN_TRY(zn_ensemble_load(&w->ensemble, w->library, error));
  ZN_TRY(zn_laboratory_load(&w->laboratory, error));
  w->members = zn_variants_of(w->ensemble, w->options->seed ? w->options->seed : 1);
  w->people = zn_people_of_each(w->options->people > 0 ? w->options->people : DEFAULT_PEOPLE, w->members.n);
  return ZN_OK;
}

/* --- Verdicts before anything is simulated -------------------------------------------------------------------------------------------- */

static int people_of(const struct work *w, const struct zn_situation *s) { return s->plan.n_cohorts * w->members.n * w->people; }

static enum zn_status read_rows(struct work *w, struct zn_error *error) {
  ZN_TRY(zn_told_studies_read(&w->told, w->table, w->library, error));
  w->readings = calloc((size_t)w->table->n + 1, sizeof *w->readings);
  w->appraisal->verdict = calloc((size_t)w->table->n + 1, sizeof *w->appraisal->verdict);
  if (!w->readings || !w->appraisal->verdict) return zn_fail(error, ZN_MEMORY, "no memory for %d published rows", w->table->n);
  for (int i = 0; i < w->table->n; i++) {
    zn_row_read(&w->readings[i], &w->table->rows[i], w->rules, zn_told_study(&w->told, i), w->library);
    ZN_TRY(zn_row_verdict(&w->appraisal->verdict[i], &w->readings[i], w->library, error));
  }
  ZN_TRY(zn_situations_find(&w->situations, w->readings, w->table->n, w->library, error));
  for (int i = 0; i < w->situations.n; i++) w->part.all += people_of(w, &w->situations.situation[i]);
  return ZN_OK;
}

/* --- One situation -------------------------------------------------------------------------------------------------------------------- */

static enum zn_status judge(const struct work *w, const struct zn_situation *s, const double *value, struct zn_error *error) {
  const size_t stride = (size_t)s->n_questions * (size_t)w->people;
  for (int q = 0; q < s->n_questions; q++) {
    if (s->questions[q].window) continue; /* the row was judged by its first */
    const struct zn_row_reading *r = &w->readings[s->questions[q].reading];
    const struct zn_row_values values = {value + (size_t)q * (size_t)w->people, w->members.n, w->people, stride};
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

/* The people of each member of the ensemble are other people. */
static enum zn_status simulate(struct work *w, const struct zn_situation *s, struct zn_error *error) {
  const struct zn_run_options run = zn_part_options(&w->part);
  double *value = malloc((size_t)w->members.n * (size_t)s->n_questions * (size_t)w->people * sizeof *value);
  enum zn_status status = value ? ZN_OK : zn_fail(error, ZN_MEMORY, "no memory to simulate a situation");
  if (status == ZN_OK) status = zn_situation_simulate(value, s, &w->members, w->people, w->library, &run, error);
  if (status == ZN_OK) status = judge(w, s, value, error);
  w->part.done += people_of(w, s);
  free(value);
  return status;
}

/* --- All ------------------------------------------------------------------------------------------------------------------------------ */

static enum zn_status validate(struct work *w, struct zn_error *error) {
  ZN_TRY(load(w, error));
  ZN_TRY(read_rows(w, error));
  for (int i = 0; i < w->situations.n; i++) ZN_TRY(simulate(w, &w->situations.situation[i], error));
  return zn_appraisal_score(w->appraisal, error);
}

enum zn_status zn_validate(struct zn_appraisal **out, const struct zn_published_table *table, const struct zn_library *library,
                           const struct zn_validate_options *options, struct zn_error *error) {
  struct work w = {.table = table, .library = library, .options = options, .part = {.run = &options->run}};
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
  zn_told_studies_clear(&w.told);
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
