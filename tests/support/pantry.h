/* Small tables of foods for tests: they stay the same whatever becomes of data/. */
#ifndef ZN_TESTS_PANTRY_H
#define ZN_TESTS_PANTRY_H

#include "zonula/food.h"

/* A food in short. Of every nutrient that `knows` names, "energy_kcal=250 protein_g=8", that much is in 100 g; of every other nothing, or
 * where `otherwise` is "" it is not known. */
struct pantry_food {
  const char *name, *plants, *knows, *otherwise;
};

/* The text of a table with these foods, and it read. For free() and zn_food_table_free. */
char *pantry_text(const struct pantry_food *food, int n);
struct zn_food_table *pantry_table(const struct pantry_food *food, int n);

/* bread (gluten, starch, arabinoxylan; wheat, rye), lentils (inulin; lentil), oil, milk and tea, of which only the energy is known. */
struct zn_food_table *pantry(void);

#endif
