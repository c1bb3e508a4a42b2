/* zonula list: tables for people, JSON for programs, details of one thing. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "zonula.h"
#include "zonula_json.h"
#include "zonula/zonula.h"

/* Every kind, the field that names its things, and some other field each thing must have. */
static const struct {
  const char *name, *key, *other;
} kinds[] = {
    {"parameters", "name", "grade"},   {"solutes", "name", "stokes_radius_nm"},
    {"conditions", "name", "changes"}, {"treatments", "name", "dose"},
    {"foods", "name", "inulin_g"},     {"diets", "name", "menu"},
    {"assays", "name", "kind"},        {"markers", "name", "analytical_cv"},
    {"observables", "name", "unit"},   {"states", "name", "room"},
    {"sources", "id", "cite"},         {"analytics", "name", "cv"},
    {"claims", "id", "findings"},      {"attributes", "name", "margin"},
    {"correlations", "name", "with"},
};
enum { KINDS = sizeof kinds / sizeof *kinds };

static int lines_of(const char *text) {
  int lines = 0;
  for (; *text; text++) lines += *text == '\n';
  return lines;
}

static void every_kind_is_listed_and_has_something(void **state) {
  (void)state;
  struct program_said all = zonula("list");
  assert_int_equal(all.code, 0);
  assert_int_equal(lines_of(all.out), KINDS + 1);
  for (int i = 0; i < KINDS; i++) {
    struct program_said said = zonula("list", kinds[i].name);
    assert_holds(all.out, kinds[i].name);
    assert_int_equal(said.code, 0);
    if (lines_of(said.out) < 2) fail_msg("the list of %s is empty", kinds[i].name);
    program_forget(&said);
  }
  program_forget(&all);
}

static void json_lists_are_arrays_of_objects_with_all_fields(void **state) {
  (void)state;
  for (int i = 0; i < KINDS; i++) {
    struct program_said said = zonula("list", kinds[i].name, "--json"), table = zonula("list", kinds[i].name);
    json_t *all = zonula_json(&said), *object;
    size_t k;
    assert_true(json_is_array(all));
    assert_int_equal(json_array_size(all), lines_of(table.out) - 1);
    json_array_foreach(all, k, object) {
      assert_true(json_is_string(json_object_get(object, kinds[i].key)));
      assert_non_null(json_object_get(object, kinds[i].other));
    }
    json_decref(all);
    program_forget(&said);
    program_forget(&table);
  }
}

static void json_parameters_carry_the_table_of_the_library(void **state) {
  (void)state;
  struct program_said said = zonula("list", "parameters", "--json");
  json_t *all = zonula_json(&said), *object;
  size_t i;
  assert_int_equal(json_array_size(all), zn_parameter_count());
  json_array_foreach(all, i, object) {
    const struct zn_parameter_info *p = zn_parameter_info((int)i);
    assert_string_equal(json_string_value(json_object_get(object, "name")), p->name);
    assert_string_equal(json_string_value(json_object_get(object, "unit")), p->unit);
    assert_true(fabs(json_real_value(json_object_get(object, "value")) - p->value) <= 1e-11 * fabs(p->value));
  }
  json_decref(all);
  program_forget(&said);
}

static void a_solute_is_shown_in_the_units_of_its_table(void **state) {
  (void)state;
  struct program_said said = zonula("list", "solutes", "mannitol", "--json");
  json_t *all = zonula_json(&said), *mannitol = json_array_get(all, 0);
  assert_int_equal(json_array_size(all), 1);
  assert_string_equal(json_string_value(json_object_get(mannitol, "name")), "mannitol");
  assert_true(fabs(json_real_value(json_object_get(mannitol, "molar_mass_g_per_mol")) - 182.17) < 0.1);
  const double radius_nm = json_real_value(json_object_get(mannitol, "stokes_radius_nm"));
  assert_true(radius_nm > 0.3 && radius_nm < 0.5);
  json_decref(all);
  program_forget(&said);
}

static void a_text_selects_what_holds_it_in_capitals_or_not(void **state) {
  (void)state;
  struct program_said small = zonula("list", "parameters", "mucus_inner"), capital = zonula("list", "parameters", "MUCUS_Inner");
  assert_int_equal(small.code, 0);
  assert_holds(small.out, "mucus_inner_thickness[ascending]");
  assert_holds_not(small.out, "immune_gain");
  assert_string_equal(small.out, capital.out);
  program_forget(&small);
  program_forget(&capital);
}

static void an_exact_name_shows_all_that_is_known_and_the_paper(void **state) {
  (void)state;
  const struct zn_parameter_info *p = zn_parameter_info(zn_parameter_find("mucus_inner_thickness[ascending]"));
  const struct zn_source_info *source = zn_source_info(zn_source_find(p->source));
  char citation[8];
  struct program_said said = zonula("list", "parameters", p->name);
  snprintf(citation, sizeof citation, "%.7s", source->cite);
  assert_int_equal(said.code, 0);
  assert_holds(said.out, "spread");
  assert_holds(said.out, "correlated_with");
  assert_holds(said.out, source->locator);
  assert_holds(said.out, citation);
  program_forget(&said);
}

static void every_urine_test_shows_its_laboratory(void **state) {
  (void)state;
  struct program_said said = zonula("list", "assays", "--json");
  json_t *all = zonula_json(&said), *assay, *row;
  size_t i, k, urine = 0;
  json_array_foreach(all, i, assay) {
    if (strcmp(json_string_value(json_object_get(assay, "kind")), "urine") != 0) continue;
    urine++;
    json_t *analysis = json_object_get(assay, "analysis");
    assert_true(json_array_size(analysis) >= json_array_size(json_object_get(assay, "probes")));
    json_array_foreach(analysis, k, row) assert_true(json_number_value(json_object_get(row, "cv")) > 0.0);
  }
  assert_true(urine >= 17);
  json_decref(all);
  program_forget(&said);
  said = zonula("list", "assays", "c13_mannitol");
  assert_holds(said.out, "urine lc_ms cv 0.05 detection_mg_per_L 1");
  program_forget(&said);
}

static void a_claim_shows_its_grade_findings_and_papers_and_its_papers_name_it(void **state) {
  (void)state;
  struct program_said said = zonula("list", "claims", "C31");
  assert_int_equal(said.code, 0);
  assert_holds(said.out, "contradicted");
  assert_holds(said.out, "effect 3.03");
  assert_holds(said.out, "10.1053/j.gastro.2020.08.005");
  program_forget(&said);
  said = zonula("list", "sources", "turpin_2020", "--json");
  json_t *all = zonula_json(&said), *names = json_object_get(json_array_get(all, 0), "claims"), *name;
  size_t i, found = 0;
  json_array_foreach(names, i, name) found += strcmp(json_string_value(name), "C31") == 0;
  assert_int_equal(found, 1);
  json_decref(all);
  program_forget(&said);
}

static void a_source_names_the_numbers_that_rest_on_it(void **state) {
  (void)state;
  const struct zn_parameter_info *p = zn_parameter_info(zn_parameter_find("mucus_inner_thickness[ascending]"));
  struct program_said said = zonula("list", "sources", p->source);
  assert_int_equal(said.code, 0);
  assert_holds(said.out, p->name);
  program_forget(&said);
}

static void a_name_that_is_not_there_is_answered_with_the_nearest(void **state) {
  (void)state;
  assert_refused(3, "no parameter holds \"immune_gian\"; did you mean immune_gain?", "list", "parameters", "immune_gian");
  assert_refused(3, "see zonula list solutes", "list", "solutes", "unobtainium");
}

static void a_list_that_cannot_be_written_is_an_error(void **state) {
  (void)state;
  struct program_said said = program_run((const char *const[]){"/bin/sh", "-c", ZONULA " list parameters >/dev/full", NULL}, NULL);
  assert_int_equal(said.code, 5);
  assert_holds(said.err, "cannot be written");
  program_forget(&said);
}

static void a_terminal_gets_wrapped_lines_and_colour_unless_asked_not_to(void **state) {
  (void)state;
  const char *const words[] = {ZONULA, "list", "parameters", "mucus", NULL};
  const char *const colour[] = {"TERM=xterm", "NO_COLOR=", NULL}, *const none[] = {"TERM=xterm", "NO_COLOR=1", NULL};
  struct program_said bright = program_run_on_terminal(words, colour), plain = program_run_on_terminal(words, none);
  assert_holds(bright.out, "\033[1mname");
  assert_holds_not(plain.out, "\033");
  assert_int_equal(lines_of(bright.out), lines_of(plain.out));
  for (const char *line = plain.out; *line; line += strcspn(line, "\n") + 1) {
    const size_t bytes = strcspn(line, "\r\n");
    if (bytes > 100) fail_msg("a line of %zu bytes: %.*s", bytes, (int)bytes, line);
  }
  program_forget(&bright);
  program_forget(&plain);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_kind_is_listed_and_has_something),
      cmocka_unit_test(json_lists_are_arrays_of_objects_with_all_fields),
      cmocka_unit_test(json_parameters_carry_the_table_of_the_library),
      cmocka_unit_test(a_solute_is_shown_in_the_units_of_its_table),
      cmocka_unit_test(a_text_selects_what_holds_it_in_capitals_or_not),
      cmocka_unit_test(an_exact_name_shows_all_that_is_known_and_the_paper),
      cmocka_unit_test(every_urine_test_shows_its_laboratory),
      cmocka_unit_test(a_claim_shows_its_grade_findings_and_papers_and_its_papers_name_it),
      cmocka_unit_test(a_source_names_the_numbers_that_rest_on_it),
      cmocka_unit_test(a_name_that_is_not_there_is_answered_with_the_nearest),
      cmocka_unit_test(a_list_that_cannot_be_written_is_an_error),
      cmocka_unit_test(a_terminal_gets_wrapped_lines_and_colour_unless_asked_not_to),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
