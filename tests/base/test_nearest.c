#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/nearest.h"

static const char *const names[] = {"immune_gain", "diet_gluten", "mucus_flow_loss", "ileum"};
enum { NAMES = sizeof names / sizeof *names };

static void a_slip_of_the_pen_finds_the_name_that_was_meant(void **state) {
  (void)state;
  assert_string_equal(zn_nearest_of("imune_gain", names, NAMES), "immune_gain");
  assert_string_equal(zn_nearest_of("diet_glutne", names, NAMES), "diet_gluten");
  assert_string_equal(zn_nearest_of("mucus_flow_losses", names, NAMES), "mucus_flow_loss");
  assert_string_equal(zn_nearest_of("illeum", names, NAMES), "ileum");
}

static void a_swap_of_neighbours_is_one_edit(void **state) {
  (void)state;
  static const char *const two[] = {"abxyef", "abdcef"};
  assert_string_equal(zn_nearest_of("abcdef", two, 2), "abdcef");
}

static void nothing_is_offered_when_nothing_is_near(void **state) {
  (void)state;
  assert_null(zn_nearest_of("oesophagus", names, NAMES));
  assert_null(zn_nearest_of("", names, NAMES));
  assert_null(zn_nearest_of("immune_gain", names, 0));
}

static void a_name_of_any_length_is_safe(void **state) {
  (void)state;
  char longest[5000];
  memset(longest, 'a', sizeof longest - 1);
  longest[sizeof longest - 1] = '\0';
  assert_null(zn_nearest_of(longest, names, NAMES));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_slip_of_the_pen_finds_the_name_that_was_meant),
      cmocka_unit_test(a_swap_of_neighbours_is_one_edit),
      cmocka_unit_test(nothing_is_offered_when_nothing_is_near),
      cmocka_unit_test(a_name_of_any_length_is_safe),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
