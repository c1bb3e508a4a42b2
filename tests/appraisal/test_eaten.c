/* Diets compared: arms, what the built-in menus are made of, and people before and after them. */
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

static int load(void **state) {
  (void)state;
  struct zn_error error = {0};
  if (zn_library_load(&library, &error) != ZN_OK) fail_msg("%s:%d: %s", error.file, error.line, error.text);
  return 0;
}

static int forget(void **state) {
  (void)state;
  zn_library_free(library);
  return 0;
}

static struct zn_eaten_arm arm_of(const char *names) {
  struct zn_eaten_arm arm;
  struct zn_error error = {0};
  if (zn_eaten_arm_find(&arm, names, library, &error) != ZN_OK) fail_msg("%s", error.text);
  return arm;
}

static struct zn_eaten_diet diet_of(const char *name) {
  struct zn_eaten_diet diet;
  zn_eaten_diet_of(&diet, zn_library_overlay(library, ZN_OVERLAY_DIET, name), library);
  return diet;
}

/* --- Arms ----------------------------------------------------------------------------------------------------------------------------- */

static void diets_are_eaten_one_behind_the_other(void **state) {
  (void)state;
  char name[100], little[9];
  const struct zn_eaten_arm one = arm_of("western"), two = arm_of("low_fodmap+low_fodmap_reintroduction");
  assert_int_equal(one.n_steps, 1);
  assert_true(zn_eaten_days(&one) == ZN_EATEN_DAYS);
  assert_int_equal(two.n_steps, 2);
  assert_true(zn_eaten_days(&two) == 2.0 * ZN_EATEN_DAYS);
  assert_string_equal(zn_eaten_last(&two, library)->name, "low_fodmap_reintroduction");
  zn_eaten_arm_name(name, sizeof name, &two, library);
  assert_string_equal(name, "low_fodmap+low_fodmap_reintroduction");
  zn_eaten_arm_name(little, sizeof little, &two, library);
  assert_string_equal(little, "low_fodm");
}

static void a_diet_with_a_length_of_its_own_is_eaten_so_long(void **state) {
  (void)state;
  const struct zn_eaten_arm arm = arm_of("bone_broth_fast");
  assert_true(zn_eaten_days(&arm) == 5.0);
}

static void what_is_no_diet_is_refused_with_the_nearest(void **state) {
  (void)state;
  static const char *const bad[][2] = {
      {"westren", "nearest: 'western'"},           {"", "a diet is missing"},
      {"western+", "a diet is missing"},       {"western+mediterranaen", "nearest: 'mediterranean'"},
      {"aspirin", "there is no diet 'aspirin'"}, {"fasting+fasting+fasting+fasting+fasting", "too many diets"}};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    struct zn_eaten_arm arm;
    struct zn_error error = {0};
    assert_int_equal(zn_eaten_arm_find(&arm, bad[i][0], library, &error), ZN_INPUT);
    if (!strstr(error.text, bad[i][1])) fail_msg("'%s': '%s'; expected '%s'", bad[i][0], error.text, bad[i][1]);
  }
}

/* --- Menus ---------------------------------------------------------------------------------------------------------------------------- */

static void must_be_near(const char *what, double value, double expected, double share) {
  if (!(fabs(value - expected) <= share * expected)) fail_msg("%s: %g; expected %g within %g", what, value, expected, share);
}

/* The parameter table's diet, written as a menu. */
static void the_reference_menu_is_the_diet_of_the_parameter_table(void **state) {
  (void)state;
  struct zn_eaten_diet usual;
  const struct zn_eaten_diet menu = diet_of("reference");
  zn_eaten_diet_of(&usual, -1, library);
  assert_true(menu.has_menu);
  assert_false(usual.has_menu);
  for (int k = 0; k < ZN_FIBRES; k++) must_be_near(zn_nutrient_info(ZN_FIRST_FIBRE + k).name, menu.fibre[k], usual.fibre[k], 0.15);
  must_be_near("fibre", zn_eaten_fibre(&menu), zn_eaten_fibre(&usual), 0.05);
  must_be_near("starch", menu.starch, usual.starch, 0.1);
  must_be_near("protein", menu.protein, usual.protein, 0.1);
  must_be_near("fat", menu.fat, usual.fat, 0.1);
  must_be_near("gluten", menu.gluten, usual.gluten, 0.1);
  must_be_near("plants", menu.plants, usual.plants, 0.1);
}

/* Protein and starch 4 kcal/g, fat 9, fibre 2, alcohol 7: what the columns of a menu say must fit together. */
static void the_energy_of_every_menu_is_that_of_what_it_is_made_of(void **state) {
  (void)state;
  int menus = 0;
  for (int i = 0; i < library->n_overlays; i++) {
    struct zn_eaten_diet d;
    if (library->overlays[i].kind != ZN_OVERLAY_DIET || !library->overlays[i].n_menu) continue;
    zn_eaten_diet_of(&d, i, library);
    const double *a = d.gives.amount;
    const double made_of = 4.0 * (a[ZN_NUTRIENT_protein_g] + a[ZN_NUTRIENT_carbohydrate_g]) + 9.0 * a[ZN_NUTRIENT_fat_g] +
                           2.0 * a[ZN_NUTRIENT_fibre_g] + 7.0 * a[ZN_NUTRIENT_alcohol_g];
    must_be_near(library->overlays[i].name, a[ZN_NUTRIENT_energy_kcal], made_of, 0.08);
    menus++;
  }
  assert_true(menus >= 11);
}

/* Parts of a whole, and kinds of fibre in all fibre, in each food of which both are known. */
static void no_food_has_more_of_a_part_than_of_the_whole(void **state) {
  (void)state;
  static const int parts[][2] = {{ZN_NUTRIENT_starch_g, ZN_NUTRIENT_carbohydrate_g}, {ZN_NUTRIENT_saturated_g, ZN_NUTRIENT_fat_g},
                                 {ZN_NUTRIENT_n3_g, ZN_NUTRIENT_polyunsaturated_g},  {ZN_NUTRIENT_n6_g, ZN_NUTRIENT_polyunsaturated_g},
                                 {ZN_NUTRIENT_gluten_g, ZN_NUTRIENT_protein_g},      {ZN_NUTRIENT_cellulose_g, ZN_NUTRIENT_fibre_g}};
  for (int i = 0; i < library->foods->n; i++)
    for (size_t k = 0; k < sizeof parts / sizeof *parts; k++) {
      const double *n = library->foods->food[i].nutrient;
      if (n[parts[k][0]] > 1.05 * n[parts[k][1]] + 0.1)
        fail_msg("%s: %s %g, %s %g", library->foods->food[i].name, zn_nutrient_info(parts[k][0]).name, n[parts[k][0]],
                 zn_nutrient_info(parts[k][1]).name, n[parts[k][1]]);
    }
}

static void every_menu_is_what_its_name_says(void **state) {
  (void)state;
  const struct zn_eaten_diet reference = diet_of("reference"), western = diet_of("western"), mediterranean = diet_of("mediterranean"),
                             gluten_free = diet_of("gluten_free"), strict = diet_of("low_fodmap"),
                             again = diet_of("low_fodmap_reintroduction"), carnivore = diet_of("carnivore"),
                             thirty = diet_of("thirty_plants");
  const int fodmap = ZN_NUTRIENT_fodmap_g;
  assert_true(gluten_free.gluten == 0.0 && carnivore.gluten == 0.0 && zn_eaten_fibre(&carnivore) == 0.0 && carnivore.plants == 0.0);
  assert_true(thirty.plants == 30.0);
  assert_true(zn_eaten_fibre(&western) < zn_eaten_fibre(&reference) && zn_eaten_fibre(&reference) < zn_eaten_fibre(&mediterranean));
  assert_true(strict.gives.amount[fodmap] < again.gives.amount[fodmap] && again.gives.amount[fodmap] < reference.gives.amount[fodmap]);
  assert_true(mediterranean.dii.index < reference.dii.index && reference.dii.index < western.dii.index);
}

/* 45 parameters; the sum of their effects bounds every index, and each index lies in its own interval. */
static void indices_lie_in_their_bounds(void **state) {
  (void)state;
  double bound = 0.0;
  assert_int_equal(library->dii->n, 45);
  for (int i = 0; i < library->dii->n; i++) bound += fabs(library->dii->parameter[i].effect);
  must_be_near("sum of effects", bound, 13.15, 0.001);
  for (int i = 0; i < library->n_overlays; i++) {
    struct zn_eaten_diet d;
    if (library->overlays[i].kind != ZN_OVERLAY_DIET || !library->overlays[i].n_menu) continue;
    zn_eaten_diet_of(&d, i, library);
    assert_true(d.dii.low >= -bound && d.dii.high <= bound && d.dii.low <= d.dii.high);
    /* The fast is one food, and more extreme than any diet the range came from. */
    if (strcmp(library->overlays[i].name, "bone_broth_fast") != 0)
      assert_true(d.dii.index >= ZN_DII_LEAST && d.dii.index <= ZN_DII_GREATEST);
    if (d.dii.known == d.dii.of) assert_true(d.dii.low <= d.dii.index + 1e-9 && d.dii.index <= d.dii.high + 1e-9);
  }
}

/* --- People --------------------------------------------------------------------------------------------------------------------------- */

static struct zn_eaten *eat(const char *const *names, int n, int threads) {
  struct zn_eaten_arm arm[4];
  struct zn_eaten *eaten;
  struct zn_error error = {0};
  const struct zn_validate_options options = {.people = 32, .run = {.threads = threads}};
  for (int i = 0; i < n; i++) arm[i] = arm_of(names[i]);
  if (zn_diets_eat(&eaten, arm, n, library, &options, &error) != ZN_OK) fail_msg("%s", error.text);
  return eaten;
}

static double fold(const struct zn_eaten *e, int arm, enum zn_eaten_outcome outcome) { return e->change[arm][outcome].fold.median; }

static void the_same_people_eat_all_diets(void **state) {
  (void)state;
  static const char *const names[] = {"western", "mediterranean"}, *const turned[] = {"mediterranean", "western"};
  struct zn_eaten *one = eat(names, 2, 1), *other = eat(turned, 2, 2);
  assert_int_equal(one->people, 32);
  for (int k = 0; k < ZN_EATEN_OUTCOMES; k++) {
    assert_memory_equal(&one->change[0][k].before, &one->change[1][k].before, sizeof one->change[0][k].before);
    assert_memory_equal(&one->change[0][k], &other->change[1][k], sizeof one->change[0][k]);
    const struct zn_eaten_change *c = &one->change[0][k];
    assert_true(c->people > 0 && c->fold.low <= c->fold.median && c->fold.median <= c->fold.high);
  }
  zn_eaten_free(one);
  zn_eaten_free(other);
}

/* What follows from how the model is made: fibre feeds microbes that make short-chain fatty acids and spare mucus. */
static void fibre_is_seen_in_the_colon(void **state) {
  (void)state;
  static const char *const names[] = {"reference", "mediterranean", "carnivore", "low_fodmap"};
  struct zn_eaten *e = eat(names, 4, 0);
  assert_true(fabs(fold(e, 0, ZN_EATEN_SCFA) - 1.0) < 0.15 && fabs(fold(e, 0, ZN_EATEN_LPS) - 1.0) < 0.15);
  assert_true(fold(e, 1, ZN_EATEN_SCFA) > 1.1 && fold(e, 1, ZN_EATEN_INNER_MUCUS) > 1.0 && fold(e, 1, ZN_EATEN_CONTACT) < 1.0);
  assert_true(fold(e, 2, ZN_EATEN_SCFA) < 0.6 && fold(e, 2, ZN_EATEN_INNER_MUCUS) < 0.8 && fold(e, 2, ZN_EATEN_CONTACT) > 1.2);
  assert_true(fold(e, 3, ZN_EATEN_BIFIDOBACTERIA) < 0.9);
  zn_eaten_free(e);
}

/* Reintroduction begins where the strict weeks end, and brings part of it back. */
static void reintroduction_undoes_part_of_the_strict_weeks(void **state) {
  (void)state;
  static const char *const names[] = {"low_fodmap", "low_fodmap+low_fodmap_reintroduction"};
  struct zn_eaten *e = eat(names, 2, 0);
  assert_true(fold(e, 1, ZN_EATEN_BIFIDOBACTERIA) > fold(e, 0, ZN_EATEN_BIFIDOBACTERIA));
  assert_true(fold(e, 1, ZN_EATEN_SCFA) > fold(e, 0, ZN_EATEN_SCFA));
  zn_eaten_free(e);
}

static void outcomes_say_how_they_came_about(void **state) {
  (void)state;
  int assumed = 0;
  for (int k = 0; k < ZN_EATEN_OUTCOMES; k++) {
    const struct zn_eaten_outcome_info info = zn_eaten_outcome_info((enum zn_eaten_outcome)k);
    assert_true(*info.name && *info.label && *info.brief && *info.unit);
    assumed += strcmp(info.tag, "assumed") == 0;
  }
  assert_int_equal(assumed, 1);
  assert_string_equal(zn_eaten_outcome_info(ZN_EATEN_RICHNESS).tag, "assumed");
}

#define T(name) cmocka_unit_test(name)

int main(void) {
  const struct CMUnitTest tests[] = {
      T(diets_are_eaten_one_behind_the_other),
      T(a_diet_with_a_length_of_its_own_is_eaten_so_long),
      T(what_is_no_diet_is_refused_with_the_nearest),
      T(the_reference_menu_is_the_diet_of_the_parameter_table),
      T(the_energy_of_every_menu_is_that_of_what_it_is_made_of),
      T(no_food_has_more_of_a_part_than_of_the_whole),
      T(every_menu_is_what_its_name_says),
      T(indices_lie_in_their_bounds),
      T(the_same_people_eat_all_diets),
      T(fibre_is_seen_in_the_colon),
      T(reintroduction_undoes_part_of_the_strict_weeks),
      T(outcomes_say_how_they_came_about),
  };
  return cmocka_run_group_tests(tests, load, forget);
}
