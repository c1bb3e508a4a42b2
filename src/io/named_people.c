#include "named_people.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "base/status.h"
#include "base/text.h"
#include "measure.h"
#include "named_attributes.h"
#include "names.h"

double zn_shown_to_internal(const char *text, long double to_internal) { return (double)(strtold(text, NULL) * to_internal); }

int zn_parameter_is_of_study(int parameter) { return strcmp(zn_parameter_info(parameter)->name, "diet_in_meals") == 0; }

/* What a column holds. */
enum kind { NAME, COHORT, NUMBER, TWIN_OF, CANDIDATE, WEIGHT, KINDS, ATTRIBUTE = KINDS, PARAMETER };
static const char *const words[KINDS] = {"name", "cohort", "number", "twin_of", "candidate", "matching_weight"};

struct column {
  enum kind kind;
  int parameter;           /* or attribute */
  long double to_internal; /* of what is written in it */
};

struct name {
  const char *text;
  int person;
};

/* A table while it is read. */
struct reader {
  const struct zn_people_source *source;
  struct zn_named_people *people;
  struct zn_csv csv;
  struct column *column; /* [csv.columns] */
  int at[KINDS];         /* where those columns stand; -1: nowhere */
  int *row;              /* [people->people] of the table */
  struct name *sorted;   /* [people->people] by name */
  struct zn_parameters around;
  int looks; /* whether any column is of an attribute */
};

/* At a row of the table; the header is row 0. */
__attribute__((format(printf, 4, 5))) static enum zn_status refuse(const struct reader *r, int row, struct zn_error *error,
                                                                   const char *format, ...) {
  char text[sizeof error->text];
  va_list values;
  va_start(values, format);
  vsnprintf(text, sizeof text, format, values);
  va_end(values);
  return zn_fail_at(error, ZN_INPUT, r->source->path, r->csv.line[row], "%s", text);
}

/* --- The header ----------------------------------------------------------------------------------------------------------------------- */

static const char *known_name(const void *context, int index) {
  (void)context;
  if (index < KINDS) return words[index];
  index -= KINDS;
  return index < ZN_ATTRIBUTES ? zn_attribute_info((enum zn_attribute)index).name : zn_parameter_info(index - ZN_ATTRIBUTES)->name;
}

/* "person_weight (kg)" is a name and a unit. */
static void split_header(const char *header, char name[128], char unit[64]) {
  const char *open = strstr(header, " (");
  const size_t length = open ? (size_t)(open - header) : strlen(header), end = open ? strlen(open) : 0;
  snprintf(name, 128, "%.*s", length < 127 ? (int)length : 127, header);
  snprintf(unit, 64, "%.*s", end > 3 && open[end - 1] == ')' && end < 66 ? (int)end - 3 : 0, open ? open + 2 : "");
}

static enum zn_status read_unit(struct reader *r, struct column *column, const char *header, const char *unit, struct zn_error *error) {
  const struct zn_parameter_info *info = zn_parameter_info(column->parameter);
  const int pure = strcmp(info->unit, "1") == 0;
  struct zn_measure one = zn_measure_of_parameter(column->parameter);
  char text[80];
  double shown;
  one.low = -INFINITY, one.high = INFINITY;
  snprintf(text, sizeof text, "1 %s", unit);
  if (strcmp(unit, info->unit) == 0) {
    column->to_internal = info->to_internal;
    return ZN_OK;
  }
  if ((*unit || !strchr(header, '(')) && zn_measure_read(&one, r->source->units, text, &shown, NULL) == ZN_OK) {
    column->to_internal = (long double)shown * info->to_internal;
    return ZN_OK;
  }
  return refuse(r, 0, error,
                pure ? "column '%.80s' has a unit; expected '%s'" : "column '%.80s': expected '%s (%s)', or another unit like that", header,
                info->name, info->unit);
}

/* What the cohort changes as well would be lost. */
static enum zn_status check_unchanged(const struct reader *r, int parameter, struct zn_error *error) {
  for (int i = 0; i < r->source->cohort->n_changes; i++)
    if (r->source->cohort->changes[i].parameter == parameter)
      return refuse(r, 0, error, "'%s' is set by the study's cohort as well; expected it in one place", zn_parameter_info(parameter)->name);
  if (!zn_parameter_is_of_study(parameter)) return ZN_OK;
  return refuse(r, 0, error, "'%s' cannot stand here; expected 'meals: true' or 'meals: false' in the study",
                zn_parameter_info(parameter)->name);
}

static enum zn_status read_attribute_unit(struct reader *r, struct column *column, const char *header, const char *unit,
                                          struct zn_error *error) {
  struct zn_error why = {0};
  r->looks = 1;
  if (!r->source->library->people) return refuse(r, 0, error, "column '%.80s': this library says nothing of how people look", header);
  if (!*unit && strchr(header, '(')) unit = "?";
  if (zn_attribute_unit_read((enum zn_attribute)column->parameter, unit, r->source->units, &column->to_internal, &why) == ZN_OK)
    return ZN_OK;
  return refuse(r, 0, error, "column '%.80s': %s", header, why.text);
}

static enum zn_status read_column(struct reader *r, int c, struct zn_error *error) {
  const struct zn_names names = {"column", known_name, NULL, KINDS + ZN_ATTRIBUTES + zn_parameter_count()};
  const char *header = zn_csv_cell(&r->csv, 0, c);
  struct column *column = &r->column[c];
  char name[128], unit[64];
  int index;
  split_header(header, name, unit);
  struct zn_error why = {0};
  if (zn_name_find(&names, name, &index, &why) != ZN_OK) return refuse(r, 0, error, "%s", why.text);
  const int attribute = index - KINDS;
  *column = (struct column){.kind = index < KINDS               ? (enum kind)index
                                    : attribute < ZN_ATTRIBUTES ? ATTRIBUTE
                                                                : PARAMETER,
                            .parameter = attribute < ZN_ATTRIBUTES ? attribute : attribute - ZN_ATTRIBUTES};
  for (int k = 0; k < c; k++)
    if (r->column[k].kind == column->kind && r->column[k].parameter == column->parameter)
      return refuse(r, 0, error, "column '%s' stands there twice", name);
  if (column->kind == ATTRIBUTE) return read_attribute_unit(r, column, header, unit, error);
  if (column->kind != PARAMETER) {
    r->at[column->kind] = c;
    return strcmp(header, name) == 0 ? ZN_OK : refuse(r, 0, error, "column '%.80s' has a unit; expected '%s'", header, name);
  }
  r->people->n++;
  ZN_TRY(check_unchanged(r, column->parameter, error));
  return read_unit(r, column, header, unit, error);
}

static enum zn_status read_header(struct reader *r, struct zn_error *error) {
  r->column = calloc((size_t)r->csv.columns, sizeof *r->column);
  if (!r->column) return zn_fail(error, ZN_MEMORY, "no memory for the columns of %s", r->source->path);
  for (int k = 0; k < KINDS; k++) r->at[k] = -1;
  for (int c = 0; c < r->csv.columns; c++) ZN_TRY(read_column(r, c, error));
  return r->at[NAME] >= 0 ? ZN_OK : refuse(r, 0, error, "column 'name' is missing");
}

/* --- Who ------------------------------------------------------------------------------------------------------------------------------ */

static const char *cell(const struct reader *r, int person, enum kind kind) { return zn_csv_cell(&r->csv, r->row[person], r->at[kind]); }

/* The rows of this cohort; all of them where the table has no such column. */
static enum zn_status find_rows(struct reader *r, struct zn_error *error) {
  const char *wanted = r->source->cohort->name;
  r->row = malloc((size_t)r->csv.rows * sizeof *r->row);
  if (!r->row) return zn_fail(error, ZN_MEMORY, "no memory for the people of %s", r->source->path);
  for (int i = 1; i < r->csv.rows; i++)
    if (r->at[COHORT] < 0 || strcmp(zn_csv_cell(&r->csv, i, r->at[COHORT]), wanted) == 0) r->row[r->people->people++] = i;
  if (r->people->people) return ZN_OK;
  if (r->csv.rows == 1) return refuse(r, 0, error, "nobody stands under the header; expected a row for each person");
  return refuse(r, 0, error, "nobody's 'cohort' is '%s'; expected rows of that cohort of the study, or no such column", wanted);
}

static int by_name(const void *a, const void *b) {
  const struct name *x = a, *y = b;
  const int order = strcmp(x->text, y->text);
  return order ? order : (x->person > y->person) - (x->person < y->person);
}

static enum zn_status read_names(struct reader *r, struct zn_error *error) {
  struct zn_named_people *p = r->people;
  p->name = calloc((size_t)p->people, sizeof *p->name);
  p->drawn_as = malloc((size_t)p->people * sizeof *p->drawn_as);
  r->sorted = malloc((size_t)p->people * sizeof *r->sorted);
  if (!p->name || !p->drawn_as || !r->sorted) return zn_fail(error, ZN_MEMORY, "no memory for the names of %d people", p->people);
  for (int i = 0; i < p->people; i++) {
    const char *name = cell(r, i, NAME);
    if (!*name) return refuse(r, r->row[i], error, "name is empty; expected one for everybody");
    if (strlen(name) > ZN_LONGEST_PERSON)
      return refuse(r, r->row[i], error, "the name '%.20s...' is too long; expected at most %d bytes", name, ZN_LONGEST_PERSON);
    ZN_TRY(zn_text_copy(&p->name[i], name, error));
    p->drawn_as[i] = i;
    r->sorted[i] = (struct name){p->name[i], i};
  }
  qsort(r->sorted, (size_t)p->people, sizeof *r->sorted, by_name);
  for (int i = 1; i < p->people; i++)
    if (strcmp(r->sorted[i].text, r->sorted[i - 1].text) == 0)
      return refuse(r, r->row[r->sorted[i].person], error, "the name '%s' is taken already, in line %d", r->sorted[i].text,
                    r->csv.line[r->row[r->sorted[i - 1].person]]);
  return ZN_OK;
}

/* What is drawn goes by the place in the list; a number that says otherwise would be about somebody else. */
static enum zn_status check_number(const struct reader *r, int person, struct zn_error *error) {
  char expected[16];
  if (r->at[NUMBER] < 0) return ZN_OK;
  snprintf(expected, sizeof expected, "%d", person);
  if (strcmp(cell(r, person, NUMBER), expected) == 0) return ZN_OK;
  return refuse(r, r->row[person], error,
                "number is '%.40s'; expected %s, the place among the people of the cohort, by which the rest of them is drawn",
                cell(r, person, NUMBER), expected);
}

static const char *name_at(const void *context, int index) { return ((char *const *)context)[index]; }

static enum zn_status read_twin(struct reader *r, int person, struct zn_error *error) {
  struct zn_named_people *p = r->people;
  const struct name wanted = {r->at[TWIN_OF] < 0 ? "" : cell(r, person, TWIN_OF), -1};
  if (!*wanted.text) return ZN_OK;
  int low = 0, high = p->people; /* the first that is not before the wanted name */
  while (low < high) {
    const int middle = (low + high) / 2;
    if (strcmp(r->sorted[middle].text, wanted.text) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  const int found = low < p->people && strcmp(r->sorted[low].text, wanted.text) == 0 ? r->sorted[low].person : -1;
  if (found >= 0 && found < person) {
    p->drawn_as[person] = p->drawn_as[found];
    return ZN_OK;
  }
  const char *nearest = found < 0 ? zn_nearest(wanted.text, name_at, p->name, person) : NULL;
  return refuse(r, r->row[person], error, "twin_of is '%.80s'; expected somebody in a row before this one%s%s", wanted.text,
                nearest ? "; nearest: " : "", nearest ? nearest : "");
}

/* --- Their numbers -------------------------------------------------------------------------------------------------------------------- */

/* The range of the table, widened to where the conditions of the cohort lie, as for those who are drawn. */
static enum zn_status check_bounds(const struct reader *r, int row, int column, double *value, struct zn_error *error) {
  const struct zn_parameter_info *info = zn_parameter_info(r->column[column].parameter);
  const double around = ((const double *)&r->around)[r->column[column].parameter], slack = 1e-12 * fabs(*value);
  const double low = fmin(info->low * info->to_internal, around), high = fmax(info->high * info->to_internal, around);
  const long double unit = r->column[column].to_internal;
  if (*value < low - slack || *value > high + slack)
    return refuse(r, row, error, "%.80s is %.40s, out of bounds; expected %.6Lg to %.6Lg", zn_csv_cell(&r->csv, 0, column),
                  zn_csv_cell(&r->csv, row, column), low / unit, high / unit);
  *value = fmin(fmax(*value, low), high);
  return ZN_OK;
}

static enum zn_status read_cell(const struct reader *r, int row, int column, double *value, struct zn_error *error) {
  const char *text = zn_csv_cell(&r->csv, row, column), *rest = "";
  double number;
  if (!*text)
    return refuse(r, row, error, "%.80s is empty; expected a number for everybody, or no such column", zn_csv_cell(&r->csv, 0, column));
  if (zn_quantity_split(text, &number, &rest, NULL) != ZN_OK || *rest)
    return refuse(r, row, error, "%.80s is '%.40s'; expected a finite number, in the unit of the header", zn_csv_cell(&r->csv, 0, column),
                  text);
  *value = zn_shown_to_internal(text, r->column[column].to_internal);
  return check_bounds(r, row, column, value, error);
}

static double *attributes_of(const struct reader *r, int person) { return r->people->attribute + (size_t)person * ZN_DRAWN_ATTRIBUTES; }

/* What a row says of somebody's looks; claimed [ZN_ATTRIBUTES] is all of it. */
static enum zn_status read_looks(const struct reader *r, int person, double *claimed, struct zn_error *error) {
  struct zn_error why = {0};
  for (int a = 0; a < ZN_ATTRIBUTES; a++) claimed[a] = NAN;
  for (int c = 0; c < r->csv.columns; c++) {
    if (r->column[c].kind != ATTRIBUTE) continue;
    const enum zn_attribute a = (enum zn_attribute)r->column[c].parameter;
    const char *text = zn_csv_cell(&r->csv, r->row[person], c);
    if (zn_attribute_cell_read(a, text, r->column[c].to_internal, r->source->library->people, &claimed[a], &why) != ZN_OK)
      return refuse(r, r->row[person], error, "%.80s %s", zn_csv_cell(&r->csv, 0, c), why.text);
  }
  if (isnan(claimed[ZN_ATTRIBUTE_SEX]) && !(isnan(claimed[ZN_ATTRIBUTE_HEIGHT]) && isnan(claimed[ZN_ATTRIBUTE_SMALL_BOWEL])))
    return refuse(r, 0, error, "a length without a sex; expected the column 'sex' as well, by which lengths differ");
  for (int a = 0; a < ZN_DRAWN_ATTRIBUTES; a++) attributes_of(r, person)[a] = claimed[a];
  return ZN_OK;
}

static enum zn_status read_all_looks(struct reader *r, struct zn_error *error) {
  struct zn_error why = {0};
  double claimed[ZN_ATTRIBUTES];
  if (!r->looks) return ZN_OK;
  r->people->attribute = malloc((size_t)r->people->people * ZN_DRAWN_ATTRIBUTES * sizeof *r->people->attribute);
  if (!r->people->attribute) return zn_fail(error, ZN_MEMORY, "no memory for the looks of %d people", r->people->people);
  for (int i = 0; i < r->people->people; i++) ZN_TRY(read_looks(r, i, claimed, error));
  for (int i = 0; i < r->people->people; i++) {
    ZN_TRY(read_looks(r, i, claimed, error));
    if (zn_attributes_check(r->people, i, claimed, r->source, &why) != ZN_OK) return refuse(r, r->row[i], error, "%s", why.text);
  }
  return ZN_OK;
}

/* As which candidates of a matched cohort they were drawn, and what these weighed, which changes nothing here. */
static enum zn_status read_candidates(struct reader *r, struct zn_error *error) {
  struct zn_named_people *p = r->people;
  const char *rest = "";
  double number;
  if (r->at[CANDIDATE] >= 0) p->candidate = calloc((size_t)p->people, sizeof *p->candidate);
  if (r->at[CANDIDATE] >= 0 && !p->candidate) return zn_fail(error, ZN_MEMORY, "no memory for %d candidates", p->people);
  for (int i = 0; i < p->people; i++) {
    const char *which = p->candidate ? cell(r, i, CANDIDATE) : "0", *weight = r->at[WEIGHT] >= 0 ? cell(r, i, WEIGHT) : "1";
    if (zn_quantity_split(which, &number, &rest, NULL) != ZN_OK || *rest || number < 0.0 || number > ZN_HIGHEST_CANDIDATE ||
        number != floor(number))
      return refuse(r, r->row[i], error, "candidate is '%.40s'; expected a whole number from 0 on", which);
    if (p->candidate) p->candidate[i] = (int)number;
    if (zn_quantity_split(weight, &number, &rest, NULL) != ZN_OK || *rest || !(number > 0.0))
      return refuse(r, r->row[i], error, "matching_weight is '%.40s'; expected a number above 0", weight);
  }
  return ZN_OK;
}

static enum zn_status read_numbers(struct reader *r, struct zn_error *error) {
  struct zn_named_people *p = r->people;
  int n = 0;
  p->parameter = malloc(((size_t)p->n + 1) * sizeof *p->parameter);
  p->value = malloc(((size_t)p->people * (size_t)p->n + 1) * sizeof *p->value);
  if (!p->parameter || !p->value) return zn_fail(error, ZN_MEMORY, "no memory for the numbers of %d people", p->people);
  for (int c = 0; c < r->csv.columns; c++) {
    if (r->column[c].kind != PARAMETER) continue;
    for (int i = 0; i < p->people; i++) ZN_TRY(read_cell(r, r->row[i], c, &p->value[(size_t)i * (size_t)p->n + (size_t)n], error));
    p->parameter[n++] = r->column[c].parameter;
  }
  return ZN_OK;
}

/* --- The table ------------------------------------------------------------------------------------------------------------------------ */

static enum zn_status find_around(struct reader *r, struct zn_error *error) {
  double *spread = malloc((size_t)zn_parameter_count() * sizeof *spread);
  if (!spread) return zn_fail(error, ZN_MEMORY, "no memory to read %s", r->source->path);
  zn_cohort_numbers(r->source->cohort, r->source->library, &r->around, spread);
  free(spread);
  return ZN_OK;
}

static enum zn_status read_table(struct reader *r, struct zn_error *error) {
  ZN_TRY(zn_text_copy(&r->people->file, r->source->file, error));
  ZN_TRY(find_around(r, error));
  ZN_TRY(read_header(r, error));
  ZN_TRY(find_rows(r, error));
  ZN_TRY(read_names(r, error));
  for (int i = 0; i < r->people->people; i++) {
    ZN_TRY(check_number(r, i, error));
    ZN_TRY(read_twin(r, i, error));
  }
  ZN_TRY(read_candidates(r, error));
  ZN_TRY(read_numbers(r, error));
  return read_all_looks(r, error);
}

enum zn_status zn_named_people_parse(struct zn_named_people *people, const char *text, const struct zn_people_source *source,
                                     struct zn_error *error) {
  struct reader r = {.source = source, .people = people};
  *people = (struct zn_named_people){0};
  ZN_TRY(zn_csv_parse(&r.csv, text, source->path, error));
  const enum zn_status status = read_table(&r, error);
  zn_csv_clear(&r.csv);
  free(r.column);
  free(r.row);
  free(r.sorted);
  return status;
}

void zn_named_people_clear(struct zn_named_people *people) {
  for (int i = 0; people->name && i < people->people; i++) free(people->name[i]);
  free(people->name);
  free(people->drawn_as);
  free(people->parameter);
  free(people->value);
  free(people->attribute);
  free(people->candidate);
  free(people->file);
  *people = (struct zn_named_people){0};
}
