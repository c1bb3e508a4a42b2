/* Who takes part. */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/status.h"
#include "base/text.h"
#include "changes.h"
#include "named_people.h"
#include "names.h"
#include "study_rows.h"
#include "zonula/io.h"
#include "zonula/physique.h"

/* A study that names no seed has this one. */
enum { DEFAULT_SEED = 1 };

static const char *cohort_at(const void *context, int index) { return ((const struct zn_cohort *)context)[index].name; }

enum zn_status zn_study_find_cohort(const struct zn_study *study, const char *name, int *index, struct zn_error *error) {
  const struct zn_names cohorts = {"cohort", cohort_at, study->cohorts, study->n_cohorts};
  return name ? zn_name_find(&cohorts, name, index, error) : ZN_OK;
}

/* Adds an overlay of that kind. */
static enum zn_status add_overlay(struct zn_cohort *cohort, const struct zn_library *library, enum zn_overlay_kind kind, const char *name,
                                  struct zn_error *error) {
  int first, index;
  const struct zn_names names = zn_overlay_names(library, kind, kind, &first);
  const int known = zn_library_overlay(library, kind, name);
  if (known >= 0)
    index = known - first;
  else
    ZN_TRY(zn_name_find(&names, name, &index, error));
  for (int i = 0; i < cohort->n_overlays; i++)
    if (cohort->overlays[i] == first + index) return zn_fail(error, ZN_INPUT, "'%s' is named twice", name);
  cohort->overlays[cohort->n_overlays++] = first + index;
  return ZN_OK;
}

static enum zn_status read_conditions(const struct zn_study_pass *pass, struct zn_cohort *cohort, const struct zn_cohort_row *row,
                                      const struct zn_node *node, struct zn_error *error) {
  const struct zn_node *one = zn_node_entry(node, "condition"), *list = zn_node_entry(node, "conditions");
  if (!one == !list)
    return zn_node_refuse(node, pass->file, error,
                          one ? "both 'condition' and 'conditions'; expected one of them"
                              : "the key 'condition' is missing; expected for example 'condition: healthy'");
  if (one) return zn_node_blame(add_overlay(cohort, pass->library, ZN_OVERLAY_CONDITION, row->condition, error), one, pass->file, error);
  const struct zn_node *entry = list->first;
  for (unsigned i = 0; i < row->conditions_count; i++, entry = entry->next)
    ZN_TRY(zn_node_blame(add_overlay(cohort, pass->library, ZN_OVERLAY_CONDITION, row->conditions[i], error), entry, pass->file, error));
  return ZN_OK;
}

/* A cohort's own diet, or that of the study, or none: then it is the one of the parameter table. */
static enum zn_status read_diet(const struct zn_study_pass *pass, struct zn_cohort *cohort, const struct zn_cohort_row *row,
                                const struct zn_node *node, struct zn_error *error) {
  const char *diet = row->diet ? row->diet : pass->rows->diet;
  const struct zn_node *where = zn_node_entry(row->diet ? node : pass->root, "diet");
  return diet ? zn_node_blame(add_overlay(cohort, pass->library, ZN_OVERLAY_DIET, diet, error), where, pass->file, error) : ZN_OK;
}

static enum zn_status read_set(const struct zn_study_pass *pass, struct zn_cohort *cohort, const struct zn_cohort_row *row,
                               const struct zn_node *node, struct zn_error *error) {
  struct zn_changes changes = {0};
  const struct zn_node *list = zn_node_entry(node, "set"), *entry = list ? list->first : NULL;
  enum zn_status status = ZN_OK;
  for (unsigned i = 0; i < row->set_count && status == ZN_OK; i++, entry = entry->next)
    status = zn_node_blame(zn_changes_assign(&changes, pass->units, row->set[i], error), entry, pass->file, error);
  cohort->changes = changes.item;
  cohort->n_changes = changes.n;
  return status;
}

/* Without a name of its own the only cohort is called after its last condition. */
static enum zn_status read_name(const struct zn_study_pass *pass, struct zn_cohort *cohort, const struct zn_cohort_row *row,
                                const struct zn_node *node, int conditions, struct zn_error *error) {
  for (const struct zn_cohort *c = pass->study->cohorts; row->name && c < cohort; c++)
    if (strcmp(c->name, row->name) == 0)
      return zn_node_refuse(zn_node_entry(node, "name"), pass->file, error, "another cohort is called '%s' already", row->name);
  return zn_text_copy(&cohort->name, row->name ? row->name : pass->library->overlays[cohort->overlays[conditions - 1]].name, error);
}

/* Thirty thousand people with all that varies between them take 64 MiB. */
static const size_t largest_people = (size_t)64 << 20;

/* The table lies beside the study, or where the path says. */
static enum zn_status read_named(const struct zn_study_pass *pass, struct zn_cohort *cohort, const char *name, const struct zn_node *where,
                                 struct zn_error *error) {
  struct zn_named_people *named = &pass->study->named[pass->study->n_named++];
  char path[ZN_LONGEST_PATH], *text;
  size_t length;
  zn_file_beside(path, pass->file, name);
  if (!zn_file_is_there(path))
    return zn_node_refuse(where, pass->file, error, "there is no readable file '%s' in the study's folder or the working directory", name);
  ZN_TRY(zn_file_read(&text, &length, path, largest_people, error));
  const struct zn_people_source source = {path, name, cohort, pass->library, pass->units};
  const enum zn_status status = zn_named_people_parse(named, text, &source, error);
  free(text);
  cohort->named = named;
  cohort->people = named->people;
  return status;
}

static enum zn_status read_people(const struct zn_study_pass *pass, struct zn_cohort *cohort, const struct zn_cohort_row *row,
                                  const struct zn_node *node, struct zn_error *error) {
  static const char *const refused[] = {"map", "experiment"};
  const struct zn_node *people = zn_node_entry(node, "people"), *from = zn_node_entry(node, "people_from");
  if (people && from) return zn_node_refuse(from, pass->file, error, "both 'people' and 'people_from'; expected one of them");
  if (!people && !from)
    return zn_node_refuse(node, pass->file, error, "the key 'people' is missing; expected 'people: 12', or 'people_from: table.csv'");
  if (people) {
    if (row->people < 1 || row->people > ZN_MOST_PEOPLE)
      return zn_node_refuse(people, pass->file, error, "%u is out of bounds; expected 1 to %d", row->people, ZN_MOST_PEOPLE);
    cohort->people = (int)row->people;
    return ZN_OK;
  }
  for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
    if (zn_node_entry(pass->root, refused[i]))
      return zn_node_refuse(from, pass->file, error, "a study with '%s' draws its people; expected 'people'", refused[i]);
  return read_named(pass, cohort, row->people_from, from, error);
}

static enum zn_status read_cohort(const struct zn_study_pass *pass, struct zn_cohort *cohort, const struct zn_cohort_row *row,
                                  const struct zn_node *node, struct zn_error *error) {
  cohort->seed = row->seed ? *row->seed : DEFAULT_SEED;
  cohort->overlays = malloc((row->conditions_count + 2) * sizeof *cohort->overlays);
  if (!cohort->overlays) return zn_fail(error, ZN_MEMORY, "no memory for a cohort");
  ZN_TRY(read_conditions(pass, cohort, row, node, error));
  const int conditions = cohort->n_overlays;
  ZN_TRY(read_diet(pass, cohort, row, node, error));
  ZN_TRY(read_set(pass, cohort, row, node, error));
  ZN_TRY(read_name(pass, cohort, row, node, conditions, error));
  ZN_TRY(read_people(pass, cohort, row, node, error));
  return zn_study_read_choice(pass, cohort, row, node, error);
}

enum zn_status zn_study_count_people(const struct zn_study_pass *pass, const struct zn_node *node, struct zn_error *error) {
  long all = 0;
  for (int i = 0; i < pass->study->n_cohorts; i++) all += pass->study->cohorts[i].people;
  if (all <= ZN_MOST_PEOPLE) return ZN_OK;
  return zn_node_refuse(node, pass->file, error, "%ld people in all; expected at most %d", all, ZN_MOST_PEOPLE);
}

enum zn_status zn_study_read_cohorts(const struct zn_study_pass *pass, struct zn_error *error) {
  const struct zn_study_rows *rows = pass->rows;
  const struct zn_node *one = zn_node_entry(pass->root, "cohort"), *list = zn_node_entry(pass->root, "cohorts");
  if (!one == !list)
    return zn_node_refuse(one ? one : pass->root, pass->file, error,
                          one ? "both 'cohort' and 'cohorts'; expected one of them" : "the key 'cohort' or 'cohorts' is missing");
  const unsigned count = one ? 1 : rows->cohorts_count;
  const struct zn_cohort_row *row = one ? rows->cohort : rows->cohorts;
  const struct zn_node *node = one ? one : list->first;
  pass->study->cohorts = calloc(count, sizeof *pass->study->cohorts);
  pass->study->named = calloc(count, sizeof *pass->study->named);
  pass->study->matchings = calloc(count, sizeof *pass->study->matchings);
  if (!pass->study->cohorts || !pass->study->named || !pass->study->matchings)
    return zn_fail(error, ZN_MEMORY, "no memory for %u cohorts", count);
  for (unsigned i = 0; i < count; i++, node = node->next)
    ZN_TRY(read_cohort(pass, &pass->study->cohorts[pass->study->n_cohorts++], &row[i], node, error));
  return zn_study_count_people(pass, one ? one : list, error);
}
