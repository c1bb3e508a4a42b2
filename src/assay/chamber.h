/* Tissue between two baths (Ussing chamber). Equations: README.md beside this file. */
#ifndef ZN_ASSAY_CHAMBER_H
#define ZN_ASSAY_CHAMBER_H

#include "reading.h"

/* A mounted piece of one segment. Areas are those between the baths. */
struct zn_mounted {
  const struct zn_parameters *person;
  struct zn_wall_segment wall;
  enum zn_segment segment;
  double epithelium, under; /* resistances of intact epithelium and of the tissue under it, ohm cm2 */
  double edge;              /* share of the area crushed by the rim */
};

void zn_chamber_mount(const struct zn_sight *sight, enum zn_segment segment, struct zn_mounted *out);

/* Share of the area without epithelium `hours` after mounting: the crushed rim and what has come off since. */
double zn_chamber_bare(const struct zn_mounted *tissue, double hours);

/* Resistance of the whole piece, ohm cm2, with this share bare: intact tissue in parallel with bare. */
double zn_chamber_resistance(const struct zn_mounted *tissue, double bare);

/* Active current that reaches the clamp, mmol of charges per cm2 and hour. */
double zn_chamber_current(const struct zn_mounted *tissue, double bare);

/* Flux over concentration at `concentration` (mmol/mL; 0: its limit) in the luminal bath and none behind, cm/h. */
double zn_chamber_permeability(const struct zn_mounted *tissue, const struct zn_solute *solute, double concentration, double bare);

/* Mean of zn_chamber_bare over the time of a measurement. */
double zn_chamber_mean_bare(const struct zn_mounted *tissue, double from_h, double to_h);

#endif
