#include "verdicts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "table.h"

enum { LONGEST_SITUATION = 44 };

/* --- For people ----------------------------------------------------------------------------------------------------------------------- */

/* "percent_of_dose" as people write it. */
static const char *unit_words(const char *unit) {
  static const char *const words[][2] = {{"percent_of_dose", "%"}, {"ratio", ""}, {"ohm_cm2", "ohm cm2"}};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (strcmp(unit, words[i][0]) == 0) return words[i][1];
  return unit;
}

/* A long story, such as seven infusions, is cut; the files have it whole. */
static int add_situation(struct cli_table *table, const char *situation) {
  char text[LONGEST_SITUATION + 8];
  size_t length = strlen(situation);
  if (length <= LONGEST_SITUATION) return cli_table_add(table, CLI_INK_PLAIN, situation);
  for (length = LONGEST_SITUATION - 1; length && ((unsigned char)situation[length] & 0xC0) == 0x80;) length--;
  snprintf(text, sizeof text, "%.*s…", (int)length, situation);
  return cli_table_add(table, CLI_INK_PLAIN, text);
}

static int add_judgement(struct cli_table *table, const struct zn_verdict *v) {
  if (!v->in_scope) return cli_table_add(table, CLI_INK_FAINT, v->reason);
  if (!isfinite(v->lo90)) return cli_table_add(table, CLI_INK_PLAIN, "-");
  return cli_table_add(table, v->inside ? CLI_INK_GREEN : CLI_INK_RED, v->inside ? "inside" : "outside");
}

static int add_row(struct cli_table *table, const struct zn_published *row, const struct zn_verdict *v) {
  return cli_table_add(table, CLI_INK_PLAIN, row->id) && add_situation(table, v->in_scope ? v->situation : row->condition) &&
         cli_table_add(table, CLI_INK_PLAIN, row->probe) && cli_table_number(table, v->predicted, "%.3g", v->predicted) &&
         cli_table_number(table, v->lo90, "%.3g to %.3g", v->lo90, v->hi90) &&
         cli_table_number(table, v->in_scope ? v->reported : row->value, "%.3g", v->in_scope ? v->reported : row->value) &&
         cli_table_add(table, CLI_INK_PLAIN, unit_words(row->unit)) && cli_table_number(table, v->fold_error, "%.2f", v->fold_error) &&
         add_judgement(table, v);
}

static int print_rows(const struct zn_appraisal *appraisal) {
  static const struct cli_column columns[] = {{"row", 0},      {"situation", 0}, {"probe", 0}, {"predicted", 1}, {"90 % interval", 1},
                                              {"reported", 1}, {"unit", 0},      {"fold", 1},  {"verdict", 0}};
  struct cli_table table = {.columns = columns, .n_columns = sizeof columns / sizeof *columns, .width = cli_columns(stdout)};
  int whole = 1;
  for (int i = 0; i < appraisal->table->n && whole; i++) whole = add_row(&table, &appraisal->table->rows[i], &appraisal->verdict[i]);
  return cli_table_end(&table, whole);
}

static int add_score(struct cli_table *table, const char *name, const struct zn_score *s) {
  return cli_table_add(table, CLI_INK_PLAIN, name) && cli_table_number(table, 0.0, "%d of %d", s->in_scope, s->rows) &&
         cli_table_number(table, s->gmfe, "%.2f", s->gmfe) &&
         cli_table_number(table, s->within_1_5_fold, "%.0f %%", 100.0 * s->within_1_5_fold) &&
         cli_table_number(table, s->within_2_fold, "%.0f %%", 100.0 * s->within_2_fold) &&
         cli_table_number(table, s->coverage_90, "%.0f %%", 100.0 * s->coverage_90) &&
         cli_table_number(table, s->median_width_fold, "%.2f", s->median_width_fold) &&
         cli_table_number(table, s->contrasts ? 0.0 : NAN, "%d", s->contrasts) &&
         cli_table_number(table, s->direction_right, "%.0f %%", 100.0 * s->direction_right) &&
         cli_table_number(table, s->contrast_gmfe, "%.2f", s->contrast_gmfe);
}

/* Groups without a row in scope are in the files, not here. */
static int print_groups(const struct zn_appraisal *appraisal, const char *kind) {
  const struct cli_column columns[] = {{kind, 0},       {"in scope", 1}, {"GMFE", 1},      {"within 1.5", 1}, {"within 2", 1},
                                       {"coverage", 1}, {"width", 1},    {"contrasts", 1}, {"direction", 1},  {"their GMFE", 1}};
  struct cli_table table = {.columns = columns, .n_columns = sizeof columns / sizeof *columns};
  int whole = 1;
  for (int g = 0; g < appraisal->n_groups && whole; g++)
    if (strcmp(appraisal->group[g].kind, kind) == 0 && appraisal->group[g].score.in_scope)
      whole = add_score(&table, appraisal->group[g].name, &appraisal->group[g].score);
  if (whole) whole = add_score(&table, "all", &appraisal->overall);
  putchar('\n');
  return cli_table_end(&table, whole);
}

/* "80 %", or "-". */
static void share_text(char text[16], double share) {
  if (isfinite(share))
    snprintf(text, 16, "%.0f %%", 100.0 * share);
  else
    strcpy(text, "-");
}

static void print_summary(const struct zn_appraisal *appraisal) {
  const struct zn_score *s = &appraisal->overall;
  char close[16], near[16], inside[16], right[16];
  share_text(close, s->within_1_5_fold);
  share_text(near, s->within_2_fold);
  share_text(inside, s->coverage_90);
  share_text(right, s->direction_right);
  printf("\n%d of %d rows can be represented.", s->in_scope, s->rows);
  if (s->in_scope)
    printf(
        " Geometric mean fold error %.2f; within 1.5-fold %s, within 2-fold %s.\n90 %% intervals hold %s of the reported values; their "
        "median width (high over low) is %.2f.",
        s->gmfe, close, near, inside, s->median_width_fold);
  putchar('\n');
  if (s->contrasts)
    printf("%d contrasts within papers: %s in the right direction, geometric mean fold error %.2f.\n", s->contrasts, right,
           s->contrast_gmfe);
}

int cli_verdicts_print(const struct zn_appraisal *appraisal) {
  const int whole =
      print_rows(appraisal) && print_groups(appraisal, "test") && print_groups(appraisal, "condition") && print_groups(appraisal, "probe");
  if (whole) print_summary(appraisal);
  return whole;
}

/* --- For programs --------------------------------------------------------------------------------------------------------------------- */

json_t *cli_score_json(const struct zn_score *s) {
  return json_pack("{s:i, s:i, s:o, s:o, s:o, s:o, s:o, s:{s:i, s:o, s:o}}", "rows", s->rows, "in_scope", s->in_scope, "gmfe",
                   cli_json_number(s->gmfe), "within_1_5_fold", cli_json_number(s->within_1_5_fold), "within_2_fold",
                   cli_json_number(s->within_2_fold), "coverage_90", cli_json_number(s->coverage_90), "median_width_fold",
                   cli_json_number(s->median_width_fold), "contrasts", "n", s->contrasts, "direction_right",
                   cli_json_number(s->direction_right), "gmfe", cli_json_number(s->contrast_gmfe));
}

static json_t *group_object(const struct zn_score_group *g) {
  return cli_json_joined(json_pack("{s:s, s:s}", "by", g->kind, "name", g->name), cli_score_json(&g->score));
}

static json_t *row_object(const struct zn_published *row, const struct zn_verdict *v) {
  return json_pack("{s:s, s:i, s:b, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:i, s:o, s:o, s:o, s:o, s:o, s:o}", "id", row->id, "line",
                   row->line, "in_scope", v->in_scope, "reason", v->reason, "assumed", v->assumed, "situation", v->situation, "test",
                   v->test, "condition", v->condition, "probe", v->probe, "unit", row->unit, "people", v->people, "predicted",
                   cli_json_number(v->predicted), "lo90", cli_json_number(v->lo90), "hi90", cli_json_number(v->hi90), "reported",
                   cli_json_number(v->in_scope ? v->reported : row->value), "fold_error", cli_json_number(v->fold_error), "inside",
                   v->in_scope && isfinite(v->lo90) ? json_boolean(v->inside) : json_null());
}

json_t *cli_verdicts_json(const struct zn_appraisal *appraisal) {
  json_t *groups = json_array(), *detail = json_array();
  for (int g = 0; g < appraisal->n_groups; g++) groups = cli_json_with(groups, group_object(&appraisal->group[g]));
  for (int i = 0; i < appraisal->table->n; i++)
    detail = cli_json_with(detail, row_object(&appraisal->table->rows[i], &appraisal->verdict[i]));
  return cli_json_with_key(cli_json_with_key(cli_score_json(&appraisal->overall), "groups", groups), "detail", detail);
}
