/* The page of a trial, written from a trial made by hand. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "page.h"
#include "scratch.h"
#include "small_trial.h"

static const char command[] = "zonula trial 'a & b.yaml' --people 3";
static char path[256];

static int begin(void **state) {
  (void)state;
  snprintf(path, sizeof path, "%s/new/report.html", scratch_open());
  return 0;
}

/* Writes the page and reads it back; free it. */
static char *written(const struct small_trial *s) {
  struct zn_error error = {0};
  if (zn_trial_write_report(&s->run, path, command, &error) != ZN_OK) fail_msg("%s", error.text);
  return scratch_read(path, NULL);
}

static void must_say(const char *page, const char *part) {
  if (!strstr(page, part)) fail_msg("the page does not say '%s'", part);
}

static void must_not_say(const char *page, const char *part) {
  if (strstr(page, part)) fail_msg("the page says '%s'", part);
}

/* Where a section begins. */
static const char *section(const char *page, const char *id) {
  char mark[64];
  snprintf(mark, sizeof mark, "<section id=\"%s\">", id);
  const char *at = strstr(page, mark);
  if (!at) fail_msg("there is no section %s", id);
  return at;
}

static void the_page_is_well_formed_and_stands_alone(void **state) {
  (void)state;
  struct small_trial *s = small_trial_new();
  char *page = written(s);
  page_must_be_well_formed(page);
  must_not_say(page, "<script");
  must_not_say(page, "src=\"http");
  free(page);
  small_trial_free(s);
}

static void every_chart_says_what_it_is_to_who_cannot_see_it(void **state) {
  (void)state;
  struct small_trial *s = small_trial_new();
  char *page = written(s);
  const int charts = page_count(page, "<svg class=\"chart\"");
  assert_true(charts >= 3 + 2 + 1 + 4 + 4 + 1); /* endpoints, effects, survival, power, trials, looks */
  assert_int_equal(page_count(page, "role=\"img\" aria-label=\""),
                   charts + page_count(page, "<svg class=\"strip\" viewBox=\"0 0 176 24\""));
  must_not_say(page, "aria-label=\"\"");
  free(page);
  small_trial_free(s);
}

static void what_users_write_is_text_and_never_markup(void **state) {
  (void)state;
  struct small_trial *s = small_trial_new();
  char *page = written(s);
  must_say(page, "fall of CRP, &quot;mg/L&quot; &lt;low&gt;");
  must_say(page, "the step became &lt;too&gt; small");
  must_say(page, "zonula trial &#39;a &amp; b.yaml&#39; --people 3");
  free(page);
  small_trial_free(s);
}

static void the_flow_counts_people_from_recruiting_to_counting(void **state) {
  (void)state;
  struct small_trial *s = small_trial_new();
  char *page = written(s);
  const char *flow = section(page, "flow");
  must_say(flow, "<b>24</b> people, 8 in each of 3 trials");
  must_say(flow, "<b>12</b> people</p>");
  must_say(flow, "<b>1</b> not eligible</p>");                                  /* in one arm */
  must_say(flow, "<b>1</b> not eligible; <b>1</b> could not be simulated</p>"); /* in the other */
  must_say(flow, "<b>2</b> left early, <b>2</b> needed rescue");
  must_say(flow, "<b>8</b> in: fall of CRP");
  must_say(flow, "1 people failed</a>, null trials included");
  free(page);
  small_trial_free(s);
}

static void arms_are_told_with_what_they_get_and_how_well_that_is_known(void **state) {
  (void)state;
  struct small_trial *s = small_trial_new();
  char *page = written(s);
  must_say(page, "the control · ratio 1");
  must_say(page, "each thing given is taken by 90\u202f%");
  must_say(page, "10\u202f% have left by the end");
  must_say(page, "Nothing but what everybody gets.");
  must_say(page, "in permuted blocks of 4; the trial is single blind");
  must_say(page, "as rescue: only to people above 8\u202fmg/L at that moment: ");
  must_say(page, "time until above 5");
  must_say(page, "<code>before &gt; 1</code> is true are eligible: the paper took people who were ill");
  free(page);
  small_trial_free(s);
}

static void published_and_predicted_stand_side_by_side(void **state) {
  (void)state;
  struct small_trial *s = small_trial_new();
  char *page = written(s);
  const char *row = strstr(section(page, "published"), "fall in the paper");
  assert_non_null(row);
  must_say(row, "read off a figure");
  must_say(row,
           "−3.25<div class=\"small soft\">−5.50 to −1.25</div></td><td class=\"nowrap\">−2.75<div class=\"small soft\">−4.00 to −1.50");
  must_say(row, "● predicted in printed");
  must_say(row, "◆ predicted not in printed");
  must_say(row, "no interval printed");
  must_say(section(page, "effects"), "<path class=\"dot theirs\""); /* in the forest, too */
  free(page);
  small_trial_free(s);
}

static void an_effect_without_end_is_drawn_as_an_arrow_at_the_edge(void **state) {
  (void)state;
  struct small_trial *s = small_trial_new();
  char *page = written(s);
  must_say(section(page, "effects"), "v12l11 -6Z");
  must_say(section(page, "effects"), "∞ (");
  static const char *const no_numbers[] = {"\"nan", "\"-nan", " nan", "Mnan", "Hnan", "Vnan", "Lnan", "\"inf\"", " inf ", "Hinf", "Minf"};
  for (size_t i = 0; i < sizeof no_numbers / sizeof *no_numbers; i++) must_not_say(page, no_numbers[i]);
  free(page);
  small_trial_free(s);
}

static void one_trial_has_neither_power_nor_a_spread(void **state) {
  (void)state;
  struct small_trial *s = small_trial_new();
  s->trial.replicates = 1;
  s->trial.null_replicates = 0;
  s->trial.n_power = 0;
  char *page = written(s);
  page_must_be_well_formed(page);
  must_say(page, "One trial has no power to count");
  must_not_say(page, "id=\"power\"");
  must_not_say(page, "id=\"trials\"");
  must_say(section(page, "effects"), "−4.00<div class=\"small soft\">−6.00 to −2.00</div>");
  free(page);
  small_trial_free(s);
}

static void sections_without_content_are_left_out(void **state) {
  (void)state;
  struct small_trial *s = small_trial_new();
  s->run.stop = NULL;
  s->study.n_follow = 0;
  s->trial.n_reported = 0;
  s->trial.n_analyses = 2; /* without the time */
  s->trial.n_endpoints = 2;
  char *page = written(s);
  page_must_be_well_formed(page);
  must_not_say(page, "id=\"interim\"");
  must_not_say(page, "id=\"courses\"");
  must_not_say(page, "id=\"survival\"");
  must_say(page, "This trial names no published number to compare with.");
  free(page);
  small_trial_free(s);
}

static void nobody_who_failed_is_said_and_those_who_did_are_named(void **state) {
  (void)state;
  struct small_trial *s = small_trial_new();
  char *page = written(s);
  must_say(section(page, "failures"), "new drug</td><td class=\"number\">33</td><td class=\"number\">null 2</td>");
  free(page);
  s->run.failed = s->run.n_outcomes = 0;
  page = written(s);
  must_say(section(page, "failures"), "0 people failed");
  free(page);
  small_trial_free(s);
}

static void looks_before_the_end_tell_where_trials_end(void **state) {
  (void)state;
  struct small_trial *s = small_trial_new();
  char *page = written(s);
  const char *looks = section(page, "interim");
  must_say(looks,
           "interim</th><td class=\"number\">50\u202f%</td><td class=\"number\">2.96</td><td class=\"number\">3</td><td "
           "class=\"number\">1</td><td class=\"number\">1</td>");
  must_say(looks, "on average: 5.333 of 8; of a null trial 8. With these looks 2 of 3 trials end with an effect, and 0 of 2 null trials.");
  must_say(looks, "<rect class=\"ends futile\"");
  free(page);
  small_trial_free(s);
}

static void many_trials_become_histograms_of_effects_and_p_values(void **state) {
  (void)state;
  enum { MANY = 60 };
  struct small_trial *s = small_trial_new();
  struct zn_comparison *many = calloc(MANY * SMALL_TRIAL_ANALYSES, sizeof *many);
  assert_non_null(many);
  for (int i = 0; i < MANY * SMALL_TRIAL_ANALYSES; i++) {
    many[i] = s->comparison[i % SMALL_TRIAL_ANALYSES];
    many[i].p_value = (double)(i / SMALL_TRIAL_ANALYSES) / MANY;
  }
  s->run.comparison = many;
  s->run.stop = NULL;
  s->trial.replicates = MANY - 10;
  s->trial.null_replicates = 10;
  char *page = written(s);
  page_must_be_well_formed(page);
  assert_int_equal(page_count(section(page, "trials"), "<b>p values</b>"), SMALL_TRIAL_ANALYSES);
  assert_int_equal(page_count(section(page, "trials"), "<path class=\"outline\""), 2 * (SMALL_TRIAL_ANALYSES - 1));
  free(page);
  free(many);
  small_trial_free(s);
}

static void two_writings_are_equal_byte_for_byte(void **state) {
  (void)state;
  struct small_trial *s = small_trial_new();
  char *one = written(s), *other = written(s);
  assert_string_equal(one, other);
  free(one);
  free(other);
  small_trial_free(s);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_page_is_well_formed_and_stands_alone),
      cmocka_unit_test(every_chart_says_what_it_is_to_who_cannot_see_it),
      cmocka_unit_test(what_users_write_is_text_and_never_markup),
      cmocka_unit_test(the_flow_counts_people_from_recruiting_to_counting),
      cmocka_unit_test(arms_are_told_with_what_they_get_and_how_well_that_is_known),
      cmocka_unit_test(published_and_predicted_stand_side_by_side),
      cmocka_unit_test(an_effect_without_end_is_drawn_as_an_arrow_at_the_edge),
      cmocka_unit_test(one_trial_has_neither_power_nor_a_spread),
      cmocka_unit_test(sections_without_content_are_left_out),
      cmocka_unit_test(nobody_who_failed_is_said_and_those_who_did_are_named),
      cmocka_unit_test(looks_before_the_end_tell_where_trials_end),
      cmocka_unit_test(many_trials_become_histograms_of_effects_and_p_values),
      cmocka_unit_test(two_writings_are_equal_byte_for_byte),
  };
  return cmocka_run_group_tests_name("the page of a trial", tests, begin, scratch_close);
}
