/* What was published, and which measurement it belongs to. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "base/text.h"
#include "measure.h"
#include "names.h"
#include "study_rows.h"

/* One row in the making. */
struct row {
  const struct zn_study_pass *pass;
  const struct zn_reported_row *text;
  const struct zn_node *node;
  const struct zn_assay *assay;
  const char *value_text;
  struct zn_measure written; /* in the unit in which the value is written */
  struct zn_reported *out;
};

enum {
  RECOVERY = 1u << ZN_QUANTITY_RECOVERY,
  RATIO = 1u << ZN_QUANTITY_RATIO,
  IN_PLACE = 1u << ZN_QUANTITY_IN_PLACE,
  READING = 1u << ZN_QUANTITY_READING,
  FLUX = 1u << ZN_QUANTITY_FLUX,
  PERMEABILITY = 1u << ZN_QUANTITY_PERMEABILITY
};
/* `window` and `serum` stand for each other; which of them is checked where they are read. */
static const struct zn_key_rule rules[] = {{"probe", RECOVERY | RATIO | IN_PLACE | FLUX | PERMEABILITY, 0},
                                           {"over", RATIO, 0},
                                           {"ratio_of", 0, RATIO},
                                           {"window", IN_PLACE, RECOVERY | RATIO},
                                           {"serum", 0, RECOVERY | RATIO},
                                           {"place", IN_PLACE, 0},
                                           {"segment", FLUX | PERMEABILITY, 0},
                                           {"reading", READING, 0},
                                           {0}};
static const char *const quantity_texts[] = {
    [ZN_QUANTITY_RECOVERY] = "a result of a urine assay",   [ZN_QUANTITY_RATIO] = "a ratio of a urine assay",
    [ZN_QUANTITY_IN_PLACE] = "a result of a transit assay", [ZN_QUANTITY_READING] = "a reading",
    [ZN_QUANTITY_FLUX] = "a flux through tissue",           [ZN_QUANTITY_PERMEABILITY] = "a permeability of tissue"};
static const char *const place_texts[] = {
    [ZN_PLACE_STOMACH] = "stomach", [ZN_PLACE_SMALL_BOWEL] = "small bowel", [ZN_PLACE_COLON] = "colon"};

/* Shares are 0..1, ratios of shares may be more; readings are whatever instruments show. */
static const struct zn_measure share = {.unit = "%", .to_internal = 0.01, .low = 0.0, .high = 100.0};
static const struct zn_measure ratio = {.unit = "1", .to_internal = 1.0, .low = 0.0, .high = 1e6};
static const struct zn_measure serum_moment = {"h", 1.0, {.time = 1}, 0.0, ZN_LONGEST_H};
static const double highest_reading = 1e15;
static const struct zn_measure flux = {"pmol/(cm2 h)", 1e-9, {.time = -1, .length = -2, .amount = 1}, 0.0, 1e15};
static const struct zn_measure permeability = {"cm/s", 3600.0, {.time = -1, .length = 1}, 0.0, 10.0};

static enum zn_status blame(const struct row *r, const char *key, enum zn_status status, struct zn_error *error) {
  const struct zn_node *entry = zn_node_entry(r->node, key);
  return zn_node_blame(status, entry ? entry : r->node, r->pass->file, error);
}

/* --- What is reported -------------------------------------------------------------------------------------------------------- */

static const char *probe_at(const void *context, int index) {
  return zn_solute_info(((const struct zn_assay *)context)->probes[index].solute)->name;
}

static enum zn_status read_probe(const struct row *r, const char *key, const char *name, int *solute, struct zn_error *error) {
  char what[120];
  snprintf(what, sizeof what, "probe in %.80s called", r->assay->name);
  const struct zn_names names = {what, probe_at, r->assay, r->assay->n_probes};
  int index;
  ZN_TRY(blame(r, key, zn_name_find(&names, name, &index, error), error));
  *solute = r->assay->probes[index].solute;
  return ZN_OK;
}

/* Whether serum of a probe can be measured at all. */
static enum zn_status check_serum(const struct row *r, const char *key, int solute, struct zn_error *error) {
  if (zn_analytic_find(solute, ZN_FLUID_SERUM, NULL) >= 0) return ZN_OK;
  return zn_node_refuse(zn_node_entry(r->node, key), r->pass->file, error,
                        "nothing is known of measuring %s in serum; expected a row of it in data/analytics.csv",
                        zn_solute_info(solute)->name);
}

/* A sample of blood, some time after the dose. */
static enum zn_status read_serum(const struct row *r, struct zn_error *error) {
  struct zn_reported *out = r->out;
  struct zn_measure moment = serum_moment;
  moment.high = r->assay->length_h;
  if (r->text->window)
    return zn_node_refuse(zn_node_entry(r->node, "window"), r->pass->file, error, "both 'serum' and 'window'; expected one of them");
  ZN_TRY(check_serum(r, "probe", out->probe, error));
  if (out->quantity == ZN_QUANTITY_RATIO) ZN_TRY(check_serum(r, "over", out->over, error));
  ZN_TRY(blame(r, "serum", zn_measure_read(&moment, r->pass->units, r->text->serum, &out->window_h[1], error), error));
  out->window_h[0] = out->window_h[1];
  out->fluid = ZN_FLUID_SERUM;
  if (out->quantity == ZN_QUANTITY_RECOVERY) out->quantity = ZN_QUANTITY_CONCENTRATION;
  return ZN_OK;
}

static enum zn_status read_tested(const struct row *r, struct zn_error *error) {
  struct zn_reported *out = r->out;
  ZN_TRY(read_probe(r, "probe", r->text->probe, &out->probe, error));
  if (out->quantity == ZN_QUANTITY_RATIO) ZN_TRY(read_probe(r, "over", r->text->over, &out->over, error));
  if (out->over == out->probe)
    return zn_node_refuse(zn_node_entry(r->node, "over"), r->pass->file, error, "a ratio of '%s' over itself", r->text->over);
  if (out->quantity == ZN_QUANTITY_IN_PLACE) out->place = (enum zn_place)r->text->place;
  out->ratio_of = (enum zn_ratio_of)r->text->ratio_of;
  if (r->text->serum) return read_serum(r, error);
  if (!r->text->window)
    return zn_node_refuse(r->node, r->pass->file, error,
                          "neither 'window' nor 'serum'; expected for example 'window: 0-5 h' or 'serum: 3 h'");
  return blame(r, "window", zn_window_read(r->pass->units, r->text->window, r->assay->length_h, out->window_h, error), error);
}

static const char *reading_at(const void *context, int index) {
  return zn_readable_info(((const struct zn_assay *)context)->readings[index]).name;
}

static enum zn_status read_reading(const struct row *r, struct zn_error *error) {
  char what[120];
  snprintf(what, sizeof what, "reading of %.80s called", r->assay->name);
  const struct zn_names names = {what, reading_at, r->assay, r->assay->n_readings};
  int index;
  ZN_TRY(blame(r, "reading", zn_name_find(&names, r->text->reading, &index, error), error));
  r->out->observable = r->assay->readings[index];
  return ZN_OK;
}

/* Any solute of the table; a flux only of what is in the bath, since without a concentration there is none. */
static enum zn_status read_tissue(const struct row *r, struct zn_error *error) {
  const struct zn_names solutes = zn_solute_names();
  ZN_TRY(blame(r, "probe", zn_name_find(&solutes, r->text->probe, &r->out->probe, error), error));
  r->out->segment = (enum zn_segment)r->text->segment;
  return ZN_OK;
}

/* What a row of an assay is; whether it is a flux or a permeability of tissue, its unit will say. */
static enum zn_quantity_kind quantity_of(const struct row *r) {
  switch (r->assay->kind) {
    case ZN_ASSAY_URINE:
      return r->text->over ? ZN_QUANTITY_RATIO : ZN_QUANTITY_RECOVERY;
    case ZN_ASSAY_TRANSIT:
      return ZN_QUANTITY_IN_PLACE;
    case ZN_ASSAY_CHAMBER:
      return r->text->reading ? ZN_QUANTITY_READING : ZN_QUANTITY_PERMEABILITY;
    case ZN_ASSAY_PERFUSION:
      return ZN_QUANTITY_PERMEABILITY;
    case ZN_ASSAY_READING:
      break;
  }
  return ZN_QUANTITY_READING;
}

static enum zn_status read_assay(struct row *r, struct zn_error *error) {
  const struct zn_names names = zn_assay_names(r->pass->library);
  struct zn_reported *out = r->out;
  ZN_TRY(blame(r, "assay", zn_name_find(&names, r->text->assay, &out->assay, error), error));
  r->assay = &r->pass->library->assays[out->assay];
  out->quantity = quantity_of(r);
  ZN_TRY(zn_keys_check(r->node, rules, (int)out->quantity, quantity_texts[out->quantity], r->pass->file, error));
  if (out->quantity == ZN_QUANTITY_PERMEABILITY) return read_tissue(r, error);
  return out->quantity == ZN_QUANTITY_READING ? read_reading(r, error) : read_tested(r, error);
}

/* --- The number -------------------------------------------------------------------------------------------------------------- */

/* The keys that give a number; of each group one may stand. */
struct choice {
  const char *key;
  size_t offset; /* of the text, or of the two texts of a pair, in struct zn_reported_row */
  int pair;
};
static const struct choice statistics[] = {
    [ZN_STATISTIC_MEDIAN] = {"median", offsetof(struct zn_reported_row, median), 0},
    [ZN_STATISTIC_MEAN] = {"mean", offsetof(struct zn_reported_row, mean), 0},
    [ZN_STATISTIC_GEOMETRIC_MEAN] = {"geometric_mean", offsetof(struct zn_reported_row, geometric_mean), 0}};
static const struct choice spreads[] = {{"sd", offsetof(struct zn_reported_row, sd), 0},
                                        {"sem", offsetof(struct zn_reported_row, sem), 0},
                                        {"iqr", offsetof(struct zn_reported_row, iqr), 1},
                                        {"ci95", offsetof(struct zn_reported_row, ci95), 1},
                                        {"range", offsetof(struct zn_reported_row, range), 1}};
enum { STATISTICS = sizeof statistics / sizeof *statistics, SPREADS = sizeof spreads / sizeof *spreads };

/* Which of the keys stands in the row; -1: none. */
static enum zn_status choose(const struct row *r, const struct choice *choices, int count, int *chosen, struct zn_error *error) {
  return zn_keys_choose(chosen, r->node, &choices[0].key, sizeof *choices, count, r->pass->file, error);
}

static const void *member(const struct row *r, size_t offset) { return (const char *)r->text + offset; }

/* What a number of a urine test is, told by its unit: a share of the dose, an amount, an amount per hour or a concentration. */
static enum zn_status read_kind(const struct row *r, const char *unit, int *is_mass, struct zn_error *error) {
  struct zn_measure written;
  struct zn_reported *out = r->out;
  ZN_TRY(zn_measure_in(&written, r->pass->units, unit, 0.0, 0.0, error));
  const struct zn_dimension d = written.dimension;
  const int is_amount = d.mass + d.amount == 1 && d.mass * d.amount == 0 && d.conductance == 0;
  *is_mass = d.mass == 1;
  if (out->fluid == ZN_FLUID_SERUM && !(is_amount && d.length == -3 && d.time == 0))
    return zn_fail(error, ZN_INPUT, "'%.60s' is no concentration; expected a unit like mg/L or mmol/L", r->value_text);
  if (is_amount && d.length == 0 && d.time == 0) out->quantity = ZN_QUANTITY_AMOUNT;
  if (is_amount && d.length == 0 && d.time == -1) out->quantity = ZN_QUANTITY_RATE;
  if (is_amount && d.length == -3 && d.time == 0) out->quantity = ZN_QUANTITY_CONCENTRATION;
  if (out->quantity != ZN_QUANTITY_RECOVERY || (d.mass == 0 && d.amount == 0 && d.length == 0 && d.time == 0 && d.conductance == 0))
    return ZN_OK;
  return zn_fail(error, ZN_INPUT,
                 "'%.60s' has the wrong unit; expected a share (%%), an amount (mg), a rate (mg/h) or a concentration (mg/L)",
                 r->value_text);
}

/* The unit of amounts, rates and concentrations: a mass is what the molar mass makes of mmol. */
static enum zn_status read_made(struct row *r, int is_mass, struct zn_error *error) {
  struct zn_measure shown;
  double value;
  ZN_TRY(zn_measure_in(&shown, r->pass->units, r->out->unit, 0.0, highest_reading, error));
  ZN_TRY(zn_measure_read(&shown, r->pass->units, r->value_text, &value, error));
  ZN_TRY(zn_measure_in(&r->written, r->pass->units, r->out->unit, -INFINITY, INFINITY, error));
  r->out->to_unit = (is_mass ? zn_solute_info(r->out->probe)->molar_mass : 1.0) / r->written.to_internal;
  return ZN_OK;
}

/* Whether the assay holds the solute in its bath. */
static int is_in_bath(const struct row *r) {
  for (int i = 0; i < r->assay->n_probes; i++)
    if (r->assay->probes[i].solute == r->out->probe) return r->assay->kind == ZN_ASSAY_CHAMBER;
  return 0;
}

/* A permeability, or, if the unit holds an amount, a flux. */
static enum zn_status tell_flux(struct row *r, struct zn_measure *shown, struct zn_error *error) {
  struct zn_dimension dimension;
  const char *unit;
  double value, to_internal;
  ZN_TRY(zn_quantity_split(r->value_text, &value, &unit, error));
  ZN_TRY(zn_unit_parse(r->pass->units, unit, &to_internal, &dimension, error));
  *shown = permeability;
  if (!dimension.amount) return ZN_OK;
  *shown = flux;
  r->out->quantity = ZN_QUANTITY_FLUX;
  if (is_in_bath(r)) return ZN_OK;
  return zn_fail(error, ZN_INPUT, "'%s' gives no concentration of '%s'; expected a permeability such as '1e-6 cm/s'", r->assay->name,
                 r->text->probe);
}

/* What the value must be. */
static enum zn_status expect(struct row *r, struct zn_measure *shown, struct zn_error *error) {
  const struct zn_reported *out = r->out;
  if (out->quantity == ZN_QUANTITY_READING)
    return zn_measure_in(shown, r->pass->units, zn_readable_info(out->observable).unit, 0.0, highest_reading, error);
  if (out->quantity == ZN_QUANTITY_PERMEABILITY) return tell_flux(r, shown, error);
  *shown = out->quantity == ZN_QUANTITY_RATIO ? ratio : share;
  return ZN_OK;
}

/* The row's unit is the one that its value is written in. */
static enum zn_status read_unit(struct row *r, struct zn_error *error) {
  const int may_be_made = r->out->quantity == ZN_QUANTITY_RECOVERY || r->out->quantity == ZN_QUANTITY_CONCENTRATION;
  int is_mass = 0;
  const char *unit;
  double value;
  struct zn_measure shown;
  ZN_TRY(zn_quantity_split(r->value_text, &r->out->value, &unit, error));
  if (may_be_made) ZN_TRY(read_kind(r, unit, &is_mass, error));
  ZN_TRY(zn_text_copy(&r->out->unit, *unit ? unit : "1", error));
  if (may_be_made && r->out->quantity != ZN_QUANTITY_RECOVERY) return read_made(r, is_mass, error);
  ZN_TRY(expect(r, &shown, error));
  ZN_TRY(zn_measure_read(&shown, r->pass->units, r->value_text, &value, error));
  ZN_TRY(zn_measure_in(&r->written, r->pass->units, r->out->unit, -INFINITY, INFINITY, error));
  r->out->to_unit = (r->out->quantity == ZN_QUANTITY_READING ? shown.to_internal : 1.0) / r->written.to_internal;
  return ZN_OK;
}

static enum zn_status read_value(struct row *r, struct zn_error *error) {
  int chosen;
  ZN_TRY(choose(r, statistics, STATISTICS, &chosen, error));
  if (chosen < 0)
    return zn_node_refuse(r->node, r->pass->file, error, "no number is reported; expected 'median', 'mean' or 'geometric_mean'");
  r->out->statistic = (enum zn_statistic)chosen;
  r->value_text = *(char *const *)member(r, statistics[chosen].offset);
  ZN_TRY(blame(r, statistics[chosen].key, read_unit(r, error), error));
  if (r->out->statistic != ZN_STATISTIC_GEOMETRIC_MEAN || r->out->value > 0.0) return ZN_OK;
  return zn_node_refuse(zn_node_entry(r->node, statistics[chosen].key), r->pass->file, error, "a geometric mean of 0; expected more");
}

/* A number without a unit is in that of the value. */
static enum zn_status read_spread_number(const struct row *r, const char *text, double *value, struct zn_error *error) {
  const char *unit;
  ZN_TRY(zn_quantity_split(text, value, &unit, error));
  if (*unit) ZN_TRY(zn_measure_read(&r->written, r->pass->units, text, value, error));
  return *value >= 0.0 ? ZN_OK : zn_fail(error, ZN_INPUT, "'%s' is negative", text);
}

/* An interval must hold the number that it belongs to; only a mean may lie outside the quartiles. */
static int is_around(const double spread[2], const struct zn_reported *row, const char *kind) {
  const int free = strcmp(kind, "iqr") == 0 && row->statistic != ZN_STATISTIC_MEDIAN;
  return spread[0] <= spread[1] && (free || (spread[0] <= row->value && row->value <= spread[1]));
}

static enum zn_status read_spread(struct row *r, struct zn_error *error) {
  int chosen;
  double *spread = r->out->spread;
  ZN_TRY(choose(r, spreads, SPREADS, &chosen, error));
  ZN_TRY(zn_text_copy(&r->out->spread_kind, chosen < 0 ? "" : spreads[chosen].key, error));
  spread[0] = spread[1] = NAN;
  if (chosen < 0) return ZN_OK;
  const struct choice *c = &spreads[chosen];
  char *const *text = c->pair ? *(char **const *)member(r, c->offset) : member(r, c->offset);
  for (int i = 0; i < 2; i++) ZN_TRY(blame(r, c->key, read_spread_number(r, text[c->pair ? i : 0], &spread[i], error), error));
  if (!c->pair || is_around(spread, r->out, c->key)) return ZN_OK;
  return zn_node_refuse(zn_node_entry(r->node, c->key), r->pass->file, error, "%g to %g is no interval around %g", spread[0], spread[1],
                        r->out->value);
}

/* --- The measurement --------------------------------------------------------------------------------------------------------- */

/* The measurement of the row's assay and cohort that lies nearest to its time, or NULL. */
static const struct zn_event *nearest_event(const struct row *r) {
  const struct zn_study *study = r->pass->study;
  const struct zn_event *nearest = NULL;
  for (int i = 0; i < study->n_events; i++) {
    const struct zn_event *e = &study->events[i];
    if (e->kind != ZN_EVENT_MEASURE || e->assay != r->out->assay || (e->cohort >= 0 && e->cohort != r->out->cohort)) continue;
    if (!nearest || fabs(e->time_h - r->out->time_h) < fabs(nearest->time_h - r->out->time_h)) nearest = e;
  }
  return nearest;
}

static enum zn_status read_moment(const struct row *r, struct zn_error *error) {
  struct zn_reported *out = r->out;
  ZN_TRY(blame(r, "at", zn_measure_read(&zn_measure_moment, r->pass->units, r->text->at, &out->time_h, error), error));
  const struct zn_event *e = nearest_event(r);
  const struct zn_node *at = zn_node_entry(r->node, "at");
  if (!e)
    return zn_node_refuse(zn_node_entry(r->node, "assay"), r->pass->file, error,
                          "'%s' is never measured in this cohort; expected '{at: %s, measure: %s}' in the timeline", r->assay->name,
                          r->text->at, r->assay->name);
  const int days = e->time_h >= 48.0;
  if (fabs(e->time_h - out->time_h) > ZN_SAME_TIME_H)
    return zn_node_refuse(at ? at : r->node, r->pass->file, error, "'%s' is not measured at %s; nearest: %.10g %s, in line %d",
                          r->assay->name, r->text->at, days ? e->time_h / 24.0 : e->time_h, days ? "d" : "h", e->line);
  out->time_h = e->time_h;
  return ZN_OK;
}

static enum zn_status read_cohort(const struct row *r, struct zn_error *error) {
  if (!r->text->cohort && r->pass->study->n_cohorts > 1)
    return zn_node_refuse(r->node, r->pass->file, error, "the key 'cohort' is missing; the study has several cohorts");
  return blame(r, "cohort", zn_study_find_cohort(r->pass->study, r->text->cohort, &r->out->cohort, error), error);
}

/* --- The label --------------------------------------------------------------------------------------------------------------- */

/* A reading's label, and its place where it has several. */
static void reading_label(struct zn_readable_info info, char *text, size_t room) {
  const char *bracket = strchr(info.name, '[');
  if (bracket)
    snprintf(text, room, "%s, %.*s", info.label, (int)strcspn(bracket + 1, "]"), bracket + 1);
  else
    snprintf(text, room, "%s", info.label);
}

/* What was measured, in words. */
static void describe(const struct row *r, char *text, size_t room) {
  const struct zn_reported *out = r->out;
  const struct zn_reported_row *t = r->text;
  const char *serum = t->serum ? " in serum, " : " ", *when = t->serum ? t->serum : t->window;
  switch (out->quantity) {
    case ZN_QUANTITY_RECOVERY:
    case ZN_QUANTITY_AMOUNT:
    case ZN_QUANTITY_RATE:
    case ZN_QUANTITY_CONCENTRATION:
      snprintf(text, room, "%s%s%s", t->probe, serum, when);
      break;
    case ZN_QUANTITY_RATIO:
      snprintf(text, room, "%s/%s%s%s", t->probe, t->over, serum, when);
      break;
    case ZN_QUANTITY_IN_PLACE:
      snprintf(text, room, "%s in %s %s", t->probe, place_texts[out->place], t->window);
      break;
    case ZN_QUANTITY_READING:
      reading_label(zn_readable_info(out->observable), text, room);
      break;
    case ZN_QUANTITY_FLUX:
      snprintf(text, room, "flux of %s, %s", t->probe, zn_segment_name(out->segment));
      break;
    case ZN_QUANTITY_PERMEABILITY:
      snprintf(text, room, "permeability to %s, %s", t->probe, zn_segment_name(out->segment));
      break;
  }
}

/* What must be said with every value stands in the label, which every output shows, whoever wrote it. */
static enum zn_status read_label(const struct row *r, struct zn_error *error) {
  const struct zn_study *study = r->pass->study;
  const int several = study->n_cohorts > 1;
  const char *caution = r->out->quantity == ZN_QUANTITY_READING ? zn_readable_info(r->out->observable).caution : NULL;
  char what[320], words[512], label[600];
  describe(r, what, sizeof what);
  if (r->text->label)
    snprintf(words, sizeof words, "%s", r->text->label);
  else
    snprintf(words, sizeof words, "%s at %s%s%s", what, r->text->at, several ? ", " : "",
             several ? study->cohorts[r->out->cohort].name : "");
  snprintf(label, sizeof label, "%s%s%s%s", words, caution ? " (" : "", caution ? caution : "", caution ? ")" : "");
  return zn_text_copy(&r->out->label, label, error);
}

static enum zn_status read_row(struct row *r, struct zn_error *error) {
  *r->out = (struct zn_reported){.probe = -1, .over = -1, .observable = -1, .line = r->node->line};
  ZN_TRY(read_cohort(r, error));
  ZN_TRY(read_assay(r, error));
  ZN_TRY(read_value(r, error));
  ZN_TRY(read_spread(r, error));
  ZN_TRY(read_moment(r, error));
  ZN_TRY(zn_text_copy(&r->out->note, r->text->note ? r->text->note : "", error));
  return read_label(r, error);
}

enum zn_status zn_study_read_reported(const struct zn_study_pass *pass, struct zn_error *error) {
  const unsigned count = pass->rows->reported_count;
  const struct zn_node *list = zn_node_entry(pass->root, "reported"), *node = list ? list->first : NULL;
  struct zn_study *study = pass->study;
  const struct zn_study_rows *rows = pass->rows;
  const unsigned only_read = (rows->discriminate ? rows->discriminate->tests_count + 1u : 0u) /* the tests and the truth */
                             + (rows->experiment ? rows->experiment->reads_count : 0u) + (rows->trial ? rows->trial->reads_count : 0u);
  study->reported = calloc(count + only_read + 1u, sizeof *study->reported);
  if (!study->reported) return zn_fail(error, ZN_MEMORY, "no memory for %u reported numbers", count);
  for (unsigned i = 0; i < count; i++, node = node->next) {
    struct row r = {.pass = pass, .text = &pass->rows->reported[i], .node = node, .out = &study->reported[study->n_reported++]};
    ZN_TRY(read_row(&r, error));
  }
  return ZN_OK;
}

/* --- Rows without a number --------------------------------------------------------------------------------------------------- */

/* The unit that a row is read in when nobody wrote a number. */
static const char *own_unit(const struct zn_reported *out) {
  switch (out->quantity) {
    case ZN_QUANTITY_READING:
      return zn_readable_info(out->observable).unit;
    case ZN_QUANTITY_CONCENTRATION:
      return "mg/L";
    case ZN_QUANTITY_PERMEABILITY:
      return "cm/s";
    case ZN_QUANTITY_RATIO:
      return "1";
    default:
      return "%";
  }
}

static enum zn_status read_own_unit(struct row *r, struct zn_error *error) {
  struct zn_reported *out = r->out;
  const char *unit = own_unit(out);
  struct zn_measure shown;
  ZN_TRY(zn_measure_in(&shown, r->pass->units, unit, -INFINITY, INFINITY, error));
  out->to_unit = out->quantity == ZN_QUANTITY_READING ? 1.0 : 1.0 / shown.to_internal;
  if (out->quantity == ZN_QUANTITY_CONCENTRATION) out->to_unit *= zn_solute_info(out->probe)->molar_mass;
  return zn_text_copy(&out->unit, unit, error);
}

/* The measurement in every cohort, at the same moment. */
static enum zn_status read_moments(struct row *r, struct zn_error *error) {
  double first_h = NAN;
  for (int c = 0; c < r->pass->study->n_cohorts; c++) {
    r->out->cohort = c;
    ZN_TRY(read_moment(r, error));
    if (c && r->out->time_h != first_h)
      return zn_node_refuse(r->node, r->pass->file, error, "'%s' is not measured at the very same time in all cohorts", r->assay->name);
    first_h = r->out->time_h;
  }
  r->out->cohort = -1;
  return ZN_OK;
}

static enum zn_status read_test(const struct zn_study_pass *pass, const struct zn_reported_row *text, const struct zn_node *node,
                                enum zn_status (*read_when)(struct row *r, struct zn_error *error), struct zn_reported *out,
                                struct zn_error *error) {
  struct row r = {.pass = pass, .text = text, .node = node, .out = out};
  *out =
      (struct zn_reported){.cohort = -1, .probe = -1, .over = -1, .observable = -1, .value = NAN, .spread = {NAN, NAN}, .line = node->line};
  ZN_TRY(read_assay(&r, error));
  ZN_TRY(read_own_unit(&r, error));
  ZN_TRY(read_when(&r, error));
  ZN_TRY(zn_text_copy(&out->spread_kind, "", error));
  ZN_TRY(zn_text_copy(&out->note, "", error));
  return zn_text_copy(&out->label, text->label, error);
}

/* --- What is true in the body ------------------------------------------------------------------------------------------------------------
 */

enum zn_status zn_study_truth_row(struct zn_reported *out, int observable, double time_h, int cohort, const char *label, int line,
                                  struct zn_error *error) {
  *out = (struct zn_reported){.cohort = cohort,
                              .time_h = time_h,
                              .assay = -1,
                              .quantity = ZN_QUANTITY_READING,
                              .probe = -1,
                              .over = -1,
                              .observable = observable,
                              .value = NAN,
                              .spread = {NAN, NAN},
                              .to_unit = 1.0,
                              .line = line};
  ZN_TRY(zn_text_copy(&out->label, label, error));
  ZN_TRY(zn_text_copy(&out->unit, zn_observable_info(observable)->unit, error));
  ZN_TRY(zn_text_copy(&out->spread_kind, "", error));
  return zn_text_copy(&out->note, "", error);
}

static enum zn_status read_truth(struct row *r, struct zn_error *error) {
  static const struct zn_key_rule only_reading[] = {{"reading", 1, 0}, {"probe", 0, 0},   {"over", 0, 0},
                                                    {"window", 0, 0},  {"serum", 0, 0},   {"ratio_of", 0, 0},
                                                    {"place", 0, 0},   {"segment", 0, 0}, {0}};
  const struct zn_names names = zn_observable_names();
  int observable;
  double time_h;
  ZN_TRY(zn_keys_check(r->node, only_reading, 0, "a read without an assay", r->pass->file, error));
  ZN_TRY(blame(r, "reading", zn_name_find(&names, r->text->reading, &observable, error), error));
  ZN_TRY(blame(r, "at", zn_measure_read(&zn_measure_moment, r->pass->units, r->text->at, &time_h, error), error));
  return zn_study_truth_row(r->out, observable, time_h, r->out->cohort, r->text->label, r->node->line, error);
}

enum zn_status zn_study_read_test(const struct zn_study_pass *pass, const struct zn_reported_row *text, const struct zn_node *node,
                                  struct zn_reported *out, struct zn_error *error) {
  struct row r = {.pass = pass, .text = text, .node = node, .out = out};
  if (text->assay) return read_test(pass, text, node, read_moments, out, error);
  out->cohort = -1;
  return read_truth(&r, error);
}

static enum zn_status read_cohort_and_moment(struct row *r, struct zn_error *error) {
  r->out->cohort = 0; /* the only one, where none is named */
  ZN_TRY(read_cohort(r, error));
  return read_moment(r, error);
}

enum zn_status zn_study_read_cohort_test(const struct zn_study_pass *pass, const struct zn_reported_row *text, const struct zn_node *node,
                                         struct zn_reported *out, struct zn_error *error) {
  struct row r = {.pass = pass, .text = text, .node = node, .out = out};
  if (text->assay) return read_test(pass, text, node, read_cohort_and_moment, out, error);
  ZN_TRY(read_cohort(&r, error));
  return read_truth(&r, error);
}
