/* Which tests are to tell people apart, and by what truth they are judged. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "base/text.h"
#include "names.h"
#include "study_rows.h"

static const double highest_truth = 1e15;

/* The key in the making. */
struct reader {
  const struct zn_study_pass *pass;
  const struct zn_discriminate_row *text;
  const struct zn_node *node;
};

static const struct zn_node *entry(const struct reader *r, const char *key) { return zn_node_entry(r->node, key); }

/* --- The truth ----------------------------------------------------------------------------------------------------------------- */

static enum zn_status read_above(const struct reader *r, int observable, double *above, struct zn_error *error) {
  const struct zn_study_pass *pass = r->pass;
  struct zn_measure shown;
  ZN_TRY(zn_measure_in(&shown, pass->units, zn_observable_info(observable)->unit, 0.0, highest_truth, error));
  return zn_node_blame(zn_measure_read(&shown, pass->units, r->text->above, above, error), entry(r, "above"), pass->file, error);
}

static enum zn_status read_truth(const struct reader *r, struct zn_error *error) {
  const struct zn_study_pass *pass = r->pass;
  struct zn_discriminate *d = &pass->study->discriminate;
  const struct zn_names names = zn_observable_names();
  ZN_TRY(zn_node_blame(zn_name_find(&names, r->text->truth, &d->observable, error), entry(r, "truth"), pass->file, error));
  ZN_TRY(read_above(r, d->observable, &d->above, error));
  return zn_node_blame(zn_measure_read(&zn_measure_moment, pass->units, r->text->at, &d->time_h, error), entry(r, "at"), pass->file, error);
}

/* The row that reads it: no assay does. */
static enum zn_status add_truth(const struct reader *r, struct zn_error *error) {
  struct zn_study *study = r->pass->study;
  const struct zn_discriminate *d = &study->discriminate;
  struct zn_reported *out = &study->reported[study->n_reported + study->n_read++];
  ZN_TRY(zn_study_truth_row(out, d->observable, d->time_h, -1, "truth", r->node->line, error));
  out->value = d->above;
  return ZN_OK;
}

/* --- The tests ----------------------------------------------------------------------------------------------------------------- */

/* A label stands for one test or one combination. */
static enum zn_status check_label(const struct reader *r, const char *label, const struct zn_node *node, struct zn_error *error) {
  const struct zn_study *study = r->pass->study;
  const struct zn_discriminate *d = &study->discriminate;
  int taken = 0;
  for (int i = 0; i < d->n_tests; i++) taken |= strcmp(study->reported[study->n_reported + i].label, label) == 0;
  for (int i = 0; i < d->n_combinations; i++) taken |= strcmp(d->combination[i].label, label) == 0;
  if (!taken) return ZN_OK;
  return zn_node_refuse(zn_node_entry(node, "label"), r->pass->file, error, "something else is called '%s' already", label);
}

static enum zn_status read_tests(const struct reader *r, struct zn_error *error) {
  struct zn_study *study = r->pass->study;
  const struct zn_node *node = entry(r, "tests")->first;
  for (unsigned i = 0; i < r->text->tests_count; i++, node = node->next) {
    struct zn_reported_row text = r->text->tests[i];
    if (!text.at) text.at = r->text->at;
    ZN_TRY(check_label(r, text.label, node, error));
    ZN_TRY(zn_study_read_test(r->pass, &text, node, &study->reported[study->n_reported + study->n_read++], error));
    study->discriminate.n_tests++;
  }
  return ZN_OK;
}

/* --- Lists of names ------------------------------------------------------------------------------------------------------------ */

static const char *test_at(const void *context, int index) {
  const struct zn_study *study = context;
  return study->reported[study->n_reported + index].label;
}

static const char *cohort_at(const void *context, int index) { return ((const struct zn_study *)context)->cohorts[index].name; }

/* Indices of the names in a list, none twice. */
static enum zn_status read_names(const struct reader *r, const struct zn_node *list, const struct zn_names *names, int **index, int *n,
                                 struct zn_error *error) {
  *index = malloc((size_t)list->count * sizeof **index);
  if (!*index) return zn_fail(error, ZN_MEMORY, "no memory for %d names", list->count);
  for (const struct zn_node *node = list->first; node; node = node->next) {
    int *found = &(*index)[*n];
    ZN_TRY(zn_node_blame(zn_name_find(names, node->text, found, error), node, r->pass->file, error));
    for (int k = 0; k < *n; k++)
      if ((*index)[k] == *found) return zn_node_refuse(node, r->pass->file, error, "'%s' stands here a second time", node->text);
    ++*n;
  }
  return ZN_OK;
}

static enum zn_status read_combinations(const struct reader *r, struct zn_error *error) {
  struct zn_study *study = r->pass->study;
  struct zn_discriminate *d = &study->discriminate;
  const struct zn_names names = {"test with the label", test_at, study, d->n_tests};
  const struct zn_node *list = entry(r, "combinations"), *node = list ? list->first : NULL;
  d->combination = calloc(r->text->combinations_count + 1u, sizeof *d->combination);
  if (!d->combination) return zn_fail(error, ZN_MEMORY, "no memory for combinations");
  for (unsigned i = 0; i < r->text->combinations_count; i++, node = node->next) {
    const struct zn_told_row *text = &r->text->combinations[i];
    struct zn_combination *c = &d->combination[d->n_combinations];
    ZN_TRY(check_label(r, text->label, node, error));
    ZN_TRY(zn_text_copy(&c->label, text->label, error));
    d->n_combinations++;
    ZN_TRY(read_names(r, zn_node_entry(node, "tests"), &names, &c->test, &c->n, error));
  }
  return ZN_OK;
}

static enum zn_status read_groups(const struct reader *r, struct zn_error *error) {
  struct zn_study *study = r->pass->study;
  struct zn_discriminate *d = &study->discriminate;
  const struct zn_names names = {"cohort", cohort_at, study, study->n_cohorts};
  const struct zn_node *list = entry(r, "within"), *node = list ? list->first : NULL;
  d->group = calloc(r->text->within_count + 1u, sizeof *d->group);
  if (!d->group) return zn_fail(error, ZN_MEMORY, "no memory for groups of people");
  for (unsigned i = 0; i < r->text->within_count; i++, node = node->next) {
    const struct zn_told_row *text = &r->text->within[i];
    struct zn_people_group *group = &d->group[d->n_groups++];
    for (int k = 0; k < d->n_groups - 1; k++)
      if (strcmp(d->group[k].label, text->label) == 0)
        return zn_node_refuse(zn_node_entry(node, "label"), r->pass->file, error, "another group is called '%s' already", text->label);
    ZN_TRY(zn_text_copy(&group->label, text->label, error));
    ZN_TRY(read_names(r, zn_node_entry(node, "cohorts"), &names, &group->cohort, &group->n, error));
  }
  return ZN_OK;
}

enum zn_status zn_study_read_discriminate(const struct zn_study_pass *pass, struct zn_error *error) {
  const struct reader r = {pass, pass->rows->discriminate, zn_node_entry(pass->root, "discriminate")};
  if (!r.text) return ZN_OK;
  ZN_TRY(read_truth(&r, error));
  ZN_TRY(read_tests(&r, error));
  ZN_TRY(add_truth(&r, error));
  ZN_TRY(read_combinations(&r, error));
  return read_groups(&r, error);
}
