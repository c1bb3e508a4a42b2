#include "text.h"

#include <stdlib.h>
#include <string.h>

#include "status.h"

/* A new text of `length` bytes from `text`. */
static enum zn_status copy_part(char **copy, const char *text, size_t length, struct zn_error *error) {
  *copy = malloc(length + 1);
  if (!*copy) return zn_fail(error, ZN_MEMORY, "no memory for a text of %zu bytes", length);
  memcpy(*copy, text, length);
  (*copy)[length] = '\0';
  return ZN_OK;
}

enum zn_status zn_text_copy(char **copy, const char *text, struct zn_error *error) { return copy_part(copy, text, strlen(text), error); }

enum zn_status zn_text_join(char **joined, char *const *part, unsigned count, struct zn_error *error) {
  size_t length = 1;
  for (unsigned i = 0; i < count; i++) length += strlen(part[i]) + 1;
  char *to = *joined = malloc(length);
  if (!to) return zn_fail(error, ZN_MEMORY, "no memory for a text of %zu bytes", length);
  for (unsigned i = 0; i < count; i++) {
    const size_t n = strlen(part[i]);
    if (i) *to++ = ' ';
    memcpy(to, part[i], n);
    to += n;
  }
  *to = '\0';
  return ZN_OK;
}

enum zn_status zn_text_stem(char **stem, const char *path, struct zn_error *error) {
  const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
  const size_t length = strlen(name);
  const int yaml = length > 5 && strcmp(name + length - 5, ".yaml") == 0;
  return copy_part(stem, name, yaml ? length - 5 : length, error);
}
