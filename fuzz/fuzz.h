/* What the fuzzers share. */
#ifndef ZN_FUZZ_H
#define ZN_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "io/reader.h"
#include "zonula/zonula.h"

/* Stops the fuzzer at a broken promise. */
#define MUST(condition)                                               \
  do {                                                                \
    if (!(condition)) {                                               \
      fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition); \
      abort();                                                        \
    }                                                                 \
  } while (0)

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A new 0-terminated copy of the input. */
static inline char *text_of(const uint8_t *data, size_t size) {
  char *text = malloc(size + 1);
  MUST(text);
  for (size_t i = 0; i < size; i++) text[i] = (char)data[i];
  text[size] = '\0';
  return text;
}

/* What is refused says why; in a file of lines also where. */
static inline void must_explain(enum zn_status status, const struct zn_error *error, int in_file) {
  MUST(status == ZN_INPUT && error->status == status && error->text[0]);
  MUST(in_file ? error->line > 0 && error->file[0] : error->line == 0 && !error->file[0]);
}

/* UDUNITS-2 2.2.28 loses a few bytes with every unit that its grammar refuses. Nothing of ours can free them. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void) { return "leak:utlex\n"; }

#endif
