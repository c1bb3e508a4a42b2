#include "redundant.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json.h"
#include "table.h"

enum { MOST_COLUMNS = 12, FIRST_COLUMN = 24, CELL = 22 };

static const struct zn_matrix *asked_of(const struct zn_redundancy *r) { return &r->run->study->matrix; }

static const char *layer_of(const struct zn_redundancy *r, int layer) { return r->run->library->overlays[asked_of(r)->layer[layer]].name; }

/* --- For people -------------------------------------------------------------------------------------------------------------------------
 */

/* Whether medians alone must do, for with where nine in ten lie a row would not fit the terminal. */
static int is_brief(const struct zn_redundancy *r) {
  const int columns = cli_columns(stdout);
  return columns && FIRST_COLUMN + CELL * r->n_layers > columns;
}

/* Three digits, without an exponent where people can do without. */
static double three_digits(double value) {
  char text[32];
  snprintf(text, sizeof text, "%.2e", value);
  return strtod(text, NULL);
}

static const char *format_of(double value) { return value >= 1e6 || value < 999.5 ? "%.3g" : "%.0f"; }

static void number_text(char text[24], double value) { snprintf(text, 24, format_of(value), three_digits(value)); }

/* A fold, or the share of ill people where `reading` is below 0. */
static void cell_text(char text[80], const struct zn_cell *cell, int reading, int brief) {
  if (reading < 0) {
    snprintf(text, 80, isfinite(cell->share) ? "%.0f %%" : "-", 100.0 * cell->share);
    return;
  }
  const struct zn_middle *fold = &cell->reading[reading].fold;
  char median[24], low[24], high[24];
  number_text(median, fold->median);
  number_text(low, fold->low);
  number_text(high, fold->high);
  snprintf(text, 80, !isfinite(fold->median) ? "-" : brief ? "%s" : "%s (%s-%s)", median, low, high);
}

static enum cli_ink ink_of(const struct zn_cell *cell, int reading) {
  if (reading < 0) return cell->share >= 0.5 ? CLI_INK_RED : cell->ill ? CLI_INK_BOLD : CLI_INK_PLAIN;
  const struct zn_middle *synergy = &cell->reading[reading].synergy;
  return cell->kind == ZN_CELL_PAIR && synergy->median > 1.05 ? CLI_INK_RED : cell->kind == ZN_CELL_ONE ? CLI_INK_BOLD : CLI_INK_PLAIN;
}

static int add_row(struct cli_table *table, const struct zn_redundancy *r, int layer, int reading) {
  char text[160];
  snprintf(text, sizeof text, "%d %s", layer + 1, layer_of(r, layer));
  int whole = cli_table_add(table, CLI_INK_PLAIN, text);
  for (int k = 0; k < r->n_layers && whole; k++) {
    const struct zn_cell *cell = zn_redundancy_cell(r, layer, k);
    cell_text(text, cell, reading, is_brief(r));
    whole = cli_table_add(table, ink_of(cell, reading), text);
  }
  return whole;
}

static int print_square(const struct zn_redundancy *r, int reading) {
  static const char *const numbers[] = {"1", "2", "3", "4", "5", "6", "7", "8", "9", "10"};
  struct cli_column columns[MOST_COLUMNS] = {{"gone", 0}};
  for (int k = 0; k < r->n_layers; k++) columns[1 + k] = (struct cli_column){numbers[k], 1};
  struct cli_table table = {.columns = columns, .n_columns = 1 + r->n_layers};
  int whole = 1;
  for (int layer = 0; layer < r->n_layers && whole; layer++) whole = add_row(&table, r, layer, reading);
  if (whole) whole = cli_table_print(&table, stdout);
  cli_table_clear(&table);
  return whole;
}

static void print_all(const struct zn_redundancy *r, int reading) {
  char text[80];
  cell_text(text, &r->cell[r->n_cells - 1], reading, 0);
  printf("all of them: %s\n", text);
}

/* Of a pair: only pairs are beyond a product. */
static void name_cell(char text[160], const struct zn_redundancy *r, const struct zn_cell *cell) {
  snprintf(text, 160, "%s and %s", layer_of(r, cell->a), layer_of(r, cell->b));
}

static void print_conclusion(const struct zn_redundancy *r, int k) {
  const int beyond = r->most_beyond[k];
  char pair[160] = "", most[240] = "";
  if (beyond >= 0) {
    name_cell(pair, r, &r->cell[beyond]);
    snprintf(most, sizeof most, "; most beyond it: %s, %.3g times", pair, r->cell[beyond].reading[k].synergy.median);
  }
  cli_prose("%d of %d pairs do clearly more than the product of both alone in most people, %d clearly less%s.", r->more_than_product[k],
            r->n_layers * (r->n_layers - 1) / 2, r->less_than_product[k], most);
}

int cli_redundant_print(const struct zn_redundancy *r) {
  const struct zn_matrix *m = asked_of(r);
  int whole = 1;
  cli_prose(
      "What is lost without layers of defence, %g days after they are gone. In a row and column of the same number that layer alone, "
      "elsewhere both; medians over the same people%s.",
      (m->at_h - m->given_h) / 24.0, is_brief(r) ? " (where nine in ten lie is in matrix.csv)" : ", and where nine in ten lie");
  for (int k = 0; k < r->n_readings && whole; k++) {
    const struct zn_observable_info *info = zn_observable_info(m->reading[k]);
    const int has_unit = strcmp(info->unit, "1") != 0;
    putchar('\n');
    cli_prose("%s: %s, times what it is with nothing gone (%.3g%s%s)", info->name, info->label, r->cell[0].reading[k].value.median,
              has_unit ? " " : "", has_unit ? info->unit : "");
    putchar('\n');
    whole = print_square(r, k);
    print_all(r, k);
    print_conclusion(r, k);
  }
  if (m->ill.places && whole) {
    printf("\nShare who are %s: %s above %g\n\n", m->ill.word, zn_observable_info(m->ill.observable)->name, m->ill.above);
    whole = print_square(r, -1);
    print_all(r, -1);
  }
  return whole;
}

/* --- For programs -----------------------------------------------------------------------------------------------------------------------
 */

/* Adds to an array and passes failure on as NULL. */
static json_t *with(json_t *array, json_t *item) {
  if (!array || json_array_append_new(array, item) == 0) return array;
  json_decref(array);
  return NULL;
}

static json_t *middle(const struct zn_middle *m) {
  return json_pack("{s:o, s:o, s:o}", "median", cli_json_number(m->median), "lo90", cli_json_number(m->low), "hi90",
                   cli_json_number(m->high));
}

static json_t *gone(const struct zn_redundancy *r, const struct zn_cell *cell) {
  json_t *array = json_array();
  for (int k = 0; k < r->n_layers; k++)
    if (cell->kind == ZN_CELL_ALL || k == cell->a || k == cell->b) array = with(array, json_string(layer_of(r, k)));
  return array;
}

static json_t *cell_object(const struct zn_redundancy *r, const struct zn_cell *cell) {
  json_t *readings = json_array();
  for (int k = 0; k < r->n_readings; k++)
    readings = with(readings, json_pack("{s:s, s:o, s:o, s:o}", "reading", zn_observable_info(asked_of(r)->reading[k])->name, "value",
                                        middle(&cell->reading[k].value), "fold", middle(&cell->reading[k].fold), "synergy",
                                        middle(&cell->reading[k].synergy)));
  return json_pack("{s:o, s:i, s:o, s:o, s:o, s:o}", "gone", gone(r, cell), "people", cell->people, "share_ill",
                   cli_json_number(cell->share), "share_ill_lo90", cli_json_number(cell->share_lo90), "share_ill_hi90",
                   cli_json_number(cell->share_hi90), "readings", readings);
}

json_t *cli_redundant_json(const struct zn_redundancy *r) {
  const struct zn_matrix *m = asked_of(r);
  json_t *layers = json_array(), *cells = json_array();
  for (int k = 0; k < r->n_layers; k++) layers = with(layers, json_string(layer_of(r, k)));
  for (int c = 0; c < r->n_cells; c++) cells = with(cells, cell_object(r, &r->cell[c]));
  json_t *ill = !m->ill.places ? json_null()
                               : json_pack("{s:s, s:s, s:o}", "word", m->ill.word, "reading", zn_observable_info(m->ill.observable)->name,
                                           "above", cli_json_number(m->ill.above));
  return json_pack("{s:o, s:o, s:o, s:o, s:o}", "layers", layers, "given_h", cli_json_number(m->given_h), "at_h", cli_json_number(m->at_h),
                   "ill", ill, "cells", cells);
}
