/* Where people end who differ in two numbers: the key `map`. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "names.h"
#include "study_rows.h"

enum { LEAST_STEPS = 2, LONGEST_NAME = 256 };

/* The key in the making. */
struct reader {
  const struct zn_study_pass *pass;
  const struct zn_map_row *text;
  const struct zn_node *node;
};

static struct zn_study *study_of(const struct reader *r) { return r->pass->study; }
static struct zn_map *map_of(const struct reader *r) { return &r->pass->study->map; }

static enum zn_status blame(const struct reader *r, const struct zn_node *node, enum zn_status status, struct zn_error *error) {
  return zn_node_blame(status, node, r->pass->file, error);
}

/* --- Axes -------------------------------------------------------------------------------------------------------------------------------
 */

/* A value of the parameter, above 0: axes have equal factors. */
static enum zn_status read_end(const struct reader *r, int parameter, const char *text, const struct zn_node *node, double *value,
                               struct zn_error *error) {
  const struct zn_measure measure = zn_measure_of_parameter(parameter);
  ZN_TRY(blame(r, node, zn_measure_read(&measure, r->pass->units, text, value, error), error));
  *value *= measure.to_internal;
  return *value > 0.0 ? ZN_OK : zn_node_refuse(node, r->pass->file, error, "'%s' is not above 0; expected so, for steps are factors", text);
}

static enum zn_status read_axis(const struct reader *r, const struct zn_axis_row *text, const struct zn_node *node,
                                struct zn_map_axis *axis, struct zn_error *error) {
  const struct zn_names names = zn_parameter_names();
  const struct zn_node *to = zn_node_entry(node, "to"), *steps = zn_node_entry(node, "steps");
  ZN_TRY(blame(r, zn_node_entry(node, "parameter"), zn_name_find(&names, text->parameter, &axis->parameter, error), error));
  ZN_TRY(read_end(r, axis->parameter, text->from, zn_node_entry(node, "from"), &axis->from, error));
  ZN_TRY(read_end(r, axis->parameter, text->to, to, &axis->to, error));
  if (!(axis->to > axis->from))
    return zn_node_refuse(to, r->pass->file, error, "'%s' is not above '%s', where the axis begins", text->to, text->from);
  if (text->steps < LEAST_STEPS || text->steps > ZN_MOST_STEPS)
    return zn_node_refuse(steps, r->pass->file, error, "%u is out of bounds; expected %d to %d", text->steps, LEAST_STEPS, ZN_MOST_STEPS);
  axis->steps = (int)text->steps;
  return ZN_OK;
}

static enum zn_status read_axes(const struct reader *r, struct zn_error *error) {
  struct zn_map *m = map_of(r);
  const struct zn_node *up = zn_node_entry(r->node, "up");
  ZN_TRY(read_axis(r, r->text->across, zn_node_entry(r->node, "across"), &m->across, error));
  ZN_TRY(read_axis(r, r->text->up, up, &m->up, error));
  if (m->up.parameter == m->across.parameter)
    return zn_node_refuse(zn_node_entry(up, "parameter"), r->pass->file, error, "'%s' is the other axis already", r->text->up->parameter);
  return ZN_OK;
}

static enum zn_status read_also(const struct reader *r, struct zn_error *error) {
  struct zn_map *m = map_of(r);
  const struct zn_names names = zn_parameter_names();
  const struct zn_measure factor = {"1", 1.0, {0}, 0.01, 100.0};
  const struct zn_node *node = zn_node_entry(r->node, "also"), *parameter = node ? zn_node_entry(node, "parameter") : NULL;
  m->also_parameter = -1;
  if (!node) return ZN_OK;
  int index;
  ZN_TRY(blame(r, parameter, zn_name_find(&names, r->text->also->parameter, &index, error), error));
  if (index == m->across.parameter || index == m->up.parameter)
    return zn_node_refuse(parameter, r->pass->file, error, "'%s' is an axis already", r->text->also->parameter);
  m->also_parameter = index;
  return blame(r, zn_node_entry(node, "scale"), zn_measure_read(&factor, r->pass->units, r->text->also->scale, &m->also_scale, error),
               error);
}

/* --- Marks and ramps ------------------------------------------------------------------------------------------------------------------ */

static enum zn_status check_people(const struct reader *r, const struct zn_node *node, uint32_t people, struct zn_error *error) {
  if (people >= 1 && people <= ZN_MOST_PEOPLE) return ZN_OK;
  return zn_node_refuse(zn_node_entry(node, "people"), r->pass->file, error, "%u is out of bounds; expected 1 to %d", people,
                        ZN_MOST_PEOPLE);
}

static enum zn_status read_marks(const struct reader *r, struct zn_error *error) {
  struct zn_map *m = map_of(r);
  const struct zn_marks_row *text = r->text->marks;
  const struct zn_node *node = zn_node_entry(r->node, "marks");
  int first, index;
  const struct zn_names names = zn_overlay_names(r->pass->library, ZN_OVERLAY_CONDITION, ZN_OVERLAY_CONDITION, &first);
  if (!text) return ZN_OK;
  ZN_TRY(check_people(r, node, text->people, error));
  m->mark = malloc((size_t)text->conditions_count * sizeof *m->mark);
  if (!m->mark) return zn_fail(error, ZN_MEMORY, "no memory for the marks of a map");
  const struct zn_node *entry = zn_node_entry(node, "conditions")->first;
  for (unsigned i = 0; i < text->conditions_count; i++, entry = entry->next) {
    ZN_TRY(blame(r, entry, zn_name_find(&names, text->conditions[i], &index, error), error));
    for (int k = 0; k < m->n_marks; k++)
      if (m->mark[k] == first + index) return zn_node_refuse(entry, r->pass->file, error, "'%s' is named twice", text->conditions[i]);
    m->mark[m->n_marks++] = first + index;
  }
  return ZN_OK;
}

static enum zn_status read_ramps(const struct reader *r, struct zn_error *error) {
  struct zn_map *m = map_of(r);
  const struct zn_ramp_row *text = r->text->ramp;
  const struct zn_node *node = zn_node_entry(r->node, "ramp"), *hold = node ? zn_node_entry(node, "hold") : NULL;
  if (!text) return ZN_OK;
  ZN_TRY(check_people(r, node, text->people, error));
  ZN_TRY(blame(r, hold, zn_measure_read(&zn_measure_span, r->pass->units, text->hold, &m->hold_h, error), error));
  if (m->hold_h * zn_map_ramp_steps(m) > ZN_LONGEST_H)
    return zn_node_refuse(hold, r->pass->file, error, "%d steps of %s last longer than %g years", zn_map_ramp_steps(m), text->hold,
                          ZN_LONGEST_H / 8766.0);
  m->ramp_up = malloc((size_t)text->up_count * sizeof *m->ramp_up);
  if (!m->ramp_up) return zn_fail(error, ZN_MEMORY, "no memory for the ramps of a map");
  const struct zn_node *entry = zn_node_entry(node, "up")->first;
  for (unsigned i = 0; i < text->up_count; i++, entry = entry->next)
    ZN_TRY(read_end(r, m->up.parameter, text->up[i], entry, &m->ramp_up[m->n_ramps++], error));
  return ZN_OK;
}

/* --- Cohorts, events, rows ------------------------------------------------------------------------------------------------------------ */

/* Where a cohort stands on the axes; it has room for these changes. */
static void put_at(struct zn_cohort *cohort, const struct zn_map *m, double across, double up) {
  cohort->changes[cohort->n_changes++] = (struct zn_change){m->across.parameter, ZN_CHANGE_SET, across};
  cohort->changes[cohort->n_changes++] = (struct zn_change){m->up.parameter, ZN_CHANGE_SET, up};
}

static double shown(int parameter, double value) { return value / zn_parameter_info(parameter)->to_internal; }

static enum zn_status add_cell(const struct reader *r, int variant, double across, double up, int from_above, struct zn_error *error) {
  const struct zn_map *m = map_of(r);
  struct zn_study *study = study_of(r);
  struct zn_cohort *cohort;
  char name[LONGEST_NAME];
  snprintf(name, sizeof name, "%s=%.4g,%s=%.4g,from %s%s", zn_parameter_info(m->across.parameter)->name, shown(m->across.parameter, across),
           zn_parameter_info(m->up.parameter)->name, shown(m->up.parameter, up), from_above ? "above" : "below", variant ? ",also" : "");
  ZN_TRY(zn_study_add_cohort(study, &study->cohorts[0], name, &cohort, error));
  cohort->start = from_above ? ZN_START_INFLAMED : ZN_START_HEALTHY;
  if (variant) cohort->changes[cohort->n_changes++] = (struct zn_change){m->also_parameter, ZN_CHANGE_SCALE, m->also_scale};
  put_at(cohort, m, across, up);
  return ZN_OK;
}

static enum zn_status add_cells(const struct reader *r, struct zn_error *error) {
  struct zn_map *m = map_of(r);
  m->first_cell = study_of(r)->n_cohorts;
  for (int v = 0; v < zn_map_variants(m); v++)
    for (int up = 0; up < m->up.steps; up++)
      for (int across = 0; across < m->across.steps; across++)
        for (int above = 0; above < 2; above++) ZN_TRY(add_cell(r, v, zn_map_at(&m->across, across), zn_map_at(&m->up, up), above, error));
  return ZN_OK;
}

/* People of a condition instead of the study's, with the same diet; other people than those of the cells. */
static enum zn_status add_mark(const struct reader *r, int mark, struct zn_error *error) {
  const struct zn_library *library = r->pass->library;
  const struct zn_map *m = map_of(r);
  struct zn_study *study = study_of(r);
  struct zn_cohort *cohort;
  int diets = 0;
  ZN_TRY(zn_study_add_cohort(study, &study->cohorts[0], library->overlays[m->mark[mark]].name, &cohort, error));
  cohort->people = (int)r->text->marks->people;
  cohort->seed += 1u + (unsigned)mark;
  for (int i = 0; i < cohort->n_overlays; i++)
    if (library->overlays[cohort->overlays[i]].kind == ZN_OVERLAY_DIET) cohort->overlays[1 + diets++] = cohort->overlays[i];
  cohort->overlays[0] = m->mark[mark];
  cohort->n_overlays = 1 + diets;
  return ZN_OK;
}

static enum zn_status add_ramp(const struct reader *r, int ramp, struct zn_error *error) {
  const struct zn_map *m = map_of(r);
  struct zn_study *study = study_of(r);
  struct zn_cohort *cohort;
  const int index = study->n_cohorts;
  char name[LONGEST_NAME];
  snprintf(name, sizeof name, "ramp,%s=%.4g", zn_parameter_info(m->up.parameter)->name, shown(m->up.parameter, m->ramp_up[ramp]));
  ZN_TRY(zn_study_add_cohort(study, &study->cohorts[0], name, &cohort, error));
  cohort->people = (int)r->text->ramp->people;
  cohort->start = ZN_START_HEALTHY;
  put_at(cohort, m, m->across.from, m->ramp_up[ramp]);
  for (int step = 1; step < zn_map_ramp_steps(m); step++)
    study->events[study->n_events++] = (struct zn_event){.kind = ZN_EVENT_SET,
                                                         .time_h = m->hold_h * step,
                                                         .cohort = index,
                                                         .overlay = -1,
                                                         .assay = -1,
                                                         .parameter = m->across.parameter,
                                                         .value = zn_map_ramp_at(m, step),
                                                         .line = r->node->line};
  for (int step = 1; step <= zn_map_ramp_steps(m); step++) /* just before the next */
    ZN_TRY(zn_study_add_inside(study, m->ill.observable, m->ill.places, m->hold_h * step, index, r->node->line, error));
  return ZN_OK;
}

static enum zn_status add_all(const struct reader *r, struct zn_error *error) {
  struct zn_map *m = map_of(r);
  struct zn_study *study = study_of(r);
  const int cells = 2 * zn_map_variants(m) * m->up.steps * m->across.steps, steps = zn_map_ramp_steps(m) * m->n_ramps;
  m->first_row = study->n_reported + study->n_read;
  ZN_TRY(zn_study_more_cohorts(study, cells + m->n_marks + m->n_ramps, error));
  ZN_TRY(zn_study_more_events(study, steps, error));
  ZN_TRY(zn_study_more_rows(study, 1 + steps, error));
  ZN_TRY(zn_study_add_inside(study, m->ill.observable, m->ill.places, 0.0, -1, r->node->line, error));
  ZN_TRY(add_cells(r, error));
  for (int i = 0; i < m->n_marks; i++) ZN_TRY(add_mark(r, i, error));
  for (int i = 0; i < m->n_ramps; i++) ZN_TRY(add_ramp(r, i, error));
  return zn_study_sort_events(study, error);
}

/* The map is of people at rest: nothing may happen to them. */
static enum zn_status check_rest(const struct reader *r, struct zn_error *error) {
  static const char *const refused[] = {"timeline", "reported", "matrix", "experiment"};
  for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
    const struct zn_node *node = zn_node_entry(r->pass->root, refused[i]);
    if (node) return zn_node_refuse(node, r->pass->file, error, "a study with 'map' has no such key; expected it in a study of its own");
  }
  return ZN_OK;
}

enum zn_status zn_study_read_map(const struct zn_study_pass *pass, struct zn_error *error) {
  const struct reader r = {pass, pass->rows->map, zn_node_entry(pass->root, "map")};
  if (!r.text) return ZN_OK;
  ZN_TRY(zn_study_check_grid(pass, "map", error));
  ZN_TRY(check_rest(&r, error));
  ZN_TRY(read_axes(&r, error));
  ZN_TRY(zn_study_read_state(pass, r.text->ill, zn_node_entry(r.node, "ill"), &map_of(&r)->ill, error));
  ZN_TRY(read_also(&r, error));
  ZN_TRY(read_marks(&r, error));
  ZN_TRY(read_ramps(&r, error));
  ZN_TRY(add_all(&r, error));
  return zn_study_count_people(pass, r.node, error);
}
