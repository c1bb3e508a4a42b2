/* Breaks that form and seal: every piece of strand for itself, with exponential waiting times, simulated exactly from event to event
 * (Gillespie 1977, in the form of one clock for each piece). A piece of length s breaks at `opening` s and seals at `sealing`, so it is
 * open for the share opening s/(opening s + sealing) of time.
 *
 * The n-th waiting time of a piece depends on (seed, replicate, piece, n) alone: other rates stretch the same story, which makes
 * comparisons of rates sharp, and nobody's threads matter. */
#ifndef ZN_JUNCTION_BREAKS_H
#define ZN_JUNCTION_BREAKS_H

#include <stdint.h>

#include "net.h"

struct zn_breaks {
  const struct zn_net *net;
  double opening, sealing; /* 1/(cm h), 1/h */
  uint64_t seed;
  uint32_t replicate;
  unsigned char *open; /* [n_pieces] */
  double *next;        /* [n_pieces] when it changes, h; HUGE_VAL: never */
  uint32_t *drawn;     /* [n_pieces] */
};

/* Starts at time 0 in the stationary state. The net is borrowed. ZN_MEMORY. Free with zn_breaks_clear. */
enum zn_status zn_breaks_begin(struct zn_breaks *breaks, const struct zn_net *net, double opening, double sealing, uint64_t seed,
                               uint32_t replicate, struct zn_error *error);
void zn_breaks_clear(struct zn_breaks *breaks);

/* The piece that changes next; it changes at next[piece]. */
int zn_breaks_next(const struct zn_breaks *breaks);
/* Lets it change, and draws when it will change again. */
void zn_breaks_change(struct zn_breaks *breaks, int piece);

#endif
