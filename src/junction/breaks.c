#include "breaks.h"

#include <math.h>
#include <stdlib.h>

#include "base/random.h"
#include "base/status.h"

static double draw(struct zn_breaks *b, int piece) {
  return zn_uniform(b->seed, b->replicate, zn_stream("junction") + (uint32_t)piece, b->drawn[piece]++);
}

static void set_clock(struct zn_breaks *b, int piece, double now) {
  const double rate = b->open[piece] ? b->sealing : b->opening * b->net->piece[piece].length;
  const double wait = -log(draw(b, piece));
  b->next[piece] = rate > 0.0 ? now + wait / rate : HUGE_VAL;
}

enum zn_status zn_breaks_begin(struct zn_breaks *breaks, const struct zn_net *net, double opening, double sealing, uint64_t seed,
                               uint32_t replicate, struct zn_error *error) {
  const size_t n = (size_t)net->n_pieces;
  *breaks =
      (struct zn_breaks){.net = net, .opening = opening, .sealing = sealing, .seed = seed, .replicate = replicate, .open = calloc(n, 1)};
  breaks->next = calloc(n, sizeof *breaks->next);
  breaks->drawn = calloc(n, sizeof *breaks->drawn);
  if (!breaks->open || !breaks->next || !breaks->drawn) {
    zn_breaks_clear(breaks);
    return zn_fail(error, ZN_MEMORY, "no memory for %d pieces of strand", net->n_pieces);
  }
  for (int k = 0; k < net->n_pieces; k++) {
    const double forming = opening * net->piece[k].length, all = forming + sealing;
    breaks->open[k] = all > 0.0 && draw(breaks, k) * all < forming;
    set_clock(breaks, k, 0.0);
  }
  return ZN_OK;
}

void zn_breaks_clear(struct zn_breaks *breaks) {
  free(breaks->open);
  free(breaks->next);
  free(breaks->drawn);
  *breaks = (struct zn_breaks){0};
}

int zn_breaks_next(const struct zn_breaks *breaks) {
  int first = 0;
  for (int k = 1; k < breaks->net->n_pieces; k++)
    if (breaks->next[k] < breaks->next[first]) first = k;
  return first;
}

void zn_breaks_change(struct zn_breaks *breaks, int piece) {
  breaks->open[piece] = !breaks->open[piece];
  set_clock(breaks, piece, breaks->next[piece]);
}
