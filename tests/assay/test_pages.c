/* Every test of the library has its page in docs/assays, and every page its test. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/folder.h"
#include "human.h"

/* What all tests with something swallowed share stands in one page; those that look at one moment say all of it themselves. */
static int is_swallowed(const struct zn_assay *assay) { return assay->kind == ZN_ASSAY_URINE || assay->kind == ZN_ASSAY_TRANSIT; }

static char *page_of(const char *name) {
  char path[512], *text = NULL;
  size_t length;
  struct zn_error error = {0};
  snprintf(path, sizeof path, ZN_SOURCE_DIR "/docs/assays/%s.md", name);
  if (zn_file_read(&text, &length, path, ZN_LARGEST_FILE, &error) != ZN_OK) fail_msg("%s", error.text);
  return text;
}

static void must_hold(const char *page, const char *name, const char *words) {
  if (!strstr(page, words)) fail_msg("docs/assays/%s.md does not speak of '%s'", name, words);
}

static void check_page_of_instrument(const struct zn_assay *assay, const char *page) {
  static const char *const parts[] = {"## What it measures", "## When", "## Weaknesses", "## Noise"};
  for (size_t k = 0; k < sizeof parts / sizeof *parts; k++) must_hold(page, assay->name, parts[k]);
  for (int k = 0; k < assay->n_readings; k++) {
    const char *name = zn_readable_info(assay->readings[k]).name;
    char stem[80];
    snprintf(stem, sizeof stem, "`%.*s`", (int)strcspn(name, "["), name);
    must_hold(page, assay->name, stem);
  }
}

static void every_test_has_a_page_with_all_its_parts(void **state) {
  (void)state;
  int instruments = 0, swallowed = 0;
  for (int i = 0; i < humans_library()->n_assays; i++) {
    const struct zn_assay *assay = &humans_library()->assays[i];
    char *page = page_of(assay->name);
    if (is_swallowed(assay))
      must_hold(page, assay->name, "oise"); /* with a capital or not */
    else
      check_page_of_instrument(assay, page);
    free(page);
    *(is_swallowed(assay) ? &swallowed : &instruments) += 1;
  }
  assert_true(instruments >= 10 && swallowed >= 18);
}

static void every_page_has_its_test(void **state) {
  (void)state;
  struct zn_folder folder;
  struct zn_error error = {0};
  assert_int_equal(zn_folder_list(&folder, ZN_SOURCE_DIR "/docs/assays", &error), ZN_OK);
  for (int i = 0; i < folder.count; i++) {
    const char *name = strrchr(folder.path[i], '/') + 1;
    char stem[80];
    snprintf(stem, sizeof stem, "%.*s", (int)strcspn(name, "."), name);
    if (strcmp(stem, "README") == 0 || strcmp(stem, "urine") == 0) continue;
    if (zn_library_assay(humans_library(), stem) < 0) fail_msg("%s belongs to no assay", name);
  }
  assert_true(folder.count > 0);
  zn_folder_clear(&folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_test_has_a_page_with_all_its_parts),
      cmocka_unit_test(every_page_has_its_test),
  };
  return cmocka_run_group_tests(tests, NULL, humans_end);
}
