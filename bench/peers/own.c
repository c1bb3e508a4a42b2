#include "own.h"

#include <stdlib.h>
#include <string.h>

#include "body/lanes.h"
#include "solve/rodas.h"
#include "solve/solver.h"
#include "study/start_state.h"

enum { MOST_STEPS = 1000000 };

static void *room(size_t bytes) {
  void *piece = aligned_alloc(ZN_LANE_ALIGNMENT, (bytes + ZN_LANE_ALIGNMENT - 1) / ZN_LANE_ALIGNMENT * ZN_LANE_ALIGNMENT);
  if (!piece) bundle_die("there is not enough memory");
  return piece;
}

/* Whole people from the model's parameters: the others do not act on the body. */
static struct zn_parameters *people_of(const struct bundle *b) {
  struct zn_parameters *people = room((size_t)b->people * sizeof *people);
  for (int i = 0; i < b->people; i++) {
    zn_parameters_default(&people[i]);
    for (int k = 0; k < b->parameters; k++) {
      const int index = zn_parameter_find(b->parameter_name[k]);
      if (index < 0) bundle_die("there is no parameter %s", b->parameter_name[k]);
      ((double *)&people[i])[index] = b->person[(size_t)i * (size_t)b->parameters + (size_t)k];
    }
  }
  return people;
}

static double *row_of(const struct bundle *b, double *y, int person, int time) {
  return y + ((size_t)person * (size_t)b->times + (size_t)time) * (size_t)b->states;
}

/* --- CVODE ------------------------------------------------------------------------------------------------------------------------- */

static void must(enum zn_status status, const struct zn_error *error) {
  if (status != ZN_OK) bundle_die("%s", error->text);
}

long own_cvode(const struct bundle *b, double relative_tolerance, int times_over, double *y) {
  struct zn_parameters *people = people_of(b);
  double *scale = room((size_t)b->states * sizeof *scale);
  const struct zn_problem problem = zn_body_problem(scale);
  const struct zn_solver_options options = {.relative_tolerance = relative_tolerance, .max_steps = MOST_STEPS};
  struct zn_solver *solver;
  struct zn_error error = {0};
  must(zn_solver_create(&solver, &problem, &options, &error), &error);
  for (int k = 0; k < times_over * b->people; k++) {
    const int i = k % b->people;
    const double *start = b->start + (size_t)i * (size_t)b->states;
    memcpy(row_of(b, y, i, 0), start, (size_t)b->states * sizeof *y);
    must(zn_solver_start(solver, b->time[0], start, &people[i], &error), &error);
    zn_solver_stop_at(solver, b->time[b->times - 1]);
    for (int t = 1; t < b->times; t++) must(zn_solver_advance(solver, b->time[t], row_of(b, y, i, t), &error), &error);
  }
  const long steps = zn_solver_steps(solver) / times_over;
  zn_solver_free(solver);
  free(scale);
  free(people);
  return steps;
}

/* --- Lanes ------------------------------------------------------------------------------------------------------------------------- */

struct journey {
  const struct bundle *bundle;
  const struct zn_parameters *people;
  double *y;
  struct zn_rodas rodas;
  int next, all;             /* who boards next, and how many times somebody will */
  int person[ZN_MOST_LANES]; /* who lies in each lane */
  int time[ZN_MOST_LANES];   /* the next time to look at */
  int taken;                 /* lanes */
  long steps;
};

static void board(struct journey *j, int lane) {
  const struct bundle *b = j->bundle;
  if (j->next == j->all) {
    zn_rodas_leave(&j->rodas, lane);
    j->taken--;
    return;
  }
  const int i = j->next++ % b->people;
  const double *start = b->start + (size_t)i * (size_t)b->states;
  memcpy(row_of(b, j->y, i, 0), start, (size_t)b->states * sizeof *start);
  j->person[lane] = i;
  j->time[lane] = 1;
  zn_rodas_board(&j->rodas, lane, b->time[0], b->time[b->times - 1], start, (const double *)&j->people[i]);
}

static void attend(struct journey *j, int lane) {
  const struct bundle *b = j->bundle;
  const enum zn_lane_state state = j->rodas.state[lane];
  if (state == ZN_LANE_EMPTY || state == ZN_LANE_REJECTED) return;
  if (state != ZN_LANE_ACCEPTED) bundle_die("person %d failed at %g h (%d)", j->person[lane], j->rodas.time[lane], (int)state);
  j->steps++;
  while (j->time[lane] < b->times && b->time[j->time[lane]] <= j->rodas.time[lane]) {
    zn_rodas_look(&j->rodas, lane, b->time[j->time[lane]], row_of(b, j->y, j->person[lane], j->time[lane]));
    j->time[lane]++;
  }
  if (j->time[lane] == b->times) board(j, lane);
}

long own_lanes(const struct bundle *b, int lanes, double relative_tolerance, int times_over, double *y) {
  const struct zn_lane_problem *problem = zn_body_lanes(lanes);
  if (!problem || !zn_lanes_fit(lanes)) bundle_die("this machine cannot work on %d people at a time", lanes);
  struct zn_parameters *people = people_of(b);
  void *memory = room(zn_rodas_room(problem));
  struct journey j = {.bundle = b, .people = people, .y = y, .all = times_over * b->people, .taken = lanes};
  const struct zn_rodas_options options = {.relative_tolerance = relative_tolerance, .scale = b->scale, .max_steps = MOST_STEPS};
  zn_rodas_open(&j.rodas, problem, &options, memory);
  for (int lane = 0; lane < lanes; lane++) board(&j, lane);
  while (j.taken) {
    zn_rodas_step(&j.rodas);
    for (int lane = 0; lane < lanes; lane++) attend(&j, lane);
  }
  free(memory);
  free(people);
  return j.steps / times_over;
}
