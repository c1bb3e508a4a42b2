#include "names.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"

enum { FEW = 16, LONGEST_NAME = 96 };

static const char *parameter_at(const void *context, int index) { return (void)context, zn_parameter_info(index)->name; }
static const char *observable_at(const void *context, int index) { return (void)context, zn_observable_info(index)->name; }
static const char *readable_at(const void *context, int index) { return (void)context, zn_readable_info(index).name; }
static const char *solute_at(const void *context, int index) { return (void)context, zn_solute_info(index)->name; }
static const char *state_at(const void *context, int index) { return (void)context, zn_state_info(index)->name; }
static const char *source_at(const void *context, int index) { return (void)context, zn_source_info(index)->id; }
static const char *overlay_at(const void *context, int index) { return ((const struct zn_overlay *)context)[index].name; }
static const char *assay_at(const void *context, int index) { return ((const struct zn_library *)context)->assays[index].name; }

struct zn_names zn_parameter_names(void) {
  return (struct zn_names){"parameter", parameter_at, NULL, zn_parameter_count()};
}
struct zn_names zn_observable_names(void) {
  return (struct zn_names){"observable", observable_at, NULL, zn_observable_count()};
}
struct zn_names zn_readable_names(void) {
  return (struct zn_names){"reading", readable_at, NULL, zn_readable_count()};
}
struct zn_names zn_solute_names(void) {
  return (struct zn_names){"solute", solute_at, NULL, zn_solute_count()};
}
struct zn_names zn_state_names(void) {
  return (struct zn_names){"state", state_at, NULL, zn_state_count()};
}
struct zn_names zn_source_names(void) {
  return (struct zn_names){"source", source_at, NULL, zn_source_count()};
}
struct zn_names zn_assay_names(const struct zn_library *library) {
  return (struct zn_names){"assay", assay_at, library, library->n_assays};
}
struct zn_names zn_overlay_names(const struct zn_library *library, enum zn_overlay_kind from, enum zn_overlay_kind to, int *first) {
  static const char *const what[ZN_OVERLAY_KINDS][ZN_OVERLAY_KINDS] = {
      [ZN_OVERLAY_CONDITION] = {[ZN_OVERLAY_CONDITION] = "condition"},
      [ZN_OVERLAY_TREATMENT] = {[ZN_OVERLAY_TREATMENT] = "treatment", [ZN_OVERLAY_DIET] = "treatment or diet"},
      [ZN_OVERLAY_DIET] = {[ZN_OVERLAY_DIET] = "diet"}};
  int count = 0;
  *first = 0;
  while (*first < library->n_overlays && library->overlays[*first].kind < from) ++*first;
  while (*first + count < library->n_overlays && library->overlays[*first + count].kind <= to) count++;
  return (struct zn_names){what[from][to], overlay_at, library->overlays + *first, count};
}

static const char *name_at(const struct zn_names *names, int index) { return names->at(names->context, index); }

/* All names in a row, as far as they go into `text`. */
static void list_names(const struct zn_names *names, char *text, size_t room) {
  size_t used = 0;
  text[0] = '\0';
  for (int i = 0; i < names->count && used < room; i++)
    used += (size_t)snprintf(text + used, room - used, i ? ", %s" : "%s", name_at(names, i));
}

enum zn_status zn_name_refuse(const struct zn_names *names, const char *name, struct zn_error *error) {
  const char *nearest = zn_nearest(name, names->at, names->context, names->count);
  char all[400];
  if (nearest) return zn_fail(error, ZN_INPUT, "there is no %s '%.80s'; nearest: '%s'", names->what, name, nearest);
  if (names->count == 0 || names->count > FEW) return zn_fail(error, ZN_INPUT, "there is no %s '%.80s'", names->what, name);
  list_names(names, all, sizeof all);
  return zn_fail(error, ZN_INPUT, "there is no %s '%.80s'; expected one of: %s", names->what, name, all);
}

static int find(const struct zn_names *names, const char *name) {
  for (int i = 0; i < names->count; i++)
    if (strcmp(name_at(names, i), name) == 0) return i;
  return -1;
}

/* Whether row `index` is a place of the array `name` [length]. */
static int is_place_of(const struct zn_names *names, int index, const char *name, size_t length) {
  const char *row = name_at(names, index);
  return strncmp(row, name, length) == 0 && row[length] == '[';
}

/* A name without brackets where there are several places, or [*] where there is only one. */
static enum zn_status refuse_places(const struct zn_names *names, const char *name, size_t length, struct zn_error *error) {
  for (int i = 0; i < names->count; i++) {
    if (name[length] == '\0' && is_place_of(names, i, name, length))
      return zn_fail(error, ZN_INPUT, "%s '%s' has several places; expected for example '%s' or '%s[*]'", names->what, name,
                     name_at(names, i), name);
    if (name[length] && strlen(name_at(names, i)) == length && strncmp(name_at(names, i), name, length) == 0)
      return zn_fail(error, ZN_INPUT, "%s '%.*s' has no places; expected its name without [*]", names->what, (int)length, name);
  }
  return zn_name_refuse(names, name, error);
}

enum zn_status zn_name_find(const struct zn_names *names, const char *name, int *index, struct zn_error *error) {
  *index = find(names, name);
  return *index >= 0 ? ZN_OK : refuse_places(names, name, strlen(name), error);
}

/* Length of the part before [*], or 0. */
static size_t star(const char *name) {
  const size_t length = strlen(name);
  return length > 3 && strcmp(name + length - 3, "[*]") == 0 ? length - 3 : 0;
}

/* The nearest array, as it is written with [*]. */
static enum zn_status refuse_array(const struct zn_names *names, const char *name, size_t length, struct zn_error *error) {
  char(*array)[LONGEST_NAME] = malloc((size_t)names->count * sizeof *array);
  const char **text = malloc((size_t)names->count * sizeof *text);
  int n = 0;
  for (int i = 0; array && text && i < names->count; i++) {
    const char *row = name_at(names, i), *bracket = strchr(row, '[');
    if (!bracket) continue;
    snprintf(array[n], sizeof array[n], "%.*s[*]", (int)(bracket - row), row);
    text[n] = array[n];
    n++;
  }
  const char *nearest = n ? zn_nearest_of(name, text, n) : NULL;
  enum zn_status status = nearest ? zn_fail(error, ZN_INPUT, "there is no %s '%.80s'; nearest: '%s'", names->what, name, nearest)
                                  : refuse_places(names, name, length, error);
  free(array);
  free(text);
  return status;
}

enum zn_status zn_name_expand(const struct zn_names *names, const char *name, int **index, int *count, struct zn_error *error) {
  const size_t length = star(name);
  int one = -1;
  *count = 0;
  *index = NULL;
  if (!length) ZN_TRY(zn_name_find(names, name, &one, error));
  int *hits = malloc((length ? (size_t)names->count : 1) * sizeof *hits);
  if (!hits) return zn_fail(error, ZN_MEMORY, "no memory to look up '%.80s'", name);
  if (!length) hits[(*count)++] = one;
  for (int i = 0; length && i < names->count; i++)
    if (is_place_of(names, i, name, length)) hits[(*count)++] = i;
  *index = hits;
  if (*count) return ZN_OK;
  free(hits);
  *index = NULL;
  return refuse_array(names, name, length, error);
}
