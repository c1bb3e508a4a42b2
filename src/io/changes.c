#include "changes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "measure.h"
#include "names.h"

static const struct zn_measure factor = {.unit = "1", .to_internal = 1.0, .low = 1e-6, .high = 100.0};
static const struct zn_measure spread = {.unit = "1", .to_internal = 1.0, .low = 0.0, .high = 3.0};

static enum zn_status add(struct zn_changes *changes, int parameter, enum zn_change_kind kind, double value, struct zn_error *error) {
  if (changes->n == changes->room) {
    const int room = 2 * changes->room + 16;
    struct zn_change *more = realloc(changes->item, (size_t)room * sizeof *more);
    if (!more) return zn_fail(error, ZN_MEMORY, "no memory for %d changes", room);
    changes->item = more;
    changes->room = room;
  }
  changes->item[changes->n++] = (struct zn_change){parameter, kind, value};
  return ZN_OK;
}

/* A second change of one parameter would undo the first, unless both scale it. */
static enum zn_status check_lost(const struct zn_changes *changes, int parameter, enum zn_change_kind kind, struct zn_error *error) {
  for (int i = 0; i < changes->n; i++) {
    const struct zn_change *c = &changes->item[i];
    if (c->parameter != parameter || (kind == ZN_CHANGE_SPREAD) != (c->kind == ZN_CHANGE_SPREAD)) continue;
    if (i < changes->n_from_menu)
      return zn_fail(error, ZN_INPUT, "'%s' follows from the menu; expected other amounts of foods there",
                     zn_parameter_info(parameter)->name);
    if (kind == ZN_CHANGE_SCALE && c->kind == ZN_CHANGE_SCALE) continue;
    return zn_fail(error, ZN_INPUT, "'%s' is changed a second time; expected one change of it", zn_parameter_info(parameter)->name);
  }
  return ZN_OK;
}

/* Meals are the study's own key; a change here would be overruled without a word. */
static enum zn_status check_free(int parameter, struct zn_error *error) {
  if (strcmp(zn_parameter_info(parameter)->name, "diet_in_meals") != 0) return ZN_OK;
  return zn_fail(error, ZN_INPUT, "'diet_in_meals' cannot be changed here; expected 'meals: true' or 'meals: false' in the study");
}

static enum zn_status change(struct zn_changes *changes, const struct zn_units *units, int parameter, enum zn_change_kind kind,
                             const char *text, struct zn_error *error) {
  double value;
  if (!text) return ZN_OK;
  const struct zn_measure measure = kind == ZN_CHANGE_SET ? zn_measure_of_parameter(parameter) : kind == ZN_CHANGE_SCALE ? factor : spread;
  ZN_TRY(zn_measure_read(&measure, units, text, &value, error));
  ZN_TRY(check_lost(changes, parameter, kind, error));
  return add(changes, parameter, kind, kind == ZN_CHANGE_SET ? value * measure.to_internal : value, error);
}

static enum zn_status change_each(struct zn_changes *changes, const struct zn_units *units, const int *parameter, int count,
                                  const struct zn_change_text *text, struct zn_error *error) {
  for (int i = 0; i < count; i++) {
    ZN_TRY(check_free(parameter[i], error));
    ZN_TRY(change(changes, units, parameter[i], ZN_CHANGE_SET, text->set, error));
    ZN_TRY(change(changes, units, parameter[i], ZN_CHANGE_SCALE, text->scale, error));
    ZN_TRY(change(changes, units, parameter[i], ZN_CHANGE_SPREAD, text->spread, error));
  }
  return ZN_OK;
}

/* Puts the name before an error about its value. */
static enum zn_status about(const char *name, enum zn_status status, struct zn_error *error) {
  if (status == ZN_OK || !error) return status;
  char text[sizeof error->text];
  memcpy(text, error->text, sizeof text);
  return zn_fail(error, status, "%.80s: %s", name, text);
}

enum zn_status zn_changes_read(struct zn_changes *changes, const struct zn_units *units, const struct zn_change_text *text,
                               struct zn_error *error) {
  const struct zn_names names = zn_parameter_names();
  int *parameter, count;
  if (text->set && text->scale) return zn_fail(error, ZN_INPUT, "%.80s: both 'set' and 'scale'; expected one of them", text->name);
  if (!text->set && !text->scale && !text->spread)
    return zn_fail(error, ZN_INPUT, "%.80s: nothing is changed; expected 'set', 'scale' or 'spread'", text->name);
  ZN_TRY(zn_name_expand(&names, text->name, &parameter, &count, error));
  const enum zn_status status = change_each(changes, units, parameter, count, text, error);
  free(parameter);
  return about(text->name, status, error);
}

enum zn_status zn_changes_assign(struct zn_changes *changes, const struct zn_units *units, const char *assignment, struct zn_error *error) {
  const char *sign = strchr(assignment, '=');
  char name[100];
  if (!sign) return zn_fail(error, ZN_INPUT, "'%.80s' is no assignment; expected for example 'person_weight=60 kg'", assignment);
  size_t length = (size_t)(sign - assignment);
  while (length && assignment[length - 1] == ' ') length--;
  while (length && *assignment == ' ') assignment++, length--;
  snprintf(name, sizeof name, "%.*s", length < sizeof name ? (int)length : (int)sizeof name - 1, assignment);
  return zn_changes_read(changes, units, &(struct zn_change_text){.name = name, .set = sign + 1}, error);
}
