/* Units of every equation: the body in another system of units, same answer. A term that mixes dimensions cannot pass. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "life.h"

enum { PEOPLE = 100 };

/* How many of the other unit make one of ours: minute, millimetre, kilogram, mole, millisiemens; or odd sizes of no use to
 * anybody, so that nothing cancels by accident. */
struct system {
  const char *name;
  double time, length, mass, amount, conductance;
};
static const struct system systems[] = {{"minutes, millimetres, kilograms, moles", 60.0, 10.0, 1e-3, 1e-3, 1e3},
                                        {"odd sizes", 7.3, 0.031, 19.7, 0.23, 5.9}};

static double power(double base, int exponent) {
  double result = 1.0;
  for (; exponent > 0; exponent--) result *= base;
  for (; exponent < 0; exponent++) result /= base;
  return result;
}

static double factor(const struct system *s, struct zn_dimension d) {
  return power(s->time, d.time) * power(s->length, d.length) * power(s->mass, d.mass) * power(s->amount, d.amount) *
         power(s->conductance, d.conductance);
}

static void rescale_person(const struct system *s, const struct zn_parameters *from, struct zn_parameters *to) {
  for (int k = 0; k < zn_parameter_count(); k++) ((double *)to)[k] = ((const double *)from)[k] * factor(s, zn_parameter_info(k)->dimension);
}

/* Rates in the other system, brought back. Differences count relative to the sum of what flows in and out, which is the size a
 * rate would have without cancellation: here the change of state itself, at least the state's size in a month. */
static void compare(const struct system *s, const struct zn_parameters *person, const double *y) {
  struct zn_parameters other;
  double there[ZN_BODY_STATES], here[ZN_BODY_STATES], back[ZN_BODY_STATES];
  rescale_person(s, person, &other);
  for (int i = 0; i < ZN_BODY_STATES; i++) there[i] = y[i] * factor(s, zn_state_info(i)->dimension);
  const double time_h = 13.7;
  zn_body_rates(time_h, y, person, here);
  zn_body_rates(time_h * s->time, there, &other, back);
  for (int i = 0; i < ZN_BODY_STATES; i++) {
    const struct zn_state_info *info = zn_state_info(i);
    const double rate = back[i] / factor(s, info->dimension) * s->time, size = fabs(here[i]) + (y[i] + info->scale) / 24.0;
    if (!(fabs(rate - here[i]) <= 1e-12 * size))
      fail_msg("in %s d/dt %s is %.17g instead of %.17g: its terms do not share one dimension", s->name, info->name, rate, here[i]);
  }
}

static void every_rate_is_the_same_in_another_system_of_units(void **state) {
  (void)state;
  struct zn_parameters person;
  double rest[ZN_BODY_STATES], y[ZN_BODY_STATES];
  zn_parameters_default(&person);
  life_rest(rest, &person, ZN_BRANCH_HEALTHY);
  for (int k = 0; k < PEOPLE; k++) {
    life_draw(&person, 3, k);
    person.diet_in_meals = k % 2;
    person.immune_hla_dq = 1.0;
    person.diet_alcohol = person.lumen_larazotide_intake = 1.0 / 24.0;
    person.epithelium_imposed_death = person.circulation_nsaid_intake = person.circulation_steroid_intake = 1e-3;
    for (int i = 0; i < ZN_BODY_STATES; i++) y[i] = rest[i] + 0.1 * zn_state_info(i)->scale;
    life_shake(y, 0.7, 3, k);
    for (int s = 0; s < 2; s++) compare(&systems[s], &person, y);
  }
}

static void the_wall_is_the_same_in_another_system_of_units(void **state) {
  (void)state;
  struct zn_parameters person, other;
  double y[ZN_BODY_STATES], there[ZN_BODY_STATES];
  struct zn_wall here, back;
  for (int k = 0; k < PEOPLE; k++) {
    life_draw(&person, 4, k);
    zn_body_guess(ZN_BRANCH_INFLAMED, &person, y);
    life_shake(y, 0.7, 4, k);
    for (int s = 0; s < 2; s++) {
      rescale_person(&systems[s], &person, &other);
      for (int i = 0; i < ZN_BODY_STATES; i++) there[i] = y[i] * factor(&systems[s], zn_state_info(i)->dimension);
      zn_body_wall(y, &person, &here);
      zn_body_wall(there, &other, &back);
      for (int w = 0; w < ZN_SEGMENTS; w++) back.segment[w].mucus_cm /= systems[s].length;
      for (size_t i = 0; i < sizeof here / sizeof(double); i++) {
        const double a = ((const double *)&here)[i], b = ((const double *)&back)[i];
        assert_true(fabs(a - b) <= 1e-12 * fabs(a));
      }
    }
  }
}

/* The test can see: a parameter that is left in the old unit shows. */
static void a_number_left_in_the_old_unit_is_noticed(void **state) {
  (void)state;
  struct zn_parameters person, other;
  double y[ZN_BODY_STATES], there[ZN_BODY_STATES], here[ZN_BODY_STATES], back[ZN_BODY_STATES];
  int seen = 0;
  life_draw(&person, 3, 0);
  person.immune_hla_dq = 1.0;
  person.diet_in_meals = 1.0;
  person.diet_alcohol = person.lumen_larazotide_intake = 1.0 / 24.0;
  person.epithelium_imposed_death = person.circulation_nsaid_intake = person.circulation_steroid_intake = 1e-3;
  person.diet_meal_sharpness = 5.0;
  for (int i = 0; i < ZN_BODY_STATES; i++) y[i] = zn_state_info(i)->scale;
  life_shake(y, 0.3, 3, 0);
  zn_body_rates(13.7, y, &person, here);
  for (int k = 0; k < zn_parameter_count(); k++) {
    const struct zn_parameter_info *info = zn_parameter_info(k);
    if (strcmp(info->room, "solute") == 0 || strcmp(info->room, "assay") == 0 || strcmp(info->room, "junction") == 0) continue;
    if (((const double *)&person)[k] == 0.0 || fabs(factor(&systems[1], info->dimension) - 1.0) < 1e-9) continue;
    rescale_person(&systems[1], &person, &other);
    ((double *)&other)[k] = ((const double *)&person)[k];
    for (int i = 0; i < ZN_BODY_STATES; i++) there[i] = y[i] * factor(&systems[1], zn_state_info(i)->dimension);
    zn_body_rates(13.7 * systems[1].time, there, &other, back);
    double largest = 0.0;
    for (int i = 0; i < ZN_BODY_STATES; i++) {
      const struct zn_dimension d = zn_state_info(i)->dimension;
      largest = fmax(largest, fabs(back[i] / factor(&systems[1], d) * systems[1].time / here[i] - 1.0));
    }
    if (largest < 1e-9) fail_msg("%s has a dimension but no part in any rate", info->name);
    seen++;
  }
  assert_true(seen > 150);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_rate_is_the_same_in_another_system_of_units),
      cmocka_unit_test(the_wall_is_the_same_in_another_system_of_units),
      cmocka_unit_test(a_number_left_in_the_old_unit_is_noticed),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
