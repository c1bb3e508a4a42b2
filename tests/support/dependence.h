/* Which rates depend on which states, found by trying: an independent look at patterns that were recorded or written by hand. */
#ifndef ZN_TESTS_DEPENDENCE_H
#define ZN_TESTS_DEPENDENCE_H

#include "solve/solver.h"

/* Puts a NaN into one state at a time: a rate that depends on it is no number either, even where the coefficient is zero today. Exact for
 * rates without branches. Writes compressed columns with the diagonal, as struct zn_problem has them: `column_start` [n + 1], `row` with
 * room for [n * n]. */
void dependence_find(int n, zn_rates *rates, double t, const double *y, const void *user, int *column_start, int *row);

/* The test fails unless the pattern of a problem is what its rates show at (t, y): nothing is missing, nothing is too much. */
void dependence_must_be_that_of(const struct zn_problem *problem, double t, const double *y, const void *user);

#endif
