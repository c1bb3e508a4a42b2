/* What an experiment asks: what is read, what must hold of it, and without which mechanism it must not. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/expression.h"
#include "base/status.h"
#include "base/text.h"
#include "changes.h"
#include "names.h"
#include "study_rows.h"
#include "zonula/experiment.h"

/* The key in the making. */
struct reader {
  const struct zn_study_pass *pass;
  const struct zn_experiment_row *text;
  const struct zn_node *node;
  struct zn_experiment *out;
};

static const struct zn_measure share = {.unit = "%", .to_internal = 0.01, .low = 1e-3, .high = 100.0};
static const struct zn_measure number = {.unit = "1", .to_internal = 1.0, .low = -1e15, .high = 1e15};

static const struct zn_node *first_of(const struct reader *r, const char *key) {
  const struct zn_node *list = zn_node_entry(r->node, key);
  return list ? list->first : NULL;
}

/* --- What is read ------------------------------------------------------------------------------------------------------------------------
 */

static enum zn_status read_reads(const struct reader *r, struct zn_error *error) {
  struct zn_study *study = r->pass->study;
  const struct zn_node *node = first_of(r, "reads");
  r->out->first_row = study->n_reported + study->n_read;
  r->out->read = calloc(r->text->reads_count, sizeof *r->out->read);
  if (!r->out->read) return zn_fail(error, ZN_MEMORY, "no memory for the reads of an experiment");
  for (unsigned i = 0; i < r->text->reads_count; i++, node = node->next) {
    const struct zn_reported_row *text = &r->text->reads[i];
    ZN_TRY(zn_study_check_name(r->pass, text->label, r->out->read, r->out->n_reads, node, error));
    ZN_TRY(zn_study_read_cohort_test(r->pass, text, node, &study->reported[study->n_reported + study->n_read++], error));
    ZN_TRY(zn_text_copy(&r->out->read[r->out->n_reads], text->label, error));
    r->out->n_reads++;
  }
  return ZN_OK;
}

/* --- What must hold ----------------------------------------------------------------------------------------------------------------------
 */

/* The keys that hold a criterion's expression; one may stand. */
static const struct {
  const char *key;
  size_t place;
  int needs_by;
} kinds[] = {[ZN_CRITERION_EACH] = {"value", offsetof(struct zn_criterion_row, value), 0},
             [ZN_CRITERION_MEDIAN] = {"median", offsetof(struct zn_criterion_row, median), 0},
             [ZN_CRITERION_MEAN] = {"mean", offsetof(struct zn_criterion_row, mean), 0},
             [ZN_CRITERION_RISK_RATIO] = {"risk_ratio", offsetof(struct zn_criterion_row, risk_ratio), 1},
             [ZN_CRITERION_AUC] = {"area_under_curve", offsetof(struct zn_criterion_row, area_under_curve), 1},
             [ZN_CRITERION_RANK_CORRELATION] = {"rank_correlation", offsetof(struct zn_criterion_row, rank_correlation), 1}};
enum { KINDS = sizeof kinds / sizeof *kinds };

const char *zn_criterion_word(enum zn_criterion_kind kind) { return kind == ZN_CRITERION_EACH ? "each" : kinds[kind].key; }

/* The people whom an expression is about: of the first read it uses, whom all others must share. */
static enum zn_status check_people(const struct reader *r, const struct zn_expression *expression, int *people_of, struct zn_error *error) {
  const struct zn_study *study = r->pass->study;
  for (int i = 0; i < r->out->n_reads; i++) {
    if (!zn_expression_uses(expression, i)) continue;
    if (*people_of < 0) *people_of = i;
    const struct zn_cohort *a = &study->cohorts[study->reported[r->out->first_row + *people_of].cohort],
                           *b = &study->cohorts[study->reported[r->out->first_row + i].cohort];
    if (a->seed != b->seed || a->people != b->people)
      return zn_fail(error, ZN_INPUT, "'%s' and '%s' are of different people; expected cohorts with equal seeds and numbers of people",
                     r->out->read[*people_of], r->out->read[i]);
  }
  return ZN_OK;
}

static enum zn_status read_expression(const struct reader *r, char **out, const char *text, int *people_of, struct zn_error *error) {
  struct zn_expression *expression;
  ZN_TRY(zn_expression_make(&expression, text, (const char *const *)r->out->read, r->out->n_reads, error));
  enum zn_status status = check_people(r, expression, people_of, error);
  zn_expression_free(expression);
  if (status == ZN_OK && *people_of < 0) status = zn_fail(error, ZN_INPUT, "'%s' uses none of the reads", text);
  return status == ZN_OK ? zn_text_copy(out, text, error) : status;
}

static const char *expression_of(const struct zn_criterion_row *text, int kind) {
  return *(char *const *)((const char *)text + kinds[kind].place);
}

static enum zn_status choose_kind(const struct reader *r, const struct zn_node *node, int *kind, struct zn_error *error) {
  ZN_TRY(zn_keys_choose(kind, node, &kinds[0].key, sizeof *kinds, KINDS, r->pass->file, error));
  if (*kind >= 0) return ZN_OK;
  return zn_node_refuse(node, r->pass->file, error,
                        "nothing is asked; expected 'value', 'median', 'mean', 'risk_ratio', 'area_under_curve' or 'rank_correlation'");
}

/* The keys that belong to a kind, and no others. */
static enum zn_status check_keys(const struct reader *r, const struct zn_node *node, int kind, struct zn_error *error) {
  static const struct zn_key_rule rules[] = {
      {"in", 1u << ZN_CRITERION_EACH, 0},
      {"by", 1u << ZN_CRITERION_RISK_RATIO | 1u << ZN_CRITERION_AUC | 1u << ZN_CRITERION_RANK_CORRELATION, 0},
      {0}};
  char what[60] = "a criterion with the key '";
  strcat(strcat(what, kinds[kind].key), "'");
  return zn_keys_check(node, rules, kind, what, r->pass->file, error);
}

static enum zn_status read_number(const struct reader *r, const struct zn_node *node, const char *key, const struct zn_measure *measure,
                                  const char *text, double *value, struct zn_error *error) {
  if (!text) return ZN_OK;
  ZN_TRY(zn_node_blame(zn_measure_read(measure, r->pass->units, text, value, error), zn_node_entry(node, key), r->pass->file, error));
  *value *= measure->to_internal;
  return ZN_OK;
}

static enum zn_status read_bounds(const struct reader *r, struct zn_criterion *c, const struct zn_criterion_row *text,
                                  const struct zn_node *node, struct zn_error *error) {
  if (!text->above && !text->below)
    return zn_node_refuse(node, r->pass->file, error, "no bound is given; expected 'above', 'below' or both");
  ZN_TRY(read_number(r, node, "above", &number, text->above, &c->above, error));
  ZN_TRY(read_number(r, node, "below", &number, text->below, &c->below, error));
  ZN_TRY(read_number(r, node, "in", &share, text->in, &c->in, error));
  if (c->above < c->below) return ZN_OK;
  return zn_node_refuse(zn_node_entry(node, "above"), r->pass->file, error, "nothing lies above %s and below %s", text->above, text->below);
}

static enum zn_status read_criterion(const struct reader *r, const struct zn_criterion_row *text, const struct zn_node *node,
                                     struct zn_error *error) {
  const struct zn_names sources = zn_source_names();
  struct zn_criterion *c = &r->out->criterion[r->out->n_criteria++];
  int kind, people_of = -1;
  *c = (struct zn_criterion){.above = -INFINITY, .below = INFINITY, .line = node->line};
  ZN_TRY(choose_kind(r, node, &kind, error));
  ZN_TRY(check_keys(r, node, kind, error));
  c->kind = (enum zn_criterion_kind)kind;
  ZN_TRY(zn_node_blame(read_expression(r, &c->value, expression_of(text, kind), &people_of, error), zn_node_entry(node, kinds[kind].key),
                       r->pass->file, error));
  if (text->by)
    ZN_TRY(zn_node_blame(read_expression(r, &c->by, text->by, &people_of, error), zn_node_entry(node, "by"), r->pass->file, error));
  if (text->among)
    ZN_TRY(
        zn_node_blame(read_expression(r, &c->among, text->among, &people_of, error), zn_node_entry(node, "among"), r->pass->file, error));
  ZN_TRY(read_bounds(r, c, text, node, error));
  ZN_TRY(zn_node_blame(zn_name_find(&sources, text->source, &c->source, error), zn_node_entry(node, "source"), r->pass->file, error));
  ZN_TRY(zn_text_copy(&c->because, text->because, error));
  return zn_text_copy(&c->label, text->label, error);
}

static enum zn_status read_criteria(const struct reader *r, struct zn_error *error) {
  const struct zn_node *node = first_of(r, "holds");
  r->out->criterion = calloc(r->text->holds_count, sizeof *r->out->criterion);
  if (!r->out->criterion) return zn_fail(error, ZN_MEMORY, "no memory for the criteria of an experiment");
  for (unsigned i = 0; i < r->text->holds_count; i++, node = node->next) ZN_TRY(read_criterion(r, &r->text->holds[i], node, error));
  return ZN_OK;
}

/* --- What is taken away ------------------------------------------------------------------------------------------------------------------
 */

static enum zn_status read_broken(const struct reader *r, const struct zn_broken_row *text, const struct zn_node *node,
                                  struct zn_error *error) {
  struct zn_broken *broken = &r->out->broken[r->out->n_broken++];
  struct zn_changes changes = {0};
  enum zn_status status = zn_text_copy(&broken->without, text->without, error);
  const struct zn_node *entry = zn_node_entry(node, "changes")->first;
  for (unsigned i = 0; i < text->changes_count && status == ZN_OK; i++, entry = entry->next) {
    const struct zn_broken_change_row *row = &text->changes[i];
    const struct zn_change_text change = {.name = row->name, .set = row->set, .scale = row->scale};
    status = zn_node_blame(zn_changes_read(&changes, r->pass->units, &change, error), entry, r->pass->file, error);
  }
  broken->changes = changes.item;
  broken->n_changes = changes.n;
  return status;
}

enum zn_status zn_study_read_experiment(const struct zn_study_pass *pass, struct zn_error *error) {
  struct reader r = {pass, pass->rows->experiment, zn_node_entry(pass->root, "experiment"), NULL};
  if (!r.text) return ZN_OK;
  r.out = pass->study->experiment = calloc(1, sizeof *r.out);
  if (!r.out) return zn_fail(error, ZN_MEMORY, "no memory for an experiment");
  ZN_TRY(zn_text_copy(&r.out->asks, r.text->asks, error));
  ZN_TRY(read_reads(&r, error));
  ZN_TRY(read_criteria(&r, error));
  const struct zn_node *node = first_of(&r, "broken");
  r.out->broken = calloc(r.text->broken_count + 1u, sizeof *r.out->broken);
  if (!r.out->broken) return zn_fail(error, ZN_MEMORY, "no memory for the broken mechanisms of an experiment");
  for (unsigned i = 0; i < r.text->broken_count; i++, node = node->next) ZN_TRY(read_broken(&r, &r.text->broken[i], node, error));
  return ZN_OK;
}
