/* How the arms of a trial are compared. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "base/text.h"
#include "measure.h"
#include "study_trial.h"

/* Which endpoints a test takes, and what its effect is. */
enum { OF_VALUES = 1u << ZN_ENDPOINT_VALUE, OF_ANSWERS = 1u << ZN_ENDPOINT_RESPONDER, OF_TIMES = 1u << ZN_ENDPOINT_TIME };
static const struct {
  unsigned takes;
  int may_be_of_logarithms, is_ratio;
} tests[ZN_COMPARISONS] = {
    [ZN_COMPARE_T] = {OF_VALUES, 1, 0},       [ZN_COMPARE_MANN_WHITNEY] = {OF_VALUES, 0, 0}, [ZN_COMPARE_ANCOVA] = {OF_VALUES, 1, 0},
    [ZN_COMPARE_LOG_RANK] = {OF_TIMES, 0, 1}, [ZN_COMPARE_COX] = {OF_TIMES, 0, 1},           [ZN_COMPARE_FISHER] = {OF_ANSWERS, 0, 1}};
static const char *const words[ZN_COMPARISONS] = {
#define ZN_X(name, word, effect) word,
    ZN_COMPARISON_LIST(ZN_X)
#undef ZN_X
};
static const char *const endpoint_words[] = {
    [ZN_ENDPOINT_VALUE] = "a number", [ZN_ENDPOINT_RESPONDER] = "yes or no", [ZN_ENDPOINT_TIME] = "a time"};

static const struct zn_measure confidences = {.unit = "%", .to_internal = 0.01, .low = 50.0, .high = 99.99};

/* One analysis in the making. */
struct reader {
  const struct zn_trial_pass *t;
  const struct zn_analysis_row *text;
  const struct zn_node *node;
  struct zn_trial_analysis *out;
};

static const char *word_at(const void *context, int index) { return (void)context, words[index]; }
static const char *label_at(const void *context, int index) { return ((const struct zn_trial *)context)->analysis[index].label; }

struct zn_names zn_trial_analysis_labels(const struct zn_trial *trial) {
  return (struct zn_names){"analysis", label_at, trial, trial->n_analyses};
}

int zn_trial_effect_is_ratio(const struct zn_trial_analysis *analysis) { return analysis->log || tests[analysis->kind].is_ratio; }

static enum zn_status refuse(const struct reader *r, const char *key, const char *text, struct zn_error *error) {
  const struct zn_node *entry = zn_node_entry(r->node, key);
  return zn_node_refuse(entry ? entry : r->node, r->t->pass->file, error, "%s", text);
}

/* --- What is compared, and how ------------------------------------------------------------------------------------------------------- */

/* The tests that take such an endpoint. */
static void list_fitting(enum zn_endpoint_kind kind, char *out, size_t room) {
  int all = 0, told = 0;
  *out = '\0';
  for (int k = 0; k < ZN_COMPARISONS; k++) all += (tests[k].takes >> kind) & 1u;
  for (int k = 0; k < ZN_COMPARISONS; k++) {
    const size_t used = strlen(out);
    if (!((tests[k].takes >> kind) & 1u)) continue;
    snprintf(out + used, room - used, "%s%s", told == 0 ? "" : told == all - 1 ? " or " : ", ", words[k]);
    told++;
  }
}

static enum zn_status read_test(const struct reader *r, struct zn_error *error) {
  const struct zn_names names = {"test", word_at, NULL, ZN_COMPARISONS}, endpoints = zn_trial_endpoint_names(r->t->out);
  char fitting[120];
  int kind;
  ZN_TRY(zn_trial_blame(r->t, r->node, "endpoint", zn_name_find(&endpoints, r->text->endpoint, &r->out->endpoint, error), error));
  ZN_TRY(zn_trial_blame(r->t, r->node, "test", zn_name_find(&names, r->text->test, &kind, error), error));
  r->out->kind = (enum zn_comparison_kind)kind;
  const enum zn_endpoint_kind of = r->t->out->endpoint[r->out->endpoint].kind;
  if ((tests[kind].takes >> of) & 1u) return ZN_OK;
  list_fitting(of, fitting, sizeof fitting);
  return zn_node_refuse(zn_node_entry(r->node, "test"), r->t->pass->file, error,
                        "the endpoint '%s' is %s, which %s does not take; expected %s", r->text->endpoint, endpoint_words[of], words[kind],
                        fitting);
}

/* The covariate, which must be known before the arms differ, else it would take away a part of the effect. */
static enum zn_status read_baseline(const struct reader *r, struct zn_error *error) {
  const struct zn_names endpoints = zn_trial_endpoint_names(r->t->out);
  const int needed = r->out->kind == ZN_COMPARE_ANCOVA;
  r->out->baseline = -1;
  if (!r->text->baseline)
    return needed ? refuse(r, "test", "an ancova needs the key 'baseline', which names an endpoint from before", error) : ZN_OK;
  if (!needed) return refuse(r, "baseline", "only an ancova has a baseline; expected 'test: ancova'", error);
  ZN_TRY(zn_trial_blame(r->t, r->node, "baseline", zn_name_find(&endpoints, r->text->baseline, &r->out->baseline, error), error));
  const struct zn_endpoint *baseline = &r->t->out->endpoint[r->out->baseline];
  if (r->out->baseline == r->out->endpoint) return refuse(r, "baseline", "the endpoint is its own baseline; expected another one", error);
  if (baseline->kind != ZN_ENDPOINT_VALUE) return refuse(r, "baseline", "this endpoint is no number; expected one with 'value'", error);
  return zn_trial_blame(r->t, r->node, "baseline", zn_trial_read_expression(r->t, NULL, baseline->expression, ZN_KNOWN_BEFORE, error),
                        error);
}

static enum zn_status read_details(const struct reader *r, struct zn_error *error) {
  r->out->log = r->text->log;
  r->out->confidence = 0.95;
  if (r->text->log && !tests[r->out->kind].may_be_of_logarithms)
    return refuse(r, "log", "only the tests t and ancova can be of logarithms", error);
  ZN_TRY(zn_trial_read_quantity(r->t, r->node, "confidence", &confidences, r->text->confidence, &r->out->confidence, error));
  return read_baseline(r, error);
}

/* --- Who is compared ----------------------------------------------------------------------------------------------------------------- */

static enum zn_status read_split(const struct reader *r, struct zn_error *error) {
  const char *arm = r->text->arm ? "arm" : r->text->against ? "against" : NULL;
  if (arm) return refuse(r, arm, "people are compared by arms or by what 'by' says; expected one of them", error);
  return zn_trial_blame(r->t, r->node, "by", zn_trial_read_expression(r->t, &r->out->by, r->text->by, ZN_KNOWN_AT_THE_END, error), error);
}

/* With two arms it is clear which is meant. */
static enum zn_status read_arms(const struct reader *r, struct zn_error *error) {
  const struct zn_trial *trial = r->t->out;
  const struct zn_study *study = r->t->pass->study;
  if (trial->n_arms == 1) return refuse(r, "", "there is one arm, and nothing to compare it with; expected 'by' and an expression", error);
  r->out->control = trial->control;
  if (r->text->against)
    ZN_TRY(zn_trial_blame(r->t, r->node, "against", zn_study_find_arm(study, r->text->against, &r->out->control, error), error));
  r->out->arm = trial->n_arms == 2 ? 1 - r->out->control : -1;
  if (r->text->arm) ZN_TRY(zn_trial_blame(r->t, r->node, "arm", zn_study_find_arm(study, r->text->arm, &r->out->arm, error), error));
  if (r->out->arm < 0) return refuse(r, "", "the key 'arm' is missing; the trial has more than two arms", error);
  if (r->out->arm != r->out->control) return ZN_OK;
  return refuse(r, "arm", "the arm is compared with itself; expected two different ones", error);
}

/* --- One analysis -------------------------------------------------------------------------------------------------------------------- */

static enum zn_status read_label(const struct reader *r, struct zn_error *error) {
  const struct zn_trial *trial = r->t->out;
  const char *endpoint = trial->endpoint[r->out->endpoint].label;
  char made[800];
  if (r->out->by)
    snprintf(made, sizeof made, "%s, by %s", endpoint, r->out->by);
  else
    snprintf(made, sizeof made, "%s, %s against %s", endpoint, trial->arm[r->out->arm].name, trial->arm[r->out->control].name);
  const char *label = r->text->label ? r->text->label : made;
  for (int i = 0; &trial->analysis[i] != r->out; i++)
    if (strcmp(trial->analysis[i].label, label) == 0)
      return zn_node_refuse(r->text->label ? zn_node_entry(r->node, "label") : r->node, r->t->pass->file, error,
                            "another analysis is called '%.200s' already; expected a 'label' of its own", label);
  return zn_text_copy(&r->out->label, label, error);
}

static enum zn_status read_analysis(const struct reader *r, struct zn_error *error) {
  ZN_TRY(read_test(r, error));
  ZN_TRY(read_details(r, error));
  ZN_TRY(r->text->by ? read_split(r, error) : read_arms(r, error));
  if (r->text->among)
    ZN_TRY(zn_trial_blame(r->t, r->node, "among",
                          zn_trial_read_expression(r->t, &r->out->among, r->text->among, ZN_KNOWN_AT_THE_END, error), error));
  return read_label(r, error);
}

enum zn_status zn_trial_read_analyses(const struct zn_trial_pass *t, struct zn_error *error) {
  const struct zn_node *node = zn_trial_first_of(t, "analyses");
  t->out->analysis = calloc(t->text->analyses_count, sizeof *t->out->analysis);
  if (!t->out->analysis) return zn_fail(error, ZN_MEMORY, "no memory for the analyses of a trial");
  for (unsigned i = 0; i < t->text->analyses_count; i++, node = node->next) {
    const struct reader r = {t, &t->text->analyses[i], node, &t->out->analysis[t->out->n_analyses++]};
    r.out->line = node->line;
    ZN_TRY(read_analysis(&r, error));
  }
  return ZN_OK;
}
