/* The rows of data/parameters.csv that are not typed but found: what the reference person shows at rest. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "life.h"
#include "scratch.h"

static int is_reference(int k) { return strcmp(zn_parameter_info(k)->source, "reference") == 0; }

/* One pass leaves the table where it is: the fixed point. */
static void the_table_is_at_the_reference_persons_rest(void **state) {
  (void)state;
  struct zn_parameters typed, found;
  double y[ZN_BODY_STATES];
  zn_parameters_default(&typed);
  life_rest(y, &typed, ZN_BRANCH_HEALTHY);
  found = typed;
  zn_body_reference(y, &found);
  for (int k = 0; k < zn_parameter_count(); k++) {
    const double is = ((double *)&typed)[k], should_be = ((double *)&found)[k];
    if (fabs(is / should_be - 1.0) > 1e-6 && is != should_be)
      fail_msg("%s is %.9g times what the rest gives; run settle_reference and gen_tables", zn_parameter_info(k)->name, is / should_be);
  }
}

static void reference_values_do_not_vary_between_people(void **state) {
  (void)state;
  struct zn_parameters typed, drawn;
  int rows = 0;
  zn_parameters_default(&typed);
  life_draw(&drawn, 1, 1);
  for (int k = 0; k < zn_parameter_count(); k++) {
    if (!is_reference(k)) continue;
    assert_true(((double *)&drawn)[k] == ((double *)&typed)[k]);
    assert_non_null(strstr(zn_parameter_info(k)->name, "_reference_"));
    rows++;
  }
  assert_true(rows >= 25);
}

/* --- The tool ------------------------------------------------------------------------------------------------------------------- */

static const char *folder;

static int begin(void **state) {
  (void)state;
  char command[512];
  folder = scratch_open();
  snprintf(command, sizeof command, "cp -R '%s/data' '%s/studies' '%s'", ZN_SOURCE_DIR, ZN_SOURCE_DIR, folder);
  return system(command);
}

static int settle(const char *check) {
  char command[512];
  snprintf(command, sizeof command, "'%s/settle_reference' %s '%s' >'%s/said' 2>&1", ZN_BINARY_DIR, check, folder, folder);
  return system(command);
}

/* The whole table, or what the tool said; free it. */
static char *text_of(const char *name) {
  char path[512];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  return scratch_read(path, NULL);
}

/* Makes one typed number of the table another one. */
static void change(const char *row, const char *value) {
  char *text = text_of("data/parameters.csv"), *at = strstr(text, row);
  if (!at) fail_msg("no row %s", row);
  char *comma = strchr(at, ','), *next = strchr(comma + 1, ','), *changed = calloc(1, 1 << 20);
  snprintf(changed, 1 << 20, "%.*s%s%s", (int)(comma + 1 - text), text, value, next);
  scratch_text(folder, "data/parameters.csv", changed);
  free(changed);
  free(text);
}

static void a_table_at_rest_is_left_to_the_byte(void **state) {
  (void)state;
  char *before = text_of("data/parameters.csv");
  assert_int_equal(settle("--check"), 0);
  assert_int_equal(settle(""), 0);
  char *after = text_of("data/parameters.csv");
  assert_string_equal(before, after);
  free(before);
  free(after);
}

static void a_changed_number_is_noticed_and_only_reference_values_follow_it(void **state) {
  (void)state;
  change("\nmicrobiota_yield,", "0.41");
  char *before = text_of("data/parameters.csv");
  assert_int_not_equal(settle("--check"), 0);
  char *said = text_of("said"), *checked = text_of("data/parameters.csv");
  assert_non_null(strstr(said, "microbiota_reference_mass[ascending]"));
  assert_string_equal(before, checked);
  assert_int_equal(settle(""), 0);
  assert_int_equal(settle("--check"), 0);
  char *after = text_of("data/parameters.csv");
  int changed = 0;
  for (char *a = before, *b = after; *a && *b;) {
    const size_t n = strcspn(a, "\n"), m = strcspn(b, "\n");
    if (n != m || memcmp(a, b, n) != 0) {
      assert_non_null(strstr(a, "_reference_"));
      assert_true(strstr(a, "_reference_") < a + n);
      const char *rest_a = strchr(strchr(a, ',') + 1, ','), *rest_b = strchr(strchr(b, ',') + 1, ',');
      assert_int_equal(a + n - rest_a, b + m - rest_b);
      assert_memory_equal(rest_a, rest_b, (size_t)(a + n - rest_a));
      changed++;
    }
    a += n + 1, b += m + 1;
  }
  assert_true(changed > 10 && changed <= 25);
  free(before), free(said), free(checked), free(after);
}

static void a_spoiled_reference_value_is_noticed(void **state) {
  (void)state;
  change("\nmucus_reference_exposure[transverse],", "0.02");
  assert_int_not_equal(settle("--check"), 0);
  char *said = text_of("said");
  assert_non_null(strstr(said, "mucus_reference_exposure[transverse] is 0.02"));
  free(said);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, begin, scratch_close)

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_table_is_at_the_reference_persons_rest),
      cmocka_unit_test(reference_values_do_not_vary_between_people),
      IN_FOLDER(a_table_at_rest_is_left_to_the_byte),
      IN_FOLDER(a_changed_number_is_noticed_and_only_reference_values_follow_it),
      IN_FOLDER(a_spoiled_reference_value_is_noticed),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
