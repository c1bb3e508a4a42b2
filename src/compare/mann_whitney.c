/* Mann and Whitney 1947, with the shift of Hodges and Lehmann 1963 and its interval: as wilcox.test of R with conf.int.
 *
 * R looks for the ends of the normal interval with a root finder, in a function that steps down at each difference of a pair. The step that
 * crosses is the one whose number follows from the normal score, so that both the exact and the normal interval end at a difference of
 * known rank. Its estimate, in R a root as well, is here the median difference, as it is in R's exact case. */
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "finish.h"
#include "pairs.h"
#include "rank_sum.h"
#include "ranked.h"

enum { EXACT_BELOW = 50 };

/* Both groups in rising order, and what their common ranks say. */
struct work {
  double *treated, *control;
  int n_treated, n_control;
  double won;  /* pairs in which the treated have the larger value, ties counting half */
  double ties; /* sum of t^3 - t over runs of t equal values */
};

static void take_run(struct work *w, const struct zn_ranked *order, int from, int to, int first_treated) {
  const int control_below = w->n_control;
  for (int k = from; k < to; k++) {
    if (order[k].index < first_treated)
      w->control[w->n_control++] = order[k].value;
    else
      w->treated[w->n_treated++] = order[k].value;
  }
  const int control_here = w->n_control - control_below;
  const double t = to - from;
  w->won += (t - control_here) * (control_below + 0.5 * control_here);
  w->ties += t * t * t - t;
}

/* `together` [n0 + n1]: control, then treated; comes back in order. */
static enum zn_status rank(struct work *w, double *together, int n_control, int n_treated, struct zn_error *error) {
  const int n = n_control + n_treated;
  struct zn_ranked *order = zn_ranked_make(together, n, error);
  if (!order) return ZN_MEMORY;
  *w = (struct work){.control = together, .treated = together + n_control};
  for (int from = 0, to; from < n; from = to) {
    to = zn_ranked_end_of_ties(order, n, from);
    take_run(w, order, from, to, n_control);
  }
  free(order);
  return ZN_OK;
}

/* The shift, and its interval from the differences of the given rank from below and from above. */
static void set_shift(struct zn_comparison *c, const struct work *w, double rank_from_end) {
  const struct zn_pairs pairs = {w->treated, w->control, w->n_treated, w->n_control};
  const int64_t all = (int64_t)w->n_treated * w->n_control, k = (int64_t)fmax(rank_from_end, 1.0);
  if (!isfinite(w->treated[0] - w->control[w->n_control - 1]) || !isfinite(w->treated[w->n_treated - 1] - w->control[0])) return;
  c->estimate = zn_pairs_median(&pairs);
  c->low = zn_pairs_difference(&pairs, k);
  c->high = zn_pairs_difference(&pairs, all + 1 - k);
}

static enum zn_status compare_exactly(struct zn_comparison *c, const struct work *w, double confidence, struct zn_error *error) {
  const int all = w->n_treated * w->n_control;
  double *below = malloc(((size_t)all / 2 + 1) * sizeof *below);
  enum zn_status status = below ? ZN_OK : zn_fail(error, ZN_MEMORY, "no memory for the ranks of %d pairs", all);
  if (status == ZN_OK) status = zn_rank_sum_below(below, w->n_treated, w->n_control, error);
  if (status == ZN_OK) {
    const double tail = 0.5 * (1.0 - confidence) - 10.0 * DBL_EPSILON; /* R's allowance for rounding */
    int k = 0;
    while (k < all / 2 && below[k] < tail) k++;
    c->p_value = fmin(2.0 * below[(int)fmin(w->won, all - w->won)], 1.0);
    c->z = zn_score_of_p(c->p_value, w->won - 0.5 * all);
    set_shift(c, w, k);
  }
  free(below);
  return status;
}

/* Squared SD of the pairs won by chance, less what runs of equal values take from it. */
static double variance(const struct work *w, double ties) {
  const double n = (double)w->n_treated + w->n_control, all = (double)w->n_treated * w->n_control;
  return all / 12.0 * (n + 1.0 - ties / (n * (n - 1.0)));
}

/* Runs of equal values within one group, which no shift parts. */
static double ties_within(const double *sorted, int n) {
  double ties = 0.0;
  for (int from = 0, to; from < n; from = to) {
    for (to = from + 1; to < n && sorted[to] == sorted[from];) to++;
    const double t = to - from;
    ties += t * t * t - t;
  }
  return ties;
}

static void compare_normally(struct zn_comparison *c, const struct work *w, double confidence) {
  const double all = (double)w->n_treated * w->n_control, excess = w->won - 0.5 * all, seen = variance(w, w->ties);
  if (!(seen > 0.0)) return; /* all are alike */
  c->z = copysign(fmax(fabs(excess) - 0.5, 0.0), excess) / sqrt(seen);
  c->p_value = zn_p_of_score(c->z);
  const double apart = variance(w, ties_within(w->treated, w->n_treated) + ties_within(w->control, w->n_control));
  set_shift(c, w, all - floor(0.5 * all + 0.5 + zn_score_of_confidence(confidence) * sqrt(apart)));
}

enum zn_status zn_compare_mann_whitney(struct zn_comparison *c, const double *control, int n_control, const double *treated, int n_treated,
                                       double confidence, struct zn_error *error) {
  ZN_TRY(zn_comparison_begin(c, ZN_COMPARE_MANN_WHITNEY, confidence, error));
  ZN_TRY(zn_comparison_check_values("the control", control, n_control, error));
  ZN_TRY(zn_comparison_check_values("the treated", treated, n_treated, error));
  c->n[0] = n_control;
  c->n[1] = n_treated;
  if (!n_control || !n_treated) return ZN_OK;
  double *together = malloc(((size_t)n_control + (size_t)n_treated) * sizeof *together);
  if (!together) return zn_fail(error, ZN_MEMORY, "no memory to rank %d and %d values", n_control, n_treated);
  memcpy(together, control, (size_t)n_control * sizeof *together);
  memcpy(together + n_control, treated, (size_t)n_treated * sizeof *together);
  struct work w;
  enum zn_status status = rank(&w, together, n_control, n_treated, error);
  if (status == ZN_OK && w.ties == 0.0 && n_control < EXACT_BELOW && n_treated < EXACT_BELOW)
    status = compare_exactly(c, &w, confidence, error);
  else if (status == ZN_OK)
    compare_normally(c, &w, confidence);
  c->statistic = c->z;
  free(together);
  return status;
}
