/* Follows doses through a person: events, the wall's course, and the integration of solute.inc. */
#include "follow.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

#include "base/status.h"
#include "solute.inc"
#include "solve/solver.h"

enum { STATES = sizeof(struct zn_solute_states) / sizeof(zn_real) };

/* Relative accuracy of a followed dose: far below what any urine collection can tell. */
static const double tolerance = 1e-7;

/* Amounts are resolved down to the tolerance times a thousandth of this share of the dose: large probes appear in urine by
 * parts in a million. */
static const double resolved = 1e-4;

/* Below this share of the dose an amount under zero is the solver's rounding and reads as nothing; a larger one is a failure. */
static const double rounding = 1e-10;

/* What the rates need. Nodes first..last are the stretch of the wall's course between two jumps. */
struct way {
  struct zn_traveller who;
  const struct zn_wall_course *wall;
  int first, last;
};

struct follower {
  const struct zn_journey *journey;
  struct zn_solver *solver;
  struct way way;
  struct zn_solute_states y;
  double given;          /* all doses together, mmol */
  double time_h, next_h; /* now, and the next dose or jump */
  int fresh;             /* the solver must be started anew */
};

/* --- The wall's course ----------------------------------------------------------------------------------------------- */

/* The wall at `t` within the stretch, linear between nodes, constant outside. */
static const struct zn_wall *wall_at(const struct way *way, double t, struct zn_wall *mixed) {
  const double *time = way->wall->time_h;
  int low = way->first, high = way->last;
  if (!(t > time[low])) return &way->wall->wall[low];
  if (t >= time[high]) return &way->wall->wall[high];
  while (high - low > 1) {
    const int middle = low + (high - low) / 2;
    if (time[middle] <= t)
      low = middle;
    else
      high = middle;
  }
  const double *a = (const double *)&way->wall->wall[low], *b = (const double *)&way->wall->wall[high];
  const double share = (t - time[low]) / (time[high] - time[low]);
  double *out = (double *)mixed;
  for (size_t i = 0; i < sizeof *mixed / sizeof(double); i++) out[i] = a[i] + share * (b[i] - a[i]);
  return mixed;
}

/* Finds the stretch that holds from `t` on; returns the time of the jump that ends it, or HUGE_VAL. */
static double set_stretch(struct way *way, double t) {
  const double *time = way->wall->time_h;
  const int n = way->wall->n;
  way->first = 0;
  for (int i = 1; i < n && time[i] <= t; i++)
    if (time[i] == time[i - 1]) way->first = i;
  way->last = way->first;
  while (way->last < n - 1 && time[way->last + 1] > time[way->last]) way->last++;
  return way->last < n - 1 ? time[way->last] : HUGE_VAL;
}

static void rates(double t, const double *y, double *dydt, const void *user) {
  const struct way *way = user;
  struct zn_wall mixed;
  zn_traveller_rates((const struct zn_solute_states *)y, &way->who, wall_at(way, t, &mixed), (struct zn_solute_states *)dydt);
}

/* --- Doses and events ------------------------------------------------------------------------------------------------ */

static void give(struct zn_solute_states *y, const struct zn_dose *dose, const struct zn_parameters *person) {
  const double solid = dose->solid_share < 0.0 ? fmin(person->solute_solid_share, 1.0) : dose->solid_share;
  const int segment = (int)dose->site - ZN_SITE_SEGMENT;
  if (dose->site == ZN_SITE_ORAL) {
    y->stomach[ZN_DRINK] += (1.0 - solid) * dose->amount_mmol;
    y->stomach[ZN_SOLID] += solid * dose->amount_mmol;
    y->water_stomach += dose->drink_ml;
  } else if (dose->site == ZN_SITE_INTRAVENOUS) {
    y->blood += dose->amount_mmol;
  } else if (dose->site == ZN_SITE_RECTAL) {
    y->colon[ZN_COLON_SEGMENTS - 1] += dose->amount_mmol;
  } else if (segment < ZN_COLON) {
    y->bowel[ZN_DRINK][zn_first_compartment(segment)] += dose->amount_mmol;
  } else {
    y->colon[segment - ZN_COLON] += dose->amount_mmol;
  }
}

/* Comes to time `t`: gives the doses due, takes the new stretch of wall and looks for the next event. */
static void arrive(struct follower *f, double t) {
  const struct zn_journey *j = f->journey;
  f->time_h = t;
  f->next_h = set_stretch(&f->way, t);
  f->fresh = 1;
  for (int i = 0; i < j->n_doses; i++) {
    if (j->doses[i].time_h == t) give(&f->y, &j->doses[i], j->person);
    if (j->doses[i].time_h > t) f->next_h = fmin(f->next_h, j->doses[i].time_h);
  }
}

static enum zn_status advance(struct follower *f, double t, struct zn_error *error) {
  if (t <= f->time_h) return ZN_OK;
  if (f->fresh) {
    ZN_TRY(zn_solver_start(f->solver, f->time_h, (const double *)&f->y, &f->way, error));
    if (f->next_h < HUGE_VAL) zn_solver_stop_at(f->solver, f->next_h);
    f->fresh = 0;
  }
  ZN_TRY(zn_solver_advance(f->solver, t, (double *)&f->y, error));
  f->time_h = t;
  return ZN_OK;
}

static enum zn_status advance_over_events(struct follower *f, double t, struct zn_error *error) {
  while (f->next_h <= t) {
    const double event = f->next_h;
    ZN_TRY(advance(f, event, error));
    arrive(f, event);
  }
  return advance(f, t, error);
}

/* --- In and out ------------------------------------------------------------------------------------------------------ */

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

static enum zn_status report(const struct follower *f, struct zn_whereabouts *at, struct zn_error *error) {
  look(&f->y, at);
  double *amount = (double *)at;
  for (size_t i = 0; i < sizeof *at / sizeof(double); i++) {
    if (!(amount[i] >= -rounding * f->given))
      return zn_fail(error, ZN_NUMERICAL, "%s: an amount is %g mmol at %g h", f->journey->solute->name, amount[i], f->time_h);
    amount[i] = fmax(amount[i], 0.0);
  }
  return ZN_OK;
}

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

static double given_in_all(const struct zn_journey *j) {
  double given = 0.0;
  for (int i = 0; i < j->n_doses; i++) given += j->doses[i].amount_mmol;
  return given;
}

/* Water is followed only as well as it matters: it changes nothing but the concentration of what carriers take up. */
static void set_scale(const struct zn_journey *j, double given, double *scale) {
  double water = given / j->person->solute_osmolality;
  for (int i = 0; i < j->n_doses; i++) water += j->doses[i].drink_ml;
  for (int i = 0; i < STATES; i++) scale[i] = given > 0.0 ? resolved * given : 1.0;
  for (size_t i = offsetof(struct zn_solute_states, water_stomach) / sizeof(zn_real); i < STATES; i++) scale[i] = water > 0.0 ? water : 1.0;
}

static enum zn_status follow(struct follower *f, struct zn_whereabouts *at, struct zn_error *error) {
  const struct zn_journey *j = f->journey;
  for (int i = 0; i < j->n_times; i++) {
    if (j->time_h[i] < f->time_h) continue; /* before the first dose there is nothing */
    ZN_TRY(advance_over_events(f, j->time_h[i], error));
    ZN_TRY(report(f, &at[i], error));
  }
  return ZN_OK;
}

enum zn_status zn_journey_follow(const struct zn_journey *j, double relative_tolerance, struct zn_whereabouts *at, long *steps,
                                 struct zn_error *error) {
  ZN_TRY(check(j, error));
  memset(at, 0, (size_t)j->n_times * sizeof *at);
  if (steps) *steps = 0;
  double first = HUGE_VAL, scale[STATES];
  for (int i = 0; i < j->n_doses; i++) first = fmin(first, j->doses[i].time_h);
  if (first == HUGE_VAL) return ZN_OK;
  struct follower f = {.journey = j, .way = {.wall = j->wall}, .given = given_in_all(j)};
  zn_traveller_of(j->solute, j->person, &f.way.who);
  set_scale(j, f.given, scale);
  arrive(&f, first);
  const struct zn_problem problem = {.n = STATES, .rates = rates, .scale = scale};
  const struct zn_solver_options options = {.relative_tolerance = relative_tolerance, .max_steps = 100000};
  ZN_TRY(zn_solver_create(&f.solver, &problem, &options, (const double *)&f.y, &f.way, error));
  const enum zn_status status = follow(&f, at, error);
  if (steps) *steps = zn_solver_steps(f.solver);
  zn_solver_free(f.solver);
  return status;
}

enum zn_status zn_solute_follow(const struct zn_solute *solute, const struct zn_parameters *person, const struct zn_wall_course *wall,
                                const struct zn_dose *doses, int n_doses, const double *time_h, int n_times, struct zn_whereabouts *at,
                                struct zn_error *error) {
  const struct zn_journey journey = {
      .solute = solute, .person = person, .wall = wall, .doses = doses, .n_doses = n_doses, .time_h = time_h, .n_times = n_times};
  return zn_journey_follow(&journey, tolerance, at, NULL, error);
}
