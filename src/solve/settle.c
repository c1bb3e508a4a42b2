#include "settle.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <klu.h>

#include "base/status.h"
#include "jacobian.h"

/* Largest relative change of one implicit step that still follows the branch. */
static const double follow_change = 0.3;
/* Reciprocal pivot growth below which old pivots no longer serve. */
static const double least_growth = 1e-6;

struct settling {
  const struct zn_problem *problem;
  const void *user;
  struct zn_jacobian jacobian;
  klu_common common;
  klu_symbolic *symbolic;
  klu_numeric *numeric;
  char *seen; /* [n] */
  double *matrix, *rate, *step, *trial;
};

static int prepare(struct settling *s, const double *y) {
  const int n = s->problem->n;
  if (zn_jacobian_init(&s->jacobian, s->problem, y, s->user) != ZN_OK) return 0;
  s->matrix = malloc((size_t)s->jacobian.pattern.nonzeros * sizeof *s->matrix);
  s->rate = malloc(3 * (size_t)n * sizeof *s->rate);
  s->seen = malloc((size_t)n);
  if (!s->matrix || !s->rate || !s->seen) return 0;
  s->step = s->rate + n;
  s->trial = s->rate + 2 * n;
  klu_defaults(&s->common);
  s->symbolic = klu_analyze(n, s->jacobian.pattern.column_start, s->jacobian.pattern.row, &s->common);
  return s->symbolic != NULL;
}

static void clear(struct settling *s) {
  if (s->numeric) klu_free_numeric(&s->numeric, &s->common);
  if (s->symbolic) klu_free_symbolic(&s->symbolic, &s->common);
  zn_jacobian_clear(&s->jacobian);
  free(s->matrix);
  free(s->rate);
  free(s->seen);
}

/* Factors the matrix with the pivots of the last time while they still serve, and anew when they do not. */
static int factor(struct settling *s) {
  struct zn_sparsity *p = &s->jacobian.pattern;
  if (s->numeric) {
    if (klu_refactor(p->column_start, p->row, s->matrix, s->symbolic, s->numeric, &s->common) &&
        klu_rgrowth(p->column_start, p->row, s->matrix, s->symbolic, s->numeric, &s->common) && s->common.rgrowth > least_growth)
      return 1;
    klu_free_numeric(&s->numeric, &s->common);
  }
  s->numeric = klu_factor(p->column_start, p->row, s->matrix, s->symbolic, &s->common);
  return s->numeric != NULL;
}

/* 1 when a permutation is odd: n less the number of its cycles. */
static int odd(const int *permutation, int n, char *seen) {
  int swaps = n;
  for (int i = 0; i < n; i++) seen[i] = 0;
  for (int i = 0; i < n; i++) {
    swaps -= !seen[i];
    for (int k = i; !seen[k]; k = permutation[k]) seen[k] = 1;
  }
  return swaps & 1;
}

/* Whether det(I/h - J) is negative: then 1/h has fallen below the rate of a growing mode, and the step would lead back to the
 * watershed instead of away from it. (Its factors: row scales, all positive; pivots; two permutations.) */
static int outruns_growth(const struct settling *s) {
  const double *pivot = s->numeric->Udiag;
  const int n = s->problem->n;
  int negative = odd(s->numeric->Pnum, n, s->seen) ^ odd(s->symbolic->Q, n, s->seen);
  for (int i = 0; i < n; i++) negative ^= pivot[i] < 0.0;
  return negative;
}

/* Solves (I/h - J) step = rates(y). Returns 0 when the step cannot be taken: a singular matrix, or too long a step. */
static int implicit_step(struct settling *s, const double *y, double h) {
  const struct zn_sparsity *p = &s->jacobian.pattern;
  zn_jacobian_evaluate(&s->jacobian, 0.0, y, s->user, s->matrix);
  for (int j = 0; j < p->n; j++)
    for (int k = p->column_start[j]; k < p->column_start[j + 1]; k++) s->matrix[k] = (p->row[k] == j ? 1.0 / h : 0.0) - s->matrix[k];
  if (!factor(s) || outruns_growth(s)) return 0;
  memcpy(s->step, s->rate, (size_t)p->n * sizeof *s->step);
  return klu_solve(s->symbolic, s->numeric, p->n, 1, s->step, &s->common);
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
  double h = 0.05, rest = INFINITY;
  int k = 0;
  for (; k < max_steps && h >= 1e-9; k++) {
    s->problem->rates(0.0, y, s->rate, s->user);
    rest = time_scale * relative(s, s->rate, y, 1.0);
    if (rest <= tolerance) return ZN_OK;
    const int solved = implicit_step(s, y, h);
    const double change = solved ? relative(s, s->step, y, 0.1) : INFINITY;
    if (change <= follow_change && take(s, y))
      h = fmin(h * fmin(8.0, 0.8 * follow_change / change), 1e9);
    else
      h *= 0.3;
  }
  return zn_fail(error, ZN_NUMERICAL, "no steady state was found in %d implicit steps; something still moves by %.2g of its size in %g h",
                 k, rest, time_scale);
}

enum zn_status zn_settle(const struct zn_problem *problem, double *y, const void *user, double time_scale_h, double tolerance,
                         int max_steps, struct zn_error *error) {
  struct settling s = {.problem = problem, .user = user};
  enum zn_status status = prepare(&s, y) ? ZN_OK : zn_fail(error, ZN_MEMORY, "no memory to look for a steady state");
  if (status == ZN_OK) status = iterate(&s, y, time_scale_h, tolerance, max_steps, error);
  clear(&s);
  return status;
}
