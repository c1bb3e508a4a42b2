/* The same equations through another method: classical Runge-Kutta of fourth order in small fixed steps. No Jacobian, no
 * implicit step, no step control, none of our code but the rates. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "dosing.h"
#include "solute/traveller.h"

enum { STATES = sizeof(struct zn_solute_states) / sizeof(double) };

/* One person, one solute, one wall that holds still. */
struct way {
  struct zn_traveller who;
  const struct zn_wall *wall;
};

static void rates(const struct way *way, const double *y, double *dydt) {
  zn_traveller_rates((const struct zn_solute_states *)y, &way->who, way->wall, (struct zn_solute_states *)dydt);
}

static void step(const struct way *way, double h, double y[STATES]) {
  static const double part[4] = {0.0, 0.5, 0.5, 1.0}, weight[4] = {1.0 / 6.0, 1.0 / 3.0, 1.0 / 3.0, 1.0 / 6.0};
  double rate[STATES] = {0}, middle[STATES], sum[STATES] = {0};
  for (int stage = 0; stage < 4; stage++) {
    for (int i = 0; i < STATES; i++) middle[i] = y[i] + part[stage] * h * rate[i];
    rates(way, middle, rate);
    for (int i = 0; i < STATES; i++) sum[i] += weight[stage] * rate[i];
  }
  for (int i = 0; i < STATES; i++) y[i] += h * sum[i];
}

static void go(const struct way *way, double hours, struct zn_solute_states *y) {
  const int steps = 8000;
  for (int i = 0; i < steps; i++) step(way, hours / steps, (double *)y);
}

static double largest_difference(const struct zn_solute_states *y, const struct zn_whereabouts *at) {
  const double theirs[] = {y->stomach[0] + y->stomach[1],
                           y->faeces,
                           y->digested,
                           y->fermented,
                           y->liver,
                           y->blood,
                           y->other,
                           y->urine,
                           y->by_pore,
                           y->by_leak,
                           y->by_cell_loss,
                           y->by_cell,
                           y->colon[0],
                           y->colon[1],
                           y->colon[2]};
  const double ours[] = {at->stomach, at->faeces,  at->digested,     at->fermented, at->liver,    at->blood,    at->other,   at->urine,
                         at->by_pore, at->by_leak, at->by_cell_loss, at->by_cell,   at->colon[0], at->colon[1], at->colon[2]};
  double largest = 0.0;
  for (size_t i = 0; i < sizeof ours / sizeof *ours; i++) largest = fmax(largest, fabs(ours[i] - theirs[i]));
  for (int s = 0; s < ZN_SEGMENTS; s++) largest = fmax(largest, fabs(at->crossed[s] - y->crossed[s]));
  return largest;
}

static void two_solvers_agree_about_every_solute(void **state) {
  (void)state;
  double worst = 0.0, worst_urine = 0.0;
  for (int k = 0; k < zn_solute_count(); k++) {
    struct dosing d;
    dosing_draw(&d, 41, k);
    const struct zn_solute *solute = zn_solute_info(k);
    struct way way = {.wall = d.wall};
    zn_traveller_of(solute, &d.person, &way.who);
    const double solid = d.person.solute_solid_share, hours = 24.0;
    struct zn_solute_states y = {.stomach = {1.0 - solid, solid}, .water_stomach = 100.0};
    struct zn_whereabouts at;
    go(&way, hours, &y);
    dosing_follow(&d, solute, ZN_SITE_ORAL, &hours, 1, &at);
    worst = fmax(worst, largest_difference(&y, &at));
    if (y.urine > 0.0) worst_urine = fmax(worst_urine, fabs(at.urine / y.urine - 1.0));
  }
  print_message("             %.1e of the dose apart, %.1e of what is in urine\n", worst, worst_urine);
  assert_true(worst < 1e-6);
  assert_true(worst_urine < 1e-5);
}

static void two_solvers_agree_about_a_load_that_fills_the_carriers(void **state) {
  (void)state;
  const double load = 278.0, hours = 6.0;
  struct dosing d;
  dosing_begin(&d);
  const struct zn_solute *glucose = dosing_solute("glucose");
  struct way way = {.wall = d.wall};
  zn_traveller_of(glucose, &d.person, &way.who);
  struct zn_solute_states y = {.stomach = {load, 0.0}, .water_stomach = 300.0};
  const struct zn_dose dose = {.amount_mmol = load, .drink_ml = 300.0, .solid_share = 0.0};
  struct zn_whereabouts at;
  go(&way, hours, &y);
  dosing_follow_all(&d, glucose, &dose, 1, &hours, 1, &at);
  assert_true(largest_difference(&y, &at) < 1e-6 * load);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(two_solvers_agree_about_every_solute),
      cmocka_unit_test(two_solvers_agree_about_a_load_that_fills_the_carriers),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
