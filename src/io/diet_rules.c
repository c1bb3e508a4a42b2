/* The rules by which outcomes of diets are read: data/reading/diets.csv, as it travels inside the program. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "base/embedded.h"
#include "base/status.h"
#include "base/text.h"
#include "changes.h"
#include "names.h"
#include "pieces.h"
#include "reader.h"
#include "zonula/diet.h"
#include "zonula/io.h"

static const char file_name[] = "data/reading/diets.csv";

/* The table while it is read. */
struct table {
  struct zn_csv csv;
  const struct zn_library *library; /* as given, for names: without the diets that only the rules know */
  const struct zn_units *units;
  int row;
};

static const char *cell(const struct table *t, const char *column) { return zn_csv_cell(&t->csv, t->row, zn_csv_column(&t->csv, column)); }

static enum zn_status refuse(const struct table *t, struct zn_error *error, const char *what, const char *text) {
  return zn_fail_at(error, ZN_INPUT, file_name, t->csv.line[t->row], "%s: '%.60s'", what, text);
}

/* --- People --------------------------------------------------------------------------------------------------------------------------- */

static enum zn_status read_people(const struct table *t, struct zn_diet_rule *rule, struct zn_error *error) {
  const char *list = rule->means;
  char piece[ZN_LONGEST_PIECE];
  int first, index;
  const struct zn_names names = zn_overlay_names(t->library, ZN_OVERLAY_CONDITION, ZN_OVERLAY_CONDITION, &first);
  rule->conditions = malloc(((size_t)zn_pieces_count(list, " ") + 1) * sizeof *rule->conditions);
  if (!rule->conditions) return zn_fail(error, ZN_MEMORY, "no memory for the rules of reading");
  while (zn_piece_next(&list, " ", piece)) {
    ZN_TRY(zn_name_find(&names, piece, &index, error));
    rule->conditions[rule->n_conditions++] = first + index;
  }
  return rule->n_conditions ? ZN_OK : refuse(t, error, "no condition; expected some of data/conditions, or '-'", rule->means);
}

/* --- Arms ----------------------------------------------------------------------------------------------------------------------------- */

/* Cuts " for 14 d" and then " 19 d before" off the end of a piece. */
static enum zn_status cut_times(const struct table *t, char *piece, struct zn_diet_step *step, struct zn_error *error) {
  char *length = strstr(piece, " for ");
  if (length) {
    ZN_TRY(zn_measure_read(&zn_measure_span, t->units, length + strlen(" for "), &step->for_h, error));
    *length = '\0';
  }
  char *before = strstr(piece, " before");
  if (!before) return ZN_OK;
  *before = '\0';
  char *unit = strrchr(piece, ' ');
  if (!unit) return refuse(t, error, "when it begins is missing; expected like 'fasting 14 d before'", piece);
  *unit = '\0';
  char *number = strrchr(piece, ' ');
  *unit = ' ';
  if (!number) return refuse(t, error, "when it begins is missing; expected like 'fasting 14 d before'", piece);
  *number = '\0';
  return zn_measure_read(&zn_measure_span, t->units, number + 1, &step->before_h, error);
}

/* "western", "alcohol 60 g 3 h before", "fasting 19 d before for 14 d". */
static enum zn_status read_step(const struct table *t, struct zn_diet_step *step, char *piece, struct zn_error *error) {
  int first, index;
  const struct zn_names names = zn_overlay_names(t->library, ZN_OVERLAY_TREATMENT, ZN_OVERLAY_DIET, &first);
  *step = (struct zn_diet_step){.before_h = NAN};
  ZN_TRY(cut_times(t, piece, step, error));
  char *dose = strchr(piece, ' ');
  if (dose) *dose++ = '\0';
  ZN_TRY(zn_name_find(&names, piece, &index, error));
  step->overlay = first + index;
  const struct zn_overlay *overlay = &t->library->overlays[step->overlay];
  step->dose = overlay->default_dose;
  if (!dose) return overlay->dose_state >= 0 && step->dose == 0.0 ? refuse(t, error, "the dose is missing", piece) : ZN_OK;
  if (overlay->dose_state < 0) return refuse(t, error, "this is given without a dose", piece);
  struct zn_measure measure;
  ZN_TRY(zn_dose_measure(&measure, overlay, t->units, error));
  return zn_measure_read(&measure, t->units, dose, &step->dose, error);
}

/* The assignments of an arm, "diet_fat=200 g/day", are one diet that the library lacks. */
static enum zn_status read_own_diet(const struct table *t, struct zn_diet_rules *rules, struct zn_diet_rule *rule, struct zn_error *error) {
  const char *list = rule->means;
  char piece[ZN_LONGEST_PIECE];
  struct zn_changes changes = {0};
  enum zn_status status = ZN_OK;
  while (status == ZN_OK && zn_piece_next(&list, ";", piece))
    if (strchr(piece, '=')) status = zn_changes_assign(&changes, t->units, piece, error);
  if (!changes.n) return free(changes.item), status;
  rule->steps[rule->n_steps++] = (struct zn_diet_step){.overlay = rules->library.n_overlays, .before_h = NAN};
  rules->library.overlays[rules->library.n_overlays++] = (struct zn_overlay){.kind = ZN_OVERLAY_DIET,
                                                                             .name = rule->means,
                                                                             .title = rule->means,
                                                                             .meaning = rule->why,
                                                                             .grade = "not_applicable",
                                                                             .tag = "assumed",
                                                                             .sources = "",
                                                                             .n_changes = changes.n,
                                                                             .changes = changes.item,
                                                                             .dose_state = -1,
                                                                             .dose_unit = ""};
  rules->n_own++;
  return status;
}

static enum zn_status read_arm(const struct table *t, struct zn_diet_rules *rules, struct zn_diet_rule *rule, struct zn_error *error) {
  const char *list = rule->means;
  char piece[ZN_LONGEST_PIECE];
  if (strcmp(list, "usual") == 0) return ZN_OK;
  rule->steps = calloc((size_t)zn_pieces_count(list, ";") + 1, sizeof *rule->steps);
  if (!rule->steps) return zn_fail(error, ZN_MEMORY, "no memory for the rules of reading");
  while (zn_piece_next(&list, ";", piece))
    if (!strchr(piece, '=')) ZN_TRY(read_step(t, &rule->steps[rule->n_steps++], piece, error));
  return read_own_diet(t, rules, rule, error);
}

/* --- Outcomes and effects ------------------------------------------------------------------------------------------------------------ */

/* "lactulose/mannitol": a ratio of recoveries in a window. */
static enum zn_status read_ratio(const struct table *t, struct zn_diet_rule *rule, char *solutes, const char *window,
                                 struct zn_error *error) {
  const struct zn_names names = zn_solute_names();
  char *over = strchr(solutes, '/');
  double *w = rule->window_h;
  char rest;
  *over++ = '\0';
  rule->quantity = ZN_QUANTITY_RATIO;
  ZN_TRY(zn_name_find(&names, solutes, &rule->probe, error));
  ZN_TRY(zn_name_find(&names, over, &rule->over, error));
  if (sscanf(window, "%lf-%lf%c", &w[0], &w[1], &rest) == 2 && w[0] >= 0.0 && w[1] > w[0] &&
      w[1] <= t->library->assays[rule->assay].length_h)
    return ZN_OK;
  return refuse(t, error, "no window within the test; expected like 'lactulose_mannitol lactulose/mannitol 0-5'", rule->means);
}

static enum zn_status read_fold(const struct table *t, const char *column, double *fold, struct zn_error *error) {
  char rest;
  if (sscanf(cell(t, column), "%lf%c", fold, &rest) == 1 && *fold > 1.0) return ZN_OK;
  return refuse(t, error, "no fold; expected a number above 1 for least_fold and null_fold", cell(t, column));
}

/* "serum serum_lps", "lactulose_mannitol lactulose/mannitol 0-5". */
static enum zn_status read_outcome(const struct table *t, struct zn_diet_rule *rule, struct zn_error *error) {
  const struct zn_names assays = zn_assay_names(t->library), observables = zn_observable_names();
  char part[3][ZN_LONGEST_PIECE] = {"", "", ""};
  const char *list = rule->means;
  rule->probe = rule->over = rule->observable = -1;
  for (int i = 0; i < 3 && zn_piece_next(&list, " ", part[i]);) i++;
  ZN_TRY(zn_name_find(&assays, part[0], &rule->assay, error));
  ZN_TRY(read_fold(t, "least_fold", &rule->least_fold, error));
  ZN_TRY(read_fold(t, "null_fold", &rule->null_fold, error));
  if (strchr(part[1], '/')) return read_ratio(t, rule, part[1], part[2], error);
  rule->quantity = ZN_QUANTITY_READING;
  return zn_name_find(&observables, part[1], &rule->observable, error);
}

static enum zn_status read_effect(const struct table *t, struct zn_diet_rule *rule, struct zn_error *error) {
  static const char *const directions[] = {"-1", "0", "1"};
  for (int i = 0; i < 3; i++)
    if (strcmp(rule->means, directions[i]) == 0) return rule->direction = i - 1, ZN_OK;
  return refuse(t, error, "no direction; expected -1, 0 or 1", rule->means);
}

/* --- All of them --------------------------------------------------------------------------------------------------------------------- */

static enum zn_status read_part(const struct table *t, struct zn_diet_rule *rule, struct zn_error *error) {
  static const char *const parts[ZN_DIET_PARTS] = {"people", "arm", "outcome", "effect"};
  for (int i = 0; i < ZN_DIET_PARTS; i++)
    if (strcmp(cell(t, "part"), parts[i]) == 0) return rule->part = (enum zn_diet_part)i, ZN_OK;
  return refuse(t, error, "no part of a row; expected people, arm, outcome or effect", cell(t, "part"));
}

static enum zn_status read_means(const struct table *t, struct zn_diet_rules *rules, struct zn_diet_rule *rule, struct zn_error *error) {
  rule->possible = strcmp(rule->means, "-") != 0;
  if (!rule->possible) return ZN_OK;
  switch (rule->part) {
    case ZN_DIET_PEOPLE:
      return read_people(t, rule, error);
    case ZN_DIET_ARM:
      return read_arm(t, rules, rule, error);
    case ZN_DIET_OUTCOME:
      return read_outcome(t, rule, error);
    case ZN_DIET_EFFECT:
      return read_effect(t, rule, error);
    case ZN_DIET_PARTS:
      break;
  }
  return ZN_OK;
}

static enum zn_status read_rule(const struct table *t, struct zn_diet_rules *rules, struct zn_error *error) {
  struct zn_diet_rule *rule = &rules->rule[rules->n++];
  rule->line = t->csv.line[t->row];
  ZN_TRY(zn_text_copy(&rule->words, cell(t, "words"), error));
  ZN_TRY(zn_text_copy(&rule->means, cell(t, "means"), error));
  ZN_TRY(zn_text_copy(&rule->why, cell(t, "why"), error));
  ZN_TRY(read_part(t, rule, error));
  struct zn_error why = {0};
  const enum zn_status status = read_means(t, rules, rule, &why);
  if (status == ZN_OK) return ZN_OK;
  return zn_fail_at(error, status, file_name, rule->line, "%s", why.text);
}

static enum zn_status read_rules(struct table *t, struct zn_diet_rules *rules, struct zn_error *error) {
  static const char *const columns[] = {"part", "words", "means", "least_fold", "null_fold", "why"};
  const struct zn_embedded_file *file = zn_embedded_find(file_name);
  ZN_TRY(zn_csv_parse(&t->csv, file ? file->text : "", file_name, error));
  for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
    if (zn_csv_column(&t->csv, columns[i]) < 0) return zn_fail_at(error, ZN_INPUT, file_name, 1, "the column '%s' is missing", columns[i]);
  const size_t rows = (size_t)t->csv.rows, overlays = (size_t)t->library->n_overlays;
  rules->rule = calloc(rows, sizeof *rules->rule);
  rules->library.overlays = malloc((overlays + rows) * sizeof *rules->library.overlays);
  if (!rules->rule || !rules->library.overlays) return zn_fail(error, ZN_MEMORY, "no memory for the rules of reading");
  memcpy(rules->library.overlays, t->library->overlays, overlays * sizeof *rules->library.overlays);
  for (t->row = 1; t->row < t->csv.rows; t->row++) ZN_TRY(read_rule(t, rules, error));
  return ZN_OK;
}

enum zn_status zn_diet_rules_load(struct zn_diet_rules **out, const struct zn_library *library, struct zn_error *error) {
  struct zn_diet_rules *rules = calloc(1, sizeof *rules);
  struct zn_reading reading;
  *out = NULL;
  if (!rules) return zn_fail(error, ZN_MEMORY, "no memory for the rules of reading");
  rules->library = *library;
  rules->library.overlays = NULL;
  enum zn_status status = zn_reading_begin(&reading, error);
  struct table table = {.library = library, .units = reading.units};
  if (status == ZN_OK) status = read_rules(&table, rules, error);
  zn_csv_clear(&table.csv);
  zn_reading_end(&reading);
  if (status == ZN_OK)
    *out = rules;
  else
    zn_diet_rules_free(rules);
  return status;
}

void zn_diet_rules_free(struct zn_diet_rules *rules) {
  if (!rules) return;
  for (int i = 0; i < rules->n; i++) {
    free(rules->rule[i].words);
    free(rules->rule[i].means);
    free(rules->rule[i].why);
    free(rules->rule[i].conditions);
    free(rules->rule[i].steps);
  }
  for (int i = 0; i < rules->n_own; i++) free(rules->library.overlays[rules->library.n_overlays - 1 - i].changes);
  free(rules->library.overlays);
  free(rules->rule);
  free(rules);
}
