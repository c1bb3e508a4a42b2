/* The strands of a stretch of tight junction as a wall of bricks, after Tervonen et al. 2019.
 *
 * `strands` run along the junction, one behind the other. Between two neighbours lies a row of compartments, parted by short strands
 * across; rows are shifted by half a compartment, so that two pieces of a strand border a compartment on either side, and one piece
 * where the other side is the lumen or the lateral space. The ends of the stretch are walls. */
#ifndef ZN_JUNCTION_NET_H
#define ZN_JUNCTION_NET_H

#include "zonula/parameters.h"
#include "zonula/status.h"

/* What lies beyond the outermost strands, in the place of a compartment's number. */
enum { ZN_NET_LUMEN = -1, ZN_NET_BASAL = -2 };

/* A piece of strand: it is intact or has one break. */
struct zn_net_piece {
  int from, to;          /* the compartments on its sides, nearer to the lumen first; or ZN_NET_LUMEN, ZN_NET_BASAL */
  double length;         /* cm */
  double x0, y0, x1, y1; /* cm along the junction and across it, from the lumen; for drawing */
};

struct zn_net_compartment {
  int row;       /* 0: behind the first strand */
  double area;   /* cm2 */
  double x0, x1; /* cm */
};

struct zn_net {
  int strands, n_pieces, n_compartments;
  double width, height; /* of the stretch, and of a row, cm */
  struct zn_net_piece *piece;
  struct zn_net_compartment *compartment;
  int *first;  /* [n_compartments + 1] where a compartment's pieces begin in `around` */
  int *around; /* numbers of pieces */
};

/* Builds the net of `strands` >= 1 strands. ZN_ARGUMENT when there is none, ZN_MEMORY. Free with zn_net_clear. */
enum zn_status zn_net_build(struct zn_net *net, int strands, const struct zn_parameters *parameters, struct zn_error *error);
void zn_net_clear(struct zn_net *net);

/* The side of a piece that is not `compartment`. */
static inline int zn_net_across(const struct zn_net_piece *piece, int compartment) {
  return piece->from == compartment ? piece->to : piece->from;
}

#endif
