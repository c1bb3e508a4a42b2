/* Arithmetic that users write. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/expression.h"

static const char *const names[] = {"before", "after", "villi"};

static double value(const char *text, double before, double after, double villi) {
  struct zn_expression *e;
  struct zn_error error = {0};
  if (zn_expression_make(&e, text, names, 3, &error) != ZN_OK) fail_msg("%s", error.text);
  const double out = zn_expression_value(e, (const double[]){before, after, villi});
  zn_expression_free(e);
  return out;
}

static void refuse(const char *text, const char *part) {
  struct zn_expression *e;
  struct zn_error error = {0};
  if (zn_expression_make(&e, text, names, 3, &error) != ZN_INPUT || e) fail_msg("'%s' was accepted", text);
  if (!strstr(error.text, part)) fail_msg("'%s'; expected '%s'", error.text, part);
}

static void arithmetic_is_that_of_school(void **state) {
  (void)state;
  assert_true(value("after / before", 2.0, 6.0, 0.0) == 3.0);
  assert_true(value("before + 2 * after - villi", 1.0, 2.0, 3.0) == 2.0);
  assert_true(value("-(before - after)^2", 1.0, 4.0, 0.0) == -9.0);
  assert_true(value("max(before, after, villi) - min(before, after, villi)", 1.0, 4.0, 2.0) == 3.0);
  assert_true(fabs(value("ln(before) + sqrt(after)", exp(1.0), 4.0, 0.0) - 3.0) < 1e-15);
}

static void comparisons_are_one_or_nought(void **state) {
  (void)state;
  assert_true(value("after > before", 1.0, 2.0, 0.0) == 1.0);
  assert_true(value("after <= before", 1.0, 2.0, 0.0) == 0.0);
  assert_true(value("after > before && villi == 3", 1.0, 2.0, 3.0) == 1.0);
  assert_true(value("after < before || villi != 3", 1.0, 2.0, 3.0) == 0.0);
}

static void a_comparison_with_no_number_is_false(void **state) {
  (void)state;
  assert_true(value("after > before", NAN, 2.0, 0.0) == 0.0);
  assert_true(value("after < before", NAN, 2.0, 0.0) == 0.0);
  assert_true(isnan(value("after / before", 0.0, 0.0, 0.0)));
}

static void the_same_expression_can_be_asked_again(void **state) {
  (void)state;
  struct zn_expression *e;
  assert_int_equal(zn_expression_make(&e, "after / before", names, 3, NULL), ZN_OK);
  for (int i = 1; i < 100; i++) assert_true(zn_expression_value(e, (const double[]){i, 3.0 * i, NAN}) == 3.0);
  assert_true(zn_expression_uses(e, 0) && zn_expression_uses(e, 1) && !zn_expression_uses(e, 2));
  zn_expression_free(e);
  zn_expression_free(NULL);
}

static void what_is_no_number_made_of_the_names_is_refused(void **state) {
  (void)state;
  refuse("aftr / before", "uses 'aftr', which is not among the reads; nearest: 'after'");
  refuse("after /", "cannot be read");
  refuse("after before", "cannot be read");
  refuse("(after", "cannot be read");
  refuse("", "cannot be read");
  refuse("after, before", "is 2 numbers; expected one");
  refuse("\"after\"", "cannot be read");
}

static void nobody_assigns_by_mistake(void **state) {
  (void)state;
  refuse("after = 3", "assigns; expected a comparison");
  refuse("before + (after = 3)", "assigns");
  assert_true(value("(after == 3) + (after >= 3) + (after <= 3) + (after != 3)", 0.0, 3.0, 0.0) == 3.0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(arithmetic_is_that_of_school),
      cmocka_unit_test(comparisons_are_one_or_nought),
      cmocka_unit_test(a_comparison_with_no_number_is_false),
      cmocka_unit_test(the_same_expression_can_be_asked_again),
      cmocka_unit_test(what_is_no_number_made_of_the_names_is_refused),
      cmocka_unit_test(nobody_assigns_by_mistake),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
