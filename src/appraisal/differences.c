/* The model asked: its answers, and its slopes by finite differences. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "hierarchy_work.h"

enum zn_status zn_hierarchy_ask(const struct zn_hierarchy_problem *p, int n, const double *theta, const unsigned char *wanted, double *f,
                                struct zn_error *error) {
  ZN_TRY(p->forward.many(p->forward.context, n, theta, wanted, f, error));
  for (int v = 0; v < n; v++)
    for (int i = 0; i < p->n_rows; i++) {
      const size_t at = (size_t)v * (size_t)p->n_rows + (size_t)i;
      if ((!wanted || wanted[at]) && !isfinite(f[at]))
        return zn_fail(error, ZN_NUMERICAL, "the model says nothing finite of row %d of the fit", i + 1);
    }
  return ZN_OK;
}

/* Points of one batch: the middle, then for each parameter one or two beside it. */
struct batch {
  const struct zn_hierarchy_problem *problem;
  const double *theta;
  double *point, *f;     /* [n][n_theta], [n][n_rows] */
  unsigned char *wanted; /* [n][n_rows] */
  double *at;            /* [n_theta][2] the parameter's value below and above */
  int *below, *above;    /* [n_theta] numbers of the points; 0: the middle */
  int n;
};

static int touches(const struct zn_hierarchy_problem *p, int parameter, int row) {
  return !p->touches || p->touches[(size_t)parameter * (size_t)p->n_rows + (size_t)row];
}

/* Adds the point where parameter j is `value`; returns its number. */
static int add_point(struct batch *b, int j, double value) {
  const struct zn_hierarchy_problem *p = b->problem;
  if (value == b->theta[j]) return 0;
  double *point = b->point + (size_t)b->n * (size_t)p->n_theta;
  memcpy(point, b->theta, (size_t)p->n_theta * sizeof *point);
  point[j] = value;
  for (int i = 0; i < p->n_rows; i++) b->wanted[(size_t)b->n * (size_t)p->n_rows + (size_t)i] = (unsigned char)touches(p, j, i);
  return b->n++;
}

static void fill(struct batch *b, double step, int one_sided) {
  const struct zn_hierarchy_problem *p = b->problem;
  memcpy(b->point, b->theta, (size_t)p->n_theta * sizeof *b->point);
  memset(b->wanted, 1, (size_t)p->n_rows);
  b->n = 1;
  for (int j = 0; j < p->n_theta; j++) {
    const double up = fmin(b->theta[j] + step, p->parameter[j].high), down = fmax(b->theta[j] - step, p->parameter[j].low);
    const int upwards = one_sided && up - b->theta[j] >= b->theta[j] - down, downwards = one_sided && !upwards;
    b->at[2 * j] = upwards ? b->theta[j] : down;
    b->at[2 * j + 1] = downwards ? b->theta[j] : up;
    b->below[j] = add_point(b, j, b->at[2 * j]);
    b->above[j] = add_point(b, j, b->at[2 * j + 1]);
  }
}

static void divide(const struct batch *b, double *f, double *jacobian) {
  const struct zn_hierarchy_problem *p = b->problem;
  memcpy(f, b->f, (size_t)p->n_rows * sizeof *f);
  for (int i = 0; i < p->n_rows; i++)
    for (int j = 0; j < p->n_theta; j++) {
      const double wide = b->at[2 * j + 1] - b->at[2 * j];
      const double *below = b->f + (size_t)b->below[j] * (size_t)p->n_rows, *above = b->f + (size_t)b->above[j] * (size_t)p->n_rows;
      jacobian[(size_t)i * (size_t)p->n_theta + (size_t)j] = touches(p, j, i) && wide > 0.0 ? (above[i] - below[i]) / wide : 0.0;
    }
}

enum zn_status zn_hierarchy_differences(const struct zn_hierarchy_problem *p, const double *theta, double step, int one_sided, double *f,
                                        double *jacobian, struct zn_error *error) {
  const size_t most = 2 * (size_t)p->n_theta + 1, rows = (size_t)p->n_rows, width = (size_t)p->n_theta;
  struct batch b = {.problem = p, .theta = theta};
  b.point = malloc(most * width * sizeof *b.point);
  b.f = malloc(most * rows * sizeof *b.f);
  b.wanted = malloc(most * rows);
  b.at = malloc(2 * width * sizeof *b.at);
  b.below = malloc(2 * width * sizeof *b.below);
  enum zn_status status =
      b.point && b.f && b.wanted && b.at && b.below ? ZN_OK : zn_fail(error, ZN_MEMORY, "no memory for %zu points of the model", most);
  if (status == ZN_OK) {
    b.above = b.below + p->n_theta;
    fill(&b, step, one_sided);
    status = zn_hierarchy_ask(p, b.n, b.point, b.wanted, b.f, error);
  }
  if (status == ZN_OK) divide(&b, f, jacobian);
  free(b.point);
  free(b.f);
  free(b.wanted);
  free(b.at);
  free(b.below);
  return status;
}
