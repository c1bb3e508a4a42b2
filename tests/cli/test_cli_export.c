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
  assert_refused(2, "there is no export to \"petab\"; did you mean sbml?", "export", "petab", path);
  assert_refused(2, "something is missing: zonula export sbml FILE", "export", "sbml");
  assert_refused(3, "there is no condition 'coeliac'; see zonula list conditions", "export", "sbml", path, "--condition", "coeliac");
  assert_refused(3, "nearest: 'person_weight'", "export", "sbml", path, "--set", "person_wieght=60 kg");
  assert_refused(2, "--people does not go with export", "export", "sbml", path, "--people", "3");
  assert_refused(5, "nowhere", "export", "sbml", "/proc/nowhere/body.xml");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_reference_person_is_exported_at_rest),
      cmocka_unit_test(conditions_diets_and_values_change_the_body),
      cmocka_unit_test(what_is_not_there_is_refused),
  };
  return cmocka_run_group_tests(tests, begin, scratch_close);
}
