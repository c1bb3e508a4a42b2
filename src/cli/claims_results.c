#include "claims_results.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cache.h"
#include "progress.h"
#include "say.h"

static const char kept[] = "claims_results.csv", shipped[] = "studies/claims/results.csv";

/* --- Finding ----------------------------------------------------------------------------------------------------------------------- */

static int is_fresh(const struct zn_experiment_result *result) {
  char digest[17];
  return zn_experiment_digest(digest, result->name, NULL) == ZN_OK && strcmp(digest, result->digest) == 0;
}

/* Takes what is fresh and not there yet out of `from`. */
static enum zn_status take_fresh(struct zn_experiment_results *to, struct zn_experiment_results *from, struct zn_error *error) {
  for (int i = 0; i < from->n; i++) {
    if (zn_experiment_results_find(to, from->result[i]->name) || !is_fresh(from->result[i])) continue;
    const enum zn_status status = zn_experiment_results_put(to, from->result[i], error);
    if (status != ZN_OK) return status;
    from->result[i] = NULL;
  }
  return ZN_OK;
}

static int is_there(const char *path) {
  FILE *file = fopen(path, "r");
  if (file) fclose(file);
  return file != NULL;
}

/* Takes what is kept. A cache that cannot be read is only slower, and that is said when it is opened. */
static enum zn_status recall(struct cli_results *results, int opens, struct zn_error *error) {
  struct zn_experiment_results *from;
  if (!*results->cache || !is_there(results->cache)) return ZN_OK;
  enum zn_status status = zn_experiment_results_read(&from, results->cache, error);
  if (status == ZN_MEMORY) return status;
  if (status != ZN_OK) {
    if (opens) cli_note(results->options, "results that were kept are not used: %s:%d: %s", error->file, error->line, error->text);
    return ZN_OK;
  }
  status = take_fresh(results->fresh, from, error);
  zn_experiment_results_free(from);
  return status;
}

static enum zn_status find_all(struct cli_results *results, struct zn_error *error) {
  struct zn_experiment_results *from;
  results->fresh = calloc(1, sizeof *results->fresh);
  if (!results->fresh) return ZN_MEMORY;
  if (results->options->run_anew && (results->options->no_cache || results->options->people)) return ZN_OK; /* all are made anew */
  enum zn_status status = recall(results, 1, error);
  if (status == ZN_OK) status = zn_experiment_results_shipped(&from, error);
  if (status != ZN_OK) return status;
  status = take_fresh(results->fresh, from, error);
  zn_experiment_results_free(from);
  return status;
}

enum cli_exit cli_results_open(struct cli_results *results, const struct cli_options *options) {
  char folder[CLI_PATH_ROOM];
  struct zn_error error = {0};
  *results = (struct cli_results){.options = options};
  enum cli_exit code = cli_find_cache(folder, options);
  if (code) return code;
  if (*folder) snprintf(results->cache, sizeof results->cache, "%.*s/%s", CLI_LONGEST_FOLDER, folder, kept);
  const enum zn_status status = find_all(results, &error);
  return status == ZN_OK ? CLI_EXIT_DONE : cli_error(options, status, &error);
}

void cli_results_clear(struct cli_results *results) {
  zn_experiment_results_free(results->fresh);
  results->fresh = NULL;
}

int cli_results_have(const struct cli_results *results, const char *name) {
  return zn_experiment_results_find(results->fresh, name) != NULL;
}

/* --- Making ------------------------------------------------------------------------------------------------------------------------ */

/* Several experiments, of which one is under way. People of all are counted together. */
struct work {
  struct cli_results *results;
  const struct zn_library *library;
  struct zn_study **study; /* [n] */
  int n, n_before, n_all;  /* people of experiments that are done; of all */
  struct cli_progress progress;
};

/* People that an experiment simulates, about: cohorts are rounded up to equal numbers in all parameter sets. */
static int people_of(const struct zn_study *study, const struct cli_options *options) {
  int people = 0;
  for (int c = 0; c < study->n_cohorts; c++) people += options->people ? options->people : study->cohorts[c].people;
  return people * (1 + study->experiment->n_broken);
}

static int tell(void *context, int done, int all) {
  struct work *w = context;
  (void)all;
  const int so_far = w->n_before + done;
  return cli_progress_tell(&w->progress, so_far < w->n_all ? so_far : w->n_all, w->n_all);
}

static enum zn_status run_one(struct zn_experiment_result **result, struct work *w, const struct zn_study *study, struct zn_error *error) {
  const struct cli_options *asked = w->results->options;
  const struct zn_experiment_options options = {.people = asked->people,
                                                .run = {.threads = asked->threads, .progress = tell, .progress_context = w}};
  w->progress.of = study->name;
  return zn_experiment_run(result, study, w->library, &options, error);
}

/* A result is kept at once, beside what another program has kept in the meantime. Where it cannot be kept, that is said, and it is used all
 * the same. */
static void keep(struct cli_results *results) {
  struct zn_error error = {0};
  if (!*results->cache || results->options->people) return;
  enum zn_status status = recall(results, 0, &error);
  if (status == ZN_OK) status = zn_experiment_results_write(results->fresh, results->cache, &error);
  if (status != ZN_OK) cli_warning(results->options, "results are not kept: %s: %s", error.file, error.text);
}

static enum zn_status make_one(struct work *w, const struct zn_study *study, struct zn_error *error) {
  struct zn_experiment_result *result;
  enum zn_status status = run_one(&result, w, study, error);
  if (status != ZN_OK) return status;
  status = zn_experiment_digest(result->digest, study->name, error);
  if (status == ZN_OK) status = zn_experiment_results_put(w->results->fresh, result, error);
  if (status != ZN_OK) {
    zn_experiment_result_free(result);
    return status;
  }
  w->n_before += people_of(study, w->results->options);
  keep(w->results);
  return ZN_OK;
}

static enum zn_status read_studies(struct work *w, const char *const *names, int n, struct zn_error *error) {
  w->study = calloc((size_t)n + 1, sizeof *w->study);
  if (!w->study) return ZN_MEMORY;
  for (int i = 0; i < n; i++) {
    if (cli_results_have(w->results, names[i])) continue;
    const enum zn_status status = zn_experiment_study(&w->study[w->n], names[i], w->library, error);
    if (status != ZN_OK) return status;
    w->n_all += people_of(w->study[w->n++], w->results->options);
  }
  return ZN_OK;
}

enum cli_exit cli_results_make(struct cli_results *results, const struct zn_library *library, const char *const *names, int n) {
  struct work w = {.results = results, .library = library};
  struct zn_error error = {0};
  enum zn_status status = read_studies(&w, names, n, &error);
  cli_progress_begin(&w.progress, results->options);
  for (int i = 0; i < w.n && status == ZN_OK; i++) status = make_one(&w, w.study[i], &error);
  cli_progress_end(&w.progress);
  for (int i = 0; i < w.n; i++) zn_study_free(w.study[i]);
  free(w.study);
  if (status == ZN_INTERRUPTED && *results->cache && !results->options->people)
    cli_note(results->options, "results so far are kept; the same command without --no-cache goes on from there");
  return status == ZN_OK ? CLI_EXIT_DONE : cli_error(results->options, status, &error);
}

enum cli_exit cli_results_ship(const struct cli_results *results) {
  struct zn_error error = {0};
  const enum zn_status status = zn_experiment_results_write(results->fresh, shipped, &error);
  if (status != ZN_OK) return cli_error(results->options, status, &error);
  if (results->fresh->n < zn_experiment_count())
    cli_note(results->options, "%d of %d experiments have no fresh result and are missing in %s", zn_experiment_count() - results->fresh->n,
             zn_experiment_count(), shipped);
  return CLI_EXIT_DONE;
}

enum cli_exit cli_results_of_study(struct zn_experiment_result **result, const struct zn_study *study, const struct zn_library *library,
                                   const struct cli_options *options) {
  struct cli_results nobody = {.options = options};
  struct work w = {.results = &nobody, .library = library, .n_all = people_of(study, options)};
  struct zn_error error = {0};
  cli_progress_begin(&w.progress, options);
  const enum zn_status status = run_one(result, &w, study, &error);
  cli_progress_end(&w.progress);
  return status == ZN_OK ? CLI_EXIT_DONE : cli_error(options, status, &error);
}
