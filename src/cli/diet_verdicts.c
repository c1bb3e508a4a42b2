#include "diet_verdicts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "table.h"

enum { LONGEST_NAME = 36 };

static const char *direction_word(int direction) {
  static const char *const words[] = {"down", "none", "up"};
  return words[direction + 1];
}

/* --- For people ----------------------------------------------------------------------------------------------------------------------- */

static int add_short(struct cli_table *table, const char *name) {
  char text[LONGEST_NAME + 8];
  size_t length = strlen(name);
  if (length <= LONGEST_NAME) return cli_table_add(table, CLI_INK_PLAIN, name);
  for (length = LONGEST_NAME - 1; length && ((unsigned char)name[length] & 0xC0) == 0x80;) length--;
  snprintf(text, sizeof text, "%.*s…", (int)length, name);
  return cli_table_add(table, CLI_INK_PLAIN, text);
}

/* "up 1.30", "none", "-". */
static int add_move(struct cli_table *table, int known, int direction, double fold) {
  char text[48] = "-";
  if (known) snprintf(text, sizeof text, isfinite(fold) ? "%s %.2f" : "%s", direction_word(direction), fold);
  return cli_table_add(table, CLI_INK_PLAIN, text);
}

static int add_row(struct cli_table *table, const struct zn_diet_row *row, const struct zn_diet_verdict *v) {
  const enum cli_ink ink = !v->in_scope ? CLI_INK_FAINT : v->direction_right ? CLI_INK_GREEN : CLI_INK_RED;
  return cli_table_add(table, CLI_INK_PLAIN, row->id) && add_short(table, row->intervention) && add_short(table, row->outcome) &&
         add_move(table, v->in_scope, v->reported_direction, v->reported) &&
         add_move(table, v->in_scope, v->predicted_direction, v->predicted) &&
         cli_table_add(table, ink,
                       !v->in_scope         ? v->reason
                       : v->direction_right ? "same way"
                                            : "not so");
}

static void print_summary(const struct zn_diet_score *s) {
  printf("\n%d of %d outcomes of diets can be represented.", s->in_scope, s->rows);
  if (s->in_scope)
    printf(" In %d of them (%.0f %%) the model agrees: %d of %d reported changes, %d of %d reported absences of change.", s->right,
           100.0 * s->direction_right, s->changes_right, s->changes, s->nulls_right, s->nulls);
  if (s->folds) printf("\nGeometric mean fold error of the %d reported folds: %.2f.", s->folds, s->gmfe);
  putchar('\n');
}

int cli_diet_verdicts_print(const struct zn_diet_appraisal *a) {
  static const struct cli_column columns[] = {{"row", 0},      {"intervention", 0}, {"outcome", 0},
                                              {"reported", 0}, {"predicted", 0},    {"verdict", 0}};
  struct cli_table table = {.columns = columns, .n_columns = sizeof columns / sizeof *columns, .width = cli_columns(stdout)};
  int whole = 1;
  for (int i = 0; i < a->table->n && whole; i++) whole = add_row(&table, &a->table->rows[i], &a->verdict[i]);
  if (whole) whole = cli_table_print(&table, stdout);
  cli_table_clear(&table);
  if (whole) print_summary(&a->score);
  return whole;
}

/* --- For programs --------------------------------------------------------------------------------------------------------------------- */

static json_t *direction_json(int known, int direction) { return known ? json_string(direction_word(direction)) : json_null(); }

static json_t *row_object(const struct zn_diet_row *row, const struct zn_diet_verdict *v) {
  const int in = v->in_scope;
  return json_pack("{s:s, s:i, s:b, s:s, s:s, s:s, s:s, s:[o, o], s:o, s:[o, o], s:o, s:o, s:o, s:o, s:o}", "id", row->id, "line",
                   row->line, "in_scope", in, "reason", v->reason, "assumed", v->assumed, "simulated", v->simulated, "measured",
                   v->measured, "medians", cli_json_number(v->value[0]), cli_json_number(v->value[1]), "predicted_fold",
                   cli_json_number(v->predicted), "people_90", cli_json_number(v->low90), cli_json_number(v->high90), "reported_fold",
                   in ? cli_json_number(v->reported) : json_null(), "fold_error", cli_json_number(v->fold_error), "predicted_direction",
                   direction_json(in, v->predicted_direction), "reported_direction", direction_json(in, v->reported_direction),
                   "direction_right", in ? json_boolean(v->direction_right) : json_null());
}

json_t *cli_diet_verdicts_json(const struct zn_diet_appraisal *a) {
  const struct zn_diet_score *s = &a->score;
  json_t *detail = json_array();
  for (int i = 0; i < a->table->n; i++) detail = cli_json_with(detail, row_object(&a->table->rows[i], &a->verdict[i]));
  return json_pack("{s:i, s:i, s:i, s:o, s:{s:i, s:i}, s:{s:i, s:i}, s:{s:i, s:o}, s:o}", "rows", s->rows, "in_scope", s->in_scope,
                   "people", a->people, "direction_right", cli_json_number(s->direction_right), "changes", "n", s->changes, "right",
                   s->changes_right, "nulls", "n", s->nulls, "right", s->nulls_right, "folds", "n", s->folds, "gmfe",
                   cli_json_number(s->gmfe), "detail", detail);
}
