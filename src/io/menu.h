/* Menus in files of diets: foods and amounts, and the numbers of the model that they give. */
#ifndef ZN_IO_MENU_H
#define ZN_IO_MENU_H

#include "changes.h"
#include "document.h"

/* One line of a menu as the file has it. */
struct zn_menu_row {
  char *food, *amount;
};

/* What a menu is read with. */
struct zn_menu_text {
  const struct zn_menu_row *row;
  unsigned n;
  const struct zn_node *list; /* for lines */
  const char *file;
  const struct zn_units *units;
  const struct zn_food_table *foods; /* NULL: none, so that every food is unknown */
};

/* The foods, into *item [n], for free() also after a failure. None may come twice. */
enum zn_status zn_menu_read(struct zn_menu_item **item, int *n, const struct zn_menu_text *text, struct zn_error *error);

/* What the model needs to know of a diet becomes `set` changes: fibre by kind, starch, protein and its antigenicity, fat, gluten,
 * emulsifier, alcohol, plants. ZN_INPUT when the foods do not say enough (zn_menu_knows), or give more than the parameter admits. Without
 * protein its antigenicity is left as it is, since it acts on nothing. */
enum zn_status zn_menu_changes(struct zn_changes *changes, const struct zn_menu_item *item, int n, const struct zn_menu_text *text,
                               struct zn_error *error);

#endif
