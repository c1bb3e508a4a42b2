/* What travels inside the program, and which digest knows of which file. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "program.h"
#include "scratch.h"

struct digests {
  char data[17], numbers[17];
};

static void read_digest(char digest[17], const char *text, const char *name) {
  const char *at = strstr(text, name);
  if (!at || sscanf(strchr(at, '"'), "\"%16[0-9a-f]\"", digest) != 1) fail_msg("there is no %s", name);
}

/* Embeds the house and gives its digests; `file`, if any, must be in it under `stem`. */
static struct digests embed(const char *house, const char *file, const char *stem) {
  char output[256], entry[256], *text;
  struct digests digests;
  snprintf(output, sizeof output, "%s/embedded.c", house);
  struct program_said said = program_run((const char *const[]){ZN_BINARY_DIR "/embed", house, output, NULL}, NULL);
  size_t length;
  if (said.code) fail_msg("%s", said.err);
  assert_int_equal(zn_file_read(&text, &length, output, ZN_LARGEST_FILE, NULL), ZN_OK);
  snprintf(entry, sizeof entry, "{\"%s\", \"%s\",", file, stem);
  if (file && !strstr(text, entry)) fail_msg("%s does not travel", file);
  read_digest(digests.data, text, "zn_embedded_data_digest");
  read_digest(digests.numbers, text, "zn_embedded_numbers_digest");
  free(text);
  program_forget(&said);
  return digests;
}

/* Writes a file anew and says which of the digests change with it: 1 that of the data, 2 that of the numbers. */
static int changes(const char *house, const char *file) {
  const struct digests before = embed(house, NULL, "");
  scratch_text(house, file, "something else\n");
  const struct digests after = embed(house, NULL, "");
  return (strcmp(before.data, after.data) != 0) + 2 * (strcmp(before.numbers, after.numbers) != 0);
}

static void build(char house[128]) {
  static const char *const files[] = {"data/claims.csv",           "data/findings.csv",     "data/sources.csv",
                                      "data/parameters.csv",       "data/diets/bread.yaml", "studies/claims/leak.yaml",
                                      "studies/claims/results.csv"};
  scratch_begin(house);
  for (size_t i = 0; i < sizeof files / sizeof *files; i++) scratch_text(house, files[i], "something\n");
}

static void numbers_change_what_results_depend_on_and_words_do_not(void **state) {
  (void)state;
  char house[128];
  build(house);
  assert_int_equal(changes(house, "data/parameters.csv"), 3);
  assert_int_equal(changes(house, "data/diets/bread.yaml"), 3);
  assert_int_equal(changes(house, "data/new.csv"), 3);
  assert_int_equal(changes(house, "data/claims.csv"), 1);
  assert_int_equal(changes(house, "data/findings.csv"), 1);
  assert_int_equal(changes(house, "data/sources.csv"), 1);
  assert_int_equal(changes(house, "studies/claims/leak.yaml"), 0);
  assert_int_equal(changes(house, "studies/claims/results.csv"), 0);
  scratch_end(house);
}

static void files_of_both_folders_travel_under_their_names(void **state) {
  (void)state;
  char house[128];
  build(house);
  embed(house, "data/diets/bread.yaml", "bread");
  embed(house, "studies/claims/leak.yaml", "leak");
  embed(house, "studies/claims/results.csv", "results");
  scratch_end(house);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(numbers_change_what_results_depend_on_and_words_do_not),
      cmocka_unit_test(files_of_both_folders_travel_under_their_names),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
