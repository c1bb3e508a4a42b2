/* The command line itself: verbs, flags, help, and the pages that must not fall behind it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "zonula/ranks.h"
#include "zonula.h"
#include "zonula/study.h"

static const char *const verbs[] = {"run",  "trial",  "validate", "calibrate", "claims", "diet",
                                    "list", "export", "junction", "bench",     "help",   "version"};
static const char *const flags[] = {
    "--people",     "--seed",   "--set",     "--condition", "--diet",    "--max-gmfe",        "--min-coverage", "--out",      "--threads",
    "--rounds",     "--engine", "--exact",   "--repeats",   "--members", "--write",           "--cache",        "--no-cache", "--json",
    "--quiet",      "--help",   "--strands", "--all",       "--solute",  "--breaks",          "--leak",         "--channels", "--variant",
    "--replicates", "--run",    "--grade",   "--html",      "--days",    "--null-replicates", "--piece"};
/* How many of them go with each verb. */
enum {
  RUN_FLAGS = 13,
  TRIAL_FLAGS = 11,
  VALIDATE_FLAGS = 12,
  CALIBRATE_FLAGS = 10,
  LIST_FLAGS = 2,
  EXPORT_FLAGS = 8,
  BENCH_FLAGS = 7,
  JUNCTION_FLAGS = 14,
  CLAIMS_FLAGS = 11,
  DIET_FLAGS = 9
};
static const char *const codes[] = {"0", "1", "2", "3", "4", "5", "130", "143"};
#define COUNT(list) (sizeof list / sizeof *list)

static void read_text(char **text, const char *name) {
  char path[512];
  size_t length;
  struct zn_error error = {0};
  snprintf(path, sizeof path, "%s/%s", ZN_SOURCE_DIR, name);
  if (zn_file_read(text, &length, path, ZN_LARGEST_FILE, &error) != ZN_OK) fail_msg("%s: %s", path, error.text);
}

/* Takes the backslashes of a manual page out: "\-\-no\-cache" becomes "--no-cache". */
static void without_backslashes(char *text) {
  char *to = text;
  for (; *text; text++)
    if (*text != '\\') *to++ = *text;
  *to = '\0';
}

static void help_names_every_verb_flag_and_exit_code(void **state) {
  (void)state;
  struct program_said said = zonula("help");
  char line[32];
  assert_int_equal(said.code, 0);
  for (size_t i = 0; i < COUNT(verbs); i++) {
    snprintf(line, sizeof line, "\n  %s ", verbs[i]);
    assert_holds(said.out, line);
  }
  for (size_t i = 0; i < COUNT(flags); i++) {
    snprintf(line, sizeof line, "\n  %s ", flags[i]);
    assert_holds(said.out, line);
  }
  for (size_t i = 0; i < COUNT(codes); i++) {
    snprintf(line, sizeof line, "\n  %s ", codes[i]);
    assert_holds(said.out, line);
  }
  program_forget(&said);
}

/* Calls `check` with every word that stands first in a line of help, indented by two. */
static int each_entry(const char *help, const char *page) {
  int entries = 0;
  for (const char *at = help; (at = strstr(at, "\n  ")); at += 3) {
    char word[64] = {0};
    if (at[3] == ' ') continue;
    memcpy(word, at + 3, strcspn(at + 3, " \n"));
    assert_holds(page, word);
    entries++;
  }
  return entries;
}

static void the_manual_page_names_everything_that_help_names(void **state) {
  (void)state;
  struct program_said said = zonula("help");
  char *page;
  read_text(&page, "docs/zonula.1");
  without_backslashes(page);
  assert_int_equal(each_entry(said.out, page), COUNT(verbs) + COUNT(flags) + COUNT(codes));
  free(page);
  program_forget(&said);
}

static void completion_knows_every_flag_of_every_verb(void **state) {
  (void)state;
  char *page;
  read_text(&page, "completions/zonula.bash");
  struct program_said run = zonula("help", "run"), list = zonula("help", "list"), export = zonula("help", "export"),
                      bench = zonula("help", "bench"), junction = zonula("help", "junction"), validate = zonula("help", "validate"),
                      calibrate = zonula("help", "calibrate"), claims = zonula("help", "claims"), diet = zonula("help", "diet"),
                      trial = zonula("help", "trial");
  char *of_run = strstr(page, "run:-*)"), *of_trial = strstr(page, "trial:-*)"), *of_validate = strstr(page, "validate:-*)"),
       *of_calibrate = strstr(page, "calibrate:-*)"), *of_claims = strstr(page, "claims:-*)"), *of_diet = strstr(page, "diet:-*)"),
       *of_bench = strstr(page, "bench:-*)"), *of_junction = strstr(page, "junction:-*)"), *of_export = strstr(page, "export:-*)"),
       *of_list = strstr(page, "list:-*)");
  assert_true(of_run && of_trial > of_run && of_validate > of_trial && of_calibrate > of_validate && of_claims > of_calibrate &&
              of_diet > of_claims && of_bench > of_diet && of_junction > of_bench && of_export > of_junction && of_list > of_export);
  assert_int_equal(each_entry(list.out, of_list), LIST_FLAGS);
  *of_list = '\0';
  assert_int_equal(each_entry(export.out, of_export), EXPORT_FLAGS);
  *of_export = '\0';
  assert_int_equal(each_entry(junction.out, of_junction), JUNCTION_FLAGS);
  *of_junction = '\0';
  assert_int_equal(each_entry(bench.out, of_bench), BENCH_FLAGS);
  *of_bench = '\0';
  assert_int_equal(each_entry(diet.out, of_diet), DIET_FLAGS);
  *of_diet = '\0';
  assert_int_equal(each_entry(claims.out, of_claims), CLAIMS_FLAGS);
  *of_claims = '\0';
  assert_int_equal(each_entry(calibrate.out, of_calibrate), CALIBRATE_FLAGS);
  *of_calibrate = '\0';
  assert_int_equal(each_entry(validate.out, of_validate), VALIDATE_FLAGS);
  *of_validate = '\0';
  assert_int_equal(each_entry(trial.out, of_trial), TRIAL_FLAGS);
  *of_trial = '\0';
  assert_int_equal(each_entry(run.out, of_run), RUN_FLAGS);
  for (size_t i = 0; i < COUNT(verbs); i++) assert_holds(page, verbs[i]);
  program_forget(&run);
  program_forget(&bench);
  program_forget(&junction);
  program_forget(&list);
  program_forget(&export);
  program_forget(&validate);
  program_forget(&calibrate);
  program_forget(&claims);
  program_forget(&diet);
  program_forget(&trial);
  free(page);
}

static void a_verb_can_be_asked_for_help_in_two_ways(void **state) {
  (void)state;
  struct program_said one = zonula("help", "run"), other = zonula("run", "--help"), whole = zonula("help"), dashed = zonula("--help");
  assert_int_equal(one.code, 0);
  assert_holds(one.out, "zonula run STUDY.yaml");
  assert_string_equal(one.out, other.out);
  assert_string_equal(whole.out, dashed.out);
  program_forget(&one);
  program_forget(&other);
  program_forget(&whole);
  program_forget(&dashed);
}

static void version_names_the_release_the_data_the_cvode_and_the_mpi(void **state) {
  (void)state;
  char *version, expected[64];
  read_text(&version, "VERSION");
  struct program_said said = zonula("version"), dashed = zonula("--version"), json = zonula("version", "--json");
  version[strcspn(version, "\n")] = '\0';
  snprintf(expected, sizeof expected, "zonula %s (data ", version);
  assert_int_equal(said.code, 0);
  assert_true(strncmp(said.out, expected, strlen(expected)) == 0);
  assert_int_equal(strspn(said.out + strlen(expected), "0123456789abcdef"), 16);
  assert_holds(said.out, "\nCVODE: SUNDIALS ");
  assert_holds(said.out, zn_cvode_build());
  assert_holds(said.out, "\nMPI: ");
  assert_holds(said.out, zn_ranks_mpi());
  assert_string_equal(said.out, dashed.out);
  assert_holds(json.out, zn_ranks_mpi());
  assert_holds(json.out, "\"cvode\": \"SUNDIALS ");
  assert_holds(json.out, zn_cvode_build());
  free(version);
  program_forget(&said);
  program_forget(&dashed);
  program_forget(&json);
}

static void a_slip_in_a_verb_or_flag_is_answered_with_the_nearest(void **state) {
  (void)state;
  assert_refused(2, "zonula: there is no verb \"rnu\"; did you mean run?", "rnu", "x.yaml");
  assert_refused(2, "did you mean list?", "help", "lits");
  assert_refused(2, "zonula: there is no flag --poeple; did you mean --people?", "run", "x.yaml", "--poeple", "3");
  assert_refused(2, "did you mean --people?", "run", "x.yaml", "--poeple=3");
  assert_refused(2, "did you mean parameters?", "list", "paramters");
  assert_refused(2, "there is no verb \"diagnose\"; see zonula help", "diagnose");
}

static void what_is_missing_doubled_or_misplaced_is_a_usage_error(void **state) {
  (void)state;
  struct program_said nothing = program_run((const char *const[]){ZONULA, NULL}, NULL);
  assert_int_equal(nothing.code, 2);
  assert_holds(nothing.err, "See zonula help");
  program_forget(&nothing);
  assert_refused(2, "something is missing: zonula run STUDY.yaml", "run");
  assert_refused(2, "\"b.yaml\" is one word too many", "run", "a.yaml", "b.yaml");
  assert_refused(2, "--people wants a value: --people N", "run", "a.yaml", "--people");
  assert_refused(2, "--out wants DIR, not an empty text", "run", "a.yaml", "--out=");
  assert_refused(2, "--json takes no value", "run", "a.yaml", "--json=1");
  assert_refused(2, "--seed does not go with list", "list", "--seed", "3");
  assert_refused(2, "exclude each other", "run", "a.yaml", "--cache", "c", "--no-cache");
}

static void numbers_on_the_command_line_are_read_strictly(void **state) {
  (void)state;
  static const char *const bad[] = {"0", "-1", "1e3", "3.5", "three", "", "1000001", "99999999999999999999999"};
  for (size_t i = 0; i < COUNT(bad); i++)
    assert_refused(2, "--people wants a whole number from 1 to 1000000", "run", "a.yaml", "--people", bad[i]);
  assert_refused(2, "--threads wants a whole number", "run", "a.yaml", "--threads", "0");
  assert_refused(2, "--engine wants lanes|cvode, not \"lane\"", "run", "a.yaml", "--engine", "lane");
  assert_refused(2, "--engine wants lanes|cvode, not \"\"", "run", "a.yaml", "--engine=");
  assert_refused(2, "--seed wants a whole number", "run", "a.yaml", "--seed", "18446744073709551616");
  assert_refused(2, "--seed wants a whole number", "run", "a.yaml", "--seed", "-1");
}

static void after_two_dashes_everything_is_a_word(void **state) {
  (void)state;
  assert_refused(3, "--seed", "run", "--", "--seed");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(help_names_every_verb_flag_and_exit_code),
      cmocka_unit_test(the_manual_page_names_everything_that_help_names),
      cmocka_unit_test(completion_knows_every_flag_of_every_verb),
      cmocka_unit_test(a_verb_can_be_asked_for_help_in_two_ways),
      cmocka_unit_test(version_names_the_release_the_data_the_cvode_and_the_mpi),
      cmocka_unit_test(a_slip_in_a_verb_or_flag_is_answered_with_the_nearest),
      cmocka_unit_test(what_is_missing_doubled_or_misplaced_is_a_usage_error),
      cmocka_unit_test(numbers_on_the_command_line_are_read_strictly),
      cmocka_unit_test(after_two_dashes_everything_is_a_word),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
