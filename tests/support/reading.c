#include "reading.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "io/reader.h"
#include "pantry.h"
#include "scratch.h"

#define HEAD "title: A title\nmeaning: What it stands for\ngrade: low\ntag: assumed\nsources: [chosen]\n"
#define ASSAY_HEAD "title: A title\nmeaning: What it stands for\nsources: [chosen]\n"

static const struct {
  enum zn_overlay_kind kind;
  const char *file, *text;
} overlays[] = {
    {ZN_OVERLAY_CONDITION, "data/conditions/inflamed.yaml", HEAD "start: inflamed\nchanges: [{name: immune_gain, scale: 1.2}]\n"},
    {ZN_OVERLAY_CONDITION, "data/conditions/well.yaml", HEAD "changes: []\n"},
    {ZN_OVERLAY_TREATMENT, "data/treatments/antibody.yaml",
     HEAD "dose: {state: circulation_infliximab_central, unit: mg/kg, default: 5 mg/kg}\n"},
    {ZN_OVERLAY_TREATMENT, "data/treatments/enzyme.yaml", HEAD "dose: {state: lumen_larazotide, unit: mg}\n"},
    {ZN_OVERLAY_TREATMENT, "data/treatments/gluten_load.yaml", HEAD "changes: [{name: diet_gluten, set: 14 g/day}]\nduration: 14 d\n"},
    {ZN_OVERLAY_TREATMENT, "data/treatments/powder.yaml",
     HEAD "changes: []\nuncertain: [{name: immune_gain, scale: 0.9, interval: [0.5, 1.2], why: Because, sources: [chosen]}]\n"},
    {ZN_OVERLAY_DIET, "data/diets/bland.yaml", HEAD "changes: [{name: \"diet_fibre[*]\", set: 1 g/day}]\n"},
    {ZN_OVERLAY_DIET, "data/diets/plain.yaml", HEAD "changes: []\n"},
};
static const struct {
  const char *file, *text;
} assays[] = {
    {"data/assays/biopsy.yaml", ASSAY_HEAD "kind: reading\nreadings: [villus_height_crypt_depth, \"leak[*]\"]\n"},
    {"data/assays/blood.yaml", ASSAY_HEAD "kind: reading\nreadings: [serum_crp]\n"},
    {"data/assays/camera.yaml", ASSAY_HEAD "kind: transit\ndrink: 250 mL\nlength: 6 h\nprobes: [{solute: PEG 4000, amount: 1 mmol}]\n"},
    {"data/assays/chromium.yaml", ASSAY_HEAD "kind: urine\ndrink: 100 mL\nlength: 24 h\nprobes: [{solute: 51Cr-EDTA, amount: 10 mg}]\n"},
    {"data/assays/two_sugars.yaml", ASSAY_HEAD "kind: urine\ndrink: 100 mL\nlength: 5 h\n"
                                               "probes: [{solute: lactulose, amount: 5 g}, {solute: mannitol, amount: 2 g}]\n"},
};
enum { OVERLAYS = sizeof overlays / sizeof *overlays, ASSAYS = sizeof assays / sizeof *assays };

const char reading_study_text[] = /* line 1 */
    "title: An antibody in inflamed bowel\n"
    "source: 10.1111/j.1572-0241.2002.05914.x\n"
    "summary: >-\n"
    "  Urine was collected before and after one infusion.\n"
    /* line 5 */
    "cohort: {people: 23, condition: inflamed, seed: 2002}\n"
    "timeline:\n"
    "  - {at: 0 d, measure: chromium}\n"
    "  - {at: 1 d, give: antibody, dose: 4 mg/kg}\n"
    "  - {at: 29 d, measure: chromium}\n"
    /* line 10 */
    "  - {at: 29 d, measure: blood}\n"
    "  - {at: 12 h, measure: two_sugars}\n"
    "  - {at: 12 h, measure: camera}\n"
    "reported:\n"
    "  - {at: 0 d, assay: chromium, probe: 51Cr-EDTA, window: 0-24 h, median: 3.27 %, iqr: [2.1, 4.4]}\n"
    /* line 15 */
    "  - {at: 29 d, assay: chromium, probe: 51Cr-EDTA, window: 2-24 h, mean: 0.0242}\n"
    "  - {at: 29 d, assay: blood, reading: serum_crp, mean: 1.2 mg/dL, sd: 5 mg/L}\n"
    "  - {at: 12 h, assay: two_sugars, probe: lactulose, over: mannitol, window: 0-5 h, geometric_mean: 0.024}\n"
    "  - {at: 12 h, assay: camera, probe: PEG 4000, place: colon, window: 0-90 min, mean: 49.6 %, sem: 3}\n"
    "follow: [serum_crp, \"leak[ileum]\"]\n"
    /* line 20 */ "pictures: [0 d, 31 d]\n";

static struct zn_library *library; /* of the group */

static struct zn_text_source source_of(const char *file, const char *text, const struct zn_reading *reading) {
  return (struct zn_text_source){.file = file, .text = text, .length = strlen(text), .units = reading->units};
}

static struct zn_reading begin(void) {
  struct zn_reading reading;
  struct zn_error error = {0};
  if (zn_reading_begin(&reading, &error) != ZN_OK) fail_msg("%s", error.text);
  return reading;
}

static void must(enum zn_status status, const struct zn_error *error) {
  if (status != ZN_OK) fail_msg("%s:%d: %s", error->file, error->line, error->text);
}

/* The test fails unless the text was refused like this. */
static void must_refuse(enum zn_status status, const struct zn_error *error, const char *file, int line, const char *part) {
  if (status != ZN_INPUT || strcmp(error->file, file) != 0 || error->line != line || !strstr(error->text, part))
    fail_msg("status %d, %s:%d: '%s'; expected line %d and '%s'", status, error->file, error->line, error->text, line, part);
}

struct zn_library *reading_library_new(void) {
  struct zn_library *made = calloc(1, sizeof *made);
  struct zn_reading reading = begin();
  struct zn_error error = {0};
  made->overlays = calloc(OVERLAYS, sizeof *made->overlays);
  made->assays = calloc(ASSAYS, sizeof *made->assays);
  for (int i = 0; i < OVERLAYS; i++) {
    const struct zn_text_source source = source_of(overlays[i].file, overlays[i].text, &reading);
    must(zn_overlay_read(&made->overlays[made->n_overlays++], overlays[i].kind, &source, &error), &error);
  }
  for (int i = 0; i < ASSAYS; i++) {
    const struct zn_text_source source = source_of(assays[i].file, assays[i].text, &reading);
    must(zn_assay_read(&made->assays[made->n_assays++], &source, &error), &error);
  }
  zn_reading_end(&reading);
  return made;
}

int reading_begin(void **state) {
  (void)state;
  library = reading_library_new();
  return 0;
}

int reading_begin_shipped(void **state) {
  (void)state;
  struct zn_error error = {0};
  must(zn_library_load(&library, &error), &error);
  return 0;
}

int reading_end(void **state) {
  (void)state;
  zn_library_free(library);
  library = NULL;
  return 0;
}

const struct zn_library *reading_library(void) { return library; }

static enum zn_status read_overlay(struct zn_overlay *overlay, enum zn_overlay_kind kind, const char *text, struct zn_error *error) {
  struct zn_reading reading = begin();
  struct zn_food_table *foods = pantry();
  struct zn_text_source source = source_of("data/some.yaml", text, &reading);
  source.foods = foods;
  const enum zn_status status = zn_overlay_read(overlay, kind, &source, error);
  zn_food_table_free(foods);
  zn_reading_end(&reading);
  return status;
}

struct zn_overlay reading_overlay(enum zn_overlay_kind kind, const char *text) {
  struct zn_overlay overlay;
  struct zn_error error = {0};
  must(read_overlay(&overlay, kind, text, &error), &error);
  return overlay;
}

void reading_refuse_overlay(enum zn_overlay_kind kind, const char *text, int line, const char *part) {
  struct zn_overlay overlay;
  struct zn_error error = {0};
  must_refuse(read_overlay(&overlay, kind, text, &error), &error, "data/some.yaml", line, part);
  zn_overlay_clear(&overlay);
}

static enum zn_status read_assay(struct zn_assay *assay, const char *text, struct zn_error *error) {
  struct zn_reading reading = begin();
  const struct zn_text_source source = source_of("data/some.yaml", text, &reading);
  const enum zn_status status = zn_assay_read(assay, &source, error);
  zn_reading_end(&reading);
  return status;
}

struct zn_assay reading_assay(const char *text) {
  struct zn_assay assay;
  struct zn_error error = {0};
  must(read_assay(&assay, text, &error), &error);
  return assay;
}

void reading_refuse_assay(const char *text, int line, const char *part) {
  struct zn_assay assay;
  struct zn_error error = {0};
  must_refuse(read_assay(&assay, text, &error), &error, "data/some.yaml", line, part);
  zn_assay_clear(&assay);
}

/* Through a file, as users do. */
static enum zn_status read_study(struct zn_study **study, const char *text, size_t length, char path[256], struct zn_error *error) {
  char folder[128];
  scratch_begin(folder);
  snprintf(path, 256, "%s/some_study.yaml", folder);
  scratch_write(folder, "some_study.yaml", text, length);
  const enum zn_status status = zn_study_read(study, path, library, error);
  scratch_end(folder);
  return status;
}

struct zn_study *reading_study(const char *text) {
  struct zn_study *study;
  struct zn_error error = {0};
  char path[256];
  must(read_study(&study, text, strlen(text), path, &error), &error);
  return study;
}

void reading_refuse_study(const char *text, size_t length, int line, const char *part) {
  struct zn_study *study;
  struct zn_error error = {0};
  char path[256];
  const enum zn_status status = read_study(&study, text, length, path, &error);
  must_refuse(status, &error, path, line, part);
  assert_null(study);
}

char *reading_edited(const char *text, const char *from, const char *to) {
  const char *at = strstr(text, from);
  if (!at) fail_msg("the text does not hold '%s'", from);
  char *edited = malloc(strlen(text) + strlen(to) + 1);
  assert_non_null(edited);
  sprintf(edited, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
  return edited;
}

struct zn_study *reading_edited_study(const char *text, const char *from, const char *to) {
  char *edited = reading_edited(text, from, to);
  struct zn_study *study = reading_study(edited);
  free(edited);
  return study;
}

void reading_refuse_edit(const char *text, const char *from, const char *to, int line, const char *part) {
  char *edited = reading_edited(text, from, to);
  reading_refuse_study(edited, strlen(edited), line, part);
  free(edited);
}
