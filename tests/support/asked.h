/* Studies from text with the built-in library, and their runs. Failures end the test. */
#ifndef ZN_TESTS_ASKED_H
#define ZN_TESTS_ASKED_H

#include "human.h"

struct zn_study *asked_study(const char *text);
struct zn_run *asked_run(const struct zn_study *study, const struct zn_run_options *options);
/* Value of a person in a row of `reported`. */
double asked_value(const struct zn_run *run, int cohort, int row, int person);

#endif
