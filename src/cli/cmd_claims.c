/* zonula claims: what an article says of the gut barrier, what is known of it, and what the model says. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "claims_card.h"
#include "claims_json.h"
#include "claims_table.h"
#include "command.h"
#include "say.h"

/* --- What was asked ------------------------------------------------------------------------------------------------------------------ */

static int is_file(const char *word) { return strchr(word, '/') || strchr(word, '.'); }

static enum cli_exit check_flags(const struct cli_options *o) {
  int files = 0;
  for (int i = 0; i < o->n_words; i++) files += is_file(o->word[i]);
  if (files && o->n_words > 1) return cli_usage("an experiment of your own stands alone: zonula claims FILE.yaml");
  if (files && (o->html || o->grade || o->run_anew || o->write))
    return cli_usage("--html, --grade, --run and --write go with the claims of the article, not with a file; a file is always run");
  if (o->write && !o->run_anew) return cli_usage("--write goes with --run");
  if (o->write && o->people) return cli_usage("--write keeps what the experiments ask for; --people asks for something else");
  if (o->people && !o->run_anew && !files) return cli_usage("--people goes with --run");
  if (o->grade && o->n_words) return cli_usage("--grade goes without the names of claims");
  if (o->html && (o->n_words || o->grade))
    return cli_usage("--html writes pages of all claims; it goes without --grade and the names of claims");
  if (o->html && o->json) return cli_usage("--html and --json exclude each other");
  return CLI_EXIT_DONE;
}

static const char *id_at(const void *context, int index) { return ((const struct zn_claims *)context)->claims[index].id; }

static enum cli_exit choose_word(struct cli_claims *c, const char *word) {
  const int row = zn_claim_find(c->claims, word);
  struct zn_error error = {0};
  for (int i = 0; i < c->n_chosen; i++)
    if (c->chosen[i] == row) return CLI_EXIT_DONE; /* named twice, shown once */
  if (row >= 0) {
    c->chosen[c->n_chosen++] = row;
    return CLI_EXIT_DONE;
  }
  const char *nearest = zn_nearest(word, id_at, c->claims, c->claims->n_claims);
  snprintf(error.text, sizeof error.text,
           nearest ? "there is no claim \"%s\"; did you mean %s?" : "there is no claim \"%s\"; see zonula claims", word, nearest);
  return cli_error(c->options, ZN_INPUT, &error);
}

static enum cli_exit choose(struct cli_claims *c) {
  const struct cli_options *o = c->options;
  enum cli_exit code = CLI_EXIT_DONE;
  c->chosen = malloc(((size_t)c->claims->n_claims + CLI_MOST_WORDS) * sizeof *c->chosen);
  if (!c->chosen) return cli_no_memory();
  for (int i = 0; i < o->n_words && !code; i++) code = choose_word(c, o->word[i]);
  for (int row = 0; row < c->claims->n_claims && !o->n_words; row++)
    if (!o->grade || strcmp(o->grade, zn_claim_grade_name(c->claims->claims[row].grade)) == 0) c->chosen[c->n_chosen++] = row;
  return code;
}

static enum cli_exit load(struct cli_claims *c) {
  struct zn_error error = {0};
  enum zn_status status = zn_library_load(&c->library, &error);
  if (status == ZN_OK) status = zn_claims_load(&c->claims, &error);
  return status == ZN_OK ? choose(c) : cli_error(c->options, status, &error);
}

/* --- Experiments --------------------------------------------------------------------------------------------------------------------- */

static int is_listed(const char *const *names, int n, const char *name) {
  for (int i = 0; i < n; i++)
    if (strcmp(names[i], name) == 0) return 1;
  return 0;
}

/* Runs the experiments of the chosen claims; without a choice, all that there are. */
static enum cli_exit make_results(struct cli_claims *c) {
  const int all = c->n_chosen == c->claims->n_claims, most = all ? zn_experiment_count() : c->n_chosen;
  enum cli_exit code = cli_results_open(&c->results, c->options);
  if (code || !c->options->run_anew) return code;
  const char **names = malloc(((size_t)most + 1) * sizeof *names);
  if (!names) return cli_no_memory();
  int n = 0;
  for (int i = 0; i < most; i++) {
    const char *name = all ? zn_experiment_name(i) : c->claims->claims[c->chosen[i]].experiment;
    if (*name && !is_listed(names, n, name)) names[n++] = name;
  }
  code = cli_results_make(&c->results, c->library, names, n);
  free(names);
  if (!code && c->options->write) code = cli_results_ship(&c->results);
  return code;
}

/* --- The answer ---------------------------------------------------------------------------------------------------------------------- */

static enum cli_exit write_site(const struct cli_claims *c) {
  const char *folder = c->options->html;
  struct zn_error error = {0};
  enum zn_status status = cli_make_folder(folder, &error);
  if (status == ZN_OK) status = zn_claims_write_site(c->claims, c->results.fresh, folder, &error);
  if (status != ZN_OK) return cli_error(c->options, status, &error);
  printf("Written: %s/index.html and %d pages of claims.\n", folder, c->claims->n_claims);
  return CLI_EXIT_DONE;
}

static int print_cards(const struct cli_claims *c) {
  int whole = 1;
  for (int i = 0; i < c->n_chosen && whole; i++) {
    if (i) puts("\n----------------------------------------------------------------------\n");
    whole = cli_claim_card(c, c->chosen[i]);
  }
  return whole;
}

static enum cli_exit answer(const struct cli_claims *c) {
  if (c->options->html) return write_site(c);
  const int whole = c->options->json      ? cli_json_answer(stdout, cli_claims_json(c))
                    : c->options->n_words ? print_cards(c)
                                          : cli_claims_table(c);
  return whole ? CLI_EXIT_DONE : cli_no_memory();
}

/* A claim that must hold and does not. One without a result has not failed. */
static enum cli_exit check(const struct cli_claims *c) {
  enum cli_exit code = CLI_EXIT_DONE;
  for (int i = 0; i < c->n_chosen; i++) {
    const struct zn_claim *claim = &c->claims->claims[c->chosen[i]];
    if (!claim->must_hold || cli_claim_verdict(c, c->chosen[i], NULL) != ZN_CLAIM_FAILS) continue;
    fprintf(stderr, "zonula: %s must hold and fails: %s\n", claim->id, claim->claim);
    code = CLI_EXIT_CHECK;
  }
  return code;
}

/* --- An experiment of one's own ------------------------------------------------------------------------------------------------------ */

static int show_own(const struct cli_options *o, const struct zn_study *study, const struct zn_library *library,
                    const struct zn_experiment_result *result) {
  if (o->json) return cli_json_answer(stdout, cli_experiment_json(study, result));
  char *command = cli_command_text(o);
  if (!command) return 0;
  puts(study->title);
  const int whole = cli_experiment_card(study, library, result, command);
  printf("\nVerdict: %s.\n\nNothing here is advice to a person.\n", result->intact.holds ? "holds" : "fails");
  free(command);
  return whole;
}

static enum cli_exit try_own(const struct cli_options *o, struct zn_library **library, struct zn_study **study,
                             struct zn_experiment_result **result) {
  struct zn_error error = {0};
  enum zn_status status = zn_library_load(library, &error);
  if (status == ZN_OK) status = zn_study_read(study, o->word[0], *library, &error);
  if (status == ZN_IO) status = ZN_INPUT; /* a file that is not there is a wrong input */
  if (status == ZN_OK && !(*study)->experiment) {
    status = ZN_INPUT;
    snprintf(error.file, sizeof error.file, "%s", o->word[0]);
    snprintf(error.text, sizeof error.text, "%s",
             (*study)->trial ? "this is a trial, which zonula trial runs; expected a study with the key 'experiment' (docs/claims.md)"
                             : "this study asks nothing: it has no key 'experiment' (docs/claims.md)");
  }
  if (status != ZN_OK) return cli_error(o, status, &error);
  const enum cli_exit code = cli_results_of_study(result, *study, *library, o);
  if (code) return code;
  if (!show_own(o, *study, *library, *result)) return cli_no_memory();
  return (*result)->intact.holds ? CLI_EXIT_DONE : CLI_EXIT_CHECK;
}

static enum cli_exit run_own(const struct cli_options *o) {
  struct zn_library *library = NULL;
  struct zn_study *study = NULL;
  struct zn_experiment_result *result = NULL;
  const enum cli_exit code = try_own(o, &library, &study, &result);
  zn_experiment_result_free(result);
  zn_study_free(study);
  zn_library_free(library);
  return code;
}

static enum cli_exit run(const struct cli_options *options) {
  struct cli_claims c = {.options = options};
  enum cli_exit code = check_flags(options);
  if (code) return code;
  if (options->n_words && is_file(options->word[0])) return run_own(options);
  code = load(&c);
  if (!code) code = make_results(&c);
  if (!code) code = answer(&c);
  if (!code) code = check(&c);
  cli_results_clear(&c.results);
  free(c.chosen);
  zn_claims_free(c.claims);
  zn_library_free(c.library);
  return code;
}

const struct cli_verb cli_verb_claims = {
    .name = "claims",
    .words = "[ID ...] or FILE.yaml",
    .summary = "put an article's claims about the gut barrier on trial: evidence, grade, and an experiment behind each",
    .details =
        "Without words: all claims, one a line, with the grade of the evidence, whether the claim holds in the model, and in what share of "
        "virtual people or parameter sets; then which of the article's statements are outdated, and by which source. With ids: everything "
        "about these claims: findings, what changed, sources, and the experiment with its bounds and what happens without the mechanism. "
        "With a study file that has the key experiment: that experiment is run and judged.\n\n"
        "Results of experiments travel inside the program and carry a digest of all they depend on; one that does not fit is called stale. "
        "--run runs the experiments that have no fresh result, over the calibrated ensemble, and keeps the results; after Ctrl-C the same "
        "command goes on. With --no-cache all are run. --run --write changes studies/claims/results.csv under the present folder.\n\n"
        "--html DIR writes a small web site. Exit code 1: a claim that must hold fails, or an experiment of one's own. Nothing here is "
        "advice to a person.",
    .most_words = CLI_MOST_WORDS,
    .run = run,
};
