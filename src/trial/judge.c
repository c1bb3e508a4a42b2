#include "judge.h"

#include <math.h>
#include <stdlib.h>

#include "base/status.h"
#include "study/statistics.h"

/* The people of an analysis who count, group by group: of group 0 first. */
struct groups {
  int n[2];
  double *value, *baseline; /* [n[0] + n[1]]; of a time endpoint the value is the time */
  int *event, *group;
};

static void clear(struct groups *g) {
  free(g->value);
  free(g->event);
}

static enum zn_status make_room(struct groups *g, int people, struct zn_error *error) {
  const size_t n = (size_t)people + 1;
  *g = (struct groups){.value = malloc(2 * n * sizeof *g->value), .event = malloc(2 * n * sizeof *g->event)};
  if (!g->value || !g->event) return zn_fail(error, ZN_MEMORY, "no memory to compare %d people", people);
  g->baseline = g->value + n;
  g->group = g->event + n;
  return ZN_OK;
}

static const double *row_of(const struct zn_replicate *r, int i) { return r->row + (size_t)i * (size_t)r->sheet->columns; }

/* 0, 1, or -1: does not count. */
static int group_of(const struct zn_replicate *r, int i, const struct zn_trial_analysis *a, int analysis) {
  const struct zn_sheet *sheet = r->sheet;
  const double *row = row_of(r, i);
  if (!(row[sheet->eligible] == 1.0)) return -1;
  if (a->among && !(row[sheet->among[analysis]] == 1.0)) return -1;
  if (a->by) return isnan(row[sheet->by[analysis]]) ? -1 : row[sheet->by[analysis]] != 0.0;
  return r->arm[i] == a->arm ? 1 : r->arm[i] == a->control ? 0 : -1;
}

/* Of ln only what is above 0 has one. */
static double scaled(double value, int log_scale) { return !log_scale ? value : value > 0.0 ? log(value) : NAN; }

static void take(struct groups *g, const struct zn_replicate *r, const struct zn_trial_analysis *a, int analysis, int group) {
  const struct zn_sheet *sheet = r->sheet;
  const int column = sheet->endpoint[a->endpoint];
  const int timed = sheet->study->trial->endpoint[a->endpoint].kind == ZN_ENDPOINT_TIME;
  for (int i = 0; i < r->people; i++) {
    if (group_of(r, i, a, analysis) != group) continue;
    const double *row = row_of(r, i);
    const int k = g->n[0] + g->n[1];
    const double value = scaled(row[column], a->log);
    const double baseline = a->kind == ZN_COMPARE_ANCOVA ? scaled(row[sheet->endpoint[a->baseline]], a->log) : 0.0;
    if (isnan(value) || isnan(baseline)) continue;
    g->value[k] = value;
    g->baseline[k] = baseline;
    g->event[k] = timed && row[column + 1] == 1.0;
    g->group[k] = group;
    g->n[group]++;
  }
}

static int yes_in(const struct groups *g, int from, int n) {
  int yes = 0;
  for (int i = from; i < from + n; i++) yes += g->value[i] != 0.0;
  return yes;
}

static enum zn_status compare(struct zn_comparison *c, const struct groups *g, const struct zn_trial_analysis *a, struct zn_error *error) {
  const double *control = g->value, *treated = g->value + g->n[0];
  const int all = g->n[0] + g->n[1], yes0 = yes_in(g, 0, g->n[0]), yes1 = yes_in(g, g->n[0], g->n[1]);
  switch (a->kind) {
    case ZN_COMPARE_T:
      return zn_compare_t(c, control, g->n[0], treated, g->n[1], a->confidence, error);
    case ZN_COMPARE_MANN_WHITNEY:
      return zn_compare_mann_whitney(c, control, g->n[0], treated, g->n[1], a->confidence, error);
    case ZN_COMPARE_ANCOVA:
      return zn_compare_ancova(c, g->value, g->baseline, g->group, all, a->confidence, error);
    case ZN_COMPARE_LOG_RANK:
      return zn_compare_log_rank(c, g->value, g->event, g->group, all, a->confidence, error);
    case ZN_COMPARE_COX:
      return zn_compare_cox(c, g->value, g->event, g->group, all, a->confidence, error);
    case ZN_COMPARE_FISHER:
      return zn_compare_fisher(c, yes0, g->n[0] - yes0, yes1, g->n[1] - yes1, a->confidence, error);
    default:
      return zn_fail(error, ZN_ARGUMENT, "there is no comparison of that kind");
  }
}

enum zn_status zn_replicate_compare(const struct zn_replicate *r, int analysis, struct zn_comparison *c, struct zn_error *error) {
  const struct zn_trial_analysis *a = &r->sheet->study->trial->analysis[analysis];
  struct groups g;
  enum zn_status status = make_room(&g, r->people, error);
  if (status == ZN_OK) {
    take(&g, r, a, analysis, 0);
    take(&g, r, a, analysis, 1);
    status = compare(c, &g, a, error);
  }
  if (status == ZN_OK && a->log) {
    c->estimate = exp(c->estimate);
    c->low = exp(c->low);
    c->high = exp(c->high);
  }
  clear(&g);
  return status;
}

/* --- Before the end ------------------------------------------------------------------------------------------------------------------ */

enum zn_status zn_replicate_stop(const struct zn_replicate *r, const double *bound, struct zn_trial_stop *stop, struct zn_error *error) {
  const struct zn_trial *trial = r->sheet->study->trial;
  const double end = bound[trial->n_interim];
  *stop = (struct zn_trial_stop){0};
  for (int look = 0; look <= trial->n_interim && !stop->effect && !stop->futile; look++) {
    const double share = look < trial->n_interim ? trial->interim_share[look] : 1.0;
    struct zn_replicate sofar = *r;
    struct zn_comparison c;
    sofar.people = (int)ceil(share * r->people - 1e-9);
    ZN_TRY(zn_replicate_compare(&sofar, 0, &c, error));
    stop->look = look;
    stop->people = sofar.people;
    if (fabs(c.z) > bound[look]) stop->effect = c.z > 0.0 ? 1 : -1;
    stop->futile =
        look < trial->n_interim && !stop->effect && trial->futility > 0.0 && zn_conditional_power(c.z, share, end) < trial->futility;
  }
  return ZN_OK;
}

/* --- One arm ------------------------------------------------------------------------------------------------------------------------- */

enum zn_status zn_replicate_arm_value(const struct zn_replicate *r, const struct zn_trial_reported *reported, double *out,
                                      struct zn_error *error) {
  const struct zn_sheet *sheet = r->sheet;
  const int timed = sheet->study->trial->endpoint[reported->endpoint].kind == ZN_ENDPOINT_TIME;
  const int column = sheet->endpoint[reported->endpoint] + timed;
  double *value = malloc(((size_t)r->people + 1) * sizeof *value);
  int n = 0;
  if (!value) return zn_fail(error, ZN_MEMORY, "no memory for the values of an arm");
  for (int i = 0; i < r->people; i++) {
    const double *row = row_of(r, i);
    if (row[sheet->eligible] == 1.0 && (reported->arm < 0 || r->arm[i] == reported->arm)) value[n++] = row[column];
  }
  n = zn_sort_values(value, n);
  *out = n ? zn_statistic_of(reported->statistic, value, n) * reported->to_unit : NAN;
  free(value);
  return ZN_OK;
}
