/* What the page asks beside runs: experiments over the ensemble, diets, journeys of a dose, units. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "base/units.h"
#include "io/reader.h"
#include "page.h"

__attribute__((import_module("zonula"), import_name("progress"))) int zn_page_progress(int done, int all);

static int tell(void *context, int done, int all) {
  (void)context;
  return zn_page_progress(done, all);
}

static struct zn_error *fresh(void) {
  zn_page.error = (struct zn_error){0};
  zn_writer_clear(&zn_page.answer);
  return &zn_page.error;
}

/* --- Experiments --------------------------------------------------------------------------------------------------------------------- */

int ZN_PAGE_EXPORT(zn_page_experiment)(int people, int intact_only);
int zn_page_experiment(int people, int intact_only) {
  const struct zn_study *study = zn_page.study;
  const struct zn_experiment_options options = {
      .people = people, .intact_only = intact_only, .run = {.threads = 1, .lanes = 1, .engine = ZN_ENGINE_LANES, .progress = tell}};
  struct zn_error *error = fresh();
  struct zn_experiment_result *result;
  struct zn_writer *out = &zn_page.answer;
  ZN_TRY(zn_experiment_run(&result, study, zn_page.library, &options, error));
  zn_writer_add(out, "{");
  zn_json_text_of(out, "name", result->name, 1);
  zn_json_number_of(out, "members", result->members, 0);
  zn_json_number_of(out, "people", result->people, 0);
  zn_json_key(out, "intact", 0);
  zn_page_write_outcome(out, study, &result->intact);
  zn_writer_add(out, "}");
  zn_json_key(out, "broken", 0);
  zn_writer_add(out, "[");
  for (int b = 0; b < result->n_broken; b++) {
    if (b) zn_writer_add(out, ",");
    zn_page_write_outcome(out, study, &result->broken[b]);
    zn_json_text_of(out, "without", result->without[b], 0);
    zn_writer_add(out, "}");
  }
  zn_writer_add(out, "]}");
  zn_experiment_result_free(result);
  return zn_writer_finish(out, "what came of an experiment", error);
}

/* --- Diets --------------------------------------------------------------------------------------------------------------------------- */

static void write_nutrients(struct zn_writer *out, const struct zn_menu_gives *gives) {
  zn_writer_add(out, "[");
  for (int k = 0; k < ZN_NUTRIENTS; k++) {
    const struct zn_nutrient_info info = zn_nutrient_info(k);
    zn_writer_add(out, k ? ",{" : "{");
    zn_json_text_of(out, "name", info.name, 1);
    zn_json_text_of(out, "unit", info.unit, 0);
    zn_json_text_of(out, "label", info.label, 0);
    zn_json_number_of(out, "amount", gives->amount[k], 0);
    zn_json_truth_of(out, "known", zn_menu_knows(gives, k), 0);
    zn_json_number_of(out, "knownShare", fmin(gives->known_mass[k], gives->known_energy[k]), 0);
    zn_writer_add(out, "}");
  }
  zn_writer_add(out, "]");
}

static void write_dii(struct zn_writer *out, const struct zn_dii_table *table, const struct zn_menu_gives *gives) {
  struct zn_dii dii;
  zn_dii_of_menu(&dii, table, gives);
  zn_writer_add(out, "{");
  zn_json_number_of(out, "index", dii.index, 1);
  zn_json_number_of(out, "low", dii.low, 0);
  zn_json_number_of(out, "high", dii.high, 0);
  zn_json_number_of(out, "known", dii.known, 0);
  zn_json_number_of(out, "of", dii.of, 0);
  zn_json_key(out, "parts", 0);
  zn_writer_add(out, "[");
  for (int i = 0; i < dii.of; i++) {
    zn_writer_add(out, i ? ",{" : "{");
    zn_json_text_of(out, "name", table->parameter[i].name, 1);
    zn_json_number_of(out, "adds", dii.part[i].adds, 0);
    zn_json_number_of(out, "low", dii.part[i].low, 0);
    zn_json_number_of(out, "high", dii.part[i].high, 0);
    zn_writer_add(out, "}");
  }
  zn_writer_add(out, "]}");
}

static void write_changes(struct zn_writer *out, const struct zn_overlay *diet) {
  static const char *const kinds[] = {[ZN_CHANGE_SET] = "set", [ZN_CHANGE_SCALE] = "scale", [ZN_CHANGE_SPREAD] = "spread"};
  zn_writer_add(out, "[");
  for (int i = 0; i < diet->n_changes; i++) {
    const struct zn_change *change = &diet->changes[i];
    const struct zn_parameter_info *info = zn_parameter_info(change->parameter);
    const int set = change->kind == ZN_CHANGE_SET;
    zn_writer_add(out, i ? ",{" : "{");
    zn_json_text_of(out, "parameter", info->name, 1);
    zn_json_text_of(out, "kind", kinds[change->kind], 0);
    zn_json_number_of(out, "value", set ? change->value / info->to_internal : change->value, 0);
    zn_json_text_of(out, "unit", set ? info->unit : "1", 0);
    zn_writer_add(out, "}");
  }
  zn_writer_add(out, "]");
}

static void write_diet(struct zn_writer *out, const struct zn_overlay *diet) {
  struct zn_menu_gives gives;
  zn_menu_add_up(&gives, zn_page.library->foods, diet->menu, diet->n_menu);
  zn_writer_add(out, "{");
  zn_json_text_of(out, "name", diet->name, 1);
  zn_json_text_of(out, "title", diet->title, 0);
  zn_json_number_of(out, "massG", gives.mass_g, 0);
  zn_json_number_of(out, "plants", gives.plants, 0);
  zn_json_key(out, "nutrients", 0);
  if (diet->n_menu)
    write_nutrients(out, &gives);
  else
    zn_writer_add(out, "[]");
  zn_json_key(out, "dii", 0);
  if (diet->n_menu)
    write_dii(out, zn_page.library->dii, &gives);
  else
    zn_writer_add(out, "null");
  zn_json_key(out, "changes", 0);
  write_changes(out, diet);
  zn_writer_add(out, "}");
}

/* What a diet gives and changes; from its stream of nodes. */
int ZN_PAGE_EXPORT(zn_page_diet)(const char *nodes, size_t length, const char *file);
int zn_page_diet(const char *nodes, size_t length, const char *file) {
  struct zn_error *error = fresh();
  struct zn_reading reading;
  struct zn_overlay diet = {0};
  enum zn_status status = zn_reading_begin(&reading, error);
  const struct zn_text_source source = {
      .file = file, .text = nodes, .length = length, .units = reading.units, .foods = zn_page.library->foods};
  if (status == ZN_OK) status = zn_overlay_read(&diet, ZN_OVERLAY_DIET, &source, error);
  zn_reading_end(&reading);
  if (status != ZN_OK) return status;
  write_diet(&zn_page.answer, &diet);
  zn_overlay_clear(&diet);
  return zn_writer_finish(&zn_page.answer, "what a diet gives", error);
}

/* --- Journeys ------------------------------------------------------------------------------------------------------------------------ */

static enum zn_status check_journey(int solute, int cohort, int picture, struct zn_error *error) {
  const struct zn_run *run = zn_page.run;
  if (!run) return zn_fail(error, ZN_ARGUMENT, "no study was run yet");
  if (solute < 0 || solute >= zn_solute_count()) return zn_fail(error, ZN_ARGUMENT, "there is no solute number %d", solute);
  if (cohort < 0 || cohort >= run->study->n_cohorts || picture < 0 || picture >= run->study->n_pictures)
    return zn_fail(error, ZN_ARGUMENT, "the run has no picture %d of a cohort %d", picture, cohort);
  if (!run->cohort[cohort].moment) return zn_fail(error, ZN_NUMERICAL, "the first person of this cohort could not be simulated");
  return ZN_OK;
}

/* Follows a dose through person 0 of a cohort as it is at a picture: `at` [n] of struct zn_whereabouts, doubles in a row. */
int ZN_PAGE_EXPORT(zn_page_journey)(int solute, double amount_mmol, int site, double drink_ml, int cohort, int picture, const double *hour,
                                    int n, struct zn_whereabouts *at);
int zn_page_journey(int solute, double amount_mmol, int site, double drink_ml, int cohort, int picture, const double *hour, int n,
                    struct zn_whereabouts *at) {
  struct zn_error *error = fresh();
  ZN_TRY(check_journey(solute, cohort, picture, error));
  const struct zn_moment *moment = &zn_page.run->cohort[cohort].moment[picture];
  const double start_h = 0.0;
  const struct zn_wall_course wall = {.n = 1, .time_h = &start_h, .wall = &moment->wall};
  const struct zn_dose dose = {.amount_mmol = amount_mmol, .site = (enum zn_site)site, .drink_ml = drink_ml, .solid_share = -1.0};
  return zn_solute_follow(zn_solute_info(solute), &moment->person, &wall, &dose, 1, hour, n, at, error);
}

int ZN_PAGE_EXPORT(zn_page_journey_width)(void);
int zn_page_journey_width(void) { return (int)(sizeof(struct zn_whereabouts) / sizeof(double)); }

/* --- Units --------------------------------------------------------------------------------------------------------------------------- */

int ZN_PAGE_EXPORT(zn_page_unit)(const char *text);
int zn_page_unit(const char *text) {
  struct zn_error *error = fresh();
  struct zn_units *units;
  struct zn_dimension dimension;
  double factor;
  char internal[64];
  ZN_TRY(zn_units_open(&units, error));
  const enum zn_status status = zn_unit_parse(units, text, &factor, &dimension, error);
  zn_units_close(units);
  if (status != ZN_OK) return status;
  zn_dimension_text(dimension, internal);
  zn_writer_add(&zn_page.answer, "{");
  zn_json_number_of(&zn_page.answer, "factor", factor, 1);
  zn_json_text_of(&zn_page.answer, "internal", internal, 0);
  zn_writer_add(&zn_page.answer, "}");
  return zn_writer_finish(&zn_page.answer, "a unit", error);
}
