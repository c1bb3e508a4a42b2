/* A kit that does not measure zonulin: every output of a run says so, and it tells nobody's wall from another's. */
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

#include "../support/scratch.h"
#include "base/file.h"
#include "zonula.h"
#include "zonula/zonula.h"

static const char study_text[] =
    "title: A kit and a test\n"
    "source: none\n"
    "summary: Healthy people and people in remission, each with a kit sold for zonulin and two sugars.\n"
    "cohorts:\n"
    "  - {name: well, people: 250, condition: healthy, seed: 11}\n"
    "  - {name: remission, people: 250, condition: crohn_remission, seed: 12}\n"
    "timeline:\n"
    "  - {at: 0 d, measure: zonulin_kit}\n"
    "  - {at: 0 d, measure: biopsy}\n"
    "  - {at: 0 d, measure: lactulose_mannitol}\n"
    "reported:\n"
    "  - {cohort: well, at: 0 d, assay: zonulin_kit, reading: zonulin_kit, median: 40 ng/mL, label: Serum zonulin}\n"
    "  - {cohort: remission, at: 0 d, assay: zonulin_kit, reading: zonulin_kit, median: 40 ng/mL}\n"
    "  - {cohort: well, at: 0 d, assay: biopsy, reading: \"strands[ileum]\", median: 5.5}\n"
    "  - {cohort: remission, at: 0 d, assay: biopsy, reading: \"strands[ileum]\", median: 5}\n"
    "  - {cohort: well, at: 0 d, assay: lactulose_mannitol, probe: lactulose, over: mannitol, window: 0-5 h, median: 0.02}\n"
    "  - {cohort: remission, at: 0 d, assay: lactulose_mannitol, probe: lactulose, over: mannitol, window: 0-5 h, median: 0.05}\n";
enum { KIT = 0, STRANDS = 2, RATIO = 4, EACH = 250, ALL = 500 };

#define NOT_ZONULIN "(not zonulin)"

static void must_say_so(const char *folder, const char *name) {
  char path[256], *text;
  size_t length;
  struct zn_error error = {0};
  snprintf(path, sizeof path, "%s/%s", folder, name);
  if (zn_file_read(&text, &length, path, ZN_LARGEST_FILE, &error) != ZN_OK) fail_msg("%s", error.text);
  assert_holds(text, "Serum zonulin " NOT_ZONULIN);
  assert_holds(text, "kit sold for zonulin at 0 d, remission " NOT_ZONULIN);
  free(text);
}

static void netcdf_must_say_so(const char *folder) {
  char path[256], *label[2];
  int file, id;
  const size_t from[1] = {0}, count[1] = {2};
  snprintf(path, sizeof path, "%s/result.nc", folder);
  assert_int_equal(nc_open(path, NC_NOWRITE, &file), NC_NOERR);
  assert_int_equal(nc_inq_varid(file, "reported_label", &id), NC_NOERR);
  assert_int_equal(nc_get_vara_string(file, id, from, count, label), NC_NOERR);
  assert_string_equal(label[0], "Serum zonulin " NOT_ZONULIN);
  assert_holds(label[1], NOT_ZONULIN);
  nc_free_string(2, label);
  nc_close(file);
}

static void every_output_says_that_the_kit_does_not_read_zonulin(void **state) {
  (void)state;
  char folder[128], study[160], out[160];
  scratch_begin(folder);
  scratch_text(folder, "kit.yaml", study_text);
  snprintf(study, sizeof study, "%s/kit.yaml", folder);
  snprintf(out, sizeof out, "%s/out", folder);
  struct program_said table = zonula("run", study, "--people", "3", "--no-cache", "--quiet", "--out", out);
  struct program_said json = zonula("run", study, "--people", "3", "--no-cache", "--quiet", "--json", "--out", out);
  assert_int_equal(table.code + json.code, 0);
  assert_holds(table.out, "Serum zonulin " NOT_ZONULIN);
  assert_holds(json.out, "Serum zonulin " NOT_ZONULIN);
  must_say_so(out, "summary.csv");
  must_say_so(out, "report.html");
  netcdf_must_say_so(out);
  program_forget(&table);
  program_forget(&json);
  scratch_end(folder);
}

static double correlation(const double *x, const double *y, int n) {
  double mx = 0.0, my = 0.0, xx = 0.0, yy = 0.0, xy = 0.0;
  for (int i = 0; i < n; i++) mx += x[i] / n, my += y[i] / n;
  for (int i = 0; i < n; i++) xx += (x[i] - mx) * (x[i] - mx), yy += (y[i] - my) * (y[i] - my), xy += (x[i] - mx) * (y[i] - my);
  return xy / sqrt(xx * yy);
}

/* Logarithms of a reading of both cohorts in a row. */
static void values_of(const struct zn_run *run, int row, double out[ALL]) {
  for (int c = 0; c < 2; c++)
    for (int i = 0; i < EACH; i++) out[c * EACH + i] = log(run->cohort[c].value[(size_t)(row + c) * EACH + (size_t)i]);
}

/* As a study reports them, all with their noise: strands stand for the true leak. */
static void over_500_people_sugars_tell_of_the_leak_and_the_kit_does_not(void **state) {
  (void)state;
  struct zn_library *library;
  struct zn_study *study;
  struct zn_run *run;
  struct zn_error error = {0};
  const struct zn_run_options options = {.without_intervals = 1};
  char folder[128], path[160];
  double kit[ALL], strands[ALL], ratio[ALL];
  scratch_begin(folder);
  scratch_text(folder, "kit.yaml", study_text);
  snprintf(path, sizeof path, "%s/kit.yaml", folder);
  if (zn_library_load(&library, &error) != ZN_OK || zn_study_read(&study, path, library, &error) != ZN_OK ||
      zn_run_study(&run, study, library, &options, &error) != ZN_OK)
    fail_msg("%s", error.text);
  values_of(run, KIT, kit);
  values_of(run, STRANDS, strands);
  values_of(run, RATIO, ratio);
  printf("correlation with strands left over %d people: kit %.2f, lactulose/mannitol %.2f\n", ALL, correlation(kit, strands, ALL),
         correlation(ratio, strands, ALL));
  assert_true(fabs(correlation(kit, strands, ALL)) < 0.12);
  assert_true(correlation(ratio, strands, ALL) < -0.3);
  zn_run_free(run);
  zn_study_free(study);
  zn_library_free(library);
  scratch_end(folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_output_says_that_the_kit_does_not_read_zonulin),
      cmocka_unit_test(over_500_people_sugars_tell_of_the_leak_and_the_kit_does_not),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
