/* Tables of published measurements: what is taken, and what is refused with the reason. */
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
  snprintf(path, sizeof path, "%s/table.csv", folder);
  return 0;
}

#define HEADER                                                                                                                  \
  "id,condition,subgroup,test,probe,dose_g,window_start_h,window_end_h,statistic,value,unit,spread_kind,spread_lo,spread_hi,n," \
  "authors_year,journal,pmid_or_doi,url,note"
#define ROW \
  "A1,crohn_active,ileal,cr_edta,51Cr-EDTA,,0,24,median,3.27,percent_of_dose,iqr,2.4,4.38,23,Doe 2002,Gut,10.1/x,http://x,\"a, b\""

static struct zn_published_table *read_whole(const char *text) {
  struct zn_published_table *table;
  struct zn_error error = {0};
  scratch_text(folder, "table.csv", text);
  if (zn_published_read(&table, path, &error) != ZN_OK) fail_msg("line %d: %s", error.line, error.text);
  return table;
}

static void refuse_text(const char *text, int line, const char *part) {
  struct zn_published_table *table;
  struct zn_error error = {0};
  scratch_text(folder, "table.csv", text);
  assert_int_equal(zn_published_read(&table, path, &error), ZN_INPUT);
  assert_null(table);
  assert_string_equal(error.file, path);
  if (!strstr(error.text, part)) fail_msg("'%s' does not say '%s'", error.text, part);
  assert_int_equal(error.line, line);
}

/* The good table with `from` replaced by `to`. */
static void changed(char text[1024], const char *from, const char *to) {
  static const char good[] = HEADER "\n" ROW "\n";
  const char *at = strstr(good, from);
  assert_non_null(at);
  snprintf(text, 1024, "%.*s%s%s", (int)(at - good), good, to, at + strlen(from));
}

static void refuse(const char *from, const char *to, int line, const char *part) {
  char text[1024];
  changed(text, from, to);
  refuse_text(text, line, part);
}

static struct zn_published_table *take(const char *from, const char *to) {
  char text[1024];
  changed(text, from, to);
  return read_whole(text);
}

static void a_row_comes_out_as_it_was_printed(void **state) {
  (void)state;
  struct zn_published_table *table = read_whole(HEADER "\n" ROW "\n");
  assert_int_equal(table->n, 1);
  assert_string_equal(table->file, path);
  const struct zn_published *row = table->rows;
  const char *const texts[][2] = {{row->id, "A1"},
                                  {row->condition, "crohn_active"},
                                  {row->subgroup, "ileal"},
                                  {row->test, "cr_edta"},
                                  {row->probe, "51Cr-EDTA"},
                                  {row->dose_g, ""},
                                  {row->statistic, "median"},
                                  {row->unit, "percent_of_dose"},
                                  {row->spread_kind, "iqr"},
                                  {row->paper, "Doe 2002"},
                                  {row->journal, "Gut"},
                                  {row->doi, "10.1/x"},
                                  {row->url, "http://x"},
                                  {row->note, "a, b"},
                                  {row->study, ""}};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) assert_string_equal(texts[i][0], texts[i][1]);
  const double numbers[][2] = {
      {row->window_h[0], 0.0}, {row->window_h[1], 24.0}, {row->value, 3.27}, {row->spread[0], 2.4}, {row->spread[1], 4.38}};
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) assert_true(numbers[i][0] == numbers[i][1]);
  assert_int_equal(row->n, 23);
  assert_int_equal(row->line, 2);
  zn_published_free(table);
}

static void columns_may_stand_in_any_order_and_a_study_may_be_named(void **state) {
  (void)state;
  struct zn_published_table *table = read_whole(
      "study,note,url,pmid_or_doi,journal,authors_year,n,spread_hi,spread_lo,spread_kind,unit,value,statistic,window_end_h,"
      "window_start_h,dose_g,probe,test,subgroup,condition,id\n"
      "studies/x.yaml,n,u,d,j,p,7,3,1,sd,ratio,2,mean,5,0,5/2,LMR,dual_sugar,s,healthy,Z\n");
  const struct zn_published *row = table->rows;
  assert_string_equal(row->study, "studies/x.yaml");
  assert_string_equal(row->id, "Z");
  assert_string_equal(row->dose_g, "5/2");
  assert_true(row->window_h[0] == 0.0 && row->window_h[1] == 5.0 && row->spread[0] == 1.0 && row->spread[1] == 3.0 && row->value == 2.0);
  assert_int_equal(row->n, 7);
  zn_published_free(table);
}

static void a_blank_number_is_one_that_the_paper_does_not_print(void **state) {
  (void)state;
  struct zn_published_table *table = read_whole(HEADER "\nA1,healthy,,dual_sugar,LMR,,,,mean,,ratio,none,,,,,,,,\n");
  const struct zn_published *row = table->rows;
  assert_true(isnan(row->window_h[0]) && isnan(row->window_h[1]) && isnan(row->value) && isnan(row->spread[0]) && isnan(row->spread[1]));
  assert_int_equal(row->n, 0);
  zn_published_free(table);
}

static void words_that_nobody_knows_are_no_fault_of_the_file(void **state) {
  (void)state;
  static const char *const changes[][2] = {{"percent_of_dose", "furlongs"}, {"median", "mode"},           {"cr_edta", "tea_leaves"},
                                           {"51Cr-EDTA", "moon dust"},      {"crohn_active", "lovesick"}, {"iqr", "mad"}};
  for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) zn_published_free(take(changes[i][0], changes[i][1]));
}

static void a_table_may_hold_no_rows(void **state) {
  (void)state;
  struct zn_published_table *table = read_whole(HEADER "\n");
  assert_int_equal(table->n, 0);
  zn_published_free(table);
}

static void the_shipped_table_is_read_whole(void **state) {
  (void)state;
  struct zn_published_table *table;
  struct zn_error error = {0};
  if (zn_published_read(&table, ZN_SOURCE_DIR "/studies/published/permeability_humans.csv", &error) != ZN_OK)
    fail_msg("line %d: %s", error.line, error.text);
  assert_int_equal(table->n, 302);
  assert_string_equal(table->rows[0].id, "P0001");
  assert_string_equal(table->rows[0].paper, "Camilleri 2010");
  for (int i = 0; i < table->n; i++) assert_true(table->rows[i].line == i + 2 && isfinite(table->rows[i].value));
  zn_published_free(table);
}

static void an_unknown_column_is_refused_with_the_nearest(void **state) {
  (void)state;
  refuse("statistic", "statistics", 1, "there is no column 'statistics'; nearest: statistic");
  refuse("journal", "magazine", 1, "there is no column 'magazine'; expected those of");
  refuse("journal", "note", 1, "column 'note' stands there twice");
}

static void a_missing_column_is_named_with_the_nearest_that_is_there(void **state) {
  (void)state;
  refuse_text("id,value\nA,1\n", 1, "column 'condition' is missing");
  refuse_text(HEADER ",study\n" ROW "\n", 2, "cells in this row");
}

static void numbers_are_finite_and_bare(void **state) {
  (void)state;
  static const char *const bad[] = {"nan", "inf", "3.27 %", "<3", "1e999", "3,27", "three", "0x3", "3..2"};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    char cell[32];
    snprintf(cell, sizeof cell, "\"%s\"", bad[i]);
    refuse("3.27", cell, 2, "value is '");
    refuse("2.4,", "\"x\",", 2, "spread_lo is 'x'; expected a finite number");
  }
}

static void people_are_whole_and_somebody(void **state) {
  (void)state;
  static const char *const bad[] = {",0,Doe", ",-3,Doe", ",2.5,Doe", ",many,Doe", ",3000000000,Doe"};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) refuse(",23,Doe", bad[i], 2, "expected a whole number of people");
}

static void a_window_ends_after_it_begins_and_never_before_the_dose(void **state) {
  (void)state;
  refuse(",0,24,", ",24,5,", 2, "A1: the window ends at 5 h, before it begins at 24 h");
  refuse(",0,24,", ",-1,5,", 2, "before the dose");
  refuse(",0,24,", ",,-5,", 2, "before the dose");
}

static void a_low_spread_above_the_high_one_is_refused(void **state) {
  (void)state;
  refuse("2.4,4.38", "4.38,2.4", 2, "A1: spread_lo 4.38 is above spread_hi 2.4");
  zn_published_free(take("2.4,4.38", "2.4,2.4"));
}

static void every_row_has_an_id_of_its_own(void **state) {
  (void)state;
  refuse("A1,", ",", 2, "the id is empty");
  refuse_text(HEADER "\n" ROW "\nB,,,,,,,,,,,,,,,,,,,\n" ROW "\n", 4, "the id 'A1' is taken already, in line 2");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_row_comes_out_as_it_was_printed),
      cmocka_unit_test(columns_may_stand_in_any_order_and_a_study_may_be_named),
      cmocka_unit_test(a_blank_number_is_one_that_the_paper_does_not_print),
      cmocka_unit_test(words_that_nobody_knows_are_no_fault_of_the_file),
      cmocka_unit_test(a_table_may_hold_no_rows),
      cmocka_unit_test(the_shipped_table_is_read_whole),
      cmocka_unit_test(an_unknown_column_is_refused_with_the_nearest),
      cmocka_unit_test(a_missing_column_is_named_with_the_nearest_that_is_there),
      cmocka_unit_test(numbers_are_finite_and_bare),
      cmocka_unit_test(people_are_whole_and_somebody),
      cmocka_unit_test(a_window_ends_after_it_begins_and_never_before_the_dose),
      cmocka_unit_test(a_low_spread_above_the_high_one_is_refused),
      cmocka_unit_test(every_row_has_an_id_of_its_own),
  };
  return cmocka_run_group_tests(tests, begin, scratch_close);
}
