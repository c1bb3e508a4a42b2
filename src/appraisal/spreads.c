/* How far laboratories and rows scatter: the top of the marginal likelihood, and each row's weight. */
#include <gsl/gsl_blas.h>
#include <gsl/gsl_linalg.h>
#include <gsl/gsl_multimin.h>
#include <math.h>
#include <stdlib.h>

#include "base/status.h"
#include "linear.h"

enum { DEGREES_OF_FREEDOM = 4, MOST_ROUNDS = 60, MOST_CLIMBS = 60 };

static const struct zn_hierarchy_spread *prior_of(const struct zn_linear *l, int k) {
  const struct zn_hierarchy_problem *p = l->problem;
  return k < p->n_effects ? &p->effect[k] : &p->kind[k - p->n_effects];
}

/* --- The marginal likelihood and its slope -------------------------------------------------------------------------------------------- */

/* Marginal precision of paper g, theta integrated out: V^-1 - V^-1 J A^-1 J' V^-1. For gsl_matrix_free. */
static gsl_matrix *marginal_precision(const struct zn_linear *l, int g) {
  const size_t n = (size_t)(l->first[g + 1] - l->first[g]), width = (size_t)l->problem->n_theta;
  gsl_matrix *q = gsl_matrix_alloc(n, n), *j = gsl_matrix_alloc(n, width), *x = gsl_matrix_alloc(n, width);
  if (q && j && x) {
    for (size_t a = 0; a < n; a++) {
      gsl_vector_const_view row = gsl_matrix_const_row(l->jacobian, (size_t)l->order[(size_t)l->first[g] + a]);
      gsl_matrix_set_row(j, a, &row.vector);
    }
    gsl_blas_dsymm(CblasLeft, CblasLower, 1.0, l->inverse[g], j, 0.0, x);
    gsl_blas_dtrsm(CblasRight, CblasLower, CblasTrans, CblasNonUnit, 1.0, l->factor, x);
    gsl_matrix_memcpy(q, l->inverse[g]);
    gsl_blas_dgemm(CblasNoTrans, CblasTrans, -1.0, x, x, 1.0, q);
  } else {
    gsl_matrix_free(q);
    q = NULL;
  }
  gsl_matrix_free(j);
  gsl_matrix_free(x);
  return q;
}

/* Slope by ln spread: half of pull' dV pull - trace(Q dV), over one paper. */
static void add_slope(const struct zn_linear *l, int g, const gsl_matrix *q, double *slope) {
  const struct zn_hierarchy_problem *p = l->problem;
  const int *rows = l->order + l->first[g], n = l->first[g + 1] - l->first[g];
  for (int a = 0; a < n; a++) {
    const struct zn_hierarchy_row *r = &p->row[rows[a]];
    const double scale = l->spread[p->n_effects + r->kind], own = scale * scale / l->weight[rows[a]];
    slope[p->n_effects + r->kind] += own * (l->pull[rows[a]] * l->pull[rows[a]] - gsl_matrix_get(q, (size_t)a, (size_t)a));
  }
  for (int k = 0; k < p->n_effects; k++) {
    double pulled = 0.0, trace = 0.0;
    for (int a = 0; a < n; a++) {
      const double load = zn_linear_load(&p->row[rows[a]], k);
      if (load == 0.0) continue;
      pulled += load * l->pull[rows[a]];
      for (int b = 0; b < n; b++) trace += load * zn_linear_load(&p->row[rows[b]], k) * gsl_matrix_get(q, (size_t)a, (size_t)b);
    }
    slope[k] += l->spread[k] * l->spread[k] * (pulled * pulled - trace);
  }
}

/* Least sum of squares: r' V^-1 r + (theta - prior)' (theta - prior) / SD^2. */
static double least_squares(const struct zn_linear *l) {
  const struct zn_hierarchy_problem *p = l->problem;
  gsl_vector_const_view theta = gsl_vector_const_view_array(l->theta, (size_t)p->n_theta);
  double sum = 0.0;
  for (int i = 0; i < p->n_rows; i++) {
    if (l->left_out[p->row[i].paper]) continue;
    gsl_vector_const_view row = gsl_matrix_const_row(l->jacobian, (size_t)i);
    double said;
    gsl_blas_ddot(&row.vector, &theta.vector, &said);
    sum += (l->z[i] - said) * l->pull[i];
  }
  for (int j = 0; j < p->n_theta; j++) {
    const double away = (l->theta[j] - p->parameter[j].prior_mean) / p->parameter[j].prior_sd;
    sum += away * away;
  }
  return sum;
}

enum zn_status zn_linear_marginal(struct zn_linear *l, double *value, double *slope, struct zn_error *error) {
  const struct zn_hierarchy_problem *p = l->problem;
  *value = -0.5 * (least_squares(l) + l->log_det_v + l->log_det_a);
  for (int k = 0; k < l->n_spreads; k++) {
    const struct zn_hierarchy_spread *prior = prior_of(l, k);
    const double away = log(l->spread[k] / prior->prior_median) / prior->prior_ln_sd;
    *value -= 0.5 * away * away;
    slope[k] = -away / prior->prior_ln_sd;
  }
  for (int g = 0; g < p->n_papers; g++) {
    if (l->left_out[g] || l->first[g + 1] == l->first[g]) continue;
    gsl_matrix *q = marginal_precision(l, g);
    if (!q) return zn_fail(error, ZN_MEMORY, "no memory for the marginal likelihood");
    add_slope(l, g, q, slope);
    for (int a = 0; a < l->first[g + 1] - l->first[g]; a++) l->own[l->order[l->first[g] + a]] = gsl_matrix_get(q, (size_t)a, (size_t)a);
    gsl_matrix_free(q);
  }
  return ZN_OK;
}

double zn_linear_weigh(struct zn_linear *l) {
  const struct zn_hierarchy_problem *p = l->problem;
  double most = 0.0;
  for (int i = 0; i < p->n_rows; i++) {
    if (l->left_out[p->row[i].paper]) continue;
    const double scale = l->spread[p->n_effects + p->row[i].kind], before = l->weight[i], variance = scale * scale / before;
    /* What the row's own error is expected to be, and how sure that is; both in its scale. */
    const double error = variance * l->pull[i], left = variance - variance * variance * l->own[i];
    l->weight[i] = (DEGREES_OF_FREEDOM + 1.0) / (DEGREES_OF_FREEDOM + (error * error + left) / (scale * scale));
    most = fmax(most, fabs(log(l->weight[i] / before)));
  }
  return most;
}

/* --- The climb ----------------------------------------------------------------------------------------------------------------------- */

/* For the minimiser: ln spreads in SDs of their priors from the priors' medians. */
struct climb {
  struct zn_linear *linear;
  struct zn_error *error;
  enum zn_status status;
  double *slope;
};

static void look(const gsl_vector *x, void *context, double *value, gsl_vector *slope) {
  struct climb *c = context;
  struct zn_linear *l = c->linear;
  for (int k = 0; k < l->n_spreads; k++) {
    const struct zn_hierarchy_spread *prior = prior_of(l, k);
    l->spread[k] = prior->prior_median * exp(prior->prior_ln_sd * fmin(fmax(gsl_vector_get(x, (size_t)k), -8.0), 8.0));
  }
  double top = NAN;
  if (c->status == ZN_OK) c->status = zn_linear_solve(l, c->error);
  if (c->status == ZN_OK) c->status = zn_linear_marginal(l, &top, c->slope, c->error);
  if (value) *value = c->status == ZN_OK ? -top : GSL_NAN;
  for (int k = 0; slope && k < l->n_spreads; k++)
    gsl_vector_set(slope, (size_t)k, c->status == ZN_OK ? -c->slope[k] * prior_of(l, k)->prior_ln_sd : 0.0);
}

static double look_value(const gsl_vector *x, void *context) {
  double value;
  look(x, context, &value, NULL);
  return value;
}
static void look_slope(const gsl_vector *x, void *context, gsl_vector *slope) { look(x, context, NULL, slope); }

static void climb(struct climb *c, gsl_multimin_fdfminimizer *way, gsl_vector *x) {
  struct zn_linear *l = c->linear;
  gsl_multimin_function_fdf function = {look_value, look_slope, look, (size_t)l->n_spreads, c};
  for (int k = 0; k < l->n_spreads; k++) {
    const struct zn_hierarchy_spread *prior = prior_of(l, k);
    gsl_vector_set(x, (size_t)k, log(l->spread[k] / prior->prior_median) / prior->prior_ln_sd);
  }
  gsl_multimin_fdfminimizer_set(way, &function, x, 0.1, 0.1);
  for (int i = 0; i < MOST_CLIMBS && c->status == ZN_OK; i++)
    if (gsl_multimin_fdfminimizer_iterate(way) || gsl_multimin_test_gradient(way->gradient, 1e-5) == GSL_SUCCESS) break;
  look(gsl_multimin_fdfminimizer_x(way), c, NULL, NULL); /* leaves everything as it is at the top */
}

enum zn_status zn_linear_settle(struct zn_linear *l, struct zn_error *error) {
  struct climb c = {.linear = l, .error = error, .slope = calloc((size_t)l->n_spreads + 1, sizeof *c.slope)};
  gsl_multimin_fdfminimizer *way = gsl_multimin_fdfminimizer_alloc(gsl_multimin_fdfminimizer_vector_bfgs2, (size_t)l->n_spreads);
  gsl_vector *x = gsl_vector_alloc((size_t)l->n_spreads);
  if (!c.slope || !way || !x) c.status = zn_fail(error, ZN_MEMORY, "no memory to estimate spreads");
  for (int round = 0; round < MOST_ROUNDS && c.status == ZN_OK; round++) {
    climb(&c, way, x);
    if (c.status != ZN_OK || zn_linear_weigh(l) < 1e-3) break;
  }
  if (c.status == ZN_OK) c.status = zn_linear_solve(l, error);
  free(c.slope);
  gsl_multimin_fdfminimizer_free(way);
  gsl_vector_free(x);
  return c.status;
}

enum zn_status zn_linear_spread_sd(struct zn_linear *l, double *sd, struct zn_error *error) {
  const size_t n = (size_t)l->n_spreads;
  const double step = 0.02;
  double value, *slope = calloc(2 * n + 1, sizeof *slope), *up = slope, *down = slope ? slope + n : NULL;
  gsl_matrix *curve = gsl_matrix_calloc(n, n);
  enum zn_status status = slope && curve ? ZN_OK : zn_fail(error, ZN_MEMORY, "no memory for the curvature of spreads");
  for (size_t k = 0; k < n && status == ZN_OK; k++) {
    const double middle = l->spread[k];
    l->spread[k] = middle * exp(step);
    status = zn_linear_solve(l, error);
    if (status == ZN_OK) status = zn_linear_marginal(l, &value, up, error);
    l->spread[k] = middle * exp(-step);
    if (status == ZN_OK) status = zn_linear_solve(l, error);
    if (status == ZN_OK) status = zn_linear_marginal(l, &value, down, error);
    l->spread[k] = middle;
    for (size_t m = 0; m < n && status == ZN_OK; m++) {
      const double half = 0.5 * (down[m] - up[m]) / (2.0 * step);
      *gsl_matrix_ptr(curve, k, m) += half;
      *gsl_matrix_ptr(curve, m, k) += half;
    }
  }
  const int whole = status == ZN_OK && gsl_linalg_cholesky_decomp1(curve) == 0 && gsl_linalg_cholesky_invert(curve) == 0;
  for (size_t k = 0; k < n && status == ZN_OK; k++) sd[k] = whole ? sqrt(gsl_matrix_get(curve, k, k)) : prior_of(l, (int)k)->prior_ln_sd;
  if (status == ZN_OK) status = zn_linear_solve(l, error);
  free(slope);
  gsl_matrix_free(curve);
  return status;
}
