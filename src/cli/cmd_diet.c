/* zonula diet [NAME|FILE.yaml ...]: what diets are made of, and what the same people are like before and after them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "command.h"
#include "diet_answer.h"
#include "places.h"
#include "progress.h"
#include "say.h"

enum { TABLE, PAGE, FILES };
static const char *const file_names[FILES] = {"diets.csv", "diets.html"};

/* What is compared when nothing is named. */
static const char *const usual[] = {"reference",
                                    "western",
                                    "mediterranean",
                                    "thirty_plants",
                                    "gluten_free",
                                    "low_fodmap",
                                    "low_fodmap+low_fodmap_reintroduction",
                                    "bone_broth_fast",
                                    "elimination",
                                    "pared_down",
                                    "carnivore",
                                    "exclusive_enteral_nutrition"};
enum { USUAL = sizeof usual / sizeof *usual, MOST_ARMS = CLI_MOST_WORDS };
_Static_assert((int)USUAL <= (int)MOST_ARMS, "there is room for the usual diets");

struct job {
  const struct cli_options *options;
  struct zn_library *library;
  int n;
  struct zn_eaten_arm arm[MOST_ARMS];
  struct zn_eaten *eaten;
  char path[FILES][CLI_PATH_ROOM];
};

/* --- What is eaten -------------------------------------------------------------------------------------------------------------------- */

static int is_file(const char *word) {
  const size_t length = strlen(word);
  return strchr(word, '/') != NULL || (length > 5 && strcmp(word + length - 5, ".yaml") == 0);
}

static enum zn_status read_arm(struct job *job, const char *word, struct zn_error *error) {
  struct zn_eaten_arm *arm = &job->arm[job->n];
  int overlay;
  if (!is_file(word)) {
    const enum zn_status status = zn_eaten_arm_find(arm, word, job->library, error);
    for (int i = 0; job->options->days && i < arm->n_steps; i++) arm->step[i].days = job->options->days;
    job->n += status == ZN_OK;
    return status;
  }
  const enum zn_status status = zn_library_read_diet(job->library, word, &overlay, error);
  if (status != ZN_OK) return status;
  return read_arm(job, job->library->overlays[overlay].name, error);
}

static enum cli_exit read_diets(struct job *job) {
  const struct cli_options *asked = job->options;
  struct zn_error error = {0};
  enum zn_status status = zn_library_load(&job->library, &error);
  const int n = asked->n_words ? asked->n_words : (int)USUAL;
  for (int i = 0; i < n && status == ZN_OK; i++) status = read_arm(job, asked->n_words ? asked->word[i] : usual[i], &error);
  return status == ZN_OK ? CLI_EXIT_DONE : cli_error(asked, status, &error);
}

static enum cli_exit prepare_folder(struct job *job) {
  const char *folder = job->options->out ? job->options->out : "out/diets";
  struct zn_error error = {0};
  const enum zn_status status = cli_make_folder(folder, &error);
  if (status != ZN_OK) return cli_error(job->options, status, &error);
  for (int i = 0; i < FILES; i++) snprintf(job->path[i], CLI_PATH_ROOM, "%.*s/%s", CLI_LONGEST_FOLDER, folder, file_names[i]);
  return CLI_EXIT_DONE;
}

/* --- What comes of it ----------------------------------------------------------------------------------------------------------------- */

static enum cli_exit eat(struct job *job) {
  const struct cli_options *asked = job->options;
  struct cli_progress progress;
  struct zn_error error = {0};
  const struct zn_validate_options options = {
      .people = asked->people,
      .seed = asked->seed ? strtoull(asked->seed, NULL, 10) : 0,
      .run = {.threads = asked->threads,
              .engine = asked->engine && strcmp(asked->engine, "cvode") == 0 ? ZN_ENGINE_CVODE : ZN_ENGINE_USUAL,
              .progress = cli_progress_tell,
              .progress_context = &progress}};
  cli_progress_begin(&progress, asked);
  const enum zn_status status = zn_diets_eat(&job->eaten, job->arm, job->n, job->library, &options, &error);
  cli_progress_end(&progress);
  return status == ZN_OK ? CLI_EXIT_DONE : cli_error(asked, status, &error);
}

static enum cli_exit write_files(struct job *job) {
  struct zn_error error = {0};
  char *command = cli_command_text(job->options);
  if (!command) return cli_no_memory();
  enum zn_status status = zn_eaten_write_csv(job->eaten, job->path[TABLE], &error);
  if (status == ZN_OK) status = zn_eaten_write_report(job->eaten, job->path[PAGE], command, &error);
  free(command);
  return status == ZN_OK ? CLI_EXIT_DONE : cli_error(job->options, status, &error);
}

static int print_answer(const struct job *job) {
  if (!(job->n == 1 ? cli_diet_card_print(job->eaten, 0) : cli_diets_print(job->eaten))) return 0;
  cli_diets_print_cautions();
  printf("\nWritten: %s, %s\nOpen %s in a browser to see it.\n", job->path[TABLE], job->path[PAGE], job->path[PAGE]);
  return fflush(stdout) == 0;
}

static enum cli_exit answer(struct job *job) {
  const int whole = job->options->json ? cli_json_answer(stdout, cli_diets_json(job->eaten)) : print_answer(job);
  return whole ? CLI_EXIT_DONE : cli_no_memory();
}

static enum cli_exit run(const struct cli_options *options) {
  static enum cli_exit (*const steps[])(struct job *) = {read_diets, prepare_folder, eat, write_files, answer};
  struct job job = {.options = options};
  enum cli_exit code = CLI_EXIT_DONE;
  for (size_t i = 0; i < sizeof steps / sizeof *steps && code == CLI_EXIT_DONE; i++) code = steps[i](&job);
  zn_eaten_free(job.eaten);
  zn_library_free(job.library);
  return code;
}

const struct cli_verb cli_verb_diet = {
    .name = "diet",
    .words = "[NAME|FILE.yaml ...]",
    .summary = "compare diets: what they are made of, and what the model says after them",
    .details =
        "Without words: the reference, Western, Mediterranean, thirty-plant, gluten-free and low-FODMAP diets, the last also with "
        "reintroduction behind it, a bone-broth fast, an elimination diet, the usual diet pared down, carnivore, and exclusive enteral "
        "nutrition. With words: those "
        "diets; a file is a menu of your own in the form of data/diets (docs/data.md). Diets joined by '+' are eaten one behind the other. "
        "One diet alone is shown in full: foods, amounts, what they give, and what raises and lowers its index.\n\n"
        "The menu gives energy, fibre by kind, FODMAPs, gluten, kinds of plants, and the Dietary Inflammatory Index by its published "
        "method "
        "from what is known of 45 parameters, with what it could be if the others lay at their extremes. What a food table is silent about "
        "is not taken for nothing.\n\n"
        "Healthy virtual people, drawn over the calibrated ensemble, are looked at on their usual diet, eat each diet for as long as its "
        "file says (else 28 days), and are looked at again. The same people eat all diets.\n\n"
        "Writes diets.html and diets.csv into out/diets.",
    .fewest_words = 0,
    .most_words = CLI_MOST_WORDS,
    .run = run,
};
