/* The tests of a study held against what is true in each person: everybody, then groups of people by themselves. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "base/status.h"
#include "combine.h"
#include "roc.h"
#include "study/statistics.h"

/* Everybody who has a number for every test. */
struct table {
  int n;
  int *cohort;
  double *key;   /* [n] what folds are dealt by */
  double *truth; /* [n] */
  unsigned char *has;
  double *read; /* [n_tests][n] in the tests' units */
  double *ln;   /* [n_tests][n] */
};

/* Some of them. */
struct subset {
  int n;
  int *index; /* [n] into the table */
  double *truth;
  unsigned char *has;
};

struct work {
  struct zn_discrimination *out;
  const struct zn_run *run;
  const struct zn_discriminate *asked;
  struct table table;
  double *score; /* [entries][table.n] of everybody */
};

static int entries_of(const struct work *w) { return w->asked->n_tests + w->asked->n_combinations; }

/* --- The table ------------------------------------------------------------------------------------------------------------------------ */

static double value_of(const struct zn_run *run, int cohort, int row, int person) {
  const struct zn_cohort_result *r = &run->cohort[cohort];
  return r->value[(size_t)(run->study->n_reported + row) * (size_t)r->people + (size_t)person];
}

static int is_whole(const struct work *w, int cohort, int person) {
  for (int row = 0; row <= w->asked->n_tests; row++)
    if (!isfinite(value_of(w->run, cohort, row, person))) return 0;
  return 1;
}

static enum zn_status open_table(struct work *w, struct zn_error *error) {
  struct table *t = &w->table;
  size_t most = 1;
  for (int c = 0; c < w->run->study->n_cohorts; c++) most += (size_t)w->run->cohort[c].people;
  const size_t tests = (size_t)w->asked->n_tests;
  t->cohort = malloc(most * sizeof *t->cohort);
  t->has = malloc(most);
  t->key = malloc(most * sizeof *t->key);
  t->truth = malloc(most * sizeof *t->truth);
  t->read = malloc(most * tests * sizeof *t->read);
  t->ln = malloc(most * tests * sizeof *t->ln);
  w->score = malloc(most * (size_t)entries_of(w) * sizeof *w->score);
  if (t->cohort && t->has && t->key && t->truth && t->read && t->ln && w->score) return ZN_OK;
  return zn_fail(error, ZN_MEMORY, "no memory to judge tests in %zu people", most);
}

static void close_table(struct table *t) {
  free(t->cohort);
  free(t->has);
  free(t->key);
  free(t->truth);
  free(t->read);
  free(t->ln);
}

/* Counts first, since the columns of the table are as long as there are people in it. */
static void fill_table(struct work *w) {
  struct table *t = &w->table;
  const struct zn_study *study = w->run->study;
  const uint32_t stream = zn_stream("discriminate");
  int all = 0, k = 0;
  for (int c = 0; c < study->n_cohorts; c++)
    for (int i = 0; i < w->run->cohort[c].people; i++, all++) t->n += is_whole(w, c, i);
  for (int c = 0; c < study->n_cohorts; c++)
    for (int i = 0; i < w->run->cohort[c].people; i++) {
      if (!is_whole(w, c, i)) continue;
      for (int test = 0; test < w->asked->n_tests; test++) t->read[test * t->n + k] = value_of(w->run, c, test, i);
      t->truth[k] = value_of(w->run, c, w->asked->n_tests, i);
      t->has[k] = t->truth[k] > w->asked->above;
      t->key[k] = zn_uniform(study->cohorts[c].seed, (uint32_t)i, stream, 0);
      t->cohort[k++] = c;
    }
  w->out->left_out = all - t->n;
}

/* Logarithms of a test's read-outs; what is not above 0 counts as half of the smallest that is. */
static void take_logarithms(struct table *t, int test) {
  const double *read = t->read + (size_t)test * (size_t)t->n;
  double *ln = t->ln + (size_t)test * (size_t)t->n, least = INFINITY;
  for (int i = 0; i < t->n; i++)
    if (read[i] > 0.0) least = fmin(least, read[i]);
  for (int i = 0; i < t->n; i++) ln[i] = read[i] > 0.0 ? log(read[i]) : isfinite(least) ? log(0.5 * least) : 0.0;
}

/* --- A group of people ---------------------------------------------------------------------------------------------------------------- */

static void close_subset(struct subset *s) {
  free(s->index);
  free(s->truth);
  free(s->has);
}

/* People of a group of the study, or everybody where it is NULL. */
static enum zn_status open_subset(struct subset *s, const struct table *t, const struct zn_people_group *group, struct zn_error *error) {
  *s = (struct subset){.index = malloc(((size_t)t->n + 1) * sizeof *s->index),
                       .truth = malloc(((size_t)t->n + 1) * sizeof *s->truth),
                       .has = malloc((size_t)t->n + 1)};
  if (!s->index || !s->truth || !s->has) return zn_fail(error, ZN_MEMORY, "no memory for a group of people");
  for (int i = 0; i < t->n; i++) {
    int belongs = !group;
    for (int k = 0; group && k < group->n; k++) belongs |= group->cohort[k] == t->cohort[i];
    if (!belongs) continue;
    s->truth[s->n] = t->truth[i];
    s->has[s->n] = t->has[i];
    s->index[s->n++] = i;
  }
  return ZN_OK;
}

static void score_test(double *score, const struct work *w, const struct subset *s, int test) {
  for (int i = 0; i < s->n; i++) score[i] = w->table.read[(size_t)test * (size_t)w->table.n + (size_t)s->index[i]];
}

static enum zn_status fit_combination(double *score, double *weight, const struct work *w, const struct subset *s,
                                      const struct zn_combination *c, double *x, double *key, int *fold, struct zn_error *error) {
  const struct zn_readouts readouts = {s->n, c->n, x, s->has};
  for (int i = 0; i < s->n; i++) {
    key[i] = w->table.key[s->index[i]];
    for (int j = 0; j < c->n; j++)
      x[(size_t)i * (size_t)c->n + (size_t)j] = w->table.ln[(size_t)c->test[j] * (size_t)w->table.n + (size_t)s->index[i]];
  }
  ZN_TRY(zn_deal_folds(fold, key, s->has, s->n, ZN_FOLDS, error));
  ZN_TRY(zn_weigh_all(weight, &readouts, error));
  return zn_score_unseen(score, &readouts, fold, ZN_FOLDS, error);
}

static enum zn_status score_combination(double *score, struct zn_told_by *by, const struct work *w, const struct subset *s,
                                        const struct zn_combination *c, struct zn_error *error) {
  const size_t n = (size_t)s->n;
  by->weight = calloc((size_t)c->n, sizeof *by->weight);
  by->n_weights = c->n;
  double *x = malloc((n * (size_t)c->n + n + 1) * sizeof *x);
  int *fold = malloc((n + 1) * sizeof *fold);
  enum zn_status status = by->weight && x && fold ? fit_combination(score, by->weight, w, s, c, x, x + n * (size_t)c->n, fold, error)
                                                  : zn_fail(error, ZN_MEMORY, "no memory for the combination '%s'", c->label);
  free(x);
  free(fold);
  return status;
}

/* Which single test has the largest and the smallest area, and which combination the largest; the first of equals. */
static void rank_entries(struct zn_told_group *group, int tests, int entries) {
  group->best = group->worst = group->best_combination = -1;
  for (int e = 0; e < entries; e++) {
    const double auc = group->by[e].roc.auc;
    if (!isfinite(auc)) continue;
    if (e < tests && (group->best < 0 || auc > group->by[group->best].roc.auc)) group->best = e;
    if (e < tests && (group->worst < 0 || auc < group->by[group->worst].roc.auc)) group->worst = e;
    if (e >= tests && (group->best_combination < 0 || auc > group->by[group->best_combination].roc.auc)) group->best_combination = e;
  }
}

/* Every area against that of the best single test, in the same people. */
static enum zn_status find_gains(struct zn_told_group *group, const double *score, const struct zn_roc_people *people, int entries,
                                 struct zn_error *error) {
  const size_t n = (size_t)people->n;
  if (group->best < 0) return ZN_OK;
  double *placement = malloc((2 * n + 1) * sizeof *placement), *best = placement + n;
  if (!placement) return zn_fail(error, ZN_MEMORY, "no memory to compare tests");
  enum zn_status status = zn_roc_placements(best, score + (size_t)group->best * n, people, error);
  for (int e = 0; e < entries && status == ZN_OK; e++) {
    struct zn_told_by *by = &group->by[e];
    if (e == group->best || !isfinite(by->roc.auc)) continue;
    status = zn_roc_placements(placement, score + (size_t)e * n, people, error);
    if (status == ZN_OK) zn_roc_gain(placement, best, people, &by->gain, &by->gain_lo95, &by->gain_hi95);
  }
  free(placement);
  return status;
}

/* Cross-validation needs people of both kinds in every part. */
static int can_be_fitted(const struct zn_told_group *group) {
  return group->having >= ZN_FOLDS && group->people - group->having >= ZN_FOLDS;
}

static enum zn_status judge(struct zn_told_group *group, double *score, const struct work *w, const struct subset *s,
                            struct zn_error *error) {
  const struct zn_discriminate *asked = w->asked;
  const struct zn_roc_people people = {s->n, s->has, s->truth};
  group->people = s->n;
  for (int i = 0; i < s->n; i++) group->having += s->has[i];
  for (int e = 0; e < entries_of(w); e++) {
    struct zn_told_by *by = &group->by[e];
    double *own = score + (size_t)e * (size_t)s->n;
    const struct zn_combination *c = e < asked->n_tests ? NULL : &asked->combination[e - asked->n_tests];
    *by = (struct zn_told_by){.gain = NAN, .gain_lo95 = NAN, .gain_hi95 = NAN};
    by->label = c ? c->label : w->run->study->reported[w->run->study->n_reported + e].label;
    if (!c)
      score_test(own, w, s, e);
    else if (can_be_fitted(group))
      ZN_TRY(score_combination(own, by, w, s, c, error));
    else
      for (int i = 0; i < s->n; i++) own[i] = 0.0;
    ZN_TRY(zn_roc_make(&by->roc, own, &people, error));
    if (c && !can_be_fitted(group)) by->roc.auc = by->roc.lo95 = by->roc.hi95 = by->roc.hits_90 = by->roc.rank_correlation = NAN;
  }
  rank_entries(group, asked->n_tests, entries_of(w));
  return find_gains(group, score, &people, entries_of(w), error);
}

static enum zn_status judge_group(struct work *w, int g, struct zn_error *error) {
  struct zn_told_group *group = &w->out->group[g];
  struct subset s;
  group->label = g ? w->asked->group[g - 1].label : "everybody";
  group->by = calloc((size_t)entries_of(w), sizeof *group->by);
  enum zn_status status = open_subset(&s, &w->table, g ? &w->asked->group[g - 1] : NULL, error);
  double *score = g ? malloc(((size_t)s.n * (size_t)entries_of(w) + 1) * sizeof *score) : w->score;
  if (status == ZN_OK && !(group->by && score)) status = zn_fail(error, ZN_MEMORY, "no memory for a group of people");
  if (status == ZN_OK) status = judge(group, score, w, &s, error);
  if (g) free(score);
  close_subset(&s);
  return status;
}

/* --- Cohorts -------------------------------------------------------------------------------------------------------------------------- */

/* Shares of a cohort's people who read at or above the threshold that everybody has. */
static void count_mistakes(const struct work *w, int cohort) {
  struct zn_told_cohort *out = &w->out->cohort[cohort];
  const struct table *t = &w->table;
  for (int e = 0; e < entries_of(w); e++) {
    const struct zn_roc *roc = &w->out->group[0].by[e].roc;
    int n[2] = {0, 0}, above[2] = {0, 0};
    for (int i = 0; i < t->n; i++) {
      if (t->cohort[i] != cohort) continue;
      n[t->has[i]]++;
      above[t->has[i]] += w->score[(size_t)e * (size_t)t->n + (size_t)i] >= roc->threshold_90;
    }
    out->people = n[0] + n[1];
    out->having = n[1];
    out->false_alarms[e] = n[0] && isfinite(roc->hits_90) ? (double)above[0] / n[0] : NAN;
    out->hits[e] = n[1] && isfinite(roc->hits_90) ? (double)above[1] / n[1] : NAN;
  }
}

static enum zn_status look_at_cohort(const struct work *w, int cohort, struct zn_error *error) {
  struct zn_told_cohort *out = &w->out->cohort[cohort];
  const struct table *t = &w->table;
  out->false_alarms = malloc((size_t)entries_of(w) * sizeof *out->false_alarms);
  out->hits = malloc((size_t)entries_of(w) * sizeof *out->hits);
  double *truth = malloc(((size_t)t->n + 1) * sizeof *truth);
  if (!out->false_alarms || !out->hits || !truth) {
    free(truth);
    return zn_fail(error, ZN_MEMORY, "no memory for the mistakes of tests");
  }
  int n = 0;
  for (int i = 0; i < t->n; i++)
    if (t->cohort[i] == cohort) truth[n++] = t->truth[i];
  n = zn_sort_values(truth, n);
  out->median_truth = n ? zn_quantile(truth, n, 0.5) : NAN;
  free(truth);
  count_mistakes(w, cohort);
  return ZN_OK;
}

/* --- All of it ------------------------------------------------------------------------------------------------------------------------ */

static enum zn_status discriminate(struct work *w, struct zn_error *error) {
  struct zn_discrimination *out = w->out;
  ZN_TRY(open_table(w, error));
  fill_table(w);
  for (int test = 0; test < w->asked->n_tests; test++) take_logarithms(&w->table, test);
  for (int g = 0; g < out->n_groups; g++) ZN_TRY(judge_group(w, g, error));
  for (int c = 0; c < w->run->study->n_cohorts; c++) ZN_TRY(look_at_cohort(w, c, error));
  return ZN_OK;
}

enum zn_status zn_discriminate(struct zn_discrimination **out, const struct zn_run *run, struct zn_error *error) {
  const struct zn_discriminate *asked = &run->study->discriminate;
  *out = NULL;
  if (!asked->n_tests) return zn_fail(error, ZN_ARGUMENT, "the study does not ask which test tells people apart");
  struct zn_discrimination *made = calloc(1, sizeof *made);
  if (!made) return zn_fail(error, ZN_MEMORY, "no memory to judge tests");
  *made = (struct zn_discrimination){.run = run,
                                     .n_tests = asked->n_tests,
                                     .n_combinations = asked->n_combinations,
                                     .n_groups = 1 + asked->n_groups,
                                     .group = calloc((size_t)asked->n_groups + 1, sizeof *made->group),
                                     .cohort = calloc((size_t)run->study->n_cohorts, sizeof *made->cohort)};
  struct work w = {.out = made, .run = run, .asked = asked};
  enum zn_status status = made->group && made->cohort ? discriminate(&w, error) : zn_fail(error, ZN_MEMORY, "no memory to judge tests");
  close_table(&w.table);
  free(w.score);
  if (status == ZN_OK)
    *out = made;
  else
    zn_discrimination_free(made);
  return status;
}

void zn_discrimination_free(struct zn_discrimination *d) {
  if (!d) return;
  for (int g = 0; d->group && g < d->n_groups; g++) {
    for (int e = 0; d->group[g].by && e < d->n_tests + d->n_combinations; e++) {
      zn_roc_clear(&d->group[g].by[e].roc);
      free(d->group[g].by[e].weight);
    }
    free(d->group[g].by);
  }
  for (int c = 0; d->cohort && c < d->run->study->n_cohorts; c++) {
    free(d->cohort[c].false_alarms);
    free(d->cohort[c].hits);
  }
  free(d->group);
  free(d->cohort);
  free(d);
}
