/* An experiment over the calibrated ensemble: as the model is, and with one mechanism after the other taken away. */
#include <stdlib.h>

#include "base/status.h"
#include "base/text.h"
#include "judge.h"
#include "part.h"
#include "variants.h"
#include "zonula/experiment.h"

struct work {
  const struct zn_study *study;
  const struct zn_library *library;
  const struct zn_experiment_options *options;
  struct zn_ensemble *ensemble;
  int members;
  struct zn_part part;
  struct zn_experiment_result *result;
};

/* --- One variant --------------------------------------------------------------------------------------------------------------------- */

/* The study with every cohort changed by what breaks it. */
struct plan {
  struct zn_study study;
  struct zn_cohort *cohorts;
  struct zn_change *changes;
};

static enum zn_status make_plan(struct plan *plan, const struct work *w, const struct zn_broken *broken, struct zn_error *error) {
  const struct zn_study *study = w->study;
  const int more = broken ? broken->n_changes : 0;
  size_t all = 1;
  *plan = (struct plan){.study = *study};
  for (int c = 0; c < study->n_cohorts; c++) all += (size_t)(study->cohorts[c].n_changes + more);
  plan->cohorts = malloc(((size_t)study->n_cohorts + 1) * sizeof *plan->cohorts);
  plan->changes = malloc(all * sizeof *plan->changes);
  if (!plan->cohorts || !plan->changes) return zn_fail(error, ZN_MEMORY, "no memory for an experiment");
  struct zn_change *next = plan->changes;
  for (int c = 0; c < study->n_cohorts; c++) {
    struct zn_cohort *cohort = &plan->cohorts[c];
    *cohort = study->cohorts[c];
    cohort->changes = next;
    for (int i = 0; i < study->cohorts[c].n_changes; i++) *next++ = study->cohorts[c].changes[i];
    for (int i = 0; i < more; i++) *next++ = broken->changes[i];
    cohort->n_changes += more;
    if (w->options->people) cohort->people = w->options->people;
  }
  plan->study.cohorts = plan->cohorts;
  plan->study.n_reported = 0; /* nothing is compared here, drawn or followed */
  plan->study.reported = study->reported + study->experiment->first_row;
  plan->study.n_read = study->experiment->n_reads;
  plan->study.n_follow = plan->study.n_pictures = 0;
  return ZN_OK;
}

static void clear_plan(struct plan *plan) {
  free(plan->cohorts);
  free(plan->changes);
}

/* Where the run keeps what each member's people were read: the reads of member m are rows first_row + m * n_reads and on. */
static enum zn_status judge(struct zn_outcome *outcome, const struct work *w, const struct zn_study *study, int first_row,
                            const struct zn_run *run, struct zn_error *error) {
  const struct zn_experiment *e = w->study->experiment;
  const double **value = malloc(((size_t)w->members * (size_t)e->n_reads + 1) * sizeof *value);
  int *people = malloc(((size_t)e->n_reads + 1) * sizeof *people);
  enum zn_status status = value && people ? ZN_OK : zn_fail(error, ZN_MEMORY, "no memory to judge an experiment");
  for (int m = 0; m < w->members && status == ZN_OK; m++)
    for (int r = 0; r < e->n_reads; r++) {
      const int k = m * e->n_reads + r;
      const struct zn_cohort_result *cohort = &run->cohort[m * study->n_cohorts + study->reported[first_row + r].cohort];
      people[r] = cohort->people;
      value[k] = cohort->value + (size_t)(first_row + k) * (size_t)cohort->people;
    }
  const struct zn_reads reads = {w->members, e->n_reads, value, people};
  if (status == ZN_OK) status = zn_outcome_judge(outcome, e, &reads, error);
  free(value);
  free(people);
  return status;
}

static enum zn_status simulate(struct zn_outcome *outcome, struct work *w, const struct zn_broken *broken, struct zn_error *error) {
  const struct zn_variants variants = zn_variants_of(w->ensemble, 1);
  const struct zn_run_options options = zn_part_options(&w->part);
  struct zn_crowded crowded = {0};
  struct plan plan;
  struct zn_run *run = NULL;
  enum zn_status status = make_plan(&plan, w, broken, error);
  if (status == ZN_OK) status = zn_crowded_make(&crowded, &plan.study, &variants, 0, w->library, error);
  if (status == ZN_OK) status = zn_run_study(&run, &crowded.study, w->library, &options, error);
  if (status == ZN_OK) status = judge(outcome, w, &plan.study, 0, run, error);
  for (int c = 0; status == ZN_OK && c < crowded.study.n_cohorts; c++) w->part.done += crowded.study.cohorts[c].people;
  zn_run_free(run);
  zn_crowded_clear(&crowded);
  clear_plan(&plan);
  return status;
}

/* --- All of them --------------------------------------------------------------------------------------------------------------------- */

static int people_in_all(const struct work *w) {
  int all = 0;
  for (int c = 0; c < w->study->n_cohorts; c++) {
    const int people = w->options->people ? w->options->people : w->study->cohorts[c].people;
    all += zn_people_of_each(people, w->members) * w->members;
  }
  return all;
}

static enum zn_status open_result(struct work *w, struct zn_error *error) {
  const struct zn_experiment *e = w->study->experiment;
  struct zn_experiment_result *r = w->result;
  r->broken = calloc((size_t)e->n_broken + 1, sizeof *r->broken);
  r->label = calloc((size_t)e->n_criteria + 1, sizeof *r->label);
  r->without = calloc((size_t)e->n_broken + 1, sizeof *r->without);
  if (!r->broken || !r->label || !r->without) return zn_fail(error, ZN_MEMORY, "no memory for the result of an experiment");
  r->n_criteria = e->n_criteria;
  r->n_broken = w->options->intact_only ? 0 : e->n_broken;
  ZN_TRY(zn_text_copy(&r->name, w->study->name, error));
  for (int k = 0; k < r->n_criteria; k++) ZN_TRY(zn_text_copy(&r->label[k], e->criterion[k].label, error));
  for (int b = 0; b < r->n_broken; b++) ZN_TRY(zn_text_copy(&r->without[b], e->broken[b].without, error));
  r->members = w->members;
  r->people = people_in_all(w);
  w->part.all = r->people * (1 + r->n_broken);
  return ZN_OK;
}

static enum zn_status run_all(struct work *w, struct zn_error *error) {
  ZN_TRY(zn_ensemble_load(&w->ensemble, w->library, error));
  if (w->ensemble->members < 1)
    return zn_fail(error, ZN_INPUT, "data/ensemble.csv holds no parameter set; zonula calibrate --write makes some");
  w->members = w->ensemble->members;
  ZN_TRY(open_result(w, error));
  ZN_TRY(simulate(&w->result->intact, w, NULL, error));
  for (int i = 0; i < w->result->n_broken; i++) ZN_TRY(simulate(&w->result->broken[i], w, &w->study->experiment->broken[i], error));
  return ZN_OK;
}

enum zn_status zn_experiment_run(struct zn_experiment_result **result, const struct zn_study *study, const struct zn_library *library,
                                 const struct zn_experiment_options *options, struct zn_error *error) {
  struct work w = {.study = study, .library = library, .options = options, .part = {.run = &options->run}};
  *result = NULL;
  if (!study->experiment) return zn_fail(error, ZN_ARGUMENT, "'%s' asks nothing: it has no key 'experiment'", study->name);
  w.result = calloc(1, sizeof *w.result);
  if (!w.result) return zn_fail(error, ZN_MEMORY, "no memory for the result of an experiment");
  const enum zn_status status = run_all(&w, error);
  zn_ensemble_free(w.ensemble);
  if (status == ZN_OK)
    *result = w.result;
  else
    zn_experiment_result_free(w.result);
  return status;
}

/* --- A run of the study itself ------------------------------------------------------------------------------------------------------- */

enum zn_status zn_experiment_judge(struct zn_experiment_result **result, const struct zn_run *run, struct zn_error *error) {
  const struct zn_study *study = run->study;
  const struct zn_experiment_options options = {.intact_only = 1};
  struct work w = {.study = study, .library = run->library, .options = &options, .members = 1};
  *result = NULL;
  if (!study->experiment) return zn_fail(error, ZN_ARGUMENT, "'%s' asks nothing: it has no key 'experiment'", study->name);
  w.result = calloc(1, sizeof *w.result);
  if (!w.result) return zn_fail(error, ZN_MEMORY, "no memory for the result of an experiment");
  enum zn_status status = open_result(&w, error);
  if (status == ZN_OK) status = judge(&w.result->intact, &w, study, study->experiment->first_row, run, error);
  if (status == ZN_OK)
    *result = w.result;
  else
    zn_experiment_result_free(w.result);
  return status;
}

void zn_experiment_result_free(struct zn_experiment_result *result) {
  if (!result) return;
  zn_outcome_clear(&result->intact, result->n_criteria);
  for (int i = 0; result->broken && i < result->n_broken; i++) zn_outcome_clear(&result->broken[i], result->n_criteria);
  for (int k = 0; result->label && k < result->n_criteria; k++) free(result->label[k]);
  for (int b = 0; result->without && b < result->n_broken; b++) free(result->without[b]);
  free(result->broken);
  free(result->label);
  free(result->without);
  free(result->name);
  free(result);
}
