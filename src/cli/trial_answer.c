#include "trial_answer.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "given.h"
#include "table.h"

enum { FAILURES_SHOWN = 5 };

/* Three digits, or a dash where there is no number. */
static void number_text(char text[32], double value) {
  if (isinf(value))
    strcpy(text, value < 0.0 ? "-inf" : "inf");
  else
    snprintf(text, 32, isnan(value) ? "-" : "%.3g", value);
}

static int add_number(struct cli_table *table, enum cli_ink ink, double value) {
  char text[32];
  number_text(text, value);
  return cli_table_add(table, ink, text);
}

static int add_interval(struct cli_table *table, double low, double high) {
  char from[32], to[32];
  if (isnan(low) || isnan(high)) return cli_table_add(table, CLI_INK_PLAIN, "-");
  number_text(from, low);
  number_text(to, high);
  return cli_table_format(table, "%s to %s", from, to);
}

static int add_words(struct cli_table *table, const char *words) { return cli_table_add(table, CLI_INK_PLAIN, words); }

/* --- Who ------------------------------------------------------------------------------------------------------------------------------ */

static void print_heading(const struct zn_trial_run *run) {
  const struct zn_study *study = run->study;
  const struct zn_trial *t = study->trial;
  const int in_colour = cli_in_colour(stdout);
  printf("%s%s%s\n", in_colour ? cli_ink_text(CLI_INK_BOLD) : "", study->title, in_colour ? cli_ink_text(CLI_INK_PLAIN) : "");
  if (strcmp(study->source, "none") != 0) puts(study->source);
  printf("%d people recruited, seed %llu; ", t->people, (unsigned long long)study->cohorts[0].seed);
  printf(t->replicates == 1 ? "one trial" : "%d trials", t->replicates);
  if (t->null_replicates) printf(", and %d null trials in which every arm gets what %s gets", t->null_replicates, t->arm[t->control].name);
  printf("\n%lld people simulated, %lld failed", (long long)run->people, (long long)run->failed);
  if (t->eligible) printf(", %lld eligible", (long long)run->eligible);
  if (run->rescued) printf(", %lld needed rescue", (long long)run->rescued);
  puts("\n");
}

/* --- What arms came to ---------------------------------------------------------------------------------------------------------------- */

static int add_arm(struct cli_table *table, const char *arm, const struct zn_endpoint *e, const struct zn_arm_endpoint *a) {
  int whole = add_words(table, e->label) && add_words(table, arm) && cli_table_format(table, "%lld", (long long)a->people) &&
              cli_table_format(table, "%lld", (long long)a->missing);
  if (!whole) return 0;
  if (e->kind == ZN_ENDPOINT_VALUE)
    return add_number(table, CLI_INK_BOLD, a->quantile[2]) && add_interval(table, a->quantile[0], a->quantile[4]);
  return cli_table_number(table, a->people ? 100.0 * (double)a->events / (double)a->people : NAN, "%.3g %%",
                          100.0 * (double)a->events / (double)a->people) &&
         add_words(table, e->kind == ZN_ENDPOINT_TIME ? "in whom it happened" : "who say yes");
}

static int print_arms(const struct zn_trial_run *run) {
  static const struct cli_column columns[] = {{"endpoint", 0}, {"arm", 0}, {"people", 1}, {"missing", 1}, {"median", 1}, {"9 in 10", 0}};
  const struct zn_trial *t = run->study->trial;
  struct cli_table table = {.columns = columns, .n_columns = sizeof columns / sizeof *columns};
  int whole = 1;
  for (int e = 0; e < t->n_endpoints; e++)
    for (int a = 0; a < t->n_arms && whole; a++)
      whole = add_arm(&table, t->arm[a].name, &t->endpoint[e], &run->arm[a * t->n_endpoints + e]);
  return cli_table_end(&table, whole);
}

/* --- Effects -------------------------------------------------------------------------------------------------------------------------- */

static int add_analysis(struct cli_table *table, const struct cli_trial *answer, int k) {
  const struct zn_trial_effect *effect = &answer->effect[k];
  char words[ZN_TRIAL_WORDS];
  zn_trial_effect_words(answer->run->study, k, words);
  return add_words(table, answer->run->study->trial->analysis[k].label) && add_number(table, CLI_INK_BOLD, effect->estimate) &&
         add_interval(table, effect->low, effect->high) && cli_table_number(table, effect->p_value, "%.2g", effect->p_value) &&
         add_words(table, words);
}

static int print_analyses(const struct cli_trial *answer) {
  const struct zn_trial *t = answer->run->study->trial;
  const int many = t->replicates > 1;
  const struct cli_column columns[] = {{"analysis", 0},
                                       {many ? "median effect" : "effect", 1},
                                       {many ? "95 % of trials" : "interval", 1},
                                       {many ? "median p" : "p", 1},
                                       {"the effect is the", 0}};
  struct cli_table table = {.columns = columns, .n_columns = sizeof columns / sizeof *columns, .width = cli_columns(stdout)};
  int whole = 1;
  putchar('\n');
  for (int k = 0; k < t->n_analyses && whole; k++) whole = add_analysis(&table, answer, k);
  if (!cli_table_end(&table, whole)) return 0;
  for (int k = 0; k < t->n_analyses; k++)
    if (answer->effect[k].without)
      printf("%s: %d of %d trials have no estimate (nothing happened in a group, or nobody is left)\n", t->analysis[k].label,
             answer->effect[k].without, answer->effect[k].replicates);
  return 1;
}

/* --- Power ---------------------------------------------------------------------------------------------------------------------------- */

static int add_share(struct cli_table *table, int found, int of, double low, double high) {
  if (!of) return add_words(table, "-");
  return cli_table_format(table, "%.3g %% (%.3g to %.3g)", 100.0 * found / of, 100.0 * low, 100.0 * high);
}

static int add_power(struct cli_table *table, const struct zn_trial *t, const char *label, const struct zn_power *p) {
  int whole = add_words(table, label) && cli_table_format(table, "%d", p->people);
  if (whole && t->replicates > 1) whole = add_share(table, p->found, p->replicates, p->low, p->high);
  if (whole && t->null_replicates) whole = add_share(table, p->null_found, p->null_replicates, p->null_low, p->null_high);
  return whole;
}

/* How many people it takes, as far as was tried. */
static void print_enough(const struct zn_trial_run *run, int k) {
  const int people = zn_trial_people_for(run, k, 0.8);
  if (people)
    printf("%s: found by 80 %% of trials from %d people on\n", run->study->trial->analysis[k].label, people);
  else
    printf("%s: found by 80 %% of trials at no size that was tried\n", run->study->trial->analysis[k].label);
}

/* How often an effect is found, where there is one and where there is none; with exact 95 % intervals. */
static int print_power(const struct zn_trial_run *run) {
  const struct zn_trial *t = run->study->trial;
  struct cli_column columns[4] = {{"analysis", 0}, {"people", 1}};
  int n = 2, whole = 1;
  if (t->replicates > 1) columns[n++] = (struct cli_column){"power (95 %)", 1};
  if (t->null_replicates) columns[n++] = (struct cli_column){"type I error (95 %)", 1};
  struct cli_table table = {.columns = columns, .n_columns = n};
  if (n == 2) return 1;
  putchar('\n');
  for (int k = 0; k < t->n_analyses; k++)
    for (int i = 0; i <= t->n_power && whole; i++)
      whole = add_power(&table, t, i ? "" : t->analysis[k].label, &run->power[k * (t->n_power + 1) + i]);
  if (!cli_table_end(&table, whole)) return 0;
  for (int k = 0; k < t->n_analyses && t->n_power && t->replicates > 1; k++) print_enough(run, k);
  return 1;
}

/* Where trials would have ended by the interim looks. */
static void print_stops(const struct zn_trial_run *run, int first, int n, const char *what) {
  const int looks = run->study->trial->n_interim;
  int effect = 0, futile = 0, found = 0;
  double people = 0.0;
  for (int r = first; r < first + n; r++) {
    const struct zn_trial_stop *s = &run->stop[r];
    effect += s->look < looks && s->effect;
    futile += s->futile;
    found += s->effect != 0;
    people += s->people;
  }
  cli_prose(
      "With interim looks %d of %d %s end early for an effect and %d for futility, with %.4g of %d people recruited on average; %d end "
      "with "
      "an effect, early or not.",
      effect, n, what, futile, people / n, run->study->trial->people, found);
}

static void print_interim(const struct zn_trial_run *run) {
  const struct zn_trial *t = run->study->trial;
  if (!run->stop) return;
  putchar('\n');
  print_stops(run, 0, t->replicates, t->replicates == 1 ? "trial" : "trials");
  if (t->null_replicates && !t->analysis[0].by) print_stops(run, t->replicates, t->null_replicates, "null trials");
}

/* --- Published ------------------------------------------------------------------------------------------------------------------------ */

/* Yes, no, or -1: there is no interval. */
static int add_truth(struct cli_table *table, int truth) {
  if (truth < 0) return add_words(table, "-");
  return cli_table_add(table, truth ? CLI_INK_GREEN : CLI_INK_RED, truth ? "yes" : "no");
}

static int add_reported(struct cli_table *table, const struct zn_trial_reported *r, const struct zn_trial_verdict *v) {
  const char *unit = strcmp(r->unit, "1") == 0 ? "" : r->unit;
  char published[32];
  number_text(published, r->value);
  return add_words(table, r->label) && cli_table_format(table, "%s%s%.40s", published, *unit ? " " : "", unit) &&
         add_interval(table, r->low, r->high) && add_number(table, CLI_INK_BOLD, v->predicted) && add_interval(table, v->low, v->high) &&
         add_number(table, CLI_INK_PLAIN, v->fold) && add_truth(table, v->inside) && add_truth(table, zn_trial_holds(r, v));
}

static int print_reported(const struct zn_trial_run *run) {
  static const struct cli_column columns[] = {{"", 0},         {"published", 1}, {"interval", 1}, {"predicted", 1},
                                              {"interval", 1}, {"fold", 1},      {"inside", 0},   {"holds", 0}};
  const struct zn_trial *t = run->study->trial;
  struct cli_table table = {.columns = columns, .n_columns = sizeof columns / sizeof *columns};
  int whole = 1;
  if (!t->n_reported) {
    puts("\nThe file names no published numbers to compare with.");
    return 1;
  }
  putchar('\n');
  for (int i = 0; i < t->n_reported && whole; i++) whole = add_reported(&table, &t->reported[i], &run->verdict[i]);
  if (!cli_table_end(&table, whole)) return 0;
  cli_prose("Predicted: %s. Inside: the prediction lies in the published interval. Holds: the predicted interval holds what was published.",
            t->replicates > 1 ? "the median over trials, and where 95 % of them lie" : "of the one trial, with the interval of an effect");
  return 1;
}

/* --- The rest ------------------------------------------------------------------------------------------------------------------------- */

static void print_failures(const struct zn_trial_run *run) {
  const int shown = run->n_outcomes < FAILURES_SHOWN ? run->n_outcomes : FAILURES_SHOWN;
  const struct zn_trial *t = run->study->trial;
  if (!run->failed) {
    puts("\n0 people failed: everybody was followed to the end of the study, or until they left.");
    return;
  }
  printf("\n%lld of %lld people could not be simulated and do not count:\n", (long long)run->failed, (long long)run->people);
  for (int i = 0; i < shown; i++) {
    const struct zn_person_outcome *o = &run->outcome[i];
    printf("  %s, person %d, hour %.3g: %s\n", t->arm[o->cohort].name, o->number, o->time_h,
           *o->text ? o->text : zn_status_text(o->status));
  }
  if (run->failed > shown) printf("  and %lld more; the page names up to %d\n", (long long)run->failed - shown, ZN_MOST_TOLD_FAILURES);
}

int cli_trial_table(const struct cli_trial *answer) {
  const struct zn_trial_run *run = answer->run;
  print_heading(run);
  if (!print_arms(run) || !print_analyses(answer) || !print_power(run)) return 0;
  print_interim(run);
  if (!print_reported(run)) return 0;
  cli_given_print(run->study, run->library);
  print_failures(run);
  printf("\nWritten:");
  for (int i = 0; i < answer->n_files; i++) printf("%s %s", i ? "," : "", answer->files[i]);
  printf("\nOpen %s in a browser to see it.\n", answer->look_at);
  return 1;
}
