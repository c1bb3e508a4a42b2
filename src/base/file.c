#include "file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "status.h"

static enum zn_status slurp(char **text, size_t *length, FILE *file, const char *path, size_t largest, struct zn_error *error) {
  char *buffer = malloc(largest + 2);
  if (!buffer) return zn_fail(error, ZN_MEMORY, "no memory to read %s", path);
  *length = fread(buffer, 1, largest + 1, file);
  buffer[*length] = '\0';
  *text = buffer;
  if (ferror(file)) return zn_fail_at(error, ZN_IO, path, 0, "the file could not be read: %s", strerror(errno));
  if (*length > largest)
    return zn_fail_at(error, ZN_INPUT, path, 0, "the file is larger than %zu KiB; expected a short text file", largest >> 10);
  return zn_text_check(buffer, *length, path, error);
}

enum zn_status zn_file_read(char **text, size_t *length, const char *path, size_t largest, struct zn_error *error) {
  *text = NULL;
  *length = 0;
  struct stat what;
  if (stat(path, &what) != 0) return zn_fail_at(error, ZN_INPUT, path, 0, "the file cannot be opened: %s", strerror(errno));
  if (!S_ISREG(what.st_mode)) return zn_fail_at(error, ZN_INPUT, path, 0, "this is not a regular file");
  FILE *file = fopen(path, "rb");
  if (!file) return zn_fail_at(error, ZN_INPUT, path, 0, "the file cannot be opened: %s", strerror(errno));
  enum zn_status status = slurp(text, length, file, path, largest, error);
  fclose(file);
  if (status != ZN_OK) {
    free(*text);
    *text = NULL;
  }
  return status;
}

int zn_file_is_there(const char *path) {
  FILE *file = fopen(path, "rb");
  if (file) fclose(file);
  return file != NULL;
}
