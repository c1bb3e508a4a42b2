#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../support/scratch.h"
#include "base/csv.h"

static const char *folder;
static char path[256];

static int begin(void **state) {
  (void)state;
  folder = scratch_open();
  snprintf(path, sizeof path, "%s/table.csv", folder);
  return 0;
}

static struct zn_csv read_whole(const char *text) {
  struct zn_csv csv;
  struct zn_error error = {0};
  scratch_text(folder, "table.csv", text);
  if (zn_csv_read(&csv, path, &error) != ZN_OK) fail_msg("line %d: %s", error.line, error.text);
  return csv;
}

static void must_refuse(const char *text, size_t length, int line, const char *part) {
  struct zn_csv csv;
  struct zn_error error = {0};
  scratch_write(folder, "table.csv", text, length);
  assert_int_equal(zn_csv_read(&csv, path, &error), ZN_INPUT);
  assert_string_equal(error.file, path);
  assert_int_equal(error.line, line);
  if (!strstr(error.text, part)) fail_msg("'%s' does not say '%s'", error.text, part);
}

static void refuse_text(const char *text, int line, const char *part) { must_refuse(text, strlen(text), line, part); }

static void cells_are_found_by_row_and_column(void **state) {
  (void)state;
  struct zn_csv csv = read_whole("name,value\na,1\nb,2\n");
  assert_int_equal(csv.rows, 3);
  assert_int_equal(csv.columns, 2);
  assert_int_equal(zn_csv_column(&csv, "value"), 1);
  assert_int_equal(zn_csv_column(&csv, "Value"), -1);
  assert_string_equal(zn_csv_cell(&csv, 2, 1), "2");
  zn_csv_clear(&csv);
}

static void quotes_protect_commas_quotes_and_line_ends(void **state) {
  (void)state;
  struct zn_csv csv = read_whole("a,b\n\"x, y\",\"he said \"\"no\"\"\"\n\"two\nlines\",\nlast,row\n");
  assert_string_equal(zn_csv_cell(&csv, 1, 0), "x, y");
  assert_string_equal(zn_csv_cell(&csv, 1, 1), "he said \"no\"");
  assert_string_equal(zn_csv_cell(&csv, 2, 0), "two\nlines");
  assert_string_equal(zn_csv_cell(&csv, 2, 1), "");
  assert_int_equal(csv.line[3], 5);
  zn_csv_clear(&csv);
}

static void a_last_line_needs_no_end_and_may_end_as_on_windows(void **state) {
  (void)state;
  struct zn_csv csv = read_whole("a,b\r\n1,2\r\n3,4");
  assert_int_equal(csv.rows, 3);
  assert_string_equal(zn_csv_cell(&csv, 1, 1), "2");
  assert_string_equal(zn_csv_cell(&csv, 2, 1), "4");
  zn_csv_clear(&csv);
}

static void a_row_with_too_few_or_too_many_cells_is_refused(void **state) {
  (void)state;
  refuse_text("a,b\n1,2\n3\n", 3, "1 cells in this row; expected 2");
  refuse_text("a,b\n1,2,3\n", 2, "3 cells in this row; expected 2");
  refuse_text("a,b\n1,2\n\n3,4\n", 3, "expected 2");
}

static void broken_quotes_are_refused(void **state) {
  (void)state;
  refuse_text("a,b\n1,\"open\n2,3\n", 2, "never closed");
  refuse_text("a,b\n1,op\"en\n", 2, "quotation mark inside");
  refuse_text("a,b\n1,\"two\"x\n", 2, "after a closing quotation mark");
}

static void an_empty_a_missing_and_a_binary_file_are_refused(void **state) {
  (void)state;
  refuse_text("", 1, "empty");
  must_refuse("a,b\n1,\0\n", 9, 2, "byte 0x00");
  must_refuse("a,b\n1,\xff\xfe\n", 9, 2, "byte 0xff");
  struct zn_csv csv;
  struct zn_error error = {0};
  assert_int_equal(zn_csv_read(&csv, "/nowhere/at/all.csv", &error), ZN_INPUT);
  assert_non_null(strstr(error.text, "cannot be opened"));
  assert_int_equal(zn_csv_read(&csv, folder, &error), ZN_INPUT);
  assert_non_null(strstr(error.text, "not a regular file"));
}

static void a_file_of_unreasonable_size_is_refused(void **state) {
  (void)state;
  const size_t length = ((size_t)4 << 20) + 1;
  char *text = malloc(length);
  assert_non_null(text);
  memset(text, 'a', length);
  must_refuse(text, length, 0, "larger than 4096 KiB");
  free(text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(cells_are_found_by_row_and_column),
      cmocka_unit_test(quotes_protect_commas_quotes_and_line_ends),
      cmocka_unit_test(a_last_line_needs_no_end_and_may_end_as_on_windows),
      cmocka_unit_test(a_row_with_too_few_or_too_many_cells_is_refused),
      cmocka_unit_test(broken_quotes_are_refused),
      cmocka_unit_test(an_empty_a_missing_and_a_binary_file_are_refused),
      cmocka_unit_test(a_file_of_unreasonable_size_is_refused),
  };
  return cmocka_run_group_tests(tests, begin, scratch_close);
}
