/* Transport between compartments: closed forms, conservation, and another integrator. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "junction/paths.h"
#include "junction/transport.h"
#include "strands.h"

enum { COLUMNS = 6 };

struct scene {
  struct zn_net net;
  struct zn_transport transport;
  unsigned char *open;
};

static void begin(struct scene *s, int strands, int n_solutes, const double *speed) {
  struct zn_error error = {0};
  strands_net(&s->net, strands, COLUMNS);
  s->open = calloc((size_t)s->net.n_pieces, 1);
  assert_int_equal(zn_transport_begin(&s->transport, &s->net, n_solutes, speed, &error), ZN_OK);
}

static void end(struct scene *s) {
  zn_transport_clear(&s->transport);
  zn_net_clear(&s->net);
  free(s->open);
}

static void move(struct scene *s, double now) {
  struct zn_error error = {0};
  assert_int_equal(zn_transport_catch_up(&s->transport, s->open, now, &error), ZN_OK);
}

/* n breaks in line: each lets speed (C - C') through, so all of them speed/n. */
static void a_way_that_stays_open_carries_what_breaks_in_series_carry(void **state) {
  (void)state;
  const double speed = 3e-9;
  for (int strands = 1; strands <= 6; strands++) {
    struct scene s;
    begin(&s, strands, 1, &speed);
    strands_one_way(&s.net, s.open);
    move(&s, 10.0);
    zn_transport_count_anew(&s.transport);
    move(&s, 15.0);
    assert_near(s.transport.left[0] / (5.0 * speed / strands), 1.0, 1e-9);
    assert_near(s.transport.came[0] / s.transport.left[0], 1.0, 1e-9);
    assert_true(fabs(s.transport.carried[0]) < 1e-9 * s.transport.left[0]);
    end(&s);
  }
}

static void what_came_has_left_or_is_held(void **state) {
  (void)state;
  static const double speeds[] = {1e-10, 1e-7, 1e-3};
  struct scene s;
  begin(&s, 4, 3, speeds);
  double held[3];
  for (int k = 0; k < 3; k++) held[k] = zn_transport_held(&s.transport, k);
  for (uint32_t n = 1; n <= 200; n++) {
    strands_shuffle(&s.net, 0.25, n, s.open);
    move(&s, 0.01 * n);
  }
  for (int k = 0; k < 3; k++) {
    const double gained = zn_transport_held(&s.transport, k) - held[k];
    assert_true(s.transport.left[k] > 0.0);
    assert_true(fabs(s.transport.came[k] - s.transport.left[k] - gained) < 1e-8 * s.transport.came[k]);
  }
  end(&s);
}

static void closed_compartments_keep_what_they_hold(void **state) {
  (void)state;
  const double speed = 1e-3;
  struct scene s;
  begin(&s, 4, 1, &speed);
  for (int k = 0; k < s.net.n_pieces; k++) s.open[k] = s.net.piece[k].from >= 0 && s.net.piece[k].to >= 0;
  const double held = zn_transport_held(&s.transport, 0);
  for (int n = 1; n <= 50; n++) move(&s, n);
  assert_near(zn_transport_held(&s.transport, 0) / held, 1.0, 1e-12);
  for (int i = 0; i < s.net.n_compartments; i++) assert_near(s.transport.content[i], held / (3.0 * s.net.width * s.net.height), 1e-9);
  assert_true(s.transport.came[0] == 0.0 && s.transport.left[0] == 0.0);
  end(&s);
}

/* Runge-Kutta's classical method with small steps, straight from the balance of each compartment. */
static void rates(const struct scene *s, double speed, const double *c, double *out) {
  memset(out, 0, (size_t)s->net.n_compartments * sizeof *out);
  for (int k = 0; k < s->net.n_pieces; k++) {
    if (!s->open[k]) continue;
    const int i = s->net.piece[k].from, j = s->net.piece[k].to;
    const double from = i >= 0 ? c[i] : i == ZN_NET_LUMEN, to = j >= 0 ? c[j] : j == ZN_NET_LUMEN, flow = speed * (from - to);
    if (i >= 0) out[i] -= flow / s->net.compartment[i].area;
    if (j >= 0) out[j] += flow / s->net.compartment[j].area;
  }
}

static void runge_kutta(const struct scene *s, double speed, double *c, double hours, int steps) {
  enum { ROOM = 64 };
  double k[4][ROOM], middle[ROOM];
  const int n = s->net.n_compartments;
  const double h = hours / steps;
  assert_true(n <= ROOM);
  for (int step = 0; step < steps; step++) {
    rates(s, speed, c, k[0]);
    for (int stage = 1; stage < 4; stage++) {
      for (int i = 0; i < n; i++) middle[i] = c[i] + (stage == 3 ? h : 0.5 * h) * k[stage - 1][i];
      rates(s, speed, middle, k[stage]);
    }
    for (int i = 0; i < n; i++) c[i] += h / 6.0 * (k[0][i] + 2.0 * k[1][i] + 2.0 * k[2][i] + k[3][i]);
  }
}

static void another_integrator_finds_the_same_contents(void **state) {
  (void)state;
  const double speed = 1e-10;
  for (uint32_t n = 0; n < 10; n++) {
    struct scene s;
    begin(&s, 4, 1, &speed);
    double *c = malloc((size_t)s.net.n_compartments * sizeof *c);
    memcpy(c, s.transport.content, (size_t)s.net.n_compartments * sizeof *c);
    strands_shuffle(&s.net, 0.35, n, s.open);
    runge_kutta(&s, speed, c, 1.0, 2000);
    move(&s, 1.0);
    for (int i = 0; i < s.net.n_compartments; i++) assert_near(s.transport.content[i], c[i], 1e-9);
    free(c);
    end(&s);
  }
}

static void many_short_moves_are_one_long_one(void **state) {
  (void)state;
  const double speed = 2e-9;
  struct scene once, often;
  begin(&once, 5, 1, &speed);
  begin(&often, 5, 1, &speed);
  strands_shuffle(&once.net, 0.3, 4, once.open);
  memcpy(often.open, once.open, (size_t)once.net.n_pieces);
  move(&once, 1.0);
  for (int n = 1; n <= 64; n++) move(&often, n / 64.0);
  for (int i = 0; i < once.net.n_compartments; i++) assert_near(once.transport.content[i], often.transport.content[i], 1e-12);
  assert_near(once.transport.left[0] / often.transport.left[0], 1.0, 1e-9);
  end(&once);
  end(&often);
}

/* Left alone for long, a net carries its conductance and nothing besides. */
static void in_the_end_flow_is_the_conductance_of_the_open_ways(void **state) {
  (void)state;
  const double speed = 1e-8;
  int ways = 0;
  for (uint32_t n = 0; n < 12; n++) {
    struct scene s;
    struct zn_error error = {0};
    double conductance;
    begin(&s, 3, 1, &speed);
    strands_shuffle(&s.net, 0.5, n, s.open);
    move(&s, 1000.0);
    zn_transport_count_anew(&s.transport);
    move(&s, 1001.0);
    assert_int_equal(zn_paths_conductance(&conductance, &s.net, s.open, &error), ZN_OK);
    assert_near(s.transport.left[0] / speed, conductance, 1e-9);
    ways += conductance > 0.0;
    end(&s);
  }
  assert_true(ways > 3);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_way_that_stays_open_carries_what_breaks_in_series_carry),
      cmocka_unit_test(what_came_has_left_or_is_held),
      cmocka_unit_test(closed_compartments_keep_what_they_hold),
      cmocka_unit_test(another_integrator_finds_the_same_contents),
      cmocka_unit_test(many_short_moves_are_one_long_one),
      cmocka_unit_test(in_the_end_flow_is_the_conductance_of_the_open_ways),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
