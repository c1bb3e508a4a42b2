/* Published outcomes of diets against the model: the same people live through both arms. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "base/text.h"
#include "diet_reading.h"
#include "part.h"
#include "study/statistics.h"

enum { DEFAULT_PEOPLE = 64 };

/* Everything that is worked with. */
struct work {
  struct zn_diet_appraisal *appraisal;
  const struct zn_validate_options *options;
  struct zn_diet_rules *rules;
  struct zn_diet_reading *readings; /* [table->n] */
  struct zn_part part;
};

/* --- Verdicts before anything is simulated ------------------------------------------------------------------------------------------- */

static enum zn_status begin_verdict(struct zn_diet_verdict *v, const struct zn_diet_reading *r, struct zn_error *error) {
  *v = (struct zn_diet_verdict){.in_scope = !*r->reason,
                                .value = {NAN, NAN},
                                .predicted = NAN,
                                .low90 = NAN,
                                .high90 = NAN,
                                .reported = r->fold,
                                .reported_direction = r->direction,
                                .fold_error = NAN};
  ZN_TRY(zn_text_copy(&v->reason, r->reason, error));
  ZN_TRY(zn_text_copy(&v->assumed, v->in_scope ? r->assumed : "", error));
  ZN_TRY(zn_text_copy(&v->measured, v->in_scope ? r->outcome->means : "", error));
  return zn_text_copy(&v->simulated, r->simulated, error);
}

static enum zn_status read_rows(struct work *w, struct zn_error *error) {
  struct zn_diet_appraisal *a = w->appraisal;
  const size_t n = (size_t)a->table->n;
  w->readings = malloc((n + 1) * sizeof *w->readings);
  a->verdict = calloc(n + 1, sizeof *a->verdict);
  if (!w->readings || !a->verdict) return zn_fail(error, ZN_MEMORY, "no memory for %zu outcomes of diets", n);
  for (size_t i = 0; i < n; i++) {
    zn_diet_row_read(&w->readings[i], &a->table->rows[i], w->rules);
    ZN_TRY(begin_verdict(&a->verdict[i], &w->readings[i], error));
    w->part.all += ZN_ARMS * a->people * a->verdict[i].in_scope;
  }
  return ZN_OK;
}

/* --- One row as a study -------------------------------------------------------------------------------------------------------------- */

/* A study of two cohorts of the same people, with its storage. */
struct trial {
  struct zn_study study;
  struct zn_cohort cohort[ZN_ARMS];
  struct zn_reported reported[ZN_ARMS];
  double test_h;
};

static double before_h(const struct zn_diet_step *step, const struct zn_diet_reading *r) {
  return isnan(step->before_h) ? r->length_h : step->before_h;
}

/* Diets that people have always eaten belong to the cohort, everything else to the timeline. */
static int always(const struct zn_diet_step *step, const struct zn_diet_reading *r) {
  return isnan(step->before_h) && !(r->length_h > 0.0);
}

static void fill_arm(struct trial *t, const struct zn_diet_reading *r, int arm, const struct zn_library *library) {
  const struct zn_diet_rule *rule = r->arm[arm];
  struct zn_cohort *c = &t->cohort[arm];
  memcpy(c->overlays, r->people->conditions, (size_t)r->people->n_conditions * sizeof *c->overlays);
  c->n_overlays = r->people->n_conditions;
  for (int i = 0; i < rule->n_steps; i++) {
    const struct zn_diet_step *step = &rule->steps[i];
    if (always(step, r)) {
      c->overlays[c->n_overlays++] = step->overlay;
      continue;
    }
    t->study.events[t->study.n_events++] =
        (struct zn_event){.kind = ZN_EVENT_GIVE,
                          .time_h = t->test_h - before_h(step, r),
                          .cohort = arm,
                          .overlay = step->overlay,
                          .dose = step->dose,
                          .duration_h = step->for_h > 0.0       ? step->for_h
                                        : isnan(step->before_h) ? 0.0
                                                                : library->overlays[step->overlay].default_duration_h,
                          .assay = -1};
  }
}

static int by_time(const void *a, const void *b) {
  const struct zn_event *x = a, *y = b;
  if (x->time_h != y->time_h) return x->time_h < y->time_h ? -1 : 1;
  return x->kind != y->kind ? (x->kind > y->kind) - (x->kind < y->kind) : (x->cohort > y->cohort) - (x->cohort < y->cohort);
}

static struct zn_reported question(const struct trial *t, const struct zn_diet_rule *outcome, int arm) {
  return (struct zn_reported){.label = "",
                              .cohort = arm,
                              .time_h = t->test_h,
                              .assay = outcome->assay,
                              .quantity = outcome->quantity,
                              .probe = outcome->probe,
                              .over = outcome->over,
                              .observable = outcome->observable,
                              .window_h = {outcome->window_h[0], outcome->window_h[1]},
                              .statistic = ZN_STATISTIC_MEDIAN,
                              .value = 1.0,
                              .spread = {NAN, NAN},
                              .spread_kind = "",
                              .unit = "",
                              .to_unit = 1.0,
                              .note = ""};
}

static void fill_trial(struct trial *t, const struct zn_diet_reading *r, const struct zn_library *library) {
  for (int a = 0; a < ZN_ARMS; a++)
    for (int i = 0; i < r->arm[a]->n_steps; i++) t->test_h = fmax(t->test_h, before_h(&r->arm[a]->steps[i], r));
  for (int a = 0; a < ZN_ARMS; a++) fill_arm(t, r, a, library);
  t->study.events[t->study.n_events++] =
      (struct zn_event){.kind = ZN_EVENT_MEASURE, .time_h = t->test_h, .cohort = -1, .overlay = -1, .assay = r->outcome->assay};
  qsort(t->study.events, (size_t)t->study.n_events, sizeof *t->study.events, by_time);
  for (int a = 0; a < ZN_ARMS; a++) t->reported[a] = question(t, r->outcome, a);
  t->study.end_h = t->test_h + library->assays[r->outcome->assay].length_h;
}

static void clear_trial(struct trial *t) {
  for (int a = 0; a < ZN_ARMS; a++) free(t->cohort[a].overlays);
  free(t->study.events);
}

static enum zn_status make_trial(struct trial *t, const struct zn_diet_reading *r, const struct work *w, struct zn_error *error) {
  static char *const names[ZN_ARMS] = {"intervention", "comparator"};
  const size_t steps = (size_t)(r->arm[0]->n_steps + r->arm[1]->n_steps), conditions = (size_t)r->people->n_conditions;
  *t = (struct trial){
      .study = {.name = "diet", .title = "", .source = "", .summary = "", .file = "", .n_cohorts = ZN_ARMS, .n_reported = ZN_ARMS}};
  t->study.cohorts = t->cohort;
  t->study.reported = t->reported;
  t->study.events = calloc(steps + 1, sizeof *t->study.events);
  int whole = t->study.events != NULL;
  for (int a = 0; a < ZN_ARMS; a++) {
    t->cohort[a] = (struct zn_cohort){.name = names[a], .people = w->appraisal->people, .seed = w->options->seed ? w->options->seed : 1};
    t->cohort[a].overlays = calloc(conditions + steps + 1, sizeof *t->cohort[a].overlays);
    whole = whole && t->cohort[a].overlays;
  }
  if (!whole) return zn_fail(error, ZN_MEMORY, "no memory for the study behind an outcome of a diet");
  fill_trial(t, r, &w->rules->library);
  return ZN_OK;
}

/* --- What comes out ------------------------------------------------------------------------------------------------------------------ */

static enum zn_status leave_out(struct zn_diet_verdict *v, const char *why, struct zn_error *error) {
  free(v->reason);
  v->reason = NULL;
  v->in_scope = 0;
  return zn_text_copy(&v->reason, why, error);
}

/* Only people of whom both arms are known count. `value` [ZN_ARMS][people] is reordered. */
static enum zn_status judge(struct zn_diet_verdict *v, double *value, double *fold, int people, const struct zn_diet_rule *outcome,
                            struct zn_error *error) {
  int n = 0;
  for (int i = 0; i < people; i++) {
    const double a = value[i], b = value[people + i];
    if (isnan(a) || isnan(b)) continue;
    value[n] = a;
    value[people + n] = b;
    fold[n++] = a / b;
  }
  if (!n) return leave_out(v, "nobody could be simulated", error);
  for (int a = 0; a < ZN_ARMS; a++) v->value[a] = zn_statistic_of(ZN_STATISTIC_MEDIAN, value + (size_t)a * (size_t)people, n);
  v->predicted = v->value[0] / v->value[1];
  if (!isfinite(v->predicted) || !(v->predicted > 0.0)) return leave_out(v, "the model's number is 0 in one of the arms", error);
  const int known = zn_sort_values(fold, n);
  v->low90 = zn_quantile(fold, known, 0.05);
  v->high90 = zn_quantile(fold, known, 0.95);
  v->predicted_direction = zn_diet_direction(v->predicted, outcome->least_fold);
  v->direction_right =
      v->reported_direction ? v->predicted_direction == v->reported_direction : zn_diet_direction(v->predicted, outcome->null_fold) == 0;
  if (v->reported > 0.0) v->fold_error = fmax(v->predicted / v->reported, v->reported / v->predicted);
  return ZN_OK;
}

static enum zn_status simulate(struct work *w, int i, struct zn_error *error) {
  const size_t people = (size_t)w->appraisal->people;
  const struct zn_run_options options = zn_part_options(&w->part);
  struct trial trial;
  struct zn_run *run = NULL;
  double *value = malloc((ZN_ARMS + 1) * people * sizeof *value);
  enum zn_status status = make_trial(&trial, &w->readings[i], w, error);
  if (status == ZN_OK && !value) status = zn_fail(error, ZN_MEMORY, "no memory for %zu people", people);
  if (status == ZN_OK) status = zn_run_study(&run, &trial.study, &w->rules->library, &options, error);
  for (size_t a = 0; a < ZN_ARMS && status == ZN_OK; a++)
    memcpy(value + a * people, run->cohort[a].value + a * people, people * sizeof *value);
  if (status == ZN_OK)
    status = judge(&w->appraisal->verdict[i], value, value + ZN_ARMS * people, (int)people, w->readings[i].outcome, error);
  w->part.done += ZN_ARMS * (int)people;
  zn_run_free(run);
  clear_trial(&trial);
  free(value);
  return status;
}

/* --- All of it ----------------------------------------------------------------------------------------------------------------------- */

void zn_diet_score(struct zn_diet_appraisal *a) {
  struct zn_diet_score s = {.rows = a->table->n};
  double sum = 0.0;
  for (int i = 0; i < a->table->n; i++) {
    const struct zn_diet_verdict *v = &a->verdict[i];
    if (!v->in_scope) continue;
    s.in_scope++;
    s.right += v->direction_right != 0;
    s.changes += v->reported_direction != 0;
    s.nulls += v->reported_direction == 0;
    s.changes_right += v->reported_direction != 0 && v->direction_right;
    s.nulls_right += v->reported_direction == 0 && v->direction_right;
    if (isnan(v->fold_error)) continue;
    s.folds++;
    sum += log(v->fold_error);
  }
  s.gmfe = s.folds ? exp(sum / s.folds) : NAN;
  s.direction_right = s.in_scope ? (double)s.right / s.in_scope : NAN;
  a->score = s;
}

static enum zn_status work_through(struct work *w, const struct zn_library *library, struct zn_error *error) {
  ZN_TRY(zn_diet_rules_load(&w->rules, library, error));
  ZN_TRY(read_rows(w, error));
  for (int i = 0; i < w->appraisal->table->n; i++)
    if (w->appraisal->verdict[i].in_scope) ZN_TRY(simulate(w, i, error));
  zn_diet_score(w->appraisal);
  return ZN_OK;
}

enum zn_status zn_diet_validate(struct zn_diet_appraisal **out, const struct zn_diet_table *table, const struct zn_library *library,
                                const struct zn_validate_options *options, struct zn_error *error) {
  struct work w = {.options = options, .part = {.run = &options->run}, .appraisal = calloc(1, sizeof *w.appraisal)};
  *out = NULL;
  if (!w.appraisal) return zn_fail(error, ZN_MEMORY, "no memory for the verdicts on diets");
  w.appraisal->table = table;
  w.appraisal->people = options->people > 0 ? options->people : DEFAULT_PEOPLE;
  const enum zn_status status = work_through(&w, library, error);
  zn_diet_rules_free(w.rules);
  free(w.readings);
  if (status == ZN_OK)
    *out = w.appraisal;
  else
    zn_diet_appraisal_free(w.appraisal);
  return status;
}

void zn_diet_appraisal_free(struct zn_diet_appraisal *a) {
  if (!a) return;
  for (int i = 0; a->verdict && i < a->table->n; i++) {
    free(a->verdict[i].reason);
    free(a->verdict[i].assumed);
    free(a->verdict[i].simulated);
    free(a->verdict[i].measured);
  }
  free(a->verdict);
  free(a);
}
