/* JSON through Jansson, written the same way every time: keys in the order they were set, numbers to 12 digits. */
#ifndef ZN_CLI_JSON_H
#define ZN_CLI_JSON_H

#include <jansson.h>
#include <stdio.h>

/* A number, or null where there is none (JSON knows no NaN). */
json_t *cli_json_number(double value);
/* These take an array or object and what is to go into it (an item; the value of a key; the keys of another object), and return it.
 * NULL, with both let go, where one of them is NULL or there is no memory. */
json_t *cli_json_with(json_t *array, json_t *item);
json_t *cli_json_with_key(json_t *object, const char *key, json_t *value);
json_t *cli_json_joined(json_t *object, json_t *rest);

/* Numbers as an array, null where there is none; and the words of a text. */
json_t *cli_json_numbers(const double *value, int n);
json_t *cli_json_words(const char *text);

/* Writes `value` and a newline, and lets it go: indented for an answer, in one line for a message. 0 when `value` is NULL (no
 * memory while it was built) or cannot be written. */
int cli_json_answer(FILE *stream, json_t *value);
int cli_json_line(FILE *stream, json_t *value);

#endif
