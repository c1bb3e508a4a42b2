#include "roc.h"

#include <math.h>
#include <stdlib.h>

#include "base/status.h"
#include "compare/ranked.h"

static const double normal_95 = 1.959963984540054; /* 97.5 % of the normal distribution */
static const double one_in_ten = 0.1;

static int count_having(const struct zn_roc_people *people) {
  int having = 0;
  for (int i = 0; i < people->n; i++) having += people->has[i];
  return having;
}

/* --- The area ------------------------------------------------------------------------------------------------------------------------ */

enum zn_status zn_roc_placements(double *placement, const double *score, const struct zn_roc_people *people, struct zn_error *error) {
  const int n = people->n, having = count_having(people), not_having = n - having;
  struct zn_ranked *order = zn_ranked_make(score, n, error);
  if (!order) return ZN_MEMORY;
  int below[2] = {0, 0}; /* people below the present ties who have it not, and who have */
  for (int from = 0, to; from < n; from = to) {
    int here[2] = {0, 0};
    to = zn_ranked_end_of_ties(order, n, from);
    for (int k = from; k < to; k++) here[people->has[order[k].index]]++;
    for (int k = from; k < to; k++) {
      const int i = order[k].index;
      placement[i] = people->has[i] ? (below[0] + 0.5 * here[0]) / not_having : (having - below[1] - 0.5 * here[1]) / having;
    }
    below[0] += here[0];
    below[1] += here[1];
  }
  free(order);
  return ZN_OK;
}

/* Mean over those who have it, and the variance of that mean as DeLong has it; `than` may be NULL. */
static void mean_and_variance(const double *placement, const double *than, const struct zn_roc_people *people, double *mean,
                              double *variance) {
  double sum[2] = {0.0, 0.0}, squares[2] = {0.0, 0.0};
  int n[2] = {0, 0};
  for (int i = 0; i < people->n; i++) sum[people->has[i]] += placement[i] - (than ? than[i] : 0.0), n[people->has[i]]++;
  const double centre[2] = {n[0] ? sum[0] / n[0] : NAN, n[1] ? sum[1] / n[1] : NAN};
  for (int i = 0; i < people->n; i++) {
    const int kind = people->has[i];
    const double off = placement[i] - (than ? than[i] : 0.0) - centre[kind];
    squares[kind] += off * off;
  }
  *mean = centre[1];
  *variance = n[0] > 1 && n[1] > 1 ? squares[0] / (n[0] - 1) / n[0] + squares[1] / (n[1] - 1) / n[1] : NAN;
}

void zn_roc_interval(const double *placement, const struct zn_roc_people *people, double *auc, double *lo95, double *hi95) {
  const int having = count_having(people), rarer = having < people->n - having ? having : people->n - having;
  double variance;
  mean_and_variance(placement, NULL, people, auc, &variance);
  if (rarer < 2) {
    *lo95 = *hi95 = NAN;
    if (!rarer) *auc = NAN;
    return;
  }
  const double all_alike = pow(0.025, 1.0 / rarer), a = *auc;
  if (!(variance > 0.0) || a <= 0.0 || a >= 1.0) {
    *lo95 = a >= 1.0 ? all_alike : a;
    *hi95 = a <= 0.0 ? 1.0 - all_alike : a;
    return;
  }
  const double logit = log(a / (1.0 - a)), width = normal_95 * sqrt(variance) / (a * (1.0 - a));
  *lo95 = 1.0 / (1.0 + exp(width - logit));
  *hi95 = 1.0 / (1.0 + exp(-width - logit));
}

void zn_roc_gain(const double *placement, const double *than, const struct zn_roc_people *people, double *gain, double *lo95,
                 double *hi95) {
  double variance;
  mean_and_variance(placement, than, people, gain, &variance);
  *lo95 = *gain - normal_95 * sqrt(variance);
  *hi95 = *gain + normal_95 * sqrt(variance);
}

/* --- The curve ----------------------------------------------------------------------------------------------------------------------- */

/* Whether b lies on the straight way from a to c, along one axis: the curve has no corner there. */
static int is_on_the_way(const struct zn_roc_point *a, const struct zn_roc_point *b, const struct zn_roc_point *c) {
  return (a->hits == b->hits && b->hits == c->hits) || (a->false_alarms == b->false_alarms && b->false_alarms == c->false_alarms);
}

/* Points from the highest score down; ties fall together. */
static void walk(struct zn_roc *roc, const struct zn_ranked *order, const struct zn_roc_people *people) {
  const int not_having = roc->people - roc->having;
  int above[2] = {0, 0};
  roc->point[roc->n_points++] = (struct zn_roc_point){INFINITY, 0.0, 0.0};
  for (int k = people->n - 1; k >= 0; k--) {
    above[people->has[order[k].index]]++;
    if (k && order[k - 1].value == order[k].value) continue;
    const struct zn_roc_point p = {order[k].value, (double)above[0] / not_having, (double)above[1] / roc->having};
    const struct zn_roc_point *before = &roc->point[roc->n_points - 1];
    if (p.hits - p.false_alarms > roc->youden.hits - roc->youden.false_alarms) roc->youden = p;
    if (p.false_alarms <= one_in_ten && p.hits > roc->hits_90) roc->hits_90 = p.hits, roc->threshold_90 = p.threshold;
    if (roc->n_points > 1 && is_on_the_way(before - 1, before, &p)) roc->n_points--;
    roc->point[roc->n_points++] = p;
  }
}

static enum zn_status draw(struct zn_roc *roc, const double *score, const struct zn_roc_people *people, struct zn_error *error) {
  struct zn_ranked *order = zn_ranked_make(score, people->n, error);
  if (!order) return ZN_MEMORY;
  roc->point = malloc(((size_t)people->n + 2) * sizeof *roc->point);
  roc->hits_90 = 0.0;
  roc->threshold_90 = INFINITY;
  roc->youden = (struct zn_roc_point){INFINITY, 0.0, 0.0};
  if (roc->point) walk(roc, order, people);
  free(order);
  return roc->point ? ZN_OK : zn_fail(error, ZN_MEMORY, "no memory for a curve of %d people", people->n);
}

enum zn_status zn_roc_make(struct zn_roc *roc, const double *score, const struct zn_roc_people *people, struct zn_error *error) {
  const int having = count_having(people);
  *roc = (struct zn_roc){.people = people->n,
                         .having = having,
                         .auc = NAN,
                         .lo95 = NAN,
                         .hi95 = NAN,
                         .hits_90 = NAN,
                         .threshold_90 = NAN,
                         .youden = {NAN, NAN, NAN},
                         .rank_correlation = NAN};
  if (people->n > 1) ZN_TRY(zn_rank_correlation(&roc->rank_correlation, score, people->truth, people->n, error));
  if (!having || having == people->n) return ZN_OK;
  double *placement = malloc((size_t)people->n * sizeof *placement);
  if (!placement) return zn_fail(error, ZN_MEMORY, "no memory to judge %d people", people->n);
  enum zn_status status = zn_roc_placements(placement, score, people, error);
  if (status == ZN_OK) zn_roc_interval(placement, people, &roc->auc, &roc->lo95, &roc->hi95);
  free(placement);
  return status == ZN_OK ? draw(roc, score, people, error) : status;
}

void zn_roc_clear(struct zn_roc *roc) {
  free(roc->point);
  *roc = (struct zn_roc){0};
}

/* --- Ranks --------------------------------------------------------------------------------------------------------------------------- */

static enum zn_status ranks(double *rank, const double *value, int n, struct zn_error *error) {
  struct zn_ranked *order = zn_ranked_make(value, n, error);
  if (!order) return ZN_MEMORY;
  for (int from = 0, to; from < n; from = to) {
    to = zn_ranked_end_of_ties(order, n, from);
    for (int k = from; k < to; k++) rank[order[k].index] = 0.5 * (from + to - 1);
  }
  free(order);
  return ZN_OK;
}

static double correlation_of(const double *x, const double *y, int n) {
  const double middle = 0.5 * (n - 1); /* ties keep the mean rank */
  double xx = 0.0, yy = 0.0, xy = 0.0;
  for (int i = 0; i < n; i++) {
    const double a = x[i] - middle, b = y[i] - middle;
    xx += a * a;
    yy += b * b;
    xy += a * b;
  }
  return xx > 0.0 && yy > 0.0 ? xy / sqrt(xx * yy) : NAN;
}

enum zn_status zn_rank_correlation(double *correlation, const double *x, const double *y, int n, struct zn_error *error) {
  double *rank = malloc((2 * (size_t)n + 1) * sizeof *rank);
  *correlation = NAN;
  if (!rank) return zn_fail(error, ZN_MEMORY, "no memory for the ranks of %d people", n);
  enum zn_status status = ranks(rank, x, n, error);
  if (status == ZN_OK) status = ranks(rank + n, y, n, error);
  if (status == ZN_OK) *correlation = correlation_of(rank, rank + n, n);
  free(rank);
  return status;
}
