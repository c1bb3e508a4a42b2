/* Small texts on the heap. */
#ifndef ZN_BASE_TEXT_H
#define ZN_BASE_TEXT_H

#include "zonula/status.h"

/* A new copy of `text`. */
enum zn_status zn_text_copy(char **copy, const char *text, struct zn_error *error);
/* A new text of all parts with a space between them. */
enum zn_status zn_text_join(char **joined, char *const *part, unsigned count, struct zn_error *error);
/* The name in a path, without its folders and without ".yaml". */
enum zn_status zn_text_stem(char **stem, const char *path, struct zn_error *error);

#endif
