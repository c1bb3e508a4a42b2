/* The tables of claims and findings: what is shipped, and what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "zonula/zonula.h"

#define CLAIM_HEAD "id,section,claim,kind,stance,certainty,evidence,grade,lowered,sources,changed,tag,experiment,must_hold,how\n"
#define FINDING_HEAD "claim,question,people,comparison,outcome,studies,participants,effect,low,high,measure,certainty,lowered,source\n"

static const char claims_csv[] = CLAIM_HEAD
    "C01,Anatomy,A tube,anatomy,asserts,high,Undisputed,high,,turpin_2020,none,assumed,,0,It is built so\n"
    "C02,Liver,\"A filter, leaky\",mechanism,denies,low,In mice,low,indirectness,moon_1975 yao_2016,Yao "
    "2016,emergent,liver_filters,1,Break it\n"
    "C03,Remedies,No trial,therapy,uncertain,moderate,None found,none,nobody looked,,none,not_simulatable,,0,No coupling\n";
static const char findings_csv[] = FINDING_HEAD
    "C01,How many?,people,others,cases,1,1420,3.03,1.64,5.63,hazard ratio,moderate,observed,turpin_2020\n"
    "C02,Is it held?,mice,before,trapped,,,75,,,%,low,mice,moon_1975\n"
    "C02,Is it held?,mice,before,cleared in minutes,2,,,,,text,high,,yao_2016\n";

static struct zn_claims *claims;

static void read_good(void) {
  struct zn_error error = {0};
  if (zn_claims_parse(&claims, claims_csv, findings_csv, &error) != ZN_OK) fail_msg("%s:%d: %s", error.file, error.line, error.text);
}

/* The text with the first `old` in it replaced. */
static void changed(char room[4096], const char *text, const char *old, const char *with) {
  const char *at = strstr(text, old);
  if (!at) fail_msg("'%s' is not in the table", old);
  snprintf(room, 4096, "%.*s%s%s", (int)(at - text), text, with, at + strlen(old));
}

static void must_refuse(const char *one, const char *other, const char *file, int line, const char *part) {
  struct zn_error error = {0};
  assert_int_equal(zn_claims_parse(&claims, one, other, &error), ZN_INPUT);
  assert_null(claims);
  if (!strstr(error.text, part)) fail_msg("'%s' does not say '%s'", error.text, part);
  assert_string_equal(error.file, file);
  assert_int_equal(error.line, line);
}

static void claim_refused(const char *old, const char *with, int line, const char *part) {
  char text[4096];
  changed(text, claims_csv, old, with);
  must_refuse(text, findings_csv, "data/claims.csv", line, part);
}

static void finding_refused(const char *old, const char *with, int line, const char *part) {
  char text[4096];
  changed(text, findings_csv, old, with);
  must_refuse(claims_csv, text, "data/findings.csv", line, part);
}

static void a_claim_is_read_with_all_that_is_known_of_it(void **state) {
  (void)state;
  read_good();
  assert_int_equal(claims->n_claims, 3);
  const struct zn_claim *c = &claims->claims[1];
  assert_string_equal(c->id, "C02");
  assert_string_equal(c->claim, "A filter, leaky");
  assert_int_equal(c->kind, ZN_CLAIM_MECHANISM);
  assert_int_equal(c->stance, ZN_CLAIM_DENIES);
  assert_int_equal(c->certainty, ZN_CLAIM_UNSURE);
  assert_int_equal(c->grade, ZN_CLAIM_LOW);
  assert_int_equal(c->tag, ZN_CLAIM_EMERGENT);
  assert_int_equal(c->must_hold, 1);
  assert_int_equal(c->n_sources, 2);
  assert_string_equal(zn_source_info(c->sources[1])->id, "yao_2016");
  assert_string_equal(c->experiment, "liver_filters");
  assert_int_equal(claims->claims[2].n_sources, 0);
  assert_int_equal(claims->claims[2].grade, ZN_CLAIM_NONE);
  zn_claims_free(claims);
}

static void findings_hang_together_by_claim_and_blanks_are_unknown(void **state) {
  (void)state;
  read_good();
  assert_int_equal(claims->n_findings, 3);
  assert_int_equal(claims->claims[1].first_finding, 1);
  assert_int_equal(claims->claims[1].n_findings, 2);
  assert_int_equal(claims->claims[2].n_findings, 0);
  const struct zn_finding *f = claims->findings;
  assert_true(f[0].effect == 3.03 && f[0].low == 1.64 && f[0].high == 5.63);
  assert_int_equal(f[0].participants, 1420);
  assert_int_equal(f[1].studies, 0);
  assert_true(f[1].effect == 75.0 && isnan(f[1].low) && isnan(f[1].high));
  assert_true(isnan(f[2].effect));
  assert_int_equal(f[2].certainty, ZN_CLAIM_HIGH);
  zn_claims_free(claims);
}

static void a_claim_is_found_by_its_id_in_capitals_or_not(void **state) {
  (void)state;
  read_good();
  assert_int_equal(zn_claim_find(claims, "C02"), 1);
  assert_int_equal(zn_claim_find(claims, "c03"), 2);
  assert_int_equal(zn_claim_find(claims, "C04"), -1);
  assert_int_equal(zn_claim_find(claims, ""), -1);
  zn_claims_free(claims);
}

static void a_word_that_is_no_kind_grade_or_tag_is_named_with_the_nearest(void **state) {
  (void)state;
  claim_refused("anatomy,asserts", "anatomi,asserts", 2, "there is no kind 'anatomi'; nearest: 'anatomy'");
  claim_refused("mechanism,denies", "mechanism,denys", 3, "there is no stance 'denys'; nearest: 'denies'");
  claim_refused("denies,low", "denies,lowest", 3, "there is no certainty 'lowest'");
  claim_refused("In mice,low", "In mice,lwo", 3, "there is no grade 'lwo'; nearest: 'low'");
  claim_refused("emergent,liver", "emergnt,liver", 3, "there is no tag 'emergnt'; nearest: 'emergent'");
  claim_refused("liver_filters,1", "liver_filters,yes", 3, "there is no must_hold 'yes'; expected one of: 0, 1");
  finding_refused("moderate,observed", "none,observed", 2, "there is no certainty 'none'");
}

static void a_source_or_claim_that_is_not_listed_is_named_with_the_nearest(void **state) {
  (void)state;
  claim_refused("moon_1975 yao_2016", "moon_1975 yao_2061", 3, "there is no source 'yao_2061'; nearest: 'yao_2016'");
  claim_refused("moon_1975 yao_2016", "moon_1975 moon_1975", 3, "source 'moon_1975' is named twice");
  finding_refused("observed,turpin_2020", "observed,turpin_2002", 2, "there is no source 'turpin_2002'; nearest: 'turpin_2020'");
  finding_refused("observed,turpin_2020", "observed,", 2, "there is no source ''");
  finding_refused("C02,Is", "C09,Is", 3, "there is no claim 'C09'");
}

static void a_grade_needs_what_it_rests_on_and_why_it_is_not_higher(void **state) {
  (void)state;
  claim_refused("low,indirectness", "low,", 3, "lowered is empty; expected why the certainty is low and not high");
  claim_refused("high,,turpin_2020", "high,mice,turpin_2020", 2, "the grade is high");
  claim_refused("high,,turpin_2020", "high,,", 2, "no source is named");
  finding_refused("moderate,observed", "moderate,", 2, "lowered is empty");
}

static void an_experiment_fits_the_tag(void **state) {
  (void)state;
  claim_refused("emergent,liver_filters,1", "emergent,,0", 3, "no experiment, but the tag says emergent");
  claim_refused("emergent,liver_filters", "not_simulatable,liver_filters", 3, "but the tag says not_simulatable");
  claim_refused("assumed,,0", "assumed,,1", 2, "no experiment that could fail");
  claim_refused("liver_filters,1", "Liver.yaml,1", 3, "is no name of an experiment");
}

static void ids_and_texts_are_required(void **state) {
  (void)state;
  claim_refused("C02", "C01", 3, "the id 'C01' is taken already, in line 2");
  claim_refused("C02", "claim", 3, "'claim' is no id of a claim");
  claim_refused("Break it", "", 3, "how is empty");
  claim_refused("Yao 2016", "", 3, "changed is empty");
  claim_refused("section,", "sektion,", 1, "there is no column 'sektion'; nearest: section");
  finding_refused("How many?", "", 2, "question is empty");
}

static void a_number_says_what_it_is_and_an_interval_has_two_ends(void **state) {
  (void)state;
  finding_refused("hazard ratio", "text", 2, "there is a number, but measure is 'text'");
  finding_refused(",text,", ",%,", 4, "effect is empty; expected a number, or the measure 'text'");
  finding_refused("1.64,5.63", "1.64,", 2, "only one end of the interval");
  finding_refused("1.64,5.63", "5.63,1.64", 2, "low 5.63 is above high 1.64");
  finding_refused("3.03", "3x", 2, "effect is '3x'; expected a finite number");
  finding_refused("1,1420", "1,many", 2, "participants is 'many'; expected a whole number of people");
}

static void findings_stand_in_the_order_of_their_claims(void **state) {
  (void)state;
  finding_refused("C02,Is it held?,mice,before,trapped", "C03,Is it held?,mice,before,trapped", 4,
                  "a finding of C02 stands behind one of C03; expected the order of claims");
}

/* --- What is shipped ------------------------------------------------------------------------------------------------------------------ */

static void load(void) {
  struct zn_error error = {0};
  if (zn_claims_load(&claims, &error) != ZN_OK) fail_msg("%s:%d: %s", error.file, error.line, error.text);
}

static void the_shipped_tables_hold_the_79_claims_in_order(void **state) {
  (void)state;
  load();
  assert_int_equal(claims->n_claims, 79);
  for (int i = 0; i < claims->n_claims; i++) {
    char id[16];
    snprintf(id, sizeof id, "C%02d", i + 1);
    assert_string_equal(claims->claims[i].id, id);
    assert_int_equal(zn_claim_find(claims, id), i);
  }
  int with[ZN_CLAIM_GRADES] = {0};
  for (int i = 0; i < claims->n_claims; i++) with[claims->claims[i].grade]++;
  for (int g = 0; g < ZN_CLAIM_GRADES; g++) assert_true(with[g] > 0);
  zn_claims_free(claims);
}

/* What the article said and is out of date is not left standing. */
static void outdated_statements_are_contradicted_and_name_the_newer_paper(void **state) {
  (void)state;
  static const struct {
    const char *id, *source, *words;
  } outdated[] = {{"C13", "smythies_2005", "Smythies 2005"}, {"C31", "turpin_2020", "Turpin 2020"}, {"C40", "russo_2012", "Russo 2012"},
                  {"C45", "zhou_2019", "Zhou 2019"},         {"C48", "zheng_2023", "Zheng 2023"},   {"C59", "leffler_2015", "Leffler 2015"},
                  {"C64", "clifford_2020", "Clifford 2020"}, {"C70", "so_2022", "So 2022"}};
  load();
  for (size_t i = 0; i < sizeof outdated / sizeof *outdated; i++) {
    const struct zn_claim *c = &claims->claims[zn_claim_find(claims, outdated[i].id)];
    int cited = 0;
    for (int k = 0; k < c->n_sources; k++) cited += strcmp(zn_source_info(c->sources[k])->id, outdated[i].source) == 0;
    assert_int_equal(c->grade, ZN_CLAIM_CONTRADICTED);
    assert_int_equal(cited, 1);
    assert_non_null(strstr(c->changed, outdated[i].words));
    assert_true(c->n_findings > 0);
  }
  zn_claims_free(claims);
}

/* The year behind the next name, as in "Turpin 2020"; NULL when there is none. */
static const char *next_year(const char *text, char year[5]) {
  for (const char *at = text; (at = strchr(at, ' ')); at++) {
    const char *word = at;
    while (word > text && !strchr(" (", word[-1])) word--;
    if (*word < 'A' || *word > 'Z' || strspn(at + 1, "0123456789") != 4) continue;
    memcpy(year, at + 1, 4);
    return at + 1;
  }
  return NULL;
}

static void the_papers_named_in_what_changed_are_among_the_sources(void **state) {
  (void)state;
  int years = 0;
  load();
  for (int i = 0; i < claims->n_claims; i++) {
    const struct zn_claim *c = &claims->claims[i];
    char year[5] = "";
    for (const char *at = c->changed; (at = next_year(at, year));) {
      int cited = 0;
      for (int k = 0; k < c->n_sources; k++) cited = cited || strstr(zn_source_info(c->sources[k])->cite, year) != NULL;
      if (!cited) fail_msg("%s: %s is the year of no source", c->id, year);
      years++;
    }
  }
  assert_true(years > 40);
  zn_claims_free(claims);
}

static void numbers_of_known_trials_are_those_printed(void **state) {
  (void)state;
  load();
  const struct zn_claim *relatives = &claims->claims[zn_claim_find(claims, "C31")], *drug = &claims->claims[zn_claim_find(claims, "C24")];
  const struct zn_finding *f = &claims->findings[relatives->first_finding];
  assert_true(f->effect == 3.03 && f->low == 1.64 && f->high == 5.63 && f->participants == 1420);
  f = &claims->findings[drug->first_finding];
  assert_true(f->effect == 1.04 && f->participants == 23);
  zn_claims_free(claims);
}

static void every_word_of_a_list_has_a_name_and_nothing_beyond_it_has(void **state) {
  (void)state;
  for (int i = 0; i < ZN_CLAIM_GRADES; i++) assert_non_null(zn_claim_grade_name((enum zn_claim_grade)i));
  for (int i = 0; i < ZN_CLAIM_TAGS; i++) assert_non_null(zn_claim_tag_name((enum zn_claim_tag)i));
  for (int i = 0; i < ZN_CLAIM_KINDS; i++) assert_non_null(zn_claim_kind_name((enum zn_claim_kind)i));
  assert_string_equal(zn_claim_grade_name(ZN_CLAIM_VERY_LOW), "very_low");
  assert_string_equal(zn_claim_tag_name(ZN_CLAIM_NOT_SIMULATABLE), "not_simulatable");
  assert_string_equal(zn_claim_kind_name(ZN_CLAIM_MARKETING), "marketing_claim");
  assert_null(zn_claim_grade_name(ZN_CLAIM_GRADES));
  assert_null(zn_claim_tag_name(ZN_CLAIM_TAGS));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_claim_is_read_with_all_that_is_known_of_it),
      cmocka_unit_test(findings_hang_together_by_claim_and_blanks_are_unknown),
      cmocka_unit_test(a_claim_is_found_by_its_id_in_capitals_or_not),
      cmocka_unit_test(a_word_that_is_no_kind_grade_or_tag_is_named_with_the_nearest),
      cmocka_unit_test(a_source_or_claim_that_is_not_listed_is_named_with_the_nearest),
      cmocka_unit_test(a_grade_needs_what_it_rests_on_and_why_it_is_not_higher),
      cmocka_unit_test(an_experiment_fits_the_tag),
      cmocka_unit_test(ids_and_texts_are_required),
      cmocka_unit_test(a_number_says_what_it_is_and_an_interval_has_two_ends),
      cmocka_unit_test(findings_stand_in_the_order_of_their_claims),
      cmocka_unit_test(the_shipped_tables_hold_the_79_claims_in_order),
      cmocka_unit_test(outdated_statements_are_contradicted_and_name_the_newer_paper),
      cmocka_unit_test(the_papers_named_in_what_changed_are_among_the_sources),
      cmocka_unit_test(numbers_of_known_trials_are_those_printed),
      cmocka_unit_test(every_word_of_a_list_has_a_name_and_nothing_beyond_it_has),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
