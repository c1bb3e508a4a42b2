/* zonula junction: its tables, its JSON, its files, and what it refuses. */
#include <math.h>
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
#include "base/file.h"
#include "zonula.h"
#include "zonula/parameters.h"

static const char *folder;
static char out[160];

static int begin(void **state) {
  (void)state;
  folder = scratch_open();
  snprintf(out, sizeof out, "%s/out", folder);
  return 0;
}

/* A short run: few stretches, followed for a tenth of an hour. */
#define SHORT "--replicates", "3", "--out", out, "--quiet", "--set", "junction_followed_time=360 s", "--set", "junction_settling_time=60 s"

static void read_file(char **text, const char *name) {
  char path[256];
  size_t length;
  struct zn_error error = {0};
  snprintf(path, sizeof path, "%s/%s", out, name);
  if (zn_file_read(text, &length, path, ZN_LARGEST_FILE, &error) != ZN_OK) fail_msg("%s: %s", path, error.text);
}

static void the_table_gives_resistance_and_permeability_by_route(void **state) {
  (void)state;
  struct program_said said = zonula("junction", "--strands", "2-3", SHORT);
  if (said.code) fail_msg("exit %d: %s", said.code, said.err);
  assert_holds(said.out, "TER ohm cm2");
  assert_holds(said.out, "Claude");
  assert_holds(said.out, "tricellular");
  assert_holds(said.out, "\nPEG 547        3 ");
  assert_holds(said.out, "junction.html");
  assert_string_equal(said.err, "");
  program_forget(&said);
}

static const json_t *at(const json_t *list, size_t index, const char *key) { return json_object_get(json_array_get(list, index), key); }

static void json_holds_every_junction_and_solute(void **state) {
  (void)state;
  struct program_said said = zonula("junction", "--strands", "2-4", "--solute", "mannitol,dextran 4 kDa", "--json", SHORT);
  if (said.code) fail_msg("exit %d: %s", said.code, said.err);
  json_t *all = json_loads(said.out, 0, NULL);
  assert_non_null(all);
  const json_t *junctions = json_object_get(all, "junctions"), *solutes = json_object_get(all, "solutes");
  assert_int_equal(json_array_size(junctions), 3);
  assert_string_equal(json_string_value(at(solutes, 1, "name")), "dextran 4 kDa");
  assert_true(json_is_null(json_object_get(all, "leak")));
  for (size_t c = 0; c < 3; c++) {
    const json_t *ter = at(junctions, c, "ter_ohm_cm2"), *permeability = at(junctions, c, "permeability");
    assert_int_equal(json_integer_value(at(junctions, c, "strands")), c + 2);
    assert_true(json_number_value(json_object_get(ter, "lo90")) <= json_number_value(json_object_get(ter, "mean")));
    assert_int_equal(json_array_size(permeability), json_array_size(solutes));
    const double breaks = json_number_value(json_object_get(at(permeability, 0, "bicellular_cm_per_s"), "mean"));
    const double total = json_number_value(json_object_get(at(permeability, 0, "total_cm_per_s"), "mean"));
    assert_true(breaks > 0.0);
    assert_true(fabs(total - breaks - json_number_value(at(solutes, 0, "tricellular_cm_per_s"))) < 1e-9 * total);
  }
  const json_t *files = json_object_get(all, "files");
  assert_int_equal(json_array_size(files), 2);
  for (size_t i = 0; i < 2; i++) assert_int_equal(access(json_string_value(json_array_get(files, i)), R_OK), 0);
  json_decref(all);
  program_forget(&said);
}

static void leak_says_which_life_of_breaks_gives_how_much(void **state) {
  (void)state;
  struct program_said said = zonula("junction", "--strands", "3", "--leak", "--json", SHORT);
  if (said.code) fail_msg("exit %d: %s", said.code, said.err);
  json_t *all = json_loads(said.out, 0, NULL);
  const json_t *leak = json_object_get(all, "leak"), *kinetics = json_object_get(leak, "kinetics");
  assert_int_equal(json_array_size(kinetics), 3);
  double before = 1.0;
  for (size_t i = 0; i < 3; i++) {
    const double opening = json_number_value(at(kinetics, i, "opening_factor")),
                 sealing = json_number_value(at(kinetics, i, "sealing_factor"));
    assert_true(opening > before && sealing > 0.0 && sealing < 1.0);
    before = opening;
  }
  const struct zn_parameter_info *info = zn_parameter_info(zn_parameter_find("solute_leak_conductance"));
  assert_true(json_number_value(json_object_get(leak, "parameter_per_cm")) == info->value);
  json_decref(all);
  program_forget(&said);
}

static void equal_runs_give_equal_files_on_any_number_of_threads(void **state) {
  (void)state;
  static const char *const names[] = {"junction.csv", "junction.html"};
  char *first[2], *second[2];
  struct program_said said = zonula("junction", "--strands", "2-3", "--threads", "1", SHORT);
  for (int i = 0; i < 2; i++) read_file(&first[i], names[i]);
  struct program_said again = zonula("junction", "--strands", "2-3", "--threads", "2", SHORT);
  for (int i = 0; i < 2; i++) read_file(&second[i], names[i]);
  assert_string_equal(said.out, again.out);
  for (int i = 0; i < 2; i++) {
    assert_string_equal(first[i], second[i]);
    free(first[i]);
    free(second[i]);
  }
  program_forget(&said);
  program_forget(&again);
}

static void the_page_holds_figures_numbers_and_the_command(void **state) {
  (void)state;
  char *page;
  struct program_said said = zonula("junction", "--strands", "2-3", "--breaks", "1.5", "--leak", SHORT);
  if (said.code) fail_msg("exit %d: %s", said.code, said.err);
  read_file(&page, "junction.html");
  assert_holds(page, "rule of Claude");
  assert_holds(page, "strands at one moment");
  assert_holds(page, "zonula junction");
  assert_holds(page, "--strands 2-3 --breaks 1.5");
  assert_holds(page, "Sealing rate");
  assert_holds(page, "The leak route");
  assert_holds_not(page, "http-equiv");
  free(page);
  program_forget(&said);
}

static void where_nothing_passes_there_is_an_answer_still(void **state) {
  (void)state;
  struct program_said none = zonula("junction", "--strands", "2-3", "--breaks", "0", SHORT);
  if (none.code) fail_msg("exit %d: %s", none.code, none.err);
  assert_holds(none.out, "0.00e+00");
  struct program_said large = zonula("junction", "--strands", "1-2", "--solute", "dextran 70 kDa", "--leak", SHORT);
  if (large.code) fail_msg("exit %d: %s", large.code, large.err);
  assert_holds_not(large.out, "nan");
  program_forget(&none);
  program_forget(&large);
}

static void a_mistake_is_answered_with_what_is_expected(void **state) {
  (void)state;
  assert_refused(2, "--strands wants a number of strands from 1 to 12 or a range as 2-6, not \"6-2\"", "junction", "--strands", "6-2");
  assert_refused(2, "not \"0\"", "junction", "--strands", "0");
  assert_refused(2, "not \"13\"", "junction", "--strands", "13");
  assert_refused(2, "not \"2-6x\"", "junction", "--strands", "2-6x");
  assert_refused(2, "--breaks wants a factor from 0 to 100, not \"-1\"", "junction", "--breaks", "-1");
  assert_refused(2, "not \"nan\"", "junction", "--breaks", "nan");
  assert_refused(2, "--variant wants ours|hops|short|both", "junction", "--variant", "public");
  assert_refused(3, "there is no solute 'manitol'; nearest: mannitol", "junction", "--solute", "manitol");
  assert_refused(2, "--solute wants names parted by commas", "junction", "--solute", ",");
  assert_refused(2, "--leak needs breaks", "junction", "--breaks", "0", "--leak");
  assert_refused(3, "'junction_strands' is set by --strands", "junction", "--set", "junction_strands=3");
  assert_refused(3, "nothing without --channels", "junction", "--set", "junction_channel_density=30 1/um");
  assert_refused(3, "'immune_gain' changes nothing here", "junction", "--set", "immune_gain=2");
  assert_refused(3, "junction_opening_rate", "junction", "--set", "junction_opening_rate=3 m");
  assert_refused(2, "one word too many", "junction", "four");
  assert_refused(2, "--strands does not go with run", "run", "x.yaml", "--strands", "2");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_table_gives_resistance_and_permeability_by_route),
      cmocka_unit_test(json_holds_every_junction_and_solute),
      cmocka_unit_test(leak_says_which_life_of_breaks_gives_how_much),
      cmocka_unit_test(equal_runs_give_equal_files_on_any_number_of_threads),
      cmocka_unit_test(the_page_holds_figures_numbers_and_the_command),
      cmocka_unit_test(where_nothing_passes_there_is_an_answer_still),
      cmocka_unit_test(a_mistake_is_answered_with_what_is_expected),
  };
  return cmocka_run_group_tests_name("zonula junction", tests, begin, scratch_close);
}
