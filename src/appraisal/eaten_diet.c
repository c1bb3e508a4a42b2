/* Which diets are eaten, for how long, and what they are made of. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/nearest.h"
#include "base/status.h"
#include "zonula/eaten.h"

/* --- Arms ----------------------------------------------------------------------------------------------------------------------------- */

/* The diets of a library: its overlays from the first diet on. */
struct diets {
  const struct zn_overlay *first;
  int n;
};

static struct diets diets_of(const struct zn_library *library) {
  int first = 0;
  while (first < library->n_overlays && library->overlays[first].kind != ZN_OVERLAY_DIET) first++;
  return (struct diets){library->overlays + first, library->n_overlays - first};
}

static const char *diet_at(const void *context, int index) { return ((const struct zn_overlay *)context)[index].name; }

static enum zn_status find_diet(int *overlay, const char *name, const struct zn_library *library, struct zn_error *error) {
  const struct diets diets = diets_of(library);
  for (int i = 0; i < diets.n; i++)
    if (strcmp(diets.first[i].name, name) == 0) return *overlay = (int)(diets.first - library->overlays) + i, ZN_OK;
  const char *nearest = zn_nearest(name, diet_at, diets.first, diets.n);
  if (!*name) return zn_fail(error, ZN_INPUT, "a diet is missing; expected names, with one '+' between two of them");
  return zn_fail(error, ZN_INPUT, "there is no diet '%.80s'%s%s%s", name, nearest ? "; nearest: '" : "", nearest ? nearest : "",
                 nearest ? "'" : "; expected one of zonula list diets");
}

enum zn_status zn_eaten_arm_find(struct zn_eaten_arm *arm, const char *names, const struct zn_library *library, struct zn_error *error) {
  *arm = (struct zn_eaten_arm){0};
  for (const char *at = names;; at++) {
    char name[128];
    const size_t length = strcspn(at, "+");
    if (arm->n_steps == ZN_EATEN_STEPS)
      return zn_fail(error, ZN_INPUT, "'%.80s' names too many diets; expected at most %d, one behind the other", names, ZN_EATEN_STEPS);
    snprintf(name, sizeof name, "%.*s", length < sizeof name ? (int)length : (int)sizeof name - 1, at);
    ZN_TRY(find_diet(&arm->step[arm->n_steps].overlay, name, library, error));
    const double usual_h = library->overlays[arm->step[arm->n_steps].overlay].default_duration_h;
    arm->step[arm->n_steps++].days = usual_h > 0.0 ? usual_h / 24.0 : ZN_EATEN_DAYS;
    at += length;
    if (!*at) return ZN_OK;
  }
}

double zn_eaten_days(const struct zn_eaten_arm *arm) {
  double days = 0.0;
  for (int i = 0; i < arm->n_steps; i++) days += arm->step[i].days;
  return days;
}

void zn_eaten_arm_name(char *name, size_t room, const struct zn_eaten_arm *arm, const struct zn_library *library) {
  size_t used = 0;
  for (int i = 0; i < arm->n_steps && used < room; i++)
    used += (size_t)snprintf(name + used, room - used, "%s%s", i ? "+" : "", library->overlays[arm->step[i].overlay].name);
}

const struct zn_overlay *zn_eaten_last(const struct zn_eaten_arm *arm, const struct zn_library *library) {
  return &library->overlays[arm->step[arm->n_steps - 1].overlay];
}

/* --- What a diet is made of ----------------------------------------------------------------------------------------------------------- */

/* A number of the diet in the unit of the parameter table. */
static double number_of(const struct zn_parameters *numbers, const char *name) {
  const int index = zn_parameter_find(name);
  return ((const double *)numbers)[index] / zn_parameter_info(index)->to_internal;
}

/* The model's numbers, after the changes of the diet. */
static void take_numbers(struct zn_eaten_diet *diet, const struct zn_overlay *overlay) {
  struct zn_parameters numbers;
  double *value = (double *)&numbers;
  zn_parameters_default(&numbers);
  for (int i = 0; overlay && i < overlay->n_changes; i++) {
    const struct zn_change *c = &overlay->changes[i];
    if (c->kind == ZN_CHANGE_SET) value[c->parameter] = c->value;
    if (c->kind == ZN_CHANGE_SCALE) value[c->parameter] *= c->value;
  }
  const double to_internal = zn_parameter_info(zn_parameter_find("diet_fibre[inulin]"))->to_internal;
  for (int k = 0; k < ZN_FIBRES; k++) diet->fibre[k] = numbers.diet_fibre[k] / to_internal;
  diet->plants = number_of(&numbers, "diet_plants");
  diet->gluten = number_of(&numbers, "diet_gluten");
  diet->fat = number_of(&numbers, "diet_fat");
  diet->protein = number_of(&numbers, "diet_protein");
  diet->starch = number_of(&numbers, "diet_starch");
}

void zn_eaten_diet_of(struct zn_eaten_diet *diet, int overlay, const struct zn_library *library) {
  const struct zn_overlay *o = overlay < 0 ? NULL : &library->overlays[overlay];
  *diet = (struct zn_eaten_diet){.has_menu = o && o->n_menu > 0};
  take_numbers(diet, o);
  if (!diet->has_menu) return;
  zn_menu_add_up(&diet->gives, library->foods, o->menu, o->n_menu);
  zn_dii_of_menu(&diet->dii, library->dii, &diet->gives);
}

double zn_eaten_fibre(const struct zn_eaten_diet *diet) {
  double sum = 0.0;
  for (int k = 0; k < ZN_FIBRES; k++) sum += diet->fibre[k];
  return sum;
}
