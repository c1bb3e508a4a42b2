/* The page reads expressions as muParser does: the same values, and the same words about what is none. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "page_parts.h"
#include "zonula/zonula.h"

/* --- One text, both ways --------------------------------------------------------------------------------------------------------- */

/* A number from 0 up to, but not, 1. */
static double chance(uint64_t *state) {
  *state = *state * 6364136223846793005u + 1442695040888963407u;
  return (double)(*state >> 11) * 0x1p-53;
}

static int same(double a, double b) { return (isnan(a) && isnan(b)) || a == b || fabs(a - b) <= 1e-12 * fmax(fabs(a), fabs(b)); }

static void compare_values(struct zn_expression *theirs, struct zn_page_expression *ours, const char *text, int n, uint64_t *state) {
  double value[64];
  for (int i = 0; i < n; i++) value[i] = floor(20.0 * chance(state)) / 4.0;
  const double a = zn_expression_value(theirs, value), b = zn_page_expression_value(ours, value);
  if (!same(a, b)) fail_msg("'%s': %.17g by muParser, %.17g in the page", text, a, b);
}

/* Returns whether it is an expression. */
static int compare(const char *text, const char *const *names, int n, uint64_t *state) {
  struct zn_expression *theirs;
  struct zn_page_expression *ours;
  struct zn_error a = {0}, b = {0};
  const enum zn_status status = zn_expression_make(&theirs, text, names, n, &a);
  const enum zn_status page = zn_page_expression_make(&ours, text, names, n, &b);
  if (status != page) fail_msg("'%s': \"%s\" by muParser, \"%s\" in the page", text, a.text, b.text);
  if (status != ZN_OK) {
    assert_string_equal(a.text, b.text);
    return 0;
  }
  for (int round = 0; round < 20; round++) compare_values(theirs, ours, text, n, state);
  for (int i = 0; i < n; i++) assert_int_equal(zn_expression_uses(theirs, i), zn_page_expression_uses(ours, i));
  zn_expression_free(theirs);
  zn_page_expression_free(ours);
  return 1;
}

/* --- Tests ------------------------------------------------------------------------------------------------------------------------- */

static void all_shipped_expressions_have_the_same_values(void **state) {
  (void)state;
  struct zn_library *library;
  uint64_t seed = 1;
  int all = 0;
  assert_int_equal(zn_library_load(&library, NULL), ZN_OK);
  for (int i = 0; i < zn_experiment_count(); i++) {
    struct zn_study *study;
    assert_int_equal(zn_experiment_study(&study, zn_experiment_name(i), library, NULL), ZN_OK);
    const struct zn_experiment *e = study->experiment;
    assert_in_range(e->n_reads, 1, 64);
    for (int k = 0; k < e->n_criteria; k++) {
      const char *const texts[] = {e->criterion[k].value, e->criterion[k].by, e->criterion[k].among};
      for (int t = 0; t < 3; t++)
        if (texts[t]) all += compare(texts[t], (const char *const *)e->read, e->n_reads, &seed);
    }
    zn_study_free(study);
  }
  zn_library_free(library);
  assert_true(all > 50);
}

static const char *const names[] = {"before", "after", "villi"};

/* Pieces put together at random: much of it is no expression, and that must be said in the same words. No constant lies between 0 and 1:
 * muParser takes 0.5 && 2 for 0, where both are constants. */
static void write_random(char *text, size_t room, uint64_t *state) {
  static const char *const pieces[] = {
      "before", "after", "villi", "2",   "1.5",   "3e1",  "(",    ")",     "(",      ")",    "+",   "-",
      "*",      "/",     "^",     "<",   ">",     "<=",   ">=",   "==",    "!=",     "&&",   "||",  "min(",
      "max(",   ",",     "abs(",  "ln(", "sqrt(", "sum(", "avg(", "sign(", "atan2(", "afer", "_pi", "rint("};
  const int n = 1 + (int)(7.0 * chance(state));
  size_t used = 0;
  text[0] = '\0';
  for (int i = 0; i < n; i++) {
    const char *piece = pieces[(size_t)(chance(state) * (sizeof pieces / sizeof *pieces))];
    used += (size_t)snprintf(text + used, room - used, "%s%s", i ? " " : "", piece);
  }
}

static void pieces_at_random_are_read_or_refused_alike(void **state) {
  (void)state;
  uint64_t seed = 7;
  int read = 0;
  for (int i = 0; i < 50000; i++) {
    char text[200];
    write_random(text, sizeof text, &seed);
    read += compare(text, names, 3, &seed);
  }
  assert_true(read > 1000);
}

/* Only what is an expression, nested. */
static size_t write_tree(char *text, size_t room, int depth, uint64_t *state) {
  static const char *const operators[] = {"+", "-", "*", "/", "^", "<", ">", "<=", ">=", "==", "!=", "&&", "||"};
  static const char *const calls[] = {"min", "max", "sum", "avg"};
  const double kind = chance(state);
  size_t used;
  if (depth == 0 || kind < 0.2) return (size_t)snprintf(text, room, "%s", kind < 0.1 ? "1.5" : names[(size_t)(3.0 * chance(state))]);
  if (kind < 0.3) {
    used = (size_t)snprintf(text, room, "(-(");
    used += write_tree(text + used, room - used, depth - 1, state);
    return used + (size_t)snprintf(text + used, room - used, "))");
  }
  if (kind < 0.45) {
    used = (size_t)snprintf(text, room, "%s(", calls[(size_t)(4.0 * chance(state))]);
    used += write_tree(text + used, room - used, depth - 1, state);
    used += (size_t)snprintf(text + used, room - used, ", ");
    used += write_tree(text + used, room - used, depth - 1, state);
    return used + (size_t)snprintf(text + used, room - used, ")");
  }
  if (kind < 0.55) {
    used = (size_t)snprintf(text, room, "(");
    used += write_tree(text + used, room - used, depth - 1, state);
    used += (size_t)snprintf(text + used, room - used, " ? ");
    used += write_tree(text + used, room - used, depth - 1, state);
    used += (size_t)snprintf(text + used, room - used, " : ");
    used += write_tree(text + used, room - used, depth - 1, state);
    return used + (size_t)snprintf(text + used, room - used, ")");
  }
  used = write_tree(text, room, depth - 1, state);
  used += (size_t)snprintf(text + used, room - used, " %s ", operators[(size_t)(13.0 * chance(state))]);
  return used + write_tree(text + used, room - used, depth - 1, state);
}

static void whole_expressions_at_random_have_the_same_values(void **state) {
  (void)state;
  uint64_t seed = 11;
  for (int i = 0; i < 5000; i++) {
    char text[4000];
    write_tree(text, sizeof text, 4, &seed);
    if (!compare(text, names, 3, &seed)) fail_msg("'%s' was refused", text);
  }
}

static void what_is_no_expression_is_refused_in_the_same_words(void **state) {
  (void)state;
  static const char *const wrong[] = {"",
                                      "aftr / before",
                                      "after /",
                                      "after before",
                                      "(after",
                                      "after)",
                                      "()",
                                      "max()",
                                      "max(after,)",
                                      "max",
                                      "sqrt(1,2)",
                                      "sqrt()",
                                      "after,before",
                                      "\"after\"",
                                      "1e",
                                      "0x10",
                                      "after = 3",
                                      "after == ",
                                      "&& after",
                                      "after & 2",
                                      "after % 2",
                                      "!3",
                                      "pow(2,3)",
                                      "2 3",
                                      "2(3)",
                                      "(2)(3)",
                                      "1 ? 2",
                                      ": 3",
                                      "after and",
                                      "1 2 +",
                                      "max(1,2",
                                      ",",
                                      "--3",
                                      "- -3",
                                      "after++",
                                      "1.2.3",
                                      ".",
                                      "_x",
                                      "1_000",
                                      "min(,3)",
                                      "(1,2)",
                                      "1 : 2",
                                      "(after +",
                                      "- after -",
                                      "after; 3",
                                      "max(1 2)",
                                      "after ** 2",
                                      "after <> 2",
                                      "before + (after = 3)"};
  uint64_t seed = 3;
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
    if (compare(wrong[i], names, 3, &seed)) fail_msg("'%s' was accepted", wrong[i]);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(all_shipped_expressions_have_the_same_values),
                                     cmocka_unit_test(pieces_at_random_are_read_or_refused_alike),
                                     cmocka_unit_test(whole_expressions_at_random_have_the_same_values),
                                     cmocka_unit_test(what_is_no_expression_is_refused_in_the_same_words)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
