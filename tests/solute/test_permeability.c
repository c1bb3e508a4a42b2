/* What one segment of wall lets through: sieving, charge, carriers, unstirred water and mucus, and their limits. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "dosing.h"
#include "solute/traveller.h"

static struct zn_permeability permeability(const struct dosing *d, const struct zn_solute *solute, enum zn_segment segment) {
  struct zn_permeability p;
  zn_solute_permeability(solute, &d->person, &d->wall[0].segment[segment], segment, &p);
  return p;
}

static struct zn_crossing crossing(const struct dosing *d, const struct zn_solute *solute, enum zn_segment segment) {
  struct zn_barrier barrier;
  struct zn_crossing c;
  zn_barrier_of(solute, &d->person, (int)segment, &barrier);
  zn_crossing_at(&barrier, &d->wall[0].segment[segment], &c);
  return c;
}

/* --- Size and charge --------------------------------------------------------------------------------------------------------- */

static void a_point_is_not_hindered_and_a_sphere_of_the_pores_size_does_not_pass(void **state) {
  (void)state;
  assert_true(zn_pore_hindrance(0.0) == 1.0);
  assert_true(fabs(zn_pore_hindrance(1e-9) - 1.0) < 1e-7);
  assert_true(fabs(zn_pore_hindrance(1.0 - 1e-9)) < 1e-9);
  assert_true(zn_pore_hindrance(1.0) == 0.0);
  assert_true(zn_pore_hindrance(3.0) == 0.0);
}

static void hindrance_falls_with_size_and_stays_between_nothing_and_one(void **state) {
  (void)state;
  for (int i = 1; i <= 1000; i++) {
    const double before = zn_pore_hindrance(1e-3 * (i - 1)), now = zn_pore_hindrance(1e-3 * i);
    assert_true(now >= 0.0 && now < before);
  }
}

static void hindrance_has_the_published_values(void **state) {
  (void)state;
  dosing_must_equal("0.8", zn_pore_hindrance(0.8), 8.0e-4, 0.02, 0.0);
  dosing_must_equal("0.9", zn_pore_hindrance(0.9), 3.3e-5, 0.02, 0.0);
}

static void what_passes_between_cells_falls_with_size(void **state) {
  (void)state;
  static const char *const ladder[] = {"erythritol", "mannitol",       "lactulose",      "iohexol",
                                       "PEG 4000",   "dextran 10 kDa", "dextran 70 kDa", "E. coli"};
  struct dosing d;
  dosing_begin(&d);
  for (int s = 0; s < ZN_SEGMENTS; s++)
    for (size_t i = 1; i < sizeof ladder / sizeof *ladder; i++) {
      const struct zn_permeability larger = permeability(&d, dosing_solute(ladder[i]), (enum zn_segment)s);
      const struct zn_permeability smaller = permeability(&d, dosing_solute(ladder[i - 1]), (enum zn_segment)s);
      assert_true(larger.pore + larger.leak + larger.cell_loss < smaller.pore + smaller.leak + smaller.cell_loss);
    }
}

static void routes_close_at_their_own_radius(void **state) {
  (void)state;
  struct dosing d;
  dosing_begin(&d);
  struct zn_solute s = *dosing_solute("iohexol");
  s.stokes_radius = d.person.solute_pore_radius;
  assert_true(permeability(&d, &s, ZN_SEGMENT_jejunum).pore == 0.0);
  assert_true(permeability(&d, &s, ZN_SEGMENT_jejunum).leak > 0.0);
  s.stokes_radius = 0.99 * d.person.solute_pore_radius;
  assert_true(permeability(&d, &s, ZN_SEGMENT_jejunum).pore > 0.0);
  s.stokes_radius = d.person.solute_leak_radius;
  assert_true(permeability(&d, &s, ZN_SEGMENT_jejunum).leak == 0.0);
  assert_true(permeability(&d, &s, ZN_SEGMENT_jejunum).cell_loss > 0.0);
}

static void lost_cells_do_not_sieve(void **state) {
  (void)state;
  struct dosing d;
  dosing_begin(&d);
  for (int s = 0; s < ZN_SEGMENTS; s++) {
    const struct zn_solute *small = dosing_solute("water");
    const double per_diffusivity = permeability(&d, small, (enum zn_segment)s).cell_loss / small->diffusivity;
    assert_true(per_diffusivity > 0.0);
    for (int k = 0; k < zn_solute_count(); k++) {
      const struct zn_solute *any = zn_solute_info(k);
      dosing_must_equal(any->name, permeability(&d, any, (enum zn_segment)s).cell_loss / any->diffusivity, per_diffusivity, 1e-12, 0.0);
    }
  }
}

static void only_the_pore_prefers_cations(void **state) {
  (void)state;
  struct dosing d;
  dosing_begin(&d);
  struct zn_solute cation = *dosing_solute("mannitol"), anion = cation;
  const struct zn_permeability neutral = permeability(&d, &cation, ZN_SEGMENT_ileum);
  cation.charge = 1.0;
  anion.charge = -1.0;
  const struct zn_permeability plus = permeability(&d, &cation, ZN_SEGMENT_ileum), minus = permeability(&d, &anion, ZN_SEGMENT_ileum);
  dosing_must_equal("selectivity", plus.pore / minus.pore, d.person.solute_pore_selectivity, 1e-12, 0.0);
  dosing_must_equal("neutral lies between", plus.pore * minus.pore, neutral.pore * neutral.pore, 1e-12, 0.0);
  assert_true(plus.leak == minus.leak && plus.cell_loss == minus.cell_loss && plus.cell == minus.cell);
}

/* --- The wall's openings ------------------------------------------------------------------------------------------------------- */

static void each_opening_acts_on_its_own_route(void **state) {
  (void)state;
  const struct zn_solute *peptide = dosing_solute("glycylsarcosine");
  for (int what = 0; what < 4; what++) {
    struct dosing d;
    dosing_begin(&d);
    const struct zn_permeability before = permeability(&d, peptide, ZN_SEGMENT_jejunum);
    struct zn_wall_segment *w = &d.wall[0].segment[ZN_SEGMENT_jejunum];
    double *const opening[] = {&w->pore, &w->leak, &w->cell_loss, &w->absorptive_area};
    *opening[what] *= 2.0;
    const struct zn_permeability after = permeability(&d, peptide, ZN_SEGMENT_jejunum);
    dosing_must_equal("pore", after.pore / before.pore, what == 0 || what == 3 ? 2.0 : 1.0, 1e-12, 0.0);
    dosing_must_equal("leak", after.leak / before.leak, what == 1 ? 2.0 : 1.0, 1e-12, 0.0);
    dosing_must_equal("cell loss", after.cell_loss / before.cell_loss, what == 2 ? 2.0 : 1.0, 1e-12, 0.0);
    dosing_must_equal("cell", after.cell / before.cell, what == 3 ? 2.0 : 1.0, 1e-12, 0.0);
  }
}

static void the_colon_has_no_carriers(void **state) {
  (void)state;
  static const char *const carried[] = {"glucose", "fructose", "glycylsarcosine", "leucine"};
  struct dosing d;
  dosing_begin(&d);
  for (int i = 0; i < 4; i++) {
    assert_true(permeability(&d, dosing_solute(carried[i]), ZN_SEGMENT_jejunum).cell > 0.0);
    assert_true(permeability(&d, dosing_solute(carried[i]), ZN_SEGMENT_ascending).cell == 0.0);
  }
}

/* --- Carriers ------------------------------------------------------------------------------------------------------------------ */

/* A solute with a carrier and no other way. */
static struct zn_solute carried_only(struct dosing *d) {
  dosing_begin(d);
  dosing_close_gaps(d);
  struct zn_solute s = *dosing_solute("glucose");
  s.stokes_radius = 1.0;
  return s;
}

static double flux(const struct zn_crossing *c, double concentration) {
  struct zn_uptake k;
  zn_uptake_at(c, concentration, &k);
  return k.cell * concentration / c->wetted;
}

static void a_carrier_at_low_concentration_is_capacity_over_affinity(void **state) {
  (void)state;
  struct dosing d;
  const struct zn_solute s = carried_only(&d);
  struct zn_crossing c = crossing(&d, &s, ZN_SEGMENT_jejunum);
  c.access = 1e12; /* nothing before the cells */
  const double low = 1e-9 * c.affinity;
  dosing_must_equal("low", flux(&c, low) / low, c.capacity / c.affinity, 1e-6, 0.0);
  dosing_must_equal("half", flux(&c, c.affinity), 0.5 * c.capacity, 1e-6, 0.0);
}

static void a_carrier_at_high_concentration_gives_its_capacity_and_no_more(void **state) {
  (void)state;
  struct dosing d;
  const struct zn_solute s = carried_only(&d);
  const struct zn_crossing c = crossing(&d, &s, ZN_SEGMENT_jejunum);
  dosing_must_equal("high", flux(&c, 1e6), c.capacity, 1e-6, 0.0);
  assert_true(flux(&c, 1.0) < c.capacity);
}

/* Concentration at the cells by halving, from access (C - s) = P s + capacity s/(affinity + s). */
static double at_the_cells(const struct zn_crossing *c, double concentration) {
  const double passive = c->pore + c->leak + c->cell_loss + c->membrane;
  double low = 0.0, high = concentration;
  for (int i = 0; i < 200; i++) {
    const double s = 0.5 * (low + high);
    if (c->access * (concentration - s) > passive * s + c->capacity * s / (c->affinity + s))
      low = s;
    else
      high = s;
  }
  return 0.5 * (low + high);
}

static void what_reaches_the_cells_balances_what_they_take(void **state) {
  (void)state;
  struct dosing d;
  dosing_begin(&d);
  for (int k = 0; k < zn_solute_count(); k++) {
    if (zn_solute_info(k)->carrier == ZN_CARRIER_NONE) continue;
    const struct zn_crossing c = crossing(&d, zn_solute_info(k), ZN_SEGMENT_jejunum);
    for (double concentration = 1e-8; concentration < 10.0; concentration *= 3.7) {
      struct zn_uptake u;
      zn_uptake_at(&c, concentration, &u);
      dosing_must_equal("s/C", u.leak / (c.wetted * c.leak), at_the_cells(&c, concentration) / concentration, 1e-9, 0.0);
    }
  }
}

static void without_a_carrier_uptake_does_not_depend_on_concentration(void **state) {
  (void)state;
  struct dosing d;
  dosing_begin(&d);
  for (int k = 0; k < zn_solute_count(); k++) {
    if (zn_solute_info(k)->carrier != ZN_CARRIER_NONE) continue;
    const struct zn_crossing c = crossing(&d, zn_solute_info(k), ZN_SEGMENT_ileum);
    struct zn_uptake little, much;
    zn_uptake_at(&c, 1e-12, &little);
    zn_uptake_at(&c, 1e12, &much);
    assert_memory_equal(&little, &much, sizeof little);
  }
}

/* --- Before the cells ---------------------------------------------------------------------------------------------------------- */

static void a_wide_open_wall_is_limited_by_what_lies_before_it(void **state) {
  (void)state;
  struct dosing d;
  dosing_begin(&d);
  const struct zn_solute s = dosing_through_cells(1e9);
  const struct zn_crossing c = crossing(&d, &s, ZN_SEGMENT_jejunum);
  struct zn_uptake u;
  zn_uptake_at(&c, 1.0, &u);
  dosing_must_equal("uptake", zn_uptake_sum(&u), c.wetted * c.access, 1e-6, 0.0);
}

static void more_mucus_slows_what_is_quick_and_hardly_what_is_slow(void **state) {
  (void)state;
  struct dosing d;
  dosing_begin(&d);
  const struct zn_solute quick = dosing_through_cells(10.0), slow = dosing_through_cells(1e-4);
  struct zn_uptake before[2], after[2];
  for (int thick = 0; thick < 2; thick++) {
    if (thick) d.wall[0].segment[ZN_SEGMENT_ascending].mucus_cm *= 10.0;
    const struct zn_crossing q = crossing(&d, &quick, ZN_SEGMENT_ascending), s = crossing(&d, &slow, ZN_SEGMENT_ascending);
    zn_uptake_at(&q, 1.0, thick ? &after[0] : &before[0]);
    zn_uptake_at(&s, 1.0, thick ? &after[1] : &before[1]);
  }
  assert_true(after[0].cell < 0.2 * before[0].cell);
  assert_true(after[1].cell > 0.99 * before[1].cell);
}

static void mucus_lets_proteins_through_and_bacteria_only_through_its_holes(void **state) {
  (void)state;
  struct dosing d;
  dosing_begin(&d);
  struct zn_barrier protein, bacterium;
  zn_barrier_of(dosing_solute("ovalbumin"), &d.person, ZN_SEGMENT_descending, &protein);
  zn_barrier_of(dosing_solute("E. coli"), &d.person, ZN_SEGMENT_descending, &bacterium);
  assert_true(protein.gel > 0.9 * d.person.solute_mucus_diffusivity);
  assert_true(bacterium.gel < 1e-20);
  const double before = crossing(&d, dosing_solute("E. coli"), ZN_SEGMENT_descending).access;
  d.wall[0].segment[ZN_SEGMENT_descending].contact *= 10.0;
  const double after = crossing(&d, dosing_solute("E. coli"), ZN_SEGMENT_descending).access;
  assert_true(after > 5.0 * before && after < 10.0 * before);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_point_is_not_hindered_and_a_sphere_of_the_pores_size_does_not_pass),
      cmocka_unit_test(hindrance_falls_with_size_and_stays_between_nothing_and_one),
      cmocka_unit_test(hindrance_has_the_published_values),
      cmocka_unit_test(what_passes_between_cells_falls_with_size),
      cmocka_unit_test(routes_close_at_their_own_radius),
      cmocka_unit_test(lost_cells_do_not_sieve),
      cmocka_unit_test(only_the_pore_prefers_cations),
      cmocka_unit_test(each_opening_acts_on_its_own_route),
      cmocka_unit_test(the_colon_has_no_carriers),
      cmocka_unit_test(a_carrier_at_low_concentration_is_capacity_over_affinity),
      cmocka_unit_test(a_carrier_at_high_concentration_gives_its_capacity_and_no_more),
      cmocka_unit_test(what_reaches_the_cells_balances_what_they_take),
      cmocka_unit_test(without_a_carrier_uptake_does_not_depend_on_concentration),
      cmocka_unit_test(a_wide_open_wall_is_limited_by_what_lies_before_it),
      cmocka_unit_test(more_mucus_slows_what_is_quick_and_hardly_what_is_slow),
      cmocka_unit_test(mucus_lets_proteins_through_and_bacteria_only_through_its_holes),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
