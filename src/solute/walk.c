#include "walk.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

#include "base/status.h"

/* Amounts are resolved down to the tolerance times a thousandth of this share of the dose: large probes appear in urine by
 * parts in a million. */
static const double resolved = 1e-4;

/* Below this share of the dose an amount under zero is the solver's rounding and reads as nothing; a larger one is a failure. */
static const double rounding = 1e-10;

/* --- Questions that are none ----------------------------------------------------------------------------------------------------- */

static int rises(const double *time_h, int n) {
  for (int i = 0; i < n; i++)
    if (!isfinite(time_h[i]) || (i > 0 && time_h[i] < time_h[i - 1])) return 0;
  return 1;
}

static int is_dose(const struct zn_dose *d) {
  const int site = (int)d->site;
  return isfinite(d->time_h) && d->amount_mmol >= 0.0 && isfinite(d->amount_mmol) && d->drink_ml >= 0.0 && isfinite(d->drink_ml) &&
         d->solid_share <= 1.0 && site >= 0 && site < ZN_SITE_SEGMENT + ZN_SEGMENTS;
}

static enum zn_status check(const struct zn_journey *j, struct zn_error *error) {
  const struct zn_wall_course *w = j->wall;
  if (j->n_doses < 0 || j->n_times < 0)
    return zn_fail(error, ZN_ARGUMENT, "%d doses at %d times cannot be followed", j->n_doses, j->n_times);
  if (w->n < 1) return zn_fail(error, ZN_ARGUMENT, "a dose cannot be followed without a wall");
  if (!rises(w->time_h, w->n)) return zn_fail(error, ZN_ARGUMENT, "the moments of the wall must be finite and must not fall");
  if (!rises(j->time_h, j->n_times)) return zn_fail(error, ZN_ARGUMENT, "the times asked for must be finite and must not fall");
  for (int i = 0; i < j->n_doses; i++)
    if (!is_dose(&j->doses[i]))
      return zn_fail(error, ZN_ARGUMENT, "dose %d of %s is not one: time, amount and drink must be finite and not negative, the site known",
                     i, j->solute->name);
  return ZN_OK;
}

/* --- Units ----------------------------------------------------------------------------------------------------------------------- */

/* Every journey counts in units near its own dose and water, so that one set of tolerances serves all: powers of two, which round
 * nothing. */
static double unit_of(double size) {
  if (!(size > 0.0 && isfinite(size))) return 1.0;
  int exponent;
  frexp(size, &exponent);
  return ldexp(1.0, exponent - 1);
}

static void choose_units(struct zn_walk *w) {
  const struct zn_journey *j = w->journey;
  double water = 0.0;
  w->given = 0.0;
  for (int i = 0; i < j->n_doses; i++) {
    w->given += j->doses[i].amount_mmol;
    water += j->doses[i].drink_ml;
  }
  w->amount = unit_of(w->given);
  w->volume = unit_of(water + w->given / j->person->solute_osmolality);
}

/* Water is followed only as well as it matters: it changes nothing but the concentration of what carriers take up. */
void zn_walk_scale(double scale[ZN_SOLUTE_STATES]) {
  const int water = offsetof(struct zn_solute_states, water_stomach) / sizeof(zn_real);
  for (int i = 0; i < ZN_SOLUTE_STATES; i++) scale[i] = i < water ? resolved : 1.0;
}

/* --- Doses and events ------------------------------------------------------------------------------------------------------------ */

static void give(struct zn_walk *w, const struct zn_dose *dose) {
  struct zn_solute_states *y = &w->y;
  const double solid = dose->solid_share < 0.0 ? fmin(w->journey->person->solute_solid_share, 1.0) : dose->solid_share;
  const double amount = dose->amount_mmol / w->amount;
  const int segment = (int)dose->site - ZN_SITE_SEGMENT;
  if (dose->site == ZN_SITE_ORAL) {
    y->stomach[ZN_DRINK] += (1.0 - solid) * amount;
    y->stomach[ZN_SOLID] += solid * amount;
    y->water_stomach += dose->drink_ml / w->volume;
  } else if (dose->site == ZN_SITE_INTRAVENOUS) {
    y->blood += amount;
  } else if (dose->site == ZN_SITE_RECTAL) {
    y->colon[ZN_COLON_SEGMENTS - 1] += amount;
  } else if (segment < ZN_COLON) {
    y->bowel[ZN_DRINK][zn_first_compartment(segment)] += amount;
  } else {
    y->colon[segment - ZN_COLON] += amount;
  }
}

/* The stretch of nodes that holds from `t` on; returns the time of the jump that ends it, or HUGE_VAL. */
static double nodes_from(struct zn_walk *w, double t) {
  const double *time = w->journey->wall->time_h;
  const int n = w->journey->wall->n;
  w->first = 0;
  for (int i = 1; i < n && time[i] <= t; i++)
    if (time[i] == time[i - 1]) w->first = i;
  w->last = w->first;
  while (w->last < n - 1 && time[w->last + 1] > time[w->last]) w->last++;
  return w->last < n - 1 ? time[w->last] : HUGE_VAL;
}

void zn_walk_arrive(struct zn_walk *w, double t) {
  const struct zn_journey *j = w->journey;
  w->time_h = t;
  w->event_h = nodes_from(w, t);
  for (int i = 0; i < j->n_doses; i++) {
    if (j->doses[i].time_h == t) give(w, &j->doses[i]);
    if (j->doses[i].time_h > t) w->event_h = fmin(w->event_h, j->doses[i].time_h);
  }
}

int zn_walk_begin(struct zn_walk *w, struct zn_journey *j) {
  *w = (struct zn_walk){.journey = j};
  j->steps = 0;
  j->status = check(j, &j->error);
  if (j->status != ZN_OK) return 0;
  double first = HUGE_VAL;
  for (int i = 0; i < j->n_doses; i++) first = fmin(first, j->doses[i].time_h);
  memset(j->at, 0, (size_t)j->n_times * sizeof *j->at);
  while (w->answered < j->n_times && j->time_h[w->answered] < first) w->answered++; /* before the first dose there is nothing */
  if (zn_walk_is_over(w)) return 0;
  choose_units(w);
  zn_traveller_of(j->solute, j->person, &w->stretch.who);
  zn_traveller_in_units(&w->stretch.who, w->amount, w->volume);
  zn_walk_arrive(w, first);
  return 1;
}

/* --- The wall's course ----------------------------------------------------------------------------------------------------------- */

/* The last node at or before `t`, which lies within the course. */
static int node_before(const struct zn_walk *w, double t) {
  const double *time = w->journey->wall->time_h;
  int low = w->first, high = w->last;
  while (high - low > 1) {
    const int middle = low + (high - low) / 2;
    if (time[middle] <= t)
      low = middle;
    else
      high = middle;
  }
  return low;
}

void zn_walk_wall(const struct zn_walk *w, double t, struct zn_wall *wall) {
  const double *time = w->journey->wall->time_h;
  const struct zn_wall *nodes = w->journey->wall->wall;
  if (!(t > time[w->first])) {
    *wall = nodes[w->first];
    return;
  }
  if (t >= time[w->last]) {
    *wall = nodes[w->last];
    return;
  }
  const int node = node_before(w, t);
  const double *a = (const double *)&nodes[node], *b = (const double *)&nodes[node + 1];
  const double share = (t - time[node]) / (time[node + 1] - time[node]);
  double *out = (double *)wall;
  for (int i = 0; i < ZN_WALL_NUMBERS; i++) out[i] = a[i] + share * (b[i] - a[i]);
}

/* The slopes within which a straight line from here passes all nodes so far. */
struct cone {
  double low[ZN_WALL_NUMBERS], high[ZN_WALL_NUMBERS];
};

/* Whether a line that ends in this node passes all before it. */
static int fits(const struct cone *c, const double *from, const double *node, double per_hour) {
  int all = 1;
  for (int i = 0; i < ZN_WALL_NUMBERS; i++) {
    const double slope = (node[i] - from[i]) * per_hour;
    all &= (slope >= c->low[i]) & (slope <= c->high[i]);
  }
  return all;
}

static void narrow(struct cone *c, const double *from, const double *node, double per_hour, double bound) {
  for (int i = 0; i < ZN_WALL_NUMBERS; i++) {
    const double slope = (node[i] - from[i]) * per_hour, slack = bound * fabs(node[i]) * per_hour;
    c->low[i] = slope - slack > c->low[i] ? slope - slack : c->low[i];
    c->high[i] = slope + slack < c->high[i] ? slope + slack : c->high[i];
  }
}

double zn_walk_stretch(struct zn_walk *w, double t, double bound) {
  const double *time = w->journey->wall->time_h, *from = (const double *)&w->stretch.wall;
  const struct zn_wall *nodes = w->journey->wall->wall;
  double *slope = (double *)&w->stretch.slope;
  zn_walk_wall(w, t, &w->stretch.wall);
  memset(slope, 0, sizeof w->stretch.slope);
  w->stretch.since = t;
  if (t < time[w->first]) return time[w->first];
  if (t >= time[w->last]) return HUGE_VAL;
  struct cone cone;
  for (int i = 0; i < ZN_WALL_NUMBERS; i++) cone.low[i] = -HUGE_VAL, cone.high[i] = HUGE_VAL;
  int end = node_before(w, t) + 1;
  for (int k = end; k <= w->last; end = k++) {
    const double per_hour = 1.0 / (time[k] - t);
    if (k > end && !fits(&cone, from, (const double *)&nodes[k], per_hour)) break;
    narrow(&cone, from, (const double *)&nodes[k], per_hour, bound);
  }
  const double *to = (const double *)&nodes[end];
  for (int i = 0; i < ZN_WALL_NUMBERS; i++) slope[i] = (to[i] - from[i]) / (time[end] - t);
  return time[end];
}

/* --- Answers --------------------------------------------------------------------------------------------------------------------- */

int zn_walk_is_over(const struct zn_walk *w) { return w->journey->status != ZN_OK || w->answered == w->journey->n_times; }

double zn_walk_due(const struct zn_walk *w) { return w->journey->time_h[w->answered]; }

static void look(const struct zn_solute_states *y, struct zn_whereabouts *at) {
  *at = (struct zn_whereabouts){.stomach = y->stomach[ZN_DRINK] + y->stomach[ZN_SOLID],
                                .faeces = y->faeces,
                                .digested = y->digested,
                                .fermented = y->fermented,
                                .liver = y->liver,
                                .blood = y->blood,
                                .other = y->other,
                                .urine = y->urine,
                                .by_pore = y->by_pore,
                                .by_leak = y->by_leak,
                                .by_cell_loss = y->by_cell_loss,
                                .by_cell = y->by_cell};
  for (int i = 0; i < ZN_COMPARTMENTS; i++) at->small_bowel[zn_segment_of_compartment(i)] += y->bowel[ZN_DRINK][i] + y->bowel[ZN_SOLID][i];
  memcpy(at->colon, y->colon, sizeof at->colon);
  memcpy(at->crossed, y->crossed, sizeof at->crossed);
}

void zn_walk_answer(struct zn_walk *w, const struct zn_solute_states *y) {
  struct zn_journey *j = w->journey;
  const double time_h = zn_walk_due(w);
  double *amount = (double *)&j->at[w->answered];
  look(y, &j->at[w->answered++]);
  for (size_t i = 0; i < sizeof *j->at / sizeof(double); i++) {
    amount[i] *= w->amount;
    if (!(amount[i] >= -rounding * w->given)) {
      j->status = zn_fail(&j->error, ZN_NUMERICAL, "%s: an amount is %g mmol at %g h", j->solute->name, amount[i], time_h);
      return;
    }
    amount[i] = fmax(amount[i], 0.0);
  }
}
