/* Layers taken away one at a time, in pairs and all together. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "names.h"
#include "study_rows.h"

enum { LONGEST_NAME = 256 };

/* The key in the making. */
struct reader {
  const struct zn_study_pass *pass;
  const struct zn_matrix_row *text;
  const struct zn_node *node;
};

static const struct zn_node *entry(const struct reader *r, const char *key) { return zn_node_entry(r->node, key); }

static enum zn_status blame(const struct reader *r, const char *key, enum zn_status status, struct zn_error *error) {
  return zn_node_blame(status, entry(r, key), r->pass->file, error);
}

static enum zn_status read_layer(const struct reader *r, const char *name, const struct zn_node *node, struct zn_error *error) {
  struct zn_matrix *m = &r->pass->study->matrix;
  const struct zn_library *library = r->pass->library;
  int first, index;
  const struct zn_names names = zn_overlay_names(library, ZN_OVERLAY_TREATMENT, ZN_OVERLAY_DIET, &first);
  ZN_TRY(zn_node_blame(zn_name_find(&names, name, &index, error), node, r->pass->file, error));
  const struct zn_overlay *overlay = &library->overlays[first + index];
  for (int i = 0; i < m->n_layers; i++)
    if (m->layer[i] == first + index) return zn_node_refuse(node, r->pass->file, error, "'%s' is named twice", name);
  if (overlay->dose_state >= 0 && overlay->default_dose == 0.0)
    return zn_node_refuse(node, r->pass->file, error, "'%s' needs a dose; expected a treatment that has none or a usual one", name);
  m->layer[m->n_layers++] = first + index;
  return ZN_OK;
}

static enum zn_status read_layers(const struct reader *r, struct zn_error *error) {
  struct zn_matrix *m = &r->pass->study->matrix;
  const struct zn_node *node = entry(r, "of")->first;
  m->layer = malloc((size_t)r->text->of_count * sizeof *m->layer);
  if (!m->layer) return zn_fail(error, ZN_MEMORY, "no memory for the layers of a matrix");
  for (unsigned i = 0; i < r->text->of_count; i++, node = node->next) ZN_TRY(read_layer(r, r->text->of[i], node, error));
  return ZN_OK;
}

static enum zn_status read_moments(const struct reader *r, struct zn_error *error) {
  struct zn_matrix *m = &r->pass->study->matrix;
  const struct zn_units *units = r->pass->units;
  ZN_TRY(blame(r, "given", zn_measure_read(&zn_measure_moment, units, r->text->given, &m->given_h, error), error));
  ZN_TRY(blame(r, "at", zn_measure_read(&zn_measure_moment, units, r->text->at, &m->at_h, error), error));
  if (m->at_h > m->given_h + ZN_SAME_TIME_H) return ZN_OK;
  return zn_node_refuse(entry(r, "at"), r->pass->file, error, "%s is not after %s, when the layers are taken away", r->text->at,
                        r->text->given);
}

static enum zn_status read_readings(const struct reader *r, struct zn_error *error) {
  struct zn_study *study = r->pass->study;
  struct zn_matrix *m = &study->matrix;
  ZN_TRY(zn_observables_read(&m->reading, &m->n_readings, entry(r, "readings"), r->pass->file, error));
  if (r->text->ill) ZN_TRY(zn_study_read_state(r->pass, r->text->ill, entry(r, "ill"), &m->ill, error));
  m->first_row = study->n_reported + study->n_read;
  ZN_TRY(zn_study_more_rows(study, m->n_readings + 1, error));
  for (int i = 0; i < m->n_readings; i++) ZN_TRY(zn_study_add_inside(study, m->reading[i], 1, m->at_h, -1, r->node->line, error));
  return r->text->ill ? zn_study_add_inside(study, m->ill.observable, m->ill.places, m->at_h, -1, r->node->line, error) : ZN_OK;
}

/* --- Cells ------------------------------------------------------------------------------------------------------------------------------
 */

/* Taken away from the people of a cell, for which there is room. */
static void take_away(const struct reader *r, int layer, int cell) {
  struct zn_study *study = r->pass->study;
  const struct zn_overlay *overlay = &r->pass->library->overlays[study->matrix.layer[layer]];
  study->events[study->n_events++] = (struct zn_event){.kind = ZN_EVENT_GIVE,
                                                       .time_h = study->matrix.given_h,
                                                       .cohort = cell,
                                                       .overlay = study->matrix.layer[layer],
                                                       .assay = -1,
                                                       .dose = overlay->default_dose,
                                                       .duration_h = overlay->default_duration_h,
                                                       .line = r->node->line};
}

/* A cell without layers a and b, which may be the same one. */
static enum zn_status add_cell(const struct reader *r, int a, int b, struct zn_error *error) {
  struct zn_study *study = r->pass->study;
  const struct zn_overlay *overlays = r->pass->library->overlays;
  const int *layer = study->matrix.layer, cell = study->n_cohorts;
  char name[LONGEST_NAME];
  snprintf(name, sizeof name, a == b ? "%s" : "%s+%s", overlays[layer[a]].name, overlays[layer[b]].name);
  ZN_TRY(zn_study_add_cohort(study, &study->cohorts[0], name, NULL, error));
  take_away(r, a, cell);
  if (b != a) take_away(r, b, cell);
  return ZN_OK;
}

static enum zn_status add_cells(const struct reader *r, struct zn_error *error) {
  struct zn_study *study = r->pass->study;
  const int n = study->matrix.n_layers, pairs = n * (n - 1) / 2;
  ZN_TRY(zn_study_more_cohorts(study, n + pairs + 1, error));
  ZN_TRY(zn_study_more_events(study, n * (n + 1), error));
  for (int i = 0; i < study->n_events; i++) study->events[i].cohort = -1; /* of the only cohort, and so of all its cells */
  for (int i = 0; i < n; i++) ZN_TRY(add_cell(r, i, i, error));
  for (int i = 0; i < n; i++)
    for (int k = i + 1; k < n; k++) ZN_TRY(add_cell(r, i, k, error));
  ZN_TRY(zn_study_add_cohort(study, &study->cohorts[0], "all", NULL, error));
  for (int i = 0; i < n; i++) take_away(r, i, study->n_cohorts - 1);
  return zn_study_sort_events(study, error);
}

enum zn_status zn_study_read_matrix(const struct zn_study_pass *pass, struct zn_error *error) {
  const struct reader r = {pass, pass->rows->matrix, zn_node_entry(pass->root, "matrix")};
  if (!r.text) return ZN_OK;
  ZN_TRY(zn_study_check_grid(pass, "matrix", error));
  ZN_TRY(read_layers(&r, error));
  ZN_TRY(read_moments(&r, error));
  ZN_TRY(read_readings(&r, error));
  ZN_TRY(add_cells(&r, error));
  return zn_study_count_people(pass, r.node, error);
}
