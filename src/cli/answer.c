#include "answer.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "given.h"
#include "json.h"
#include "landscape.h"
#include "matched.h"
#include "redundant.h"
#include "tried.h"
#include "claims_json.h"
#include "table.h"
#include "told.h"

enum { FAILURES_SHOWN = 5 };

int cli_people_of(const struct zn_run *run) {
  int people = 0;
  for (int c = 0; c < run->study->n_cohorts; c++) people += run->cohort[c].people;
  return people;
}

int cli_failed_of(const struct zn_run *run) {
  int failed = 0;
  for (int c = 0; c < run->study->n_cohorts; c++) failed += run->cohort[c].failed;
  return failed;
}

const char *cli_empty_cohort_of(const struct zn_run *run) {
  for (int c = 0; c < run->study->n_cohorts; c++)
    if (run->cohort[c].failed == run->cohort[c].people) return run->study->cohorts[c].name;
  return NULL;
}

/* --- For people ----------------------------------------------------------------------------------------------------------------------- */

/* Three digits, or a dash where there is no number. */
static void number_text(char text[32], double value) {
  if (isfinite(value))
    snprintf(text, 32, "%.3g", value);
  else
    strcpy(text, "-");
}

static void interval_text(char text[72], const struct zn_prediction *p) {
  char low[32], high[32];
  number_text(low, p->lo90);
  number_text(high, p->hi90);
  snprintf(text, 72, isfinite(p->lo90) ? "%s to %s" : "-", low, high);
}

/* Whether the reported value lies inside can only be said where there is an interval. */
static int has_interval(const struct zn_prediction *p) { return isfinite(p->lo90) && isfinite(p->hi90); }

static int add_row(struct cli_table *table, const struct zn_run *run, int row) {
  const struct zn_reported *r = &run->study->reported[row];
  const struct zn_prediction *p = &run->prediction[row];
  char predicted[32], interval[72], reported[32], fold[32];
  number_text(predicted, p->predicted);
  interval_text(interval, p);
  number_text(reported, r->value);
  number_text(fold, p->fold_error);
  const enum cli_ink ink = !has_interval(p) ? CLI_INK_PLAIN : p->inside ? CLI_INK_GREEN : CLI_INK_RED;
  const char *inside = !has_interval(p) ? "-" : p->inside ? "yes" : "no";
  return cli_table_add(table, CLI_INK_PLAIN, r->label) && cli_table_add(table, CLI_INK_PLAIN, strcmp(r->unit, "1") == 0 ? "" : r->unit) &&
         cli_table_add(table, CLI_INK_BOLD, predicted) && cli_table_add(table, CLI_INK_PLAIN, interval) &&
         cli_table_add(table, CLI_INK_PLAIN, reported) && cli_table_add(table, CLI_INK_PLAIN, fold) && cli_table_add(table, ink, inside);
}

static int print_predictions(const struct zn_run *run) {
  static const struct cli_column columns[] = {{"", 0},         {"unit", 0}, {"predicted", 1}, {"90 % interval", 1},
                                              {"reported", 1}, {"fold", 1}, {"inside", 0}};
  struct cli_table table = {.columns = columns, .n_columns = sizeof columns / sizeof *columns};
  int whole = 1;
  for (int row = 0; row < run->study->n_reported && whole; row++) whole = add_row(&table, run, row);
  return cli_table_end(&table, whole);
}

/* Median and 5 to 95 % of a followed course at one of its points. */
static void course_text(char text[112], const struct zn_run *run, int cohort, int follow, int point) {
  char median[32], low[32], high[32];
  const double *q = run->cohort[cohort].course + 5 * ((size_t)follow * (size_t)run->course_points + (size_t)point);
  number_text(low, q[0]);
  number_text(median, q[2]);
  number_text(high, q[4]);
  snprintf(text, 112, strcmp(low, high) ? "%s (%s to %s)" : "%s", median, low, high);
}

static int add_course(struct cli_table *table, const struct zn_run *run, int cohort, int follow) {
  const struct zn_observable_info *info = zn_observable_info(run->study->follow[follow]);
  char start[112], end[112];
  course_text(start, run, cohort, follow, 0);
  course_text(end, run, cohort, follow, run->course_points - 1);
  return cli_table_add(table, CLI_INK_PLAIN, info->name) &&
         cli_table_add(table, CLI_INK_PLAIN, strcmp(info->unit, "1") == 0 ? "" : info->unit) &&
         cli_table_add(table, CLI_INK_PLAIN, run->study->cohorts[cohort].name) && cli_table_add(table, CLI_INK_BOLD, start) &&
         cli_table_add(table, CLI_INK_BOLD, end);
}

/* Where nothing was reported, what was followed is the answer. */
static int print_courses(const struct zn_run *run) {
  static const struct cli_column columns[] = {{"followed", 0}, {"unit", 0}, {"cohort", 0}, {"at the start", 1}, {"at the end", 1}};
  struct cli_table table = {.columns = columns, .n_columns = sizeof columns / sizeof *columns};
  int whole = 1;
  puts("The study names no reported values to compare with.");
  for (int f = 0; f < run->study->n_follow; f++)
    for (int c = 0; c < run->study->n_cohorts && whole; c++) whole = add_course(&table, run, c, f);
  if (whole && run->study->n_follow) {
    puts("Medians over the people, and where nine in ten of them lie:\n");
    whole = cli_table_print(&table, stdout);
  }
  cli_table_clear(&table);
  return whole;
}

static void print_failures(const struct zn_run *run) {
  const int shown = run->n_outcomes < FAILURES_SHOWN ? run->n_outcomes : FAILURES_SHOWN;
  if (run->n_outcomes == 0) return;
  printf("\n%d of %d people could not be simulated and do not count:\n", run->n_outcomes, cli_people_of(run));
  for (int i = 0; i < shown; i++) {
    const struct zn_person_outcome *o = &run->outcome[i];
    const char *name = zn_person_name(&run->study->cohorts[o->cohort], o->number);
    printf("  %s, person %d%s%s%s, hour %.3g: %s\n", run->study->cohorts[o->cohort].name, o->number, *name ? " (" : "", name,
           *name ? ")" : "", o->time_h, *o->text ? o->text : zn_status_text(o->status));
  }
  if (run->n_outcomes > shown) printf("  and %d more; all are in the files\n", run->n_outcomes - shown);
}

static void print_heading(const struct zn_study *study) {
  const int in_colour = cli_in_colour(stdout);
  printf("%s%s%s\n", in_colour ? cli_ink_text(CLI_INK_BOLD) : "", study->title, in_colour ? cli_ink_text(CLI_INK_PLAIN) : "");
  if (strcmp(study->source, "none") != 0) puts(study->source);
  const int cohorts = study->matrix.n_layers || study->map.across.steps ? 1 : study->n_cohorts; /* cells hold the same people */
  for (int c = 0; c < cohorts; c++)
    printf("%s: %d %s%s%s, seed %llu\n", study->cohorts[c].name, study->cohorts[c].people,
           study->cohorts[c].people == 1 ? "person" : "people", study->cohorts[c].named ? " of " : "",
           study->cohorts[c].named ? study->cohorts[c].named->file : "", (unsigned long long)study->cohorts[c].seed);
  putchar('\n');
}

int cli_answer_table(const struct cli_answer *answer) {
  print_heading(answer->run->study);
  const struct zn_study *study = answer->run->study;
  int whole = cli_matched_print(study, answer->run->library);
  if (whole && study->n_reported)
    whole = print_predictions(answer->run);
  else if (whole && (!(answer->discrimination || answer->redundancy || answer->landscape || answer->experiment) || study->n_follow))
    whole = print_courses(answer->run);
  if (whole && answer->discrimination) {
    if (study->n_reported || study->n_follow) putchar('\n');
    whole = cli_told_print(answer->discrimination);
  }
  if (whole && answer->redundancy) {
    if (study->n_reported) putchar('\n');
    whole = cli_redundant_print(answer->redundancy);
  }
  if (whole && answer->landscape) whole = cli_landscape_print(answer->landscape);
  if (whole && answer->experiment) whole = cli_tried_print(study, answer->experiment);
  cli_given_print(answer->run->study, answer->run->library);
  print_failures(answer->run);
  printf("\nWritten:");
  for (int i = 0; i < answer->n_files; i++) printf("%s %s", i ? "," : "", answer->files[i]);
  printf("\nOpen %s in a browser to see it.\n", answer->look_at);
  return whole;
}

/* --- For programs --------------------------------------------------------------------------------------------------------------------- */

static json_t *row_object(const struct zn_run *run, int row) {
  const struct zn_reported *r = &run->study->reported[row];
  const struct zn_prediction *p = &run->prediction[row];
  return json_pack("{s:s, s:s, s:s, s:o, s:o, s:o, s:o, s:o, s:o}", "label", r->label, "cohort", run->study->cohorts[r->cohort].name,
                   "unit", r->unit, "predicted", cli_json_number(p->predicted), "lo90", cli_json_number(p->lo90), "hi90",
                   cli_json_number(p->hi90), "reported", cli_json_number(r->value), "fold_error", cli_json_number(p->fold_error), "inside",
                   has_interval(p) ? json_boolean(p->inside) : json_null());
}

static json_t *failure_object(const struct zn_run *run, const struct zn_person_outcome *o) {
  const char *name = zn_person_name(&run->study->cohorts[o->cohort], o->number);
  return json_pack("{s:s, s:i, s:o, s:o, s:s}", "cohort", run->study->cohorts[o->cohort].name, "person", o->number, "name",
                   *name ? json_string(name) : json_null(), "time_h", cli_json_number(o->time_h), "text",
                   *o->text ? o->text : zn_status_text(o->status));
}

int cli_answer_json(const struct cli_answer *answer) {
  const struct zn_run *run = answer->run;
  json_t *reported = json_array(), *failures = json_array(), *files = json_array();
  for (int row = 0; row < run->study->n_reported; row++) reported = cli_json_with(reported, row_object(run, row));
  for (int i = 0; i < run->n_outcomes; i++) failures = cli_json_with(failures, failure_object(run, &run->outcome[i]));
  for (int i = 0; i < answer->n_files; i++) files = cli_json_with(files, json_string(answer->files[i]));
  json_t *all = json_pack("{s:s, s:s, s:s, s:i, s:i, s:o, s:o, s:o, s:o}", "study", run->study->name, "version", zn_version(), "data",
                          zn_data_digest(), "people", cli_people_of(run), "failed", cli_failed_of(run), "reported", reported, "failures",
                          failures, "files", files, "treatments", cli_given_json(run->study, run->library));
  if (cli_is_matched(run->study)) all = cli_json_with_key(all, "matched", cli_matched_json(run->study, run->library));
  if (answer->discrimination) all = cli_json_with_key(all, "discriminate", cli_told_json(answer->discrimination));
  if (answer->redundancy) all = cli_json_with_key(all, "matrix", cli_redundant_json(answer->redundancy));
  if (answer->landscape) all = cli_json_with_key(all, "map", cli_landscape_json(answer->landscape));
  if (answer->experiment) all = cli_json_with_key(all, "experiment", cli_experiment_json(run->study, answer->experiment));
  return cli_json_answer(stdout, all);
}
