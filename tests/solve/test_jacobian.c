/* The recorded Jacobian of the body: its pattern, and its values, for one person and in lanes, against differences. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "body/lanes.h"
#include "dependence.h"
#include "life.h"
#include "study/start_state.h"

enum { N = ZN_BODY_STATES, PEOPLE = 1000 };

/* --- How a pattern is looked for ------------------------------------------------------------------------------------------------ */

/* Neighbours in a row of five; the last rate does not depend on its own state. */
static void row(double t, const double *y, double *dydt, const void *user) {
  (void)t, (void)user;
  dydt[0] = y[1] - y[0];
  for (int i = 1; i < 4; i++) dydt[i] = y[i - 1] - 2.0 * y[i] + y[i + 1];
  dydt[4] = 0.0 * y[3] * y[3];
}

static void in_a_row_each_depends_on_its_neighbours(void **state) {
  (void)state;
  const double y[5] = {1.0, 1.0, 1.0, 1.0, 1.0};
  static const int row_of[] = {0, 1, 0, 1, 2, 1, 2, 3, 2, 3, 4, 3, 4}, start[] = {0, 2, 5, 8, 11, 13};
  int seen_start[6], seen_row[25];
  dependence_find(5, row, 0.0, y, NULL, seen_start, seen_row);
  assert_memory_equal(seen_start, start, sizeof start);
  assert_memory_equal(seen_row, row_of, sizeof row_of);
}

/* --- The body ---------------------------------------------------------------------------------------------------------------- */

struct scene {
  _Alignas(ZN_LANE_ALIGNMENT) struct zn_parameters person;
  _Alignas(ZN_LANE_ALIGNMENT) double y[N];
  double scale[N], rest[N];
  struct zn_problem problem;
};

/* What the width of one makes of it; no more entries than in a full matrix. */
struct derivatives {
  _Alignas(ZN_LANE_ALIGNMENT) double entry[N * N];
  _Alignas(ZN_LANE_ALIGNMENT) double by_time[N];
};
static struct derivatives lane;

static int begin(void **state) {
  static struct scene s;
  zn_parameters_default(&s.person);
  life_rest(s.rest, &s.person, ZN_BRANCH_HEALTHY);
  s.problem = zn_body_problem(s.scale);
  *state = &s;
  return 0;
}

/* A person and a state far from rest, drugs and bacteria included. */
static void scatter(struct scene *s, int k) {
  life_draw(&s->person, 99, k);
  for (int i = 0; i < N; i++) s->y[i] = s->rest[i] + 0.1 * s->scale[i];
  life_shake(s->y, 0.7, 99, k);
}

static void derive_in_a_lane(const struct scene *s, double time_h) {
  const _Alignas(ZN_LANE_ALIGNMENT) double time = time_h;
  double rate[N], *constant = malloc((size_t)zn_body_lanes(1)->constants * sizeof *constant);
  zn_body_lanes(1)->prepare((const double *)&s->person, constant);
  for (int i = 0; i < N; i++) lane.by_time[i] = 0.0; /* what no clock moves is left alone */
  zn_body_lanes(1)->derivatives(&time, s->y, constant, rate, lane.entry, lane.by_time);
  free(constant);
}

static void the_recorded_pattern_is_the_one_that_every_person_and_state_shows(void **state) {
  struct scene *s = *state;
  assert_int_equal(zn_body_lanes(1)->entries, s->problem.column_start[N]);
  for (int k = 0; k < 10; k++) {
    scatter(s, k);
    dependence_must_be_that_of(&s->problem, 0.0, s->y, &s->person);
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
  const struct zn_problem *p = &s->problem;
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
  const struct zn_problem *p = &s->problem;
  static double dense[N][N], value[N * N];
  double largest = 0.0;
  for (int k = 0; k < PEOPLE; k++) {
    double reach[N] = {0.0};
    scatter(s, k);
    p->derivatives(0.0, s->y, value, &s->person);
    derive_in_a_lane(s, 0.0);
    for (int j = 0; j < N; j++) {
      central(s, j, dense[j]);
      for (int i = 0; i < N; i++) reach[i] += fabs(dense[j][i]) * (s->y[j] + s->scale[j]);
    }
    for (int j = 0; j < N; j++)
      for (int at = p->column_start[j]; at < p->column_start[j + 1]; at++) {
        const int i = p->row[at];
        const double miss = fmax(fabs(value[at] - dense[j][i]), fabs(lane.entry[at] - dense[j][i]));
        const double off = miss * (s->y[j] + s->scale[j]) / reach[i];
        if (off > 1e-6) fail_msg("person %d: d %s / d %s is off by %g", k, zn_state_info(i)->name, zn_state_info(j)->name, off);
        largest = fmax(largest, off);
      }
  }
  print_message("             largest deviation %.1e of %d entries in %d people\n", largest, p->column_start[N], PEOPLE);
}

/* In units of their row as well, so that a difference of large numbers may round. */
static void rates_recorded_for_lanes_are_those_of_the_rooms(void **state) {
  struct scene *s = *state;
  const struct zn_lane_problem *lanes = zn_body_lanes(1);
  const struct zn_body_pattern pattern = zn_body_pattern(), *p = &pattern;
  double *value = malloc((size_t)(lanes->entries + lanes->constants) * sizeof *value), *constant = value + lanes->entries, largest = 0.0;
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
    double up[N], down[N];
    scatter(s, k);
    s->person.diet_in_meals = 1.0;
    s->problem.rates(time + step, s->y, up, &s->person);
    s->problem.rates(time - step, s->y, down, &s->person);
    derive_in_a_lane(s, time);
    for (int i = 0; i < N; i++) {
      const double off = fabs(lane.by_time[i] - (up[i] - down[i]) / (2.0 * step)) / s->scale[i];
      if (off > 1e-6) fail_msg("person %d at %g h: d %s / d time is off by %g", k, time, zn_state_info(i)->name, off);
      largest = fmax(largest, off);
    }
    assert_true(lane.by_time[zn_state_find("lumen_starch")] != 0.0);
  }
  print_message("             largest deviation %.1e of a state's size in %d people\n", largest, PEOPLE);
}

static void without_meals_no_rate_knows_the_time(void **state) {
  struct scene *s = *state;
  scatter(s, 1);
  s->person.diet_in_meals = 0.0;
  derive_in_a_lane(s, 8.0);
  for (int i = 0; i < N; i++) assert_true(lane.by_time[i] == 0.0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(in_a_row_each_depends_on_its_neighbours),
      cmocka_unit_test(the_recorded_pattern_is_the_one_that_every_person_and_state_shows),
      cmocka_unit_test(what_is_outside_the_pattern_never_moves),
      cmocka_unit_test(recorded_derivatives_equal_central_differences),
      cmocka_unit_test(rates_recorded_for_lanes_are_those_of_the_rooms),
      cmocka_unit_test(recorded_derivatives_by_time_equal_central_differences),
      cmocka_unit_test(without_meals_no_rate_knows_the_time),
  };
  return cmocka_run_group_tests(tests, begin, NULL);
}
