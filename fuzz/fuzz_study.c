/* Study files, held against the built-in library. */
#include <math.h>

#include "base/file.h"
#include "fuzz.h"

static struct zn_library *library;
static struct zn_reading reading;

int LLVMFuzzerInitialize(int *argc, char ***argv) {
  (void)argc, (void)argv;
  struct zn_error error;
  MUST(zn_library_load(&library, &error) == ZN_OK);
  MUST(zn_reading_begin(&reading, &error) == ZN_OK);
  return 0;
}

static void check_cohorts(const struct zn_study *study) {
  MUST(study->n_cohorts >= 1);
  for (int i = 0; i < study->n_cohorts; i++) {
    const struct zn_cohort *c = &study->cohorts[i];
    MUST(c->name[0] && c->people >= 1 && c->people <= 1000000);
    for (int k = 0; k < c->n_overlays; k++) MUST(c->overlays[k] >= 0 && c->overlays[k] < library->n_overlays);
    for (int k = 0; k < c->n_changes; k++) MUST(zn_parameter_info(c->changes[k].parameter) && isfinite(c->changes[k].value));
  }
}

static void check_events(const struct zn_study *study) {
  const int at_rest = study->map.across.steps > 0; /* nothing need happen */
  MUST(study->n_events + at_rest >= 1 && study->n_events <= 100000 && isfinite(study->end_h));
  for (int i = 0; i < study->n_events; i++) {
    const struct zn_event *e = &study->events[i];
    MUST(e->time_h >= 0.0 && e->time_h <= study->end_h && e->cohort < study->n_cohorts && e->line > 0);
    MUST(i == 0 || e->time_h >= e[-1].time_h);
    if (e->kind == ZN_EVENT_MEASURE) {
      MUST(e->assay >= 0 && e->assay < library->n_assays);
      continue;
    }
    if (e->kind == ZN_EVENT_SET) {
      MUST(zn_parameter_info(e->parameter) && isfinite(e->value));
      continue;
    }
    MUST(e->overlay >= 0 && e->overlay < library->n_overlays && library->overlays[e->overlay].kind != ZN_OVERLAY_CONDITION);
    MUST((library->overlays[e->overlay].dose_state >= 0) == (e->dose > 0.0) && isfinite(e->dose) && e->duration_h >= 0.0);
  }
}

static int is_measured(const struct zn_study *study, const struct zn_reported *row) {
  for (int i = 0; i < study->n_events; i++) {
    const struct zn_event *e = &study->events[i];
    if (e->kind == ZN_EVENT_MEASURE && e->assay == row->assay && e->time_h == row->time_h && (e->cohort < 0 || e->cohort == row->cohort))
      return 1;
  }
  return 0;
}

static void check_reported(const struct zn_study *study) {
  for (int i = 0; i < study->n_reported; i++) {
    const struct zn_reported *row = &study->reported[i];
    const int reading_row = row->quantity == ZN_QUANTITY_READING;
    MUST(is_measured(study, row) && row->cohort >= 0 && row->label[0] && row->unit[0]);
    MUST(isfinite(row->value) && row->value >= 0.0 && isfinite(row->to_unit) && row->to_unit > 0.0);
    const int tissue = row->quantity == ZN_QUANTITY_FLUX || row->quantity == ZN_QUANTITY_PERMEABILITY;
    MUST(reading_row ? zn_readable_info(row->observable).name != NULL : zn_solute_info(row->probe) != NULL);
    const int ordered = row->fluid == ZN_FLUID_SERUM ? row->window_h[0] == row->window_h[1] : row->window_h[0] < row->window_h[1];
    MUST(reading_row || tissue || (ordered && row->window_h[1] <= library->assays[row->assay].length_h));
    MUST((row->quantity == ZN_QUANTITY_RATIO) == (row->over >= 0));
    MUST(row->spread_kind[0] ? isfinite(row->spread[0]) && isfinite(row->spread[1]) : isnan(row->spread[0]));
  }
}

/* Rows that only cells have: every one is of an observable, and every cohort that is spoken of is there. */
static void check_cells(const struct zn_study *study) {
  const struct zn_matrix *matrix = &study->matrix;
  const struct zn_map *map = &study->map;
  const int rows = study->n_reported + study->n_read;
  if (matrix->n_layers) {
    MUST(study->n_cohorts == 2 + matrix->n_layers + matrix->n_layers * (matrix->n_layers - 1) / 2 && matrix->at_h > matrix->given_h);
    MUST(matrix->n_readings >= 1 && matrix->first_row + matrix->n_readings + (matrix->ill.places > 0) == rows);
    for (int i = 0; i < matrix->n_layers; i++) MUST(matrix->layer[i] >= 0 && matrix->layer[i] < library->n_overlays);
    for (int i = 0; i < matrix->n_readings; i++) MUST(zn_observable_info(matrix->reading[i]));
  }
  if (map->across.steps) {
    MUST(map->across.from > 0.0 && map->across.to > map->across.from && map->up.from > 0.0 && map->up.to > map->up.from);
    MUST(zn_map_ramp(map, map->n_ramps) == study->n_cohorts && map->ill.places >= 1);
    MUST(map->first_row + zn_map_ramp_row(map, map->n_ramps, 0) == rows);
    for (int i = 0; i < map->n_marks; i++) MUST(library->overlays[map->mark[i]].kind == ZN_OVERLAY_CONDITION);
  }
}

/* --- Trials ------------------------------------------------------------------------------------------------------------------------------
 */

/* Arms are cohorts of the same people, and every row is read in everybody. */
static void check_arms(const struct zn_study *study, const struct zn_trial *t) {
  int sum = 0;
  MUST(t->n_arms >= 1 && t->n_arms <= 10 && study->n_cohorts == t->n_arms && t->control >= 0 && t->control < t->n_arms);
  for (int i = 0; i < t->n_arms; i++) {
    const struct zn_cohort *c = &study->cohorts[i];
    MUST(t->arm[i].ratio >= 1.0 && t->arm[i].adherence >= 0.0 && t->arm[i].adherence <= 1.0);
    MUST(t->arm[i].drop_out >= 0.0 && t->arm[i].drop_out < 1.0);
    MUST(c->people == t->people && c->seed == study->cohorts[0].seed && c->n_overlays == study->cohorts[0].n_overlays);
    sum += (int)t->arm[i].ratio;
  }
  MUST(t->block >= sum && t->block % sum == 0);
  for (int i = 0; i < study->n_events; i++) {
    const struct zn_event *e = &study->events[i];
    MUST(e->missed >= 0.0 && e->missed <= 1.0);
    if (e->rescue) MUST(e->kind == ZN_EVENT_GIVE && e->places >= 1 && (isfinite(e->above) || isfinite(e->below)));
  }
  MUST(study->n_reported == 0 && t->first_row == 0);
  for (int i = 0; i < study->n_read; i++) MUST(study->reported[i].cohort == -1);
}

static void check_endpoints(const struct zn_study *study, const struct zn_trial *t) {
  int looks = 0;
  MUST(t->n_endpoints >= 1 && t->n_analyses >= 1);
  for (int i = 0; i < t->n_endpoints; i++) {
    const struct zn_endpoint *e = &t->endpoint[i];
    MUST((e->kind == ZN_ENDPOINT_TIME) == !e->expression && (e->kind == ZN_ENDPOINT_TIME) == (e->n_looks >= 2));
    MUST(e->n_looks == 0 || e->first_row == t->n_reads + looks);
    for (int k = 0; k < e->n_looks; k++) MUST(study->reported[e->first_row + k].time_h == e->look_h[k] && e->look_h[k] <= study->end_h);
    looks += e->n_looks;
  }
  MUST(looks <= 10000 && study->n_read == t->n_reads + looks);
  for (int i = 0; i < t->n_analyses; i++) {
    const struct zn_trial_analysis *a = &t->analysis[i];
    MUST(a->endpoint >= 0 && a->endpoint < t->n_endpoints && a->confidence >= 0.5 && a->confidence < 1.0);
    MUST(a->by || (a->arm >= 0 && a->arm < t->n_arms && a->control >= 0 && a->control < t->n_arms && a->arm != a->control));
    MUST((a->kind == ZN_COMPARE_ANCOVA) == (a->baseline >= 0) && a->baseline < t->n_endpoints);
  }
}

static void check_trial(const struct zn_study *study) {
  const struct zn_trial *t = study->trial;
  if (!t) return;
  check_arms(study, t);
  check_endpoints(study, t);
  MUST(t->replicates >= 1 && t->null_replicates >= 0 && (double)t->people * (t->replicates + t->null_replicates) <= 4e9);
  for (int i = 0; i < t->n_interim; i++) MUST(t->interim_share[i] > (i ? t->interim_share[i - 1] : 0.0) && t->interim_share[i] < 1.0);
  for (int i = 0; i < t->n_power; i++) MUST(t->power_people[i] > (i ? t->power_people[i - 1] : 0) && t->power_people[i] < t->people);
  for (int i = 0; i < t->n_reported; i++) {
    const struct zn_trial_reported *r = &t->reported[i];
    MUST(isfinite(r->value) && r->to_unit > 0.0 && r->unit[0] && zn_source_info(r->source));
    MUST(isnan(r->low) ? isnan(r->high) : r->low <= r->value && r->value <= r->high);
    MUST(r->kind == ZN_REPORTED_ARM ? r->endpoint >= 0 && r->endpoint < t->n_endpoints && r->arm < t->n_arms
                                    : r->analysis >= 0 && r->analysis < t->n_analyses);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct zn_error error = {0};
  struct zn_study *study = NULL;
  char *text = text_of(data, size);
  const struct zn_text_source source = {.file = "fuzz.yaml", .text = text, .length = size, .units = reading.units, .library = library};
  enum zn_status status = zn_text_check(text, size, source.file, &error);
  if (status == ZN_OK) status = zn_study_parse(&study, &source, &error);
  if (status == ZN_OK) {
    check_cohorts(study);
    check_events(study);
    check_reported(study);
    check_cells(study);
    check_trial(study);
  } else
    must_explain(status, &error, 1);
  zn_study_free(study);
  free(text);
  return 0;
}
