/* Many stiff initial-value problems at once: Rodas5P over lanes.
 *
 * Rodas5P (Steinebach 2023, doi 10.1007/s10543-023-00967-x) is a Rosenbrock method: eight stages, order 5, stiffly accurate, L-stable,
 * with an embedded method of order 4 and dense output of order 4. One step needs one Jacobian, one factorisation and eight solves, and
 * nothing of the step before: so every lane has its own time and its own step, a lane that rejects its step waits for nobody, and a lane
 * that is done takes the next person at once. What happens in one lane never shows in another.
 *
 * All memory is handed in; nothing is allocated. Results are the same bits for every number of lanes. */
#ifndef ZN_SOLVE_RODAS_H
#define ZN_SOLVE_RODAS_H

#include <stddef.h>

#include "base/lane_problem.h"

struct zn_rodas_options {
  double relative_tolerance;
  const double *scale; /* [n] typical size of each state, > 0: absolute tolerance is rtol * 1e-3 * scale */
  int max_steps;       /* from one stop to the next, tried ones included */
  double first_step;   /* 0: guessed from the rates */
  double longest_step; /* 0: as long as the tolerance allows */
};

/* What became of a lane in the last step. */
enum zn_lane_state {
  ZN_LANE_EMPTY,    /* nobody is there */
  ZN_LANE_ACCEPTED, /* one step further: from `begin` to `time` */
  ZN_LANE_REJECTED, /* tries again with a shorter step */
  ZN_LANE_ARRIVED,  /* was at its stop already */
  /* The lane stands still at `time` until somebody else boards: */
  ZN_LANE_TOO_SHORT,    /* no step is short enough */
  ZN_LANE_TOO_MANY,     /* max_steps are used up */
  ZN_LANE_NOT_A_NUMBER, /* a rate is infinite or not a number, however short the step */
};

struct zn_rodas {
  const struct zn_lane_problem *problem;
  struct zn_rodas_options options;
  enum zn_lane_state state[ZN_MOST_LANES];
  double begin[ZN_MOST_LANES], time[ZN_MOST_LANES]; /* the last accepted step */
  long steps[ZN_MOST_LANES];                        /* accepted, since somebody boarded */
  long rejected[ZN_MOST_LANES];
  double error[ZN_MOST_LANES]; /* of the step last tried, in units of the tolerance */
  struct zn_rodas_work *work;
};

/* Bytes of workspace that zn_rodas_open wants, a multiple of ZN_LANE_ALIGNMENT, to which they must be aligned. */
size_t zn_rodas_room(const struct zn_lane_problem *problem);
/* Makes an engine with all lanes empty in `memory`. Everything is borrowed. */
void zn_rodas_open(struct zn_rodas *rodas, const struct zn_lane_problem *problem, const struct zn_rodas_options *options, void *memory);

/* Puts somebody into a lane: from `y` [n] at `time` to `stop`, which is reached exactly and not passed. `person` [numbers] is copied.
 * Again after every jump of a state or of a parameter. */
void zn_rodas_board(struct zn_rodas *rodas, int lane, double time, double stop, const double *y, const double *person);
/* Lets a lane that has come to its stop go on to the next one with other numbers (NULL: the same), from the state and with the step that
 * it has: for what bends and does not jump. `max_steps` counts anew. */
void zn_rodas_go_on(struct zn_rodas *rodas, int lane, double stop, const double *person);
void zn_rodas_leave(struct zn_rodas *rodas, int lane);

/* Tries one step in every lane that has not reached its stop. */
void zn_rodas_step(struct zn_rodas *rodas);

/* Whether a lane has come to its stop. */
int zn_rodas_is_there(const struct zn_rodas *rodas, int lane);

/* The state of a lane at a time within its last accepted step; only until the next zn_rodas_step. */
void zn_rodas_look(struct zn_rodas *rodas, int lane, double time, double *y);

/* Additions, multiplications and divisions of one step of one person. */
long zn_rodas_operations(const struct zn_lane_problem *problem);

/* Why a lane stands still, in words; NULL for one that does not. */
const char *zn_lane_failure(enum zn_lane_state state);

/* How many lanes this machine works on best: 8 with AVX-512, 4 with AVX2, else 2. */
int zn_lanes_best(void);
/* Whether this machine can run so many: 1 and 2 always. */
int zn_lanes_fit(int lanes);

#endif
