/* zonula validate [TABLE.csv] [--diet TABLE.csv]: reads published measurements and outcomes of diets, simulates every situation, prints how
 * well predicted and reported agree. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cache.h"
#include "cli.h"
#include "command.h"
#include "diet_verdicts.h"
#include "json.h"
#include "places.h"
#include "progress.h"
#include "say.h"
#include "verdicts.h"

enum { TABLE, DIET, REPORT, FILES };
static const char *const file_names[FILES] = {"validation.csv", "diet.csv", "validation.html"};

struct job {
  const struct cli_options *options;
  struct zn_library *library;
  struct zn_published_table *table; /* NULL: not asked for, as with the others */
  struct zn_diet_table *diet_table;
  struct zn_appraisal *appraisal;
  struct zn_diet_appraisal *diet;
  char cache[CLI_PATH_ROOM], path[FILES][CLI_PATH_ROOM];
};

static enum cli_exit read_tables(struct job *job) {
  const struct cli_options *asked = job->options;
  struct zn_error error = {0};
  if (!asked->n_words && !asked->diet) return cli_usage("something is missing: zonula validate %s", asked->verb->words);
  if (!asked->n_words && (asked->max_gmfe > 0.0 || asked->min_coverage > 0.0))
    return cli_usage("--max-gmfe and --min-coverage look at a table of measurements, and none is named");
  enum zn_status status = zn_library_load(&job->library, &error);
  if (status == ZN_OK && asked->n_words) status = zn_published_read(&job->table, asked->word[0], &error);
  if (status == ZN_OK && asked->diet) status = zn_diet_table_read(&job->diet_table, asked->diet, &error);
  return status == ZN_OK ? CLI_EXIT_DONE : cli_error(asked, status, &error);
}

/* out/<table>, without folders and ".csv". */
static void usual_folder(char folder[CLI_PATH_ROOM], const char *table) {
  const char *slash = strrchr(table, '/'), *name = slash ? slash + 1 : table, *dot = strrchr(name, '.');
  snprintf(folder, CLI_PATH_ROOM, "out/%.*s", dot && dot > name ? (int)(dot - name) : (int)strlen(name), name);
}

static enum cli_exit prepare_folder(struct job *job) {
  const struct cli_options *asked = job->options;
  char folder[CLI_PATH_ROOM];
  struct zn_error error = {0};
  if (asked->out)
    snprintf(folder, sizeof folder, "%s", asked->out);
  else
    usual_folder(folder, asked->n_words ? asked->word[0] : asked->diet);
  const enum zn_status status = cli_make_folder(folder, &error);
  if (status != ZN_OK) return cli_error(asked, status, &error);
  for (int i = 0; i < FILES; i++) snprintf(job->path[i], CLI_PATH_ROOM, "%.*s/%s", CLI_LONGEST_FOLDER, folder, file_names[i]);
  return CLI_EXIT_DONE;
}

/* Thousands of people who are drawn once: their start states are kept only where somebody says so. */
static enum cli_exit prepare_cache(struct job *job) {
  return job->options->cache ? cli_find_cache(job->cache, job->options) : CLI_EXIT_DONE;
}

/* What both simulations are asked. */
static struct zn_validate_options options_of(const struct job *job, struct cli_progress *progress) {
  const struct cli_options *asked = job->options;
  return (struct zn_validate_options){
      .people = asked->people,
      .seed = asked->seed ? strtoull(asked->seed, NULL, 10) : 0,
      .run = {.threads = asked->threads,
              .engine = asked->engine && strcmp(asked->engine, "cvode") == 0 ? ZN_ENGINE_CVODE : ZN_ENGINE_USUAL,
              .cache_folder = *job->cache ? job->cache : NULL,
              .progress = cli_progress_tell,
              .progress_context = progress}};
}

static enum cli_exit simulate_tests(struct job *job) {
  struct cli_progress progress;
  struct zn_error error = {0};
  if (!job->table) return CLI_EXIT_DONE;
  const struct zn_validate_options options = options_of(job, &progress);
  cli_progress_begin(&progress, job->options);
  const enum zn_status status = zn_validate(&job->appraisal, job->table, job->library, &options, &error);
  cli_progress_end(&progress);
  return status == ZN_OK ? CLI_EXIT_DONE : cli_error(job->options, status, &error);
}

static enum cli_exit simulate_diets(struct job *job) {
  struct cli_progress progress;
  struct zn_error error = {0};
  if (!job->diet_table) return CLI_EXIT_DONE;
  const struct zn_validate_options options = options_of(job, &progress);
  cli_progress_begin(&progress, job->options);
  const enum zn_status status = zn_diet_validate(&job->diet, job->diet_table, job->library, &options, &error);
  cli_progress_end(&progress);
  return status == ZN_OK ? CLI_EXIT_DONE : cli_error(job->options, status, &error);
}

static enum cli_exit write_files(struct job *job) {
  const struct zn_validation validation = {job->appraisal, job->diet};
  struct zn_error error = {0};
  enum zn_status status = ZN_OK;
  char *command = cli_command_text(job->options);
  if (!command) return cli_no_memory();
  if (job->appraisal) status = zn_appraisal_write_csv(job->appraisal, job->path[TABLE], &error);
  if (status == ZN_OK && job->diet) status = zn_diet_appraisal_write_csv(job->diet, job->path[DIET], &error);
  if (status == ZN_OK) status = zn_validation_write_report(&validation, job->path[REPORT], command, &error);
  free(command);
  return status == ZN_OK ? CLI_EXIT_DONE : cli_error(job->options, status, &error);
}

static int print_answer(const struct job *job) {
  int whole = 1;
  if (job->appraisal) whole = cli_verdicts_print(job->appraisal);
  if (job->appraisal && job->diet) putchar('\n');
  if (whole && job->diet) whole = cli_diet_verdicts_print(job->diet);
  printf("\nWritten:");
  if (job->appraisal) printf(" %s,", job->path[TABLE]);
  if (job->diet) printf(" %s,", job->path[DIET]);
  printf(" %s\nOpen %s in a browser to see it.\n", job->path[REPORT], job->path[REPORT]);
  return whole && fflush(stdout) == 0;
}

/* The keys of the measurements, and `diet` where diets were asked for. */
static json_t *answer_object(const struct job *job) {
  json_t *all = job->appraisal ? cli_verdicts_json(job->appraisal) : json_object();
  return job->diet ? cli_json_with_key(all, "diet", cli_diet_verdicts_json(job->diet)) : all;
}

static enum cli_exit answer(struct job *job) {
  const int whole = job->options->json ? cli_json_answer(stdout, answer_object(job)) : print_answer(job);
  return whole ? CLI_EXIT_DONE : cli_no_memory();
}

/* A score that does not exist passes no check. */
static enum cli_exit check(struct job *job) {
  const struct cli_options *asked = job->options;
  enum cli_exit code = CLI_EXIT_DONE;
  if (!job->appraisal) return code;
  const struct zn_score *s = &job->appraisal->overall;
  if (asked->max_gmfe > 0.0 && !(s->gmfe <= asked->max_gmfe)) {
    fprintf(stderr, "zonula: the geometric mean fold error is %.3f; allowed were %.3f\n", s->gmfe, asked->max_gmfe);
    code = CLI_EXIT_CHECK;
  }
  if (asked->min_coverage > 0.0 && !(s->coverage_90 >= asked->min_coverage)) {
    fprintf(stderr, "zonula: 90 %% intervals hold a share of %.3f; wanted was %.3f\n", s->coverage_90, asked->min_coverage);
    code = CLI_EXIT_CHECK;
  }
  return code;
}

static enum cli_exit run(const struct cli_options *options) {
  static enum cli_exit (*const steps[])(struct job *) = {read_tables,    prepare_folder, prepare_cache, simulate_tests,
                                                         simulate_diets, write_files,    answer,        check};
  struct job job = {.options = options};
  enum cli_exit code = CLI_EXIT_DONE;
  for (size_t i = 0; i < sizeof steps / sizeof *steps && code == CLI_EXIT_DONE; i++) code = steps[i](&job);
  zn_appraisal_free(job.appraisal);
  zn_diet_appraisal_free(job.diet);
  zn_diet_table_free(job.diet_table);
  zn_published_free(job.table);
  zn_library_free(job.library);
  return code;
}

const struct cli_verb cli_verb_validate = {
    .name = "validate",
    .words = "[TABLE.csv] [--diet TABLE.csv]",
    .summary = "hold the model against published measurements",
    .details =
        "Reads a table of published measurements (the columns of studies/published/permeability_humans.csv; a column \"study\" may name a "
        "study file), simulates the people of every row over the calibrated ensemble, makes the same test in the same window, takes the "
        "same statistic, and prints where it should fall beside what was reported. A row that the model cannot represent is listed with "
        "the reason. Where a row is silent, what was assumed is said in the files.\n\n"
        "Scores, overall and by test, condition and probe: rows in scope, geometric mean fold error (GMFE), shares within 1.5- and 2-fold, "
        "share of reported values inside the 90 % interval, median width of that interval (high over low), and contrasts: rows of one "
        "paper with the same probe, window and statistic in people of different situations, whose reported values differ 1.2-fold or more; "
        "scored by direction and fold.\n\n"
        "With --diet a table of published outcomes of diets (the columns of studies/published/diet_outcomes.csv) is judged as well, or "
        "alone: the "
        "same virtual people live through both arms, and the answer says whether the model moves the way the paper says, and by which "
        "fold.\n\n"
        "Writes validation.html and validation.csv, for diets also diet.csv, into out/<table>.",
    .fewest_words = 0,
    .most_words = 1,
    .run = run,
};
