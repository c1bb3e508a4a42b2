/* Tables of published outcomes of diets, and the rules by which they are read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "scratch.h"
#include "zonula/zonula.h"

static const char *folder;
static char path[256];

static int begin(void **state) {
  (void)state;
  folder = scratch_open();
  snprintf(path, sizeof path, "%s/diets.csv", folder);
  return 0;
}

#define HEADER                                                                                                                     \
  "id,intervention,comparator,species,duration_d,outcome,value_intervention,value_comparator,unit,effect,effect_kind,ci_lo,ci_hi," \
  "n,authors_year,journal,pmid_or_doi,url,note\n"

static void refuse(const char *row, const char *part) {
  char text[1024];
  struct zn_diet_table *table;
  struct zn_error error = {0};
  snprintf(text, sizeof text, "%s%s", HEADER, row);
  scratch_text(folder, "diets.csv", text);
  assert_int_equal(zn_diet_table_read(&table, path, &error), ZN_INPUT);
  assert_null(table);
  assert_int_equal(error.line, 2);
  assert_string_equal(error.file, path);
  if (!strstr(error.text, part)) fail_msg("'%s' does not say '%s'", error.text, part);
}

static void values_may_be_numbers_or_words_and_blanks_are_unknown(void **state) {
  (void)state;
  struct zn_diet_table *table;
  struct zn_error error = {0};
  scratch_text(folder, "diets.csv", HEADER "A,fibre,none,human,28,scfa,1 of 6 studies,0.5,count,increase,direction,,,,Doe 2001,Gut,1,,n\n");
  if (zn_diet_table_read(&table, path, &error) != ZN_OK) fail_msg("%s", error.text);
  const struct zn_diet_row *row = table->rows;
  assert_string_equal(row->value[0], "1 of 6 studies");
  assert_string_equal(row->value[1], "0.5");
  assert_string_equal(row->paper, "Doe 2001");
  assert_true(row->duration_d == 28.0 && isnan(row->ci[0]) && isnan(row->ci[1]) && row->n == 0);
  zn_diet_table_free(table);
}

static void what_cannot_be_is_refused_with_its_line(void **state) {
  (void)state;
  refuse("A,fibre,none,human,0,scfa,,,,increase,direction,,,,,,,,\n", "A: duration_d is 0; expected days above 0");
  refuse("A,fibre,none,human,a month,scfa,,,,increase,direction,,,,,,,,\n", "duration_d is 'a month'");
  refuse("A,fibre,none,human,,scfa,,,,0.2,difference,0.4,0.1,,,,,,\n", "A: ci_lo 0.4 is above ci_hi 0.1");
  refuse(",fibre,none,human,,scfa,,,,increase,direction,,,,,,,,\n", "the id is empty");
  refuse("A,fibre,none,human,,scfa,,,,increase,direction,,,2.5,,,,,\n", "expected a whole number of people");
}

static void the_shipped_table_is_read_whole(void **state) {
  (void)state;
  struct zn_diet_table *table;
  struct zn_error error = {0};
  if (zn_diet_table_read(&table, ZN_SOURCE_DIR "/studies/published/diet_outcomes.csv", &error) != ZN_OK)
    fail_msg("line %d: %s", error.line, error.text);
  assert_int_equal(table->n, 76);
  zn_diet_table_free(table);
}

static void the_shipped_rules_say_what_can_be_done(void **state) {
  (void)state;
  struct zn_library *library;
  struct zn_diet_rules *rules;
  struct zn_error error = {0};
  int of_part[ZN_DIET_PARTS] = {0};
  assert_int_equal(zn_library_load(&library, &error), ZN_OK);
  if (zn_diet_rules_load(&rules, library, &error) != ZN_OK) fail_msg("%s:%d: %s", error.file, error.line, error.text);
  for (int i = 0; i < rules->n; i++) {
    const struct zn_diet_rule *rule = &rules->rule[i];
    of_part[rule->part]++;
    assert_true(*rule->words && *rule->means);
    if (!rule->possible) continue;
    if (rule->part == ZN_DIET_PEOPLE) assert_true(rule->n_conditions > 0);
    if (rule->part == ZN_DIET_OUTCOME) assert_true(rule->least_fold > 1.0 && rule->null_fold > rule->least_fold);
    for (int k = 0; k < rule->n_steps; k++)
      assert_true(rule->steps[k].overlay >= 0 && rule->steps[k].overlay < rules->library.n_overlays && rule->steps[k].for_h >= 0.0);
  }
  for (int part = 0; part < ZN_DIET_PARTS; part++) assert_true(of_part[part] > 0);
  assert_int_equal(rules->library.n_overlays, library->n_overlays + rules->n_own);
  zn_diet_rules_free(rules);
  zn_library_free(library);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(values_may_be_numbers_or_words_and_blanks_are_unknown),
      cmocka_unit_test(what_cannot_be_is_refused_with_its_line),
      cmocka_unit_test(the_shipped_table_is_read_whole),
      cmocka_unit_test(the_shipped_rules_say_what_can_be_done),
  };
  return cmocka_run_group_tests(tests, begin, scratch_close);
}
