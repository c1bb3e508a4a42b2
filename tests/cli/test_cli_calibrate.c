/* zonula calibrate, as a user meets it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "scratch.h"
#include "zonula.h"

static const char header[] =
    "id,condition,subgroup,test,probe,dose_g,window_start_h,window_end_h,statistic,value,unit,spread_kind,spread_lo,spread_hi,n,"
    "authors_year,journal,pmid_or_doi,url,note\n";
static const char few[] =
    "A1,healthy,,dual_sugar,LMR,5/2,0,5,median,0.02,ratio,,,,12,One 2001,,,,\n"
    "B1,healthy,,dual_sugar,LMR,5/2,0,5,mean,0.03,ratio,,,,20,Two 2002,,,,\n"
    "C1,healthy,,cr_edta,51Cr-EDTA,,0,24,mean,1.7,percent_of_dose,,,,9,Three 2003,,,,\n";
static const char none[] = "A1,martian,,dual_sugar,LMR,5/2,0,5,median,0.02,ratio,,,,12,One 2001,,,,\n";

static const char *folder;
static char table[256], strange[256], out[256];

static int begin(void **state) {
  char text[2048];
  (void)state;
  folder = scratch_open();
  snprintf(text, sizeof text, "%s%s", header, few);
  scratch_text(folder, "few.csv", text);
  snprintf(text, sizeof text, "%s%s", header, none);
  scratch_text(folder, "none.csv", text);
  snprintf(table, sizeof table, "%s/few.csv", folder);
  snprintf(strange, sizeof strange, "%s/none.csv", folder);
  snprintf(out, sizeof out, "%s/out", folder);
  return 0;
}

static void its_answer_holds_numbers_spreads_and_scores(void **state) {
  (void)state;
  struct program_said said = zonula("calibrate", table, "--people", "6", "--members", "3", "--out", out, "--json", "--quiet");
  if (said.code) fail_msg("%s", said.err);
  json_t *all = json_loads(said.out, 0, NULL);
  assert_non_null(all);
  assert_int_equal(json_integer_value(json_object_get(all, "members")), 3);
  static const char *const scores[] = {"fitted", "paper_left_out", "tenth_left_out", "look_up"};
  for (size_t i = 0; i < 4; i++) {
    assert_int_equal(json_integer_value(json_object_get(json_object_get(all, scores[i]), "in_scope")), 3);
    assert_true(json_real_value(json_object_get(json_object_get(all, scores[i]), "gmfe")) >= 1.0 || i == 3);
  }
  assert_true(json_array_size(json_object_get(all, "numbers")) >= 15);
  assert_true(json_array_size(json_object_get(all, "spreads")) >= 2);
  json_decref(all);
  program_forget(&said);
}

/* Stopped by Ctrl-C after a step; the same command then goes on, and clears away what it went on from. */
static void an_interrupted_calibration_goes_on(void **state) {
  (void)state;
  char reached[300];
  snprintf(reached, sizeof reached, "%s/reached.csv", out);
  const char *const words[] = {ZONULA, "calibrate", table, "--people", "6", "--out", out, NULL};
  struct program_said said = program_run_and_interrupt(words, NULL);
  assert_int_equal(said.code, 130);
  assert_holds(said.err, "run the same command to go on");
  FILE *kept = fopen(reached, "r");
  assert_non_null(kept);
  fclose(kept);
  struct program_said again = zonula("calibrate", table, "--people", "6", "--out", out);
  if (again.code) fail_msg("%s", again.err);
  assert_holds(again.err, "going on from");
  assert_holds(again.out, "each paper left out");
  assert_null(fopen(reached, "r"));
  program_forget(&said);
  program_forget(&again);
}

static void what_cannot_be_calibrated_is_refused(void **state) {
  (void)state;
  assert_refused(3, "nothing can be calibrated", "calibrate", strange, "--out", out, "--quiet");
  assert_refused(3, "nowhere.csv", "calibrate", "nowhere.csv", "--out", out);
  assert_refused(2, "something is missing", "calibrate");
  assert_refused(2, "--members wants a whole number", "calibrate", table, "--members", "0");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(its_answer_holds_numbers_spreads_and_scores),
      cmocka_unit_test(an_interrupted_calibration_goes_on),
      cmocka_unit_test(what_cannot_be_calibrated_is_refused),
  };
  return cmocka_run_group_tests(tests, begin, scratch_close);
}
