/* The list of foods: names of what is known of them, and finding one. */
#include <stdlib.h>
#include <string.h>

#include "zonula/anatomy.h"
#include "zonula/food.h"

_Static_assert(ZN_NUTRIENT_plant_cell_wall_g == ZN_FIRST_FIBRE + ZN_FIBRES - 1, "foods and the model know the same kinds of fibre");

static const struct zn_nutrient_info nutrients[ZN_NUTRIENTS] = {
#define ZN_X(name, unit, label) {#name, unit, label},
    ZN_NUTRIENT_LIST(ZN_X)
#undef ZN_X
};

struct zn_nutrient_info zn_nutrient_info(int nutrient) {
  return nutrient >= 0 && nutrient < ZN_NUTRIENTS ? nutrients[nutrient] : (struct zn_nutrient_info){NULL, NULL, NULL};
}

int zn_nutrient_find(const char *name) {
  for (int i = 0; i < ZN_NUTRIENTS; i++)
    if (strcmp(nutrients[i].name, name) == 0) return i;
  return -1;
}

const char *const zn_food_grades[ZN_FOOD_GRADES] = {"looked_up", "recalled", "derived", "chosen", "unverified"};

int zn_food_find(const struct zn_food_table *table, const char *name) {
  for (int i = 0; i < table->n; i++)
    if (strcmp(table->food[i].name, name) == 0) return i;
  return -1;
}

void zn_food_table_free(struct zn_food_table *table) {
  if (!table) return;
  free(table->food);
  free(table->text);
  free(table);
}

void zn_dii_table_free(struct zn_dii_table *table) {
  if (!table) return;
  free(table->parameter);
  free(table->text);
  free(table);
}
