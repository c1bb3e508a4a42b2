#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/csv.h"
#include "scratch.h"
#include "small_run.h"

static const char *folder;
static char path[256];

static int begin(void **state) {
  (void)state;
  folder = scratch_open();
  snprintf(path, sizeof path, "%s/new/summary.csv", folder);
  return 0;
}

static struct zn_csv written(const struct small_run *small) {
  struct zn_error error = {0};
  struct zn_csv csv;
  if (zn_run_write_csv(&small->run, path, &error) != ZN_OK) fail_msg("%s", error.text);
  if (zn_csv_read(&csv, path, &error) != ZN_OK) fail_msg("line %d: %s", error.line, error.text);
  return csv;
}

static void must_read(const struct zn_csv *csv, int row, const char *column, const char *expected) {
  const int k = zn_csv_column(csv, column);
  if (k < 0) fail_msg("no column %s", column);
  if (strcmp(zn_csv_cell(csv, row, k), expected) != 0)
    fail_msg("row %d, %s: '%s'; expected '%s'", row, column, zn_csv_cell(csv, row, k), expected);
}

static void there_is_one_row_for_each_reported_number(void **state) {
  (void)state;
  struct small_run *small = small_run_new();
  struct zn_csv csv = written(small);
  assert_int_equal(csv.rows, SMALL_REPORTED + 1);
  const char *first[][2] = {{"label", "lactulose, patients"},
                            {"cohort", "patients"},
                            {"assay", "sugars"},
                            {"time_h", "0"},
                            {"unit", "%"},
                            {"statistic", "median"},
                            {"people", "2"},
                            {"predicted", "2"},
                            {"lo90", "1.5"},
                            {"hi90", "2.75"},
                            {"reported", "2.385"},
                            {"spread_kind", "iqr"},
                            {"spread_1", "1.25"},
                            {"spread_2", "3.75"},
                            {"fold_error", "1.1925"},
                            {"inside", "true"},
                            {"given", ""}};
  assert_int_equal(csv.columns, sizeof first / sizeof *first);
  for (size_t k = 0; k < sizeof first / sizeof *first; k++) must_read(&csv, 1, first[k][0], first[k][1]);
  must_read(&csv, 2, "statistic", "geometric_mean");
  must_read(&csv, 2, "unit", "1");
  must_read(&csv, 2, "inside", "false");
  must_read(&csv, 4, "cohort", "controls");
  must_read(&csv, 4, "time_h", "48");
  must_read(&csv, 4, "given", "rest (evidence low, effect assumed: diet_fat x0.875 (0.5 to 1.25), this run used the middle)");
  zn_csv_clear(&csv);
  small_run_free(small);
}

static void what_is_not_known_is_an_empty_cell(void **state) {
  (void)state;
  struct small_run *small = small_run_new();
  struct zn_csv csv = written(small);
  must_read(&csv, 2, "spread_1", "0.03125");
  must_read(&csv, 2, "spread_2", ""); /* an SD is one number */
  must_read(&csv, 3, "fold_error", "");
  must_read(&csv, 3, "spread_kind", "");
  must_read(&csv, 3, "spread_1", "");
  must_read(&csv, 4, "lo90", "");
  must_read(&csv, 4, "hi90", "");
  must_read(&csv, 4, "inside", ""); /* without an interval nothing is inside or outside */
  zn_csv_clear(&csv);
  small_run_free(small);
}

static void labels_with_commas_quotes_and_line_ends_come_back_as_they_were(void **state) {
  (void)state;
  struct small_run *small = small_run_new();
  char *odd[SMALL_REPORTED] = {"a \"quoted\", label", "two\nlines", "\"", "=1+1"};
  for (int r = 0; r < SMALL_REPORTED; r++) small->reported[r].label = odd[r];
  struct zn_csv csv = written(small);
  for (int r = 0; r < SMALL_REPORTED; r++) must_read(&csv, r + 1, "label", odd[r]);
  zn_csv_clear(&csv);
  small_run_free(small);
}

static void a_study_that_reports_nothing_has_only_the_header(void **state) {
  (void)state;
  struct small_run *small = small_run_new();
  small->study.n_reported = 0;
  struct zn_csv csv = written(small);
  assert_int_equal(csv.rows, 1);
  zn_csv_clear(&csv);
  small_run_free(small);
}

static void a_file_in_place_of_a_folder_is_an_error_with_the_path(void **state) {
  (void)state;
  struct small_run *small = small_run_new();
  struct zn_error error = {0};
  char blocked[256];
  scratch_text(folder, "file", "not a folder");
  snprintf(blocked, sizeof blocked, "%s/file/summary.csv", folder);
  assert_int_equal(zn_run_write_csv(&small->run, blocked, &error), ZN_IO);
  assert_string_equal(error.file, blocked);
  assert_non_null(strstr(error.text, "cannot be written"));
  small_run_free(small);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(there_is_one_row_for_each_reported_number),
      cmocka_unit_test(what_is_not_known_is_an_empty_cell),
      cmocka_unit_test(labels_with_commas_quotes_and_line_ends_come_back_as_they_were),
      cmocka_unit_test(a_study_that_reports_nothing_has_only_the_header),
      cmocka_unit_test(a_file_in_place_of_a_folder_is_an_error_with_the_path),
  };
  return cmocka_run_group_tests(tests, begin, scratch_close);
}
