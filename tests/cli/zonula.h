/* Shorthand for tests that run the program: zonula("run", "x.yaml") gives what it said. */
#ifndef ZN_TESTS_CLI_ZONULA_H
#define ZN_TESTS_CLI_ZONULA_H

#include "../support/program.h"

#define ZONULA ZN_BINARY_DIR "/zonula"
#define zonula(...) program_run((const char *const[]){ZONULA, __VA_ARGS__, NULL}, NULL)

/* Requires that `text` holds `part`. */
#define assert_holds(text, part)                                                \
  do {                                                                          \
    if (!strstr(text, part)) fail_msg("\"%s\" is missing in:\n%s", part, text); \
  } while (0)
#define assert_holds_not(text, part)                                              \
  do {                                                                            \
    if (strstr(text, part)) fail_msg("\"%s\" should not be in:\n%s", part, text); \
  } while (0)

/* Runs the program and requires exit code and a text on standard error; the answer stays empty. */
#define assert_refused(code_, part, ...)                \
  do {                                                  \
    struct program_said refused_ = zonula(__VA_ARGS__); \
    assert_holds(refused_.err, part);                   \
    assert_int_equal(refused_.code, code_);             \
    assert_string_equal(refused_.out, "");              \
    program_forget(&refused_);                          \
  } while (0)

#endif
