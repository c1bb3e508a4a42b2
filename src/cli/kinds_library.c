/* Things of the built-in library: conditions, treatments, diets, foods, assays. */
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "kinds.h"

/* --- Overlays ------------------------------------------------------------------------------------------------------------------------ */

static const char *const change_names[] = {[ZN_CHANGE_SET] = "set", [ZN_CHANGE_SCALE] = "scale", [ZN_CHANGE_SPREAD] = "spread"};

/* A change in the unit in which its parameter is shown; factors and spreads have none. */
static json_t *change(const struct zn_change *c) {
  const struct zn_parameter_info *p = zn_parameter_info(c->parameter);
  const int has_unit = c->kind == ZN_CHANGE_SET;
  return json_pack("{s:s, s:s, s:o, s:s}", "parameter", p->name, "change", change_names[c->kind], "value",
                   cli_json_number(has_unit ? c->value / p->to_internal : c->value), "unit", has_unit ? p->unit : "1");
}

static json_t *changes(const struct zn_overlay *overlay) {
  json_t *all = json_array();
  for (int i = 0; i < overlay->n_changes; i++) all = cli_json_with(all, change(&overlay->changes[i]));
  return all;
}

/* Effects of which nobody knows how large they are. */
static json_t *uncertain(const struct zn_overlay *overlay) {
  json_t *all = json_array();
  for (int i = 0; i < overlay->n_uncertain; i++) {
    const struct zn_uncertain *u = &overlay->uncertain[i];
    all = cli_json_with(
        all, json_pack("{s:s, s:o, s:o, s:o, s:s, s:o}", "parameter", u->name, "middle", cli_json_number(u->middle), "low",
                       cli_json_number(u->low), "high", cli_json_number(u->high), "why", u->why, "sources", cli_json_words(u->sources)));
  }
  return all;
}

/* Appends to a list of short texts, as much as fits. */
__attribute__((format(printf, 2, 3))) static void append(char text[300], const char *format, ...) {
  const size_t n = strlen(text), between = n ? 2 : 0;
  va_list arguments;
  if (n + between + 1 >= 300) return;
  memcpy(text + n, n ? "; " : "", between + 1);
  va_start(arguments, format);
  vsnprintf(text + n + between, 300 - n - between, format, arguments);
  va_end(arguments);
}

/* What a treatment acts on, in a line: "nothing", "lumen_alcohol (dose)", "epithelium_constitutive_leak x1 (0.6 to 1.3)". */
static json_t *acts(const struct zn_overlay *overlay) {
  char text[300] = "";
  if (overlay->dose_state >= 0) append(text, "%s (dose)", zn_state_info(overlay->dose_state)->name);
  for (int i = 0; i < overlay->n_changes; i++) append(text, "%s", zn_parameter_info(overlay->changes[i].parameter)->name);
  for (int i = 0; i < overlay->n_uncertain; i++) {
    const struct zn_uncertain *u = &overlay->uncertain[i];
    append(text, "%s x%.3g (%.3g to %.3g)", u->name, u->middle, u->low, u->high);
  }
  return json_string(*text ? text : "nothing");
}

static json_t *dose(const struct zn_overlay *overlay) {
  if (overlay->dose_state < 0) return json_null();
  return json_pack("{s:s, s:s, s:o}", "state", zn_state_info(overlay->dose_state)->name, "unit", overlay->dose_unit, "default",
                   overlay->default_dose > 0.0 ? json_real(overlay->default_dose) : json_null());
}

/* Foods by name and what is eaten of each, g a day. */
static json_t *menu(const struct zn_overlay *overlay, const struct zn_library *library) {
  json_t *all = json_array();
  for (int i = 0; i < overlay->n_menu; i++)
    all = cli_json_with(
        all, json_pack("{s:s, s:f}", "food", library->foods->food[overlay->menu[i].food].name, "g_per_day", overlay->menu[i].g_per_day));
  return all;
}

static json_t *overlay_object(const struct zn_overlay *overlay, const struct zn_library *library) {
  json_t *object =
      json_pack("{s:s, s:s, s:s, s:s, s:s, s:o, s:o}", "name", overlay->name, "title", overlay->title, "meaning", overlay->meaning, "grade",
                overlay->grade, "tag", overlay->tag, "sources", cli_json_words(overlay->sources), "changes", changes(overlay));
  const double ages[2] = {overlay->age_low, overlay->age_high};
  json_t *rest = overlay->kind == ZN_OVERLAY_CONDITION
                     ? json_pack("{s:s, s:o, s:o}", "start", overlay->branch == ZN_BRANCH_INFLAMED ? "inflamed" : "healthy", "also_called",
                                 cli_json_words(overlay->also), "ages", overlay->age_high > 0.0 ? cli_json_numbers(ages, 2) : json_null())
                     : json_pack("{s:o, s:o}", "dose", dose(overlay), "duration_h",
                                 overlay->default_duration_h > 0.0 ? json_real(overlay->default_duration_h) : json_null());
  object = cli_json_joined(object, rest);
  if (overlay->kind == ZN_OVERLAY_DIET) object = cli_json_with_key(object, "menu", menu(overlay, library));
  if (overlay->kind != ZN_OVERLAY_TREATMENT) return object;
  object = cli_json_with_key(object, "uncertain", uncertain(overlay));
  return cli_json_with_key(object, "acts", acts(overlay));
}

static json_t *overlays(const struct zn_library *library, enum zn_overlay_kind kind) {
  json_t *all = json_array();
  for (int i = 0; i < library->n_overlays; i++)
    if (library->overlays[i].kind == kind) all = cli_json_with(all, overlay_object(&library->overlays[i], library));
  return all;
}

json_t *cli_all_conditions(const struct cli_known *known) { return overlays(known->library, ZN_OVERLAY_CONDITION); }
json_t *cli_all_treatments(const struct cli_known *known) { return overlays(known->library, ZN_OVERLAY_TREATMENT); }
json_t *cli_all_diets(const struct cli_known *known) { return overlays(known->library, ZN_OVERLAY_DIET); }

/* --- Assays -------------------------------------------------------------------------------------------------------------------------- */

static const char *const assay_kinds[] = {[ZN_ASSAY_URINE] = "urine",
                                          [ZN_ASSAY_TRANSIT] = "transit",
                                          [ZN_ASSAY_READING] = "reading",
                                          [ZN_ASSAY_CHAMBER] = "chamber",
                                          [ZN_ASSAY_PERFUSION] = "perfusion"};

static const char *site_name(enum zn_site site) {
  static const char *const names[] = {[ZN_SITE_ORAL] = "oral", [ZN_SITE_INTRAVENOUS] = "intravenous", [ZN_SITE_RECTAL] = "rectal"};
  return site < ZN_SITE_SEGMENT ? names[site] : zn_segment_name((enum zn_segment)(site - ZN_SITE_SEGMENT));
}

static json_t *probes(const struct zn_assay *assay) {
  json_t *all = json_array();
  for (int i = 0; i < assay->n_probes; i++) {
    const struct zn_probe_dose *p = &assay->probes[i];
    const int swallowed = assay->kind == ZN_ASSAY_URINE || assay->kind == ZN_ASSAY_TRANSIT;
    const double mmol_per_l = 1e3;
    all = cli_json_with(
        all, json_pack("{s:s, s:f}", "solute", zn_solute_info(p->solute)->name, swallowed ? "amount_mmol" : "concentration_mmol_per_L",
                       swallowed ? p->amount_mmol : mmol_per_l * p->concentration));
  }
  return all;
}

/* What the laboratory sees of a probe in one fluid, in the units of data/analytics.csv; NULL when nothing is known. */
static json_t *analysis(const struct zn_assay *assay, int solute, enum zn_fluid fluid) {
  const char *method = fluid == ZN_FLUID_URINE ? assay->method : "";
  const struct zn_analytic *a = zn_analytic_info(zn_analytic_find(solute, fluid, method));
  if (!a) return NULL;
  return json_pack("{s:s, s:s, s:s, s:o, s:o, s:o, s:o, s:s, s:s}", "solute", zn_solute_info(solute)->name, "fluid", zn_fluid_name(fluid),
                   "method", a->method, "cv", cli_json_number(a->cv), "detection_mg_per_L", cli_json_number(a->detection * 1e6),
                   "background_share", cli_json_number(a->background_share), "background_mg_per_h", cli_json_number(a->background * 1e3),
                   "grade", a->grade, "note", a->note);
}

static json_t *noise(const struct zn_assay *assay) {
  json_t *all = json_array();
  for (int i = 0; i < assay->n_probes; i++)
    for (int fluid = 0; fluid < ZN_FLUIDS; fluid++) {
      json_t *one = analysis(assay, assay->probes[i].solute, (enum zn_fluid)fluid);
      if (one) all = cli_json_with(all, one);
    }
  return all;
}

static json_t *readings(const struct zn_assay *assay) {
  json_t *all = json_array();
  for (int i = 0; i < assay->n_readings; i++) all = cli_json_with(all, json_string(zn_readable_info(assay->readings[i]).name));
  return all;
}

/* What belongs to the kind of assay. */
static json_t *details(const struct zn_assay *a) {
  if (a->kind == ZN_ASSAY_READING) return json_pack("{s:o}", "readings", readings(a));
  if (a->kind == ZN_ASSAY_CHAMBER)
    return json_pack("{s:o, s:f, s:f, s:f, s:f, s:o}", "readings", readings(a), "exposed_cm2", a->exposed_cm2, "depth", a->depth,
                     "mounted_h", a->mounted_h, "length_h", a->length_h, "probes", probes(a));
  if (a->kind == ZN_ASSAY_PERFUSION)
    return json_pack("{s:f, s:f, s:o}", "flow_mL_per_min", a->flow / 60.0, "segment_cm", a->segment_cm, "probes", probes(a));
  json_t *swallowed =
      json_pack("{s:s, s:f, s:o, s:f, s:o}", "site", site_name(a->site), "drink_mL", a->drink_ml, "osmolality_mmol_per_L",
                a->osmolality > 0.0 ? cli_json_number(a->osmolality * 1e3) : json_null(), "length_h", a->length_h, "probes", probes(a));
  return a->kind == ZN_ASSAY_URINE ? cli_json_with_key(swallowed, "analysis", noise(a)) : swallowed;
}

static json_t *assay_object(const struct zn_assay *a) {
  json_t *object = json_pack("{s:s, s:s, s:s, s:s, s:o}", "name", a->name, "title", a->title, "meaning", a->meaning, "kind",
                             assay_kinds[a->kind], "sources", cli_json_words(a->sources));
  return cli_json_joined(object, details(a));
}

json_t *cli_all_assays(const struct cli_known *known) {
  const struct zn_library *library = known->library;
  json_t *all = json_array();
  for (int i = 0; i < library->n_assays; i++) all = cli_json_with(all, assay_object(&library->assays[i]));
  return all;
}

/* --- Markers ------------------------------------------------------------------------------------------------------------------------- */

static json_t *marker_object(const struct zn_marker *m) {
  return json_pack("{s:s, s:s, s:s, s:s, s:f, s:f, s:f, s:f, s:f, s:f, s:s, s:o}", "name", m->name, "fluid", m->fluid, "unit", m->unit,
                   "meaning", m->meaning, "analytical_cv", m->analytical_cv, "within_person_cv", m->within_cv, "between_person_cv",
                   m->between_cv, "counted", m->counted, "detection_limit", m->detection_limit, "upper_limit", m->upper_limit, "grade",
                   m->grade, "sources", cli_json_words(m->sources));
}

json_t *cli_all_markers(const struct cli_known *known) {
  const struct zn_library *library = known->library;
  json_t *all = json_array();
  for (int i = 0; i < library->n_markers; i++) all = cli_json_with(all, marker_object(&library->markers[i]));
  return all;
}

/* --- Foods --------------------------------------------------------------------------------------------------------------------------- */

/* A row of data/foods.csv, in its units; null is not known. */
static json_t *food_object(const struct zn_food *f) {
  json_t *object = json_pack("{s:s, s:s, s:o}", "name", f->name, "title", f->title, "plants", cli_json_words(f->plants));
  for (int k = 0; k < ZN_NUTRIENTS; k++) object = cli_json_with_key(object, zn_nutrient_info(k).name, cli_json_number(f->nutrient[k]));
  return cli_json_joined(object, json_pack("{s:o, s:s, s:s}", "sources", cli_json_words(f->sources), "grade", f->grade, "note", f->note));
}

json_t *cli_all_foods(const struct cli_known *known) {
  const struct zn_food_table *foods = known->library->foods;
  json_t *all = json_array();
  for (int i = 0; i < foods->n; i++) all = cli_json_with(all, food_object(&foods->food[i]));
  return all;
}
