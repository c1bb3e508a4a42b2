#include "dependence.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

void dependence_find(int n, zn_rates *rates, double t, const double *y, const void *user, int *column_start, int *row) {
  double *state = malloc(2 * (size_t)n * sizeof *state), *rate = state + n;
  memcpy(state, y, (size_t)n * sizeof *state);
  column_start[0] = 0;
  for (int j = 0; j < n; j++) {
    int entries = column_start[j];
    state[j] = NAN;
    rates(t, state, rate, user);
    state[j] = y[j];
    for (int i = 0; i < n; i++)
      if (i == j || isnan(rate[i])) row[entries++] = i;
    column_start[j + 1] = entries;
  }
  free(state);
}

void dependence_must_be_that_of(const struct zn_problem *problem, double t, const double *y, const void *user) {
  const size_t n = (size_t)problem->n;
  int *start = malloc((n + 1 + n * n) * sizeof *start), *row = start + n + 1;
  dependence_find(problem->n, problem->rates, t, y, user, start, row);
  assert_memory_equal(problem->column_start, start, (n + 1) * sizeof *start);
  assert_memory_equal(problem->row, row, (size_t)start[n] * sizeof *row);
  free(start);
}
