#include "urine.h"

#include <stdlib.h>

#include "base/status.h"

static int by_value(const void *a, const void *b) {
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static int moment(const struct zn_test_plan *plan, double after_h) {
  const double time_h = plan->test->start_h + after_h;
  return (int)((const double *)bsearch(&time_h, plan->time_h, (size_t)plan->n_times, sizeof time_h, by_value) - plan->time_h);
}

static enum zn_status check(const struct zn_test_plan *plan, struct zn_error *error) {
  const struct zn_assay *assay = plan->test->assay;
  for (int i = 0; i < plan->n; i++) {
    const struct zn_reported *row = &plan->rows[plan->which[i]];
    if (row->quantity == ZN_QUANTITY_READING) return zn_fail(error, ZN_ARGUMENT, "test %s gives no readings of the body", assay->name);
    if (!(row->window_h[0] >= 0.0 && row->window_h[1] >= row->window_h[0]))
      return zn_fail(error, ZN_ARGUMENT, "test %s: a window from %g to %g h is none", assay->name, row->window_h[0], row->window_h[1]);
  }
  return ZN_OK;
}

/* --- The plan -------------------------------------------------------------------------------------------------------------------- */

static void plan_moments(struct zn_test_plan *plan) {
  int m = 0;
  for (int i = 0; i < plan->n; i++)
    for (int end = 0; end < 2; end++) plan->time_h[m++] = plan->test->start_h + plan->rows[plan->which[i]].window_h[end];
  qsort(plan->time_h, (size_t)m, sizeof *plan->time_h, by_value);
  for (int i = 0; i < m; i++)
    if (i == 0 || plan->time_h[i] > plan->time_h[plan->n_times - 1]) plan->time_h[plan->n_times++] = plan->time_h[i];
}

static const struct zn_solute *solute_of(const struct zn_test_plan *plan, int solute) {
  const struct zn_solute *in_table = zn_solute_info(solute), *solutes = plan->test->solutes;
  return in_table && solutes ? &solutes[solute] : in_table;
}

/* The journey of a solute in the plan, or -1. */
static int journey_of(const struct zn_test_plan *plan, int solute) {
  for (int k = 0; k < plan->n_journeys; k++)
    if (plan->journeys[k].solute == solute_of(plan, solute)) return k;
  return -1;
}

/* Sees to it that the probe is followed. */
static enum zn_status plan_probe(struct zn_test_plan *plan, int solute, struct zn_error *error) {
  const struct zn_assay *assay = plan->test->assay;
  const struct zn_solute *what = solute_of(plan, solute);
  int probe = 0;
  while (probe < assay->n_probes && assay->probes[probe].solute != solute) probe++;
  if (!what || probe == assay->n_probes)
    return zn_fail(error, ZN_ARGUMENT, "test %s does not give %s", assay->name, what ? what->name : "that");
  if (!(assay->probes[probe].amount_mmol > 0.0)) return zn_fail(error, ZN_ARGUMENT, "test %s gives nothing of %s", assay->name, what->name);
  if (journey_of(plan, solute) >= 0) return ZN_OK;
  const int k = plan->n_journeys++;
  plan->dose[k] = (struct zn_dose){.time_h = plan->test->start_h,
                                   .amount_mmol = assay->probes[probe].amount_mmol,
                                   .site = assay->site,
                                   .drink_ml = assay->drink_ml,
                                   .solid_share = -1.0};
  plan->journeys[k] = (struct zn_journey){.solute = what,
                                          .person = &plan->test->person,
                                          .wall = &plan->wall,
                                          .doses = &plan->dose[k],
                                          .n_doses = 1,
                                          .time_h = plan->time_h,
                                          .n_times = plan->n_times,
                                          .at = plan->at + k * plan->n_times};
  return ZN_OK;
}

enum zn_status zn_test_plan(struct zn_test_plan *plan, const struct zn_test *test, const struct zn_wall_course *wall,
                            const struct zn_reported *rows, const int *which, int n, struct zn_error *error) {
  const size_t probes = (size_t)test->assay->n_probes, moments = 2 * (size_t)n;
  *plan = (struct zn_test_plan){.test = test, .rows = rows, .which = which, .n = n, .wall = *wall};
  if (n < 1) return ZN_OK;
  ZN_TRY(check(plan, error));
  plan->time_h = malloc(moments * sizeof *plan->time_h);
  plan->dose = malloc((probes + 1) * sizeof *plan->dose);
  plan->at = malloc((probes + 1) * moments * sizeof *plan->at);
  plan->journeys = malloc((probes + 1) * sizeof *plan->journeys);
  if (!plan->time_h || !plan->dose || !plan->at || !plan->journeys)
    return zn_fail(error, ZN_MEMORY, "no memory to follow the probes of a test");
  plan_moments(plan);
  for (int i = 0; i < n; i++) {
    ZN_TRY(plan_probe(plan, rows[which[i]].probe, error));
    if (rows[which[i]].quantity == ZN_QUANTITY_RATIO) ZN_TRY(plan_probe(plan, rows[which[i]].over, error));
  }
  return ZN_OK;
}

void zn_test_plan_clear(struct zn_test_plan *plan) {
  free(plan->time_h);
  free(plan->dose);
  free(plan->at);
  free(plan->journeys);
  *plan = (struct zn_test_plan){0};
}

/* --- The answers ----------------------------------------------------------------------------------------------------------------- */

/* Share of the dose of one probe that a row asks for. */
static enum zn_status share(const struct zn_test_plan *plan, const struct zn_reported *row, int solute, double *out,
                            struct zn_error *error) {
  const struct zn_journey *j = &plan->journeys[journey_of(plan, solute)];
  if (j->status != ZN_OK) {
    if (error) *error = j->error;
    return j->status;
  }
  const struct zn_whereabouts *from = &j->at[moment(plan, row->window_h[0])], *to = &j->at[moment(plan, row->window_h[1])];
  double amount = to->urine - from->urine;
  if (row->quantity == ZN_QUANTITY_IN_PLACE) {
    amount = row->place == ZN_PLACE_STOMACH ? to->stomach : 0.0;
    for (int s = 0; row->place == ZN_PLACE_SMALL_BOWEL && s < ZN_SMALL_BOWEL_SEGMENTS; s++) amount += to->small_bowel[s];
    for (int s = 0; row->place == ZN_PLACE_COLON && s < ZN_COLON_SEGMENTS; s++) amount += to->colon[s];
  }
  *out = amount / j->doses->amount_mmol;
  return ZN_OK;
}

enum zn_status zn_test_read(const struct zn_test_plan *plan, double *value, struct zn_error *error) {
  for (int i = 0; i < plan->n; i++) {
    const struct zn_reported *row = &plan->rows[plan->which[i]];
    double of, over = 1.0;
    ZN_TRY(share(plan, row, row->probe, &of, error));
    if (row->quantity == ZN_QUANTITY_RATIO) ZN_TRY(share(plan, row, row->over, &over, error));
    value[plan->which[i]] = of * (row->to_unit / over);
  }
  return ZN_OK;
}
