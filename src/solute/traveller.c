/* What one solute is in one person: the numbers that the equations take as given. Equations and sources: README.md. */
#include "traveller.h"

#include <math.h>

#include "body/epithelium/hindrance.inc"

/* Hindrance by size. Near contact the polynomial is no longer good (it rises again by 2e-6); there the limit of a thin film between
 * sphere and wall holds, (1-l)^2 0.984 ((1-l)/l)^(5/2). */
double zn_pore_hindrance(double lambda) {
  if (lambda <= 0.0) return 1.0;
  if (lambda < 0.95) return zn_hindrance_polynomial(lambda);
  if (lambda >= 1.0) return 0.0;
  const double gap = 1.0 - lambda, film = gap / lambda;
  return 0.984 * gap * gap * film * film * sqrt(film);
}

/* Charge at claudin-2: the selectivity is the permeability of a cation over that of an anion of equal size. */
static double pore_charge(double charge, const struct zn_parameters *p) { return exp(0.5 * charge * log(p->solute_pore_selectivity)); }

/* Diffusivity in mucus over that in water: obstruction by fibres, and the chance that a mesh is wide enough (Ogston form). */
static double gel_diffusivity(double radius, const struct zn_parameters *p) {
  const double fit = (radius + p->solute_mucus_fibre) / (0.5 * p->solute_mucus_mesh + p->solute_mucus_fibre);
  return p->solute_mucus_diffusivity * exp(-0.7853981633974483 * fit * fit);
}

static double carrier_density(enum zn_carrier carrier, int segment, const struct zn_parameters *p) {
  if (carrier == ZN_CARRIER_SGLT1) return p->solute_sglt1[segment];
  if (carrier == ZN_CARRIER_GLUT5) return p->solute_glut5[segment];
  if (carrier == ZN_CARRIER_PEPT1) return p->solute_pept1[segment];
  if (carrier == ZN_CARRIER_AMINO_ACID) return p->solute_amino_acid[segment];
  return 0.0;
}

void zn_barrier_of(const struct zn_solute *s, const struct zn_parameters *p, int segment, struct zn_barrier *out) {
  const double between = s->paracellular_factor * s->diffusivity;
  out->pore = between * p->solute_pore_conductance * zn_pore_hindrance(s->stokes_radius / p->solute_pore_radius) *
              pore_charge(s->charge, p) * p->solute_pore_share[segment];
  out->leak =
      between * p->solute_leak_conductance * zn_pore_hindrance(s->stokes_radius / p->solute_leak_radius) * p->solute_leak_share[segment];
  out->cell_loss = s->diffusivity * p->solute_cell_loss_conductance * p->solute_leak_share[segment];
  out->membrane = s->membrane_permeability * p->solute_membrane_share[segment] + s->transcytosis;
  out->capacity = s->carrier_affinity > 0.0 ? s->carrier_capacity * carrier_density(s->carrier, segment, p) : 0.0;
  out->affinity = out->capacity > 0.0 ? s->carrier_affinity : ZN_NEVER_FULL;
  out->water_layer = p->solute_unstirred_layer / s->diffusivity;
  out->mucus = p->solute_mucus_share[segment] / s->diffusivity;
  out->gel = gel_diffusivity(s->stokes_radius, p);
  out->holes = p->solute_mucus_holes;
  out->wetted = 2.0 / (segment < ZN_COLON ? p->solute_small_bowel_radius : p->solute_colon_radius);
}

static void transit_of(const struct zn_solute *s, const struct zn_parameters *p, struct zn_transit *out) {
  const double ln2 = 0.6931471805599453;
  out->emptying[ZN_DRINK] = ln2 / p->solute_drink_emptying_time;
  out->emptying[ZN_SOLID] = ln2 / p->solute_solid_emptying_time;
  out->passage[ZN_DRINK] = ZN_COMPARTMENTS / p->solute_drink_bowel_time;
  out->passage[ZN_SOLID] = ZN_COMPARTMENTS / p->solute_solid_bowel_time;
  for (int c = 0; c < ZN_COLON_SEGMENTS; c++) out->colon[c] = 1.0 / p->solute_colon_time[c];
  out->to_colon = p->solute_colon_presence;
  out->small_bowel_loss = s->small_bowel_loss;
  out->fermentation = s->fermentation;
  out->gastric = 2.0 / p->solute_gastric_radius * p->solute_gastric_conductance * s->paracellular_factor * s->diffusivity *
                 zn_pore_hindrance(s->stokes_radius / p->solute_leak_radius);
  for (int k = 0; k < ZN_SMALL_BOWEL_SEGMENTS; k++) out->fluid[k] = p->solute_resting_fluid[k] / zn_compartments_of(k);
  for (int k = ZN_COLON; k < ZN_SEGMENTS; k++) out->fluid[k] = p->solute_resting_fluid[k];
  out->isotonic = 1.0 / p->solute_osmolality;
  out->water_exchange = p->solute_water_exchange;
}

/* Well-stirred liver: with extraction E at normal function, clearance over flow is E/(1 - E) and scales with function. */
static void fate_of(const struct zn_solute *s, const struct zn_parameters *p, struct zn_fate *out) {
  const double e = s->hepatic_extraction, cleared = e * p->liver_function;
  out->first_pass = e > 0.0 ? (1.0 - s->lymph_share) * (1.0 - p->liver_shunt) * cleared / (1.0 - e + cleared) : 0.0;
  out->renal = s->renal_clearance * p->solute_glomerular_filtration / s->volume;
  out->other = s->other_clearance;
}

void zn_traveller_of(const struct zn_solute *s, const struct zn_parameters *p, struct zn_traveller *out) {
  for (int k = 0; k < ZN_SEGMENTS; k++) zn_barrier_of(s, p, k, &out->barrier[k]);
  transit_of(s, p, &out->transit);
  fate_of(s, p, &out->fate);
}

void zn_traveller_in_units(struct zn_traveller *t, double amount, double volume) {
  const double concentration = amount / volume;
  for (int k = 0; k < ZN_SEGMENTS; k++) {
    if (t->barrier[k].affinity < ZN_NEVER_FULL) t->barrier[k].affinity /= concentration;
    t->barrier[k].capacity /= concentration;
    t->transit.fluid[k] /= volume;
  }
  t->transit.isotonic *= concentration;
}
