/* The command line: what its parts share. Everything here sees the public headers only. */
#ifndef ZN_CLI_H
#define ZN_CLI_H

#include "zonula/zonula.h"

/* --- How a command ends ------------------------------------------------------------------------------------------------------------ */

/* X(name, code, meaning): the same list makes the help. */
#define CLI_EXIT_LIST(X)                                                                       \
  X(DONE, 0, "done")                                                                           \
  X(CHECK, 1, "a check failed: --max-gmfe, --min-coverage, or a claim that must hold")         \
  X(USAGE, 2, "the command line is not understood")                                            \
  X(INPUT, 3, "the input is not valid: a study file, a value, a name; or the file is missing") \
  X(NUMERICAL, 4, "the equations could not be solved for anybody in a cohort")                 \
  X(IO, 5, "a file could not be written, or there is not enough memory")                       \
  X(INTERRUPTED, 130, "stopped by Ctrl-C")                                                     \
  X(TERMINATED, 143, "stopped by SIGTERM, as schedulers send it before time is up")

enum cli_exit {
#define CLI_X(name, code, meaning) CLI_EXIT_##name = code,
  CLI_EXIT_LIST(CLI_X)
#undef CLI_X
};

enum cli_exit cli_exit_of(enum zn_status status);

/* --- What was asked ---------------------------------------------------------------------------------------------------------------- */

enum { CLI_MOST_WORDS = 16 };

struct cli_options {
  const struct cli_verb *verb;
  int n_words;
  const char *word[CLI_MOST_WORDS]; /* what follows the verb and is no flag */
  int people;                       /* 0: as the study says */
  const char *seed;                 /* NULL: as the study says; else a checked whole number */
  int threads;                      /* 0: all */
  int rounds, members, days;        /* 0: the usual number */
  const char *engine;               /* NULL: the usual one */
  const char *out;
  int n_set;
  const char **set; /* owned: cli_options_clear */
  const char *cache;
  const char *condition, *diet;
  const char *strands, *solute, *breaks, *variant; /* of a junction */
  int replicates, leak, channels;
  const char *null_replicates;   /* of a trial; NULL: as the file says; else a checked whole number, 0 among them */
  int piece;                     /* the same; 0: chosen */
  double max_gmfe, min_coverage; /* 0: not asked for */
  int repeats;                   /* of run */
  int exact, no_cache, json, quiet, write, help;
  int silent;               /* no flag: another process of the same job speaks */
  const char *html, *grade; /* of claims */
  int run_anew;
  int all; /* of export people */
};

/* --- Verbs and flags: two tables from which parsing, help and the tests live ---------------------------------------------------------- */

/* One verb; each is defined at the end of its cmd_<verb>.c. */
struct cli_verb {
  const char *name, *words; /* "run", "STUDY.yaml" */
  const char *summary;      /* half a sentence */
  const char *details;      /* paragraphs, parted by newlines */
  int fewest_words, most_words;
  enum cli_exit (*run)(const struct cli_options *options);
};
extern const struct cli_verb cli_verb_bench, cli_verb_claims, cli_verb_diet, cli_verb_run, cli_verb_list, cli_verb_export,
    cli_verb_validate, cli_verb_calibrate, cli_verb_junction, cli_verb_trial, cli_verb_help, cli_verb_version;
extern const struct cli_verb *const cli_verbs[];
extern const int cli_verb_count;

/* The verb with this name; CLI_EXIT_USAGE, after naming the nearest, when there is none. */
enum cli_exit cli_verb_find(const struct cli_verb **verb, const char *name);

enum cli_flag_kind {
  CLI_FLAG_SWITCH, /* int becomes 1 */
  CLI_FLAG_COUNT,  /* int, 1 ... most */
  CLI_FLAG_SEED,   /* const char *, a whole number of 64 bits */
  CLI_FLAG_WHOLE,  /* const char *, 0 ... most */
  CLI_FLAG_NUMBER, /* double, above 0, at most `most` */
  CLI_FLAG_TEXT,   /* const char *, not empty */
  CLI_FLAG_CHOICE, /* const char *, one of the words in `value` */
  CLI_FLAG_LIST    /* const char ** and the count before it, may be given again */
};

struct cli_flag {
  const char *name, *value; /* "--people", "N"; value is "" for a switch, "lanes|cvode" for a choice */
  const char *meaning;
  const char *verbs; /* names parted by spaces; "" stands for all */
  enum cli_flag_kind kind;
  unsigned place; /* offset in struct cli_options */
  int most;
};
extern const struct cli_flag cli_flags[];
extern const int cli_flag_count;

int cli_flag_fits(const struct cli_flag *flag, const struct cli_verb *verb);

/* Reads the command line. CLI_EXIT_USAGE, after saying why, when it is not understood. Strings are borrowed from argv; clear in
 * either case. */
enum cli_exit cli_options_read(struct cli_options *options, int argc, char **argv);
void cli_options_clear(struct cli_options *options);

#endif
