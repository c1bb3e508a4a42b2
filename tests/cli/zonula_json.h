/* What the program said on standard output, as JSON. */
#ifndef ZN_TESTS_CLI_ZONULA_JSON_H
#define ZN_TESTS_CLI_ZONULA_JSON_H

#include <jansson.h>

#include "../support/program.h"

/* Let it go with json_decref; the test fails when it is no JSON, or names a key twice. */
static inline json_t *zonula_json(const struct program_said *said) {
  json_error_t error;
  json_t *value = json_loadb(said->out, said->out_bytes, JSON_REJECT_DUPLICATES, &error);
  if (!value) fail_msg("no JSON, line %d: %s\n%s\n%s", error.line, error.text, said->out, said->err);
  return value;
}

#endif
