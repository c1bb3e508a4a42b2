/* Whom a cohort takes, as files say it; columns of looks in tables of people; the two tables behind them; and other names of conditions. */
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
#include "io/people_table.h"
#include "reading.h"
#include "scratch.h"

static const char *folder;

static int begin(void **state) {
  folder = scratch_open();
  return reading_begin_shipped(state);
}

static int end(void **state) {
  scratch_close(state);
  return reading_end(state);
}

/* A study whose first line is its cohorts. */
static enum zn_status read(struct zn_study **study, const char *cohorts, const char *table, struct zn_error *error) {
  char text[3000], path[200];
  snprintf(text, sizeof text, "%s\ntitle: T\nsource: none\nsummary: S\ntimeline: [{at: 0 h, measure: lactulose_mannitol}]\n", cohorts);
  scratch_text(folder, "s.yaml", text);
  if (table) scratch_text(folder, "people.csv", table);
  snprintf(path, sizeof path, "%s/s.yaml", folder);
  return zn_study_read(study, path, reading_library(), error);
}

static struct zn_study *must_read(const char *cohorts, const char *table) {
  struct zn_study *study;
  struct zn_error error = {0};
  if (read(&study, cohorts, table, &error) != ZN_OK) fail_msg("%s:%d: %s", error.file, error.line, error.text);
  return study;
}

static void refuse_at(const char *cohorts, const char *table, int line, const char *part) {
  struct zn_study *study;
  struct zn_error error = {0};
  if (read(&study, cohorts, table, &error) != ZN_INPUT) fail_msg("'%s' with '%s' is not refused", cohorts, table ? table : "");
  assert_null(study);
  if (error.line != line || !strstr(error.text, part))
    fail_msg("%s:%d: '%s' does not say '%s' at %d", error.file, error.line, error.text, part, line);
}

static void refuse(const char *keys, const char *part) {
  char cohort[600];
  snprintf(cohort, sizeof cohort, "cohort: {people: 5, condition: healthy, %s}", keys);
  refuse_at(cohort, NULL, 1, part);
}

static struct zn_physique looks(const struct zn_study *study, int cohort, int number, struct zn_parameters *person) {
  struct zn_physique p;
  struct zn_error error = {0};
  if (zn_person_draw(person, &study->cohorts[cohort], reading_library(), number, &error) != ZN_OK ||
      zn_person_physique(&p, person, &study->cohorts[cohort], reading_library(), number, &error) != ZN_OK)
    fail_msg("%s", error.text);
  return p;
}

/* --- Keys ---------------------------------------------------------------------------------------------------------------------------- */

static void a_cohort_says_whom_it_takes(void **state) {
  (void)state;
  struct zn_study *study = must_read(
      "cohorts: [{name: a, people: 40, condition: healthy, sex: female, age: 20 a to 30 a}, {name: b, people: 40, condition: healthy, "
      "female: 25 "
      "%}, {name: c, people: 4, condition: elderly, age: 75 to 80 years}]",
      NULL);
  struct zn_parameters person;
  assert_true(study->cohorts[0].choice.by_sex && study->cohorts[0].choice.women == 1.0);
  assert_true(study->cohorts[1].choice.women == 0.25 && !study->cohorts[1].choice.by_age);
  for (int i = 0; i < 40; i++) {
    const struct zn_physique p = looks(study, 0, i, &person);
    assert_true(p.value[ZN_ATTRIBUTE_SEX] == 0.0 && p.value[ZN_ATTRIBUTE_AGE] >= 20.0 && p.value[ZN_ATTRIBUTE_AGE] <= 30.0);
  }
  for (int i = 0; i < 4; i++) assert_true(looks(study, 2, i, &person).value[ZN_ATTRIBUTE_AGE] >= 75.0);
  zn_study_free(study);
}

static void summaries_are_read_in_any_unit(void **state) {
  (void)state;
  struct zn_study *study = must_read(
      "cohort: {people: 5, condition: healthy, female: 60 %, match: [{of: person_weight, mean: 68000 g, sd: 9 kg}, {of: age, median: 40 "
      "y}, "
      "{of: height, iqr: [1.62 m, 175 cm]}, {of: hla_dq, share: 40 %}]}",
      NULL);
  const struct zn_matching *m = study->cohorts[0].matching;
  assert_non_null(m);
  assert_int_equal(m->n, 7);
  assert_true(m->wanted[0].attribute == ZN_ATTRIBUTE_SEX && fabs(m->wanted[0].value - 0.4) < 1e-12);
  assert_true(fabs(m->wanted[1].value - 68e3) < 1e-6 && fabs(m->wanted[2].value - 9e3) < 1e-6);
  assert_true(m->wanted[3].value == 40.0 && m->wanted[3].summary == ZN_WANTED_MEDIAN);
  assert_true(fabs(m->wanted[4].value - 162.0) < 1e-9 && m->wanted[4].summary == ZN_WANTED_LOWER);
  assert_true(m->wanted[5].value == 175.0 && fabs(m->wanted[6].value - 0.4) < 1e-12);
  zn_study_free(study);
}

/* What is set afterwards, on the command line, is part of who is matched. */
static void what_is_set_later_is_matched_anew(void **state) {
  (void)state;
  struct zn_error error = {0};
  struct zn_study *study = must_read("cohort: {people: 5, condition: healthy, match: [{of: filtration, mean: 115 mL/min}]}", NULL);
  const double before = study->matchings[0].wanted[0].tilt;
  assert_int_equal(zn_study_set(study, "person_weight=75 kg", &error), ZN_OK);
  assert_true(study->matchings[0].wanted[0].tilt < before && study->matchings[0].wanted[0].reached > 114.9);
  assert_int_equal(zn_study_set(study, "person_weight=200 kg", &error), ZN_INPUT);
  assert_non_null(strstr(error.text, "'filtration'"));
  zn_study_free(study);
}

static void what_a_cohort_cannot_mean_is_refused(void **state) {
  (void)state;
  refuse("sex: other", "'other' is no sex; expected female or male");
  refuse("sex: male, female: 20 %", "both 'sex' and 'female'");
  refuse("female: 120 %", "out of bounds");
  refuse("female: 0.2 kg", "%");
  refuse("age: 40 a", "'40 a' are no ages; expected for example '20 a to 40 a'");
  refuse("age: 40 a to 30 a", "are no ages");
  refuse("age: 10 a to 30 a", "out of bounds; people of these conditions are 18 a to 80 a old");
  refuse("ages: 20 a to 30 a", "age");
  refuse_at("cohort: {people: 5, condition: elderly, age: 20 a to 30 a}", NULL, 1, "people of these conditions are 70 a to 90 a old");
  refuse("match: [{of: person_wait, mean: 62 kg}]", "nearest: 'person_weight'");
  refuse("match: [{of: person_weight}]", "nothing is said of 'person_weight'");
  refuse("match: [{of: person_weight, mean: 62 h}]", "kg");
  refuse("match: [{of: person_weight, mean: 620 kg}]", "out of bounds");
  refuse("match: [{of: person_weight, sd: 0 kg}]", "above 0");
  refuse("match: [{of: person_weight, mean: 62 kg}, {of: person_weight, sd: 9 kg}]", "matched twice");
  refuse("match: [{of: person_weight, iqr: [70 kg, 60 kg]}]", "no interval");
  refuse("match: [{of: person_weight, share: 50 %}]", "a share of what is a number");
  refuse("match: [{of: hla_dq, mean: 0.4}]", "expected 'share'");
  refuse("match: [{of: sex, share: 50 %}]", "the key 'female'");
  refuse("match: [{of: age, mean: 35 kg}]", "expected for example '35 a'");
  refuse("match: [{of: age, mean: 90 a}]", "nearest that is possible: 7");
  refuse("match: [{of: epithelium_surface, mean: 1}]", "is the same in everybody");
}

/* --- Columns ------------------------------------------------------------------------------------------------------------------------- */

static void a_table_gives_looks_and_what_goes_with_them(void **state) {
  (void)state;
  struct zn_study *study = must_read(
      "cohorts: [{name: a, people_from: people.csv, condition: healthy, seed: 6}, {name: b, people: 2, condition: healthy, seed: 6}]",
      "name,sex,age (a),height (m)\nAda,female,25,1.6\nBob,male,75,1.85\n");
  struct zn_parameters person[2], plain;
  const struct zn_physique ada = looks(study, 0, 0, &person[0]), bob = looks(study, 0, 1, &person[1]);
  assert_true(ada.value[ZN_ATTRIBUTE_SEX] == 0.0 && ada.value[ZN_ATTRIBUTE_AGE] == 25.0 &&
              fabs(ada.value[ZN_ATTRIBUTE_HEIGHT] - 160.0) < 1e-9);
  assert_true(bob.value[ZN_ATTRIBUTE_SEX] == 1.0 && bob.value[ZN_ATTRIBUTE_AGE] == 75.0 &&
              fabs(bob.value[ZN_ATTRIBUTE_HEIGHT] - 185.0) < 1e-9);
  looks(study, 1, 0, &plain);
  assert_true(person[0].person_weight != plain.person_weight);
  assert_true(person[0].immune_gain == plain.immune_gain);
  zn_study_free(study);
}

/* Two people of one cohort who are told apart by their age only: the old one filters less, by what the correlation says. */
static void age_in_a_table_moves_the_kidneys(void **state) {
  (void)state;
  char table[6000] = "name,age (a)\n";
  for (int i = 0; i < 200; i++) snprintf(table + strlen(table), sizeof table - strlen(table), "p%d,%d\n", i, i % 2 ? 64 : 34);
  struct zn_study *study = must_read("cohort: {people_from: people.csv, condition: healthy, seed: 6}", table);
  struct zn_parameters person;
  double sum[2] = {0.0};
  for (int i = 0; i < 200; i++) {
    looks(study, 0, i, &person);
    sum[i % 2] += log(person.solute_glomerular_filtration) / 100.0;
  }
  /* scores of 34 and 64 years: -0.65 and 0.65; times 0.6 and the spread of 0.15 */
  assert_true(fabs(sum[0] - sum[1] - 1.3 * 0.6 * 0.15) < 4.0 * 0.15 * 0.8 * sqrt(2.0 / 100.0));
  zn_study_free(study);
}

static void columns_that_cannot_be_are_refused(void **state) {
  (void)state;
  const char *const cohort = "cohort: {people_from: people.csv, condition: healthy}";
  refuse_at(cohort, "name,sex\nAda,f\n", 2, "sex is 'f'; expected female or male");
  refuse_at(cohort, "name,sex (kg)\nAda,female\n", 1, "expected 'sex'");
  refuse_at(cohort, "name,age\nAda,30\n", 1, "expected for example '35 a'");
  refuse_at(cohort, "name,age (kg)\nAda,30\n", 1, "'age (kg)'");
  refuse_at(cohort, "name,age (a)\nAda,130\n", 2, "out of bounds; expected 0 to 120 a");
  refuse_at(cohort, "name,sex,height (kg)\nAda,female,30\n", 1, "expected 'height (cm)'");
  refuse_at(cohort, "name,height (cm)\nAda,170\n", 1, "expected the column 'sex'");
  refuse_at(cohort, "name,sex,height (cm)\nAda,female,1.70\n", 2, "out of bounds; expected 130 to 215 cm");
  refuse_at(cohort, "name,hla_dq\nAda,maybe\n", 2, "expected 0 or 1");
  refuse_at(cohort, "name,candidate\nAda,0.5\n", 2, "expected a whole number");
  refuse_at(cohort, "name,matching_weight\nAda,-1\n", 2, "expected a number above 0");
  refuse_at(cohort, "name,hight (cm)\nAda,170\n", 1, "nearest: 'height'");
  refuse_at("cohort: {people_from: people.csv, condition: coeliac_untreated}", "name,hla_dq\nAda,0\n", 2, "the condition makes 1");
  refuse_at("cohort: {people_from: people.csv, condition: healthy, sex: male}", "name\nAda\n", 1, "expected it as columns of the table");
  refuse_at("cohort: {people_from: people.csv, condition: healthy, match: [{of: age, mean: 40 a}]}", "name\nAda\n", 1,
            "expected it as columns");
}

/* What follows from the rest may stand there, when it does follow. */
static void what_follows_from_the_rest_must_follow(void **state) {
  (void)state;
  const char *const cohort = "cohort: {people_from: people.csv, condition: healthy}";
  zn_study_free(must_read(cohort, "name,sex,height (cm),person_weight (kg),body_mass_index (kg/m2)\nAda,female,170,65,22.5\n"));
  refuse_at(cohort, "name,sex,height (cm),person_weight (kg),body_mass_index (kg/m2)\nAda,female,170,65,22.5\nBea,female,160,60,30\n", 3,
            "body_mass_index is 30, but the rest of the person makes 23.44");
}

/* --- There and back ------------------------------------------------------------------------------------------------------------------ */

static void must_write(const struct zn_study *study, const char *name) {
  char path[200];
  struct zn_error error = {0};
  snprintf(path, sizeof path, "%s/%s", folder, name);
  if (zn_people_write_csv(study, reading_library(), 0, path, &error) != ZN_OK) fail_msg("%s", error.text);
}

static void who_is_chosen_and_matched_comes_back_bit_by_bit(void **state) {
  (void)state;
  struct zn_study *drawn = must_read(
      "cohorts: [{name: a, people: 150, condition: healthy, female: 70 %, match: [{of: age, mean: 40 a}, {of: person_weight, mean: 66 "
      "kg}]}, "
      "{name: b, people: 150, condition: crohn_active, sex: male, age: 20 a to 40 a}]",
      NULL);
  must_write(drawn, "people.csv");
  struct zn_study *back = must_read(
      "cohorts: [{name: a, people_from: people.csv, condition: healthy}, {name: b, people_from: people.csv, condition: crohn_active}]",
      NULL);
  int others = 0;
  for (int c = 0; c < 2; c++)
    for (int i = 0; i < 150; i++) {
      struct zn_parameters before, after;
      const struct zn_physique was = looks(drawn, c, i, &before), is = looks(back, c, i, &after);
      assert_memory_equal(&before, &after, sizeof before);
      for (int a = 0; a < ZN_ATTRIBUTES; a++) assert_true(was.value[a] == is.value[a]);
      others += back->named[c].candidate[i] > 0;
    }
  assert_true(others > 20);
  zn_study_free(back);
  zn_study_free(drawn);
}

/* --- Tables and names ---------------------------------------------------------------------------------------------------------------- */

static void refuse_tables(const char *from, const char *to, const char *file, int line, const char *part) {
  const char *attributes = zn_embedded_find(ZN_ATTRIBUTE_TABLE)->text, *correlations = zn_embedded_find(ZN_CORRELATION_TABLE)->text;
  const int first = strstr(attributes, from) != NULL;
  char *edited = reading_edited(first ? attributes : correlations, from, to);
  struct zn_people_table *table;
  struct zn_error error = {0};
  assert_int_equal(zn_people_table_parse(&table, first ? edited : attributes, first ? correlations : edited, &error), ZN_INPUT);
  assert_null(table);
  if (strcmp(error.file, file) != 0 || error.line != line || !strstr(error.text, part))
    fail_msg("%s:%d: '%s' does not say '%s' at %s:%d", error.file, error.line, error.text, part, file, line);
  free(edited);
}

static void spoiled_tables_are_refused(void **state) {
  (void)state;
  refuse_tables("attribute,among", "attribute,whom", ZN_ATTRIBUTE_TABLE, 1, "expected 'among'");
  refuse_tables("sex,everybody,share,0.5", "sex,everybody,share,1.5", ZN_ATTRIBUTE_TABLE, 2, "out of bounds");
  refuse_tables("sex,everybody,share,0.5,", "sex,everybody,share,0.5,2", ZN_ATTRIBUTE_TABLE, 2, "has no meaning");
  refuse_tables("age,everybody,uniform", "age,everybody,normal", ZN_ATTRIBUTE_TABLE, 3, "expected uniform of everybody");
  refuse_tables("height,men", "height,women", ZN_ATTRIBUTE_TABLE, 5, "stands there twice");
  refuse_tables("chosen,chosen,share of women", "nobody_1800,chosen,share of women", ZN_ATTRIBUTE_TABLE, 2, "nobody_1800");
  refuse_tables("sex,person_weight,0.62", "sex,person_weight,1.62", ZN_CORRELATION_TABLE, 2, "out of bounds");
  refuse_tables("sex,person_weight,0.62", "sex,person_wight,0.62", ZN_CORRELATION_TABLE, 2, "nearest: 'person_weight'");
  refuse_tables("sex,person_weight,0.62", "sex,epithelium_surface,0.62", ZN_CORRELATION_TABLE, 2, "has no spread");
  refuse_tables("sex,person_weight,0.62", "sex,solute_resting_fluid[ileum],0.62", ZN_CORRELATION_TABLE, 2,
                "correlated with another parameter");
  refuse_tables("sex,person_weight,0.62", "height,person_weight,0.62", ZN_CORRELATION_TABLE, 3, "stands in line 2 already");
  refuse_tables("sex,person_weight,0.62", "sex,person_weight,0.95", ZN_CORRELATION_TABLE, 1, "nobody can be like that");
}

static void conditions_answer_to_their_other_names(void **state) {
  (void)state;
  const struct zn_library *library = reading_library();
  const int colitis = zn_library_overlay(library, ZN_OVERLAY_CONDITION, "colitis_active");
  assert_true(colitis >= 0 && zn_library_overlay(library, ZN_OVERLAY_CONDITION, "ulcerative_colitis") == colitis);
  assert_int_equal(zn_library_overlay(library, ZN_OVERLAY_CONDITION, "ulcerative"), -1);
  assert_int_equal(zn_library_overlay(library, ZN_OVERLAY_TREATMENT, "ulcerative_colitis"), -1);
  struct zn_study *study = must_read("cohort: {people: 2, condition: ulcerative_colitis}", NULL);
  assert_int_equal(study->cohorts[0].overlays[0], colitis);
  assert_string_equal(study->cohorts[0].name, "colitis_active");
  zn_study_free(study);
  refuse_at("cohort: {people: 2, conditions: [ulcerative_colitis, colitis_active]}", NULL, 1, "is named twice");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_cohort_says_whom_it_takes),
      cmocka_unit_test(summaries_are_read_in_any_unit),
      cmocka_unit_test(what_is_set_later_is_matched_anew),
      cmocka_unit_test(what_a_cohort_cannot_mean_is_refused),
      cmocka_unit_test(a_table_gives_looks_and_what_goes_with_them),
      cmocka_unit_test(age_in_a_table_moves_the_kidneys),
      cmocka_unit_test(columns_that_cannot_be_are_refused),
      cmocka_unit_test(what_follows_from_the_rest_must_follow),
      cmocka_unit_test(who_is_chosen_and_matched_comes_back_bit_by_bit),
      cmocka_unit_test(spoiled_tables_are_refused),
      cmocka_unit_test(conditions_answer_to_their_other_names),
  };
  return cmocka_run_group_tests(tests, begin, end);
}
