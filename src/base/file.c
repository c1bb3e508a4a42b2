#define _POSIX_C_SOURCE 200809L
#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

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

/* What a file of `size` bytes holds, or less when it has become shorter. 0, with the reason in errno, when it cannot be read. */
static int read_all(uint8_t *bytes, size_t *size, int file) {
  size_t there = 0;
  while (there < *size) {
    const ssize_t n = read(file, bytes + there, *size - there);
    if (n < 0 && errno != EINTR) return 0;
    if (n == 0) break;
    if (n > 0) there += (size_t)n;
  }
  *size = there;
  return 1;
}

enum zn_status zn_file_bytes(uint8_t **bytes, size_t *size, const char *path, struct zn_error *error) {
  struct stat what;
  *bytes = NULL;
  const int file = stat(path, &what) == 0 ? open(path, O_RDONLY | O_CLOEXEC) : -1;
  if (file < 0) return zn_fail_system(error, path, errno, "the file cannot be read");
  *size = (size_t)what.st_size;
  *bytes = malloc(*size + 1);
  enum zn_status status = *bytes ? ZN_OK : zn_fail(error, ZN_MEMORY, "no memory to read %s", path);
  if (status == ZN_OK && !read_all(*bytes, size, file)) status = zn_fail_system(error, path, errno, "the file cannot be read");
  close(file);
  if (status == ZN_OK) return ZN_OK;
  free(*bytes);
  *bytes = NULL;
  return status;
}

int zn_file_is_there(const char *path) {
  FILE *file = fopen(path, "rb");
  if (file) fclose(file);
  return file != NULL;
}
