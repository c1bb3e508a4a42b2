/* The Dietary Inflammatory Index against its closed forms. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "pantry.h"

#define N(list) ((int)(sizeof(list) / sizeof *(list)))

static struct zn_dii_parameter parameters[] = {
    {.name = "fibre", .mean = 18.8, .sd = 4.9, .effect = -0.663, .nutrient = ZN_NUTRIENT_fibre_g, .to_unit = 1.0},
    {.name = "saturated fat", .mean = 28.6, .sd = 8.0, .effect = 0.373, .nutrient = ZN_NUTRIENT_saturated_g, .to_unit = 1.0},
    {.name = "caffeine", .mean = 8.05, .sd = 6.67, .effect = -0.11, .nutrient = ZN_NUTRIENT_caffeine_mg, .to_unit = 1e-3},
    {.name = "moon dust", .mean = 1.0, .sd = 0.5, .effect = 0.25, .nutrient = -1, .to_unit = NAN}};

static const struct zn_dii_table whole = {N(parameters), parameters, NULL}, three = {3, parameters, NULL};

static void must_be(double value, double expected) {
  if (!(fabs(value - expected) <= 1e-12)) fail_msg("%.17g; expected %.17g", value, expected);
}

/* A menu that gives so many SDs above the world's mean of each parameter, all of it known. */
static struct zn_menu_gives at(double fibre, double saturated, double caffeine) {
  const double z[] = {fibre, saturated, caffeine};
  struct zn_menu_gives gives = {0};
  for (int i = 0; i < 3; i++) {
    const int k = parameters[i].nutrient;
    gives.amount[k] = (parameters[i].mean + z[i] * parameters[i].sd) / parameters[i].to_unit;
    gives.known_mass[k] = gives.known_energy[k] = 1.0;
  }
  return gives;
}

static double phi(double z) { return 0.5 * erfc(-z / sqrt(2.0)); }

static void a_menu_at_the_world_means_has_the_index_0(void **state) {
  (void)state;
  const struct zn_menu_gives gives = at(0.0, 0.0, 0.0);
  struct zn_dii dii;
  zn_dii_of_menu(&dii, &three, &gives);
  must_be(dii.index, 0.0);
  must_be(dii.low, 0.0);
  must_be(dii.high, 0.0);
  assert_int_equal(dii.known, 3);
  assert_int_equal(dii.of, 3);
}

static void two_sd_above_the_mean_adds_the_effect_times_the_centred_percentile(void **state) {
  (void)state;
  const struct zn_menu_gives gives = at(2.0, 0.0, 0.0), other = at(2.0, -1.0, 0.5);
  struct zn_dii dii;
  zn_dii_of_menu(&dii, &three, &gives);
  must_be(dii.index, -0.663 * (2.0 * phi(2.0) - 1.0));
  must_be(dii.part[0].intake, 18.8 + 9.8);
  zn_dii_of_menu(&dii, &three, &other);
  must_be(dii.index, -0.663 * (2.0 * phi(2.0) - 1.0) + 0.373 * (2.0 * phi(-1.0) - 1.0) - 0.11 * (2.0 * phi(0.5) - 1.0));
}

static void an_index_lies_within_the_sum_of_the_effects(void **state) {
  (void)state;
  const double bound = 0.663 + 0.373 + 0.11;
  const struct zn_menu_gives worst = at(-1e3, 1e3, -1e3), best = at(1e3, -1e3, 1e3);
  struct zn_dii dii;
  zn_dii_of_menu(&dii, &three, &worst);
  must_be(dii.index, bound);
  zn_dii_of_menu(&dii, &three, &best);
  must_be(dii.index, -bound);
}

static void what_no_food_tells_leaves_room_from_nothing_to_any_amount(void **state) {
  (void)state;
  const struct zn_menu_gives gives = at(0.0, 0.0, 0.0);
  struct zn_dii dii;
  zn_dii_of_menu(&dii, &whole, &gives);
  assert_int_equal(dii.known, 3);
  assert_int_equal(dii.of, 4);
  must_be(dii.index, 0.0);
  must_be(dii.low, 0.25 * (2.0 * phi(-2.0) - 1.0)); /* none of it: two SD below the mean */
  must_be(dii.high, 0.25);
  assert_false(dii.part[3].known);
  assert_true(isnan(dii.part[3].adds) && isnan(dii.part[3].intake));
}

/* What is known in part is eaten at least, so the interval is narrower than without it, and holds every index that can be true. */
static void what_is_known_in_part_bounds_the_index(void **state) {
  (void)state;
  struct zn_menu_gives gives = at(1.0, 0.0, 0.0);
  struct zn_dii dii, truth;
  gives.known_mass[ZN_NUTRIENT_fibre_g] = 0.6;
  zn_dii_of_menu(&dii, &three, &gives);
  assert_int_equal(dii.known, 2);
  must_be(dii.index, 0.0);
  must_be(dii.high, -0.663 * (2.0 * phi(1.0) - 1.0)); /* more fibre only lowers it */
  must_be(dii.low, -0.663);
  for (double more = 1.0; more < 4.0; more += 0.5) {
    const struct zn_menu_gives whole_menu = at(more, 0.0, 0.0);
    zn_dii_of_menu(&truth, &three, &whole_menu);
    assert_true(truth.index <= dii.high + 1e-12 && truth.index >= dii.low);
  }
}

static void parts_are_ordered_from_what_lowers_to_what_raises(void **state) {
  (void)state;
  struct zn_menu_gives gives = at(2.0, 1.0, 1.0);
  struct zn_dii dii;
  int order[ZN_DII_MOST];
  zn_dii_of_menu(&dii, &whole, &gives);
  zn_dii_order(order, &dii);
  const int expected[] = {0, 2, 1, 3}; /* fibre, caffeine, saturated fat, and what nobody knows */
  for (int i = 0; i < 4; i++) assert_int_equal(order[i], expected[i]);
  gives.known_energy[ZN_NUTRIENT_fibre_g] = 0.5;
  zn_dii_of_menu(&dii, &whole, &gives);
  zn_dii_order(order, &dii);
  const int without_fibre[] = {2, 1, 0, 3};
  for (int i = 0; i < 4; i++) assert_int_equal(order[i], without_fibre[i]);
}

static void nothing_known_gives_no_index(void **state) {
  (void)state;
  struct zn_menu_gives gives = {0};
  struct zn_dii dii;
  zn_dii_of_menu(&dii, &whole, &gives);
  assert_int_equal(dii.known, 0);
  assert_true(isnan(dii.index));
  assert_true(dii.low < 0.0 && dii.high > 0.0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_menu_at_the_world_means_has_the_index_0),
      cmocka_unit_test(two_sd_above_the_mean_adds_the_effect_times_the_centred_percentile),
      cmocka_unit_test(an_index_lies_within_the_sum_of_the_effects),
      cmocka_unit_test(what_no_food_tells_leaves_room_from_nothing_to_any_amount),
      cmocka_unit_test(what_is_known_in_part_bounds_the_index),
      cmocka_unit_test(parts_are_ordered_from_what_lowers_to_what_raises),
      cmocka_unit_test(nothing_known_gives_no_index),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
