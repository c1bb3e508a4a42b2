/* When a trial may stop early: bounds of looks before the end, and what chance of success is left. */
#include <math.h>
#include <stdlib.h>

#include "base/status.h"
#include "finish.h"
#include "root.h"

static const char *const spending_words[ZN_SPENDINGS] = {[ZN_SPENDING_OBRIEN_FLEMING] = "obrien_fleming", [ZN_SPENDING_POCOCK] = "pocock"};

const char *zn_spending_word(enum zn_spending spending) { return spending_words[spending]; }

static double beyond(double z) { return 0.5 * erfc(z / sqrt(2.0)); }

/* Of `level` on one side, what may have been spent by the given share of the information. */
static double spent(enum zn_spending spending, double level, double share) {
  if (share >= 1.0) return level;
  if (spending == ZN_SPENDING_POCOCK) return level * log1p(expm1(1.0) * share);
  return 2.0 * beyond(zn_score_of_confidence(1.0 - level) / sqrt(share)); /* all of it at 1 */
}

/* --- Trials that go on ---------------------------------------------------------------------------------------------------------------
 * Under no effect the score z sqrt(share) walks like Brown's motion. Of the trials that have not stopped its density is kept at the nodes
 * of Gauss and Legendre in panels no wider than two SD of either step beside them, where Gaussians are polynomials to all digits. */

enum { NODES = 8 };
static const double half_node[NODES] = {0.0950125098376374402, 0.2816035507792589132, 0.4580167776572273863, 0.6178762444026437484,
                                        0.7554044083550030339, 0.8656312023878317439, 0.9445750230732325761, 0.9894009349916499326};
static const double half_weight[NODES] = {0.1894506104550684963, 0.1826034150449235889, 0.1691565193950025382, 0.1495959888165767321,
                                          0.1246289712555338720, 0.0951585116824927848, 0.0622535239386478929, 0.0271524594117540949};
static const double farthest = 38.0; /* SD; beyond it there is no number for what is left */

struct walkers {
  int n;
  double *at, *mass; /* [n] nodes in rising order, and density times weight */
};

static void clear(struct walkers *w) {
  free(w->at);
  *w = (struct walkers){0};
}

/* Nodes from -edge to edge. */
static enum zn_status open_nodes(struct walkers *w, double edge, double widest, struct zn_error *error) {
  const int panels = (int)ceil(2.0 * edge / widest) + 1;
  const double half = edge / panels;
  w->n = 0;
  w->at = malloc(2 * (size_t)panels * 2 * NODES * sizeof *w->at);
  if (!w->at) return zn_fail(error, ZN_MEMORY, "no memory for the looks of a trial");
  w->mass = w->at + (size_t)panels * 2 * NODES;
  for (int p = 0; p < panels; p++)
    for (int k = 0; k < 2 * NODES; k++) {
      const int i = k < NODES ? NODES - 1 - k : k - NODES;
      w->at[w->n] = half * (2 * p + 1 - panels + (k < NODES ? -half_node[i] : half_node[i]));
      w->mass[w->n++] = half * half_weight[i];
    }
  return ZN_OK;
}

/* Multiplies the weights of `to` by the density of those who come from `from` in a step of the given SD. */
static void step(struct walkers *to, const struct walkers *from, double sd) {
  const double scale = 0.3989422804014326779 / sd;
  for (int i = 0, first = 0; i < to->n; i++) {
    double density = 0.0;
    while (first < from->n && to->at[i] - from->at[first] > farthest * sd) first++;
    for (int j = first; j < from->n && from->at[j] - to->at[i] < farthest * sd; j++) {
      const double z = (to->at[i] - from->at[j]) / sd;
      density += from->mass[j] * exp(-0.5 * z * z);
    }
    to->mass[i] *= scale * density;
  }
}

struct look {
  const struct walkers *before; /* NULL: the first look */
  double share, sd, may_stop;   /* sd: of the step to here */
};

static double too_many_stop(const void *context, double z) {
  const struct look *look = context;
  if (!look->before) return beyond(z) - look->may_stop;
  double stop = 0.0;
  for (int j = 0; j < look->before->n; j++)
    stop += look->before->mass[j] * beyond((z * sqrt(look->share) - look->before->at[j]) / look->sd);
  return stop - look->may_stop;
}

static enum zn_status check(const double *share, int n, enum zn_spending spending, double confidence, struct zn_error *error) {
  static const double closest = 1e-4; /* of shares; chosen, it keeps the work of the integrals small */
  if (n < 1 || n > ZN_MOST_INTERIM_LOOKS) return zn_fail(error, ZN_ARGUMENT, "a trial has 1 to %d looks, not %d", ZN_MOST_INTERIM_LOOKS, n);
  if ((int)spending < 0 || spending >= ZN_SPENDINGS) return zn_fail(error, ZN_ARGUMENT, "there is no spending number %d", (int)spending);
  if (!(confidence > 0.0 && confidence < 1.0))
    return zn_fail(error, ZN_ARGUMENT, "a confidence of %g does not lie between 0 and 1", confidence);
  for (int k = 0; k < n; k++)
    if (!(share[k] - (k ? share[k - 1] : 0.0) >= closest))
      return zn_fail(error, ZN_ARGUMENT, "the shares of looks must rise from 0 by at least %g each; look %d has %g", closest, k + 1,
                     share[k]);
  if (share[n - 1] != 1.0) return zn_fail(error, ZN_ARGUMENT, "the last look is at all of the information, not at %g", share[n - 1]);
  return ZN_OK;
}

enum zn_status zn_interim_bounds(double *bound, const double *share, int n, enum zn_spending spending, double confidence,
                                 struct zn_error *error) {
  ZN_TRY(check(share, n, spending, confidence, error));
  const double level = 0.5 * (1.0 - confidence);
  struct walkers before = {0}, now = {0};
  enum zn_status status = ZN_OK;
  for (int k = 0; k < n && status == ZN_OK; k++) {
    const double sd = sqrt(share[k] - (k ? share[k - 1] : 0.0)), next = k < n - 1 ? sqrt(share[k + 1] - share[k]) : sd;
    const double may_stop = spent(spending, level, share[k]) - (k ? spent(spending, level, share[k - 1]) : 0.0);
    const struct look look = {k ? &before : NULL, share[k], sd, may_stop};
    bound[k] = too_many_stop(&look, farthest) < 0.0 ? zn_root(too_many_stop, &look, 0.0, farthest) : INFINITY;
    if (k == n - 1) break;
    status = open_nodes(&now, fmin(bound[k], farthest) * sqrt(share[k]), 2.0 * fmin(sd, next), error);
    if (status == ZN_OK && k) step(&now, &before, sd);
    for (int i = 0; i < now.n && !k; i++) now.mass[i] *= 0.3989422804014326779 / sd * exp(-0.5 * now.at[i] * now.at[i] / share[0]);
    clear(&before);
    before = now;
    now = (struct walkers){0};
  }
  clear(&before);
  return status;
}

double zn_conditional_power(double z, double share, double final_bound) {
  if (!(share > 0.0)) return NAN;
  if (share >= 1.0) return isnan(z) ? NAN : fabs(z) > final_bound;
  return beyond((final_bound - fabs(z) / sqrt(share)) / sqrt(1.0 - share));
}
