/* The sparse Jacobian: its pattern, its colours, and its values on the real body, recorded and by differences. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "body/lanes.h"
#include "life.h"
#include "solve/jacobian.h"
#include "study/start_state.h"

enum { N = ZN_BODY_STATES, PEOPLE = 1000 };

/* --- Small patterns ------------------------------------------------------------------------------------------------------------ */

/* Neighbours in a row of five; the last rate does not depend on its own state. */
static void row(double t, const double *y, double *dydt, const void *user) {
  (void)t, (void)user;
  dydt[0] = y[1] - y[0];
  for (int i = 1; i < 4; i++) dydt[i] = y[i - 1] - 2.0 * y[i] + y[i + 1];
  dydt[4] = 0.0 * y[3] * y[3];
}

static void a_row_of_neighbours_needs_three_colours(void **state) {
  (void)state;
  const double y[5] = {1.0, 1.0, 1.0, 1.0, 1.0};
  static const int row_of[] = {0, 1, 0, 1, 2, 1, 2, 3, 2, 3, 4, 3, 4}, start[] = {0, 2, 5, 8, 11, 13};
  struct zn_sparsity p;
  assert_int_equal(zn_sparsity_find(&p, 5, row, y, NULL), ZN_OK);
  assert_int_equal(p.nonzeros, 13);
  assert_memory_equal(p.column_start, start, sizeof start);
  assert_memory_equal(p.row, row_of, sizeof row_of);
  assert_int_equal(p.colours, 3);
  zn_sparsity_clear(&p);
  assert_null(p.row);
}

/* --- The body ---------------------------------------------------------------------------------------------------------------- */

struct scene {
  struct zn_parameters person;
  double scale[N], rest[N], y[N];
  struct zn_problem problem;
  struct zn_jacobian jacobian;
};

static int begin(void **state) {
  struct scene *s = calloc(1, sizeof *s);
  zn_parameters_default(&s->person);
  life_rest(s->rest, &s->person, ZN_BRANCH_HEALTHY);
  s->problem = zn_body_problem(s->scale);
  if (zn_jacobian_init(&s->jacobian, &s->problem, s->rest, &s->person) != ZN_OK) return -1;
  *state = s;
  return 0;
}

static int end(void **state) {
  struct scene *s = *state;
  zn_jacobian_clear(&s->jacobian);
  free(s);
  return 0;
}

/* A person and a state far from rest, drugs and bacteria included. */
static void scatter(struct scene *s, int k) {
  life_draw(&s->person, 99, k);
  for (int i = 0; i < N; i++) s->y[i] = s->rest[i] + 0.1 * s->scale[i];
  life_shake(s->y, 0.7, 99, k);
}

static void two_states_of_one_colour_touch_no_common_rate(void **state) {
  const struct scene *s = *state;
  struct zn_sparsity found, *p = &found;
  static char touched[N][N];
  assert_int_equal(zn_sparsity_find(p, N, s->problem.rates, s->rest, &s->person), ZN_OK);
  for (int j = 0; j < N; j++)
    for (int k = p->column_start[j]; k < p->column_start[j + 1]; k++) {
      if (touched[p->colour[j]][p->row[k]]) fail_msg("%s shares a rate with another state of its colour", zn_state_info(j)->name);
      touched[p->colour[j]][p->row[k]] = 1;
    }
  assert_true(p->colours < N / 2);
  zn_sparsity_clear(p);
}

static void the_recorded_pattern_is_the_one_that_every_person_and_state_shows(void **state) {
  struct scene *s = *state;
  for (int k = 0; k < 10; k++) {
    struct zn_sparsity other;
    scatter(s, k);
    assert_int_equal(zn_sparsity_find(&other, N, s->problem.rates, s->y, &s->person), ZN_OK);
    assert_int_equal(other.nonzeros, s->jacobian.pattern.nonzeros);
    assert_memory_equal(other.row, s->jacobian.pattern.row, (size_t)other.nonzeros * sizeof *other.row);
    assert_memory_equal(other.column_start, s->jacobian.pattern.column_start, (N + 1) * sizeof *other.column_start);
    zn_sparsity_clear(&other);
  }
}

/* Column `j` by central differences, and the two states it was taken between. */
static void central(const struct scene *s, int j, double *column) {
  double moved[N], up[N], down[N];
  memcpy(moved, s->y, sizeof moved);
  const double step = 1e-5 * (s->y[j] + 1e-3 * s->scale[j]);
  moved[j] = s->y[j] + step;
  const double high = moved[j];
  s->problem.rates(0.0, moved, up, &s->person);
  moved[j] = s->y[j] - step;
  s->problem.rates(0.0, moved, down, &s->person);
  for (int i = 0; i < N; i++) column[i] = (up[i] - down[i]) / (high - moved[j]);
}

static void what_is_outside_the_pattern_never_moves(void **state) {
  struct scene *s = *state;
  const struct zn_sparsity *p = &s->jacobian.pattern;
  for (int k = 0; k < PEOPLE; k++) {
    scatter(s, k);
    for (int j = 0; j < N; j++) {
      double column[N];
      central(s, j, column);
      for (int at = p->column_start[j]; at < p->column_start[j + 1]; at++) column[p->row[at]] = 0.0;
      for (int i = 0; i < N; i++)
        if (column[i] != 0.0) fail_msg("%s moves %s outside the pattern", zn_state_info(j)->name, zn_state_info(i)->name);
    }
  }
}

/* Entries are compared in units of their row: what each state can do to the rate when it moves by its own size. */
static void recorded_derivatives_equal_central_differences(void **state) {
  struct scene *s = *state;
  const struct zn_sparsity *p = &s->jacobian.pattern;
  static double dense[N][N];
  double *value = malloc((size_t)p->nonzeros * sizeof *value), largest = 0.0;
  for (int k = 0; k < PEOPLE; k++) {
    double reach[N] = {0.0};
    scatter(s, k);
    zn_jacobian_evaluate(&s->jacobian, 0.0, s->y, &s->person, value);
    for (int j = 0; j < N; j++) {
      central(s, j, dense[j]);
      for (int i = 0; i < N; i++) reach[i] += fabs(dense[j][i]) * (s->y[j] + s->scale[j]);
    }
    for (int j = 0; j < N; j++)
      for (int at = p->column_start[j]; at < p->column_start[j + 1]; at++) {
        const int i = p->row[at];
        const double off = fabs(value[at] - dense[j][i]) * (s->y[j] + s->scale[j]) / reach[i];
        if (off > 1e-6) fail_msg("person %d: d %s / d %s is off by %g", k, zn_state_info(i)->name, zn_state_info(j)->name, off);
        largest = fmax(largest, off);
      }
  }
  print_message("             largest deviation %.1e of %d entries in %d people\n", largest, p->nonzeros, PEOPLE);
  free(value);
}

/* In units of their row as well, so that a difference of large numbers may round. */
static void rates_recorded_for_lanes_are_those_of_the_rooms(void **state) {
  struct scene *s = *state;
  const struct zn_lane_problem *lanes = zn_body_lanes(1);
  const struct zn_sparsity *p = &s->jacobian.pattern;
  double *value = malloc((size_t)(p->nonzeros + lanes->constants) * sizeof *value), *constant = value + p->nonzeros, largest = 0.0;
  for (int k = 0; k < PEOPLE; k++) {
    const double time = 24.0 * k / PEOPLE;
    double rate[N], recorded[N], beside[N], by_time[N], reach[N];
    scatter(s, k);
    lanes->prepare((const double *)&s->person, constant);
    lanes->rates(&time, s->y, constant, recorded);
    lanes->derivatives(&time, s->y, constant, beside, value, by_time);
    s->problem.rates(time, s->y, rate, &s->person);
    assert_memory_equal(beside, recorded, sizeof recorded);
    for (int i = 0; i < N; i++) reach[i] = fabs(rate[i]);
    for (int j = 0; j < N; j++)
      for (int at = p->column_start[j]; at < p->column_start[j + 1]; at++) reach[p->row[at]] += fabs(value[at]) * (s->y[j] + s->scale[j]);
    for (int i = 0; i < N; i++) {
      const double off = fabs(recorded[i] - rate[i]) / reach[i];
      if (!(off <= 1e-12)) fail_msg("person %d at %g h: the rate of %s is off by %g", k, time, zn_state_info(i)->name, off);
      largest = fmax(largest, off);
    }
  }
  print_message("             largest deviation %.1e in %d people\n", largest, PEOPLE);
  free(value);
}

/* Meals are what knows the time of day. */
static void recorded_derivatives_by_time_equal_central_differences(void **state) {
  struct scene *s = *state;
  const double step = 1e-4;
  double largest = 0.0;
  for (int k = 0; k < PEOPLE; k++) {
    const double time = 24.0 * k / PEOPLE;
    double up[N], down[N], rate[N];
    scatter(s, k);
    s->person.diet_in_meals = 1.0;
    s->problem.rates(time + step, s->y, up, &s->person);
    s->problem.rates(time - step, s->y, down, &s->person);
    zn_body_time_rates(time, s->y, &s->person, rate);
    for (int i = 0; i < N; i++) {
      const double off = fabs(rate[i] - (up[i] - down[i]) / (2.0 * step)) / s->scale[i];
      if (off > 1e-6) fail_msg("person %d at %g h: d %s / d time is off by %g", k, time, zn_state_info(i)->name, off);
      largest = fmax(largest, off);
    }
    assert_true(rate[zn_state_find("lumen_starch")] != 0.0);
  }
  print_message("             largest deviation %.1e of a state's size in %d people\n", largest, PEOPLE);
}

static void without_meals_no_rate_knows_the_time(void **state) {
  struct scene *s = *state;
  double rate[N];
  scatter(s, 1);
  s->person.diet_in_meals = 0.0;
  zn_body_time_rates(8.0, s->y, &s->person, rate);
  for (int i = 0; i < N; i++) assert_true(rate[i] == 0.0);
}

/* A problem that brings no derivatives gets them by differences in coloured groups: here the body without its own. */
static void coloured_differences_equal_recorded_derivatives(void **state) {
  struct scene *s = *state;
  struct zn_problem bare = s->problem;
  struct zn_jacobian differences;
  bare.derivatives = NULL;
  assert_int_equal(zn_jacobian_init(&differences, &bare, s->rest, &s->person), ZN_OK);
  const struct zn_sparsity *p = &differences.pattern;
  double *by_differences = malloc(2 * (size_t)p->nonzeros * sizeof *by_differences), *recorded = by_differences + p->nonzeros;
  assert_int_equal(p->nonzeros, s->jacobian.pattern.nonzeros);
  for (int k = 0; k < 200; k++) {
    double reach[N] = {0.0};
    scatter(s, k);
    assert_int_equal(zn_jacobian_evaluate(&differences, 0.0, s->y, &s->person, by_differences), p->colours + 1);
    assert_int_equal(zn_jacobian_evaluate(&s->jacobian, 0.0, s->y, &s->person, recorded), 0);
    for (int j = 0; j < N; j++)
      for (int at = p->column_start[j]; at < p->column_start[j + 1]; at++)
        reach[p->row[at]] += fabs(recorded[at]) * (s->y[j] + s->scale[j]);
    for (int j = 0; j < N; j++)
      for (int at = p->column_start[j]; at < p->column_start[j + 1]; at++) {
        const double off = fabs(by_differences[at] - recorded[at]) * (s->y[j] + s->scale[j]) / reach[p->row[at]];
        if (off > 1e-5) fail_msg("person %d: d %s / d %s is off by %g", k, zn_state_info(p->row[at])->name, zn_state_info(j)->name, off);
      }
  }
  free(by_differences);
  zn_jacobian_clear(&differences);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_row_of_neighbours_needs_three_colours),
      cmocka_unit_test(two_states_of_one_colour_touch_no_common_rate),
      cmocka_unit_test(the_recorded_pattern_is_the_one_that_every_person_and_state_shows),
      cmocka_unit_test(what_is_outside_the_pattern_never_moves),
      cmocka_unit_test(recorded_derivatives_equal_central_differences),
      cmocka_unit_test(rates_recorded_for_lanes_are_those_of_the_rooms),
      cmocka_unit_test(recorded_derivatives_by_time_equal_central_differences),
      cmocka_unit_test(without_meals_no_rate_knows_the_time),
      cmocka_unit_test(coloured_differences_equal_recorded_derivatives),
  };
  return cmocka_run_group_tests(tests, begin, end);
}
