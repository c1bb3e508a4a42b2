#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/units.h"

static struct zn_units *units;

static int begin(void **state) {
  (void)state;
  struct zn_error error = {0};
  if (zn_units_open(&units, &error) != ZN_OK) fail_msg("%s", error.text);
  return 0;
}

static int end(void **state) {
  (void)state;
  zn_units_close(units);
  return 0;
}

static void must_mean(const char *text, double factor, const char *internal) {
  double to_internal;
  struct zn_dimension dimension;
  struct zn_error error = {0};
  char name[64];
  if (zn_unit_parse(units, text, &to_internal, &dimension, &error) != ZN_OK) fail_msg("%s: %s", text, error.text);
  if (fabs(to_internal / factor - 1.0) > 1e-14) fail_msg("%s: %.17g, not %.17g", text, to_internal, factor);
  zn_dimension_text(dimension, name);
  assert_string_equal(name, internal);
}

static void units_of_time_are_turned_into_hours(void **state) {
  (void)state;
  must_mean("h", 1.0, "h");
  must_mean("min", 1.0 / 60.0, "h");
  must_mean("d", 24.0, "h");
  must_mean("day", 24.0, "h");
  must_mean("days", 24.0, "h");
  must_mean("week", 168.0, "h");
  must_mean("1/week", 1.0 / 168.0, "1/h");
  must_mean("year", 31556925.9747 / 3600.0, "h");
  must_mean("month", 31556925.9747 / 43200.0, "h");
}

static void units_of_the_tables_are_turned_into_the_internal_system(void **state) {
  (void)state;
  must_mean("mL", 1.0, "cm3");
  must_mean("L", 1000.0, "cm3");
  must_mean("um", 1e-4, "cm");
  must_mean("ug", 1e-6, "g");
  must_mean("mL/min/kg", 0.06, "cm3/h/g");
  must_mean("(mg/L)/(pg/mL)", 1e6, "1");
  must_mean("L/mmol", 1000.0, "cm3/mmol");
  must_mean("ng/min", 6e-8, "g/h");
  must_mean("pg/mL", 1e-12, "g/cm3");
  must_mean("mmol/L", 1e-3, "mmol/cm3");
  must_mean("g/mol", 1e-3, "g/mmol");
  must_mean("%", 0.01, "1");
  must_mean("1", 1.0, "1");
  must_mean("", 1.0, "1");
}

static void conductance_is_kept_as_siemens(void **state) {
  (void)state;
  must_mean("mS/cm2", 1e-3, "S/cm2");
  must_mean("ohm cm2", 1.0, "cm2/S");
}

static void must_refuse_unit(const char *text) {
  double to_internal;
  struct zn_dimension dimension;
  struct zn_error error = {0};
  if (zn_unit_parse(units, text, &to_internal, &dimension, &error) != ZN_INPUT) fail_msg("'%s' was taken for a unit", text);
  assert_true(error.text[0] != '\0');
}

static void what_is_no_unit_or_is_shifted_or_foreign_is_refused(void **state) {
  (void)state;
  const char *const bad[] = {"banana", "mg junk", "degC", "K", "cd", "V", "rad", "g @ 3", "lg(re 1 mg)", "h since 2000-01-01",
                             "mg/",    "-mg",     "0"};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) must_refuse_unit(bad[i]);
  char longest[1000];
  memset(longest, 'm', sizeof longest - 1);
  longest[sizeof longest - 1] = '\0';
  must_refuse_unit(longest);
}

/* A quantity in internal units. */
static enum zn_status read(const char *text, double *value, struct zn_error *error) {
  const char *unit;
  double to_internal;
  struct zn_dimension dimension;
  enum zn_status status = zn_quantity_split(text, value, &unit, error);
  if (status == ZN_OK) status = zn_unit_parse(units, unit, &to_internal, &dimension, error);
  if (status == ZN_OK) *value *= to_internal;
  return status;
}

static void must_read(const char *text, const char *unit, double expected) {
  double value, to_internal;
  struct zn_dimension dimension;
  struct zn_error error = {0};
  if (read(text, &value, &error) != ZN_OK) fail_msg("%s: %s", text, error.text);
  assert_int_equal(zn_unit_parse(units, unit, &to_internal, &dimension, &error), ZN_OK);
  value /= to_internal;
  if (fabs(value - expected) > 1e-14 * fabs(expected)) fail_msg("%s: %.17g %s, not %.17g", text, value, unit, expected);
}

static void a_quantity_is_read_in_its_unit(void **state) {
  (void)state;
  must_read("5 mg/kg", "mg/kg", 5.0);
  must_read("1.5 mg/day", "ug/h", 62.5);
  must_read("1e-5 g", "mg", 0.01);
  must_read(" 7.5mg ", "mg", 7.5);
  must_read("-3 h", "min", -180.0);
  must_read("4.3", "1", 4.3);
  must_read("30 %", "1", 0.3);
  must_read("1 1/day", "1/week", 7.0);
}

static void must_refuse(const char *text, const char *part) {
  double value;
  struct zn_error error = {0};
  assert_int_equal(read(text, &value, &error), ZN_INPUT);
  if (!strstr(error.text, part)) fail_msg("%s: '%s' does not say '%s'", text, error.text, part);
}

static void what_is_no_finite_number_is_refused(void **state) {
  (void)state;
  const char *const bad[] = {"nan mg", "inf mg", "-inf mg", "1e400 mg", "", "mg", "- 3 mg", "infinity", "NAN(1)"};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) must_refuse(bad[i], "finite number");
  must_refuse("0x10 mg", "decimal");
}

static void what_is_no_single_number_with_a_unit_is_refused(void **state) {
  (void)state;
  must_refuse("5 5 mg", "two numbers");
  must_refuse("5,3 mg", "two numbers");
  must_refuse("5 mg;", "not a unit");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(units_of_time_are_turned_into_hours),
      cmocka_unit_test(units_of_the_tables_are_turned_into_the_internal_system),
      cmocka_unit_test(conductance_is_kept_as_siemens),
      cmocka_unit_test(what_is_no_unit_or_is_shifted_or_foreign_is_refused),
      cmocka_unit_test(a_quantity_is_read_in_its_unit),
      cmocka_unit_test(what_is_no_finite_number_is_refused),
      cmocka_unit_test(what_is_no_single_number_with_a_unit_is_refused),
  };
  return cmocka_run_group_tests(tests, begin, end);
}
