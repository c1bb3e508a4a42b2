#include "told.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json.h"
#include "table.h"

/* --- For people ----------------------------------------------------------------------------------------------------------------------- */

/* A cell with numbers in it; a dash where `value` is none. */
__attribute__((format(printf, 4, 5))) static int add(struct cli_table *table, enum cli_ink ink, double value, const char *format, ...) {
  char text[96] = "-";
  va_list values;
  va_start(values, format);
  if (isfinite(value)) vsnprintf(text, sizeof text, format, values);
  va_end(values);
  return cli_table_add(table, ink, text);
}

static int add_entry(struct cli_table *table, const struct zn_told_group *group, int e) {
  const struct zn_told_by *by = &group->by[e];
  const struct zn_roc *r = &by->roc;
  const enum cli_ink ink = e == group->best ? CLI_INK_GREEN : e == group->worst ? CLI_INK_RED : CLI_INK_BOLD;
  const char *note = e == group->best ? "best single test" : e == group->worst ? "worst single test" : "";
  return cli_table_add(table, CLI_INK_PLAIN, by->label) && add(table, ink, r->auc, "%.3f", r->auc) &&
         add(table, CLI_INK_PLAIN, r->lo95, "%.3f to %.3f", r->lo95, r->hi95) &&
         add(table, CLI_INK_PLAIN, r->hits_90, "%.0f %%", 100.0 * r->hits_90) &&
         add(table, CLI_INK_PLAIN, r->rank_correlation, "%.2f", r->rank_correlation) &&
         (*note ? cli_table_add(table, ink, note)
                : add(table, CLI_INK_PLAIN, by->gain, "%+.3f (%+.3f to %+.3f)", by->gain, by->gain_lo95, by->gain_hi95));
}

/* Entries by falling area; those without one last. */
static void order_entries(int *order, const struct zn_told_group *group, int n) {
  for (int i = 0; i < n; i++) {
    const double auc = group->by[i].roc.auc;
    int k = i;
    for (; k > 0 && isfinite(auc) && !(group->by[order[k - 1]].roc.auc >= auc); k--) order[k] = order[k - 1];
    order[k] = i;
  }
}

static int print_group(const struct zn_discrimination *d, const struct zn_told_group *group) {
  static const struct cli_column columns[] = {{"test", 0},          {"AUC", 1},
                                              {"95 % interval", 1}, {"found at 90 % specificity", 1},
                                              {"rank corr.", 1},    {"against the best single test", 1}};
  const int n = d->n_tests + d->n_combinations;
  struct cli_table table = {.columns = columns, .n_columns = sizeof columns / sizeof *columns};
  int *order = malloc((size_t)n * sizeof *order), whole = order != NULL;
  printf("\n%s: %d people, %d above\n\n", group->label, group->people, group->having);
  if (whole) order_entries(order, group, n);
  for (int i = 0; i < n && whole; i++) whole = add_entry(&table, group, order[i]);
  if (whole) whole = cli_table_print(&table, stdout);
  cli_table_clear(&table);
  free(order);
  return whole;
}

static void print_conclusion(const struct zn_told_group *group) {
  char text[1000];
  if (group->best < 0) return;
  const struct zn_told_by *best = &group->by[group->best], *worst = &group->by[group->worst];
  int n = snprintf(text, sizeof text, "Of single tests %s tells most (AUC %.2f) and %s least (%.2f).", best->label, best->roc.auc,
                   worst->label, worst->roc.auc);
  if (group->best_combination >= 0) {
    const struct zn_told_by *c = &group->by[group->best_combination];
    snprintf(
        text + n, sizeof text - (size_t)n,
        " Of combinations, %s tells most (%.2f): %+.3f (%+.3f to %+.3f) against the best single test, in people whom it was not fitted "
        "to.",
        c->label, c->roc.auc, c->gain, c->gain_lo95, c->gain_hi95);
  }
  putchar('\n');
  cli_wrap(stdout, text, 0, cli_prose_columns(stdout));
  putchar('\n');
}

int cli_told_print(const struct zn_discrimination *d) {
  const struct zn_discriminate *asked = &d->run->study->discriminate;
  const struct zn_observable_info *info = zn_observable_info(asked->observable);
  int whole = 1;
  printf("Which test tells who has %s above %g%s%s?\n", info->name, asked->above, strcmp(info->unit, "1") ? " " : "",
         strcmp(info->unit, "1") ? info->unit : "");
  if (d->left_out) printf("%d people without a number for every test do not count.\n", d->left_out);
  for (int g = 0; g < d->n_groups && whole; g++) {
    whole = print_group(d, &d->group[g]);
    if (g == 0) print_conclusion(&d->group[g]);
  }
  return whole;
}

/* --- For programs --------------------------------------------------------------------------------------------------------------------- */

static json_t *weights(const struct zn_discrimination *d, const struct zn_told_by *by, int e) {
  if (e < d->n_tests) return json_null();
  const struct zn_study *study = d->run->study;
  const struct zn_combination *c = &study->discriminate.combination[e - d->n_tests];
  json_t *array = json_array();
  for (int j = 0; j < c->n; j++)
    array = cli_json_with(array, json_pack("{s:s, s:o}", "test", study->reported[study->n_reported + c->test[j]].label, "weight",
                                           cli_json_number(j < by->n_weights ? by->weight[j] : NAN)));
  return array;
}

static json_t *entry(const struct zn_discrimination *d, const struct zn_told_group *group, int e) {
  const struct zn_told_by *by = &group->by[e];
  const struct zn_study *study = d->run->study;
  const struct zn_roc *r = &by->roc;
  return json_pack("{s:s, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "label", by->label, "unit",
                   e < d->n_tests ? study->reported[study->n_reported + e].unit : "ln odds", "auc", cli_json_number(r->auc), "lo95",
                   cli_json_number(r->lo95), "hi95", cli_json_number(r->hi95), "sensitivity_90", cli_json_number(r->hits_90),
                   "threshold_90", cli_json_number(r->threshold_90), "youden_threshold", cli_json_number(r->youden.threshold),
                   "youden_sensitivity", cli_json_number(r->youden.hits), "youden_specificity",
                   cli_json_number(1.0 - r->youden.false_alarms), "rank_correlation", cli_json_number(r->rank_correlation), "gain",
                   cli_json_number(by->gain), "gain_lo95", cli_json_number(by->gain_lo95), "gain_hi95", cli_json_number(by->gain_hi95),
                   "weights", weights(d, by, e));
}

static json_t *label_of(const struct zn_told_group *group, int e) { return e < 0 ? json_null() : json_string(group->by[e].label); }

static json_t *group_object(const struct zn_discrimination *d, const struct zn_told_group *group) {
  json_t *entries = json_array();
  for (int e = 0; e < d->n_tests + d->n_combinations; e++) entries = cli_json_with(entries, entry(d, group, e));
  return json_pack("{s:s, s:i, s:i, s:o, s:o, s:o, s:o}", "group", group->label, "people", group->people, "above", group->having, "best",
                   label_of(group, group->best), "worst", label_of(group, group->worst), "best_combination",
                   label_of(group, group->best_combination), "tests", entries);
}

static json_t *cohort_object(const struct zn_discrimination *d, int c) {
  const struct zn_told_cohort *told = &d->cohort[c];
  json_t *mistakes = json_array();
  for (int e = 0; e < d->n_tests + d->n_combinations; e++)
    mistakes = cli_json_with(mistakes, json_pack("{s:s, s:o, s:o}", "label", d->group[0].by[e].label, "false_alarms",
                                                 cli_json_number(told->false_alarms[e]), "found", cli_json_number(told->hits[e])));
  return json_pack("{s:s, s:i, s:i, s:o, s:o}", "cohort", d->run->study->cohorts[c].name, "people", told->people, "above", told->having,
                   "median_truth", cli_json_number(told->median_truth), "at_threshold_90", mistakes);
}

json_t *cli_told_json(const struct zn_discrimination *d) {
  const struct zn_discriminate *asked = &d->run->study->discriminate;
  json_t *groups = json_array(), *cohorts = json_array();
  for (int g = 0; g < d->n_groups; g++) groups = cli_json_with(groups, group_object(d, &d->group[g]));
  for (int c = 0; c < d->run->study->n_cohorts; c++) cohorts = cli_json_with(cohorts, cohort_object(d, c));
  return json_pack("{s:s, s:o, s:s, s:o, s:i, s:o, s:o}", "truth", zn_observable_info(asked->observable)->name, "above",
                   cli_json_number(asked->above), "unit", zn_observable_info(asked->observable)->unit, "time_h",
                   cli_json_number(asked->time_h), "left_out", d->left_out, "groups", groups, "cohorts", cohorts);
}
