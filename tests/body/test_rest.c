/* Rest and its neighbourhood over two dozen drawn people: no drift, the way back, and no negative state whatever happens. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "life.h"

enum { PEOPLE = 24 };
static const double year_h = 8766.0;

static struct zn_parameters people[PEOPLE];
static double rest[PEOPLE][ZN_BODY_STATES];

static int begin(void **state) {
  (void)state;
  for (int k = 0; k < PEOPLE; k++) {
    life_draw(&people[k], 7, k);
    life_rest(rest[k], &people[k], ZN_BRANCH_HEALTHY);
  }
  return 0;
}

static void a_year_passes_without_drift(void **state) {
  (void)state;
  double largest = 0.0;
  for (int k = 0; k < PEOPLE; k++) {
    double y[ZN_BODY_STATES];
    int worst = 0;
    memcpy(y, rest[k], sizeof y);
    life_go(y, &people[k], year_h, 1e-6);
    const double drift = life_difference(y, rest[k], &worst);
    if (drift > 1e-6) fail_msg("person %d: %s drifts by %g in a year", k, zn_state_info(worst)->name, drift);
    largest = fmax(largest, drift);
  }
  print_message("             largest drift of a state in a year: %.1e of its size\n", largest);
}

static void rest_costs_a_handful_of_steps(void **state) {
  (void)state;
  for (int k = 0; k < PEOPLE; k++) {
    double y[ZN_BODY_STATES];
    memcpy(y, rest[k], sizeof y);
    assert_true(life_go(y, &people[k], year_h, 1e-6) < 30);
  }
}

static void healthy_people_are_not_inflamed_and_nothing_is_negative(void **state) {
  (void)state;
  for (int k = 0; k < PEOPLE; k++) {
    for (int i = 0; i < ZN_BODY_STATES; i++)
      if (!(rest[k][i] >= 0.0)) fail_msg("person %d: %s is %g", k, zn_state_info(i)->name, rest[k][i]);
    for (int s = 0; s < ZN_SEGMENTS; s++) {
      const struct zn_body_states *y = (const struct zn_body_states *)rest[k];
      assert_true(y->immune.macrophages[s] < 0.1 && y->epithelium.cell_loss[s] < 0.05);
    }
  }
}

/* Shaken by a tenth, everybody comes home; the slowest way back, that of lost species, takes years. */
static void a_shaken_person_comes_back(void **state) {
  (void)state;
  for (int k = 0; k < PEOPLE; k++) {
    double y[ZN_BODY_STATES];
    int worst = 0;
    memcpy(y, rest[k], sizeof y);
    life_shake(y, 0.1, 21, k);
    assert_true(life_difference(y, rest[k], NULL) > 0.1);
    life_go(y, &people[k], 10.0 * year_h, 1e-6);
    const double off = life_difference(y, rest[k], &worst);
    if (off > 3e-3) fail_msg("person %d: %s is still off by %g", k, zn_state_info(worst)->name, off);
  }
}

/* --- Disturbances ---------------------------------------------------------------------------------------------------------------- */

static void nothing(struct zn_parameters *p) { (void)p; }
static void no_mucus(struct zn_parameters *p) { p->mucus_production = 0.0; }
static void gross_cell_loss(struct zn_parameters *p) { p->epithelium_imposed_death = 0.1; }
static void no_fibre(struct zn_parameters *p) { life_set_all(p, "diet_fibre", 0.0); }
static void no_liver(struct zn_parameters *p) { p->liver_function = 0.0; }
static void no_secretory_tone(struct zn_parameters *p) { p->immune_secretory_function = 0.05; }

static void nothing_to_eat(struct zn_parameters *p) {
  no_fibre(p);
  p->diet_starch = p->diet_protein = p->diet_fat = p->diet_gluten = p->diet_emulsifier = 0.0;
}

static void everything_at_once(struct zn_parameters *p) {
  no_mucus(p);
  gross_cell_loss(p);
  nothing_to_eat(p);
  no_liver(p);
  no_secretory_tone(p);
  p->circulation_phagocyte_function = 0.1;
}

/* A year from rest under the disturbance, looked at every four hours. */
static void never_negative(void (*disturb)(struct zn_parameters *)) {
  for (int k = 0; k < PEOPLE; k++) {
    struct zn_parameters p = people[k];
    double y[ZN_BODY_STATES];
    disturb(&p);
    memcpy(y, rest[k], sizeof y);
    life_go_unnegative(y, &p, year_h, 2190);
  }
}

static void no_state_is_negative_in_a_year_of_rest(void **state) { (void)state, never_negative(nothing); }
static void no_state_is_negative_without_mucus(void **state) { (void)state, never_negative(no_mucus); }
static void no_state_is_negative_with_gross_cell_loss(void **state) { (void)state, never_negative(gross_cell_loss); }
static void no_state_is_negative_without_fibre(void **state) { (void)state, never_negative(no_fibre); }
static void no_state_is_negative_without_food(void **state) { (void)state, never_negative(nothing_to_eat); }
static void no_state_is_negative_without_liver_or_secretory_tone(void **state) {
  (void)state;
  never_negative(no_liver);
  never_negative(no_secretory_tone);
}
static void no_state_is_negative_when_everything_fails_at_once(void **state) { (void)state, never_negative(everything_at_once); }

/* Drugs in large doses, then nothing more of them. */
static void no_state_is_negative_after_doses(void **state) {
  (void)state;
  static const char *const drugs[] = {"circulation_infliximab_central",
                                      "circulation_vedolizumab",
                                      "circulation_steroid",
                                      "circulation_nsaid",
                                      "lumen_aspirin",
                                      "lumen_alcohol"};
  for (int k = 0; k < PEOPLE; k++) {
    double y[ZN_BODY_STATES];
    memcpy(y, rest[k], sizeof y);
    for (int d = 0; d < 6; d++) y[life_state(drugs[d])] += 20.0 * zn_state_info(life_state(drugs[d]))->scale;
    life_go_unnegative(y, &people[k], year_h, 2190);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_year_passes_without_drift),
      cmocka_unit_test(rest_costs_a_handful_of_steps),
      cmocka_unit_test(healthy_people_are_not_inflamed_and_nothing_is_negative),
      cmocka_unit_test(a_shaken_person_comes_back),
      cmocka_unit_test(no_state_is_negative_in_a_year_of_rest),
      cmocka_unit_test(no_state_is_negative_without_mucus),
      cmocka_unit_test(no_state_is_negative_with_gross_cell_loss),
      cmocka_unit_test(no_state_is_negative_without_fibre),
      cmocka_unit_test(no_state_is_negative_without_food),
      cmocka_unit_test(no_state_is_negative_without_liver_or_secretory_tone),
      cmocka_unit_test(no_state_is_negative_when_everything_fails_at_once),
      cmocka_unit_test(no_state_is_negative_after_doses),
  };
  return cmocka_run_group_tests(tests, begin, NULL);
}
