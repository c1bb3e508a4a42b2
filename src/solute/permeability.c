/* The public question about permeability; the equations are in permeability.inc. */
#include "traveller.h"

void zn_solute_permeability(const struct zn_solute *solute, const struct zn_parameters *person, const struct zn_wall_segment *wall,
                            enum zn_segment segment, struct zn_permeability *out) {
  struct zn_barrier barrier;
  struct zn_crossing crossing;
  zn_barrier_of(solute, person, (int)segment, &barrier);
  zn_crossing_at(&barrier, wall, &crossing);
  *out = (struct zn_permeability){.pore = crossing.pore,
                                  .leak = crossing.leak,
                                  .cell_loss = crossing.cell_loss,
                                  .cell = crossing.membrane + crossing.capacity / crossing.affinity};
}
