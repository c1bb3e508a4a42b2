#include "asked.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "scratch.h"

struct zn_study *asked_study(const char *text) {
  struct zn_study *study;
  struct zn_error error = {0};
  char folder[128], path[200];
  scratch_begin(folder);
  scratch_text(folder, "asked.yaml", text);
  snprintf(path, sizeof path, "%s/asked.yaml", folder);
  if (zn_study_read(&study, path, humans_library(), &error) != ZN_OK) fail_msg("line %d: %s", error.line, error.text);
  scratch_end(folder);
  return study;
}

struct zn_run *asked_run(const struct zn_study *study, const struct zn_run_options *options) {
  struct zn_run *run;
  struct zn_error error = {0};
  if (zn_run_study(&run, study, humans_library(), options, &error) != ZN_OK) fail_msg("%s", error.text);
  return run;
}

double asked_value(const struct zn_run *run, int cohort, int row, int person) {
  const struct zn_cohort_result *r = &run->cohort[cohort];
  return r->value[(size_t)row * (size_t)r->people + (size_t)person];
}
