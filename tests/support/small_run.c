#include "small_run.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

enum { QUANTILES = 5, PLACES = 3 };

static int parameter(const char *name) {
  const int index = zn_parameter_find(name);
  if (index < 0) fail_msg("no parameter %s", name);
  return index;
}

static int observable(const char *name) {
  const int index = zn_observable_find(name);
  if (index < 0) fail_msg("no observable %s", name);
  return index;
}

static int solute(const char *name) {
  const int index = zn_solute_find(name);
  if (index < 0) fail_msg("no solute %s", name);
  return index;
}

static void make_library(struct small_run *s) {
  const double weight = zn_parameter_info(parameter("person_weight"))->to_internal;
  s->change[0] = (struct zn_change){parameter("immune_gain"), ZN_CHANGE_SCALE, 2.5};
  s->change[1] = (struct zn_change){parameter("immune_gain"), ZN_CHANGE_SPREAD, 0.375};
  s->change[2] = (struct zn_change){parameter("diet_gluten"), ZN_CHANGE_SET, 0.0};
  s->change[3] = (struct zn_change){parameter("epithelium_constitutive_leak"), ZN_CHANGE_SCALE, 0.5};
  s->change[4] = (struct zn_change){parameter("person_weight"), ZN_CHANGE_SET, 61.5 * weight};
  const struct zn_overlay plain = {
      .grade = "low", .tag = "assumed", .sources = "chosen", .dose_state = -1, .dose_unit = "", .meaning = "What it stands for."};
  for (int k = 0; k < 4; k++) s->overlay[k] = plain;
  s->overlay[0].kind = ZN_OVERLAY_CONDITION, s->overlay[0].name = "inflamed_gut", s->overlay[0].title = "Inflamed gut";
  s->overlay[0].n_changes = 2, s->overlay[0].changes = s->change, s->overlay[0].branch = ZN_BRANCH_INFLAMED;
  s->overlay[1].kind = ZN_OVERLAY_DIET, s->overlay[1].name = "oats", s->overlay[1].title = "Oats only";
  s->overlay[1].n_changes = 1, s->overlay[1].changes = s->change + 2;
  s->overlay[2].kind = ZN_OVERLAY_TREATMENT, s->overlay[2].name = "drug", s->overlay[2].title = "It's a drug";
  s->overlay[2].dose_state = zn_state_find("circulation_infliximab_central"), s->overlay[2].dose_unit = "mg/kg";
  s->overlay[2].dose_to_internal = 1e-6, s->overlay[2].dose_per_weight = 1;
  s->overlay[3].kind = ZN_OVERLAY_TREATMENT, s->overlay[3].name = "rest", s->overlay[3].title = "Bed rest";
  s->overlay[3].n_changes = 1, s->overlay[3].changes = s->change + 3;
  s->uncertain_parameter = parameter("diet_fat");
  s->uncertain = (struct zn_uncertain){"diet_fat", 1, &s->uncertain_parameter, 0.5, 0.875, 1.25, "Nobody looked <closely>.", "chosen"};
  s->overlay[3].n_uncertain = 1, s->overlay[3].uncertain = &s->uncertain;
  s->probe[0] = (struct zn_probe_dose){.solute = solute("lactulose"), .amount_mmol = 15.0};
  s->probe[1] = (struct zn_probe_dose){.solute = solute("mannitol"), .amount_mmol = 5.5};
  s->serum_readings[0] = observable("serum_crp");
  s->assay[0] = (struct zn_assay){.kind = ZN_ASSAY_URINE,
                                  .name = "sugars",
                                  .title = "Two sugars",
                                  .meaning = "Two sugars in water.",
                                  .sources = "chosen",
                                  .n_probes = 2,
                                  .probes = s->probe,
                                  .drink_ml = 100.0,
                                  .site = ZN_SITE_ORAL,
                                  .length_h = 24.0};
  s->assay[1] = (struct zn_assay){.kind = ZN_ASSAY_READING,
                                  .name = "serum",
                                  .title = "Blood sample",
                                  .meaning = "Blood.",
                                  .sources = "chosen",
                                  .n_readings = 1,
                                  .readings = s->serum_readings};
  s->library = (struct zn_library){.n_overlays = 4, .overlays = s->overlay, .n_assays = 2, .assays = s->assay};
}

static void make_reported(struct small_run *s) {
  const struct zn_reported plain = {.assay = 0,
                                    .quantity = ZN_QUANTITY_RECOVERY,
                                    .probe = s->probe[0].solute,
                                    .over = -1,
                                    .observable = -1,
                                    .window_h = {0.0, 5.0},
                                    .statistic = ZN_STATISTIC_MEDIAN,
                                    .spread = {NAN, NAN},
                                    .spread_kind = "",
                                    .unit = "%",
                                    .to_unit = 100.0,
                                    .note = ""};
  for (int r = 0; r < SMALL_REPORTED; r++) s->reported[r] = plain;
  s->reported[0].label = "lactulose, patients", s->reported[0].value = 2.385, s->reported[0].spread_kind = "iqr";
  s->reported[0].spread[0] = 1.25, s->reported[0].spread[1] = 3.75, s->reported[0].note = "read off a figure";
  s->reported[1].label = "lactulose over mannitol", s->reported[1].value = 0.0625, s->reported[1].quantity = ZN_QUANTITY_RATIO;
  s->reported[1].over = s->probe[1].solute, s->reported[1].unit = "1", s->reported[1].to_unit = 1.0,
  s->reported[1].statistic = ZN_STATISTIC_GEOMETRIC_MEAN;
  s->reported[1].spread_kind = "sd", s->reported[1].spread[0] = s->reported[1].spread[1] = 0.03125;
  for (int r = 2; r < 4; r++) {
    s->reported[r].assay = 1, s->reported[r].quantity = ZN_QUANTITY_READING, s->reported[r].probe = -1;
    s->reported[r].observable = s->serum_readings[0], s->reported[r].unit = "mg/L", s->reported[r].statistic = ZN_STATISTIC_MEAN;
    s->reported[r].time_h = 48.0, s->reported[r].cohort = r - 2;
  }
  s->reported[2].label = "CRP of patients, below detection", s->reported[2].value = 0.0;
  s->reported[3].label = "CRP of controls", s->reported[3].value = 3.5;
  s->prediction[0] = (struct zn_prediction){2.0, 1.5, 2.75, 1.1925, 1, 2};
  s->prediction[1] = (struct zn_prediction){0.25, 0.125, 0.375, 4.0, 0, 2};
  s->prediction[2] = (struct zn_prediction){1.5, 1.0, 2.0, NAN, 0, 2};
  s->prediction[3] = (struct zn_prediction){7.0, NAN, NAN, 2.0, 0, 1};
}

static void make_study(struct small_run *s) {
  s->patients_overlays[0] = 0, s->patients_overlays[1] = 1;
  s->cohort[0] = (struct zn_cohort){.name = "patients",
                                    .people = SMALL_PATIENTS,
                                    .seed = 7,
                                    .n_overlays = 2,
                                    .overlays = s->patients_overlays,
                                    .n_changes = 1,
                                    .changes = s->change + 4};
  s->cohort[1] = (struct zn_cohort){.name = "controls", .people = SMALL_CONTROLS, .seed = (UINT64_C(1) << 63) + 1};
  s->event[0] = (struct zn_event){.kind = ZN_EVENT_MEASURE, .cohort = -1, .assay = 0};
  s->event[1] = (struct zn_event){.kind = ZN_EVENT_GIVE, .time_h = 24.0, .cohort = 0, .overlay = 2, .dose = 5.0};
  s->event[2] = (struct zn_event){.kind = ZN_EVENT_GIVE, .time_h = 24.0, .cohort = -1, .overlay = 3, .duration_h = 36.0};
  s->event[3] = (struct zn_event){.kind = ZN_EVENT_MEASURE, .time_h = 48.0, .cohort = -1, .assay = 1};
  s->event[4] = (struct zn_event){.kind = ZN_EVENT_GIVE, .time_h = 72.0, .cohort = 0, .overlay = 2, .dose = 5.0};
  s->follow[0] = observable("serum_crp"), s->follow[1] = observable("leak[ileum]");
  s->picture_time_h[0] = 0.0, s->picture_time_h[1] = 96.0;
  make_reported(s);
  s->study = (struct zn_study){.name = "small",
                               .title = "A small study",
                               .source = "10.1000/small.1",
                               .summary = "What was done.",
                               .file = "/some/where/small.yaml",
                               .n_cohorts = SMALL_COHORTS,
                               .cohorts = s->cohort,
                               .n_events = 5,
                               .events = s->event,
                               .n_reported = SMALL_REPORTED,
                               .reported = s->reported,
                               .n_follow = SMALL_FOLLOWED,
                               .follow = s->follow,
                               .n_pictures = SMALL_PICTURES,
                               .picture_time_h = s->picture_time_h,
                               .end_h = 96.0};
}

/* The start guess as the body shows it; patients as the inflamed branch. */
static void make_pictures(double *picture, enum zn_branch branch) {
  struct zn_parameters person;
  double *y = calloc((size_t)zn_state_count(), sizeof *y);
  assert_non_null(y);
  zn_parameters_default(&person);
  zn_body_guess(branch, &person, y);
  for (int k = 0; k < SMALL_PICTURES; k++) zn_observe(y, &person, picture + k * zn_observable_count());
  free(y);
}

static void make_result(struct small_run *s, int c) {
  struct zn_cohort_result *r = &s->result[c];
  r->people = s->cohort[c].people;
  r->course = calloc(SMALL_FOLLOWED * SMALL_POINTS * QUANTILES, sizeof *r->course);
  r->picture = calloc((size_t)SMALL_PICTURES * (size_t)zn_observable_count(), sizeof *r->picture);
  r->value = calloc((size_t)SMALL_REPORTED * (size_t)r->people, sizeof *r->value);
  assert_true(r->course && r->picture && r->value);
  for (int f = 0; f < SMALL_FOLLOWED; f++)
    for (int i = 0; i < SMALL_POINTS; i++)
      for (int q = 0; q < QUANTILES; q++)
        r->course[(f * SMALL_POINTS + i) * QUANTILES + q] = 1.0 + 0.5 * f + 0.25 * c + 0.125 * i + 0.0625 * q;
  make_pictures(r->picture, c == 0 ? ZN_BRANCH_INFLAMED : ZN_BRANCH_HEALTHY);
  for (int row = 0; row < SMALL_REPORTED; row++)
    for (int i = 0; i < r->people; i++) r->value[row * r->people + i] = s->reported[row].cohort == c ? 10.0 * row + i + 1.0 : NAN;
}

static void fail_a_patient(struct small_run *s) {
  s->result[0].failed = 1;
  for (int row = 0; row < SMALL_REPORTED; row++) s->result[0].value[row * SMALL_PATIENTS + 2] = NAN;
  s->outcome[0] = (struct zn_person_outcome){.cohort = 0, .number = 2, .status = ZN_NUMERICAL, .time_h = 31.25};
  snprintf(s->outcome[0].text, sizeof s->outcome[0].text, "the step became too small");
}

struct small_run *small_run_new(void) {
  struct small_run *s = calloc(1, sizeof *s);
  assert_non_null(s);
  make_library(s);
  make_study(s);
  for (int c = 0; c < SMALL_COHORTS; c++) make_result(s, c);
  fail_a_patient(s);
  for (int i = 0; i < SMALL_POINTS; i++) s->course_time_h[i] = 24.0 * i;
  const int solutes = zn_solute_count();
  double *permeability = calloc((size_t)(SMALL_COHORTS * solutes * PLACES), sizeof *permeability);
  assert_non_null(permeability);
  for (int i = 0; i < SMALL_COHORTS * solutes * PLACES; i++) permeability[i] = 1.0 / (1.0 + i);
  s->run = (struct zn_run){.study = &s->study,
                           .library = &s->library,
                           .course_points = SMALL_POINTS,
                           .course_time_h = s->course_time_h,
                           .prediction = s->prediction,
                           .cohort = s->result,
                           .n_outcomes = 1,
                           .outcome = s->outcome,
                           .permeability = permeability,
                           .steps = 12345};
  return s;
}

void small_run_free(struct small_run *s) {
  for (int c = 0; c < SMALL_COHORTS; c++) {
    free(s->result[c].course);
    free(s->result[c].picture);
    free(s->result[c].value);
  }
  free(s->run.permeability);
  free(s);
}

double *small_run_reading(struct small_run *s, int cohort, int picture, const char *name) {
  return s->result[cohort].picture + picture * zn_observable_count() + observable(name);
}
