#include "life.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/random.h"
#include "solve/solver.h"
#include "study/start_state.h"
#include "zonula/study.h"

static void must(enum zn_status status, const struct zn_error *error) {
  if (status != ZN_OK) fail_msg("%s: %s", zn_status_text(status), error->text);
}

void life_draw(struct zn_parameters *person, uint64_t seed, int number) {
  const struct zn_cohort cohort = {.name = "life", .people = number + 1, .seed = seed};
  const struct zn_library none = {0};
  struct zn_error error = {0};
  must(zn_person_draw(person, &cohort, &none, number, &error), &error);
}

void life_rest(double y[ZN_BODY_STATES], const struct zn_parameters *person, enum zn_branch branch) {
  struct zn_error error = {0};
  must(zn_start_state(y, person, branch, NULL, &error), &error);
}

void life_shake(double y[ZN_BODY_STATES], double sd, uint64_t seed, int number) {
  for (int i = 0; i < ZN_BODY_STATES; i++) y[i] *= exp(sd * zn_normal(seed, (uint32_t)number, zn_stream("shake"), (uint32_t)i));
}

/* What is done at every halt of a life. */
typedef void look(const double *y, const struct zn_parameters *person, double hours, void *user);

static long go(double *y, const struct zn_parameters *person, double hours, double tolerance, int halts, look *at_halt, void *user) {
  double scale[ZN_BODY_STATES];
  const struct zn_problem problem = zn_body_problem(scale);
  const struct zn_solver_options options = {tolerance, 200000};
  struct zn_solver *solver;
  struct zn_error error = {0};
  must(zn_solver_create(&solver, &problem, &options, &error), &error);
  must(zn_solver_start(solver, 0.0, y, person, &error), &error);
  zn_solver_stop_at(solver, hours);
  for (int k = 1; k <= halts; k++) {
    const double t = k < halts ? hours * k / halts : hours;
    must(zn_solver_advance(solver, t, y, &error), &error);
    if (at_halt) at_halt(y, person, t, user);
  }
  const long steps = zn_solver_steps(solver);
  zn_solver_free(solver);
  return steps;
}

long life_go(double y[ZN_BODY_STATES], const struct zn_parameters *person, double hours, double tolerance) {
  return go(y, person, hours, tolerance, 1, NULL, NULL);
}

static void check_sign(const double *y, const struct zn_parameters *person, double hours, void *user) {
  (void)person, (void)user;
  for (int i = 0; i < ZN_BODY_STATES; i++)
    if (!(y[i] >= 0.0)) fail_msg("%s is %g after %g h", zn_state_info(i)->name, y[i], hours);
}

void life_go_unnegative(double y[ZN_BODY_STATES], const struct zn_parameters *person, double hours, int halts) {
  go(y, person, hours, 1e-6, halts, check_sign, NULL);
}

struct watch {
  const char *const *observables;
  int n, halts;
  double *mean;
};

static void add_readings(const double *y, const struct zn_parameters *person, double hours, void *user) {
  (void)hours;
  const struct watch *watch = user;
  for (int i = 0; i < watch->n; i++) watch->mean[i] += life_read(y, person, watch->observables[i]) / watch->halts;
}

void life_watch(double y[ZN_BODY_STATES], const struct zn_parameters *person, double hours, int halts, const char *const *observables,
                int n, double *mean) {
  struct watch watch = {observables, n, halts, mean};
  go(y, person, hours, 1e-6, halts, add_readings, &watch);
}

void life_disturb(int kind, struct zn_parameters *person, double y[ZN_BODY_STATES]) {
  struct zn_body_states *s = (struct zn_body_states *)y;
  if (kind == 0) life_set_all(person, "diet_fibre", 0.0);
  if (kind == 1) person->epithelium_constitutive_leak *= 3.0;
  if (kind == 2) person->mucus_production = 0.3;
  if (kind == 3) person->epithelium_imposed_death = 0.01;
  if (kind == 4) person->immune_hla_dq = 1.0;
  if (kind != 5) return;
  person->immune_gain = 4.5;
  s->circulation.infliximab_central = 0.35;
  for (int k = 0; k < ZN_SEGMENTS; k++) s->immune.macrophages[k] = 0.5, s->immune.effector_t_cells[k] = 0.4, s->immune.antigen[k] = 8.0;
}

double life_difference(const double a[ZN_BODY_STATES], const double b[ZN_BODY_STATES], int *worst) {
  double largest = 0.0;
  for (int i = 0; i < ZN_BODY_STATES; i++) {
    const double r = fabs(a[i] - b[i]) / (fabs(b[i]) + 1e-3 * zn_state_info(i)->scale);
    if (r <= largest) continue;
    largest = r;
    if (worst) *worst = i;
  }
  return largest;
}

int life_state(const char *name) {
  const int k = zn_state_find(name);
  if (k < 0) fail_msg("no state %s", name);
  return k;
}

double life_read(const double y[ZN_BODY_STATES], const struct zn_parameters *person, const char *observable) {
  const int k = zn_observable_find(observable);
  if (k < 0) fail_msg("no observable %s", observable);
  double *all = malloc((size_t)zn_observable_count() * sizeof *all);
  zn_observe(y, person, all);
  const double value = all[k];
  free(all);
  return value;
}

void life_set_all(struct zn_parameters *person, const char *array, double value) {
  const size_t length = strlen(array);
  int hits = 0;
  for (int k = 0; k < zn_parameter_count(); k++) {
    const char *name = zn_parameter_info(k)->name;
    if (strncmp(name, array, length) != 0 || (name[length] != '[' && name[length] != '\0')) continue;
    ((double *)person)[k] = value;
    hits++;
  }
  if (!hits) fail_msg("no parameter %s", array);
}
