/* Published rows: what becomes of them. io/published_file.c reads them. */
#include <stdlib.h>

#include "zonula/appraisal.h"

void zn_published_free(struct zn_published_table *table) {
  if (!table) return;
  free(table->rows);
  free(table->text);
  free(table->file);
  free(table);
}
