/* Files that live as long as a test. */
#ifndef ZN_TESTS_SCRATCH_H
#define ZN_TESTS_SCRATCH_H

#include <stddef.h>

/* Makes an empty folder and writes its path to `path`. */
void scratch_begin(char path[128]);
/* Writes a file of `length` bytes below the folder; folders in `name` are made. */
void scratch_write(const char *folder, const char *name, const char *text, size_t length);
/* The same for a text. */
void scratch_text(const char *folder, const char *name, const char *text);
/* Removes the folder with all it holds. */
void scratch_end(const char *path);

/* A folder for a group of tests; and their tear-down, which removes it. */
const char *scratch_open(void);
int scratch_close(void **state);

/* The whole of a file, with its length where that is asked for (NULL: not); free it. The test fails where there is none. */
char *scratch_read(const char *path, size_t *length);

#endif
