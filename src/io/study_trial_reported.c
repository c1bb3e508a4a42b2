/* What a published trial found, and which of our numbers it is held against. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "base/text.h"
#include "measure.h"
#include "study_trial.h"

static const double highest = 1e15;

/* What a row may report. */
enum form { EFFECT, P_VALUE, MEAN, MEDIAN, SHARE, FORMS };
static const struct {
  const char *key;
  size_t place;
  enum zn_trial_reported_kind kind;
  enum zn_statistic statistic;
} forms[FORMS] = {[EFFECT] = {"effect", offsetof(struct zn_trial_reported_row, effect), ZN_REPORTED_EFFECT, ZN_STATISTIC_MEAN},
                  [P_VALUE] = {"p_value", offsetof(struct zn_trial_reported_row, p_value), ZN_REPORTED_P_VALUE, ZN_STATISTIC_MEAN},
                  [MEAN] = {"mean", offsetof(struct zn_trial_reported_row, mean), ZN_REPORTED_ARM, ZN_STATISTIC_MEAN},
                  [MEDIAN] = {"median", offsetof(struct zn_trial_reported_row, median), ZN_REPORTED_ARM, ZN_STATISTIC_MEDIAN},
                  [SHARE] = {"share", offsetof(struct zn_trial_reported_row, share), ZN_REPORTED_ARM, ZN_STATISTIC_MEAN}};
enum { OF_ANALYSES = 1u << EFFECT | 1u << P_VALUE, OF_ARMS = 1u << MEAN | 1u << MEDIAN | 1u << SHARE };
static const struct zn_key_rule rules[] = {{"analysis", OF_ANALYSES, 0}, {"endpoint", OF_ARMS, 0}, {"arm", 0, OF_ARMS}, {0}};

/* One row in the making. */
struct reader {
  const struct zn_trial_pass *t;
  const struct zn_trial_reported_row *text;
  const struct zn_node *node;
  enum form form;
  struct zn_trial_reported *out;
};

static const char *text_of(const struct zn_trial_reported_row *text, int form) {
  return *(char *const *)((const char *)text + forms[form].place);
}

static enum zn_status choose_form(struct reader *r, struct zn_error *error) {
  int chosen;
  ZN_TRY(zn_keys_choose(&chosen, r->node, &forms[0].key, sizeof *forms, FORMS, r->t->pass->file, error));
  if (chosen < 0)
    return zn_node_refuse(r->node, r->t->pass->file, error,
                          "no number is reported; expected 'effect', 'p_value', 'mean', 'median' or 'share'");
  r->form = (enum form)chosen;
  r->out->kind = forms[chosen].kind;
  r->out->statistic = forms[chosen].statistic;
  char what[60];
  snprintf(what, sizeof what, "a row with the key '%s'", forms[chosen].key);
  return zn_keys_check(r->node, rules, chosen, what, r->t->pass->file, error);
}

/* --- What it is about ---------------------------------------------------------------------------------------------------------------- */

static enum zn_status read_analysis(const struct reader *r, struct zn_error *error) {
  const struct zn_names labels = zn_trial_analysis_labels(r->t->out);
  return zn_trial_blame(r->t, r->node, "analysis", zn_name_find(&labels, r->text->analysis, &r->out->analysis, error), error);
}

/* A share is of those who say yes or in whom it happened; what is a number has a mean and a median. */
static enum zn_status read_endpoint(const struct reader *r, struct zn_error *error) {
  const struct zn_names endpoints = zn_trial_endpoint_names(r->t->out);
  ZN_TRY(zn_trial_blame(r->t, r->node, "endpoint", zn_name_find(&endpoints, r->text->endpoint, &r->out->endpoint, error), error));
  if (r->text->arm)
    ZN_TRY(zn_trial_blame(r->t, r->node, "arm", zn_study_find_arm(r->t->pass->study, r->text->arm, &r->out->arm, error), error));
  const int is_number = r->t->out->endpoint[r->out->endpoint].kind == ZN_ENDPOINT_VALUE;
  if (is_number == (r->form != SHARE)) return ZN_OK;
  return zn_node_refuse(zn_node_entry(r->node, forms[r->form].key), r->t->pass->file, error, "the endpoint '%s' is %s; expected %s",
                        r->text->endpoint, is_number ? "a number" : "no number", is_number ? "'mean' or 'median'" : "'share'");
}

/* --- The number ---------------------------------------------------------------------------------------------------------------------- */

/* The unit of an endpoint that is nothing but a read; NULL: nobody knows it. */
static const char *unit_of(const struct reader *r) {
  const struct zn_trial *trial = r->t->out;
  const char *expression = r->out->kind == ZN_REPORTED_ARM ? trial->endpoint[r->out->endpoint].expression : NULL;
  for (int i = 0; expression && i < trial->n_reads; i++)
    if (strcmp(trial->read[i], expression) == 0) return r->t->pass->study->reported[trial->first_row + i].unit;
  return NULL;
}

/* An effect that is a ratio, and a p-value. */
static int lies_above_0(const struct reader *r) {
  return r->form == P_VALUE || (r->form == EFFECT && zn_trial_effect_is_ratio(&r->t->out->analysis[r->out->analysis]));
}

static enum zn_status expect(const struct reader *r, struct zn_measure *measure, struct zn_error *error) {
  const char *unit = r->form == SHARE ? "%" : unit_of(r);
  ZN_TRY(zn_measure_in(measure, r->t->pass->units, unit ? unit : "1", -highest, highest, error));
  if (r->form == SHARE) measure->low = 0.0, measure->high = 100.0;
  if (lies_above_0(r)) measure->low = 0.0;
  if (r->form == P_VALUE) measure->high = 1.0;
  return ZN_OK;
}

/* A number without a unit is in that of the row. A share always says that it is in %: 0.5 could be half or a two-hundredth. */
static enum zn_status read_text(const struct reader *r, const struct zn_measure *measure, int share, const char *text, double *value,
                                struct zn_error *error) {
  const char *unit;
  ZN_TRY(zn_quantity_split(text, value, &unit, error));
  if (share && strcmp(unit, "%") != 0) return zn_fail(error, ZN_INPUT, "'%s' is no share in %%; expected for example '44 %%'", text);
  if (*unit && strcmp(measure->unit, "1") == 0 && strcmp(unit, "1") != 0)
    return zn_fail(error, ZN_INPUT, "'%s' has a unit; expected a number alone, in the unit of what it is held against", text);
  if (*unit) return zn_measure_read(measure, r->t->pass->units, text, value, error);
  if (*value >= measure->low && *value <= measure->high) return ZN_OK;
  return zn_fail(error, ZN_INPUT, "'%s' is out of bounds; expected %g to %g", text, measure->low, measure->high);
}

static enum zn_status read_interval(const struct reader *r, const struct zn_measure *measure, struct zn_error *error) {
  const struct zn_node *node = zn_node_entry(r->node, "interval");
  double *const end[] = {&r->out->low, &r->out->high};
  if (!node) return ZN_OK;
  const struct zn_node *entry = node->first;
  for (int i = 0; i < 2; i++, entry = entry->next)
    ZN_TRY(zn_node_blame(read_text(r, measure, 0, entry->text, end[i], error), node, r->t->pass->file, error));
  if (r->out->low < r->out->high && r->out->low <= r->out->value && r->out->value <= r->out->high) return ZN_OK;
  return zn_node_refuse(node, r->t->pass->file, error, "%g to %g is no interval around %g", r->out->low, r->out->high, r->out->value);
}

static enum zn_status read_number(const struct reader *r, struct zn_error *error) {
  const char *key = forms[r->form].key, *text = text_of(r->text, r->form);
  struct zn_measure measure;
  ZN_TRY(expect(r, &measure, error));
  ZN_TRY(zn_trial_blame(r->t, r->node, key, read_text(r, &measure, r->form == SHARE, text, &r->out->value, error), error));
  if (lies_above_0(r) && r->out->value == 0.0)
    return zn_node_refuse(zn_node_entry(r->node, key), r->t->pass->file, error, "0; expected a number above 0");
  r->out->to_unit = r->form == SHARE ? 100.0 : 1.0;
  ZN_TRY(zn_text_copy(&r->out->unit, measure.unit, error));
  return read_interval(r, &measure, error);
}

static enum zn_status read_words(const struct reader *r, struct zn_error *error) {
  const struct zn_trial *trial = r->t->out;
  const struct zn_names sources = zn_source_names();
  char made[700];
  ZN_TRY(zn_trial_blame(r->t, r->node, "source", zn_name_find(&sources, r->text->source, &r->out->source, error), error));
  ZN_TRY(zn_text_copy(&r->out->note, r->text->note ? r->text->note : "", error));
  if (r->out->kind != ZN_REPORTED_ARM)
    snprintf(made, sizeof made, "%s", trial->analysis[r->out->analysis].label);
  else
    snprintf(made, sizeof made, "%s, %s", trial->endpoint[r->out->endpoint].label,
             r->out->arm < 0 ? "everybody" : trial->arm[r->out->arm].name);
  return zn_text_copy(&r->out->label, r->text->label ? r->text->label : made, error);
}

static enum zn_status read_row(struct reader *r, struct zn_error *error) {
  *r->out = (struct zn_trial_reported){.analysis = -1, .arm = -1, .endpoint = -1, .low = NAN, .high = NAN, .line = r->node->line};
  ZN_TRY(choose_form(r, error));
  ZN_TRY(r->out->kind == ZN_REPORTED_ARM ? read_endpoint(r, error) : read_analysis(r, error));
  ZN_TRY(read_number(r, error));
  return read_words(r, error);
}

enum zn_status zn_trial_read_reported(const struct zn_trial_pass *t, struct zn_error *error) {
  const struct zn_node *node = zn_trial_first_of(t, "reported");
  t->out->reported = calloc(t->text->reported_count + 1u, sizeof *t->out->reported);
  if (!t->out->reported) return zn_fail(error, ZN_MEMORY, "no memory for the published numbers of a trial");
  for (unsigned i = 0; i < t->text->reported_count; i++, node = node->next) {
    struct reader r = {.t = t, .text = &t->text->reported[i], .node = node, .out = &t->out->reported[t->out->n_reported++]};
    ZN_TRY(read_row(&r, error));
  }
  return ZN_OK;
}
