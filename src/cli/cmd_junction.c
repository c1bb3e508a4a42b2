/* zonula junction: resistance and permeability from strands that break and reseal. */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "command.h"
#include "junction_answer.h"
#include "places.h"
#include "progress.h"
#include "say.h"

enum { TABLE, REPORT, FILES };
static const char *const file_names[FILES] = {"junction.csv", "junction.html"};

enum { MOST_STRANDS = 12, MOST_SOLUTES = 16 };
static const char usual_solute[] = "PEG 547";
/* Sizes for the curve against radius. */
static const char *const ladder[] = {"PEG 150",  "PEG 300",   "PEG 1000",  "PEG 2000", "PEG 4000",
                                     "PEG 8000", "PEG 15000", "PEG 25000", "PEG 40000"};
enum { LADDER = sizeof ladder / sizeof *ladder };
/* How many times as many breaks are tried for --leak. */
static const double scan[] = {1.0, 1.2, 1.4, 1.7, 2.0, 2.5};
enum { SCAN = sizeof scan / sizeof *scan };

struct job {
  const struct cli_options *options;
  struct zn_parameters parameters;
  struct zn_junction_request request;
  struct zn_junction_case cases[MOST_STRANDS + 2 * SCAN];
  struct zn_junction_probe probes[MOST_SOLUTES + LADDER];
  struct zn_junction *junction;
  struct cli_junction answer;
  char *command;
  char path[FILES][CLI_PATH_ROOM];
};

/* --- What was asked ------------------------------------------------------------------------------------------------------------------- */

/* Why a change of this parameter would be ignored, or NULL. */
static const char *idle(const struct cli_options *o, const char *name) {
  if (strcmp(name, "junction_strands") == 0) return "is set by --strands here";
  if (strncmp(name, "junction_channel_", 17) == 0) return o->channels ? NULL : "changes nothing without --channels";
  if (strncmp(name, "junction_", 9) == 0 || strcmp(name, "solute_leak_radius") == 0) return NULL;
  return "changes nothing here; expected a name that begins with junction_, or solute_leak_radius";
}

static enum cli_exit read_numbers(struct job *job) {
  struct zn_cohort cohort = {.people = 1};
  struct zn_study study = {.n_cohorts = 1, .cohorts = &cohort};
  struct zn_error error = {0};
  enum zn_status status = ZN_OK;
  zn_parameters_default(&job->parameters);
  for (int i = 0; i < job->options->n_set && status == ZN_OK; i++) status = zn_study_set(&study, job->options->set[i], &error);
  for (int i = 0; i < cohort.n_changes && status == ZN_OK; i++) {
    const char *name = zn_parameter_info(cohort.changes[i].parameter)->name, *why = idle(job->options, name);
    ((double *)&job->parameters)[cohort.changes[i].parameter] = cohort.changes[i].value;
    if (!why) continue;
    snprintf(error.text, sizeof error.text, "'%s' %s", name, why);
    status = ZN_INPUT;
  }
  free(cohort.changes);
  return status == ZN_OK ? CLI_EXIT_DONE : cli_error(job->options, status, &error);
}

/* "4" or "2-6". */
static int read_range(const char *text, int *from, int *to) {
  int end = 0;
  if (sscanf(text, "%2d%n", from, &end) == 1 && text[0] != '-' && text[end] == '\0') return *to = *from, 1;
  return sscanf(text, "%2d-%2d%n", from, to, &end) == 2 && text[end] == '\0' && text[0] != '-' && *from <= *to;
}

static void add_case(struct job *job, int strands, double opening, double sealing) {
  job->cases[job->request.n_cases++] = (struct zn_junction_case){strands, opening, sealing};
}

static enum cli_exit read_cases(struct job *job) {
  const struct cli_options *o = job->options;
  int from = 2, to = 6;
  char *end;
  const double breaks = o->breaks ? strtod(o->breaks, &end) : 1.0;
  if (o->breaks && (*end || !(breaks >= 0.0 && breaks <= 100.0)))
    return cli_usage("--breaks wants a factor from 0 to 100, not \"%s\"", o->breaks);
  if (o->strands && (!read_range(o->strands, &from, &to) || from < 1 || to > MOST_STRANDS))
    return cli_usage("--strands wants a number of strands from 1 to %d or a range as 2-6, not \"%s\"", MOST_STRANDS, o->strands);
  if (o->leak && breaks == 0.0) return cli_usage("--leak needs breaks: --breaks 0 goes without it only");
  for (int n = from; n <= to; n++) add_case(job, n, breaks, 1.0);
  job->request.n_by_strands = job->request.n_cases;
  if (!o->leak) return CLI_EXIT_DONE;
  const int usual = (int)(job->parameters.junction_strands + 0.5), strands = usual < from ? from : usual > to ? to : usual;
  job->request.n_scan = SCAN;
  for (int i = 0; i < SCAN; i++) add_case(job, strands, breaks * scan[i], 1.0);
  for (int i = 0; i < SCAN; i++) add_case(job, strands, breaks, 1.0 / scan[i]);
  return CLI_EXIT_DONE;
}

static enum cli_exit add_probe(struct job *job, const char *name) {
  struct zn_error error = {0};
  if (job->request.n_probes == MOST_SOLUTES + LADDER || job->request.n_shown > MOST_SOLUTES)
    return cli_usage("--solute takes up to %d names", MOST_SOLUTES);
  const enum zn_status status = zn_junction_probe_find(&job->probes[job->request.n_probes++], name, &error);
  return status == ZN_OK ? CLI_EXIT_DONE : cli_error(job->options, status, &error);
}

static enum cli_exit read_probes(struct job *job) {
  enum cli_exit code = CLI_EXIT_DONE;
  char *names = strdup(job->options->solute ? job->options->solute : usual_solute), *rest = names, *name;
  if (!names) return cli_no_memory();
  while (!code && (name = strtok_r(rest, ",", &rest))) {
    name += strspn(name, " ");
    job->request.n_shown++;
    code = add_probe(job, name);
  }
  if (!code && !job->request.n_shown) code = cli_usage("--solute wants names parted by commas, not \"%s\"", job->options->solute);
  for (int i = 0; i < LADDER && !code; i++) code = add_probe(job, ladder[i]);
  free(names);
  return code;
}

static enum cli_exit prepare_folder(struct job *job) {
  const char *folder = job->options->out ? job->options->out : "out/junction";
  struct zn_error error = {0};
  const enum zn_status status = cli_make_folder(folder, &error);
  if (status != ZN_OK) return cli_error(job->options, status, &error);
  for (int i = 0; i < FILES; i++) snprintf(job->path[i], CLI_PATH_ROOM, "%.*s/%s", CLI_LONGEST_FOLDER, folder, file_names[i]);
  return CLI_EXIT_DONE;
}

/* --- The work ------------------------------------------------------------------------------------------------------------------------ */

static const char *variant_name(const struct job *job) { return job->options->variant ? job->options->variant : "ours"; }

static unsigned variant_of(const char *name) {
  static const struct {
    const char *name;
    unsigned variant;
  } known[] = {{"hops", ZN_JUNCTION_POROSITY_ON_HOPS},
               {"short", ZN_JUNCTION_SHORT_BREAKS},
               {"both", ZN_JUNCTION_POROSITY_ON_HOPS | ZN_JUNCTION_SHORT_BREAKS}};
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (strcmp(known[i].name, name) == 0) return known[i].variant;
  return 0;
}

static enum cli_exit simulate(struct job *job) {
  struct cli_progress progress;
  struct zn_error error = {0};
  struct zn_junction_request *r = &job->request;
  r->cases = job->cases;
  r->probes = job->probes;
  r->replicates = job->options->replicates;
  r->seed = job->options->seed ? strtoull(job->options->seed, NULL, 10) : 1;
  r->threads = job->options->threads;
  r->variant = variant_of(variant_name(job));
  r->channels = job->options->channels;
  r->progress = cli_progress_tell;
  r->progress_context = &progress;
  cli_progress_begin(&progress, job->options);
  progress.what = "stretches";
  const enum zn_status status = zn_junction_run(&job->junction, r, &job->parameters, &error);
  cli_progress_end(&progress);
  return status == ZN_OK ? CLI_EXIT_DONE : cli_error(job->options, status, &error);
}

static enum cli_exit write_files(struct job *job) {
  struct zn_error error = {0};
  job->command = cli_command_text(job->options);
  if (!job->command) return cli_no_memory();
  enum zn_status status = zn_junction_write_csv(job->junction, job->path[TABLE], &error);
  if (status == ZN_OK) status = zn_junction_write_report(job->junction, job->path[REPORT], job->command, &error);
  return status == ZN_OK ? CLI_EXIT_DONE : cli_error(job->options, status, &error);
}

static enum cli_exit answer(struct job *job) {
  const char *files[FILES];
  for (int i = 0; i < FILES; i++) files[i] = job->path[i];
  job->answer.junction = job->junction;
  job->answer.variant = variant_name(job);
  job->answer.files = files;
  job->answer.n_files = FILES;
  const int whole = job->options->json ? cli_junction_json(&job->answer) : cli_junction_table(&job->answer);
  return whole ? CLI_EXIT_DONE : cli_no_memory();
}

static enum cli_exit run(const struct cli_options *options) {
  static enum cli_exit (*const steps[])(struct job *) = {read_numbers, read_cases,  read_probes, prepare_folder,
                                                         simulate,     write_files, answer};
  struct job job = {.options = options};
  enum cli_exit code = CLI_EXIT_DONE;
  for (size_t i = 0; i < sizeof steps / sizeof *steps && code == CLI_EXIT_DONE; i++) code = steps[i](&job);
  free(job.command);
  zn_junction_free(job.junction);
  return code;
}

const struct cli_verb cli_verb_junction = {
    .name = "junction",
    .words = "",
    .summary = "resistance and permeability of a tight junction from its strands",
    .details =
        "Simulates strands that break and reseal (Tervonen et al. 2019) and prints, for each number of strands, the electrical resistance "
        "and "
        "the permeability to a solute through breaks and through the pores where three cells meet, beside the rule of Claude 1978. Writes "
        "junction.csv and junction.html into out/junction.\n\n"
        "With --leak it sets the result beside the model's leak route and says how often breaks would have to form, or how long to live, "
        "for "
        "2, 3 and 5 times the leak. Numbers are the parameters junction_*; --set changes them. What the model can and cannot say stands in "
        "docs/junction.md.",
    .fewest_words = 0,
    .most_words = 0,
    .run = run,
};
