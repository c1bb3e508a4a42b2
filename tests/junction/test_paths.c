/* Open ways: against all nets there are, and against the resistors. */
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
#include "junction/resistors.h"
#include "strands.h"

/* Mean over every combination of open and intact pieces, each with its probability. */
static double over_all_nets(const struct zn_net *net, double opening, double sealing) {
  struct zn_error error = {0};
  double sum = 0.0;
  unsigned char open[24];
  assert_true(net->n_pieces <= 14);
  for (unsigned long set = 0; set < 1ul << net->n_pieces; set++) {
    double chance = 1.0, conductance;
    for (int k = 0; k < net->n_pieces; k++) {
      const double forming = opening * net->piece[k].length, share = forming / (forming + sealing);
      open[k] = set >> k & 1;
      chance *= open[k] ? share : 1.0 - share;
    }
    assert_int_equal(zn_paths_conductance(&conductance, net, open, &error), ZN_OK);
    sum += chance * conductance;
  }
  return sum;
}

/* Small nets, breaks rare and common: with and without copies. */
static void the_mean_is_that_over_all_nets(void **state) {
  (void)state;
  static const struct {
    int strands, columns;
    double ratio;
  } nets[] = {{1, 3, 0.1}, {2, 3, 0.1}, {3, 2, 0.1}, {3, 2, 0.6}, {4, 1, 0.15}};
  for (size_t i = 0; i < sizeof nets / sizeof *nets; i++) {
    struct zn_net net;
    struct zn_error error = {0};
    enum { GROUPS = 40 };
    double sum = 0.0, squares = 0.0;
    strands_net(&net, nets[i].strands, nets[i].columns);
    const double opening = nets[i].ratio / 1e-5, expected = over_all_nets(&net, opening, 1.0);
    for (uint32_t g = 0; g < GROUPS; g++) {
      double mean;
      assert_int_equal(zn_paths_mean(&mean, &net, opening, 1.0, 3, g, 5000, &error), ZN_OK);
      sum += mean / GROUPS;
      squares += mean * mean / GROUPS;
    }
    const double off = sqrt(fmax(squares - sum * sum, 0.0) / (GROUPS - 1));
    if (!(fabs(sum - expected) < 4.0 * off)) fail_msg("%d strands: %g, not %g, +- %g", nets[i].strands, sum, expected, off);
    assert_true(off < 0.05 * expected);
    zn_net_clear(&net);
  }
}

static void one_way_through_n_strands_conducts_one_nth(void **state) {
  (void)state;
  for (int strands = 1; strands <= 7; strands++) {
    struct zn_net net;
    struct zn_error error = {0};
    double conductance;
    strands_net(&net, strands, 5);
    unsigned char *open = calloc((size_t)net.n_pieces, 1);
    strands_one_way(&net, open);
    assert_int_equal(zn_paths_conductance(&conductance, &net, open, &error), ZN_OK);
    assert_near(conductance, 1.0 / strands, 1e-12);
    free(open);
    zn_net_clear(&net);
  }
}

static void the_resistors_agree_when_intact_pieces_hardly_conduct(void **state) {
  (void)state;
  for (uint32_t n = 0; n < 20; n++) {
    struct zn_net net;
    struct zn_resistors resistors;
    struct zn_error error = {0};
    double whole, conductance;
    strands_net(&net, 4, 8);
    unsigned char *open = calloc((size_t)net.n_pieces, 1);
    double *g = calloc((size_t)net.n_pieces, sizeof *g);
    strands_shuffle(&net, 0.5, n, open);
    for (int k = 0; k < net.n_pieces; k++) g[k] = open[k] ? 1.0 : 1e-10;
    assert_int_equal(zn_resistors_begin(&resistors, &net, &error), ZN_OK);
    assert_int_equal(zn_resistors_solve(&resistors, g, &whole, &error), ZN_OK);
    assert_int_equal(zn_paths_conductance(&conductance, &net, open, &error), ZN_OK);
    assert_near(whole, conductance, 1e-7);
    zn_resistors_clear(&resistors);
    free(open);
    free(g);
    zn_net_clear(&net);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_mean_is_that_over_all_nets),
      cmocka_unit_test(one_way_through_n_strands_conducts_one_nth),
      cmocka_unit_test(the_resistors_agree_when_intact_pieces_hardly_conduct),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
