#include "combine.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"

enum { MOST_STEPS = 100, MOST_HALVINGS = 40 };

/* --- Logistic regression -------------------------------------------------------------------------------------------------------------- */

struct fit {
  const struct zn_readouts *readouts;
  const unsigned char *use;
  double ridge;
  int m;                                     /* weights, intercept included */
  double *weight, *trial, *slope, *step, *h; /* [m], and the curvature h [m][m] */
};

static double score_of(const struct zn_readouts *r, const double *weight, int i) {
  double score = weight[r->k];
  for (int j = 0; j < r->k; j++) score += weight[j] * r->x[(size_t)i * (size_t)r->k + (size_t)j];
  return score;
}

/* ln(1 + exp(z)) without overflow. */
static double softplus(double z) { return z > 0.0 ? z + log1p(exp(-z)) : log1p(exp(z)); }

/* Minus the penalised ln likelihood. */
static double badness(const struct fit *f, const double *weight) {
  const struct zn_readouts *r = f->readouts;
  double sum = 0.0;
  for (int j = 0; j < r->k; j++) sum += 0.5 * f->ridge * weight[j] * weight[j];
  for (int i = 0; i < r->n; i++) {
    if (f->use && !f->use[i]) continue;
    const double score = score_of(r, weight, i);
    sum += softplus(score) - (r->has[i] ? score : 0.0);
  }
  return sum;
}

/* Slope and curvature of the badness at the present weights. */
static void look(struct fit *f) {
  const struct zn_readouts *r = f->readouts;
  memset(f->slope, 0, (size_t)f->m * sizeof *f->slope);
  memset(f->h, 0, (size_t)f->m * (size_t)f->m * sizeof *f->h);
  for (int i = 0; i < r->n; i++) {
    if (f->use && !f->use[i]) continue;
    const double *x = r->x + (size_t)i * (size_t)r->k, p = 1.0 / (1.0 + exp(-score_of(r, f->weight, i))), off = p - r->has[i];
    for (int a = 0; a < f->m; a++) {
      const double xa = a < r->k ? x[a] : 1.0;
      f->slope[a] += off * xa;
      for (int b = 0; b <= a; b++) f->h[a * f->m + b] += p * (1.0 - p) * xa * (b < r->k ? x[b] : 1.0);
    }
  }
  for (int j = 0; j < r->k; j++) {
    f->slope[j] += f->ridge * f->weight[j];
    f->h[j * f->m + j] += f->ridge;
  }
  f->h[f->m * f->m - 1] += 1e-12 * r->n; /* everybody certain: no curvature is left for the intercept */
}

/* Cholesky factor of h in its lower half, then h step = slope. 0: h is not positive. */
static int solve(struct fit *f) {
  const int m = f->m;
  double *l = f->h;
  for (int a = 0; a < m; a++)
    for (int b = 0; b <= a; b++) {
      double sum = l[a * m + b];
      for (int c = 0; c < b; c++) sum -= l[a * m + c] * l[b * m + c];
      if (a == b && !(sum > 0.0)) return 0;
      l[a * m + b] = a == b ? sqrt(sum) : sum / l[b * m + b];
    }
  for (int a = 0; a < m; a++) {
    f->step[a] = f->slope[a];
    for (int c = 0; c < a; c++) f->step[a] -= l[a * m + c] * f->step[c];
    f->step[a] /= l[a * m + a];
  }
  for (int a = m - 1; a >= 0; a--) {
    for (int c = a + 1; c < m; c++) f->step[a] -= l[c * m + a] * f->step[c];
    f->step[a] /= l[a * m + a];
  }
  return 1;
}

/* Goes one step, or as much of it as helps; returns how much the badness fell. */
static double go(struct fit *f, double before) {
  double share = 1.0;
  for (int halved = 0; halved < MOST_HALVINGS; halved++, share *= 0.5) {
    for (int a = 0; a < f->m; a++) f->trial[a] = f->weight[a] - share * f->step[a];
    const double fell = before - badness(f, f->trial);
    if (!(fell >= 0.0)) continue;
    memcpy(f->weight, f->trial, (size_t)f->m * sizeof *f->weight);
    return fell;
  }
  return 0.0;
}

static enum zn_status descend(struct fit *f, struct zn_error *error) {
  memset(f->weight, 0, (size_t)f->m * sizeof *f->weight);
  for (int step = 0; step < MOST_STEPS; step++) {
    const double before = badness(f, f->weight);
    look(f);
    if (!solve(f)) return zn_fail(error, ZN_NUMERICAL, "a combination of %d tests cannot be fitted", f->m - 1);
    if (go(f, before) <= 1e-12 * before) return ZN_OK;
  }
  return zn_fail(error, ZN_NUMERICAL, "the fit of a combination of %d tests did not come to rest", f->m - 1);
}

enum zn_status zn_logistic_fit(double *weight, const struct zn_readouts *readouts, const unsigned char *use, double ridge,
                               struct zn_error *error) {
  const int m = readouts->k + 1;
  double *room = malloc(((size_t)m * (size_t)m + 3 * (size_t)m) * sizeof *room);
  if (!room) return zn_fail(error, ZN_MEMORY, "no memory to fit a combination of %d tests", readouts->k);
  struct fit f = {readouts, use, ridge, m, weight, room, room + m, room + 2 * m, room + 3 * m};
  const enum zn_status status = descend(&f, error);
  free(room);
  return status;
}

/* --- Folds ---------------------------------------------------------------------------------------------------------------------------- */

struct dealt {
  unsigned char has;
  double key;
  int index;
};

static int in_order(const void *a, const void *b) {
  const struct dealt *x = a, *y = b;
  if (x->has != y->has) return x->has < y->has ? -1 : 1;
  if (x->key != y->key) return x->key < y->key ? -1 : 1;
  return (x->index > y->index) - (x->index < y->index);
}

enum zn_status zn_deal_folds(int *fold, const double *key, const unsigned char *has, int n, int folds, struct zn_error *error) {
  struct dealt *card = malloc(((size_t)n + 1) * sizeof *card);
  if (!card) return zn_fail(error, ZN_MEMORY, "no memory to deal %d people", n);
  for (int i = 0; i < n; i++) card[i] = (struct dealt){has[i], key[i], i};
  qsort(card, (size_t)n, sizeof *card, in_order);
  for (int k = 0; k < n; k++) fold[card[k].index] = k % folds;
  free(card);
  return ZN_OK;
}

/* --- Judged by others ----------------------------------------------------------------------------------------------------------------- */

/* Read-outs with mean 0 and SD 1 in those who are used; what does not vary there is left at 0. */
static void standardise(double *out, const struct zn_readouts *r, const unsigned char *use) {
  for (int j = 0; j < r->k; j++) {
    double sum = 0.0, squares = 0.0;
    int n = 0;
    for (int i = 0; i < r->n; i++)
      if (!use || use[i]) sum += r->x[(size_t)i * (size_t)r->k + (size_t)j], n++;
    const double mean = n ? sum / n : 0.0;
    for (int i = 0; i < r->n; i++) {
      const double off = r->x[(size_t)i * (size_t)r->k + (size_t)j] - mean;
      if (!use || use[i]) squares += off * off;
      out[(size_t)i * (size_t)r->k + (size_t)j] = off;
    }
    const double sd = n > 1 ? sqrt(squares / (n - 1)) : 0.0, scale = sd > 1e-12 * fabs(mean) ? 1.0 / sd : 0.0;
    for (int i = 0; i < r->n; i++) out[(size_t)i * (size_t)r->k + (size_t)j] *= scale;
  }
}

static const double ridge = 1.0 / (ZN_WEIGHT_PRIOR_SD * ZN_WEIGHT_PRIOR_SD);

enum zn_status zn_score_unseen(double *score, const struct zn_readouts *readouts, const int *fold, int folds, struct zn_error *error) {
  const size_t n = (size_t)readouts->n, k = (size_t)readouts->k;
  double *x = malloc((n * k + k + 1) * sizeof *x), *weight = x ? x + n * k : NULL;
  unsigned char *use = malloc(n + 1);
  enum zn_status status = x && use ? ZN_OK : zn_fail(error, ZN_MEMORY, "no memory to judge a combination");
  const struct zn_readouts standard = {readouts->n, readouts->k, x, readouts->has};
  for (int f = 0; f < folds && status == ZN_OK; f++) {
    for (size_t i = 0; i < n; i++) use[i] = fold[i] != f;
    standardise(x, readouts, use);
    status = zn_logistic_fit(weight, &standard, use, ridge, error);
    for (int i = 0; status == ZN_OK && i < readouts->n; i++)
      if (!use[i]) score[i] = score_of(&standard, weight, i);
  }
  free(x);
  free(use);
  return status;
}

enum zn_status zn_weigh_all(double *weight, const struct zn_readouts *readouts, struct zn_error *error) {
  const size_t n = (size_t)readouts->n, k = (size_t)readouts->k;
  double *x = malloc((n * k + k + 1) * sizeof *x), *all = x ? x + n * k : NULL;
  if (!x) return zn_fail(error, ZN_MEMORY, "no memory to weigh a combination");
  const struct zn_readouts standard = {readouts->n, readouts->k, x, readouts->has};
  standardise(x, readouts, NULL);
  const enum zn_status status = zn_logistic_fit(all, &standard, NULL, ridge, error);
  for (size_t j = 0; status == ZN_OK && j < k; j++) weight[j] = all[j];
  free(x);
  return status;
}
