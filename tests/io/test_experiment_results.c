/* Results of experiments: kept and read again, refused when they do not belong together, and known by what they depend on. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/embedded.h"
#include "base/file.h"
#include "scratch.h"
#include "zonula/zonula.h"

#define HEADER                                                                                                                          \
  "experiment,digest,members,people,variant,criterion,asked,holds,statistic,survives,lo90,hi90,members_hold,counted,without_value,q05," \
  "q25,"                                                                                                                                \
  "q50,q75,q95,each_member\n"
static const char table[] = HEADER
    "early,0123456789abcdef,2,40,intact,\"it stays, calm\",each,1,0.95,0.95,0.851,0.991,2,40,1,0.1,0.2,0.3,0.4,0.5,0.31 0.29\n"
    "early,0123456789abcdef,2,40,intact,it rises,median,1,1.6,0.5,0.0253,0.975,1,40,0,1,1.2,1.6,2,3.25e+08,1.7 -\n"
    "early,0123456789abcdef,2,40,without mucus,\"it stays, calm\",each,0,0.1,0.1,0.035,0.216,0,40,0,0.7,0.8,0.9,0.95,0.99,0.9 0.88\n"
    "early,0123456789abcdef,2,40,without mucus,it rises,median,1,9,1,0.224,1,2,40,0,7,8,9,10,11,9.1 8.9\n"
    "late,fedcba9876543210,1,8,intact,something,rank_correlation,0,,0,0,0.95,0,8,8,,,,,,-\n";

static const char *folder;
static char path[256], again[256];

static int begin(void **state) {
  (void)state;
  folder = scratch_open();
  snprintf(path, sizeof path, "%s/results.csv", folder);
  snprintf(again, sizeof again, "%s/again.csv", folder);
  return 0;
}
static struct zn_experiment_results *read_text(const char *text) {
  struct zn_experiment_results *results;
  struct zn_error error = {0};
  scratch_text(folder, "results.csv", text);
  if (zn_experiment_results_read(&results, path, &error) != ZN_OK) fail_msg("%s:%d: %s", error.file, error.line, error.text);
  return results;
}

static void what_was_read_is_what_stands_there(void **state) {
  (void)state;
  struct zn_experiment_results *results = read_text(table);
  assert_int_equal(results->n, 2);
  const struct zn_experiment_result *r = zn_experiment_results_find(results, "early");
  assert_string_equal(r->digest, "0123456789abcdef");
  assert_true(r->members == 2 && r->people == 40 && r->n_criteria == 2 && r->n_broken == 1);
  assert_string_equal(r->label[0], "it stays, calm");
  assert_string_equal(r->without[0], "mucus");
  assert_true(r->intact.holds && !r->broken[0].holds);
  assert_int_equal(r->intact.worst, 1);
  assert_int_equal(r->broken[0].worst, 0);
  const struct zn_criterion_result *c = &r->intact.criterion[1];
  assert_true(c->statistic == 1.6 && c->survives == 0.5 && c->lo90 == 0.0253 && c->hi90 == 0.975);
  assert_true(c->members_hold == 1 && c->people == 40 && c->without == 0);
  assert_true(c->quantile[0] == 1.0 && c->quantile[4] == 3.25e8);
  assert_true(c->member[0] == 1.7 && isnan(c->member[1]));
  assert_int_equal(r->intact.criterion[0].without, 1);
  r = zn_experiment_results_find(results, "late");
  assert_true(isnan(r->intact.criterion->statistic) && isnan(r->intact.criterion->quantile[2]));
  assert_null(zn_experiment_results_find(results, "never"));
  zn_experiment_results_free(results);
}

static void what_is_written_again_is_the_same_byte_for_byte(void **state) {
  (void)state;
  struct zn_experiment_results *results = read_text(table);
  struct zn_error error = {0};
  char *text;
  size_t length;
  if (zn_experiment_results_write(results, again, &error) != ZN_OK) fail_msg("%s", error.text);
  assert_int_equal(zn_file_read(&text, &length, again, ZN_LARGEST_FILE, NULL), ZN_OK);
  assert_string_equal(text, table);
  free(text);
  zn_experiment_results_free(results);
}

/* The first `old` of the table replaced must be refused in that line. */
static void refused(const char *old, const char *with, int line, const char *part) {
  char text[4096];
  struct zn_experiment_results *results;
  struct zn_error error = {0};
  const char *at = strstr(table, old);
  if (!at) fail_msg("'%s' is not in the table", old);
  snprintf(text, sizeof text, "%.*s%s%s", (int)(at - table), table, with, at + strlen(old));
  scratch_text(folder, "results.csv", text);
  assert_int_equal(zn_experiment_results_read(&results, path, &error), ZN_INPUT);
  assert_null(results);
  if (!strstr(error.text, part)) fail_msg("'%s' does not say '%s'", error.text, part);
  if (error.line != line) fail_msg("line %d: %s", error.line, error.text);
}

static void rows_that_do_not_belong_together_are_refused(void **state) {
  (void)state;
  refused("0123456789abcdef,2,40,intact,it rises", "0123456789abcde0,2,40,intact,it rises", 3, "differ");
  refused("calm\",each", "calm\",every", 2, "asked is 'every'");
  refused("mucus,it rises", "mucus,it falls", 5, "expected criterion 'it rises'");
  refused("early,0123456789abcdef,2,40,without mucus,it rises,median,1,9,1,0.224,1,2,40,0,7,8,9,10,11,9.1 8.9\n", "", 2,
          "not all variants");
  refused("late,", "zz_late,x", 6, "digest");
  refused("intact,something", "without something,something", 6, "first variant");
}

static void numbers_that_cannot_be_are_refused(void **state) {
  (void)state;
  refused("0123456789abcdef", "0123456789abcdeg", 2, "is no digest");
  refused("0.31 0.29", "0.31", 2, "each_member has 1");
  refused("0.31 0.29", "0.31 many", 2, "'many'");
  refused("1,0.95,0.95,0.851", "2,0.95,0.95,0.851", 2, "holds is 2");
  refused("0.95,0.851,0.991", "0.95,0.961,0.991", 2, "survives and its interval");
  refused("0.991,2,40,1", "0.991,3,40,1", 2, "members_hold is above members");
  refused("members_hold,", "members_held,", 1, "members_h");
}

static void a_result_takes_the_place_of_its_name_or_its_order(void **state) {
  (void)state;
  struct zn_experiment_results *results = read_text(table), *more = read_text(table);
  struct zn_experiment_result *early = more->result[0], *late = more->result[1];
  more->n = 0;
  strcpy(early->name, "zarly");
  assert_int_equal(zn_experiment_results_put(results, early, NULL), ZN_OK);
  assert_int_equal(results->n, 3);
  assert_ptr_equal(results->result[2], early);
  assert_int_equal(zn_experiment_results_put(results, late, NULL), ZN_OK);
  assert_int_equal(results->n, 3);
  assert_ptr_equal(results->result[1], late);
  zn_experiment_results_free(results);
  zn_experiment_results_free(more);
}

/* --- What a result depends on ------------------------------------------------------------------------------------------------------- */

static void every_experiment_is_found_by_its_name(void **state) {
  (void)state;
  assert_true(zn_experiment_count() > 0);
  for (int i = 0; i < zn_experiment_count(); i++) {
    char digest[17];
    assert_int_equal(zn_experiment_digest(digest, zn_experiment_name(i), NULL), ZN_OK);
    assert_int_equal(strspn(digest, "0123456789abcdef"), 16);
    if (i) assert_true(strcmp(zn_experiment_name(i - 1), zn_experiment_name(i)) < 0);
  }
  assert_null(zn_experiment_name(zn_experiment_count()));
  assert_null(zn_experiment_name(-1));
}

static void a_slip_in_a_name_is_answered_with_the_nearest(void **state) {
  (void)state;
  struct zn_study *study;
  struct zn_error error = {0};
  assert_int_equal(zn_experiment_study(&study, "leak_alon", NULL, &error), ZN_INPUT);
  assert_null(study);
  assert_non_null(strstr(error.text, "leak_alone"));
}

static void the_digest_is_that_of_the_file(void **state) {
  (void)state;
  char digest[17], own[17], *text;
  size_t length;
  assert_int_equal(zn_file_read(&text, &length, ZN_SOURCE_DIR "/studies/claims/leak_alone.yaml", ZN_LARGEST_FILE, NULL), ZN_OK);
  assert_int_equal(zn_experiment_digest(digest, "leak_alone", NULL), ZN_OK);
  zn_experiment_digest_text(own, text, length);
  assert_string_equal(own, digest);
  for (size_t i = 0; i < length; i += 37) {
    text[i] ^= 1;
    zn_experiment_digest_text(own, text, length);
    assert_string_not_equal(own, digest);
    text[i] ^= 1;
  }
  zn_experiment_digest_text(own, text, length - 1);
  assert_string_not_equal(own, digest);
  free(text);
}

static void what_only_speaks_of_the_model_is_no_part_of_it(void **state) {
  (void)state;
  assert_string_not_equal(zn_embedded_numbers_digest, zn_embedded_data_digest);
  assert_int_equal(strlen(zn_embedded_numbers_digest), 16);
}

/* --- A criterion drawn ---------------------------------------------------------------------------------------------------------------- */

static void an_axis_holds_all_there_is_and_the_bounds(void **state) {
  (void)state;
  struct zn_experiment_results *results = read_text(table);
  const struct zn_experiment_result *r = results->result[0];
  struct zn_criterion c[2] = {{.kind = ZN_CRITERION_EACH, .above = -INFINITY, .below = 0.5},
                              {.kind = ZN_CRITERION_MEDIAN, .above = 0.4, .below = INFINITY}};
  const struct zn_experiment e = {.n_criteria = 2, .criterion = c};
  struct zn_axis axis = zn_criterion_axis(&e, r, 0);
  assert_false(axis.logarithmic); /* 0.1 to 0.99 is not quite tenfold */
  assert_true(axis.low < 0.1 && axis.high > 0.99);
  assert_true(fabs(zn_axis_place(&axis, 0.5 * (axis.low + axis.high)) - 0.5) < 1e-12);
  axis = zn_criterion_axis(&e, r, 1);
  assert_true(axis.logarithmic && axis.low < 0.4 && axis.high > 3.25e8);
  assert_true(fabs(zn_axis_place(&axis, sqrt(axis.low * axis.high)) - 0.5) < 1e-12);
  assert_true(zn_axis_place(&axis, -1.0) == 0.0 && zn_axis_place(&axis, 1e30) == 1.0);
  double q[5];
  zn_criterion_spread(q, ZN_CRITERION_AUC, &r->broken[0].criterion[1], 2); /* of two sets: 8.9 and 9.1 */
  assert_true(fabs(q[2] - 9.0) < 1e-12 && fabs(q[0] - 8.91) < 1e-12);
  zn_experiment_results_free(results);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_was_read_is_what_stands_there),
      cmocka_unit_test(what_is_written_again_is_the_same_byte_for_byte),
      cmocka_unit_test(rows_that_do_not_belong_together_are_refused),
      cmocka_unit_test(numbers_that_cannot_be_are_refused),
      cmocka_unit_test(a_result_takes_the_place_of_its_name_or_its_order),
      cmocka_unit_test(every_experiment_is_found_by_its_name),
      cmocka_unit_test(a_slip_in_a_name_is_answered_with_the_nearest),
      cmocka_unit_test(the_digest_is_that_of_the_file),
      cmocka_unit_test(what_only_speaks_of_the_model_is_no_part_of_it),
      cmocka_unit_test(an_axis_holds_all_there_is_and_the_bounds),
  };
  return cmocka_run_group_tests(tests, begin, scratch_close);
}
