/* The built-in library: the files of data/conditions, data/treatments, data/diets and data/assays, and the tables of
 * foods and markers, that travel inside the program. */
#include <stdlib.h>
#include <string.h>

#include "base/embedded.h"
#include "base/file.h"
#include "base/status.h"
#include "names.h"
#include "people_table.h"
#include "reader.h"
#include "words.h"
#include "zonula/io.h"

enum { LARGEST_DIET = 1 << 20 };

/* Overlays come first, by kind. */
static const char *const folders[] = {[ZN_OVERLAY_CONDITION] = "data/conditions/",
                                      [ZN_OVERLAY_TREATMENT] = "data/treatments/",
                                      [ZN_OVERLAY_DIET] = "data/diets/",
                                      [ZN_OVERLAY_KINDS] = "data/assays/"};

static int is_in(const struct zn_embedded_file *file, int folder) {
  return strncmp(file->path, folders[folder], strlen(folders[folder])) == 0;
}

static enum zn_status load_file(struct zn_library *library, const struct zn_embedded_file *file, int folder, const struct zn_units *units,
                                struct zn_error *error) {
  const struct zn_text_source source = {
      .file = file->path, .text = file->text, .length = file->length, .units = units, .foods = library->foods};
  if (folder == ZN_OVERLAY_KINDS) return zn_assay_read(&library->assays[library->n_assays++], &source, error);
  return zn_overlay_read(&library->overlays[library->n_overlays++], (enum zn_overlay_kind)folder, &source, error);
}

static enum zn_status load_markers(struct zn_library *library, const struct zn_units *units, struct zn_error *error) {
  for (int i = 0; i < zn_embedded_file_count; i++) {
    const struct zn_embedded_file *file = &zn_embedded_files[i];
    const struct zn_text_source source = {.file = file->path, .text = file->text, .length = file->length, .units = units};
    if (strcmp(file->path, ZN_MARKER_TABLE) == 0) return zn_markers_read(library, &source, error);
  }
  return zn_fail(error, ZN_INPUT, "%s is missing", ZN_MARKER_TABLE);
}

static enum zn_status load_foods(struct zn_library *library, struct zn_error *error) {
  const struct zn_embedded_file *foods = zn_embedded_find(ZN_FOOD_TABLE), *dii = zn_embedded_find(ZN_DII_TABLE);
  if (!foods || !dii) return zn_fail(error, ZN_INPUT, "%s is missing", foods ? ZN_DII_TABLE : ZN_FOOD_TABLE);
  ZN_TRY(zn_foods_parse(&library->foods, foods->text, ZN_FOOD_TABLE, error));
  return zn_dii_parse(&library->dii, dii->text, ZN_DII_TABLE, error);
}

static enum zn_status load_people(struct zn_library *library, struct zn_error *error) {
  const struct zn_embedded_file *attributes = zn_embedded_find(ZN_ATTRIBUTE_TABLE), *correlations = zn_embedded_find(ZN_CORRELATION_TABLE);
  if (!attributes || !correlations)
    return zn_fail(error, ZN_INPUT, "%s is missing", attributes ? ZN_CORRELATION_TABLE : ZN_ATTRIBUTE_TABLE);
  return zn_people_table_parse(&library->people, attributes->text, correlations->text, error);
}

/* Whether it is another name of an overlay. */
static int is_called(const struct zn_overlay *overlay, const char *name) {
  const size_t length = strlen(name);
  for (const char *at = overlay->also ? overlay->also : ""; *at; at += strcspn(at, " "), at += strspn(at, " "))
    if (strcspn(at, " ") == length && strncmp(at, name, length) == 0) return 1;
  return 0;
}

/* `give` names a treatment or a diet, so no name may mean both. */
static enum zn_status check_names(const struct zn_library *library, struct zn_error *error) {
  for (int i = 0; i < library->n_overlays; i++)
    for (int k = 0; k < library->n_overlays; k++)
      if (k != i && library->overlays[k].kind == ZN_OVERLAY_CONDITION && is_called(&library->overlays[k], library->overlays[i].name))
        return zn_fail(error, ZN_INPUT, "'%s' is the name of something in data/ and another name of '%s'", library->overlays[i].name,
                       library->overlays[k].name);
  for (int i = 0; i < library->n_overlays; i++)
    if (library->overlays[i].kind == ZN_OVERLAY_DIET && zn_library_overlay(library, ZN_OVERLAY_TREATMENT, library->overlays[i].name) >= 0)
      return zn_fail(error, ZN_INPUT, "'%s' names both a treatment and a diet in data/", library->overlays[i].name);
  return ZN_OK;
}

static enum zn_status load(struct zn_library *library, const struct zn_units *units, struct zn_error *error) {
  const size_t most = (size_t)zn_embedded_file_count + 1;
  library->overlays = calloc(most, sizeof *library->overlays);
  library->assays = calloc(most, sizeof *library->assays);
  if (!library->overlays || !library->assays) return zn_fail(error, ZN_MEMORY, "no memory for the library");
  ZN_TRY(load_foods(library, error));
  ZN_TRY(load_people(library, error));
  for (int folder = 0; folder <= ZN_OVERLAY_KINDS; folder++)
    for (int i = 0; i < zn_embedded_file_count; i++)
      if (is_in(&zn_embedded_files[i], folder)) ZN_TRY(load_file(library, &zn_embedded_files[i], folder, units, error));
  ZN_TRY(load_markers(library, units, error));
  return check_names(library, error);
}

enum zn_status zn_library_load(struct zn_library **out, struct zn_error *error) {
  struct zn_library *library = calloc(1, sizeof *library);
  struct zn_reading reading;
  *out = NULL;
  if (!library) return zn_fail(error, ZN_MEMORY, "no memory for the library");
  enum zn_status status = zn_reading_begin(&reading, error);
  if (status == ZN_OK) status = load(library, reading.units, error);
  zn_reading_end(&reading);
  if (status == ZN_OK)
    *out = library;
  else
    zn_library_free(library);
  return status;
}

/* Room for one more overlay, at the end, where the diets are. */
static enum zn_status make_room(struct zn_library *library, struct zn_error *error) {
  struct zn_overlay *more = realloc(library->overlays, ((size_t)library->n_overlays + 1) * sizeof *more);
  if (!more) return zn_fail(error, ZN_MEMORY, "no memory for one more diet");
  library->overlays = more;
  return ZN_OK;
}

static enum zn_status add_diet(struct zn_library *library, const struct zn_text_source *source, int *index, struct zn_error *error) {
  struct zn_overlay diet;
  ZN_TRY(make_room(library, error));
  enum zn_status status = zn_overlay_read(&diet, ZN_OVERLAY_DIET, source, error);
  for (int i = 0; status == ZN_OK && i < library->n_overlays; i++)
    if (library->overlays[i].kind != ZN_OVERLAY_CONDITION && strcmp(library->overlays[i].name, diet.name) == 0)
      status = zn_fail_at(error, ZN_INPUT, source->file, 1, "there is a %s called '%s' already; expected a file of another name",
                          zn_overlay_kind_words(library->overlays[i].kind), diet.name);
  if (status != ZN_OK) return zn_overlay_clear(&diet), status;
  *index = library->n_overlays;
  library->overlays[library->n_overlays++] = diet;
  return ZN_OK;
}

enum zn_status zn_library_read_diet(struct zn_library *library, const char *path, int *index, struct zn_error *error) {
  struct zn_reading reading;
  char *text = NULL;
  size_t length = 0;
  enum zn_status status = zn_reading_begin(&reading, error);
  if (status == ZN_OK) status = zn_file_read(&text, &length, path, LARGEST_DIET, error);
  const struct zn_text_source source = {.file = path, .text = text, .length = length, .units = reading.units, .foods = library->foods};
  if (status == ZN_OK) status = add_diet(library, &source, index, error);
  zn_reading_end(&reading);
  free(text);
  return status;
}

int zn_library_overlay(const struct zn_library *library, enum zn_overlay_kind kind, const char *name) {
  for (int i = 0; i < library->n_overlays; i++)
    if (library->overlays[i].kind == kind && strcmp(library->overlays[i].name, name) == 0) return i;
  for (int i = 0; i < library->n_overlays; i++)
    if (library->overlays[i].kind == kind && is_called(&library->overlays[i], name)) return i;
  return -1;
}

int zn_library_assay(const struct zn_library *library, const char *name) {
  for (int i = 0; i < library->n_assays; i++)
    if (strcmp(library->assays[i].name, name) == 0) return i;
  return -1;
}

void zn_library_free(struct zn_library *library) {
  if (!library) return;
  for (int i = 0; i < library->n_overlays; i++) zn_overlay_clear(&library->overlays[i]);
  for (int i = 0; i < library->n_assays; i++) zn_assay_clear(&library->assays[i]);
  zn_markers_clear(library);
  zn_food_table_free(library->foods);
  zn_dii_table_free(library->dii);
  zn_people_table_free(library->people);
  free(library->overlays);
  free(library->assays);
  free(library);
}
