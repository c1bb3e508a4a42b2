/* What goes in, comes out, or is where the equations say it went: food, microbes, mucin, acids, drugs. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "life.h"

enum { PEOPLE = 50, TANKS = ZN_COLON_SEGMENTS };

/* A drawn person away from rest, and the rates there. */
struct scene {
  struct zn_parameters person;
  union {
    struct zn_body_states y;
    double flat[ZN_BODY_STATES];
  } now, rate;
};

static double reference_rest[ZN_BODY_STATES];

static int begin(void **state) {
  (void)state;
  struct zn_parameters reference;
  zn_parameters_default(&reference);
  life_rest(reference_rest, &reference, ZN_BRANCH_HEALTHY);
  return 0;
}

static void look(struct scene *s) { zn_body_rates(0.0, s->now.flat, &s->person, s->rate.flat); }

static void set(struct scene *s, int k) {
  life_draw(&s->person, 11, k);
  for (int i = 0; i < ZN_BODY_STATES; i++) s->now.flat[i] = reference_rest[i] + 0.1 * zn_state_info(i)->scale;
  life_shake(s->now.flat, 0.5, 11, k);
  look(s);
}

static void nearly(double a, double b, double size) {
  if (!(fabs(a - b) <= 1e-12 * fabs(size))) fail_msg("%.15g is not %.15g", a, b);
}

/* Solids of a tank, g/mL: food, mucin, lactate by its mass, microbes. */
static double substrates(const struct zn_microbiota_states *m, int s, const struct zn_parameters *p) {
  double sum = m->mucin[s] + m->protein[s] + p->microbiota_lactate_mass * m->lactate[s];
  for (int j = 0; j < ZN_FIBRES; j++) sum += m->fibre[s][j];
  return sum;
}

static double microbes(const struct zn_microbiota_states *m, int s) {
  double sum = 0.0;
  for (int g = 0; g < ZN_GROUPS; g++) sum += m->group[s][g];
  return sum;
}

/* What fermentation adds to the rates: with growth minus without. */
static struct zn_microbiota_states fermented(const struct scene *s) {
  struct scene idle = *s;
  life_set_all(&idle.person, "microbiota_growth", 0.0);
  look(&idle);
  struct zn_microbiota_states change = s->rate.y.microbiota;
  double *flat = (double *)&change;
  const double *without = (const double *)&idle.rate.y.microbiota;
  for (size_t i = 0; i < sizeof change / sizeof *flat; i++) flat[i] -= without[i];
  return change;
}

static void what_is_eaten_is_in_the_bowel_or_goes_on(void **state) {
  (void)state;
  for (int k = 0; k < PEOPLE; k++) {
    struct scene s;
    set(&s, k);
    const struct zn_lumen_states *y = &s.now.y.lumen, *d = &s.rate.y.lumen;
    const struct zn_parameters *p = &s.person;
    struct zn_microbiota_states idle = s.rate.y.microbiota, gain = fermented(&s);
    const double v = p->microbiota_volume[0], out = p->microbiota_outflow[0];
    for (int j = 0; j < ZN_FIBRES; j++) {
      const double left = p->diet_fibre[j] - d->fibre[j];
      const double starch = j == ZN_FIBRE_resistant_starch ? p->lumen_starch_escape * (p->diet_starch - d->starch) : 0.0;
      const double arrived = v * (idle.fibre[0][j] - gain.fibre[0][j]) + out * s.now.y.microbiota.fibre[0][j];
      nearly(arrived, left + starch, arrived + out * s.now.y.microbiota.fibre[0][j] + fabs(v * gain.fibre[0][j]));
    }
    const double protein = v * (idle.protein[0] - gain.protein[0]) + out * s.now.y.microbiota.protein[0];
    nearly(protein, p->lumen_protein_escape * (p->diet_protein - d->protein) + p->lumen_protein_secretion,
           protein + out * s.now.y.microbiota.protein[0] + fabs(v * gain.protein[0]));
    assert_true(y->starch > 0.0);
  }
}

/* Without growth and decay the three tanks only pass things on: the last outflow is all that is lost, beside absorbed acid. */
static void tanks_pass_on_what_they_do_not_ferment(void **state) {
  (void)state;
  for (int k = 0; k < PEOPLE; k++) {
    struct scene s;
    set(&s, k);
    life_set_all(&s.person, "microbiota_growth", 0.0);
    s.person.microbiota_decay = 0.0;
    look(&s);
    const struct zn_parameters *p = &s.person;
    const struct zn_microbiota_states *m = &s.now.y.microbiota, *d = &s.rate.y.microbiota;
    double change[2] = {0.0}, size[2] = {0.0}, acid = 0.0;
    for (int t = 0; t < TANKS; t++) {
      const double v = p->microbiota_volume[t];
      double fibre = 0.0, moved = 0.0;
      for (int j = 0; j < ZN_FIBRES; j++) fibre += v * d->fibre[t][j], moved += p->microbiota_outflow[t] * m->fibre[t][j];
      change[0] += fibre;
      size[0] += moved;
      for (int g = 0; g < ZN_GROUPS; g++) change[1] += v * d->group[t][g], size[1] += p->microbiota_outflow[t] * m->group[t][g];
      acid += v * (d->butyrate[t] + p->microbiota_acid_absorption * m->butyrate[t]);
    }
    double fibre_in = p->lumen_starch_escape * (p->diet_starch - s.rate.y.lumen.starch), fibre_out = 0.0;
    for (int j = 0; j < ZN_FIBRES; j++) {
      fibre_in += p->diet_fibre[j] - s.rate.y.lumen.fibre[j];
      fibre_out += p->microbiota_outflow[TANKS - 1] * m->fibre[TANKS - 1][j];
    }
    nearly(change[0], fibre_in - fibre_out, size[0]);
    const double seed = p->microbiota_inoculum * (p->microbiota_inoculum_base + (1.0 - p->microbiota_inoculum_base) * m->seed_bank);
    nearly(change[1], seed - p->microbiota_outflow[TANKS - 1] * microbes(m, TANKS - 1), size[1]);
    nearly(acid, -p->microbiota_outflow[TANKS - 1] * m->butyrate[TANKS - 1],
           acid + p->microbiota_acid_absorption * m->butyrate[0] * p->microbiota_volume[0]);
  }
}

/* Everything a tank's microbes eat becomes microbes by the yield, lactate, or acids and gas. */
static void microbes_grow_by_the_yield_of_what_disappears(void **state) {
  (void)state;
  for (int k = 0; k < PEOPLE; k++) {
    struct scene s;
    set(&s, k);
    life_set_all(&s.person, "microbiota_lactate", 0.0);
    look(&s);
    const struct zn_microbiota_states change = fermented(&s);
    for (int t = 0; t < TANKS; t++) {
      const double gone = -substrates(&change, t, &s.person), grown = microbes(&change, t);
      assert_true(gone > 0.0 && grown > 0.0);
      nearly(grown, s.person.microbiota_yield * gone, 100.0 * grown);
    }
  }
}

/* One group alone: its products stand in the proportions of the table to what it ate. */
static void each_group_makes_its_acids_from_what_it_eats(void **state) {
  (void)state;
  for (int k = 0; k < PEOPLE; k++) {
    struct scene s;
    set(&s, k);
    const int g = k % ZN_GROUPS;
    const double growth = s.person.microbiota_growth[g];
    life_set_all(&s.person, "microbiota_growth", 0.0);
    s.person.microbiota_growth[g] = growth;
    look(&s);
    const struct zn_microbiota_states change = fermented(&s);
    for (int t = 0; t < TANKS; t++) {
      const double eaten = microbes(&change, t) / s.person.microbiota_yield, acetate = s.now.y.microbiota.acetate[t];
      const double at_hand = acetate / (acetate + s.person.microbiota_acetate_half), size = 1e3 * eaten * 10.0;
      nearly(change.acetate[t], (s.person.microbiota_acetate[g] - s.person.microbiota_acetate_taken[g] * at_hand) * eaten, size);
      nearly(change.propionate[t], s.person.microbiota_propionate[g] * eaten, size);
      nearly(change.butyrate[t], s.person.microbiota_butyrate[g] * eaten, size);
      for (int other = 0; other < ZN_GROUPS; other++)
        if (other != g) assert_true(change.group[t][other] == 0.0);
    }
  }
}

/* A gram of carbohydrate holds 6/162 mol of carbon, a gram of lactate 3/90. Microbes are left out: their yield was measured in
 * broth, and part of their carbon is not from the carbohydrate. */
static void acids_hold_no_more_carbon_than_was_eaten(void **state) {
  (void)state;
  struct zn_parameters p;
  zn_parameters_default(&p);
  for (int g = 0; g < ZN_GROUPS; g++) {
    const double made =
        2.0 * p.microbiota_acetate[g] + 3.0 * p.microbiota_propionate[g] + 4.0 * p.microbiota_butyrate[g] + 3.0 * p.microbiota_lactate[g];
    const double eaten = g == ZN_GROUP_lactate_users ? 3.0 / p.microbiota_lactate_mass : 6.0 / 162.14e-3;
    if (made > eaten + 2.0 * p.microbiota_acetate_taken[g])
      fail_msg("group %d makes acids of %.1f mmol of carbon from %.1f", g, made, eaten);
  }
}

/* Mucus that is made and not in the layers is mucin in the lumen. Making does not depend on the layer: it shows at thickness 0. */
static void mucus_that_is_lost_is_mucin_in_the_lumen(void **state) {
  (void)state;
  for (int k = 0; k < PEOPLE; k++) {
    struct scene s, bare;
    set(&s, k);
    bare = s;
    for (int t = 0; t < TANKS; t++) bare.now.y.mucus.inner[t] = 0.0;
    look(&bare);
    const struct zn_parameters *p = &s.person;
    const struct zn_microbiota_states gain = fermented(&s), *m = &s.now.y.microbiota, *d = &s.rate.y.microbiota;
    for (int t = 0; t < TANKS; t++) {
      const double made = bare.rate.y.mucus.inner[t], kept = s.rate.y.mucus.inner[t] + s.rate.y.mucus.outer[t] / p->mucus_expansion;
      const double shed = p->mucus_area[t] * p->mucus_solids * (made - kept);
      const double from = t ? p->microbiota_outflow[t - 1] * m->mucin[t - 1] : 0.0, out = p->microbiota_outflow[t] * m->mucin[t];
      const double arrived = p->microbiota_volume[t] * (d->mucin[t] - gain.mucin[t]) - from + out;
      nearly(arrived, shed, 10.0 * (fabs(shed) + out + from + fabs(p->microbiota_volume[t] * gain.mucin[t])));
    }
  }
}

static void infliximab_leaves_only_by_clearance(void **state) {
  (void)state;
  for (int k = 0; k < PEOPLE; k++) {
    struct scene s;
    set(&s, k);
    const struct zn_circulation_states *y = &s.now.y.circulation, *d = &s.rate.y.circulation;
    const double lost = s.person.circulation_infliximab_clearance * y->infliximab_central / s.person.circulation_infliximab_central_volume;
    nearly(d->infliximab_central + d->infliximab_peripheral, -lost, fabs(d->infliximab_peripheral) + lost);
  }
}

/* The area under the curve of a drug times its clearance is the dose, whatever happens between the compartments. */
static void the_area_under_a_dose_of_infliximab_is_dose_over_clearance(void **state) {
  (void)state;
  struct zn_parameters p;
  double y[ZN_BODY_STATES], area = 0.0;
  zn_parameters_default(&p);
  memcpy(y, reference_rest, sizeof y);
  const int drug = life_state("circulation_infliximab_central");
  const double dose = 0.35, step_h = 6.0;
  y[drug] = dose;
  double left = dose;
  for (int k = 0; k < 4 * 365; k++) {
    life_go(y, &p, step_h, 1e-7);
    area += step_h * (left - y[drug]) / log(left / y[drug]); /* exact for a single exponential */
    left = y[drug];
  }
  const double removed = p.circulation_infliximab_clearance * area / p.circulation_infliximab_central_volume;
  assert_true(fabs(removed / dose - 1.0) < 0.002);
}

/* At rest what enters the blood is what liver and blood remove; the liver never removes more than flows through it. */
static void lipopolysaccharide_in_is_lipopolysaccharide_out(void **state) {
  (void)state;
  for (int k = 0; k < PEOPLE; k++) {
    struct zn_parameters p;
    double y[ZN_BODY_STATES], rate[ZN_BODY_STATES];
    life_draw(&p, 12, k);
    life_rest(y, &p, ZN_BRANCH_HEALTHY);
    const int lps = life_state("circulation_lps");
    zn_body_rates(0.0, y, &p, rate);
    assert_true(fabs(rate[lps]) < 1e-9 * y[lps]);
    const double clean = y[lps];
    p.liver_lps_clearance = 0.0;
    p.liver_shunt = 0.0;
    y[lps] = 0.0;
    zn_body_rates(0.0, y, &p, rate);
    const double inflow = rate[lps] * p.circulation_plasma_volume * p.person_weight;
    y[lps] = clean;
    zn_body_rates(0.0, y, &p, rate);
    nearly(rate[lps] * p.circulation_plasma_volume * p.person_weight, inflow - p.circulation_lps_clearance * clean, 10.0 * inflow);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_is_eaten_is_in_the_bowel_or_goes_on),
      cmocka_unit_test(tanks_pass_on_what_they_do_not_ferment),
      cmocka_unit_test(microbes_grow_by_the_yield_of_what_disappears),
      cmocka_unit_test(each_group_makes_its_acids_from_what_it_eats),
      cmocka_unit_test(acids_hold_no_more_carbon_than_was_eaten),
      cmocka_unit_test(mucus_that_is_lost_is_mucin_in_the_lumen),
      cmocka_unit_test(infliximab_leaves_only_by_clearance),
      cmocka_unit_test(the_area_under_a_dose_of_infliximab_is_dose_over_clearance),
      cmocka_unit_test(lipopolysaccharide_in_is_lipopolysaccharide_out),
  };
  return cmocka_run_group_tests(tests, begin, NULL);
}
