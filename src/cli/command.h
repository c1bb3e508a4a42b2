/* The command line that makes a run again. */
#ifndef ZN_CLI_COMMAND_H
#define ZN_CLI_COMMAND_H

#include "cli.h"

/* "zonula run studies/x.yaml --seed 3": the words and flags that the result depends on, quoted for a POSIX shell where needed. Where
 * the files go and how many threads work is left out, for it changes no byte of the result. For free(); NULL when there is no memory. */
char *cli_command_text(const struct cli_options *options);

#endif
