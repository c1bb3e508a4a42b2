/* What a menu gives: sums over its foods, and for how much of the menu they are known. */
#include <math.h>
#include <string.h>

#include "zonula/food.h"

/* A menu whose foods are looked up. */
struct course {
  const struct zn_food *food;
  double hundreds; /* of g a day */
};

static struct course course_of(const struct zn_food_table *table, const struct zn_menu_item *item) {
  return (struct course){&table->food[item->food], item->g_per_day / 100.0};
}

static double brought(const struct course *c, int nutrient) {
  const double in_100_g = c->food->nutrient[nutrient];
  return isnan(in_100_g) ? 0.0 : c->hundreds * in_100_g;
}

static double share(double part, double whole) { return whole > 0.0 ? part / whole : 1.0; }

static void add_nutrient(struct zn_menu_gives *gives, int nutrient, const struct zn_food_table *table, const struct zn_menu_item *item,
                         int n) {
  double mass = 0.0, known_mass = 0.0, energy = 0.0, known_energy = 0.0, amount = 0.0;
  for (int i = 0; i < n; i++) {
    const struct course c = course_of(table, &item[i]);
    const int known = !isnan(c.food->nutrient[nutrient]);
    mass += c.hundreds;
    energy += brought(&c, ZN_NUTRIENT_energy_kcal);
    if (known) known_mass += c.hundreds, known_energy += brought(&c, ZN_NUTRIENT_energy_kcal);
    amount += brought(&c, nutrient);
  }
  gives->amount[nutrient] = amount;
  gives->known_mass[nutrient] = share(known_mass, mass);
  gives->known_energy[nutrient] = share(known_energy, energy);
}

/* Protein that is half antigenic, and as much that is not, is a quarter antigenic. Without protein it means nothing: NAN. */
static void mean_antigenicity(struct zn_menu_gives *gives, const struct zn_food_table *table, const struct zn_menu_item *item, int n) {
  const int a = ZN_NUTRIENT_antigenicity;
  double protein = 0.0, known = 0.0, sum = 0.0;
  for (int i = 0; i < n; i++) {
    const struct course c = course_of(table, &item[i]);
    const double grams = brought(&c, ZN_NUTRIENT_protein_g);
    protein += grams;
    if (isnan(c.food->nutrient[a])) continue;
    known += grams;
    sum += grams * c.food->nutrient[a];
  }
  gives->amount[a] = known > 0.0 ? sum / known : NAN;
  gives->known_mass[a] = gives->known_energy[a] = share(known, protein);
}

/* --- Plants --------------------------------------------------------------------------------------------------------------------------- */

/* Whether the first `length` bytes of `word` stand in `words` as a word of its own before `end` (NULL: anywhere). */
static int holds(const char *words, const char *end, const char *word, size_t length) {
  for (const char *at = words; *(at += strspn(at, " ")) && (!end || at < end); at += strcspn(at, " "))
    if (strcspn(at, " ") == length && strncmp(at, word, length) == 0) return 1;
  return 0;
}

static int counted_before(const struct zn_food_table *table, const struct zn_menu_item *item, int i, const char *word, size_t length) {
  for (int k = 0; k < i; k++)
    if (holds(table->food[item[k].food].plants, NULL, word, length)) return 1;
  return holds(table->food[item[i].food].plants, word, word, length);
}

static int count_plants(const struct zn_food_table *table, const struct zn_menu_item *item, int n) {
  int plants = 0;
  for (int i = 0; i < n; i++)
    for (const char *word = table->food[item[i].food].plants; *(word += strspn(word, " "));) {
      const size_t length = strcspn(word, " ");
      plants += !counted_before(table, item, i, word, length);
      word += length;
    }
  return plants;
}

/* --- All of it ------------------------------------------------------------------------------------------------------------------------ */

int zn_menu_knows(const struct zn_menu_gives *gives, int nutrient) {
  const double rounding = 1e-12;
  return gives->known_mass[nutrient] >= ZN_MENU_KNOWN - rounding && gives->known_energy[nutrient] >= ZN_MENU_KNOWN - rounding;
}

void zn_menu_add_up(struct zn_menu_gives *gives, const struct zn_food_table *table, const struct zn_menu_item *item, int n) {
  *gives = (struct zn_menu_gives){.mass_g = 0.0};
  for (int i = 0; i < n; i++) gives->mass_g += item[i].g_per_day;
  for (int k = 0; k < ZN_NUTRIENTS; k++) add_nutrient(gives, k, table, item, n);
  mean_antigenicity(gives, table, item, n);
  gives->plants = count_plants(table, item, n);
}

void zn_menu_by_grade(double part[ZN_FOOD_GRADES], const struct zn_food_table *table, const struct zn_menu_item *item, int n) {
  double mass[ZN_FOOD_GRADES] = {0.0}, energy[ZN_FOOD_GRADES] = {0.0}, all_mass = 0.0, all_energy = 0.0;
  for (int i = 0; i < n; i++) {
    const struct course c = course_of(table, &item[i]);
    for (int g = 0; g < ZN_FOOD_GRADES; g++) {
      if (strcmp(c.food->grade, zn_food_grades[g]) != 0) continue;
      mass[g] += c.hundreds;
      energy[g] += brought(&c, ZN_NUTRIENT_energy_kcal);
    }
    all_mass += c.hundreds;
    all_energy += brought(&c, ZN_NUTRIENT_energy_kcal);
  }
  for (int g = 0; g < ZN_FOOD_GRADES; g++) part[g] = all_energy > 0.0 ? energy[g] / all_energy : all_mass > 0.0 ? mass[g] / all_mass : 0.0;
}
