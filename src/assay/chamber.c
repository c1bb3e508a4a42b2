/* Tissue between two baths: the wall of the body, laid flat, with what the chamber does to it. What is the same in resistance and in
 * permeability is computed once: the tissue under the epithelium is a length of fluid, seen by ions and by solutes alike. */
#include "chamber.h"

#include <math.h>
#include <stdio.h>

#include "solute/traveller.h"

enum { PANELS = 32 }; /* of Simpson's rule over the time of a measurement */

static double observed_in(const struct zn_sight *sight, const char *what, enum zn_segment segment) {
  char name[64];
  snprintf(name, sizeof name, "%s[%s]", what, zn_segment_name(segment));
  return sight->observed[zn_observable_find(name)];
}

/* The rim is as long as the edge of a round opening. */
static double edge_share(const struct zn_parameters *p, double area) {
  const double radius = sqrt(area / 3.141592653589793);
  return fmin(2.0 * p->assay_chamber_edge / radius, 1.0);
}

void zn_chamber_mount(const struct zn_sight *sight, enum zn_segment segment, struct zn_mounted *out) {
  *out = (struct zn_mounted){.person = sight->person,
                             .wall = sight->wall->segment[segment],
                             .segment = segment,
                             .epithelium = observed_in(sight, "epithelial_resistance", segment),
                             .under = observed_in(sight, "subepithelial_resistance", segment) * sight->assay->depth,
                             .edge = edge_share(sight->person, sight->assay->exposed_cm2)};
}

double zn_chamber_bare(const struct zn_mounted *tissue, double hours) {
  const double age = hours / tissue->person->assay_chamber_life, age2 = age * age;
  return 1.0 - (1.0 - tissue->edge) * exp(-age2 * age2 * age2);
}

double zn_chamber_mean_bare(const struct zn_mounted *tissue, double from_h, double to_h) {
  if (!(to_h > from_h)) return zn_chamber_bare(tissue, from_h);
  double sum = 0.0;
  for (int i = 0; i <= PANELS; i++) {
    const double weight = i == 0 || i == PANELS ? 1.0 : i % 2 ? 4.0 : 2.0;
    sum += weight * zn_chamber_bare(tissue, from_h + (to_h - from_h) * i / PANELS);
  }
  return sum / (3.0 * PANELS);
}

double zn_chamber_resistance(const struct zn_mounted *tissue, double bare) {
  return 1.0 / ((1.0 - bare) / (tissue->epithelium + tissue->under) + bare / tissue->under);
}

/* The cells drive a current that has two ways: back through their own epithelium, or out through the tissue under it and the clamp. */
double zn_chamber_current(const struct zn_mounted *tissue, double bare) {
  const double out = tissue->epithelium / (tissue->epithelium + tissue->under);
  return tissue->person->assay_short_circuit[tissue->segment] * (1.0 - bare) * out;
}

/* Water and mucus in front of the tissue, as one permeability. */
static double access_of(const struct zn_mounted *tissue, const struct zn_barrier *b, double diffusivity) {
  const struct zn_parameters *p = tissue->person;
  const double open = b->holes * tissue->wall.contact, through = b->gel * (1.0 + open) + open;
  const double mucus = p->assay_chamber_mucus * tissue->wall.mucus_cm * (1.0 + open) / through;
  return diffusivity / (p->assay_chamber_unstirred + mucus);
}

/* The tissue under the epithelium conducts like a column of fluid of length resistance/resistivity, and solutes diffuse through the same.
 */
static double under_of(const struct zn_mounted *tissue, double diffusivity) {
  return diffusivity * tissue->person->assay_chamber_resistivity / tissue->under;
}

double zn_chamber_permeability(const struct zn_mounted *tissue, const struct zn_solute *solute, double concentration, double bare) {
  const struct zn_parameters *p = tissue->person;
  const double folds = p->assay_chamber_folds[tissue->segment];
  struct zn_barrier barrier;
  struct zn_crossing c;
  zn_barrier_of(solute, p, (int)tissue->segment, &barrier);
  zn_crossing_at(&barrier, &tissue->wall, &c);
  const double access = access_of(tissue, &barrier, solute->diffusivity), under = under_of(tissue, solute->diffusivity);
  const double passive = (c.pore + c.leak + c.cell_loss + c.membrane) / folds;
  const double through = 1.0 / (1.0 + passive / under); /* what is left of a flux by what gathers under the epithelium */
  c.access = access;
  c.capacity *= through / folds;
  const double reach = zn_reach(&c, access + passive * through, concentration);
  const double intact = reach * (passive * through + c.capacity / (c.affinity + reach * concentration));
  return (1.0 - bare) * intact + bare / (1.0 / access + 1.0 / under);
}
