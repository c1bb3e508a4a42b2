/* zonula bench: its table, its JSON, its files. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <jansson.h>

#include "../support/scratch.h"
#include "zonula.h"

static const char *folder;
static char study[160], out[160];

static int begin(void **state) {
  (void)state;
  folder = scratch_open();
  snprintf(study, sizeof study, "%s/small.yaml", folder);
  snprintf(out, sizeof out, "%s/out", folder);
  FILE *file = fopen(study, "w");
  if (!file) return -1;
  fputs(
      "title: Small\nsource: none\nsummary: Two people.\ncohort: {people: 2, condition: healthy}\n"
      "timeline: [{at: 1 d, give: leak_tripled, for: 2 d}]\nfollow: [serum_lps]\n",
      file);
  return fclose(file);
}

static void the_table_names_engines_errors_and_files(void **state) {
  (void)state;
  struct program_said said = zonula("bench", study, "--people", "3", "--rounds", "1", "--out", out, "--quiet");
  if (said.code) fail_msg("exit %d: %s", said.code, said.err);
  assert_holds(said.out, "cvode");
  assert_holds(said.out, "scalar");
  assert_holds(said.out, "lanes");
  assert_holds(said.out, "At an error of");
  assert_holds(said.out, "bench.csv");
  assert_string_equal(said.err, "");
  program_forget(&said);
}

static void json_holds_the_ratios_of_what_was_measured(void **state) {
  (void)state;
  struct program_said said = zonula("bench", study, "--people", "3", "--rounds", "1", "--out", out, "--quiet", "--json");
  if (said.code) fail_msg("exit %d: %s", said.code, said.err);
  json_t *all = json_loads(said.out, 0, NULL);
  assert_non_null(all);
  const json_t *rate = json_object_get(all, "people_per_s");
  const double ratio = json_number_value(json_object_get(rate, "lanes")) / json_number_value(json_object_get(rate, "cvode"));
  assert_true(ratio > 0.0);
  assert_float_equal(json_number_value(json_object_get(all, "lanes_over_cvode")), ratio, 1e-6 * ratio);
  assert_int_equal(json_array_size(json_object_get(all, "points")), 15);
  const json_t *files = json_object_get(all, "files");
  for (size_t i = 0; i < json_array_size(files); i++) assert_int_equal(access(json_string_value(json_array_get(files, i)), R_OK), 0);
  assert_int_equal(json_array_size(files), 2);
  json_decref(all);
  program_forget(&said);
}

static void wrong_words_are_refused(void **state) {
  (void)state;
  assert_refused(3, "nothing_here.yaml", "bench", "nothing_here.yaml");
  assert_refused(2, "--rounds wants a whole number from 1 to 99", "bench", "--rounds", "0");
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(the_table_names_engines_errors_and_files),
                                     cmocka_unit_test(json_holds_the_ratios_of_what_was_measured),
                                     cmocka_unit_test(wrong_words_are_refused)};
  return cmocka_run_group_tests_name("zonula bench", tests, begin, scratch_close);
}
