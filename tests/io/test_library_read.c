#include <locale.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/embedded.h"
#include "io/reader.h"
#include "reading.h"

#define HEAD "title: A title\nmeaning: What it stands for\ngrade: low\ntag: assumed\nsources: [chosen, baseline_fit]\n" /* five lines */
#define ASSAY_HEAD "title: A title\nmeaning: What it stands for\nsources: [chosen]\n"                                   /* three lines */
#define CONDITION ZN_OVERLAY_CONDITION
#define TREATMENT ZN_OVERLAY_TREATMENT
#define DIET ZN_OVERLAY_DIET

static void must_be(double value, double expected) {
  if (fabs(value - expected) > 1e-12 * fabs(expected)) fail_msg("%.17g; expected %.17g", value, expected);
}

static void must_change(const struct zn_change *change, const char *parameter, enum zn_change_kind kind, double value) {
  assert_string_equal(zn_parameter_info(change->parameter)->name, parameter);
  assert_int_equal(change->kind, kind);
  must_be(change->value, value);
}

/* --- Overlays ---------------------------------------------------------------------------------------------------------------- */

static void the_words_of_an_overlay_are_kept(void **state) {
  (void)state;
  struct zn_overlay overlay = reading_overlay(CONDITION, HEAD "start: inflamed\nchanges: []\n");
  assert_int_equal(overlay.kind, ZN_OVERLAY_CONDITION);
  assert_string_equal(overlay.name, "some");
  assert_string_equal(overlay.title, "A title");
  assert_string_equal(overlay.meaning, "What it stands for");
  assert_string_equal(overlay.grade, "low");
  assert_string_equal(overlay.tag, "assumed");
  assert_string_equal(overlay.sources, "chosen baseline_fit");
  assert_int_equal(overlay.branch, ZN_BRANCH_INFLAMED);
  assert_int_equal(overlay.n_changes, 0);
  assert_int_equal(overlay.dose_state, -1);
  assert_string_equal(overlay.dose_unit, "");
  zn_overlay_clear(&overlay);
}

static void changes_are_turned_into_internal_units(void **state) {
  (void)state;
  struct zn_overlay overlay = reading_overlay(CONDITION, HEAD
                                              "changes:\n"
                                              "  - {name: person_weight, set: 80 kg, spread: 0.1}\n"
                                              "  - {name: mucus_loose_thickness, scale: 1.5}\n"
                                              "  - {name: mucus_loose_thickness, scale: 0.5}\n"
                                              "  - {name: diet_gluten, spread: 0.2}\n");
  assert_int_equal(overlay.branch, ZN_BRANCH_HEALTHY);
  assert_int_equal(overlay.n_changes, 5);
  must_change(&overlay.changes[0], "person_weight", ZN_CHANGE_SET, 80000.0);
  must_change(&overlay.changes[1], "person_weight", ZN_CHANGE_SPREAD, 0.1);
  must_change(&overlay.changes[2], "mucus_loose_thickness", ZN_CHANGE_SCALE, 1.5);
  must_change(&overlay.changes[3], "mucus_loose_thickness", ZN_CHANGE_SCALE, 0.5);
  must_change(&overlay.changes[4], "diet_gluten", ZN_CHANGE_SPREAD, 0.2);
  zn_overlay_clear(&overlay);
}

static void a_star_stands_for_every_place(void **state) {
  (void)state;
  struct zn_overlay overlay = reading_overlay(DIET, HEAD "changes: [{name: \"mucus_inner_thickness[*]\", scale: 0.9}]\n");
  assert_int_equal(overlay.n_changes, 3);
  must_change(&overlay.changes[0], "mucus_inner_thickness[ascending]", ZN_CHANGE_SCALE, 0.9);
  must_change(&overlay.changes[2], "mucus_inner_thickness[descending]", ZN_CHANGE_SCALE, 0.9);
  zn_overlay_clear(&overlay);
}

static void a_dose_per_body_weight_is_told_from_a_plain_one_by_its_unit(void **state) {
  (void)state;
  struct zn_overlay overlay =
      reading_overlay(TREATMENT, HEAD
                      "dose: {state: circulation_infliximab_central, unit: mg/kg, default: 5000 ug/kg}\nduration: 2 weeks\n"
                      "changes: [{name: immune_gain, scale: 1.1}]\n");
  assert_int_equal(overlay.dose_state, zn_state_find("circulation_infliximab_central"));
  assert_string_equal(overlay.dose_unit, "mg/kg");
  assert_int_equal(overlay.dose_per_weight, 1);
  must_be(overlay.dose_to_internal, 1e-6);
  must_be(overlay.default_dose, 5.0);
  must_be(overlay.default_duration_h, 336.0);
  zn_overlay_clear(&overlay);
  overlay = reading_overlay(TREATMENT, HEAD "dose: {state: circulation_infliximab_central, unit: mg}\n");
  assert_int_equal(overlay.dose_per_weight, 0);
  must_be(overlay.dose_to_internal, 1e-3);
  must_be(overlay.default_dose, 0.0);
  zn_overlay_clear(&overlay);
  overlay = reading_overlay(TREATMENT, HEAD "dose: {state: circulation_stress, unit: \"1\", default: 0.7}\n");
  assert_int_equal(overlay.dose_per_weight, 0);
  must_be(overlay.default_dose, 0.7);
  zn_overlay_clear(&overlay);
}

static void keys_belong_to_kinds_of_overlays(void **state) {
  (void)state;
  reading_refuse_overlay(TREATMENT, HEAD "start: inflamed\n", 6, "there is no key 'start'");
  reading_refuse_overlay(CONDITION, HEAD "duration: 3 d\n", 6, "there is no key 'duration'");
  reading_refuse_overlay(DIET, HEAD "dose: {state: circulation_steroid, unit: mg}\n", 6, "there is no key 'dose'");
}

static void what_does_nothing_says_so(void **state) {
  (void)state;
  static const enum zn_overlay_kind kinds[] = {CONDITION, TREATMENT, DIET};
  for (int i = 0; i < 3; i++) {
    struct zn_overlay overlay = reading_overlay(kinds[i], HEAD "changes: []\n");
    assert_int_equal(overlay.n_changes, 0);
    zn_overlay_clear(&overlay);
    reading_refuse_overlay(kinds[i], HEAD, 1, "the key 'changes' is missing; what does nothing says so: 'changes: []'");
  }
}

static void words_of_an_overlay_come_from_lists(void **state) {
  (void)state;
  reading_refuse_overlay(DIET, "title: T\nmeaning: M\ngrade: hihg\ntag: assumed\nsources: [chosen]\n", 3,
                         "there is no grade 'hihg'; nearest: 'high'");
  reading_refuse_overlay(DIET, "title: T\nmeaning: M\ngrade: 2\ntag: assumed\nsources: [chosen]\n", 3,
                         "expected one of: high, moderate, low");
  reading_refuse_overlay(DIET, "title: T\nmeaning: M\ngrade: low\ntag: guess\nsources: [chosen]\n", 4,
                         "expected one of: emergent, assumed");
  reading_refuse_overlay(DIET, "title: T\nmeaning: M\ngrade: low\ntag: assumed\nsources: [chosem]\n", 5,
                         "there is no source 'chosem'; nearest: 'chosen'");
  reading_refuse_overlay(DIET, "title: T\nmeaning: M\ngrade: low\ntag: assumed\nsources: []\n", 5,
                         "sources: 0 entries; expected at least 1");
  reading_refuse_overlay(DIET, "title: T\nmeaning: M\ngrade: low\nsources: [chosen]\n", 1, "the key 'tag' is missing");
}

static void refuse_change(const char *change, const char *part) {
  char text[600] = HEAD "changes:\n  - {name: person_weight, spread: 0.1}\n  - ";
  reading_refuse_overlay(CONDITION, strcat(strcat(text, change), "\n"), 8, part);
}

static void bad_changes_are_refused(void **state) {
  (void)state;
  refuse_change("{name: immune_gian, set: 4}", "there is no parameter 'immune_gian'; nearest: 'immune_gain'");
  refuse_change("{name: immune_gain, set: 4, scale: 2}", "immune_gain: both 'set' and 'scale'");
  refuse_change("{name: immune_gain}", "immune_gain: nothing is changed; expected 'set', 'scale' or 'spread'");
  refuse_change("{name: immune_gain, set: 1e9}", "out of bounds; expected");
  refuse_change("{name: diet_gluten, set: 4}", "diet_gluten: '4' lacks its unit; expected for example '4 g/day'");
  refuse_change("{name: diet_gluten, set: 4 g}", "wrong unit; expected a unit like g/day");
  refuse_change("{name: immune_gain, set: 4 h}", "'4 h' has a unit; expected a pure number");
  refuse_change("{name: immune_gain, scale: 0}", "out of bounds; expected 1e-06 to 100");
  refuse_change("{name: immune_gain, scale: -1}", "out of bounds");
  refuse_change("{name: immune_gain, scale: 101}", "out of bounds");
  refuse_change("{name: immune_gain, spread: -0.1}", "out of bounds; expected 0 to 3");
  refuse_change("{name: immune_gain, spread: nan}", "finite number");
  refuse_change("{name: person_weight, spread: 0.2}", "'person_weight' is changed a second time");
  refuse_change("{name: immune_gain, set: 4, set: 5}", "set: the key is given twice");
}

static void bad_doses_are_refused(void **state) {
  (void)state;
  reading_refuse_overlay(TREATMENT, HEAD "dose: {state: circulation_steriod, unit: mg}\n", 6, "nearest: 'circulation_steroid'");
  reading_refuse_overlay(TREATMENT, HEAD "dose: {state: circulation_steroid, unit: mL}\n", 6,
                         "a dose in mL cannot be added to circulation_steroid; expected a unit like g");
  reading_refuse_overlay(TREATMENT, HEAD "dose: {state: circulation_steroid, unit: spoon}\n", 6, "'spoon' is not a unit");
  reading_refuse_overlay(TREATMENT, HEAD "dose:\n  state: circulation_steroid\n  unit: mg\n  default: 40\n", 9,
                         "default: '40' lacks its unit");
  reading_refuse_overlay(TREATMENT, HEAD "dose: {state: circulation_steroid, unit: mg}\nduration: 3 d\n", 7,
                         "duration: a dose alone has nothing that would end");
  reading_refuse_overlay(TREATMENT, HEAD "dose: {state: circulation_steroid, unit: mg, default: 0 mg}\n", 6, "out of bounds");
}

/* --- What nobody knows, and grades ------------------------------------------------------------------------------------------- */

#define GRADED(grade) "title: A title\nmeaning: What it stands for\ngrade: " grade "\ntag: assumed\nsources: [chosen, baseline_fit]\n"
#define UNCERTAIN(name, scale, interval) \
  "uncertain:\n  - name: \"" name "\"\n    scale: " scale "\n    interval: " interval "\n    why: It says why\n    sources: [chosen]\n"
#define LEAK "epithelium_constitutive_leak"

static void an_uncertain_effect_is_a_middle_between_two_ends(void **state) {
  (void)state;
  struct zn_overlay overlay = reading_overlay(TREATMENT, HEAD "changes: []\n" UNCERTAIN("mucus_inner_thickness[*]", "0.9", "[0.7, 1.1]"));
  assert_int_equal(overlay.n_changes, 0);
  assert_int_equal(overlay.n_uncertain, 1);
  const struct zn_uncertain *u = &overlay.uncertain[0];
  assert_string_equal(u->name, "mucus_inner_thickness[*]");
  assert_int_equal(u->n, 3);
  assert_string_equal(zn_parameter_info(u->parameter[2])->name, "mucus_inner_thickness[descending]");
  must_be(u->low, 0.7), must_be(u->middle, 0.9), must_be(u->high, 1.1);
  assert_string_equal(u->why, "It says why");
  assert_string_equal(u->sources, "chosen");
  zn_overlay_clear(&overlay);
}

static void refuse_uncertain(const char *entry, int line, const char *part) {
  char text[1000];
  snprintf(text, sizeof text, HEAD "changes: [{name: diet_gluten, scale: 0.5}]\n%s", entry);
  reading_refuse_overlay(TREATMENT, text, line, part);
}

static void bad_uncertain_effects_are_refused(void **state) {
  (void)state;
  refuse_uncertain(UNCERTAIN("epithelium_constitutive_lek", "1", "[0.5, 2]"), 8, "nearest: 'epithelium_constitutive_leak'");
  refuse_uncertain(UNCERTAIN("mucus_inner_thickness", "1", "[0.5, 2]"), 8, "has several places");
  refuse_uncertain(UNCERTAIN(LEAK, "1", "[2, 0.5]"), 10, "interval: 2 to 0.5 is no interval; expected the lower end first");
  refuse_uncertain(UNCERTAIN(LEAK, "1", "[1, 1]"), 10, "interval: 1 to 1 is no interval");
  refuse_uncertain(UNCERTAIN(LEAK, "0.9", "[0.95, 1.1]"), 10, "the middle, 0.9, lies outside 0.95 to 1.1");
  refuse_uncertain(UNCERTAIN(LEAK, "1", "[0, 2]"), 10, "'0' is out of bounds");
  refuse_uncertain(UNCERTAIN(LEAK, "1", "[0.5 mg, 2]"), 10, "has a unit; expected a pure number");
  refuse_uncertain(UNCERTAIN(LEAK, "1", "[0.5]"), 10, "interval");
  refuse_uncertain(UNCERTAIN("diet_gluten", "1", "[0.5, 2]"), 8, "'diet_gluten' is changed a second time");
  refuse_uncertain(UNCERTAIN(LEAK, "1", "[0.5, 2]") "  - {name: " LEAK ", scale: 1, interval: [0.5, 2], why: Because, sources: [chosen]}\n",
                   13, "is changed a second time");
  refuse_uncertain("uncertain: [{name: " LEAK ", scale: 1, interval: [0.5, 2], why: Because, sources: [zhou_2019]}]\n", 7,
                   "'zhou_2019' is not among the sources of the file; expected one of chosen baseline_fit");
  refuse_uncertain("uncertain: [{name: " LEAK ", scale: 1, interval: [0.5, 2], sources: [chosen]}]\n", 7, "why");
  refuse_uncertain("uncertain: [{name: " LEAK ", set: 1, interval: [0.5, 2], why: Because, sources: [chosen]}]\n", 7, "set");
  reading_refuse_overlay(DIET, HEAD "changes: []\n" UNCERTAIN(LEAK, "1", "[0.5, 2]"), 7, "uncertain");
  reading_refuse_overlay(CONDITION, HEAD "changes: []\n" UNCERTAIN(LEAK, "1", "[0.5, 2]"), 7, "uncertain");
}

static void a_treatment_graded_none_changes_nothing(void **state) {
  (void)state;
  struct zn_overlay overlay = reading_overlay(TREATMENT, GRADED("none") "changes: []\n");
  assert_string_equal(overlay.grade, "none");
  zn_overlay_clear(&overlay);
  static const char part[] = "a treatment graded none changes nothing";
  reading_refuse_overlay(TREATMENT, GRADED("none") "changes: [{name: " LEAK ", scale: 0.99}]\n", 6, part);
  reading_refuse_overlay(TREATMENT, GRADED("none") "changes: []\n" UNCERTAIN(LEAK, "1", "[0.5, 2]"), 7, part);
  reading_refuse_overlay(TREATMENT, GRADED("none") "changes: []\ndose: {state: lumen_aspirin, unit: mg}\n", 7, part);
}

static void a_contested_treatment_may_do_nothing(void **state) {
  (void)state;
  struct zn_overlay overlay = reading_overlay(TREATMENT, GRADED("contested") "changes: []\n" UNCERTAIN(LEAK, "0.9", "[0.7, 1]"));
  assert_int_equal(overlay.n_uncertain, 1);
  zn_overlay_clear(&overlay);
  reading_refuse_overlay(TREATMENT, GRADED("contested") "changes: []\n" UNCERTAIN(LEAK, "0.9", "[0.7, 0.99]"), 10,
                         "a contested effect may be none; expected an interval that includes 1, not 0.7 to 0.99");
  reading_refuse_overlay(TREATMENT, GRADED("contested") "changes: []\n", 3, "a contested treatment needs the key 'uncertain'");
  reading_refuse_overlay(TREATMENT, GRADED("contested") "changes: [{name: diet_fat, scale: 2}]\n" UNCERTAIN(LEAK, "1", "[0.7, 1.1]"), 6,
                         "a contested treatment does nothing for certain");
  reading_refuse_overlay(TREATMENT, GRADED("contested") "changes: []\ndose: {state: lumen_aspirin, unit: mg}\n", 7,
                         "a contested treatment does nothing for certain");
}

/* --- Assays ------------------------------------------------------------------------------------------------------------------ */

static void probes_are_counted_in_millimoles(void **state) {
  (void)state;
  struct zn_assay assay = reading_assay(ASSAY_HEAD
                                        "kind: urine\ndrink: 0.1 L\nlength: 300 min\n"
                                        "probes: [{solute: lactulose, amount: 5 g}, {solute: mannitol, amount: 20 umol}]\n");
  assert_int_equal(assay.kind, ZN_ASSAY_URINE);
  assert_string_equal(assay.name, "some");
  assert_string_equal(assay.sources, "chosen");
  assert_int_equal(assay.site, ZN_SITE_ORAL);
  must_be(assay.drink_ml, 100.0);
  must_be(assay.length_h, 5.0);
  assert_int_equal(assay.n_probes, 2);
  assert_int_equal(assay.probes[0].solute, zn_solute_find("lactulose"));
  must_be(assay.probes[0].amount_mmol, 5.0 / zn_solute_info(assay.probes[0].solute)->molar_mass);
  must_be(assay.probes[1].amount_mmol, 0.02);
  zn_assay_clear(&assay);
}

#define SUGARS "probes: [{solute: lactulose, amount: 5 g}, {solute: mannitol, amount: 2 g}]\n"

static void a_drink_has_a_strength_that_its_probes_allow(void **state) {
  (void)state;
  struct zn_assay assay = reading_assay(ASSAY_HEAD "kind: urine\ndrink: 100 mL\nosmolality: 1.56 mol/L\nlength: 5 h\n" SUGARS);
  must_be(assay.osmolality, 1.56);
  zn_assay_clear(&assay);
  assay = reading_assay(ASSAY_HEAD "kind: urine\ndrink: 100 mL\nlength: 5 h\n" SUGARS);
  assert_true(assay.osmolality == 0.0);
  zn_assay_clear(&assay);
  reading_refuse_assay(ASSAY_HEAD "kind: urine\ndrink: 100 mL\nosmolality: 200 mmol/L\nlength: 5 h\n" SUGARS, 6,
                       "'200 mmol/L' is less than what the probes alone make of the drink; expected at least 256 mmol/L");
  reading_refuse_assay(ASSAY_HEAD "kind: urine\ndrink: 100 mL\nosmolality: 9 mol/L\nlength: 5 h\n" SUGARS, 6, "out of bounds");
  reading_refuse_assay(ASSAY_HEAD "kind: urine\nsite: rectal\nosmolality: 300 mmol/L\nlength: 5 h\n" SUGARS, 6, "there is no drink");
}

static void a_laboratory_has_a_method_for_every_probe(void **state) {
  (void)state;
  struct zn_assay assay = reading_assay(ASSAY_HEAD "kind: urine\ndrink: 100 mL\nlength: 5 h\nmethod: lc_ms\n" SUGARS);
  assert_string_equal(assay.method, "lc_ms");
  zn_assay_clear(&assay);
  reading_refuse_assay(ASSAY_HEAD "kind: urine\ndrink: 100 mL\nlength: 5 h\nmethod: counting\n" SUGARS, 7,
                       "lactulose is not measured in urine by 'counting'; expected for example hplc");
  reading_refuse_assay(ASSAY_HEAD "kind: urine\ndrink: 100 mL\nlength: 5 h\nprobes: [{solute: inulin, amount: 5 g}]\n", 7,
                       "nothing is known of measuring inulin in urine");
  reading_refuse_assay(ASSAY_HEAD "kind: transit\ndrink: 100 mL\nlength: 5 h\nmethod: hplc\n" SUGARS, 7,
                       "method: this key does not belong to a transit assay");
}

static void a_dose_may_be_put_anywhere_and_only_a_swallowed_one_has_a_drink(void **state) {
  (void)state;
  struct zn_assay assay =
      reading_assay(ASSAY_HEAD "kind: transit\nsite: ascending\nlength: 5 h\nprobes: [{solute: PEG 4000, amount: 1 mg}]\n");
  assert_int_equal(assay.kind, ZN_ASSAY_TRANSIT);
  assert_int_equal(assay.site, ZN_SITE_SEGMENT + ZN_SEGMENT_ascending);
  zn_assay_clear(&assay);
  reading_refuse_assay(ASSAY_HEAD "kind: urine\nsite: rectal\ndrink: 100 mL\nlength: 5 h\nprobes: [{solute: lactulose, amount: 5 g}]\n", 6,
                       "drink: nothing is swallowed");
  reading_refuse_assay(ASSAY_HEAD "kind: urine\nlength: 5 h\nprobes: [{solute: lactulose, amount: 5 g}]\n", 1,
                       "the key 'drink' is missing");
}

static void readings_are_observables(void **state) {
  (void)state;
  struct zn_assay assay = reading_assay(ASSAY_HEAD "kind: reading\nreadings: [serum_crp, \"epithelial_resistance[*]\"]\n");
  assert_int_equal(assay.n_readings, 1 + ZN_SEGMENTS);
  assert_int_equal(assay.readings[0], zn_observable_find("serum_crp"));
  assert_int_equal(assay.readings[6], zn_observable_find("epithelial_resistance[descending]"));
  assert_int_equal(assay.n_probes, 0);
  must_be(assay.length_h, 0.0);
  zn_assay_clear(&assay);
  reading_refuse_assay(ASSAY_HEAD "kind: reading\nreadings: [serum_crb]\n", 5, "there is no reading 'serum_crb'; nearest: 'serum_crp'");
  reading_refuse_assay(ASSAY_HEAD "kind: reading\nreadings: [serum_crp, serum_crp]\n", 5, "'serum_crp' is named twice");
}

static void a_chamber_holds_concentrations_and_a_piece_of_tissue(void **state) {
  (void)state;
  struct zn_assay assay = reading_assay(ASSAY_HEAD
                                        "kind: chamber\nexposed: 1.76 mm2\ndepth: 0.2\nmounted: 30 min\nlength: 1 h\n"
                                        "probes: [{solute: mannitol, concentration: 10 mmol/L}]\nreadings: [\"total_resistance[*]\"]\n");
  assert_int_equal(assay.kind, ZN_ASSAY_CHAMBER);
  must_be(assay.exposed_cm2, 0.0176);
  must_be(assay.depth, 0.2);
  must_be(assay.mounted_h, 0.5);
  must_be(assay.probes[0].concentration, 0.01);
  assert_int_equal(assay.readings[5], zn_readable_find("total_resistance[descending]"));
  zn_assay_clear(&assay);
  reading_refuse_assay(ASSAY_HEAD "kind: chamber\nmounted: 1 h\nlength: 1 h\n", 1, "a chamber assay needs the key 'exposed'");
  reading_refuse_assay(ASSAY_HEAD "kind: chamber\nexposed: 1 cm2\ndepth: 1.5\nmounted: 1 h\nlength: 1 h\n", 6, "'1.5' is out of bounds");
  reading_refuse_assay(ASSAY_HEAD "kind: chamber\nexposed: 1 cm2\nmounted: 1 h\nlength: 1 h\ndrink: 1 L\n", 8,
                       "drink: this key does not belong to a chamber assay");
  reading_refuse_assay(ASSAY_HEAD "kind: chamber\nexposed: 1 cm2\nmounted: 1 h\nlength: 1 h\nprobes: [{solute: mannitol, amount: 1 g}]\n",
                       8, "this key does not belong to a probe of a chamber");
}

static void a_perfusion_has_a_flow_and_a_length_or_neither(void **state) {
  (void)state;
  struct zn_assay assay = reading_assay(ASSAY_HEAD "kind: perfusion\nflow: 2 mL/min\nsegment_length: 10 cm\n");
  must_be(assay.flow, 120.0);
  must_be(assay.segment_cm, 10.0);
  zn_assay_clear(&assay);
  assay = reading_assay(ASSAY_HEAD "kind: perfusion\n");
  must_be(assay.flow, 0.0);
  zn_assay_clear(&assay);
  reading_refuse_assay(ASSAY_HEAD "kind: perfusion\nflow: 2 mL/min\n", 1, "both 'flow' and 'segment_length'");
}

#define MARKERS \
  "marker,fluid,unit,analytical_cv,within_person_cv,between_person_cv,counted,detection_limit,upper_limit,source,grade,meaning\n"
#define BESIDE                                                    \
  "flux,tissue,pmol/(cm2 h),0.05,0.3,0,,0,1e12,chosen,chosen,x\n" \
  "permeability,tissue,cm/s,0.05,0.3,0,,0,1,chosen,chosen,x\n"    \
  "perfusion_permeability,tissue,cm/s,0.05,0.3,0,,0,1,chosen,chosen,x\n"

static void refuse_markers(const char *rows, int line, const char *expected) {
  char text[2000];
  struct zn_units *units;
  struct zn_error error = {0};
  struct zn_library library = {0};
  assert_int_equal(zn_units_open(&units, &error), ZN_OK);
  const int length = snprintf(text, sizeof text, "%s", rows);
  const struct zn_text_source source = {.file = "data/markers.csv", .text = text, .length = (size_t)length, .units = units};
  const enum zn_status status = zn_markers_read(&library, &source, &error);
  if (status != ZN_INPUT || error.line != line || !strstr(error.text, expected))
    fail_msg("%d, line %d: %s; expected line %d: %s", status, error.line, error.text, line, expected);
  zn_markers_clear(&library);
  zn_units_close(units);
}

static void a_wrong_marker_is_refused_with_its_line(void **state) {
  (void)state;
  refuse_markers("marker,fluid\n", 1, "column 3 is ''; expected 'unit'");
  refuse_markers(MARKERS BESIDE "serum_crb,serum,mg/L,0,0,0,,0,1,chosen,chosen,x\n", 5,
                 "there is no reading 'serum_crb'; nearest: 'serum_crp'");
  refuse_markers(MARKERS BESIDE "serum_crp,serum,ug/L,0,0,0,,0,1,chosen,chosen,x\n", 5, "unit 'ug/L'; expected 'mg/L'");
  refuse_markers(MARKERS BESIDE "serum_crp,serum,mg/L,3,0,0,,0,1,chosen,chosen,x\n", 5, "analytical_cv: '3' is out of bounds");
  refuse_markers(MARKERS BESIDE "serum_crp,serum,mg/L,0,0,0,,2,1,chosen,chosen,x\n", 5, "detection_limit: '2' is out of bounds");
  refuse_markers(MARKERS BESIDE "serum_crp,serum,mg/L,0,0,0,,0,1,chosen zeisig_2004,chosen,x\n", 5, "there is no source 'zeisig_2004'");
  refuse_markers(MARKERS BESIDE "serum_crp,serum,mg/L,0,0,0,,0,1,chosen,choosen,x\n", 5, "there is no grade 'choosen'");
  refuse_markers(MARKERS BESIDE "flux,tissue,pmol/(cm2 h),0,0,0,,0,1,chosen,chosen,x\n", 5, "'flux' is there twice");
  refuse_markers(MARKERS, 0, "lacks 'flux'");
}

static void keys_belong_to_kinds_of_assays(void **state) {
  (void)state;
  reading_refuse_assay(ASSAY_HEAD "kind: reading\n", 1, "a reading assay needs the key 'readings'");
  reading_refuse_assay(ASSAY_HEAD "kind: reading\nlength: 5 h\nreadings: [serum_crp]\n", 5,
                       "length: this key does not belong to a reading assay");
  reading_refuse_assay(ASSAY_HEAD "kind: urine\nlength: 5 h\n", 1, "a urine assay needs the key 'probes'");
  reading_refuse_assay(ASSAY_HEAD "kind: transit\nprobes: [{solute: lactulose, amount: 5 g}]\n", 1,
                       "a transit assay needs the key 'length'");
  reading_refuse_assay(ASSAY_HEAD "kind: breath\n", 4, "there is no kind 'breath'; expected one of: urine, transit, reading");
}

static void refuse_probe(const char *probe, const char *part) {
  char text[600] = ASSAY_HEAD "kind: urine\ndrink: 100 mL\nlength: 5 h\nprobes:\n  - {solute: mannitol, amount: 2 g}\n  - ";
  reading_refuse_assay(strcat(strcat(text, probe), "\n"), 9, part);
}

static void bad_probes_are_refused(void **state) {
  (void)state;
  refuse_probe("{solute: lactulos, amount: 5 g}", "there is no solute 'lactulos'; nearest: 'lactulose'");
  refuse_probe("{solute: mannitol, amount: 5 g}", "mannitol is given twice");
  refuse_probe("{solute: lactulose, amount: 5}", "'5' lacks its unit");
  refuse_probe("{solute: lactulose, amount: 5 mL}", "wrong unit; expected a unit like g");
  refuse_probe("{solute: lactulose, amount: 0 g}", "out of bounds");
  refuse_probe("{solute: lactulose, amount: 5 kg}", "out of bounds");
  refuse_probe("{solute: lactulose}", "a probe of a urine assay needs the key 'amount'");
  refuse_probe("{solute: lactulose, amount: 1 g, concentration: 1 mmol/L}", "this key does not belong to a probe of a urine assay");
}

static void times_and_drinks_have_bounds(void **state) {
  (void)state;
  reading_refuse_assay(ASSAY_HEAD "kind: urine\ndrink: 100 mL\nlength: 0 h\nprobes: [{solute: lactulose, amount: 5 g}]\n", 6,
                       "length: '0 h' is out of bounds");
  reading_refuse_assay(ASSAY_HEAD "kind: urine\ndrink: 100 mL\nlength: 31 d\nprobes: [{solute: lactulose, amount: 5 g}]\n", 6,
                       "out of bounds");
  reading_refuse_assay(ASSAY_HEAD "kind: urine\ndrink: 100 L\nlength: 5 h\nprobes: [{solute: lactulose, amount: 5 g}]\n", 5,
                       "drink: '100 L' is out of bounds; expected 1 to 5000 mL");
}

/* --- The built-in library ---------------------------------------------------------------------------------------------------- */

static struct zn_library *load(void) {
  struct zn_library *library;
  struct zn_error error = {0};
  if (zn_library_load(&library, &error) != ZN_OK) fail_msg("%s:%d: %s", error.file, error.line, error.text);
  return library;
}

static void every_file_of_the_program_is_in_the_library(void **state) {
  (void)state;
  struct zn_library *library = load();
  static const char *const folders[] = {"data/conditions/", "data/treatments/", "data/diets/", "data/assays/"};
  int files = 0; /* other tables and studies travel along */
  for (int i = 0; i < zn_embedded_file_count; i++)
    for (int k = 0; k < 4; k++) files += strncmp(zn_embedded_files[i].path, folders[k], strlen(folders[k])) == 0;
  assert_int_equal(library->n_overlays + library->n_assays, files);
  for (int i = 0; i < library->n_overlays; i++) {
    const struct zn_overlay *overlay = &library->overlays[i];
    assert_int_equal(zn_library_overlay(library, overlay->kind, overlay->name), i);
    if (i) assert_true(overlay->kind >= overlay[-1].kind);
  }
  for (int i = 0; i < library->n_assays; i++) assert_int_equal(zn_library_assay(library, library->assays[i].name), i);
  zn_library_free(library);
}

static void the_library_holds_what_the_manual_promises(void **state) {
  (void)state;
  static const char *const names[][30] = {
      [ZN_OVERLAY_CONDITION] = {"healthy", "first_degree_relative", "immune_susceptible", "crohn_active", "crohn_remission",
                                "coeliac_untreated", "coeliac_gluten_free", "ileostomy", "cirrhosis"},
      [ZN_OVERLAY_TREATMENT] = {"infliximab",
                                "vedolizumab",
                                "prednisolone",
                                "gluten_challenge",
                                "larazotide",
                                "indomethacin",
                                "aspirin",
                                "alcohol",
                                "exercise_heat",
                                "mental_stress",
                                "antioxidants",
                                "leak_tripled",
                                "glutamine",
                                "probiotic",
                                "zinc",
                                "collagen",
                                "bone_broth",
                                "digestive_enzymes",
                                "herbal_antimicrobials",
                                "transglutaminase_inhibitor"},
      [ZN_OVERLAY_DIET] = {"reference", "western", "gluten_free", "fibre_free", "elemental", "fasting", "bone_broth_fast", "low_fodmap",
                           "thirty_plants", "exclusive_enteral_nutrition"},
      [ZN_OVERLAY_KINDS] = {"cr_edta", "lactulose_mannitol", "lactulose_rhamnose", "four_probes", "sucrose", "peg_400", "transit_drink",
                            "biopsy", "serum", "stool", "ussing"}};
  struct zn_library *library = load();
  for (int kind = 0; kind <= ZN_OVERLAY_KINDS; kind++)
    for (int i = 0; names[kind][i]; i++) {
      const char *name = names[kind][i];
      const int k =
          kind == ZN_OVERLAY_KINDS ? zn_library_assay(library, name) : zn_library_overlay(library, (enum zn_overlay_kind)kind, name);
      if (k < 0) fail_msg("the library lacks '%s'", name);
    }
  assert_int_equal(zn_library_overlay(library, ZN_OVERLAY_DIET, "healthy"), -1);
  assert_int_equal(zn_library_assay(library, "healthy"), -1);
  zn_library_free(library);
}

/* Of every file, as it is in the program: what has no evidence has no effect, and what is contested may go either way or do nothing. */
static void every_treatment_does_what_its_grade_allows(void **state) {
  (void)state;
  struct zn_library *library = load();
  int none = 0, contested = 0;
  for (int i = 0; i < library->n_overlays; i++) {
    const struct zn_overlay *o = &library->overlays[i];
    if (o->kind != ZN_OVERLAY_TREATMENT) continue;
    if (strcmp(o->grade, "none") == 0) {
      assert_true(o->n_changes == 0 && o->n_uncertain == 0 && o->dose_state == -1);
      assert_string_equal(o->tag, "assumed");
      none++;
    }
    if (strcmp(o->grade, "contested") == 0) {
      assert_true(o->n_changes == 0 && o->n_uncertain > 0 && o->dose_state == -1);
      for (int k = 0; k < o->n_uncertain; k++) assert_true(o->uncertain[k].low < 1.0 && o->uncertain[k].high > 1.0);
      contested++;
    }
    for (int k = 0; k < o->n_uncertain; k++) {
      const struct zn_uncertain *u = &o->uncertain[k];
      assert_true(u->low < u->high && u->low <= u->middle && u->middle <= u->high);
      for (int n = 0; n < u->n; n++) assert_true(zn_parameter_info(u->parameter[n])->value != 0.0); /* no factor moves zero */
    }
  }
  assert_true(none >= 4 && contested >= 4);
  zn_library_free(library);
}

/* Where this machine has no such language the test says so by its other half: the default one. */
static void numbers_are_read_the_same_in_every_language(void **state) {
  (void)state;
  static const char *const languages[] = {"de_DE.UTF-8", "fr_FR.UTF-8", "C"};
  for (size_t i = 0; i < sizeof languages / sizeof *languages; i++) {
    if (!setlocale(LC_ALL, languages[i])) continue;
    struct zn_overlay overlay = reading_overlay(CONDITION, HEAD "changes: [{name: person_weight, set: 80.5 kg}]\n");
    must_be(overlay.changes[0].value, 80500.0);
    zn_overlay_clear(&overlay);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_words_of_an_overlay_are_kept),
      cmocka_unit_test(changes_are_turned_into_internal_units),
      cmocka_unit_test(a_star_stands_for_every_place),
      cmocka_unit_test(a_dose_per_body_weight_is_told_from_a_plain_one_by_its_unit),
      cmocka_unit_test(keys_belong_to_kinds_of_overlays),
      cmocka_unit_test(what_does_nothing_says_so),
      cmocka_unit_test(words_of_an_overlay_come_from_lists),
      cmocka_unit_test(bad_changes_are_refused),
      cmocka_unit_test(bad_doses_are_refused),
      cmocka_unit_test(an_uncertain_effect_is_a_middle_between_two_ends),
      cmocka_unit_test(bad_uncertain_effects_are_refused),
      cmocka_unit_test(a_treatment_graded_none_changes_nothing),
      cmocka_unit_test(a_contested_treatment_may_do_nothing),
      cmocka_unit_test(probes_are_counted_in_millimoles),
      cmocka_unit_test(a_drink_has_a_strength_that_its_probes_allow),
      cmocka_unit_test(a_laboratory_has_a_method_for_every_probe),
      cmocka_unit_test(a_dose_may_be_put_anywhere_and_only_a_swallowed_one_has_a_drink),
      cmocka_unit_test(readings_are_observables),
      cmocka_unit_test(a_chamber_holds_concentrations_and_a_piece_of_tissue),
      cmocka_unit_test(a_perfusion_has_a_flow_and_a_length_or_neither),
      cmocka_unit_test(a_wrong_marker_is_refused_with_its_line),
      cmocka_unit_test(keys_belong_to_kinds_of_assays),
      cmocka_unit_test(bad_probes_are_refused),
      cmocka_unit_test(times_and_drinks_have_bounds),
      cmocka_unit_test(every_file_of_the_program_is_in_the_library),
      cmocka_unit_test(the_library_holds_what_the_manual_promises),
      cmocka_unit_test(every_treatment_does_what_its_grade_allows),
      cmocka_unit_test(numbers_are_read_the_same_in_every_language),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
