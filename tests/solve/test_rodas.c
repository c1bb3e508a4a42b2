/* Rodas5P over lanes: its orders, its stability, and that no lane knows of another. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/random.h"
#include "lane_trial.h"
#include "solve/rodas.h"

enum { N = TRIAL_STATES, PEOPLE = 64 };

static const double unit_scale[N] = {1.0, 1.0, 1.0};
static void *memory; /* room for every width */

static int begin(void **state) {
  (void)state;
  memory = aligned_alloc(ZN_LANE_ALIGNMENT, zn_rodas_room(&lane_trials[TRIAL_WIDTHS - 1]->problem));
  return memory ? 0 : -1;
}

static int end(void **state) {
  (void)state;
  free(memory);
  return 0;
}

/* Lane 0 of a width alone, in steps of equal length where `step` is not 0. */
static struct zn_rodas one(int width, double tolerance, double step, double stop, const double y[N], const double p[TRIAL_NUMBERS]) {
  struct zn_rodas r;
  const struct zn_rodas_options options = {
      .relative_tolerance = tolerance, .scale = unit_scale, .max_steps = 100000, .first_step = step, .longest_step = step};
  zn_rodas_open(&r, &lane_trials[width]->problem, &options, memory);
  zn_rodas_board(&r, 0, 0.0, stop, y, p);
  return r;
}

/* Goes to the stop; returns how many steps were tried. */
static int arrive(struct zn_rodas *r) {
  int tried = 0;
  do {
    zn_rodas_step(r);
    tried += r->state[0] == ZN_LANE_ACCEPTED || r->state[0] == ZN_LANE_REJECTED;
  } while (r->state[0] == ZN_LANE_ACCEPTED || r->state[0] == ZN_LANE_REJECTED);
  assert_int_equal(r->state[0], ZN_LANE_ARRIVED);
  return tried;
}

static double logistic(double growth, double t, double start) { return start / (start + (1.0 - start) * exp(-growth * t)); }

/* The clock, the logistic and what they drive, in numbers as accurate as this problem allows. */
static void exactly(double t, const double p[TRIAL_NUMBERS], double y[N]) {
  const double start[N] = {1.0, 0.1, 0.5};
  struct zn_rodas r = one(0, 1e-13, 0.0, t, start, p);
  do zn_rodas_step(&r);
  while (r.time[0] < t);
  zn_rodas_look(&r, 0, t, y);
  assert_true(fabs(y[1] - logistic(p[1], t, 0.1)) < 1e-12);
  assert_true(fabs(y[0] - cos(p[3] * t)) < 1e-12);
}

/* Error at a time, after steps of equal length to 1; and the estimate of the first. */
static double error_of(double step, double at, const double p[TRIAL_NUMBERS], double *estimate) {
  const double start[N] = {1.0, 0.1, 0.5};
  double exact[N], y[N], worst = 0.0;
  exactly(at, p, exact);
  struct zn_rodas r = one(0, 1e9, step, 1.0, start, p);
  zn_rodas_step(&r);
  *estimate = r.error[0];
  while (r.time[0] < at) zn_rodas_step(&r);
  zn_rodas_look(&r, 0, at, y);
  for (int i = 0; i < N; i++) worst = fmax(worst, fabs(y[i] - exact[i]));
  return worst;
}

static void has_orders(const double p[TRIAL_NUMBERS]) {
  static const double step[2] = {1.0 / 16.0, 1.0 / 32.0};
  double estimate[2], at_end[2], inside[2];
  for (int k = 0; k < 2; k++) {
    at_end[k] = error_of(step[k], 1.0, p, &estimate[k]);
    inside[k] = error_of(step[k], 1.0 - 0.4 * step[k], p, &estimate[k]);
  }
  const double order = log2(at_end[0] / at_end[1]), dense = log2(inside[0] / inside[1]), local = log2(estimate[0] / estimate[1]);
  printf("orders: %.2f at the ends of steps, %.2f inside them; the estimate falls by %.2f\n", order, dense, local);
  assert_true(fabs(order - 5.0) < 0.5);
  assert_true(dense > 4.0);
  assert_true(fabs(local - 5.0) < 0.5); /* the error of one step of order 4 */
}

static void the_order_is_five_of_the_estimate_four_and_inside_steps_four(void **state) {
  (void)state;
  has_orders((double[]){1.0, 2.0, 3.0, 1.5});
  has_orders((double[]){0.3, 5.0, 1.0, 4.0});
  has_orders((double[]){2.0, 1.0, 8.0, 3.0});
}

/* L-stable and stiffly accurate: however stiff, one long step lands on the slow solution. */
static void an_infinitely_stiff_state_lands_on_its_slow_solution_in_one_step(void **state) {
  (void)state;
  const double away[N] = {7.0, 0.1, 0.5};
  double y[N];
  for (double stiffness = 1e6; stiffness < 1e13; stiffness *= 100.0) {
    struct zn_rodas r = one(0, 1e9, 0.5, 0.5, away, (double[]){stiffness, 0.1, 0.1, 0.1});
    zn_rodas_step(&r);
    zn_rodas_look(&r, 0, 0.5, y);
    assert_true(fabs(y[0] - cos(0.05)) < 1e-4 + 100.0 / stiffness);
  }
}

/* The clock makes order reduction show where a method has it; Rodas5P was made to have little. */
static void a_stiff_state_costs_no_more_steps_than_a_slow_one(void **state) {
  (void)state;
  const double start[N] = {1.0, 0.1, 0.5};
  struct zn_rodas slow = one(0, 1e-6, 0.0, 20.0, start, (double[]){1.0, 2.0, 1.0, 2.0});
  const int few = arrive(&slow);
  struct zn_rodas stiff = one(0, 1e-6, 0.0, 20.0, start, (double[]){1e5, 2.0, 1.0, 2.0});
  const int tried = arrive(&stiff);
  printf("%d steps, stiff %d\n", few, tried);
  assert_true(tried < 2 * few);
}

static void the_error_follows_the_tolerance(void **state) {
  (void)state;
  const double start[N] = {1.0, 0.1, 0.5}, p[TRIAL_NUMBERS] = {50.0, 2.0, 3.0, 1.5};
  double exact[N], y[N];
  exactly(5.0, p, exact);
  for (double tolerance = 1e-3; tolerance > 1e-11; tolerance *= 0.1) {
    struct zn_rodas r = one(0, tolerance, 0.0, 5.0, start, p);
    do zn_rodas_step(&r);
    while (r.time[0] < 5.0);
    zn_rodas_look(&r, 0, 5.0, y);
    for (int i = 0; i < N; i++) assert_true(fabs(y[i] - exact[i]) < 10.0 * tolerance);
  }
}

/* --- Lanes ----------------------------------------------------------------------------------------------------------------------- */

struct somebody {
  double y[N], p[TRIAL_NUMBERS], stop;
  double end[N], inside[N];
  long steps, rejected;
};

static struct somebody people_at_random(int number) {
  double u[8];
  for (uint32_t i = 0; i < 8; i++) u[i] = zn_uniform(5, (uint32_t)number, 1, i);
  return (struct somebody){.y = {u[0], 0.01 + 0.9 * u[1], u[2]},
                           .p = {pow(10.0, -1.0 + 6.0 * u[3]), 0.1 + 5.0 * u[4], 5.0 * u[5], 10.0 * u[6]},
                           .stop = 0.5 + 20.0 * u[7]};
}

/* Everybody in `order`, each lane taking the next as soon as it is free. */
static void refill(int width, const int *order, struct somebody *people) {
  const struct lane_trial *trial = lane_trials[width];
  const struct zn_rodas_options options = {.relative_tolerance = 1e-6, .scale = unit_scale, .max_steps = 100000};
  struct zn_rodas r;
  int next = 0, busy = 0, who[ZN_MOST_LANES];
  zn_rodas_open(&r, &trial->problem, &options, memory);
  for (int lane = 0; lane < trial->lanes && next < PEOPLE; lane++, busy++) {
    who[lane] = order[next++];
    zn_rodas_board(&r, lane, 0.0, people[who[lane]].stop, people[who[lane]].y, people[who[lane]].p);
  }
  while (busy) {
    zn_rodas_step(&r);
    for (int lane = 0; lane < trial->lanes; lane++) {
      struct somebody *s = &people[who[lane]];
      if (r.state[lane] != ZN_LANE_ACCEPTED) continue;
      const double middle = 0.5 * s->stop;
      if (r.begin[lane] < middle && r.time[lane] >= middle) zn_rodas_look(&r, lane, middle, s->inside);
      if (r.time[lane] < s->stop) continue;
      zn_rodas_look(&r, lane, s->stop, s->end);
      s->steps = r.steps[lane];
      s->rejected = r.rejected[lane];
      if (next == PEOPLE) {
        zn_rodas_leave(&r, lane);
        busy--;
        continue;
      }
      who[lane] = order[next++];
      zn_rodas_board(&r, lane, 0.0, people[who[lane]].stop, people[who[lane]].y, people[who[lane]].p);
    }
  }
}

static void every_width_and_every_order_give_the_same_bytes(void **state) {
  (void)state;
  static struct somebody first[PEOPLE], again[PEOPLE];
  int order[PEOPLE];
  for (int width = 0; width < TRIAL_WIDTHS; width++) {
    if (!zn_lanes_fit(lane_trials[width]->lanes)) continue;
    for (int step = 1; step < 8; step += 2) {
      for (int i = 0; i < PEOPLE; i++) order[i] = (i * step + width) % PEOPLE;
      for (int i = 0; i < PEOPLE; i++) again[i] = people_at_random(i);
      refill(width, order, again);
      if (width == 0 && step == 1) memcpy(first, again, sizeof first);
      assert_memory_equal(first, again, sizeof first);
    }
  }
  long rejected = 0, steps = 0;
  for (int i = 0; i < PEOPLE; i++) rejected += first[i].rejected, steps += first[i].steps;
  printf("%ld steps accepted, %ld rejected\n", steps, rejected);
  assert_true(rejected > 0);
}

/* --- Failures -------------------------------------------------------------------------------------------------------------------- */

/* A neighbour whose numbers are none, one that runs to infinity in finite time, and one that may take three steps. */
static void who_fails_says_why_and_disturbs_nobody(void **state) {
  (void)state;
  const int width = 2;
  const struct zn_rodas_options options = {.relative_tolerance = 1e-6, .scale = unit_scale, .max_steps = 2000};
  const double start[N] = {1.0, 0.1, 0.5}, bursting[N] = {1.0, -0.5, 0.5}, p[TRIAL_NUMBERS] = {1.0, 2.0, 3.0, 1.5};
  double alone[N], beside[N];
  if (!zn_lanes_fit(lane_trials[width]->lanes)) skip();
  struct zn_rodas r;
  for (int with = 0; with < 2; with++) {
    zn_rodas_open(&r, &lane_trials[width]->problem, &options, memory);
    zn_rodas_board(&r, 2, 0.0, 30.0, start, p);
    if (with) {
      zn_rodas_board(&r, 0, 0.0, 30.0, start, (double[]){1.0, NAN, 3.0, 1.5});
      zn_rodas_board(&r, 1, 0.0, 30.0, bursting, (double[]){1.0, 2.0, 3.0, 1.5});
      zn_rodas_board(&r, 3, 0.0, 1e9, start, (double[]){1.0, 2.0, 3.0, 0.5});
    }
    while (r.state[2] != ZN_LANE_ARRIVED) zn_rodas_step(&r);
    zn_rodas_look(&r, 2, 30.0, with ? beside : alone);
  }
  for (int i = 0; i < 2000; i++) zn_rodas_step(&r);
  assert_memory_equal(alone, beside, sizeof alone);
  assert_int_equal(r.state[0], ZN_LANE_NOT_A_NUMBER);
  assert_true(r.state[1] == ZN_LANE_TOO_SHORT || r.state[1] == ZN_LANE_NOT_A_NUMBER);
  assert_true(fabs(r.time[1] - 0.5 * log(3.0)) < 1e-3); /* where the logistic from -1/2 runs to minus infinity */
  assert_int_equal(r.state[3], ZN_LANE_TOO_MANY);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(the_order_is_five_of_the_estimate_four_and_inside_steps_four),
                                     cmocka_unit_test(an_infinitely_stiff_state_lands_on_its_slow_solution_in_one_step),
                                     cmocka_unit_test(a_stiff_state_costs_no_more_steps_than_a_slow_one),
                                     cmocka_unit_test(the_error_follows_the_tolerance),
                                     cmocka_unit_test(every_width_and_every_order_give_the_same_bytes),
                                     cmocka_unit_test(who_fails_says_why_and_disturbs_nobody)};
  return cmocka_run_group_tests_name("rodas", tests, begin, end);
}
