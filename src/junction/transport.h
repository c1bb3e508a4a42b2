/* A solute's way through breaks that come and go.
 *
 * In a cleft of even width the solute spreads in two dimensions: a compartment of area a holds a C, and through an open piece of strand
 * runs kappa w (C - C'), kappa = D H/L the permeability of a break (L the strand's thickness, w the break's width). The lumen has C = 1,
 * the basal side C = 0. Between two changes of the net this is linear, and compartments that breaks connect form small groups; each is
 * moved by its exact exponential, when and only when one of its pieces changes. No time step is chosen anywhere.
 *
 * Several solutes are followed through the same breaks: their groups share eigenvectors. */
#ifndef ZN_JUNCTION_TRANSPORT_H
#define ZN_JUNCTION_TRANSPORT_H

#include "net.h"

struct zn_transport {
  const struct zn_net *net;
  int n_solutes;
  const double *speed; /* [n_solutes] kappa w, cm2/h */
  double *content;     /* [n_solutes][n_compartments] concentration, lumen = 1 */
  double *came, *left; /* [n_solutes] from the lumen, to the basal side, since the start of counting; cm2 */
  double *carried;     /* [n_solutes] of what left: beyond the steady flow of open ways, carried in compartments opened in turn; cm2 */
  double *since;       /* [n_compartments] the time of its content, h */
  double *straight;    /* [n_pieces] the time up to which pieces between lumen and basal side were counted */
  struct zn_transport_group *group;
};

/* Starts at time 0 with contents falling evenly from row to row. Net and speeds are borrowed. ZN_MEMORY. Free with
 * zn_transport_clear. */
enum zn_status zn_transport_begin(struct zn_transport *transport, const struct zn_net *net, int n_solutes, const double *speed,
                                  struct zn_error *error);
void zn_transport_clear(struct zn_transport *transport);

/* Brings everything that touches `piece` to time `now`, with the net as it was until then: `open` [n_pieces]. To be called before the
 * piece changes. ZN_NUMERICAL when a group has no eigenvalues. */
enum zn_status zn_transport_before(struct zn_transport *transport, const unsigned char *open, int piece, double now,
                                   struct zn_error *error);
/* The same for everything. */
enum zn_status zn_transport_catch_up(struct zn_transport *transport, const unsigned char *open, double now, struct zn_error *error);
/* Forgets what came and left so far; everything must be at the same time. */
void zn_transport_count_anew(struct zn_transport *transport);
/* What the compartments hold of one solute, cm2. */
double zn_transport_held(const struct zn_transport *transport, int solute);

#endif
