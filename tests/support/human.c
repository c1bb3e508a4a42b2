#include "human.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "solve/settle.h"
#include "solve/solver.h"
#include "study/person.h"
#include "study/start_state.h"
#include "study/statistics.h"

static struct zn_library *library;

static void must(enum zn_status status, const struct zn_error *error) {
  if (status != ZN_OK) fail_msg("%s: %s", zn_status_text(status), error->text);
}

const struct zn_library *humans_library(void) {
  struct zn_error error = {0};
  if (!library) must(zn_library_load(&library, &error), &error);
  return library;
}

void humans_leave(void) {
  zn_library_free(library);
  library = NULL;
}

int humans_end(void **state) {
  (void)state;
  humans_leave();
  return 0;
}

static double *new_state(void) { return calloc((size_t)zn_state_count(), sizeof(double)); }

struct human human_of(uint64_t seed, int number, const char *condition) {
  int overlay = condition && *condition ? zn_library_overlay(humans_library(), ZN_OVERLAY_CONDITION, condition) : -1;
  if (condition && *condition && overlay < 0) fail_msg("no condition %s", condition);
  const struct zn_cohort cohort = {.name = "test", .people = number + 1, .seed = seed, .n_overlays = overlay >= 0, .overlays = &overlay};
  struct human h = {.y = new_state(), .seed = seed, .number = number};
  struct zn_error error = {0};
  must(zn_person_draw(&h.person, &cohort, humans_library(), number, &error), &error);
  human_settle(&h, zn_cohort_branch(&cohort, humans_library()));
  return h;
}

struct human human_copy(const struct human *h) {
  struct human copy = *h;
  copy.y = new_state();
  memcpy(copy.y, h->y, (size_t)zn_state_count() * sizeof *h->y);
  return copy;
}

void human_leave(struct human *h) {
  free(h->y);
  h->y = NULL;
}

static void change(struct human *h, const char *name, double value, int scale) {
  const size_t length = strlen(name);
  const int all = length > 3 && strcmp(name + length - 3, "[*]") == 0;
  int hits = 0;
  for (int k = 0; k < zn_parameter_count(); k++) {
    const char *row = zn_parameter_info(k)->name;
    if (all ? strncmp(row, name, length - 2) != 0 : strcmp(row, name) != 0) continue;
    double *slot = (double *)&h->person + k;
    *slot = scale ? *slot * value : value;
    hits++;
  }
  if (!hits) fail_msg("no parameter %s", name);
}

void human_set(struct human *h, const char *parameter, double value) { change(h, parameter, value, 0); }
void human_scale(struct human *h, const char *parameter, double factor) { change(h, parameter, factor, 1); }

void human_give(struct human *h, enum zn_overlay_kind kind, const char *name, double dose) {
  const int k = zn_library_overlay(humans_library(), kind, name);
  if (k < 0) fail_msg("no treatment or diet %s", name);
  const struct zn_overlay *overlay = &humans_library()->overlays[k];
  const struct zn_cohort cohort = {.seed = h->seed};
  zn_person_treat(&h->person, overlay, ZN_EFFECT_KNOWN, &cohort, h->number);
  if (overlay->dose_state >= 0)
    h->y[overlay->dose_state] +=
        dose * overlay->default_dose * overlay->dose_to_internal * (overlay->dose_per_weight ? h->person.person_weight : 1.0);
}

void human_settle(struct human *h, enum zn_branch branch) {
  struct zn_error error = {0};
  must(zn_start_state(h->y, &h->person, branch, NULL, &error), &error);
}

static struct zn_solver *solver_of(struct human *h, double *scale, struct zn_problem *problem) {
  *problem = zn_body_problem(scale);
  const struct zn_solver_options options = {1e-6, 200000};
  struct zn_solver *solver;
  struct zn_error error = {0};
  must(zn_solver_create(&solver, problem, &options, &error), &error);
  must(zn_solver_start(solver, 0.0, h->y, &h->person, &error), &error);
  return solver;
}

long human_live(struct human *h, double hours) {
  double *scale = new_state();
  struct zn_problem problem;
  struct zn_error error = {0};
  struct zn_solver *solver = solver_of(h, scale, &problem);
  zn_solver_stop_at(solver, hours);
  must(zn_solver_advance(solver, hours, h->y, &error), &error);
  const long steps = zn_solver_steps(solver);
  zn_solver_free(solver);
  free(scale);
  return steps;
}

static int observable(const char *name) {
  const int k = zn_observable_find(name);
  if (k < 0) fail_msg("no observable %s", name);
  return k;
}

static double *all_readings(const struct human *h) {
  double *all = malloc((size_t)zn_observable_count() * sizeof *all);
  zn_observe(h->y, &h->person, all);
  return all;
}

double human_read(const struct human *h, const char *name) {
  double *all = all_readings(h);
  const double value = all[observable(name)];
  free(all);
  return value;
}

double human_highest(const struct human *h, const char *name) {
  double *all = all_readings(h), highest = -INFINITY;
  const size_t length = strlen(name);
  for (int k = 0; k < zn_observable_count(); k++) {
    const char *row = zn_observable_info(k)->name;
    if (strncmp(row, name, length) == 0 && row[length] == '[') highest = fmax(highest, all[k]);
  }
  free(all);
  return highest;
}

int human_inflamed(const struct human *h) { return human_highest(h, "inflammatory_macrophages") > 0.2; }

void human_follow(struct human *h, const char *solute, enum zn_site site, double amount_mmol, double drink_ml, const double *time_h, int n,
                  struct zn_whereabouts *at) {
  const double interval_h = 0.25;
  const int points = 1 + (int)ceil(time_h[n - 1] / interval_h), k = zn_solute_find(solute);
  if (k < 0) fail_msg("no solute %s", solute);
  struct zn_wall *wall = malloc((size_t)points * sizeof *wall);
  double *when = malloc((size_t)points * sizeof *when), *scale = new_state();
  struct zn_problem problem;
  struct zn_error error = {0};
  struct zn_solver *solver = solver_of(h, scale, &problem);
  for (int i = 0; i < points; i++) {
    when[i] = i * interval_h;
    must(zn_solver_advance(solver, when[i], h->y, &error), &error);
    zn_body_wall(h->y, &h->person, &wall[i]);
  }
  zn_solver_free(solver);
  const struct zn_wall_course course = {.n = points, .time_h = when, .wall = wall};
  const struct zn_dose dose = {.amount_mmol = amount_mmol, .site = site, .drink_ml = drink_ml, .solid_share = -1.0};
  must(zn_solute_follow(zn_solute_info(k), &h->person, &course, &dose, 1, time_h, n, at, &error), &error);
  free(wall);
  free(when);
  free(scale);
}

double human_recovery(const struct human *h, const char *solute, double from_h, double to_h) {
  struct human copy = human_copy(h);
  struct zn_whereabouts at[2];
  const double time_h[2] = {from_h, to_h};
  human_follow(&copy, solute, ZN_SITE_ORAL, 1.0, 100.0, time_h, 2, at);
  human_leave(&copy);
  return at[1].urine - at[0].urine;
}

double quantile_of(double *values, int n, double q) { return zn_quantile(values, zn_sort_values(values, n), q); }
double median_of(double *values, int n) { return quantile_of(values, n, 0.5); }

void must_agree(const char *statement, int agree, int of, double share) {
  const int needed = (int)ceil(share * of - 1e-9);
  print_message("             %s: %d of %d people (needed %d)\n", statement, agree, of, needed);
  if (agree < needed) fail_msg("%s: only %d of %d people", statement, agree, of);
}
