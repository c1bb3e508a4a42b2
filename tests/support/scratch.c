#define _XOPEN_SOURCE 700
#include "scratch.h"

#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

void scratch_begin(char path[128]) {
  const char *root = getenv("TMPDIR");
  snprintf(path, 128, "%s/zonula_test_XXXXXX", root && strlen(root) < 100 ? root : "/tmp");
  if (!mkdtemp(path)) fail_msg("no folder %s", path);
}

void scratch_write(const char *folder, const char *name, const char *text, size_t length) {
  char path[512];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  for (char *slash = path + strlen(folder) + 1; (slash = strchr(slash, '/')); *slash++ = '/') {
    *slash = '\0';
    mkdir(path, 0700);
  }
  FILE *file = fopen(path, "wb");
  if (!file || fwrite(text, 1, length, file) != length || fclose(file) != 0) fail_msg("cannot write %s", path);
}

void scratch_text(const char *folder, const char *name, const char *text) { scratch_write(folder, name, text, strlen(text)); }

static int drop(const char *path, const struct stat *what, int kind, struct FTW *where) {
  (void)what, (void)kind, (void)where;
  return remove(path);
}

void scratch_end(const char *path) { nftw(path, drop, 8, FTW_DEPTH | FTW_PHYS); }

static char of_the_group[128];

const char *scratch_open(void) {
  scratch_begin(of_the_group);
  return of_the_group;
}

int scratch_close(void **state) {
  (void)state;
  scratch_end(of_the_group);
  return 0;
}

char *scratch_read(const char *path, size_t *length) {
  FILE *file = fopen(path, "rb");
  if (!file) fail_msg("no file %s", path);
  assert_int_equal(fseek(file, 0, SEEK_END), 0);
  const long size = ftell(file);
  rewind(file);
  char *text = malloc((size_t)size + 1);
  assert_non_null(text);
  assert_int_equal(fread(text, 1, (size_t)size, file), size);
  fclose(file);
  text[size] = '\0';
  if (length) *length = (size_t)size;
  return text;
}
