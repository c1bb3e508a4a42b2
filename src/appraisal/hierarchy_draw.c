/* An ensemble of few members that has the posterior's mean and spread. */
#include <gsl/gsl_errno.h>
#include <gsl/gsl_linalg.h>
#include <math.h>
#include <stdlib.h>

#include "base/random.h"
#include "base/status.h"
#include "hierarchy.h"

/* `value` mirrored at the bounds until it lies between them. */
static double reflected(double value, double low, double high) {
  const double wide = high - low;
  if (!(wide > 0.0)) return low;
  const double turned = fmod(fabs(value - low), 2.0 * wide);
  return fmin(fmax(low + (turned > wide ? 2.0 * wide - turned : turned), low), high);
}

/* Standard normal scores [pairs][n], one row for a pair. Columns are made perpendicular where there are enough pairs, and get the mean
 * square that `members` members with it and its opposite must have. */
static void draw_scores(double *score, int pairs, int n, int members, uint64_t seed) {
  const uint32_t stream = zn_stream("calibration ensemble");
  for (int m = 0; m < pairs; m++)
    for (int j = 0; j < n; j++) score[m * n + j] = zn_normal(seed, (uint32_t)m, stream, (uint32_t)j);
  for (int j = 0; j < n; j++) {
    double square = 0.0;
    for (int i = 0; i < j && pairs >= n; i++) {
      double along = 0.0, length = 0.0;
      for (int m = 0; m < pairs; m++) along += score[m * n + i] * score[m * n + j], length += score[m * n + i] * score[m * n + i];
      for (int m = 0; m < pairs; m++) score[m * n + j] -= along / length * score[m * n + i];
    }
    for (int m = 0; m < pairs; m++) square += score[m * n + j] * score[m * n + j];
    const double scale = sqrt(0.5 * members / square);
    for (int m = 0; m < pairs; m++) score[m * n + j] *= scale;
  }
}

enum zn_status zn_hierarchy_draw(double *draws, int members, const struct zn_hierarchy_fit *fit, const struct zn_hierarchy_problem *problem,
                                 uint64_t seed, struct zn_error *error) {
  const int n = fit->n_theta, pairs = members / 2;
  if (members < 1) return zn_fail(error, ZN_ARGUMENT, "%d members of an ensemble; expected at least 1", members);
  gsl_error_handler_t *handler = gsl_set_error_handler_off();
  gsl_matrix *factor = gsl_matrix_alloc((size_t)n, (size_t)n);
  double *score = malloc(((size_t)pairs * (size_t)n + 1) * sizeof *score);
  enum zn_status status = factor && score ? ZN_OK : zn_fail(error, ZN_MEMORY, "no memory for an ensemble");
  for (int i = 0; i < n * n && status == ZN_OK; i++) gsl_matrix_set(factor, (size_t)(i / n), (size_t)(i % n), fit->covariance[i]);
  if (status == ZN_OK && gsl_linalg_cholesky_decomp1(factor))
    status = zn_fail(error, ZN_NUMERICAL, "the posterior covariance is not positive definite");
  if (status == ZN_OK) draw_scores(score, pairs, n, members, seed);
  for (int m = 0; m < members && status == ZN_OK; m++)
    for (int j = 0; j < n; j++) {
      double away = 0.0;
      for (int k = 0; k <= j && m < 2 * pairs; k++) away += gsl_matrix_get(factor, (size_t)j, (size_t)k) * score[m / 2 * n + k];
      draws[m * n + j] = reflected(fit->theta[j] + (m % 2 ? -away : away), problem->parameter[j].low, problem->parameter[j].high);
    }
  gsl_matrix_free(factor);
  free(score);
  gsl_set_error_handler(handler);
  return status;
}
