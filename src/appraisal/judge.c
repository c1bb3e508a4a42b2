#include "judge.h"

#include <math.h>
#include <stdlib.h>

#include "base/expression.h"
#include "base/status.h"
#include "roc.h"
#include "study/statistics.h"
#include "zonula/comparison.h"

/* One criterion in the making: value and by of all who count, member after member. */
struct work {
  const struct zn_criterion *criterion;
  const struct zn_reads *reads;
  int people;             /* of each member, whether they count or not */
  int *first;             /* [members + 1] where each member's begin, and the number of all */
  double *value, *by;     /* [members * people], as many as count */
  double *scratch;        /* [2][members * people] */
  unsigned char *exposed; /* [members * people] */
};

static int within(const struct zn_criterion *c, double value) { return value > c->above && value < c->below; }

/* --- Values -------------------------------------------------------------------------------------------------------------------------- */

static int people_of(const struct zn_expression *expression, const struct zn_reads *reads) {
  for (int r = 0; r < reads->n_reads; r++)
    if (zn_expression_uses(expression, r)) return reads->people[r];
  return 0;
}

/* The expression in everybody. `slot` [n_reads] holds one person's reads. */
static void evaluate(double *out, struct zn_expression *expression, const struct work *w, double *slot) {
  const struct zn_reads *reads = w->reads;
  for (int m = 0; m < reads->members; m++)
    for (int p = 0; p < w->people; p++) {
      int missing = 0;
      for (int r = 0; r < reads->n_reads; r++) {
        slot[r] = p < reads->people[r] ? reads->value[m * reads->n_reads + r][p] : NAN;
        missing |= zn_expression_uses(expression, r) && isnan(slot[r]);
      }
      out[m * w->people + p] = missing ? NAN : zn_expression_value(expression, slot);
    }
}

static enum zn_status make_expression(struct zn_expression **expression, const struct zn_experiment *experiment, const char *text,
                                      struct zn_error *error) {
  return zn_expression_make(expression, text, (const char *const *)experiment->read, experiment->n_reads, error);
}

static enum zn_status make_room(struct work *w, struct zn_error *error) {
  const size_t all = (size_t)w->reads->members * (size_t)w->people + 1;
  w->value = malloc(4 * all * sizeof *w->value);
  w->exposed = malloc(all);
  w->first = malloc(((size_t)w->reads->members + 1) * sizeof *w->first);
  if (!w->value || !w->exposed || !w->first) return zn_fail(error, ZN_MEMORY, "no memory to judge a criterion");
  w->by = w->value + all;
  w->scratch = w->by + all;
  return ZN_OK;
}

/* Moves those together who count. Who cannot be told to belong to them, because something of them has no value, does. */
static void keep_those(struct work *w, const double *among) {
  int n = 0;
  for (int m = 0; m < w->reads->members; m++) {
    w->first[m] = n;
    for (int i = m * w->people; i < (m + 1) * w->people; i++) {
      if (among && among[i] == 0.0) continue;
      w->value[n] = among && isnan(among[i]) ? NAN : w->value[i];
      w->by[n++] = w->by[i];
    }
  }
  w->first[w->reads->members] = n;
}

static enum zn_status fill_values(struct work *w, const struct zn_experiment *experiment, struct zn_error *error) {
  struct zn_expression *value = NULL, *by = NULL, *among = NULL;
  double *slot = malloc(((size_t)experiment->n_reads + 1) * sizeof *slot);
  enum zn_status status = slot ? ZN_OK : zn_fail(error, ZN_MEMORY, "no memory to judge a criterion");
  if (status == ZN_OK) status = make_expression(&value, experiment, w->criterion->value, error);
  if (status == ZN_OK && w->criterion->by) status = make_expression(&by, experiment, w->criterion->by, error);
  if (status == ZN_OK && w->criterion->among) status = make_expression(&among, experiment, w->criterion->among, error);
  if (status == ZN_OK) {
    w->people = people_of(value, w->reads);
    status = make_room(w, error);
  }
  if (status == ZN_OK) evaluate(w->value, value, w, slot);
  if (status == ZN_OK) evaluate(w->by, by ? by : value, w, slot);
  if (status == ZN_OK && among) evaluate(w->scratch, among, w, slot);
  if (status == ZN_OK) keep_those(w, among ? w->scratch : NULL);
  zn_expression_free(value);
  zn_expression_free(by);
  zn_expression_free(among);
  free(slot);
  return status;
}

/* --- Statistics of people `from` to `to` --------------------------------------------------------------------------------------------- */

static double risk_ratio(const struct work *w, int from, int to) {
  int all[2] = {0}, ill[2] = {0};
  for (int i = from; i < to; i++) {
    if (isnan(w->value[i]) || isnan(w->by[i])) continue;
    const int exposed = w->by[i] != 0.0;
    all[exposed]++;
    ill[exposed] += w->value[i] != 0.0;
  }
  return ill[0] && all[1] ? (double)ill[1] / all[1] / ((double)ill[0] / all[0]) : NAN;
}

/* People with both numbers, side by side. Returns how many. */
static int pair(const struct work *w, int from, int to, double *x, double *y) {
  int n = 0;
  for (int i = from; i < to; i++)
    if (!isnan(w->value[i]) && !isnan(w->by[i])) {
      x[n] = w->value[i];
      y[n] = w->by[i];
      w->exposed[n++] = w->by[i] != 0.0;
    }
  return n;
}

static enum zn_status area(double *statistic, const struct work *w, const double *x, const double *y, int n, struct zn_error *error) {
  const struct zn_roc_people people = {n, w->exposed, y};
  double *placement = malloc(((size_t)n + 1) * sizeof *placement), lo95, hi95;
  enum zn_status status = placement ? ZN_OK : zn_fail(error, ZN_MEMORY, "no memory to judge a criterion");
  if (status == ZN_OK) status = zn_roc_placements(placement, x, &people, error);
  if (status == ZN_OK) zn_roc_interval(placement, &people, statistic, &lo95, &hi95);
  free(placement);
  return status;
}

static enum zn_status summarise(double *statistic, const struct work *w, int from, int to, struct zn_error *error) {
  const size_t all = (size_t)w->reads->members * (size_t)w->people;
  double *x = w->scratch, *y = w->scratch + all;
  int n;
  switch (w->criterion->kind) {
    case ZN_CRITERION_RISK_RATIO:
      *statistic = risk_ratio(w, from, to);
      return ZN_OK;
    case ZN_CRITERION_AUC:
      n = pair(w, from, to, x, y);
      return area(statistic, w, x, y, n, error);
    case ZN_CRITERION_RANK_CORRELATION:
      n = pair(w, from, to, x, y);
      *statistic = NAN;
      return n > 1 ? zn_rank_correlation(statistic, x, y, n, error) : ZN_OK;
    case ZN_CRITERION_EACH:
    case ZN_CRITERION_MEDIAN:
    case ZN_CRITERION_MEAN:
      break;
  }
  n = 0;
  for (int i = from; i < to; i++) x[n++] = w->value[i];
  n = zn_sort_values(x, n);
  *statistic = n ? zn_statistic_of(w->criterion->kind == ZN_CRITERION_MEAN ? ZN_STATISTIC_MEAN : ZN_STATISTIC_MEDIAN, x, n) : NAN;
  return ZN_OK;
}

/* --- Verdicts ------------------------------------------------------------------------------------------------------------------------ */

static void describe_people(struct zn_criterion_result *out, const struct work *w) {
  static const double at[5] = {0.05, 0.25, 0.50, 0.75, 0.95};
  const int all = w->first[w->reads->members];
  for (int i = 0; i < all; i++) w->scratch[i] = w->value[i];
  const int n = zn_sort_values(w->scratch, all);
  out->people = all;
  out->without = all - n;
  for (int q = 0; q < 5; q++) out->quantile[q] = n ? zn_quantile(w->scratch, n, at[q]) : NAN;
}

static int count_within(const struct work *w, int from, int to) {
  int k = 0;
  for (int i = from; i < to; i++) k += within(w->criterion, w->value[i]);
  return k;
}

/* What holds in each person, by counting people. */
static void judge_each(struct zn_criterion_result *out, const struct work *w) {
  const int k = count_within(w, 0, out->people);
  out->statistic = out->survives = out->people ? (double)k / out->people : 0.0;
  zn_binomial_interval(k, out->people, 0.9, &out->lo90, &out->hi90);
  for (int m = 0; m < w->reads->members; m++) {
    const int people = w->first[m + 1] - w->first[m];
    out->members_hold += people && count_within(w, w->first[m], w->first[m + 1]) >= w->criterion->in * people;
  }
  out->holds = out->people && k >= w->criterion->in * out->people;
}

/* What holds of everybody, by counting parameter sets. */
static enum zn_status judge_statistic(struct zn_criterion_result *out, const struct work *w, struct zn_error *error) {
  ZN_TRY(summarise(&out->statistic, w, 0, out->people, error));
  for (int m = 0; m < w->reads->members; m++) out->members_hold += within(w->criterion, out->member[m]);
  out->survives = (double)out->members_hold / w->reads->members;
  zn_binomial_interval(out->members_hold, w->reads->members, 0.9, &out->lo90, &out->hi90);
  out->holds = within(w->criterion, out->statistic);
  return ZN_OK;
}

static enum zn_status judge(struct zn_criterion_result *out, const struct zn_criterion *criterion, const struct zn_experiment *experiment,
                            const struct zn_reads *reads, struct zn_error *error) {
  struct work w = {.criterion = criterion, .reads = reads};
  out->kind = criterion->kind;
  enum zn_status status = fill_values(&w, experiment, error);
  if (status == ZN_OK) describe_people(out, &w);
  for (int m = 0; m < reads->members && status == ZN_OK; m++) status = summarise(&out->member[m], &w, w.first[m], w.first[m + 1], error);
  if (status == ZN_OK && criterion->kind == ZN_CRITERION_EACH)
    judge_each(out, &w);
  else if (status == ZN_OK)
    status = judge_statistic(out, &w, error);
  free(w.value);
  free(w.exposed);
  free(w.first);
  return status;
}

/* Room for `n_criteria` results of `members` sets each, all 0. */
static enum zn_status open_outcome(struct zn_outcome *outcome, int n_criteria, int members, struct zn_error *error) {
  *outcome = (struct zn_outcome){.criterion = calloc((size_t)n_criteria + 1, sizeof *outcome->criterion)};
  if (!outcome->criterion) return zn_fail(error, ZN_MEMORY, "no memory for the outcome of an experiment");
  for (int k = 0; k < n_criteria; k++) {
    outcome->criterion[k].member = calloc((size_t)members + 1, sizeof *outcome->criterion[k].member);
    if (!outcome->criterion[k].member) return zn_fail(error, ZN_MEMORY, "no memory for the outcome of an experiment");
  }
  return ZN_OK;
}

enum zn_status zn_outcome_judge(struct zn_outcome *outcome, const struct zn_experiment *experiment, const struct zn_reads *reads,
                                struct zn_error *error) {
  ZN_TRY(open_outcome(outcome, experiment->n_criteria, reads->members, error));
  outcome->holds = 1;
  for (int k = 0; k < experiment->n_criteria; k++) {
    struct zn_criterion_result *result = &outcome->criterion[k];
    ZN_TRY(judge(result, &experiment->criterion[k], experiment, reads, error));
    outcome->holds &= result->holds;
    if (result->survives < outcome->criterion[outcome->worst].survives) outcome->worst = k;
  }
  return ZN_OK;
}

void zn_outcome_clear(struct zn_outcome *outcome, int n_criteria) {
  for (int k = 0; outcome->criterion && k < n_criteria; k++) free(outcome->criterion[k].member);
  free(outcome->criterion);
  outcome->criterion = NULL;
}
