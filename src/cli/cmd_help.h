/* Help, printed from the tables of verbs and flags. */
#ifndef ZN_CLI_CMD_HELP_H
#define ZN_CLI_CMD_HELP_H

#include "cli.h"

/* Explains a verb, or the whole program when `verb` is NULL. */
enum cli_exit cli_help_about(const struct cli_verb *verb);

#endif
