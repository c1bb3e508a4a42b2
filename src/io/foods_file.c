/* Tables of foods, and of the parameters of the Dietary Inflammatory Index: data/foods.csv and data/dii.csv show the columns. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "columns.h"
#include "names.h"
#include "reader.h"

static const char *grade_at(const void *context, int index) { return (void)context, zn_food_grades[index]; }

/* Names are what menus write. */
static int is_name(const char *text) {
  static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789_";
  return *text && text[strspn(text, letters)] == '\0';
}

/* --- Foods ---------------------------------------------------------------------------------------------------------------------------- */

#define PLACE(field) offsetof(struct zn_food, field)
static const struct zn_column food_columns[] = {
    {"name", ZN_COLUMN_ID, PLACE(name), 0},
    {"title", ZN_COLUMN_TEXT, PLACE(title), 0},
    {"plant", ZN_COLUMN_TEXT, PLACE(plants), 0},
#define ZN_X(name, unit, label) {#name, ZN_COLUMN_NUMBER, PLACE(nutrient[ZN_NUTRIENT_##name]), 0},
    ZN_NUTRIENT_LIST(ZN_X)
#undef ZN_X
        {"sources", ZN_COLUMN_TEXT, PLACE(sources), 0},
    {"grade", ZN_COLUMN_TEXT, PLACE(grade), 0},
    {"note", ZN_COLUMN_TEXT, PLACE(note), 0},
};

/* 100 g hold no more than 100 g of anything; fat, the richest, has about 900 kcal. */
static double most_of(int nutrient) {
  const char *unit = zn_nutrient_info(nutrient).unit;
  if (nutrient == ZN_NUTRIENT_antigenicity) return 2.0;
  return strcmp(unit, "kcal") == 0 ? 950.0 : strcmp(unit, "g") == 0 ? 100.0 : strcmp(unit, "mg") == 0 ? 1e5 : 1e8;
}

static enum zn_status check_amounts(const struct zn_food *food, struct zn_error *error) {
  for (int i = 0; i < ZN_NUTRIENTS; i++) {
    const struct zn_nutrient_info info = zn_nutrient_info(i);
    const double amount = food->nutrient[i];
    if (isnan(amount) || (amount >= 0.0 && amount <= most_of(i))) continue;
    return zn_fail(error, ZN_INPUT, "%.80s: %s is %g; expected 0 to %g %s in 100 g, or nothing where it is not known", food->name,
                   info.name, amount, most_of(i), strcmp(info.unit, "1") == 0 ? "" : info.unit);
  }
  return ZN_OK;
}

static enum zn_status check_grade(const char *name, const char *grade, struct zn_error *error) {
  const struct zn_names names = {"grade", grade_at, NULL, ZN_FOOD_GRADES};
  int index;
  struct zn_error why = {0};
  if (zn_name_find(&names, grade, &index, &why) == ZN_OK) return ZN_OK;
  return zn_fail(error, ZN_INPUT, "%.80s: %s", name, why.text);
}

static enum zn_status check_sources(const char *name, const char *ids, struct zn_error *error) {
  struct zn_error why = {0};
  const enum zn_status status = zn_sources_check(ids, &why);
  return status == ZN_OK ? ZN_OK : zn_fail(error, status, "%.80s: %s", name, why.text);
}

static enum zn_status check_plants(const struct zn_food *food, struct zn_error *error) {
  const char *bad = food->plants + strspn(food->plants, "abcdefghijklmnopqrstuvwxyz0123456789_ ");
  if (!*bad) return ZN_OK;
  return zn_fail(error, ZN_INPUT, "%.80s: plant is '%.80s'; expected kinds of plants in small letters, parted by spaces, or nothing",
                 food->name, food->plants);
}

static enum zn_status check_food(const void *read, struct zn_error *error) {
  const struct zn_food *food = read;
  if (!is_name(food->name))
    return zn_fail(error, ZN_INPUT, "the name is '%.80s'; expected small letters, digits and '_', as in 'bread_white'", food->name);
  if (!*food->title) return zn_fail(error, ZN_INPUT, "%.80s: the title is empty; expected a few plain words", food->name);
  ZN_TRY(check_plants(food, error));
  ZN_TRY(check_amounts(food, error));
  ZN_TRY(check_grade(food->name, food->grade, error));
  return check_sources(food->name, food->sources, error);
}

static const struct zn_table_layout food_layout = {.columns = food_columns,
                                                   .n = sizeof food_columns / sizeof *food_columns,
                                                   .example = ZN_FOOD_TABLE,
                                                   .size = sizeof(struct zn_food),
                                                   .line_place = PLACE(line),
                                                   .check = check_food};
#undef PLACE

enum zn_status zn_foods_parse(struct zn_food_table **out, const char *text, const char *path, struct zn_error *error) {
  struct zn_table_rows read;
  *out = NULL;
  ZN_TRY(zn_columns_parse(&read, &food_layout, text, path, error));
  *out = malloc(sizeof **out);
  if (*out) {
    **out = (struct zn_food_table){.n = read.n, .food = read.rows, .text = read.text};
    return ZN_OK;
  }
  zn_table_rows_clear(&read);
  return zn_fail(error, ZN_MEMORY, "no memory for %s", path);
}

/* --- The Dietary Inflammatory Index --------------------------------------------------------------------------------------------------- */

#define PLACE(field) offsetof(struct zn_dii_parameter, field)
static const struct zn_column dii_columns[] = {
    {"name", ZN_COLUMN_ID, PLACE(name), 0},           {"unit", ZN_COLUMN_TEXT, PLACE(unit), 0},
    {"mean", ZN_COLUMN_NUMBER, PLACE(mean), 0},       {"sd", ZN_COLUMN_NUMBER, PLACE(sd), 0},
    {"effect", ZN_COLUMN_NUMBER, PLACE(effect), 0},   {"food_column", ZN_COLUMN_TEXT, PLACE(food_column), 0},
    {"to_unit", ZN_COLUMN_NUMBER, PLACE(to_unit), 0}, {"source", ZN_COLUMN_TEXT, PLACE(source), 0},
};

static const char *nutrient_at(const void *context, int index) { return (void)context, zn_nutrient_info(index).name; }

static enum zn_status check_parameter(const void *read, struct zn_error *error) {
  const struct zn_dii_parameter *p = read;
  const struct zn_names columns = {"column of " ZN_FOOD_TABLE, nutrient_at, NULL, ZN_NUTRIENTS};
  int index;
  if (!(p->mean >= 0.0) || !(p->sd > 0.0) || isnan(p->effect))
    return zn_fail(error, ZN_INPUT, "%.80s: expected a mean of 0 or more, an SD above 0 and an effect score", p->name);
  if (*p->food_column) ZN_TRY(zn_name_find(&columns, p->food_column, &index, error));
  if (*p->food_column ? !(p->to_unit > 0.0) : !isnan(p->to_unit))
    return zn_fail(error, ZN_INPUT, "%.80s: expected a factor to_unit above 0 beside a food_column, and none without", p->name);
  return check_sources(p->name, p->source, error);
}

static const struct zn_table_layout dii_layout = {.columns = dii_columns,
                                                  .n = sizeof dii_columns / sizeof *dii_columns,
                                                  .example = ZN_DII_TABLE,
                                                  .size = sizeof(struct zn_dii_parameter),
                                                  .line_place = PLACE(line),
                                                  .check = check_parameter};
#undef PLACE

static enum zn_status keep_parameters(struct zn_dii_table **out, struct zn_table_rows *read, const char *path, struct zn_error *error) {
  struct zn_dii_parameter *p = read->rows;
  if (read->n > ZN_DII_MOST)
    return zn_fail_at(error, ZN_INPUT, path, p[ZN_DII_MOST].line, "there are %d parameters; expected at most %d", read->n, ZN_DII_MOST);
  for (int i = 0; i < read->n; i++) p[i].nutrient = *p[i].food_column ? zn_nutrient_find(p[i].food_column) : -1;
  *out = malloc(sizeof **out);
  if (!*out) return zn_fail(error, ZN_MEMORY, "no memory for %s", path);
  **out = (struct zn_dii_table){.n = read->n, .parameter = p, .text = read->text};
  return ZN_OK;
}

enum zn_status zn_dii_parse(struct zn_dii_table **out, const char *text, const char *path, struct zn_error *error) {
  struct zn_table_rows read;
  *out = NULL;
  ZN_TRY(zn_columns_parse(&read, &dii_layout, text, path, error));
  const enum zn_status status = keep_parameters(out, &read, path, error);
  if (status == ZN_OK) return ZN_OK;
  zn_table_rows_clear(&read);
  return status;
}
