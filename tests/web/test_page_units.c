/* The page knows units as UDUNITS-2 does: the same factors, dimensions and refusals. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "page_parts.h"
#include "zonula/zonula.h"

static struct zn_units *units;

static int begin(void **state) {
  (void)state;
  return zn_units_open(&units, NULL) != ZN_OK;
}

static int end(void **state) {
  (void)state;
  zn_units_close(units);
  return 0;
}

/* Returns whether it is a unit. */
static int compare(const char *text) {
  double a, b;
  struct zn_dimension of_a, of_b;
  struct zn_error refused_a = {0}, refused_b = {0};
  const enum zn_status status = zn_unit_parse(units, text, &a, &of_a, &refused_a);
  const enum zn_status page = zn_page_unit_parse(NULL, text, &b, &of_b, &refused_b);
  if (status != page) fail_msg("'%s': \"%s\" by UDUNITS, \"%s\" in the page", text, refused_a.text, refused_b.text);
  if (status != ZN_OK) {
    assert_string_equal(refused_a.text, refused_b.text);
    return 0;
  }
  if (fabs(a - b) > 1e-14 * fabs(a)) fail_msg("'%s': %.17g by UDUNITS, %.17g in the page", text, a, b);
  assert_memory_equal(&of_a, &of_b, sizeof of_a);
  return 1;
}

static void must_be(const char *text) {
  if (!compare(text)) fail_msg("'%s' is no unit", text);
}

static void all_units_of_the_tables_mean_the_same(void **state) {
  (void)state;
  struct zn_library *library;
  for (int i = 0; i < zn_parameter_count(); i++) must_be(zn_parameter_info(i)->unit);
  for (int i = 0; i < zn_readable_count(); i++) must_be(zn_readable_info(i).unit);
  for (int i = 0; i < ZN_NUTRIENTS; i++) must_be(zn_nutrient_info(i).unit);
  assert_int_equal(zn_library_load(&library, NULL), ZN_OK);
  for (int i = 0; i < library->n_markers; i++) must_be(library->markers[i].unit);
  for (int i = 0; i < library->dii->n; i++) compare(library->dii->parameter[i].unit);
  for (int i = 0; i < library->n_overlays; i++) must_be(library->overlays[i].dose_unit);
  zn_library_free(library);
}

static void what_people_write_means_the_same(void **state) {
  (void)state;
  static const char *const written[] = {"",           "1",
                                        "h",          "min",
                                        "d",          "days",
                                        "week",       "weeks",
                                        "months",     "year",
                                        "years",      "s",
                                        "mg/kg",      "ug/kg",
                                        "mg/kg/day",  "g/day",
                                        "kg",         "mg/dL",
                                        "ng/mL",      "pg/mL",
                                        "umol/L",     "mmol/L",
                                        "mol/L",      "%",
                                        "percent",    "mL/min",
                                        "mL/min/kg",  "cm/s",
                                        "cm/h",       "um",
                                        "nm",         "ohm cm2",
                                        "ohm.cm2",    "ohm*cm2",
                                        "mS/cm2",     "1/day",
                                        "1/(h kg)",   "mg.kg-1",
                                        "g m-2 s-1",  "m^2",
                                        "cm**3",      "umol/(cm2 h)",
                                        "L",          "dL",
                                        "fL",         "uL/(cm2 h)",
                                        "per day",    "mg per kg",
                                        "mg  /  L",   " mg",
                                        "mg ",        "(mg/L)/(pg/mL)",
                                        "kilogram",   "micrometer",
                                        "litres",     "grams",
                                        "mg m2 / m2", "h-1",
                                        "day^-1",     "1e3 mg",
                                        "10 mg",      "mg 10",
                                        "ppm",        "mmHg",
                                        "J",          "W/m2",
                                        "bar"};
  for (size_t i = 0; i < sizeof written / sizeof *written; i++) compare(written[i]);
}

static void what_is_none_is_refused_in_the_same_words(void **state) {
  (void)state;
  static const char *const wrong[] = {
      "banana", "mg junk", "degC", "K",   "cd",   "V",   "rad", "g @ 3",   "lg(re 1 mg)", "h since 2000-01-01", "mg/", "-mg", "0",
      "mg//L",  "/mg",     "(mg",  "mg^", "mg^x", "mgg", "MG",  "mg kg K", "5 mg/K"};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
    if (compare(wrong[i])) fail_msg("'%s' was taken for a unit", wrong[i]);
}

/* Words, powers and joints at random. */
static void products_at_random_mean_the_same(void **state) {
  (void)state;
  static const char *const words[] = {"mg",  "g",    "kg",   "L", "mL", "h",   "min", "day",  "s",  "cm", "um",  "m",
                                      "mol", "mmol", "umol", "S", "mS", "ohm", "%",   "week", "ng", "pg", "year"};
  static const char *const joints[] = {"/", " ", ".", "*", " / "}, *const powers[] = {"", "", "", "2", "-1", "^2", "3", "-2"};
  uint64_t seed = 5;
  for (int round = 0; round < 5000; round++) {
    char text[120] = "";
    size_t used = 0;
    for (int i = 0; i < 1 + round % 4; i++) {
      seed = seed * 6364136223846793005u + 1442695040888963407u;
      const char *word = words[(seed >> 33) % (sizeof words / sizeof *words)];
      const char *power = strcmp(word, "%") == 0 ? "" : powers[(seed >> 45) % 8];
      used += (size_t)snprintf(text + used, sizeof text - used, "%s%s%s", i ? joints[(seed >> 53) % 5] : "", word, power);
    }
    compare(text);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(all_units_of_the_tables_mean_the_same), cmocka_unit_test(what_people_write_means_the_same),
      cmocka_unit_test(what_is_none_is_refused_in_the_same_words), cmocka_unit_test(products_at_random_mean_the_same)};
  return cmocka_run_group_tests(tests, begin, end);
}
