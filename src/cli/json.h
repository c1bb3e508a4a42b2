/* JSON through Jansson, written the same way every time: keys in the order they were set, numbers to 12 digits. */
#ifndef ZN_CLI_JSON_H
#define ZN_CLI_JSON_H

#include <jansson.h>
#include <stdio.h>

/* A number, or null where there is none (JSON knows no NaN). */
json_t *cli_json_number(double value);
/* The words of a text, as an array. */
json_t *cli_json_words(const char *text);

/* Writes `value` and a newline, and lets it go: indented for an answer, in one line for a message. 0 when `value` is NULL (no
 * memory while it was built) or cannot be written. */
int cli_json_answer(FILE *stream, json_t *value);
int cli_json_line(FILE *stream, json_t *value);

#endif
