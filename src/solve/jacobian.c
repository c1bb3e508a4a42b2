#include "jacobian.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum zn_status zn_jacobian_init(struct zn_jacobian *jacobian, const struct zn_problem *problem, const double *y, const void *user) {
  memset(jacobian, 0, sizeof *jacobian);
  jacobian->problem = *problem;
  if (problem->derivatives) return zn_sparsity_copy(&jacobian->pattern, problem->n, problem->column_start, problem->row);
  jacobian->work = malloc(3 * (size_t)problem->n * sizeof *jacobian->work);
  if (!jacobian->work) return ZN_MEMORY;
  const enum zn_status status = zn_sparsity_find(&jacobian->pattern, problem->n, problem->rates, y, user);
  if (status != ZN_OK) zn_jacobian_clear(jacobian);
  return status;
}

void zn_jacobian_clear(struct zn_jacobian *jacobian) {
  zn_sparsity_clear(&jacobian->pattern);
  free(jacobian->work);
  jacobian->work = NULL;
}

/* One colour group: each changed rate belongs to exactly one perturbed state. */
static void difference_group(const struct zn_jacobian *j, double t, const double *y, const double *base, int colour, const void *user,
                             double *value) {
  const int n = j->problem.n;
  const struct zn_sparsity *p = &j->pattern;
  double *moved = j->work, *rate = j->work + 2 * n;
  for (int i = 0; i < n; i++) moved[i] = p->colour[i] == colour ? y[i] + 1e-7 * (fabs(y[i]) + j->problem.scale[i]) : y[i];
  j->problem.rates(t, moved, rate, user);
  for (int i = 0; i < n; i++) {
    if (p->colour[i] != colour) continue;
    const double step = moved[i] - y[i];
    for (int k = p->column_start[i]; k < p->column_start[i + 1]; k++) value[k] = (rate[p->row[k]] - base[p->row[k]]) / step;
  }
}

int zn_jacobian_evaluate(const struct zn_jacobian *jacobian, double t, const double *y, const void *user, double *value) {
  if (jacobian->problem.derivatives) {
    jacobian->problem.derivatives(t, y, value, user);
    return 0;
  }
  double *base = jacobian->work + jacobian->problem.n;
  jacobian->problem.rates(t, y, base, user);
  for (int c = 0; c < jacobian->pattern.colours; c++) difference_group(jacobian, t, y, base, c, user, value);
  return jacobian->pattern.colours + 1;
}
