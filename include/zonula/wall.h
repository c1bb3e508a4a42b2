/* What the body shows to whatever tries to cross it: one wall segment at one moment, and its course in time.
 * This is the only face of the body that the solute room sees; probes never act back on the body. */
#ifndef ZONULA_WALL_H
#define ZONULA_WALL_H

#include "anatomy.h"

/* One segment of wall. "Relative" means relative to the healthy reference person, whose value is 1. */
struct zn_wall_segment {
  double leak;            /* leak route (about 5.5 nm), relative; includes fast stress */
  double pore;            /* claudin-2 pore route (about 0.45 nm), relative */
  double cell_loss;       /* share of epithelium lost, 0..1: the unrestricted route */
  double absorptive_area; /* villus area for pores and carriers, relative; 1 in the colon */
  double mucus_cm;        /* total mucus thickness, cm */
  double contact;         /* bacterial density at the epithelium, relative */
};

/* The whole wall at one moment. `gastric_leak` is the relative opening of the gastroduodenal mucosa (sucrose). */
struct zn_wall {
  struct zn_wall_segment segment[ZN_SEGMENTS];
  double gastric_leak;
};

/* The wall over time: `n` moments, strictly or weakly rising `time_h` (two equal times mark a jump).
 * Between moments the wall is interpolated linearly. A view: owns nothing. */
struct zn_wall_course {
  int n;
  const double *time_h;       /* [n], hours on the same clock as the doses */
  const struct zn_wall *wall; /* [n] */
};

#endif
