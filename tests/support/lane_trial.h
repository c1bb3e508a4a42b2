/* Small things to try on lanes of every width: the functions of base/lane_maths.inc on arrays, and a small problem for the integrator. */
#ifndef ZN_TESTS_LANE_TRIAL_H
#define ZN_TESTS_LANE_TRIAL_H

#include "base/lane_problem.h"

enum { TRIAL_STATES = 3, TRIAL_NUMBERS = 4, TRIAL_WIDTHS = 4, TRIAL_FUNCTIONS = 5 };
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
};

/* Widths 1, 2, 4, 8. */
extern const struct lane_trial *const lane_trials[TRIAL_WIDTHS];

#endif
