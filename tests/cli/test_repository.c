/* The checks of the repository itself can fail: each is shown a wrong that it must find. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "../support/program.h"
#include "../support/scratch.h"
#include "zonula.h"

#define LAYERS ZN_SOURCE_DIR "/tools/check_layers.sh"
#define PREFIX ZN_SOURCE_DIR "/tools/check_prefix.sh"
#define check(...) program_run((const char *const[]){"/bin/sh", __VA_ARGS__, NULL}, NULL)

/* A small house in which everything is right. */
static void build_house(char folder[128]) {
  scratch_begin(folder);
  scratch_text(folder, "include/zonula/status.h", "enum zn_status { ZN_OK };\n");
  scratch_text(folder, "include/zonula/study.h", "#include \"status.h\"\n");
  scratch_text(folder, "src/base/status.h", "#include \"zonula/status.h\"\n");
  scratch_text(folder, "src/solve/solver.h", "#include \"base/status.h\"\n#include <cvode/cvode.h>\n");
  scratch_text(folder, "src/body/model.inc", "#include \"mucus/mucus.inc\"\n#include \"liver/liver.inc\"\n");
  scratch_text(folder, "src/body/mucus/mucus.inc", "struct zn_mucus_states;\n");
  scratch_text(folder, "src/body/liver/liver.inc", "struct zn_liver_states;\n");
  scratch_text(folder, "src/cli/main.c", "#include <jansson.h>\n#include \"zonula/study.h\"\n");
}

/* Requires that the check finds `said_of_it` once the file `name` holds `text`. */
static void must_find(const char *name, const char *text, const char *said_of_it) {
  char folder[128];
  build_house(folder);
  scratch_text(folder, name, text);
  struct program_said said = check(LAYERS, folder);
  assert_holds(said.out, said_of_it);
  assert_int_equal(said.code, 1);
  program_forget(&said);
  scratch_end(folder);
}

static void a_house_in_order_passes(void **state) {
  (void)state;
  char folder[128];
  build_house(folder);
  struct program_said said = check(LAYERS, folder);
  assert_string_equal(said.out, "");
  assert_int_equal(said.code, 0);
  program_forget(&said);
  scratch_end(folder);
}

static void an_arrow_that_points_back_is_found(void **state) {
  (void)state;
  must_find("src/cli/main.c", "#include \"base/status.h\"\n", "src/cli/main.c:1: src/cli must not see src/base/status.h");
  must_find("src/base/status.h", "\n#include \"../solve/solver.h\"\n", "src/base/status.h:2: src/base must not see src/solve/solver.h");
  must_find("src/solve/solver.h", "#include \"zonula/study.h\"\n", "src/solve must not see include/zonula/study.h");
  must_find("src/body/model.inc", "#  include \"solve/solver.h\"\n", "src/body must not see src/solve/solver.h");
  must_find("include/zonula/study.h", "#include \"base/status.h\"\n", "include/zonula must not see src/base/status.h");
  must_find("src/shed/shed.c", "#include \"base/status.h\"\n", "src/shed is no layer of this house");
}

static void an_outside_library_in_the_wrong_place_is_found(void **state) {
  (void)state;
  must_find("src/base/status.h", "#include <jansson.h>\n", "only src/cli/ may see <jansson.h>");
  must_find("src/cli/main.c", "#include <cvode/cvode.h>\n", "only src/solve/ may see <cvode/cvode.h>");
}

static void a_room_that_looks_into_another_is_found(void **state) {
  (void)state;
  must_find("src/body/liver/liver.inc", "#include \"../mucus/mucus.inc\"\n", "the room liver must not see src/body/mucus/mucus.inc");
  must_find("src/body/liver/liver.inc", "struct zn_mucus_states *y;\n", "the room liver must not name another room's states");
}

static void a_symbol_without_the_prefix_is_found(void **state) {
  (void)state;
  char folder[128], path[200], command[512];
  scratch_begin(folder);
  scratch_text(folder, "wrong.c", "int zn_right(void);\nint zn_right(void) { return 1; }\nint settle;\n");
  snprintf(path, sizeof path, "%s/wrong.o", folder);
  snprintf(command, sizeof command, "cc -c %s/wrong.c -o %s", folder, path);
  struct program_said compiled = check("-c", command);
  assert_int_equal(compiled.code, 0);
  struct program_said said = check(PREFIX, path);
  assert_int_equal(said.code, 1);
  assert_string_equal(said.out, "settle: symbols of the library begin with zn_\n");
  program_forget(&compiled);
  program_forget(&said);
  scratch_end(folder);
}

static void a_check_with_nothing_to_check_does_not_pass(void **state) {
  (void)state;
  char folder[128];
  scratch_begin(folder);
  struct program_said layers = check(LAYERS, folder), prefix = check(PREFIX, "/no/such/object.o");
  assert_int_equal(layers.code, 2);
  assert_int_equal(prefix.code, 2);
  program_forget(&layers);
  program_forget(&prefix);
  scratch_end(folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_house_in_order_passes),
      cmocka_unit_test(an_arrow_that_points_back_is_found),
      cmocka_unit_test(an_outside_library_in_the_wrong_place_is_found),
      cmocka_unit_test(a_room_that_looks_into_another_is_found),
      cmocka_unit_test(a_symbol_without_the_prefix_is_found),
      cmocka_unit_test(a_check_with_nothing_to_check_does_not_pass),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
