#include "matched.h"

#include <math.h>

#include "table.h"

/* Cells of a matrix or map and arms of a trial are the same people: they are told once. */
static int is_told(const struct zn_study *study, int cohort) {
  const struct zn_cohort *c = &study->cohorts[cohort];
  for (int k = 0; k < cohort; k++)
    if (study->cohorts[k].matching == c->matching && study->cohorts[k].seed == c->seed) return 0;
  return c->matching != NULL;
}

int cli_is_matched(const struct zn_study *study) {
  for (int c = 0; c < study->n_cohorts; c++)
    if (is_told(study, c)) return 1;
  return 0;
}

static void find_drawn(double drawn[ZN_MOST_WANTED], const struct zn_cohort *cohort, const struct zn_library *library) {
  if (zn_matching_drawn(drawn, cohort, library, NULL) == ZN_OK) return;
  for (int i = 0; i < ZN_MOST_WANTED; i++) drawn[i] = NAN;
}

static int add_row(struct cli_table *table, const struct zn_cohort *cohort, const struct zn_wanted *w, double drawn) {
  return cli_table_add(table, CLI_INK_PLAIN, cohort->name) && cli_table_add(table, CLI_INK_PLAIN, zn_wanted_word(w->summary)) &&
         cli_table_add(table, CLI_INK_PLAIN, zn_wanted_name(w)) &&
         cli_table_number(table, w->value, "%.4g", zn_wanted_shown(w, w->value)) &&
         cli_table_number(table, w->reached, "%.4g", zn_wanted_shown(w, w->reached)) &&
         cli_table_number(table, drawn, "%.4g", zn_wanted_shown(w, drawn)) &&
         cli_table_number(table, w->natural, "%.4g", zn_wanted_shown(w, w->natural)) && cli_table_number(table, w->tilt, "%.3g", w->tilt) &&
         cli_table_add(table, CLI_INK_PLAIN, zn_wanted_unit(w));
}

static int add_cohort(struct cli_table *table, const struct zn_cohort *cohort, const struct zn_library *library) {
  double drawn[ZN_MOST_WANTED];
  int whole = 1;
  find_drawn(drawn, cohort, library);
  for (int i = 0; i < cohort->matching->n && whole; i++) whole = add_row(table, cohort, &cohort->matching->wanted[i], drawn[i]);
  return whole;
}

static void say_price(const struct zn_cohort *cohort) {
  const struct zn_matching *m = cohort->matching;
  printf("%s: one candidate in %.3g is taken; the %d weighted people behind it are worth %.0f equal ones\n", cohort->name,
         1.0 / m->acceptance, m->pilot, m->effective_share * m->pilot);
}

int cli_matched_print(const struct zn_study *study, const struct zn_library *library) {
  static const struct cli_column columns[] = {{"matched", 0},      {"", 0},        {"of", 0},   {"wanted", 1}, {"weighted", 1},
                                              {"these people", 1}, {"without", 1}, {"tilt", 1}, {"unit", 0}};
  struct cli_table table = {.columns = columns, .n_columns = 9, .width = cli_columns(stdout)};
  int whole = 1;
  if (!cli_is_matched(study)) return 1;
  for (int c = 0; c < study->n_cohorts && whole; c++)
    if (is_told(study, c)) whole = add_cohort(&table, &study->cohorts[c], library);
  if (!cli_table_end(&table, whole)) return 0;
  for (int c = 0; c < study->n_cohorts; c++)
    if (is_told(study, c)) say_price(&study->cohorts[c]);
  putchar('\n');
  return 1;
}

/* --- For programs -------------------------------------------------------------------------------------------------------------------- */

static json_t *number(const struct zn_wanted *w, double value) { return cli_json_number(zn_wanted_shown(w, value)); }

static json_t *wanted_object(const struct zn_wanted *w, double drawn) {
  return json_pack("{s:s, s:s, s:s, s:o, s:o, s:o, s:o, s:o}", "summary", zn_wanted_word(w->summary), "of", zn_wanted_name(w), "unit",
                   zn_wanted_unit(w), "wanted", number(w, w->value), "weighted", number(w, w->reached), "these_people", number(w, drawn),
                   "without", number(w, w->natural), "tilt", cli_json_number(w->tilt));
}

static json_t *cohort_object(const struct zn_cohort *cohort, const struct zn_library *library) {
  const struct zn_matching *m = cohort->matching;
  double drawn[ZN_MOST_WANTED];
  json_t *numbers = json_array();
  find_drawn(drawn, cohort, library);
  for (int i = 0; i < m->n; i++) numbers = cli_json_with(numbers, wanted_object(&m->wanted[i], drawn[i]));
  return json_pack("{s:s, s:o, s:i, s:o, s:o}", "cohort", cohort->name, "acceptance", cli_json_number(m->acceptance), "weighted_people",
                   m->pilot, "worth", cli_json_number(m->effective_share * m->pilot), "numbers", numbers);
}

json_t *cli_matched_json(const struct zn_study *study, const struct zn_library *library) {
  json_t *all = json_array();
  for (int c = 0; c < study->n_cohorts; c++)
    if (is_told(study, c)) all = cli_json_with(all, cohort_object(&study->cohorts[c], library));
  return all;
}
