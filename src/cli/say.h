/* What the program says besides its answer, on standard error: errors, notes; and how a terminal is addressed. Where another rank of a job
 * speaks for this one (cli_options.silent), nothing but slips in the command line. */
#ifndef ZN_CLI_SAY_H
#define ZN_CLI_SAY_H

#include <stdio.h>

#include "cli.h"

/* "zonula: ..."; returns CLI_EXIT_USAGE. */
__attribute__((format(printf, 1, 2))) enum cli_exit cli_usage(const char *format, ...);
/* Says that memory ran out; returns CLI_EXIT_IO. */
enum cli_exit cli_no_memory(void);

/* "zonula: FILE:LINE: text", or one JSON line with --json; returns the exit code of `status`. */
enum cli_exit cli_error(const struct cli_options *options, enum zn_status status, const struct zn_error *error);
/* A remark that changes nothing: "zonula: ..."; none with --quiet. */
__attribute__((format(printf, 2, 3))) void cli_note(const struct cli_options *options, const char *format, ...);
/* The same where something is lost by it: with --quiet too. */
__attribute__((format(printf, 2, 3))) void cli_warning(const struct cli_options *options, const char *format, ...);

/* --- Terminals -------------------------------------------------------------------------------------------------------------------- */

enum cli_ink { CLI_INK_PLAIN, CLI_INK_BOLD, CLI_INK_GREEN, CLI_INK_RED, CLI_INK_FAINT };

/* Whether a person reads this stream. */
int cli_is_terminal(FILE *stream);
/* Whether colour is welcome: a terminal, not a dumb one, and NO_COLOR is not set. */
int cli_in_colour(FILE *stream);
/* What turns a colour on, or off for plain. */
const char *cli_ink_text(enum cli_ink ink);
/* Columns of the terminal, or 0 when the stream is not one: then nothing is wrapped, so that a row stays a line. */
int cli_columns(FILE *stream);
/* Columns for prose, which is wrapped anywhere: at most 100. */
int cli_prose_columns(FILE *stream);

#endif
