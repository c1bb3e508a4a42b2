/* zonula calibrate TABLE.csv: fits few numbers to published measurements, cross-validates, draws an ensemble. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cache.h"
#include "calibrated.h"
#include "cli.h"
#include "command.h"
#include "json.h"
#include "places.h"
#include "progress.h"
#include "say.h"

enum { TABLE, REPORT, REACHED, FILES };
static const char *const file_names[FILES] = {"calibration.csv", "calibration.html", "reached.csv"};

struct job {
  const struct cli_options *options;
  struct zn_library *library;
  struct zn_published_table *table;
  struct zn_calibration_table *numbers;
  struct zn_calibration *calibration;
  struct cli_progress progress;
  double *from;
  char *command;
  char cache[CLI_PATH_ROOM], path[FILES][CLI_PATH_ROOM];
};

static enum cli_exit read_tables(struct job *job) {
  struct zn_error error = {0};
  enum zn_status status = zn_library_load(&job->library, &error);
  if (status == ZN_OK) status = zn_published_read(&job->table, job->options->word[0], &error);
  if (status == ZN_IO) status = ZN_INPUT; /* a table that is not there is a wrong input, not a fault of the disk */
  if (status == ZN_OK) status = zn_calibration_table_load(&job->numbers, job->library, &error);
  return status == ZN_OK ? CLI_EXIT_DONE : cli_error(job->options, status, &error);
}

static enum cli_exit prepare_folder(struct job *job) {
  const char *folder = job->options->out ? job->options->out : "out/calibration";
  struct zn_error error = {0};
  const enum zn_status status = cli_make_folder(folder, &error);
  if (status != ZN_OK) return cli_error(job->options, status, &error);
  for (int i = 0; i < FILES; i++) snprintf(job->path[i], CLI_PATH_ROOM, "%.*s/%s", CLI_LONGEST_FOLDER, folder, file_names[i]);
  job->command = cli_command_text(job->options);
  return job->command ? CLI_EXIT_DONE : cli_no_memory();
}

/* Every set of numbers makes other people: what is kept of them is of no use to anybody later, so that only who asks for it keeps it. */
static enum cli_exit prepare_cache(struct job *job) {
  return job->options->cache ? cli_find_cache(job->cache, job->options) : CLI_EXIT_DONE;
}

/* An interrupted calibration left where it had come to. */
static enum cli_exit find_start(struct job *job) {
  struct zn_error error = {0};
  FILE *file = fopen(job->path[REACHED], "r");
  if (!file) return CLI_EXIT_DONE;
  fclose(file);
  job->from = malloc((size_t)job->numbers->n * sizeof *job->from);
  if (!job->from) return cli_no_memory();
  const enum zn_status status = zn_calibration_reached_read(job->from, job->numbers, job->path[REACHED], &error);
  if (status != ZN_OK) return cli_error(job->options, status, &error);
  cli_note(job->options, "going on from %s, where an interrupted calibration had come to", job->path[REACHED]);
  return CLI_EXIT_DONE;
}

/* --- Progress: parameter sets within a step, and a line after each ------------------------------------------------------------------- */

static int asked_to_stop(void *context, int done, int all) {
  (void)done;
  (void)all;
  return cli_progress_tell(context, 0, 1);
}

static int tell(void *context, const char *what, int done, int all) {
  struct job *job = context;
  if (job->options->json && !job->options->quiet)
    cli_json_line(stderr, json_pack("{s:{s:s, s:i, s:i}}", "progress", "doing", what, "done", done, "all", all));
  else if (!job->options->quiet && cli_is_terminal(stderr))
    fprintf(stderr, "\r%s: %d of %d sets of numbers simulated\033[K", what, done, all);
  return cli_progress_tell(&job->progress, 0, 1);
}

static int after_step(void *context, int step, int n, const double *value, double badness) {
  struct job *job = context;
  struct zn_error error = {0};
  (void)n;
  if (zn_calibration_reached_write(job->numbers, value, job->path[REACHED], &error) != ZN_OK)
    cli_warning(job->options, "step %d is not kept: %s", step, error.text);
  if (job->options->json && !job->options->quiet)
    cli_json_line(stderr, json_pack("{s:{s:i, s:f}}", "progress", "step", step, "chi2", badness));
  else
    cli_note(job->options, "%sstep %d: chi2 %.2f", cli_is_terminal(stderr) ? "\r\033[K" : "", step, badness);
  return cli_progress_tell(&job->progress, 0, 1);
}

static enum cli_exit calibrate(struct job *job) {
  const struct cli_options *asked = job->options;
  struct cli_options quiet = *asked;
  struct zn_error error = {0};
  const struct zn_calibrate_options options = {.simulate = {.people = asked->people,
                                                            .seed = asked->seed ? strtoull(asked->seed, NULL, 10) : 0,
                                                            .run = {.threads = asked->threads,
                                                                    .cache_folder = *job->cache ? job->cache : NULL,
                                                                    .progress = asked_to_stop,
                                                                    .progress_context = &job->progress}},
                                               .members = asked->members,
                                               .from = job->from,
                                               .step = after_step,
                                               .step_context = job,
                                               .progress = tell,
                                               .progress_context = job};
  quiet.quiet = 1; /* the usual bar counts people of one run; here there are many */
  cli_progress_begin(&job->progress, &quiet);
  const enum zn_status status = zn_calibrate(&job->calibration, job->table, job->library, &options, &error);
  cli_progress_end(&job->progress);
  if (!asked->quiet && !asked->json && cli_is_terminal(stderr)) fputs("\r\033[K", stderr);
  if (status == ZN_INTERRUPTED) cli_note(asked, "run the same command to go on from the last step, kept in %s", job->path[REACHED]);
  return status == ZN_OK ? CLI_EXIT_DONE : cli_error(asked, status, &error);
}

/* --- What is left behind ------------------------------------------------------------------------------------------------------------- */

static enum cli_exit write_files(struct job *job) {
  struct zn_error error = {0};
  enum zn_status status = zn_calibration_write_csv(job->calibration, job->path[TABLE], &error);
  if (status == ZN_OK) status = zn_calibration_write_report(job->calibration, job->path[REPORT], job->command, &error);
  if (status == ZN_OK && job->options->write) status = zn_calibration_write_back(job->calibration, "data", job->command, &error);
  if (status == ZN_OK) remove(job->path[REACHED]);
  return status == ZN_OK ? CLI_EXIT_DONE : cli_error(job->options, status, &error);
}

static int print_answer(const struct job *job) {
  const int whole = cli_calibrated_print(job->calibration);
  printf("\nWritten: %s, %s\n", job->path[TABLE], job->path[REPORT]);
  if (job->options->write) puts("Written into data/: run gen_tables and build again to use what was learnt.");
  return whole && fflush(stdout) == 0;
}

static enum cli_exit answer(struct job *job) {
  const int whole = job->options->json ? cli_json_answer(stdout, cli_calibrated_json(job->calibration)) : print_answer(job);
  return whole ? CLI_EXIT_DONE : cli_no_memory();
}

static enum cli_exit run(const struct cli_options *options) {
  static enum cli_exit (*const steps[])(struct job *) = {read_tables, prepare_folder, prepare_cache, find_start,
                                                         calibrate,   write_files,    answer};
  struct job job = {.options = options};
  enum cli_exit code = CLI_EXIT_DONE;
  for (size_t i = 0; i < sizeof steps / sizeof *steps && code == CLI_EXIT_DONE; i++) code = steps[i](&job);
  free(job.from);
  free(job.command);
  zn_calibration_free(job.calibration);
  zn_calibration_table_free(job.numbers);
  zn_published_free(job.table);
  zn_library_free(job.library);
  return code;
}

const struct cli_verb cli_verb_calibrate = {
    .name = "calibrate",
    .words = "TABLE.csv",
    .summary = "fit the numbers of data/calibration.csv to published measurements",
    .details =
        "Reads a table of published measurements (as validate does) and fits the numbers listed in data/calibration.csv, each within its "
        "published range and from its prior, to all rows in scope at once. A paper's laboratory is a random effect for each substance, a "
        "row may err by more than its sampling error says, and an odd row weighs little, so that neither bends the physiology.\n\n"
        "Prints what was learnt of each number beside its prior, how far laboratories and rows scatter, and the scores of the fit beside "
        "those of fits to the other papers only (each paper, each tenth of the papers left out) and of a look-up table of the other "
        "papers. Writes calibration.csv and calibration.html into out/calibration.\n\n"
        "With --write the data/ folder under the present one is changed: ensemble.csv (sets of numbers, equally probable, with which "
        "validate predicts), laboratory.csv, and the medians in parameters.csv, solutes.csv and conditions/, graded calibrated. Run "
        "gen_tables and build again afterwards.\n\n"
        "Ctrl-C stops; the last step is kept in the folder of the results, and the same command goes on from there.",
    .fewest_words = 1,
    .most_words = 1,
    .run = run,
};
