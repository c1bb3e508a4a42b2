/* Solutes: whatever tries to cross the wall, and what becomes of a dose of it.
 *
 * The list is data/solutes.csv; adding a solute is adding a row. Units are internal (hour, cm, g, mmol, mL) unless a
 * name says otherwise. */
#ifndef ZONULA_SOLUTE_H
#define ZONULA_SOLUTE_H

#include "parameters.h"
#include "status.h"
#include "wall.h"

/* The way through the cell. */
enum zn_carrier { ZN_CARRIER_NONE, ZN_CARRIER_SGLT1, ZN_CARRIER_GLUT5, ZN_CARRIER_PEPT1, ZN_CARRIER_AMINO_ACID, ZN_CARRIERS };

/* Where a dose is put. Segments follow as ZN_SITE_SEGMENT + enum zn_segment. */
enum zn_site { ZN_SITE_ORAL, ZN_SITE_INTRAVENOUS, ZN_SITE_RECTAL, ZN_SITE_SEGMENT };

/* One row of data/solutes.csv. Strings are static. */
struct zn_solute {
  const char *name;             /* "51Cr-EDTA" */
  const char *meaning;          /* what it stands for */
  double molar_mass;            /* g/mmol */
  double stokes_radius;         /* cm */
  double charge;                /* elementary charges at neutral pH */
  double diffusivity;           /* free, 37 C, cm2/h */
  double paracellular_factor;   /* fitted deviation from the radius rule, 1 = none */
  double membrane_permeability; /* passive through the cell, cm/h, smooth area */
  enum zn_carrier carrier;
  double carrier_capacity;   /* V_max, mmol/cm2/h, smooth area, jejunum */
  double carrier_affinity;   /* K_m, mmol/mL */
  double transcytosis;       /* cm/h, smooth area, healthy wall */
  double small_bowel_loss;   /* digestion in the lumen or brush border, 1/h */
  double fermentation;       /* loss to colonic microbes, 1/h */
  double hepatic_extraction; /* share removed at first pass, 0..1 */
  double lymph_share;        /* share of uptake that leaves by lymph, past the liver, 0..1 */
  double volume;             /* distribution, mL per g body weight */
  double renal_clearance;    /* relative to glomerular filtration */
  double other_clearance;    /* 1/h, loss that is not urine */
  const char *source;        /* ids in data/sources.csv, separated by spaces */
  const char *grade;
};

int zn_solute_count(void);
const struct zn_solute *zn_solute_info(int index); /* NULL outside 0..count-1 */
int zn_solute_find(const char *name);              /* -1 if there is none */

/* One dose. Amount in mmol (for particles: any unit, the answer has the same). */
struct zn_dose {
  double time_h;
  double amount_mmol;
  enum zn_site site;  /* ZN_SITE_SEGMENT + k instils into segment k */
  double drink_ml;    /* volume swallowed with it; oral only */
  double solid_share; /* share that travels like solids, 0..1; < 0: the person's parameter */
};

/* Where a dose is at one time; all mmol since the first dose; the sum of the first block is the dose given so far. */
struct zn_whereabouts {
  double stomach, small_bowel[ZN_SMALL_BOWEL_SEGMENTS], colon[ZN_COLON_SEGMENTS], faeces; /* in the tube, and out of it */
  double digested, fermented, liver, blood, other, urine;                                 /* beyond the wall, or gone */
  double crossed[ZN_SEGMENTS];                                                            /* taken up, by segment (also counted above) */
  double by_pore, by_leak, by_cell_loss, by_cell;                                         /* taken up, by route (also counted above) */
};

/* Follows the doses of one solute through one person. `person`: the person's parameters; `wall`: the body's course over
 * the same clock (held constant outside it); `time_h` [n_times], rising, where the answer is wanted; `at` [n_times] is
 * filled. ZN_ARGUMENT with a text when a dose, a time or the wall is none; ZN_NUMERICAL when the integration fails. */
enum zn_status zn_solute_follow(const struct zn_solute *solute, const struct zn_parameters *person, const struct zn_wall_course *wall,
                                const struct zn_dose *doses, int n_doses, const double *time_h, int n_times, struct zn_whereabouts *at,
                                struct zn_error *error);

/* The permeability of one wall segment to one solute, by route, cm/h on smooth area, unstirred layer not included. */
struct zn_permeability {
  double pore, leak, cell_loss, cell;
};
void zn_solute_permeability(const struct zn_solute *solute, const struct zn_parameters *person, const struct zn_wall_segment *wall,
                            enum zn_segment segment, struct zn_permeability *out);

/* Hindrance of diffusion of a sphere in a cylindrical pore, lambda = radius / pore radius, 0..1 (Dechadilok & Deen 2006;
 * near contact the limit of a thin film); falls from 1 to 0, which it is for lambda >= 1. */
double zn_pore_hindrance(double lambda);

#endif
