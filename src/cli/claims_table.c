#include "claims_table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "table.h"

enum { OTHER_COLUMNS = 83, SHORTEST_CLAIM = 28, LONGEST_TEXT = 640 };

enum zn_claim_verdict cli_claim_verdict(const struct cli_claims *claims, int row, const struct zn_experiment_result **result) {
  return zn_claim_try(&claims->claims->claims[row], claims->results.fresh, result);
}

const struct zn_criterion_result *cli_worst_of(const struct zn_outcome *outcome) { return &outcome->criterion[outcome->worst]; }

void cli_grade_words(char words[24], enum zn_claim_grade grade) {
  snprintf(words, 24, "%s", zn_claim_grade_name(grade));
  for (char *c = words; *c; c++)
    if (*c == '_') *c = ' ';
}

enum cli_ink cli_verdict_ink(enum zn_claim_verdict verdict) {
  switch (verdict) {
    case ZN_CLAIM_HOLDS:
      return CLI_INK_GREEN;
    case ZN_CLAIM_FAILS:
    case ZN_CLAIM_STALE:
      return CLI_INK_RED;
    default:
      return CLI_INK_FAINT;
  }
}

/* --- Rows -------------------------------------------------------------------------------------------------------------------------- */

/* A claim cut after a word, to at most `width` characters. */
static void shorten(char text[LONGEST_TEXT], const char *claim, int width) {
  size_t cut = 0, i = 0;
  for (int used = 0; claim[i]; i++) {
    used += ((unsigned char)claim[i] & 0xC0) != 0x80;
    if (claim[i] == ' ' && used <= width) cut = i;
    if (used > width) break;
  }
  if (!width || !claim[i] || !cut)
    snprintf(text, LONGEST_TEXT, "%s", claim);
  else
    snprintf(text, LONGEST_TEXT, "%.*s…", (int)cut, claim);
}

/* Characters that are left for the claim beside the other columns; 0: it need not be cut, for nobody looks on a terminal, or it stands on a
 * line of its own. */
static int claim_width(void) {
  const int left = cli_columns(stdout) - OTHER_COLUMNS;
  return left < SHORTEST_CLAIM ? 0 : left;
}

/* What the worst criterion counts: "99 % (98-99) of people", "81 % (58-95) of sets". */
static void survival_text(char text[48], const struct zn_experiment_result *result) {
  if (!result) {
    strcpy(text, "-");
    return;
  }
  const struct zn_criterion_result *c = cli_worst_of(&result->intact);
  snprintf(text, 48, "%.0f %% (%.0f-%.0f) of %s", 100.0 * c->survives, 100.0 * c->lo90, 100.0 * c->hi90,
           c->kind == ZN_CRITERION_EACH ? "people" : "sets");
}

static int add_row(struct cli_table *table, const struct cli_claims *claims, int row) {
  const struct zn_claim *claim = &claims->claims->claims[row];
  const struct zn_experiment_result *result;
  const enum zn_claim_verdict verdict = cli_claim_verdict(claims, row, &result);
  const char *tag = claim->tag == ZN_CLAIM_NOT_SIMULATABLE ? "-" : zn_claim_tag_name(claim->tag);
  const int outdated = zn_claim_is_outdated(claim);
  const char *note = claim->must_hold && outdated ? "must hold, changed" : claim->must_hold ? "must hold" : outdated ? "changed" : "";
  char text[LONGEST_TEXT], grade[24], survives[48];
  cli_grade_words(grade, claim->grade);
  survival_text(survives, result);
  shorten(text, claim->claim, claim_width());
  return cli_table_add(table, CLI_INK_BOLD, claim->id) && cli_table_add(table, outdated ? CLI_INK_RED : CLI_INK_PLAIN, grade) &&
         cli_table_add(table, CLI_INK_PLAIN, tag) && cli_table_add(table, cli_verdict_ink(verdict), zn_claim_verdict_words(verdict)) &&
         cli_table_add(table, CLI_INK_PLAIN, survives) && cli_table_add(table, outdated ? CLI_INK_RED : CLI_INK_PLAIN, note) &&
         cli_table_add(table, CLI_INK_PLAIN, text);
}

static int print_rows(const struct cli_claims *claims) {
  static const struct cli_column columns[] = {{"id", 0},          {"grade", 0}, {"tag", 0},  {"experiment", 0},
                                              {"survives in", 1}, {"", 0},      {"claim", 0}};
  struct cli_table table = {.columns = columns, .n_columns = sizeof columns / sizeof *columns, .width = cli_columns(stdout)};
  int whole = 1;
  for (int i = 0; i < claims->n_chosen && whole; i++) whole = add_row(&table, claims, claims->chosen[i]);
  if (whole) whole = cli_table_print(&table, stdout);
  cli_table_clear(&table);
  return whole;
}

/* --- What has changed -------------------------------------------------------------------------------------------------------------- */

static int add_change(struct cli_table *table, const struct zn_claim *claim) {
  const struct zn_source_info *source = zn_source_info(zn_claim_newest_source(claim));
  char text[LONGEST_TEXT * 3];
  snprintf(text, sizeof text, "The article: %s\nNow: %s %s%s%s%s%s", claim->claim, claim->evidence, claim->changed,
           source ? "\nNewest source: " : "", source ? source->cite : "", source && *source->locator ? ", " : "",
           source ? source->locator : "");
  return cli_table_add(table, CLI_INK_BOLD, claim->id) && cli_table_add(table, CLI_INK_PLAIN, text);
}

static int print_changes(const struct cli_claims *claims) {
  static const struct cli_column columns[] = {{"", 0}, {"", 0}};
  struct cli_table table = {.columns = columns, .n_columns = 2, .width = cli_prose_columns(stdout)};
  int whole = 1;
  for (int i = 0; i < claims->n_chosen && whole; i++) {
    const struct zn_claim *claim = &claims->claims->claims[claims->chosen[i]];
    if (zn_claim_is_outdated(claim)) whole = add_change(&table, claim);
  }
  if (whole && table.n_cells) {
    puts("\nWhat has changed since: the article's own statements that evidence now speaks against\n");
    whole = cli_table_print(&table, stdout);
  }
  cli_table_clear(&table);
  return whole;
}

/* --- Counts ------------------------------------------------------------------------------------------------------------------------ */

static void print_line(const char *text) {
  putchar('\n');
  cli_wrap(stdout, text, 0, cli_prose_columns(stdout));
  putchar('\n');
}

static void print_counts(const struct cli_claims *claims) {
  int verdict[ZN_CLAIM_UNTRIABLE + 1] = {0}, must = 0, kept = 0, changed = 0;
  for (int i = 0; i < claims->n_chosen; i++) {
    const struct zn_claim *claim = &claims->claims->claims[claims->chosen[i]];
    const enum zn_claim_verdict v = cli_claim_verdict(claims, claims->chosen[i], NULL);
    verdict[v]++;
    must += claim->must_hold;
    kept += claim->must_hold && v == ZN_CLAIM_HOLDS;
    changed += zn_claim_is_outdated(claim);
  }
  char text[400];
  snprintf(text, sizeof text,
           "%d claims: the experiments of %d hold, of %d fail, of %d are stale; %d have none, of %d the model cannot speak. Of the %d that "
           "must hold %d do. %d are outdated.",
           claims->n_chosen, verdict[ZN_CLAIM_HOLDS], verdict[ZN_CLAIM_FAILS], verdict[ZN_CLAIM_STALE], verdict[ZN_CLAIM_UNTRIED],
           verdict[ZN_CLAIM_UNTRIABLE], must, kept, changed);
  print_line(text);
  print_line(
      "Grade: how sure evidence makes the claim as it is worded. Experiment: whether the model shows what that evidence makes one expect; "
      "where it speaks against a claim, an experiment that holds does so too. Survives in: in how many people, or sets of parameters, its "
      "hardest question is true, with the 90 % interval; a number over everybody can hold and still be missed by most sets. Emergent: it "
      "follows from mechanisms put in for other reasons; assumed: it was put in.");
  if (verdict[ZN_CLAIM_STALE]) print_line("Stale: there is no result of this program and its data; zonula claims --run makes it.");
  print_line("zonula claims ID shows everything about one. Nothing here is advice to a person.");
}

int cli_claims_table(const struct cli_claims *claims) {
  const int whole = print_rows(claims) && print_changes(claims);
  if (whole) print_counts(claims);
  return whole;
}
