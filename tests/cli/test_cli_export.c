/* zonula export: the file, whose body it holds, and what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../support/scratch.h"
#include "base/file.h"
#include "zonula.h"

static const char *folder;
static char path[160];

static int begin(void **state) {
  (void)state;
  folder = scratch_open();
  snprintf(path, sizeof path, "%s/body.xml", folder);
  return 0;
}

/* Value of the parameter or state `id` in the file that was written. */
static double value_of(const char *id) {
  char *text, key[96];
  size_t length;
  double value;
  struct zn_error error = {0};
  if (zn_file_read(&text, &length, path, ZN_LARGEST_FILE, &error) != ZN_OK) fail_msg("%s: %s", path, error.text);
  snprintf(key, sizeof key, " id=\"%s\"", id);
  const char *at = strstr(text, key), *number = at ? strstr(at, " value=\"") : NULL;
  if (!number || sscanf(number, " value=\"%lf\"", &value) != 1) fail_msg("%s is not in the file", id);
  free(text);
  return value;
}

static void export(const char *flag, const char *value) {
  struct program_said said = flag ? zonula("export", "sbml", path, flag, value) : zonula("export", "sbml", path);
  if (said.code) fail_msg("exit %d: %s", said.code, said.err);
  assert_holds(said.out, "body.xml");
  program_forget(&said);
}

static void the_reference_person_is_exported_at_rest(void **state) {
  (void)state;
  export(NULL, NULL);
  assert_true(value_of("immune_hla_dq") == 0.0);
  assert_true(value_of("epithelium_villus_duodenum") > 2.99 && value_of("epithelium_villus_duodenum") < 3.01);
}

static void conditions_diets_and_values_change_the_body(void **state) {
  (void)state;
  export("--condition", "coeliac_untreated");
  assert_true(value_of("immune_hla_dq") == 1.0 && value_of("epithelium_villus_duodenum") < 1.2);
  export("--diet", "fibre_free");
  assert_true(value_of("diet_fibre_inulin") == 0.0);
  export("--set", "person_weight=60 kg");
  assert_true(value_of("person_weight") == 60000.0);
}

static void what_is_not_there_is_refused(void **state) {
  (void)state;
  assert_refused(2, "there is no export to \"petab\"; did you mean sbml, or people?", "export", "petab", path);
  assert_refused(2, "something is missing: zonula export sbml FILE | people STUDY.yaml", "export", "sbml");
  assert_refused(3, "there is no condition 'coeliacs'; see zonula list conditions", "export", "sbml", path, "--condition", "coeliacs");
  assert_refused(3, "nearest: 'person_weight'", "export", "sbml", path, "--set", "person_wieght=60 kg");
  assert_refused(2, "--people does not go with export", "export", "sbml", path, "--people", "3");
  assert_refused(5, "nowhere", "export", "sbml", "/proc/nowhere/body.xml");
  assert_refused(2, "--all does not go with export sbml", "export", "sbml", path, "--all");
}

/* --- Who takes part ------------------------------------------------------------------------------------------------------------------- */

static const char study_text[] =
    "title: T\nsource: none\nsummary: S\n"
    "cohorts:\n"
    "  - {name: ill, %s, condition: crohn_active, seed: 7}\n"
    "  - {name: well, %s, condition: healthy, diet: fibre_free, seed: 8}\n"
    "timeline:\n  - {at: 0 d, measure: lactulose_mannitol}\n  - {at: 1 d, give: indomethacin}\n"
    "reported:\n  - {cohort: ill, at: 0 d, assay: lactulose_mannitol, probe: lactulose, over: mannitol, "
    "window: 0-5 h, median: 0.05}\n"
    "follow: [serum_crp]\n";

static void write_study(char file[200], const char *name, const char *people) {
  char text[1000];
  snprintf(text, sizeof text, study_text, people, people);
  scratch_text(folder, name, text);
  snprintf(file, 200, "%s/%s", folder, name);
}

static char *read_file(const char *name) {
  char file[200], *text;
  size_t length;
  struct zn_error error = {0};
  snprintf(file, sizeof file, "%s/%s", folder, name);
  if (zn_file_read(&text, &length, file, ZN_LARGEST_FILE, &error) != ZN_OK) fail_msg("%s: %s", file, error.text);
  return text;
}

static void must_run(const char *study, const char *out) {
  char file[200];
  snprintf(file, sizeof file, "%s/%s", folder, out);
  struct program_said said = zonula("run", study, "--out", file, "--quiet", "--no-cache");
  if (said.code) fail_msg("exit %d: %s", said.code, said.err);
  program_forget(&said);
}

static void people_who_were_written_live_the_same_lives_when_read_back(void **state) {
  (void)state;
  char drawn[200], named[200], table[200], again[200];
  write_study(drawn, "drawn.yaml", "people: 5");
  write_study(named, "named.yaml", "people_from: people.csv");
  snprintf(table, sizeof table, "%s/people.csv", folder);
  snprintf(again, sizeof again, "%s/again.csv", folder);
  struct program_said said = zonula("export", "people", drawn, "--all", "--out", table);
  if (said.code) fail_msg("exit %d: %s", said.code, said.err);
  assert_holds(said.out, "10 people. Written: ");
  program_forget(&said);
  must_run(drawn, "one");
  must_run(named, "other");
  char *one = read_file("one/summary.csv"), *other = read_file("other/summary.csv");
  assert_string_equal(one, other);
  free(one);
  free(other);
  said = zonula("export", "people", named, "--all", "--out", again);
  assert_int_equal(said.code, 0);
  program_forget(&said);
  one = read_file("people.csv"), other = read_file("again.csv");
  assert_string_equal(one, other);
  free(one);
  free(other);
}

static void fewer_columns_say_the_same(void **state) {
  (void)state;
  char drawn[200], table[200];
  write_study(drawn, "drawn.yaml", "people: 5");
  snprintf(table, sizeof table, "%s/some.csv", folder);
  struct program_said said = zonula("export", "people", drawn, "--people", "2", "--seed", "3", "--set", "immune_gain=2", "--out", table);
  if (said.code) fail_msg("exit %d: %s", said.code, said.err);
  program_forget(&said);
  char *text = read_file("some.csv");
  assert_true(strncmp(text, "cohort,number,name,", 19) == 0);
  assert_holds(text, ",person_weight (kg)");
  assert_holds(text, ",immune_gain");
  assert_holds_not(text, "lumen_protein_escape");
  assert_holds(text, "\nill,0,ill_0,");
  assert_holds(text, "\nwell,1,well_1,");
  assert_holds_not(text, "\nwell,2");
  free(text);
}

static void people_whom_a_table_names_are_not_more_than_it_names(void **state) {
  (void)state;
  char named[200], drawn[200];
  scratch_text(folder, "three.csv", "name,person_weight (kg)\nAda,60\nBea,61\nCarl,62\n");
  write_study(named, "three.yaml", "people_from: three.csv");
  write_study(drawn, "drawn.yaml", "people: 5");
  assert_refused(3, "--people does not go with people_from: the people of 'ill' are the 3 that three.csv names", "run", named, "--people",
                 "4");
  assert_refused(3, "'person_weight' stands in three.csv", "run", named, "--set", "person_weight=70 kg");
  assert_refused(3, "three.yaml names its people (people_from)", "bench", named, "--people", "5");
  assert_refused(2, "--condition does not go with export people", "export", "people", drawn, "--condition", "healthy");
  scratch_text(folder, "three.csv", "name,person_weight (kg)\nAda,0.5\n");
  assert_refused(3, "three.csv:2: person_weight (kg) is 0.5, out of bounds", "export", "people", named);
}

/* What was wanted, what the people have, and what it cost. */
static void what_people_match_is_told(void **state) {
  (void)state;
  char file[200];
  snprintf(file, sizeof file, "%s/matched.yaml", folder);
  scratch_text(folder, "matched.yaml",
               "title: T\nsource: none\nsummary: S\ncohort: {people: 12, condition: healthy, match: [{of: age, mean: 35 a}]}\n"
               "timeline: [{at: 0 h, measure: serum}]\nfollow: [serum_crp]\n");
  struct program_said said = zonula("export", "people", file, "--out", path);
  assert_int_equal(said.code, 0);
  assert_holds(said.out, "matched  ");
  assert_holds(said.out, "mean  age      35        35");
  assert_holds(said.out, "one candidate in");
  program_forget(&said);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_reference_person_is_exported_at_rest),
      cmocka_unit_test(conditions_diets_and_values_change_the_body),
      cmocka_unit_test(what_is_not_there_is_refused),
      cmocka_unit_test(people_who_were_written_live_the_same_lives_when_read_back),
      cmocka_unit_test(fewer_columns_say_the_same),
      cmocka_unit_test(people_whom_a_table_names_are_not_more_than_it_names),
      cmocka_unit_test(what_people_match_is_told),
  };
  return cmocka_run_group_tests(tests, begin, scratch_close);
}
