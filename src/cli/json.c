#include "json.h"

#include <math.h>
#include <string.h>

json_t *cli_json_number(double value) { return isfinite(value) ? json_real(value) : json_null(); }

json_t *cli_json_words(const char *text) {
  json_t *words = json_array();
  while (words && *(text += strspn(text, " "))) {
    const size_t length = strcspn(text, " ");
    if (json_array_append_new(words, json_stringn(text, length)) != 0) {
      json_decref(words);
      return NULL;
    }
    text += length;
  }
  return words;
}

static int write_down(FILE *stream, json_t *value, size_t layout) {
  const int written = value && json_dumpf(value, stream, JSON_REAL_PRECISION(12) | layout) == 0 && fputc('\n', stream) != EOF;
  json_decref(value);
  return written;
}

int cli_json_answer(FILE *stream, json_t *value) { return write_down(stream, value, JSON_INDENT(2)); }

int cli_json_line(FILE *stream, json_t *value) { return write_down(stream, value, JSON_COMPACT) && fflush(stream) == 0; }
