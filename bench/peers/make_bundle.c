/* make_bundle FOLDER MODEL.so: writes the scenario that every engine is measured on, after checking that the exported model, compiled
 * (MODEL.so), has the same rates as the body.
 *
 * People of mixed conditions, each from the own start state; at hour 0 the leak between their cells is tripled; 30 days, all states at
 * 121 times. The truth is CVODE at a relative tolerance of 1e-12 (at 1e-10 it is wrong by 2e-7 of a peak), which Rodas5P must confirm. */
#include <dlfcn.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bundle.h"
#include "model.h"
#include "own.h"
#include "study/person.h"
#include "zonula/zonula.h"

enum { PEOPLE_OF_EACH = 3, TIMES = 121, SEED = 30 };
static const char *const conditions[] = {"healthy",         "crohn_active",        "coeliac_untreated",  "first_degree_relative",
                                         "crohn_remission", "coeliac_gluten_free", "immune_susceptible", "cirrhosis"};
enum { CONDITIONS = sizeof conditions / sizeof *conditions };
static const double end_h = 30.0 * 24.0, truth_tolerance = 1e-12, agreement = 1e-8, same_rates = 1e-12;

static void must(enum zn_status status, const struct zn_error *error) {
  if (status != ZN_OK) bundle_die("%s", error->text);
}

/* --- People ---------------------------------------------------------------------------------------------------------------------- */

static int overlay(const struct zn_library *library, enum zn_overlay_kind kind, const char *name) {
  const int index = zn_library_overlay(library, kind, name);
  if (index < 0) bundle_die("there is no %s in data/", name);
  return index;
}

/* Draws person i and finds the start state; `person` is as treated from hour 0 on. Every run of CONDITIONS people is mixed. */
static void draw(const struct zn_library *library, int i, struct zn_parameters *person, double *y) {
  struct zn_error error = {0};
  int condition = overlay(library, ZN_OVERLAY_CONDITION, conditions[i % CONDITIONS]);
  const struct zn_cohort cohort = {.people = PEOPLE_OF_EACH, .seed = SEED, .n_overlays = 1, .overlays = &condition};
  must(zn_person_draw(person, &cohort, library, i, &error), &error);
  must(zn_start_state(y, person, zn_cohort_branch(&cohort, library), NULL, &error), &error);
  zn_person_treat(person, &library->overlays[overlay(library, ZN_OVERLAY_TREATMENT, "leak_tripled")], SEED, i);
}

/* --- The exported model ------------------------------------------------------------------------------------------------------------ */

static void *symbol(void *library, const char *name) {
  void *found = dlsym(library, name);
  if (!found) bundle_die("%s", dlerror());
  return found;
}

static struct model open_model(const char *path) {
  void *library = dlopen(path, RTLD_NOW);
  if (!library) bundle_die("%s", dlerror());
  struct model m = {.states = *(const int *)symbol(library, "model_states"),
                    .parameters = *(const int *)symbol(library, "model_parameters"),
                    .state_name = symbol(library, "model_state_name"),
                    .parameter_name = symbol(library, "model_parameter_name")};
  *(void **)&m.rates = symbol(library, "model_rates");
  return m;
}

static void take_names(struct bundle *b, const struct model *m) {
  for (int i = 0; i < b->states; i++) {
    if (strcmp(m->state_name[i], zn_state_info(i)->name) != 0) bundle_die("state %d of the model is %s", i, m->state_name[i]);
    snprintf(b->state_name[i], BUNDLE_NAME, "%s", m->state_name[i]);
  }
  for (int i = 0; i < b->parameters; i++) {
    if (zn_parameter_find(m->parameter_name[i]) < 0) bundle_die("the model's parameter %s is unknown", m->parameter_name[i]);
    snprintf(b->parameter_name[i], BUNDLE_NAME, "%s", m->parameter_name[i]);
  }
}

/* At the truth's own states: the exported model against the body, relative to a rate or to the state's size in an hour. */
static double compare_rates(const struct bundle *b, const struct model *m, int i, const struct zn_parameters *person) {
  double ours[b->states], theirs[b->states], worst = 0.0;
  for (int t = 0; t < b->times; t++) {
    const double *y = b->truth + ((size_t)i * (size_t)b->times + (size_t)t) * (size_t)b->states;
    zn_body_rates(b->time[t], y, person, ours);
    m->rates(b->time[t], y, b->person + (size_t)i * (size_t)b->parameters, theirs);
    for (int k = 0; k < b->states; k++) {
      const double off = fabs(ours[k] - theirs[k]) / (fabs(ours[k]) + b->scale[k]);
      if (!(off < same_rates)) bundle_die("person %d, hour %g: the model's rate of %s is off by %g", i, b->time[t], b->state_name[k], off);
      worst = fmax(worst, off);
    }
  }
  return worst;
}

/* --- All of it ----------------------------------------------------------------------------------------------------------------------- */

static void check_truth(const struct bundle *b) {
  const size_t values = (size_t)b->people * (size_t)b->times * (size_t)b->states;
  double *again = malloc(values * sizeof *again);
  if (!again) bundle_die("there is not enough memory");
  own_lanes(b, 1, truth_tolerance, 1, again);
  const double off = bundle_error(b, again);
  free(again);
  printf("truth: CVODE and Rodas5P at rtol %g differ by %.1e of the peak\n", truth_tolerance, off);
  if (!(off < agreement)) bundle_die("the truth is not sure enough: %g", off);
}

int main(int argc, char **argv) {
  if (argc != 3) bundle_die("usage: make_bundle FOLDER MODEL.so");
  const struct model model = open_model(argv[2]);
  struct bundle b = {.people = PEOPLE_OF_EACH * CONDITIONS, .states = model.states, .parameters = model.parameters, .times = TIMES};
  if (b.states != zn_state_count()) bundle_die("the model has %d states, the body %d", b.states, zn_state_count());
  bundle_make_room(&b);
  take_names(&b, &model);
  for (int k = 0; k < b.states; k++) b.scale[k] = zn_state_info(k)->scale;
  for (int t = 0; t < b.times; t++) b.time[t] = end_h * t / (b.times - 1);
  struct zn_library *library;
  struct zn_error error = {0};
  must(zn_library_load(&library, &error), &error);
  struct zn_parameters *people = malloc((size_t)b.people * sizeof *people);
  if (!people) bundle_die("there is not enough memory");
  for (int i = 0; i < b.people; i++) {
    draw(library, i, &people[i], b.start + (size_t)i * (size_t)b.states);
    for (int k = 0; k < b.parameters; k++)
      b.person[(size_t)i * (size_t)b.parameters + (size_t)k] = ((const double *)&people[i])[zn_parameter_find(b.parameter_name[k])];
  }
  own_cvode(&b, truth_tolerance, 1, b.truth);
  double worst = 0.0;
  for (int i = 0; i < b.people; i++) worst = fmax(worst, compare_rates(&b, &model, i, &people[i]));
  printf("exported model: rates of %d people at %d times differ by at most %.1e from the body's\n", b.people, b.times, worst);
  check_truth(&b);
  bundle_write(&b, argv[1]);
  free(people);
  zn_library_free(library);
  bundle_clear(&b);
  return 0;
}
