/* Journeys by Rodas5P over lanes (solve/rodas.h): each lane carries one and takes the next from the array. */
#include <math.h>
#include <stdlib.h>

#include "base/status.h"
#include "lanes.h"
#include "solve/rodas.h"
#include "walk.h"

/* Steps on one straight stretch of the wall before a lane gives up. */
enum { MOST_STEPS = 20000 };

/* The wall is taken as straight where its numbers lie this near to a line, in units of the tolerance: at a tenth or a hundredth nothing
 * that is asked for gets more exact, and a fifth more steps are taken. */
static const double straight = 1.0;

struct ferry {
  struct zn_journey *journeys;
  int n, next, taken; /* journeys; the next to board; lanes with somebody in them */
  double bound;       /* within which the wall is straight */
  struct zn_rodas rodas;
  double scale[ZN_SOLUTE_STATES];
  struct zn_walk walk[ZN_MOST_LANES];
};

/* The next bend of the wall, or event. */
static double stop_after(struct ferry *f, struct zn_walk *w, double t) { return fmin(zn_walk_stretch(w, t, f->bound), w->event_h); }

/* From a dose or a jump on: answers what is asked for at this very moment, then starts anew. 0 when the journey is over. */
static int start(struct ferry *f, int lane) {
  struct zn_walk *w = &f->walk[lane];
  while (!zn_walk_is_over(w) && zn_walk_due(w) <= w->time_h) zn_walk_answer(w, &w->y);
  if (zn_walk_is_over(w)) return 0;
  const double stop = stop_after(f, w, w->time_h);
  zn_rodas_board(&f->rodas, lane, w->time_h, stop, (const double *)&w->y, (const double *)&w->stretch);
  return 1;
}

/* Fills a lane with the next journey that is one. */
static void board(struct ferry *f, int lane) {
  while (f->next < f->n)
    if (zn_walk_begin(&f->walk[lane], &f->journeys[f->next++]) && start(f, lane)) return;
  zn_rodas_leave(&f->rodas, lane);
  f->taken--;
}

/* After a step: answers what was asked for within it, and goes on at its end where that is a stop. 0 when the journey is over. */
static int walk(struct ferry *f, int lane) {
  struct zn_walk *w = &f->walk[lane];
  const double reached = f->rodas.time[lane];
  w->journey->steps++;
  while (!zn_walk_is_over(w) && zn_walk_due(w) <= reached && zn_walk_due(w) < w->event_h) {
    struct zn_solute_states y;
    zn_rodas_look(&f->rodas, lane, zn_walk_due(w), (double *)&y);
    zn_walk_answer(w, &y);
  }
  if (zn_walk_is_over(w)) return 0;
  if (reached >= w->event_h) {
    zn_rodas_look(&f->rodas, lane, reached, (double *)&w->y);
    zn_walk_arrive(w, reached);
    return start(f, lane);
  }
  if (zn_rodas_is_there(&f->rodas, lane)) zn_rodas_go_on(&f->rodas, lane, stop_after(f, w, reached), (const double *)&w->stretch);
  return 1;
}

static void fail(struct ferry *f, int lane) {
  const struct zn_walk *w = &f->walk[lane];
  w->journey->status = zn_fail(&w->journey->error, ZN_NUMERICAL, "%s: the integration failed near %g h on the way to %g h (%s)",
                               w->journey->solute->name, f->rodas.time[lane], zn_walk_due(w), zn_lane_failure(f->rodas.state[lane]));
}

/* What became of a lane in the last step. */
static void attend(struct ferry *f, int lane) {
  switch (f->rodas.state[lane]) {
    case ZN_LANE_EMPTY:
    case ZN_LANE_REJECTED:
      return;
    case ZN_LANE_ACCEPTED:
    case ZN_LANE_ARRIVED:
      if (walk(f, lane)) return;
      break;
    default:
      fail(f, lane);
  }
  board(f, lane);
}

static void cross(struct ferry *f, const struct zn_lane_problem *problem, double relative_tolerance, void *memory) {
  const struct zn_rodas_options options = {.relative_tolerance = relative_tolerance, .scale = f->scale, .max_steps = MOST_STEPS};
  zn_walk_scale(f->scale);
  zn_rodas_open(&f->rodas, problem, &options, memory);
  f->taken = problem->lanes;
  for (int lane = 0; lane < problem->lanes; lane++) board(f, lane);
  while (f->taken) {
    zn_rodas_step(&f->rodas);
    for (int lane = 0; lane < problem->lanes; lane++) attend(f, lane);
  }
}

void zn_journeys_follow(struct zn_journey *journeys, int n, int lanes, double relative_tolerance) {
  const struct zn_lane_problem *problem = zn_solute_lanes(lanes);
  struct ferry *f = calloc(1, sizeof *f);
  void *memory = aligned_alloc(ZN_LANE_ALIGNMENT, zn_rodas_room(problem));
  if (f && memory) {
    *f = (struct ferry){.journeys = journeys, .n = n, .bound = straight * relative_tolerance};
    cross(f, problem, relative_tolerance, memory);
  } else
    for (int i = 0; i < n; i++) journeys[i].status = zn_fail(&journeys[i].error, ZN_MEMORY, "no memory to follow doses");
  free(f);
  free(memory);
}

enum zn_status zn_solute_follow(const struct zn_solute *solute, const struct zn_parameters *person, const struct zn_wall_course *wall,
                                const struct zn_dose *doses, int n_doses, const double *time_h, int n_times, struct zn_whereabouts *at,
                                struct zn_error *error) {
  struct zn_journey journey = {
      .solute = solute, .person = person, .wall = wall, .doses = doses, .n_doses = n_doses, .time_h = time_h, .n_times = n_times, .at = at};
  zn_journeys_follow(&journey, 1, 1, ZN_JOURNEY_TOLERANCE);
  if (journey.status != ZN_OK && error) *error = journey.error;
  return journey.status;
}
