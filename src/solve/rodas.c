/* What all widths of Rodas5P share: memory, boarding, bookkeeping, dense output. */
#include "rodas.h"

#include <math.h>
#include <string.h>

#include "rodas_work.h"

enum { ALIGNED = ZN_LANE_ALIGNMENT / sizeof(double) };

/* A step shorter than this share of the time (or of an hour) is none. */
static const double shortest_share = 1e-14;

/* --- Memory ---------------------------------------------------------------------------------------------------------------------- */

/* Hands out pieces of `base`, or with NULL only counts. */
struct ration {
  double *base;
  size_t used; /* doubles */
};

static double *take(struct ration *ration, size_t doubles) {
  double *piece = ration->base ? ration->base + ration->used : NULL;
  ration->used += (doubles + ALIGNED - 1) / ALIGNED * ALIGNED;
  return piece;
}

static void lay_out(struct ration *ration, const struct zn_lane_problem *p, struct zn_rodas_work *w) {
  const size_t lanes = (size_t)p->lanes, n = (size_t)p->n;
  double **const one[] = {&w->time,       &w->stop,  &w->step, &w->reached, &w->last_step,
                          &w->last_error, &w->error, &w->held, &w->walking, &w->accepted};
  double **const all[] = {&w->y, &w->next, &w->rate, &w->right, &w->by_time};
  for (size_t i = 0; i < sizeof one / sizeof *one; i++) *one[i] = take(ration, lanes);
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) *all[i] = take(ration, lanes * n);
  for (int i = 0; i < ZN_RODAS_STAGES; i++) w->stage[i] = take(ration, lanes * n);
  for (int i = 0; i < ZN_RODAS_DENSE; i++) w->bend[i] = take(ration, lanes * n);
  w->constant = take(ration, lanes * (size_t)zn_lane_constants(p));
  w->prepared = take(ration, (size_t)zn_lane_constants(p));
  w->entry = take(ration, lanes * (size_t)p->entries);
  w->factors = take(ration, lanes * (size_t)p->factors);
  w->tolerance = take(ration, n);
  for (size_t lane = 0; lane < lanes; lane++) w->dense[lane] = take(ration, (2 + ZN_RODAS_DENSE) * n);
}

static const size_t work_size = (sizeof(struct zn_rodas_work) + ZN_LANE_ALIGNMENT - 1) / ZN_LANE_ALIGNMENT * ZN_LANE_ALIGNMENT;

size_t zn_rodas_room(const struct zn_lane_problem *problem) {
  struct ration ration = {0};
  struct zn_rodas_work unused;
  lay_out(&ration, problem, &unused);
  return work_size + ration.used * sizeof(double);
}

void zn_rodas_open(struct zn_rodas *r, const struct zn_lane_problem *problem, const struct zn_rodas_options *options, void *memory) {
  memset(memory, 0, zn_rodas_room(problem));
  *r = (struct zn_rodas){.problem = problem, .options = *options, .work = memory};
  struct ration ration = {.base = (double *)((char *)memory + work_size)};
  lay_out(&ration, problem, r->work);
  for (int i = 0; i < problem->n; i++) r->work->tolerance[i] = options->relative_tolerance * 1e-3 * options->scale[i];
}

/* --- People ---------------------------------------------------------------------------------------------------------------------- */

static void set_person(const struct zn_rodas *r, int lane, const double *person) {
  zn_lane_prepare(r->problem, person, r->work->prepared, r->work->constant + lane);
}

void zn_rodas_board(struct zn_rodas *r, int lane, double time, double stop, const double *y, const double *person) {
  struct zn_rodas_work *w = r->work;
  const size_t lanes = (size_t)r->problem->lanes, at = (size_t)lane;
  for (size_t i = 0; i < (size_t)r->problem->n; i++) w->y[i * lanes + at] = y[i];
  set_person(r, lane, person);
  w->time[at] = r->begin[at] = r->time[at] = time;
  w->stop[at] = stop;
  w->step[at] = w->last_step[at] = w->last_error[at] = w->held[at] = w->accepted[at] = 0.0;
  w->walking[at] = 1.0;
  w->tried[at] = r->steps[at] = r->rejected[at] = 0;
  r->state[at] = ZN_LANE_ACCEPTED;
}

void zn_rodas_go_on(struct zn_rodas *r, int lane, double stop, const double *person) {
  if (person) set_person(r, lane, person);
  r->work->stop[lane] = stop;
  r->work->tried[lane] = 0;
  r->state[lane] = ZN_LANE_ACCEPTED;
}

void zn_rodas_leave(struct zn_rodas *r, int lane) {
  r->work->walking[lane] = 0.0;
  r->state[lane] = ZN_LANE_EMPTY;
}

/* --- Steps ----------------------------------------------------------------------------------------------------------------------- */

static enum zn_lane_state judge(struct zn_rodas *r, int lane) {
  struct zn_rodas_work *w = r->work;
  r->error[lane] = w->error[lane];
  if (w->accepted[lane] > 0.0) {
    r->begin[lane] = r->time[lane];
    r->time[lane] = w->time[lane] = w->reached[lane];
    r->steps[lane]++;
    w->dense_made[lane] = 0;
    if (r->time[lane] >= w->stop[lane]) return ZN_LANE_ACCEPTED;
  } else
    r->rejected[lane]++;
  if (w->step[lane] < shortest_share * fmax(fabs(w->time[lane]), 1.0) || isnan(w->step[lane]))
    return isfinite(w->error[lane]) ? ZN_LANE_TOO_SHORT : ZN_LANE_NOT_A_NUMBER;
  if (++w->tried[lane] >= r->options.max_steps) return ZN_LANE_TOO_MANY;
  return w->accepted[lane] > 0.0 ? ZN_LANE_ACCEPTED : ZN_LANE_REJECTED;
}

static int walks(const struct zn_rodas *r, int lane) {
  return (r->state[lane] == ZN_LANE_ACCEPTED || r->state[lane] == ZN_LANE_REJECTED) && r->time[lane] < r->work->stop[lane];
}

void zn_rodas_step(struct zn_rodas *r) {
  struct zn_rodas_work *w = r->work;
  const int lanes = r->problem->lanes;
  for (int lane = 0; lane < lanes; lane++) w->walking[lane] = walks(r, lane);
  w->bends_made = 0;
  switch (lanes) {
    case 1:
      zn_rodas_try_1(r);
      break;
    case 2:
      zn_rodas_try_2(r);
      break;
    case 4:
      zn_rodas_try_4(r);
      break;
    default:
      zn_rodas_try_8(r);
  }
  for (int lane = 0; lane < lanes; lane++)
    if (w->walking[lane] > 0.0)
      r->state[lane] = judge(r, lane);
    else if (r->state[lane] == ZN_LANE_ACCEPTED)
      r->state[lane] = ZN_LANE_ARRIVED;
}

/* --- Between steps --------------------------------------------------------------------------------------------------------------- */

int zn_rodas_is_there(const struct zn_rodas *r, int lane) {
  return (r->state[lane] == ZN_LANE_ACCEPTED || r->state[lane] == ZN_LANE_ARRIVED) && r->time[lane] >= r->work->stop[lane];
}

static void make_bends(struct zn_rodas *r) {
  switch (r->problem->lanes) {
    case 1:
      zn_rodas_bend_1(r);
      break;
    case 2:
      zn_rodas_bend_2(r);
      break;
    case 4:
      zn_rodas_bend_4(r);
      break;
    default:
      zn_rodas_bend_8(r);
  }
  r->work->bends_made = 1;
}

static void make_dense(struct zn_rodas *r, int lane) {
  struct zn_rodas_work *w = r->work;
  const size_t lanes = (size_t)r->problem->lanes, n = (size_t)r->problem->n, at = (size_t)lane;
  double *dense = w->dense[lane];
  if (!w->bends_made) make_bends(r);
  const double *const part[2 + ZN_RODAS_DENSE] = {w->y, w->next, w->bend[0], w->bend[1], w->bend[2]};
  for (size_t d = 0; d < 2 + ZN_RODAS_DENSE; d++)
    for (size_t i = 0; i < n; i++) dense[d * n + i] = part[d][i * lanes + at];
  w->dense_made[lane] = 1;
}

void zn_rodas_look(struct zn_rodas *r, int lane, double time, double *y) {
  const size_t n = (size_t)r->problem->n;
  if (!r->work->dense_made[lane]) make_dense(r, lane);
  const double s = (time - r->begin[lane]) / (r->time[lane] - r->begin[lane]), *dense = r->work->dense[lane];
  for (size_t i = 0; i < n; i++)
    y[i] = (1.0 - s) * dense[i] + s * (dense[n + i] + (1.0 - s) * (dense[2 * n + i] + s * (dense[3 * n + i] + s * dense[4 * n + i])));
}

/* Around the calls of the problem: earlier stages enter 28 times into right sides and 15 times into states, a multiplication and an
 * addition each, and twice a state is carried on; then right sides, the state at which the step was guessed, the error. */
long zn_rodas_operations(const struct zn_lane_problem *p) {
  const long gathered = 2L * (28 + 15) + 2 + 3L * ZN_RODAS_STAGES, ends = 8 + 9;
  return (long)ZN_RODAS_STAGES * (p->operations.rates + p->operations.solve) + p->operations.derivatives + p->operations.factor +
         p->n * (gathered + ends);
}

const char *zn_lane_failure(enum zn_lane_state state) {
  switch (state) {
    case ZN_LANE_TOO_SHORT:
      return "no step was short enough";
    case ZN_LANE_TOO_MANY:
      return "too many steps";
    case ZN_LANE_NOT_A_NUMBER:
      return "something was not a number";
    default:
      return NULL;
  }
}

/* --- The machine ----------------------------------------------------------------------------------------------------------------- */

int zn_lanes_fit(int lanes) {
  if (lanes == 1 || lanes == 2) return 1;
#if defined __x86_64__ && defined __GNUC__
  if (lanes == 4) return __builtin_cpu_supports("avx2") != 0;
  if (lanes == 8) return __builtin_cpu_supports("avx512f") != 0;
#else
  if (lanes == 4 || lanes == 8) return 1;
#endif
  return 0;
}

int zn_lanes_best(void) { return zn_lanes_fit(8) ? 8 : zn_lanes_fit(4) ? 4 : 2; }
