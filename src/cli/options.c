#include <ctype.h>
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "say.h"

#define PLACE(field) offsetof(struct cli_options, field)

enum {
  MOST_PEOPLE = 1000000,
  MOST_THREADS = 1024,
  MOST_ROUNDS = 99,
  MOST_MEMBERS = 1000,
  MOST_REPLICATES = 100000,
  MOST_REPEATS = 10000,
  MOST_DAYS = 3650,
  MOST_PIECE = 1000000
};

const struct cli_flag cli_flags[] = {
    {"--people", "N",
     "simulate N people in every cohort; trial: recruit N people in each replicate; validate, calibrate: in every situation (default: 384, "
     "96); diet: on every diet (default: 192); "
     "bench: try up to N people in all (default: 1000); not where a study names its people",
     "run trial validate calibrate claims diet export bench", CLI_FLAG_COUNT, PLACE(people), MOST_PEOPLE},
    {"--rounds", "N", "measure everything N times and take medians (default: 3)", "bench", CLI_FLAG_COUNT, PLACE(rounds), MOST_ROUNDS},
    {"--seed", "S",
     "draw people with seed S; cohorts whose seeds differ in the file get S, S+1, ... in the order of the file, so cohorts that were the "
     "same people stay the same people",
     "run trial validate calibrate diet export junction", CLI_FLAG_SEED, PLACE(seed), 0},
    {"--set", "NAME=VALUE", "give everybody this value of a parameter, with its unit: --set 'person_weight=60 kg'; may be given again",
     "run trial export junction", CLI_FLAG_LIST, PLACE(set), 0},
    {"--condition", "NAME", "the person's condition, as in zonula list conditions", "export", CLI_FLAG_TEXT, PLACE(condition), 0},
    {"--diet", "NAME", "the person's diet, as in zonula list diets; validate: a table of published outcomes of diets, judged as well",
     "export validate", CLI_FLAG_TEXT, PLACE(diet), 0},
    {"--members", "K", "draw K sets of numbers from what was learnt (default: 32)", "calibrate", CLI_FLAG_COUNT, PLACE(members),
     MOST_MEMBERS},
    {"--days", "N", "eat each diet for N days (default: as long as its file says, else 28)", "diet", CLI_FLAG_COUNT, PLACE(days),
     MOST_DAYS},
    {"--write", "",
     "change the files of data/ in the present folder: what was learnt takes its place there; claims: studies/claims/results.csv",
     "calibrate claims", CLI_FLAG_SWITCH, PLACE(write), 0},
    {"--max-gmfe", "X", "end with exit code 1 when the geometric mean fold error of rows in scope is above X", "validate", CLI_FLAG_NUMBER,
     PLACE(max_gmfe), 1000},
    {"--min-coverage", "X", "end with exit code 1 when fewer than this share (0 to 1) of reported values lie in their 90 % interval",
     "validate", CLI_FLAG_NUMBER, PLACE(min_coverage), 1},
    {"--out", "DIR", "write the results into DIR instead of out/<study>; export people: into that file instead of out/<study>/people.csv",
     "run trial validate calibrate diet export bench junction", CLI_FLAG_TEXT, PLACE(out), 0},
    {"--all", "", "write all numbers of everybody, not only those that vary or are not as in the parameter table", "export",
     CLI_FLAG_SWITCH, PLACE(all), 0},
    {"--threads", "N", "work on N people at a time (default: one for each processor); the results are the same",
     "run trial validate calibrate claims diet bench junction", CLI_FLAG_COUNT, PLACE(threads), MOST_THREADS},
    {"--grade", "high|moderate|low|very_low|none|contradicted", "only claims of that grade", "claims", CLI_FLAG_CHOICE, PLACE(grade), 0},
    {"--run", "", "run experiments whose results are missing or stale, and keep the results; with --no-cache: all experiments", "claims",
     CLI_FLAG_SWITCH, PLACE(run_anew), 0},
    {"--html", "DIR", "write a small web site with a page for each claim into DIR", "claims", CLI_FLAG_TEXT, PLACE(html), 0},
    {"--strands", "FROM-TO", "strands of the junction, one behind the other: 4, or 2-6 (the default)", "junction", CLI_FLAG_TEXT,
     PLACE(strands), 0},
    {"--solute", "NAME,...", "what tries to pass: names of zonula list solutes, or PEG of any mass (default: PEG 547)", "junction",
     CLI_FLAG_TEXT, PLACE(solute), 0},
    {"--breaks", "FACTOR", "form breaks that many times as often as junction_opening_rate says", "junction", CLI_FLAG_TEXT, PLACE(breaks),
     0},
    {"--leak", "", "compare with the leak route, and say which life of breaks would make it 2, 3 and 5 times as leaky", "junction",
     CLI_FLAG_SWITCH, PLACE(leak), 0},
    {"--channels", "", "put claudin-2 channels into the strands", "junction", CLI_FLAG_SWITCH, PLACE(channels), 0},
    {"--variant", "ours|hops|short|both", "calculate as the public code does where it looks wrong: docs/junction.md", "junction",
     CLI_FLAG_CHOICE, PLACE(variant), 0},
    {"--replicates", "N", "trial: run it N times, each time with other people; junction: follow N stretches of every one (default: 16)",
     "trial junction", CLI_FLAG_COUNT, PLACE(replicates), MOST_REPLICATES},
    {"--null-replicates", "N", "run N null trials, in which every arm gets what the control gets; 0: none", "trial", CLI_FLAG_WHOLE,
     PLACE(null_replicates), MOST_REPLICATES},
    {"--piece", "N", "keep N people in each file of DIR/pieces (default: from the size of the trial); the results are the same", "trial",
     CLI_FLAG_COUNT, PLACE(piece), MOST_PIECE},
    {"--engine", "lanes|cvode",
     "integrate several people side by side (lanes, the default) or one at a time with CVODE, the reference; the results differ by less "
     "than the tolerance",
     "run validate diet", CLI_FLAG_CHOICE, PLACE(engine), 0},
    {"--exact", "",
     "read tests as they happen in the body: nothing left in the bladder, lost, brought along by food or below detection, no error of a "
     "laboratory or instrument, no difference from day to day",
     "run", CLI_FLAG_SWITCH, PLACE(exact), 0},
    {"--repeats", "N",
     "measure everything N times more in the same people at the same moments, with what differs from day to day and in laboratories drawn "
     "anew, and write all readings into repeats.csv; what is read the first time stays",
     "run", CLI_FLAG_COUNT, PLACE(repeats), MOST_REPEATS},
    {"--cache", "DIR",
     "keep start states in DIR instead of $XDG_CACHE_HOME/zonula or ~/.cache/zonula (validate, calibrate: instead of nowhere); claims: "
     "keep "
     "results of experiments there",
     "run validate calibrate claims", CLI_FLAG_TEXT, PLACE(cache), 0},
    {"--no-cache", "", "keep no start states and use none that are kept; claims: no results of experiments", "run claims", CLI_FLAG_SWITCH,
     PLACE(no_cache), 0},
    {"--json", "", "answer in JSON on standard output; progress and errors as JSON lines on standard error",
     "run trial validate calibrate claims diet bench junction list version", CLI_FLAG_SWITCH, PLACE(json), 0},
    {"--quiet", "", "show no progress", "run trial validate calibrate claims diet bench junction", CLI_FLAG_SWITCH, PLACE(quiet), 0},
    {"--help", "", "explain the verb", "", CLI_FLAG_SWITCH, PLACE(help), 0},
};
const int cli_flag_count = sizeof cli_flags / sizeof *cli_flags;

const struct cli_verb *const cli_verbs[] = {&cli_verb_run,      &cli_verb_trial,     &cli_verb_claims, &cli_verb_diet,
                                            &cli_verb_validate, &cli_verb_calibrate, &cli_verb_list,   &cli_verb_export,
                                            &cli_verb_junction, &cli_verb_bench,     &cli_verb_help,   &cli_verb_version};
const int cli_verb_count = sizeof cli_verbs / sizeof *cli_verbs;

static const char *verb_name(const void *context, int index) { return (void)context, cli_verbs[index]->name; }
static const char *flag_name(const void *context, int index) { return (void)context, cli_flags[index].name; }

int cli_flag_fits(const struct cli_flag *flag, const struct cli_verb *verb) {
  const size_t length = strlen(verb->name);
  for (const char *at = flag->verbs; (at = strstr(at, verb->name)); at += length)
    if ((at == flag->verbs || at[-1] == ' ') && (at[length] == ' ' || at[length] == '\0')) return 1;
  return *flag->verbs == '\0';
}

/* --- One flag ------------------------------------------------------------------------------------------------------------------------- */

/* A flag and the text that was given with it. */
struct given {
  const struct cli_flag *flag;
  const char *value; /* NULL: none */
};

static enum cli_exit find_flag(struct given *given, const char *word) {
  const char *equals = strchr(word, '=');
  const size_t length = equals ? (size_t)(equals - word) : strlen(word);
  *given = (struct given){.value = equals ? equals + 1 : NULL};
  if (strcmp(word, "-h") == 0) return find_flag(given, "--help");
  for (int i = 0; i < cli_flag_count; i++)
    if (strlen(cli_flags[i].name) == length && strncmp(cli_flags[i].name, word, length) == 0) given->flag = &cli_flags[i];
  if (given->flag) return CLI_EXIT_DONE;
  char name[64];
  snprintf(name, sizeof name, "%.*s", (int)length, word);
  const char *nearest = zn_nearest(name, flag_name, NULL, cli_flag_count);
  return cli_usage(nearest ? "there is no flag %s; did you mean %s?" : "there is no flag %s; see zonula help", name, nearest);
}

static int is_whole_number(const char *text) {
  const char *at = text;
  while (isdigit((unsigned char)*at)) at++;
  return at > text && *at == '\0';
}

static enum cli_exit store_count(int *slot, const struct given *given) {
  errno = 0;
  const unsigned long value = is_whole_number(given->value) ? strtoul(given->value, NULL, 10) : 0;
  if (errno || value < 1 || value > (unsigned long)given->flag->most)
    return cli_usage("%s wants a whole number from 1 to %d, not \"%s\"", given->flag->name, given->flag->most, given->value);
  *slot = (int)value;
  return CLI_EXIT_DONE;
}

static enum cli_exit store_seed(const char **slot, const struct given *given) {
  errno = 0;
  if (is_whole_number(given->value)) strtoull(given->value, NULL, 10);
  if (errno || !is_whole_number(given->value))
    return cli_usage("%s wants a whole number from 0 to 18446744073709551615, not \"%s\"", given->flag->name, given->value);
  *slot = given->value;
  return CLI_EXIT_DONE;
}

static enum cli_exit store_whole(const char **slot, const struct given *given) {
  errno = 0;
  const unsigned long value = is_whole_number(given->value) ? strtoul(given->value, NULL, 10) : 0;
  if (errno || !is_whole_number(given->value) || value > (unsigned long)given->flag->most)
    return cli_usage("%s wants a whole number from 0 to %d, not \"%s\"", given->flag->name, given->flag->most, given->value);
  *slot = given->value;
  return CLI_EXIT_DONE;
}

static enum cli_exit store_number(double *slot, const struct given *given) {
  char *end;
  const double value = strtod(given->value, &end);
  if (given->value[strspn(given->value, "0123456789.")] || end == given->value || *end || value <= 0.0 || value > given->flag->most)
    return cli_usage("%s wants a number above 0, at most %d, not \"%s\"", given->flag->name, given->flag->most, given->value);
  *slot = value;
  return CLI_EXIT_DONE;
}

static enum cli_exit store_text(const char **slot, const struct given *given) {
  if (!*given->value) return cli_usage("%s wants %s, not an empty text", given->flag->name, given->flag->value);
  *slot = given->value;
  return CLI_EXIT_DONE;
}

static enum cli_exit store_choice(const char **slot, const struct given *given) {
  const size_t length = strlen(given->value);
  for (const char *word = given->flag->value; length && word; word = strchr(word, '|')) {
    word += *word == '|';
    if (strncmp(word, given->value, length) == 0 && (word[length] == '|' || word[length] == '\0')) return store_text(slot, given);
  }
  return cli_usage("%s wants %s, not \"%s\"", given->flag->name, given->flag->value, given->value);
}

static enum cli_exit store(struct cli_options *options, const struct given *given) {
  char *slot = (char *)options + given->flag->place;
  switch (given->flag->kind) {
    case CLI_FLAG_SWITCH:
      return *(int *)slot = 1, CLI_EXIT_DONE;
    case CLI_FLAG_COUNT:
      return store_count((int *)slot, given);
    case CLI_FLAG_SEED:
      return store_seed((const char **)slot, given);
    case CLI_FLAG_WHOLE:
      return store_whole((const char **)slot, given);
    case CLI_FLAG_NUMBER:
      return store_number((double *)(void *)slot, given);
    case CLI_FLAG_TEXT:
      return store_text((const char **)slot, given);
    case CLI_FLAG_CHOICE:
      return store_choice((const char **)slot, given);
    case CLI_FLAG_LIST:
      return store_text(&options->set[options->n_set++], given);
  }
  return CLI_EXIT_USAGE;
}

/* Takes the flag at argv[*i] and, when it wants one, the value behind it. */
static enum cli_exit take_flag(struct cli_options *options, struct given *given, int *i, int argc, char **argv) {
  enum cli_exit code = find_flag(given, argv[*i]);
  if (code) return code;
  const int is_switch = given->flag->kind == CLI_FLAG_SWITCH;
  if (is_switch && given->value) return cli_usage("%s takes no value", given->flag->name);
  if (!is_switch && !given->value) {
    if (*i + 1 == argc) return cli_usage("%s wants a value: %s %s", given->flag->name, given->flag->name, given->flag->value);
    given->value = argv[++*i];
  }
  return store(options, given);
}

/* --- The whole line ------------------------------------------------------------------------------------------------------------------- */

enum cli_exit cli_verb_find(const struct cli_verb **verb, const char *word) {
  for (int i = 0; i < cli_verb_count; i++)
    if (strcmp(cli_verbs[i]->name, word) == 0) return *verb = cli_verbs[i], CLI_EXIT_DONE;
  const char *nearest = zn_nearest(word, verb_name, NULL, cli_verb_count);
  return cli_usage(nearest ? "there is no verb \"%s\"; did you mean %s?" : "there is no verb \"%s\"; see zonula help", word, nearest);
}

static enum cli_exit take_word(struct cli_options *options, const char *word) {
  if (!options->verb) return cli_verb_find(&options->verb, word);
  if (options->n_words == options->verb->most_words)
    return cli_usage("\"%s\" is one word too many: zonula %s %s", word, options->verb->name, options->verb->words);
  options->word[options->n_words++] = word;
  return CLI_EXIT_DONE;
}

/* The checks that need the whole line. */
static enum cli_exit check(struct cli_options *options, const struct given *given, int n_given) {
  if (!options->verb) {
    options->verb = &cli_verb_help;
    if (!options->help) return cli_usage("what shall be done? See zonula help");
  }
  for (int i = 0; i < n_given; i++)
    if (!cli_flag_fits(given[i].flag, options->verb))
      return cli_usage("%s does not go with %s; see zonula help %s", given[i].flag->name, options->verb->name, options->verb->name);
  if (options->n_words < options->verb->fewest_words && !options->help)
    return cli_usage("something is missing: zonula %s %s", options->verb->name, options->verb->words);
  if (options->cache && options->no_cache) return cli_usage("--cache and --no-cache exclude each other");
  return CLI_EXIT_DONE;
}

static enum cli_exit take_all(struct cli_options *options, struct given *given, int argc, char **argv) {
  int n_given = 0, words_only = 0;
  for (int i = 1; i < argc; i++) {
    enum cli_exit code = CLI_EXIT_DONE;
    if (!words_only && strcmp(argv[i], "--") == 0)
      words_only = 1;
    else if (!options->verb && strcmp(argv[i], "--version") == 0)
      options->verb = &cli_verb_version;
    else if (!words_only && argv[i][0] == '-' && argv[i][1])
      code = take_flag(options, &given[n_given++], &i, argc, argv);
    else
      code = take_word(options, argv[i]);
    if (code) return code;
  }
  return check(options, given, n_given);
}

enum cli_exit cli_options_read(struct cli_options *options, int argc, char **argv) {
  *options = (struct cli_options){0};
  const size_t room = (size_t)argc + 1;
  struct given *given = calloc(room, sizeof *given);
  options->set = calloc(room, sizeof *options->set);
  const enum cli_exit code = given && options->set ? take_all(options, given, argc, argv) : cli_no_memory();
  free(given);
  return code;
}

void cli_options_clear(struct cli_options *options) {
  free(options->set);
  options->set = NULL;
}
