/* Nothing is lost and nothing is owed: the mass of every solute, wherever it is put. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "dosing.h"

enum { MOMENTS = 13 };

/* Two days in steps of four hours. */
static void two_days(double time_h[MOMENTS]) {
  for (int i = 0; i < MOMENTS; i++) time_h[i] = 4.0 * i;
}

/* Largest deviation of the total from the dose over all solutes and sites. */
static double worst_balance(const struct dosing *d) {
  double time_h[MOMENTS], worst = 0.0;
  two_days(time_h);
  for (int k = 0; k < zn_solute_count(); k++)
    for (int site = 0; site < DOSING_SITES; site++) {
      struct zn_whereabouts at[MOMENTS];
      dosing_follow(d, zn_solute_info(k), (enum zn_site)site, time_h, MOMENTS, at);
      for (int i = 0; i < MOMENTS; i++) worst = fmax(worst, fabs(dosing_total(&at[i]) - 1.0));
    }
  return worst;
}

static void the_whole_dose_is_somewhere_for_two_days_wherever_it_was_put(void **state) {
  (void)state;
  struct dosing d;
  dosing_begin(&d);
  const double worst = worst_balance(&d);
  print_message("             %.1e of the dose at most\n", worst);
  assert_true(worst < 1e-9);
}

static void it_is_so_for_other_people_and_while_the_wall_moves(void **state) {
  (void)state;
  double worst = 0.0;
  for (int person = 0; person < 2; person++) {
    struct dosing d;
    dosing_draw(&d, 17, person);
    dosing_move(&d);
    d.person.solute_colon_presence = person % 2 ? 0.0 : 1.0;
    worst = fmax(worst, worst_balance(&d));
  }
  print_message("             %.1e of the dose at most\n", worst);
  assert_true(worst < 1e-9);
}

static void no_amount_is_negative_and_what_is_gone_does_not_come_back(void **state) {
  (void)state;
  double time_h[MOMENTS];
  two_days(time_h);
  for (int k = 0; k < zn_solute_count(); k++)
    for (int site = 0; site < DOSING_SITES; site++) {
      struct dosing d;
      struct zn_whereabouts at[MOMENTS];
      dosing_draw(&d, 18, k);
      dosing_move(&d);
      dosing_follow(&d, zn_solute_info(k), (enum zn_site)site, time_h, MOMENTS, at);
      for (int i = 0; i < MOMENTS; i++)
        for (size_t j = 0; j < sizeof *at / sizeof(double); j++) assert_true(((const double *)&at[i])[j] >= 0.0);
      for (int i = 1; i < MOMENTS; i++) {
        const double slack = 1e-10;
        assert_true(at[i].urine >= at[i - 1].urine - slack);
        assert_true(at[i].other >= at[i - 1].other - slack);
        assert_true(at[i].liver >= at[i - 1].liver - slack);
        assert_true(at[i].faeces >= at[i - 1].faeces - slack);
        assert_true(at[i].digested >= at[i - 1].digested - slack);
        assert_true(at[i].fermented >= at[i - 1].fermented - slack);
        assert_true(dosing_by_route(&at[i]) >= dosing_by_route(&at[i - 1]) - slack);
      }
    }
}

static void what_crossed_is_counted_alike_by_segment_by_route_and_beyond_the_wall(void **state) {
  (void)state;
  const double time_h = 24.0;
  for (int k = 0; k < zn_solute_count(); k++)
    for (int site = 0; site < DOSING_SITES; site++) {
      struct dosing d;
      struct zn_whereabouts at;
      dosing_begin(&d);
      dosing_move(&d);
      dosing_follow(&d, zn_solute_info(k), (enum zn_site)site, &time_h, 1, &at);
      const double by_vein = site == ZN_SITE_INTRAVENOUS;
      assert_true(fabs(dosing_by_segment(&at) - dosing_by_route(&at)) < 1e-9);
      assert_true(fabs(dosing_by_segment(&at) + by_vein - dosing_beyond(&at)) < 1e-9);
    }
}

static void large_and_small_doses_are_followed_alike(void **state) {
  (void)state;
  static const double sizes[] = {1e-9, 1e-3, 1e3, 1e9};
  const struct zn_solute *lactulose = dosing_solute("lactulose");
  const double time_h = 24.0;
  struct dosing d;
  struct zn_whereabouts unit, at;
  dosing_begin(&d);
  dosing_follow(&d, lactulose, ZN_SITE_ORAL, &time_h, 1, &unit);
  for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
    const struct zn_dose dose = {.amount_mmol = sizes[i], .drink_ml = 100.0, .solid_share = -1.0};
    dosing_follow_all(&d, lactulose, &dose, 1, &time_h, 1, &at);
    dosing_must_equal("total", dosing_total(&at), sizes[i], 1e-9, 0.0);
    dosing_must_equal("urine", at.urine, unit.urine * sizes[i], 1e-6, 0.0);
  }
}

static void an_ileostomy_keeps_everything_out_of_the_colon(void **state) {
  (void)state;
  double time_h[MOMENTS];
  two_days(time_h);
  for (int k = 0; k < zn_solute_count(); k++) {
    struct dosing d;
    struct zn_whereabouts at[MOMENTS];
    dosing_begin(&d);
    d.person.solute_colon_presence = 0.0;
    dosing_follow(&d, zn_solute_info(k), ZN_SITE_ORAL, time_h, MOMENTS, at);
    for (int i = 0; i < MOMENTS; i++)
      for (int c = 0; c < ZN_COLON_SEGMENTS; c++) {
        assert_true(at[i].colon[c] == 0.0);
        assert_true(at[i].crossed[ZN_COLON + c] == 0.0);
        assert_true(at[i].fermented == 0.0);
      }
  }
}

static void an_ileostomy_costs_the_probe_of_the_whole_gut_half_of_what_urine_holds(void **state) {
  (void)state;
  const double time_h = 24.0;
  struct dosing d;
  struct zn_whereabouts with, without;
  dosing_begin(&d);
  dosing_follow(&d, dosing_solute("51Cr-EDTA"), ZN_SITE_ORAL, &time_h, 1, &with);
  d.person.solute_colon_presence = 0.0;
  dosing_follow(&d, dosing_solute("51Cr-EDTA"), ZN_SITE_ORAL, &time_h, 1, &without);
  assert_true(without.urine < 0.8 * with.urine && without.urine > 0.3 * with.urine);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_whole_dose_is_somewhere_for_two_days_wherever_it_was_put),
      cmocka_unit_test(it_is_so_for_other_people_and_while_the_wall_moves),
      cmocka_unit_test(no_amount_is_negative_and_what_is_gone_does_not_come_back),
      cmocka_unit_test(what_crossed_is_counted_alike_by_segment_by_route_and_beyond_the_wall),
      cmocka_unit_test(large_and_small_doses_are_followed_alike),
      cmocka_unit_test(an_ileostomy_keeps_everything_out_of_the_colon),
      cmocka_unit_test(an_ileostomy_costs_the_probe_of_the_whole_gut_half_of_what_urine_holds),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
