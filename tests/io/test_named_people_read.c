/* People from a table: what a row gives them, what is still drawn, what is refused, and that who was written comes back bit by bit. */
#include <math.h>
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
#include "small_run.h"

static const char *folder;

static int begin(void **state) {
  folder = scratch_open();
  return reading_begin(state);
}

static int end(void **state) {
  scratch_close(state);
  return reading_end(state);
}

/* Reads a study whose cohorts are `cohorts`, beside `table`. */
static enum zn_status read(struct zn_study **study, const char *cohorts, const char *table, struct zn_error *error) {
  char text[2000], path[200];
  snprintf(text, sizeof text, "title: T\nsource: none\nsummary: S\n%s\ntimeline: [{at: 0 h, measure: blood}]\nfollow: [serum_crp]\n",
           cohorts);
  scratch_text(folder, "s.yaml", text);
  if (table) scratch_text(folder, "people.csv", table);
  snprintf(path, sizeof path, "%s/s.yaml", folder);
  return zn_study_read(study, path, reading_library(), error);
}

#define ONE "cohort: {people_from: people.csv, condition: well, seed: 5}"

static struct zn_study *must_read(const char *cohorts, const char *table) {
  struct zn_study *study;
  struct zn_error error = {0};
  if (read(&study, cohorts, table, &error) != ZN_OK) fail_msg("%s:%d: %s", error.file, error.line, error.text);
  return study;
}

/* Must be refused at `line` of the table (of the study, where `file` says so). */
static void refuse_in(const char *file, const char *cohorts, const char *table, int line, const char *part) {
  struct zn_study *study;
  struct zn_error error = {0};
  assert_int_equal(read(&study, cohorts, table, &error), ZN_INPUT);
  assert_null(study);
  if (!strstr(error.file, file) || error.line != line || !strstr(error.text, part))
    fail_msg("%s:%d: '%s' does not say '%s' at %s:%d", error.file, error.line, error.text, part, file, line);
}
static void refuse(const char *table, int line, const char *part) { refuse_in("/people.csv", ONE, table, line, part); }

static struct zn_parameters person(const struct zn_study *study, int cohort, int number) {
  struct zn_parameters p;
  struct zn_error error = {0};
  if (zn_person_draw(&p, &study->cohorts[cohort], reading_library(), number, &error) != ZN_OK) fail_msg("%s", error.text);
  return p;
}

/* How many numbers of two people differ. */
static int differing(const struct zn_parameters *a, const struct zn_parameters *b) {
  int n = 0;
  for (int k = 0; k < zn_parameter_count(); k++) n += ((const double *)a)[k] != ((const double *)b)[k];
  return n;
}

/* --- What a table says ---------------------------------------------------------------------------------------------------------------- */

static void a_row_gives_its_numbers_and_the_rest_is_drawn_as_always(void **state) {
  (void)state;
  struct zn_study *named = must_read(ONE, "name,person_weight (kg)\nAda,61.5\n\"Bea, the second\",80\n"),
                  *drawn = must_read("cohort: {people: 2, condition: well, seed: 5}", NULL);
  assert_int_equal(named->cohorts[0].people, 2);
  assert_string_equal(zn_person_name(&named->cohorts[0], 0), "Ada");
  assert_string_equal(zn_person_name(&named->cohorts[0], 1), "Bea, the second");
  assert_string_equal(zn_person_name(&drawn->cohorts[0], 1), "");
  for (int i = 0; i < 2; i++) {
    struct zn_parameters a = person(named, 0, i), b = person(drawn, 0, i);
    assert_true(a.person_weight == (i ? 80000.0 : 61500.0));
    assert_int_equal(differing(&a, &b), 1);
  }
  zn_study_free(named);
  zn_study_free(drawn);
}

static void the_unit_is_that_of_the_header(void **state) {
  (void)state;
  struct zn_study *study = must_read(ONE, "person_weight (g),immune_gain,name\n61500,1.25,Ada\n");
  const struct zn_parameters p = person(study, 0, 0);
  assert_true(fabs(p.person_weight - 61500.0) < 1e-9 && p.immune_gain == 1.25);
  zn_study_free(study);
}

static void a_table_wins_over_conditions_and_leaves_their_other_changes(void **state) {
  (void)state;
  struct zn_study *study = must_read(
      "cohorts:\n  - {name: all, people: 1, condition: inflamed, seed: 5}\n"
      "  - {name: told, people_from: people.csv, condition: inflamed, seed: 5}",
      "name,immune_gain\nAda,1.125\n");
  struct zn_parameters drawn = person(study, 0, 0), told = person(study, 1, 0);
  assert_true(drawn.immune_gain != 1.125 && told.immune_gain == 1.125);
  assert_int_equal(differing(&drawn, &told), 1);
  zn_study_free(study);
}

static void identical_twins_differ_in_what_the_table_says_and_in_nothing_else(void **state) {
  (void)state;
  struct zn_study *study = must_read(ONE, "name,twin_of,epithelium_constitutive_leak\nAda,,1\nBea,Ada,3\nCarl,,1\nDan,Bea,1\n");
  struct zn_parameters ada = person(study, 0, 0), bea = person(study, 0, 1), carl = person(study, 0, 2), dan = person(study, 0, 3);
  assert_int_equal(differing(&ada, &bea), 1);
  assert_true(ada.epithelium_constitutive_leak == 1.0 && bea.epithelium_constitutive_leak == 3.0);
  assert_int_equal(differing(&ada, &dan), 0); /* the twin of a twin */
  assert_true(differing(&ada, &carl) > 20);
  zn_study_free(study);
}

static void cohorts_find_their_own_rows_in_one_table(void **state) {
  (void)state;
  struct zn_study *study = must_read(
      "cohorts:\n  - {name: a, people_from: people.csv, condition: well}\n"
      "  - {name: b, people_from: people.csv, condition: well}",
      "cohort,number,name,immune_gain\na,0,Ada,1\nb,0,Ada,2\nb,1,Bea,3\n");
  assert_int_equal(study->cohorts[0].people, 1);
  assert_int_equal(study->cohorts[1].people, 2);
  assert_true(person(study, 0, 0).immune_gain == 1.0 && person(study, 1, 0).immune_gain == 2.0 && person(study, 1, 1).immune_gain == 3.0);
  zn_study_free(study);
}

static void nobody_stands_behind_the_last_row(void **state) {
  (void)state;
  struct zn_study *study = must_read(ONE, "name\nAda\n");
  struct zn_parameters p;
  struct zn_error error = {0};
  assert_int_equal(zn_person_draw(&p, &study->cohorts[0], reading_library(), 1, &error), ZN_ARGUMENT);
  assert_non_null(strstr(error.text, "people.csv names 1 people"));
  zn_study_free(study);
}

/* Cells of a matrix hold the people of its cohort, by name and number. */
static void every_cell_of_a_matrix_has_the_same_named_people(void **state) {
  (void)state;
  struct zn_error error = {0};
  struct zn_library *humans;
  struct zn_study *study;
  char path[200];
  if (zn_library_load(&humans, &error) != ZN_OK) fail_msg("%s", error.text);
  scratch_text(folder, "people.csv", "name,person_weight (kg)\nAda,60\nBea,61\n");
  scratch_text(folder, "m.yaml",
               "title: T\nsource: none\nsummary: S\ncohort: {people_from: people.csv, condition: healthy}\n"
               "matrix: {of: [without_mucus, without_liver], given: 0 d, at: 1 d, readings: [serum_crp]}\n");
  snprintf(path, sizeof path, "%s/m.yaml", folder);
  if (zn_study_read(&study, path, humans, &error) != ZN_OK) fail_msg("%d: %s", error.line, error.text);
  assert_int_equal(study->n_cohorts, 5);
  for (int c = 0; c < study->n_cohorts; c++) {
    assert_ptr_equal(study->cohorts[c].named, study->cohorts[0].named);
    assert_string_equal(zn_person_name(&study->cohorts[c], 1), "Bea");
    assert_int_equal(study->cohorts[c].people, 2);
  }
  zn_study_free(study);
  zn_library_free(humans);
}

/* --- What is refused ------------------------------------------------------------------------------------------------------------------ */

static void headers_must_be_known_and_have_their_unit(void **state) {
  (void)state;
  refuse("name,person_wieght (kg)\nAda,60\n", 1, "there is no column 'person_wieght'; nearest: 'person_weight'");
  refuse("nam,person_weight (kg)\nAda,60\n", 1, "there is no column 'nam'; nearest: 'name'");
  refuse("person_weight (kg)\n60\n", 1, "column 'name' is missing");
  refuse("name,person_weight\nAda,60\n", 1, "column 'person_weight': expected 'person_weight (kg)'");
  refuse("name,person_weight (cm)\nAda,60\n", 1, "expected 'person_weight (kg)', or another unit like that");
  refuse("name,person_weight (kg\nAda,60\n", 1, "expected 'person_weight (kg)'");
  refuse("name,immune_gain (kg)\nAda,1\n", 1, "column 'immune_gain (kg)' has a unit; expected 'immune_gain'");
  refuse("name (kg)\nAda\n", 1, "column 'name (kg)' has a unit; expected 'name'");
  refuse("name,name\nAda,Bea\n", 1, "column 'name' stands there twice");
  refuse("name,person_weight (kg),person_weight (g)\nAda,60,60000\n", 1, "column 'person_weight' stands there twice");
  refuse("name,diet_in_meals\nAda,1\n", 1, "expected 'meals: true' or 'meals: false' in the study");
}

static void cells_must_be_numbers_in_range(void **state) {
  (void)state;
  refuse("name,person_weight (kg)\nAda,60\nBea,\n", 3, "person_weight (kg) is empty; expected a number for everybody");
  refuse("name,person_weight (kg)\nAda,sixty\n", 2, "person_weight (kg) is 'sixty'; expected a finite number");
  refuse("name,person_weight (kg)\nAda,60 kg\n", 2, "person_weight (kg) is '60 kg'; expected a finite number, in the unit of the header");
  refuse("name,person_weight (kg)\nAda,nan\n", 2, "expected a finite number");
  refuse("name,person_weight (kg)\nAda,1e999\n", 2, "expected a finite number");
  refuse("name,person_weight (kg)\nAda,6000\n", 2, "person_weight (kg) is 6000, out of bounds; expected ");
  refuse("name,person_weight (g)\nAda,60\n", 2, "person_weight (g) is 60, out of bounds");
  refuse("name,person_weight (kg)\nAda,60,1\n", 2, "3 cells in this row; expected 2");
}

static void everybody_has_a_name_of_their_own(void **state) {
  (void)state;
  refuse("name,immune_gain\n,1\n", 2, "name is empty");
  refuse("name\nAda\nBea\nAda\n", 4, "the name 'Ada' is taken already, in line 2");
  refuse("name\n", 1, "nobody stands under the header");
  refuse("", 1, "the table is empty");
  refuse("name,number\nAda,0\nBea,2\n", 3, "number is '2'; expected 1");
  refuse("name,twin_of\nAda,Bea\nBea,\n", 2, "twin_of is 'Bea'; expected somebody in a row before this one");
  refuse("name,twin_of\nAda,\nBea,Aba\n", 3, "nearest: Ada");
  refuse("name,twin_of\nAda,Ada\n", 2, "expected somebody in a row before this one");
  refuse("name,cohort\nAda,ill\n", 1, "nobody's 'cohort' is 'well'");
  char table[400];
  snprintf(table, sizeof table, "name\n%0150d\n", 7);
  refuse(table, 2, "is too long; expected at most 100 bytes");
}

static void a_study_says_one_thing_about_its_people(void **state) {
  (void)state;
  const char *table = "name,person_weight (kg)\nAda,60\n";
  refuse_in("/s.yaml", "cohort: {people: 1, people_from: people.csv, condition: well}", table, 4,
            "both 'people' and 'people_from'; expected one of them");
  refuse_in("/s.yaml", "cohort: {condition: well}", table, 4, "the key 'people' is missing; expected 'people: 12', or 'people_from: ");
  refuse_in("/s.yaml", "cohort: {people_from: nobody.csv, condition: well}", table, 4,
            "there is no readable file 'nobody.csv' in the study's folder or the working directory");
  refuse_in("/people.csv", "cohort: {people_from: people.csv, condition: well, set: [\"person_weight=70 kg\"]}", table, 1,
            "'person_weight' is set by the study's cohort as well; expected it in one place");
  refuse_in("/s.yaml",
            "map: {across: {parameter: immune_gain, from: 1, to: 2, steps: 2}, up: {parameter: liver_shunt, from: 1, to: 2, steps: 2}, "
            "ill: {word: ill, reading: serum_crp, above: 1 mg/L}}\n" ONE,
            table, 5, "people_from: a study with 'map' draws its people; expected 'people'");
}

static void a_change_that_the_table_overrules_is_refused(void **state) {
  (void)state;
  struct zn_error error = {0};
  struct zn_study *study = must_read(ONE, "name,person_weight (kg)\nAda,60\n");
  assert_int_equal(zn_study_set(study, "person_weight=70 kg", &error), ZN_INPUT);
  assert_non_null(strstr(error.text, "'person_weight' stands in people.csv"));
  assert_int_equal(study->cohorts[0].n_changes, 0);
  assert_int_equal(zn_study_set(study, "immune_gain=2", &error), ZN_OK);
  assert_true(person(study, 0, 0).immune_gain == 2.0);
  zn_study_free(study);
}

/* --- There and back ------------------------------------------------------------------------------------------------------------------- */

static void must_write(const struct zn_study *study, int all, const char *name) {
  char path[200];
  struct zn_error error = {0};
  snprintf(path, sizeof path, "%s/%s", folder, name);
  if (zn_people_write_csv(study, reading_library(), all, path, &error) != ZN_OK) fail_msg("%s", error.text);
}

static char *file(const char *name, size_t *length) {
  char path[200];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  return scratch_read(path, length);
}

/* 400 people, some of them beyond the range of the table where their condition puts them. */
static void everybody_who_is_written_comes_back_bit_by_bit(void **state) {
  (void)state;
  struct zn_study *drawn = must_read(
      "cohorts:\n  - {name: a, people: 300, condition: inflamed, seed: 8}\n"
      "  - {name: \"b, too\", people: 100, condition: well, diet: bland, seed: 9}",
      NULL);
  for (int all = 0; all < 2; all++) {
    must_write(drawn, all, "people.csv");
    struct zn_study *back = must_read(
        "cohorts:\n  - {name: a, people_from: people.csv, condition: inflamed, seed: 8}\n"
        "  - {name: \"b, too\", people_from: people.csv, condition: well, diet: bland, seed: 9}",
        NULL);
    assert_string_equal(zn_person_name(&back->cohorts[1], 7), "b, too_7");
    for (int c = 0; c < 2; c++) {
      assert_int_equal(back->cohorts[c].people, drawn->cohorts[c].people);
      assert_true(all ? back->named[c].n == zn_parameter_count() - 1 : back->named[c].n < zn_parameter_count() / 2);
      for (int i = 0; i < drawn->cohorts[c].people; i++) {
        struct zn_parameters before = person(drawn, c, i), after = person(back, c, i);
        assert_memory_equal(&before, &after, sizeof before);
      }
    }
    size_t first, second;
    char *once = file("people.csv", &first);
    must_write(back, all, "again.csv");
    char *twice = file("again.csv", &second);
    if (all) assert_string_equal(once, twice);
    free(once);
    free(twice);
    zn_study_free(back);
  }
  zn_study_free(drawn);
}

static void twins_stay_twins(void **state) {
  (void)state;
  struct zn_study *study = must_read(ONE, "name,twin_of,immune_gain\n\"Ada \"\"A\"\"\",,1\nBea,\"Ada \"\"A\"\"\",2\n");
  must_write(study, 0, "people.csv");
  zn_study_free(study);
  study = must_read("cohort: {people_from: people.csv, condition: well, seed: 5}", NULL);
  assert_string_equal(zn_person_name(&study->cohorts[0], 0), "Ada \"A\"");
  assert_int_equal(study->cohorts[0].named->drawn_as[1], 0);
  zn_study_free(study);
}

/* Whether two people differ, and only in numbers that the diet changes. */
static int differ_only_by(const struct zn_parameters *a, const struct zn_parameters *b, const struct zn_overlay *diet) {
  for (int k = 0; k < zn_parameter_count(); k++) {
    int changed = 0;
    for (int i = 0; i < diet->n_changes; i++) changed |= diet->changes[i].parameter == k;
    if (((const double *)a)[k] != ((const double *)b)[k] && !changed) return 0;
  }
  return differing(a, b) > 0;
}

static void each_pair_of_the_shipped_twins_differs_in_one_thing(void **state) {
  (void)state;
  struct zn_error error = {0};
  struct zn_library *humans;
  struct zn_study *study;
  struct zn_parameters p[4];
  if (zn_library_load(&humans, &error) != ZN_OK || zn_study_read(&study, ZN_SOURCE_DIR "/studies/twins.yaml", humans, &error) != ZN_OK)
    fail_msg("%s:%d: %s", error.file, error.line, error.text);
  assert_int_equal(study->n_cohorts, 4);
  for (int c = 0; c < 4; c++) assert_int_equal(zn_person_draw(&p[c], &study->cohorts[c], humans, 0, &error), ZN_OK);
  assert_true(p[1].epithelium_constitutive_leak == 3.0 * p[0].epithelium_constitutive_leak);
  assert_int_equal(differing(&p[0], &p[1]), 1);
  assert_true(differ_only_by(&p[2], &p[3], &humans->overlays[zn_library_overlay(humans, ZN_OVERLAY_DIET, "fibre_free")]));
  assert_true(differing(&p[0], &p[2]) > 20);
  zn_study_free(study);
  zn_library_free(humans);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_row_gives_its_numbers_and_the_rest_is_drawn_as_always),
      cmocka_unit_test(the_unit_is_that_of_the_header),
      cmocka_unit_test(a_table_wins_over_conditions_and_leaves_their_other_changes),
      cmocka_unit_test(identical_twins_differ_in_what_the_table_says_and_in_nothing_else),
      cmocka_unit_test(cohorts_find_their_own_rows_in_one_table),
      cmocka_unit_test(nobody_stands_behind_the_last_row),
      cmocka_unit_test(every_cell_of_a_matrix_has_the_same_named_people),
      cmocka_unit_test(headers_must_be_known_and_have_their_unit),
      cmocka_unit_test(cells_must_be_numbers_in_range),
      cmocka_unit_test(everybody_has_a_name_of_their_own),
      cmocka_unit_test(a_study_says_one_thing_about_its_people),
      cmocka_unit_test(a_change_that_the_table_overrules_is_refused),
      cmocka_unit_test(everybody_who_is_written_comes_back_bit_by_bit),
      cmocka_unit_test(twins_stay_twins),
      cmocka_unit_test(each_pair_of_the_shipped_twins_differs_in_one_thing),
  };
  return cmocka_run_group_tests(tests, begin, end);
}
