#include "reader.h"

#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "base/text.h"
#include "names.h"

enum zn_status zn_reading_begin(struct zn_reading *reading, struct zn_error *error) {
  *reading = (struct zn_reading){0};
  if (error) *error = (struct zn_error){0};
  ZN_TRY(zn_locale_plain(&reading->locale, error));
  const enum zn_status status = zn_units_open(&reading->units, error);
  if (status != ZN_OK) zn_locale_restore(&reading->locale);
  return status;
}

void zn_reading_end(struct zn_reading *reading) {
  if (!reading->units) return;
  zn_units_close(reading->units);
  zn_locale_restore(&reading->locale);
}

enum zn_status zn_keys_check(const struct zn_node *mapping, const struct zn_key_rule *rules, int kind, const char *what, const char *file,
                             struct zn_error *error) {
  for (; rules->key; rules++) {
    const struct zn_node *entry = zn_node_entry(mapping, rules->key);
    const unsigned bit = 1u << kind;
    if (!entry && (rules->needed & bit)) return zn_node_refuse(mapping, file, error, "%s needs the key '%s'", what, rules->key);
    if (entry && !((rules->needed | rules->allowed) & bit))
      return zn_node_refuse(entry, file, error, "this key does not belong to %s", what);
  }
  return ZN_OK;
}

enum zn_status zn_keys_choose(int *chosen, const struct zn_node *mapping, const char *const *first, size_t stride, int count,
                              const char *file, struct zn_error *error) {
  const char *before = NULL;
  *chosen = -1;
  for (int i = 0; i < count; i++) {
    const char *key = *(const char *const *)((const char *)first + (size_t)i * stride);
    const struct zn_node *entry = zn_node_entry(mapping, key);
    if (!entry) continue;
    if (before) return zn_node_refuse(entry, file, error, "both '%s' and '%s'; expected one of them", before, key);
    before = key;
    *chosen = i;
  }
  return ZN_OK;
}

enum zn_status zn_sources_read(char **sources, const struct zn_node *list, char *const *id, unsigned count, const char *file,
                               struct zn_error *error) {
  const struct zn_names names = zn_source_names();
  const struct zn_node *node = list->first;
  for (unsigned i = 0; i < count; i++, node = node->next) {
    int index;
    ZN_TRY(zn_node_blame(zn_name_find(&names, id[i], &index, error), node, file, error));
  }
  return zn_text_join(sources, id, count, error);
}

enum zn_status zn_sources_check(const char *ids, struct zn_error *error) {
  const struct zn_names names = zn_source_names();
  int n = 0;
  for (const char *id = ids; *(id += strspn(id, " ")); n++) {
    char one[80];
    const size_t length = strcspn(id, " ");
    int index;
    if (length >= sizeof one) return zn_fail(error, ZN_INPUT, "'%.40s...' is too long for a source", id);
    memcpy(one, id, length);
    one[length] = '\0';
    ZN_TRY(zn_name_find(&names, one, &index, error));
    id += length;
  }
  return n ? ZN_OK : zn_fail(error, ZN_INPUT, "no source is named");
}

/* Moves `more` to the end of the list. */
static enum zn_status append(int *list, int *count, const int *more, int n, const struct zn_names *names, struct zn_error *error) {
  for (int i = 0; i < n; i++) {
    for (int k = 0; k < *count; k++)
      if (list[k] == more[i]) return zn_fail(error, ZN_INPUT, "'%s' is named twice", names->at(names->context, more[i]));
    list[(*count)++] = more[i];
  }
  return ZN_OK;
}

static enum zn_status read_names(const struct zn_names *names, int **index, int *count, const struct zn_node *list, const char *file,
                                 struct zn_error *error) {
  *count = 0;
  *index = malloc((size_t)names->count * sizeof **index);
  if (!*index) return zn_fail(error, ZN_MEMORY, "no memory for a list of names");
  for (const struct zn_node *node = list->first; node; node = node->next) {
    int *more, n;
    enum zn_status status = zn_name_expand(names, node->text, &more, &n, error);
    if (status == ZN_OK) status = append(*index, count, more, n, names, error);
    free(more);
    ZN_TRY(zn_node_blame(status, node, file, error));
  }
  return ZN_OK;
}

enum zn_status zn_observables_read(int **index, int *count, const struct zn_node *list, const char *file, struct zn_error *error) {
  const struct zn_names names = zn_observable_names();
  return read_names(&names, index, count, list, file, error);
}

enum zn_status zn_readables_read(int **index, int *count, const struct zn_node *list, const char *file, struct zn_error *error) {
  const struct zn_names names = zn_readable_names();
  return read_names(&names, index, count, list, file, error);
}

/* Nobody takes ten thousand times what the state is typically like; the bounds are for a body of 70 kg. */
enum zn_status zn_dose_measure(struct zn_measure *measure, const struct zn_overlay *overlay, const struct zn_units *units,
                               struct zn_error *error) {
  const double weight_g = overlay->dose_per_weight ? 70000.0 : 1.0;
  const double usual = zn_state_info(overlay->dose_state)->scale / (overlay->dose_to_internal * weight_g);
  return zn_measure_in(measure, units, overlay->dose_unit, 1e-6 * usual, 1e4 * usual, error);
}
