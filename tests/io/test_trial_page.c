/* docs/trials.md: its example is a trial, it names every key, and what it says of wrong files is said. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "io/study_rows.h"
#include "reading.h"
#include "scratch.h"

static char *page, *example;

/* The first block of the page that begins with a title, without its indent. */
static char *first_example(void) {
  const char *at = strstr(page, "\n    title: ");
  assert_non_null(at);
  char *out = malloc(strlen(at) + 1), *end = out;
  assert_non_null(out);
  for (at++; strncmp(at, "    ", 4) == 0; at += strcspn(at, "\n") + 1) {
    const size_t length = strcspn(at + 4, "\n") + 1;
    memcpy(end, at + 4, length);
    end += length;
  }
  *end = '\0';
  return out;
}

static int begin(void **state) {
  page = scratch_read(ZN_SOURCE_DIR "/docs/trials.md", NULL);
  example = first_example();
  return reading_begin_shipped(state);
}

static int end(void **state) {
  free(page);
  free(example);
  return reading_end(state);
}

static void the_example_is_a_trial(void **state) {
  (void)state;
  struct zn_study *study = reading_study(example);
  const struct zn_trial *t = study->trial;
  assert_non_null(t);
  assert_true(t->n_arms == 2 && t->n_endpoints == 6 && t->n_analyses == 4 && t->n_reported == 4);
  zn_study_free(study);
}

static void must_name(const char *key) {
  char name[80];
  snprintf(name, sizeof name, "`%s`", key);
  if (!strstr(page, name)) fail_msg("the page does not name the key %s", name);
}

/* And the keys within, but for those of a read, which data.md explains. */
static int name_all(const cyaml_schema_field_t *fields) {
  int keys = 0;
  for (; fields->key; fields++, keys++) {
    const cyaml_schema_value_t *value = &fields->value;
    must_name(fields->key);
    if (strcmp(fields->key, "reads") == 0) continue;
    if (value->type == CYAML_SEQUENCE) value = value->sequence.entry;
    if (value->type == CYAML_MAPPING) keys += name_all(value->mapping.fields);
  }
  return keys;
}

static void every_key_is_named(void **state) {
  (void)state;
  static const char *const of_timeline[] = {"arm", "rescue", "above", "below"};
  assert_true(name_all(zn_study_trial_fields) > 50);
  for (size_t i = 0; i < sizeof of_timeline / sizeof *of_timeline; i++) must_name(of_timeline[i]);
}

/* Finds "my_trial.yaml:<line>: <text>" in the page. */
static void must_be_said(const char *from, const char *to, const char *said) {
  char *edited = reading_edited(example, from, to), whole[400];
  int line = 0, length = 0;
  snprintf(whole, sizeof whole, "\n    my_trial.yaml:%s\n", said);
  if (!strstr(page, whole)) fail_msg("the page does not say '%s'", said);
  assert_int_equal(sscanf(said, "%d: %n", &line, &length), 1);
  reading_refuse_study(edited, strlen(edited), line, said + length);
  free(edited);
}

static void what_the_page_says_of_wrong_files_is_said(void **state) {
  (void)state;
  must_be_said(
      "blinding: single", "blinding: double",
      "14: adherence: 'placebo' and 'infliximab' differ in adherence, but nobody knows who gets what; expected 'blinding: open' or "
      "'single'");
  must_be_said("block: 6", "block: 8", "17: block: 8 people cannot have the ratio of the arms; expected a multiple of 3, at most 100000");
  must_be_said("where: before", "where: after",
               "19: where: 'after > 1' uses 'after', which is read after the arms begin to differ; expected reads from before");
  must_be_said("test: mann_whitney", "test: cox",
               "32: test: the endpoint 'fold' is a number, which cox does not take; expected t, mann_whitney or ancova");
  must_be_said("analysis: fold", "analysis: fould", "41: analysis: there is no analysis 'fould'; nearest: 'fold'");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_example_is_a_trial),
      cmocka_unit_test(every_key_is_named),
      cmocka_unit_test(what_the_page_says_of_wrong_files_is_said),
  };
  return cmocka_run_group_tests(tests, begin, end);
}
