/* Which rate depends on which state, and groups of states that can be perturbed together. */
#ifndef ZN_SOLVE_SPARSITY_H
#define ZN_SOLVE_SPARSITY_H

#include "solver.h"

/* Compressed-column pattern with a column grouping (Curtis, Powell and Reid 1974): two columns of one colour never
 * share a row. A pattern that was given is not coloured. */
struct zn_sparsity {
  int n, nonzeros, colours;
  int *column_start; /* [n + 1] */
  int *row;          /* [nonzeros], rising in each column; the diagonal is always present */
  int *colour;       /* [n] */
};

/* Finds the pattern of `rates` at `y` by putting a NaN into one state at a time. Free with zn_sparsity_clear. */
enum zn_status zn_sparsity_find(struct zn_sparsity *pattern, int n, zn_rates *rates, const double *y, const void *user);
/* The same from a pattern that is known; copied, and not coloured. */
enum zn_status zn_sparsity_copy(struct zn_sparsity *pattern, int n, const int *column_start, const int *row);
void zn_sparsity_clear(struct zn_sparsity *pattern);

#endif
