/* Every instrument of the library has its page in docs/assays, and every page its instrument. */
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
#include "zonula/zonula.h"

static struct zn_library *library;

/* Urine and transit tests are described together elsewhere. */
static int has_a_page(const struct zn_assay *assay) { return assay->kind != ZN_ASSAY_URINE && assay->kind != ZN_ASSAY_TRANSIT; }

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

static void every_instrument_has_a_page_with_all_its_parts(void **state) {
  (void)state;
  int pages = 0;
  for (int i = 0; i < library->n_assays; i++) {
    const struct zn_assay *assay = &library->assays[i];
    if (!has_a_page(assay)) continue;
    static const char *const parts[] = {"## What it measures", "## When", "## Weaknesses", "## Noise"};
    char *page = page_of(assay->name);
    for (size_t k = 0; k < sizeof parts / sizeof *parts; k++) must_hold(page, assay->name, parts[k]);
    for (int k = 0; k < assay->n_readings; k++) {
      const char *name = zn_readable_info(assay->readings[k]).name;
      char stem[80];
      snprintf(stem, sizeof stem, "`%.*s`", (int)strcspn(name, "["), name);
      must_hold(page, assay->name, stem);
    }
    free(page);
    pages++;
  }
  assert_true(pages >= 10);
}

static void every_page_has_its_instrument(void **state) {
  (void)state;
  struct zn_folder folder;
  struct zn_error error = {0};
  assert_int_equal(zn_folder_list(&folder, ZN_SOURCE_DIR "/docs/assays", &error), ZN_OK);
  for (int i = 0; i < folder.count; i++) {
    const char *name = strrchr(folder.path[i], '/') + 1;
    char stem[80];
    snprintf(stem, sizeof stem, "%.*s", (int)strcspn(name, "."), name);
    if (strcmp(stem, "README") != 0 && zn_library_assay(library, stem) < 0) fail_msg("%s belongs to no assay", name);
  }
  assert_true(folder.count > 0);
  zn_folder_clear(&folder);
}

static int open_library(void **state) {
  (void)state;
  struct zn_error error = {0};
  return zn_library_load(&library, &error) != ZN_OK;
}

static int close_library(void **state) {
  (void)state;
  zn_library_free(library);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_instrument_has_a_page_with_all_its_parts),
      cmocka_unit_test(every_page_has_its_instrument),
  };
  return cmocka_run_group_tests(tests, open_library, close_library);
}
