/* Where the answer can be written down: the chain of compartments, blood, liver, stomach, colon. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "dosing.h"

/* A dose of 1 mmol that travels all as a drink (0) or all like solids (1). */
static struct zn_dose swallowed(double solid_share) {
  return (struct zn_dose){.amount_mmol = 1.0, .site = ZN_SITE_ORAL, .drink_ml = 100.0, .solid_share = solid_share};
}

/* Share absorbed at last in the small bowel, by one population. */
static double absorbed(const struct dosing *d, const struct zn_solute *solute, double solid_share) {
  const struct zn_dose dose = swallowed(solid_share);
  const double time_h = 400.0;
  struct zn_whereabouts at;
  dosing_follow_all(d, solute, &dose, 1, &time_h, 1, &at);
  return dosing_by_segment(&at);
}

static void make_uniform(struct dosing *d) {
  dosing_begin(d);
  dosing_close_gaps(d);
  d->person.solute_colon_presence = 0.0;
  for (int s = 0; s < ZN_SEGMENTS; s++) d->person.solute_membrane_share[s] = 1.0;
}

static void a_passive_solute_is_absorbed_as_the_chain_of_seven_compartments_says(void **state) {
  (void)state;
  static const double permeability[] = {1e-4, 3e-3, 0.02, 0.1, 0.6, 4.0}; /* cm/h */
  struct dosing d;
  make_uniform(&d);
  dosing_bare_cells(&d);
  const double radius = d.person.solute_small_bowel_radius;
  const double rate[2] = {7.0 / d.person.solute_drink_bowel_time, 7.0 / d.person.solute_solid_bowel_time};
  for (size_t i = 0; i < sizeof permeability / sizeof *permeability; i++) {
    const struct zn_solute solute = dosing_through_cells(permeability[i]);
    for (int solid = 0; solid < 2; solid++) {
      const double expected = 1.0 - pow(1.0 + 2.0 * permeability[i] / (radius * rate[solid]), -7.0);
      dosing_must_equal("share absorbed", absorbed(&d, &solute, solid), expected, 1e-6, 0.0);
    }
  }
}

static void unstirred_water_and_mucus_lie_before_the_cells_in_series(void **state) {
  (void)state;
  struct dosing d;
  make_uniform(&d);
  const struct zn_solute solute = dosing_through_cells(0.5);
  const double fit =
      (solute.stokes_radius + d.person.solute_mucus_fibre) / (0.5 * d.person.solute_mucus_mesh + d.person.solute_mucus_fibre);
  const double holes = d.person.solute_mucus_holes / (1.0 + d.person.solute_mucus_holes);
  const double gel = d.person.solute_mucus_diffusivity * exp(-0.25 * 3.14159265358979323846 * fit * fit) + holes;
  const double before =
      (d.person.solute_unstirred_layer + d.person.solute_mucus_share[0] * d.wall[0].segment[0].mucus_cm / gel) / solute.diffusivity;
  const double together = 1.0 / (before + 1.0 / 0.5), rate = 7.0 / d.person.solute_drink_bowel_time;
  const double expected = 1.0 - pow(1.0 + 2.0 * together / (d.person.solute_small_bowel_radius * rate), -7.0);
  dosing_must_equal("share absorbed", absorbed(&d, &solute, 0.0), expected, 1e-6, 0.0);
  assert_true(together < 0.45); /* the layers matter here */
}

static void what_the_lumen_digests_competes_with_what_the_wall_takes(void **state) {
  (void)state;
  struct dosing d;
  make_uniform(&d);
  dosing_bare_cells(&d);
  struct zn_solute solute = dosing_through_cells(0.2);
  solute.small_bowel_loss = 1.7;
  const double uptake = 2.0 * 0.2 / d.person.solute_small_bowel_radius, rate = 7.0 / d.person.solute_drink_bowel_time;
  const double gone = 1.0 - pow(1.0 + (uptake + 1.7) / rate, -7.0);
  dosing_must_equal("share absorbed", absorbed(&d, &solute, 0.0), gone * uptake / (uptake + 1.7), 1e-6, 0.0);
}

static void the_stomach_empties_by_halves(void **state) {
  (void)state;
  static const double time_h[] = {0.0, 0.1, 0.5, 1.0, 2.0, 4.0};
  enum { N = sizeof time_h / sizeof *time_h };
  struct dosing d;
  struct zn_whereabouts at[N];
  dosing_begin(&d);
  dosing_close_gaps(&d);
  const struct zn_dose dose = swallowed(0.3);
  dosing_follow_all(&d, dosing_solute("lactulose"), &dose, 1, time_h, N, at);
  for (int i = 0; i < N; i++) {
    const double expected =
        0.7 * exp2(-time_h[i] / d.person.solute_drink_emptying_time) + 0.3 * exp2(-time_h[i] / d.person.solute_solid_emptying_time);
    assert_true(fabs(at[i].stomach - expected) < 1e-6);
  }
}

static void the_persons_own_share_travels_like_solids_unless_the_dose_says_otherwise(void **state) {
  (void)state;
  const double time_h = 1.0;
  struct dosing d;
  struct zn_whereabouts own, said;
  dosing_begin(&d);
  const struct zn_dose silent = swallowed(-1.0), spoken = swallowed(d.person.solute_solid_share);
  dosing_follow_all(&d, dosing_solute("mannitol"), &silent, 1, &time_h, 1, &own);
  dosing_follow_all(&d, dosing_solute("mannitol"), &spoken, 1, &time_h, 1, &said);
  assert_memory_equal(&own, &said, sizeof own);
}

/* Share of an intravenous dose in urine at `t`. */
static double by_vein(const struct dosing *d, const struct zn_solute *s, double t) {
  const double renal = s->renal_clearance * d->person.solute_glomerular_filtration / s->volume, all = renal + s->other_clearance;
  return renal / all * -expm1(-all * t);
}

static void what_is_given_by_vein_leaves_with_one_exponential(void **state) {
  (void)state;
  static const double time_h[] = {0.5, 2.0, 5.0, 24.0};
  struct dosing d;
  struct zn_whereabouts at[4];
  dosing_begin(&d);
  for (int k = 0; k < zn_solute_count(); k++) {
    const struct zn_solute *s = zn_solute_info(k);
    dosing_follow(&d, s, ZN_SITE_INTRAVENOUS, time_h, 4, at);
    for (int i = 0; i < 4; i++) {
      assert_true(fabs(at[i].urine - by_vein(&d, s, time_h[i])) < 1e-6);
      assert_true(dosing_by_segment(&at[i]) == 0.0 && at[i].liver == 0.0);
    }
  }
}

static void half_the_filtration_makes_urine_half_as_fast(void **state) {
  (void)state;
  const double time_h[] = {0.01, 5.0};
  struct dosing d;
  struct zn_whereabouts normal[2], half[2];
  dosing_begin(&d);
  const struct zn_solute *iohexol = dosing_solute("iohexol");
  dosing_follow(&d, iohexol, ZN_SITE_INTRAVENOUS, time_h, 2, normal);
  d.person.solute_glomerular_filtration *= 0.5;
  dosing_follow(&d, iohexol, ZN_SITE_INTRAVENOUS, time_h, 2, half);
  dosing_must_equal("early urine", half[0].urine, 0.5 * normal[0].urine, 0.01, 0.0);
  assert_true(fabs(half[1].urine - by_vein(&d, iohexol, 5.0)) < 1e-6);
  assert_true(half[1].urine < 0.8 * normal[1].urine);
}

static void a_dose_by_the_rectum_begins_in_the_last_part_of_the_colon_and_stays_there(void **state) {
  (void)state;
  static const double time_h[] = {0.0, 1.0, 6.0, 24.0};
  struct dosing d;
  struct zn_whereabouts at[4];
  dosing_begin(&d);
  dosing_close_gaps(&d);
  const struct zn_solute *lactulose = dosing_solute("lactulose");
  const double out = 1.0 / d.person.solute_colon_time[2], eaten = lactulose->fermentation;
  dosing_follow(&d, lactulose, ZN_SITE_RECTAL, time_h, 4, at);
  for (int i = 0; i < 4; i++) {
    assert_true(fabs(at[i].colon[2] - exp(-(out + eaten) * time_h[i])) < 1e-6);
    assert_true(at[i].stomach == 0.0 && at[i].colon[0] == 0.0 && at[i].colon[1] == 0.0);
  }
  dosing_must_equal("eaten over lost", at[3].fermented / at[3].faeces, eaten / out, 1e-5, 0.0);
}

static void a_dose_put_into_a_segment_is_there(void **state) {
  (void)state;
  const double time_h = 0.0;
  for (int s = 0; s < ZN_SEGMENTS; s++) {
    struct dosing d;
    struct zn_whereabouts at;
    dosing_begin(&d);
    dosing_follow(&d, dosing_solute("mannitol"), (enum zn_site)(ZN_SITE_SEGMENT + s), &time_h, 1, &at);
    assert_true((s < ZN_COLON ? at.small_bowel[s] : at.colon[s - ZN_COLON]) == 1.0);
  }
}

/* Share of what was taken up that the liver kept. */
static double kept(const struct dosing *d, const struct zn_solute *solute) {
  const double time_h = 10.0;
  struct zn_whereabouts at;
  dosing_follow(d, solute, ZN_SITE_ORAL, &time_h, 1, &at);
  return at.liver / dosing_by_segment(&at);
}

static void the_liver_keeps_its_share_of_what_comes_by_the_portal_vein(void **state) {
  (void)state;
  struct dosing d;
  dosing_begin(&d);
  struct zn_solute solute = *dosing_solute("mannitol");
  dosing_must_equal("mannitol passes the liver", kept(&d, &solute), 0.0, 0.0, 1e-12);
  solute.hepatic_extraction = 0.6;
  dosing_must_equal("first pass", kept(&d, &solute), 0.6, 1e-8, 0.0);
  solute.lymph_share = 0.9;
  dosing_must_equal("lymph goes past the liver", kept(&d, &solute), 0.06, 1e-8, 0.0);
  solute.lymph_share = 0.0;
  d.person.liver_shunt = 0.4;
  dosing_must_equal("a shunt goes past the liver", kept(&d, &solute), 0.36, 1e-8, 0.0);
  d.person.liver_shunt = 0.0;
  d.person.liver_function = 0.5; /* clearance 0.6/0.4 of flow falls to 0.75: 0.75/1.75 is kept */
  dosing_must_equal("half a liver keeps more than half", kept(&d, &solute), 0.75 / 1.75, 1e-8, 0.0);
  d.person.liver_function = 0.0;
  dosing_must_equal("no liver keeps nothing", kept(&d, &solute), 0.0, 0.0, 1e-12);
}

static void what_passes_the_liver_reaches_urine_in_proportion(void **state) {
  (void)state;
  const double time_h = 24.0;
  struct dosing d;
  struct zn_whereabouts past, through;
  dosing_begin(&d);
  struct zn_solute solute = *dosing_solute("mannitol");
  dosing_follow(&d, &solute, ZN_SITE_ORAL, &time_h, 1, &past);
  solute.hepatic_extraction = 0.75;
  dosing_follow(&d, &solute, ZN_SITE_ORAL, &time_h, 1, &through);
  dosing_must_equal("urine", through.urine, 0.25 * past.urine, 1e-6, 0.0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_passive_solute_is_absorbed_as_the_chain_of_seven_compartments_says),
      cmocka_unit_test(unstirred_water_and_mucus_lie_before_the_cells_in_series),
      cmocka_unit_test(what_the_lumen_digests_competes_with_what_the_wall_takes),
      cmocka_unit_test(the_stomach_empties_by_halves),
      cmocka_unit_test(the_persons_own_share_travels_like_solids_unless_the_dose_says_otherwise),
      cmocka_unit_test(what_is_given_by_vein_leaves_with_one_exponential),
      cmocka_unit_test(half_the_filtration_makes_urine_half_as_fast),
      cmocka_unit_test(a_dose_by_the_rectum_begins_in_the_last_part_of_the_colon_and_stays_there),
      cmocka_unit_test(a_dose_put_into_a_segment_is_there),
      cmocka_unit_test(the_liver_keeps_its_share_of_what_comes_by_the_portal_vein),
      cmocka_unit_test(what_passes_the_liver_reaches_urine_in_proportion),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
