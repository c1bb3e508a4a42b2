/* What is looked at in each person of a trial. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "base/text.h"
#include "measure.h"
#include "study_trial.h"

/* How an endpoint is written: its first key, and what the others are for. */
enum form { CHANGE, RATIO, VALUE, RESPONDER, TIME, FORMS };
static const struct {
  const char *key;
  size_t place;
  enum zn_endpoint_kind kind;
} forms[FORMS] = {[CHANGE] = {"change", offsetof(struct zn_endpoint_row, change), ZN_ENDPOINT_VALUE},
                  [RATIO] = {"ratio", offsetof(struct zn_endpoint_row, ratio), ZN_ENDPOINT_VALUE},
                  [VALUE] = {"value", offsetof(struct zn_endpoint_row, value), ZN_ENDPOINT_VALUE},
                  [RESPONDER] = {"responder", offsetof(struct zn_endpoint_row, responder), ZN_ENDPOINT_RESPONDER},
                  [TIME] = {"time_to", offsetof(struct zn_endpoint_row, time_to), ZN_ENDPOINT_TIME}};
static const struct zn_key_rule rules[] = {{"from", 1u << CHANGE, 1u << TIME}, {"to", 1u << RATIO, 0},      {"missing", 0, 1u << RESPONDER},
                                           {"above", 0, 1u << TIME},           {"below", 0, 1u << TIME},    {"every", 1u << TIME, 0},
                                           {"until", 1u << TIME, 0},           {"at_first", 0, 1u << TIME}, {0}};

/* One endpoint in the making. */
struct reader {
  const struct zn_trial_pass *t;
  const struct zn_endpoint_row *text;
  const struct zn_node *node;
  enum form form;
  struct zn_endpoint *out;
};

static const char *endpoint_at(const void *context, int index) { return ((const struct zn_trial *)context)->endpoint[index].name; }

struct zn_names zn_trial_endpoint_names(const struct zn_trial *trial) {
  return (struct zn_names){"endpoint", endpoint_at, trial, trial->n_endpoints};
}

/* --- Numbers, yes or no -------------------------------------------------------------------------------------------------------------- */

static enum zn_status check_part(const struct reader *r, const char *key, const char *text, struct zn_error *error) {
  return zn_trial_blame(r->t, r->node, key, zn_trial_read_expression(r->t, NULL, text, ZN_KNOWN_AT_THE_END, error), error);
}

/* A part of a larger expression: what is more than a name stands in brackets. */
static void add_part(char *out, size_t room, const char *text) {
  const int name = text[strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_")] == '\0';
  const size_t used = strlen(out);
  snprintf(out + used, room - used, name ? "%s" : "(%s)", text);
}

/* "after - before", "after / before". */
static enum zn_status join(const struct reader *r, const char *key, const char *first, const char *sign, const char *other,
                           struct zn_error *error) {
  char joined[700] = ""; /* two expressions of at most 300 */
  ZN_TRY(check_part(r, forms[r->form].key, first, error));
  ZN_TRY(check_part(r, key, other, error));
  add_part(joined, sizeof joined, first);
  snprintf(joined + strlen(joined), sizeof joined - strlen(joined), "%s", sign);
  add_part(joined, sizeof joined, other);
  return zn_text_copy(&r->out->expression, joined, error);
}

static enum zn_status read_expression(const struct reader *r, const char *text, struct zn_error *error) {
  return zn_trial_blame(r->t, r->node, forms[r->form].key,
                        zn_trial_read_expression(r->t, &r->out->expression, text, ZN_KNOWN_AT_THE_END, error), error);
}

/* --- Times --------------------------------------------------------------------------------------------------------------------------- */

/* In the shown unit, which is that of the measure. */
static enum zn_status read_bound(const struct reader *r, const char *key, const struct zn_measure *shown, const char *text, double *bound,
                                 struct zn_error *error) {
  if (!text) return ZN_OK;
  return zn_trial_blame(r->t, r->node, key, zn_measure_read(shown, r->t->pass->units, text, bound, error), error);
}

static enum zn_status read_bounds(const struct reader *r, int observable, struct zn_error *error) {
  struct zn_measure shown;
  if (!r->text->above && !r->text->below)
    return zn_node_refuse(r->node, r->t->pass->file, error, "nothing says when it happens; expected 'above' or 'below'");
  ZN_TRY(zn_measure_in(&shown, r->t->pass->units, zn_observable_info(observable)->unit, 0.0, ZN_HIGHEST_STATE, error));
  ZN_TRY(read_bound(r, "above", &shown, r->text->above, &r->out->above, error));
  ZN_TRY(read_bound(r, "below", &shown, r->text->below, &r->out->below, error));
  if (!(r->out->above <= r->out->below)) return ZN_OK;
  return zn_node_refuse(zn_node_entry(r->node, "below"), r->t->pass->file, error, "everybody lies above %s or below %s", r->text->above,
                        r->text->below);
}

/* Looks of this and all earlier endpoints. */
static double looks_by_now(const struct zn_trial *trial) {
  double looks = 0.0;
  for (int i = 0; i < trial->n_endpoints; i++) looks += trial->endpoint[i].n_looks;
  return looks;
}

/* When somebody looks. At the first look nothing new can be seen to happen, so there must be another. */
static enum zn_status read_looks(const struct reader *r, struct zn_error *error) {
  const char *file = r->t->pass->file;
  double from_h = 0.0, until_h = 0.0, every_h = 1.0;
  ZN_TRY(zn_trial_read_quantity(r->t, r->node, "from", &zn_measure_moment, r->text->from, &from_h, error));
  ZN_TRY(zn_trial_read_quantity(r->t, r->node, "every", &zn_measure_span, r->text->every, &every_h, error));
  ZN_TRY(zn_trial_read_quantity(r->t, r->node, "until", &zn_measure_moment, r->text->until, &until_h, error));
  const double looks = 1.0 + floor((until_h - from_h + ZN_SAME_TIME_H) / every_h), before = looks_by_now(r->t->out);
  if (looks < 2.0)
    return zn_node_refuse(zn_node_entry(r->node, "until"), file, error,
                          "'%s' is before the second look; expected at least one span behind the first", r->text->until);
  if (before + looks > ZN_MOST_LOOKS)
    return zn_node_refuse(zn_node_entry(r->node, "every"), file, error, "%.0f looks%s; expected at most %d", before + looks,
                          before > 0.0 ? " with those of the endpoints before" : "", ZN_MOST_LOOKS);
  r->out->n_looks = (int)looks;
  r->out->look_h = malloc((size_t)r->out->n_looks * sizeof *r->out->look_h);
  if (!r->out->look_h) return zn_fail(error, ZN_MEMORY, "no memory for %d looks", r->out->n_looks);
  for (int i = 0; i < r->out->n_looks; i++) r->out->look_h[i] = from_h + i * every_h;
  return ZN_OK;
}

/* A row of the study for each look. */
static enum zn_status read_time(const struct reader *r, struct zn_error *error) {
  struct zn_study *study = r->t->pass->study;
  int observable, places;
  ZN_TRY(zn_trial_blame(r->t, r->node, "time_to", zn_study_find_places(r->text->time_to, &observable, &places, error), error));
  ZN_TRY(read_bounds(r, observable, error));
  ZN_TRY(read_looks(r, error));
  r->out->first_row = study->n_reported + study->n_read;
  ZN_TRY(zn_study_more_rows(study, r->out->n_looks, error));
  for (int i = 0; i < r->out->n_looks; i++)
    ZN_TRY(zn_study_add_inside(study, observable, places, r->out->look_h[i], -1, r->node->line, error));
  return ZN_OK;
}

/* --- One endpoint -------------------------------------------------------------------------------------------------------------------- */

static const char *text_of(const struct zn_endpoint_row *text, int form) {
  return *(char *const *)((const char *)text + forms[form].place);
}

static enum zn_status choose_form(struct reader *r, struct zn_error *error) {
  int chosen;
  ZN_TRY(zn_keys_choose(&chosen, r->node, &forms[0].key, sizeof *forms, FORMS, r->t->pass->file, error));
  if (chosen < 0)
    return zn_node_refuse(r->node, r->t->pass->file, error,
                          "nothing is looked at; expected 'change', 'ratio', 'value', 'responder' or 'time_to'");
  r->form = (enum form)chosen;
  r->out->kind = forms[chosen].kind;
  char what[60];
  snprintf(what, sizeof what, "an endpoint with the key '%s'", forms[chosen].key);
  return zn_keys_check(r->node, rules, chosen, what, r->t->pass->file, error);
}

static enum zn_status read_form(const struct reader *r, struct zn_error *error) {
  switch (r->form) {
    case CHANGE:
      return join(r, "from", r->text->change, " - ", r->text->from, error);
    case RATIO:
      return join(r, "to", r->text->ratio, " / ", r->text->to, error);
    case TIME:
      return read_time(r, error);
    default:
      return read_expression(r, text_of(r->text, r->form), error);
  }
}

static enum zn_status read_endpoint(const struct zn_trial_pass *t, const struct zn_endpoint_row *text, const struct zn_node *node,
                                    struct zn_error *error) {
  struct reader r = {.t = t, .text = text, .node = node, .out = &t->out->endpoint[t->out->n_endpoints]};
  const struct zn_names taken = zn_trial_endpoint_names(t->out);
  for (int i = 0; i < taken.count; i++)
    if (strcmp(taken.at(taken.context, i), text->name) == 0)
      return zn_node_refuse(zn_node_entry(node, "name"), t->pass->file, error, "another endpoint is called '%s' already", text->name);
  *r.out = (struct zn_endpoint){.above = NAN, .below = NAN, .line = node->line};
  t->out->n_endpoints++;
  ZN_TRY(zn_study_check_name(t->pass, text->name, NULL, 0, node, error));
  ZN_TRY(zn_text_copy(&r.out->name, text->name, error));
  ZN_TRY(zn_text_copy(&r.out->label, text->label ? text->label : text->name, error));
  r.out->missing_is_failure = text->missing == ZN_MISSING_FAILURE;
  r.out->first_counts = text->at_first == ZN_AT_FIRST_COUNTS;
  ZN_TRY(choose_form(&r, error));
  return read_form(&r, error);
}

enum zn_status zn_trial_read_endpoints(const struct zn_trial_pass *t, struct zn_error *error) {
  const struct zn_node *node = zn_trial_first_of(t, "endpoints");
  t->out->endpoint = calloc(t->text->endpoints_count, sizeof *t->out->endpoint);
  if (!t->out->endpoint) return zn_fail(error, ZN_MEMORY, "no memory for the endpoints of a trial");
  for (unsigned i = 0; i < t->text->endpoints_count; i++, node = node->next) ZN_TRY(read_endpoint(t, &t->text->endpoints[i], node, error));
  return ZN_OK;
}
