/* Files in a page are those that were handed over by name. Stands for src/base/file.c. */
#include "files.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/status.h"

enum { MOST_FILES = 64 };

/* The page has one of everything: who asks is one thread, and the module is one program. */
static struct handed {
  char *name, *text;
  size_t length;
} files[MOST_FILES];
static int count;

static const struct handed *find(const char *path) {
  for (int i = 0; i < count; i++)
    if (strcmp(files[i].name, path) == 0) return &files[i];
  return NULL;
}

enum zn_status zn_page_file_add(char *name, char *text, size_t length, struct zn_error *error) {
  if (count == MOST_FILES) return zn_fail(error, ZN_ARGUMENT, "more than %d files were handed over", MOST_FILES);
  files[count++] = (struct handed){name, text, length};
  return ZN_OK;
}

void zn_page_files_forget(void) {
  while (count) {
    count--;
    free(files[count].name);
    free(files[count].text);
  }
}

enum zn_status zn_file_read(char **text, size_t *length, const char *path, size_t largest, struct zn_error *error) {
  const struct handed *file = find(path);
  *text = NULL;
  *length = 0;
  if (!file)
    return zn_fail_at(error, ZN_INPUT, path, 0,
                      "the file cannot be opened: a page only has files that were dropped together with the study");
  if (file->length > largest)
    return zn_fail_at(error, ZN_INPUT, path, 0, "the file is larger than %zu KiB; expected a short text file", largest >> 10);
  ZN_TRY(zn_text_check(file->text, file->length, path, error));
  char *copy = malloc(file->length + 1);
  if (!copy) return zn_fail(error, ZN_MEMORY, "no memory to read %s", path);
  memcpy(copy, file->text, file->length);
  copy[file->length] = '\0';
  *text = copy;
  *length = file->length;
  return ZN_OK;
}

int zn_file_is_there(const char *path) { return find(path) != NULL; }
