#include "uncertain.h"

#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "base/text.h"
#include "changes.h"
#include "names.h"
#include "reader.h"

enum { LONGEST_WORD = 80, LONGEST_WHY = 1000, MOST_SOURCES = 20 };

static const cyaml_schema_value_t word = {CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char *, 1, LONGEST_WORD)};

static const cyaml_schema_field_t fields[] = {ZN_FIELD_TEXT(name, ZN_REQUIRED, struct zn_uncertain_row, LONGEST_WORD),
                                              ZN_FIELD_TEXT(scale, ZN_REQUIRED, struct zn_uncertain_row, LONGEST_WORD),
                                              ZN_FIELD_LIST(interval, ZN_REQUIRED, struct zn_uncertain_row, &word, 2, 2),
                                              ZN_FIELD_TEXT(why, ZN_REQUIRED, struct zn_uncertain_row, LONGEST_WHY),
                                              ZN_FIELD_LIST(sources, ZN_REQUIRED, struct zn_uncertain_row, &word, 1, MOST_SOURCES),
                                              CYAML_FIELD_END};
const cyaml_schema_value_t zn_uncertain_row_schema = {CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct zn_uncertain_row, fields)};

/* One entry on its way into the overlay. */
struct entry {
  struct zn_overlay *overlay;
  const struct zn_uncertain_row *row;
  const struct zn_node *node;
  const char *file;
  const struct zn_units *units;
};

/* The places of the named parameter and a factor on them, by the rules of changes. */
static enum zn_status read_factor(const struct entry *e, const char *text, struct zn_changes *changes, struct zn_error *error) {
  return zn_changes_read(changes, e->units, &(struct zn_change_text){.name = e->row->name, .scale = text}, error);
}

static enum zn_status read_bound(const struct entry *e, const char *text, double *value, struct zn_error *error) {
  struct zn_changes changes = {0};
  const enum zn_status status = read_factor(e, text, &changes, error);
  if (status == ZN_OK) *value = changes.item[0].value;
  free(changes.item);
  return zn_node_blame(status, zn_node_entry(e->node, "interval"), e->file, error);
}

static int scales(const struct zn_uncertain *u, int parameter) {
  for (int k = 0; k < u->n; k++)
    if (u->parameter[k] == parameter) return 1;
  return 0;
}

/* One number changed in two places of a file would have an effect that neither of them states. */
static enum zn_status check_once(const struct entry *e, const struct zn_uncertain *u, struct zn_error *error) {
  const struct zn_overlay *o = e->overlay;
  for (int k = 0; k < u->n; k++) {
    int seen = 0;
    for (int i = 0; i < o->n_changes; i++) seen |= o->changes[i].parameter == u->parameter[k];
    for (int i = 0; i < o->n_uncertain; i++) seen |= &o->uncertain[i] != u && scales(&o->uncertain[i], u->parameter[k]);
    if (seen)
      return zn_node_refuse(zn_node_entry(e->node, "name"), e->file, error, "'%s' is changed a second time; expected one change of it",
                            zn_parameter_info(u->parameter[k])->name);
  }
  return ZN_OK;
}

static enum zn_status read_places(const struct entry *e, struct zn_uncertain *u, struct zn_error *error) {
  struct zn_changes changes = {0};
  enum zn_status status = read_factor(e, e->row->scale, &changes, error);
  if (status == ZN_OK && !(u->parameter = malloc((size_t)changes.n * sizeof *u->parameter)))
    status = zn_fail(error, ZN_MEMORY, "no memory for %d parameters", changes.n);
  for (int i = 0; status == ZN_OK && i < changes.n; i++) u->parameter[u->n++] = changes.item[i].parameter;
  if (status == ZN_OK) u->middle = changes.item[0].value;
  free(changes.item);
  return zn_node_blame(status, e->node, e->file, error);
}

static enum zn_status read_interval(const struct entry *e, struct zn_uncertain *u, struct zn_error *error) {
  const struct zn_node *node = zn_node_entry(e->node, "interval");
  ZN_TRY(read_bound(e, e->row->interval[0], &u->low, error));
  ZN_TRY(read_bound(e, e->row->interval[1], &u->high, error));
  if (u->low >= u->high)
    return zn_node_refuse(node, e->file, error, "%g to %g is no interval; expected the lower end first", u->low, u->high);
  if (u->middle >= u->low && u->middle <= u->high) return ZN_OK;
  return zn_node_refuse(node, e->file, error, "the middle, %g, lies outside %g to %g", u->middle, u->low, u->high);
}

/* Whether the word is one of a list parted by spaces. */
static int is_listed(const char *list, const char *word_sought) {
  const size_t length = strlen(word_sought);
  for (const char *c = list; (c = strstr(c, word_sought)); c += length)
    if ((c == list || c[-1] == ' ') && (c[length] == ' ' || c[length] == '\0')) return 1;
  return 0;
}

static enum zn_status read_sources(const struct entry *e, struct zn_uncertain *u, struct zn_error *error) {
  const struct zn_node *list = zn_node_entry(e->node, "sources"), *node = list->first;
  ZN_TRY(zn_sources_read(&u->sources, list, e->row->sources, e->row->sources_count, e->file, error));
  for (unsigned i = 0; i < e->row->sources_count; i++, node = node->next)
    if (!is_listed(e->overlay->sources, e->row->sources[i]))
      return zn_node_refuse(node, e->file, error, "'%s' is not among the sources of the file; expected one of %s", e->row->sources[i],
                            e->overlay->sources);
  return ZN_OK;
}

static enum zn_status read_entry(const struct entry *e, struct zn_error *error) {
  struct zn_uncertain *u = &e->overlay->uncertain[e->overlay->n_uncertain++];
  ZN_TRY(zn_text_copy(&u->name, e->row->name, error));
  ZN_TRY(zn_text_copy(&u->why, e->row->why, error));
  ZN_TRY(read_places(e, u, error));
  ZN_TRY(read_interval(e, u, error));
  ZN_TRY(read_sources(e, u, error));
  return check_once(e, u, error);
}

enum zn_status zn_uncertain_read(struct zn_overlay *overlay, const struct zn_uncertain_row *rows, unsigned count,
                                 const struct zn_loaded *loaded, const struct zn_units *units, struct zn_error *error) {
  const struct zn_node *list = zn_node_entry(loaded->root, "uncertain");
  if (!count) return ZN_OK;
  overlay->uncertain = calloc(count, sizeof *overlay->uncertain);
  if (!overlay->uncertain) return zn_fail(error, ZN_MEMORY, "no memory for %u uncertain effects", count);
  const struct zn_node *node = list->first;
  for (unsigned i = 0; i < count; i++, node = node->next)
    ZN_TRY(read_entry(&(struct entry){overlay, &rows[i], node, loaded->file, units}, error));
  return ZN_OK;
}

void zn_uncertain_clear(struct zn_overlay *overlay) {
  for (int i = 0; i < overlay->n_uncertain; i++) {
    free(overlay->uncertain[i].name);
    free(overlay->uncertain[i].parameter);
    free(overlay->uncertain[i].why);
    free(overlay->uncertain[i].sources);
  }
  free(overlay->uncertain);
}

/* --- Grades --------------------------------------------------------------------------------------------------------------------------- */

/* The key by which a treatment does something for certain, or NULL. */
static const char *certain_key(const struct zn_overlay *o) { return o->n_changes ? "changes" : o->dose_state >= 0 ? "dose" : NULL; }

static enum zn_status check_none(const struct zn_overlay *o, const struct zn_loaded *loaded, struct zn_error *error) {
  const char *key = certain_key(o) ? certain_key(o) : o->n_uncertain ? "uncertain" : NULL;
  if (!key) return ZN_OK;
  return zn_node_refuse(zn_node_entry(loaded->root, key), loaded->file, error,
                        "a treatment graded none changes nothing; expected 'changes: []' alone, or another grade");
}

static enum zn_status check_contested(const struct zn_overlay *o, const struct zn_loaded *loaded, struct zn_error *error) {
  const char *key = certain_key(o);
  if (key)
    return zn_node_refuse(zn_node_entry(loaded->root, key), loaded->file, error,
                          "a contested treatment does nothing for certain; expected its effects under 'uncertain', or another grade");
  if (!o->n_uncertain)
    return zn_node_refuse(zn_node_entry(loaded->root, "grade"), loaded->file, error,
                          "a contested treatment needs the key 'uncertain'; expected an effect, and the interval it may lie in");
  const struct zn_node *node = zn_node_entry(loaded->root, "uncertain")->first;
  for (int i = 0; i < o->n_uncertain; i++, node = node->next) {
    const struct zn_uncertain *u = &o->uncertain[i];
    if (u->low > 1.0 || u->high < 1.0)
      return zn_node_refuse(zn_node_entry(node, "interval"), loaded->file, error,
                            "a contested effect may be none; expected an interval that includes 1, not %g to %g", u->low, u->high);
  }
  return ZN_OK;
}

enum zn_status zn_grade_check(const struct zn_overlay *overlay, const struct zn_loaded *loaded, struct zn_error *error) {
  if (overlay->kind != ZN_OVERLAY_TREATMENT) return ZN_OK;
  if (strcmp(overlay->grade, "none") == 0) return check_none(overlay, loaded, error);
  if (strcmp(overlay->grade, "contested") == 0) return check_contested(overlay, loaded, error);
  return ZN_OK;
}
