/* Numbers that may move: what they are called, and that a cohort given other values has them. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "zonula/zonula.h"

static struct zn_library *library;

static int load_library(void **state) {
  (void)state;
  return zn_library_load(&library, NULL) != ZN_OK;
}
static int free_library(void **state) {
  (void)state;
  zn_library_free(library);
  return 0;
}

static struct zn_target target(const char *scope, const char *name) {
  struct zn_target t;
  struct zn_error error = {0};
  if (zn_target_find(&t, scope, name, library, &error) != ZN_OK) fail_msg("%s", error.text);
  return t;
}

static void the_shipped_table_is_whole(void **state) {
  (void)state;
  struct zn_calibration_table *table;
  struct zn_error error = {0};
  if (zn_calibration_table_load(&table, library, &error) != ZN_OK) fail_msg("%s:%d: %s", error.file, error.line, error.text);
  assert_true(table->n >= 15);
  for (int i = 0; i < table->n; i++) {
    const struct zn_calibration_row *r = &table->row[i];
    assert_true(r->low <= r->prior_median && r->prior_median <= r->high && r->target.now > 0.0);
    /* What may move stays where the parameter may be. */
    for (int k = 0; r->target.kind == ZN_TARGET_PARAMETER && k < r->target.n_index; k++) {
      const struct zn_parameter_info *info = zn_parameter_info(r->target.index[k]);
      if (r->low < info->low || r->high > info->high) fail_msg("%s: %g to %g", info->name, info->low, info->high);
    }
  }
  zn_calibration_table_free(table);
}

static void what_data_hold_is_what_a_target_is_now(void **state) {
  (void)state;
  struct zn_target t = target("", "solute_leak_share[ascending]|solute_leak_share[transverse]");
  assert_int_equal(t.kind, ZN_TARGET_PARAMETER);
  assert_int_equal(t.n_index, 2);
  assert_true(t.now == zn_parameter_info(zn_parameter_find("solute_leak_share[ascending]"))->value);
  zn_target_clear(&t);
  t = target("solute PEG 400", "membrane_permeability_cm_per_s");
  assert_true(fabs(t.now * 3600.0 / zn_solute_info(zn_solute_find("PEG 400"))->membrane_permeability - 1.0) < 1e-12);
  assert_string_equal(t.unit, "cm/s");
  zn_target_clear(&t);
  t = target("condition crohn_active", "epithelium_constitutive_leak");
  assert_true(t.now == zn_overlay_factor(&library->overlays[t.overlay], t.index[0]) && t.now != 1.0);
  zn_target_clear(&t);
  t = target("condition healthy", "solute_pore_conductance");
  assert_true(t.now == 1.0);
  zn_target_clear(&t);
}

static void a_wrong_name_is_refused_with_the_nearest(void **state) {
  (void)state;
  static const struct {
    const char *scope, *name, *said;
  } wrong[] = {{"", "solute_pore_conductanse", "solute_pore_conductance"},
               {"", "solute_leak_share", "solute_leak_share[*]"},
               {"", "solute_leak_share[ileum]|solute_leak_share[ileum]", "tied to itself"},
               {"", "solute_leak_share[ileum]|solute_leak_radius", "one unit"},
               {"", "solute_sglt1[ascending]", "no factor"},
               {"solute lactulos", "fermentation_per_h", "lactulose"},
               {"solute lactulose", "fermentation", "fermentation_per_h"},
               {"condition chron_active", "epithelium_constitutive_leak", "crohn_active"},
               {"condition crohn_active", "immune_gain", "outright"},
               {"treatment infliximab", "immune_gain", "condition NAME"}};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    struct zn_target t;
    struct zn_error error = {0};
    assert_int_equal(zn_target_find(&t, wrong[i].scope, wrong[i].name, library, &error), ZN_INPUT);
    if (!strstr(error.text, wrong[i].said)) fail_msg("'%s' does not say '%s'", error.text, wrong[i].said);
    zn_target_clear(&t);
  }
}

static double median_of(const struct zn_cohort *cohort, const char *name, double *spread) {
  struct zn_parameters median;
  double *spreads = malloc((size_t)zn_parameter_count() * sizeof *spreads);
  const int k = zn_parameter_find(name);
  zn_cohort_numbers(cohort, library, &median, spreads);
  if (spread) *spread = spreads[k];
  free(spreads);
  return ((double *)&median)[k] / zn_parameter_info(k)->to_internal;
}

/* A cohort of active Crohn's disease, whose condition scales the pore route by 0.82 and sets the gain of immunity. */
static void a_cohort_takes_the_values_and_keeps_its_condition(void **state) {
  (void)state;
  enum { N = 4 };
  struct zn_target t[N] = {target("", "solute_pore_conductance"), target("condition crohn_active", "epithelium_constitutive_leak"),
                           target("condition chemotherapy", "solute_leak_conductance"), target("", "immune_gain")};
  const double value[N] = {5000.0, 2.5, 0.5, 1.3};
  int overlay = zn_library_overlay(library, ZN_OVERLAY_CONDITION, "crohn_active");
  struct zn_change own = {zn_parameter_find("person_weight"), ZN_CHANGE_SET, 55000.0}, *changes;
  struct zn_cohort cohort = {.name = "patients", .people = 1, .n_overlays = 1, .overlays = &overlay, .n_changes = 1, .changes = &own};
  double spread_before, spread;
  const double factor = zn_overlay_factor(&library->overlays[overlay], zn_parameter_find("solute_pore_conductance"));
  const double gain = median_of(&cohort, "immune_gain", NULL), leak = median_of(&cohort, "solute_leak_conductance", NULL);
  median_of(&cohort, "solute_pore_conductance", &spread_before);
  int n;
  assert_int_equal(zn_targets_changes(&changes, &n, t, N, value, &cohort, library, NULL), ZN_OK);
  cohort.changes = changes;
  cohort.n_changes = n;
  assert_true(fabs(median_of(&cohort, "solute_pore_conductance", &spread) - 5000.0 * factor) < 1e-6);
  assert_true(spread == spread_before);
  assert_true(fabs(median_of(&cohort, "epithelium_constitutive_leak", NULL) / 2.5 /
                       zn_parameter_info(zn_parameter_find("epithelium_constitutive_leak"))->value -
                   1.0) < 1e-12);
  assert_true(median_of(&cohort, "immune_gain", NULL) == gain);             /* the condition sets it */
  assert_true(median_of(&cohort, "solute_leak_conductance", NULL) == leak); /* another condition's factor */
  assert_true(median_of(&cohort, "person_weight", NULL) > 54.0 && median_of(&cohort, "person_weight", NULL) < 56.0);
  free(changes);
  for (int i = 0; i < N; i++) zn_target_clear(&t[i]);
}

static void solutes_take_the_values_and_no_others_change(void **state) {
  (void)state;
  struct zn_target t[2] = {target("solute mannitol|13C-mannitol", "fermentation_per_h"),
                           target("solute PEG 400", "membrane_permeability_cm_per_s")};
  const double value[2] = {0.9, 1e-4};
  const int n = zn_solute_count();
  struct zn_solute *solutes = malloc((size_t)n * sizeof *solutes);
  zn_targets_solutes(solutes, t, 2, value);
  for (int s = 0; s < n; s++) {
    const struct zn_solute *table = zn_solute_info(s);
    const int sugar = strstr(table->name, "mannitol") != NULL, peg = strcmp(table->name, "PEG 400") == 0;
    assert_true(solutes[s].fermentation == (sugar ? 0.9 : table->fermentation));
    assert_true(fabs(solutes[s].membrane_permeability - (peg ? 0.36 : table->membrane_permeability)) < 1e-15);
    assert_true(solutes[s].stokes_radius == table->stokes_radius && solutes[s].name == table->name);
  }
  zn_targets_solutes(solutes, t, 0, NULL);
  assert_memory_equal(&solutes[0], zn_solute_info(0), sizeof solutes[0]);
  free(solutes);
  for (int i = 0; i < 2; i++) zn_target_clear(&t[i]);
}

static void what_was_learnt_can_be_loaded_whatever_there_is(void **state) {
  (void)state;
  struct zn_ensemble *e;
  struct zn_laboratory *l;
  struct zn_error error = {0};
  if (zn_ensemble_load(&e, library, &error) != ZN_OK) fail_msg("%s:%d: %s", error.file, error.line, error.text);
  for (int i = 0; i < e->members * e->n; i++) assert_true(e->value[i] > 0.0);
  if (zn_laboratory_load(&l, &error) != ZN_OK) fail_msg("%s:%d: %s", error.file, error.line, error.text);
  for (int i = 0; i < l->n; i++) assert_true(zn_laboratory_sd(l, l->spread[i].kind, l->spread[i].name) == l->spread[i].sd);
  assert_true(isnan(zn_laboratory_sd(l, "laboratory", "phlogiston")));
  zn_ensemble_free(e);
  zn_laboratory_free(l);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_shipped_table_is_whole),
      cmocka_unit_test(what_data_hold_is_what_a_target_is_now),
      cmocka_unit_test(a_wrong_name_is_refused_with_the_nearest),
      cmocka_unit_test(a_cohort_takes_the_values_and_keeps_its_condition),
      cmocka_unit_test(solutes_take_the_values_and_no_others_change),
      cmocka_unit_test(what_was_learnt_can_be_loaded_whatever_there_is),
  };
  return cmocka_run_group_tests(tests, load_library, free_library);
}
