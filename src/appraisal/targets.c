/* Numbers that may move, moved: what a set of values changes in a cohort and in the solutes. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "zonula/calibration.h"

static const struct zn_target_column columns[] = {
    {"paracellular_factor", "1", 1.0, offsetof(struct zn_solute, paracellular_factor)},
    {"membrane_permeability_cm_per_s", "cm/s", 3600.0, offsetof(struct zn_solute, membrane_permeability)},
    {"transcytosis_cm_per_s", "cm/s", 3600.0, offsetof(struct zn_solute, transcytosis)},
    {"small_bowel_loss_per_h", "1/h", 1.0, offsetof(struct zn_solute, small_bowel_loss)},
    {"fermentation_per_h", "1/h", 1.0, offsetof(struct zn_solute, fermentation)},
    {"volume_L_per_kg", "L/kg", 1.0, offsetof(struct zn_solute, volume)},
    {"renal_clearance_per_gfr", "1", 1.0, offsetof(struct zn_solute, renal_clearance)},
    {"other_clearance_per_h", "1/h", 1.0, offsetof(struct zn_solute, other_clearance)},
};
enum { COLUMNS = sizeof columns / sizeof *columns };

int zn_target_column_count(void) { return COLUMNS; }
const struct zn_target_column *zn_target_column(int index) { return index >= 0 && index < COLUMNS ? &columns[index] : NULL; }

double zn_overlay_factor(const struct zn_overlay *overlay, int parameter) {
  double factor = 1.0;
  for (int i = 0; i < overlay->n_changes; i++) {
    const struct zn_change *c = &overlay->changes[i];
    if (c->parameter == parameter && c->kind == ZN_CHANGE_SET) return NAN;
    if (c->parameter == parameter && c->kind == ZN_CHANGE_SCALE) factor *= c->value;
  }
  return factor;
}

static int is_set(const struct zn_cohort *cohort, const struct zn_library *library, int parameter) {
  for (int i = 0; i < cohort->n_overlays; i++)
    if (isnan(zn_overlay_factor(&library->overlays[cohort->overlays[i]], parameter))) return 1;
  return 0;
}

static int has_overlay(const struct zn_cohort *cohort, int overlay) {
  for (int i = 0; i < cohort->n_overlays; i++)
    if (cohort->overlays[i] == overlay) return 1;
  return 0;
}

/* By what `value` multiplies parameter k of the target. */
static double factor_of(const struct zn_target *t, int k, double value, const struct zn_library *library) {
  if (t->kind == ZN_TARGET_OVERLAY) return value / zn_overlay_factor(&library->overlays[t->overlay], t->index[k]);
  return value / zn_parameter_info(t->index[k])->value;
}

enum zn_status zn_targets_changes(struct zn_change **changes, int *n_changes, const struct zn_target *target, int n, const double *value,
                                  const struct zn_cohort *cohort, const struct zn_library *library, struct zn_error *error) {
  struct zn_change *list = malloc(((size_t)n * ZN_MOST_TIED + (size_t)cohort->n_changes + 1) * sizeof *list);
  int count = 0;
  *changes = list;
  *n_changes = 0;
  if (!list) return zn_fail(error, ZN_MEMORY, "no memory for the changes of a cohort");
  for (int i = 0; i < n; i++) {
    const struct zn_target *t = &target[i];
    if (t->kind == ZN_TARGET_SOLUTE || (t->kind == ZN_TARGET_OVERLAY && !has_overlay(cohort, t->overlay))) continue;
    for (int k = 0; k < t->n_index; k++) {
      const double factor = factor_of(t, k, value[i], library);
      if (factor != 1.0 && !is_set(cohort, library, t->index[k]))
        list[count++] = (struct zn_change){.parameter = t->index[k], .kind = ZN_CHANGE_SCALE, .value = factor};
    }
  }
  for (int i = 0; i < cohort->n_changes; i++) list[count++] = cohort->changes[i];
  *n_changes = count;
  return ZN_OK;
}

void zn_targets_solutes(struct zn_solute *solutes, const struct zn_target *target, int n, const double *value) {
  for (int s = 0; s < zn_solute_count(); s++) solutes[s] = *zn_solute_info(s);
  for (int i = 0; i < n; i++) {
    const struct zn_target *t = &target[i];
    if (t->kind != ZN_TARGET_SOLUTE) continue;
    const struct zn_target_column *column = &columns[t->column];
    for (int k = 0; k < t->n_index; k++) {
      const double internal = value[i] * column->to_internal;
      memcpy((char *)&solutes[t->index[k]] + column->place, &internal, sizeof internal);
    }
  }
}
