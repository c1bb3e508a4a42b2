#include "variants.h"

#include <stdlib.h>

#include "base/status.h"
#include "study/simulate.h"

struct zn_variants zn_variants_of(const struct zn_ensemble *ensemble, uint64_t seed) {
  return (struct zn_variants){.n = ensemble->members > 0 ? ensemble->members : 1,
                              .n_targets = ensemble->members > 0 ? ensemble->n : 0,
                              .target = ensemble->target,
                              .value = ensemble->value,
                              .seed = seed,
                              .other_people = 1};
}

int zn_people_of_each(int people, int n) { return (people + n - 1) / n; }

/* People of a study's cohorts with other seeds are others in all variants too; 1000003 is more than there are variants. */
static uint64_t seed_of(const struct zn_variants *variants, const struct zn_cohort *cohort, int v) {
  return variants->seed + (variants->other_people ? (uint64_t)v : 0) + 1000003u * cohort->seed;
}

/* Cohorts count from here on as made: their changes are their own. */
static enum zn_status add_cohorts(struct zn_crowded *crowded, const struct zn_study *plan, const struct zn_variants *all, int v, int people,
                                  const struct zn_library *library, struct zn_error *error) {
  const double *value = all->n_targets ? all->value + (size_t)v * (size_t)all->n_targets : NULL;
  struct zn_solute *solutes = crowded->solutes + (size_t)v * (size_t)zn_solute_count();
  zn_targets_solutes(solutes, all->target, all->n_targets, value);
  for (int i = 0; i < plan->n_cohorts; i++) {
    struct zn_cohort *c = &crowded->study.cohorts[crowded->study.n_cohorts];
    *c = plan->cohorts[i];
    c->people = people ? people : zn_people_of_each(c->people, all->n);
    c->seed = seed_of(all, &plan->cohorts[i], v);
    c->member = all->other_people && all->n > 1 ? (uint64_t)v + 1 : 0;
    c->solutes = solutes;
    ZN_TRY(zn_targets_changes(&c->changes, &c->n_changes, all->target, all->n_targets, value, &plan->cohorts[i], library, error));
    crowded->study.n_cohorts++;
  }
  return ZN_OK;
}

static void add_events(struct zn_crowded *crowded, const struct zn_study *plan, int variants) {
  for (int i = 0; i < plan->n_events; i++) {
    const struct zn_event *event = &plan->events[i];
    for (int v = 0; v < (event->cohort < 0 ? 1 : variants); v++) {
      struct zn_event *e = &crowded->study.events[crowded->study.n_events++];
      *e = *event;
      if (event->cohort >= 0) e->cohort = v * plan->n_cohorts + event->cohort;
    }
  }
}

/* Rows `from` to `to` of the plan, for every variant. */
static int add_rows(struct zn_reported *row, const struct zn_study *plan, int variants, int from, int to) {
  for (int v = 0; v < variants; v++)
    for (int q = from; q < to; q++) {
      *row = plan->reported[q];
      if (row->cohort >= 0) row->cohort += v * plan->n_cohorts;
      row++;
    }
  return variants * (to - from);
}

enum zn_status zn_crowded_make(struct zn_crowded *crowded, const struct zn_study *plan, const struct zn_variants *variants, int people,
                               const struct zn_library *library, struct zn_error *error) {
  const size_t n = (size_t)variants->n;
  struct zn_study *study = &crowded->study;
  *crowded = (struct zn_crowded){.study = *plan};
  study->n_cohorts = study->n_events = 0;
  study->cohorts = calloc(n * (size_t)plan->n_cohorts + 1, sizeof *study->cohorts);
  study->events = calloc(n * (size_t)plan->n_events + 1, sizeof *study->events);
  study->reported = calloc(n * (size_t)zn_rows_of(plan) + 1, sizeof *study->reported);
  crowded->solutes = malloc(n * (size_t)zn_solute_count() * sizeof *crowded->solutes);
  if (!study->cohorts || !study->events || !study->reported || !crowded->solutes)
    return zn_fail(error, ZN_MEMORY, "no memory for %d variants of a study", variants->n);
  for (int v = 0; v < variants->n; v++) ZN_TRY(add_cohorts(crowded, plan, variants, v, people, library, error));
  add_events(crowded, plan, variants->n);
  study->n_reported = add_rows(study->reported, plan, variants->n, 0, plan->n_reported);
  study->n_read = add_rows(study->reported + study->n_reported, plan, variants->n, plan->n_reported, zn_rows_of(plan));
  return ZN_OK;
}

void zn_crowded_clear(struct zn_crowded *crowded) {
  struct zn_study *study = &crowded->study;
  for (int c = 0; study->cohorts && c < study->n_cohorts; c++) free(study->cohorts[c].changes);
  free(study->cohorts);
  free(study->events);
  free(study->reported);
  free(crowded->solutes);
}
