/* Who gets what: the only cohort of a trial becomes one cohort for each arm, all of the same people. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "base/text.h"
#include "measure.h"
#include "study_trial.h"

enum { HIGHEST_RATIO = 100, LARGEST_BLOCK = 100000 };

/* At a constant rate nobody can be left at the end of a finite time. */
static const struct zn_measure leaving = {.unit = "%", .to_internal = 0.01, .low = 0.0, .high = 99.0};

static const char *arm_at(const void *context, int index) { return ((const struct zn_trial *)context)->arm[index].name; }

enum zn_status zn_study_find_arm(const struct zn_study *study, const char *name, int *index, struct zn_error *error) {
  const struct zn_names arms = {"arm", arm_at, study->trial, study->trial->n_arms};
  return zn_name_find(&arms, name, index, error);
}

/* --- What does not go with a trial --------------------------------------------------------------------------------------------------- */

enum zn_status zn_study_check_trial(const struct zn_study_pass *pass, struct zn_error *error) {
  static const struct {
    const char *key, *expected;
  } refused[] = {
      {"cohorts", "a trial recruits one cohort, and its arms stand under 'arms'; expected 'cohort'"},
      {"reported", "what a trial found stands within the key 'trial'; expected 'reported' there"},
      {"experiment", "a study asks one thing, and this one is a trial; expected the experiment in a study of its own"},
      {"discriminate", "a study asks one thing, and this one is a trial; expected what tells people apart in a study of its own"},
      {"matrix", "a study asks one thing, and this one is a trial; expected the matrix in a study of its own"},
      {"map", "a study asks one thing, and this one is a trial; expected the map in a study of its own"},
      {"pictures", "a trial draws no pictures of the wall; expected them in a study of its own"}};
  if (!pass->rows->trial) return ZN_OK;
  for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
    const struct zn_node *node = zn_node_entry(pass->root, refused[i].key);
    if (node) return zn_node_refuse(node, pass->file, error, "%s", refused[i].expected);
  }
  return ZN_OK;
}

/* --- Arms ---------------------------------------------------------------------------------------------------------------------------- */

static enum zn_status read_arm(const struct zn_trial_pass *t, const struct zn_arm_row *text, const struct zn_node *node,
                               struct zn_error *error) {
  struct zn_trial_arm *arm = &t->out->arm[t->out->n_arms];
  const struct zn_node *ratio = zn_node_entry(node, "ratio");
  for (int i = 0; i < t->out->n_arms; i++)
    if (strcmp(t->out->arm[i].name, text->name) == 0)
      return zn_node_refuse(zn_node_entry(node, "name"), t->pass->file, error, "another arm is called '%s' already", text->name);
  *arm = (struct zn_trial_arm){.ratio = 1.0, .adherence = 1.0};
  t->out->n_arms++;
  ZN_TRY(zn_text_copy(&arm->name, text->name, error));
  if (ratio && (text->ratio < 1 || text->ratio > HIGHEST_RATIO))
    return zn_node_refuse(ratio, t->pass->file, error, "%u is out of bounds; expected 1 to %d", text->ratio, HIGHEST_RATIO);
  if (ratio) arm->ratio = text->ratio;
  ZN_TRY(zn_trial_read_quantity(t, node, "adherence", &zn_trial_share, text->adherence, &arm->adherence, error));
  return zn_trial_read_quantity(t, node, "drop_out", &leaving, text->drop_out, &arm->drop_out, error);
}

/* Whoever knows what they get may behave otherwise; who does not, cannot. */
static enum zn_status check_blinding(const struct zn_trial_pass *t, struct zn_error *error) {
  const struct zn_trial *trial = t->out;
  const struct zn_node *node = zn_trial_first_of(t, "arms");
  for (int i = 0; i < trial->n_arms; i++, node = node->next) {
    const struct zn_trial_arm *first = &trial->arm[0], *arm = &trial->arm[i];
    const char *differs = arm->adherence != first->adherence ? "adherence" : arm->drop_out != first->drop_out ? "drop_out" : NULL;
    if (differs && trial->blinding == ZN_BLINDING_DOUBLE)
      return zn_trial_blame(
          t, node, differs,
          zn_fail(error, ZN_INPUT, "'%s' and '%s' differ in %s, but nobody knows who gets what; expected 'blinding: open' or 'single'",
                  first->name, arm->name, differs),
          error);
  }
  return ZN_OK;
}

static enum zn_status read_block(const struct zn_trial_pass *t, struct zn_error *error) {
  const struct zn_node *node = zn_node_entry(t->node, "block");
  unsigned sum = 0;
  for (int i = 0; i < t->out->n_arms; i++) sum += (unsigned)t->out->arm[i].ratio;
  if (node && t->out->allocation != ZN_ALLOCATION_BLOCKS)
    return zn_node_refuse(node, t->pass->file, error, "there are no blocks in a simple allocation; expected 'allocation: blocks'");
  t->out->block = (int)(2 * sum);
  if (!node) return ZN_OK;
  if (t->text->block < 1 || t->text->block > LARGEST_BLOCK || t->text->block % sum)
    return zn_node_refuse(node, t->pass->file, error, "%u people cannot have the ratio of the arms; expected a multiple of %u, at most %d",
                          t->text->block, sum, LARGEST_BLOCK);
  t->out->block = (int)t->text->block;
  return ZN_OK;
}

static enum zn_status read_allocation(const struct zn_trial_pass *t, struct zn_error *error) {
  t->out->allocation = zn_node_entry(t->node, "allocation") ? (enum zn_allocation)t->text->allocation : ZN_ALLOCATION_BLOCKS;
  t->out->blinding = zn_node_entry(t->node, "blinding") ? (enum zn_blinding)t->text->blinding : ZN_BLINDING_DOUBLE;
  if (t->text->control)
    ZN_TRY(zn_trial_blame(t, t->node, "control", zn_study_find_arm(t->pass->study, t->text->control, &t->out->control, error), error));
  ZN_TRY(check_blinding(t, error));
  return read_block(t, error);
}

/* The cohort of the file is the first arm, and all others are like it. */
static enum zn_status make_cohorts(const struct zn_trial_pass *t, struct zn_error *error) {
  struct zn_study *study = t->pass->study;
  char *name;
  ZN_TRY(zn_study_more_cohorts(study, t->out->n_arms, error));
  ZN_TRY(zn_text_copy(&name, t->out->arm[0].name, error));
  free(study->cohorts[0].name);
  study->cohorts[0].name = name;
  for (int i = 1; i < t->out->n_arms; i++) ZN_TRY(zn_study_add_cohort(study, &study->cohorts[0], t->out->arm[i].name, NULL, error));
  return ZN_OK;
}

enum zn_status zn_study_read_arms(const struct zn_study_pass *pass, struct zn_error *error) {
  struct zn_trial_pass t = {pass, pass->rows->trial, zn_node_entry(pass->root, "trial"), NULL};
  if (!t.text) return ZN_OK;
  t.out = pass->study->trial = calloc(1, sizeof *t.out);
  if (!t.out) return zn_fail(error, ZN_MEMORY, "no memory for a trial");
  t.out->arm = calloc(t.text->arms_count, sizeof *t.out->arm);
  if (!t.out->arm) return zn_fail(error, ZN_MEMORY, "no memory for the arms of a trial");
  t.out->people = pass->study->cohorts[0].people;
  const struct zn_node *node = zn_trial_first_of(&t, "arms");
  for (unsigned i = 0; i < t.text->arms_count; i++, node = node->next) ZN_TRY(read_arm(&t, &t.text->arms[i], node, error));
  ZN_TRY(read_allocation(&t, error));
  return make_cohorts(&t, error);
}

/* --- What is not taken --------------------------------------------------------------------------------------------------------------- */

/* Rescue is brought by somebody who sees to it. */
static int may_be_missed(const struct zn_event *event) { return event->kind == ZN_EVENT_GIVE && !event->rescue; }
static int is_shared_gift(const struct zn_event *event) { return may_be_missed(event) && event->cohort < 0; }

/* What all get becomes one event for each arm, where they take it with different care. */
static enum zn_status part_events(struct zn_study *study, int arms, struct zn_error *error) {
  int shared = 0;
  for (int i = 0; i < study->n_events; i++) shared += is_shared_gift(&study->events[i]);
  if ((long)study->n_events + (long)shared * (arms - 1) > ZN_MOST_EVENTS)
    return zn_fail(error, ZN_INPUT, "with what all arms get counted once for each the timeline has more than %d events", ZN_MOST_EVENTS);
  ZN_TRY(zn_study_more_events(study, shared * (arms - 1), error));
  for (int i = 0, n = study->n_events; i < n; i++) {
    if (!is_shared_gift(&study->events[i])) continue;
    study->events[i].cohort = 0;
    for (int k = 1; k < arms; k++) {
      struct zn_event *further = &study->events[study->n_events++];
      *further = study->events[i];
      further->cohort = k;
    }
  }
  return zn_study_sort_events(study, error);
}

enum zn_status zn_trial_share_out(const struct zn_trial_pass *t, struct zn_error *error) {
  const struct zn_trial *trial = t->out;
  struct zn_study *study = t->pass->study;
  int differ = 0;
  for (int i = 1; i < trial->n_arms; i++) differ |= trial->arm[i].adherence != trial->arm[0].adherence;
  if (differ) ZN_TRY(zn_trial_blame(t, t->pass->root, "timeline", part_events(study, trial->n_arms, error), error));
  for (int i = 0; i < study->n_events; i++) {
    struct zn_event *event = &study->events[i];
    if (may_be_missed(event)) event->missed = 1.0 - trial->arm[event->cohort < 0 ? 0 : event->cohort].adherence;
  }
  return ZN_OK;
}
