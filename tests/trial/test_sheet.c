/* From what was read in a person to the numbers that a trial keeps of them. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "trial/sheet.h"

enum { READS = 2, LOOKS = 4, ROWS = READS + LOOKS, ENDPOINTS = 5 };
enum { FALL, FOLD, HEALED, KEPT, ILL };

struct bench {
  struct zn_trial_arm arm;
  struct zn_endpoint endpoint[ENDPOINTS];
  struct zn_trial_analysis analysis;
  char *read[READS];
  double look_h[LOOKS];
  struct zn_trial trial;
  struct zn_reported row[ROWS];
  struct zn_cohort cohort;
  struct zn_study study;
  struct zn_sheet sheet;
  double out[32];
};

/* Before at 0 h, after at 100 h; looks at 0, 50, 100 and 150 h. */
static void lay_out(struct bench *b) {
  memset(b, 0, sizeof *b);
  b->arm = (struct zn_trial_arm){.ratio = 1.0};
  b->read[0] = "before";
  b->read[1] = "after";
  b->endpoint[FALL] = (struct zn_endpoint){.kind = ZN_ENDPOINT_VALUE, .expression = "after - before"};
  b->endpoint[FOLD] = (struct zn_endpoint){.kind = ZN_ENDPOINT_VALUE, .expression = "after / before"};
  b->endpoint[HEALED] = (struct zn_endpoint){.kind = ZN_ENDPOINT_RESPONDER, .expression = "after < 2 && rescued == 0"};
  b->endpoint[KEPT] = (struct zn_endpoint){.kind = ZN_ENDPOINT_RESPONDER, .expression = "after < 2", .missing_is_failure = 1};
  b->endpoint[ILL] =
      (struct zn_endpoint){.kind = ZN_ENDPOINT_TIME, .first_row = READS, .n_looks = LOOKS, .look_h = b->look_h, .above = 0.5, .below = NAN};
  b->analysis = (struct zn_trial_analysis){.by = "before > 3", .among = "before > 1"};
  b->trial = (struct zn_trial){.people = 1000000,
                               .n_arms = 1,
                               .arm = &b->arm,
                               .allocation = ZN_ALLOCATION_SIMPLE,
                               .n_reads = READS,
                               .read = b->read,
                               .n_endpoints = ENDPOINTS,
                               .endpoint = b->endpoint,
                               .n_analyses = 1,
                               .analysis = &b->analysis,
                               .eligible = "before > 1"};
  b->row[1].time_h = 100.0;
  for (int k = 0; k < LOOKS; k++) b->look_h[k] = b->row[READS + k].time_h = 50.0 * k;
  b->cohort = (struct zn_cohort){.seed = 9, .people = 1000000};
  b->study =
      (struct zn_study){.n_cohorts = 1, .cohorts = &b->cohort, .n_read = ROWS, .reported = b->row, .trial = &b->trial, .end_h = 150.0};
}

static int open_bench(void **state) {
  static struct bench b;
  lay_out(&b);
  *state = &b;
  return zn_sheet_open(&b.sheet, &b.study, NULL);
}

static int close_bench(void **state) {
  zn_sheet_close(&((struct bench *)*state)->sheet);
  return 0;
}

static double of(const struct bench *b, int endpoint) { return b->out[b->sheet.endpoint[endpoint]]; }
static double happened(const struct bench *b) { return b->out[b->sheet.endpoint[ILL] + 1]; }

static void changes_ratios_and_answers_follow_from_the_reads(void **state) {
  struct bench *b = *state;
  zn_sheet_fill(&b->sheet, b->out, (double[ROWS]){4.0, 1.0}, 0, INFINITY);
  assert_float_equal(of(b, FALL), -3.0, 1e-15);
  assert_float_equal(of(b, FOLD), 0.25, 1e-15);
  assert_float_equal(of(b, HEALED), 1.0, 0.0);
  assert_float_equal(b->out[b->sheet.by[0]], 1.0, 0.0);
  assert_float_equal(b->out[b->sheet.eligible], 1.0, 0.0);
  assert_float_equal(b->out[b->sheet.rescued], 0.0, 0.0);
}

static void whoever_was_rescued_can_be_told(void **state) {
  struct bench *b = *state;
  zn_sheet_fill(&b->sheet, b->out, (double[ROWS]){4.0, 1.0}, 0, 50.0);
  assert_float_equal(of(b, HEALED), 0.0, 0.0);
  assert_float_equal(of(b, KEPT), 1.0, 0.0);
  assert_float_equal(b->out[b->sheet.rescued], 1.0, 0.0);
}

static void who_is_not_eligible_is_marked(void **state) {
  struct bench *b = *state;
  zn_sheet_fill(&b->sheet, b->out, (double[ROWS]){0.5, 1.0}, 0, INFINITY);
  assert_float_equal(b->out[b->sheet.eligible], 0.0, 0.0);
  assert_float_equal(b->out[b->sheet.among[0]], 0.0, 0.0);
}

static void a_comparison_with_something_missing_is_missing_and_not_false(void **state) {
  struct bench *b = *state;
  zn_sheet_fill(&b->sheet, b->out, (double[ROWS]){4.0, NAN}, 0, INFINITY);
  assert_true(isnan(of(b, FALL)));
  assert_true(isnan(of(b, HEALED)));
  assert_float_equal(of(b, KEPT), 0.0, 0.0); /* its file says that who left counts as a failure */
  assert_float_equal(b->out[b->sheet.by[0]], 1.0, 0.0);
}

static void it_happens_at_the_first_look_that_shows_it(void **state) {
  struct bench *b = *state;
  zn_sheet_fill(&b->sheet, b->out, (double[ROWS]){4.0, 1.0, 0.1, 0.4, 0.6, 0.2}, 0, INFINITY);
  assert_float_equal(of(b, ILL), 100.0, 0.0);
  assert_float_equal(happened(b), 1.0, 0.0);
}

static void who_never_has_it_was_followed_to_the_last_look(void **state) {
  struct bench *b = *state;
  zn_sheet_fill(&b->sheet, b->out, (double[ROWS]){4.0, 1.0, 0.1, 0.4, 0.4, 0.2}, 0, INFINITY);
  assert_float_equal(of(b, ILL), 150.0, 0.0);
  assert_float_equal(happened(b), 0.0, 0.0);
}

static void who_has_it_at_the_start_does_not_count(void **state) {
  struct bench *b = *state;
  zn_sheet_fill(&b->sheet, b->out, (double[ROWS]){4.0, 1.0, 0.7, 0.7, 0.7, 0.7}, 0, INFINITY);
  assert_true(isnan(of(b, ILL)));
  assert_true(isnan(happened(b)));
}

static void who_has_it_at_the_start_counts_where_that_is_asked(void **state) {
  struct bench *b = *state;
  b->endpoint[ILL].first_counts = 1;
  zn_sheet_fill(&b->sheet, b->out, (double[ROWS]){4.0, 1.0, 0.7, 0.1, 0.7, 0.7}, 0, INFINITY);
  assert_float_equal(of(b, ILL), 0.0, 0.0);
  assert_float_equal(happened(b), 1.0, 0.0);
}

static void who_leaves_is_followed_to_the_last_look_before_and_misses_what_is_read_after(void **state) {
  struct bench *b = *state;
  int left_before_100 = 0;
  b->arm.drop_out = 0.9;
  for (uint32_t number = 0; number < 200; number++) {
    const double leaves_h = zn_trial_leaves_h(&b->study, number);
    zn_sheet_fill(&b->sheet, b->out, (double[ROWS]){4.0, 1.0, 0.1, 0.1, 0.1, 0.1}, number, INFINITY);
    assert_float_equal(of(b, ILL), fmin(50.0 * floor(leaves_h / 50.0), 150.0), 0.0);
    assert_int_equal(isnan(of(b, FALL)), leaves_h < 100.0);
    left_before_100 += leaves_h < 100.0;
  }
  assert_true(left_before_100 > 100); /* 1 - 0.1^(2/3) = 0.78 of them */
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(changes_ratios_and_answers_follow_from_the_reads, open_bench, close_bench),
      cmocka_unit_test_setup_teardown(whoever_was_rescued_can_be_told, open_bench, close_bench),
      cmocka_unit_test_setup_teardown(who_is_not_eligible_is_marked, open_bench, close_bench),
      cmocka_unit_test_setup_teardown(a_comparison_with_something_missing_is_missing_and_not_false, open_bench, close_bench),
      cmocka_unit_test_setup_teardown(it_happens_at_the_first_look_that_shows_it, open_bench, close_bench),
      cmocka_unit_test_setup_teardown(who_never_has_it_was_followed_to_the_last_look, open_bench, close_bench),
      cmocka_unit_test_setup_teardown(who_has_it_at_the_start_does_not_count, open_bench, close_bench),
      cmocka_unit_test_setup_teardown(who_has_it_at_the_start_counts_where_that_is_asked, open_bench, close_bench),
      cmocka_unit_test_setup_teardown(who_leaves_is_followed_to_the_last_look_before_and_misses_what_is_read_after, open_bench,
                                      close_bench),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
