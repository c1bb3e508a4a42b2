/* Published rows: what becomes of them. io/published_file.c and io/diet_file.c read them. */
#include <stdlib.h>

#include "zonula/diet.h"

void zn_published_free(struct zn_published_table *table) {
  if (!table) return;
  free(table->rows);
  free(table->text);
  free(table->file);
  free(table);
}

void zn_diet_table_free(struct zn_diet_table *table) {
  if (!table) return;
  free(table->rows);
  free(table->text);
  free(table->file);
  free(table);
}
