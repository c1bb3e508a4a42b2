#define _POSIX_C_SOURCE 200809L
#include <math.h>
#include <netcdf.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "base/folder.h"
#include "base/units.h"
#include "scratch.h"
#include "small_run.h"

static const char *folder;
static char path[256];

static int begin(void **state) {
  (void)state;
  folder = scratch_open();
  snprintf(path, sizeof path, "%s/new/folder/result.nc", folder);
  return 0;
}

static void must(int code) {
  if (code) fail_msg("%s", nc_strerror(code));
}

static int written(const struct small_run *small) {
  struct zn_error error = {0};
  int file;
  if (zn_run_write_netcdf(&small->run, path, &error) != ZN_OK) fail_msg("%s", error.text);
  must(nc_open(path, NC_NOWRITE, &file));
  return file;
}

static int variable(int file, const char *name) {
  int id;
  if (nc_inq_varid(file, name, &id)) fail_msg("no variable %s", name);
  return id;
}

/* Reads a whole variable of `n` values. */
static void read_doubles(int file, const char *name, size_t n, double *out) {
  int dimensions, ids[NC_MAX_VAR_DIMS];
  size_t all = 1;
  must(nc_inq_var(file, variable(file, name), NULL, NULL, &dimensions, ids, NULL));
  for (int i = 0; i < dimensions; i++) {
    size_t length;
    must(nc_inq_dimlen(file, ids[i], &length));
    all *= length;
  }
  if (all != n) fail_msg("%s holds %zu values; expected %zu", name, all, n);
  must(nc_get_var_double(file, variable(file, name), out));
}

static void must_be_attribute(int file, int id, const char *name, const char *expected) {
  char text[512] = "";
  size_t length;
  if (nc_inq_attlen(file, id, name, &length) || length >= sizeof text) fail_msg("no attribute %s", name);
  must(nc_get_att_text(file, id, name, text));
  text[length] = '\0';
  assert_string_equal(text, expected);
}

static void must_have_text(int file, const char *name, size_t index, const char *expected) {
  char *text;
  must(nc_get_var1_string(file, variable(file, name), &index, &text));
  assert_string_equal(text, expected);
  nc_free_string(1, &text);
}

static void the_file_says_what_it_is_and_where_it_comes_from(void **state) {
  (void)state;
  struct small_run *small = small_run_new();
  const int file = written(small);
  char source[64];
  int format;
  snprintf(source, sizeof source, "Zonula %s", zn_version());
  must(nc_inq_format(file, &format));
  assert_int_equal(format, NC_FORMAT_NETCDF4);
  must_be_attribute(file, NC_GLOBAL, "Conventions", "CF-1.10");
  must_be_attribute(file, NC_GLOBAL, "title", "A small study");
  must_be_attribute(file, NC_GLOBAL, "source", source);
  must_be_attribute(file, NC_GLOBAL, "references", "10.1000/small.1");
  must_be_attribute(file, NC_GLOBAL, "study_file", "small.yaml");
  must_be_attribute(file, NC_GLOBAL, "zonula_version", zn_version());
  must_be_attribute(file, NC_GLOBAL, "data_digest", zn_data_digest());
  unsigned long long seed[SMALL_COHORTS];
  must(nc_get_var_ulonglong(file, variable(file, "seed"), seed));
  assert_true(seed[0] == 7 && seed[1] == (UINT64_C(1) << 63) + 1);
  must_have_text(file, "overlays", 0, "inflamed_gut oats");
  must_have_text(file, "overlays", 1, "");
  must(nc_close(file));
  small_run_free(small);
}

static void what_was_given_is_told_with_its_grade_and_its_doubt(void **state) {
  (void)state;
  struct small_run *small = small_run_new();
  small->overlay[2].grade = "none";
  small->overlay[2].dose_state = -1;
  int file = written(small);
  must_be_attribute(file, NC_GLOBAL, "given_1_drug", "evidence none, effect assumed: changes nothing, by construction");
  must_be_attribute(file, NC_GLOBAL, "given_2_rest",
                    "evidence low, effect assumed: diet_fat x0.875 (0.5 to 1.25), this run used the middle");
  must(nc_close(file));
  small->event[2].effect = ZN_EFFECT_HIGH;
  file = written(small);
  must_be_attribute(file, NC_GLOBAL, "given_2_rest",
                    "evidence low, effect assumed: diet_fat x0.875 (0.5 to 1.25), this run used the upper end");
  must(nc_close(file));
  small->event[2].effect = ZN_EFFECT_KNOWN;
  small->cohort[1].member = 3;
  file = written(small);
  must_be_attribute(file, NC_GLOBAL, "given_2_rest",
                    "evidence low, effect assumed: diet_fat x0.875 (0.5 to 1.25), each member of the ensemble drew its own");
  must(nc_close(file));
  small_run_free(small);
}

static void every_persons_own_value_is_there(void **state) {
  (void)state;
  struct small_run *small = small_run_new();
  const int file = written(small);
  double value[SMALL_PATIENTS + SMALL_CONTROLS];
  read_doubles(file, "endpoint_2", 5, value);
  must_be_attribute(file, variable(file, "endpoint_2"), "long_name", "lactulose over mannitol");
  must_be_attribute(file, variable(file, "endpoint_2"), "units", "1");
  must_be_attribute(file, variable(file, "endpoint_2"), "coordinates", "person_cohort person_number");
  assert_true(value[0] == 11.0 && value[1] == 12.0);
  assert_true(isnan(value[2]) && isnan(value[3]) && isnan(value[4])); /* failed; of the other cohort */
  read_doubles(file, "endpoint_4", 5, value);
  assert_true(isnan(value[0]) && value[3] == 31.0 && value[4] == 32.0);
  double none;
  must(nc_get_att_double(file, variable(file, "endpoint_4"), "_FillValue", &none));
  assert_true(isnan(none));
  double cohort[5], number[5];
  read_doubles(file, "person_cohort", 5, cohort);
  read_doubles(file, "person_number", 5, number);
  assert_true(cohort[2] == 0.0 && cohort[3] == 1.0 && number[2] == 2.0 && number[3] == 0.0 && number[4] == 1.0);
  must(nc_close(file));
  small_run_free(small);
}

static void predictions_stand_beside_what_was_reported(void **state) {
  (void)state;
  struct small_run *small = small_run_new();
  const int file = written(small);
  double predicted[4], low[4], high[4], fold[4], reported[4], spread[8], inside[4], time[4];
  read_doubles(file, "predicted", 4, predicted);
  read_doubles(file, "predicted_lo90", 4, low);
  read_doubles(file, "predicted_hi90", 4, high);
  read_doubles(file, "fold_error", 4, fold);
  read_doubles(file, "reported_value", 4, reported);
  read_doubles(file, "reported_spread", 8, spread);
  read_doubles(file, "inside", 4, inside);
  read_doubles(file, "reported_time", 4, time);
  for (int r = 0; r < 4; r++) assert_true(predicted[r] == small->prediction[r].predicted && reported[r] == small->reported[r].value);
  assert_true(low[0] == 1.5 && high[0] == 2.75 && isnan(low[3]) && isnan(high[3]));
  assert_true(fold[1] == 4.0 && isnan(fold[2]));
  assert_true(spread[0] == 1.25 && spread[1] == 3.75 && spread[2] == 0.03125 && isnan(spread[3]) && isnan(spread[4]));
  assert_true(inside[0] == 1.0 && inside[1] == 0.0 && inside[3] == -1.0);
  assert_true(time[0] == 0.0 && time[3] == 48.0);
  must_have_text(file, "reported_label", 0, "lactulose, patients");
  must_have_text(file, "reported_unit", 3, "mg/L");
  must_have_text(file, "reported_statistic", 1, "geometric_mean");
  must(nc_close(file));
  small_run_free(small);
}

static void courses_are_kept_by_cohort_quantile_and_time(void **state) {
  (void)state;
  struct small_run *small = small_run_new();
  const int file = written(small);
  double course[SMALL_COHORTS][5][SMALL_POINTS], time[SMALL_POINTS], quantile[5];
  read_doubles(file, "course_leak_ileum", sizeof course / sizeof(double), &course[0][0][0]);
  read_doubles(file, "course_time", SMALL_POINTS, time);
  read_doubles(file, "quantile", 5, quantile);
  assert_true(course[1][3][2] == 1.0 + 0.5 + 0.25 + 0.125 * 2 + 0.0625 * 3);
  assert_true(time[4] == 96.0 && quantile[0] == 0.05 && quantile[2] == 0.5);
  must_be_attribute(file, variable(file, "course_time"), "units", "h");
  must_be_attribute(file, variable(file, "course_serum_crp"), "units", "mg/L");
  must_be_attribute(file, variable(file, "course_serum_crp"), "long_name", "C-reactive protein in serum");
  must(nc_close(file));
  small_run_free(small);
}

static void pictures_are_kept_by_cohort_time_and_place(void **state) {
  (void)state;
  struct small_run *small = small_run_new();
  *small_run_reading(small, 1, 1, "leak[transverse]") = 2.385;
  *small_run_reading(small, 0, 1, "mucus_inner[descending]") = 17.5;
  *small_run_reading(small, 1, 0, "absorptive_area[jejunum]") = 0.75;
  *small_run_reading(small, 1, 0, "serum_crp") = 4.125;
  const int file = written(small);
  double leak[SMALL_COHORTS][SMALL_PICTURES][ZN_SEGMENTS], inner[SMALL_COHORTS][SMALL_PICTURES][3], area[SMALL_COHORTS][SMALL_PICTURES][3];
  double crp[SMALL_COHORTS][SMALL_PICTURES];
  read_doubles(file, "picture_leak", sizeof leak / sizeof(double), &leak[0][0][0]);
  read_doubles(file, "picture_mucus_inner", sizeof inner / sizeof(double), &inner[0][0][0]);
  read_doubles(file, "picture_absorptive_area", sizeof area / sizeof(double), &area[0][0][0]);
  read_doubles(file, "picture_serum_crp", 4, &crp[0][0]);
  assert_true(leak[1][1][ZN_SEGMENT_transverse] == 2.385 && leak[1][0][ZN_SEGMENT_transverse] != 2.385);
  assert_true(inner[0][1][2] == 17.5 && area[1][0][1] == 0.75 && crp[1][0] == 4.125);
  must_have_text(file, "segment_name", ZN_SEGMENT_transverse, "transverse");
  must_have_text(file, "colon_name", 2, "descending");
  must_have_text(file, "small_bowel_name", 1, "jejunum");
  must_be_attribute(file, variable(file, "picture_mucus_inner"), "units", "um");
  must(nc_close(file));
  small_run_free(small);
}

static void the_sieve_and_the_numbers_behind_it_are_there(void **state) {
  (void)state;
  struct small_run *small = small_run_new();
  const int file = written(small);
  const size_t solutes = (size_t)zn_solute_count(), parameters = (size_t)zn_parameter_count();
  double *p = malloc(2 * 3 * solutes * sizeof *p), *median = malloc(2 * parameters * sizeof *median),
         *spread = malloc(2 * parameters * sizeof *spread);
  read_doubles(file, "permeability", 2 * 3 * solutes, p);
  assert_true(p[(1 * 3 + 2) * solutes + 1] == small->run.permeability[(1 * solutes + 1) * 3 + 2]);
  must_be_attribute(file, variable(file, "permeability"), "units", "cm/h");
  must_have_text(file, "solute_name", 1, zn_solute_info(1)->name);
  must_have_text(file, "place_name", 2, "ascending");
  read_doubles(file, "parameter_median", 2 * parameters, median);
  read_doubles(file, "parameter_spread", 2 * parameters, spread);
  const size_t gain = (size_t)zn_parameter_find("immune_gain"), weight = (size_t)zn_parameter_find("person_weight");
  assert_true(fabs(median[gain] - 2.5 * zn_parameter_info((int)gain)->value) < 1e-12 && spread[gain] == 0.375);
  assert_true(fabs(median[weight] - 61.5) < 1e-9 && spread[weight] == 0.0); /* set by the study: exact */
  assert_true(median[parameters + gain] == zn_parameter_info((int)gain)->value);
  must_have_text(file, "parameter_name", gain, "immune_gain");
  free(p);
  free(median);
  free(spread);
  must(nc_close(file));
  small_run_free(small);
}

static void who_failed_when_and_why_is_there(void **state) {
  (void)state;
  struct small_run *small = small_run_new();
  const int file = written(small);
  double failed[SMALL_COHORTS], person, time;
  read_doubles(file, "failed", SMALL_COHORTS, failed);
  read_doubles(file, "failure_person", 1, &person);
  read_doubles(file, "failure_time", 1, &time);
  assert_true(failed[0] == 1.0 && failed[1] == 0.0 && person == 2.0 && time == 31.25);
  must_have_text(file, "failure_reason", 0, "the step became too small");
  must_have_text(file, "failure_status", 0, zn_status_text(ZN_NUMERICAL));
  must(nc_close(file));
  small_run_free(small);
}

/* Names as CF wants them, a meaning for everything, and units that UDUNITS reads. */
static void every_variable_has_a_good_name_a_meaning_and_a_readable_unit(void **state) {
  (void)state;
  struct small_run *small = small_run_new();
  const int file = written(small);
  struct zn_units *units;
  struct zn_error error = {0};
  int n, with_units = 0;
  if (zn_units_open(&units, &error) != ZN_OK) fail_msg("%s", error.text);
  must(nc_inq_nvars(file, &n));
  for (int id = 0; id < n; id++) {
    char name[NC_MAX_NAME + 1], unit[64];
    size_t length;
    must(nc_inq_varname(file, id, name));
    if (name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_")] != '\0') fail_msg("'%s' is no good name", name);
    if (nc_inq_attlen(file, id, "long_name", &length) || length < 2) fail_msg("%s has no meaning", name);
    if (nc_inq_attlen(file, id, "units", &length)) continue;
    double to_internal;
    struct zn_dimension dimension;
    assert_true(length < sizeof unit);
    must(nc_get_att_text(file, id, "units", unit));
    unit[length] = '\0';
    if (zn_unit_parse(units, unit, &to_internal, &dimension, &error) != ZN_OK) fail_msg("%s: %s", name, error.text);
    with_units++;
  }
  assert_true(n > 60 && with_units > 45);
  zn_units_close(units);
  must(nc_close(file));
  small_run_free(small);
}

/* Written in different seconds, since it is seconds that file formats like to keep. */
static void equal_runs_give_equal_bytes(void **state) {
  (void)state;
  size_t length[2];
  char *bytes[2];
  for (int i = 0; i < 2; i++) {
    struct small_run *small = small_run_new();
    must(nc_close(written(small)));
    small_run_free(small);
    bytes[i] = scratch_read(path, &length[i]);
    if (i == 0) nanosleep(&(struct timespec){.tv_sec = 1, .tv_nsec = 100000000}, NULL);
  }
  assert_int_equal(length[0], length[1]);
  assert_memory_equal(bytes[0], bytes[1], length[0]);
  free(bytes[0]);
  free(bytes[1]);
}

static void a_run_without_rows_courses_pictures_and_failures_is_a_file_without_them(void **state) {
  (void)state;
  struct small_run *small = small_run_new();
  small->study.n_reported = small->study.n_follow = small->study.n_pictures = 0;
  small->run.n_outcomes = 0;
  const int file = written(small);
  int id;
  const char *gone[] = {"predicted", "endpoint_1", "course_time", "picture_leak", "failure_reason"};
  for (int i = 0; i < 5; i++) assert_int_equal(nc_inq_varid(file, gone[i], &id), NC_ENOTVAR);
  assert_int_equal(nc_inq_dimid(file, "failure", &id), NC_EBADDIM);
  double people[SMALL_COHORTS];
  read_doubles(file, "people", SMALL_COHORTS, people);
  assert_true(people[0] == SMALL_PATIENTS);
  must(nc_close(file));
  small_run_free(small);
}

static void what_cannot_be_written_is_an_error_and_leaves_nothing_behind(void **state) {
  (void)state;
  struct small_run *small = small_run_new();
  struct zn_error error = {0};
  struct zn_folder left;
  char blocked[256], inner[160];
  scratch_text(folder, "taken/result.nc/inner", "a folder has the file's name");
  snprintf(inner, sizeof inner, "%s/taken", folder);
  snprintf(blocked, sizeof blocked, "%s/taken/result.nc", folder);
  assert_int_equal(zn_run_write_netcdf(&small->run, blocked, &error), ZN_IO);
  assert_string_equal(error.file, blocked);
  assert_int_equal(zn_folder_list(&left, inner, &error), ZN_OK);
  assert_int_equal(left.count, 1);
  zn_folder_clear(&left);
  scratch_text(folder, "file", "not a folder");
  snprintf(blocked, sizeof blocked, "%s/file/result.nc", folder);
  assert_int_equal(zn_run_write_netcdf(&small->run, blocked, &error), ZN_IO);
  assert_non_null(strstr(error.text, "cannot be written"));
  small_run_free(small);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_file_says_what_it_is_and_where_it_comes_from),
      cmocka_unit_test(what_was_given_is_told_with_its_grade_and_its_doubt),
      cmocka_unit_test(every_persons_own_value_is_there),
      cmocka_unit_test(predictions_stand_beside_what_was_reported),
      cmocka_unit_test(courses_are_kept_by_cohort_quantile_and_time),
      cmocka_unit_test(pictures_are_kept_by_cohort_time_and_place),
      cmocka_unit_test(the_sieve_and_the_numbers_behind_it_are_there),
      cmocka_unit_test(who_failed_when_and_why_is_there),
      cmocka_unit_test(every_variable_has_a_good_name_a_meaning_and_a_readable_unit),
      cmocka_unit_test(equal_runs_give_equal_bytes),
      cmocka_unit_test(a_run_without_rows_courses_pictures_and_failures_is_a_file_without_them),
      cmocka_unit_test(what_cannot_be_written_is_an_error_and_leaves_nothing_behind),
  };
  return cmocka_run_group_tests(tests, begin, scratch_close);
}
