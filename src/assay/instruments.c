/* What instruments make of a person. Equations and sources: README.md beside this file, and one page each in docs/assays/. */
#include "instruments.h"

#include <math.h>
#include <stdio.h>

#include "chamber.h"
#include "noise.h"

static double observed(const struct zn_sight *sight, const char *name) { return sight->observed[zn_observable_find(name)]; }

/* --- Endotoxin ----------------------------------------------------------------------------------------------------------------------- */

/* Half is found again, give or take, and what tubes and air add is found too. pg/mL. */
static double endotoxin_lal(const struct zn_sight *sight) {
  const struct zn_parameters *p = sight->person;
  const double recovery =
      p->assay_endotoxin_recovery * exp(p->assay_endotoxin_recovery_spread * zn_draw_of_moment(sight, "endotoxin_lal", "recovery"));
  const double added = p->assay_endotoxin_contamination *
                       exp(p->assay_endotoxin_contamination_spread * zn_draw_of_moment(sight, "endotoxin_lal", "contamination"));
  const double pg_per_ml = 1e12;
  return recovery * observed(sight, "serum_lps") + pg_per_ml * added;
}

/* Only what is free and active counts, in units of the reference standard; nothing comes from outside. EU/mL. */
static double endotoxin_strict(const struct zn_sight *sight) {
  const struct zn_parameters *p = sight->person;
  const double pg_per_ml = 1e12;
  const double recovery = exp(p->assay_endotoxin_recovery_spread * zn_draw_of_moment(sight, "endotoxin_strict", "recovery"));
  return recovery * p->assay_endotoxin_active_share * p->assay_endotoxin_units * observed(sight, "serum_lps") / pg_per_ml;
}

/* --- Under the microscope ------------------------------------------------------------------------------------------------------------ */

/* Claude 1978: resistance of a junction grows as p^-n with its strands, so a leak of L times the healthy one has ln L/ln(1/p) fewer.
 * Assumed: it gives all of the leak to lost strands. No junction has fewer than one. */
static double strands(const struct zn_sight *sight, enum zn_segment s) {
  const struct zn_parameters *p = sight->person;
  return fmax(p->assay_strands[s] + log(sight->wall->segment[s].leak) / log(p->assay_strand_open), 1.0);
}

static double gap_density(const struct zn_sight *sight, enum zn_segment s) {
  return sight->person->assay_gaps_healthy + sight->person->assay_gaps_cell_loss * sight->wall->segment[s].cell_loss;
}

/* How much more easily fluorescein passes between the cells than through this person's wall, were it healthy. */
static double leak_of_dye(const struct zn_sight *sight, enum zn_segment s) {
  const int index = zn_solute_find("fluorescein");
  const struct zn_solute *dye = sight->solutes ? &sight->solutes[index] : zn_solute_info(index);
  struct zn_wall_segment healthy = sight->wall->segment[s];
  struct zn_permeability now, then;
  healthy.leak = healthy.pore = healthy.absorptive_area = 1.0;
  healthy.cell_loss = 0.0;
  zn_solute_permeability(dye, sight->person, &sight->wall->segment[s], s, &now);
  zn_solute_permeability(dye, sight->person, &healthy, s, &then);
  return (now.pore + now.leak + now.cell_loss) / (then.pore + then.leak + then.cell_loss);
}

/* Plumes stand at random, so a field has none with chance exp(-plumes per field). Percent of the fields looked at. */
static double leakage(const struct zn_sight *sight, enum zn_segment s) {
  const struct zn_parameters *p = sight->person;
  const double plumes = p->assay_plumes_healthy * leak_of_dye(sight, s) + p->assay_plumes_cell_loss * sight->wall->segment[s].cell_loss;
  const int fields = (int)lround(p->assay_endomicroscopy_fields);
  char name[64];
  snprintf(name, sizeof name, "fluorescein_leakage[%s]", zn_segment_name(s));
  return 100.0 * zn_draw_fields(sight, name, fields, -expm1(-plumes)) / fields;
}

static double microerosion(const struct zn_sight *sight, enum zn_segment s) {
  const struct zn_parameters *p = sight->person;
  return 100.0 * (p->assay_erosion_healthy + p->assay_erosion_cell_loss * sight->wall->segment[s].cell_loss);
}

/* The grade is given to what was seen, not to what is there. */
static double watson_grade(const struct zn_sight *sight, enum zn_segment s) {
  char name[64];
  snprintf(name, sizeof name, "microerosion[%s]", zn_segment_name(s));
  const double eroded = zn_with_noise(sight, zn_marker_of(sight->library, name), name, microerosion(sight, s));
  if (eroded >= 100.0 * sight->person->assay_watson_erosion) return 3.0;
  return leakage(sight, s) >= 100.0 * sight->person->assay_watson_leak ? 2.0 : 1.0;
}

/* --- All of them --------------------------------------------------------------------------------------------------------------------- */

static double electrical(const struct zn_sight *sight, enum zn_instrument_reading what, enum zn_segment segment) {
  struct zn_mounted tissue;
  zn_chamber_mount(sight, segment, &tissue);
  const double bare = zn_chamber_bare(&tissue, sight->assay->mounted_h), umol = 1e3;
  return what == ZN_READING_total_resistance ? zn_chamber_resistance(&tissue, bare) : umol * zn_chamber_current(&tissue, bare);
}

double zn_instrument_value(const struct zn_sight *sight, enum zn_instrument_reading what, enum zn_segment segment) {
  const double ng_per_ml = 1e9;
  switch (what) {
    case ZN_READING_endotoxin_lal:
      return endotoxin_lal(sight);
    case ZN_READING_endotoxin_strict:
      return endotoxin_strict(sight);
    case ZN_READING_zonulin_kit:
      return ng_per_ml * sight->person->assay_zonulin_kit_protein;
    case ZN_READING_total_resistance:
    case ZN_READING_short_circuit_current:
      return electrical(sight, what, segment);
    case ZN_READING_strands:
      return strands(sight, segment);
    case ZN_READING_gap_density:
      return gap_density(sight, segment);
    case ZN_READING_fluorescein_leakage:
      return leakage(sight, segment);
    case ZN_READING_microerosion:
      return microerosion(sight, segment);
    case ZN_READING_watson_grade:
      return watson_grade(sight, segment);
    case ZN_INSTRUMENT_READINGS:
      break;
  }
  return NAN;
}
