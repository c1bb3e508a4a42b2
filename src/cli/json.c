#include "json.h"

#include <math.h>
#include <string.h>

json_t *cli_json_number(double value) { return isfinite(value) ? json_real(value) : json_null(); }

/* Jansson lets the item go where there is no array to take it. */
json_t *cli_json_with(json_t *array, json_t *item) {
  if (json_array_append_new(array, item) == 0) return array;
  json_decref(array);
  return NULL;
}

json_t *cli_json_with_key(json_t *object, const char *key, json_t *value) {
  if (json_object_set_new(object, key, value) == 0) return object;
  json_decref(object);
  return NULL;
}

json_t *cli_json_joined(json_t *object, json_t *rest) {
  const int whole = json_object_update(object, rest) == 0;
  json_decref(rest);
  if (whole) return object;
  json_decref(object);
  return NULL;
}

json_t *cli_json_numbers(const double *value, int n) {
  json_t *numbers = json_array();
  for (int i = 0; i < n; i++) numbers = cli_json_with(numbers, cli_json_number(value[i]));
  return numbers;
}

json_t *cli_json_words(const char *text) {
  json_t *words = json_array();
  while (*(text += strspn(text, " "))) {
    const size_t length = strcspn(text, " ");
    words = cli_json_with(words, json_stringn(text, length));
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
