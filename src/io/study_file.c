/* A study from its file, in passes: libcyaml's rows, then cohorts, timeline, reported numbers and what the report shows. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/embedded.h"
#include "base/file.h"
#include "base/status.h"
#include "base/text.h"
#include "changes.h"
#include "named_people.h"
#include "study_rows.h"
#include "zonula/experiment.h"
#include "zonula/io.h"
#include "zonula/physique.h"
#include "zonula/trial.h"

/* A study file is typed by hand; a megabyte is no study. */
static const size_t largest_study = (size_t)1 << 20;

/* A DOI, a PubMed number, or an honest "none". */
static int is_locator(const char *text) {
  const char *rest = strncmp(text, "PMID:", 5) == 0 ? text + 5 : "";
  const size_t digits = strspn(rest, "0123456789");
  const int doi = strncmp(text, "10.", 3) == 0 && strchr(text, '/') && !strchr(text, ' ');
  return strcmp(text, "none") == 0 || (digits && !rest[digits]) || doi;
}

static enum zn_status read_head(const struct zn_study_pass *pass, struct zn_error *error) {
  struct zn_study *study = pass->study;
  if (!is_locator(pass->rows->source))
    return zn_node_refuse(zn_node_entry(pass->root, "source"), pass->file, error,
                          "'%s' is no DOI; expected for example 10.1111/j.1572-0241.2002.05914.x, PMID:12135027 or none",
                          pass->rows->source);
  study->meals = pass->rows->meals;
  ZN_TRY(zn_text_stem(&study->name, pass->file, error));
  ZN_TRY(zn_text_copy(&study->file, pass->file, error));
  ZN_TRY(zn_text_copy(&study->title, pass->rows->title, error));
  ZN_TRY(zn_text_copy(&study->source, pass->rows->source, error));
  return zn_text_copy(&study->summary, pass->rows->summary, error);
}

static enum zn_status read_follow(const struct zn_study_pass *pass, struct zn_error *error) {
  const struct zn_node *list = zn_node_entry(pass->root, "follow");
  return list ? zn_observables_read(&pass->study->follow, &pass->study->n_follow, list, pass->file, error) : ZN_OK;
}

static enum zn_status read_pictures(const struct zn_study_pass *pass, struct zn_error *error) {
  const struct zn_node *list = zn_node_entry(pass->root, "pictures");
  struct zn_study *study = pass->study;
  study->picture_time_h = calloc(pass->rows->pictures_count + 1u, sizeof *study->picture_time_h);
  if (!study->picture_time_h) return zn_fail(error, ZN_MEMORY, "no memory for the times of pictures");
  for (const struct zn_node *node = list ? list->first : NULL; node; node = node->next) {
    double *time_h = &study->picture_time_h[study->n_pictures];
    ZN_TRY(zn_node_blame(zn_measure_read(&zn_measure_moment, pass->units, node->text, time_h, error), node, pass->file, error));
    if (study->n_pictures++ && *time_h <= time_h[-1])
      return zn_node_refuse(node, pass->file, error, "the picture at %s is not after the one before it; expected rising times", node->text);
  }
  return ZN_OK;
}

/* How long an assay needs the person: what is cut out for a chamber lives on without them. */
static double needed_h(const struct zn_assay *assay) { return assay->kind == ZN_ASSAY_CHAMBER ? 0.0 : assay->length_h; }

static double event_end_h(const struct zn_event *e, const struct zn_library *library) {
  if (e->kind == ZN_EVENT_GIVE) return e->time_h + e->duration_h;
  return e->time_h + (e->kind == ZN_EVENT_MEASURE ? needed_h(&library->assays[e->assay]) : 0.0);
}

static void find_end(struct zn_study *study, const struct zn_library *library) {
  for (int i = 0; i < study->n_events; i++) study->end_h = fmax(study->end_h, event_end_h(&study->events[i], library));
  for (int i = 0; i < study->n_pictures; i++) study->end_h = fmax(study->end_h, study->picture_time_h[i]);
  for (int r = study->n_reported; r < study->n_reported + study->n_read; r++) study->end_h = fmax(study->end_h, study->reported[r].time_h);
}

static enum zn_status fill(const struct zn_study_pass *pass, struct zn_error *error) {
  ZN_TRY(read_head(pass, error));
  ZN_TRY(zn_study_check_trial(pass, error));
  ZN_TRY(zn_study_read_cohorts(pass, error));
  ZN_TRY(zn_study_read_arms(pass, error));
  ZN_TRY(zn_study_read_timeline(pass, error));
  ZN_TRY(zn_study_read_reported(pass, error));
  ZN_TRY(zn_study_read_discriminate(pass, error));
  ZN_TRY(zn_study_read_experiment(pass, error));
  ZN_TRY(zn_study_read_matrix(pass, error));
  ZN_TRY(zn_study_read_map(pass, error));
  ZN_TRY(zn_study_read_trial(pass, error));
  ZN_TRY(read_follow(pass, error));
  ZN_TRY(read_pictures(pass, error));
  find_end(pass->study, pass->library);
  return ZN_OK;
}

enum zn_status zn_study_parse(struct zn_study **out, const struct zn_text_source *source, struct zn_error *error) {
  struct zn_loaded loaded;
  struct zn_study *study = calloc(1, sizeof *study);
  *out = NULL;
  if (!study) return zn_fail(error, ZN_MEMORY, "no memory for a study");
  enum zn_status status = zn_loaded_read(&loaded, source->text, source->length, source->file, &zn_study_schema, error);
  const struct zn_study_pass pass = {study, loaded.data, loaded.root, source->file, source->units, source->library};
  if (status == ZN_OK) status = fill(&pass, error);
  zn_loaded_clear(&loaded);
  if (status == ZN_OK)
    *out = study;
  else
    zn_study_free(study);
  return status;
}

enum zn_status zn_study_read(struct zn_study **study, const char *path, const struct zn_library *library, struct zn_error *error) {
  struct zn_reading reading;
  char *text = NULL;
  size_t length = 0;
  *study = NULL;
  enum zn_status status = zn_reading_begin(&reading, error);
  if (status == ZN_OK) status = zn_file_read(&text, &length, path, largest_study, error);
  const struct zn_text_source source = {.file = path, .text = text, .length = length, .units = reading.units, .library = library};
  if (status == ZN_OK) status = zn_study_parse(study, &source, error);
  zn_reading_end(&reading);
  free(text);
  return status;
}

enum zn_status zn_study_builtin(struct zn_study **study, const char *path, const struct zn_library *library, struct zn_error *error) {
  const struct zn_embedded_file *file = zn_embedded_find(path);
  struct zn_reading reading;
  *study = NULL;
  if (!file) return zn_fail(error, ZN_ARGUMENT, "there is no built-in study %s", path);
  enum zn_status status = zn_reading_begin(&reading, error);
  const struct zn_text_source source = {
      .file = file->path, .text = file->text, .length = file->length, .units = reading.units, .library = library};
  if (status == ZN_OK) status = zn_study_parse(study, &source, error);
  zn_reading_end(&reading);
  return status;
}

/* Room for `n` further changes in every cohort, before any is made: all cohorts are changed, or none. */
static enum zn_status make_room(struct zn_study *study, int n, struct zn_error *error) {
  for (int i = 0; i < study->n_cohorts; i++) {
    struct zn_cohort *cohort = &study->cohorts[i];
    struct zn_change *more = realloc(cohort->changes, (size_t)(cohort->n_changes + n) * sizeof *more);
    if (!more) return zn_fail(error, ZN_MEMORY, "no memory for %d changes", n);
    cohort->changes = more;
  }
  return ZN_OK;
}

/* After those of the file. The cells of a map keep theirs behind: they are what the map is of. */
static int place_of_changes(const struct zn_study *study, const struct zn_cohort *cohort) {
  return study->map.across.steps ? study->cohorts[0].n_changes : cohort->n_changes;
}

/* A change that the table of people overrules would be lost. */
static enum zn_status check_kept(const struct zn_study *study, const struct zn_changes *changes, struct zn_error *error) {
  for (int t = 0; t < study->n_named; t++)
    for (int i = 0; i < study->named[t].n; i++)
      for (int k = 0; k < changes->n; k++)
        if (changes->item[k].parameter == study->named[t].parameter[i])
          return zn_fail(error, ZN_INPUT, "'%s' stands in %.200s, which gives each person their own; expected it in one place",
                         zn_parameter_info(changes->item[k].parameter)->name, study->named[t].file);
  return ZN_OK;
}

static enum zn_status append_changes(struct zn_study *study, const struct zn_changes *changes, struct zn_error *error) {
  ZN_TRY(make_room(study, changes->n, error));
  for (int i = study->n_cohorts - 1; i >= 0; i--) { /* the first, whose changes all others begin with, comes last */
    struct zn_cohort *cohort = &study->cohorts[i];
    struct zn_change *at = cohort->changes + place_of_changes(study, cohort);
    memmove(at + changes->n, at, (size_t)(cohort->changes + cohort->n_changes - at) * sizeof *at);
    memcpy(at, changes->item, (size_t)changes->n * sizeof *changes->item);
    cohort->n_changes += changes->n;
  }
  return ZN_OK;
}

/* Other numbers, other weights. */
static enum zn_status match_anew(struct zn_study *study, struct zn_error *error) {
  for (int m = 0; m < study->n_matchings; m++) {
    int c = 0;
    while (c < study->n_cohorts && study->cohorts[c].matching != &study->matchings[m]) c++;
    if (c < study->n_cohorts) ZN_TRY(zn_matching_fit(&study->matchings[m], &study->cohorts[c], study->matchings[m].library, error));
  }
  return ZN_OK;
}

enum zn_status zn_study_set(struct zn_study *study, const char *assignment, struct zn_error *error) {
  struct zn_changes changes = {0};
  struct zn_reading reading;
  enum zn_status status = zn_reading_begin(&reading, error);
  if (status == ZN_OK) status = zn_changes_assign(&changes, reading.units, assignment, error);
  if (status == ZN_OK) status = check_kept(study, &changes, error);
  if (status == ZN_OK) status = append_changes(study, &changes, error);
  if (status == ZN_OK) status = match_anew(study, error);
  zn_reading_end(&reading);
  free(changes.item);
  return status;
}

static void free_cohorts(struct zn_study *study) {
  for (int i = 0; i < study->n_cohorts; i++) {
    free(study->cohorts[i].name);
    free(study->cohorts[i].overlays);
    free(study->cohorts[i].changes);
  }
  free(study->cohorts);
  for (int i = 0; i < study->n_named; i++) zn_named_people_clear(&study->named[i]);
  free(study->named);
  for (int i = 0; i < study->n_matchings; i++) zn_matching_clear(&study->matchings[i]);
  free(study->matchings);
}

static void free_reported(struct zn_study *study) {
  for (int i = 0; i < study->n_reported + study->n_read; i++) {
    free(study->reported[i].label);
    free(study->reported[i].spread_kind);
    free(study->reported[i].unit);
    free(study->reported[i].note);
  }
  free(study->reported);
}

static void free_discriminate(struct zn_discriminate *d) {
  for (int i = 0; i < d->n_combinations; i++) {
    free(d->combination[i].label);
    free(d->combination[i].test);
  }
  for (int i = 0; i < d->n_groups; i++) {
    free(d->group[i].label);
    free(d->group[i].cohort);
  }
  free(d->combination);
  free(d->group);
}

static void free_experiment(struct zn_experiment *e) {
  if (!e) return;
  for (int i = 0; i < e->n_reads; i++) free(e->read[i]);
  for (int i = 0; i < e->n_criteria; i++) {
    free(e->criterion[i].label);
    free(e->criterion[i].value);
    free(e->criterion[i].by);
    free(e->criterion[i].among);
    free(e->criterion[i].because);
  }
  for (int i = 0; i < e->n_broken; i++) {
    free(e->broken[i].without);
    free(e->broken[i].changes);
  }
  free(e->asks);
  free(e->read);
  free(e->criterion);
  free(e->broken);
  free(e);
}

static void free_matrix(struct zn_matrix *m) {
  free(m->layer);
  free(m->reading);
  free(m->ill.word);
}

static void free_map(struct zn_map *m) {
  free(m->ill.word);
  free(m->mark);
  free(m->ramp_up);
}

void zn_study_free(struct zn_study *study) {
  if (!study) return;
  free_cohorts(study);
  free_reported(study);
  free_discriminate(&study->discriminate);
  free_experiment(study->experiment);
  zn_trial_free(study->trial);
  free_matrix(&study->matrix);
  free_map(&study->map);
  free(study->name);
  free(study->title);
  free(study->source);
  free(study->summary);
  free(study->file);
  free(study->events);
  free(study->follow);
  free(study->picture_time_h);
  free(study);
}
