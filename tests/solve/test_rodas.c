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
  for (; !zn_rodas_is_there(r, 0); tried++) {
    assert_true(r->state[0] == ZN_LANE_ACCEPTED || r->state[0] == ZN_LANE_REJECTED);
    zn_rodas_step(r);
  }
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

/* The logistic grows at 2 until 1 h, then at 5; in the end, what it came to, and how many steps that took. */
static double with_a_bend(int go_on, double *value) {
  const double start[N] = {1.0, 0.1, 0.5}, slow[TRIAL_NUMBERS] = {50.0, 2.0, 3.0, 1.5}, fast[TRIAL_NUMBERS] = {50.0, 5.0, 3.0, 1.5};
  double y[N];
  struct zn_rodas r = one(0, 1e-6, 0.0, 1.0, start, slow);
  assert_false(zn_rodas_is_there(&r, 0));
  arrive(&r);
  assert_true(zn_rodas_is_there(&r, 0) && r.time[0] == 1.0);
  const long before = r.steps[0];
  const double last = r.time[0] - r.begin[0];
  zn_rodas_look(&r, 0, 1.0, y);
  zn_rodas_step(&r); /* nobody said yet how to go on: it waits */
  assert_int_equal(r.state[0], ZN_LANE_ARRIVED);
  assert_true(zn_rodas_is_there(&r, 0) && r.time[0] == 1.0);
  if (go_on)
    zn_rodas_go_on(&r, 0, 3.0, fast);
  else
    zn_rodas_board(&r, 0, 1.0, 3.0, y, fast);
  zn_rodas_step(&r);
  if (go_on) assert_true(r.time[0] - r.begin[0] > 0.1 * last); /* not guessed anew */
  arrive(&r);
  assert_true(r.time[0] == 3.0);
  zn_rodas_look(&r, 0, 3.0, y);
  *value = y[1];
  return (double)(go_on ? r.steps[0] - before : r.steps[0]);
}

static void who_goes_on_after_a_bend_keeps_the_step_and_the_accuracy(void **state) {
  (void)state;
  const double exact = logistic(5.0, 2.0, logistic(2.0, 1.0, 0.1));
  double gone_on, anew;
  const double few = with_a_bend(1, &gone_on), many = with_a_bend(0, &anew);
  printf("%g steps, %g when begun anew; errors %.1e and %.1e\n", few, many, gone_on - exact, anew - exact);
  assert_true(fabs(gone_on - exact) < 1e-5 && fabs(anew - exact) < 1e-5);
  assert_true(few < many);
}

/* A stop in the way of somebody to whom nothing happens there: nothing but a step is shorter. */
static void a_stop_where_nothing_changes_changes_nothing_that_can_be_told(void **state) {
  (void)state;
  const double start[N] = {1.0, 0.1, 0.5}, p[TRIAL_NUMBERS] = {50.0, 2.0, 3.0, 1.5};
  double exact[N], y[N];
  exactly(5.0, p, exact);
  struct zn_rodas r = one(0, 1e-6, 0.0, 0.25, start, p);
  for (int k = 1; k <= 20; k++) {
    if (k > 1) zn_rodas_go_on(&r, 0, 0.25 * k, NULL);
    arrive(&r);
    assert_true(r.time[0] == 0.25 * k);
  }
  zn_rodas_look(&r, 0, 5.0, y);
  for (int i = 0; i < N; i++) assert_true(fabs(y[i] - exact[i]) < 1e-5);
}

/* `max_steps` is counted from stop to stop, so many short ways are no failure. */
static void every_stop_allows_as_many_steps_as_the_first(void **state) {
  (void)state;
  const double start[N] = {1.0, 0.1, 0.5};
  const struct zn_rodas_options options = {.relative_tolerance = 1e-6, .scale = unit_scale, .max_steps = 10, .longest_step = 0.1};
  struct zn_rodas r;
  zn_rodas_open(&r, &lane_trials[0]->problem, &options, memory);
  zn_rodas_board(&r, 0, 0.0, 0.05, start, (double[]){1.0, 2.0, 3.0, 1.5});
  for (int k = 2; k < 40; k++) {
    arrive(&r);
    zn_rodas_go_on(&r, 0, 0.05 * k, NULL);
  }
  arrive(&r);
  zn_rodas_go_on(&r, 0, 100.0, NULL);
  while (r.state[0] == ZN_LANE_ACCEPTED || r.state[0] == ZN_LANE_REJECTED) zn_rodas_step(&r);
  assert_int_equal(r.state[0], ZN_LANE_TOO_MANY);
  assert_string_equal(zn_lane_failure(r.state[0]), "too many steps");
  assert_false(zn_rodas_is_there(&r, 0));
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

/* Everybody in `order`, each lane taking the next as soon as it is free. After a third of the way everybody's logistic grows faster. */
static void refill(int width, const int *order, struct somebody *people) {
  const struct lane_trial *trial = lane_trials[width];
  const struct zn_rodas_options options = {.relative_tolerance = 1e-6, .scale = unit_scale, .max_steps = 100000};
  struct zn_rodas r;
  int next = 0, busy = 0, who[ZN_MOST_LANES];
  zn_rodas_open(&r, &trial->problem, &options, memory);
  for (int lane = 0; lane < trial->lanes && next < PEOPLE; lane++, busy++) {
    who[lane] = order[next++];
    zn_rodas_board(&r, lane, 0.0, people[who[lane]].stop / 3.0, people[who[lane]].y, people[who[lane]].p);
  }
  while (busy) {
    zn_rodas_step(&r);
    for (int lane = 0; lane < trial->lanes; lane++) {
      struct somebody *s = &people[who[lane]];
      if (r.state[lane] != ZN_LANE_ACCEPTED) continue;
      const double middle = 0.5 * s->stop;
      if (r.begin[lane] < middle && r.time[lane] >= middle) zn_rodas_look(&r, lane, middle, s->inside);
      if (zn_rodas_is_there(&r, lane) && r.time[lane] < s->stop) {
        double faster[TRIAL_NUMBERS];
        for (int i = 0; i < TRIAL_NUMBERS; i++) faster[i] = i == 1 ? 2.0 * s->p[i] : s->p[i];
        zn_rodas_go_on(&r, lane, s->stop, faster);
      }
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
      zn_rodas_board(&r, lane, 0.0, people[who[lane]].stop / 3.0, people[who[lane]].y, people[who[lane]].p);
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
    while (!zn_rodas_is_there(&r, 2)) zn_rodas_step(&r);
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
                                     cmocka_unit_test(who_goes_on_after_a_bend_keeps_the_step_and_the_accuracy),
                                     cmocka_unit_test(a_stop_where_nothing_changes_changes_nothing_that_can_be_told),
                                     cmocka_unit_test(every_stop_allows_as_many_steps_as_the_first),
                                     cmocka_unit_test(every_width_and_every_order_give_the_same_bytes),
                                     cmocka_unit_test(who_fails_says_why_and_disturbs_nobody)};
  return cmocka_run_group_tests_name("rodas", tests, begin, end);
}
