/* What a trial asks: what is read in everybody, and who counts. The arms stand in study_trial_arms.c, the rest in files of their own. */
#include "study_trial.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/expression.h"
#include "base/status.h"
#include "base/text.h"
#include "measure.h"

const struct zn_measure zn_trial_share = {.unit = "%", .to_internal = 0.01, .low = 0.0, .high = 100.0};

/* Whether somebody needed rescue, beside the reads. */
static const char rescued[] = "rescued";

const struct zn_node *zn_trial_first_of(const struct zn_trial_pass *t, const char *key) {
  const struct zn_node *list = zn_node_entry(t->node, key);
  return list ? list->first : NULL;
}

enum zn_status zn_trial_blame(const struct zn_trial_pass *t, const struct zn_node *node, const char *key, enum zn_status status,
                              struct zn_error *error) {
  const struct zn_node *entry = zn_node_entry(node, key);
  return zn_node_blame(status, entry ? entry : node, t->pass->file, error);
}

enum zn_status zn_trial_read_quantity(const struct zn_trial_pass *t, const struct zn_node *node, const char *key,
                                      const struct zn_measure *measure, const char *text, double *value, struct zn_error *error) {
  double shown;
  if (!text) return ZN_OK;
  ZN_TRY(zn_trial_blame(t, node, key, zn_measure_read(measure, t->pass->units, text, &shown, error), error));
  *value = shown * measure->to_internal;
  return ZN_OK;
}

/* --- What is read -------------------------------------------------------------------------------------------------------------------- */

enum zn_status zn_trial_read_reads(const struct zn_trial_pass *t, struct zn_error *error) {
  struct zn_study *study = t->pass->study;
  struct zn_trial *out = t->out;
  const struct zn_node *node = zn_trial_first_of(t, "reads");
  out->first_row = study->n_reported + study->n_read;
  out->read = calloc(t->text->reads_count + 1u, sizeof *out->read);
  if (!out->read) return zn_fail(error, ZN_MEMORY, "no memory for the reads of a trial");
  for (unsigned i = 0; i < t->text->reads_count; i++, node = node->next) {
    const struct zn_reported_row *text = &t->text->reads[i];
    ZN_TRY(zn_study_check_name(t->pass, text->label, out->read, out->n_reads, node, error));
    if (strcmp(text->label, rescued) == 0)
      return zn_node_refuse(zn_node_entry(node, "name"), t->pass->file, error, "'%s' says who needed rescue; expected another name",
                            rescued);
    ZN_TRY(zn_study_read_test(t->pass, text, node, &study->reported[study->n_reported + study->n_read++], error));
    ZN_TRY(zn_text_copy(&out->read[out->n_reads], text->label, error));
    out->n_reads++;
  }
  return ZN_OK;
}

/* --- Expressions --------------------------------------------------------------------------------------------------------------------- */

/* When the arms begin to differ, h: the events were parted by now. */
static double parting_h(const struct zn_study *study) {
  for (int i = 0; i < study->n_events; i++)
    if (study->events[i].kind == ZN_EVENT_GIVE && study->events[i].cohort >= 0) return study->events[i].time_h;
  return INFINITY;
}

static enum zn_status check_known(const struct zn_trial_pass *t, const struct zn_expression *expression, const char *text,
                                  struct zn_error *error) {
  const struct zn_study *study = t->pass->study;
  const double parting = parting_h(study) + ZN_SAME_TIME_H;
  if (zn_expression_uses(expression, t->out->n_reads))
    return zn_fail(error, ZN_INPUT, "'%s' uses '%s', which is known only at the end; expected reads from before the arms differ", text,
                   rescued);
  for (int i = 0; i < t->out->n_reads; i++) {
    const struct zn_reported *row = &study->reported[t->out->first_row + i];
    if (!zn_expression_uses(expression, i) || row->time_h + row->window_h[1] <= parting) continue;
    return zn_fail(error, ZN_INPUT, "'%s' uses '%s', which is read %s the arms begin to differ; expected reads from before", text,
                   t->out->read[i], row->time_h > parting ? "after" : "until after");
  }
  return ZN_OK;
}

static int has_rescue(const struct zn_study *study) {
  for (int i = 0; i < study->n_events; i++)
    if (study->events[i].rescue) return 1;
  return 0;
}

static enum zn_status check_use(const struct zn_trial_pass *t, const struct zn_expression *expression, const char *text,
                                enum zn_trial_known known, struct zn_error *error) {
  int used = 0;
  for (int i = 0; i <= t->out->n_reads; i++) used |= zn_expression_uses(expression, i);
  if (!used) return zn_fail(error, ZN_INPUT, "'%s' uses none of the reads", text);
  if (zn_expression_uses(expression, t->out->n_reads) && !has_rescue(t->pass->study))
    return zn_fail(error, ZN_INPUT, "'%s' uses '%s', but nobody can be: expected an entry with 'rescue' in the timeline", text, rescued);
  return known == ZN_KNOWN_BEFORE ? check_known(t, expression, text, error) : ZN_OK;
}

enum zn_status zn_trial_read_expression(const struct zn_trial_pass *t, char **out, const char *text, enum zn_trial_known known,
                                        struct zn_error *error) {
  const int n = t->out->n_reads;
  const char **name = malloc(((size_t)n + 1) * sizeof *name);
  struct zn_expression *expression = NULL;
  if (!name) return zn_fail(error, ZN_MEMORY, "no memory for the names of an expression");
  for (int i = 0; i < n; i++) name[i] = t->out->read[i];
  name[n] = rescued;
  enum zn_status status = zn_expression_make(&expression, text, name, n + 1, error);
  if (status == ZN_OK) status = check_use(t, expression, text, known, error);
  if (status == ZN_OK && out) status = zn_text_copy(out, text, error);
  zn_expression_free(expression);
  free(name);
  return status;
}

/* --- The whole ----------------------------------------------------------------------------------------------------------------------- */

/* Who does not count stays out in all arms alike, so it must be known before they differ. */
static enum zn_status read_eligible(const struct zn_trial_pass *t, struct zn_error *error) {
  const struct zn_node *node = zn_node_entry(t->node, "eligible");
  if (!node) return ZN_OK;
  ZN_TRY(zn_trial_blame(t, node, "where", zn_trial_read_expression(t, &t->out->eligible, t->text->eligible->where, ZN_KNOWN_BEFORE, error),
                        error));
  return zn_text_copy(&t->out->eligible_because, t->text->eligible->because, error);
}

enum zn_status zn_study_read_trial(const struct zn_study_pass *pass, struct zn_error *error) {
  const struct zn_trial_pass t = {pass, pass->rows->trial, zn_node_entry(pass->root, "trial"), pass->study->trial};
  if (!t.text) return ZN_OK;
  ZN_TRY(zn_trial_share_out(&t, error));
  ZN_TRY(zn_trial_read_reads(&t, error));
  ZN_TRY(read_eligible(&t, error));
  ZN_TRY(zn_trial_read_endpoints(&t, error));
  ZN_TRY(zn_trial_read_analyses(&t, error));
  ZN_TRY(zn_trial_read_plan(&t, error));
  return zn_trial_read_reported(&t, error);
}
