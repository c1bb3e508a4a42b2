#include "handmade.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static char nothing[] = "", one[] = "1", percent[] = "%";

void handmade_begin(struct handmade *h, double end_h) {
  memset(h, 0, sizeof *h);
  h->library = (struct zn_library){.overlays = h->overlays, .assays = h->assays};
  h->study = (struct zn_study){.name = nothing,
                               .title = nothing,
                               .source = nothing,
                               .summary = nothing,
                               .file = nothing,
                               .cohorts = h->cohorts,
                               .events = h->events,
                               .reported = h->reported,
                               .follow = h->follow,
                               .picture_time_h = h->picture_time_h,
                               .end_h = end_h};
}

/* The next free place of a list. */
static int next(int *n) {
  if (*n == HANDMADE_MOST) fail_msg("a handmade study has room for %d of each", HANDMADE_MOST);
  return (*n)++;
}

static int parameter_of(const char *name) {
  const int k = zn_parameter_find(name);
  if (k < 0) fail_msg("no parameter %s", name);
  return k;
}

int handmade_overlay(struct handmade *h, enum zn_overlay_kind kind, const char *name) {
  const int k = next(&h->library.n_overlays);
  h->overlays[k] = (struct zn_overlay){.kind = kind,
                                       .name = (char *)name,
                                       .title = nothing,
                                       .meaning = nothing,
                                       .grade = nothing,
                                       .tag = nothing,
                                       .sources = nothing,
                                       .changes = h->overlay_changes[k],
                                       .uncertain = h->uncertain[k],
                                       .dose_state = -1,
                                       .dose_unit = nothing};
  return k;
}

void handmade_change(struct handmade *h, int overlay, const char *parameter, enum zn_change_kind kind, double value) {
  const int k = next(&h->overlays[overlay].n_changes);
  h->overlay_changes[overlay][k] = (struct zn_change){parameter_of(parameter), kind, value};
}

void handmade_uncertain(struct handmade *h, int overlay, const char *parameter, double low, double middle, double high) {
  const int k = next(&h->overlays[overlay].n_uncertain);
  int *place = &h->uncertain_parameter[overlay][k];
  *place = parameter_of(parameter);
  h->uncertain[overlay][k] = (struct zn_uncertain){(char *)parameter, 1, place, low, middle, high, nothing, nothing};
}

void handmade_dose(struct handmade *h, int overlay, const char *state, double to_internal, int per_weight) {
  struct zn_overlay *o = &h->overlays[overlay];
  o->dose_state = zn_state_find(state);
  if (o->dose_state < 0) fail_msg("no state %s", state);
  o->dose_to_internal = to_internal;
  o->dose_per_weight = per_weight;
}

static int assay(struct handmade *h, enum zn_assay_kind kind) {
  const int k = next(&h->library.n_assays);
  h->assays[k] = (struct zn_assay){.kind = kind,
                                   .name = nothing,
                                   .title = nothing,
                                   .meaning = nothing,
                                   .sources = nothing,
                                   .probes = h->probes[k],
                                   .readings = h->readings[k]};
  return k;
}

int handmade_reading(struct handmade *h, const char *observable) {
  const int k = assay(h, ZN_ASSAY_READING);
  h->readings[k][h->assays[k].n_readings++] = zn_observable_find(observable);
  if (h->readings[k][0] < 0) fail_msg("no observable %s", observable);
  return k;
}

int handmade_urine(struct handmade *h, const char *solute, double amount_mmol, double length_h) {
  const int k = assay(h, ZN_ASSAY_URINE);
  h->assays[k].drink_ml = 100.0;
  h->assays[k].length_h = length_h;
  h->probes[k][h->assays[k].n_probes++] = (struct zn_probe_dose){.solute = zn_solute_find(solute), .amount_mmol = amount_mmol};
  if (h->probes[k][0].solute < 0) fail_msg("no solute %s", solute);
  return k;
}

int handmade_cohort(struct handmade *h, const char *name, int people, uint64_t seed) {
  const int k = next(&h->study.n_cohorts);
  h->cohorts[k] = (struct zn_cohort){
      .name = (char *)name, .people = people, .seed = seed, .overlays = h->cohort_overlays[k], .changes = h->cohort_changes[k]};
  return k;
}

void handmade_in(struct handmade *h, int cohort, int overlay) {
  h->cohort_overlays[cohort][next(&h->cohorts[cohort].n_overlays)] = overlay;
}

void handmade_set(struct handmade *h, int cohort, const char *parameter, enum zn_change_kind kind, double value) {
  const int k = next(&h->cohorts[cohort].n_changes);
  h->cohort_changes[cohort][k] = (struct zn_change){parameter_of(parameter), kind, value};
}

int handmade_give(struct handmade *h, double time_h, int cohort, int overlay, double dose, double duration_h) {
  const int k = next(&h->study.n_events);
  h->events[k] = (struct zn_event){
      .kind = ZN_EVENT_GIVE, .time_h = time_h, .cohort = cohort, .overlay = overlay, .dose = dose, .duration_h = duration_h};
  return k;
}

int handmade_measure(struct handmade *h, double time_h, int cohort, int assay_index) {
  const int k = next(&h->study.n_events);
  h->events[k] = (struct zn_event){.kind = ZN_EVENT_MEASURE, .time_h = time_h, .cohort = cohort, .assay = assay_index};
  return k;
}

static int report(struct handmade *h, struct zn_reported row) {
  const int k = next(&h->study.n_reported);
  row.label = row.note = row.spread_kind = nothing;
  row.spread[0] = row.spread[1] = NAN;
  h->reported[k] = row;
  return k;
}

int handmade_report_reading(struct handmade *h, int cohort, double time_h, int assay_index, enum zn_statistic statistic, double value) {
  return report(h, (struct zn_reported){.cohort = cohort,
                                        .time_h = time_h,
                                        .assay = assay_index,
                                        .quantity = ZN_QUANTITY_READING,
                                        .probe = -1,
                                        .over = -1,
                                        .observable = h->readings[assay_index][0],
                                        .statistic = statistic,
                                        .value = value,
                                        .unit = one,
                                        .to_unit = 1.0});
}

int handmade_report_recovery(struct handmade *h, int cohort, double time_h, int assay_index, double from_h, double to_h, double value) {
  return report(h, (struct zn_reported){.cohort = cohort,
                                        .time_h = time_h,
                                        .assay = assay_index,
                                        .quantity = ZN_QUANTITY_RECOVERY,
                                        .probe = h->probes[assay_index][0].solute,
                                        .over = -1,
                                        .observable = -1,
                                        .window_h = {from_h, to_h},
                                        .statistic = ZN_STATISTIC_MEDIAN,
                                        .value = value,
                                        .unit = percent,
                                        .to_unit = 100.0});
}

void handmade_follow(struct handmade *h, const char *observable) {
  const int k = zn_observable_find(observable);
  if (k < 0) fail_msg("no observable %s", observable);
  h->follow[next(&h->study.n_follow)] = k;
}

void handmade_picture(struct handmade *h, double time_h) { h->picture_time_h[next(&h->study.n_pictures)] = time_h; }
