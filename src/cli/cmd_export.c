/* zonula export sbml FILE: the model for other tools. zonula export people STUDY.yaml: who takes part. */
#include <stdlib.h>
#include <string.h>

#include "asked_study.h"
#include "cli.h"
#include "matched.h"
#include "places.h"
#include "say.h"

/* The median person that was asked for, and the library they come from. */
struct model {
  const struct cli_options *options;
  struct zn_library *library;
  struct zn_cohort cohort;
  int overlay[2];
  struct zn_parameters person, spread;
};

static enum cli_exit add_overlay(struct model *m, enum zn_overlay_kind kind, const char *what, const char *name) {
  if (!name) return CLI_EXIT_DONE;
  struct zn_error error = {0};
  const int index = zn_library_overlay(m->library, kind, name);
  if (index >= 0) {
    m->overlay[m->cohort.n_overlays++] = index;
    return CLI_EXIT_DONE;
  }
  snprintf(error.text, sizeof error.text, "there is no %s '%s'; see zonula list %ss", what, name, what);
  return cli_error(m->options, ZN_INPUT, &error);
}

static enum cli_exit apply_sets(struct model *m) {
  struct zn_study study = {.n_cohorts = 1, .cohorts = &m->cohort};
  struct zn_error error = {0};
  for (int i = 0; i < m->options->n_set; i++) {
    const enum zn_status status = zn_study_set(&study, m->options->set[i], &error);
    if (status != ZN_OK) return cli_error(m->options, status, &error);
  }
  return CLI_EXIT_DONE;
}

static enum cli_exit describe(struct model *m) {
  struct zn_error error = {0};
  const enum zn_status status = zn_library_load(&m->library, &error);
  if (status != ZN_OK) return cli_error(m->options, status, &error);
  m->cohort = (struct zn_cohort){.name = (char *)"person", .people = 1, .overlays = m->overlay};
  enum cli_exit code = add_overlay(m, ZN_OVERLAY_CONDITION, "condition", m->options->condition);
  if (!code) code = add_overlay(m, ZN_OVERLAY_DIET, "diet", m->options->diet);
  return code ? code : apply_sets(m);
}

static enum cli_exit write_model(struct model *m, const char *path) {
  struct zn_error error = {0};
  double *y = calloc((size_t)zn_state_count(), sizeof *y);
  if (!y) return cli_no_memory();
  zn_cohort_numbers(&m->cohort, m->library, &m->person, (double *)&m->spread);
  enum zn_status status = zn_start_state(y, &m->person, zn_cohort_branch(&m->cohort, m->library), NULL, &error);
  if (status == ZN_OK) status = zn_person_write_sbml(&m->person, y, path, &error);
  free(y);
  if (status != ZN_OK) return cli_error(m->options, status, &error);
  printf("Written: %s\n", path);
  return CLI_EXIT_DONE;
}

static enum cli_exit export_model(const struct cli_options *options) {
  const struct cli_options *o = options;
  const char *stray = o->people ? "--people" : o->seed ? "--seed" : o->out ? "--out" : o->all ? "--all" : NULL;
  if (stray) return cli_usage("%s does not go with export sbml; see zonula help export", stray);
  struct model model = {.options = options};
  enum cli_exit code = describe(&model);
  if (!code) code = write_model(&model, options->word[1]);
  free(model.cohort.changes);
  zn_library_free(model.library);
  return code;
}

/* --- Who takes part ------------------------------------------------------------------------------------------------------------------- */

static enum cli_exit write_people(const struct zn_study *study, const struct zn_library *library, const struct cli_options *options) {
  char path[CLI_PATH_ROOM];
  struct zn_error error = {0};
  int people = 0;
  const int same = study->matrix.n_layers || study->map.across.steps || study->trial; /* people in all cells or arms */
  const int cohorts = same ? 1 : study->n_cohorts;
  snprintf(path, sizeof path, options->out ? "%s" : "out/%s/people.csv", options->out ? options->out : study->name);
  const enum zn_status status = zn_people_write_csv(study, library, options->all, path, &error);
  if (status != ZN_OK) return cli_error(options, status, &error);
  for (int c = 0; c < cohorts; c++) people += study->cohorts[c].people;
  if (!cli_matched_print(study, library)) return cli_no_memory();
  printf("%d %s. Written: %s\n", people, people == 1 ? "person" : "people", path);
  return CLI_EXIT_DONE;
}

static enum cli_exit export_people(const struct cli_options *options) {
  const char *stray = options->condition ? "--condition" : options->diet ? "--diet" : NULL;
  if (stray) return cli_usage("%s does not go with export people: the study says who takes part", stray);
  struct zn_library *library = NULL;
  struct zn_study *study = NULL;
  struct zn_error error = {0};
  const enum zn_status status = zn_library_load(&library, &error);
  enum cli_exit code = status == ZN_OK ? CLI_EXIT_DONE : cli_error(options, status, &error);
  if (!code) code = cli_asked_study(&study, options->word[1], library, options);
  if (!code) code = write_people(study, library, options);
  zn_study_free(study);
  zn_library_free(library);
  return code;
}

/* ----------------------------------------------------------------------------------------------------------------------------------------
 */

static enum cli_exit run(const struct cli_options *options) {
  if (strcmp(options->word[0], "sbml") == 0) return export_model(options);
  if (strcmp(options->word[0], "people") == 0) return export_people(options);
  return cli_usage("there is no export to \"%s\"; did you mean sbml, or people?", options->word[0]);
}

const struct cli_verb cli_verb_export = {
    .name = "export",
    .words = "sbml FILE | people STUDY.yaml",
    .summary = "write the model of the body, or the people of a study, for other tools",
    .details =
        "sbml: writes the body of the median person of a condition and diet (without them: the reference person), at rest, as a model in "
        "SBML Level 3 Version 2: the same equations that zonula solves, with units, meanings, grades and sources. Probes and tests are not "
        "part of it.\n\n"
        "people: writes who takes part in a study, one row for each person, with the numbers of theirs that vary between them or are not "
        "as "
        "in the parameter table (--all: all numbers), in shown units and with as many digits as it takes to get them back. Such a table, "
        "edited or typed, is what the key people_from of a study reads.",
    .fewest_words = 2,
    .most_words = 2,
    .run = run,
};
