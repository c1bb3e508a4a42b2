/* What a trial came to, and its words, as files, pages and tables say them alike. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/status.h"
#include "zonula/trial.h"

double zn_trial_null(const struct zn_trial_analysis *analysis) { return analysis->log ? 1.0 : zn_comparison_null(analysis->kind); }

static const char *effect_of(const struct zn_trial_analysis *a) {
  if (!a->log) return zn_comparison_effect(a->kind);
  return a->kind == ZN_COMPARE_ANCOVA ? "ratio of geometric means at equal baseline" : "ratio of geometric means";
}

void zn_trial_effect_words(const struct zn_study *study, int analysis, char words[ZN_TRIAL_WORDS]) {
  const struct zn_trial *t = study->trial;
  const struct zn_trial_analysis *a = &t->analysis[analysis];
  if (a->by)
    snprintf(words, ZN_TRIAL_WORDS, "%s, people with %s against the others", effect_of(a), a->by);
  else
    snprintf(words, ZN_TRIAL_WORDS, "%s, %s against %s", effect_of(a), t->arm[a->arm].name, t->arm[a->control].name);
}

const char *zn_endpoint_kind_word(enum zn_endpoint_kind kind) {
  static const char *const words[] = {"value", "responder", "time"};
  return words[kind];
}

const char *zn_trial_stop_word(const struct zn_trial_stop *stop) {
  if (stop->effect) return stop->effect > 0 ? "effect_above" : "effect_below";
  return stop->futile ? "futile" : "end";
}

const char *zn_trial_reported_word(const struct zn_trial *trial, const struct zn_trial_reported *reported) {
  if (reported->kind != ZN_REPORTED_ARM) return reported->kind == ZN_REPORTED_EFFECT ? "effect" : "p_value";
  if (reported->statistic == ZN_STATISTIC_MEDIAN) return "median";
  return trial->endpoint[reported->endpoint].kind == ZN_ENDPOINT_VALUE ? "mean" : "share";
}

int zn_trial_holds(const struct zn_trial_reported *reported, const struct zn_trial_verdict *verdict) {
  if (isnan(verdict->low) || isnan(verdict->high)) return -1;
  return reported->value >= verdict->low && reported->value <= verdict->high;
}

int zn_comparison_counts_events(enum zn_comparison_kind kind) {
  return kind == ZN_COMPARE_LOG_RANK || kind == ZN_COMPARE_COX || kind == ZN_COMPARE_FISHER;
}

/* --- Over replicates ------------------------------------------------------------------------------------------------------------------ */

static int rising(const void *a, const void *b) {
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* Linear between order statistics (Hyndman and Fan 1996, type 7); an end without bound stays one. */
static double quantile(const double *sorted, int n, double q) {
  const double place = q * (n - 1);
  const int below = (int)place;
  if (n == 0) return NAN;
  if (below + 1 >= n || sorted[below] == sorted[below + 1]) return sorted[below];
  return sorted[below] + (place - below) * (sorted[below + 1] - sorted[below]);
}

/* Sorts what is a number to the front and says how many there are. */
static int sorted_values(double *value, int n) {
  int kept = 0;
  for (int i = 0; i < n; i++)
    if (!isnan(value[i])) value[kept++] = value[i];
  if (kept) qsort(value, (size_t)kept, sizeof *value, rising);
  return kept;
}

enum zn_status zn_trial_effect_of(struct zn_trial_effect *effect, const struct zn_trial_run *run, int analysis, int null,
                                  struct zn_error *error) {
  const struct zn_trial *t = run->study->trial;
  const int n = null ? t->null_replicates : t->replicates, first = null ? t->replicates : 0;
  const struct zn_comparison *c = run->comparison + (size_t)first * (size_t)t->n_analyses + (size_t)analysis;
  *effect = (struct zn_trial_effect){.replicates = n, .estimate = NAN, .low = NAN, .high = NAN, .p_value = NAN};
  if (n == 1) {
    *effect = (struct zn_trial_effect){1, isnan(c->estimate), c->estimate, c->low, c->high, c->p_value};
    return ZN_OK;
  }
  double *value = malloc(((size_t)n + 1) * sizeof *value);
  if (!value) return zn_fail(error, ZN_MEMORY, "no memory for the effects of %d replicates", n);
  for (int r = 0; r < n; r++) value[r] = c[(size_t)r * (size_t)t->n_analyses].estimate;
  const int kept = sorted_values(value, n);
  effect->without = n - kept;
  effect->estimate = quantile(value, kept, 0.5);
  effect->low = quantile(value, kept, 0.025);
  effect->high = quantile(value, kept, 0.975);
  for (int r = 0; r < n; r++) value[r] = c[(size_t)r * (size_t)t->n_analyses].p_value;
  effect->p_value = quantile(value, sorted_values(value, n), 0.5);
  free(value);
  return ZN_OK;
}

int zn_trial_people_for(const struct zn_trial_run *run, int analysis, double share) {
  const int sizes = run->study->trial->n_power + 1;
  const struct zn_power *p = run->power + (size_t)analysis * (size_t)sizes;
  int people = 0;
  for (int i = sizes - 1; i >= 0 && p[i].replicates && p[i].found >= share * p[i].replicates; i--) people = p[i].people;
  return people;
}

/* --- Without the event ------------------------------------------------------------------------------------------------------------ */

static const double normal_975 = 1.959963984540054; /* of the standard normal distribution */

void zn_trial_survival(const struct zn_arm_endpoint *endpoint, int n_looks, double *share, double *low, double *high) {
  double still = 1.0, sum = 0.0;
  for (int k = 0; k < n_looks; k++) {
    const double risk = (double)endpoint->at_risk[k], events = (double)endpoint->happened[k];
    if (risk > 0.0) still *= 1.0 - events / risk;
    if (events > 0.0) sum += events / (risk * (risk - events)); /* infinite once nobody is left */
    share[k] = risk > 0.0 ? still : NAN;                        /* nobody is left to look at */
    const double far = normal_975 * sqrt(sum) / fabs(log(still));
    const int known = risk > 0.0 && still > 0.0 && still < 1.0 && isfinite(far);
    if (low) low[k] = known ? pow(still, exp(far)) : NAN;
    if (high) high[k] = known ? pow(still, exp(-far)) : NAN;
  }
}
