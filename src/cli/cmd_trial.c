/* zonula trial TRIAL.yaml: recruits virtual people, allocates them to arms, follows them, compares the arms, again and again. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "asked_study.h"
#include "cli.h"
#include "command.h"
#include "places.h"
#include "progress.h"
#include "say.h"
#include "trial_answer.h"
#include "zonula/ranks.h"

/* The first three and the page are always written, the others where the trial asks for what is in them. */
enum { ARMS, REPLICATES, POWER, SURVIVAL, REPORTED, REPORT, FILES };
static const char *const file_names[FILES] = {"arms.csv", "replicates.csv", "power.csv", "survival.csv", "reported.csv", "report.html"};

/* One run of the program. */
struct job {
  struct cli_options asked; /* of several processes of one job only one speaks and writes */
  const struct cli_options *options;
  struct zn_library *library;
  struct zn_study *study;
  struct zn_ranks *ranks; /* NULL: alone */
  struct cli_progress progress;
  struct zn_trial_progress last; /* what it was told last */
  int told_to_stop;
  struct zn_trial_run *run; /* NULL: others gather it */
  char *command;
  char folder[CLI_PATH_ROOM], pieces[CLI_PATH_ROOM], path[FILES][CLI_PATH_ROOM];
};

/* What went wrong for all is told once; what went wrong with a file or memory may have gone wrong for this rank alone. */
static enum cli_exit refuse(const struct job *job, enum zn_status status, const struct zn_error *error) {
  if (!job->options->silent || (status != ZN_IO && status != ZN_MEMORY)) return cli_error(job->options, status, error);
  struct zn_error of_rank = *error;
  struct cli_options loud = *job->options;
  loud.silent = 0;
  snprintf(of_rank.text, sizeof of_rank.text, "rank %d: %.*s", job->ranks->rank, (int)sizeof of_rank.text - 32, error->text);
  return cli_error(&loud, status, &of_rank);
}

/* --- What is asked -------------------------------------------------------------------------------------------------------------------- */

static enum cli_exit not_a_trial(const struct job *job) {
  struct zn_error error = {0};
  snprintf(error.file, sizeof error.file, "%s", job->options->word[0]);
  snprintf(error.text, sizeof error.text, "this study has no key 'trial', so there is nothing to allocate or compare; zonula run runs it");
  return refuse(job, ZN_INPUT, &error);
}

static enum cli_exit read_trial(struct job *job) {
  const struct cli_options *asked = job->options;
  struct zn_error error = {0};
  const enum zn_status status = zn_library_load(&job->library, &error);
  if (status != ZN_OK) return refuse(job, status, &error);
  const enum cli_exit code = cli_asked_study(&job->study, asked->word[0], job->library, asked);
  if (code) return code;
  return job->study->trial ? CLI_EXIT_DONE : not_a_trial(job);
}

/* The only place where other processes of the same job are found. */
static enum cli_exit find_ranks(struct job *job) {
  char note[ZN_RANKS_NOTE] = "";
  struct zn_error error = {0};
  const enum zn_status status = zn_ranks_open(&job->ranks, note, &error);
  if (status != ZN_OK) return refuse(job, status, &error);
  if (*note) cli_warning(job->options, "%s", note);
  job->asked.silent = job->ranks && job->ranks->rank != 0;
  return CLI_EXIT_DONE;
}

static enum cli_exit prepare_folder(struct job *job) {
  const struct cli_options *options = job->options;
  struct zn_error error = {0};
  snprintf(job->folder, sizeof job->folder, options->out ? "%s" : "out/%s", options->out ? options->out : job->study->name);
  const enum zn_status status = cli_make_folder(job->folder, &error);
  if (status != ZN_OK) return refuse(job, status, &error);
  snprintf(job->pieces, CLI_PATH_ROOM, "%.*s/pieces", CLI_LONGEST_FOLDER, job->folder);
  for (int i = 0; i < FILES; i++) snprintf(job->path[i], CLI_PATH_ROOM, "%.*s/%s", CLI_LONGEST_FOLDER, job->folder, file_names[i]);
  return CLI_EXIT_DONE;
}

/* --- The work ------------------------------------------------------------------------------------------------------------------------- */

/* Whoever asked to stop hears at once that it was understood: people at work take a while, and a launcher may not wait for the end. */
static int tell(void *context, const struct zn_trial_progress *progress) {
  struct job *job = context;
  job->last = *progress;
  const int stop = cli_progress_trial(&job->progress, progress);
  if (stop && !job->told_to_stop)
    cli_note(job->options, "asked to stop: nobody new is begun, those at work are finished, and whole pieces are kept in %s", job->pieces);
  job->told_to_stop |= stop;
  return stop;
}

static enum cli_exit stopped(const struct job *job, enum zn_status status, const struct zn_error *error) {
  const enum cli_exit code = refuse(job, status, error);
  if (status == ZN_INTERRUPTED) cli_note(job->options, "run the same command to go on from there");
  return code;
}

static enum cli_exit simulate(struct job *job) {
  struct zn_error error = {0};
  const struct zn_trial_options options = {.run = {.threads = job->options->threads},
                                           .folder = job->pieces,
                                           .piece = job->options->piece,
                                           .ranks = job->ranks,
                                           .begin = zn_ranks_begin(job->ranks),
                                           .progress = tell,
                                           .progress_context = job};
  cli_progress_begin(&job->progress, job->options);
  if (job->options->silent) job->progress.way = CLI_PROGRESS_NONE;
  const enum zn_status status = zn_trial_run(&job->run, job->study, job->library, &options, &error);
  cli_progress_end(&job->progress);
  return status == ZN_OK ? CLI_EXIT_DONE : stopped(job, status, &error);
}

static int has_looks(const struct zn_trial *t) {
  for (int e = 0; e < t->n_endpoints; e++)
    if (t->endpoint[e].kind == ZN_ENDPOINT_TIME) return 1;
  return 0;
}

static int is_written(const struct job *job, int file) {
  if (file == SURVIVAL) return has_looks(job->study->trial);
  return file != REPORTED || job->study->trial->n_reported;
}

static enum zn_status write_file(const struct job *job, int file, struct zn_error *error) {
  static enum zn_status (*const tables[])(const struct zn_trial_run *, const char *, struct zn_error *) = {
      zn_trial_write_arms, zn_trial_write_replicates, zn_trial_write_power, zn_trial_write_survival, zn_trial_write_reported};
  if (file == REPORT) return zn_trial_write_report(job->run, job->path[REPORT], job->command, error);
  return tables[file](job->run, job->path[file], error);
}

static enum cli_exit write_files(struct job *job) {
  struct zn_error error = {0};
  enum zn_status status = ZN_OK;
  job->command = cli_command_text(job->options);
  if (!job->command) return cli_no_memory();
  for (int file = 0; file < FILES && status == ZN_OK; file++)
    if (is_written(job, file)) status = write_file(job, file, &error);
  return status == ZN_OK ? CLI_EXIT_DONE : refuse(job, status, &error);
}

/* --- The answer ----------------------------------------------------------------------------------------------------------------------- */

/* Failed people are data; a trial without anybody left is a failure. */
static enum cli_exit judge(const struct job *job) {
  struct zn_error error = {0};
  if (job->run->failed < job->run->people) return CLI_EXIT_DONE;
  snprintf(error.text, sizeof error.text, "nobody in the trial could be simulated");
  return refuse(job, ZN_NUMERICAL, &error);
}

static enum cli_exit tell_answer(const struct job *job, const struct cli_trial *answer) {
  const int n = job->study->trial->n_analyses;
  struct zn_error error = {0};
  enum zn_status status = ZN_OK;
  for (int i = 0; i < 2 * n && status == ZN_OK; i++) status = zn_trial_effect_of(&answer->effect[i], job->run, i % n, i / n, &error);
  if (status != ZN_OK) return refuse(job, status, &error);
  return (job->options->json ? cli_trial_json(answer) : cli_trial_table(answer)) ? judge(job) : cli_no_memory();
}

static enum cli_exit answer(struct job *job) {
  const char *files[FILES];
  int n = 0;
  for (int i = 0; i < FILES; i++)
    if (is_written(job, i)) files[n++] = job->path[i];
  struct cli_trial answer = {.run = job->run, .files = files, .n_files = n, .look_at = job->path[REPORT]};
  answer.effect = calloc(2 * (size_t)job->study->trial->n_analyses, sizeof *answer.effect);
  const enum cli_exit code = answer.effect ? tell_answer(job, &answer) : cli_no_memory();
  free(answer.effect);
  return code;
}

/* This process is not the one that gathers: another one of its job, or of others in the same folder, which may still be at work. */
static enum cli_exit leave_to_others(const struct job *job) {
  if (job->options->silent) return CLI_EXIT_DONE;
  if (job->options->json) return cli_trial_json_unfinished(job->study, &job->last) ? CLI_EXIT_DONE : cli_no_memory();
  printf(
      "Nothing is left to do here: %lld of %lld people are done, and other processes are still at the rest or gather the results.\n"
      "The last of them writes the files into %s; so does the same command, run again when they have ended.\n",
      (long long)job->last.done, (long long)job->last.people, job->folder);
  return CLI_EXIT_DONE;
}

static enum cli_exit finish(struct job *job) {
  if (!job->run) return leave_to_others(job);
  const enum cli_exit code = write_files(job);
  return code ? code : answer(job);
}

static enum cli_exit run(const struct cli_options *options) {
  static enum cli_exit (*const steps[])(struct job *) = {find_ranks, read_trial, prepare_folder, simulate, finish};
  struct job job = {.asked = *options};
  enum cli_exit code = CLI_EXIT_DONE;
  job.options = &job.asked;
  for (size_t i = 0; i < sizeof steps / sizeof *steps && code == CLI_EXIT_DONE; i++) code = steps[i](&job);
  free(job.command);
  zn_trial_run_free(job.run);
  zn_study_free(job.study);
  zn_library_free(job.library);
  zn_ranks_close(job.ranks);
  return code;
}

const struct cli_verb cli_verb_trial = {
    .name = "trial",
    .words = "TRIAL.yaml",
    .summary = "run a virtual trial: people allocated to arms, compared, again and again",
    .details =
        "Recruits virtual people, allocates each to an arm by chance, gives them what their arm gets, measures them, and compares the arms "
        "as the file says, in every replicate: each has other people. In null trials every arm gets what the control gets, so what they "
        "find "
        "is found by chance. Prints what each arm came to, effects with intervals, how often the trial would find one (power) and how "
        "often "
        "it would do so by chance (type I error), and published numbers beside predicted ones. Writes arms.csv, replicates.csv, power.csv, "
        "report.html, and survival.csv and reported.csv where there is something to put into them, into out/<trial>.\n\n"
        "Whoever is done is kept in out/<trial>/pieces, whole pieces at a time, so Ctrl-C, a killed process or a full disk lose little: "
        "the "
        "same command goes on. Several processes, on one machine or many, may work in the same folder at once; each takes pieces that "
        "nobody "
        "else is at. Tasks that mpirun or srun --mpi=pmix started together share the counting and answer as one. SIGTERM, as schedulers "
        "send it "
        "before time is up, stops as Ctrl-C does, with exit code 143. Equal trials give equal files, byte for byte, however many threads "
        "and processes work and however often they were "
        "stopped. The format of trials stands in docs/trials.md.",
    .fewest_words = 1,
    .most_words = 1,
    .run = run,
};
