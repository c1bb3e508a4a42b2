/* The rules by which published rows are read: data/reading/, as they travel inside the program. */
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
#include "zonula/io.h"
#include "zonula/reading.h"

/* A table of rules while it is read. */
struct table {
  struct zn_csv csv;
  const char *file;
  const struct zn_library *library;
  const struct zn_units *units;
  int row;
};

static const char *cell(const struct table *t, const char *column) { return zn_csv_cell(&t->csv, t->row, zn_csv_column(&t->csv, column)); }

static enum zn_status refuse(const struct table *t, struct zn_error *error, const char *what, const char *text) {
  return zn_fail_at(error, ZN_INPUT, t->file, t->csv.line[t->row], "%s: '%.60s'", what, text);
}

/* Says where, when something below did not know. */
static enum zn_status at_line(const struct table *t, enum zn_status status, struct zn_error *error) {
  if (status == ZN_INPUT && error && !error->file[0]) {
    struct zn_error inner = *error;
    return zn_fail_at(error, ZN_INPUT, t->file, t->csv.line[t->row], "%s", inner.text);
  }
  return status;
}

static enum zn_status copy(char **to, const struct table *t, const char *column, struct zn_error *error) {
  return zn_text_copy(to, cell(t, column), error);
}

/* --- People --------------------------------------------------------------------------------------------------------------------------- */

static enum zn_status read_conditions(const struct table *t, struct zn_people_rule *rule, struct zn_error *error) {
  const char *list = cell(t, "conditions");
  char piece[ZN_LONGEST_PIECE];
  int first, index;
  const struct zn_names names = zn_overlay_names(t->library, ZN_OVERLAY_CONDITION, ZN_OVERLAY_CONDITION, &first);
  if (strcmp(list, "-") == 0) return ZN_OK;
  rule->conditions = malloc((size_t)(zn_pieces_count(list, " ") + 1) * sizeof *rule->conditions);
  if (!rule->conditions) return zn_fail(error, ZN_MEMORY, "no memory for the rules of reading");
  while (zn_piece_next(&list, " ", piece)) {
    ZN_TRY(at_line(t, zn_name_find(&names, piece, &index, error), error));
    rule->conditions[rule->n_conditions++] = first + index;
  }
  return rule->n_conditions ? ZN_OK : refuse(t, error, "no condition; expected some of data/conditions, or '-'", list);
}

/* The time in "28 d before", which ends the piece and is cut off. */
static enum zn_status read_before(const struct table *t, char *piece, double *before_h, struct zn_error *error) {
  static const char ending[] = " before";
  const size_t length = strlen(piece), tail = sizeof ending - 1;
  char *unit = NULL, *number = NULL;
  if (length > tail && strcmp(piece + length - tail, ending) == 0) {
    piece[length - tail] = '\0';
    unit = strrchr(piece, ' ');
    if (unit) *unit = '\0';
    number = unit ? strrchr(piece, ' ') : NULL;
    if (unit) *unit = ' ';
  }
  if (!number) return refuse(t, error, "when it is given is missing; expected like 'infliximab 5 mg/kg 28 d before'", piece);
  *number = '\0';
  return at_line(t, zn_measure_read(&zn_measure_span, t->units, number + 1, before_h, error), error);
}

/* "infliximab 5 mg/kg 28 d before", "zinc 56 d before". */
static enum zn_status read_one_given(const struct table *t, struct zn_given *given, char *piece, struct zn_error *error) {
  int first, index;
  const struct zn_names names = zn_overlay_names(t->library, ZN_OVERLAY_TREATMENT, ZN_OVERLAY_DIET, &first);
  ZN_TRY(read_before(t, piece, &given->before_h, error));
  char *dose = strchr(piece, ' ');
  if (dose) *dose++ = '\0';
  ZN_TRY(at_line(t, zn_name_find(&names, piece, &index, error), error));
  given->overlay = first + index;
  const struct zn_overlay *overlay = &t->library->overlays[given->overlay];
  given->dose = overlay->default_dose;
  if (!dose) return overlay->dose_state >= 0 && given->dose == 0.0 ? refuse(t, error, "the dose is missing", piece) : ZN_OK;
  if (overlay->dose_state < 0) return refuse(t, error, "this is given without a dose", piece);
  struct zn_measure measure;
  ZN_TRY(at_line(t, zn_dose_measure(&measure, overlay, t->units, error), error));
  return at_line(t, zn_measure_read(&measure, t->units, dose, &given->dose, error), error);
}

static enum zn_status read_given(const struct table *t, struct zn_people_rule *rule, struct zn_error *error) {
  const char *list = cell(t, "give");
  char piece[ZN_LONGEST_PIECE];
  rule->given = calloc((size_t)zn_pieces_count(list, ";") + 1, sizeof *rule->given);
  if (!rule->given) return zn_fail(error, ZN_MEMORY, "no memory for the rules of reading");
  while (zn_piece_next(&list, ";", piece)) ZN_TRY(read_one_given(t, &rule->given[rule->n_given++], piece, error));
  return ZN_OK;
}

static enum zn_status read_changes(const struct table *t, struct zn_people_rule *rule, struct zn_error *error) {
  const char *list = cell(t, "set");
  char piece[ZN_LONGEST_PIECE];
  struct zn_changes changes = {0};
  enum zn_status status = ZN_OK;
  while (status == ZN_OK && zn_piece_next(&list, ";", piece))
    status = at_line(t, zn_changes_assign(&changes, t->units, piece, error), error);
  rule->changes = changes.item;
  rule->n_changes = changes.n;
  return status;
}

/* Who and what was done, in the words of the table. */
static enum zn_status name_situation(const struct table *t, struct zn_people_rule *rule, struct zn_error *error) {
  const char *part[3] = {rule->n_conditions ? cell(t, "conditions") : "", cell(t, "set"), cell(t, "give")};
  const size_t room = strlen(part[0]) + strlen(part[1]) + strlen(part[2]) + 8;
  rule->situation = malloc(room);
  if (!rule->situation) return zn_fail(error, ZN_MEMORY, "no memory for the rules of reading");
  snprintf(rule->situation, room, "%s%s%s%s%s", part[0], *part[1] ? "; " : "", part[1], *part[2] ? "; " : "", part[2]);
  return ZN_OK;
}

/* Remembers the words of the rule's condition that are not there yet. */
static enum zn_status remember_words(const struct table *t, struct zn_reading_rules *rules, struct zn_error *error) {
  const char *list = cell(t, "condition");
  char piece[ZN_LONGEST_PIECE];
  char **more = realloc(rules->condition, (size_t)(rules->n_conditions + zn_pieces_count(list, "|") + 1) * sizeof *more);
  if (!more) return zn_fail(error, ZN_MEMORY, "no memory for the rules of reading");
  rules->condition = more;
  while (zn_piece_next(&list, "|", piece)) {
    int known = 0;
    for (int i = 0; i < rules->n_conditions; i++) known |= strcmp(rules->condition[i], piece) == 0;
    if (!known) ZN_TRY(zn_text_copy(&rules->condition[rules->n_conditions++], piece, error));
  }
  return ZN_OK;
}

static enum zn_status read_people(const struct table *t, struct zn_reading_rules *rules, struct zn_error *error) {
  struct zn_people_rule *rule = &rules->people[rules->n_people++];
  rule->line = t->csv.line[t->row];
  ZN_TRY(copy(&rule->condition, t, "condition", error));
  ZN_TRY(remember_words(t, rules, error));
  ZN_TRY(copy(&rule->subgroup_has, t, "subgroup_has", error));
  ZN_TRY(copy(&rule->why, t, "why", error));
  ZN_TRY(read_conditions(t, rule, error));
  ZN_TRY(read_given(t, rule, error));
  ZN_TRY(read_changes(t, rule, error));
  return name_situation(t, rule, error);
}

/* --- Tests ---------------------------------------------------------------------------------------------------------------------------- */

/* "0-5:0.6 0-6:0.25": hours and how probable. */
static enum zn_status read_windows(const struct table *t, struct zn_test_rule *rule, struct zn_error *error) {
  const char *list = cell(t, "blank_windows");
  char piece[ZN_LONGEST_PIECE], rest;
  while (zn_piece_next(&list, " ", piece)) {
    struct zn_window_choice w;
    if (rule->n_windows == ZN_MOST_WINDOWS || sscanf(piece, "%lf-%lf:%lf%c", &w.window_h[0], &w.window_h[1], &w.weight, &rest) != 3 ||
        !(w.window_h[0] >= 0.0 && w.window_h[1] > w.window_h[0] && w.weight > 0.0))
      return refuse(t, error, "no list of windows; expected like '0-5:0.6 0-24:0.4', four at most", piece);
    rule->windows[rule->n_windows++] = w;
  }
  return ZN_OK;
}

static enum zn_status read_laboratory(const struct table *t, struct zn_test_rule *rule, struct zn_error *error) {
  const char *list = cell(t, "laboratory");
  char piece[ZN_LONGEST_PIECE];
  while (zn_piece_next(&list, ";", piece)) {
    if (rule->n_laboratory == ZN_MOST_LABORATORY) return refuse(t, error, "more than four effects of the laboratory", piece);
    struct zn_laboratory_effect *e = &rule->laboratory[rule->n_laboratory++];
    e->sign = piece[0] == '-' ? -1.0 : 1.0;
    ZN_TRY(zn_text_copy(&e->name, piece + (piece[0] == '-'), error));
  }
  return ZN_OK;
}

static enum zn_status read_solute(const struct table *t, const char *column, int *solute, struct zn_error *error) {
  const struct zn_names names = zn_solute_names();
  *solute = -1;
  return *cell(t, column) ? at_line(t, zn_name_find(&names, cell(t, column), solute, error), error) : ZN_OK;
}

/* "flux jejunum": the segment. */
static enum zn_status read_segment(const struct table *t, struct zn_test_rule *rule, const char *name, struct zn_error *error) {
  static const char *const segments[] = {
#define ZN_X(name) #name,
      ZN_SEGMENT_LIST(ZN_X)
#undef ZN_X
  };
  for (int i = 0; i < ZN_SEGMENTS; i++)
    if (strcmp(name, segments[i]) == 0) {
      rule->segment = (enum zn_segment)i;
      return ZN_OK;
    }
  return refuse(t, error, "no segment of the gut", name);
}

/* A share of the dose, a ratio, a place where the drink is, a flux or permeability with its segment, or else something readable. */
static enum zn_status read_quantity(const struct table *t, struct zn_test_rule *rule, struct zn_error *error) {
  static const struct {
    const char *name;
    enum zn_quantity_kind kind;
    enum zn_place place;
  } known[] = {{"recovery", ZN_QUANTITY_RECOVERY, 0},
               {"ratio", ZN_QUANTITY_RATIO, 0},
               {"stomach", ZN_QUANTITY_IN_PLACE, ZN_PLACE_STOMACH},
               {"small_bowel", ZN_QUANTITY_IN_PLACE, ZN_PLACE_SMALL_BOWEL},
               {"colon", ZN_QUANTITY_IN_PLACE, ZN_PLACE_COLON},
               {"flux ", ZN_QUANTITY_FLUX, 0},
               {"permeability ", ZN_QUANTITY_PERMEABILITY, 0}};
  const char *name = cell(t, "quantity");
  rule->observable = -1;
  for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
    const size_t length = strlen(known[i].name);
    const int of_segment = known[i].name[length - 1] == ' ';
    if (of_segment ? strncmp(name, known[i].name, length) != 0 : strcmp(name, known[i].name) != 0) continue;
    rule->quantity = known[i].kind;
    rule->place = known[i].place;
    return of_segment ? read_segment(t, rule, name + length, error) : ZN_OK;
  }
  const struct zn_names names = zn_readable_names();
  rule->quantity = ZN_QUANTITY_READING;
  return at_line(t, zn_name_find(&names, name, &rule->observable, error), error);
}

static enum zn_status read_test(const struct table *t, struct zn_reading_rules *rules, struct zn_error *error) {
  const struct zn_names assays = zn_assay_names(t->library);
  struct zn_test_rule *rule = &rules->tests[rules->n_tests++];
  rule->line = t->csv.line[t->row];
  rule->assay = -1;
  ZN_TRY(copy(&rule->test, t, "test", error));
  ZN_TRY(copy(&rule->probe, t, "probe", error));
  ZN_TRY(copy(&rule->row_has, t, "row_has", error));
  ZN_TRY(copy(&rule->why, t, "why", error));
  if (strcmp(cell(t, "assay"), "-") == 0) return ZN_OK;
  ZN_TRY(at_line(t, zn_name_find(&assays, cell(t, "assay"), &rule->assay, error), error));
  ZN_TRY(read_quantity(t, rule, error));
  ZN_TRY(read_solute(t, "solute", &rule->probe_solute, error));
  ZN_TRY(read_solute(t, "over", &rule->over_solute, error));
  ZN_TRY(read_windows(t, rule, error));
  return read_laboratory(t, rule, error);
}

/* --- Single rows ---------------------------------------------------------------------------------------------------------------------- */

static enum zn_status read_row(const struct table *t, struct zn_reading_rules *rules, struct zn_error *error) {
  struct zn_row_rule *rule = &rules->rows[rules->n_rows++];
  const char *what = cell(t, "what");
  char rest;
  rule->line = t->csv.line[t->row];
  rule->divisor = 1.0;
  ZN_TRY(copy(&rule->id, t, "id", error));
  ZN_TRY(copy(&rule->why, t, "why", error));
  if (strcmp(what, "leave_out") == 0) {
    rule->leave_out = 1;
    return ZN_OK;
  }
  if (strcmp(what, "divide") == 0 && sscanf(cell(t, "value"), "%lf%c", &rule->divisor, &rest) == 1 && rule->divisor > 0.0) return ZN_OK;
  return refuse(t, error, "no way to read a row; expected 'leave_out', or 'divide' with a number above 0", what);
}

/* --- All of them ---------------------------------------------------------------------------------------------------------------------- */

static const char *const people_columns[] = {"condition", "subgroup_has", "conditions", "set", "give", "why", NULL};
static const char *const test_columns[] = {"test", "probe",         "row_has",    "assay", "quantity", "solute",
                                           "over", "blank_windows", "laboratory", "why",   NULL};
static const char *const row_columns[] = {"id", "what", "value", "why", NULL};

static enum zn_status open_table(struct table *t, const char *const *columns, struct zn_error *error) {
  const struct zn_embedded_file *file = zn_embedded_find(t->file);
  ZN_TRY(zn_csv_parse(&t->csv, file ? file->text : "", t->file, error));
  for (int i = 0; columns[i]; i++)
    if (zn_csv_column(&t->csv, columns[i]) < 0) return zn_fail_at(error, ZN_INPUT, t->file, 1, "the column '%s' is missing", columns[i]);
  return ZN_OK;
}

typedef enum zn_status read_rule(const struct table *, struct zn_reading_rules *, struct zn_error *);

static enum zn_status read_rules(struct table *t, struct zn_reading_rules *rules, read_rule *read, struct zn_error *error) {
  for (t->row = 1; t->row < t->csv.rows; t->row++) ZN_TRY(read(t, rules, error));
  return ZN_OK;
}

static enum zn_status load_tables(struct table table[3], struct zn_reading_rules *rules, struct zn_error *error) {
  ZN_TRY(open_table(&table[0], people_columns, error));
  ZN_TRY(open_table(&table[1], test_columns, error));
  ZN_TRY(open_table(&table[2], row_columns, error));
  rules->people = calloc((size_t)table[0].csv.rows, sizeof *rules->people);
  rules->tests = calloc((size_t)table[1].csv.rows, sizeof *rules->tests);
  rules->rows = calloc((size_t)table[2].csv.rows, sizeof *rules->rows);
  if (!rules->people || !rules->tests || !rules->rows) return zn_fail(error, ZN_MEMORY, "no memory for the rules of reading");
  ZN_TRY(read_rules(&table[0], rules, read_people, error));
  ZN_TRY(read_rules(&table[1], rules, read_test, error));
  return read_rules(&table[2], rules, read_row, error);
}

static enum zn_status load(struct zn_reading_rules *rules, const struct zn_library *library, const struct zn_units *units,
                           struct zn_error *error) {
  static const char *const files[3] = {"data/reading/people.csv", "data/reading/tests.csv", "data/reading/rows.csv"};
  struct table table[3];
  for (int i = 0; i < 3; i++) table[i] = (struct table){.file = files[i], .library = library, .units = units};
  const enum zn_status status = load_tables(table, rules, error);
  for (int i = 0; i < 3; i++) zn_csv_clear(&table[i].csv);
  return status;
}

enum zn_status zn_reading_rules_load(struct zn_reading_rules **out, const struct zn_library *library, struct zn_error *error) {
  struct zn_reading_rules *rules = calloc(1, sizeof *rules);
  struct zn_reading reading;
  *out = NULL;
  if (!rules) return zn_fail(error, ZN_MEMORY, "no memory for the rules of reading");
  enum zn_status status = zn_reading_begin(&reading, error);
  if (status == ZN_OK) status = load(rules, library, reading.units, error);
  zn_reading_end(&reading);
  if (status == ZN_OK)
    *out = rules;
  else
    zn_reading_rules_free(rules);
  return status;
}

static void clear_people(struct zn_people_rule *rule) {
  free(rule->condition);
  free(rule->subgroup_has);
  free(rule->situation);
  free(rule->conditions);
  free(rule->given);
  free(rule->changes);
  free(rule->why);
}

static void clear_test(struct zn_test_rule *rule) {
  free(rule->test);
  free(rule->probe);
  free(rule->row_has);
  free(rule->why);
  for (int i = 0; i < rule->n_laboratory; i++) free(rule->laboratory[i].name);
}

void zn_reading_rules_free(struct zn_reading_rules *rules) {
  if (!rules) return;
  for (int i = 0; i < rules->n_people; i++) clear_people(&rules->people[i]);
  for (int i = 0; i < rules->n_tests; i++) clear_test(&rules->tests[i]);
  for (int i = 0; i < rules->n_rows; i++) {
    free(rules->rows[i].id);
    free(rules->rows[i].why);
  }
  for (int i = 0; i < rules->n_conditions; i++) free(rules->condition[i]);
  free(rules->condition);
  free(rules->people);
  free(rules->tests);
  free(rules->rows);
  free(rules);
}
