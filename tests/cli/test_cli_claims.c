/* zonula claims: the table, cards, JSON, the site, kept results, experiments of one's own, exit codes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../support/page.h"
#include "../support/scratch.h"
#include "base/file.h"
#include "cli/claims_results.h"
#include "zonula.h"
#include "zonula_json.h"
#include "zonula/zonula.h"

static const char *folder;
static char cache[160], kept[200], own[160];
static struct zn_claims *claims;

/* Half of it holds. */
#define EXPERIMENT(above)                                                                                                                  \
  "title: Two people eat\nsource: none\nsummary: Nothing happens to them.\ncohort: {people: 2, condition: healthy}\ntimeline: [{at: 0 d, " \
  "measure: endotoxin}]\n"                                                                                                                 \
  "experiment:\n  asks: Is there lipopolysaccharide in blood?\n"                                                                           \
  "  reads: [{name: lps, at: 1 d, reading: serum_lps}]\n"                                                                                  \
  "  holds: [{label: there is some, value: lps, above: " above                                                                             \
  ", in: 90 %, because: chosen, source: chosen}]\n"                                                                                        \
  "  broken: [{without: anything, changes: [{name: immune_gain, scale: 1}]}]\n"

static int begin(void **state) {
  (void)state;
  folder = scratch_open();
  snprintf(cache, sizeof cache, "%s/cache", folder);
  snprintf(kept, sizeof kept, "%s/claims_results.csv", cache);
  snprintf(own, sizeof own, "%s/own.yaml", folder);
  scratch_text(folder, "own.yaml", EXPERIMENT("0"));
  scratch_text(folder, "high.yaml", EXPERIMENT("1e9"));
  return zn_claims_load(&claims, NULL) != ZN_OK;
}

static int end(void **state) {
  zn_claims_free(claims);
  return scratch_close(state);
}

#define ask(...) zonula("claims", "--cache", cache, __VA_ARGS__)

/* A kept result of leak_alone, as if it had been run: `holds` is that of its second criterion. */
static void keep(const char *digest, int holds) {
  char text[2048];
  snprintf(text, sizeof text,
           "experiment,digest,members,people,variant,criterion,asked,holds,statistic,survives,lo90,hi90,members_hold,counted,without_value,"
           "q05,q25,"
           "q50,q75,q95,each_member\n"
           "leak_alone,%s,2,480,intact,one,each,1,0.99,0.99,0.98,0.995,2,480,0,1,2,3,4,5,3 3.1\n"
           "leak_alone,%s,2,480,intact,two,median,%d,0.4,0.4,0.3,0.5,1,480,0,1,2,3,4,5,3 3.1\n",
           digest, digest, holds);
  scratch_text(folder, "cache/claims_results.csv", text);
}

static void the_table_has_a_line_for_every_claim_and_says_what_has_changed(void **state) {
  (void)state;
  struct program_said said = ask("--quiet");
  char line[16];
  assert_int_equal(said.code, 0);
  for (int i = 0; i < claims->n_claims; i++) {
    snprintf(line, sizeof line, "\n%s  ", claims->claims[i].id);
    assert_holds(said.out, line);
  }
  assert_int_equal(claims->n_claims, 79);
  assert_holds(said.out, "79 claims: the experiments of ");
  const char *changed = strstr(said.out, "What has changed since");
  assert_non_null(changed);
  static const char *const outdated[] = {"Turpin",          "larazotide",   "glutamine",
                                         "Foreign protein", "antioxidants", "10.1053/j.gastro.2020.08.005"};
  for (size_t i = 0; i < sizeof outdated / sizeof *outdated; i++) assert_holds(changed, outdated[i]);
  program_forget(&said);
}

static void a_grade_selects(void **state) {
  (void)state;
  struct program_said said = ask("--grade", "contradicted", "--json");
  json_t *all = zonula_json(&said), *claim;
  size_t i;
  assert_true(json_array_size(all) >= 5);
  json_array_foreach(all, i, claim) {
    assert_string_equal(json_string_value(json_object_get(claim, "grade")), "contradicted");
    assert_true(json_is_true(json_object_get(claim, "outdated")));
    assert_true(json_is_string(json_object_get(claim, "newest_source")));
  }
  json_decref(all);
  program_forget(&said);
}

static void json_has_every_claim_with_its_keys(void **state) {
  (void)state;
  static const char *const keys[] = {"id",        "claim",   "grade",   "tag",      "verdict",       "survives", "lo90",   "hi90",
                                     "must_hold", "sources", "changed", "outdated", "newest_source", "criteria", "broken", "experiment"};
  static const char *const verdicts[] = {"holds", "fails", "stale", "not_simulatable"};
  struct program_said said = ask("--json");
  json_t *all = zonula_json(&said), *claim;
  size_t i;
  assert_int_equal(json_array_size(all), claims->n_claims);
  json_array_foreach(all, i, claim) {
    for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) assert_non_null(json_object_get(claim, keys[k]));
    int known = 0;
    for (size_t k = 0; k < 4; k++) known |= strcmp(json_string_value(json_object_get(claim, "verdict")), verdicts[k]) == 0;
    assert_true(known);
    if (!*claims->claims[i].experiment) assert_string_equal(json_string_value(json_object_get(claim, "verdict")), "not_simulatable");
  }
  json_decref(all);
  program_forget(&said);
}

static void a_card_shows_findings_changes_sources_and_the_experiment(void **state) {
  (void)state;
  static const char *const parts[] = {"What is known",
                                      "Summary of findings",
                                      "1420",
                                      "What has changed since the article",
                                      "10.1053/j.gastro.2020.08.005",
                                      "How it is simulated",
                                      "What must hold",
                                      "Without the mechanism",
                                      "zonula claims --run --no-cache C30",
                                      "Nothing here is advice to a person."};
  struct program_said said = ask("c30", "C46");
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) assert_holds(said.out, parts[i]);
  assert_holds(said.out, "\nC46  ");
  program_forget(&said);
}

/* --- Results ------------------------------------------------------------------------------------------------------------------------ */

static void a_kept_result_counts_as_long_as_its_digest_fits(void **state) {
  (void)state;
  char digest[17];
  assert_int_equal(zn_experiment_digest(digest, "leak_alone", NULL), ZN_OK);
  keep(digest, 0);
  struct program_said said = ask("C30", "--json");
  assert_int_equal(said.code, 1);
  assert_holds(said.out, "\"verdict\": \"fails\"");
  assert_holds(said.out, "\"survives\": 0.4,\n    \"lo90\": 0.3,");
  assert_holds(said.err, "C30 must hold and fails");
  program_forget(&said);
  digest[0] = digest[0] == '0' ? '1' : '0';
  keep(digest, 0);
  said = ask("C30", "--json");
  assert_int_equal(said.code, 0);
  assert_holds_not(said.out, "\"survives\": 0.4,\n    \"lo90\": 0.3,");
  program_forget(&said);
  remove(kept);
}

/* Its labels are not those of the experiment: it must not be shown beside them. */
static void a_result_of_another_shape_is_not_drawn(void **state) {
  (void)state;
  char digest[17];
  assert_int_equal(zn_experiment_digest(digest, "leak_alone", NULL), ZN_OK);
  keep(digest, 1);
  struct program_said said = ask("C30");
  assert_holds(said.out, "There is no result of this program and its data.");
  program_forget(&said);
  remove(kept);
}

static void a_damaged_cache_is_said_and_left_aside(void **state) {
  (void)state;
  scratch_text(folder, "cache/claims_results.csv", "nonsense\n1\n");
  struct program_said said = ask("C30");
  assert_int_equal(said.code, 0);
  assert_holds(said.err, "results that were kept are not used");
  program_forget(&said);
  remove(kept);
}

/* As after Ctrl-C between two experiments: what was done is there, and is not done again. */
static void a_result_is_kept_as_soon_as_it_is_there(void **state) {
  (void)state;
  static const char *const names[] = {"leak_alone"};
  const struct cli_options options = {.quiet = 1};
  struct cli_results results = {.options = &options, .fresh = calloc(1, sizeof *results.fresh)};
  struct zn_experiment_results *read;
  struct zn_library *library;
  struct zn_error error = {0};
  assert_int_equal(zn_library_load(&library, NULL), ZN_OK);
  snprintf(results.cache, sizeof results.cache, "%s", kept);
  assert_int_equal(cli_results_make(&results, library, names, 1), CLI_EXIT_DONE);
  const struct zn_experiment_result *made = zn_experiment_results_find(results.fresh, "leak_alone");
  assert_non_null(made);
  if (zn_experiment_results_read(&read, kept, &error) != ZN_OK) fail_msg("%s:%d: %s", error.file, error.line, error.text);
  assert_int_equal(read->n, 1);
  assert_string_equal(read->result[0]->digest, made->digest);
  zn_experiment_results_free(read);
  assert_int_equal(cli_results_make(&results, library, names, 1), CLI_EXIT_DONE);
  assert_ptr_equal(zn_experiment_results_find(results.fresh, "leak_alone"), made);
  cli_results_clear(&results);
  zn_library_free(library);
  remove(kept);
}

/* Two programs at once: the one that ends last does not throw away what the other has kept. */
static void what_another_program_has_kept_stays(void **state) {
  (void)state;
  static const char *const names[] = {"collagen"};
  const struct cli_options options = {.quiet = 1};
  struct cli_results results = {.options = &options, .fresh = calloc(1, sizeof *results.fresh)};
  struct zn_experiment_results *read;
  struct zn_library *library;
  struct zn_error error = {0};
  char digest[17];
  assert_int_equal(zn_library_load(&library, NULL), ZN_OK);
  assert_int_equal(zn_experiment_digest(digest, "leak_alone", NULL), ZN_OK);
  keep(digest, 1);
  snprintf(results.cache, sizeof results.cache, "%s", kept);
  assert_int_equal(cli_results_make(&results, library, names, 1), CLI_EXIT_DONE);
  if (zn_experiment_results_read(&read, kept, &error) != ZN_OK) fail_msg("%s:%d: %s", error.file, error.line, error.text);
  assert_non_null(zn_experiment_results_find(read, "collagen"));
  assert_non_null(zn_experiment_results_find(read, "leak_alone"));
  zn_experiment_results_free(read);
  cli_results_clear(&results);
  zn_library_free(library);
  remove(kept);
}

static void a_claim_that_is_named_twice_is_shown_once(void **state) {
  (void)state;
  struct program_said said = ask("C01", "c01", "C01", "--json");
  json_t *all = zonula_json(&said);
  assert_int_equal(json_array_size(all), 1);
  json_decref(all);
  program_forget(&said);
}

static void with_other_numbers_of_people_results_are_not_kept(void **state) {
  (void)state;
  struct program_said said = ask("C30", "--run", "--people", "16", "--json", "--quiet");
  json_t *all = zonula_json(&said), *claim = json_array_get(all, 0), *criterion = json_array_get(json_object_get(claim, "criteria"), 0);
  char *text;
  size_t length;
  assert_int_equal(json_integer_value(json_object_get(criterion, "people")), 16);
  assert_true(json_array_size(json_object_get(claim, "broken")) >= 1);
  assert_int_not_equal(zn_file_read(&text, &length, kept, ZN_LARGEST_FILE, NULL), ZN_OK);
  json_decref(all);
  program_forget(&said);
}

static void running_can_be_stopped(void **state) {
  (void)state;
  struct program_said said = program_run_and_interrupt(
      (const char *const[]){ZONULA, "claims", "--run", "--people", "4000", "--json", "--cache", cache, NULL}, NULL);
  assert_int_equal(said.code, 130);
  assert_holds(said.err, "\"experiment\":\"");
  program_forget(&said);
}

/* --- Experiments of one's own ------------------------------------------------------------------------------------------------------- */

static void an_experiment_of_ones_own_is_run_and_judged(void **state) {
  (void)state;
  char high[160];
  snprintf(high, sizeof high, "%s/high.yaml", folder);
  struct program_said said = zonula("claims", own, "--quiet");
  assert_int_equal(said.code, 0);
  assert_holds(said.out, "Two people eat");
  assert_holds(said.out, "Holds: true of 100 % of people");
  assert_holds(said.out, "it still holds, though it must fail");
  assert_holds(said.out, "Verdict: holds.");
  assert_holds(said.out, "zonula claims ");
  program_forget(&said);
  said = zonula("claims", high, "--quiet", "--json");
  assert_int_equal(said.code, 1);
  assert_holds(said.out, "\"holds\": false");
  program_forget(&said);
}

static void what_is_not_understood_is_refused(void **state) {
  (void)state;
  assert_refused(3, "there is no claim \"C99\"; did you mean C", "claims", "C99");
  assert_refused(3, "there is no claim \"mucus\"; see zonula claims", "claims", "mucus");
  assert_refused(3, "no/such.yaml", "claims", "no/such.yaml");
  assert_refused(3, "it has no key 'experiment'", "claims", ZN_SOURCE_DIR "/studies/suenaert_2002.yaml");
  assert_refused(2, "--write goes with --run", "claims", "--write");
  assert_refused(2, "--people goes with --run", "claims", "--people", "5");
  assert_refused(2, "--people asks for something else", "claims", "--run", "--write", "--people", "5");
  assert_refused(2, "stands alone", "claims", own, "C30");
  assert_refused(2, "a file is always run", "claims", own, "--run");
  assert_refused(2, "--grade goes without", "claims", "C30", "--grade", "low");
  assert_refused(2, "--grade wants high|moderate", "claims", "--grade", "great");
  assert_refused(2, "pages of all claims", "claims", "C30", "--html", folder);
  assert_refused(2, "pages of all claims", "claims", "--grade", "low", "--html", folder);
  assert_refused(2, "exclude each other", "claims", "--html", folder, "--json");
}

/* --- The site ----------------------------------------------------------------------------------------------------------------------- */

static char *read_page(const char *site, const char *name) {
  char path[256], *text;
  size_t length;
  snprintf(path, sizeof path, "%s/%s.html", site, name);
  if (zn_file_read(&text, &length, path, ZN_LARGEST_FILE, NULL) != ZN_OK) fail_msg("%s is missing", path);
  return text;
}

static void check_page(const char *site, const char *name) {
  char *text = read_page(site, name);
  page_of_site_must_be_well_formed(text, site);
  assert_int_equal(page_count(text, "Nothing here is advice to a person."), 1);
  assert_int_equal(page_count(text, "http-equiv"), 0);
  free(text);
}

static void the_site_has_a_whole_page_for_every_claim(void **state) {
  (void)state;
  char site[200];
  snprintf(site, sizeof site, "%s/a/site", folder);
  struct program_said said = ask("--html", site, "--quiet");
  assert_int_equal(said.code, 0);
  program_forget(&said);
  check_page(site, "index");
  check_page(site, "method");
  for (int i = 0; i < claims->n_claims; i++) check_page(site, claims->claims[i].id);
  char *text = read_page(site, "index");
  for (int i = 0; i < claims->n_claims; i++) {
    char link[32];
    snprintf(link, sizeof link, "href=\"%s.html\"", claims->claims[i].id);
    assert_true(page_count(text, link) >= 1);
  }
  free(text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_table_has_a_line_for_every_claim_and_says_what_has_changed),
      cmocka_unit_test(a_grade_selects),
      cmocka_unit_test(json_has_every_claim_with_its_keys),
      cmocka_unit_test(a_card_shows_findings_changes_sources_and_the_experiment),
      cmocka_unit_test(a_kept_result_counts_as_long_as_its_digest_fits),
      cmocka_unit_test(a_result_of_another_shape_is_not_drawn),
      cmocka_unit_test(a_damaged_cache_is_said_and_left_aside),
      cmocka_unit_test(a_result_is_kept_as_soon_as_it_is_there),
      cmocka_unit_test(what_another_program_has_kept_stays),
      cmocka_unit_test(a_claim_that_is_named_twice_is_shown_once),
      cmocka_unit_test(with_other_numbers_of_people_results_are_not_kept),
      cmocka_unit_test(running_can_be_stopped),
      cmocka_unit_test(an_experiment_of_ones_own_is_run_and_judged),
      cmocka_unit_test(what_is_not_understood_is_refused),
      cmocka_unit_test(the_site_has_a_whole_page_for_every_claim),
  };
  return cmocka_run_group_tests(tests, begin, end);
}
