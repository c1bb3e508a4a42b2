/* Planning a test: which probes are followed, through which wall, and when they are looked at. */
#include "urine.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"

static int by_value(const void *a, const void *b) {
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* --- Questions that are none ----------------------------------------------------------------------------------------------------- */

static int needs_time(const struct zn_reported *row) {
  return row->quantity == ZN_QUANTITY_RATE || (row->quantity == ZN_QUANTITY_CONCENTRATION && row->fluid == ZN_FLUID_URINE);
}

static enum zn_status check(const struct zn_test_plan *plan, struct zn_error *error) {
  const struct zn_assay *assay = plan->test->assay;
  for (int i = 0; i < plan->n; i++) {
    const struct zn_reported *row = &plan->rows[plan->which[i]];
    const double *w = row->window_h;
    if (row->quantity == ZN_QUANTITY_READING) return zn_fail(error, ZN_ARGUMENT, "test %s gives no readings of the body", assay->name);
    if (!(w[0] >= 0.0 && w[1] >= w[0]) || (needs_time(row) && w[1] <= w[0]))
      return zn_fail(error, ZN_ARGUMENT, "test %s: a window from %g to %g h is none", assay->name, w[0], w[1]);
  }
  return ZN_OK;
}

/* --- The day: how the gut differs from other days, and what the drink does ------------------------------------------------------ */

/* A drink stronger than the body's fluids opens the small bowel: relative leak, 1 for all others. */
static double opened_by_drink(const struct zn_test *test) {
  const struct zn_parameters *p = &test->person;
  return 1.0 + p->assay_osmotic_leak * fmax(0.0, test->assay->osmolality - p->solute_osmolality);
}

/* The wall that this test's probes meet. */
static enum zn_status open_wall(struct zn_test_plan *plan, struct zn_error *error) {
  const struct zn_test *test = plan->test;
  const double today = test->noisy ? zn_test_factor(test, "leak", test->person.assay_day_leak) : 1.0, drink = opened_by_drink(test);
  if (today == 1.0 && drink == 1.0) return ZN_OK;
  const size_t size = (size_t)plan->wall.n * sizeof *plan->opened;
  plan->opened = malloc(size + 1);
  if (!plan->opened) return zn_fail(error, ZN_MEMORY, "no memory for the wall of a test");
  if (size) memcpy(plan->opened, plan->wall.wall, size);
  for (int i = 0; i < plan->wall.n; i++)
    for (int s = 0; s < ZN_SEGMENTS; s++) plan->opened[i].segment[s].leak *= s < ZN_COLON ? today * drink : today;
  plan->wall.wall = plan->opened;
  return ZN_OK;
}

/* A gut that empties and passes a drink faster or more slowly than on other days. */
static enum zn_status meet_the_day(struct zn_test_plan *plan, struct zn_error *error) {
  const struct zn_test *test = plan->test;
  zn_collection_of(&plan->collection, test);
  if (!test->noisy) return ZN_OK;
  plan->today = malloc(sizeof *plan->today);
  if (!plan->today) return zn_fail(error, ZN_MEMORY, "no memory for the person of a test");
  *plan->today = test->person;
  plan->today->solute_drink_emptying_time *= zn_test_factor(test, "emptying", test->person.assay_day_transit);
  plan->today->solute_drink_bowel_time *= zn_test_factor(test, "transit", test->person.assay_day_transit);
  return ZN_OK;
}

/* --- The plan -------------------------------------------------------------------------------------------------------------------- */

/* At both ends of all windows; and, where voids leave something behind, at the voids before them. */
static void plan_moments(struct zn_test_plan *plan) {
  const double start_h = plan->test->start_h;
  int m = 0;
  for (int i = 0; i < plan->n; i++)
    for (int end = 0; end < 2; end++) {
      const double after_h = plan->rows[plan->which[i]].window_h[end], since_h = zn_bladder_since(&plan->collection, after_h);
      plan->time_h[m++] = start_h + after_h;
      if (plan->test->noisy) plan->time_h[m++] = start_h + (after_h - since_h);
    }
  qsort(plan->time_h, (size_t)m, sizeof *plan->time_h, by_value);
  for (int i = 0; i < m; i++)
    if (i == 0 || plan->time_h[i] > plan->time_h[plan->n_times - 1]) plan->time_h[plan->n_times++] = plan->time_h[i];
}

const struct zn_solute *zn_plan_solute(const struct zn_test_plan *plan, int solute) {
  const struct zn_solute *in_table = zn_solute_info(solute), *solutes = plan->test->solutes;
  return in_table && solutes ? &solutes[solute] : in_table;
}

/* The journey of a solute in the plan, or -1. */
static int journey_of(const struct zn_test_plan *plan, int solute) {
  for (int k = 0; k < plan->n_journeys; k++)
    if (plan->journeys[k].solute == zn_plan_solute(plan, solute)) return k;
  return -1;
}

/* Sees to it that the probe is followed. */
static enum zn_status plan_probe(struct zn_test_plan *plan, int solute, struct zn_error *error) {
  const struct zn_assay *assay = plan->test->assay;
  const struct zn_solute *what = zn_plan_solute(plan, solute);
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
                                          .person = plan->today ? plan->today : &plan->test->person,
                                          .wall = &plan->wall,
                                          .doses = &plan->dose[k],
                                          .n_doses = 1,
                                          .time_h = plan->time_h,
                                          .n_times = plan->n_times,
                                          .at = plan->at + k * plan->n_times};
  return ZN_OK;
}

static enum zn_status make_room(struct zn_test_plan *plan, struct zn_error *error) {
  const size_t probes = (size_t)plan->test->assay->n_probes + 1, moments = 4 * (size_t)plan->n;
  plan->time_h = malloc(moments * sizeof *plan->time_h);
  plan->dose = malloc(probes * sizeof *plan->dose);
  plan->at = malloc(probes * moments * sizeof *plan->at);
  plan->journeys = malloc(probes * sizeof *plan->journeys);
  if (plan->time_h && plan->dose && plan->at && plan->journeys) return ZN_OK;
  return zn_fail(error, ZN_MEMORY, "no memory to follow the probes of a test");
}

enum zn_status zn_test_plan(struct zn_test_plan *plan, const struct zn_test *test, const struct zn_wall_course *wall,
                            const struct zn_reported *rows, const int *which, int n, struct zn_error *error) {
  *plan = (struct zn_test_plan){.test = test, .rows = rows, .which = which, .n = n, .wall = *wall};
  if (n < 1) return ZN_OK;
  ZN_TRY(check(plan, error));
  ZN_TRY(make_room(plan, error));
  ZN_TRY(meet_the_day(plan, error));
  ZN_TRY(open_wall(plan, error));
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
  free(plan->today);
  free(plan->opened);
  *plan = (struct zn_test_plan){0};
}

/* --- Where the doses were -------------------------------------------------------------------------------------------------------- */

double zn_plan_dose(const struct zn_test_plan *plan, int solute) { return plan->journeys[journey_of(plan, solute)].doses->amount_mmol; }

const struct zn_whereabouts *zn_plan_look(const struct zn_test_plan *plan, int solute, double after_h, struct zn_error *error) {
  const struct zn_journey *j = &plan->journeys[journey_of(plan, solute)];
  if (j->status != ZN_OK) {
    if (error) *error = j->error;
    return NULL;
  }
  const double time_h = plan->test->start_h + after_h;
  const double *at = bsearch(&time_h, plan->time_h, (size_t)plan->n_times, sizeof time_h, by_value);
  return &j->at[at - plan->time_h];
}
