#include "menu.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/status.h"
#include "measure.h"
#include "names.h"

/* --- Foods and amounts ---------------------------------------------------------------------------------------------------------------- */

static const char *food_at(const void *context, int index) { return ((const struct zn_food_table *)context)->food[index].name; }

static enum zn_status read_item(struct zn_menu_item *item, const struct zn_menu_row *row, const struct zn_menu_text *text,
                                struct zn_error *error) {
  const struct zn_names names = {"food", food_at, text->foods, text->foods ? text->foods->n : 0};
  struct zn_measure measure;
  ZN_TRY(zn_name_find(&names, row->food, &item->food, error));
  ZN_TRY(zn_measure_in(&measure, text->units, "g/day", 1e-3, 1e4, error)); /* a pinch of a spice; ten litres */
  return zn_measure_read(&measure, text->units, row->amount, &item->g_per_day, error);
}

enum zn_status zn_menu_read(struct zn_menu_item **item, int *n, const struct zn_menu_text *text, struct zn_error *error) {
  const struct zn_node *node = text->list ? text->list->first : NULL;
  *n = 0;
  *item = malloc(((size_t)text->n + 1) * sizeof **item);
  if (!*item) return zn_fail(error, ZN_MEMORY, "no memory for a menu");
  for (unsigned i = 0; i < text->n; i++, node = node->next) {
    struct zn_menu_item *new = &(*item)[*n];
    ZN_TRY(zn_node_blame(read_item(new, &text->row[i], text, error), node, text->file, error));
    for (int k = 0; k < *n; k++)
      if ((*item)[k].food == new->food)
        return zn_node_refuse(node, text->file, error, "'%s' is on the menu a second time; expected one amount of it", text->row[i].food);
    ++*n;
  }
  return ZN_OK;
}

/* --- What they give ------------------------------------------------------------------------------------------------------------------- */

/* The nutrient of a menu, and the number of the model that it is. The kinds of fibre have the names of their places. */
static const struct {
  int nutrient;
  const char *parameter;
} given[] = {{ZN_NUTRIENT_resistant_starch_g, "diet_fibre[resistant_starch]"},
             {ZN_NUTRIENT_inulin_g, "diet_fibre[inulin]"},
             {ZN_NUTRIENT_pectin_g, "diet_fibre[pectin]"},
             {ZN_NUTRIENT_arabinoxylan_g, "diet_fibre[arabinoxylan]"},
             {ZN_NUTRIENT_beta_glucan_g, "diet_fibre[beta_glucan]"},
             {ZN_NUTRIENT_gum_g, "diet_fibre[gum]"},
             {ZN_NUTRIENT_cellulose_g, "diet_fibre[cellulose]"},
             {ZN_NUTRIENT_plant_cell_wall_g, "diet_fibre[plant_cell_wall]"},
             {ZN_NUTRIENT_starch_g, "diet_starch"},
             {ZN_NUTRIENT_protein_g, "diet_protein"},
             {ZN_NUTRIENT_fat_g, "diet_fat"},
             {ZN_NUTRIENT_gluten_g, "diet_gluten"},
             {ZN_NUTRIENT_emulsifier_g, "diet_emulsifier"},
             {ZN_NUTRIENT_alcohol_g, "diet_alcohol"},
             {ZN_NUTRIENT_antigenicity, "diet_antigenicity"}};

/* `shown` is in the unit of the parameter table, in which menus count as well: g/day, or a pure number. */
static enum zn_status set(struct zn_changes *changes, const char *parameter, double shown, const struct zn_menu_text *text,
                          struct zn_error *error) {
  char number[40];
  snprintf(number, sizeof number, "%.17g%s", shown, zn_parameter_info(zn_parameter_find(parameter))->to_internal == 1.0 ? "" : " g/day");
  const struct zn_change_text change = {.name = parameter, .set = number};
  return zn_changes_read(changes, text->units, &change, error);
}

enum zn_status zn_menu_changes(struct zn_changes *changes, const struct zn_menu_item *item, int n, const struct zn_menu_text *text,
                               struct zn_error *error) {
  struct zn_menu_gives gives;
  zn_menu_add_up(&gives, text->foods, item, n);
  for (size_t i = 0; i < sizeof given / sizeof *given; i++) {
    const int k = given[i].nutrient;
    if (!zn_menu_knows(&gives, k))
      return zn_node_refuse(
          text->list, text->file, error,
          "the foods do not say enough of %s: it is known of %.0f %% of the menu's mass and %.0f %% of its energy; expected "
          "%.0f %% of both",
          zn_nutrient_info(k).label, 100.0 * gives.known_mass[k], 100.0 * gives.known_energy[k], 100.0 * ZN_MENU_KNOWN);
    if (isnan(gives.amount[k])) continue;
    ZN_TRY(zn_node_blame(set(changes, given[i].parameter, gives.amount[k], text, error), text->list, text->file, error));
  }
  return zn_node_blame(set(changes, "diet_plants", gives.plants, text, error), text->list, text->file, error);
}
