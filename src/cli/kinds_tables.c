/* Things compiled in: parameters, solutes, sources, states, observables. */
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "kinds.h"

static json_t *all_of(int count, json_t *(*object)(int index)) {
  json_t *all = json_array();
  for (int i = 0; i < count; i++) all = cli_json_with(all, object(i));
  return all;
}

static json_t *parameter(int index) {
  const struct zn_parameter_info *p = zn_parameter_info(index), *other = zn_parameter_info(p->correlated_with);
  return json_pack("{s:s, s:s, s:s, s:f, s:f, s:f, s:f, s:s?, s:f, s:o, s:s, s:s}", "name", p->name, "room", p->room, "unit", p->unit,
                   "value", p->value, "low", p->low, "high", p->high, "spread", p->spread, "correlated_with", other ? other->name : NULL,
                   "correlation", p->correlation, "sources", cli_json_words(p->source), "grade", p->grade, "meaning", p->meaning);
}

json_t *cli_all_parameters(const struct cli_known *known) { return (void)known, all_of(zn_parameter_count(), parameter); }

/* Numbers of a solute in the units of data/solutes.csv. */
static const struct {
  const char *key;
  size_t place;
  double to_shown;
} solute_numbers[] = {
    {"molar_mass_g_per_mol", offsetof(struct zn_solute, molar_mass), 1e3},
    {"stokes_radius_nm", offsetof(struct zn_solute, stokes_radius), 1e7},
    {"charge", offsetof(struct zn_solute, charge), 1.0},
    {"diffusivity_cm2_per_s", offsetof(struct zn_solute, diffusivity), 1.0 / 3600.0},
    {"paracellular_factor", offsetof(struct zn_solute, paracellular_factor), 1.0},
    {"membrane_permeability_cm_per_s", offsetof(struct zn_solute, membrane_permeability), 1.0 / 3600.0},
    {"carrier_capacity_umol_per_cm2_min", offsetof(struct zn_solute, carrier_capacity), 1e3 / 60.0},
    {"carrier_affinity_mmol_per_L", offsetof(struct zn_solute, carrier_affinity), 1e3},
    {"transcytosis_cm_per_s", offsetof(struct zn_solute, transcytosis), 1.0 / 3600.0},
    {"small_bowel_loss_per_h", offsetof(struct zn_solute, small_bowel_loss), 1.0},
    {"fermentation_per_h", offsetof(struct zn_solute, fermentation), 1.0},
    {"hepatic_extraction", offsetof(struct zn_solute, hepatic_extraction), 1.0},
    {"lymph_share", offsetof(struct zn_solute, lymph_share), 1.0},
    {"volume_L_per_kg", offsetof(struct zn_solute, volume), 1.0},
    {"renal_clearance_per_gfr", offsetof(struct zn_solute, renal_clearance), 1.0},
    {"other_clearance_per_h", offsetof(struct zn_solute, other_clearance), 1.0},
};

static const char *const carriers[] = {[ZN_CARRIER_NONE] = "none",
                                       [ZN_CARRIER_SGLT1] = "SGLT1",
                                       [ZN_CARRIER_GLUT5] = "GLUT5",
                                       [ZN_CARRIER_PEPT1] = "PEPT1",
                                       [ZN_CARRIER_AMINO_ACID] = "amino acid"};
_Static_assert(sizeof carriers / sizeof *carriers == ZN_CARRIERS, "every carrier has a name");

static json_t *solute(int index) {
  const struct zn_solute *s = zn_solute_info(index);
  json_t *object = json_pack("{s:s, s:s}", "name", s->name, "carrier", carriers[s->carrier]);
  for (size_t i = 0; i < sizeof solute_numbers / sizeof *solute_numbers; i++) {
    double value;
    memcpy(&value, (const char *)s + solute_numbers[i].place, sizeof value);
    object = cli_json_with_key(object, solute_numbers[i].key, cli_json_number(value * solute_numbers[i].to_shown));
  }
  return cli_json_joined(object,
                         json_pack("{s:o, s:s, s:s}", "sources", cli_json_words(s->source), "grade", s->grade, "meaning", s->meaning));
}

json_t *cli_all_solutes(const struct cli_known *known) { return (void)known, all_of(zn_solute_count(), solute); }

/* A row of data/analytics.csv, in its units. */
static json_t *analytic(int index) {
  const struct zn_analytic *a = zn_analytic_info(index);
  const char *solute = zn_solute_info(a->solute)->name;
  char name[160];
  snprintf(name, sizeof name, "%s/%s/%s", solute, zn_fluid_name(a->fluid), a->method);
  return json_pack("{s:s, s:s, s:s, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:s, s:s}", "name", name, "solute", solute, "fluid",
                   zn_fluid_name(a->fluid), "method", a->method, "cv", cli_json_number(a->cv), "detection_mg_per_L",
                   cli_json_number(a->detection * 1e6), "background_share", cli_json_number(a->background_share), "background_mg_per_h",
                   cli_json_number(a->background * 1e3), "background_spread", cli_json_number(a->background_spread), "stored_blood_mmol",
                   cli_json_number(a->stored_blood), "sources", cli_json_words(a->source), "grade", a->grade, "note", a->note);
}

json_t *cli_all_analytics(const struct cli_known *known) { return (void)known, all_of(zn_analytic_count(), analytic); }

static int has_word(const char *words, const char *word) {
  const size_t length = strlen(word);
  for (const char *at = words; (at = strstr(at, word)); at += length)
    if ((at == words || at[-1] == ' ') && (at[length] == ' ' || at[length] == '\0')) return 1;
  return 0;
}

/* The names of those of a table's rows that name `id`. */
static json_t *parameters_on(const char *id) {
  json_t *names = json_array();
  for (int i = 0; i < zn_parameter_count(); i++)
    if (has_word(zn_parameter_info(i)->source, id)) names = cli_json_with(names, json_string(zn_parameter_info(i)->name));
  return names;
}

static json_t *solutes_on(const char *id) {
  json_t *names = json_array();
  for (int i = 0; i < zn_solute_count(); i++)
    if (has_word(zn_solute_info(i)->source, id)) names = cli_json_with(names, json_string(zn_solute_info(i)->name));
  return names;
}

static json_t *analytics_on(const char *id) {
  json_t *names = json_array();
  for (int i = 0; names && i < zn_analytic_count(); i++)
    if (has_word(zn_analytic_info(i)->source, id)) {
      json_t *row = analytic(i);
      json_array_append(names, json_object_get(row, "name"));
      json_decref(row);
    }
  return names;
}

/* Whether a claim, or a finding behind it, rests on a source. */
static int rests_on(const struct zn_claims *claims, const struct zn_claim *claim, int source) {
  for (int i = 0; i < claim->n_sources; i++)
    if (claim->sources[i] == source) return 1;
  for (int i = 0; i < claim->n_findings; i++)
    if (claims->findings[claim->first_finding + i].source == source) return 1;
  return 0;
}

static json_t *claims_on(const struct zn_claims *claims, int source) {
  json_t *ids = json_array();
  for (int i = 0; i < claims->n_claims; i++)
    if (rests_on(claims, &claims->claims[i], source)) ids = cli_json_with(ids, json_string(claims->claims[i].id));
  return ids;
}

/* A source, and what rests on it. */
static json_t *source(const struct zn_claims *claims, int index) {
  const struct zn_source_info *s = zn_source_info(index);
  return json_pack("{s:s, s:s, s:s, s:s, s:o, s:o, s:o, s:o}", "id", s->id, "cite", s->cite, "locator", s->locator, "note", s->note,
                   "parameters", parameters_on(s->id), "solutes", solutes_on(s->id), "analytics", analytics_on(s->id), "claims",
                   claims_on(claims, index));
}

json_t *cli_all_sources(const struct cli_known *known) {
  json_t *all = json_array();
  for (int i = 0; i < zn_source_count(); i++) all = cli_json_with(all, source(known->claims, i));
  return all;
}

static json_t *state(int index) {
  const struct zn_state_info *s = zn_state_info(index);
  return json_pack("{s:s, s:s, s:s, s:f, s:s}", "name", s->name, "room", s->room, "unit", s->unit, "scale", s->scale, "meaning",
                   s->meaning);
}

json_t *cli_all_states(const struct cli_known *known) { return (void)known, all_of(zn_state_count(), state); }

static json_t *observable(int index) {
  const struct zn_observable_info *o = zn_observable_info(index);
  return json_pack("{s:s, s:s, s:s, s:s, s:s}", "name", o->name, "label", o->label, "unit", o->unit, "room", o->room, "tag", o->tag);
}

json_t *cli_all_observables(const struct cli_known *known) { return (void)known, all_of(zn_observable_count(), observable); }
