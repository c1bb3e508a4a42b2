#include "people_table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "base/status.h"
#include "base/text.h"
#include "base/units.h"
#include "reader.h"

static const char *const grades[] = {"measured_human", "measured_animal", "measured_cells", "derived", "expert", "chosen", "unverified"};
static const char *const amongs[] = {"women", "men", "everybody"};
enum { EVERYBODY = 2 };

static const char *word_at(const void *context, int index) { return ((const char *const *)context)[index]; }
static const char *margin_at(const void *context, int index) { return (void)context, zn_margin_word((enum zn_margin_kind)index); }
static const char *attribute_at(const void *context, int index) { return (void)context, zn_attribute_info((enum zn_attribute)index).name; }
static const char *other_at(const void *context, int index) {
  return index < ZN_SCORED_ATTRIBUTES ? attribute_at(context, index) : zn_parameter_info(index - ZN_SCORED_ATTRIBUTES)->name;
}

struct zn_names zn_drawn_attribute_names(void) {
  return (struct zn_names){"attribute", attribute_at, NULL, ZN_DRAWN_ATTRIBUTES};
}
struct zn_names zn_attribute_names(void) {
  return (struct zn_names){"attribute", attribute_at, NULL, ZN_ATTRIBUTES};
}

/* One of the two tables while it is read. */
struct table {
  struct zn_csv csv;
  const char *path;
  const char *const *columns;
  int n_columns, row;
};

static const char *cell(const struct table *t, int column) { return zn_csv_cell(&t->csv, t->row, column); }

static enum zn_status check_header(const struct table *t, struct zn_error *error) {
  for (int c = 0; c < t->n_columns; c++)
    if (c >= t->csv.columns || strcmp(t->csv.cell[c], t->columns[c]) != 0)
      return zn_fail_at(error, ZN_INPUT, t->path, 1, "column %d is '%s'; expected '%s'", c + 1, c < t->csv.columns ? t->csv.cell[c] : "",
                        t->columns[c]);
  if (t->csv.columns == t->n_columns) return ZN_OK;
  return zn_fail_at(error, ZN_INPUT, t->path, 1, "there are more than %d columns", t->n_columns);
}

/* A number that stands there when it is asked for, and does not otherwise. */
static enum zn_status read_number(const struct table *t, int column, int asked, double low, double high, double *value,
                                  struct zn_error *error) {
  const char *rest = "";
  *value = 0.0;
  if (!asked && !*cell(t, column)) return ZN_OK;
  if (!asked) return zn_fail(error, ZN_INPUT, "%s: '%.40s' has no meaning for such a margin", t->columns[column], cell(t, column));
  if (zn_quantity_split(cell(t, column), value, &rest, NULL) != ZN_OK || *rest || *value < low || *value > high)
    return zn_fail(error, ZN_INPUT, "%s: '%.40s' is out of bounds; expected %g to %g", t->columns[column], cell(t, column), low, high);
  return ZN_OK;
}

/* The last three columns of both. */
static enum zn_status read_origin(const struct table *t, int column, char **source, char **grade, char **meaning, struct zn_error *error) {
  const struct zn_names all = {"grade", word_at, grades, (int)(sizeof grades / sizeof *grades)};
  int index;
  ZN_TRY(zn_sources_check(cell(t, column), error));
  ZN_TRY(zn_name_find(&all, cell(t, column + 1), &index, error));
  ZN_TRY(zn_text_copy(source, cell(t, column), error));
  ZN_TRY(zn_text_copy(grade, cell(t, column + 1), error));
  return zn_text_copy(meaning, cell(t, column + 2), error);
}

/* --- Margins ----------------------------------------------------------------------------------------------------------------------------
 */

static const char *const attribute_columns[] = {"attribute", "among", "margin", "value", "spread",
                                                "low",       "high",  "source", "grade", "meaning"};
enum { ATTRIBUTE, AMONG, MARGIN, VALUE, SPREAD, LOW, HIGH, SOURCE, ATTRIBUTE_COLUMNS = SOURCE + 3 };

/* How each attribute is distributed; what the rest of the program makes of it asks for that. */
static const enum zn_margin_kind kinds[ZN_DRAWN_ATTRIBUTES] = {[ZN_ATTRIBUTE_SEX] = ZN_MARGIN_SHARE,
                                                               [ZN_ATTRIBUTE_AGE] = ZN_MARGIN_UNIFORM,
                                                               [ZN_ATTRIBUTE_HEIGHT] = ZN_MARGIN_NORMAL,
                                                               [ZN_ATTRIBUTE_SMALL_BOWEL] = ZN_MARGIN_NORMAL,
                                                               [ZN_ATTRIBUTE_HLA] = ZN_MARGIN_SHARE};

static enum zn_status read_margin(struct table *t, void *item, struct zn_error *error) {
  const struct zn_names names = zn_drawn_attribute_names(), among = {"group", word_at, amongs, EVERYBODY + 1},
                        margins = {"margin", margin_at, NULL, ZN_MARGIN_KINDS};
  struct zn_margin *m = item;
  int attribute, group, kind;
  ZN_TRY(zn_name_find(&names, cell(t, ATTRIBUTE), &attribute, error));
  ZN_TRY(zn_name_find(&among, cell(t, AMONG), &group, error));
  ZN_TRY(zn_name_find(&margins, cell(t, MARGIN), &kind, error));
  m->attribute = (enum zn_attribute)attribute;
  m->among = group == EVERYBODY ? -1 : group;
  m->kind = (enum zn_margin_kind)kind;
  m->line = t->csv.line[t->row];
  const int normal = kind == ZN_MARGIN_NORMAL, share = kind == ZN_MARGIN_SHARE;
  if (m->kind != kinds[attribute] || normal != (m->among >= 0))
    return zn_fail(error, ZN_INPUT, "'%s' of %s is %s; expected %s of %s", cell(t, ATTRIBUTE), cell(t, AMONG), cell(t, MARGIN),
                   zn_margin_word(kinds[attribute]), kinds[attribute] == ZN_MARGIN_NORMAL ? "women and of men, each" : "everybody");
  ZN_TRY(read_number(t, VALUE, share || normal, share ? 0.01 : 1e-3, share ? 0.99 : 1e6, &m->value, error));
  ZN_TRY(read_number(t, SPREAD, normal, 1e-6, 1e6, &m->spread, error));
  ZN_TRY(read_number(t, LOW, !share, 0.0, normal ? m->value : 1e6, &m->low, error));
  ZN_TRY(read_number(t, HIGH, !share, normal ? m->value : m->low + 1.0, 1e6, &m->high, error));
  return read_origin(t, SOURCE, &m->source, &m->grade, &m->meaning, error);
}

static enum zn_status find_margins(struct zn_people_table *table, struct zn_error *error) {
  for (int i = 0; i < table->n_margins; i++)
    for (int sex = 0; sex < 2; sex++) {
      const struct zn_margin *m = &table->margin[i];
      if (m->among >= 0 && m->among != sex) continue;
      if (table->of[m->attribute][sex])
        return zn_fail_at(error, ZN_INPUT, ZN_ATTRIBUTE_TABLE, m->line, "'%s' stands there twice", zn_attribute_info(m->attribute).name);
      table->of[m->attribute][sex] = m;
    }
  for (int a = 0; a < ZN_DRAWN_ATTRIBUTES; a++)
    for (int sex = 0; sex < 2; sex++)
      if (!table->of[a][sex])
        return zn_fail_at(error, ZN_INPUT, ZN_ATTRIBUTE_TABLE, 1, "'%s' of %s is missing", attribute_at(NULL, a), amongs[sex]);
  return ZN_OK;
}

/* --- Correlations -----------------------------------------------------------------------------------------------------------------------
 */

static const char *const correlation_columns[] = {"attribute", "with", "correlation", "source", "grade", "meaning"};
enum { OF, WITH, CORRELATION, CORRELATION_SOURCE, CORRELATION_COLUMNS = CORRELATION_SOURCE + 3 };

/* A parameter that goes with another by its own table cannot be moved alone. */
static enum zn_status check_alone(int parameter, struct zn_error *error) {
  const struct zn_parameter_info *info = zn_parameter_info(parameter);
  if (info->spread == 0.0) return zn_fail(error, ZN_INPUT, "'%s' has no spread; expected a number in which people differ", info->name);
  for (int k = 0; k < zn_parameter_count(); k++)
    if ((k == parameter && info->correlated_with >= 0) || zn_parameter_info(k)->correlated_with == parameter)
      return zn_fail(error, ZN_INPUT, "'%s' is correlated with another parameter in data/parameters.csv already", info->name);
  return ZN_OK;
}

static enum zn_status read_correlation(struct table *t, void *item, struct zn_error *error) {
  const struct zn_names names = {"attribute with a score", attribute_at, NULL, ZN_SCORED_ATTRIBUTES},
                        others = {"parameter or attribute", other_at, NULL, ZN_SCORED_ATTRIBUTES + zn_parameter_count()};
  struct zn_correlation *c = item;
  int attribute, other;
  c->line = t->csv.line[t->row];
  ZN_TRY(zn_name_find(&names, cell(t, OF), &attribute, error));
  ZN_TRY(zn_name_find(&others, cell(t, WITH), &other, error));
  c->attribute = (enum zn_attribute)attribute;
  c->parameter = other < ZN_SCORED_ATTRIBUTES ? -1 : other - ZN_SCORED_ATTRIBUTES;
  c->other = other < ZN_SCORED_ATTRIBUTES ? (enum zn_attribute)other : c->attribute;
  if (other == attribute) return zn_fail(error, ZN_INPUT, "'%s' with itself; expected something else", cell(t, OF));
  if (c->parameter >= 0) ZN_TRY(check_alone(c->parameter, error));
  ZN_TRY(read_number(t, CORRELATION, 1, -0.99, 0.99, &c->correlation, error));
  return read_origin(t, CORRELATION_SOURCE, &c->source, &c->grade, &c->meaning, error);
}

static enum zn_status check_once(const struct zn_people_table *t, struct zn_error *error) {
  for (int i = 0; i < t->n_correlations; i++)
    for (int k = 0; k < i; k++) {
      const struct zn_correlation *a = &t->correlation[i], *b = &t->correlation[k];
      const int same = a->attribute == b->attribute && a->other == b->other;
      const int turned = a->parameter < 0 && a->attribute == b->other && a->other == b->attribute;
      if (a->parameter == b->parameter && (same || turned))
        return zn_fail_at(error, ZN_INPUT, ZN_CORRELATION_TABLE, a->line, "this correlation stands in line %d already", b->line);
    }
  return ZN_OK;
}

/* --- Tables -------------------------------------------------------------------------------------------------------------------------- */

/* Reads every row into the next item of a new array. */
static enum zn_status read_rows(struct table *t, const char *text, void **items, int *n, size_t size,
                                enum zn_status (*read)(struct table *, void *, struct zn_error *), struct zn_error *error) {
  ZN_TRY(zn_csv_parse(&t->csv, text, t->path, error));
  enum zn_status status = check_header(t, error);
  if (status == ZN_OK && !(*items = calloc((size_t)t->csv.rows, size))) status = zn_fail(error, ZN_MEMORY, "no memory for %s", t->path);
  for (t->row = 1; t->row < t->csv.rows && status == ZN_OK; t->row++) {
    struct zn_error why = {0};
    status = read(t, (char *)*items + (size_t)(*n)++ * size, &why);
    if (status != ZN_OK) zn_fail_at(error, status, t->path, t->csv.line[t->row], "%s", why.text);
  }
  zn_csv_clear(&t->csv);
  return status;
}

static enum zn_status fill(struct zn_people_table *table, const char *attributes, const char *correlations, struct zn_error *error) {
  struct table margins = {.path = ZN_ATTRIBUTE_TABLE, .columns = attribute_columns, .n_columns = ATTRIBUTE_COLUMNS},
               links = {.path = ZN_CORRELATION_TABLE, .columns = correlation_columns, .n_columns = CORRELATION_COLUMNS};
  void *items = NULL;
  enum zn_status status = read_rows(&margins, attributes, &items, &table->n_margins, sizeof *table->margin, read_margin, error);
  table->margin = items;
  ZN_TRY(status);
  ZN_TRY(find_margins(table, error));
  items = NULL;
  status = read_rows(&links, correlations, &items, &table->n_correlations, sizeof *table->correlation, read_correlation, error);
  table->correlation = items;
  ZN_TRY(status);
  ZN_TRY(check_once(table, error));
  struct zn_error why = {0};
  status = zn_people_table_join(table, &why);
  return status == ZN_OK ? ZN_OK : zn_fail_at(error, status, ZN_CORRELATION_TABLE, 1, "%s", why.text);
}

enum zn_status zn_people_table_parse(struct zn_people_table **out, const char *attributes, const char *correlations,
                                     struct zn_error *error) {
  struct zn_people_table *table = calloc(1, sizeof *table);
  *out = NULL;
  if (!table) return zn_fail(error, ZN_MEMORY, "no memory for a table of people");
  const enum zn_status status = fill(table, attributes, correlations, error);
  if (status == ZN_OK)
    *out = table;
  else
    zn_people_table_free(table);
  return status;
}

void zn_people_table_free(struct zn_people_table *table) {
  if (!table) return;
  for (int i = 0; i < table->n_margins; i++) {
    free(table->margin[i].source);
    free(table->margin[i].grade);
    free(table->margin[i].meaning);
  }
  for (int i = 0; i < table->n_correlations; i++) {
    free(table->correlation[i].source);
    free(table->correlation[i].grade);
    free(table->correlation[i].meaning);
  }
  free(table->margin);
  free(table->correlation);
  free(table);
}
