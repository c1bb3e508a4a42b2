/* The search for steady states over lanes, on small problems whose answers are known. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/random.h"
#include "lane_trial.h"
#include "solve/rodas.h"
#include "solve/settle.h"
#include "solve/solver.h"

enum { N = TRIAL_STATES, PEOPLE = 60 };

static const double ones[N] = {1.0, 1.0, 1.0};

struct somebody {
  double y[N], p[TERRAIN_NUMBERS];
};

/* People of one party, in a width. */
static void settle_all(struct somebody *people, struct zn_settling *out, int n, int width, int max_steps) {
  const struct zn_settle_options options = {.scale = ones, .time_scale_h = 100.0, .tolerance = 1e-10, .max_steps = max_steps};
  for (int i = 0; i < n; i++) out[i] = (struct zn_settling){.person = people[i].p, .y = people[i].y};
  zn_settle(out, n, &lane_trials[width]->terrain, &options);
}

/* One alone. */
static struct zn_settling settle(int terrain, double shed, double y[N]) {
  struct somebody one = {.p = {terrain, shed}};
  struct zn_settling out;
  memcpy(one.y, y, sizeof one.y);
  settle_all(&one, &out, 1, 0, 500);
  memcpy(y, one.y, sizeof one.y);
  return out;
}

/* --- Where the search ends ------------------------------------------------------------------------------------------------------- */

static void falls_to(double from, double shed) {
  const double rest = from < shed ? 0.1 : 1.0;
  double y[N] = {from, 2.0};
  assert_int_equal(settle(TERRAIN_VALLEYS, shed, y).status, ZN_OK);
  if (!(fabs(y[0] - rest) < 1e-8 && fabs(y[1] - rest * rest) < 1e-8)) fail_msg("from %g, watershed %g: %g", from, shed, y[0]);
}

static void the_start_decides_between_two_branches(void **state) {
  (void)state;
  for (int k = 0; k <= 40; k++) falls_to(0.02 + 0.031 * k, 0.4);
  for (double shed = 0.15; shed < 0.95; shed += 0.1)
    for (double off = 0.04; off > 1e-6; off *= 0.3) {
      falls_to(shed + off, shed);
      falls_to(shed - off, shed);
    }
}

static void terrain(double t, const double *y, double *dydt, const void *person) { lane_trials[0]->terrain.rates(&t, y, person, dydt); }

/* From row by row, as the terrain has them, to column by column. */
static void terrain_derivatives(double t, const double *y, double *value, const void *person) {
  double rate[N], entry[N * N], by_time[N];
  lane_trials[0]->terrain.derivatives(&t, y, person, rate, entry, by_time);
  for (int k = 0; k < N * N; k++) value[k] = entry[k % N * N + k / N];
}
static const int full_start[] = {0, 3, 6, 9}, full_row[] = {0, 1, 2, 0, 1, 2, 0, 1, 2};

/* The same branch that the trajectory itself takes, and the same place. */
static void the_answer_is_where_the_trajectory_comes_to_rest(void **state) {
  (void)state;
  const struct zn_problem problem = {
      .n = N, .rates = terrain, .derivatives = terrain_derivatives, .column_start = full_start, .row = full_row, .scale = ones};
  const struct zn_solver_options options = {1e-8, 100000};
  const double gene[TERRAIN_NUMBERS] = {TERRAIN_GENE};
  int low = 0;
  for (int k = 1; k <= 20; k++) {
    const double start[N] = {0.06 * k, 0.3, 0.3};
    double lived[N], found[N];
    struct zn_solver *solver;
    memcpy(found, start, sizeof found);
    assert_int_equal(zn_solver_create(&solver, &problem, &options, NULL), ZN_OK);
    assert_int_equal(zn_solver_start(solver, 0.0, start, gene, NULL), ZN_OK);
    assert_int_equal(zn_solver_advance(solver, 30000.0, lived, NULL), ZN_OK);
    zn_solver_free(solver);
    assert_int_equal(settle(TERRAIN_GENE, 0.0, found).status, ZN_OK);
    for (int i = 0; i < N; i++) assert_true(fabs(found[i] - lived[i]) < 1e-6);
    low += found[0] < 0.3;
  }
  assert_true(low >= 5 && low <= 15);
}

/* A stiff chain far from rest: seven powers of ten between the paces. */
static void the_result_has_rates_of_zero(void **state) {
  (void)state;
  double y[N] = {50.0, 1e-6, 30.0}, rate[N];
  const double cascade[TERRAIN_NUMBERS] = {TERRAIN_CASCADE, 1e3};
  const struct zn_settling out = settle(TERRAIN_CASCADE, 1e3, y);
  assert_int_equal(out.status, ZN_OK);
  assert_true(out.rest <= 1e-10);
  terrain(0.0, y, rate, cascade);
  for (int i = 0; i < N; i++) assert_true(100.0 * fabs(rate[i]) <= 1e-10 * (1.0 + y[i]));
  assert_true(fabs(y[0] - 1.0) < 1e-9 && fabs(y[1] - 0.5) < 1e-9 && fabs(y[2] - sqrt(0.5)) < 1e-6);
}

static void rest_at_the_start_is_left_as_it_is(void **state) {
  (void)state;
  double y[N] = {1.0, 0.5, sqrt(0.5)};
  const struct zn_settling out = settle(TERRAIN_CASCADE, 1e3, y);
  assert_int_equal(out.status, ZN_OK);
  assert_int_equal(out.steps, 0);
  assert_true(y[0] == 1.0 && y[1] == 0.5 && y[2] == sqrt(0.5));
}

/* However little time a state needs, and however far it has to go. */
static void what_is_too_fast_to_follow_is_let_jump(void **state) {
  (void)state;
  for (double pace = 1e3; pace < 1e14; pace *= 10.0) {
    double y[N] = {1.0, 1e3, 0.7};
    const struct zn_settling out = settle(TERRAIN_CASCADE, pace, y);
    if (out.status != ZN_OK) fail_msg("pace %g: %s", pace, out.error.text);
    assert_true(fabs(y[1] - 0.5) < 1e-9 && fabs(y[2] - sqrt(0.5)) < 1e-6);
  }
}

static void without_rest_the_answer_is_a_failure_in_words(void **state) {
  (void)state;
  static const int restless[] = {TERRAIN_HILL, TERRAIN_HOLE, TERRAIN_CYCLE};
  for (int k = 0; k < 3; k++) {
    double y[N] = {1.0, 0.5, 0.0};
    const struct zn_settling out = settle(restless[k], 0.0, y);
    assert_int_equal(out.status, ZN_NUMERICAL);
    assert_int_equal(out.error.status, ZN_NUMERICAL);
    assert_non_null(strstr(out.error.text, "no steady state was found"));
    assert_true(out.rest > 1e-10 && out.steps > 0);
  }
}

static void a_state_that_is_not_negative_stays_so(void **state) {
  (void)state;
  for (int k = 0; k < 20; k++) {
    double y[N] = {1e-3 * pow(1.6, k), 1e-9, 0.0};
    assert_int_equal(settle(TERRAIN_VALLEYS, 0.4, y).status, ZN_OK);
    for (int i = 0; i < N; i++) assert_true(y[i] >= 0.0);
  }
}

/* --- Lanes ----------------------------------------------------------------------------------------------------------------------- */

static double uniform(int number, uint32_t draw, double low, double high) {
  return low + (high - low) * zn_uniform(11, (uint32_t)number, zn_stream("terrain"), draw);
}

/* Every terrain in turn; some people are not numbers at all. */
static struct somebody at_random(int number) {
  struct somebody s = {.p = {number % TERRAINS, uniform(number, 0, 0.2, 0.8)}};
  for (int i = 0; i < N; i++) s.y[i] = uniform(number, 1 + (uint32_t)i, 0.0, 2.0);
  if (number % 17 == 5) s.p[1] = NAN;
  if (number % 19 == 7) s.y[1] = NAN;
  return s;
}

static void same(const struct zn_settling *a, const struct zn_settling *b) {
  assert_memory_equal(a->y, b->y, N * sizeof *a->y);
  assert_int_equal(a->status, b->status);
  assert_int_equal(a->steps, b->steps);
  assert_memory_equal(&a->rest, &b->rest, sizeof a->rest);
  assert_string_equal(a->error.text, b->error.text);
}

/* Those that can come to rest do, those that cannot say so, and no bit of anybody shows who the neighbours were. */
static void every_width_and_order_gives_the_same_bits(void **state) {
  (void)state;
  struct somebody alone[PEOPLE], party[PEOPLE];
  struct zn_settling expected[PEOPLE], found[PEOPLE];
  int settled = 0;
  for (int i = 0; i < PEOPLE; i++) {
    alone[i] = at_random(i);
    settle_all(&alone[i], &expected[i], 1, 0, 300);
    const int shapeless = isnan(alone[i].p[1]) && (alone[i].p[0] == TERRAIN_VALLEYS || alone[i].p[0] == TERRAIN_CASCADE);
    const int restless = alone[i].p[0] >= TERRAIN_HILL || isnan(alone[i].y[1]) || shapeless;
    assert_int_equal(expected[i].status, restless ? ZN_NUMERICAL : ZN_OK);
    settled += expected[i].status == ZN_OK;
  }
  assert_true(settled > PEOPLE / 3 && settled < PEOPLE);
  for (int width = 0; width < TRIAL_WIDTHS && zn_lanes_fit(lane_trials[width]->lanes); width++)
    for (int step = 1; step < PEOPLE; step += 6) { /* 1, 7, 13, .. 55: in other orders, some people more than once */
      for (int i = 0; i < PEOPLE; i++) party[i] = at_random(i * step % PEOPLE);
      settle_all(party, found, PEOPLE, width, 300);
      for (int i = 0; i < PEOPLE; i++) same(&found[i], &expected[i * step % PEOPLE]);
    }
}

static void fewer_people_than_lanes_and_nobody_at_all_are_fine(void **state) {
  (void)state;
  for (int width = 0; width < TRIAL_WIDTHS && zn_lanes_fit(lane_trials[width]->lanes); width++)
    for (int n = 0; n < 10; n++) {
      struct somebody alone[10], party[10];
      struct zn_settling expected[10], found[10];
      for (int i = 0; i < n; i++) party[i] = alone[i] = at_random(i);
      settle_all(party, found, n, width, 300);
      for (int i = 0; i < n; i++) {
        settle_all(&alone[i], &expected[i], 1, 0, 300);
        same(&found[i], &expected[i]);
      }
    }
}

static void the_number_of_steps_is_never_exceeded(void **state) {
  (void)state;
  double y[N] = {1.9, 0.1, 1.2};
  const int needed = settle(TERRAIN_CASCADE, 1e3, y).steps;
  for (int most = 1; most <= needed + 2; most++) {
    struct somebody one = {.y = {1.9, 0.1, 1.2}, .p = {TERRAIN_CASCADE, 1e3}};
    struct zn_settling out;
    settle_all(&one, &out, 1, 1, most);
    assert_int_equal(out.status, most > needed ? ZN_OK : ZN_NUMERICAL);
    assert_int_equal(out.steps, most > needed ? needed : most);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_start_decides_between_two_branches),
      cmocka_unit_test(the_answer_is_where_the_trajectory_comes_to_rest),
      cmocka_unit_test(the_result_has_rates_of_zero),
      cmocka_unit_test(rest_at_the_start_is_left_as_it_is),
      cmocka_unit_test(what_is_too_fast_to_follow_is_let_jump),
      cmocka_unit_test(without_rest_the_answer_is_a_failure_in_words),
      cmocka_unit_test(a_state_that_is_not_negative_stays_so),
      cmocka_unit_test(every_width_and_order_gives_the_same_bits),
      cmocka_unit_test(fewer_people_than_lanes_and_nobody_at_all_are_fine),
      cmocka_unit_test(the_number_of_steps_is_never_exceeded),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
