#define _POSIX_C_SOURCE 200809L
#include <locale.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "io/html.h"
#include "io/words.h"

static void must_be_time(double hours, const char *expected) {
  char words[32];
  zn_time_words(hours, words);
  assert_string_equal(words, expected);
}

static void times_are_said_as_people_say_them(void **state) {
  (void)state;
  must_be_time(0.0, "0 h");
  must_be_time(0.5, "30 min");
  must_be_time(1.5, "90 min");
  must_be_time(2.5, "2.5 h");
  must_be_time(24.0, "24 h");
  must_be_time(48.0, "2 d");
  must_be_time(169.0, "7 d 1 h");
  must_be_time(8760.0, "365 d");
  must_be_time(49.5, "2.062 d");
}

static void must_be_unit(const char *unit, const char *expected) {
  char words[64];
  zn_unit_words(unit, words);
  assert_string_equal(words, expected);
}

static void units_get_their_signs_and_raised_powers(void **state) {
  (void)state;
  must_be_unit("1", "");
  must_be_unit("%", "%");
  must_be_unit("ohm cm2", "Ω·cm²");
  must_be_unit("ug/g", "µg/g");
  must_be_unit("um", "µm");
  must_be_unit("cm-1", "cm⁻¹");
  must_be_unit("umol/cm2/min", "µmol/cm²/min");
  must_be_unit("u", "u");
}

static void a_unit_without_end_is_cut(void **state) {
  (void)state;
  char unit[256], words[64];
  memset(unit, '2', sizeof unit - 1);
  unit[0] = 'm', unit[sizeof unit - 1] = '\0';
  zn_unit_words(unit, words);
  assert_true(strlen(words) < sizeof words);
}

static void must_be_number(void (*write)(struct zn_writer *, double), double value, const char *expected) {
  struct zn_writer page = {0};
  write(&page, value);
  assert_string_equal(page.data, expected);
  zn_writer_clear(&page);
}

static void numbers_are_short_and_never_hide_their_size(void **state) {
  (void)state;
  must_be_number(zn_html_number, 3.4, "3.4");
  must_be_number(zn_html_number, 0.0, "0");
  must_be_number(zn_html_number, 7200.0, "7200");
  must_be_number(zn_html_number, 999.6, "1000");
  must_be_number(zn_html_number, -12.345, "−12.3");
  must_be_number(zn_html_number, 2e-5, "2×10<sup>−5</sup>");
  must_be_number(zn_html_number, 1.25e9, "1.25×10<sup>9</sup>");
  must_be_number(zn_html_number, NAN, "–");
  must_be_number(zn_html_number, INFINITY, "∞");
  must_be_number(zn_html_result, 1.3, "1.30");
  must_be_number(zn_html_result, 0.65, "0.650");
  must_be_number(zn_html_result, 148.0, "148");
  must_be_number(zn_html_result, 99.97, "100");
  must_be_number(zn_html_result, 2e-5, "2.00×10<sup>−5</sup>");
}

/* Whatever language the program has set, and it gets that back. */
static void numbers_are_plain_whatever_the_programs_language(void **state) {
  (void)state;
  struct zn_locale locale;
  struct zn_error error = {0};
  char number[16];
  const locale_t programs = duplocale(LC_GLOBAL_LOCALE);
  uselocale(programs);
  assert_int_equal(zn_locale_plain(&locale, &error), ZN_OK);
  assert_true(uselocale((locale_t)0) != programs);
  snprintf(number, sizeof number, "%.1f", 0.5);
  zn_locale_restore(&locale);
  assert_true(uselocale(LC_GLOBAL_LOCALE) == programs);
  freelocale(programs);
  assert_string_equal(number, "0.5");
}

static void one_or_two_numbers_make_a_spread(void **state) {
  (void)state;
  struct zn_reported row = {.spread_kind = ""};
  assert_int_equal(zn_spread_numbers(&row), 0);
  row.spread_kind = "sem";
  assert_int_equal(zn_spread_numbers(&row), 1);
  row.spread_kind = "range";
  assert_int_equal(zn_spread_numbers(&row), 2);
}

static void a_writer_keeps_what_it_is_given_and_remembers_a_loss(void **state) {
  (void)state;
  struct zn_writer writer = {0};
  struct zn_error error = {0};
  for (int i = 0; i < 5000; i++) zn_writer_format(&writer, "%d,", i);
  assert_int_equal(zn_writer_finish(&writer, "it", &error), ZN_OK);
  assert_int_equal(strlen(writer.data), writer.length);
  assert_string_equal(writer.data + writer.length - 10, "4998,4999,");
  writer.failed = 1;
  zn_writer_add(&writer, "more");
  assert_int_equal(zn_writer_finish(&writer, "it", &error), ZN_MEMORY);
  zn_writer_clear(&writer);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(times_are_said_as_people_say_them),
      cmocka_unit_test(units_get_their_signs_and_raised_powers),
      cmocka_unit_test(a_unit_without_end_is_cut),
      cmocka_unit_test(numbers_are_short_and_never_hide_their_size),
      cmocka_unit_test(numbers_are_plain_whatever_the_programs_language),
      cmocka_unit_test(one_or_two_numbers_make_a_spread),
      cmocka_unit_test(a_writer_keeps_what_it_is_given_and_remembers_a_loss),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
