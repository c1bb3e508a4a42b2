#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "reading.h"
#include "scratch.h"

static void refuse(const char *from, const char *to, int line, const char *part) {
  reading_refuse_edit(reading_study_text, from, to, line, part);
}
static void refuse_text(const char *text, int line, const char *part) { reading_refuse_study(text, strlen(text), line, part); }

/* --- The file ---------------------------------------------------------------------------------------------------------------- */

static void a_missing_file_and_a_folder_are_refused(void **state) {
  (void)state;
  struct zn_study *study;
  struct zn_error error = {0};
  assert_int_equal(zn_study_read(&study, "/nowhere/at/all.yaml", reading_library(), &error), ZN_INPUT);
  assert_string_equal(error.file, "/nowhere/at/all.yaml");
  assert_non_null(strstr(error.text, "cannot be opened"));
  assert_int_equal(zn_study_read(&study, "/", reading_library(), &error), ZN_INPUT);
  assert_non_null(strstr(error.text, "not a regular file"));
}

static void a_huge_file_is_refused(void **state) {
  (void)state;
  const size_t length = ((size_t)1 << 20) + 1;
  char *text = malloc(length);
  assert_non_null(text);
  memset(text, '#', length);
  reading_refuse_study(text, length, 0, "larger than 1024 KiB");
  free(text);
}

static void a_binary_file_is_refused(void **state) {
  (void)state;
  reading_refuse_study(
      "title: a\n\x7f"
      "ELF\x02\x01\x01\0\0\0",
      18, 2, "byte 0x7f");
  reading_refuse_study("title: a\xff\xfe\n", 11, 1, "byte 0xff");
  reading_refuse_study("title: a\0b\n", 11, 1, "byte 0x00");
}

static void an_empty_file_is_refused(void **state) {
  (void)state;
  refuse_text("", 1, "the file is empty");
  refuse_text("# nothing but a remark\n", 2, "the file is empty");
  refuse_text("---\n", 2, "found a text; expected 'key: value' entries");
}

static void a_file_that_is_not_yaml_is_refused_with_a_word_of_help(void **state) {
  (void)state;
  refuse_text("title: [a\n", 2, "not valid YAML");
  refuse("\"leak[ileum]\"", "x}", 19, "not valid YAML");
  refuse("reading: serum_crp", "reading: leak[ileum]", 16, "a name with [ ] inside { } needs quotation marks");
  refuse("title: An antibody", "title: An antibody: it", 1, "a text that holds ': ' needs quotation marks");
}

static void tabs_are_refused(void **state) {
  (void)state;
  refuse("  - {at: 1 d", "\t- {at: 1 d", 8, "indented with a tab; expected spaces");
}

static void deep_nesting_is_refused(void **state) {
  (void)state;
  char text[2100] = "title: ";
  memset(text + 7, '[', 2000);
  refuse_text(text, 1, "nested too deeply");
}

static void anchors_aliases_and_tags_are_refused(void **state) {
  (void)state;
  refuse("{at: 0 d, measure: chromium}", "&first {at: 0 d, measure: chromium}", 7, "anchors (&name) are not used here");
  refuse("{at: 0 d, measure: chromium}", "*first", 7, "aliases (*name) are not used here");
  refuse("people: 23", "people: !!int 23", 5, "tags (!name) are not used here");
}

static void a_second_document_is_refused(void **state) {
  (void)state;
  refuse("pictures: [0 d, 31 d]\n", "pictures: []\n---\ntitle: another\n", 21, "a second document begins here");
}

static void control_characters_in_disguise_are_refused(void **state) {
  (void)state;
  refuse("An antibody in inflamed bowel", "\"An \\e[31mantibody\"", 1, "another control character");
  refuse("An antibody in inflamed bowel", "\"An \\0 antibody\"", 1, "another control character");
  refuse("An antibody in inflamed bowel", "\"An \\x9b antibody\"", 1, "another control character");
}

/* --- Keys -------------------------------------------------------------------------------------------------------------------- */

static void an_unknown_key_is_refused_with_the_nearest_one(void **state) {
  (void)state;
  refuse("people: 23", "poeple: 23", 5, "there is no key 'poeple'; nearest: 'people'");
  refuse("pictures:", "picture:", 20, "there is no key 'picture'; nearest: 'pictures'");
  refuse("median: 3.27 %", "medain: 3.27 %", 14, "there is no key 'medain'; nearest: 'median'");
  refuse("pictures:", "zzz:", 20, "expected one of: title, source, summary, cohort, cohorts");
}

static void a_doubled_key_is_refused(void **state) {
  (void)state;
  refuse("pictures: [0 d, 31 d]", "title: Again", 20, "title: the key is given twice, first in line 1");
  refuse("dose: 4 mg/kg", "dose: 4 mg/kg, dose: 5 mg/kg", 8, "dose: the key is given twice");
}

static void a_missing_key_is_refused(void **state) {
  (void)state;
  refuse("title: An antibody in inflamed bowel\n", "", 1, "the key 'title' is missing");
  refuse("people: 23, ", "", 5, "cohort: the key 'people' is missing");
  refuse("{at: 0 d, measure: chromium}", "{measure: chromium}", 7, "the key 'at' is missing");
  refuse("at: 0 d, assay: chromium,", "at: 0 d,", 14, "the key 'assay' is missing");
}

static void the_wrong_kind_of_value_is_refused(void **state) {
  (void)state;
  refuse("follow: [serum_crp, \"leak[ileum]\"]", "follow: serum_crp", 19, "follow: found a text; expected a list");
  refuse("people: 23", "people: [23]", 5, "people: found a list; expected a whole number");
  refuse("{at: 0 d, measure: chromium}", "chromium", 7, "found a text; expected 'key: value' entries");
  refuse("iqr: [2.1, 4.4]", "iqr: [2.1]", 14, "iqr: 1 entries; expected 2");
  refuse("title: An antibody in inflamed bowel", "title:", 1, "title: nothing stands here");
  refuse("pictures: [0 d, 31 d]", "meals: perhaps", 20, "meals: 'perhaps' is neither true nor false");
  refuse_text("[1, 2]\n", 1, "found a list");
}

/* --- Numbers and units ------------------------------------------------------------------------------------------------------- */

static void people_and_seeds_are_whole_numbers(void **state) {
  (void)state;
  static const char *const bad[] = {"people: 2.5",  "people: -3",  "people: 0x17", "people: 023",
                                    "people: many", "people: 1e3", "people: +4"};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) refuse("people: 23", bad[i], 5, "is no whole number from 0 to 4294967295");
  refuse("people: 23", "people: 4294967296", 5, "no whole number");
  refuse("seed: 2002", "seed: 18446744073709551616", 5, "no whole number from 0 to 18446744073709551615");
}

static void nobody_and_more_than_a_million_people_are_refused(void **state) {
  (void)state;
  refuse("people: 23", "people: 0", 5, "people: 0 is out of bounds; expected 1 to 1000000");
  refuse("people: 23", "people: 1000001", 5, "expected 1 to 1000000");
  refuse("cohort: {people: 23, condition: inflamed, seed: 2002}",
         "cohorts: [{name: a, people: 600000, condition: well}, {name: b, people: 600000, condition: well}]", 5,
         "1200000 people in all; expected at most 1000000");
}

static void a_wrong_unit_is_refused(void **state) {
  (void)state;
  refuse("at: 1 d", "at: 1 m", 8, "at: '1 m' has the wrong unit; expected a unit like h");
  refuse("dose: 4 mg/kg", "dose: 4 mg", 8, "dose: '4 mg' has the wrong unit; expected a unit like mg/kg");
  refuse("mean: 1.2 mg/dL", "mean: 1.2 mmol/L", 16, "wrong unit; expected a unit like mg/L");
  refuse("sd: 5 mg/L", "sd: 5 h", 16, "sd: '5 h' has the wrong unit; expected a unit like mg/dL");
  refuse("median: 3.27 %", "median: 3.27 mL", 14, "wrong unit; expected a share (%)");
  refuse("window: 0-24 h", "window: 0-24 mL", 14, "wrong unit");
  refuse("at: 1 d", "at: 1 parsnip", 8, "'parsnip' is not a unit");
}

static void a_missing_unit_is_refused(void **state) {
  (void)state;
  refuse("at: 1 d", "at: 1", 8, "at: '1' lacks its unit; expected for example '1 h'");
  refuse("dose: 4 mg/kg", "dose: 4", 8, "'4' lacks its unit; expected for example '4 mg/kg'");
  refuse("mean: 1.2 mg/dL", "mean: 1.2", 16, "lacks its unit; expected for example '1.2 mg/L'");
  refuse("window: 0-24 h", "window: 0-24", 14, "lacks its unit");
}

static void a_percentage_is_not_taken_for_a_dose_per_body_weight_nor_the_other_way_round(void **state) {
  (void)state;
  refuse("dose: 4 mg/kg", "dose: 4 %", 8, "wrong unit; expected a unit like mg/kg");
  refuse("median: 3.27 %", "median: 3.27 mg/kg", 14, "wrong unit");
}

static void what_is_not_a_finite_number_is_refused(void **state) {
  (void)state;
  refuse("median: 3.27 %", "median: nan %", 14, "median: 'nan %' does not begin with a finite number");
  refuse("at: 1 d", "at: inf d", 8, "finite number");
  refuse("dose: 4 mg/kg", "dose: 1e999 mg/kg", 8, "finite number");
  refuse("sem: 3", "sem: NaN", 18, "finite number");
  refuse("iqr: [2.1, 4.4]", "iqr: [2.1, .inf]", 14, "finite number");
  refuse("people: 23", "people: NaN", 5, "no whole number");
}

static void what_lies_out_of_bounds_is_refused(void **state) {
  (void)state;
  refuse("at: 1 d", "at: -1 d", 8, "at: '-1 d' is out of bounds; expected 0 to 876600 h");
  refuse("at: 1 d", "at: 101 years", 8, "out of bounds");
  refuse("dose: 4 mg/kg", "dose: 0 mg/kg", 8, "out of bounds");
  refuse("dose: 4 mg/kg", "dose: -5 mg/kg", 8, "out of bounds");
  refuse("dose: 4 mg/kg", "dose: 900 g/kg", 8, "out of bounds");
  refuse("median: 3.27 %", "median: 101 %", 14, "median: '101 %' is out of bounds; expected 0 to 100 %");
  refuse("mean: 0.0242", "mean: 1.02", 15, "out of bounds");
  refuse("mean: 1.2 mg/dL", "mean: -1.2 mg/dL", 16, "out of bounds");
  refuse("sd: 5 mg/L", "sd: -5", 16, "sd: '-5' is negative");
  refuse("seed: 2002", "set: [\"person_weight=500 kg\"]", 5, "person_weight: '500 kg' is out of bounds; expected 30 to 200 kg");
}

static void what_a_urine_test_cannot_say_is_refused(void **state) {
  (void)state;
  refuse("median: 3.27 %, iqr: [2.1, 4.4]", "median: 3 h", 14,
         "median: '3 h' has the wrong unit; expected a share (%), an amount (mg), a rate (mg/h) or a concentration (mg/L)");
  refuse("median: 3.27 %, iqr: [2.1, 4.4]", "median: 3 mg/cm2", 14, "expected a share (%), an amount (mg)");
  refuse("window: 0-5 h, geometric_mean: 0.024", "window: 0-5 h, geometric_mean: 3 mg", 17, "'3 mg' has a unit; expected a pure number");
  refuse("window: 0-24 h, median: 3.27 %", "serum: 2 h, median: 3 mg/L", 14, "nothing is known of measuring 51Cr-EDTA in serum");
  refuse("window: 0-5 h, geometric_mean", "window: 0-5 h, serum: 2 h, geometric_mean", 17, "window: both 'serum' and 'window'");
  refuse("over: mannitol, window: 0-5 h, geometric_mean: 0.024", "serum: 2 h, mean: 3 mg", 17, "'3 mg' is no concentration");
  refuse("window: 0-5 h, geometric_mean", "serum: 6 h, geometric_mean", 17, "serum: '6 h' is out of bounds; expected 0 to 5 h");
  refuse("window: 0-5 h, geometric_mean", "window: 0-5 h, ratio_of: amount, geometric_mean", 17,
         "there is no ratio_of 'amount'; nearest: 'amounts'");
  refuse("median: 3.27 %", "ratio_of: amounts, median: 3.27 %", 14, "ratio_of: this key does not belong to a result of a urine assay");
}

static void a_window_lies_inside_its_assay_and_ends_after_it_begins(void **state) {
  (void)state;
  refuse("window: 0-24 h", "window: 0-26 h", 14, "window: '26 h' is out of bounds; expected 0 to 24 h");
  refuse("window: 0-90 min", "window: 0-7 h", 18, "expected 0 to 6 h");
  refuse("window: 0-24 h", "window: 24-0 h", 14, "does not end after it begins");
  refuse("window: 0-24 h", "window: 5-5 h", 14, "does not end after it begins");
  refuse("window: 0-24 h", "window: 24 h", 14, "'24 h' is no window; expected for example '0-24 h'");
  refuse("window: 0-24 h", "window: -3-24 h", 14, "out of bounds");
}

/* --- Names ------------------------------------------------------------------------------------------------------------------- */

static void unknown_names_are_refused_with_the_nearest_one(void **state) {
  (void)state;
  refuse("condition: inflamed", "condition: inflammed", 5, "condition: there is no condition 'inflammed'; nearest: 'inflamed'");
  refuse("seed: 2002", "diet: blend", 5, "diet: there is no diet 'blend'; nearest: 'bland'");
  refuse("give: antibody", "give: antybody", 8, "give: there is no treatment or diet 'antybody'; nearest: 'antibody'");
  refuse("{at: 0 d, measure: chromium}", "{at: 0 d, measure: chromum}", 7, "measure: there is no assay 'chromum'; nearest: 'chromium'");
  refuse("follow: [serum_crp", "follow: [serum_crpp", 19, "there is no observable 'serum_crpp'; nearest: 'serum_crp'");
  refuse("probe: 51Cr-EDTA", "probe: 51Cr-EDAT", 14, "probe: there is no probe in chromium called '51Cr-EDAT'; nearest: '51Cr-EDTA'");
  refuse("place: colon", "place: colom", 18, "place: there is no place 'colom'; nearest: 'colon'");
  refuse("seed: 2002", "set: [\"person_wieght=60 kg\"]", 5, "there is no parameter 'person_wieght'; nearest: 'person_weight'");
}

static void a_name_with_nothing_near_is_refused_with_all_there_are(void **state) {
  (void)state;
  refuse("condition: inflamed", "condition: moonstruck", 5, "expected one of: inflamed, well");
  refuse("give: antibody, dose: 4 mg/kg", "give: x", 8, "expected one of: antibody, enzyme, gluten_load, powder, bland, plain");
}

static void names_of_arrays_need_their_place(void **state) {
  (void)state;
  refuse("\"leak[ileum]\"", "leak", 19, "'leak' has several places; expected for example 'leak[duodenum]' or 'leak[*]'");
  refuse("\"leak[ileum]\"", "\"leak[illeum]\"", 19, "nearest: 'leak[ileum]'");
  refuse("\"leak[ileum]\"", "\"laek[*]\"", 19, "nearest: 'leak[*]'");
  refuse("seed: 2002", "set: [\"person_weight[*]=60 kg\"]", 5, "'person_weight' has no places; expected its name without [*]");
}

/* --- Cohorts ----------------------------------------------------------------------------------------------------------------- */

static const char two[] = "cohorts: [{name: patients, people: 3, condition: inflamed}, {name: controls, people: 4, condition: well}]";

static void refuse_two(const char *to, const char *part) { refuse("cohort: {people: 23, condition: inflamed, seed: 2002}", to, 5, part); }

static void a_study_has_either_a_cohort_or_cohorts(void **state) {
  (void)state;
  char both[300];
  snprintf(both, sizeof both, "%s\ncohort: {people: 23, condition: inflamed}", two);
  refuse("cohort: {people: 23, condition: inflamed, seed: 2002}", both, 6, "both 'cohort' and 'cohorts'");
  refuse("cohort: {people: 23, condition: inflamed, seed: 2002}\n", "", 1, "the key 'cohort' or 'cohorts' is missing");
}

static void cohorts_have_names_of_their_own(void **state) {
  (void)state;
  refuse_two("cohorts: [{name: a, people: 3, condition: well}, {name: a, people: 4, condition: well}]",
             "name: another cohort is called 'a' already");
  refuse_two("cohorts: [{people: 3, condition: well}]", "the key 'name' is missing");
  refuse_two("cohorts: []", "cohorts: 0 entries; expected at least 1");
}

static void with_several_cohorts_a_reported_row_names_its_cohort(void **state) {
  (void)state;
  refuse("cohort: {people: 23, condition: inflamed, seed: 2002}", two, 14, "the key 'cohort' is missing; the study has several cohorts");
}

static void conditions_are_given_once(void **state) {
  (void)state;
  refuse("condition: inflamed", "condition: inflamed, conditions: [well]", 5, "both 'condition' and 'conditions'");
  refuse("condition: inflamed, ", "", 5, "cohort: the key 'condition' is missing");
  refuse("condition: inflamed", "conditions: [well, inflamed, well]", 5, "'well' is named twice");
}

static void settings_are_assignments_that_do_not_undo_each_other(void **state) {
  (void)state;
  refuse("seed: 2002", "set: [person_weight]", 5, "'person_weight' is no assignment; expected for example 'person_weight=60 kg'");
  refuse("seed: 2002", "set: [\"person_weight=60 kg\", \"person_weight=61 kg\"]", 5, "'person_weight' is changed a second time");
  refuse("seed: 2002", "set: [\"diet_in_meals=1\"]", 5, "expected 'meals: true' or 'meals: false'");
  refuse("seed: 2002", "set: [\"person_weight=60\"]", 5, "lacks its unit; expected for example '60 kg'");
}

/* --- The timeline ------------------------------------------------------------------------------------------------------------ */

static void an_entry_either_gives_or_measures(void **state) {
  (void)state;
  refuse("give: antibody, dose: 4 mg/kg", "give: antibody, measure: blood", 8, "both 'give' and 'measure'");
  refuse("give: antibody, dose: 4 mg/kg", "until: 2 d, every: 1 d", 8, "neither 'give' nor 'measure'");
  refuse("{at: 0 d, measure: chromium}", "{at: 0 d, measure: chromium, dose: 3 mg}", 7,
         "dose: this key does not belong to an entry that measures");
}

static void doses_belong_to_treatments_that_have_one(void **state) {
  (void)state;
  refuse("give: antibody", "give: gluten_load", 8, "dose: 'gluten_load' is given without a dose");
  refuse("give: antibody, dose: 4 mg/kg", "give: enzyme", 8, "'enzyme' needs the key 'dose', in mg");
  refuse("dose: 4 mg/kg", "for: 3 d", 8, "for: 'antibody' is a dose alone, with nothing that would end");
}

static void effects_are_chosen_where_something_is_uncertain(void **state) {
  (void)state;
  refuse("give: antibody, dose: 4 mg/kg", "give: antibody, effect: low", 8,
         "effect: 'antibody' has no uncertain effect to choose a value of");
  refuse("give: antibody, dose: 4 mg/kg", "give: powder, effect: lowest", 8,
         "effect: there is no effect 'lowest'; expected one of: low, middle, high, none");
  refuse("give: antibody, dose: 4 mg/kg", "give: powder, effect: known", 8, "effect: there is no effect 'known'");
  refuse("measure: camera", "measure: camera, effect: low", 12, "effect: this key does not belong to an entry that measures");
}

static void repeats_need_an_interval_and_an_end(void **state) {
  (void)state;
  refuse("dose: 4 mg/kg", "every: 14 d", 8, "every: 'every' and 'until' need each other");
  refuse("dose: 4 mg/kg", "until: 14 d", 8, "'every' and 'until' need each other");
  refuse("dose: 4 mg/kg", "every: 14 d, until: 2 h", 8, "until: '2 h' is before the entry begins");
  refuse("dose: 4 mg/kg", "every: 0 d, until: 2 d", 8, "every: '0 d' is out of bounds");
  refuse("dose: 4 mg/kg", "every: 1 min, until: 99 years", 8, "expected less than 100000");
  refuse("  - {at: 1 d, give: antibody, dose: 4 mg/kg}\n",
         "  - {at: 1 d, give: antibody, every: 1 h, until: 3000 d}\n  - {at: 1 d, give: plain, every: 1 h, until: 3000 d}\n", 9,
         "more than 100000 events");
}

static void an_empty_timeline_is_refused(void **state) {
  (void)state;
  refuse_text("title: T\nsource: none\nsummary: S\ncohort: {people: 1, condition: well}\ntimeline: []\n", 5,
              "timeline: 0 entries; expected at least 1");
}

static void the_same_assay_twice_at_one_time_is_refused(void **state) {
  (void)state;
  refuse("{at: 29 d, measure: blood}", "{at: 696 h, measure: chromium}", 10,
         "'chromium' is measured a second time at this moment, first in line 9");
}

/* --- Reported numbers -------------------------------------------------------------------------------------------------------- */

static void a_row_without_its_measurement_is_refused_with_the_nearest_one(void **state) {
  (void)state;
  refuse("{at: 29 d, assay: chromium", "{at: 28 d, assay: chromium", 15,
         "at: 'chromium' is not measured at 28 d; nearest: 29 d, in line 9");
  refuse("{at: 0 d, assay: chromium", "{at: 3 h, assay: chromium", 14, "not measured at 3 h; nearest: 0 h, in line 7");
  refuse("  - {at: 29 d, measure: blood}\n", "", 15,
         "assay: 'blood' is never measured in this cohort; expected '{at: 29 d, measure: blood}'");
}

static void one_number_is_reported_in_a_row(void **state) {
  (void)state;
  refuse("median: 3.27 %", "median: 3.27 %, mean: 3 %", 14, "mean: both 'median' and 'mean'; expected one of them");
  refuse("median: 3.27 %, ", "", 14, "no number is reported; expected 'median', 'mean' or 'geometric_mean'");
  refuse("sem: 3", "sem: 3, sd: 4", 18, "both 'sd' and 'sem'");
  refuse("geometric_mean: 0.024", "geometric_mean: 0", 17, "a geometric mean of 0");
}

static void an_interval_holds_its_number(void **state) {
  (void)state;
  refuse("iqr: [2.1, 4.4]", "iqr: [4.4, 2.1]", 14, "iqr: 4.4 to 2.1 is no interval around 3.27");
  refuse("iqr: [2.1, 4.4]", "iqr: [0.021, 0.044]", 14, "0.021 to 0.044 is no interval around 3.27");
  refuse("sem: 3", "range: [50, 60]", 18, "range: 50 to 60 is no interval around 49.6");
}

static void the_keys_of_a_row_fit_its_assay(void **state) {
  (void)state;
  refuse("reading: serum_crp", "probe: 51Cr-EDTA", 16, "probe: this key does not belong to a reading");
  refuse("reading: serum_crp, ", "", 16, "a reading needs the key 'reading'");
  refuse("place: colon, ", "", 18, "a result of a transit assay needs the key 'place'");
  refuse("window: 0-24 h, median: 3.27 %", "median: 3.27 %", 14, "neither 'window' nor 'serum'; expected for example");
  refuse("window: 0-24 h", "window: 0-24 h, place: colon", 14, "place: this key does not belong to a result of a urine assay");
  refuse("over: mannitol", "over: lactulose", 17, "over: a ratio of 'lactulose' over itself");
  refuse("probe: 51Cr-EDTA", "probe: mannitol", 14, "there is no probe in chromium called 'mannitol'; expected one of: 51Cr-EDTA");
}

/* --- The rest ---------------------------------------------------------------------------------------------------------------- */

static void a_source_is_a_doi_a_pubmed_number_or_none(void **state) {
  (void)state;
  static const char *const bad[] = {"Suenaert 2002", "PMID:12a", "10.1111", "10.1 /x", "unknown"};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
    refuse("10.1111/j.1572-0241.2002.05914.x", bad[i], 2, "is no DOI; expected for example");
}

static void pictures_and_followed_observables_come_once(void **state) {
  (void)state;
  refuse("[0 d, 31 d]", "[0 d, 31 d, 744 h]", 20, "the picture at 744 h is not after the one before it");
  refuse("\"leak[ileum]\"", "\"leak[ileum]\", \"leak[*]\"", 19, "'leak[ileum]' is named twice");
}

static void an_error_is_about_the_last_file_only(void **state) {
  (void)state;
  struct zn_study *study;
  struct zn_error error = {.line = 77, .file = "another.yaml", .text = "old"};
  assert_int_equal(zn_study_read(&study, "/nowhere/at/all.yaml", reading_library(), &error), ZN_INPUT);
  assert_int_equal(error.line, 0);
  assert_int_equal(zn_study_read(&study, "/nowhere/at/all.yaml", reading_library(), NULL), ZN_INPUT);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_missing_file_and_a_folder_are_refused),
      cmocka_unit_test(a_huge_file_is_refused),
      cmocka_unit_test(a_binary_file_is_refused),
      cmocka_unit_test(an_empty_file_is_refused),
      cmocka_unit_test(a_file_that_is_not_yaml_is_refused_with_a_word_of_help),
      cmocka_unit_test(tabs_are_refused),
      cmocka_unit_test(deep_nesting_is_refused),
      cmocka_unit_test(anchors_aliases_and_tags_are_refused),
      cmocka_unit_test(a_second_document_is_refused),
      cmocka_unit_test(control_characters_in_disguise_are_refused),
      cmocka_unit_test(an_unknown_key_is_refused_with_the_nearest_one),
      cmocka_unit_test(a_doubled_key_is_refused),
      cmocka_unit_test(a_missing_key_is_refused),
      cmocka_unit_test(the_wrong_kind_of_value_is_refused),
      cmocka_unit_test(people_and_seeds_are_whole_numbers),
      cmocka_unit_test(nobody_and_more_than_a_million_people_are_refused),
      cmocka_unit_test(a_wrong_unit_is_refused),
      cmocka_unit_test(a_missing_unit_is_refused),
      cmocka_unit_test(a_percentage_is_not_taken_for_a_dose_per_body_weight_nor_the_other_way_round),
      cmocka_unit_test(what_is_not_a_finite_number_is_refused),
      cmocka_unit_test(what_lies_out_of_bounds_is_refused),
      cmocka_unit_test(what_a_urine_test_cannot_say_is_refused),
      cmocka_unit_test(a_window_lies_inside_its_assay_and_ends_after_it_begins),
      cmocka_unit_test(unknown_names_are_refused_with_the_nearest_one),
      cmocka_unit_test(a_name_with_nothing_near_is_refused_with_all_there_are),
      cmocka_unit_test(names_of_arrays_need_their_place),
      cmocka_unit_test(a_study_has_either_a_cohort_or_cohorts),
      cmocka_unit_test(cohorts_have_names_of_their_own),
      cmocka_unit_test(with_several_cohorts_a_reported_row_names_its_cohort),
      cmocka_unit_test(conditions_are_given_once),
      cmocka_unit_test(settings_are_assignments_that_do_not_undo_each_other),
      cmocka_unit_test(an_entry_either_gives_or_measures),
      cmocka_unit_test(doses_belong_to_treatments_that_have_one),
      cmocka_unit_test(effects_are_chosen_where_something_is_uncertain),
      cmocka_unit_test(repeats_need_an_interval_and_an_end),
      cmocka_unit_test(an_empty_timeline_is_refused),
      cmocka_unit_test(the_same_assay_twice_at_one_time_is_refused),
      cmocka_unit_test(a_row_without_its_measurement_is_refused_with_the_nearest_one),
      cmocka_unit_test(one_number_is_reported_in_a_row),
      cmocka_unit_test(an_interval_holds_its_number),
      cmocka_unit_test(the_keys_of_a_row_fit_its_assay),
      cmocka_unit_test(a_source_is_a_doi_a_pubmed_number_or_none),
      cmocka_unit_test(pictures_and_followed_observables_come_once),
      cmocka_unit_test(an_error_is_about_the_last_file_only),
  };
  return cmocka_run_group_tests(tests, reading_begin, reading_end);
}
