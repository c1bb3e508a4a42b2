/* Small things to try on lanes of every width: the functions of base/lane_maths.inc on arrays, and small problems for the
 * integrator and for the search for rest. */
#ifndef ZN_TESTS_LANE_TRIAL_H
#define ZN_TESTS_LANE_TRIAL_H

#include "base/lane_problem.h"

enum { TRIAL_STATES = 3, TRIAL_NUMBERS = 4, TRIAL_WIDTHS = 4, TRIAL_FUNCTIONS = 5 };
enum { TERRAIN_VALLEYS, TERRAIN_GENE, TERRAIN_CASCADE, TERRAIN_HILL, TERRAIN_HOLE, TERRAIN_CYCLE, TERRAINS, TERRAIN_NUMBERS = 2 };
enum trial_function { TRIAL_EXP, TRIAL_LOG, TRIAL_SIN, TRIAL_COS, TRIAL_SQRT };

struct lane_trial {
  int lanes;
  /* One of the functions on `lanes` numbers. */
  void (*function)(enum trial_function which, const double *x, double *out);
  /* Nonlinear, stiff as wanted, with a clock: with the numbers stiffness, growth, drive, turn
   *   y0' = stiffness (cos(turn t) - y0) - turn sin(turn t)     solution y0 = cos(turn t) from y0(0) = 1
   *   y1' = growth y1 (1 - y1)                                  logistic
   *   y2' = drive y0 y1 - y2^3. */
  struct zn_lane_problem problem;
  /* Places to come to rest in, or not, with the numbers terrain, watershed or pace. States that are not named fall to zero:
   *   valleys  y0' = -(y0 - 0.1) (y0 - watershed) (y0 - 1)     rest at 0.1 and 1; y1' = 1e4 (y0^2 - y1)
   *   gene     y0' = 0.05 + y0^4/(1/16 + y0^4) - y0            feeds itself, two rests; y1' = 0.001 (2 y0 - y1)
   *   cascade  y0' = 1 - y0, y1' = pace (y0 - 2 y1), y2' = 1e-4 (y1 - y2^2)
   *   hill     y0' = 1                                         no rest
   *   hole     y0' is not a number
   *   cycle    y0' = 1 + y0^2 y1 - 4 y0, y1' = 3 y0 - y0^2 y1  round and round (the Brusselator) */
  struct zn_lane_problem terrain;
};

/* Widths 1, 2, 4, 8. */
extern const struct lane_trial *const lane_trials[TRIAL_WIDTHS];

#endif
