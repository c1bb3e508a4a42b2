/* Jacobian over a known sparsity pattern: the problem's own, or by differences in coloured groups. */
#ifndef ZN_SOLVE_JACOBIAN_H
#define ZN_SOLVE_JACOBIAN_H

#include "solver.h"
#include "sparsity.h"

struct zn_jacobian {
  struct zn_problem problem;
  struct zn_sparsity pattern;
  double *work; /* [3 n]: perturbed state, base rates, perturbed rates */
};

/* Takes the pattern of `problem`, or finds it at `y`. Free with zn_jacobian_clear. */
enum zn_status zn_jacobian_init(struct zn_jacobian *jacobian, const struct zn_problem *problem, const double *y, const void *user);
void zn_jacobian_clear(struct zn_jacobian *jacobian);

/* d rates / d y at (t, y) in the pattern's order, into `value` [pattern.nonzeros]; returns how many right-hand sides
 * that took: none with exact derivatives, else colours + 1. */
int zn_jacobian_evaluate(const struct zn_jacobian *jacobian, double t, const double *y, const void *user, double *value);

#endif
