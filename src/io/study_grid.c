/* What the keys `matrix` and `map` share: one cohort of the file becomes many, with events and rows of their own. */
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "base/text.h"
#include "names.h"
#include "study_rows.h"

enum zn_status zn_study_check_grid(const struct zn_study_pass *pass, const char *key, struct zn_error *error) {
  static const char *const refused[] = {"discriminate", "follow", "pictures"};
  const struct zn_node *cohorts = zn_node_entry(pass->root, "cohorts");
  if (cohorts)
    return zn_node_refuse(cohorts, pass->file, error,
                          "a study with '%s' has one cohort, whose people are in all its cells; expected 'cohort'", key);
  for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
    const struct zn_node *node = zn_node_entry(pass->root, refused[i]);
    if (node) return zn_node_refuse(node, pass->file, error, "a study with '%s' has no such key; expected it in a study of its own", key);
  }
  return ZN_OK;
}

/* --- Room -------------------------------------------------------------------------------------------------------------------------------
 */

static enum zn_status more(void **list, int n, int further, size_t size, struct zn_error *error) {
  void *larger = realloc(*list, (size_t)(n + further + 1) * size);
  if (!larger) return zn_fail(error, ZN_MEMORY, "no memory for the cells of a study");
  *list = larger;
  return ZN_OK;
}

enum zn_status zn_study_more_cohorts(struct zn_study *study, int further, struct zn_error *error) {
  void *list = study->cohorts;
  const enum zn_status status = more(&list, study->n_cohorts, further, sizeof *study->cohorts, error);
  study->cohorts = list;
  return status;
}

enum zn_status zn_study_more_events(struct zn_study *study, int further, struct zn_error *error) {
  void *list = study->events;
  const enum zn_status status = more(&list, study->n_events, further, sizeof *study->events, error);
  study->events = list;
  return status;
}

enum zn_status zn_study_more_rows(struct zn_study *study, int further, struct zn_error *error) {
  void *list = study->reported;
  const enum zn_status status = more(&list, study->n_reported + study->n_read, further, sizeof *study->reported, error);
  study->reported = list;
  return status;
}

/* --- One more ---------------------------------------------------------------------------------------------------------------------------
 */

enum zn_status zn_study_add_cohort(struct zn_study *study, const struct zn_cohort *like, const char *name, struct zn_cohort **made,
                                   struct zn_error *error) {
  struct zn_cohort *c = &study->cohorts[study->n_cohorts++];
  *c = (struct zn_cohort){.people = like->people,
                          .seed = like->seed,
                          .start = like->start,
                          .member = like->member,
                          .solutes = like->solutes,
                          .named = like->named,
                          .choice = like->choice,
                          .matching = like->matching};
  ZN_TRY(zn_text_copy(&c->name, name, error));
  c->overlays = malloc(((size_t)like->n_overlays + 2) * sizeof *c->overlays);
  c->changes = malloc(((size_t)like->n_changes + 4) * sizeof *c->changes);
  if (!c->overlays || !c->changes) return zn_fail(error, ZN_MEMORY, "no memory for a cohort");
  if (like->n_overlays) memcpy(c->overlays, like->overlays, (size_t)like->n_overlays * sizeof *c->overlays);
  if (like->n_changes) memcpy(c->changes, like->changes, (size_t)like->n_changes * sizeof *c->changes);
  c->n_overlays = like->n_overlays;
  c->n_changes = like->n_changes;
  if (made) *made = c;
  return ZN_OK;
}

enum zn_status zn_study_add_inside(struct zn_study *study, int observable, int places, double time_h, int cohort, int line,
                                   struct zn_error *error) {
  struct zn_reported *out = &study->reported[study->n_reported + study->n_read++];
  const enum zn_status status = zn_study_truth_row(out, observable, time_h, cohort, zn_observable_info(observable)->name, line, error);
  out->places = places;
  return status;
}

enum zn_status zn_study_check_name(const struct zn_study_pass *pass, const char *name, char *const *taken, int n,
                                   const struct zn_node *node, struct zn_error *error) {
  static const char letters[] = "abcdefghijklmnopqrstuvwxyz", more_letters[] = "abcdefghijklmnopqrstuvwxyz0123456789_";
  const struct zn_node *entry = zn_node_entry(node, "name");
  if (!strchr(letters, *name) || name[strspn(name, more_letters)])
    return zn_node_refuse(entry, pass->file, error, "'%s' is no name; expected small letters, digits and '_', a letter first", name);
  for (int i = 0; i < n; i++)
    if (strcmp(taken[i], name) == 0) return zn_node_refuse(entry, pass->file, error, "something else is called '%s' already", name);
  return ZN_OK;
}

/* --- "septic" ---------------------------------------------------------------------------------------------------------------------------
 */

enum zn_status zn_study_find_places(const char *name, int *observable, int *places, struct zn_error *error) {
  const struct zn_names names = zn_observable_names();
  int *index = NULL;
  ZN_TRY(zn_name_expand(&names, name, &index, places, error));
  *observable = index[0];
  free(index);
  return ZN_OK;
}

enum zn_status zn_study_read_state(const struct zn_study_pass *pass, const struct zn_state_row *text, const struct zn_node *node,
                                   struct zn_state_of_people *out, struct zn_error *error) {
  const struct zn_node *reading = zn_node_entry(node, "reading"), *above = zn_node_entry(node, "above");
  struct zn_measure shown;
  ZN_TRY(zn_text_copy(&out->word, text->word, error));
  ZN_TRY(zn_node_blame(zn_study_find_places(text->reading, &out->observable, &out->places, error), reading, pass->file, error));
  ZN_TRY(zn_measure_in(&shown, pass->units, zn_observable_info(out->observable)->unit, 0.0, ZN_HIGHEST_STATE, error));
  return zn_node_blame(zn_measure_read(&shown, pass->units, text->above, &out->above, error), above, pass->file, error);
}
