/* Stiff initial-value problems through SUNDIALS CVODE (BDF) with a sparse direct solver (KLU).
 *
 * Knows no biology. A problem is a right-hand side, the size of its states, and the exact derivatives of the one by the other with the
 * pattern in which they stand: nothing is found by differences. This header is the only way to SUNDIALS in the library. */
#ifndef ZN_SOLVE_SOLVER_H
#define ZN_SOLVE_SOLVER_H

#include "zonula/status.h"

/* Writes dy/dt for state `y` at time `t`; smooth, no allocation. `y`, `dydt`: [n]. */
typedef void zn_rates(double t, const double *y, double *dydt, const void *user);

/* Writes d rates / d y at (t, y) to `value`, in the order of the problem's pattern. */
typedef void zn_derivatives(double t, const double *y, double *value, const void *user);

/* A problem. What it points to is borrowed by the solver for its lifetime. */
struct zn_problem {
  int n; /* number of states */
  zn_rates *rates;
  zn_derivatives *derivatives;
  /* Where the derivatives stand, compressed columns: the rows of column j are row[column_start[j] .. column_start[j + 1] - 1], rising,
   * every dependence and the diagonal among them. */
  const int *column_start, *row; /* [n + 1], [column_start[n]] */
  const double *scale;           /* [n] typical size of each state, > 0: absolute tolerance is rtol * 1e-3 * scale */
  int nonnegative;               /* 1: states cannot be negative; one that seems so by less than can be told (rtol * scale) is zero */
};

struct zn_solver_options {
  double relative_tolerance; /* e.g. 1e-6 */
  int max_steps;             /* between two calls of zn_solver_advance, e.g. 100000 */
};

struct zn_solver; /* one problem's workspace: not shared between threads */

/* Makes a workspace, which stands nowhere until zn_solver_start. Free with zn_solver_free. */
enum zn_status zn_solver_create(struct zn_solver **solver, const struct zn_problem *problem, const struct zn_solver_options *options,
                                struct zn_error *error);
void zn_solver_free(struct zn_solver *solver); /* NULL is fine */

/* (Re)starts at time `t` from `y` [n], copied; `user` is borrowed until the next start and given to `rates` and
 * `derivatives`.
 * Call again after every jump of a state or of an input. Forgets an earlier stop. */
enum zn_status zn_solver_start(struct zn_solver *solver, double t, const double *y, const void *user, struct zn_error *error);

/* Never step past this time until it is changed: the moment of the next event. To be said before the first step from the last
 * event; behind a step already taken no later time can be reached. */
void zn_solver_stop_at(struct zn_solver *solver, double t);

/* Advances to `t` (reached exactly; interpolated from the last step where `t` lies within it) and copies the state
 * to `y` [n]. ZN_ARGUMENT when `t` lies before the start or past the stop; ZN_NUMERICAL when the integration fails. */
enum zn_status zn_solver_advance(struct zn_solver *solver, double t, double *y, struct zn_error *error);

/* Steps taken and right-hand sides evaluated since creation, for tests and the report. */
long zn_solver_steps(const struct zn_solver *solver);
long zn_solver_evaluations(const struct zn_solver *solver);

#endif
