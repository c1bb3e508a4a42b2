/* Breaks that form and seal. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "junction/breaks.h"
#include "strands.h"

enum { COLUMNS = 20 };
static const double opening = 4.0, sealing = 3.0; /* per length of a compartment's piece and hour, and per hour */

struct scene {
  struct zn_net net;
  struct zn_breaks breaks;
};

static void begin(struct scene *s, double opens, double seals, uint32_t replicate) {
  struct zn_error error = {0};
  strands_net(&s->net, 4, COLUMNS);
  assert_int_equal(zn_breaks_begin(&s->breaks, &s->net, opens, seals, 5, replicate, &error), ZN_OK);
}

static void end(struct scene *s) {
  zn_breaks_clear(&s->breaks);
  zn_net_clear(&s->net);
}

/* Time during which pieces of this length were open, from 0 to `until`, as a share. */
static double open_share(struct scene *s, double length, double until) {
  double sum = 0.0;
  int n = 0;
  for (int k = 0; k < s->net.n_pieces; k++) n += fabs(s->net.piece[k].length - length) < 1e-12;
  double *since = calloc((size_t)s->net.n_pieces, sizeof *since);
  for (int piece; s->breaks.next[piece = zn_breaks_next(&s->breaks)] < until;) {
    if (s->breaks.open[piece] && fabs(s->net.piece[piece].length - length) < 1e-12) sum += s->breaks.next[piece] - since[piece];
    since[piece] = s->breaks.next[piece];
    zn_breaks_change(&s->breaks, piece);
  }
  for (int k = 0; k < s->net.n_pieces; k++)
    if (s->breaks.open[k] && fabs(s->net.piece[k].length - length) < 1e-12) sum += until - since[k];
  free(since);
  return sum / until / n;
}

static void the_open_share_is_that_of_the_rates(void **state) {
  (void)state;
  static const double lengths[] = {1e-5, 0.5e-5};
  for (int i = 0; i < 2; i++) {
    struct scene s;
    begin(&s, opening / 1e-5, sealing, 0);
    const double forming = opening * lengths[i] / 1e-5, expected = forming / (forming + sealing), hours = 300.0;
    const double share = open_share(&s, lengths[i], hours);
    /* a piece forgets in 1/(forming + sealing); so many independent looks at about 60 pieces */
    const double error = sqrt(expected * (1.0 - expected) / (hours * (forming + sealing) / 2.0 * 60.0));
    assert_near(share, expected, 4.0 * error);
    end(&s);
  }
}

static void the_start_is_stationary(void **state) {
  (void)state;
  double sum = 0.0;
  int n = 0;
  for (uint32_t r = 0; r < 100; r++) {
    struct scene s;
    begin(&s, opening / 1e-5, sealing, r);
    for (int k = 0; k < s.net.n_pieces; k++)
      if (fabs(s.net.piece[k].length - 1e-5) < 1e-12) sum += s.breaks.open[k], n++;
    end(&s);
  }
  assert_near(sum / n, opening / (opening + sealing), 4.0 * sqrt(0.25 / n));
}

/* Exponential lives: mean 1/sealing, and a variance of its square. */
static void lives_of_breaks_are_exponential(void **state) {
  (void)state;
  struct scene s;
  double sum = 0.0, square = 0.0;
  int n = 0;
  begin(&s, opening / 1e-5, sealing, 3);
  while (n < 40000) {
    const int piece = zn_breaks_next(&s.breaks);
    const double now = s.breaks.next[piece];
    zn_breaks_change(&s.breaks, piece);
    if (!s.breaks.open[piece]) continue;
    const double life = s.breaks.next[piece] - now;
    sum += life;
    square += life * life;
    n++;
  }
  assert_near(sum / n * sealing, 1.0, 0.02);
  assert_near(square / n * sealing * sealing, 2.0, 0.12);
  end(&s);
}

/* All rates twice as large: the same story in half the time. */
static void other_rates_stretch_the_same_story(void **state) {
  (void)state;
  struct scene slow, fast;
  begin(&slow, opening / 1e-5, sealing, 8);
  begin(&fast, 2.0 * opening / 1e-5, 2.0 * sealing, 8);
  for (int i = 0; i < 5000; i++) {
    const int a = zn_breaks_next(&slow.breaks), b = zn_breaks_next(&fast.breaks);
    assert_int_equal(a, b);
    assert_near(slow.breaks.next[a] / fast.breaks.next[b], 2.0, 1e-12);
    zn_breaks_change(&slow.breaks, a);
    zn_breaks_change(&fast.breaks, b);
  }
  end(&slow);
  end(&fast);
}

static void without_formation_nothing_is_ever_open(void **state) {
  (void)state;
  struct scene s;
  begin(&s, 0.0, sealing, 0);
  for (int k = 0; k < s.net.n_pieces; k++) assert_true(!s.breaks.open[k] && s.breaks.next[k] == HUGE_VAL);
  end(&s);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_open_share_is_that_of_the_rates),    cmocka_unit_test(the_start_is_stationary),
      cmocka_unit_test(lives_of_breaks_are_exponential),        cmocka_unit_test(other_rates_stretch_the_same_story),
      cmocka_unit_test(without_formation_nothing_is_ever_open),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
