/* zonula help [VERB]: printed from the tables of verbs and flags, so it cannot miss one. */
#include "cmd_help.h"

#include "table.h"

static struct cli_table pairs(void) {
  static const struct cli_column columns[] = {{"", 0}, {"", 0}};
  return (struct cli_table){.columns = columns, .n_columns = 2, .width = cli_prose_columns(stdout)};
}

static int add_pair(struct cli_table *table, const char *first, const char *second, const char *text) {
  char left[64];
  snprintf(left, sizeof left, "  %s%s%s", first, *second ? " " : "", second);
  return cli_table_add(table, CLI_INK_PLAIN, left) && cli_table_add(table, CLI_INK_PLAIN, text);
}

static void title(const char *text) {
  const int in_colour = cli_in_colour(stdout);
  printf("\n%s%s%s\n", in_colour ? cli_ink_text(CLI_INK_BOLD) : "", text, in_colour ? cli_ink_text(CLI_INK_PLAIN) : "");
}

static int print_verbs(void) {
  struct cli_table table = pairs();
  int whole = 1;
  for (int i = 0; i < cli_verb_count && whole; i++)
    whole = add_pair(&table, cli_verbs[i]->name, cli_verbs[i]->words, cli_verbs[i]->summary);
  title("Verbs");
  return cli_table_end(&table, whole);
}

/* Flags of one verb, or of all with NULL. */
static int print_flags(const struct cli_verb *verb) {
  struct cli_table table = pairs();
  int whole = 1;
  for (int i = 0; i < cli_flag_count && whole; i++)
    if (!verb || cli_flag_fits(&cli_flags[i], verb)) whole = add_pair(&table, cli_flags[i].name, cli_flags[i].value, cli_flags[i].meaning);
  title("Flags");
  return cli_table_end(&table, whole);
}

static int print_exits(void) {
  struct cli_table table = pairs();
  int whole = 1;
#define CLI_X(name, code, meaning) whole = whole && add_pair(&table, #code, "", meaning);
  CLI_EXIT_LIST(CLI_X)
#undef CLI_X
  title("Exit codes");
  return cli_table_end(&table, whole);
}

static int explain_program(void) {
  printf("zonula %s, a simulator of the human intestinal barrier. It never diagnoses.\n", zn_version());
  int whole = print_verbs() && print_flags(NULL) && print_exits();
  puts("\nzonula help VERB explains one verb. Begin with: zonula run studies/suenaert_2002.yaml");
  return whole;
}

static int explain_verb(const struct cli_verb *verb) {
  printf("zonula %s%s%s: %s\n\n", verb->name, *verb->words ? " " : "", verb->words, verb->summary);
  cli_wrap(stdout, verb->details, 0, cli_prose_columns(stdout));
  putchar('\n');
  return print_flags(verb);
}

enum cli_exit cli_help_about(const struct cli_verb *verb) {
  const int whole = verb ? explain_verb(verb) : explain_program();
  return whole ? CLI_EXIT_DONE : cli_no_memory();
}

static enum cli_exit run(const struct cli_options *options) {
  if (options->n_words == 0) return cli_help_about(NULL);
  const struct cli_verb *verb;
  const enum cli_exit code = cli_verb_find(&verb, options->word[0]);
  return code ? code : cli_help_about(verb);
}

const struct cli_verb cli_verb_help = {
    .name = "help",
    .words = "[VERB]",
    .summary = "explain the program or one verb",
    .details = "Without a verb: all verbs, all flags and the exit codes. With one: what it does and the flags it takes.",
    .most_words = 1,
    .run = run,
};
