/* Units of every equation of the solutes: the same in another system of units. A term that mixes dimensions cannot pass. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "dosing.h"
#include "solute/traveller.h"

enum { STATES = sizeof(struct zn_solute_states) / sizeof(double), PEOPLE = 20 };

/* How many of the other unit make one of ours: minute, millimetre, kilogram, mole; or odd sizes of no use to anybody, so that
 * nothing cancels by accident. */
struct system {
  const char *name;
  double time, length, mass, amount;
};
static const struct system systems[] = {{"minutes, millimetres, kilograms, moles", 60.0, 10.0, 1e-3, 1e-3},
                                        {"odd sizes", 7.3, 0.031, 19.7, 0.23}};

static double factor(const struct system *s, int time, int length, int mass, int amount) {
  return pow(s->time, time) * pow(s->length, length) * pow(s->mass, mass) * pow(s->amount, amount);
}

static double factor_of(const struct system *s, int parameter) {
  const struct zn_dimension d = zn_parameter_info(parameter)->dimension;
  return factor(s, d.time, d.length, d.mass, d.amount);
}

static void rescale_person(const struct system *s, const struct zn_parameters *from, struct zn_parameters *to) {
  for (int k = 0; k < zn_parameter_count(); k++) ((double *)to)[k] = ((const double *)from)[k] * factor_of(s, k);
}

static struct zn_solute rescaled_solute(const struct system *s, struct zn_solute solute) {
  solute.molar_mass *= factor(s, 0, 0, 1, -1);
  solute.stokes_radius *= s->length;
  solute.diffusivity *= factor(s, -1, 2, 0, 0);
  solute.membrane_permeability *= factor(s, -1, 1, 0, 0);
  solute.carrier_capacity *= factor(s, -1, -2, 0, 1);
  solute.carrier_affinity *= factor(s, 0, -3, 0, 1);
  solute.transcytosis *= factor(s, -1, 1, 0, 0);
  solute.small_bowel_loss /= s->time;
  solute.fermentation /= s->time;
  solute.volume *= factor(s, 0, 3, -1, 0);
  solute.other_clearance /= s->time;
  return solute;
}

static void rescale_wall(const struct system *s, struct zn_wall *wall) {
  for (int w = 0; w < ZN_SEGMENTS; w++) wall->segment[w].mucus_cm *= s->length;
}

/* A state with something everywhere. */
static void fill(struct zn_solute_states *y) {
  for (int i = 0; i < STATES; i++) ((double *)y)[i] = 0.3 + 0.17 * (i % 7);
}

static int is_water(int i) { return i >= (int)(offsetof(struct zn_solute_states, water_stomach) / sizeof(double)); }

/* Largest relative difference of a rate between the two systems; `other` is the person in the other one. */
static double apart(const struct system *s, const struct zn_solute *solute, const struct dosing *d, const struct zn_parameters *other) {
  struct zn_traveller here_who, there_who;
  struct zn_solute_states here_y, there_y, here, there;
  struct zn_wall wall = d->wall[0];
  const struct zn_solute there_solute = rescaled_solute(s, *solute);
  const double water = factor(s, 0, 3, 0, 0);
  rescale_wall(s, &wall);
  fill(&here_y);
  fill(&there_y);
  for (int i = 0; i < STATES; i++) ((double *)&there_y)[i] *= is_water(i) ? water : s->amount;
  zn_traveller_of(solute, &d->person, &here_who);
  zn_traveller_of(&there_solute, other, &there_who);
  zn_traveller_rates(&here_y, &here_who, &d->wall[0], &here);
  zn_traveller_rates(&there_y, &there_who, &wall, &there);
  double largest = 0.0;
  for (int i = 0; i < STATES; i++) {
    const double a = ((const double *)&here)[i], b = ((const double *)&there)[i] / (is_water(i) ? water : s->amount) * s->time;
    largest = fmax(largest, fabs(a - b) / (fabs(a) + 1e-9));
  }
  return largest;
}

static void every_rate_is_the_same_in_another_system_of_units(void **state) {
  (void)state;
  for (int person = 0; person < PEOPLE; person++) {
    struct dosing d;
    struct zn_parameters other;
    dosing_draw(&d, 61, person);
    for (int s = 0; s < 2; s++) {
      rescale_person(&systems[s], &d.person, &other);
      for (int k = 0; k < zn_solute_count(); k++) {
        const double difference = apart(&systems[s], zn_solute_info(k), &d, &other);
        if (!(difference < 1e-9)) fail_msg("in %s a rate of %s differs by %g", systems[s].name, zn_solute_info(k)->name, difference);
      }
    }
  }
}

static void shares_are_the_same_in_another_system_of_units(void **state) {
  (void)state;
  static const char *const probes[] = {"mannitol", "lactulose", "PEG 400", "glucose", "LPS"};
  for (int k = 0; k < 5; k++)
    for (int s = 0; s < 2; s++) {
      const struct system *u = &systems[s];
      struct dosing d, other;
      struct zn_whereabouts here[3], there[3];
      double time_h[3] = {2.0, 5.0, 24.0};
      struct zn_dose dose = {.amount_mmol = 7.0, .drink_ml = 100.0, .solid_share = -1.0};
      dosing_draw(&d, 62, k);
      dosing_move(&d);
      other = d;
      dosing_follow_all(&d, dosing_solute(probes[k]), &dose, 1, time_h, 3, here);
      const struct zn_solute solute = rescaled_solute(u, *dosing_solute(probes[k]));
      rescale_person(u, &d.person, &other.person);
      for (int i = 0; i < other.n_wall; i++) {
        rescale_wall(u, &other.wall[i]);
        other.wall_time_h[i] *= u->time;
      }
      for (int i = 0; i < 3; i++) time_h[i] *= u->time;
      dose.amount_mmol *= u->amount;
      dose.drink_ml *= factor(u, 0, 3, 0, 0);
      dosing_follow_all(&other, &solute, &dose, 1, time_h, 3, there);
      for (int i = 0; i < 3; i++)
        for (size_t j = 0; j < sizeof *here / sizeof(double); j++) {
          const double a = ((const double *)&here[i])[j] / 7.0, b = ((const double *)&there[i])[j] / (7.0 * u->amount);
          assert_true(fabs(a - b) < 1e-6);
        }
    }
}

/* The test can see: a parameter of the solutes that is left in the old unit shows in the rate of some solute. The colon gets
 * carriers here, since nothing else there asks how much fluid it holds. */
static void a_number_left_in_the_old_unit_is_noticed(void **state) {
  (void)state;
  int seen = 0;
  struct dosing d;
  struct zn_parameters other;
  dosing_begin(&d);
  for (int c = ZN_COLON; c < ZN_SEGMENTS; c++) d.person.solute_sglt1[c] = 0.1;
  for (int k = 0; k < zn_parameter_count(); k++) {
    const struct zn_parameter_info *info = zn_parameter_info(k);
    if (strcmp(info->room, "solute") != 0 || fabs(factor_of(&systems[1], k) - 1.0) < 1e-9) continue;
    rescale_person(&systems[1], &d.person, &other);
    ((double *)&other)[k] = ((const double *)&d.person)[k];
    double largest = 0.0;
    for (int i = 0; i < zn_solute_count(); i++) largest = fmax(largest, apart(&systems[1], zn_solute_info(i), &d, &other));
    if (largest < 1e-9) fail_msg("%s has a dimension but no part in any rate", info->name);
    seen++;
  }
  assert_true(seen >= 25);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_rate_is_the_same_in_another_system_of_units),
      cmocka_unit_test(shares_are_the_same_in_another_system_of_units),
      cmocka_unit_test(a_number_left_in_the_old_unit_is_noticed),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
