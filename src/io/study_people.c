/* Whom a cohort takes: sex, age, and what a paper says of its people. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "people_table.h"
#include "study_rows.h"
#include "years.h"

/* --- Sex and age ------------------------------------------------------------------------------------------------------------------------
 */

static enum zn_status read_sex(const struct zn_study_pass *pass, struct zn_choice *choice, const struct zn_cohort_row *row,
                               const struct zn_node *node, struct zn_error *error) {
  static const struct zn_measure share = {.unit = "%", .to_internal = 0.01, .low = 0.0, .high = 100.0};
  const struct zn_node *female = zn_node_entry(node, "female");
  double percent = 0.0;
  if (row->sex && row->female) return zn_node_refuse(female, pass->file, error, "both 'sex' and 'female'; expected one of them");
  if (!row->sex && !row->female) return ZN_OK;
  choice->by_sex = 1;
  if (row->sex) {
    choice->women = strcmp(row->sex, "female") == 0;
    if (choice->women == 1.0 || strcmp(row->sex, "male") == 0) return ZN_OK;
    return zn_node_refuse(zn_node_entry(node, "sex"), pass->file, error, "'%s' is no sex; expected female or male, or 'female: 60 %%'",
                          row->sex);
  }
  ZN_TRY(zn_node_blame(zn_measure_read(&share, pass->units, row->female, &percent, error), female, pass->file, error));
  choice->women = 0.01 * percent;
  return ZN_OK;
}

/* How old people with the conditions of the cohort are. */
static void ages_of(const struct zn_study_pass *pass, const struct zn_cohort *cohort, double *low, double *high) {
  const struct zn_margin *age = pass->library->people->of[ZN_ATTRIBUTE_AGE][0];
  *low = age->low, *high = age->high;
  for (int i = 0; i < cohort->n_overlays; i++) {
    const struct zn_overlay *o = &pass->library->overlays[cohort->overlays[i]];
    if (o->age_high > 0.0) *low = o->age_low, *high = o->age_high;
  }
}

static enum zn_status read_age(const struct zn_study_pass *pass, struct zn_cohort *cohort, const struct zn_cohort_row *row,
                               const struct zn_node *node, struct zn_error *error) {
  struct zn_choice *choice = &cohort->choice;
  const struct zn_node *age = zn_node_entry(node, "age");
  double low, high;
  if (!row->age) return ZN_OK;
  ZN_TRY(zn_node_blame(zn_years_between(row->age, &choice->age_low, &choice->age_high, error), age, pass->file, error));
  ages_of(pass, cohort, &low, &high);
  if (choice->age_low < low || choice->age_high > high)
    return zn_node_refuse(age, pass->file, error, "'%s' is out of bounds; people of these conditions are %g a to %g a old", row->age, low,
                          high);
  choice->by_age = 1;
  return ZN_OK;
}

/* --- Published summaries ------------------------------------------------------------------------------------------------------------- */

/* A row of `match` while it is read. */
struct match {
  const struct zn_study_pass *pass;
  const struct zn_node *node;
  struct zn_matching *matching;
  struct zn_wanted wanted; /* of what; summary and value come */
  struct zn_measure measure;
};

static const char *thing_at(const void *context, int index) {
  (void)context;
  return index < ZN_ATTRIBUTES ? zn_attribute_info((enum zn_attribute)index).name : zn_parameter_info(index - ZN_ATTRIBUTES)->name;
}

static enum zn_status find_thing(struct match *m, const char *of, struct zn_error *error) {
  static const double highest = 1e6;
  const struct zn_names names = {"attribute or parameter", thing_at, NULL, ZN_ATTRIBUTES + zn_parameter_count()};
  int index;
  ZN_TRY(zn_name_find(&names, of, &index, error));
  m->wanted = (struct zn_wanted){.parameter = index < ZN_ATTRIBUTES ? -1 : index - ZN_ATTRIBUTES,
                                 .attribute = index < ZN_ATTRIBUTES ? (enum zn_attribute)index : ZN_ATTRIBUTES};
  if (m->wanted.attribute == ZN_ATTRIBUTE_SEX)
    return zn_fail(error, ZN_INPUT, "'sex' cannot be matched; expected the key 'female' of the cohort, which says the same");
  for (int i = 0; i < m->matching->n; i++)
    if (m->matching->wanted[i].parameter == m->wanted.parameter && m->matching->wanted[i].attribute == m->wanted.attribute)
      return zn_fail(error, ZN_INPUT, "'%s' is matched twice; expected one entry with all that is known of it", of);
  if (m->wanted.parameter >= 0) {
    m->measure = zn_measure_of_parameter(m->wanted.parameter);
    return ZN_OK;
  }
  if (m->wanted.attribute == ZN_ATTRIBUTE_AGE) return ZN_OK;
  return zn_measure_in(&m->measure, m->pass->units, zn_attribute_info(m->wanted.attribute).unit, 0.0, highest, error);
}

/* In what it is kept in. */
static enum zn_status read_value(const struct match *m, const char *text, int difference, double *value, struct zn_error *error) {
  struct zn_measure measure = m->measure;
  if (m->wanted.attribute == ZN_ATTRIBUTE_AGE) return zn_years_read(text, value, error);
  if (difference) measure.low = 0.0, measure.high = INFINITY;
  ZN_TRY(zn_measure_read(&measure, m->pass->units, text, value, error));
  if (m->wanted.parameter >= 0) *value *= zn_parameter_info(m->wanted.parameter)->to_internal;
  return ZN_OK;
}

static enum zn_status add_wanted(struct match *m, enum zn_wanted_kind summary, const char *text, const struct zn_node *where,
                                 struct zn_error *error) {
  if (!text) return ZN_OK;
  if (m->matching->n == ZN_MOST_WANTED)
    return zn_node_refuse(where, m->pass->file, error, "more than %d numbers are matched", ZN_MOST_WANTED);
  struct zn_wanted *t = &m->matching->wanted[m->matching->n];
  *t = m->wanted;
  t->summary = summary;
  t->line = where->line;
  ZN_TRY(zn_node_blame(read_value(m, text, summary == ZN_WANTED_SD, &t->value, error), where, m->pass->file, error));
  if (summary == ZN_WANTED_SD && !(t->value > 0.0))
    return zn_node_refuse(where, m->pass->file, error, "an SD of %s; expected one above 0", text);
  m->matching->n++;
  return ZN_OK;
}

static enum zn_status add_share(struct match *m, const char *text, const struct zn_node *where, struct zn_error *error) {
  const struct zn_measure share = {.unit = "%", .to_internal = 0.01, .low = 0.0, .high = 100.0};
  if (!text) return ZN_OK;
  if (m->wanted.attribute != ZN_ATTRIBUTE_HLA)
    return zn_node_refuse(where, m->pass->file, error, "a share of what is a number; expected 'mean', 'sd', 'median' or 'iqr'");
  m->measure = share;
  ZN_TRY(add_wanted(m, ZN_WANTED_SHARE, text, where, error));
  m->matching->wanted[m->matching->n - 1].value *= 0.01;
  return ZN_OK;
}

static enum zn_status read_entry(struct match *m, const struct zn_match_row *row, struct zn_error *error) {
  const struct zn_node *node = m->node, *iqr = zn_node_entry(node, "iqr");
  const int before = m->matching->n;
  ZN_TRY(zn_node_blame(find_thing(m, row->of, error), zn_node_entry(node, "of"), m->pass->file, error));
  if (m->wanted.attribute == ZN_ATTRIBUTE_HLA && (row->mean || row->sd || row->median || row->iqr_count))
    return zn_node_refuse(node, m->pass->file, error, "'%s' is there or not; expected 'share'", row->of);
  ZN_TRY(add_wanted(m, ZN_WANTED_MEAN, row->mean, zn_node_entry(node, "mean"), error));
  ZN_TRY(add_wanted(m, ZN_WANTED_SD, row->sd, zn_node_entry(node, "sd"), error));
  ZN_TRY(add_wanted(m, ZN_WANTED_MEDIAN, row->median, zn_node_entry(node, "median"), error));
  if (row->iqr_count) {
    ZN_TRY(add_wanted(m, ZN_WANTED_LOWER, row->iqr[0], iqr, error));
    ZN_TRY(add_wanted(m, ZN_WANTED_UPPER, row->iqr[1], iqr, error));
    if (m->matching->wanted[m->matching->n - 2].value >= m->matching->wanted[m->matching->n - 1].value)
      return zn_node_refuse(iqr, m->pass->file, error, "'%s' to '%s' is no interval; expected the lower end first", row->iqr[0],
                            row->iqr[1]);
  }
  ZN_TRY(add_share(m, row->share, zn_node_entry(node, "share"), error));
  if (m->matching->n > before) return ZN_OK;
  return zn_node_refuse(node, m->pass->file, error, "nothing is said of '%s'; expected 'mean', 'sd', 'median', 'iqr' or 'share'", row->of);
}

static enum zn_status fit(const struct zn_study_pass *pass, struct zn_matching *matching, struct zn_cohort *cohort,
                          const struct zn_node *list, struct zn_error *error) {
  struct zn_error why = {0};
  const enum zn_status status = zn_matching_fit(matching, cohort, pass->library, &why);
  if (status != ZN_OK) return zn_fail_at(error, status, pass->file, why.line ? why.line : list->line, "%s", why.text);
  cohort->matching = matching;
  return ZN_OK;
}

/* A share of women stays what it is, whatever else is matched. */
static void keep_sexes(struct zn_matching *matching, const struct zn_choice *choice, const struct zn_node *list) {
  if (!choice->by_sex || choice->women <= 0.0 || choice->women >= 1.0) return;
  matching->wanted[matching->n++] = (struct zn_wanted){
      .parameter = -1, .attribute = ZN_ATTRIBUTE_SEX, .summary = ZN_WANTED_SHARE, .value = 1.0 - choice->women, .line = list->line};
}

static enum zn_status read_match(const struct zn_study_pass *pass, struct zn_cohort *cohort, const struct zn_cohort_row *row,
                                 const struct zn_node *node, struct zn_error *error) {
  const struct zn_node *list = zn_node_entry(node, "match");
  if (!list) return ZN_OK;
  struct match m = {.pass = pass, .node = list->first, .matching = &pass->study->matchings[pass->study->n_matchings++]};
  m.matching->wanted = calloc(ZN_MOST_WANTED, sizeof *m.matching->wanted);
  if (!m.matching->wanted) return zn_fail(error, ZN_MEMORY, "no memory to match people");
  keep_sexes(m.matching, &cohort->choice, list);
  for (unsigned i = 0; i < row->match_count; i++, m.node = m.node->next) ZN_TRY(read_entry(&m, &row->match[i], error));
  return fit(pass, m.matching, cohort, list, error);
}

enum zn_status zn_study_read_choice(const struct zn_study_pass *pass, struct zn_cohort *cohort, const struct zn_cohort_row *row,
                                    const struct zn_node *node, struct zn_error *error) {
  static const char *const keys[] = {"sex", "female", "age", "match"};
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
    const struct zn_node *key = zn_node_entry(node, keys[i]);
    if (key && cohort->named)
      return zn_node_refuse(key, pass->file, error, "'%s' chooses among people who are drawn; expected it as columns of the table",
                            keys[i]);
    if (key && !pass->library->people)
      return zn_node_refuse(key, pass->file, error, "'%s': this library says nothing of how people look", keys[i]);
  }
  ZN_TRY(read_sex(pass, &cohort->choice, row, node, error));
  ZN_TRY(read_age(pass, cohort, row, node, error));
  return read_match(pass, cohort, row, node, error);
}
