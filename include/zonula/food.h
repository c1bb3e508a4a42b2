/* Foods, menus made of them, what a menu gives, and the Dietary Inflammatory Index of what it gives.
 *
 * Foods are the rows of data/foods.csv. A menu is a list of foods with amounts a day. What is not known of a food is NAN and never taken
 * for nothing: a total then is a lower bound, and it is said for which share of the menu it is known. */
#ifndef ZONULA_FOOD_H
#define ZONULA_FOOD_H

#include "status.h"

/* --- Foods ------------------------------------------------------------------------------------------------------------------------ */

/* X(name, unit, label): columns of data/foods.csv with amounts in 100 g. Antigenicity is that of the food's protein, a pure number. */
#define ZN_NUTRIENT_LIST(X)                                        \
  X(energy_kcal, "kcal", "energy")                                 \
  X(protein_g, "g", "protein")                                     \
  X(carbohydrate_g, "g", "carbohydrate without fibre")             \
  X(starch_g, "g", "starch")                                       \
  X(fat_g, "g", "fat")                                             \
  X(saturated_g, "g", "saturated fat")                             \
  X(monounsaturated_g, "g", "monounsaturated fat")                 \
  X(polyunsaturated_g, "g", "polyunsaturated fat")                 \
  X(trans_g, "g", "trans fat")                                     \
  X(n3_g, "g", "n-3 fatty acids")                                  \
  X(n6_g, "g", "n-6 fatty acids")                                  \
  X(cholesterol_mg, "mg", "cholesterol")                           \
  X(fibre_g, "g", "fibre, all kinds")                              \
  X(resistant_starch_g, "g", "resistant starch")                   \
  X(inulin_g, "g", "inulin, fructo- and galacto-oligosaccharides") \
  X(pectin_g, "g", "pectin")                                       \
  X(arabinoxylan_g, "g", "arabinoxylan")                           \
  X(beta_glucan_g, "g", "beta-glucan")                             \
  X(gum_g, "g", "gums")                                            \
  X(cellulose_g, "g", "cellulose")                                 \
  X(plant_cell_wall_g, "g", "polyphenol-bound plant cell wall")    \
  X(fodmap_g, "g", "FODMAPs")                                      \
  X(gluten_g, "g", "gluten")                                       \
  X(emulsifier_g, "g", "emulsifiers")                              \
  X(antigenicity, "1", "antigenicity of its protein")              \
  X(alcohol_g, "g", "alcohol")                                     \
  X(caffeine_mg, "mg", "caffeine")                                 \
  X(beta_carotene_ug, "ug", "beta-carotene")                       \
  X(vitamin_a_ug, "ug", "vitamin A")                               \
  X(thiamin_mg, "mg", "thiamin")                                   \
  X(riboflavin_mg, "mg", "riboflavin")                             \
  X(niacin_mg, "mg", "niacin")                                     \
  X(vitamin_b6_mg, "mg", "vitamin B6")                             \
  X(folate_ug, "ug", "folate")                                     \
  X(vitamin_b12_ug, "ug", "vitamin B12")                           \
  X(vitamin_c_mg, "mg", "vitamin C")                               \
  X(vitamin_d_ug, "ug", "vitamin D")                               \
  X(vitamin_e_mg, "mg", "vitamin E")                               \
  X(iron_mg, "mg", "iron")                                         \
  X(magnesium_mg, "mg", "magnesium")                               \
  X(zinc_mg, "mg", "zinc")                                         \
  X(selenium_ug, "ug", "selenium")                                 \
  X(flavan_3_ols_mg, "mg", "flavan-3-ols")                         \
  X(flavones_mg, "mg", "flavones")                                 \
  X(flavonols_mg, "mg", "flavonols")                               \
  X(flavanones_mg, "mg", "flavanones")                             \
  X(anthocyanidins_mg, "mg", "anthocyanidins")                     \
  X(isoflavones_mg, "mg", "isoflavones")                           \
  X(eugenol_mg, "mg", "eugenol")                                   \
  X(garlic_g, "g", "garlic")                                       \
  X(ginger_g, "g", "ginger")                                       \
  X(onion_g, "g", "onion")                                         \
  X(saffron_g, "g", "saffron")                                     \
  X(turmeric_g, "g", "turmeric")                                   \
  X(tea_g, "g", "tea")                                             \
  X(pepper_g, "g", "pepper")                                       \
  X(thyme_oregano_g, "g", "thyme and oregano")                     \
  X(rosemary_g, "g", "rosemary")

enum zn_nutrient {
#define ZN_X(name, unit, label) ZN_NUTRIENT_##name,
  ZN_NUTRIENT_LIST(ZN_X)
#undef ZN_X
      ZN_NUTRIENTS
};

/* The kinds of fibre stand side by side from here, in the order of ZN_FIBRE_LIST (anatomy.h). */
enum { ZN_FIRST_FIBRE = ZN_NUTRIENT_resistant_starch_g };

struct zn_nutrient_info {
  const char *name; /* the column, "fat_g" */
  const char *unit; /* "g" */
  const char *label;
};
struct zn_nutrient_info zn_nutrient_info(int nutrient); /* its name is NULL outside */
int zn_nutrient_find(const char *name);                 /* -1 if there is none */

/* One row of data/foods.csv. Strings belong to the table. */
struct zn_food {
  char *name, *title;
  char *plants;                  /* kinds of plants in it, parted by spaces; "" for none */
  double nutrient[ZN_NUTRIENTS]; /* in 100 g, in the unit of the column; NAN: not known */
  char *sources, *grade, *note;
  int line;
};

struct zn_food_table {
  int n;
  struct zn_food *food;
  char *text; /* the storage behind the strings; NULL where a table was built by hand */
};
void zn_food_table_free(struct zn_food_table *table);
int zn_food_find(const struct zn_food_table *table, const char *name); /* -1 if there is none */

/* --- Menus ------------------------------------------------------------------------------------------------------------------------ */

struct zn_menu_item {
  int food; /* in the table */
  double g_per_day;
};

/* What a menu gives in a day. */
struct zn_menu_gives {
  double mass_g;               /* of all foods */
  double amount[ZN_NUTRIENTS]; /* from the foods that know it: a lower bound unless all do. Antigenicity: mean over protein */
  /* Shares of the menu, by mass and by energy, in foods of which the nutrient is known; of antigenicity both are shares of protein. 1 for
   * an empty menu. */
  double known_mass[ZN_NUTRIENTS], known_energy[ZN_NUTRIENTS];
  int plants; /* different kinds of plants; a menu is taken to be eaten all week */
};

/* A nutrient counts as known when foods that know it make up so much of the menu, by mass and by energy: water and tea weigh much and bring
 * no energy, oil is the reverse, so neither share alone tells. Chosen. */
#define ZN_MENU_KNOWN 0.95
int zn_menu_knows(const struct zn_menu_gives *gives, int nutrient);

/* Adds up `item` [n], whose foods are those of `table`. */
void zn_menu_add_up(struct zn_menu_gives *gives, const struct zn_food_table *table, const struct zn_menu_item *item, int n);

/* --- The Dietary Inflammatory Index -------------------------------------------------------------------------------------------------
 * Shivappa and others 2014 (10.1017/S1368980013002115): of each of 45 parameters, z = (intake - world mean) / world SD, its percentile in
 * the standard normal distribution, centred (twice, less one), times the parameter's effect score; all of them added up. */

enum { ZN_DII_MOST = 64 };

/* The range that the authors report; lower is less inflammatory. */
#define ZN_DII_LEAST (-8.87)
#define ZN_DII_GREATEST 7.98

/* One row of data/dii.csv. Strings belong to the table. */
struct zn_dii_parameter {
  char *name, *unit;
  double mean, sd, effect; /* of the world's intake, in `unit`; the effect score */
  char *food_column;       /* of data/foods.csv, or "": foods tell nothing of it */
  double to_unit;          /* intake in `unit` = amount of that column * this */
  int nutrient;            /* the column, or -1 */
  char *source;
  int line;
};

struct zn_dii_table {
  int n;
  struct zn_dii_parameter *parameter;
  char *text;
};
void zn_dii_table_free(struct zn_dii_table *table);

/* What one parameter brings. */
struct zn_dii_part {
  int known;
  double intake;    /* in the parameter's unit; of what is not known, the part that is; NAN: nothing is */
  double adds;      /* known: to the index; else NAN */
  double low, high; /* what it could add at least and at most; equal when known */
};

struct zn_dii {
  int known, of;    /* parameters */
  double index;     /* the sum over the known ones, as the method has it; NAN when none is known */
  double low, high; /* with every unknown one at its extremes: as little as is surely eaten, or without bound */
  struct zn_dii_part part[ZN_DII_MOST];
};
/* Fills `order` [dii->of] with the parts from the one that lowers the index most to the one that raises it most; unknown ones come last, as
 * in the table. */
void zn_dii_order(int *order, const struct zn_dii *dii);
void zn_dii_of_menu(struct zn_dii *dii, const struct zn_dii_table *table, const struct zn_menu_gives *gives);

#endif
