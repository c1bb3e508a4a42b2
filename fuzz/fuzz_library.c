/* The files of data/: every input is read as a condition, as a treatment, as a diet, as an assay, and as a table of foods or of the index.
 */
#include <math.h>

#include "base/embedded.h"
#include "base/file.h"
#include "fuzz.h"

static struct zn_reading reading;
static struct zn_food_table *foods;

int LLVMFuzzerInitialize(int *argc, char ***argv) {
  (void)argc, (void)argv;
  struct zn_error error;
  MUST(zn_reading_begin(&reading, &error) == ZN_OK);
  MUST(zn_foods_parse(&foods, zn_embedded_find(ZN_FOOD_TABLE)->text, ZN_FOOD_TABLE, &error) == ZN_OK);
  return 0;
}

static void try_overlay(const struct zn_text_source *source, enum zn_overlay_kind kind) {
  struct zn_overlay overlay;
  struct zn_error error = {0};
  const enum zn_status status = zn_overlay_read(&overlay, kind, source, &error);
  if (status == ZN_OK) {
    MUST(overlay.kind == kind && overlay.title[0] && overlay.sources[0]);
    for (int i = 0; i < overlay.n_changes; i++) MUST(zn_parameter_info(overlay.changes[i].parameter) && isfinite(overlay.changes[i].value));
    for (int i = 0; i < overlay.n_uncertain; i++) {
      const struct zn_uncertain *u = &overlay.uncertain[i];
      MUST(u->n > 0 && u->low > 0.0 && u->low < u->high && u->low <= u->middle && u->middle <= u->high && u->why[0] && u->sources[0]);
    }
    MUST(overlay.dose_state < 0 || (overlay.dose_to_internal > 0.0 && overlay.default_dose >= 0.0 && isfinite(overlay.default_dose)));
    MUST(overlay.default_duration_h >= 0.0 && isfinite(overlay.default_duration_h));
    MUST(!overlay.n_menu || (kind == ZN_OVERLAY_DIET && overlay.n_changes >= 15));
    for (int i = 0; i < overlay.n_menu; i++)
      MUST(overlay.menu[i].food >= 0 && overlay.menu[i].food < foods->n && overlay.menu[i].g_per_day > 0.0);
  } else
    must_explain(status, &error, 1);
  zn_overlay_clear(&overlay);
}

static void try_assay(const struct zn_text_source *source) {
  struct zn_assay assay;
  struct zn_error error = {0};
  const enum zn_status status = zn_assay_read(&assay, source, &error);
  if (status == ZN_OK) {
    const int swallowed = assay.kind == ZN_ASSAY_URINE || assay.kind == ZN_ASSAY_TRANSIT;
    MUST(assay.kind != ZN_ASSAY_READING || (assay.n_readings > 0 && assay.n_probes == 0));
    MUST(!swallowed || (assay.n_probes > 0 && assay.n_readings == 0));
    for (int i = 0; i < assay.n_probes; i++)
      MUST(zn_solute_info(assay.probes[i].solute) && (swallowed ? assay.probes[i].amount_mmol : assay.probes[i].concentration) > 0.0);
    for (int i = 0; i < assay.n_readings; i++) MUST(zn_readable_info(assay.readings[i]).name);
    MUST(!(swallowed || assay.kind == ZN_ASSAY_CHAMBER) || assay.length_h > 0.0);
    MUST(assay.kind != ZN_ASSAY_CHAMBER || (assay.exposed_cm2 > 0.0 && assay.depth > 0.0 && assay.depth <= 1.0 && assay.mounted_h >= 0.0));
    MUST(assay.kind != ZN_ASSAY_PERFUSION || (assay.flow > 0.0) == (assay.segment_cm > 0.0));
  } else
    must_explain(status, &error, 1);
  zn_assay_clear(&assay);
}

static void try_tables(const char *text) {
  struct zn_food_table *table;
  struct zn_dii_table *dii;
  struct zn_error error = {0};
  enum zn_status status = zn_foods_parse(&table, text, "data/fuzz.csv", &error);
  if (status == ZN_OK) {
    for (int i = 0; i < table->n; i++)
      for (int k = 0; k < ZN_NUTRIENTS; k++) MUST(isnan(table->food[i].nutrient[k]) || table->food[i].nutrient[k] >= 0.0);
  } else
    must_explain(status, &error, 1);
  zn_food_table_free(table);
  error = (struct zn_error){0};
  status = zn_dii_parse(&dii, text, "data/fuzz.csv", &error);
  if (status == ZN_OK) {
    MUST(dii->n <= ZN_DII_MOST);
    for (int i = 0; i < dii->n; i++) MUST(dii->parameter[i].sd > 0.0 && dii->parameter[i].nutrient < ZN_NUTRIENTS);
  } else
    must_explain(status, &error, 1);
  zn_dii_table_free(dii);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  char *text = text_of(data, size);
  const struct zn_text_source source = {.file = "data/fuzz.yaml", .text = text, .length = size, .units = reading.units, .foods = foods};
  if (zn_text_check(text, size, source.file, NULL) == ZN_OK) {
    for (int kind = 0; kind < ZN_OVERLAY_KINDS; kind++) try_overlay(&source, (enum zn_overlay_kind)kind);
    try_assay(&source);
    try_tables(text);
  }
  free(text);
  return 0;
}
