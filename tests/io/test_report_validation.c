/* validation.html and validation.csv: what must be in them whatever the numbers are. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "appraised.h"
#include "base/csv.h"
#include "base/file.h"
#include "page.h"
#include "scratch.h"
#include "zonula/zonula.h"

static const char *folder;
static char path[256];
static struct appraised a;

static int begin(void **state) {
  (void)state;
  struct zn_error error = {0};
  folder = scratch_open();
  appraised_begin(&a);
  appraised_add(&a, (struct appraised_row){"Doe 2001", "well", "healthy", "LMR", 1.0, 1.1, 4.0});
  appraised_add(&a, (struct appraised_row){"Doe 2001", "ill, drug <7 d before>", "crohn_active", "LMR", 3.0, 2.2, 4.0});
  appraised_add(&a, (struct appraised_row){"Roe 2002", "well", "healthy", "51Cr-EDTA", 1.0, 5.0, 4.0});
  appraised_add_out(&a, "lovesick", "no rule knows \"lovesick\" & co");
  a.verdict[1].assumed = "window not printed: <5 h>";
  a.row[0].doi = "10.1000/x\"y";
  a.row[2].doi = "12345678";
  return zn_appraisal_score(&a.appraisal, &error) == ZN_OK ? 0 : -1;
}

static int end(void **state) {
  appraised_clear(&a);
  return scratch_close(state);
}

/* Two outcomes of diets, one of them out of scope. */
static struct zn_diet_row diet_row[2] = {
    {"D1",
     "fibre",
     "none <usual>",
     "human",
     28.0,
     "scfa",
     {"", ""},
     "",
     "71",
     "percent change",
     {NAN, NAN},
     12,
     "Poe 2003",
     "",
     "7654321",
     "",
     "",
     2},
    {"D2", "moon dust", "none", "human", NAN, "joy", {"", ""}, "", "increase", "direction", {NAN, NAN}, 0, "Poe 2003", "", "", "", "", 3}};
static struct zn_diet_verdict diet_verdict[2] = {{.in_scope = 1,
                                                  .reason = "",
                                                  .assumed = "a & b",
                                                  .simulated = "healthy: inulin for 28 d against the usual diet",
                                                  .measured = "stool scfa[descending]",
                                                  .value = {3.0, 2.0},
                                                  .predicted = 1.5,
                                                  .low90 = 1.2,
                                                  .high90 = 1.9,
                                                  .reported = 1.71,
                                                  .predicted_direction = 1,
                                                  .reported_direction = 1,
                                                  .direction_right = 1,
                                                  .fold_error = 1.14},
                                                 {.reason = "no rule knows \"joy\"",
                                                  .assumed = "",
                                                  .simulated = "",
                                                  .measured = "",
                                                  .value = {NAN, NAN},
                                                  .predicted = NAN,
                                                  .low90 = NAN,
                                                  .high90 = NAN,
                                                  .reported = NAN,
                                                  .fold_error = NAN}};
static const struct zn_diet_table diet_table = {.file = "diets.csv", .n = 2, .rows = diet_row};

static struct zn_diet_appraisal diets(void) {
  struct zn_diet_appraisal d = {.table = &diet_table, .verdict = diet_verdict, .people = 64};
  zn_diet_score(&d);
  return d;
}

static char *page_of(const struct zn_validation *validation) {
  char *text;
  size_t length;
  struct zn_error error = {0};
  snprintf(path, sizeof path, "%s/new/validation.html", folder);
  if (zn_validation_write_report(validation, path, "zonula validate 'a b.csv'", &error) != ZN_OK) fail_msg("%s", error.text);
  if (zn_file_read(&text, &length, path, ZN_LARGEST_FILE, &error) != ZN_OK) fail_msg("%s", error.text);
  return text;
}

static char *page(void) { return page_of(&(struct zn_validation){.permeability = &a.appraisal}); }

static void must_hold(const char *text, const char *part) {
  if (!strstr(text, part)) fail_msg("'%s' is missing", part);
}

static void the_page_is_well_formed_and_calls_nothing_from_elsewhere(void **state) {
  (void)state;
  char *text = page();
  page_must_be_well_formed(text);
  static const char *const forbidden[] = {"<script", "<link", "<img", "src=\"http", "@import", "url(http"};
  for (size_t i = 0; i < sizeof forbidden / sizeof *forbidden; i++) assert_null(strstr(text, forbidden[i]));
  free(text);
}

static void words_of_the_table_cannot_become_markup(void **state) {
  (void)state;
  char *text = page();
  must_hold(text, "drug &lt;7 d before&gt;");
  must_hold(text, "window not printed: &lt;5 h&gt;");
  must_hold(text, "no rule knows &quot;lovesick&quot; &amp; co");
  must_hold(text, "https://doi.org/10.1000/x%22y");
  must_hold(text, "https://pubmed.ncbi.nlm.nih.gov/12345678");
  free(text);
}

static void every_row_stands_once_and_every_link_leads_somewhere(void **state) {
  (void)state;
  char *text = page(), id[32];
  for (int i = 0; i < a.table.n; i++) {
    snprintf(id, sizeof id, "<tr id=\"row%d\">", i + 1);
    const char *first = strstr(text, id);
    assert_non_null(first);
    assert_null(strstr(first + 1, id));
  }
  for (const char *at = text; (at = strstr(at, "href=\"#")); at++) {
    char target[64];
    snprintf(target, sizeof target, "id=\"%.*s\"", (int)strcspn(at + 7, "\""), at + 7);
    must_hold(text, target);
  }
  free(text);
}

static void the_summary_says_what_the_scores_say(void **state) {
  (void)state;
  char *text = page();
  must_hold(text, "3 of 4");
  must_hold(text, "67\u202f%");       /* 2 of 3 within 2-fold */
  must_hold(text, "100\u202f% of 1"); /* the contrast */
  must_hold(text, "zonula validate &#39;a b.csv&#39;");
  must_hold(text, zn_data_digest());
  must_hold(text, zn_version());
  free(text);
}

static void diets_stand_beside_measurements_or_alone(void **state) {
  (void)state;
  const struct zn_diet_appraisal d = diets();
  char *both = page_of(&(struct zn_validation){.permeability = &a.appraisal, .diet = &d}),
       *alone = page_of(&(struct zn_validation){.diet = &d});
  page_must_be_well_formed(both);
  page_must_be_well_formed(alone);
  static const char *const parts[] = {"none &lt;usual&gt;",
                                      "a &amp; b",
                                      "no rule knows &quot;joy&quot;",
                                      "×1.71",
                                      "×1.50",
                                      "▲ up",
                                      "https://pubmed.ncbi.nlm.nih.gov/7654321",
                                      "1 of 2"};
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
    must_hold(both, parts[i]);
    must_hold(alone, parts[i]);
  }
  must_hold(both, "Contrasts within papers");
  assert_null(strstr(alone, "Contrasts within papers"));
  free(both);
  free(alone);
}

static void the_table_of_diets_has_one_line_for_each_row(void **state) {
  (void)state;
  const struct zn_diet_appraisal d = diets();
  struct zn_error error = {0};
  struct zn_csv csv;
  snprintf(path, sizeof path, "%s/diet.csv", folder);
  if (zn_diet_appraisal_write_csv(&d, path, &error) != ZN_OK) fail_msg("%s", error.text);
  if (zn_csv_read(&csv, path, &error) != ZN_OK) fail_msg("line %d: %s", error.line, error.text);
  assert_int_equal(csv.rows, 3);
  static const char *const expected[][3] = {{"predicted_fold", "1.5", ""},
                                            {"reported_fold", "1.71", ""},
                                            {"median_comparator", "2", ""},
                                            {"predicted_direction", "up", ""},
                                            {"direction_right", "true", ""},
                                            {"in_scope", "true", "false"},
                                            {"reason_or_assumed", "a & b", "no rule knows \"joy\""}};
  for (size_t k = 0; k < sizeof expected / sizeof *expected; k++)
    for (int row = 1; row <= 2; row++) assert_string_equal(zn_csv_cell(&csv, row, zn_csv_column(&csv, expected[k][0])), expected[k][row]);
  zn_csv_clear(&csv);
}

static void equal_appraisals_give_equal_pages(void **state) {
  (void)state;
  char *one = page(), *other = page();
  assert_string_equal(one, other);
  free(one);
  free(other);
}

static void a_table_without_anything_to_draw_is_still_a_page(void **state) {
  (void)state;
  struct zn_error error = {0};
  for (int i = 0; i < a.table.n; i++) a.verdict[i].in_scope = 0;
  assert_int_equal(zn_appraisal_score(&a.appraisal, &error), ZN_OK);
  char *text = page();
  page_must_be_well_formed(text);
  must_hold(text, "0 of 4");
  free(text);
}

static void the_table_has_one_line_for_each_row(void **state) {
  (void)state;
  struct zn_error error = {0};
  struct zn_csv csv;
  snprintf(path, sizeof path, "%s/validation.csv", folder);
  if (zn_appraisal_write_csv(&a.appraisal, path, &error) != ZN_OK) fail_msg("%s", error.text);
  if (zn_csv_read(&csv, path, &error) != ZN_OK) fail_msg("line %d: %s", error.line, error.text);
  assert_int_equal(csv.rows, a.table.n + 1);
  static const char *const expected[][3] = {{"id", "R2", "R4"},        {"situation", "ill, drug <7 d before>", ""},
                                            {"predicted", "3", ""},    {"lo90", "1.5", ""},
                                            {"hi90", "6", ""},         {"reported", "2.2", "1"},
                                            {"inside", "true", ""},    {"in_scope", "true", "false"},
                                            {"window_end_h", "5", "5"}};
  for (size_t k = 0; k < sizeof expected / sizeof *expected; k++) {
    const int column = zn_csv_column(&csv, expected[k][0]);
    assert_true(column >= 0);
    assert_string_equal(zn_csv_cell(&csv, 2, column), expected[k][1]);
    assert_string_equal(zn_csv_cell(&csv, 4, column), expected[k][2]);
  }
  assert_string_equal(zn_csv_cell(&csv, 4, zn_csv_column(&csv, "reason_or_assumed")), "no rule knows \"lovesick\" & co");
  zn_csv_clear(&csv);
}

static void a_folder_that_cannot_be_made_is_an_error_with_the_path(void **state) {
  (void)state;
  struct zn_error error = {0};
  scratch_text(folder, "file", "not a folder");
  snprintf(path, sizeof path, "%s/file/validation.html", folder);
  assert_int_equal(zn_validation_write_report(&(struct zn_validation){.permeability = &a.appraisal}, path, "", &error), ZN_IO);
  assert_string_equal(error.file, path);
}

#define T(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void) {
  const struct CMUnitTest tests[] = {
      T(the_page_is_well_formed_and_calls_nothing_from_elsewhere),
      T(words_of_the_table_cannot_become_markup),
      T(every_row_stands_once_and_every_link_leads_somewhere),
      T(the_summary_says_what_the_scores_say),
      T(diets_stand_beside_measurements_or_alone),
      T(the_table_of_diets_has_one_line_for_each_row),
      T(equal_appraisals_give_equal_pages),
      T(a_table_without_anything_to_draw_is_still_a_page),
      T(the_table_has_one_line_for_each_row),
      T(a_folder_that_cannot_be_made_is_an_error_with_the_path),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
