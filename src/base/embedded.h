/* The text files of data/ and studies/claims/ that travel inside the program; tools/embed writes their definition into the build tree. */
#ifndef ZN_BASE_EMBEDDED_H
#define ZN_BASE_EMBEDDED_H

#include <stddef.h>

struct zn_embedded_file {
  const char *path; /* from the project root, "data/conditions/healthy.yaml" */
  const char *stem; /* "healthy" */
  const char *text; /* 0-terminated UTF-8 */
  size_t length;    /* without the final 0 */
};

/* Sorted by path (strcmp). */
extern const struct zn_embedded_file zn_embedded_files[];
extern const int zn_embedded_file_count;

/* The file of that path, or NULL. */
const struct zn_embedded_file *zn_embedded_find(const char *path);

/* First 16 hex digits of the SHA-256 over path, 0, content of every file under data/, sorted by path. */
extern const char zn_embedded_data_digest[];
/* The same without what only speaks about the model: data/claims.csv, data/findings.csv, data/sources.csv. What is simulated depends on
 * nothing else under data/. */
extern const char zn_embedded_numbers_digest[];

#endif
