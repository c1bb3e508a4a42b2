/* No citation dangles and no source is unused, over everything that cites: a copy of the real data is spoiled in one place each. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../support/scratch.h"
#include "base/file.h"
#include "base/folder.h"
#include "evidence/tables.h"

static const char *folder;
static struct zn_findings findings;

static void read_text(char **text, const char *path) {
  size_t length;
  assert_int_equal(zn_file_read(text, &length, path, ZN_LARGEST_FILE, NULL), ZN_OK);
}

/* Copies data/ and studies/, by and by: paths keep their place below the project. */
static void copy(const char *what) {
  struct zn_folder files;
  char root[512];
  snprintf(root, sizeof root, "%s/%s", ZN_SOURCE_DIR, what);
  assert_int_equal(zn_folder_list(&files, root, NULL), ZN_OK);
  for (int i = 0; i < files.count; i++) {
    char *text;
    read_text(&text, files.path[i]);
    scratch_text(folder, files.path[i] + strlen(ZN_SOURCE_DIR) + 1, text);
    free(text);
  }
  zn_folder_clear(&files);
}

static int begin(void **state) {
  (void)state;
  folder = scratch_open();
  copy("data");
  copy("studies");
  return 0;
}

/* Reads the copies; findings are left in `findings`. */
static enum zn_status read_copies(void) {
  struct zn_tables tables;
  char data[160], studies[160];
  snprintf(data, sizeof data, "%s/data", folder);
  snprintf(studies, sizeof studies, "%s/studies", folder);
  const enum zn_status status = zn_tables_read(&tables, data, studies, &findings, NULL);
  zn_tables_clear(&tables);
  return status;
}

/* Replaces the first `old` of a copied file, which must be there. */
static void spoil(const char *name, const char *old, const char *with) {
  char path[256];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  char *text;
  read_text(&text, path);
  const char *at = strstr(text, old);
  if (!at) {
    fail_msg("'%s' is not in %s", old, name);
  } else {
    const size_t before = (size_t)(at - text), room = strlen(text) + strlen(with) + 1;
    char *changed = malloc(room);
    snprintf(changed, room, "%.*s%s%s", (int)before, text, with, at + strlen(old));
    scratch_text(folder, name, changed);
    free(changed);
  }
  free(text);
}

static void restore(const char *name) {
  char path[512];
  snprintf(path, sizeof path, "%s/%s", ZN_SOURCE_DIR, name);
  char *text;
  read_text(&text, path);
  scratch_text(folder, name, text);
  free(text);
}

static int is_found(const char *name, const char *part) {
  for (int i = 0; i < findings.count && i < ZN_MOST_FINDINGS; i++)
    if (strstr(findings.at[i].file, name) && strstr(findings.at[i].text, part)) return 1;
  return 0;
}

static void all_that_is_shipped_cites_what_is_listed_and_all_that_is_listed_is_cited(void **state) {
  (void)state;
  if (read_copies() != ZN_OK) fail_msg("%s:%d: %s", findings.at[0].file, findings.at[0].line, findings.at[0].text);
  assert_int_equal(findings.count, 0);
}

static void a_citation_that_dangles_is_found_wherever_it_stands(void **state) {
  (void)state;
  static const struct {
    const char *file, *old;
  } citing[] = {{"data/parameters.csv", "turpin_2020"},
                {"data/solutes.csv", "pantzar_1994"},
                {"data/analytics.csv", "sequeira_2022"},
                {"data/markers.csv", "aziz_2019"},
                {"data/claims.csv", "suzuki_2013"},
                {"data/findings.csv", "fine_1993"},
                {"data/conditions/crohn_active.yaml", "zeissig_2004"},
                {"data/treatments/infliximab.yaml", "fasanmade_2009"},
                {"data/diets/western.yaml", "pendyala_2012"},
                {"data/assays/cr_edta.yaml", "suenaert_2002"},
                {"data/treatments/zinc.yaml", "    sources: [wang_2017"},
                {"studies/claims/leak_alone.yaml", "source: turpin_2020"}};
  for (size_t i = 0; i < sizeof citing / sizeof *citing; i++) {
    char with[64];
    const char *id = citing[i].old + strlen(citing[i].old);
    while (id > citing[i].old && !strchr(" [", id[-1])) id--;
    snprintf(with, sizeof with, "%.*snobody_1800", (int)(id - citing[i].old), citing[i].old);
    spoil(citing[i].file, citing[i].old, with);
    assert_int_equal(read_copies(), ZN_INPUT);
    if (!is_found(citing[i].file, "source 'nobody_1800' is not in sources.csv")) fail_msg("%s is not looked at", citing[i].file);
    restore(citing[i].file);
  }
  assert_int_equal(read_copies(), ZN_OK);
}

static void a_study_names_a_paper_that_is_listed_or_none(void **state) {
  (void)state;
  static const char study[] = "studies/suenaert_2002.yaml", doi[] = "source: 10.1111/j.1572-0241.2002.05914.x";
  spoil(study, doi, "source: 10.1111/j.1572-0241.2002.05915.x");
  assert_int_equal(read_copies(), ZN_INPUT);
  assert_true(
      is_found(study, "'10.1111/j.1572-0241.2002.05915.x' is no locator in sources.csv; nearest: 10.1111/j.1572-0241.2002.05914.x"));
  restore(study);
  spoil(study, doi, "source: none # of our own");
  assert_int_equal(read_copies(), ZN_OK);
  restore(study);
  spoil(study, doi, "source: ");
  assert_int_equal(read_copies(), ZN_INPUT);
  assert_true(is_found(study, "say 'none'"));
}

static void a_source_that_nothing_cites_is_found(void **state) {
  (void)state;
  spoil("data/sources.csv", "\nzhou_2019,", "\nzhou_1800,\"Zhou 1800, Gut\",PMID:1,\nzhou_2019,");
  assert_int_equal(read_copies(), ZN_INPUT);
  assert_int_equal(findings.count, 1);
  assert_true(is_found("sources.csv", "source zhou_1800 is used by nothing"));
}

/* Being cited in a table, a list or a study is enough. */
static void one_citation_of_any_kind_makes_a_source_used(void **state) {
  (void)state;
  static const struct {
    const char *file, *old, *with;
  } citing[] = {{"data/claims.csv", "suzuki_2013", "suzuki_2013 zhou_1800"},
                {"data/findings.csv", "fine_1993", "zhou_1800"},
                {"data/markers.csv", "aziz_2019", "zhou_1800"},
                {"data/assays/cr_edta.yaml", "[suenaert_2002", "[zhou_1800, suenaert_2002"},
                {"studies/year_of_leak.yaml", "source: none", "source: PMID:1"}};
  spoil("data/sources.csv", "\nzhou_2019,", "\nzhou_1800,\"Zhou 1800, Gut\",PMID:1,\nzhou_2019,");
  for (size_t i = 0; i < sizeof citing / sizeof *citing; i++) {
    spoil(citing[i].file, citing[i].old, citing[i].with);
    if (read_copies() != ZN_OK) fail_msg("%s: %s:%d: %s", citing[i].file, findings.at[0].file, findings.at[0].line, findings.at[0].text);
    restore(citing[i].file);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, scratch_close)
      TEST(all_that_is_shipped_cites_what_is_listed_and_all_that_is_listed_is_cited),
      TEST(a_citation_that_dangles_is_found_wherever_it_stands),
      TEST(a_study_names_a_paper_that_is_listed_or_none),
      TEST(a_source_that_nothing_cites_is_found),
      TEST(one_citation_of_any_kind_makes_a_source_used),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
