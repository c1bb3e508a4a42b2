#define _POSIX_C_SOURCE 200809L
#include "pantry.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "io/reader.h"

/* The amount that `knows` gives a nutrient, as text, or `otherwise`. */
static void write_amount(FILE *out, const struct pantry_food *food, const char *nutrient) {
  const size_t length = strlen(nutrient);
  for (const char *at = food->knows; *(at += strspn(at, " ")); at += strcspn(at, " "))
    if (strncmp(at, nutrient, length) == 0 && at[length] == '=') {
      fprintf(out, ",%.*s", (int)(strcspn(at, " ") - length - 1), at + length + 1);
      return;
    }
  fprintf(out, ",%s", food->otherwise);
}

char *pantry_text(const struct pantry_food *food, int n) {
  char *text = NULL;
  size_t length;
  FILE *out = open_memstream(&text, &length);
  if (!out) fail_msg("no memory");
  fputs("name,title,plant", out);
  for (int k = 0; k < ZN_NUTRIENTS; k++) fprintf(out, ",%s", zn_nutrient_info(k).name);
  fputs(",sources,grade,note\n", out);
  for (int i = 0; i < n; i++) {
    fprintf(out, "%s,A food,%s", food[i].name, food[i].plants);
    for (int k = 0; k < ZN_NUTRIENTS; k++) write_amount(out, &food[i], zn_nutrient_info(k).name);
    fputs(",chosen,chosen,\n", out);
  }
  fclose(out);
  return text;
}

struct zn_food_table *pantry_table(const struct pantry_food *food, int n) {
  struct zn_food_table *table;
  struct zn_error error = {0};
  char *text = pantry_text(food, n);
  if (zn_foods_parse(&table, text, "foods.csv", &error) != ZN_OK) fail_msg("%s:%d: %s", error.file, error.line, error.text);
  free(text);
  return table;
}

struct zn_food_table *pantry(void) {
  static const struct pantry_food foods[] = {
      {"bread", "wheat rye", "energy_kcal=250 protein_g=10 antigenicity=1 starch_g=45 gluten_g=8 fibre_g=5 arabinoxylan_g=3", "0"},
      {"lentils", "lentil", "energy_kcal=100 protein_g=9 antigenicity=1 starch_g=15 inulin_g=4 fibre_g=8 fodmap_g=4", "0"},
      {"oil", "", "energy_kcal=900 fat_g=100", "0"},
      {"milk", "", "energy_kcal=60 protein_g=3 antigenicity=1 fat_g=3 fodmap_g=5", "0"},
      {"tea", "", "energy_kcal=0", ""}};
  return pantry_table(foods, sizeof foods / sizeof *foods);
}
