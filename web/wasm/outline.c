/* What a study is and what its rows say, for the page (StudyOutline and Row of src/engine/types.ts). */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "page.h"
#include "study/simulate.h"

/* --- Outline ------------------------------------------------------------------------------------------------------------------------- */

static void write_change(struct zn_writer *out, const struct zn_change *change) {
  static const char *const signs[] = {[ZN_CHANGE_SET] = "=", [ZN_CHANGE_SCALE] = " times ", [ZN_CHANGE_SPREAD] = " spread "};
  const struct zn_parameter_info *info = zn_parameter_info(change->parameter);
  struct zn_writer text = {0};
  const int set = change->kind == ZN_CHANGE_SET;
  zn_writer_format(&text, "%s%s%.12g", info->name, signs[change->kind], set ? change->value / info->to_internal : change->value);
  if (set && strcmp(info->unit, "1") != 0) zn_writer_format(&text, " %s", info->unit);
  zn_json_text(out, text.data);
  zn_writer_clear(&text);
}

static void write_cohort(struct zn_writer *out, const struct zn_cohort *cohort, const struct zn_library *library) {
  const char *diet = NULL;
  int n = 0;
  zn_writer_add(out, "{");
  zn_json_text_of(out, "name", cohort->name, 1);
  zn_json_number_of(out, "people", cohort->people, 0);
  zn_json_key(out, "seed", 0);
  zn_writer_format(out, "\"%llu\"", (unsigned long long)cohort->seed);
  zn_json_key(out, "conditions", 0);
  zn_writer_add(out, "[");
  for (int i = 0; i < cohort->n_overlays; i++) {
    const struct zn_overlay *overlay = &library->overlays[cohort->overlays[i]];
    if (overlay->kind == ZN_OVERLAY_DIET) {
      diet = overlay->name;
      continue;
    }
    if (n++) zn_writer_add(out, ",");
    zn_json_text(out, overlay->name);
  }
  zn_writer_add(out, "]");
  zn_json_text_of(out, "diet", diet, 0);
  zn_json_key(out, "changes", 0);
  zn_writer_add(out, "[");
  for (int i = 0; i < cohort->n_changes; i++) {
    if (i) zn_writer_add(out, ",");
    write_change(out, &cohort->changes[i]);
  }
  zn_writer_add(out, "]}");
}

static void write_event(struct zn_writer *out, const struct zn_event *event, const struct zn_study *study,
                        const struct zn_library *library) {
  static const char *const kinds[] = {[ZN_EVENT_GIVE] = "give", [ZN_EVENT_MEASURE] = "measure", [ZN_EVENT_SET] = "set"};
  zn_writer_add(out, "{");
  zn_json_text_of(out, "kind", kinds[event->kind], 1);
  zn_json_number_of(out, "hour", event->time_h, 0);
  zn_json_text_of(out, "cohort", event->cohort < 0 ? NULL : study->cohorts[event->cohort].name, 0);
  zn_json_text_of(out, "what",
                  event->kind == ZN_EVENT_GIVE      ? library->overlays[event->overlay].name
                  : event->kind == ZN_EVENT_MEASURE ? library->assays[event->assay].name
                                                    : zn_parameter_info(event->parameter)->name,
                  0);
  zn_json_number_of(out, "line", event->line, 0);
  zn_writer_add(out, "}");
}

void zn_page_write_outline(struct zn_writer *out, const struct zn_study *study, const struct zn_library *library) {
  const struct zn_experiment *experiment = study->experiment;
  zn_writer_add(out, "{");
  zn_json_text_of(out, "name", study->name, 1);
  zn_json_text_of(out, "title", study->title, 0);
  zn_json_text_of(out, "source", study->source, 0);
  zn_json_text_of(out, "summary", study->summary, 0);
  zn_json_number_of(out, "endHour", study->end_h, 0);
  zn_json_key(out, "cohorts", 0);
  for (int i = 0; i < study->n_cohorts; i++) {
    zn_writer_add(out, i ? "," : "[");
    write_cohort(out, &study->cohorts[i], library);
  }
  zn_writer_add(out, study->n_cohorts ? "]" : "[]");
  zn_json_key(out, "events", 0);
  for (int i = 0; i < study->n_events; i++) {
    zn_writer_add(out, i ? "," : "[");
    write_event(out, &study->events[i], study, library);
  }
  zn_writer_add(out, study->n_events ? "]" : "[]");
  zn_json_number_of(out, "rows", zn_rows_of(study), 0);
  zn_json_text_of(out, "asks", experiment ? experiment->asks : NULL, 0);
  zn_json_key(out, "broken", 0);
  zn_writer_add(out, "[");
  for (int i = 0; experiment && i < experiment->n_broken; i++) {
    if (i) zn_writer_add(out, ",");
    zn_json_text(out, experiment->broken[i].without);
  }
  zn_writer_add(out, "]}");
}

/* --- Rows ---------------------------------------------------------------------------------------------------------------------------- */

static const char *solute_name(int solute) { return solute < 0 ? NULL : zn_solute_info(solute)->name; }

/* What a row is of. */
static void write_measured(struct zn_writer *out, const struct zn_reported *row, const struct zn_run *run) {
  static const char *const kinds[] = {"recovery", "ratio",         "in_place", "reading",     "amount",
                                      "rate",     "concentration", "flux",     "permeability"};
  static const char *const statistics[] = {"median", "mean", "geometric_mean"};
  const int solutes = row->quantity != ZN_QUANTITY_READING;
  zn_json_text_of(out, "label", row->label, 1);
  zn_json_text_of(out, "unit", row->unit, 0);
  zn_json_text_of(out, "cohort", row->cohort < 0 ? NULL : run->study->cohorts[row->cohort].name, 0);
  zn_json_number_of(out, "hour", row->time_h, 0);
  zn_json_text_of(out, "assay", row->assay < 0 ? NULL : run->library->assays[row->assay].name, 0);
  zn_json_text_of(out, "kind", kinds[row->quantity], 0);
  zn_json_text_of(out, "probe", solutes ? solute_name(row->probe) : NULL, 0);
  zn_json_text_of(out, "over", row->quantity == ZN_QUANTITY_RATIO ? solute_name(row->over) : NULL, 0);
  zn_json_key(out, "window", 0);
  zn_writer_format(out, "[%.17g,%.17g]", row->window_h[0], row->window_h[1]);
  zn_json_text_of(out, "statistic", statistics[row->statistic], 0);
  zn_json_number_of(out, "line", row->line, 0);
}

void zn_page_write_rows(struct zn_writer *out, const struct zn_run *run) {
  zn_writer_add(out, "[");
  for (int r = 0; r < zn_rows_of(run->study); r++) {
    const struct zn_reported *row = &run->study->reported[r];
    const struct zn_prediction none = {.predicted = NAN, .lo90 = NAN, .hi90 = NAN, .fold_error = NAN};
    const struct zn_prediction *p = r < run->study->n_reported ? &run->prediction[r] : &none;
    const int reported = r < run->study->n_reported, told = isfinite(p->lo90) && isfinite(p->hi90);
    zn_writer_add(out, r ? ",{" : "{");
    write_measured(out, row, run);
    zn_json_number_of(out, "predicted", p->predicted, 0);
    zn_json_number_of(out, "lo90", p->lo90, 0);
    zn_json_number_of(out, "hi90", p->hi90, 0);
    zn_json_number_of(out, "reported", reported ? row->value : NAN, 0);
    zn_json_number_of(out, "foldError", p->fold_error, 0);
    zn_json_key(out, "inside", 0);
    zn_writer_add(out, !told ? "null" : p->inside ? "true" : "false");
    zn_writer_add(out, "}");
  }
  zn_writer_add(out, "]");
}

/* --- Experiments --------------------------------------------------------------------------------------------------------------------- */

static void write_criterion(struct zn_writer *out, const struct zn_criterion *criterion, const struct zn_criterion_result *result) {
  struct zn_error error;
  char *words = NULL;
  const enum zn_status status = zn_criterion_words(&words, criterion, &error);
  zn_json_text_of(out, "label", criterion->label, 1);
  zn_json_text_of(out, "words", status == ZN_OK ? words : "", 0);
  free(words);
  zn_json_text_of(out, "because", criterion->because, 0);
  zn_json_text_of(out, "source", zn_source_info(criterion->source)->id, 0);
  zn_json_text_of(out, "kind",
                  criterion->kind == ZN_CRITERION_RISK_RATIO         ? "risk_ratio"
                  : criterion->kind == ZN_CRITERION_AUC              ? "auc"
                  : criterion->kind == ZN_CRITERION_RANK_CORRELATION ? "rank_correlation"
                                                                     : zn_criterion_word(criterion->kind),
                  0);
  zn_json_truth_of(out, "holds", result->holds, 0);
  zn_json_number_of(out, "people", result->people, 0);
  zn_json_number_of(out, "without", result->without, 0);
  zn_json_number_of(out, "statistic", result->statistic, 0);
  zn_json_number_of(out, "survives", result->survives, 0);
  zn_json_number_of(out, "lo90", result->lo90, 0);
  zn_json_number_of(out, "hi90", result->hi90, 0);
  zn_json_number_of(out, "above", criterion->above, 0);
  zn_json_number_of(out, "below", criterion->below, 0);
  zn_json_key(out, "quantiles", 0);
  for (int q = 0; q < 5; q++) {
    zn_writer_add(out, q ? "," : "[");
    zn_json_number(out, result->quantile[q]);
  }
  zn_writer_add(out, "]");
}

void zn_page_write_outcome(struct zn_writer *out, const struct zn_study *study, const struct zn_outcome *outcome) {
  const struct zn_experiment *experiment = study->experiment;
  zn_writer_add(out, "{");
  zn_json_truth_of(out, "holds", outcome->holds, 1);
  zn_json_key(out, "criteria", 0);
  zn_writer_add(out, "[");
  for (int k = 0; k < experiment->n_criteria; k++) {
    zn_writer_add(out, k ? ",{" : "{");
    write_criterion(out, &experiment->criterion[k], &outcome->criterion[k]);
    zn_writer_add(out, "}");
  }
  zn_writer_add(out, "]");
}
