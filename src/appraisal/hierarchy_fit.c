/* The most probable point: Gauss and Newton's steps on the model made linear, each as bold as it proves to be good (Levenberg 1944,
 * Q Appl Math 2:164; Marquardt 1963), spreads and weights settled anew before each. */
#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "box.h"
#include "hierarchy_work.h"
#include "linear.h"

enum { MOST_STEPS = 30, MOST_TRIES = 6 };

/* Steps shorter than this many posterior SDs ask for central differences. */
static const double short_step = 0.7;

struct climber {
  const struct zn_hierarchy_problem *problem;
  const struct zn_hierarchy_options *options;
  struct zn_hierarchy_fit *fit;
  struct zn_linear linear;
  double damping;
  int one_sided;        /* differences, until steps get short */
  double *tried, *said; /* [n_theta], [n_rows] of a point tried */
  double *covariance;   /* [n_theta][n_theta] */
  gsl_matrix *damped;
  double *right; /* [n_theta] */
};

static double given(double option, double usual) { return option > 0.0 ? option : usual; }

/* r' V^-1 r and the prior, truly, with V as it stands. */
static double badness(const struct climber *c, const double *theta, const double *f) {
  const struct zn_hierarchy_problem *p = c->problem;
  const struct zn_linear *l = &c->linear;
  double sum = 0.0;
  for (int g = 0; g < p->n_papers; g++) {
    const int *rows = l->order + l->first[g], n = l->first[g + 1] - l->first[g];
    for (int a = 0; a < n; a++)
      for (int b = 0; b < n; b++)
        sum += (p->row[rows[a]].y - f[rows[a]]) * gsl_matrix_get(l->inverse[g], (size_t)a, (size_t)b) * (p->row[rows[b]].y - f[rows[b]]);
  }
  for (int j = 0; j < p->n_theta; j++) {
    const double away = (theta[j] - p->parameter[j].prior_mean) / p->parameter[j].prior_sd;
    sum += away * away;
  }
  return sum;
}

/* The linear model about fit->theta: slopes, pseudo-observations, settled spreads and weights, and its own best point. */
static enum zn_status make_linear(struct climber *c, struct zn_error *error) {
  const struct zn_hierarchy_problem *p = c->problem;
  struct zn_hierarchy_fit *fit = c->fit;
  ZN_TRY(zn_hierarchy_differences(p, fit->theta, given(c->options->difference, 0.03), c->one_sided, fit->f, fit->jacobian, error));
  memcpy(gsl_matrix_ptr(c->linear.jacobian, 0, 0), fit->jacobian, (size_t)p->n_rows * (size_t)p->n_theta * sizeof *fit->jacobian);
  for (int i = 0; i < p->n_rows; i++) {
    c->linear.z[i] = p->row[i].y - fit->f[i];
    for (int j = 0; j < p->n_theta; j++) c->linear.z[i] += fit->jacobian[i * p->n_theta + j] * fit->theta[j];
  }
  ZN_TRY(zn_linear_settle(&c->linear, error));
  zn_linear_covariance(&c->linear, c->covariance);
  return ZN_OK;
}

/* How far the linear model would go, in posterior SDs of the parameter that goes furthest. */
static double distance(const struct climber *c) {
  double most = 0.0;
  for (int j = 0; j < c->problem->n_theta; j++)
    most = fmax(most, fabs(c->linear.theta[j] - c->fit->theta[j]) / sqrt(c->covariance[j * c->problem->n_theta + j]));
  return most;
}

/* Where a damped step leads: each parameter is held back by damping times its own curvature. */
static enum zn_status aim(struct climber *c, struct zn_error *error) {
  const struct zn_linear *l = &c->linear;
  gsl_matrix_memcpy(c->damped, l->precision);
  for (int j = 0; j < c->problem->n_theta; j++) {
    const double hold = c->damping * gsl_matrix_get(l->precision, (size_t)j, (size_t)j);
    *gsl_matrix_ptr(c->damped, (size_t)j, (size_t)j) += hold;
    c->right[j] = l->right[j] + hold * c->fit->theta[j];
  }
  return zn_box_solve(c->tried, c->damped, c->right, l->low, l->high, error);
}

/* One step downhill. *moved: whether a better point was found. */
static enum zn_status step(struct climber *c, double *now, int *moved, struct zn_error *error) {
  const struct zn_hierarchy_problem *p = c->problem;
  *now = badness(c, c->fit->theta, c->fit->f);
  *moved = 0;
  for (int i = 0; i < MOST_TRIES && !*moved; i++) {
    ZN_TRY(aim(c, error));
    ZN_TRY(zn_hierarchy_ask(p, 1, c->tried, NULL, c->said, error));
    const double then = badness(c, c->tried, c->said);
    if (then <= *now) {
      memcpy(c->fit->theta, c->tried, (size_t)p->n_theta * sizeof *c->tried);
      *moved = 1;
      *now = then;
      c->damping = c->damping < 1e-3 ? 0.0 : 0.2 * c->damping;
    } else {
      c->damping = c->damping == 0.0 ? 0.1 : 5.0 * c->damping;
    }
  }
  return ZN_OK;
}

/* Forward differences lean to one side, which no longer does when steps are short. */
static enum zn_status look_closer(struct climber *c, struct zn_error *error) {
  c->one_sided = 0;
  c->damping = 0.0;
  return make_linear(c, error);
}

static enum zn_status climb(struct climber *c, struct zn_error *error) {
  const int most = c->options->most_steps > 0 ? c->options->most_steps : MOST_STEPS;
  const double enough = given(c->options->tolerance, 0.02);
  struct zn_hierarchy_fit *fit = c->fit;
  ZN_TRY(make_linear(c, error));
  for (;;) {
    fit->left = distance(c);
    if (c->one_sided && fit->left < short_step) {
      ZN_TRY(look_closer(c, error));
      fit->left = distance(c);
    }
    fit->settled = fit->left <= enough;
    if (fit->settled || fit->steps >= most) return ZN_OK;
    double now;
    int moved;
    ZN_TRY(step(c, &now, &moved, error));
    if (!moved && !c->one_sided) return ZN_OK; /* the model is rough at this scale */
    if (!moved) {
      ZN_TRY(look_closer(c, error));
      continue;
    }
    fit->steps++;
    ZN_TRY(make_linear(c, error));
    if (c->options->step && c->options->step(c->options->step_context, fit->steps, fit->theta, now))
      return zn_fail(error, ZN_INTERRUPTED, "the fit was interrupted after %d steps", fit->steps);
  }
}

static enum zn_status finish(struct climber *c, struct zn_error *error) {
  const struct zn_hierarchy_problem *p = c->problem;
  struct zn_hierarchy_fit *fit = c->fit;
  struct zn_linear *l = &c->linear;
  ZN_TRY(zn_linear_spread_sd(l, fit->spread_sd, error));
  ZN_TRY(zn_linear_marginal(l, &fit->log_marginal, c->right, error));
  memcpy(fit->covariance, c->covariance, (size_t)p->n_theta * (size_t)p->n_theta * sizeof *fit->covariance);
  memcpy(fit->spread, l->spread, (size_t)l->n_spreads * sizeof *fit->spread);
  memcpy(fit->weight, l->weight, (size_t)p->n_rows * sizeof *fit->weight);
  for (int i = 0; i < p->n_rows; i++) {
    fit->residual[i] = p->row[i].y - fit->f[i];
    fit->effect[i] = fit->residual[i] - zn_linear_noise(l, i) * l->pull[i];
    fit->sd[i] = zn_linear_predictive_sd(l, fit->covariance, i);
  }
  return ZN_OK;
}

static int open_fit(struct zn_hierarchy_fit *fit, const struct zn_hierarchy_problem *p) {
  const size_t rows = (size_t)p->n_rows, n = (size_t)p->n_theta, spreads = (size_t)(p->n_effects + p->n_kinds);
  *fit = (struct zn_hierarchy_fit){.n_rows = p->n_rows, .n_theta = p->n_theta, .n_effects = p->n_effects, .n_kinds = p->n_kinds};
  double **const lists[] = {&fit->theta, &fit->covariance, &fit->spread,   &fit->spread_sd, &fit->weight,
                            &fit->f,     &fit->jacobian,   &fit->residual, &fit->effect,    &fit->sd};
  const size_t sizes[] = {n, n * n, spreads, spreads, rows, rows, rows * n, rows, rows, rows};
  for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
    if (!(*lists[i] = calloc(sizes[i], sizeof **lists[i]))) return 0;
  return 1;
}

void zn_hierarchy_fit_clear(struct zn_hierarchy_fit *fit) {
  double *const lists[] = {fit->theta, fit->covariance, fit->spread,   fit->spread_sd, fit->weight,
                           fit->f,     fit->jacobian,   fit->residual, fit->effect,    fit->sd};
  for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) free(lists[i]);
  *fit = (struct zn_hierarchy_fit){0};
}

static enum zn_status open_climber(struct climber *c, struct zn_error *error) {
  const struct zn_hierarchy_problem *p = c->problem;
  const size_t n = (size_t)p->n_theta, spreads = (size_t)(p->n_effects + p->n_kinds);
  ZN_TRY(zn_linear_open(&c->linear, p, error));
  c->tried = calloc(n, sizeof *c->tried);
  c->said = calloc((size_t)p->n_rows, sizeof *c->said);
  c->covariance = calloc(n * n, sizeof *c->covariance);
  c->right = calloc(n + spreads, sizeof *c->right);
  c->damped = gsl_matrix_alloc(n, n);
  if (!open_fit(c->fit, p) || !c->tried || !c->said || !c->covariance || !c->right || !c->damped)
    return zn_fail(error, ZN_MEMORY, "no memory for a fit of %d rows", p->n_rows);
  for (int j = 0; j < p->n_theta; j++)
    c->fit->theta[j] =
        c->options->from ? fmin(fmax(c->options->from[j], p->parameter[j].low), p->parameter[j].high) : p->parameter[j].prior_mean;
  return ZN_OK;
}

enum zn_status zn_hierarchy_fit(struct zn_hierarchy_fit *fit, const struct zn_hierarchy_problem *problem,
                                const struct zn_hierarchy_options *options, struct zn_error *error) {
  struct climber c = {.problem = problem, .options = options, .fit = fit, .one_sided = options->one_sided};
  *fit = (struct zn_hierarchy_fit){0};
  ZN_TRY(zn_hierarchy_check(problem, error));
  gsl_error_handler_t *handler = gsl_set_error_handler_off();
  enum zn_status status = open_climber(&c, error);
  if (status == ZN_OK) status = climb(&c, error);
  if (status == ZN_OK) status = finish(&c, error);
  if (c.linear.problem) zn_linear_close(&c.linear);
  free(c.tried);
  free(c.said);
  free(c.covariance);
  free(c.right);
  gsl_matrix_free(c.damped);
  if (status != ZN_OK) zn_hierarchy_fit_clear(fit);
  gsl_set_error_handler(handler);
  return status;
}
