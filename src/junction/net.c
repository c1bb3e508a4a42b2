#include "net.h"

#include <stdlib.h>

#include "base/status.h"

/* Places along the junction are counted in half compartments, 0 to 2 columns. */
struct plan {
  int strands, columns;
  double half, height; /* cm */
};

static int row_size(const struct plan *p, int row) { return row % 2 ? p->columns + 1 : p->columns; }

/* Whether two compartments of the row meet at this place. */
static int has_wall(const struct plan *p, int row, int place) {
  if (row < 0 || row >= p->strands - 1) return p->strands == 1 && place % 2 == 0;
  return place % 2 == row % 2;
}

static int row_start(const struct plan *p, int row) {
  int first = 0;
  for (int r = 0; r < row; r++) first += row_size(p, r);
  return first;
}

/* The compartment of a row above the middle between `place` and the next one. */
static int compartment_at(const struct plan *p, int row, int place) {
  if (row < 0) return ZN_NET_LUMEN;
  if (row >= p->strands - 1) return ZN_NET_BASAL;
  return row_start(p, row) + (row % 2 ? (place + 1) / 2 : place / 2);
}

static void lay_compartments(struct zn_net *net, const struct plan *p) {
  const int last = 2 * p->columns;
  for (int row = 0; row < p->strands - 1; row++)
    for (int k = 0; k < row_size(p, row); k++) {
      const int from = row % 2 ? 2 * k - 1 : 2 * k, low = from < 0 ? 0 : from, high = from + 2 > last ? last : from + 2;
      net->compartment[net->n_compartments++] =
          (struct zn_net_compartment){row, (high - low) * p->half * p->height, low * p->half, high * p->half};
    }
}

static void lay_piece(struct zn_net *net, const struct zn_net_piece *piece) { net->piece[net->n_pieces++] = *piece; }

/* Pieces of the strand behind row `strand` - 1. */
static void lay_strand(struct zn_net *net, const struct plan *p, int strand) {
  const double y = strand * p->height;
  for (int from = 0, place = 1; place <= 2 * p->columns; place++)
    if (place == 2 * p->columns || has_wall(p, strand - 1, place) || has_wall(p, strand, place)) {
      lay_piece(net, &(struct zn_net_piece){compartment_at(p, strand - 1, from), compartment_at(p, strand, from), (place - from) * p->half,
                                            from * p->half, y, place * p->half, y});
      from = place;
    }
}

/* Pieces between the compartments of one row. */
static void lay_crossings(struct zn_net *net, const struct plan *p, int row) {
  for (int place = 1; place < 2 * p->columns; place++)
    if (has_wall(p, row, place))
      lay_piece(net, &(struct zn_net_piece){compartment_at(p, row, place - 1), compartment_at(p, row, place), p->height, place * p->half,
                                            row * p->height, place * p->half, (row + 1) * p->height});
}

static void count_side(struct zn_net *net, int compartment) {
  if (compartment >= 0) net->first[compartment + 2]++;
}

static void add_side(struct zn_net *net, int compartment, int piece) {
  if (compartment >= 0) net->around[net->first[compartment + 1]++] = piece;
}

/* Each compartment's pieces: counts, from them where each begins, one place further on; filling moves that to where it ends. */
static void link_pieces(struct zn_net *net) {
  for (int k = 0; k < net->n_pieces; k++) count_side(net, net->piece[k].from), count_side(net, net->piece[k].to);
  for (int i = 0; i < net->n_compartments; i++) net->first[i + 2] += net->first[i + 1];
  for (int k = 0; k < net->n_pieces; k++) add_side(net, net->piece[k].from, k), add_side(net, net->piece[k].to, k);
}

enum zn_status zn_net_build(struct zn_net *net, int strands, const struct zn_parameters *parameters, struct zn_error *error) {
  const struct plan plan = {strands, (int)(parameters->junction_compartments + 0.5), 0.5 * parameters->junction_compartment_width,
                            parameters->junction_compartment_height};
  *net = (struct zn_net){.strands = strands, .width = 2.0 * plan.half * plan.columns, .height = plan.height};
  if (strands < 1 || plan.columns < 1 || !(plan.half > 0.0) || !(plan.height > 0.0))
    return zn_fail(error, ZN_ARGUMENT, "a junction has at least one strand and one compartment, not %d and %d", strands, plan.columns);
  const size_t compartments = (size_t)strands * ((size_t)plan.columns + 1), pieces = 3 * compartments + 2 * (size_t)plan.columns;
  net->piece = calloc(pieces, sizeof *net->piece);
  net->compartment = calloc(compartments, sizeof *net->compartment);
  net->first = calloc(compartments + 2, sizeof *net->first);
  net->around = calloc(2 * pieces, sizeof *net->around);
  if (!net->piece || !net->compartment || !net->first || !net->around) {
    zn_net_clear(net);
    return zn_fail(error, ZN_MEMORY, "no memory for %d strands", strands);
  }
  lay_compartments(net, &plan);
  for (int s = 0; s < strands; s++) {
    lay_strand(net, &plan, s);
    if (s < strands - 1) lay_crossings(net, &plan, s);
  }
  link_pieces(net);
  return ZN_OK;
}

void zn_net_clear(struct zn_net *net) {
  free(net->piece);
  free(net->compartment);
  free(net->first);
  free(net->around);
  *net = (struct zn_net){0};
}
