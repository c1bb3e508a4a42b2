#define _POSIX_C_SOURCE 200809L
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "io/gnuplot.h"
#include "page.h"
#include "scratch.h"
#include "small_run.h"

static const char command[] = "zonula run 'a & b.yaml' --people 3";
static const char *folder;
static char path[256];

static int begin(void **state) {
  (void)state;
  folder = scratch_open();
  snprintf(path, sizeof path, "%s/new/report.html", folder);
  return 0;
}

/* Writes the report and reads it back; free it. */
static char *written(const struct small_run *small) {
  struct zn_error error = {0};
  if (zn_run_write_report(&small->run, path, command, &error) != ZN_OK) fail_msg("%s", error.text);
  return scratch_read(path, NULL);
}

static void must_say(const char *page, const char *part) {
  if (!strstr(page, part)) fail_msg("the report does not say '%s'", part);
}

static void must_not_say(const char *page, const char *part) {
  if (strstr(page, part)) fail_msg("the report says '%s'", part);
}

static void the_page_tells_what_is_uncertain_and_what_the_run_used(void **state) {
  (void)state;
  struct small_run *small = small_run_new();
  char *page = written(small);
  must_say(page, "evidence low, effect assumed: diet_fat x0.875 (0.5 to 1.25), this run used the middle");
  must_say(page, "Uncertain: <code>diet_fat</code> times 0.875; nine in ten of what is thought possible: 0.5 to 1.25. Nobody looked");
  must_say(page, "uncertain: times 0.875 (0.5 to 1.25)");
  free(page);
  small->event[2].effect = ZN_EFFECT_NONE;
  page = written(small);
  must_say(page, "this run left it out");
  free(page);
  small_run_free(small);
}

static void the_page_is_well_formed_with_unique_ids_and_links_that_lead_somewhere(void **state) {
  (void)state;
  struct small_run *small = small_run_new();
  char *page = written(small);
  page_must_be_well_formed(page);
  assert_true(page_count(page, "<svg") > 10);
  free(page);
  small_run_free(small);
}

static void it_shows_every_reported_number_beside_its_prediction(void **state) {
  (void)state;
  struct small_run *small = small_run_new();
  char *page = written(small);
  for (int r = 0; r < SMALL_REPORTED; r++) must_say(page, small->reported[r].label);
  must_say(page, "2.38"); /* reported 2.385 */
  must_say(page, "2.00");
  must_say(page, "1.50 to 2.75");
  must_say(page, "read off a figure");
  assert_int_equal(page_count(page, "● inside"), 1);
  assert_int_equal(page_count(page, "◆ outside"), 2);
  assert_int_equal(page_count(page, "no interval"), 1);
  must_say(page, "1 of 3</dd>"); /* inside, of those with an interval */
  free(page);
  small_run_free(small);
}

static void it_says_what_was_asked(void **state) {
  (void)state;
  struct small_run *small = small_run_new();
  char *page = written(small);
  const char *said[] = {"A small study",
                        "What was done.",
                        "href=\"https://doi.org/10.1000/small.1\"",
                        "Inflamed gut",
                        "Oats only",
                        "What it stands for.",
                        "Bed rest",
                        "It&#39;s a drug, 5\u202fmg/kg",
                        "24 h</span>, <span class=\"nowrap\">3 d",
                        "for 36 h",
                        "Two sugars in water.",
                        "mannitol 1\u202fg",
                        "Followed for 4 d",
                        "3 people",
                        "2 people"};
  for (size_t i = 0; i < sizeof said / sizeof *said; i++) must_say(page, said[i]);
  must_say(page, "<code>person_weight</code> set to 61.5\u202fkg");
  free(page);
  small_run_free(small);
}

static void it_carries_what_makes_it_again(void **state) {
  (void)state;
  struct small_run *small = small_run_new();
  char *page = written(small);
  must_say(page, zn_version());
  must_say(page, zn_data_digest());
  must_say(page, "zonula run &#39;a &amp; b.yaml&#39; --people 3");
  must_say(page, "<td>7</td>");
  must_say(page, "9223372036854775809");
  must_say(page, "small.yaml");
  must_not_say(page, "/some/where");
  free(page);
  small_run_free(small);
}

static void every_parameter_is_there_and_changed_ones_with_their_change(void **state) {
  (void)state;
  struct small_run *small = small_run_new();
  char *page = written(small), cell[192];
  for (int k = 0; k < zn_parameter_count(); k++) {
    snprintf(cell, sizeof cell, "<code>%s</code>", zn_parameter_info(k)->name);
    must_say(page, cell);
  }
  must_say(page, "times 2.5<br/>spread between people 0.375");
  must_say(page, "<b>patients: 2.5, spread 0.375</b>");
  must_say(page, "<b>patients: 61.5, spread 0</b>");
  must_say(page, "times 0.5");
  for (int k = 0; k < zn_source_count(); k++) {
    if (strncmp(zn_source_info(k)->locator, "PMID:", 5) != 0) continue;
    snprintf(cell, sizeof cell, "https://pubmed.ncbi.nlm.nih.gov/%s\"",
             zn_source_info(k)->locator + 5 + strspn(zn_source_info(k)->locator + 5, " "));
    must_say(page, cell);
  }
  free(page);
  small_run_free(small);
}

static void failures_are_told_with_person_time_and_reason(void **state) {
  (void)state;
  struct small_run *small = small_run_new();
  char *page = written(small);
  must_say(page, "1 person could not be followed to the end");
  must_say(page, "31.25 h");
  must_say(page, "the step became too small");
  free(page);
  small->run.n_outcomes = small->result[0].failed = 0;
  page = written(small);
  must_say(page, "None: every person was followed to the end.");
  free(page);
  small_run_free(small);
}

static void text_stays_text(void **state) {
  (void)state;
  struct small_run *small = small_run_new();
  char hostile[] = "<script>alert('x')</script> & \"co\" <b>";
  small->study.title = small->study.summary = small->study.source = hostile;
  small->cohort[0].name = small->overlay[0].title = small->overlay[0].meaning = small->overlay[2].title = hostile;
  small->assay[0].title = small->reported[0].label = small->reported[0].note = hostile;
  snprintf(small->outcome[0].text, sizeof small->outcome[0].text, "%s", hostile);
  char *page = written(small);
  must_not_say(page, "<script");
  must_not_say(page, "& \"co\"");
  must_say(page, "<title>&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;co&quot; &lt;b&gt;</title>");
  page_must_be_well_formed(page);
  free(page);
  small_run_free(small);
}

static void a_title_is_no_command_for_gnuplot(void **state) {
  (void)state;
  struct small_run *small = small_run_new();
  char title[512], trace[192];
  snprintf(trace, sizeof trace, "%s/trace", folder);
  snprintf(title, sizeof title, "'; system('touch %s'); `touch %s` @x \\\nx", trace, trace);
  small->overlay[2].title = title;
  char *page = written(small);
  assert_int_equal(access(trace, F_OK), -1);
  must_say(page, "’; system(’touch ");
  page_must_be_well_formed(page);
  free(page);
  small_run_free(small);
}

static void a_source_without_an_address_is_no_link(void **state) {
  (void)state;
  struct small_run *small = small_run_new();
  small->study.source = "javascript:alert(1)";
  char *page = written(small);
  must_not_say(page, "href=\"javascript");
  must_say(page, "javascript:alert(1)");
  free(page);
  small->study.source = "PMID: 12345";
  page = written(small);
  must_say(page, "<a href=\"https://pubmed.ncbi.nlm.nih.gov/12345\">PMID: 12345</a>");
  free(page);
  small->study.source = "PMC4165763";
  page = written(small);
  must_say(page, "<a href=\"https://pmc.ncbi.nlm.nih.gov/articles/PMC4165763\">PMC4165763</a>");
  free(page);
  small->study.source = "10.1000/a\"><b>";
  page = written(small);
  must_say(page, "<a href=\"https://doi.org/10.1000/a%22%3E%3Cb%3E\">");
  free(page);
  small_run_free(small);
}

static void equal_runs_give_equal_pages(void **state) {
  (void)state;
  struct small_run *small = small_run_new();
  char *one = written(small);
  small_run_free(small);
  small = small_run_new();
  char *other = written(small);
  assert_string_equal(one, other);
  free(one);
  free(other);
  small_run_free(small);
}

static void the_page_needs_nothing_from_elsewhere(void **state) {
  (void)state;
  struct small_run *small = small_run_new();
  char *page = written(small);
  const char *calls[] = {" src=", "@import", "<link", "<script", "<iframe", "url(http", "xlink:"};
  for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) must_not_say(page, calls[i]);
  free(page);
  small_run_free(small);
}

static void a_cohort_that_failed_as_a_whole_is_told_and_not_drawn(void **state) {
  (void)state;
  struct small_run *small = small_run_new();
  for (int i = 0; i < SMALL_FOLLOWED * SMALL_POINTS * 5; i++) small->result[0].course[i] = NAN;
  for (int i = 0; i < SMALL_PICTURES * zn_observable_count(); i++) small->result[0].picture[i] = NAN;
  for (int i = 0; i < 3 * zn_solute_count(); i++) small->run.permeability[i] = NAN;
  for (int r = 0; r < 3; r++) small->prediction[r] = (struct zn_prediction){NAN, NAN, NAN, NAN, 0, 0};
  char *page = written(small);
  page_must_be_well_formed(page);
  assert_int_equal(page_count(page, "so there is no course"), SMALL_FOLLOWED);
  assert_int_equal(page_count(page, "so there is nothing to draw"), SMALL_PICTURES);
  must_not_say(page, ">nan");
  must_not_say(page, "nan,");
  free(page);
  small_run_free(small);
}

static void a_study_without_rows_courses_and_pictures_says_so(void **state) {
  (void)state;
  struct small_run *small = small_run_new();
  small->study.n_reported = small->study.n_follow = small->study.n_pictures = 0;
  char *page = written(small);
  page_must_be_well_formed(page);
  must_say(page, "names no reported number");
  must_not_say(page, "id=\"courses\"");
  must_not_say(page, "id=\"wall\"");
  free(page);
  small_run_free(small);
}

/* --- When it cannot be done ----------------------------------------------------------------------------------------------------------- */

/* What the report says with another search path for programs. */
static enum zn_status write_with_path(const char *search, struct zn_error *error) {
  struct small_run *small = small_run_new();
  char *before = strdup(getenv("PATH"));
  assert_int_equal(setenv("PATH", search, 1), 0);
  enum zn_status status = zn_run_write_report(&small->run, path, command, error);
  assert_int_equal(setenv("PATH", before, 1), 0);
  free(before);
  small_run_free(small);
  return status;
}

static void without_gnuplot_there_is_a_plain_sentence_and_no_file(void **state) {
  (void)state;
  struct zn_error error = {0};
  remove(path);
  assert_int_equal(write_with_path("/nowhere", &error), ZN_IO);
  assert_non_null(strstr(error.text, "gnuplot"));
  assert_non_null(strstr(error.text, "not found"));
  assert_int_equal(access(path, F_OK), -1);
}

/* A program of that name that does as the script says. */
static enum zn_status write_with_program(const char *script, struct zn_error *error) {
  char program[192];
  scratch_text(folder, "bin/gnuplot", script);
  snprintf(program, sizeof program, "%s/bin/gnuplot", folder);
  assert_int_equal(chmod(program, 0755), 0);
  program[strlen(program) - strlen("/gnuplot")] = '\0';
  return write_with_path(program, error);
}

static void a_gnuplot_that_fails_is_an_error_with_its_own_words(void **state) {
  (void)state;
  struct zn_error error = {0};
  assert_int_equal(write_with_program("#!/bin/sh\necho 'line 3: what is this?' >&2\nexit 1\n", &error), ZN_IO);
  assert_non_null(strstr(error.text, "gnuplot failed"));
  assert_non_null(strstr(error.text, "line 3: what is this?"));
}

static void a_gnuplot_that_draws_nothing_or_dies_is_an_error(void **state) {
  (void)state;
  struct zn_error error = {0};
  assert_int_equal(write_with_program("#!/bin/sh\nexit 0\n", &error), ZN_IO);
  assert_non_null(strstr(error.text, "fewer figures"));
  assert_int_equal(write_with_program("#!/bin/sh\nkill -9 $$\n", &error), ZN_IO);
  assert_non_null(strstr(error.text, "gnuplot failed"));
}

static void a_script_that_gnuplot_refuses_is_an_error(void **state) {
  (void)state;
  struct zn_writer script = {0};
  struct zn_error error = {0};
  char *svg[1] = {NULL};
  zn_gnuplot_figure(&script, "a", 100, 100);
  zn_writer_add(&script, "plot nonsense(\n");
  assert_int_equal(zn_gnuplot_draw(&script, 1, svg, &error), ZN_IO);
  assert_non_null(strstr(error.text, "gnuplot failed"));
  assert_null(svg[0]);
  zn_writer_clear(&script);
}

static void a_file_in_place_of_a_folder_is_an_error_with_the_path(void **state) {
  (void)state;
  struct small_run *small = small_run_new();
  struct zn_error error = {0};
  char blocked[256];
  scratch_text(folder, "file", "not a folder");
  snprintf(blocked, sizeof blocked, "%s/file/report.html", folder);
  assert_int_equal(zn_run_write_report(&small->run, blocked, "", &error), ZN_IO);
  assert_string_equal(error.file, blocked);
  small_run_free(small);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_page_tells_what_is_uncertain_and_what_the_run_used),
      cmocka_unit_test(the_page_is_well_formed_with_unique_ids_and_links_that_lead_somewhere),
      cmocka_unit_test(it_shows_every_reported_number_beside_its_prediction),
      cmocka_unit_test(it_says_what_was_asked),
      cmocka_unit_test(it_carries_what_makes_it_again),
      cmocka_unit_test(every_parameter_is_there_and_changed_ones_with_their_change),
      cmocka_unit_test(failures_are_told_with_person_time_and_reason),
      cmocka_unit_test(text_stays_text),
      cmocka_unit_test(a_title_is_no_command_for_gnuplot),
      cmocka_unit_test(a_source_without_an_address_is_no_link),
      cmocka_unit_test(equal_runs_give_equal_pages),
      cmocka_unit_test(the_page_needs_nothing_from_elsewhere),
      cmocka_unit_test(a_cohort_that_failed_as_a_whole_is_told_and_not_drawn),
      cmocka_unit_test(a_study_without_rows_courses_and_pictures_says_so),
      cmocka_unit_test(without_gnuplot_there_is_a_plain_sentence_and_no_file),
      cmocka_unit_test(a_gnuplot_that_fails_is_an_error_with_its_own_words),
      cmocka_unit_test(a_gnuplot_that_draws_nothing_or_dies_is_an_error),
      cmocka_unit_test(a_script_that_gnuplot_refuses_is_an_error),
      cmocka_unit_test(a_file_in_place_of_a_folder_is_an_error_with_the_path),
  };
  return cmocka_run_group_tests(tests, begin, scratch_close);
}
