#include "start_state.h"

#include <math.h>
#include <sha2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/status.h"
#include "solve/settle.h"

/* Rest: no state moves by more than 1e-9 of its size in a month. */
static const double rest_time_h = 730.0, rest_tolerance = 1e-9;
enum { SETTLE_STEPS = 4000, NAME_LENGTH = 512 };

static void rates(double t, const double *y, double *dydt, const void *user) { zn_body_rates(t, y, user, dydt); }

static void derivatives(double t, const double *y, double *value, const void *user) { zn_body_jacobian(t, y, user, value); }

struct zn_problem zn_body_problem(double *scale) {
  const struct zn_body_pattern pattern = zn_body_pattern();
  for (int i = 0; i < zn_state_count(); i++) scale[i] = zn_state_info(i)->scale;
  return (struct zn_problem){.n = zn_state_count(),
                             .rates = rates,
                             .scale = scale,
                             .nonnegative = 1,
                             .derivatives = derivatives,
                             .column_start = pattern.column_start,
                             .row = pattern.row};
}

/* Follows the trajectory itself where the shortcut lost its way, then tries the shortcut again. Twenty years, for the passage by
 * the trace of a vanished state of inflammation can take five. */
static enum zn_status settle_slowly(const struct zn_problem *problem, double *y, const struct zn_parameters *person,
                                    struct zn_error *error) {
  const double years_h = 175320.0;
  const struct zn_solver_options options = {1e-6, 1000000};
  struct zn_solver *solver;
  ZN_TRY(zn_solver_create(&solver, problem, &options, y, person, error));
  enum zn_status status = zn_solver_start(solver, 0.0, y, person, error);
  if (status == ZN_OK) status = zn_solver_advance(solver, years_h, y, error);
  zn_solver_free(solver);
  return status == ZN_OK ? zn_settle(problem, y, person, rest_time_h, rest_tolerance, SETTLE_STEPS, error) : status;
}

static enum zn_status settle(double *y, const struct zn_parameters *person, enum zn_branch branch, struct zn_error *error) {
  double *scale = malloc((size_t)zn_state_count() * sizeof *scale);
  if (!scale) return zn_fail(error, ZN_MEMORY, "no memory to look for a start state");
  const struct zn_problem problem = zn_body_problem(scale);
  zn_body_guess(branch, person, y);
  enum zn_status status = zn_settle(&problem, y, person, rest_time_h, rest_tolerance, SETTLE_STEPS, error);
  if (status != ZN_OK) {
    zn_body_guess(branch, person, y);
    status = settle_slowly(&problem, y, person, error);
  }
  free(scale);
  return status;
}

/* A cache file: what it is for, the digest of what follows, then the states. */
struct cached {
  char key[65], digest[65];
  size_t size;
};

/* A name for everything that a start state depends on. */
static void key_of(char key[65], const struct zn_parameters *person, enum zn_branch branch) {
  struct {
    char equations[65];
    int branch;
    struct zn_parameters person;
  } all;
  memset(&all, 0, sizeof all);
  snprintf(all.equations, sizeof all.equations, "%s", ZN_MODEL_DIGEST);
  all.branch = branch;
  all.person = *person;
  SHA256Data((const uint8_t *)&all, sizeof all, key);
}

static int recall(const char *name, const char key[65], double *y) {
  const size_t size = (size_t)zn_state_count() * sizeof *y;
  struct cached head;
  char digest[65];
  FILE *file = fopen(name, "rb");
  if (!file) return 0;
  const int whole = fread(&head, sizeof head, 1, file) == 1 && head.size == size && fread(y, size, 1, file) == 1;
  fclose(file);
  if (!whole || memcmp(key, head.key, sizeof head.key) != 0) return 0;
  SHA256Data((const uint8_t *)y, size, digest);
  return memcmp(digest, head.digest, sizeof digest) == 0;
}

/* Written aside and renamed, so that a reader never sees half a file. A cache that cannot be written is only slower. */
static void remember(const char *name, const char *folder, const char key[65], const double *y) {
  struct cached head;
  memset(&head, 0, sizeof head);
  memcpy(head.key, key, sizeof head.key);
  head.size = (size_t)zn_state_count() * sizeof *y;
  SHA256Data((const uint8_t *)y, head.size, head.digest);
  char aside[NAME_LENGTH + 32];
  snprintf(aside, sizeof aside, "%s.%ld.%p", name, (long)getpid(), (const void *)y);
  mkdir(folder, 0777);
  FILE *file = fopen(aside, "wb");
  if (!file) return;
  const int written = fwrite(&head, sizeof head, 1, file) == 1 && fwrite(y, head.size, 1, file) == 1;
  if (fclose(file) == 0 && written && rename(aside, name) == 0) return;
  remove(aside);
}

enum zn_status zn_start_state(double *y, const struct zn_parameters *person, enum zn_branch branch, const char *cache_folder,
                              struct zn_error *error) {
  struct zn_parameters steady = *person;
  steady.diet_in_meals = 0.0;
  if (!cache_folder) return settle(y, &steady, branch, error);
  char key[65], name[NAME_LENGTH];
  key_of(key, &steady, branch);
  if (snprintf(name, sizeof name, "%s/%s.start", cache_folder, key) >= NAME_LENGTH) return settle(y, &steady, branch, error); /* no room */
  if (recall(name, key, y)) return ZN_OK;
  ZN_TRY(settle(y, &steady, branch, error));
  remember(name, cache_folder, key, y);
  return ZN_OK;
}
