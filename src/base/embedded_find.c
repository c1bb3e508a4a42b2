#include <string.h>

#include "embedded.h"

const struct zn_embedded_file *zn_embedded_find(const char *path) {
  for (int i = 0; i < zn_embedded_file_count; i++)
    if (strcmp(zn_embedded_files[i].path, path) == 0) return &zn_embedded_files[i];
  return NULL;
}
