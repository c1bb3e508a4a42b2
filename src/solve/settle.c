#include "settle.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <klu.h>

#include "base/status.h"
#include "jacobian.h"

/* Largest relative change of one implicit step that still follows the branch. */
static const double follow_change = 0.3;

struct settling {
  const struct zn_problem *problem;
  const void *user;
  struct zn_jacobian jacobian;
  klu_common common;
  klu_symbolic *symbolic;
  double *matrix, *rate, *step, *trial;
};

static int prepare(struct settling *s, const double *y) {
  const int n = s->problem->n;
  if (zn_jacobian_init(&s->jacobian, s->problem, y, s->user) != ZN_OK) return 0;
  s->matrix = malloc((size_t)s->jacobian.pattern.nonzeros * sizeof *s->matrix);
  s->rate = malloc(3 * (size_t)n * sizeof *s->rate);
  if (!s->matrix || !s->rate) return 0;
  s->step = s->rate + n;
  s->trial = s->rate + 2 * n;
  klu_defaults(&s->common);
  s->symbolic = klu_analyze(n, s->jacobian.pattern.column_start, s->jacobian.pattern.row, &s->common);
  return s->symbolic != NULL;
}

static void clear(struct settling *s) {
  if (s->symbolic) klu_free_symbolic(&s->symbolic, &s->common);
  zn_jacobian_clear(&s->jacobian);
  free(s->matrix);
  free(s->rate);
}

/* Solves (I/h - J) step = rates(y). Returns 0 when the matrix is singular. */
static int implicit_step(struct settling *s, const double *y, double h) {
  const struct zn_sparsity *p = &s->jacobian.pattern;
  zn_jacobian_evaluate(&s->jacobian, 0.0, y, s->user, s->matrix);
  for (int j = 0; j < p->n; j++)
    for (int k = p->column_start[j]; k < p->column_start[j + 1]; k++) s->matrix[k] = (p->row[k] == j ? 1.0 / h : 0.0) - s->matrix[k];
  klu_numeric *numeric = klu_factor(p->column_start, p->row, s->matrix, s->symbolic, &s->common);
  if (!numeric) return 0;
  memcpy(s->step, s->rate, (size_t)p->n * sizeof *s->step);
  const int solved = klu_solve(s->symbolic, numeric, p->n, 1, s->step, &s->common);
  klu_free_numeric(&numeric, &s->common);
  return solved;
}

static double relative(const struct settling *s, const double *change, const double *y, double floor) {
  double largest = 0.0;
  for (int i = 0; i < s->problem->n; i++) {
    const double r = fabs(change[i]) / (fabs(y[i]) + floor * s->problem->scale[i]);
    if (!(r <= largest)) largest = isnan(r) ? INFINITY : r;
  }
  return largest;
}

/* Takes the step unless it leads out of the finite or below zero; what falls below by rounding alone is zero. */
static int take(struct settling *s, double *y) {
  for (int i = 0; i < s->problem->n; i++) {
    s->trial[i] = y[i] + s->step[i];
    if (!isfinite(s->trial[i])) return 0;
    if (y[i] < 0.0 || s->trial[i] >= 0.0) continue;
    if (s->trial[i] < -1e-12 * s->problem->scale[i]) return 0;
    s->trial[i] = 0.0;
  }
  memcpy(y, s->trial, (size_t)s->problem->n * sizeof *y);
  return 1;
}

static enum zn_status iterate(struct settling *s, double *y, double time_scale, double tolerance, int max_steps, struct zn_error *error) {
  double h = 0.05;
  for (int k = 0; k < max_steps; k++) {
    s->problem->rates(0.0, y, s->rate, s->user);
    const double rest = time_scale * relative(s, s->rate, y, 1.0);
    if (rest <= tolerance) return ZN_OK;
    const int solved = implicit_step(s, y, h);
    const double change = solved ? relative(s, s->step, y, 0.1) : INFINITY;
    if (change <= follow_change && take(s, y))
      h = fmin(h * (change < 0.3 * follow_change ? 3.0 : 1.4), 1e9);
    else
      h *= 0.3;
    if (h < 1e-9) break;
  }
  return zn_fail(error, ZN_NUMERICAL, "no steady state was found within %d implicit steps", max_steps);
}

enum zn_status zn_settle(const struct zn_problem *problem, double *y, const void *user, double time_scale_h, double tolerance, int max_steps,
                         struct zn_error *error) {
  struct settling s = {.problem = problem, .user = user};
  enum zn_status status = prepare(&s, y) ? ZN_OK : zn_fail(error, ZN_MEMORY, "no memory to look for a steady state");
  if (status == ZN_OK) status = iterate(&s, y, time_scale_h, tolerance, max_steps, error);
  clear(&s);
  return status;
}
