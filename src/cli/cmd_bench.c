/* zonula bench [STUDY.yaml]: how fast and how exact the engines are on this machine. */
#include <stdio.h>
#include <stdlib.h>

#include "cli.h"
#include "json.h"
#include "places.h"
#include "progress.h"
#include "say.h"
#include "table.h"

enum { TABLE, FIGURE, FILES };
static const char *const file_names[FILES] = {"bench.csv", "bench.svg"};

struct job {
  const struct cli_options *options;
  struct zn_library *library;
  struct zn_study *study;
  struct zn_bench *bench;
  char path[FILES][CLI_PATH_ROOM];
};

/* --- The answer as tables ----------------------------------------------------------------------------------------------------------- */

static int print_points(const struct zn_bench *b) {
  static const struct cli_column columns[] = {{"engine", 0}, {"tolerance", 1}, {"error", 1},        {"people a second", 1},
                                              {"rounds", 1}, {"failed", 1},    {"most in error", 0}};
  struct cli_table table = {.columns = columns, .n_columns = sizeof columns / sizeof *columns};
  int whole = 1;
  for (int i = 0; i < b->n_points && whole; i++) {
    const struct zn_bench_point *p = &b->point[i];
    whole = cli_table_add(&table, CLI_INK_PLAIN, zn_bench_engine_name(p->engine)) &&
            cli_table_format(&table, "%g", p->relative_tolerance) && cli_table_format(&table, "%.1e", p->error) &&
            cli_table_format(&table, "%.4g", p->people_per_s) && cli_table_format(&table, "%.4g to %.4g", p->slowest, p->fastest) &&
            cli_table_format(&table, "%d", p->failed) && cli_table_add(&table, CLI_INK_FAINT, p->where);
  }
  return cli_table_end(&table, whole);
}

static int print_loads(const struct zn_bench *b) {
  static const struct cli_column columns[] = {{"people", 1}, {"threads", 1}, {"people a second", 1}, {"ms a person", 1}};
  struct cli_table table = {.columns = columns, .n_columns = sizeof columns / sizeof *columns};
  int whole = 1;
  for (int i = 0; i < b->n_loads && whole; i++) {
    const struct zn_bench_load *l = &b->load[i];
    whole = cli_table_format(&table, "%d", l->people) && cli_table_format(&table, "%d", l->threads) &&
            cli_table_format(&table, "%.4g", l->people_per_s) && cli_table_format(&table, "%.3g", 1e3 / l->people_per_s);
  }
  return cli_table_end(&table, whole);
}

static int print_kernels(const struct zn_bench *b) {
  static const struct cli_column columns[] = {{"lanes", 1},   {"us a step", 1}, {"operations a step", 1},
                                              {"GFLOP/s", 1}, {"peak", 1},      {"share", 1}};
  struct cli_table table = {.columns = columns, .n_columns = sizeof columns / sizeof *columns};
  int whole = 1;
  for (int i = 0; i < b->n_kernels && whole; i++) {
    const struct zn_bench_kernel *k = &b->kernel[i];
    whole = cli_table_format(&table, "%d", k->lanes) && cli_table_format(&table, "%.3g", 1e6 * k->step_s) &&
            cli_table_format(&table, "%.0f", k->operations) && cli_table_format(&table, "%.3g", 1e-9 * k->step) &&
            cli_table_format(&table, "%.3g", 1e-9 * k->peak) && cli_table_format(&table, "%.0f %%", 100.0 * k->step / k->peak);
  }
  return cli_table_end(&table, whole);
}

static int print_answer(const struct job *job) {
  const struct zn_bench *b = job->bench;
  const double *at = b->at_equal_error;
  printf("%s\nCVODE: %s\n%s: %d people, medians of %d rounds in turn, one core, seconds of processor time\n\n", b->machine, b->cvode_build,
         job->study->name, b->people, b->rounds);
  int whole = print_points(b);
  printf(
      "\nAt an error of %.1e, that of CVODE at a tolerance of 1e-6: CVODE %.4g people a second; Rodas5P one at a time %.1f times that,\n"
      "%d side by side %.1f times.\n\nMany people, lanes, by the clock on the wall:\n\n",
      b->equal_error, at[ZN_BENCH_CVODE], at[ZN_BENCH_SCALAR] / at[ZN_BENCH_CVODE], b->lanes, at[ZN_BENCH_LANES] / at[ZN_BENCH_CVODE]);
  if (whole) whole = print_loads(b);
  printf("\nOne step of one body, against multiplications and additions alone:\n\n");
  if (whole) whole = print_kernels(b);
  printf("\nWritten: %s, %s\n", job->path[TABLE], job->path[FIGURE]);
  return whole && fflush(stdout) == 0;
}

/* --- The answer in JSON -------------------------------------------------------------------------------------------------------------- */

static json_t *points_json(const struct zn_bench *b) {
  json_t *list = json_array();
  for (int i = 0; i < b->n_points; i++) {
    const struct zn_bench_point *p = &b->point[i];
    list = cli_json_with(list, json_pack("{s:s, s:o, s:o, s:o, s:i}", "engine", zn_bench_engine_name(p->engine), "relative_tolerance",
                                         cli_json_number(p->relative_tolerance), "error", cli_json_number(p->error), "people_per_s",
                                         cli_json_number(p->people_per_s), "failed", p->failed));
  }
  return list;
}

static json_t *loads_json(const struct zn_bench *b) {
  json_t *list = json_array();
  for (int i = 0; i < b->n_loads; i++)
    list = cli_json_with(list, json_pack("{s:i, s:i, s:o}", "people", b->load[i].people, "threads", b->load[i].threads, "people_per_s",
                                         cli_json_number(b->load[i].people_per_s)));
  return list;
}

static json_t *kernels_json(const struct zn_bench *b) {
  json_t *list = json_array();
  for (int i = 0; i < b->n_kernels; i++) {
    const struct zn_bench_kernel *k = &b->kernel[i];
    list = cli_json_with(list, json_pack("{s:i, s:o, s:o, s:o, s:o}", "lanes", k->lanes, "step_s", cli_json_number(k->step_s), "operations",
                                         cli_json_number(k->operations), "peak_per_s", cli_json_number(k->peak), "share",
                                         cli_json_number(k->step / k->peak)));
  }
  return list;
}

static int answer_json(const struct job *job) {
  const struct zn_bench *b = job->bench;
  const double *at = b->at_equal_error;
  const struct zn_bench_kernel *widest = &b->kernel[b->n_kernels - 1];
  json_t *all = json_pack("{s:s, s:s, s:s, s:i, s:i, s:i}", "machine", b->machine, "cvode_build", b->cvode_build, "study", job->study->name,
                          "people", b->people, "rounds", b->rounds, "lanes", b->lanes);
  json_object_set_new(all, "people_per_s",
                      json_pack("{s:o, s:o, s:o}", "lanes", cli_json_number(at[ZN_BENCH_LANES]), "scalar",
                                cli_json_number(at[ZN_BENCH_SCALAR]), "cvode", cli_json_number(at[ZN_BENCH_CVODE])));
  json_object_set_new(all, "error", cli_json_number(b->equal_error));
  json_object_set_new(all, "lanes_over_cvode", cli_json_number(at[ZN_BENCH_LANES] / at[ZN_BENCH_CVODE]));
  json_object_set_new(all, "scalar_over_cvode", cli_json_number(at[ZN_BENCH_SCALAR] / at[ZN_BENCH_CVODE]));
  json_object_set_new(all, "peak_share", cli_json_number(widest->step / widest->peak));
  json_object_set_new(all, "points", points_json(b));
  json_object_set_new(all, "loads", loads_json(b));
  json_object_set_new(all, "kernels", kernels_json(b));
  json_object_set_new(all, "files", json_pack("[s, s]", job->path[TABLE], job->path[FIGURE]));
  return cli_json_answer(stdout, all);
}

/* --- The work ------------------------------------------------------------------------------------------------------------------------- */

static enum cli_exit read_study(struct job *job) {
  struct zn_error error = {0};
  enum zn_status status = zn_library_load(&job->library, &error);
  if (status == ZN_OK && job->options->n_words)
    status = zn_study_read(&job->study, job->options->word[0], job->library, &error);
  else if (status == ZN_OK)
    status = zn_study_builtin(&job->study, "data/bench/standard.yaml", job->library, &error);
  if (status == ZN_OK && (job->study->n_named || job->study->trial)) {
    status = ZN_INPUT;
    snprintf(error.text, sizeof error.text, "%.200s %s; bench wants a study of which it can draw more and more", job->options->word[0],
             job->study->trial ? "is a trial, which zonula trial runs" : "names its people (people_from)");
  }
  if (status == ZN_IO) status = ZN_INPUT; /* a study that is not there is a wrong input, not a fault of the disk */
  return status == ZN_OK ? CLI_EXIT_DONE : cli_error(job->options, status, &error);
}

static enum cli_exit prepare_folder(struct job *job) {
  const char *folder = job->options->out ? job->options->out : "out/bench";
  struct zn_error error = {0};
  const enum zn_status status = cli_make_folder(folder, &error);
  if (status != ZN_OK) return cli_error(job->options, status, &error);
  for (int i = 0; i < FILES; i++) snprintf(job->path[i], CLI_PATH_ROOM, "%.*s/%s", CLI_LONGEST_FOLDER, folder, file_names[i]);
  return CLI_EXIT_DONE;
}

static enum cli_exit measure(struct job *job) {
  struct cli_progress progress;
  struct zn_error error = {0};
  const struct zn_bench_options options = {.rounds = job->options->rounds,
                                           .threads = job->options->threads,
                                           .most_people = job->options->people,
                                           .progress = cli_progress_tell,
                                           .progress_context = &progress};
  cli_progress_begin(&progress, job->options);
  const enum zn_status status = zn_bench_run(&job->bench, job->study, job->library, &options, &error);
  cli_progress_end(&progress);
  return status == ZN_OK ? CLI_EXIT_DONE : cli_error(job->options, status, &error);
}

static enum cli_exit write_files(struct job *job) {
  struct zn_error error = {0};
  enum zn_status status = zn_bench_write_csv(job->bench, job->path[TABLE], &error);
  if (status == ZN_OK) status = zn_bench_write_figure(job->bench, job->path[FIGURE], &error);
  return status == ZN_OK ? CLI_EXIT_DONE : cli_error(job->options, status, &error);
}

static enum cli_exit answer(struct job *job) {
  const int whole = job->options->json ? answer_json(job) : print_answer(job);
  return whole ? CLI_EXIT_DONE : cli_no_memory();
}

static enum cli_exit run(const struct cli_options *options) {
  static enum cli_exit (*const steps[])(struct job *) = {read_study, prepare_folder, measure, write_files, answer};
  struct job job = {.options = options};
  enum cli_exit code = CLI_EXIT_DONE;
  for (size_t i = 0; i < sizeof steps / sizeof *steps && code == CLI_EXIT_DONE; i++) code = steps[i](&job);
  zn_bench_free(job.bench);
  zn_study_free(job.study);
  zn_library_free(job.library);
  return code;
}

const struct cli_verb cli_verb_bench = {
    .name = "bench",
    .words = "[STUDY.yaml]",
    .summary = "measure how fast and how exact the engines are on this machine",
    .details =
        "Simulates the people of a study (without one: 24 people, thirty days, a drug, a test) again and again by CVODE, by Rodas5P one "
        "person at a time and by Rodas5P with people side by side, at five tolerances, in turn, and measures how far each is from a much "
        "finer integration. Then more and more people, and more threads; and how much of the processor's peak one step uses. Start states "
        "are found anew each time.\n\n"
        "Compare engines at equal error, not at equal tolerance: the same tolerance leaves different errors. Writes bench.csv and "
        "bench.svg into out/bench.",
    .fewest_words = 0,
    .most_words = 1,
    .run = run,
};
