/* What a menu gives. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "pantry.h"
#include "zonula/anatomy.h"

#define N(list) ((int)(sizeof(list) / sizeof *(list)))

enum { BREAD, LENTILS, OIL, MILK, TEA };

static void must_be(double value, double expected) {
  if (!(fabs(value - expected) <= 1e-12 * fmax(1.0, fabs(expected)))) fail_msg("%.17g; expected %.17g", value, expected);
}

static struct zn_menu_gives gives_of(const struct zn_menu_item *item, int n) {
  struct zn_food_table *table = pantry();
  struct zn_menu_gives gives;
  zn_menu_add_up(&gives, table, item, n);
  zn_food_table_free(table);
  return gives;
}

static void a_food_gives_its_share_of_100_g(void **state) {
  (void)state;
  const struct zn_menu_item menu[] = {{BREAD, 250.0}, {OIL, 30.0}};
  const struct zn_menu_gives gives = gives_of(menu, N(menu));
  must_be(gives.mass_g, 280.0);
  must_be(gives.amount[ZN_NUTRIENT_energy_kcal], 2.5 * 250.0 + 0.3 * 900.0);
  must_be(gives.amount[ZN_NUTRIENT_gluten_g], 20.0);
  must_be(gives.amount[ZN_NUTRIENT_fat_g], 30.0);
  must_be(gives.amount[ZN_NUTRIENT_fodmap_g], 0.0);
}

/* Menus are vectors: what they give is linear in them. Of means and of kinds of plants that is not so. */
static void totals_are_linear_in_amounts(void **state) {
  (void)state;
  const struct zn_menu_item one[] = {{BREAD, 120.0}, {LENTILS, 40.0}}, other[] = {{MILK, 300.0}, {BREAD, 70.0}, {OIL, 12.0}},
                            both[] = {{BREAD, 3.0 * 120.0 + 0.5 * 70.0}, {LENTILS, 3.0 * 40.0}, {MILK, 150.0}, {OIL, 6.0}};
  const struct zn_menu_gives a = gives_of(one, N(one)), b = gives_of(other, N(other)), sum = gives_of(both, N(both));
  must_be(sum.mass_g, 3.0 * a.mass_g + 0.5 * b.mass_g);
  for (int k = 0; k < ZN_NUTRIENTS; k++)
    if (k != ZN_NUTRIENT_antigenicity) must_be(sum.amount[k], 3.0 * a.amount[k] + 0.5 * b.amount[k]);
}

static void plants_count_once(void **state) {
  (void)state;
  static const struct pantry_food foods[] = {{"muesli", "oat wheat oat", "", "0"},
                                             {"bread", "wheat", "", "0"},
                                             {"buckwheat_groats", "buckwheat", "", "0"},
                                             {"cheese", "", "", "0"}};
  struct zn_food_table *table = pantry_table(foods, N(foods));
  const struct zn_menu_item menu[] = {{0, 50.0}, {1, 100.0}, {2, 1.0}, {3, 30.0}};
  struct zn_menu_gives gives;
  zn_menu_add_up(&gives, table, menu, N(menu));
  assert_int_equal(gives.plants, 3); /* oat, wheat, and buckwheat, which only ends like wheat */
  zn_menu_add_up(&gives, table, menu, 0);
  assert_int_equal(gives.plants, 0);
  zn_food_table_free(table);
}

static void antigenicity_is_that_of_the_mean_protein(void **state) {
  (void)state;
  static const struct pantry_food foods[] = {{"amino_acids", "", "protein_g=80 antigenicity=0", "0"},
                                             {"whey", "", "protein_g=40 antigenicity=0.5", "0"},
                                             {"sugar", "", "antigenicity=2", "0"}};
  struct zn_food_table *table = pantry_table(foods, N(foods));
  const struct zn_menu_item menu[] = {{0, 50.0}, {1, 100.0}, {2, 500.0}};
  struct zn_menu_gives gives;
  zn_menu_add_up(&gives, table, menu, N(menu));
  must_be(gives.amount[ZN_NUTRIENT_antigenicity], 0.25); /* 40 g at 0 and 40 g at a half; sugar has no say */
  zn_menu_add_up(&gives, table, menu + 2, 1);
  assert_true(isnan(gives.amount[ZN_NUTRIENT_antigenicity]));
  assert_true(zn_menu_knows(&gives, ZN_NUTRIENT_antigenicity));
  zn_food_table_free(table);
}

/* Tea weighs most and has no energy; of it only the energy is known here. */
static void what_most_of_the_mass_does_not_tell_is_not_known(void **state) {
  (void)state;
  const struct zn_menu_item menu[] = {{BREAD, 300.0}, {TEA, 700.0}};
  const struct zn_menu_gives gives = gives_of(menu, N(menu));
  must_be(gives.known_mass[ZN_NUTRIENT_fibre_g], 0.3);
  must_be(gives.known_energy[ZN_NUTRIENT_fibre_g], 1.0);
  must_be(gives.amount[ZN_NUTRIENT_fibre_g], 15.0); /* at least */
  assert_false(zn_menu_knows(&gives, ZN_NUTRIENT_fibre_g));
  assert_true(zn_menu_knows(&gives, ZN_NUTRIENT_energy_kcal));
}

static void the_rule_asks_for_95_per_cent_of_both(void **state) {
  (void)state;
  static const struct pantry_food foods[] = {{"known", "", "energy_kcal=100 zinc_mg=1", "0"}, {"unknown", "", "energy_kcal=100", ""}};
  struct zn_food_table *table = pantry_table(foods, N(foods));
  struct zn_menu_item menu[] = {{0, 95.0}, {1, 5.0}};
  struct zn_menu_gives gives;
  zn_menu_add_up(&gives, table, menu, N(menu));
  assert_true(zn_menu_knows(&gives, ZN_NUTRIENT_zinc_mg));
  menu[1].g_per_day = 5.01;
  zn_menu_add_up(&gives, table, menu, N(menu));
  assert_false(zn_menu_knows(&gives, ZN_NUTRIENT_zinc_mg));
  zn_food_table_free(table);
}

static void shares_of_grades_are_shares_of_energy(void **state) {
  (void)state;
  struct zn_food_table *table = pantry();
  double share[ZN_FOOD_GRADES], sum = 0.0;
  const struct zn_menu_item menu[] = {{BREAD, 100.0}, {OIL, 50.0}, {TEA, 500.0}};
  table->food[OIL].grade = "recalled";
  zn_menu_by_grade(share, table, menu, N(menu));
  for (int g = 0; g < ZN_FOOD_GRADES; g++) sum += share[g];
  must_be(sum, 1.0);
  must_be(share[1], 450.0 / 700.0); /* recalled */
  must_be(share[3], 250.0 / 700.0); /* chosen */
  zn_menu_by_grade(share, table, menu + 2, 1);
  must_be(share[3], 1.0); /* tea alone: by mass */
  zn_food_table_free(table);
}

static void nutrients_are_found_by_the_name_of_their_column(void **state) {
  (void)state;
  for (int i = 0; i < ZN_NUTRIENTS; i++) assert_int_equal(zn_nutrient_find(zn_nutrient_info(i).name), i);
  assert_int_equal(zn_nutrient_find("energy"), -1);
  assert_null(zn_nutrient_info(-1).name);
  assert_null(zn_nutrient_info(ZN_NUTRIENTS).name);
#define ZN_X(kind) assert_string_equal(zn_nutrient_info(ZN_FIRST_FIBRE + ZN_FIBRE_##kind).name, #kind "_g");
  ZN_FIBRE_LIST(ZN_X)
#undef ZN_X
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_food_gives_its_share_of_100_g),
      cmocka_unit_test(totals_are_linear_in_amounts),
      cmocka_unit_test(plants_count_once),
      cmocka_unit_test(antigenicity_is_that_of_the_mean_protein),
      cmocka_unit_test(what_most_of_the_mass_does_not_tell_is_not_known),
      cmocka_unit_test(the_rule_asks_for_95_per_cent_of_both),
      cmocka_unit_test(shares_of_grades_are_shares_of_energy),
      cmocka_unit_test(nutrients_are_found_by_the_name_of_their_column),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
