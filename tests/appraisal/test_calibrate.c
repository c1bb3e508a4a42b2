/* Calibration from a table to the data folder, on a table of a few rows of healthy people and one of the ill. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/folder.h"
#include "evidence/tables.h"
#include "scratch.h"
#include "zonula/zonula.h"

enum { MEMBERS = 6 };

static const char table_text[] =
    "id,condition,subgroup,test,probe,dose_g,window_start_h,window_end_h,statistic,value,unit,spread_kind,spread_lo,spread_hi,n,"
    "authors_year,journal,pmid_or_doi,url,note\n"
    "A1,healthy,,dual_sugar,LMR,5/2,0,5,median,0.02,ratio,,,,12,One 2001,,,,\n"
    "A2,healthy,,cr_edta,51Cr-EDTA,,0,24,median,2.1,percent_of_dose,,,,12,One 2001,,,,\n"
    "B1,healthy,,dual_sugar,LMR,5/2,0,5,mean,0.03,ratio,,,,20,Two 2002,,,,\n"
    "B2,healthy,,dual_sugar,mannitol,5/2,0,5,mean,14,percent_of_dose,,,,20,Two 2002,,,,\n"
    "C1,healthy,,cr_edta,51Cr-EDTA,,0,24,mean,1.7,percent_of_dose,,,,9,Three 2003,,,,\n"
    "C2,healthy,,cr_edta,51Cr-EDTA,,0,24,proportion,45,percent_of_subjects,,,,9,Three 2003,,,,\n"
    "C3,crohn_remission,,cr_edta,51Cr-EDTA,,0,24,mean,3.9,percent_of_dose,,,,9,Three 2003,,,,\n";

struct world {
  char folder[128];
  struct zn_library *library;
  struct zn_published_table *table;
  struct zn_calibration *calibration;
  int steps;
};
static struct world world;

static int count_step(void *context, int step, int n, const double *value, double badness) {
  assert_true(n > 15 && badness >= 0.0);
  for (int i = 0; i < n; i++) assert_true(value[i] > 0.0);
  *(int *)context = step;
  return 0;
}

static struct zn_calibrate_options options_of(int threads) {
  return (struct zn_calibrate_options){.simulate = {.people = 8, .run = {.threads = threads}},
                                       .members = MEMBERS,
                                       .most_steps = 2,
                                       .folds = 2,
                                       .step = count_step,
                                       .step_context = &world.steps};
}

static int begin(void **state) {
  (void)state;
  char path[256];
  struct zn_error error = {0};
  scratch_begin(world.folder);
  scratch_text(world.folder, "few.csv", table_text);
  snprintf(path, sizeof path, "%s/few.csv", world.folder);
  if (zn_library_load(&world.library, &error) != ZN_OK || zn_published_read(&world.table, path, &error) != ZN_OK) return 1;
  const struct zn_calibrate_options options = options_of(1);
  if (zn_calibrate(&world.calibration, world.table, world.library, &options, &error) == ZN_OK) return 0;
  fprintf(stderr, "%s\n", error.text);
  return 1;
}

static int end(void **state) {
  (void)state;
  zn_calibration_free(world.calibration);
  zn_published_free(world.table);
  zn_library_free(world.library);
  scratch_end(world.folder);
  return 0;
}

static void every_row_is_scored_in_four_ways(void **state) {
  (void)state;
  const struct zn_calibration *c = world.calibration;
  const struct zn_appraisal *const all[] = {c->fitted, c->paper_left_out, c->tenth_left_out, c->look_up};
  assert_true(world.steps >= 1 && c->steps == world.steps);
  for (int k = 0; k < 4; k++) {
    assert_int_equal(all[k]->overall.rows, 7);
    assert_int_equal(all[k]->overall.in_scope, 6);
    for (int i = 0; i < 5; i++) assert_true(all[k]->verdict[i].predicted > 0.0 || k == 3);
    assert_true(strlen(all[k]->verdict[5].reason) > 10);
  }
  assert_true(c->fitted->overall.gmfe < c->paper_left_out->overall.gmfe);
  for (int i = 0; i < 5; i++) assert_true(c->weight[i] > 0.2 && c->weight[i] <= 1.25);
  assert_true(isnan(c->weight[5]));
}

/* Of the other papers: LMR 0.02 and 0.03 stand for each other; nobody else measured mannitol. */
static void the_look_up_table_says_what_other_papers_say(void **state) {
  (void)state;
  const struct zn_verdict *v = world.calibration->look_up->verdict;
  assert_true(fabs(v[0].predicted - 0.03) < 1e-12 && fabs(v[2].predicted - 0.02) < 1e-12);
  assert_true(fabs(v[1].predicted - 1.7) < 1e-12 && fabs(v[4].predicted - 2.1) < 1e-12);
  assert_true(isnan(v[3].fold_error));
}

static void numbers_and_members_stay_in_their_ranges(void **state) {
  (void)state;
  const struct zn_calibration *c = world.calibration;
  int touched = 0;
  for (int i = 0; i < c->n; i++) {
    const struct zn_calibrated_number *n = &c->number[i];
    assert_true(n->median >= n->row->low && n->median <= n->row->high && n->lo90 <= n->median && n->median <= n->hi90);
    assert_true(n->learnt > -1e-9 && n->learnt < 1.0);
    for (int m = 0; m < MEMBERS; m++) {
      const double value = c->member[m * c->n + i];
      assert_true(value >= n->row->low * (1.0 - 1e-12) && value <= n->row->high * (1.0 + 1e-12));
    }
    touched += n->rows > 0;
    if (n->row->target.kind == ZN_TARGET_OVERLAY && strcmp(n->row->target.scope, "condition crohn_remission") != 0) { /* nobody has it */
      assert_int_equal(n->rows, 0);
      assert_true(fabs(n->moved) < 1e-9 && fabs(n->learnt) < 1e-9);
    }
  }
  assert_true(touched >= 6);
}

static void threads_change_nothing(void **state) {
  (void)state;
  struct zn_calibration *other;
  struct zn_error error = {0};
  const struct zn_calibrate_options options = options_of(2);
  if (zn_calibrate(&other, world.table, world.library, &options, &error) != ZN_OK) fail_msg("%s", error.text);
  assert_memory_equal(other->member, world.calibration->member, (size_t)(other->n * MEMBERS) * sizeof *other->member);
  zn_calibration_free(other);
}

static int stop(void *context, const char *what, int done, int all) {
  (void)context;
  assert_true(done < all && strncmp(what, "step", 4) == 0);
  return 1;
}

static void it_can_be_stopped(void **state) {
  (void)state;
  struct zn_calibration *none;
  struct zn_error error = {0};
  struct zn_calibrate_options options = options_of(1);
  options.progress = stop;
  assert_int_equal(zn_calibrate(&none, world.table, world.library, &options, &error), ZN_INTERRUPTED);
  assert_null(none);
}

static void a_step_that_was_kept_is_found_again(void **state) {
  (void)state;
  struct zn_calibration_table *table;
  struct zn_error error = {0};
  char path[256];
  snprintf(path, sizeof path, "%s/reached.csv", world.folder);
  assert_int_equal(zn_calibration_table_load(&table, world.library, &error), ZN_OK);
  double *value = malloc(2 * (size_t)table->n * sizeof *value), *again = value + table->n;
  for (int i = 0; i < table->n; i++) value[i] = table->row[i].prior_median * (1.0 + 0.01 * i);
  assert_int_equal(zn_calibration_reached_write(table, value, path, &error), ZN_OK);
  assert_int_equal(zn_calibration_reached_read(again, table, path, &error), ZN_OK);
  assert_memory_equal(value, again, (size_t)table->n * sizeof *value);
  free(value);
  zn_calibration_table_free(table);
}

/* --- Writing back -------------------------------------------------------------------------------------------------------------------- */

static void copy_data(char path[256]) {
  struct zn_folder files;
  assert_int_equal(zn_folder_list(&files, ZN_SOURCE_DIR "/data", NULL), ZN_OK);
  for (int i = 0; i < files.count; i++) {
    char *text;
    size_t length;
    assert_int_equal(zn_file_read(&text, &length, files.path[i], ZN_LARGEST_FILE, NULL), ZN_OK);
    scratch_write(world.folder, files.path[i] + strlen(ZN_SOURCE_DIR) + 1, text, length);
    free(text);
  }
  zn_folder_clear(&files);
  snprintf(path, 256, "%s/data", world.folder);
}

static char *text_of(const char *folder, const char *name) {
  char path[512], *text;
  size_t length;
  snprintf(path, sizeof path, "%s/%s", folder, name);
  if (zn_file_read(&text, &length, path, ZN_LARGEST_FILE, NULL) != ZN_OK) fail_msg("%s is not there", path);
  return text;
}

/* What is written is a valid folder again, holds what was learnt, and differs in those rows only. */
static void what_is_written_back_is_valid_data(void **state) {
  (void)state;
  const struct zn_calibration *c = world.calibration;
  char data[256];
  struct zn_error error = {0};
  copy_data(data);
  if (zn_calibration_write_back(c, data, "zonula calibrate \"few\".csv", &error) != ZN_OK) fail_msg("%s", error.text);
  struct zn_tables tables;
  struct zn_findings *findings = calloc(1, sizeof *findings);
  if (zn_tables_read(&tables, data, ZN_SOURCE_DIR "/studies", findings, &error) != ZN_OK)
    fail_msg("%s:%d: %s", error.file, error.line, error.text);
  for (int i = 0; i < tables.n_parameters; i++) {
    const struct zn_parameter_row *row = &tables.parameters[i];
    const struct zn_parameter_info *before = zn_parameter_info(zn_parameter_find(row->name));
    if (strcmp(row->source, "calibration") != 0 && (row->value != before->value || strcmp(row->grade, before->grade) != 0))
      fail_msg("%s is %.17g, was %.17g", row->name, row->value, before->value);
    for (int k = 0; k < c->n; k++)
      if (c->number[k].rows && c->number[k].row->target.kind == ZN_TARGET_PARAMETER &&
          strcmp(c->number[k].row->target.name, row->name) == 0) {
        assert_true(fabs(row->value / c->number[k].median - 1.0) < 6e-3);
        assert_string_equal(row->grade, "calibrated");
      }
  }
  zn_tables_clear(&tables);
  free(findings);
  char *ensemble = text_of(data, "ensemble.csv"), *sources = text_of(data, "sources.csv");
  int lines = 0;
  for (const char *at = ensemble; (at = strchr(at, '\n')); at++) lines++;
  assert_int_equal(lines, 1 + MEMBERS * c->n);
  assert_non_null(strstr(sources, "\ncalibration,calibrated to published rows,,\"made by zonula calibrate \"\"few\"\".csv\"\n"));
  free(ensemble);
  char *condition = text_of(data, "conditions/crohn_remission.yaml"), *other = text_of(data, "conditions/crohn_active.yaml");
  assert_non_null(strstr(condition, "# calibrated to 1 row: "));
  assert_non_null(strstr(condition, "calibration]"));
  char *untouched;
  size_t length;
  if (zn_file_read(&untouched, &length, ZN_SOURCE_DIR "/data/conditions/crohn_active.yaml", ZN_LARGEST_FILE, &error) != ZN_OK)
    fail_msg("%s", error.text);
  assert_string_equal(other, untouched);
  free(untouched);
  free(condition);
  free(other);
  /* Writing again changes nothing more. */
  if (zn_calibration_write_back(c, data, "zonula calibrate \"few\".csv", &error) != ZN_OK) fail_msg("%s", error.text);
  char *again = text_of(data, "sources.csv");
  assert_string_equal(sources, again);
  free(sources);
  free(again);
}

static void its_files_hold_the_scores(void **state) {
  (void)state;
  char path[256];
  struct zn_error error = {0};
  snprintf(path, sizeof path, "%s/calibration.html", world.folder);
  if (zn_calibration_write_report(world.calibration, path, "zonula calibrate few.csv", &error) != ZN_OK) fail_msg("%s", error.text);
  char *page = text_of(world.folder, "calibration.html");
  assert_non_null(strstr(page, "<h1>Calibrated to published measurements</h1>"));
  assert_non_null(strstr(page, "solute pore conductance"));
  free(page);
  snprintf(path, sizeof path, "%s/calibration.csv", world.folder);
  if (zn_calibration_write_csv(world.calibration, path, &error) != ZN_OK) fail_msg("%s", error.text);
  char *table = text_of(world.folder, "calibration.csv"), expected[64];
  snprintf(expected, sizeof expected, "\nscore,paper_left_out,gmfe,1,%.6g,", world.calibration->paper_left_out->overall.gmfe);
  assert_non_null(strstr(table, expected));
  free(table);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_row_is_scored_in_four_ways),
      cmocka_unit_test(the_look_up_table_says_what_other_papers_say),
      cmocka_unit_test(numbers_and_members_stay_in_their_ranges),
      cmocka_unit_test(threads_change_nothing),
      cmocka_unit_test(it_can_be_stopped),
      cmocka_unit_test(a_step_that_was_kept_is_found_again),
      cmocka_unit_test(what_is_written_back_is_valid_data),
      cmocka_unit_test(its_files_hold_the_scores),
  };
  return cmocka_run_group_tests(tests, begin, end);
}
