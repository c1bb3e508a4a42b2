/* Tables of foods and of the Dietary Inflammatory Index, and menus in files of diets: what is read, and what is refused. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "io/reader.h"
#include "pantry.h"
#include "reading.h"
#include "scratch.h"

#define HEAD "title: A title\nmeaning: What it stands for\ngrade: low\ntag: assumed\nsources: [chosen]\n" /* five lines */
#define DIET ZN_OVERLAY_DIET

/* --- Menus ---------------------------------------------------------------------------------------------------------------------------- */

/* The change of that number, which must be a `set`, in the unit in which it is shown. */
static double set_to(const struct zn_overlay *overlay, const char *parameter) {
  const int index = zn_parameter_find(parameter);
  for (int i = 0; i < overlay->n_changes; i++) {
    const struct zn_change *c = &overlay->changes[i];
    if (c->parameter == index && c->kind == ZN_CHANGE_SET) return c->value / zn_parameter_info(index)->to_internal;
  }
  fail_msg("%s is not set", parameter);
  return NAN;
}

static void must_be(double value, double expected) {
  if (!(fabs(value - expected) <= 1e-12 * fmax(1.0, fabs(expected)))) fail_msg("%.17g; expected %.17g", value, expected);
}

static void a_menu_sets_what_the_model_needs_to_know(void **state) {
  (void)state;
  struct zn_overlay diet =
      reading_overlay(DIET, HEAD "menu:\n  - {food: bread, amount: 200 g/day}\n  - {food: lentils, amount: 0.7 kg/week}\n");
  assert_int_equal(diet.n_menu, 2);
  must_be(diet.menu[0].g_per_day, 200.0);
  must_be(diet.menu[1].g_per_day, 100.0);
  assert_int_equal(diet.n_changes, 16);
  must_be(set_to(&diet, "diet_starch"), 2.0 * 45.0 + 15.0);
  must_be(set_to(&diet, "diet_protein"), 29.0);
  must_be(set_to(&diet, "diet_gluten"), 16.0);
  must_be(set_to(&diet, "diet_fibre[arabinoxylan]"), 6.0);
  must_be(set_to(&diet, "diet_fibre[inulin]"), 4.0);
  must_be(set_to(&diet, "diet_fibre[cellulose]"), 0.0);
  must_be(set_to(&diet, "diet_fat"), 0.0);
  must_be(set_to(&diet, "diet_alcohol"), 0.0);
  must_be(set_to(&diet, "diet_antigenicity"), 1.0);
  must_be(set_to(&diet, "diet_plants"), 3.0);
  zn_overlay_clear(&diet);
}

static void a_diet_may_change_what_its_menu_does_not_give(void **state) {
  (void)state;
  struct zn_overlay diet = reading_overlay(
      DIET, HEAD
      "menu: [{food: oil, amount: 50 g/day}]\nchanges:\n  - {name: lumen_starch_escape, set: 0.05}\n  - {name: diet_fat, spread: 0.1}\n");
  must_be(set_to(&diet, "lumen_starch_escape"), 0.05);
  must_be(set_to(&diet, "diet_fat"), 50.0);
  assert_int_equal(diet.changes[diet.n_changes - 1].kind, ZN_CHANGE_SPREAD);
  for (int i = 0; i < diet.n_changes; i++) /* oil has no protein, whose antigenicity could matter */
    assert_true(diet.changes[i].parameter != zn_parameter_find("diet_antigenicity"));
  zn_overlay_clear(&diet);
}

static void what_follows_from_the_menu_is_not_said_twice(void **state) {
  (void)state;
#define MENU HEAD "menu: [{food: oil, amount: 50 g/day}]\n"
  reading_refuse_overlay(DIET, MENU "changes: [{name: diet_fat, set: 60 g/day}]\n", 7, "'diet_fat' follows from the menu");
  reading_refuse_overlay(DIET, MENU "changes: [{name: \"diet_fibre[*]\", scale: 2}]\n", 7, "follows from the menu");
  reading_refuse_overlay(DIET, MENU "changes: [{name: diet_plants, scale: 2}]\n", 7, "'diet_plants' follows from the menu");
}

static void a_menu_is_read_strictly(void **state) {
  (void)state;
  reading_refuse_overlay(DIET, HEAD "menu:\n  - {food: bread, amount: 10 g/day}\n  - {food: lentil, amount: 10 g/day}\n", 8, "lentils");
  reading_refuse_overlay(DIET, HEAD "menu:\n  - {food: oil, amount: 1 g/day}\n  - {food: oil, amount: 2 g/day}\n", 8, "a second time");
  reading_refuse_overlay(DIET, HEAD "menu: [{food: oil, amount: 10}]\n", 6, "lacks its unit");
  reading_refuse_overlay(DIET, HEAD "menu: [{food: oil, amount: 10 g}]\n", 6, "g/day");
  reading_refuse_overlay(DIET, HEAD "menu: [{food: oil, amount: 0 g/day}]\n", 6, "out of bounds");
  reading_refuse_overlay(DIET, HEAD "menu: [{food: oil, amount: -5 g/day}]\n", 6, "out of bounds");
  reading_refuse_overlay(DIET, HEAD "menu: [{food: oil}]\n", 6, "amount");
  reading_refuse_overlay(DIET, HEAD "menu: [{food: oil, amount: 5 g/day, when: noon}]\n", 6, "when");
  reading_refuse_overlay(ZN_OVERLAY_TREATMENT, HEAD "menu: [{food: oil, amount: 5 g/day}]\nchanges: []\n", 6, "menu");
  reading_refuse_overlay(ZN_OVERLAY_CONDITION, HEAD "menu: [{food: oil, amount: 5 g/day}]\nchanges: []\n", 6, "menu");
}

static void a_menu_must_tell_the_model_enough(void **state) {
  (void)state;
  reading_refuse_overlay(DIET, HEAD "menu:\n  - {food: bread, amount: 300 g/day}\n  - {food: tea, amount: 700 g/day}\n", 6,
                         "known of 30 % of the menu's mass");
  struct zn_overlay diet = reading_overlay(DIET, HEAD "menu:\n  - {food: bread, amount: 300 g/day}\n  - {food: tea, amount: 10 g/day}\n");
  must_be(set_to(&diet, "diet_gluten"), 24.0);
  zn_overlay_clear(&diet);
  reading_refuse_overlay(DIET, HEAD "menu: [{food: bread, amount: 600 g/day}]\n", 6, "diet_gluten");
}

/* --- A diet of one's own -------------------------------------------------------------------------------------------------------------- */

static void a_diet_of_ones_own_joins_the_library(void **state) {
  (void)state;
  char folder[128], path[200];
  struct zn_library *library = reading_library_new();
  struct zn_error error = {0};
  int index = -1;
  library->foods = pantry();
  scratch_begin(folder);
  scratch_text(folder, "mine.yaml", HEAD "menu: [{food: bread, amount: 200 g/day}]\n");
  scratch_text(folder, "plain.yaml", HEAD "menu: [{food: bread, amount: 200 g/day}]\n");
  snprintf(path, sizeof path, "%s/mine.yaml", folder);
  const int before = library->n_overlays;
  assert_int_equal(zn_library_read_diet(library, path, &index, &error), ZN_OK);
  assert_int_equal(index, before);
  assert_int_equal(zn_library_overlay(library, DIET, "mine"), before);
  assert_int_equal(zn_library_read_diet(library, path, &index, &error), ZN_INPUT);
  snprintf(path, sizeof path, "%s/plain.yaml", folder);
  assert_int_equal(zn_library_read_diet(library, path, &index, &error), ZN_INPUT);
  assert_non_null(strstr(error.text, "there is a diet called 'plain' already"));
  assert_int_equal(library->n_overlays, before + 1);
  scratch_end(folder);
  zn_library_free(library);
}

/* --- Tables --------------------------------------------------------------------------------------------------------------------------- */

static const struct pantry_food good[] = {{"bread", "wheat", "energy_kcal=250 protein_g=8", "0"}, {"tea", "", "", ""}};

/* The good table with the first `from` of its text replaced. */
static void must_refuse_food(const char *from, const char *to, int line, const char *part) {
  char *text = pantry_text(good, 2), *at = strstr(text, from);
  struct zn_food_table *table;
  struct zn_error error = {0};
  assert_non_null(at);
  char *changed = calloc(strlen(text) + strlen(to) + 1, 1);
  memcpy(changed, text, (size_t)(at - text));
  strcat(strcat(changed, to), at + strlen(from));
  const enum zn_status status = zn_foods_parse(&table, changed, "foods.csv", &error);
  if (status != ZN_INPUT || table || error.line != line || strcmp(error.file, "foods.csv") != 0 || !strstr(error.text, part))
    fail_msg("status %d, %s:%d: '%s'; expected line %d and '%s'", status, error.file, error.line, error.text, line, part);
  free(changed);
  free(text);
}

static void a_blank_cell_is_not_known_and_not_nothing(void **state) {
  (void)state;
  struct zn_food_table *table = pantry_table(good, 2);
  assert_int_equal(table->n, 2);
  assert_int_equal(zn_food_find(table, "tea"), 1);
  assert_int_equal(zn_food_find(table, "te"), -1);
  must_be(table->food[0].nutrient[ZN_NUTRIENT_protein_g], 8.0);
  must_be(table->food[0].nutrient[ZN_NUTRIENT_fat_g], 0.0);
  assert_true(isnan(table->food[1].nutrient[ZN_NUTRIENT_fat_g]));
  assert_string_equal(table->food[0].plants, "wheat");
  assert_int_equal(table->food[1].line, 3);
  zn_food_table_free(table);
}

static void a_table_of_foods_is_read_strictly(void **state) {
  (void)state;
  must_refuse_food("protein_g", "protien_g", 1, "protein_g");
  must_refuse_food("\ntea,", "\nbread,", 3, "taken already");
  must_refuse_food("\ntea,", "\nGreen Tea,", 3, "small letters");
  must_refuse_food(",A food,", ",,", 2, "title");
  must_refuse_food(",wheat,", ",Wheat,", 2, "small letters");
  must_refuse_food(",250,", ",2500,", 2, "energy_kcal is 2500; expected 0 to 950");
  must_refuse_food(",8,", ",-8,", 2, "protein_g is -8");
  must_refuse_food(",8,", ",101,", 2, "0 to 100");
  must_refuse_food(",8,", ",8 g,", 2, "without unit");
  must_refuse_food(",chosen,chosen,", ",chosne,chosen,", 2, "bread: there is no source 'chosne'");
  must_refuse_food(",chosen,chosen,", ",,chosen,", 2, "no source is named");
  must_refuse_food(",chosen,chosen,", ",chosen,guessed,", 2, "there is no grade 'guessed'");
}

#define DII "name,unit,mean,sd,effect,food_column,to_unit,source\nfibre,g,18.8,4.9,-0.663,fibre_g,1,chosen\n"

static void must_refuse_dii(const char *row, int line, const char *part) {
  char text[400];
  struct zn_dii_table *table;
  struct zn_error error = {0};
  snprintf(text, sizeof text, "%s%s", DII, row);
  const enum zn_status status = zn_dii_parse(&table, text, "dii.csv", &error);
  if (status != ZN_INPUT || error.line != line || !strstr(error.text, part))
    fail_msg("status %d, %d: '%s'; expected line %d and '%s'", status, error.line, error.text, line, part);
}

static void the_table_of_the_index_is_read_strictly(void **state) {
  (void)state;
  struct zn_dii_table *table;
  struct zn_error error = {0};
  assert_int_equal(zn_dii_parse(&table, DII "moon dust,g,1,0.5,0.1,,,chosen\n", "dii.csv", &error), ZN_OK);
  assert_int_equal(table->n, 2);
  assert_int_equal(table->parameter[0].nutrient, ZN_NUTRIENT_fibre_g);
  assert_int_equal(table->parameter[1].nutrient, -1);
  must_be(table->parameter[0].effect, -0.663);
  zn_dii_table_free(table);
  must_refuse_dii("fibre,g,18.8,4.9,-0.663,fibre_g,1,chosen\n", 3, "taken already");
  must_refuse_dii("zinc,mg,9.84,2.19,-0.313,zinc_g,1,chosen\n", 3, "zinc_mg");
  must_refuse_dii("zinc,mg,9.84,0,-0.313,zinc_mg,1,chosen\n", 3, "an SD above 0");
  must_refuse_dii("zinc,mg,9.84,2.19,,zinc_mg,1,chosen\n", 3, "an effect score");
  must_refuse_dii("zinc,mg,9.84,2.19,-0.313,zinc_mg,,chosen\n", 3, "to_unit");
  must_refuse_dii("zinc,mg,9.84,2.19,-0.313,,1,chosen\n", 3, "to_unit");
  must_refuse_dii("zinc,mg,9.84,2.19,-0.313,zinc_mg,1,nobody_2000\n", 3, "there is no source");
}

#define T(name) cmocka_unit_test(name)

int main(void) {
  const struct CMUnitTest tests[] = {
      T(a_menu_sets_what_the_model_needs_to_know),
      T(a_diet_may_change_what_its_menu_does_not_give),
      T(what_follows_from_the_menu_is_not_said_twice),
      T(a_menu_is_read_strictly),
      T(a_menu_must_tell_the_model_enough),
      T(a_diet_of_ones_own_joins_the_library),
      T(a_blank_cell_is_not_known_and_not_nothing),
      T(a_table_of_foods_is_read_strictly),
      T(the_table_of_the_index_is_read_strictly),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
