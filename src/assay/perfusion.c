/* A perfused piece of gut: P_eff = flow/(2 pi r L) ln(in/out), so that an error of the two concentrations is an error of P_eff, however
 * small P_eff is. */
#include "perfusion.h"

#include <math.h>

#include "solute/traveller.h"

double zn_perfusion_permeability(const struct zn_sight *sight, const struct zn_solute *solute, enum zn_segment segment,
                                 double concentration) {
  struct zn_barrier barrier;
  struct zn_crossing c;
  zn_barrier_of(solute, sight->person, (int)segment, &barrier);
  zn_crossing_at(&barrier, &sight->wall->segment[segment], &c);
  const double passive = c.pore + c.leak + c.cell_loss + c.membrane;
  const double reach = zn_reach(&c, c.access + passive, concentration);
  return reach * (passive + c.capacity / (c.affinity + reach * concentration));
}

double zn_perfusion_error(const struct zn_sight *sight, enum zn_segment segment, double cv) {
  const struct zn_parameters *p = sight->person;
  if (!(sight->assay->flow > 0.0)) return 0.0;
  const double radius = (int)segment < ZN_COLON ? p->solute_small_bowel_radius : p->solute_colon_radius;
  const double surface = 2.0 * 3.141592653589793 * radius * sight->assay->segment_cm;
  return sqrt(2.0) * cv * sight->assay->flow / surface;
}
