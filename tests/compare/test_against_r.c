/* Groups compared as R compares them: reference.csv, made by reference.R, says what is compared and what R finds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/csv.h"
#include "base/file.h"
#include "zonula/comparison.h"

enum { MOST = 10001 };
enum { CASE, TEST, CONFIDENCE, FIRST, SECOND, THIRD, ESTIMATE, LOW, HIGH, STATISTIC, FREEDOM, P_VALUE };

/* Of what R computes directly, and of what is a root both here and in R with the tightest tolerance it takes. */
static const double within = 1e-9;

static struct zn_csv table;

static int open_table(void **state) {
  (void)state;
  char *text;
  size_t length;
  struct zn_error error = {0};
  if (zn_file_read(&text, &length, ZN_SOURCE_DIR "/tests/compare/reference.csv", ZN_LARGEST_FILE, &error) != ZN_OK) return 1;
  const char *after_comment = strchr(text, '\n') + 1;
  const enum zn_status status = zn_csv_parse(&table, after_comment, "reference.csv", &error);
  free(text);
  return status != ZN_OK;
}

static int close_table(void **state) {
  (void)state;
  zn_csv_clear(&table);
  return 0;
}

static double number(int row, int column) { return strtod(zn_csv_cell(&table, row, column), NULL); }

/* "1 2.5 3", or "large N FACTOR PRIME ABOVE" for numbers that follow a rule. */
static int read_numbers(double out[MOST], int row, int column) {
  const char *text = zn_csv_cell(&table, row, column);
  int n, factor, prime, above, read = 0;
  if (sscanf(text, "large %d %d %d %d", &n, &factor, &prime, &above) == 4) {
    assert_true(n <= MOST);
    for (int i = 0; i < n; i++) out[i] = ((int64_t)(i + 1) * factor % prime + above) / 64.0;
    return n;
  }
  for (char *end;; text = end) {
    const double value = strtod(text, &end);
    if (end == text) return read;
    assert_true(read < MOST);
    out[read++] = value;
  }
}

static int read_marks(int out[MOST], int row, int column) {
  static double value[MOST];
  const int n = read_numbers(value, row, column);
  for (int i = 0; i < n; i++) out[i] = (int)value[i];
  return n;
}

/* `scale`: 0 for relative to the number itself. */
static void must_be(int row, int column, double found, double scale) {
  static const char *const names[] = {
      [ESTIMATE] = "estimate", [LOW] = "low", [HIGH] = "high", [STATISTIC] = "statistic", [FREEDOM] = "freedom", [P_VALUE] = "p"};
  const double expected = number(row, column);
  if (isnan(expected) || found == expected) return;
  if (!(fabs(found - expected) <= within * fmax(fabs(expected), scale)))
    fail_msg("%s of %s: %s is %.15g, expected %.15g", zn_csv_cell(&table, row, TEST), zn_csv_cell(&table, row, CASE), names[column], found,
             expected);
}

/* What a difference near 0 is held against: a thousandth of the largest number compared, so that 1e-12 of that is near enough. */
static double size_of(const double *value, int n) {
  double size = 0.0;
  for (int i = 0; i < n; i++) size = fmax(size, 1e-3 * fabs(value[i]));
  return size;
}

static enum zn_status compare(struct zn_comparison *c, int row, double *scale) {
  static double first[MOST], second[MOST];
  static int event[MOST], group[MOST];
  const int kind = zn_comparison_find(zn_csv_cell(&table, row, TEST)), n = read_numbers(first, row, FIRST);
  const int n_second = read_numbers(second, row, SECOND);
  const double confidence = number(row, CONFIDENCE);
  *scale = fmax(size_of(first, n), size_of(second, n_second));
  switch (kind) {
    case ZN_COMPARE_T:
      return zn_compare_t(c, first, n, second, n_second, confidence, NULL);
    case ZN_COMPARE_MANN_WHITNEY:
      return zn_compare_mann_whitney(c, first, n, second, n_second, confidence, NULL);
    case ZN_COMPARE_ANCOVA:
      assert_int_equal(read_marks(group, row, THIRD), n);
      return zn_compare_ancova(c, first, second, group, n, confidence, NULL);
    case ZN_COMPARE_LOG_RANK:
    case ZN_COMPARE_COX:
      *scale = 0.0;
      assert_int_equal(read_marks(event, row, SECOND), n);
      assert_int_equal(read_marks(group, row, THIRD), n);
      return (kind == ZN_COMPARE_COX ? zn_compare_cox : zn_compare_log_rank)(c, first, event, group, n, confidence, NULL);
    case ZN_COMPARE_FISHER:
      *scale = 0.0;
      return zn_compare_fisher(c, (int)first[0], (int)first[1], (int)first[2], (int)first[3], confidence, NULL);
    default:
      fail_msg("line %d: no test called '%s'", table.line[row], zn_csv_cell(&table, row, TEST));
      return ZN_ARGUMENT;
  }
}

/* At least so many cases of a test are there, and all are as R has them. */
static void all_agree(enum zn_comparison_kind kind, int at_least) {
  int cases = 0;
  for (int row = 1; row < table.rows; row++) {
    if (zn_comparison_find(zn_csv_cell(&table, row, TEST)) != (int)kind) continue;
    struct zn_comparison c;
    double scale;
    assert_int_equal(compare(&c, row, &scale), ZN_OK);
    assert_int_equal(c.kind, kind);
    must_be(row, ESTIMATE, c.estimate, scale);
    must_be(row, LOW, c.low, scale);
    must_be(row, HIGH, c.high, scale);
    must_be(row, STATISTIC, c.statistic, kind == ZN_COMPARE_LOG_RANK || kind == ZN_COMPARE_COX ? 1e-6 : 0.0);
    must_be(row, FREEDOM, c.freedom, 0.0);
    must_be(row, P_VALUE, c.p_value, 0.0);
    cases++;
  }
  assert_true(cases >= at_least);
}

static void welchs_t_is_that_of_t_test(void **state) {
  (void)state;
  all_agree(ZN_COMPARE_T, 39);
}

static void ranks_shift_and_interval_are_those_of_wilcox_test(void **state) {
  (void)state;
  all_agree(ZN_COMPARE_MANN_WHITNEY, 47);
}

static void covariance_is_that_of_lm(void **state) {
  (void)state;
  all_agree(ZN_COMPARE_ANCOVA, 10);
}

static void log_rank_is_that_of_survdiff(void **state) {
  (void)state;
  all_agree(ZN_COMPARE_LOG_RANK, 11);
}

static void hazard_ratios_are_those_of_coxph(void **state) {
  (void)state;
  all_agree(ZN_COMPARE_COX, 9);
}

static void odds_ratios_are_those_of_fisher_test(void **state) {
  (void)state;
  all_agree(ZN_COMPARE_FISHER, 24);
}

static void shares_are_those_of_binom_test(void **state) {
  (void)state;
  int cases = 0;
  for (int row = 1; row < table.rows; row++) {
    if (strcmp(zn_csv_cell(&table, row, TEST), "binomial")) continue;
    static double k_n[MOST];
    double low, high;
    assert_int_equal(read_numbers(k_n, row, FIRST), 2);
    zn_binomial_interval((int)k_n[0], (int)k_n[1], number(row, CONFIDENCE), &low, &high);
    must_be(row, LOW, low, 0.0);
    must_be(row, HIGH, high, 0.0);
    cases++;
  }
  assert_true(cases >= 22);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(welchs_t_is_that_of_t_test),       cmocka_unit_test(ranks_shift_and_interval_are_those_of_wilcox_test),
      cmocka_unit_test(covariance_is_that_of_lm),         cmocka_unit_test(log_rank_is_that_of_survdiff),
      cmocka_unit_test(hazard_ratios_are_those_of_coxph), cmocka_unit_test(odds_ratios_are_those_of_fisher_test),
      cmocka_unit_test(shares_are_those_of_binom_test),
  };
  return cmocka_run_group_tests(tests, open_table, close_table);
}
