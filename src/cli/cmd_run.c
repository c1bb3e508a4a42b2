/* zonula run STUDY.yaml: reads the study, simulates everybody, writes the result files, prints predicted beside reported. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "answer.h"
#include "asked_study.h"
#include "cache.h"
#include "cli.h"
#include "command.h"
#include "places.h"
#include "progress.h"
#include "say.h"

/* The first three are always written, the others where the study asks for what is in them. */
enum { RESULT, SUMMARY, REPORT, TESTS, CURVES, MATRIX, MAP, MARKS, RAMPS, PERSONS, REPEATS, FILES };
static const char *const file_names[FILES] = {"result.nc", "summary.csv", "report.html", "tests.csv",   "roc.csv",    "matrix.csv",
                                              "map.csv",   "marks.csv",   "ramps.csv",   "persons.csv", "repeats.csv"};

/* One run of the program. */
struct job {
  const struct cli_options *options;
  struct zn_library *library;
  struct zn_study *study;
  struct zn_run *run;
  struct zn_discrimination *discrimination; /* NULL: not asked for */
  struct zn_redundancy *redundancy;         /* the same */
  struct zn_landscape *landscape;           /* the same */
  struct zn_experiment_result *experiment;  /* the same */
  char *command;
  char cache[CLI_PATH_ROOM]; /* "" for none */
  char folder[CLI_PATH_ROOM], path[FILES][CLI_PATH_ROOM];
};

/* --- What is asked -------------------------------------------------------------------------------------------------------------------- */

/* Numbers that are read in people, compared with a paper or not. */
static int reads_of(const struct zn_study *study) { return study->n_reported + study->n_read; }

static enum cli_exit read_study(struct job *job) {
  struct zn_error error = {0};
  const enum zn_status status = zn_library_load(&job->library, &error);
  if (status != ZN_OK) return cli_error(job->options, status, &error);
  const enum cli_exit code = cli_asked_study(&job->study, job->options->word[0], job->library, job->options);
  if (code) return code;
  if (job->study->trial)
    snprintf(error.text, sizeof error.text, "%.300s is a trial; zonula trial runs it", job->options->word[0]);
  else if (job->options->repeats && !reads_of(job->study))
    snprintf(error.text, sizeof error.text,
             "%.300s reads nothing that could be measured again; --repeats wants numbers under reported or experiment",
             job->options->word[0]);
  else
    return CLI_EXIT_DONE;
  return cli_error(job->options, ZN_INPUT, &error);
}

/* --- Where things go ------------------------------------------------------------------------------------------------------------------ */

static enum cli_exit prepare_cache(struct job *job) { return cli_find_cache(job->cache, job->options); }

static enum cli_exit prepare_folder(struct job *job) {
  const struct cli_options *options = job->options;
  struct zn_error error = {0};
  snprintf(job->folder, sizeof job->folder, options->out ? "%s" : "out/%s", options->out ? options->out : job->study->name);
  const enum zn_status status = cli_make_folder(job->folder, &error);
  if (status != ZN_OK) return cli_error(options, status, &error);
  for (int i = 0; i < FILES; i++) snprintf(job->path[i], CLI_PATH_ROOM, "%.*s/%s", CLI_LONGEST_FOLDER, job->folder, file_names[i]);
  return CLI_EXIT_DONE;
}

/* --- The work ------------------------------------------------------------------------------------------------------------------------- */

static enum cli_exit simulate(struct job *job) {
  struct cli_progress progress;
  struct zn_error error = {0};
  const char *engine = job->options->engine;
  const struct zn_run_options options = {.threads = job->options->threads,
                                         .engine = engine && strcmp(engine, "cvode") == 0 ? ZN_ENGINE_CVODE : ZN_ENGINE_USUAL,
                                         .exact = job->options->exact,
                                         .repeats = job->options->repeats,
                                         .cache_folder = *job->cache ? job->cache : NULL,
                                         .progress = cli_progress_tell,
                                         .progress_context = &progress};
  cli_progress_begin(&progress, job->options);
  const enum zn_status status = zn_run_study(&job->run, job->study, job->library, &options, &error);
  cli_progress_end(&progress);
  if (status == ZN_OK) return CLI_EXIT_DONE;
  const enum cli_exit code = cli_error(job->options, status, &error);
  if (status == ZN_INTERRUPTED && *job->cache)
    cli_note(job->options, "run the same command to go on: start states found so far are kept in %s", job->cache);
  return code;
}

/* What a study asks beside its reported numbers. */
static enum cli_exit find_answers(struct job *job) {
  struct zn_error error = {0};
  enum zn_status status = ZN_OK;
  if (job->study->discriminate.n_tests) status = zn_discriminate(&job->discrimination, job->run, &error);
  if (status == ZN_OK && job->study->matrix.n_layers) status = zn_redundancy_find(&job->redundancy, job->run, &error);
  if (status == ZN_OK && job->study->map.across.steps) status = zn_landscape_find(&job->landscape, job->run, &error);
  if (status == ZN_OK && job->study->experiment) status = zn_experiment_judge(&job->experiment, job->run, &error);
  return status == ZN_OK ? CLI_EXIT_DONE : cli_error(job->options, status, &error);
}

static int is_written(const struct job *job, int file) {
  switch (file) {
    case TESTS:
    case CURVES:
      return job->discrimination != NULL;
    case MATRIX:
      return job->redundancy != NULL;
    case MAP:
      return job->landscape != NULL;
    case MARKS:
      return job->landscape && job->landscape->n_marks;
    case RAMPS:
      return job->landscape && job->landscape->n_ramps;
    case PERSONS:
      return job->study->n_named && reads_of(job->study);
    case REPEATS:
      return job->options->repeats > 0;
    default:
      return 1;
  }
}

static enum zn_status write_file(const struct job *job, int file, struct zn_error *error) {
  const char *path = job->path[file];
  switch (file) {
    case RESULT:
      return zn_run_write_netcdf(job->run, path, error);
    case SUMMARY:
      return zn_run_write_csv(job->run, path, error);
    case REPORT:
      return zn_run_write_report(job->run, path, job->command, error);
    case TESTS:
      return zn_discrimination_write_tests(job->discrimination, path, error);
    case CURVES:
      return zn_discrimination_write_curves(job->discrimination, path, error);
    case MATRIX:
      return zn_redundancy_write_csv(job->redundancy, path, error);
    case MAP:
      return zn_landscape_write_map(job->landscape, path, error);
    case MARKS:
      return zn_landscape_write_marks(job->landscape, path, error);
    case PERSONS:
      return zn_run_write_persons(job->run, path, error);
    case REPEATS:
      return zn_run_write_repeats(job->run, path, error);
    default:
      return zn_landscape_write_ramps(job->landscape, path, error);
  }
}

static enum cli_exit write_files(struct job *job) {
  struct zn_error error = {0};
  enum zn_status status = ZN_OK;
  job->command = cli_command_text(job->options);
  if (!job->command) return cli_no_memory();
  for (int file = 0; file < FILES && status == ZN_OK; file++)
    if (is_written(job, file)) status = write_file(job, file, &error);
  return status == ZN_OK ? CLI_EXIT_DONE : cli_error(job->options, status, &error);
}

/* Failed people are data; a cohort without anybody left is a failure of the run. */
static enum cli_exit judge(const struct job *job) {
  struct zn_error error = {0};
  const char *empty = cli_empty_cohort_of(job->run);
  if (!empty) return CLI_EXIT_DONE;
  snprintf(error.text, sizeof error.text, "nobody in the cohort \"%s\" could be simulated", empty);
  return cli_error(job->options, ZN_NUMERICAL, &error);
}

static enum cli_exit answer(const struct job *job) {
  const char *files[FILES];
  int n = 0;
  for (int i = 0; i < FILES; i++)
    if (is_written(job, i)) files[n++] = job->path[i];
  const struct cli_answer answer = {.run = job->run,
                                    .discrimination = job->discrimination,
                                    .redundancy = job->redundancy,
                                    .landscape = job->landscape,
                                    .experiment = job->experiment,
                                    .files = files,
                                    .n_files = n,
                                    .look_at = job->path[REPORT]};
  const int whole = job->options->json ? cli_answer_json(&answer) : cli_answer_table(&answer);
  return whole ? judge(job) : cli_no_memory();
}

static enum cli_exit run(const struct cli_options *options) {
  static enum cli_exit (*const steps[])(struct job *) = {read_study, prepare_folder, prepare_cache, simulate, find_answers, write_files};
  struct job job = {.options = options};
  enum cli_exit code = CLI_EXIT_DONE;
  for (size_t i = 0; i < sizeof steps / sizeof *steps && code == CLI_EXIT_DONE; i++) code = steps[i](&job);
  if (code == CLI_EXIT_DONE) code = answer(&job);
  free(job.command);
  zn_discrimination_free(job.discrimination);
  zn_redundancy_free(job.redundancy);
  zn_landscape_free(job.landscape);
  zn_experiment_result_free(job.experiment);
  zn_run_free(job.run);
  zn_study_free(job.study);
  zn_library_free(job.library);
  return code;
}

const struct cli_verb cli_verb_run = {
    .name = "run",
    .words = "STUDY.yaml",
    .summary = "simulate a study and set predicted beside reported",
    .details =
        "Simulates every person of every cohort of the study, prints each reported value beside what the model predicts for it, and writes "
        "result.nc (netCDF), summary.csv and report.html into out/<study>. Where the study asks which test tells people apart "
        "(discriminate), its "
        "tests are judged against the truth in every person, and tests.csv and roc.csv are written as well; where it takes away layers of "
        "defence "
        "(matrix), matrix.csv; where it draws a map, map.csv, marks.csv and ramps.csv; where it names its people (people_from), "
        "persons.csv; with --repeats, repeats.csv. Equal runs give equal files, byte for byte, however many threads work.\n\n"
        "A prediction is the statistic the paper gives (median, mean) over the simulated people, with the interval in which it falls for "
        "nine of ten cohorts of that size. A person whose equations cannot be solved is left out and named.\n\n"
        "Ctrl-C stops after the people now at work and writes no result; a second Ctrl-C ends at once. The start state of each person "
        "(what "
        "their body is like at rest under their condition and diet, the slow part) is kept as soon as it is found, so the same command run "
        "again does that part from memory and simulates only the study itself anew.",
    .fewest_words = 1,
    .most_words = 1,
    .run = run,
};
