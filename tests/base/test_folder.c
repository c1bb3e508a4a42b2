#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "../support/scratch.h"
#include "base/folder.h"

static void files_are_listed_by_path_and_hidden_ones_left_out(void **state) {
  (void)state;
  char root[128], expected[256];
  struct zn_folder files;
  struct zn_error error = {0};
  scratch_begin(root);
  scratch_text(root, "b.csv", "b");
  scratch_text(root, "a/deep/x.yaml", "x");
  scratch_text(root, ".hidden", "h");
  scratch_text(root, "a.csv", "a");
  assert_int_equal(zn_folder_list(&files, root, &error), ZN_OK);
  static const char *const names[] = {"a.csv", "a/deep/x.yaml", "b.csv"};
  assert_int_equal(files.count, 3);
  for (int i = 0; i < 3; i++) {
    snprintf(expected, sizeof expected, "%s/%s", root, names[i]);
    assert_string_equal(files.path[i], expected);
  }
  zn_folder_clear(&files);
  scratch_end(root);
}

static void a_folder_that_is_not_there_is_an_error(void **state) {
  (void)state;
  struct zn_folder files;
  struct zn_error error = {0};
  assert_int_equal(zn_folder_list(&files, "/nowhere/at/all", &error), ZN_IO);
  assert_string_equal(error.file, "/nowhere/at/all");
  zn_folder_clear(&files);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(files_are_listed_by_path_and_hidden_ones_left_out),
      cmocka_unit_test(a_folder_that_is_not_there_is_an_error),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
