/* What all widths of the search share: memory, boarding, and who is done. */
#include "settle.h"

#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "settle_work.h"

enum { ALIGNED = ZN_LANE_ALIGNMENT / sizeof(double) };

/* The first step of pseudo-time, and one that is none. */
static const double first_step_h = 0.05, shortest_step_h = 1e-9;

struct party {
  struct zn_settling *people;
  int n, next; /* of those who have not boarded yet */
  int seated;
  struct zn_settling *seat[ZN_MOST_LANES]; /* NULL: nobody */
  struct zn_settle_work work;
};

/* Everything in one block, which begins at `time`; NULL without memory. */
static void *lay_out(struct zn_settle_work *w, const struct zn_lane_problem *p) {
  const size_t n = (size_t)p->n;
  const struct {
    double **array;
    size_t length;
  } piece[] = {{&w->time, 1},
               {&w->step, 1},
               {&w->rest, 1},
               {&w->accepted, 1},
               {&w->constant, (size_t)zn_lane_constants(p)},
               {&w->prepared, (size_t)zn_lane_constants(p)},
               {&w->y, n},
               {&w->next, n},
               {&w->rate, n},
               {&w->by_time, n},
               {&w->entry, (size_t)p->entries},
               {&w->factors, (size_t)p->factors}};
  enum { PIECES = sizeof piece / sizeof *piece };
  size_t start[PIECES + 1] = {0};
  for (size_t i = 0; i < PIECES; i++) start[i + 1] = start[i] + (piece[i].length * (size_t)p->lanes + ALIGNED - 1) / ALIGNED * ALIGNED;
  double *block = aligned_alloc(ZN_LANE_ALIGNMENT, start[PIECES] * sizeof *block);
  if (!block) return NULL;
  memset(block, 0, start[PIECES] * sizeof *block);
  for (size_t i = 0; i < PIECES; i++) *piece[i].array = block + start[i];
  return block;
}

/* Seats the next person in a lane, or nobody when all have been: then what lies there is computed on and never looked at. */
static void board(struct party *party, int lane) {
  struct zn_settle_work *w = &party->work;
  const size_t lanes = (size_t)w->problem->lanes, at = (size_t)lane;
  party->seat[lane] = NULL;
  if (party->next == party->n) return;
  struct zn_settling *s = party->seat[lane] = &party->people[party->next++];
  for (size_t i = 0; i < (size_t)w->problem->n; i++) w->y[i * lanes + at] = s->y[i];
  zn_lane_prepare(w->problem, s->person, w->prepared, w->constant + at);
  w->step[at] = first_step_h;
  w->moved = 1;
  s->steps = 0;
  party->seated++;
}

static void leave(struct party *party, int lane, enum zn_status status) {
  const struct zn_settle_work *w = &party->work;
  struct zn_settling *s = party->seat[lane];
  const size_t lanes = (size_t)w->problem->lanes;
  for (size_t i = 0; i < (size_t)w->problem->n; i++) s->y[i] = w->y[i * lanes + (size_t)lane];
  s->status = status;
  if (status != ZN_OK)
    zn_fail(&s->error, status, "no steady state was found in %d implicit steps; something still moves by %.2g of its size in %g h",
            s->steps, s->rest, w->options->time_scale_h);
  party->seated--;
}

/* What became of a lane in the last step. */
static void attend(struct party *party, int lane) {
  struct zn_settle_work *w = &party->work;
  struct zn_settling *s = party->seat[lane];
  s->rest = w->rest[lane];
  if (s->rest <= w->options->tolerance) {
    leave(party, lane, ZN_OK);
  } else {
    s->steps++;
    w->moved |= w->accepted[lane] > 0.0;
    if (s->steps < w->options->max_steps && w->step[lane] >= shortest_step_h) return;
    leave(party, lane, ZN_NUMERICAL);
  }
  board(party, lane);
}

static void try_step(struct zn_settle_work *w) {
  switch (w->problem->lanes) {
    case 1:
      zn_settle_try_1(w);
      break;
    case 2:
      zn_settle_try_2(w);
      break;
    case 4:
      zn_settle_try_4(w);
      break;
    default:
      zn_settle_try_8(w);
  }
}

void zn_settle(struct zn_settling *people, int n, const struct zn_lane_problem *problem, const struct zn_settle_options *options) {
  struct party party = {.people = people, .n = n, .work = {.problem = problem, .options = options}};
  void *block = lay_out(&party.work, problem);
  if (!block) {
    for (int i = 0; i < n; i++) people[i].status = zn_fail(&people[i].error, ZN_MEMORY, "no memory to look for a steady state");
    return;
  }
  for (int lane = 0; lane < problem->lanes; lane++) board(&party, lane);
  while (party.seated) {
    try_step(&party.work);
    party.work.moved = 0;
    for (int lane = 0; lane < problem->lanes; lane++)
      if (party.seat[lane]) attend(&party, lane);
  }
  free(block);
}
