#include "linear.h"

#include <gsl/gsl_blas.h>
#include <gsl/gsl_linalg.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "box.h"

double zn_linear_load(const struct zn_hierarchy_row *row, int effect) {
  double load = 0.0;
  for (int k = 0; k < row->n_loadings; k++)
    if (row->loading[k].effect == effect) load += row->loading[k].weight;
  return load;
}

/* --- Memory ------------------------------------------------------------------------------------------------------------------------- */

static void sort_rows(struct zn_linear *l) {
  const struct zn_hierarchy_problem *p = l->problem;
  int at = 0;
  for (int g = 0; g < p->n_papers; g++) {
    l->first[g] = at;
    for (int i = 0; i < p->n_rows; i++)
      if (p->row[i].paper == g) l->order[at++] = i;
  }
  l->first[p->n_papers] = at;
}

static int open_all(struct zn_linear *l) {
  const struct zn_hierarchy_problem *p = l->problem;
  const size_t rows = (size_t)p->n_rows, papers = (size_t)p->n_papers, n = (size_t)p->n_theta;
  double **const lists[] = {&l->z, &l->weight, &l->pull, &l->own, &l->spread, &l->theta, &l->right, &l->low, &l->high};
  const size_t sizes[] = {rows, rows, rows, rows, (size_t)l->n_spreads, n, n, n, n};
  for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
    if (!(*lists[i] = calloc(sizes[i] + 1, sizeof **lists[i]))) return 0;
  l->order = calloc(rows + 1, sizeof *l->order);
  l->first = calloc(papers + 1, sizeof *l->first);
  l->left_out = calloc(papers + 1, 1);
  l->inverse = calloc(papers + 1, sizeof *l->inverse);
  l->jacobian = gsl_matrix_calloc(rows, n);
  l->precision = gsl_matrix_calloc(n, n);
  l->factor = gsl_matrix_calloc(n, n);
  if (!l->order || !l->first || !l->left_out || !l->inverse || !l->jacobian || !l->precision || !l->factor) return 0;
  sort_rows(l);
  for (int g = 0; g < p->n_papers; g++) {
    const size_t block = (size_t)(l->first[g + 1] - l->first[g]);
    if (block && !(l->inverse[g] = gsl_matrix_calloc(block, block))) return 0;
  }
  return 1;
}

enum zn_status zn_linear_open(struct zn_linear *l, const struct zn_hierarchy_problem *problem, struct zn_error *error) {
  *l = (struct zn_linear){.problem = problem, .n_spreads = problem->n_effects + problem->n_kinds};
  if (!open_all(l)) return zn_fail(error, ZN_MEMORY, "no memory for %d rows and %d parameters", problem->n_rows, problem->n_theta);
  for (int k = 0; k < l->n_spreads; k++)
    l->spread[k] = k < problem->n_effects ? problem->effect[k].prior_median : problem->kind[k - problem->n_effects].prior_median;
  for (int i = 0; i < problem->n_rows; i++) l->weight[i] = 1.0;
  for (int j = 0; j < problem->n_theta; j++) {
    l->low[j] = problem->parameter[j].low;
    l->high[j] = problem->parameter[j].high;
    l->theta[j] = problem->parameter[j].prior_mean;
  }
  return ZN_OK;
}

void zn_linear_close(struct zn_linear *l) {
  double *const lists[] = {l->z, l->weight, l->pull, l->own, l->spread, l->theta, l->right, l->low, l->high};
  for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) free(lists[i]);
  for (int g = 0; l->inverse && g < l->problem->n_papers; g++) gsl_matrix_free(l->inverse[g]);
  free(l->inverse);
  free(l->order);
  free(l->first);
  free(l->left_out);
  gsl_matrix_free(l->jacobian);
  gsl_matrix_free(l->precision);
  gsl_matrix_free(l->factor);
  *l = (struct zn_linear){0};
}

/* --- Normal equations ----------------------------------------------------------------------------------------------------------------- */

double zn_linear_noise(const struct zn_linear *l, int row) {
  const struct zn_hierarchy_row *r = &l->problem->row[row];
  const double scale = l->spread[l->problem->n_effects + r->kind];
  return scale * scale / l->weight[row] + r->sampling_sd * r->sampling_sd;
}

/* V of paper g, inverted in place. */
static enum zn_status invert_block(struct zn_linear *l, int g, struct zn_error *error) {
  const struct zn_hierarchy_problem *p = l->problem;
  const int *rows = l->order + l->first[g], n = l->first[g + 1] - l->first[g];
  gsl_matrix *v = l->inverse[g];
  for (int a = 0; a < n; a++)
    for (int b = 0; b <= a; b++) {
      double sum = a == b ? zn_linear_noise(l, rows[a]) : 0.0;
      for (int k = 0; k < p->n_effects; k++)
        sum += l->spread[k] * l->spread[k] * zn_linear_load(&p->row[rows[a]], k) * zn_linear_load(&p->row[rows[b]], k);
      gsl_matrix_set(v, (size_t)a, (size_t)b, sum);
      gsl_matrix_set(v, (size_t)b, (size_t)a, sum);
    }
  if (gsl_linalg_cholesky_decomp1(v)) return zn_fail(error, ZN_NUMERICAL, "the covariance of a paper's rows is not positive definite");
  for (int a = 0; a < n; a++) l->log_det_v += 2.0 * log(gsl_matrix_get(v, (size_t)a, (size_t)a));
  gsl_linalg_cholesky_invert(v);
  return ZN_OK;
}

/* The rows of paper g as a matrix of their own. For gsl_matrix_free. */
static gsl_matrix *block_jacobian(const struct zn_linear *l, int g) {
  const int n = l->first[g + 1] - l->first[g];
  gsl_matrix *j = gsl_matrix_alloc((size_t)n, (size_t)l->problem->n_theta);
  for (int a = 0; j && a < n; a++) {
    gsl_vector_const_view row = gsl_matrix_const_row(l->jacobian, (size_t)l->order[l->first[g] + a]);
    gsl_matrix_set_row(j, (size_t)a, &row.vector);
  }
  return j;
}

static enum zn_status add_block(struct zn_linear *l, int g, struct zn_error *error) {
  const int n = l->first[g + 1] - l->first[g];
  gsl_matrix *j = block_jacobian(l, g), *vj = gsl_matrix_alloc((size_t)n, (size_t)l->problem->n_theta);
  enum zn_status status = j && vj ? invert_block(l, g, error) : zn_fail(error, ZN_MEMORY, "no memory for the normal equations");
  if (status == ZN_OK) {
    gsl_vector_view right = gsl_vector_view_array(l->right, (size_t)l->problem->n_theta);
    gsl_blas_dsymm(CblasLeft, CblasLower, 1.0, l->inverse[g], j, 0.0, vj);
    gsl_blas_dgemm(CblasTrans, CblasNoTrans, 1.0, j, vj, 1.0, l->precision);
    for (int a = 0; a < n; a++) {
      gsl_vector_const_view row = gsl_matrix_const_row(vj, (size_t)a);
      gsl_blas_daxpy(l->z[l->order[l->first[g] + a]], &row.vector, &right.vector);
    }
  }
  gsl_matrix_free(j);
  gsl_matrix_free(vj);
  return status;
}

/* V^-1 (z - J theta). */
static void find_pull(struct zn_linear *l) {
  const struct zn_hierarchy_problem *p = l->problem;
  gsl_vector_const_view theta = gsl_vector_const_view_array(l->theta, (size_t)p->n_theta);
  memset(l->pull, 0, (size_t)p->n_rows * sizeof *l->pull);
  for (int g = 0; g < p->n_papers; g++) {
    const int *rows = l->order + l->first[g], n = l->first[g + 1] - l->first[g];
    for (int b = 0; b < n && !l->left_out[g]; b++) {
      gsl_vector_const_view row = gsl_matrix_const_row(l->jacobian, (size_t)rows[b]);
      double said;
      gsl_blas_ddot(&row.vector, &theta.vector, &said);
      for (int a = 0; a < n; a++) l->pull[rows[a]] += gsl_matrix_get(l->inverse[g], (size_t)a, (size_t)b) * (l->z[rows[b]] - said);
    }
  }
}

enum zn_status zn_linear_solve(struct zn_linear *l, struct zn_error *error) {
  const struct zn_hierarchy_problem *p = l->problem;
  gsl_matrix_set_zero(l->precision);
  l->log_det_v = l->log_det_a = 0.0;
  for (int j = 0; j < p->n_theta; j++) {
    const double prior = 1.0 / (p->parameter[j].prior_sd * p->parameter[j].prior_sd);
    gsl_matrix_set(l->precision, (size_t)j, (size_t)j, prior);
    l->right[j] = prior * p->parameter[j].prior_mean;
    l->log_det_a -= log(prior);
  }
  for (int g = 0; g < p->n_papers; g++)
    if (!l->left_out[g] && l->first[g + 1] > l->first[g]) ZN_TRY(add_block(l, g, error));
  gsl_matrix_memcpy(l->factor, l->precision);
  if (gsl_linalg_cholesky_decomp1(l->factor)) return zn_fail(error, ZN_NUMERICAL, "the parameters' precision is not positive definite");
  for (int j = 0; j < p->n_theta; j++) l->log_det_a += 2.0 * log(gsl_matrix_get(l->factor, (size_t)j, (size_t)j));
  ZN_TRY(zn_box_solve(l->theta, l->precision, l->right, l->low, l->high, error));
  find_pull(l);
  return ZN_OK;
}

/* --- What follows from a solution ----------------------------------------------------------------------------------------------------- */

void zn_linear_covariance(const struct zn_linear *l, double *covariance) {
  const size_t n = (size_t)l->problem->n_theta;
  gsl_matrix_view out = gsl_matrix_view_array(covariance, n, n);
  gsl_matrix_memcpy(&out.matrix, l->factor);
  gsl_linalg_cholesky_invert(&out.matrix);
}

double zn_linear_predictive_sd(const struct zn_linear *l, const double *covariance, int row) {
  const struct zn_hierarchy_problem *p = l->problem;
  const struct zn_hierarchy_row *r = &p->row[row];
  const double *j = gsl_matrix_const_ptr(l->jacobian, (size_t)row, 0), scale = ZN_ROW_SD_PER_SCALE * l->spread[p->n_effects + r->kind];
  double sum = scale * scale + r->sampling_sd * r->sampling_sd;
  for (int a = 0; a < p->n_theta; a++)
    for (int b = 0; b < p->n_theta; b++) sum += j[a] * covariance[a * p->n_theta + b] * j[b];
  for (int k = 0; k < p->n_effects; k++) {
    const double load = l->spread[k] * zn_linear_load(r, k);
    sum += load * load;
  }
  return sqrt(sum);
}
