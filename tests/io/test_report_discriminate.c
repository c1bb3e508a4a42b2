/* The report's section on which test tells who has it, from a run made by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/random.h"
#include "page.h"
#include "scratch.h"
#include "small_run.h"

enum { PEOPLE = 40, TESTS = 3, ROWS = TESTS + 1 };

static const char *folder;
static char path[256];

static int begin(void **state) {
  (void)state;
  folder = scratch_open();
  snprintf(path, sizeof path, "%s/report.html", folder);
  return 0;
}

/* The small run asked which of three tests tells who has it: the first does perfectly, the second a little, the third not at all. */
struct asked {
  struct zn_reported rows[ROWS];
  int members[2];
  struct zn_combination combination;
  struct zn_cohort cohorts[2];
  struct zn_study study;
  struct zn_cohort_result results[2];
  double values[2][ROWS * PEOPLE];
  struct zn_run run;
};

static void ask(struct asked *a, const struct small_run *small, const char *const labels[TESTS]) {
  *a = (struct asked){.members = {1, 2}, .study = small->study, .run = small->run};
  for (int r = 0; r < ROWS; r++)
    a->rows[r] =
        (struct zn_reported){.label = (char *)(r < TESTS ? labels[r] : "truth"), .unit = "%", .cohort = -1, .assay = r < TESTS ? 0 : -1};
  a->combination = (struct zn_combination){"two <of> them", 2, a->members};
  a->study.n_reported = 0;
  a->study.reported = a->rows;
  a->study.n_read = ROWS;
  a->study.cohorts = a->cohorts;
  a->study.discriminate = (struct zn_discriminate){.n_tests = TESTS,
                                                   .observable = zn_observable_find("leak[jejunum]"),
                                                   .above = 1.5,
                                                   .n_combinations = 1,
                                                   .combination = &a->combination};
  a->run.study = &a->study;
  a->run.cohort = a->results;
  for (int c = 0; c < 2; c++) {
    a->cohorts[c] = small->study.cohorts[c];
    a->cohorts[c].people = PEOPLE;
    a->results[c] = small->run.cohort[c];
    a->results[c].people = PEOPLE;
    a->results[c].failed = 0;
    a->results[c].value = a->values[c];
    for (int i = 0; i < PEOPLE; i++) {
      const double truth = 1.0 + c + 0.001 * i;
      a->values[c][i] = truth;
      a->values[c][PEOPLE + i] = exp(0.7 * c + zn_normal(1, (uint32_t)i, (uint32_t)c, 0));
      a->values[c][2 * PEOPLE + i] = exp(zn_normal(2, (uint32_t)i, (uint32_t)c, 0));
      a->values[c][3 * PEOPLE + i] = truth;
    }
  }
}

static char *written(const struct zn_run *run) {
  struct zn_error error = {0};
  if (zn_run_write_report(run, path, "zonula run x.yaml", &error) != ZN_OK) fail_msg("%s", error.text);
  return scratch_read(path, NULL);
}

static void must_say(const char *page, const char *part) {
  if (!strstr(page, part)) fail_msg("the report does not say '%s'", part);
}

static const char *const plain[TESTS] = {"perfect", "fair & 'square'", "useless"};

static void the_section_draws_judges_and_concludes(void **state) {
  (void)state;
  struct small_run *small = small_run_new();
  struct asked *a = malloc(sizeof *a);
  assert_non_null(a);
  ask(a, small, plain);
  char *page = written(&a->run);
  page_must_be_well_formed(page);
  must_say(page, "<section id=\"told\">");
  must_say(page, "<a href=\"#told\">");
  must_say(page, "40 of 80 people");
  must_say(page, "<b>useless</b>, the worst single test");
  must_say(page, "the best, <b>perfect</b>, in 100");
  must_say(page, "Taking tests together loses"); /* two poor tests against a perfect one */
  must_say(page, "two &lt;of&gt; them");
  must_say(page, "fair &amp; &#39;square&#39;");
  must_say(page, "Who is mistaken");
  must_say(page, "Who is found");
  assert_null(strstr(page, "This study names no reported number"));
  free(page);
  free(a);
  small_run_free(small);
}

static void without_people_of_both_kinds_it_says_so(void **state) {
  (void)state;
  struct small_run *small = small_run_new();
  struct asked *a = malloc(sizeof *a);
  assert_non_null(a);
  ask(a, small, plain);
  a->study.discriminate.above = 5.0;
  char *page = written(&a->run);
  page_must_be_well_formed(page);
  must_say(page, "There are not people of both kinds");
  free(page);
  free(a);
  small_run_free(small);
}

static void a_study_that_does_not_ask_has_no_such_section(void **state) {
  (void)state;
  struct small_run *small = small_run_new();
  char *page = written(&small->run);
  assert_null(strstr(page, "id=\"told\""));
  assert_null(strstr(page, "#told"));
  free(page);
  small_run_free(small);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_section_draws_judges_and_concludes),
      cmocka_unit_test(without_people_of_both_kinds_it_says_so),
      cmocka_unit_test(a_study_that_does_not_ask_has_no_such_section),
  };
  return cmocka_run_group_tests(tests, begin, scratch_close);
}
