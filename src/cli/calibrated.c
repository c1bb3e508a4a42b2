#include "calibrated.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "table.h"
#include "verdicts.h"

enum { SCORES = 4 };

/* What is scored, in the order of the columns. */
static const char *const score_names[SCORES] = {"fitted", "paper_left_out", "tenth_left_out", "look_up"};

static const struct zn_score *score_of(const struct zn_calibration *c, int which) {
  const struct zn_appraisal *const all[SCORES] = {c->fitted, c->paper_left_out, c->tenth_left_out, c->look_up};
  return &all[which]->overall;
}

/* --- For people ----------------------------------------------------------------------------------------------------------------------- */

__attribute__((format(printf, 2, 3))) static int add(struct cli_table *table, const char *format, ...) {
  char text[160];
  va_list values;
  va_start(values, format);
  vsnprintf(text, sizeof text, format, values);
  va_end(values);
  return cli_table_add(table, CLI_INK_PLAIN, strstr(text, "nan") ? "-" : text);
}

/* "crohn_active: epithelium_constitutive_leak", "solute_leak_share[ascending] and 2 more". */
static void name_of(char text[160], const struct zn_target *t) {
  const char *scope = strchr(t->scope, ' ');
  int n = snprintf(text, 160, "%.60s%s%.*s", scope ? scope + 1 : "", scope ? ": " : "", (int)strcspn(t->name, "|") % 80, t->name);
  if (strchr(t->name, '|') && n > 0 && n < 140) snprintf(text + n, 160 - (size_t)n, " and %d more", t->n_index - 1);
}

static int add_number(struct cli_table *table, const struct zn_calibrated_number *number) {
  const struct zn_calibration_row *r = number->row;
  char name[160];
  name_of(name, &r->target);
  return cli_table_add(table, CLI_INK_PLAIN, name) &&
         cli_table_add(table, CLI_INK_PLAIN, strcmp(r->target.unit, "1") ? r->target.unit : "") &&
         add(table, "%.3g x/ %.2f", r->prior_median, exp(1.645 * r->prior_ln_sd)) && add(table, "%.3g to %.3g", r->low, r->high) &&
         add(table, "%.3g", number->median) && add(table, "%.3g to %.3g", number->lo90, number->hi90) &&
         add(table, "%+.1f", number->moved) && add(table, "%.0f %%", 100.0 * number->learnt) && add(table, "%d", number->rows);
}

static int print_numbers(const struct zn_calibration *c) {
  static const struct cli_column columns[] = {{"number", 0}, {"unit", 0},       {"prior", 1},    {"range", 1}, {"learnt", 1},
                                              {"90 %", 1},   {"moved, SDs", 1}, {"narrower", 1}, {"rows", 1}};
  struct cli_table table = {.columns = columns, .n_columns = sizeof columns / sizeof *columns};
  int whole = 1;
  for (int i = 0; i < c->n && whole; i++) whole = add_number(&table, &c->number[i]);
  return cli_table_end(&table, whole);
}

static int print_spreads(const struct zn_calibration *c) {
  static const struct cli_column columns[] = {{"SD of ln", 0}, {"of", 0},     {"value", 1}, {"90 %", 1},
                                              {"prior", 1},    {"papers", 1}, {"rows", 1}};
  struct cli_table table = {.columns = columns, .n_columns = sizeof columns / sizeof *columns};
  int whole = 1;
  for (int i = 0; i < c->n_spreads && whole; i++) {
    const struct zn_calibrated_spread *s = &c->spread[i];
    whole = add(&table, "%s", s->kind) && add(&table, "%s", s->name) && add(&table, "%.2f", s->sd) &&
            add(&table, "%.2f to %.2f", s->lo90, s->hi90) && add(&table, "%.2f", s->prior_median) && add(&table, "%d", s->papers) &&
            add(&table, "%d", s->rows);
  }
  putchar('\n');
  return cli_table_end(&table, whole);
}

static int print_scores(const struct zn_calibration *c) {
  static const char *const words[SCORES] = {"fitted", "each paper left out", "each tenth of papers left out", "look-up table"};
  static const struct cli_column columns[] = {{"", 0},         {"rows", 1},  {"GMFE", 1},      {"within 1.5", 1}, {"within 2", 1},
                                              {"coverage", 1}, {"width", 1}, {"contrasts", 1}, {"direction", 1},  {"their GMFE", 1}};
  struct cli_table table = {.columns = columns, .n_columns = sizeof columns / sizeof *columns};
  int whole = 1;
  for (int i = 0; i < SCORES && whole; i++) {
    const struct zn_score *s = score_of(c, i);
    whole = add(&table, "%s", words[i]) && add(&table, "%d", s->in_scope) && add(&table, "%.3f", s->gmfe) &&
            add(&table, "%.1f %%", 100.0 * s->within_1_5_fold) && add(&table, "%.1f %%", 100.0 * s->within_2_fold) &&
            add(&table, "%.1f %%", 100.0 * s->coverage_90) && add(&table, "%.2f", s->median_width_fold) &&
            add(&table, "%d", s->contrasts) && add(&table, "%.1f %%", 100.0 * s->direction_right) && add(&table, "%.3f", s->contrast_gmfe);
  }
  putchar('\n');
  return cli_table_end(&table, whole);
}

int cli_calibrated_print(const struct zn_calibration *c) {
  const int whole = print_numbers(c) && print_spreads(c) && print_scores(c);
  if (whole)
    printf("\n%d steps; another would move no number by more than %.2f of its posterior SD%s.\n", c->steps, c->left,
           c->settled ? "" : ": the fit has NOT come to rest");
  return whole;
}

/* --- For programs --------------------------------------------------------------------------------------------------------------------- */

static json_t *numbers_json(const struct zn_calibration *c) {
  json_t *list = json_array();
  for (int i = 0; i < c->n; i++) {
    const struct zn_calibrated_number *n = &c->number[i];
    const struct zn_calibration_row *r = n->row;
    list = cli_json_with(
        list, json_pack("{s:s, s:s, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:i}", "scope", r->target.scope, "name",
                        r->target.name, "unit", r->target.unit, "prior_median", cli_json_number(r->prior_median), "prior_ln_sd",
                        cli_json_number(r->prior_ln_sd), "low", cli_json_number(r->low), "high", cli_json_number(r->high), "median",
                        cli_json_number(n->median), "lo90", cli_json_number(n->lo90), "hi90", cli_json_number(n->hi90), "moved",
                        cli_json_number(n->moved), "narrower", cli_json_number(n->learnt), "rows", n->rows));
  }
  return list;
}

static json_t *spreads_json(const struct zn_calibration *c) {
  json_t *list = json_array();
  for (int i = 0; i < c->n_spreads; i++) {
    const struct zn_calibrated_spread *s = &c->spread[i];
    list = cli_json_with(
        list, json_pack("{s:s, s:s, s:o, s:o, s:o, s:i, s:i}", "kind", s->kind, "name", s->name, "sd", cli_json_number(s->sd), "lo90",
                        cli_json_number(s->lo90), "hi90", cli_json_number(s->hi90), "papers", s->papers, "rows", s->rows));
  }
  return list;
}

json_t *cli_calibrated_json(const struct zn_calibration *c) {
  json_t *all =
      json_pack("{s:i, s:b, s:o, s:i}", "steps", c->steps, "settled", c->settled, "left", cli_json_number(c->left), "members", c->members);
  if (!all) return NULL;
  for (int i = 0; i < SCORES; i++) json_object_set_new(all, score_names[i], cli_score_json(score_of(c, i)));
  json_object_set_new(all, "numbers", numbers_json(c));
  json_object_set_new(all, "spreads", spreads_json(c));
  return all;
}
