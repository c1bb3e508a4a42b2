#include "person.h"

#include <math.h>
#include <stdlib.h>

#include "base/random.h"
#include "base/status.h"
#include "physique.h"

/* A person before drawing: medians and spreads, by parameter. */
struct draft {
  double *median; /* internal units */
  double *spread; /* SD of ln(value) */
};

static void apply(struct draft *draft, const struct zn_change *changes, int n) {
  for (int i = 0; i < n; i++) {
    const int k = changes[i].parameter;
    if (changes[i].kind == ZN_CHANGE_SET) draft->median[k] = changes[i].value;
    if (changes[i].kind == ZN_CHANGE_SCALE) draft->median[k] *= changes[i].value;
    if (changes[i].kind == ZN_CHANGE_SPREAD) draft->spread[k] = changes[i].value;
  }
}

/* What a study sets by hand is exact, unless it names a spread as well. */
static void apply_cohort(struct draft *draft, const struct zn_cohort *cohort) {
  for (int i = 0; i < cohort->n_changes; i++)
    if (cohort->changes[i].kind == ZN_CHANGE_SET) draft->spread[cohort->changes[i].parameter] = 0.0;
  apply(draft, cohort->changes, cohort->n_changes);
}

/* Identical twins share what is drawn. */
static int drawn_as(const struct zn_cohort *cohort, int number) { return cohort->named ? cohort->named->drawn_as[number] : number; }

static double score(uint64_t seed, int number, int parameter, int candidate) {
  return zn_normal(seed, (uint32_t)number, zn_stream(zn_parameter_info(parameter)->name), (uint32_t)candidate);
}

double zn_person_score(const struct zn_cohort *cohort, int number, int parameter, int candidate) {
  const struct zn_parameter_info *info = zn_parameter_info(parameter);
  const double own = score(cohort->seed, number, parameter, candidate), r = info->correlation;
  if (info->correlated_with < 0) return own;
  return r * score(cohort->seed, number, info->correlated_with, candidate) + sqrt(1.0 - r * r) * own;
}

double zn_held_parameter(double drawn, double median, int parameter) {
  const struct zn_parameter_info *info = zn_parameter_info(parameter);
  const double low = fmin(info->low * info->to_internal, median), high = fmax(info->high * info->to_internal, median);
  return fmin(fmax(drawn, low), high);
}

void zn_cohort_numbers(const struct zn_cohort *cohort, const struct zn_library *library, struct zn_parameters *median, double *spread) {
  struct draft draft = {.median = (double *)median, .spread = spread};
  zn_parameters_default(median);
  for (int k = 0; k < zn_parameter_count(); k++) spread[k] = zn_parameter_info(k)->spread;
  for (int i = 0; i < cohort->n_overlays; i++) {
    const struct zn_overlay *overlay = &library->overlays[cohort->overlays[i]];
    apply(&draft, overlay->changes, overlay->n_changes);
  }
  apply_cohort(&draft, cohort);
}

static void take_from_table(double *value, const struct zn_named_people *named, int number) {
  for (int i = 0; i < named->n; i++) value[named->parameter[i]] = named->value[(size_t)number * (size_t)named->n + (size_t)i];
}

const char *zn_person_name(const struct zn_cohort *cohort, int number) {
  return cohort->named && number >= 0 && number < cohort->named->people ? cohort->named->name[number] : "";
}

/* Draws everything that has a spread around the medians in `value`. What is correlated with something that is given has other scores. */
static enum zn_status draw_around(double *value, const double *spread, const struct zn_cohort *cohort, const struct zn_library *library,
                                  int number, struct zn_error *error) {
  const int moved = zn_is_moved(cohort, number);
  struct zn_scores scores;
  double weight;
  int candidate;
  ZN_TRY(zn_person_candidate(&candidate, &weight, cohort, library, number, error));
  if (moved) ZN_TRY(zn_scores_of_person(&scores, cohort, library, number, candidate, error));
  for (int k = 0; k < zn_parameter_count(); k++) {
    if (spread[k] == 0.0) continue;
    const double median = value[k];
    const int place = moved ? zn_score_place(library->people, k) : -1;
    const double z = place >= 0 ? scores.of[place] : zn_person_score(cohort, drawn_as(cohort, number), k, candidate);
    value[k] = zn_held_parameter(median * exp(spread[k] * z), median, k);
  }
  return ZN_OK;
}

enum zn_status zn_person_draw(struct zn_parameters *person, const struct zn_cohort *cohort, const struct zn_library *library, int number,
                              struct zn_error *error) {
  if (cohort->named && number >= cohort->named->people)
    return zn_fail(error, ZN_ARGUMENT, "person %d of '%s', in which %s names %d people", number, cohort->name, cohort->named->file,
                   cohort->named->people);
  double *spread = malloc((size_t)zn_parameter_count() * sizeof *spread);
  if (!spread) return zn_fail(error, ZN_MEMORY, "no memory to draw a person");
  zn_cohort_numbers(cohort, library, person, spread);
  const enum zn_status status = draw_around((double *)person, spread, cohort, library, number, error);
  if (cohort->named) take_from_table((double *)person, cohort->named, number);
  free(spread);
  return status;
}

static void treat_uncertain(double *value, const struct zn_overlay *overlay, enum zn_effect effect, uint64_t member) {
  for (int i = 0; i < overlay->n_uncertain; i++) {
    const struct zn_uncertain *u = &overlay->uncertain[i];
    const double factor = zn_uncertain_factor(overlay, i, effect, member);
    for (int k = 0; k < u->n; k++) {
      double *slot = &value[u->parameter[k]];
      *slot = zn_held_parameter(*slot * factor, *slot, u->parameter[k]);
    }
  }
}

/* As which candidate a person who has been drawn was drawn. */
static int candidate_of(const struct zn_cohort *cohort, int number) {
  int candidate = 0;
  double weight;
  if (cohort->matching) zn_person_candidate(&candidate, &weight, cohort, cohort->matching->library, number, NULL);
  if (cohort->named && cohort->named->candidate) candidate = cohort->named->candidate[number];
  return candidate;
}

void zn_person_treat(struct zn_parameters *person, const struct zn_overlay *overlay, enum zn_effect effect, const struct zn_cohort *cohort,
                     int number) {
  double *value = (double *)person;
  if (effect == ZN_EFFECT_NONE) return;
  for (int i = 0; i < overlay->n_changes; i++) {
    const struct zn_change *c = &overlay->changes[i];
    if (c->kind == ZN_CHANGE_SET) value[c->parameter] = c->value;
    if (c->kind == ZN_CHANGE_SCALE) value[c->parameter] *= c->value;
    if (c->kind == ZN_CHANGE_SPREAD)
      value[c->parameter] *= exp(c->value * zn_person_score(cohort, drawn_as(cohort, number), c->parameter, candidate_of(cohort, number)));
  }
  treat_uncertain(value, overlay, effect, cohort->member);
}

enum zn_branch zn_cohort_branch(const struct zn_cohort *cohort, const struct zn_library *library) {
  enum zn_branch branch = ZN_BRANCH_HEALTHY;
  if (cohort->start != ZN_START_BY_CONDITION) return cohort->start == ZN_START_INFLAMED ? ZN_BRANCH_INFLAMED : ZN_BRANCH_HEALTHY;
  for (int i = 0; i < cohort->n_overlays; i++)
    if (library->overlays[cohort->overlays[i]].branch == ZN_BRANCH_INFLAMED) branch = ZN_BRANCH_INFLAMED;
  return branch;
}
