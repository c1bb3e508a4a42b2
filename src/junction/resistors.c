#include "resistors.h"

#include <klu.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"

/* Kirchhoff's law of each compartment, by columns. */
struct zn_resistors_matrix {
  int *column, *row;
  int *entry; /* [n_pieces][4]: where a piece adds to (from,from), (to,to), (from,to), (to,from), or -1 */
  double *value, *potential;
  klu_common common;
  klu_symbolic *symbolic;
  klu_numeric *numeric;
};

static int find_entry(const struct zn_resistors_matrix *m, int row, int column) {
  if (row < 0 || column < 0) return -1;
  for (int k = m->column[column]; k < m->column[column + 1]; k++)
    if (m->row[k] == row) return k;
  return -1;
}

/* Whether a neighbour stands in the column already: two compartments may share two pieces. */
static int is_listed(const struct zn_resistors_matrix *m, int from, int to, int row) {
  for (int k = from; k < to; k++)
    if (m->row[k] == row) return 1;
  return 0;
}

static void write_pattern(struct zn_resistors_matrix *m, const struct zn_net *net) {
  int n = 0;
  for (int i = 0; i < net->n_compartments; i++) {
    const int start = n;
    m->column[i] = n;
    m->row[n++] = i;
    for (int e = net->first[i]; e < net->first[i + 1]; e++) {
      const int across = zn_net_across(&net->piece[net->around[e]], i);
      if (across >= 0 && !is_listed(m, start, n, across)) m->row[n++] = across;
    }
  }
  m->column[net->n_compartments] = n;
  for (int k = 0; k < net->n_pieces; k++) {
    const int from = net->piece[k].from, to = net->piece[k].to;
    const int at[4] = {find_entry(m, from, from), find_entry(m, to, to), find_entry(m, from, to), find_entry(m, to, from)};
    memcpy(m->entry + 4 * k, at, sizeof at);
  }
}

enum zn_status zn_resistors_begin(struct zn_resistors *resistors, const struct zn_net *net, struct zn_error *error) {
  const size_t compartments = (size_t)net->n_compartments, pieces = (size_t)net->n_pieces;
  struct zn_resistors_matrix *m = calloc(1, sizeof *m);
  *resistors = (struct zn_resistors){net, m};
  if (m) {
    m->column = calloc(compartments + 1, sizeof *m->column);
    m->row = calloc(compartments + 2 * pieces, sizeof *m->row);
    m->entry = calloc(4 * pieces, sizeof *m->entry);
    m->value = calloc(compartments + 2 * pieces, sizeof *m->value);
    m->potential = calloc(compartments + 1, sizeof *m->potential);
  }
  if (!m || !m->column || !m->row || !m->entry || !m->value || !m->potential) {
    zn_resistors_clear(resistors);
    return zn_fail(error, ZN_MEMORY, "no memory for %d resistors", net->n_pieces);
  }
  klu_defaults(&m->common);
  write_pattern(m, net);
  if (net->n_compartments) m->symbolic = klu_analyze(net->n_compartments, m->column, m->row, &m->common);
  if (net->n_compartments && !m->symbolic) {
    zn_resistors_clear(resistors);
    return zn_fail(error, ZN_MEMORY, "the net of %d resistors cannot be analysed", net->n_pieces);
  }
  return ZN_OK;
}

void zn_resistors_clear(struct zn_resistors *resistors) {
  struct zn_resistors_matrix *m = resistors->matrix;
  if (m) {
    klu_free_numeric(&m->numeric, &m->common);
    klu_free_symbolic(&m->symbolic, &m->common);
    free(m->column);
    free(m->row);
    free(m->entry);
    free(m->value);
    free(m->potential);
  }
  free(m);
  *resistors = (struct zn_resistors){0};
}

static void add(double *value, int entry, double amount) {
  if (entry >= 0) value[entry] += amount;
}

static void write_equations(struct zn_resistors_matrix *m, const struct zn_net *net, const double *conductance) {
  memset(m->value, 0, (size_t)m->column[net->n_compartments] * sizeof *m->value);
  memset(m->potential, 0, (size_t)net->n_compartments * sizeof *m->potential);
  for (int k = 0; k < net->n_pieces; k++) {
    const struct zn_net_piece *p = &net->piece[k];
    add(m->value, m->entry[4 * k], conductance[k]);
    add(m->value, m->entry[4 * k + 1], conductance[k]);
    add(m->value, m->entry[4 * k + 2], -conductance[k]);
    add(m->value, m->entry[4 * k + 3], -conductance[k]);
    if (p->from == ZN_NET_LUMEN && p->to >= 0) m->potential[p->to] += conductance[k];
  }
}

static double potential_of(const struct zn_resistors_matrix *m, int compartment) {
  return compartment >= 0 ? m->potential[compartment] : compartment == ZN_NET_LUMEN ? 1.0 : 0.0;
}

enum zn_status zn_resistors_solve(struct zn_resistors *resistors, const double *conductance, double *whole, struct zn_error *error) {
  struct zn_resistors_matrix *m = resistors->matrix;
  const struct zn_net *net = resistors->net;
  if (net->n_compartments) {
    write_equations(m, net, conductance);
    /* Pivots anew each time: a break is 300 times as conductive as what it replaces. */
    klu_free_numeric(&m->numeric, &m->common);
    m->numeric = klu_factor(m->column, m->row, m->value, m->symbolic, &m->common);
    if (!m->numeric || m->common.status != KLU_OK || !klu_solve(m->symbolic, m->numeric, net->n_compartments, 1, m->potential, &m->common))
      return zn_fail(error, ZN_NUMERICAL, "the net of %d resistors cannot be solved", net->n_pieces);
  }
  *whole = 0.0;
  for (int k = 0; k < net->n_pieces; k++)
    if (net->piece[k].to == ZN_NET_BASAL) *whole += conductance[k] * potential_of(m, net->piece[k].from);
  return ZN_OK;
}
