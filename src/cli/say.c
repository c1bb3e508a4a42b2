#define _POSIX_C_SOURCE 200809L
#include "say.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "json.h"
#include "progress.h"

enum { WIDEST_PROSE = 100 };

enum cli_exit cli_exit_of(enum zn_status status) {
  switch (status) {
    case ZN_OK:
      return CLI_EXIT_DONE;
    case ZN_INPUT:
      return CLI_EXIT_INPUT;
    case ZN_NUMERICAL:
      return CLI_EXIT_NUMERICAL;
    case ZN_INTERRUPTED:
      return cli_progress_was_terminated() ? CLI_EXIT_TERMINATED : CLI_EXIT_INTERRUPTED;
    case ZN_ARGUMENT:
      return CLI_EXIT_USAGE;
    case ZN_IO:
    case ZN_MEMORY:
    case ZN_STATUS_COUNT:
      break;
  }
  return CLI_EXIT_IO;
}

enum cli_exit cli_usage(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  fputs("zonula: ", stderr);
  vfprintf(stderr, format, arguments);
  fputc('\n', stderr);
  va_end(arguments);
  return CLI_EXIT_USAGE;
}

enum cli_exit cli_no_memory(void) {
  fputs("zonula: there is not enough memory\n", stderr);
  return CLI_EXIT_IO;
}

static void say_plainly(const struct zn_error *error, const char *text) {
  const char *begin = cli_in_colour(stderr) ? cli_ink_text(CLI_INK_RED) : "", *end = *begin ? cli_ink_text(CLI_INK_PLAIN) : "";
  fprintf(stderr, "%szonula: %s", begin, end);
  if (*error->file) fprintf(stderr, error->line ? "%s:%d: " : "%s: ", error->file, error->line);
  fprintf(stderr, "%s\n", text);
}

enum cli_exit cli_error(const struct cli_options *options, enum zn_status status, const struct zn_error *error) {
  const char *text = *error->text ? error->text : zn_status_text(status);
  if (options->silent) return cli_exit_of(status);
  if (options->json)
    cli_json_line(stderr, json_pack("{s:{s:s, s:o, s:s}}", "error", "file", error->file, "line",
                                    error->line ? json_integer(error->line) : json_null(), "text", text));
  else
    say_plainly(error, text);
  return cli_exit_of(status);
}

static void remark(const struct cli_options *options, const char *kind, const char *format, va_list arguments) {
  char text[1024];
  vsnprintf(text, sizeof text, format, arguments);
  if (options->json)
    cli_json_line(stderr, json_pack("{s:s}", kind, text));
  else
    fprintf(stderr, "zonula: %s\n", text);
}

void cli_note(const struct cli_options *options, const char *format, ...) {
  va_list arguments;
  if (options->quiet || options->silent) return;
  va_start(arguments, format);
  remark(options, "note", format, arguments);
  va_end(arguments);
}

void cli_warning(const struct cli_options *options, const char *format, ...) {
  va_list arguments;
  if (options->silent) return;
  va_start(arguments, format);
  remark(options, "warning", format, arguments);
  va_end(arguments);
}

/* Open MPI's mpirun hands its ranks a terminal of its own, whoever reads what it passes on. */
int cli_is_terminal(FILE *stream) { return isatty(fileno(stream)) && !getenv("OMPI_COMM_WORLD_SIZE"); }

int cli_in_colour(FILE *stream) {
  const char *never = getenv("NO_COLOR"), *term = getenv("TERM");
  return cli_is_terminal(stream) && !(never && *never) && term && strcmp(term, "dumb") != 0;
}

const char *cli_ink_text(enum cli_ink ink) {
  static const char *const texts[] = {[CLI_INK_PLAIN] = "\033[0m",
                                      [CLI_INK_BOLD] = "\033[1m",
                                      [CLI_INK_GREEN] = "\033[32m",
                                      [CLI_INK_RED] = "\033[31m",
                                      [CLI_INK_FAINT] = "\033[2m"};
  return texts[ink];
}

int cli_columns(FILE *stream) {
  struct winsize size;
  if (!cli_is_terminal(stream)) return 0;
  return ioctl(fileno(stream), TIOCGWINSZ, &size) == 0 && size.ws_col > 20 ? size.ws_col : 80;
}

int cli_prose_columns(FILE *stream) {
  const int columns = cli_columns(stream);
  return columns > 0 && columns < WIDEST_PROSE ? columns : WIDEST_PROSE;
}
