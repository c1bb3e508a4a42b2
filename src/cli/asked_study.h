/* A study file with what the command line changes in it. */
#ifndef ZN_CLI_ASKED_STUDY_H
#define ZN_CLI_ASKED_STUDY_H

#include "cli.h"

/* Reads the study `path` and changes it by --people, --seed and --set; after a failure it has been told. Free *study with zn_study_free. */
enum cli_exit cli_asked_study(struct zn_study **study, const char *path, const struct zn_library *library,
                              const struct cli_options *options);

#endif
