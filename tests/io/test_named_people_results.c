/* Result files and reports name the people whom a table names. */
#include <math.h>
#include <netcdf.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "scratch.h"
#include "small_run.h"

static char folder[128];

static int begin(void **state) {
  (void)state;
  scratch_begin(folder);
  return 0;
}

static int end(void **state) {
  (void)state;
  scratch_end(folder);
  return 0;
}

static void result_files_name_people(void **state) {
  (void)state;
  static char *names[] = {"Ada", "Bea", "Carl <3"};
  static int own[] = {0, 1, 2};
  int given[] = {zn_parameter_find("person_weight")};
  double weights[] = {60e3, 61e3, 62e3};
  struct zn_named_people named = {
      .file = "folder/three.csv", .people = SMALL_PATIENTS, .name = names, .drawn_as = own, .n = 1, .parameter = given, .value = weights};
  struct small_run *small = small_run_new();
  struct zn_error error = {0};
  char path[200], *name[SMALL_PATIENTS + SMALL_CONTROLS];
  int result, variable;
  size_t length;
  small->study.n_named = 1;
  small->cohort[0].named = &named;
  snprintf(path, sizeof path, "%s/result.nc", folder);
  if (zn_run_write_netcdf(&small->run, path, &error) != ZN_OK) fail_msg("%s", error.text);
  assert_int_equal(nc_open(path, NC_NOWRITE, &result), NC_NOERR);
  assert_int_equal(nc_inq_varid(result, "person_name", &variable), NC_NOERR);
  assert_int_equal(nc_get_var_string(result, variable, name), NC_NOERR);
  assert_string_equal(name[1], "Bea");
  assert_string_equal(name[SMALL_PATIENTS], "");
  nc_free_string(SMALL_PATIENTS + SMALL_CONTROLS, name);
  double around[2];
  const size_t of_patients[] = {0, (size_t)given[0]}, of_controls[] = {1, (size_t)given[0]};
  assert_int_equal(nc_inq_varid(result, "parameter_median", &variable), NC_NOERR);
  assert_int_equal(nc_get_var1_double(result, variable, of_patients, &around[0]), NC_NOERR);
  assert_int_equal(nc_get_var1_double(result, variable, of_controls, &around[1]), NC_NOERR);
  assert_true(isnan(around[0]) && around[1] == 70.0); /* each patient has their own */
  nc_close(result);
  snprintf(path, sizeof path, "%s/persons.csv", folder);
  if (zn_run_write_persons(&small->run, path, &error) != ZN_OK) fail_msg("%s", error.text);
  char *table = scratch_read(path, &length);
  assert_int_equal(strncmp(table, "cohort,number,name,label,time_h,unit,value\npatients,0,Ada,", 58), 0);
  assert_non_null(strstr(table, ",2\npatients,2,Carl <3,")); /* of the first row: 1, 2, 3 */
  assert_non_null(strstr(table, "\ncontrols,1,,"));
  free(table);
  snprintf(path, sizeof path, "%s/report.html", folder);
  if (zn_run_write_report(&small->run, path, "", &error) != ZN_OK) fail_msg("%s", error.text);
  char *page = scratch_read(path, &length);
  assert_non_null(strstr(page, "Named in three.csv"));
  assert_non_null(strstr(page, ": each their own</b>"));
  assert_non_null(strstr(page, "<td class=\"number\">2 Carl &lt;3</td>")); /* who failed */
  free(page);
  small_run_free(small);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(result_files_name_people)};
  return cmocka_run_group_tests(tests, begin, end);
}
