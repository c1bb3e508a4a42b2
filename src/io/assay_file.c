/* Assays: what is given, and what is then looked at. */
#include <stdlib.h>

#include "base/status.h"
#include "base/text.h"
#include "measure.h"
#include "names.h"
#include "reader.h"
#include "schema.h"

enum { LONGEST_WORD = 80, LONGEST_TITLE = 200, LONGEST_MEANING = 4000, MOST_PROBES = 20, MOST_READINGS = 100, MOST_SOURCES = 20 };

/* The file as libcyaml reads it. */
struct probe_row {
  char *solute, *amount, *concentration;
};
struct assay_file {
  char *title, *meaning, *drink, *osmolality, *length, *method, *exposed, *depth, *mounted, *flow, *segment_length;
  int kind, site;
  char **sources, **readings;
  unsigned sources_count, readings_count, probes_count;
  struct probe_row *probes;
};

static const cyaml_strval_t kinds[] = {{"urine", ZN_ASSAY_URINE},
                                       {"transit", ZN_ASSAY_TRANSIT},
                                       {"reading", ZN_ASSAY_READING},
                                       {"chamber", ZN_ASSAY_CHAMBER},
                                       {"perfusion", ZN_ASSAY_PERFUSION}};
static const cyaml_strval_t sites[] = {{"oral", ZN_SITE_ORAL},
                                       {"intravenous", ZN_SITE_INTRAVENOUS},
                                       {"rectal", ZN_SITE_RECTAL},
#define ZN_X(name) {#name, ZN_SITE_SEGMENT + ZN_SEGMENT_##name},
                                       ZN_SEGMENT_LIST(ZN_X)
#undef ZN_X
};

static const cyaml_schema_value_t word = {CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char *, 1, LONGEST_WORD)};
static const cyaml_schema_field_t probe_fields[] = {
    ZN_FIELD_TEXT(solute, ZN_REQUIRED, struct probe_row, LONGEST_WORD), ZN_FIELD_TEXT(amount, ZN_OPTIONAL, struct probe_row, LONGEST_WORD),
    ZN_FIELD_TEXT(concentration, ZN_OPTIONAL, struct probe_row, LONGEST_WORD), CYAML_FIELD_END};
static const cyaml_schema_value_t probe_row = {CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct probe_row, probe_fields)};
static const cyaml_schema_field_t fields[] = {
    ZN_FIELD_TEXT(title, ZN_REQUIRED, struct assay_file, LONGEST_TITLE),
    ZN_FIELD_TEXT(meaning, ZN_REQUIRED, struct assay_file, LONGEST_MEANING),
    ZN_FIELD_LIST(sources, ZN_REQUIRED, struct assay_file, &word, 1, MOST_SOURCES),
    CYAML_FIELD_ENUM("kind", CYAML_FLAG_STRICT, struct assay_file, kind, kinds, CYAML_ARRAY_LEN(kinds)),
    CYAML_FIELD_ENUM("site", CYAML_FLAG_STRICT | ZN_OPTIONAL, struct assay_file, site, sites, CYAML_ARRAY_LEN(sites)),
    ZN_FIELD_TEXT(drink, ZN_OPTIONAL, struct assay_file, LONGEST_WORD),
    ZN_FIELD_TEXT(osmolality, ZN_OPTIONAL, struct assay_file, LONGEST_WORD),
    ZN_FIELD_TEXT(length, ZN_OPTIONAL, struct assay_file, LONGEST_WORD),
    ZN_FIELD_TEXT(method, ZN_OPTIONAL, struct assay_file, LONGEST_WORD),
    ZN_FIELD_TEXT(exposed, ZN_OPTIONAL, struct assay_file, LONGEST_WORD),
    ZN_FIELD_TEXT(depth, ZN_OPTIONAL, struct assay_file, LONGEST_WORD),
    ZN_FIELD_TEXT(mounted, ZN_OPTIONAL, struct assay_file, LONGEST_WORD),
    ZN_FIELD_TEXT(flow, ZN_OPTIONAL, struct assay_file, LONGEST_WORD),
    ZN_FIELD_TEXT(segment_length, ZN_OPTIONAL, struct assay_file, LONGEST_WORD),
    ZN_FIELD_LIST(probes, ZN_OPTIONAL, struct assay_file, &probe_row, 1, MOST_PROBES),
    ZN_FIELD_LIST(readings, ZN_OPTIONAL, struct assay_file, &word, 1, MOST_READINGS),
    CYAML_FIELD_END};
static const cyaml_schema_value_t schema = {CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct assay_file, fields)};

enum {
  URINE = 1u << ZN_ASSAY_URINE,
  TRANSIT = 1u << ZN_ASSAY_TRANSIT,
  READING = 1u << ZN_ASSAY_READING,
  CHAMBER = 1u << ZN_ASSAY_CHAMBER,
  PERFUSION = 1u << ZN_ASSAY_PERFUSION
};
static const struct zn_key_rule rules[] = {{"probes", URINE | TRANSIT, CHAMBER | PERFUSION},
                                           {"length", URINE | TRANSIT | CHAMBER, 0},
                                           {"site", 0, URINE | TRANSIT},
                                           {"drink", 0, URINE | TRANSIT},
                                           {"osmolality", 0, URINE | TRANSIT},
                                           {"method", 0, URINE},
                                           {"readings", READING, CHAMBER},
                                           {"exposed", CHAMBER, 0},
                                           {"depth", 0, CHAMBER},
                                           {"mounted", CHAMBER, 0},
                                           {"flow", 0, PERFUSION},
                                           {"segment_length", 0, PERFUSION},
                                           {0}};
/* What stands in a probe: what is swallowed has an amount, what is bathed in a concentration. */
static const struct zn_key_rule probe_rules[] = {{"amount", URINE | TRANSIT, 0}, {"concentration", CHAMBER | PERFUSION, 0}, {0}};
static const char *const kind_texts[] = {[ZN_ASSAY_URINE] = "a urine assay",
                                         [ZN_ASSAY_TRANSIT] = "a transit assay",
                                         [ZN_ASSAY_READING] = "a reading assay",
                                         [ZN_ASSAY_CHAMBER] = "a chamber assay",
                                         [ZN_ASSAY_PERFUSION] = "a perfusion assay"};
static const char *const probe_texts[] = {[ZN_ASSAY_URINE] = "a probe of a urine assay",
                                          [ZN_ASSAY_TRANSIT] = "a probe of a transit assay",
                                          [ZN_ASSAY_READING] = "a reading assay",
                                          [ZN_ASSAY_CHAMBER] = "a probe of a chamber",
                                          [ZN_ASSAY_PERFUSION] = "a probe of a perfusion"};

static const struct zn_measure length = {"h", 1.0, {.time = 1}, 1.0 / 60.0, 30.0 * 24.0};
static const struct zn_measure drink = {"mL", 1.0, {.length = 3}, 1.0, 5000.0};
static const struct zn_measure osmolality = {"mmol/L", 1e-3, {.amount = 1, .length = -3}, 1.0, 5000.0};
static const struct zn_measure mass = {"g", 1.0, {.mass = 1}, 1e-12, 1000.0};
static const struct zn_measure amount = {"mmol", 1.0, {.amount = 1}, 1e-15, 10000.0};
static const struct zn_measure concentration = {"mmol/L", 1e-3, {.amount = 1, .length = -3}, 1e-12, 1000.0};
static const struct zn_measure exposed = {"cm2", 1.0, {.length = 2}, 1e-3, 100.0};
static const struct zn_measure depth = {"1", 1.0, {0}, 0.01, 1.0};
static const struct zn_measure mounted = {"h", 1.0, {.time = 1}, 0.0, 12.0};
static const struct zn_measure flow = {"mL/min", 60.0, {.length = 3, .time = -1}, 0.1, 100.0};
static const struct zn_measure segment_length = {"cm", 1.0, {.length = 1}, 1.0, 200.0};

/* A mass is turned into an amount by the solute's molar mass. */
static enum zn_status read_amount(struct zn_probe_dose *probe, const char *text, const struct zn_units *units, struct zn_error *error) {
  const char *unit;
  double value, to_internal;
  struct zn_dimension dimension;
  ZN_TRY(zn_quantity_split(text, &value, &unit, error));
  ZN_TRY(zn_unit_parse(units, unit, &to_internal, &dimension, error));
  const int molar = dimension.amount != 0;
  ZN_TRY(zn_measure_read(molar ? &amount : &mass, units, text, &value, error));
  probe->amount_mmol = molar ? value : value / zn_solute_info(probe->solute)->molar_mass;
  return ZN_OK;
}

static enum zn_status read_probe(struct zn_assay *assay, const struct probe_row *row, const struct zn_units *units,
                                 struct zn_error *error) {
  const struct zn_names solutes = zn_solute_names();
  struct zn_probe_dose *probe = &assay->probes[assay->n_probes];
  ZN_TRY(zn_name_find(&solutes, row->solute, &probe->solute, error));
  for (int i = 0; i < assay->n_probes; i++)
    if (assay->probes[i].solute == probe->solute)
      return zn_fail(error, ZN_INPUT, "%s is given twice; expected one dose of it", row->solute);
  if (row->amount) ZN_TRY(read_amount(probe, row->amount, units, error));
  if (row->concentration) {
    ZN_TRY(zn_measure_read(&concentration, units, row->concentration, &probe->concentration, error));
    probe->concentration *= concentration.to_internal;
  }
  assay->n_probes++;
  return ZN_OK;
}

static enum zn_status read_probes(struct zn_assay *assay, const struct assay_file *file, const struct zn_loaded *loaded,
                                  const struct zn_units *units, struct zn_error *error) {
  if (!file->probes_count) return ZN_OK;
  const struct zn_node *node = zn_node_entry(loaded->root, "probes")->first;
  assay->probes = calloc(file->probes_count, sizeof *assay->probes);
  if (!assay->probes) return zn_fail(error, ZN_MEMORY, "no memory for the probes of an assay");
  for (unsigned i = 0; i < file->probes_count; i++, node = node->next) {
    ZN_TRY(zn_keys_check(node, probe_rules, file->kind, probe_texts[file->kind], loaded->file, error));
    ZN_TRY(zn_node_blame(read_probe(assay, &file->probes[i], units, error), node, loaded->file, error));
  }
  return ZN_OK;
}

static enum zn_status read_readings(struct zn_assay *assay, const struct assay_file *file, const struct zn_loaded *loaded,
                                    struct zn_error *error) {
  if (!file->readings_count) return ZN_OK;
  return zn_readables_read(&assay->readings, &assay->n_readings, zn_node_entry(loaded->root, "readings"), loaded->file, error);
}

/* A quantity in internal units, where the file has it. */
static enum zn_status read_quantity(const struct zn_measure *measure, const char *key, const char *text, double *value,
                                    const struct zn_loaded *loaded, const struct zn_units *units, struct zn_error *error) {
  if (!text) return ZN_OK;
  ZN_TRY(zn_node_blame(zn_measure_read(measure, units, text, value, error), zn_node_entry(loaded->root, key), loaded->file, error));
  *value *= measure->to_internal;
  return ZN_OK;
}

static enum zn_status read_apparatus(struct zn_assay *assay, const struct assay_file *file, const struct zn_loaded *loaded,
                                     const struct zn_units *units, struct zn_error *error) {
  ZN_TRY(read_quantity(&exposed, "exposed", file->exposed, &assay->exposed_cm2, loaded, units, error));
  assay->depth = assay->kind == ZN_ASSAY_CHAMBER ? 1.0 : 0.0;
  ZN_TRY(read_quantity(&depth, "depth", file->depth, &assay->depth, loaded, units, error));
  ZN_TRY(read_quantity(&mounted, "mounted", file->mounted, &assay->mounted_h, loaded, units, error));
  ZN_TRY(read_quantity(&flow, "flow", file->flow, &assay->flow, loaded, units, error));
  ZN_TRY(read_quantity(&segment_length, "segment_length", file->segment_length, &assay->segment_cm, loaded, units, error));
  if (!file->flow == !file->segment_length) return ZN_OK;
  return zn_node_refuse(loaded->root, loaded->file, error, "what is perfused has both 'flow' and 'segment_length'; expected both or none");
}

/* The probes alone make a drink of some strength; it cannot be weaker than that. A twentieth is left to rounding. */
static enum zn_status read_osmolality(struct zn_assay *assay, const struct assay_file *file, const struct zn_loaded *loaded,
                                      const struct zn_units *units, struct zn_error *error) {
  const struct zn_node *node = zn_node_entry(loaded->root, "osmolality");
  double shown, probes = 0.0;
  if (!file->osmolality) return ZN_OK;
  if (!file->drink) return zn_node_refuse(node, loaded->file, error, "there is no drink; expected 'osmolality' only with 'drink'");
  ZN_TRY(zn_node_blame(zn_measure_read(&osmolality, units, file->osmolality, &shown, error), node, loaded->file, error));
  for (int i = 0; i < assay->n_probes; i++) probes += assay->probes[i].amount_mmol / assay->drink_ml / osmolality.to_internal;
  if (shown < 0.95 * probes)
    return zn_node_refuse(node, loaded->file, error,
                          "'%s' is less than what the probes alone make of the drink; expected at least %.3g mmol/L", file->osmolality,
                          probes);
  assay->osmolality = shown * osmolality.to_internal;
  return ZN_OK;
}

/* What a laboratory can do: each probe of a urine test by the method of the test, or by any. */
static enum zn_status check_method(const struct zn_assay *assay, const struct zn_loaded *loaded, struct zn_error *error) {
  const struct zn_node *node = zn_node_entry(loaded->root, "method");
  for (int i = 0; assay->kind == ZN_ASSAY_URINE && i < assay->n_probes; i++) {
    const int solute = assay->probes[i].solute;
    if (zn_analytic_find(solute, ZN_FLUID_URINE, assay->method) >= 0) continue;
    if (zn_analytic_find(solute, ZN_FLUID_URINE, NULL) < 0)
      return zn_node_refuse(zn_node_entry(loaded->root, "probes"), loaded->file, error,
                            "nothing is known of measuring %s in urine; expected a row of it in data/analytics.csv",
                            zn_solute_info(solute)->name);
    return zn_node_refuse(node, loaded->file, error, "%s is not measured in urine by '%s'; expected for example %s",
                          zn_solute_info(solute)->name, assay->method,
                          zn_analytic_info(zn_analytic_find(solute, ZN_FLUID_URINE, NULL))->method);
  }
  return ZN_OK;
}

static enum zn_status read_times(struct zn_assay *assay, const struct assay_file *file, const struct zn_loaded *loaded,
                                 const struct zn_units *units, struct zn_error *error) {
  const struct zn_node *root = loaded->root;
  if (file->length)
    ZN_TRY(zn_node_blame(zn_measure_read(&length, units, file->length, &assay->length_h, error), zn_node_entry(root, "length"),
                         loaded->file, error));
  if (file->drink)
    ZN_TRY(zn_node_blame(zn_measure_read(&drink, units, file->drink, &assay->drink_ml, error), zn_node_entry(root, "drink"), loaded->file,
                         error));
  const int swallowed = (assay->kind == ZN_ASSAY_URINE || assay->kind == ZN_ASSAY_TRANSIT) && assay->site == ZN_SITE_ORAL;
  if (file->drink && !swallowed)
    return zn_node_refuse(zn_node_entry(root, "drink"), loaded->file, error,
                          "nothing is swallowed; expected 'drink' only with 'site: oral'");
  ZN_TRY(read_osmolality(assay, file, loaded, units, error));
  if (!file->drink && swallowed)
    return zn_node_refuse(root, loaded->file, error, "the key 'drink' is missing; what is swallowed needs a volume, for example 100 mL");
  return ZN_OK;
}

static enum zn_status fill(struct zn_assay *assay, const struct zn_loaded *loaded, const struct zn_units *units, struct zn_error *error) {
  const struct assay_file *file = loaded->data;
  assay->kind = (enum zn_assay_kind)file->kind;
  assay->site = (enum zn_site)file->site;
  ZN_TRY(zn_keys_check(loaded->root, rules, file->kind, kind_texts[file->kind], loaded->file, error));
  ZN_TRY(zn_text_stem(&assay->name, loaded->file, error));
  ZN_TRY(zn_text_copy(&assay->title, file->title, error));
  ZN_TRY(zn_text_copy(&assay->meaning, file->meaning, error));
  ZN_TRY(zn_sources_read(&assay->sources, zn_node_entry(loaded->root, "sources"), file->sources, file->sources_count, loaded->file, error));
  ZN_TRY(read_probes(assay, file, loaded, units, error));
  ZN_TRY(read_readings(assay, file, loaded, error));
  ZN_TRY(zn_text_copy(&assay->method, file->method ? file->method : "", error));
  ZN_TRY(check_method(assay, loaded, error));
  ZN_TRY(read_apparatus(assay, file, loaded, units, error));
  return read_times(assay, file, loaded, units, error);
}

enum zn_status zn_assay_read(struct zn_assay *assay, const struct zn_text_source *source, struct zn_error *error) {
  struct zn_loaded loaded;
  *assay = (struct zn_assay){0};
  enum zn_status status = zn_loaded_read(&loaded, source->text, source->length, source->file, &schema, error);
  if (status == ZN_OK) status = fill(assay, &loaded, source->units, error);
  zn_loaded_clear(&loaded);
  return status;
}

void zn_assay_clear(struct zn_assay *assay) {
  free(assay->name);
  free(assay->title);
  free(assay->meaning);
  free(assay->sources);
  free(assay->method);
  free(assay->probes);
  free(assay->readings);
  *assay = (struct zn_assay){0};
}
