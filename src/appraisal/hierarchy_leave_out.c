/* What the fit would say of papers that it had not seen. */
#include <gsl/gsl_errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "base/status.h"
#include "hierarchy_work.h"
#include "linear.h"

/* The linear model of the fit. */
static enum zn_status open_linear(struct zn_linear *l, const struct zn_hierarchy_fit *fit, const struct zn_hierarchy_problem *p,
                                  struct zn_error *error) {
  ZN_TRY(zn_linear_open(l, p, error));
  memcpy(gsl_matrix_ptr(l->jacobian, 0, 0), fit->jacobian, (size_t)p->n_rows * (size_t)p->n_theta * sizeof *fit->jacobian);
  for (int i = 0; i < p->n_rows; i++) {
    l->z[i] = fit->residual[i];
    for (int j = 0; j < p->n_theta; j++) l->z[i] += fit->jacobian[i * p->n_theta + j] * fit->theta[j];
  }
  return ZN_OK;
}

static enum zn_status leave_out(struct zn_linear *l, struct zn_hierarchy_left_out *out, const struct zn_hierarchy_fit *fit, const int *fold,
                                int which, double *covariance, struct zn_error *error) {
  const struct zn_hierarchy_problem *p = l->problem;
  for (int g = 0; g < p->n_papers; g++) l->left_out[g] = fold[g] == which;
  memcpy(l->spread, fit->spread, (size_t)l->n_spreads * sizeof *l->spread);
  memcpy(l->weight, fit->weight, (size_t)p->n_rows * sizeof *l->weight);
  ZN_TRY(zn_linear_settle(l, error));
  zn_linear_covariance(l, covariance);
  memcpy(out->theta + (size_t)which * (size_t)p->n_theta, l->theta, (size_t)p->n_theta * sizeof *l->theta);
  memcpy(out->spread + (size_t)which * (size_t)l->n_spreads, l->spread, (size_t)l->n_spreads * sizeof *l->spread);
  for (int i = 0; i < p->n_rows; i++)
    if (fold[p->row[i].paper] == which) out->sd[i] = zn_linear_predictive_sd(l, covariance, i);
  return ZN_OK;
}

/* The model truly evaluated: all folds in one batch, of each its own rows. */
static enum zn_status evaluate(struct zn_hierarchy_left_out *out, const struct zn_hierarchy_problem *p, const int *fold,
                               struct zn_error *error) {
  const size_t rows = (size_t)p->n_rows, folds = (size_t)out->n_folds;
  double *f = calloc(folds * rows, sizeof *f);
  unsigned char *wanted = calloc(folds * rows, 1);
  enum zn_status status = f && wanted ? ZN_OK : zn_fail(error, ZN_MEMORY, "no memory for %d folds", out->n_folds);
  for (size_t i = 0; i < rows && status == ZN_OK; i++) wanted[(size_t)fold[p->row[i].paper] * rows + i] = 1;
  if (status == ZN_OK) status = zn_hierarchy_ask(p, out->n_folds, out->theta, wanted, f, error);
  for (size_t i = 0; i < rows && status == ZN_OK; i++) out->f[i] = f[(size_t)fold[p->row[i].paper] * rows + i];
  free(f);
  free(wanted);
  return status;
}

static enum zn_status run(struct zn_hierarchy_left_out *out, const struct zn_hierarchy_fit *fit, const struct zn_hierarchy_problem *p,
                          const int *fold, struct zn_error *error) {
  const size_t n = (size_t)p->n_theta, rows = (size_t)p->n_rows, folds = (size_t)out->n_folds;
  struct zn_linear linear = {0};
  double *covariance = calloc(n * n, sizeof *covariance);
  out->theta = calloc(folds * n, sizeof *out->theta);
  out->spread = calloc(folds * (size_t)(p->n_effects + p->n_kinds), sizeof *out->spread);
  out->f = calloc(rows, sizeof *out->f);
  out->sd = calloc(rows, sizeof *out->sd);
  enum zn_status status = covariance && out->theta && out->spread && out->f && out->sd
                              ? open_linear(&linear, fit, p, error)
                              : zn_fail(error, ZN_MEMORY, "no memory for %d folds", out->n_folds);
  for (int k = 0; k < out->n_folds && status == ZN_OK; k++) status = leave_out(&linear, out, fit, fold, k, covariance, error);
  if (linear.problem) zn_linear_close(&linear);
  free(covariance);
  return status == ZN_OK ? evaluate(out, p, fold, error) : status;
}

enum zn_status zn_hierarchy_leave_out(struct zn_hierarchy_left_out *out, const struct zn_hierarchy_fit *fit,
                                      const struct zn_hierarchy_problem *problem, const int *fold, int n_folds, struct zn_error *error) {
  *out = (struct zn_hierarchy_left_out){.n_folds = n_folds};
  for (int g = 0; g < problem->n_papers; g++)
    if (fold[g] < 0 || fold[g] >= n_folds) return zn_fail(error, ZN_ARGUMENT, "paper %d is in fold %d of %d", g, fold[g], n_folds);
  gsl_error_handler_t *handler = gsl_set_error_handler_off();
  const enum zn_status status = run(out, fit, problem, fold, error);
  gsl_set_error_handler(handler);
  return status;
}

void zn_hierarchy_left_out_clear(struct zn_hierarchy_left_out *out) {
  free(out->theta);
  free(out->f);
  free(out->sd);
  free(out->spread);
  *out = (struct zn_hierarchy_left_out){0};
}

/* --- Dealing papers to folds --------------------------------------------------------------------------------------------------------- */

struct dealt {
  int paper, rows;
  double lot;
  const char *name;
};

/* Those with most rows first, the rest by lot. */
static int by_rows(const void *a, const void *b) {
  const struct dealt *x = a, *y = b;
  if (x->rows != y->rows) return y->rows - x->rows;
  if (x->lot != y->lot) return x->lot < y->lot ? -1 : 1;
  return strcmp(x->name, y->name);
}

enum zn_status zn_hierarchy_deal(int *fold, int n_folds, const struct zn_hierarchy_problem *p, const char *const *name, uint64_t seed,
                                 struct zn_error *error) {
  if (n_folds < 1) return zn_fail(error, ZN_ARGUMENT, "%d folds; expected at least 1", n_folds);
  struct dealt *list = calloc((size_t)p->n_papers + 1, sizeof *list);
  int *size = calloc((size_t)n_folds, sizeof *size);
  if (list && size) {
    for (int g = 0; g < p->n_papers; g++) list[g] = (struct dealt){g, 0, zn_uniform(seed, 0, zn_stream(name[g]), 0), name[g]};
    for (int i = 0; i < p->n_rows; i++) list[p->row[i].paper].rows++;
    qsort(list, (size_t)p->n_papers, sizeof *list, by_rows);
    for (int g = 0; g < p->n_papers; g++) {
      int least = 0;
      for (int k = 1; k < n_folds; k++)
        if (size[k] < size[least]) least = k;
      fold[list[g].paper] = least;
      size[least] += list[g].rows;
    }
  }
  const enum zn_status status = list && size ? ZN_OK : zn_fail(error, ZN_MEMORY, "no memory to deal papers to folds");
  free(list);
  free(size);
  return status;
}
