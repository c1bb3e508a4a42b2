/* The wall of bricks itself. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "strands.h"

enum { COLUMNS = 7 };

static void every_strand_is_as_long_as_the_stretch_is_wide(void **state) {
  (void)state;
  for (int strands = 1; strands <= 6; strands++) {
    struct zn_net net;
    strands_net(&net, strands, COLUMNS);
    for (int s = 0; s < strands; s++) {
      double length = 0.0;
      for (int k = 0; k < net.n_pieces; k++)
        if (net.piece[k].y0 == net.piece[k].y1 && fabs(net.piece[k].y0 - s * net.height) < 1e-12) length += net.piece[k].length;
      assert_near(length / net.width, 1.0, 1e-12);
    }
    zn_net_clear(&net);
  }
}

static void compartments_fill_the_space_between_the_strands(void **state) {
  (void)state;
  for (int strands = 1; strands <= 6; strands++) {
    struct zn_net net;
    double area = 0.0;
    strands_net(&net, strands, COLUMNS);
    for (int i = 0; i < net.n_compartments; i++) area += net.compartment[i].area;
    assert_near(area / (net.width * net.height), strands - 1.0, 1e-12);
    zn_net_clear(&net);
  }
}

static void a_compartment_amid_others_has_six_neighbours(void **state) {
  (void)state;
  struct zn_net net;
  int seen = 0;
  strands_net(&net, 5, COLUMNS);
  for (int i = 0; i < net.n_compartments; i++) {
    const struct zn_net_compartment *c = &net.compartment[i];
    if (c->row == 0 || c->row == 3 || c->x0 < 1e-12 || c->x1 > net.width - 1e-12) continue;
    int neighbour[8], n = 0;
    for (int e = net.first[i]; e < net.first[i + 1]; e++) neighbour[n++] = zn_net_across(&net.piece[net.around[e]], i);
    assert_int_equal(n, 6);
    for (int a = 0; a < n; a++)
      for (int b = 0; b < a; b++) assert_int_not_equal(neighbour[a], neighbour[b]);
    seen++;
  }
  assert_true(seen > 0);
  zn_net_clear(&net);
}

static void every_piece_is_known_to_both_its_sides(void **state) {
  (void)state;
  struct zn_net net;
  int listed = 0, sides = 0;
  strands_net(&net, 4, COLUMNS);
  for (int i = 0; i < net.n_compartments; i++)
    for (int e = net.first[i]; e < net.first[i + 1]; e++, listed++)
      assert_true(net.piece[net.around[e]].from == i || net.piece[net.around[e]].to == i);
  for (int k = 0; k < net.n_pieces; k++) sides += (net.piece[k].from >= 0) + (net.piece[k].to >= 0);
  assert_int_equal(listed, sides);
  zn_net_clear(&net);
}

static void the_published_net_has_its_published_number_of_compartments(void **state) {
  (void)state;
  struct zn_net net;
  strands_net(&net, 4, 50);
  assert_int_equal(net.n_compartments, 3 * 50 + 1); /* three rows, the middle one begins and ends with a half */
  assert_near(net.width, 5e-4, 1e-15);
  zn_net_clear(&net);
}

static void no_strand_is_no_junction(void **state) {
  (void)state;
  struct zn_parameters parameters;
  struct zn_net net;
  struct zn_error error = {0};
  zn_parameters_default(&parameters);
  assert_int_equal(zn_net_build(&net, 0, &parameters, &error), ZN_ARGUMENT);
  assert_non_null(strstr(error.text, "at least one strand"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_strand_is_as_long_as_the_stretch_is_wide),
      cmocka_unit_test(compartments_fill_the_space_between_the_strands),
      cmocka_unit_test(a_compartment_amid_others_has_six_neighbours),
      cmocka_unit_test(every_piece_is_known_to_both_its_sides),
      cmocka_unit_test(the_published_net_has_its_published_number_of_compartments),
      cmocka_unit_test(no_strand_is_no_junction),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
