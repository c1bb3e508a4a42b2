#include "claims_card.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "claims_strip.h"
#include "table.h"

enum { INDENT = 2, DEEPER = 4, LONGEST_TEXT = 1024 };

/* --- Pieces ------------------------------------------------------------------------------------------------------------------------ */

static void ink(enum cli_ink colour) {
  if (cli_in_colour(stdout)) fputs(cli_ink_text(colour), stdout);
}

static void title(const char *text) {
  putchar('\n');
  ink(CLI_INK_BOLD);
  puts(text);
  ink(CLI_INK_PLAIN);
}

/* A paragraph, wrapped, with all lines `indent` in. */
static void paragraph(const char *text, int indent) {
  printf("%*s", indent, "");
  cli_wrap(stdout, text, indent, cli_prose_columns(stdout));
  putchar('\n');
}

/* Takes a text over and prints it, each of its lines a paragraph. */
static int paragraphs(char *text, int indent) {
  if (!text) return 0;
  char *rest = text;
  while (*rest) {
    char *end = rest + strcspn(rest, "\n");
    const int more = *end != '\0';
    *end = '\0';
    paragraph(rest, indent);
    rest = end + more;
  }
  free(text);
  return 1;
}

static void print_source(int source, const char *before) {
  const struct zn_source_info *info = zn_source_info(source);
  char text[LONGEST_TEXT];
  snprintf(text, sizeof text, "%s%s%s%s", before, info->cite, *info->locator ? ", " : "", info->locator);
  paragraph(text, INDENT);
}

/* --- What is known ----------------------------------------------------------------------------------------------------------------- */

static void print_claim(const struct zn_claim *c) {
  char grade[24];
  cli_grade_words(grade, c->grade);
  ink(CLI_INK_BOLD);
  printf("%s  ", c->id);
  cli_wrap(stdout, c->claim, 5, cli_prose_columns(stdout));
  ink(CLI_INK_PLAIN);
  printf("\n     %s: the article %s this, with %s certainty\n", c->section,
         c->stance == ZN_CLAIM_ASSERTS  ? "says"
         : c->stance == ZN_CLAIM_DENIES ? "denies"
                                        : "leaves open",
         zn_claim_sureness_name(c->certainty));
  title("What is known");
  paragraph(c->evidence, INDENT);
  printf("  Certainty of the evidence: ");
  ink(zn_claim_is_outdated(c) ? CLI_INK_RED : CLI_INK_BOLD);
  printf("%s", grade);
  ink(CLI_INK_PLAIN);
  putchar('\n');
  if (*c->lowered) {
    char text[LONGEST_TEXT];
    snprintf(text, sizeof text, "Why not higher: %s", c->lowered);
    paragraph(text, INDENT);
  }
}

/* A number and its interval; what it is a number of stands among the words. */
static void effect_text(char text[160], const struct zn_finding *f) {
  const int percent = strcmp(f->measure, "%") == 0;
  const char *after = percent ? " %" : "";
  if (isnan(f->effect))
    strcpy(text, "in words");
  else if (isnan(f->low))
    snprintf(text, 160, "%.4g%s", f->effect, after);
  else
    snprintf(text, 160, "%.4g (%.4g to %.4g)%s", f->effect, f->low, f->high, after);
}

static void count_text(char text[24], int n) { snprintf(text, 24, n ? "%d" : "-", n); }

/* A row of the summary of findings: numbers in columns, and what was asked below them. */
static int add_finding(struct cli_table *table, const struct zn_finding *f) {
  char effect[160], studies[24], people[24], certainty[24], words[LONGEST_TEXT * 2];
  effect_text(effect, f);
  count_text(studies, f->studies);
  count_text(people, f->participants);
  cli_grade_words(certainty, f->certainty);
  const int named = isfinite(f->effect) && strcmp(f->measure, "%") != 0;
  snprintf(words, sizeof words, "%s In %s; compared: %s. Measured: %s%s%s.%s%s%s [%s]", f->question, f->people, f->comparison, f->outcome,
           named ? "; given as " : "", named ? f->measure : "", *f->lowered ? " Lowered: " : "", f->lowered, *f->lowered ? "." : "",
           zn_source_info(f->source)->cite);
  return cli_table_add(table, CLI_INK_BOLD, effect) && cli_table_add(table, CLI_INK_PLAIN, studies) &&
         cli_table_add(table, CLI_INK_PLAIN, people) && cli_table_add(table, CLI_INK_PLAIN, certainty) &&
         cli_table_add(table, CLI_INK_PLAIN, words);
}

static int print_findings(const struct zn_claims *claims, const struct zn_claim *c) {
  static const struct cli_column columns[] = {{"effect", 0}, {"studies", 1}, {"people", 1}, {"certainty", 0}, {"what was asked", 0}};
  struct cli_table table = {.columns = columns, .n_columns = 5, .width = cli_prose_columns(stdout)};
  int whole = 1;
  if (!c->n_findings) return 1;
  title("Summary of findings");
  for (int i = 0; i < c->n_findings && whole; i++) whole = add_finding(&table, &claims->findings[c->first_finding + i]);
  if (whole) whole = cli_table_print(&table, stdout);
  cli_table_clear(&table);
  return whole;
}

static void print_changed(const struct zn_claim *c) {
  title("What has changed since the article");
  paragraph(zn_claim_has_changed(c) ? c->changed : "Nothing that was found.", INDENT);
}

static void print_sources(const struct zn_claim *c) {
  title("Sources");
  for (int i = 0; i < c->n_sources; i++) print_source(c->sources[i], "");
  if (!c->n_sources) paragraph("None: nobody seems to have looked.", INDENT);
}

/* --- The experiment ---------------------------------------------------------------------------------------------------------------- */

/* "holds in 99 % of people (98 to 100 %)", "holds in 15 of 16 parameter sets (...)". */
static void survival_text(char text[LONGEST_TEXT], const struct zn_criterion *c, const struct zn_criterion_result *r, int members) {
  char without[120] = "";
  if (r->without)
    snprintf(without, sizeof without, "; %d of %d people have no value%s", r->without, r->people,
             c->kind == ZN_CRITERION_EACH ? ", and in them it does not hold" : " and are not counted");
  if (c->kind == ZN_CRITERION_EACH)
    snprintf(text, LONGEST_TEXT, "%s: true of %.4g %% of people (90 %% interval %.4g to %.4g %%), in %d of %d parameter sets%s",
             r->holds ? "Holds" : "Fails", 100.0 * r->survives, 100.0 * r->lo90, 100.0 * r->hi90, r->members_hold, members, without);
  else
    snprintf(text, LONGEST_TEXT,
             "%s: it is %.4g over everybody; true in %d of %d parameter sets (%.4g %%, 90 %% interval %.4g to %.4g %%)%s",
             r->holds ? "Holds" : "Fails", r->statistic, r->members_hold, members, 100.0 * r->survives, 100.0 * r->lo90, 100.0 * r->hi90,
             without);
}

static int print_criterion(const struct zn_experiment *e, const struct zn_experiment_result *result, int k) {
  const struct zn_criterion *c = &e->criterion[k];
  char text[LONGEST_TEXT], *words;
  const struct zn_source_info *source = zn_source_info(c->source);
  snprintf(text, sizeof text, "%d. %s", k + 1, c->label);
  putchar('\n');
  paragraph(text, INDENT);
  if (zn_criterion_words(&words, c, NULL) != ZN_OK) return 0;
  if (!paragraphs(words, DEEPER)) return 0;
  const int chosen = strcmp(source->id, "chosen") == 0;
  snprintf(text, sizeof text, "The bound: %s%s%s%s", c->because, chosen ? "" : " [", chosen ? "" : source->cite, chosen ? "" : "]");
  paragraph(text, DEEPER);
  if (!result) return 1;
  const struct zn_criterion_result *r = &result->intact.criterion[k];
  survival_text(text, c, r, result->members);
  ink(r->holds ? CLI_INK_GREEN : CLI_INK_RED);
  paragraph(text, DEEPER);
  ink(CLI_INK_PLAIN);
  cli_claims_strip(e, result, k, DEEPER, cli_prose_columns(stdout));
  return 1;
}

/* "fails, as it must; worst is "the gut stays calm", true in 31 % of people". */
static int print_broken(const struct zn_experiment *e, const struct zn_experiment_result *result, int b) {
  char text[LONGEST_TEXT * 2], *words;
  size_t at;
  if (zn_broken_words(&words, &e->broken[b], NULL) != ZN_OK) return 0;
  at = (size_t)snprintf(text, sizeof text, "Without %s (%s): ", e->broken[b].without, words);
  free(words);
  if (at > LONGEST_TEXT) at = LONGEST_TEXT;
  if (!result) {
    snprintf(text + at, sizeof text - at, "it must fail");
    paragraph(text, INDENT);
    return 1;
  }
  const struct zn_outcome *o = &result->broken[b];
  const char *label = e->criterion[o->worst].label;
  if (o->holds)
    snprintf(text + at, sizeof text - at, "it still holds, though it must fail: the experiment does not test this mechanism");
  else
    snprintf(text + at, sizeof text - at, "it fails, as it must; worst is \"%s\", true in %.3g %% of %s", label,
             100.0 * cli_worst_of(o)->survives, cli_worst_of(o)->kind == ZN_CRITERION_EACH ? "people" : "parameter sets");
  ink(o->holds ? CLI_INK_RED : CLI_INK_PLAIN);
  paragraph(text, INDENT);
  ink(CLI_INK_PLAIN);
  return 1;
}

int cli_experiment_card(const struct zn_study *study, const struct zn_library *library, const struct zn_experiment_result *result,
                        const char *command) {
  const struct zn_experiment *e = study->experiment;
  char *words = NULL;
  int whole = zn_experiment_words(&words, study, library, NULL) == ZN_OK;
  title("The experiment");
  paragraph(e->asks, INDENT);
  paragraph(study->summary, INDENT);
  title("How it is simulated");
  whole = whole && paragraphs(words, INDENT);
  if (result)
    printf("  In all %d people, dealt out to %d equally probable sets of parameters.\n", result->people, result->members);
  else
    puts("  There is no result of this program and its data.");
  title("What must hold");
  for (int k = 0; k < e->n_criteria && whole; k++) whole = print_criterion(e, result, k);
  if (result) {
    putchar('\n');
    paragraph(
        "dotted: where it holds; - 5 to 95 %, = 25 to 75 % of people (or of parameter sets, for a statistic of all); O middle; | bound",
        DEEPER);
  }
  if (e->n_broken) title("Without the mechanism");
  for (int b = 0; b < e->n_broken && whole; b++) whole = print_broken(e, result, b);
  title("To run it again");
  printf("  %s\n", command);
  return whole;
}

/* --- The card ---------------------------------------------------------------------------------------------------------------------- */

static void print_tag(const struct zn_claim *c) {
  static const char *const meaning[] = {
      [ZN_CLAIM_EMERGENT] =
          "Emergent: nobody wrote this answer into the model; it follows from mechanisms that were put in for other reasons.",
      [ZN_CLAIM_ASSUMED] = "Assumed: the model was told this. An experiment can show what follows from it, not that it is true.",
      [ZN_CLAIM_NOT_SIMULATABLE] = "Not simulatable: the model cannot speak of it."};
  title("What the model says of it");
  paragraph(meaning[c->tag], INDENT);
  paragraph(c->how, INDENT);
}

static void print_verdict(const struct zn_claim *c, enum zn_claim_verdict verdict) {
  if (verdict == ZN_CLAIM_HOLDS || verdict == ZN_CLAIM_FAILS)
    paragraph(c->grade == ZN_CLAIM_CONTRADICTED
                  ? "The experiment asks for what today's evidence makes one expect: not for what the claim says."
                  : "The experiment asks for what today's evidence makes one expect.",
              INDENT);
  printf("  Experiment: ");
  ink(cli_verdict_ink(verdict));
  fputs(zn_claim_verdict_words(verdict), stdout);
  ink(CLI_INK_PLAIN);
  if (c->must_hold) fputs(" (must hold)", stdout);
  putchar('\n');
}

int cli_claim_card(const struct cli_claims *claims, int row) {
  const struct zn_claim *c = &claims->claims->claims[row];
  const struct zn_experiment_result *result;
  const enum zn_claim_verdict verdict = cli_claim_verdict(claims, row, &result);
  print_claim(c);
  int whole = print_findings(claims->claims, c);
  print_changed(c);
  print_sources(c);
  print_tag(c);
  print_verdict(c, verdict);
  struct zn_study *study = NULL;
  if (*c->experiment && zn_experiment_study(&study, c->experiment, claims->library, NULL) == ZN_OK) {
    char command[64];
    if (result && !zn_experiment_result_fits(result, study->experiment)) result = NULL;
    snprintf(command, sizeof command, "zonula claims --run --no-cache %s", c->id);
    whole = whole && cli_experiment_card(study, claims->library, result, command);
  }
  zn_study_free(study);
  puts("\nNothing here is advice to a person.");
  return whole && fflush(stdout) == 0;
}
