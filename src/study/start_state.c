#include "start_state.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/sha256.h"
#include "base/status.h"
#include "solve/settle.h"

/* Rest: no state moves by more than 1e-9 of its size in a month. */
static const double rest_time_h = 730.0, rest_tolerance = 1e-9;
enum { SETTLE_STEPS = 4000, NAME_LENGTH = 512 };

static void rates(double t, const double *y, double *dydt, const void *user) { zn_body_rates(t, y, user, dydt); }

struct zn_problem zn_body_problem(double *scale) {
  for (int i = 0; i < zn_state_count(); i++) scale[i] = zn_state_info(i)->scale;
  return (struct zn_problem){.n = zn_state_count(), .rates = rates, .scale = scale};
}

/* Follows the trajectory itself for two years where the shortcut lost its way, then tries the shortcut again. */
static enum zn_status settle_slowly(const struct zn_problem *problem, double *y, const struct zn_parameters *person, struct zn_error *error) {
  const double years_h = 17532.0;
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

/* A cache file: the digest of what follows, then the states. */
struct cached {
  char digest[65];
  size_t size;
};

static void file_name(char *name, const struct zn_parameters *person, enum zn_branch branch, const char *folder) {
  struct {
    char equations[65];
    int branch;
    struct zn_parameters person;
  } key;
  memset(&key, 0, sizeof key);
  snprintf(key.equations, sizeof key.equations, "%s", ZN_MODEL_DIGEST);
  key.branch = branch;
  key.person = *person;
  char digest[65];
  zn_sha256_hex(&key, sizeof key, digest);
  snprintf(name, NAME_LENGTH, "%s/%s.start", folder, digest);
}

static int recall(const char *name, double *y) {
  const size_t size = (size_t)zn_state_count() * sizeof *y;
  struct cached head;
  char digest[65];
  FILE *file = fopen(name, "rb");
  if (!file) return 0;
  const int whole = fread(&head, sizeof head, 1, file) == 1 && head.size == size && fread(y, size, 1, file) == 1;
  fclose(file);
  if (!whole) return 0;
  zn_sha256_hex(y, size, digest);
  return memcmp(digest, head.digest, sizeof digest) == 0;
}

/* Written aside and renamed, so that a reader never sees half a file. A cache that cannot be written is only slower. */
static void remember(const char *name, const char *folder, const double *y) {
  struct cached head = {.size = (size_t)zn_state_count() * sizeof *y};
  zn_sha256_hex(y, head.size, head.digest);
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
  char name[NAME_LENGTH];
  file_name(name, &steady, branch, cache_folder);
  if (recall(name, y)) return ZN_OK;
  ZN_TRY(settle(y, &steady, branch, error));
  remember(name, cache_folder, y);
  return ZN_OK;
}
