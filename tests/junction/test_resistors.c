/* Resistors in a net: closed forms, and another solver. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <gsl/gsl_linalg.h>

#include "junction/resistors.h"
#include "strands.h"

enum { COLUMNS = 9 };

static double whole(struct zn_net *net, const double *conductance) {
  struct zn_resistors resistors;
  struct zn_error error = {0};
  double sum;
  assert_int_equal(zn_resistors_begin(&resistors, net, &error), ZN_OK);
  if (zn_resistors_solve(&resistors, conductance, &sum, &error) != ZN_OK) fail_msg("%s", error.text);
  zn_resistors_clear(&resistors);
  return sum;
}

static void equal_strands_are_resistors_in_series(void **state) {
  (void)state;
  for (int strands = 1; strands <= 6; strands++) {
    struct zn_net net;
    strands_net(&net, strands, COLUMNS);
    double *g = calloc((size_t)net.n_pieces, sizeof *g);
    for (int k = 0; k < net.n_pieces; k++) g[k] = 2.385 * net.piece[k].length;
    assert_near(whole(&net, g) * strands / (2.385 * net.width), 1.0, 1e-12);
    free(g);
    zn_net_clear(&net);
  }
}

/* Strands of different resistance lie at one potential along their length, so pieces across carry nothing. */
static void unequal_strands_add_up_whatever_lies_across(void **state) {
  (void)state;
  static const double strand[] = {1.7, 0.31, 4.2, 0.9};
  struct zn_net net;
  double expected = 0.0;
  strands_net(&net, 4, COLUMNS);
  double *g = calloc((size_t)net.n_pieces, sizeof *g);
  for (int k = 0; k < net.n_pieces; k++) {
    const int s = (int)(net.piece[k].y0 / net.height + 0.5);
    g[k] = net.piece[k].y0 == net.piece[k].y1 ? strand[s] * net.piece[k].length : 13.7e-5 * (1 + k % 5);
  }
  for (int s = 0; s < 4; s++) expected += 1.0 / (strand[s] * net.width);
  assert_near(whole(&net, g) * expected, 1.0, 1e-12);
  free(g);
  zn_net_clear(&net);
}

/* A ladder: two strands and one column; its rungs are what the two strands are, one compartment between them. */
static void one_compartment_is_a_divider(void **state) {
  (void)state;
  struct zn_net net;
  strands_net(&net, 2, 1);
  assert_int_equal(net.n_pieces, 2);
  assert_near(whole(&net, (const double[]){3.0, 5.0}), 15.0 / 8.0, 1e-14);
  zn_net_clear(&net);
}

static double dense(const struct zn_net *net, const double *g) {
  gsl_matrix *a = gsl_matrix_calloc((size_t)net->n_compartments, (size_t)net->n_compartments);
  gsl_vector *b = gsl_vector_calloc((size_t)net->n_compartments), *x = gsl_vector_calloc((size_t)net->n_compartments);
  for (int k = 0; k < net->n_pieces; k++) {
    const int i = net->piece[k].from, j = net->piece[k].to;
    if (i >= 0) *gsl_matrix_ptr(a, (size_t)i, (size_t)i) += g[k];
    if (j >= 0) *gsl_matrix_ptr(a, (size_t)j, (size_t)j) += g[k];
    if (i >= 0 && j >= 0) *gsl_matrix_ptr(a, (size_t)i, (size_t)j) -= g[k], *gsl_matrix_ptr(a, (size_t)j, (size_t)i) -= g[k];
    if (i == ZN_NET_LUMEN) *gsl_vector_ptr(b, (size_t)j) += g[k];
  }
  gsl_linalg_cholesky_decomp1(a);
  gsl_linalg_cholesky_solve(a, b, x);
  double sum = 0.0;
  for (int k = 0; k < net->n_pieces; k++)
    if (net->piece[k].to == ZN_NET_BASAL) sum += g[k] * gsl_vector_get(x, (size_t)net->piece[k].from);
  gsl_matrix_free(a);
  gsl_vector_free(b);
  gsl_vector_free(x);
  return sum;
}

static void another_solver_finds_the_same(void **state) {
  (void)state;
  for (uint32_t n = 0; n < 20; n++) {
    struct zn_net net;
    strands_net(&net, 2 + (int)n % 5, COLUMNS);
    unsigned char *open = calloc((size_t)net.n_pieces, 1);
    double *g = calloc((size_t)net.n_pieces, sizeof *g);
    strands_shuffle(&net, 0.3, n, open);
    for (int k = 0; k < net.n_pieces; k++) g[k] = open[k] ? 300.0 : net.piece[k].length * 1e5;
    const double ours = whole(&net, g), theirs = dense(&net, g);
    assert_near(ours / theirs, 1.0, 1e-10);
    free(open);
    free(g);
    zn_net_clear(&net);
  }
}

/* Rayleigh: nothing that is opened can raise the resistance. */
static void opening_a_piece_never_lowers_the_conductance(void **state) {
  (void)state;
  struct zn_net net;
  strands_net(&net, 4, COLUMNS);
  double *g = calloc((size_t)net.n_pieces, sizeof *g);
  for (int k = 0; k < net.n_pieces; k++) g[k] = net.piece[k].length;
  const double before = whole(&net, g);
  for (int k = 0; k < net.n_pieces; k++) {
    const double was = g[k];
    g[k] = 100.0 * was;
    assert_true(whole(&net, g) >= before * (1.0 - 1e-12));
    g[k] = was;
  }
  free(g);
  zn_net_clear(&net);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(equal_strands_are_resistors_in_series),
      cmocka_unit_test(unequal_strands_add_up_whatever_lies_across),
      cmocka_unit_test(one_compartment_is_a_divider),
      cmocka_unit_test(another_solver_finds_the_same),
      cmocka_unit_test(opening_a_piece_never_lowers_the_conductance),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
