/* The tight junction as a net of strands that break and reseal: electrical resistance and permeability that follow from the number of
 * strands, the life of their breaks, and the size of what tries to pass (Tervonen et al. 2019; the rule of Claude 1978 beside it).
 *
 * The numbers are the rows junction_* of data/parameters.csv; the equations, their sources and their limits stand in docs/junction.md.
 * Units are internal (hour, cm, siemens); permeabilities are per area of epithelium, not per smooth area, unless said. */
#ifndef ZONULA_JUNCTION_H
#define ZONULA_JUNCTION_H

#include <stdint.h>

#include "parameters.h"
#include "solute.h"
#include "status.h"

/* What tries to pass. */
struct zn_junction_probe {
  char name[48];
  double radius;      /* cm */
  double diffusivity; /* free, cm2/h */
};

/* A row of data/solutes.csv by its name, or "PEG <mass>" of any mass from 100 to 100000 g/mol by the laws of Tervonen et al. 2019, r =
 * 0.29 M^0.454 angstrom and D = 9.9e-5 M^-0.453 cm2/s (37 C). ZN_INPUT, with the nearest name, for others. */
enum zn_status zn_junction_probe_find(struct zn_junction_probe *probe, const char *name, struct zn_error *error);

/* Hindrance of diffusion of a sphere between two walls, lambda = radius / half-distance, 0..1, equilibrium partition included (Dechadilok
 * and Deen 2006); falls from 1 to 0, which it is for lambda >= 1. */
double zn_slit_hindrance(double lambda);

/* Share of time in which a claudin-2 channel is open: one open state between two closed ones (Weber et al. 2015); the four rates are
 * unverified. */
double zn_junction_channel_open(const struct zn_parameters *parameters);

/* Ways to calculate that are not ours: what the public code of the model does in places where it looks wrong. Sums of them are allowed. */
enum zn_junction_variant {
  ZN_JUNCTION_POROSITY_ON_HOPS = 1, /* the cleft's share of the area slows the hops between compartments instead of the flux */
  ZN_JUNCTION_SHORT_BREAKS = 2      /* the resistance of a break is divided by 10^6 once too often */
};

/* One junction to be simulated. */
struct zn_junction_case {
  int strands;
  double opening, sealing; /* factors on junction_opening_rate and junction_sealing_rate; 1: as they are */
};

struct zn_junction_request {
  int n_cases, n_probes, n_shown;
  int n_by_strands, n_scan; /* the first cases differ in strands; then come two scans of n_scan cases, of opening and of sealing, each from
                               the same case on; 0: none. What is drawn and said about them rests on it. */
  const struct zn_junction_case *cases;
  const struct zn_junction_probe *probes; /* the first n_shown were asked for, the others make the curve against size */
  int replicates;                         /* stretches of junction followed for each case; 0: 16 */
  uint64_t seed;
  int threads;                                       /* 0: all; changes no byte of the answer */
  unsigned variant;                                  /* sum of enum zn_junction_variant; 0: ours */
  int channels;                                      /* 1: claudin-2 channels in the strands, junction_channel_* */
  int (*progress)(void *context, int done, int all); /* of stretches; nonzero stops the work */
  void *progress_context;
};

/* Over the stretches: mean, and the 90 % interval in which the mean of as many others would lie around the truth, by the bootstrap over
 * stretches; NAN with one stretch. */
struct zn_junction_mean {
  double mean, lo90, hi90;
};

/* What came out of one case. Resistances are ohm cm2 in units of 1 S: cm2/S; permeabilities cm/h. */
struct zn_junction_row {
  struct zn_junction_case what;
  struct zn_junction_mean resistance;  /* mean over time of a stretch with its tricellular pores: the TER of the published model */
  double resistance_sd;                /* of one stretch over time */
  struct zn_junction_mean tissue;      /* stretches side by side: 1 / mean conductance; the TER of a wide epithelium */
  double bicellular_resistance;        /* mean over time, without the tricellular pores */
  double intact_resistance;            /* the same if no strand were ever broken */
  double ways;                         /* conductance of open ways, without tricellular pores and intact strands, S/cm2 */
  struct zn_junction_mean open;        /* share of strand pieces with a break, over time */
  double expected_open;                /* and what the rates say */
  struct zn_junction_mean *bicellular; /* [n_probes] permeability through breaks */
  struct zn_junction_mean *total;      /* [n_probes] and with the tricellular pores */
  double *carried;                     /* [n_probes] of `bicellular`: not through open ways, but in compartments opened in turn */
  struct zn_junction_mean *watched;    /* [n_probes] `bicellular` from watching alone; its interval is too narrow where ways are rare */
  double imbalance;                    /* largest |came - left - gained| over what came, of any stretch and probe */
};

/* A strand net at one moment, for drawing: the last moment of the first stretch of a case. Lengths in cm. */
struct zn_junction_piece {
  float x0, y0, x1, y1;
  int open;
};
struct zn_junction_compartment {
  float x0, y0, x1, y1, concentration; /* of the first probe, lumen = 1 */
};
struct zn_junction_picture {
  double width, height;
  int n_pieces, n_compartments;
  struct zn_junction_piece *piece;
  struct zn_junction_compartment *compartment;
};

struct zn_junction {
  int n_cases, n_by_strands, n_scan, n_probes, n_shown, replicates;
  uint64_t seed;
  unsigned variant;
  int channels;
  struct zn_parameters parameters;
  struct zn_junction_probe *probe;     /* [n_probes] */
  double *tricellular;                 /* [n_probes] permeability of the pores where three cells meet */
  double tricellular_resistance;       /* cm2/S */
  double channel_open;                 /* share of time */
  struct zn_junction_row *row;         /* [n_cases] */
  struct zn_junction_picture *picture; /* [n_cases] */
};

/* Simulates. ZN_ARGUMENT for a request that is none, ZN_INTERRUPTED when progress asked to stop, ZN_NUMERICAL, ZN_MEMORY. Free with
 * zn_junction_free. */
enum zn_status zn_junction_run(struct zn_junction **junction, const struct zn_junction_request *request,
                               const struct zn_parameters *parameters, struct zn_error *error);
void zn_junction_free(struct zn_junction *junction);

/* Claude's rule R = R_min p^-n for this number of strands, through the resistance of `anchor`, with the p of
 * junction_claude_open_share; cm2/S. */
double zn_junction_claude(const struct zn_junction *junction, const struct zn_junction_row *anchor, int strands);

/* A permeability as the leak route's porosity over length, 1/cm of smooth area: that of pores of solute_leak_radius through which the probe
 * passes as fast, with junction_smooth_amplification of epithelium on the smooth area. */
double zn_junction_leak(const struct zn_junction *junction, int probe, double permeability);

/* The factor on opening (or on sealing) at which the total permeability to a probe is `times` that at the start of the scan: between the
 * cases of the scan, linear in the logarithms. NAN where no two of them enclose it, and without a scan. */
double zn_junction_opening_for(const struct zn_junction *junction, int probe, double times);
double zn_junction_sealing_for(const struct zn_junction *junction, int probe, double times);

/* Where it is written. Page, table and figures as the other reports: folders are made, files appear whole, gnuplot draws. `command`: the
 * command line that makes them again. */
enum zn_status zn_junction_write_csv(const struct zn_junction *junction, const char *path, struct zn_error *error);
enum zn_status zn_junction_write_report(const struct zn_junction *junction, const char *path, const char *command, struct zn_error *error);

#endif
