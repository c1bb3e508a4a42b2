/* zonula: the command line. Each verb is a file of its own, cmd_<verb>.c. */
#include <signal.h>
#include <stdio.h>

#include "cli.h"
#include "cmd_help.h"
#include "say.h"

static enum cli_exit obey(const struct cli_options *options) {
  if (options->help) return cli_help_about(options->verb == &cli_verb_help ? NULL : options->verb);
  return options->verb->run(options);
}

int main(int argc, char **argv) {
  struct cli_options options;
  signal(SIGXFSZ, SIG_IGN); /* a limit on file sizes is then told like a full disk, and not a sudden end */
  enum cli_exit code = cli_options_read(&options, argc, argv);
  if (code == CLI_EXIT_DONE) code = obey(&options);
  cli_options_clear(&options);
  if ((fflush(stdout) != 0 || ferror(stdout)) && code == CLI_EXIT_DONE) {
    fputs("zonula: the answer cannot be written to standard output\n", stderr);
    code = CLI_EXIT_IO;
  }
  return code;
}
