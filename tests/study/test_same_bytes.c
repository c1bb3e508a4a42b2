/* The files of a run are the same to the last byte on any number of lanes and threads, in any order of cohorts' work, and when run again.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "../support/scratch.h"
#include "human.h"
#include "solve/rodas.h"

enum { PEOPLE = 21, FILES = 3 };
static const char *const files[FILES] = {"result.nc", "summary.csv", "report.html"};
static const char *folder;

static int begin(void **state) {
  (void)state;
  folder = scratch_open();
  return 0;
}

static int end(void **state) {
  humans_leave();
  return scratch_close(state);
}

/* Runs a shipped study with a few people and writes its files under a name. */
static void write_run(const char *name, const char *study_file, int lanes, int threads) {
  struct zn_study *study;
  struct zn_run *run;
  struct zn_error error = {0};
  char path[256];
  snprintf(path, sizeof path, "%s/studies/%s.yaml", ZN_SOURCE_DIR, study_file);
  if (zn_study_read(&study, path, humans_library(), &error) != ZN_OK) fail_msg("%s", error.text);
  for (int c = 0; c < study->n_cohorts; c++) study->cohorts[c].people = PEOPLE;
  const struct zn_run_options options = {.lanes = lanes, .threads = threads};
  if (zn_run_study(&run, study, humans_library(), &options, &error) != ZN_OK) fail_msg("%s", error.text);
  char result[256], summary[256], report[256];
  snprintf(result, sizeof result, "%s/%s/%s", folder, name, files[0]);
  snprintf(summary, sizeof summary, "%s/%s/%s", folder, name, files[1]);
  snprintf(report, sizeof report, "%s/%s/%s", folder, name, files[2]);
  if (zn_run_write_netcdf(run, result, &error) != ZN_OK || zn_run_write_csv(run, summary, &error) != ZN_OK ||
      zn_run_write_report(run, report, "", &error) != ZN_OK)
    fail_msg("%s", error.text);
  zn_run_free(run);
  zn_study_free(study);
}

static FILE *open_file(const char *name, const char *file) {
  char path[256];
  snprintf(path, sizeof path, "%s/%s/%s", folder, name, file);
  FILE *opened = fopen(path, "rb");
  if (!opened) fail_msg("%s is not there", path);
  return opened;
}

static void must_be_the_same(const char *name, const char *other) {
  for (int f = 0; f < FILES; f++) {
    FILE *a = open_file(name, files[f]), *b = open_file(other, files[f]);
    long at = 0;
    for (int byte = 0; byte != EOF; at++)
      if ((byte = fgetc(a)) != fgetc(b)) fail_msg("%s of %s and %s differ at byte %ld", files[f], name, other, at);
    assert_true(at > 500);
    fclose(a);
    fclose(b);
  }
}

static void compare_all(const char *study) {
  static const int lanes[] = {1, 2, 4, 8}, threads[] = {1, 2, 4};
  char first[64], name[64];
  snprintf(first, sizeof first, "%s-first", study);
  write_run(first, study, 1, 1);
  for (int l = 0; l < 4; l++)
    for (int t = 0; t < 3; t++) {
      if (!zn_lanes_fit(lanes[l])) continue;
      snprintf(name, sizeof name, "%s-%d-%d", study, lanes[l], threads[t]);
      write_run(name, study, lanes[l], threads[t]);
      must_be_the_same(first, name);
    }
}

static void a_study_with_a_drug_and_tests(void **state) {
  (void)state;
  compare_all("suenaert_2002");
}

static void a_study_with_courses_over_weeks(void **state) {
  (void)state;
  compare_all("gluten_challenge");
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(a_study_with_a_drug_and_tests), cmocka_unit_test(a_study_with_courses_over_weeks)};
  return cmocka_run_group_tests_name("the same bytes", tests, begin, end);
}
