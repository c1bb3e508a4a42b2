/* Results of experiments as a table: one row for each criterion of each variant. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/embedded.h"
#include "base/file.h"
#include "base/status.h"
#include "base/text.h"
#include "columns.h"
#include "csv_cells.h"
#include "pieces.h"
#include "zonula/experiment.h"

static const char shipped_name[] = "studies/claims/results.csv", intact[] = "intact";

/* A row as it stands in the file. */
struct row {
  char *experiment, *digest, *variant, *criterion, *asked, *each_member;
  double members, people, holds, statistic, survives, lo90, hi90, members_hold, counted, without, quantile[5];
  int line;
};

#define PLACE(field) offsetof(struct row, field)
static const struct zn_column columns[] = {
    {"experiment", ZN_COLUMN_TEXT, PLACE(experiment), 0},
    {"digest", ZN_COLUMN_TEXT, PLACE(digest), 0},
    {"members", ZN_COLUMN_NUMBER, PLACE(members), 0},
    {"people", ZN_COLUMN_NUMBER, PLACE(people), 0},
    {"variant", ZN_COLUMN_TEXT, PLACE(variant), 0},
    {"criterion", ZN_COLUMN_TEXT, PLACE(criterion), 0},
    {"asked", ZN_COLUMN_TEXT, PLACE(asked), 0},
    {"holds", ZN_COLUMN_NUMBER, PLACE(holds), 0},
    {"statistic", ZN_COLUMN_NUMBER, PLACE(statistic), 0},
    {"survives", ZN_COLUMN_NUMBER, PLACE(survives), 0},
    {"lo90", ZN_COLUMN_NUMBER, PLACE(lo90), 0},
    {"hi90", ZN_COLUMN_NUMBER, PLACE(hi90), 0},
    {"members_hold", ZN_COLUMN_NUMBER, PLACE(members_hold), 0},
    {"counted", ZN_COLUMN_NUMBER, PLACE(counted), 0},
    {"without_value", ZN_COLUMN_NUMBER, PLACE(without), 0},
    {"q05", ZN_COLUMN_NUMBER, PLACE(quantile[0]), 0},
    {"q25", ZN_COLUMN_NUMBER, PLACE(quantile[1]), 0},
    {"q50", ZN_COLUMN_NUMBER, PLACE(quantile[2]), 0},
    {"q75", ZN_COLUMN_NUMBER, PLACE(quantile[3]), 0},
    {"q95", ZN_COLUMN_NUMBER, PLACE(quantile[4]), 0},
    {"each_member", ZN_COLUMN_TEXT, PLACE(each_member), 0},
};
#undef PLACE
enum { COLUMNS = sizeof columns / sizeof *columns };

/* --- Writing ---------------------------------------------------------------------------------------------------------------------- */

static void write_members(struct zn_writer *csv, const double *member, int n) {
  zn_writer_add(csv, ",");
  for (int m = 0; m < n; m++) {
    if (m) zn_writer_add(csv, " ");
    if (isfinite(member[m]))
      zn_writer_format(csv, "%.6g", member[m]);
    else
      zn_writer_add(csv, "-");
  }
  zn_writer_add(csv, "\n");
}

static void write_row(struct zn_writer *csv, const struct zn_experiment_result *r, const char *variant, const struct zn_outcome *outcome,
                      int k) {
  const struct zn_criterion_result *c = &outcome->criterion[k];
  const double numbers[] = {c->holds,   c->statistic,   c->survives,    c->lo90,        c->hi90,        c->members_hold, c->people,
                            c->without, c->quantile[0], c->quantile[1], c->quantile[2], c->quantile[3], c->quantile[4]};
  zn_csv_text(csv, r->name);
  zn_writer_format(csv, ",%s,%d,%d,", r->digest, r->members, r->people);
  zn_csv_text(csv, variant);
  zn_writer_add(csv, ",");
  zn_csv_text(csv, r->label[k]);
  zn_writer_format(csv, ",%s", zn_criterion_word(c->kind));
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) zn_csv_number(csv, numbers[i]);
  write_members(csv, c->member, r->members);
}

static enum zn_status write_result(struct zn_writer *csv, const struct zn_experiment_result *r, struct zn_error *error) {
  for (int k = 0; k < r->n_criteria; k++) write_row(csv, r, intact, &r->intact, k);
  for (int b = 0; b < r->n_broken; b++) {
    char *variant;
    ZN_TRY(zn_text_join(&variant, (char *const[]){"without", r->without[b]}, 2, error));
    for (int k = 0; k < r->n_criteria; k++) write_row(csv, r, variant, &r->broken[b], k);
    free(variant);
  }
  return ZN_OK;
}

enum zn_status zn_experiment_results_write(const struct zn_experiment_results *results, const char *path, struct zn_error *error) {
  struct zn_writer csv = {0};
  struct zn_locale locale;
  enum zn_status status = zn_locale_plain(&locale, error);
  if (status != ZN_OK) return status;
  for (int i = 0; i < COLUMNS; i++) zn_writer_format(&csv, i ? ",%s" : "%s", columns[i].name);
  zn_writer_add(&csv, "\n");
  for (int i = 0; i < results->n && status == ZN_OK; i++) status = write_result(&csv, results->result[i], error);
  zn_locale_restore(&locale);
  return zn_writer_save(&csv, path, status, error);
}

/* --- Reading ---------------------------------------------------------------------------------------------------------------------- */

/* A table in the making, and the rows that are left to read. */
struct reader {
  const struct row *row;
  int left;
};

static enum zn_status check_count(double value, double least, const char *name, struct zn_error *error) {
  if (value >= least && value <= 1e9 && value == floor(value)) return ZN_OK;
  return zn_fail(error, ZN_INPUT, "%s is %g; expected a whole number from %g on", name, value, least);
}

static enum zn_status check_row(const void *read, struct zn_error *error) {
  const struct row *r = read;
  if (strlen(r->digest) != 16 || r->digest[strspn(r->digest, "0123456789abcdef")])
    return zn_fail(error, ZN_INPUT, "'%.40s' is no digest; expected 16 hexadecimal digits", r->digest);
  ZN_TRY(check_count(r->members, 1.0, "members", error));
  ZN_TRY(check_count(r->people, 1.0, "people", error));
  ZN_TRY(check_count(r->counted, 0.0, "counted", error));
  ZN_TRY(check_count(r->without, 0.0, "without_value", error));
  ZN_TRY(check_count(r->members_hold, 0.0, "members_hold", error));
  if (r->holds != 0.0 && r->holds != 1.0) return zn_fail(error, ZN_INPUT, "holds is %g; expected 0 or 1", r->holds);
  if (r->members_hold > r->members) return zn_fail(error, ZN_INPUT, "members_hold is above members");
  if (!(0.0 <= r->lo90 && r->lo90 <= r->survives && r->survives <= r->hi90 && r->hi90 <= 1.0))
    return zn_fail(error, ZN_INPUT, "survives and its interval do not fit: expected 0 <= lo90 <= survives <= hi90 <= 1");
  if (zn_pieces_count(r->each_member, " ") != (int)r->members)
    return zn_fail(error, ZN_INPUT, "each_member has %d numbers; expected %g", zn_pieces_count(r->each_member, " "), r->members);
  return ZN_OK;
}

static enum zn_status read_members(double *member, const char *list, struct zn_error *error) {
  char piece[ZN_LONGEST_PIECE];
  for (int m = 0; zn_piece_next(&list, " ", piece); m++) {
    char *end;
    member[m] = strcmp(piece, "-") == 0 ? NAN : strtod(piece, &end);
    if (!isnan(member[m]) && (*end || !isfinite(member[m])))
      return zn_fail(error, ZN_INPUT, "each_member holds '%.40s'; expected a number or -", piece);
  }
  return ZN_OK;
}

static enum zn_status read_kind(enum zn_criterion_kind *kind, const char *word, struct zn_error *error) {
  for (int k = 0; k < ZN_CRITERION_KINDS; k++)
    if (strcmp(zn_criterion_word((enum zn_criterion_kind)k), word) == 0) return *kind = (enum zn_criterion_kind)k, ZN_OK;
  return zn_fail(error, ZN_INPUT, "asked is '%.40s'; expected 'each', 'median' or another kind of criterion", word);
}

static enum zn_status read_criterion(struct zn_criterion_result *c, const struct row *row, struct zn_error *error) {
  *c = (struct zn_criterion_result){.holds = row->holds != 0.0,
                                    .people = (int)row->counted,
                                    .without = (int)row->without,
                                    .statistic = row->statistic,
                                    .survives = row->survives,
                                    .lo90 = row->lo90,
                                    .hi90 = row->hi90,
                                    .members_hold = (int)row->members_hold,
                                    .member = calloc((size_t)row->members + 1, sizeof *c->member)};
  memcpy(c->quantile, row->quantile, sizeof c->quantile);
  ZN_TRY(read_kind(&c->kind, row->asked, error));
  if (!c->member) return zn_fail(error, ZN_MEMORY, "no memory for results of experiments");
  return read_members(c->member, row->each_member, error);
}

/* Rows of the same experiment, and of those the rows of the same variant, from `r` on. */
static int same_experiment(const struct reader *r) {
  int n = 0;
  while (n < r->left && strcmp(r->row[n].experiment, r->row->experiment) == 0) n++;
  return n;
}
static int same_variant(const struct reader *r, int most) {
  int n = 0;
  while (n < most && strcmp(r->row[n].variant, r->row->variant) == 0) n++;
  return n;
}

static enum zn_status check_belongs(const struct row *row, const struct zn_experiment_result *r, int k, const char *variant,
                                    struct zn_error *error) {
  if (strcmp(row->digest, r->digest) || row->members != r->members || row->people != r->people)
    return zn_fail(error, ZN_INPUT, "digest, members or people differ from those of the row above");
  if (strcmp(row->variant, variant) || strcmp(row->criterion, r->label[k]))
    return zn_fail(error, ZN_INPUT, "expected criterion '%.100s' of variant '%.100s'", r->label[k], variant);
  return ZN_OK;
}

static enum zn_status read_outcome(struct zn_outcome *outcome, const struct zn_experiment_result *r, struct reader *reader,
                                   struct zn_error *error) {
  const char *variant = reader->row->variant;
  *outcome = (struct zn_outcome){.holds = 1, .criterion = calloc((size_t)r->n_criteria + 1, sizeof *outcome->criterion)};
  if (!outcome->criterion) return zn_fail(error, ZN_MEMORY, "no memory for results of experiments");
  for (int k = 0; k < r->n_criteria; k++, reader->row++, reader->left--) {
    struct zn_criterion_result *c = &outcome->criterion[k];
    ZN_TRY(check_belongs(reader->row, r, k, variant, error));
    ZN_TRY(read_criterion(c, reader->row, error));
    outcome->holds &= c->holds;
    if (c->survives < outcome->criterion[outcome->worst].survives) outcome->worst = k;
  }
  return ZN_OK;
}

static enum zn_status open_result(struct zn_experiment_result *r, const struct reader *reader, int rows, struct zn_error *error) {
  r->n_criteria = same_variant(reader, rows);
  if (rows % r->n_criteria)
    return zn_fail(error, ZN_INPUT, "not all variants of '%.80s' have %d rows", reader->row->experiment, r->n_criteria);
  const int n_broken = rows / r->n_criteria - 1;
  r->members = (int)reader->row->members;
  r->people = (int)reader->row->people;
  memcpy(r->digest, reader->row->digest, sizeof r->digest);
  r->label = calloc((size_t)r->n_criteria + 1, sizeof *r->label);
  r->without = calloc((size_t)n_broken + 1, sizeof *r->without);
  r->broken = calloc((size_t)n_broken + 1, sizeof *r->broken);
  if (!r->label || !r->without || !r->broken) return zn_fail(error, ZN_MEMORY, "no memory for results of experiments");
  r->n_broken = n_broken;
  ZN_TRY(zn_text_copy(&r->name, reader->row->experiment, error));
  for (int k = 0; k < r->n_criteria; k++) ZN_TRY(zn_text_copy(&r->label[k], reader->row[k].criterion, error));
  return strcmp(reader->row->variant, intact) == 0 ? ZN_OK : zn_fail(error, ZN_INPUT, "the first variant is not '%s'", intact);
}

static enum zn_status read_result(struct zn_experiment_result *r, struct reader *reader, struct zn_error *error) {
  static const char without[] = "without ";
  ZN_TRY(open_result(r, reader, same_experiment(reader), error));
  ZN_TRY(read_outcome(&r->intact, r, reader, error));
  for (int b = 0; b < r->n_broken; b++) {
    const char *variant = reader->row->variant;
    if (strncmp(variant, without, sizeof without - 1) != 0)
      return zn_fail(error, ZN_INPUT, "variant '%.80s'; expected 'without ...'", variant);
    ZN_TRY(zn_text_copy(&r->without[b], variant + sizeof without - 1, error));
    ZN_TRY(read_outcome(&r->broken[b], r, reader, error));
  }
  return ZN_OK;
}

static enum zn_status read_all(struct zn_experiment_results *results, struct reader *reader, const char *name, struct zn_error *error) {
  while (reader->left) {
    struct zn_experiment_result *r = calloc(1, sizeof *r);
    if (!r) return zn_fail(error, ZN_MEMORY, "no memory for results of experiments");
    const struct row *row = reader->row;
    enum zn_status status = zn_experiment_results_find(results, row->experiment)
                                ? zn_fail(error, ZN_INPUT, "rows of '%.80s' stand in two places", row->experiment)
                                : read_result(r, reader, error);
    if (status == ZN_OK) status = zn_experiment_results_put(results, r, error);
    if (status == ZN_OK) continue;
    zn_experiment_result_free(r);
    const int line = reader->left ? reader->row->line : row->line;
    const struct zn_error inner = error ? *error : (struct zn_error){0};
    return status == ZN_INPUT ? zn_fail_at(error, status, name, line, "%s", inner.text) : status;
  }
  return ZN_OK;
}

static const struct zn_table_layout layout = {.columns = columns,
                                              .n = COLUMNS,
                                              .example = shipped_name,
                                              .size = sizeof(struct row),
                                              .line_place = offsetof(struct row, line),
                                              .check = check_row};

static enum zn_status parse(struct zn_experiment_results **out, const char *text, const char *name, struct zn_error *error) {
  struct zn_experiment_results *results = calloc(1, sizeof *results);
  struct zn_table_rows rows;
  struct zn_locale locale;
  *out = NULL;
  if (!results) return zn_fail(error, ZN_MEMORY, "no memory for results of experiments");
  enum zn_status status = zn_locale_plain(&locale, error);
  if (status == ZN_OK) {
    status = zn_columns_parse(&rows, &layout, text, name, error);
    if (status == ZN_OK) {
      struct reader reader = {.row = rows.rows, .left = rows.n};
      status = read_all(results, &reader, name, error);
      zn_table_rows_clear(&rows);
    }
    zn_locale_restore(&locale);
  }
  if (status == ZN_OK)
    *out = results;
  else
    zn_experiment_results_free(results);
  return status;
}

enum zn_status zn_experiment_results_read(struct zn_experiment_results **results, const char *path, struct zn_error *error) {
  char *text;
  size_t length;
  *results = NULL;
  ZN_TRY(zn_file_read(&text, &length, path, ZN_LARGEST_FILE, error));
  const enum zn_status status = parse(results, text, path, error);
  free(text);
  return status;
}

enum zn_status zn_experiment_results_shipped(struct zn_experiment_results **results, struct zn_error *error) {
  const struct zn_embedded_file *file = zn_embedded_find(shipped_name);
  if (file) return parse(results, file->text, shipped_name, error);
  *results = calloc(1, sizeof **results);
  return *results ? ZN_OK : zn_fail(error, ZN_MEMORY, "no memory for results of experiments");
}

/* --- Keeping ---------------------------------------------------------------------------------------------------------------------- */

const struct zn_experiment_result *zn_experiment_results_find(const struct zn_experiment_results *results, const char *name) {
  for (int i = 0; i < results->n; i++)
    if (strcmp(results->result[i]->name, name) == 0) return results->result[i];
  return NULL;
}

int zn_experiment_result_fits(const struct zn_experiment_result *result, const struct zn_experiment *experiment) {
  if (result->n_criteria != experiment->n_criteria || result->n_broken != experiment->n_broken) return 0;
  for (int k = 0; k < result->n_criteria; k++)
    if (strcmp(result->label[k], experiment->criterion[k].label) != 0) return 0;
  for (int b = 0; b < result->n_broken; b++)
    if (strcmp(result->without[b], experiment->broken[b].without) != 0) return 0;
  return 1;
}

enum zn_status zn_experiment_results_put(struct zn_experiment_results *results, struct zn_experiment_result *result,
                                         struct zn_error *error) {
  int at = 0;
  while (at < results->n && strcmp(results->result[at]->name, result->name) < 0) at++;
  if (at < results->n && strcmp(results->result[at]->name, result->name) == 0) {
    zn_experiment_result_free(results->result[at]);
    results->result[at] = result;
    return ZN_OK;
  }
  struct zn_experiment_result **more = realloc(results->result, ((size_t)results->n + 1) * sizeof *more);
  if (!more) return zn_fail(error, ZN_MEMORY, "no memory for results of experiments");
  memmove(more + at + 1, more + at, (size_t)(results->n - at) * sizeof *more);
  more[at] = result;
  results->result = more;
  results->n++;
  return ZN_OK;
}

void zn_experiment_results_free(struct zn_experiment_results *results) {
  if (!results) return;
  for (int i = 0; i < results->n; i++) zn_experiment_result_free(results->result[i]);
  free(results->result);
  free(results);
}
