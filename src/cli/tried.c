#include "tried.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "table.h"

static void found_text(char text[64], const struct zn_criterion *c, const struct zn_criterion_result *r) {
  if (c->kind == ZN_CRITERION_EACH)
    snprintf(text, 64, "true of %.4g %%", 100.0 * r->statistic);
  else
    snprintf(text, 64, isnan(r->statistic) ? "no value" : "%.4g", r->statistic);
}

static int add_row(struct cli_table *table, const struct zn_criterion *c, const struct zn_criterion_result *r) {
  char *words, found[64];
  if (zn_criterion_words(&words, c, NULL) != ZN_OK) return 0;
  found_text(found, c, r);
  const int whole = cli_table_add(table, CLI_INK_PLAIN, c->label) && cli_table_add(table, CLI_INK_PLAIN, words) &&
                    cli_table_add(table, CLI_INK_BOLD, found) &&
                    cli_table_add(table, r->holds ? CLI_INK_GREEN : CLI_INK_RED, r->holds ? "yes" : "no");
  free(words);
  return whole;
}

int cli_tried_print(const struct zn_study *study, const struct zn_experiment_result *result) {
  static const struct cli_column columns[] = {{"what must hold", 0}, {"asked", 0}, {"found", 1}, {"holds", 0}};
  struct cli_table table = {.columns = columns, .n_columns = sizeof columns / sizeof *columns};
  int whole = 1;
  puts(study->experiment->asks);
  for (int k = 0; k < result->n_criteria && whole; k++)
    whole = add_row(&table, &study->experiment->criterion[k], &result->intact.criterion[k]);
  if (whole) whole = cli_table_print(&table, stdout);
  cli_table_clear(&table);
  printf("By the numbers of the table alone; over the calibrated ensemble: zonula claims %s\n", *study->file ? study->file : study->name);
  return whole;
}
