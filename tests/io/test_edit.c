#define _POSIX_C_SOURCE 200809L
/* Changing files of data/ by the line: what is meant changes, and nothing else. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "io/edit.h"

static struct zn_edit edit_of(const char *text) {
  struct zn_edit edit = {.path = strdup("x")};
  zn_writer_add(&edit.text, text);
  return edit;
}

static void assert_becomes(struct zn_edit *edit, enum zn_status status, const char *expected) {
  assert_int_equal(status, ZN_OK);
  assert_string_equal(edit->text.data, expected);
  zn_edit_clear(edit);
}

static void a_cell_changes_and_its_neighbours_do_not(void **state) {
  (void)state;
  static const char table[] = "name,value,meaning\na,1,\"one, or \"\"so\"\"\nstill\"\nb[x],2,two\nbb,3,\n";
  struct zn_edit e = edit_of(table);
  assert_becomes(&e, zn_edit_set_cell(&e, "b[x]", "value", "2.5", NULL),
                 "name,value,meaning\na,1,\"one, or \"\"so\"\"\nstill\"\nb[x],2.5,two\nbb,3,\n");
  e = edit_of(table);
  assert_becomes(&e, zn_edit_set_cell(&e, "bb", "meaning", "three", NULL),
                 "name,value,meaning\na,1,\"one, or \"\"so\"\"\nstill\"\nb[x],2,two\nbb,3,three\n");
  e = edit_of(table);
  assert_becomes(&e, zn_edit_set_cell(&e, "a", "meaning", "one", NULL), "name,value,meaning\na,1,one\nb[x],2,two\nbb,3,\n");
  struct zn_error error = {0};
  e = edit_of(table);
  assert_int_equal(zn_edit_set_cell(&e, "still\"", "value", "0", &error), ZN_INPUT);
  assert_int_equal(zn_edit_set_cell(&e, "a", "worth", "0", &error), ZN_INPUT);
  assert_string_equal(e.text.data, table);
  zn_edit_clear(&e);
}

static const char condition[] =
    "title: A\nsources: [one_2001, chosen]\nchanges:\n"
    "  - {name: immune_gain, set: 4.3, spread: 0.05}   # measured: 3\n"
    "  - {name: epithelium_constitutive_leak, scale: 1.4, spread: 0.4}     # chosen\n"
    "  - {name: \"solute_leak_share[ascending]\", scale: 3}\n"
    "  # what follows belongs together\n"
    "  - {name: leak, scale: 2.0} # old\n"
    "start: inflamed\n";

static void a_scale_changes_with_its_remark(void **state) {
  (void)state;
  struct zn_edit e = edit_of(condition);
  assert_int_equal(zn_edit_set_scale(&e, "epithelium_constitutive_leak", 1.23456, "new", NULL), ZN_OK);
  assert_int_equal(zn_edit_set_scale(&e, "solute_leak_share[ascending]", 4.0, "new", NULL), ZN_OK);
  assert_becomes(&e, zn_edit_set_scale(&e, "leak", 0.5, "new", NULL),
                 "title: A\nsources: [one_2001, chosen]\nchanges:\n"
                 "  - {name: immune_gain, set: 4.3, spread: 0.05}   # measured: 3\n"
                 "  - {name: epithelium_constitutive_leak, scale: 1.23, spread: 0.4}     # new\n"
                 "  - {name: \"solute_leak_share[ascending]\", scale: 4} # new\n"
                 "  # what follows belongs together\n"
                 "  - {name: leak, scale: 0.5} # new\n"
                 "start: inflamed\n");
}

static void a_change_that_is_missing_is_added_to_the_list(void **state) {
  (void)state;
  struct zn_edit e = edit_of("changes: []\nstart: healthy\n");
  assert_becomes(&e, zn_edit_set_scale(&e, "leak[ileum]", 2.0, "new", NULL),
                 "changes:\n  - {name: \"leak[ileum]\", scale: 2} # new\nstart: healthy\n");
  e = edit_of("title: A\nchanges:\n  - {name: a, scale: 1}");
  assert_becomes(&e, zn_edit_set_scale(&e, "b", 2.0, "new", NULL),
                 "title: A\nchanges:\n  - {name: a, scale: 1}\n  - {name: b, scale: 2} # new\n");
  struct zn_error error = {0};
  e = edit_of(condition);
  assert_int_equal(zn_edit_set_scale(&e, "immune_gain", 2.0, "new", &error), ZN_INPUT); /* it is set, not scaled */
  assert_string_equal(e.text.data, condition);
  zn_edit_clear(&e);
}

static void a_source_is_added_once(void **state) {
  (void)state;
  struct zn_edit e = edit_of("sources: [one_2001, chosen]\nx: 1\n");
  assert_int_equal(zn_edit_add_source(&e, "chose", NULL), ZN_OK);
  assert_int_equal(zn_edit_add_source(&e, "chosen", NULL), ZN_OK);
  assert_becomes(&e, zn_edit_add_source(&e, "chose", NULL), "sources: [one_2001, chosen, chose]\nx: 1\n");
  e = edit_of("sources: []\n");
  assert_becomes(&e, zn_edit_add_source(&e, "a", NULL), "sources: [a]\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_cell_changes_and_its_neighbours_do_not),
      cmocka_unit_test(a_scale_changes_with_its_remark),
      cmocka_unit_test(a_change_that_is_missing_is_added_to_the_list),
      cmocka_unit_test(a_source_is_added_once),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
