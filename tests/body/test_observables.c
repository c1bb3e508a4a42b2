/* What can be read from the body: names, units, and values of the reference person. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/units.h"
#include "life.h"

static struct zn_parameters person;
static double rest[ZN_BODY_STATES];

static int begin(void **state) {
  (void)state;
  zn_parameters_default(&person);
  life_rest(rest, &person, ZN_BRANCH_HEALTHY);
  return 0;
}

static void names_are_unique_and_found(void **state) {
  (void)state;
  for (int i = 0; i < zn_observable_count(); i++) {
    const struct zn_observable_info *info = zn_observable_info(i);
    assert_int_equal(zn_observable_find(info->name), i);
    assert_true(*info->label && *info->unit);
    assert_true(strcmp(info->tag, "emergent") == 0 || strcmp(info->tag, "assumed") == 0);
    for (int j = 0; j < i; j++)
      if (strcmp(zn_observable_info(j)->name, info->name) == 0) fail_msg("%s is there twice", info->name);
  }
  assert_int_equal(zn_observable_find("serum_zonulin"), -1);
  assert_null(zn_observable_info(-1));
  assert_null(zn_observable_info(zn_observable_count()));
}

static void units_can_be_read_by_the_unit_library(void **state) {
  (void)state;
  struct zn_units *units;
  struct zn_error error = {0};
  assert_int_equal(zn_units_open(&units, &error), ZN_OK);
  for (int i = 0; i < zn_observable_count(); i++) {
    const struct zn_observable_info *info = zn_observable_info(i);
    struct zn_dimension dimension;
    double factor;
    if (zn_unit_parse(units, info->unit, &factor, &dimension, &error) != ZN_OK) fail_msg("%s: %s", info->name, error.text);
    assert_true(factor > 0.0);
  }
  zn_units_close(units);
}

/* Concentrations and lengths are shown as their unit says: the factor of the list against the unit library. */
static void shown_values_are_the_states_in_the_shown_unit(void **state) {
  (void)state;
  static const struct {
    const char *observable, *state;
  } same[] = {{"butyrate[transverse]", "microbiota_butyrate[transverse]"},
              {"bifidobacteria", "microbiota_group[descending/bifidobacteria]"},
              {"mucus_inner[descending]", "mucus_inner[descending]"},
              {"mucus_thickness[jejunum]", "mucus_loose[jejunum]"},
              {"pore[ileum]", "epithelium_pore[ileum]"},
              {"cell_loss[ileum]", "epithelium_cell_loss[ileum]"},
              {"serum_lps", "circulation_lps"},
              {"serum_il6", "circulation_il6"},
              {"serum_crp", "circulation_crp"},
              {"serum_lbp", "circulation_lbp"},
              {"kupffer_function", "liver_kupffer"},
              {"species_richness", "microbiota_richness"}};
  struct zn_units *units;
  struct zn_error error = {0};
  assert_int_equal(zn_units_open(&units, &error), ZN_OK);
  for (size_t k = 0; k < sizeof same / sizeof *same; k++) {
    double to_internal;
    struct zn_dimension dimension;
    const char *unit = zn_observable_info(zn_observable_find(same[k].observable))->unit;
    assert_int_equal(zn_unit_parse(units, unit, &to_internal, &dimension, &error), ZN_OK);
    const double shown = life_read(rest, &person, same[k].observable), inside = rest[life_state(same[k].state)];
    if (!(fabs(shown * to_internal / inside - 1.0) < 1e-12))
      fail_msg("%s reads %g %s; the state is %g in internal units", same[k].observable, shown, unit, inside);
    assert_memory_equal(&dimension, &zn_state_info(life_state(same[k].state))->dimension, sizeof dimension);
  }
  zn_units_close(units);
}

/* Ranges are wide on purpose: they catch a wrong unit or a broken room, not a calibration. */
static void the_reference_person_reads_like_a_healthy_human(void **state) {
  (void)state;
  static const struct {
    const char *name;
    double low, high;
  } expected[] = {{"scfa[ascending]", 50.0, 200.0},
                  {"ph[ascending]", 5.2, 6.5},
                  {"ph[descending]", 5.8, 7.4},
                  {"microbial_mass[descending]", 40.0, 300.0},
                  {"mucus_inner[descending]", 50.0, 500.0},
                  {"mucus_thickness[ileum]", 50.0, 500.0},
                  {"villus_height_crypt_depth", 2.0, 4.0},
                  {"epithelial_resistance[descending]", 30.0, 60.0},
                  {"apoptosis[descending]", 0.5, 4.0},
                  {"cell_loss[ileum]", 0.0, 5.0},
                  {"serum_lps", 1.0, 30.0},
                  {"serum_crp", 0.1, 5.0},
                  {"serum_lbp", 1.0, 20.0},
                  {"serum_il6", 0.2, 10.0},
                  {"stool_calprotectin", 1.0, 100.0},
                  {"species_richness", 60.0, 300.0},
                  {"serum_infliximab", 0.0, 0.0},
                  {"coeliac_drive", 0.0, 1e-9},
                  {"kupffer_function", 0.9, 1.1},
                  {"defence", 0.9, 1.1},
                  {"inflammatory_macrophages[ileum]", 0.0, 0.1},
                  {"tissue_damage", 0.0, 0.01}};
  for (size_t k = 0; k < sizeof expected / sizeof *expected; k++) {
    const double value = life_read(rest, &person, expected[k].name);
    if (!(value >= expected[k].low && value <= expected[k].high))
      fail_msg("%s is %g; expected %g to %g", expected[k].name, value, expected[k].low, expected[k].high);
  }
}

static void looking_changes_nothing_and_every_reading_is_finite(void **state) {
  (void)state;
  double before[ZN_BODY_STATES], *out = malloc((size_t)zn_observable_count() * sizeof *out);
  const struct zn_parameters untouched = person;
  for (int k = 0; k < 50; k++) {
    memcpy(before, rest, sizeof before);
    life_shake(before, 1.0, 5, k);
    double y[ZN_BODY_STATES];
    memcpy(y, before, sizeof y);
    zn_observe(y, &person, out);
    assert_memory_equal(y, before, sizeof y);
    for (int i = 0; i < zn_observable_count(); i++)
      if (!isfinite(out[i]) || out[i] < 0.0) fail_msg("%s reads %g", zn_observable_info(i)->name, out[i]);
  }
  assert_memory_equal(&person, &untouched, sizeof person);
  free(out);
}

static void markers_follow_what_they_stand_for(void **state) {
  (void)state;
  double y[ZN_BODY_STATES];
  memcpy(y, rest, sizeof y);
  y[life_state("circulation_infliximab_central")] = 0.35;
  assert_true(fabs(life_read(y, &person, "serum_infliximab") - 0.35e6 / person.circulation_infliximab_central_volume) < 1e-9);
  for (int s = 0; s < ZN_SEGMENTS; s++) {
    char name[64];
    snprintf(name, sizeof name, "epithelium_cell_loss[%s]", zn_segment_name((enum zn_segment)s));
    y[life_state(name)] = 0.3;
    snprintf(name, sizeof name, "immune_macrophages[%s]", zn_segment_name((enum zn_segment)s));
    y[life_state(name)] = 0.5;
  }
  const double blocked = life_read(y, &person, "tumour_necrosis_factor[ileum]");
  y[life_state("circulation_infliximab_central")] = 0.0;
  assert_true(life_read(y, &person, "tumour_necrosis_factor[ileum]") > 5.0 * blocked);
  assert_true(life_read(y, &person, "stool_calprotectin") > 5.0 * life_read(rest, &person, "stool_calprotectin"));
  assert_true(life_read(y, &person, "epithelial_resistance[descending]") <
              0.9 * life_read(rest, &person, "epithelial_resistance[descending]"));
  assert_true(life_read(y, &person, "apoptosis[ileum]") > 1.5 * life_read(rest, &person, "apoptosis[ileum]"));
  assert_true(life_read(y, &person, "tumour_necrosis_factor[ileum]") > 5.0 * life_read(rest, &person, "tumour_necrosis_factor[ileum]"));
}

/* What probes meet is the junction, and what a condition adds to the route of probes alone. */
static void the_leak_of_probes_is_that_of_the_junction_times_what_is_added_for_probes(void **state) {
  (void)state;
  struct zn_parameters other = person;
  for (int s = 0; s < ZN_SEGMENTS; s++) {
    char leak[64], probe_leak[64];
    snprintf(leak, sizeof leak, "leak[%s]", zn_segment_name((enum zn_segment)s));
    snprintf(probe_leak, sizeof probe_leak, "probe_leak[%s]", zn_segment_name((enum zn_segment)s));
    const double junction = life_read(rest, &person, leak);
    assert_true(fabs(life_read(rest, &person, probe_leak) / junction - 1.0) < 1e-12);
    other.solute_leak_conductance = 1.5 * person.solute_leak_conductance;
    other.solute_leak_share[s] = 3.0 * person.solute_leak_share[s];
    assert_true(fabs(life_read(rest, &other, probe_leak) / (4.5 * junction) - 1.0) < 1e-12);
    assert_true(life_read(rest, &other, leak) == junction);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(names_are_unique_and_found),
      cmocka_unit_test(units_can_be_read_by_the_unit_library),
      cmocka_unit_test(shown_values_are_the_states_in_the_shown_unit),
      cmocka_unit_test(the_reference_person_reads_like_a_healthy_human),
      cmocka_unit_test(looking_changes_nothing_and_every_reading_is_finite),
      cmocka_unit_test(markers_follow_what_they_stand_for),
      cmocka_unit_test(the_leak_of_probes_is_that_of_the_junction_times_what_is_added_for_probes),
  };
  return cmocka_run_group_tests(tests, begin, NULL);
}
