#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/folder.h"
#include "reading.h"

/* The good study with `from` replaced by `to`. */
static struct zn_study *changed(const char *from, const char *to) { return reading_edited_study(reading_study_text, from, to); }

static void must_be(double value, double expected) {
  if (fabs(value - expected) > 1e-12 * fabs(expected)) fail_msg("%.17g; expected %.17g", value, expected);
}

static void the_head_of_a_study_is_read(void **state) {
  (void)state;
  struct zn_study *study = reading_study(reading_study_text);
  assert_string_equal(study->name, "some_study");
  assert_string_equal(study->title, "An antibody in inflamed bowel");
  assert_string_equal(study->source, "10.1111/j.1572-0241.2002.05914.x");
  assert_string_equal(study->summary, "Urine was collected before and after one infusion.");
  assert_non_null(strstr(study->file, "/some_study.yaml"));
  assert_int_equal(study->meals, 0);
  zn_study_free(study);
}

static void the_only_cohort_is_called_after_its_condition(void **state) {
  (void)state;
  struct zn_study *study = reading_study(reading_study_text);
  assert_int_equal(study->n_cohorts, 1);
  assert_string_equal(study->cohorts[0].name, "inflamed");
  assert_int_equal(study->cohorts[0].people, 23);
  assert_true(study->cohorts[0].seed == 2002);
  assert_int_equal(study->cohorts[0].n_overlays, 1);
  assert_int_equal(study->cohorts[0].overlays[0], zn_library_overlay(reading_library(), ZN_OVERLAY_CONDITION, "inflamed"));
  assert_int_equal(study->cohorts[0].n_changes, 0);
  zn_study_free(study);
}

static void a_cohort_without_a_seed_has_seed_1_and_seeds_may_be_as_large_as_64_bits_allow(void **state) {
  (void)state;
  struct zn_study *study = changed(", seed: 2002", "");
  assert_true(study->cohorts[0].seed == 1);
  zn_study_free(study);
  study = changed("2002}", "18446744073709551615}");
  assert_true(study->cohorts[0].seed == UINT64_MAX);
  zn_study_free(study);
}

static const char two_cohorts[] =
    "cohorts:\n"
    "  - {name: patients, people: 5, conditions: [well, inflamed], diet: bland, seed: 7,\n"
    "     set: [\"person_weight=60 kg\", \"diet_fibre[*]=2000 mg/day\"]}\n"
    "  - {name: controls, people: 6, condition: well}\n"
    "diet: plain\nmeals: true\n"
    "timeline:\n  - {at: 0 h, measure: blood, cohort: controls}\n  - {at: 1 h, measure: blood, cohort: patients}\n"
    "reported: [{at: 0 h, cohort: controls, assay: blood, reading: serum_crp, mean: 1 mg/L}]\n";

static struct zn_study *study_of_two(void) {
  char text[2000];
  strcpy(text, "title: Two\nsource: none\nsummary: Two cohorts.\n");
  return reading_study(strcat(text, two_cohorts));
}

static void conditions_come_before_the_diet_and_a_cohort_may_have_a_diet_of_its_own(void **state) {
  (void)state;
  struct zn_study *study = study_of_two();
  const struct zn_cohort *patients = &study->cohorts[0], *controls = &study->cohorts[1];
  assert_int_equal(study->n_cohorts, 2);
  assert_int_equal(patients->n_overlays, 3);
  assert_int_equal(patients->overlays[0], zn_library_overlay(reading_library(), ZN_OVERLAY_CONDITION, "well"));
  assert_int_equal(patients->overlays[1], zn_library_overlay(reading_library(), ZN_OVERLAY_CONDITION, "inflamed"));
  assert_int_equal(patients->overlays[2], zn_library_overlay(reading_library(), ZN_OVERLAY_DIET, "bland"));
  assert_int_equal(controls->n_overlays, 2);
  assert_int_equal(controls->overlays[1], zn_library_overlay(reading_library(), ZN_OVERLAY_DIET, "plain"));
  assert_int_equal(study->meals, 1);
  zn_study_free(study);
}

static void what_a_cohort_sets_is_turned_into_internal_units_and_a_star_means_every_place(void **state) {
  (void)state;
  struct zn_study *study = study_of_two();
  const struct zn_cohort *patients = &study->cohorts[0];
  assert_int_equal(patients->n_changes, 1 + ZN_FIBRES);
  assert_int_equal(patients->changes[0].parameter, zn_parameter_find("person_weight"));
  assert_int_equal(patients->changes[0].kind, ZN_CHANGE_SET);
  must_be(patients->changes[0].value, 60000.0);
  for (int i = 0; i < ZN_FIBRES; i++) {
    assert_int_equal(patients->changes[1 + i].parameter, zn_parameter_find("diet_fibre[resistant_starch]") + i);
    must_be(patients->changes[1 + i].value, 2.0 / 24.0);
  }
  zn_study_free(study);
}

static void rows_and_events_name_their_cohorts(void **state) {
  (void)state;
  struct zn_study *study = study_of_two();
  assert_int_equal(study->events[0].cohort, 1);
  assert_int_equal(study->events[1].cohort, 0);
  assert_int_equal(study->reported[0].cohort, 1);
  assert_string_equal(study->reported[0].label, "C-reactive protein in serum at 0 h, controls");
  zn_study_free(study);
}

static void events_stand_in_the_order_of_time_and_then_of_the_file(void **state) {
  (void)state;
  struct zn_study *study = reading_study(reading_study_text);
  static const struct {
    double time_h;
    int line;
  } expected[] = {{0.0, 7}, {12.0, 11}, {12.0, 12}, {24.0, 8}, {696.0, 9}, {696.0, 10}};
  assert_int_equal(study->n_events, 6);
  for (int i = 0; i < 6; i++) {
    must_be(study->events[i].time_h, expected[i].time_h);
    assert_int_equal(study->events[i].line, expected[i].line);
    assert_int_equal(study->events[i].cohort, -1);
  }
  assert_int_equal(study->events[0].kind, ZN_EVENT_MEASURE);
  assert_int_equal(study->events[0].assay, zn_library_assay(reading_library(), "chromium"));
  assert_int_equal(study->events[3].kind, ZN_EVENT_GIVE);
  assert_int_equal(study->events[3].overlay, zn_library_overlay(reading_library(), ZN_OVERLAY_TREATMENT, "antibody"));
  must_be(study->events[3].dose, 4.0);
  must_be(study->events[3].duration_h, 0.0);
  zn_study_free(study);
}

static void a_dose_is_kept_in_the_unit_of_its_treatment_and_the_usual_one_need_not_be_written(void **state) {
  (void)state;
  struct zn_study *study = changed("dose: 4 mg/kg", "dose: 4000 ug/kg");
  must_be(study->events[3].dose, 4.0);
  zn_study_free(study);
  study = changed(", dose: 4 mg/kg", "");
  must_be(study->events[3].dose, 5.0);
  zn_study_free(study);
}

static void a_treatment_lasts_as_long_as_its_file_says_unless_the_study_says_how_long(void **state) {
  (void)state;
  struct zn_study *study = changed("give: antibody, dose: 4 mg/kg", "give: gluten_load");
  must_be(study->events[3].duration_h, 336.0);
  zn_study_free(study);
  study = changed("give: antibody, dose: 4 mg/kg", "give: gluten_load, for: 3 d");
  must_be(study->events[3].duration_h, 72.0);
  zn_study_free(study);
  study = changed("give: antibody, dose: 4 mg/kg", "give: bland");
  assert_int_equal(study->events[3].overlay, zn_library_overlay(reading_library(), ZN_OVERLAY_DIET, "bland"));
  must_be(study->events[3].duration_h, 0.0);
  zn_study_free(study);
}

static void a_study_may_choose_a_value_of_what_is_uncertain(void **state) {
  (void)state;
  static const struct {
    const char *text;
    enum zn_effect effect;
  } choices[] = {{"give: powder", ZN_EFFECT_KNOWN},
                 {"give: powder, effect: low", ZN_EFFECT_LOW},
                 {"give: powder, effect: middle", ZN_EFFECT_MIDDLE},
                 {"give: powder, effect: high", ZN_EFFECT_HIGH},
                 {"give: powder, effect: none", ZN_EFFECT_NONE}};
  for (size_t i = 0; i < sizeof choices / sizeof *choices; i++) {
    struct zn_study *study = changed("give: antibody, dose: 4 mg/kg", choices[i].text);
    assert_int_equal(study->events[3].effect, choices[i].effect);
    for (int c = 0; c < study->n_cohorts; c++) assert_true(study->cohorts[c].member == 0);
    zn_study_free(study);
  }
}

static void repeated_entries_become_several_events_the_last_one_included(void **state) {
  (void)state;
  struct zn_study *study = changed("dose: 4 mg/kg", "every: 8 h, until: 2 d");
  int given = 0;
  for (int i = 0; i < study->n_events; i++)
    if (study->events[i].kind == ZN_EVENT_GIVE) must_be(study->events[i].time_h, 24.0 + 8.0 * given++);
  assert_int_equal(given, 4);
  zn_study_free(study);
  study = changed("dose: 4 mg/kg", "every: 20 min, until: 2 d");
  assert_int_equal(study->n_events, 5 + 73);
  zn_study_free(study);
}

static void recoveries_are_read_as_percent_or_as_shares(void **state) {
  (void)state;
  struct zn_study *study = reading_study(reading_study_text);
  const struct zn_reported *percent = &study->reported[0], *share = &study->reported[1];
  assert_int_equal(study->n_reported, 5);
  assert_int_equal(percent->quantity, ZN_QUANTITY_RECOVERY);
  assert_int_equal(percent->statistic, ZN_STATISTIC_MEDIAN);
  assert_int_equal(percent->probe, zn_solute_find("51Cr-EDTA"));
  assert_int_equal(percent->over, -1);
  assert_int_equal(percent->observable, -1);
  assert_int_equal(percent->line, 14);
  assert_string_equal(percent->unit, "%");
  must_be(percent->value, 3.27);
  must_be(percent->to_unit, 100.0);
  must_be(percent->window_h[0], 0.0);
  must_be(percent->window_h[1], 24.0);
  assert_string_equal(share->unit, "1");
  assert_int_equal(share->statistic, ZN_STATISTIC_MEAN);
  must_be(share->value, 0.0242);
  must_be(share->to_unit, 1.0);
  must_be(share->window_h[0], 2.0);
  assert_true(share->time_h == study->events[4].time_h);
  zn_study_free(study);
}

static void readings_are_read_in_any_unit_of_their_kind(void **state) {
  (void)state;
  struct zn_study *study = reading_study(reading_study_text);
  const struct zn_reported *row = &study->reported[2];
  assert_int_equal(row->quantity, ZN_QUANTITY_READING);
  assert_int_equal(row->observable, zn_observable_find("serum_crp"));
  assert_int_equal(row->probe, -1);
  assert_string_equal(row->unit, "mg/dL");
  must_be(row->value, 1.2);
  must_be(row->to_unit, 0.1);
  zn_study_free(study);
}

/* The unit tells what a number of a urine test is. */
static void amounts_rates_and_concentrations_are_told_by_their_unit(void **state) {
  (void)state;
  static const struct {
    const char *number;
    enum zn_quantity_kind quantity;
    double to_unit; /* over that of a molar unit */
  } rows[] = {{"mean: 5 mg, sd: 1 mg", ZN_QUANTITY_AMOUNT, 0.341 * 1e3}, {"mean: 5 umol, sd: 1", ZN_QUANTITY_AMOUNT, 1e3},
              {"mean: 5 mg/h", ZN_QUANTITY_RATE, 0.341 * 1e3},           {"mean: 5 nmol/min", ZN_QUANTITY_RATE, 1e6 / 60.0},
              {"mean: 5 mg/L", ZN_QUANTITY_CONCENTRATION, 0.341 * 1e6},  {"mean: 5 mmol/L", ZN_QUANTITY_CONCENTRATION, 1e3}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    struct zn_study *study = changed("median: 3.27 %, iqr: [2.1, 4.4]", rows[i].number);
    const struct zn_reported *row = &study->reported[0];
    assert_int_equal(row->quantity, rows[i].quantity);
    assert_int_equal(row->fluid, ZN_FLUID_URINE);
    must_be(row->value, 5.0);
    must_be(row->to_unit, rows[i].to_unit);
    zn_study_free(study);
  }
}

static void serum_is_read_at_a_moment_and_ratios_of_three_kinds(void **state) {
  (void)state;
  struct zn_study *study = changed("over: mannitol, window: 0-5 h, geometric_mean: 0.024", "serum: 90 min, mean: 2 mg/L");
  const struct zn_reported *row = &study->reported[3];
  assert_int_equal(row->quantity, ZN_QUANTITY_CONCENTRATION);
  assert_int_equal(row->fluid, ZN_FLUID_SERUM);
  must_be(row->window_h[0], 1.5);
  must_be(row->window_h[1], 1.5);
  assert_string_equal(row->label, "lactulose in serum, 90 min at 12 h");
  zn_study_free(study);
  study = changed("window: 0-5 h, geometric_mean", "serum: 90 min, ratio_of: amounts, geometric_mean");
  assert_int_equal(study->reported[3].quantity, ZN_QUANTITY_RATIO);
  assert_int_equal(study->reported[3].fluid, ZN_FLUID_SERUM);
  assert_int_equal(study->reported[3].ratio_of, ZN_RATIO_OF_AMOUNTS);
  zn_study_free(study);
}

static void ratios_and_places_are_read(void **state) {
  (void)state;
  struct zn_study *study = reading_study(reading_study_text);
  const struct zn_reported *ratio = &study->reported[3], *place = &study->reported[4];
  assert_int_equal(ratio->quantity, ZN_QUANTITY_RATIO);
  assert_int_equal(ratio->probe, zn_solute_find("lactulose"));
  assert_int_equal(ratio->over, zn_solute_find("mannitol"));
  assert_int_equal(ratio->statistic, ZN_STATISTIC_GEOMETRIC_MEAN);
  assert_int_equal(ratio->ratio_of, ZN_RATIO_OF_SHARES);
  must_be(ratio->to_unit, 1.0);
  assert_int_equal(place->quantity, ZN_QUANTITY_IN_PLACE);
  assert_int_equal(place->place, ZN_PLACE_COLON);
  must_be(place->window_h[1], 1.5);
  zn_study_free(study);
}

static void spreads_are_kept_in_the_unit_of_their_value(void **state) {
  (void)state;
  struct zn_study *study = reading_study(reading_study_text);
  const struct zn_reported *row = study->reported;
  assert_string_equal(row[0].spread_kind, "iqr");
  must_be(row[0].spread[0], 2.1);
  must_be(row[0].spread[1], 4.4);
  assert_string_equal(row[1].spread_kind, "");
  assert_true(isnan(row[1].spread[0]) && isnan(row[1].spread[1]));
  assert_string_equal(row[2].spread_kind, "sd");
  must_be(row[2].spread[0], 0.5);
  must_be(row[2].spread[1], 0.5);
  assert_string_equal(row[4].spread_kind, "sem");
  must_be(row[4].spread[0], 3.0);
  zn_study_free(study);
}

static void labels_say_what_was_measured_and_when(void **state) {
  (void)state;
  struct zn_study *study = reading_study(reading_study_text);
  assert_string_equal(study->reported[0].label, "51Cr-EDTA 0-24 h at 0 d");
  assert_string_equal(study->reported[2].label, "C-reactive protein in serum at 29 d");
  assert_string_equal(study->reported[3].label, "lactulose/mannitol 0-5 h at 12 h");
  assert_string_equal(study->reported[4].label, "PEG 4000 in colon 0-90 min at 12 h");
  assert_string_equal(study->reported[4].note, "");
  zn_study_free(study);
  study = changed("sem: 3}", "label: Filling of the colon, note: Read off a figure}");
  assert_string_equal(study->reported[4].label, "Filling of the colon");
  assert_string_equal(study->reported[4].note, "Read off a figure");
  zn_study_free(study);
}

static void a_moment_may_be_written_in_another_unit_than_its_measurement(void **state) {
  (void)state;
  struct zn_study *study = changed("{at: 12 h, assay: camera", "{at: 0.5 day, assay: camera");
  assert_true(study->reported[4].time_h == study->events[2].time_h);
  zn_study_free(study);
  study = changed("{at: 29 d, assay: blood", "{at: 41760 min, assay: blood");
  assert_true(study->reported[2].time_h == study->events[5].time_h);
  zn_study_free(study);
}

static void the_report_follows_observables_and_draws_pictures(void **state) {
  (void)state;
  struct zn_study *study = reading_study(reading_study_text);
  assert_int_equal(study->n_follow, 2);
  assert_int_equal(study->follow[0], zn_observable_find("serum_crp"));
  assert_int_equal(study->follow[1], zn_observable_find("leak[ileum]"));
  assert_int_equal(study->n_pictures, 2);
  must_be(study->picture_time_h[1], 744.0);
  zn_study_free(study);
  study = changed("\"leak[ileum]\"", "\"leak[*]\"");
  assert_int_equal(study->n_follow, 1 + ZN_SEGMENTS);
  zn_study_free(study);
}

static void a_study_ends_with_its_last_window_event_duration_or_picture(void **state) {
  (void)state;
  struct zn_study *study = reading_study(reading_study_text);
  must_be(study->end_h, 744.0);
  zn_study_free(study);
  study = changed("31 d]", "1 d]");
  must_be(study->end_h, 720.0);
  zn_study_free(study);
  study = changed("give: antibody, dose: 4 mg/kg", "give: gluten_load, for: 40 d");
  must_be(study->end_h, 984.0);
  zn_study_free(study);
}

static void a_study_may_report_nothing(void **state) {
  (void)state;
  struct zn_study *study = reading_study(
      "title: T\nsource: PMID:12135027\nsummary: S\ncohort: {people: 1, condition: well}\ntimeline: [{at: 0 h, give: bland}]\n");
  assert_int_equal(study->n_reported, 0);
  assert_int_equal(study->n_follow, 0);
  assert_int_equal(study->n_pictures, 0);
  must_be(study->end_h, 0.0);
  zn_study_free(study);
}

static void every_study_of_the_project_is_read(void **state) {
  (void)state;
  struct zn_library *built_in;
  struct zn_folder studies;
  struct zn_error error = {0};
  if (zn_library_load(&built_in, &error) != ZN_OK) fail_msg("%s: %s", error.file, error.text);
  if (zn_folder_list(&studies, ZN_SOURCE_DIR "/studies", &error) != ZN_OK) fail_msg("%s: %s", error.file, error.text);
  assert_true(studies.count > 0);
  for (int i = 0; i < studies.count; i++) {
    struct zn_study *study;
    const char *end = strrchr(studies.path[i], '.');
    if (!end || strcmp(end, ".yaml") != 0) continue; /* tables of published numbers */
    if (zn_study_read(&study, studies.path[i], built_in, &error) != ZN_OK) fail_msg("%s:%d: %s", error.file, error.line, error.text);
    assert_non_null(strstr(studies.path[i], study->name));
    zn_study_free(study);
  }
  zn_folder_clear(&studies);
  zn_library_free(built_in);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_head_of_a_study_is_read),
      cmocka_unit_test(the_only_cohort_is_called_after_its_condition),
      cmocka_unit_test(a_cohort_without_a_seed_has_seed_1_and_seeds_may_be_as_large_as_64_bits_allow),
      cmocka_unit_test(conditions_come_before_the_diet_and_a_cohort_may_have_a_diet_of_its_own),
      cmocka_unit_test(what_a_cohort_sets_is_turned_into_internal_units_and_a_star_means_every_place),
      cmocka_unit_test(rows_and_events_name_their_cohorts),
      cmocka_unit_test(events_stand_in_the_order_of_time_and_then_of_the_file),
      cmocka_unit_test(a_dose_is_kept_in_the_unit_of_its_treatment_and_the_usual_one_need_not_be_written),
      cmocka_unit_test(a_treatment_lasts_as_long_as_its_file_says_unless_the_study_says_how_long),
      cmocka_unit_test(a_study_may_choose_a_value_of_what_is_uncertain),
      cmocka_unit_test(repeated_entries_become_several_events_the_last_one_included),
      cmocka_unit_test(recoveries_are_read_as_percent_or_as_shares),
      cmocka_unit_test(amounts_rates_and_concentrations_are_told_by_their_unit),
      cmocka_unit_test(serum_is_read_at_a_moment_and_ratios_of_three_kinds),
      cmocka_unit_test(readings_are_read_in_any_unit_of_their_kind),
      cmocka_unit_test(ratios_and_places_are_read),
      cmocka_unit_test(spreads_are_kept_in_the_unit_of_their_value),
      cmocka_unit_test(labels_say_what_was_measured_and_when),
      cmocka_unit_test(a_moment_may_be_written_in_another_unit_than_its_measurement),
      cmocka_unit_test(the_report_follows_observables_and_draws_pictures),
      cmocka_unit_test(a_study_ends_with_its_last_window_event_duration_or_picture),
      cmocka_unit_test(a_study_may_report_nothing),
      cmocka_unit_test(every_study_of_the_project_is_read),
  };
  return cmocka_run_group_tests(tests, reading_begin, reading_end);
}
