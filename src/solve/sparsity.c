#include "sparsity.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"

/* Colours columns greedily: a column takes the first colour whose columns touch none of its rows. */
static enum zn_status colour_columns(struct zn_sparsity *p) {
  const int n = p->n;
  char *taken = malloc((size_t)n * (size_t)n); /* taken[colour * n + row] */
  if (!taken) return ZN_MEMORY;
  p->colours = 0;
  for (int j = 0; j < n; j++) {
    int c = 0;
    for (; c < p->colours; c++) {
      int k = p->column_start[j];
      while (k < p->column_start[j + 1] && !taken[(size_t)c * n + p->row[k]]) k++;
      if (k == p->column_start[j + 1]) break;
    }
    if (c == p->colours) memset(taken + (size_t)n * p->colours++, 0, (size_t)n);
    for (int k = p->column_start[j]; k < p->column_start[j + 1]; k++) taken[(size_t)c * n + p->row[k]] = 1;
    p->colour[j] = c;
  }
  free(taken);
  return ZN_OK;
}

enum zn_status zn_sparsity_find(struct zn_sparsity *p, int n, zn_rates *rates, const double *y, const void *user) {
  memset(p, 0, sizeof *p);
  p->n = n;
  p->column_start = calloc((size_t)n + 1, sizeof *p->column_start);
  p->colour = calloc((size_t)n, sizeof *p->colour);
  p->row = malloc((size_t)n * (size_t)n * sizeof *p->row);
  double *work = malloc(2 * (size_t)n * sizeof *work);
  if (!p->column_start || !p->colour || !p->row || !work) {
    free(work);
    zn_sparsity_clear(p);
    return ZN_MEMORY;
  }
  double *state = work, *rate = work + n;
  memcpy(state, y, (size_t)n * sizeof *state);
  for (int j = 0; j < n; j++) {
    state[j] = NAN;
    rates(0.0, state, rate, user);
    state[j] = y[j];
    for (int i = 0; i < n; i++)
      if (i == j || isnan(rate[i])) p->row[p->nonzeros++] = i;
    p->column_start[j + 1] = p->nonzeros;
  }
  free(work);
  int *tight = realloc(p->row, (size_t)p->nonzeros * sizeof *tight);
  if (tight) p->row = tight;
  const enum zn_status status = colour_columns(p);
  if (status != ZN_OK) zn_sparsity_clear(p);
  return status;
}

enum zn_status zn_sparsity_copy(struct zn_sparsity *p, int n, const int *column_start, const int *row) {
  const size_t columns = (size_t)n + 1, rows = (size_t)column_start[n];
  *p = (struct zn_sparsity){.n = n, .nonzeros = column_start[n]};
  p->column_start = malloc(columns * sizeof *p->column_start);
  p->row = malloc(rows * sizeof *p->row);
  if (!p->column_start || !p->row) {
    zn_sparsity_clear(p);
    return ZN_MEMORY;
  }
  memcpy(p->column_start, column_start, columns * sizeof *column_start);
  memcpy(p->row, row, rows * sizeof *row);
  return ZN_OK;
}

void zn_sparsity_clear(struct zn_sparsity *p) {
  free(p->column_start);
  free(p->row);
  free(p->colour);
  memset(p, 0, sizeof *p);
}
