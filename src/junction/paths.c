#include "paths.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "base/status.h"

struct search {
  const struct zn_net *net;
  double *share;       /* [n_pieces] of time that it is open */
  unsigned char *open; /* [n_pieces] */
  int *layer;          /* [strands + 1] where the pieces of a strand and the row behind it begin */
  int *member, *place; /* [n_compartments] a list of compartments; and where each stands in it, or -1 */
  double *matrix;      /* [n_compartments][n_compartments + 1] */
  int copies;          /* of what is drawn beyond each row from the second on */
  uint64_t seed;
  uint32_t replicate, stream, drawn;
  double sum;
};

/* --- The net at one moment ------------------------------------------------------------------------------------------------------------ */

/* Appends what is across open pieces to the list, to its end. */
static int spread(struct search *s, int n) {
  for (int k = 0; k < n; k++)
    for (int e = s->net->first[s->member[k]]; e < s->net->first[s->member[k] + 1]; e++) {
      const int piece = s->net->around[e], across = zn_net_across(&s->net->piece[piece], s->member[k]);
      if (s->open[piece] && across >= 0 && s->place[across] < 0) s->member[n] = across, s->place[across] = n++;
    }
  return n;
}

static int touches(const struct search *s, int compartment, int side) {
  int n = 0;
  for (int e = s->net->first[compartment]; e < s->net->first[compartment + 1]; e++)
    n += s->open[s->net->around[e]] && zn_net_across(&s->net->piece[s->net->around[e]], compartment) == side;
  return n;
}

/* Kirchhoff's law in the listed compartments by elimination without pivots, which a matrix of this kind allows; then the current into the
 * basal side. */
static double current(struct search *s, int n) {
  const int w = n + 1;
  double *a = s->matrix, sum = 0.0;
  memset(a, 0, (size_t)n * (size_t)w * sizeof *a);
  for (int k = 0; k < n; k++) {
    const int i = s->member[k];
    for (int e = s->net->first[i]; e < s->net->first[i + 1]; e++) {
      if (!s->open[s->net->around[e]]) continue;
      const int across = zn_net_across(&s->net->piece[s->net->around[e]], i);
      a[k * w + k] += 1.0;
      if (across >= 0) a[k * w + s->place[across]] -= 1.0;
    }
    a[k * w + n] = touches(s, i, ZN_NET_LUMEN);
  }
  for (int p = 0; p < n; p++)
    for (int r = p + 1; r < n; r++) {
      const double factor = a[r * w + p] / a[p * w + p];
      for (int c = p; factor != 0.0 && c <= n; c++) a[r * w + c] -= factor * a[p * w + c];
    }
  for (int r = n - 1; r >= 0; r--) {
    for (int c = r + 1; c < n; c++) a[r * w + n] -= a[r * w + c] * a[c * w + n];
    a[r * w + n] /= a[r * w + r];
    sum += touches(s, s->member[r], ZN_NET_BASAL) * a[r * w + n];
  }
  return sum;
}

/* Every group that touches the basal side; those that do not touch the lumen too carry nothing. */
static double conductance_now(struct search *s) {
  double sum = 0.0;
  for (int k = 0; k < s->net->n_pieces; k++) {
    const struct zn_net_piece *p = &s->net->piece[k];
    if (!s->open[k] || p->to != ZN_NET_BASAL) continue;
    if (p->from == ZN_NET_LUMEN)
      sum += 1.0;
    else if (s->place[p->from] == -1) {
      s->member[0] = p->from;
      s->place[p->from] = 0;
      const int n = spread(s, 1);
      int fed = 0;
      for (int i = 0; i < n; i++) fed += touches(s, s->member[i], ZN_NET_LUMEN);
      if (fed) sum += current(s, n);
      for (int i = 0; i < n; i++) s->place[s->member[i]] = -2; /* done */
    }
  }
  for (int i = 0; i < s->net->n_compartments; i++) s->place[i] = -1;
  return sum;
}

/* --- Row by row ----------------------------------------------------------------------------------------------------------------------- */

/* Whether the lumen reaches the row through what is drawn so far. */
static int reaches(struct search *s, int row) {
  int n = 0, there = 0;
  for (int k = 0; k < s->layer[1]; k++) {
    const struct zn_net_piece *p = &s->net->piece[k];
    if (s->open[k] && p->from == ZN_NET_LUMEN && p->to >= 0 && s->place[p->to] < 0) s->member[n] = p->to, s->place[p->to] = n, n++;
  }
  n = spread(s, n);
  for (int i = 0; i < n; i++) {
    there |= s->net->compartment[s->member[i]].row == row;
    s->place[s->member[i]] = -1;
  }
  return there;
}

static void draw_on(struct search *s, int strand, double weight) {
  for (int k = s->layer[strand]; k < s->layer[strand + 1]; k++)
    s->open[k] = zn_uniform(s->seed, s->replicate, s->stream, s->drawn++) < s->share[k];
  if (strand + 1 == s->net->strands) {
    s->sum += weight * conductance_now(s);
    return;
  }
  const int copies = strand ? s->copies : 1;
  if (reaches(s, strand))
    for (int c = 0; c < copies; c++) draw_on(s, strand + 1, weight / copies);
  memset(s->open + s->layer[strand], 0, (size_t)(s->layer[strand + 1] - s->layer[strand]));
}

static void close_search(struct search *s) {
  free(s->share);
  free(s->open);
  free(s->layer);
  free(s->member);
  free(s->place);
  free(s->matrix);
}

static enum zn_status open_search(struct search *s, const struct zn_net *net, struct zn_error *error) {
  const size_t pieces = (size_t)net->n_pieces, n = (size_t)net->n_compartments + 1;
  *s = (struct search){.net = net,
                       .share = calloc(pieces, sizeof *s->share),
                       .open = calloc(pieces, 1),
                       .layer = calloc((size_t)net->strands + 1, sizeof *s->layer),
                       .member = calloc(n, sizeof *s->member),
                       .place = calloc(n, sizeof *s->place),
                       .matrix = calloc(n * n, sizeof *s->matrix)};
  if (!s->share || !s->open || !s->layer || !s->member || !s->place || !s->matrix) {
    close_search(s);
    return zn_fail(error, ZN_MEMORY, "no memory for ways through %d strands", net->strands);
  }
  for (size_t i = 0; i < n; i++) s->place[i] = -1;
  for (int k = 0; k < net->n_pieces; k++) s->layer[1 + (int)(net->piece[k].y0 / net->height + 0.5)] = k + 1;
  return ZN_OK;
}

/* Copies that make up for what is lost on the way: the lumen's reach comes one row further with a chance of about three times the share
 * of open pieces. */
static void set_shares(struct search *s, double opening, double sealing) {
  double sum = 0.0;
  for (int k = 0; k < s->net->n_pieces; k++) {
    const double forming = opening * s->net->piece[k].length;
    s->share[k] = forming > 0.0 ? forming / (forming + sealing) : 0.0;
    sum += s->share[k] / s->net->n_pieces;
  }
  s->copies = sum > 0.0 ? (int)fmin(fmax(1.0, 0.5 / sum + 0.5), 50.0) : 1;
}

enum zn_status zn_paths_mean(double *conductance, const struct zn_net *net, double opening, double sealing, uint64_t seed,
                             uint32_t replicate, int trials, struct zn_error *error) {
  struct search s;
  ZN_TRY(open_search(&s, net, error));
  s.seed = seed;
  s.replicate = replicate;
  s.stream = zn_stream("junction paths");
  set_shares(&s, opening, sealing);
  for (int t = 0; t < trials; t++) draw_on(&s, 0, 1.0);
  *conductance = s.sum / trials;
  close_search(&s);
  return ZN_OK;
}

enum zn_status zn_paths_conductance(double *conductance, const struct zn_net *net, const unsigned char *open, struct zn_error *error) {
  struct search s;
  ZN_TRY(open_search(&s, net, error));
  memcpy(s.open, open, (size_t)net->n_pieces);
  *conductance = conductance_now(&s);
  close_search(&s);
  return ZN_OK;
}
