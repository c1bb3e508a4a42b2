/* Conditions, treatments and diets: files that change named numbers. */
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "base/text.h"
#include "changes.h"
#include "measure.h"
#include "menu.h"
#include "names.h"
#include "reader.h"
#include "schema.h"
#include "uncertain.h"
#include "years.h"

enum {
  LONGEST_WORD = 80,
  LONGEST_TITLE = 200,
  LONGEST_MEANING = 4000,
  MOST_CHANGES = 200,
  MOST_SOURCES = 20,
  MOST_FOODS = 200,
  MOST_NAMES = 10
};

/* The file as libcyaml reads it. */
struct change_row {
  char *name, *set, *scale, *spread;
};
struct dose_row {
  char *state, *unit, *usual;
};
struct overlay_file {
  char *title, *meaning, *duration, *age;
  int grade, tag, start;
  char **sources;
  char **also_called;
  unsigned sources_count, changes_count, uncertain_count, menu_count, also_called_count;
  struct change_row *changes;
  struct zn_uncertain_row *uncertain;
  struct zn_menu_row *menu;
  struct dose_row *dose;
};

static const cyaml_strval_t grades[] = {{"high", 0}, {"moderate", 1},  {"low", 2},           {"very_low", 3},
                                        {"none", 4}, {"contested", 5}, {"not_applicable", 6}};
static const cyaml_strval_t tags[] = {{"emergent", 0}, {"assumed", 1}};
static const cyaml_strval_t branches[] = {{"healthy", ZN_BRANCH_HEALTHY}, {"inflamed", ZN_BRANCH_INFLAMED}};

static const cyaml_schema_value_t word = {CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char *, 1, LONGEST_WORD)};

static const cyaml_schema_field_t change_fields[] = {ZN_FIELD_TEXT(name, ZN_REQUIRED, struct change_row, LONGEST_WORD),
                                                     ZN_FIELD_TEXT(set, ZN_OPTIONAL, struct change_row, LONGEST_WORD),
                                                     ZN_FIELD_TEXT(scale, ZN_OPTIONAL, struct change_row, LONGEST_WORD),
                                                     ZN_FIELD_TEXT(spread, ZN_OPTIONAL, struct change_row, LONGEST_WORD), CYAML_FIELD_END};
static const cyaml_schema_value_t change_row = {CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct change_row, change_fields)};

static const cyaml_schema_field_t menu_fields[] = {ZN_FIELD_TEXT(food, ZN_REQUIRED, struct zn_menu_row, LONGEST_WORD),
                                                   ZN_FIELD_TEXT(amount, ZN_REQUIRED, struct zn_menu_row, LONGEST_WORD), CYAML_FIELD_END};
static const cyaml_schema_value_t menu_row = {CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct zn_menu_row, menu_fields)};

static const cyaml_schema_field_t dose_fields[] = {
    ZN_FIELD_TEXT(state, ZN_REQUIRED, struct dose_row, LONGEST_WORD), ZN_FIELD_TEXT(unit, ZN_REQUIRED, struct dose_row, LONGEST_WORD),
    CYAML_FIELD_STRING_PTR("default", CYAML_FLAG_POINTER | ZN_OPTIONAL, struct dose_row, usual, 1, LONGEST_WORD), CYAML_FIELD_END};

#define FIELDS_OF_ALL                                                                                            \
  ZN_FIELD_TEXT(title, ZN_REQUIRED, struct overlay_file, LONGEST_TITLE),                                         \
      ZN_FIELD_TEXT(meaning, ZN_REQUIRED, struct overlay_file, LONGEST_MEANING),                                 \
      CYAML_FIELD_ENUM("grade", CYAML_FLAG_STRICT, struct overlay_file, grade, grades, CYAML_ARRAY_LEN(grades)), \
      CYAML_FIELD_ENUM("tag", CYAML_FLAG_STRICT, struct overlay_file, tag, tags, CYAML_ARRAY_LEN(tags)),         \
      ZN_FIELD_LIST(sources, ZN_REQUIRED, struct overlay_file, &word, 1, MOST_SOURCES),                          \
      ZN_FIELD_LIST(changes, ZN_OPTIONAL, struct overlay_file, &change_row, 0, MOST_CHANGES)
#define FIELD_DURATION ZN_FIELD_TEXT(duration, ZN_OPTIONAL, struct overlay_file, LONGEST_WORD)

static const cyaml_schema_field_t condition_fields[] = {
    FIELDS_OF_ALL,
    CYAML_FIELD_ENUM("start", CYAML_FLAG_STRICT | ZN_OPTIONAL, struct overlay_file, start, branches, CYAML_ARRAY_LEN(branches)),
    ZN_FIELD_TEXT(age, ZN_OPTIONAL, struct overlay_file, LONGEST_WORD),
    ZN_FIELD_LIST(also_called, ZN_OPTIONAL, struct overlay_file, &word, 1, MOST_NAMES), CYAML_FIELD_END};
static const cyaml_schema_field_t treatment_fields[] = {
    FIELDS_OF_ALL, FIELD_DURATION,
    ZN_FIELD_LIST(uncertain, ZN_OPTIONAL, struct overlay_file, &zn_uncertain_row_schema, 1, ZN_MOST_UNCERTAIN),
    CYAML_FIELD_MAPPING_PTR("dose", CYAML_FLAG_POINTER | ZN_OPTIONAL, struct overlay_file, dose, dose_fields), CYAML_FIELD_END};
static const cyaml_schema_field_t diet_fields[] = {
    FIELDS_OF_ALL, FIELD_DURATION, ZN_FIELD_LIST(menu, ZN_OPTIONAL, struct overlay_file, &menu_row, 1, MOST_FOODS), CYAML_FIELD_END};

static const cyaml_schema_value_t schemas[ZN_OVERLAY_KINDS] = {
    [ZN_OVERLAY_CONDITION] = {CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct overlay_file, condition_fields)},
    [ZN_OVERLAY_TREATMENT] = {CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct overlay_file, treatment_fields)},
    [ZN_OVERLAY_DIET] = {CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct overlay_file, diet_fields)},
};

static enum zn_status read_menu(struct zn_overlay *overlay, struct zn_changes *changes, const struct overlay_file *file,
                                const struct zn_loaded *loaded, const struct zn_text_source *source, struct zn_error *error) {
  const struct zn_menu_text text = {.row = file->menu,
                                    .n = file->menu_count,
                                    .list = zn_node_entry(loaded->root, "menu"),
                                    .file = loaded->file,
                                    .units = source->units,
                                    .foods = source->foods};
  if (!file->menu_count) return ZN_OK;
  ZN_TRY(zn_menu_read(&overlay->menu, &overlay->n_menu, &text, error));
  return zn_menu_changes(changes, overlay->menu, overlay->n_menu, &text, error);
}

static enum zn_status read_change_rows(struct zn_changes *changes, const struct overlay_file *file, const struct zn_loaded *loaded,
                                       const struct zn_units *units, struct zn_error *error) {
  const struct zn_node *list = zn_node_entry(loaded->root, "changes"), *node = list ? list->first : NULL;
  enum zn_status status = ZN_OK;
  changes->n_from_menu = changes->n;
  for (unsigned i = 0; i < file->changes_count && status == ZN_OK; i++, node = node->next) {
    const struct change_row *row = &file->changes[i];
    const struct zn_change_text text = {row->name, row->set, row->scale, row->spread};
    status = zn_node_blame(zn_changes_read(changes, units, &text, error), node, loaded->file, error);
  }
  return status;
}

static enum zn_status read_changes(struct zn_overlay *overlay, const struct overlay_file *file, const struct zn_loaded *loaded,
                                   const struct zn_text_source *source, struct zn_error *error) {
  struct zn_changes changes = {0};
  enum zn_status status = read_menu(overlay, &changes, file, loaded, source, error);
  if (status == ZN_OK) status = read_change_rows(&changes, file, loaded, source->units, error);
  overlay->changes = changes.item;
  overlay->n_changes = changes.n;
  return status;
}

/* The state that a dose goes to, and what the dose's unit makes of it; per kg of body weight when the unit lacks one mass. */
static enum zn_status read_dose_unit(struct zn_overlay *overlay, const struct dose_row *row, const struct zn_units *units,
                                     struct zn_error *error) {
  const struct zn_names states = zn_state_names();
  struct zn_dimension d;
  ZN_TRY(zn_name_find(&states, row->state, &overlay->dose_state, error));
  ZN_TRY(zn_unit_parse(units, row->unit, &overlay->dose_to_internal, &d, error));
  const struct zn_dimension want = zn_state_info(overlay->dose_state)->dimension;
  const int missing = want.mass - d.mass;
  const int rest = d.time == want.time && d.length == want.length && d.amount == want.amount && d.conductance == want.conductance;
  overlay->dose_per_weight = missing == 1;
  if (rest && (missing == 0 || missing == 1)) return ZN_OK;
  return zn_fail(error, ZN_INPUT, "a dose in %s cannot be added to %s; expected a unit like %s", row->unit, row->state,
                 zn_state_info(overlay->dose_state)->unit);
}

static enum zn_status read_dose(struct zn_overlay *overlay, const struct dose_row *row, const struct zn_loaded *loaded,
                                const struct zn_units *units, struct zn_error *error) {
  const struct zn_node *node = zn_node_entry(loaded->root, "dose");
  struct zn_measure measure;
  overlay->dose_state = -1;
  ZN_TRY(zn_text_copy(&overlay->dose_unit, row ? row->unit : "", error));
  if (!row) return ZN_OK;
  ZN_TRY(zn_node_blame(read_dose_unit(overlay, row, units, error), node, loaded->file, error));
  if (!row->usual) return ZN_OK;
  enum zn_status status = zn_dose_measure(&measure, overlay, units, error);
  if (status == ZN_OK) status = zn_measure_read(&measure, units, row->usual, &overlay->default_dose, error);
  return zn_node_blame(status, zn_node_entry(node, "default"), loaded->file, error);
}

static enum zn_status read_duration(struct zn_overlay *overlay, const char *text, const struct zn_loaded *loaded,
                                    const struct zn_units *units, struct zn_error *error) {
  const struct zn_node *node = zn_node_entry(loaded->root, "duration");
  if (!text) return ZN_OK;
  if (overlay->dose_state >= 0 && !overlay->n_changes && !overlay->n_uncertain)
    return zn_node_refuse(node, loaded->file, error, "a dose alone has nothing that would end; expected 'changes' with it");
  return zn_node_blame(zn_measure_read(&zn_measure_span, units, text, &overlay->default_duration_h, error), node, loaded->file, error);
}

static enum zn_status read_age(struct zn_overlay *overlay, const char *text, const struct zn_loaded *loaded, struct zn_error *error) {
  if (!text) return ZN_OK;
  const enum zn_status status = zn_years_between(text, &overlay->age_low, &overlay->age_high, error);
  return zn_node_blame(status, zn_node_entry(loaded->root, "age"), loaded->file, error);
}

/* All of them in one text. */
static enum zn_status read_names(struct zn_overlay *overlay, const struct overlay_file *file, const struct zn_loaded *loaded,
                                 struct zn_error *error) {
  static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789_";
  const struct zn_node *list = zn_node_entry(loaded->root, "also_called"), *node = list ? list->first : NULL;
  struct zn_writer names = {0};
  for (unsigned i = 0; i < file->also_called_count; i++, node = node->next) {
    const char *name = file->also_called[i];
    if (!*name || name[strspn(name, letters)]) {
      zn_writer_clear(&names);
      return zn_node_refuse(node, loaded->file, error, "'%s' is no name; expected small letters, digits and '_'", name);
    }
    zn_writer_format(&names, i ? " %s" : "%s", name);
  }
  enum zn_status status = zn_writer_finish(&names, "a list of names", error);
  if (status == ZN_OK) status = zn_text_copy(&overlay->also, names.data ? names.data : "", error);
  zn_writer_clear(&names);
  return status;
}

static enum zn_status fill(struct zn_overlay *overlay, const struct zn_loaded *loaded, const struct zn_text_source *source,
                           struct zn_error *error) {
  const struct zn_units *units = source->units;
  const struct overlay_file *file = loaded->data;
  overlay->branch = (enum zn_branch)file->start;
  ZN_TRY(zn_text_stem(&overlay->name, loaded->file, error));
  ZN_TRY(zn_text_copy(&overlay->title, file->title, error));
  ZN_TRY(zn_text_copy(&overlay->meaning, file->meaning, error));
  ZN_TRY(zn_text_copy(&overlay->grade, grades[file->grade].str, error));
  ZN_TRY(zn_text_copy(&overlay->tag, tags[file->tag].str, error));
  ZN_TRY(
      zn_sources_read(&overlay->sources, zn_node_entry(loaded->root, "sources"), file->sources, file->sources_count, loaded->file, error));
  ZN_TRY(read_changes(overlay, file, loaded, source, error));
  ZN_TRY(zn_uncertain_read(overlay, file->uncertain, file->uncertain_count, loaded, units, error));
  ZN_TRY(read_dose(overlay, file->dose, loaded, units, error));
  ZN_TRY(read_duration(overlay, file->duration, loaded, units, error));
  ZN_TRY(read_age(overlay, file->age, loaded, error));
  ZN_TRY(read_names(overlay, file, loaded, error));
  if (overlay->dose_state < 0 && !overlay->n_menu && !zn_node_entry(loaded->root, "changes"))
    return zn_node_refuse(loaded->root, loaded->file, error, "the key 'changes' is missing; what does nothing says so: 'changes: []'");
  return zn_grade_check(overlay, loaded, error);
}

enum zn_status zn_overlay_read(struct zn_overlay *overlay, enum zn_overlay_kind kind, const struct zn_text_source *source,
                               struct zn_error *error) {
  struct zn_loaded loaded;
  *overlay = (struct zn_overlay){.kind = kind, .dose_state = -1};
  enum zn_status status = zn_loaded_read(&loaded, source->text, source->length, source->file, &schemas[kind], error);
  if (status == ZN_OK) status = fill(overlay, &loaded, source, error);
  zn_loaded_clear(&loaded);
  return status;
}

void zn_overlay_clear(struct zn_overlay *overlay) {
  free(overlay->name);
  free(overlay->also);
  free(overlay->title);
  free(overlay->meaning);
  free(overlay->grade);
  free(overlay->tag);
  free(overlay->sources);
  free(overlay->changes);
  zn_uncertain_clear(overlay);
  free(overlay->menu);
  free(overlay->dose_unit);
  *overlay = (struct zn_overlay){.dose_state = -1};
}
