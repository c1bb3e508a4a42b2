#include "transport.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "symmetric.h"

/* Compartments that open pieces connect, and room for their equations. All arrays have a place for every compartment. */
struct zn_transport_group {
  int n;
  double through;                              /* conductance from the lumen to the basal side, when an open piece conducts 1 */
  int *member, *place;                         /* compartments; and where each stands in the group, or -1 */
  double *to_lumen, *to_basal;                 /* open pieces to the two sides */
  double *root;                                /* of the area */
  double *matrix, *vector, *rate;              /* eigenvalues are rates per speed, 1/cm2 */
  double *push, *start, *now_held, *time_held; /* per mode: supply from the lumen, then amounts at the start, now, and their integral */
};

static double *take_doubles(double **from, size_t n) {
  double *taken = *from;
  *from += n;
  return taken;
}

static struct zn_transport_group *make_group(int compartments) {
  const size_t n = (size_t)compartments + 1;
  struct zn_transport_group *g = calloc(1, sizeof *g);
  double *room = calloc(2 * n * n + 8 * n, sizeof *room);
  int *numbers = calloc(2 * n, sizeof *numbers);
  if (!g || !room || !numbers) {
    free(g);
    free(room);
    free(numbers);
    return NULL;
  }
  g->matrix = take_doubles(&room, n * n);
  g->vector = take_doubles(&room, n * n);
  double **const lists[] = {&g->to_lumen, &g->to_basal, &g->root, &g->rate, &g->push, &g->start, &g->now_held, &g->time_held};
  for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) *lists[i] = take_doubles(&room, n);
  g->member = numbers;
  g->place = numbers + n;
  for (int i = 0; i < compartments; i++) g->place[i] = -1;
  return g;
}

enum zn_status zn_transport_begin(struct zn_transport *transport, const struct zn_net *net, int n_solutes, const double *speed,
                                  struct zn_error *error) {
  const size_t solutes = (size_t)n_solutes, compartments = (size_t)net->n_compartments;
  *transport = (struct zn_transport){.net = net, .n_solutes = n_solutes, .speed = speed};
  transport->content = calloc(solutes * compartments + 1, sizeof(double));
  transport->came = calloc(3 * solutes, sizeof(double));
  transport->since = calloc(compartments + (size_t)net->n_pieces, sizeof(double));
  transport->group = make_group(net->n_compartments);
  if (!transport->content || !transport->came || !transport->since || !transport->group) {
    zn_transport_clear(transport);
    return zn_fail(error, ZN_MEMORY, "no memory for %d compartments", net->n_compartments);
  }
  transport->left = transport->came + solutes;
  transport->carried = transport->left + solutes;
  transport->straight = transport->since + compartments;
  for (size_t s = 0; s < solutes; s++)
    for (size_t i = 0; i < compartments; i++)
      transport->content[s * compartments + i] = 1.0 - (net->compartment[i].row + 1.0) / net->strands;
  return ZN_OK;
}

void zn_transport_clear(struct zn_transport *transport) {
  free(transport->content);
  free(transport->came);
  free(transport->since);
  if (transport->group) {
    free(transport->group->matrix);
    free(transport->group->member);
  }
  free(transport->group);
  *transport = (struct zn_transport){0};
}

/* --- One group ------------------------------------------------------------------------------------------------------------------------ */

static void gather(struct zn_transport *t, const unsigned char *open, int compartment) {
  struct zn_transport_group *g = t->group;
  g->n = 0;
  g->member[g->n] = compartment;
  g->place[compartment] = g->n++;
  for (int k = 0; k < g->n; k++) {
    const int i = g->member[k];
    g->to_lumen[k] = g->to_basal[k] = 0.0;
    g->root[k] = sqrt(t->net->compartment[i].area);
    for (int e = t->net->first[i]; e < t->net->first[i + 1]; e++) {
      if (!open[t->net->around[e]]) continue;
      const int across = zn_net_across(&t->net->piece[t->net->around[e]], i);
      g->to_lumen[k] += across == ZN_NET_LUMEN;
      g->to_basal[k] += across == ZN_NET_BASAL;
      if (across >= 0 && g->place[across] < 0) g->member[g->n] = across, g->place[across] = g->n++;
    }
  }
}

/* Amounts over roots of areas make the exchange symmetric: M_ij = (open pieces of i) delta_ij/a_i - (pieces between i and j)/sqrt(a_i a_j).
 */
static void write_matrix(const struct zn_transport *t, const unsigned char *open) {
  struct zn_transport_group *g = t->group;
  memset(g->matrix, 0, (size_t)g->n * (size_t)g->n * sizeof *g->matrix);
  for (int k = 0; k < g->n; k++) {
    const int i = g->member[k];
    for (int e = t->net->first[i]; e < t->net->first[i + 1]; e++) {
      if (!open[t->net->around[e]]) continue;
      const int across = zn_net_across(&t->net->piece[t->net->around[e]], i);
      g->matrix[k * g->n + k] += 1.0 / t->net->compartment[i].area;
      if (across >= 0) g->matrix[k * g->n + g->place[across]] -= 1.0 / sqrt(t->net->compartment[i].area * t->net->compartment[across].area);
    }
  }
}

/* Sum over the members of what[k]/sqrt(area) times the mode. */
static double onto_mode(const struct zn_transport_group *g, const double *what, int mode) {
  double sum = 0.0;
  for (int k = 0; k < g->n; k++) sum += what[k] * g->vector[k * g->n + mode] / g->root[k];
  return sum;
}

/* Eigenvalues, and the supply of each mode. A group that touches neither side keeps what it has: one of its rates is 0, exactly. */
static enum zn_status find_modes(struct zn_transport *t, struct zn_error *error) {
  struct zn_transport_group *g = t->group;
  if (!zn_symmetric_solve(g->n, g->matrix, g->rate, g->vector))
    return zn_fail(error, ZN_NUMERICAL, "%d connected compartments have no eigenvalues", g->n);
  double lumen = 0.0, basal = 0.0;
  int slowest = 0;
  for (int k = 0; k < g->n; k++) {
    lumen += g->to_lumen[k];
    basal += g->to_basal[k];
    g->push[k] = onto_mode(g, g->to_lumen, k);
    if (g->rate[k] < g->rate[slowest]) slowest = k;
  }
  if (lumen + basal == 0.0) g->rate[slowest] = 0.0;
  g->through = 0.0;
  for (int k = 0; k < g->n && lumen * basal > 0.0; k++) g->through += g->push[k] / g->rate[k] * onto_mode(g, g->to_basal, k);
  return ZN_OK;
}

/* Each mode z' = push - rate z over the `span` (speed times time), and the integral of z. */
static void move_modes(struct zn_transport_group *g, double span) {
  for (int m = 0; m < g->n; m++) {
    const double x = g->rate[m] * span;
    const double once = x > 1e-5 ? -expm1(-x) / x : 1.0 - 0.5 * x, twice = x > 1e-5 ? (1.0 - once) / x : 0.5 - x / 6.0;
    g->now_held[m] = g->start[m] * exp(-x) + g->push[m] * span * once;
    g->time_held[m] = span * (g->start[m] * once + g->push[m] * span * twice);
  }
}

static void move_solute(struct zn_transport *t, int solute, double hours) {
  struct zn_transport_group *g = t->group;
  double *content = t->content + (size_t)solute * (size_t)t->net->n_compartments;
  const double span = t->speed[solute] * hours;
  for (int m = 0; m < g->n; m++) g->start[m] = 0.0;
  for (int k = 0; k < g->n; k++) {
    const double held = content[g->member[k]] * g->root[k];
    for (int m = 0; m < g->n; m++) g->start[m] += g->vector[k * g->n + m] * held;
  }
  move_modes(g, span);
  double left = 0.0;
  for (int k = 0; k < g->n; k++) {
    const double root = g->root[k];
    double now = 0.0, integral = 0.0;
    for (int m = 0; m < g->n; m++) {
      now += g->vector[k * g->n + m] * g->now_held[m];
      integral += g->vector[k * g->n + m] * g->time_held[m];
    }
    content[g->member[k]] = now / root;
    t->came[solute] += g->to_lumen[k] * (span - integral / root);
    left += g->to_basal[k] * integral / root;
  }
  t->left[solute] += left;
  t->carried[solute] += left - span * g->through;
}

/* Brings the group of a compartment to `now`. A compartment alone behind intact strands stays as it is. */
static enum zn_status move_group(struct zn_transport *t, const unsigned char *open, int compartment, double now, struct zn_error *error) {
  struct zn_transport_group *g = t->group;
  const double hours = now - t->since[compartment];
  enum zn_status status = ZN_OK;
  if (hours == 0.0) return ZN_OK;
  gather(t, open, compartment);
  if (g->n > 1 || g->to_lumen[0] + g->to_basal[0] > 0.0) {
    write_matrix(t, open);
    status = find_modes(t, error);
    for (int s = 0; s < t->n_solutes && status == ZN_OK; s++) move_solute(t, s, hours);
  }
  for (int k = 0; k < g->n; k++) {
    t->since[g->member[k]] = now;
    g->place[g->member[k]] = -1;
  }
  return status;
}

/* A break that leads through the only strand. */
static void move_straight(struct zn_transport *t, int is_open, int piece, double now) {
  for (int s = 0; is_open && s < t->n_solutes; s++) {
    const double passed = t->speed[s] * (now - t->straight[piece]);
    t->came[s] += passed;
    t->left[s] += passed;
  }
  t->straight[piece] = now;
}

/* --- All groups ----------------------------------------------------------------------------------------------------------------------- */

enum zn_status zn_transport_before(struct zn_transport *transport, const unsigned char *open, int piece, double now,
                                   struct zn_error *error) {
  const struct zn_net_piece *p = &transport->net->piece[piece];
  if (p->from < 0 && p->to < 0) move_straight(transport, open[piece], piece, now);
  if (p->from >= 0) ZN_TRY(move_group(transport, open, p->from, now, error));
  if (p->to >= 0) ZN_TRY(move_group(transport, open, p->to, now, error));
  return ZN_OK;
}

enum zn_status zn_transport_catch_up(struct zn_transport *transport, const unsigned char *open, double now, struct zn_error *error) {
  for (int i = 0; i < transport->net->n_compartments; i++) ZN_TRY(move_group(transport, open, i, now, error));
  for (int k = 0; k < transport->net->n_pieces; k++)
    if (transport->net->piece[k].from < 0 && transport->net->piece[k].to < 0) move_straight(transport, open[k], k, now);
  return ZN_OK;
}

void zn_transport_count_anew(struct zn_transport *transport) {
  memset(transport->came, 0, 3 * (size_t)transport->n_solutes * sizeof *transport->came);
}

double zn_transport_held(const struct zn_transport *transport, int solute) {
  double sum = 0.0;
  for (int i = 0; i < transport->net->n_compartments; i++)
    sum += transport->net->compartment[i].area * transport->content[(size_t)solute * (size_t)transport->net->n_compartments + (size_t)i];
  return sum;
}
