/* One person's body as an SBML model. The rules were recorded from the equations (tools/record); values, units, meanings and
 * sources come from the tables. */
#include <string.h>

#include "html.h"
#include "writer.h"
#include "zonula/io.h"

#include "base/status.h"
#include "recorded_rules.inc"

#define COUNT(list) ((int)(sizeof(list) / sizeof *(list)))

static const char begin[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<sbml xmlns=\"http://www.sbml.org/sbml/level3/version2/core\" xmlns:sbml=\"http://www.sbml.org/sbml/level3/version2/core\" "
    "level=\"3\" "
    "version=\"2\">\n"
    "<model metaid=\"model\" id=\"zonula\" name=\"Zonula: the human intestinal barrier\" timeUnits=\"h1\" extentUnits=\"mmol1\" "
    "substanceUnits=\"mmol1\">\n";

/* "mucus_inner[ascending]" as an identifier; tools/record names the same things in the rules. */
static void add_id(struct zn_writer *xml, const char *name) {
  for (; *name; name++) {
    const char c = *name == '[' || *name == '/' ? '_' : *name;
    if (c != ']') zn_writer_add_bytes(xml, &c, 1);
  }
}

/* The identifier of a unit: powers of h, cm, g, mmol, S, a minus written as m. */
static void add_unit_id(struct zn_writer *xml, struct zn_dimension d) {
  static const char *const base[] = {"h", "cm", "g", "mmol", "S"};
  const int power[] = {d.time, d.length, d.mass, d.amount, d.conductance};
  const char *between = "";
  for (int i = 0; i < COUNT(base); i++) {
    if (power[i] == 0) continue;
    zn_writer_format(xml, "%s%s%s%d", between, base[i], power[i] < 0 ? "m" : "", power[i] < 0 ? -power[i] : power[i]);
    between = "_";
  }
  if (!*between) zn_writer_add(xml, "dimensionless");
}

static void add_unit(struct zn_writer *xml, struct zn_dimension d) {
  static const struct {
    const char *kind, *multiplier;
    int scale;
  } base[] = {{"second", "3600", 0}, {"metre", "1", -2}, {"gram", "1", 0}, {"mole", "1", -3}, {"siemens", "1", 0}};
  const int power[] = {d.time, d.length, d.mass, d.amount, d.conductance};
  zn_writer_add(xml, "<unitDefinition id=\"");
  add_unit_id(xml, d);
  zn_writer_add(xml, "\"><listOfUnits>");
  for (int i = 0; i < COUNT(base); i++)
    if (power[i])
      zn_writer_format(xml, "<unit kind=\"%s\" exponent=\"%d\" scale=\"%d\" multiplier=\"%s\"/>", base[i].kind, power[i], base[i].scale,
                       base[i].multiplier);
  zn_writer_add(xml, "</listOfUnits></unitDefinition>\n");
}

static int same(struct zn_dimension a, struct zn_dimension b) { return memcmp(&a, &b, sizeof a) == 0; }

/* Whether one of the first `n` parameters of the model has this unit. */
static int met_before(struct zn_dimension d, int n) {
  for (int i = 0; i < COUNT(recorded_units); i++)
    if (same(recorded_units[i], d)) return 1;
  for (int i = 0; i < n; i++)
    if (same(zn_parameter_info(recorded_parameters[i])->dimension, d)) return 1;
  return same(d, (struct zn_dimension){0});
}

static void add_units(struct zn_writer *xml) {
  static const struct zn_dimension always[] = {{.time = 1}, {.amount = 1}};
  zn_writer_add(xml, "<listOfUnitDefinitions>\n");
  for (int i = 0; i < COUNT(recorded_units); i++) add_unit(xml, recorded_units[i]);
  for (int i = 0; i < COUNT(recorded_parameters); i++)
    if (!met_before(zn_parameter_info(recorded_parameters[i])->dimension, i))
      add_unit(xml, zn_parameter_info(recorded_parameters[i])->dimension);
  for (int i = 0; i < COUNT(always); i++)
    if (!met_before(always[i], COUNT(recorded_parameters))) add_unit(xml, always[i]);
  zn_writer_add(xml, "</listOfUnitDefinitions>\n");
}

/* --- Where things come from ---------------------------------------------------------------------------------------------------- */

/* A statement about the element `meta`: qualifier (of biology) and a resource of identifiers.org in two parts. */
static void annotate(struct zn_writer *xml, const char *meta, const char *qualifier, const char *collection, const char *record) {
  zn_writer_add(xml,
                "<annotation><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" "
                "xmlns:bqbiol=\"http://biomodels.net/biology-qualifiers/\"><rdf:Description rdf:about=\"#");
  add_id(xml, meta);
  zn_writer_format(xml, "\"><bqbiol:%s><rdf:Bag><rdf:li rdf:resource=\"https://identifiers.org/%s", qualifier, collection);
  zn_html_text(xml, record);
  zn_writer_format(xml, "\"/></rdf:Bag></bqbiol:%s></rdf:Description></rdf:RDF></annotation>", qualifier);
}

static void add_source(struct zn_writer *xml, const struct zn_parameter_info *info, const char *meta) {
  const int index = zn_source_find(info->source);
  const char *locator = index >= 0 ? zn_source_info(index)->locator : "";
  if (strncmp(locator, "10.", 3) == 0) annotate(xml, meta, "isDescribedBy", "doi:", locator);
  if (strncmp(locator, "PMID:", 5) == 0) annotate(xml, meta, "isDescribedBy", "pubmed:", locator + 5);
  if (strncmp(locator, "PMC", 3) == 0) annotate(xml, meta, "isDescribedBy", "pmc:", locator);
}

/* The part of the body that a room is, in the Uberon ontology. */
static const char *anatomy_of(const char *room) {
  static const struct {
    const char *room, *part;
  } rooms[] = {{"lumen", "0002108"},  {"microbiota", "0001155"}, {"mucus", "0000912"},      {"epithelium", "0001277"},
               {"immune", "0000160"}, {"liver", "0002107"},      {"circulation", "0000178"}};
  for (int i = 0; i < COUNT(rooms); i++)
    if (strcmp(rooms[i].room, room) == 0) return rooms[i].part;
  return "0000160";
}

/* --- Parameters and states ------------------------------------------------------------------------------------------------------ */

static void begin_parameter(struct zn_writer *xml, const char *name, double value, struct zn_dimension dimension, int constant) {
  zn_writer_add(xml, "<parameter metaid=\"");
  add_id(xml, name);
  zn_writer_add(xml, "\" id=\"");
  add_id(xml, name);
  zn_writer_format(xml, "\" name=\"%s\" value=\"%.17g\" units=\"", name, value);
  add_unit_id(xml, dimension);
  zn_writer_format(xml, "\" constant=\"%s\"><notes><p xmlns=\"http://www.w3.org/1999/xhtml\">", constant ? "true" : "false");
}

static void add_parameter(struct zn_writer *xml, int index, const struct zn_parameters *person) {
  const struct zn_parameter_info *info = zn_parameter_info(index);
  begin_parameter(xml, info->name, ((const double *)person)[index], info->dimension, 1);
  zn_html_text(xml, info->meaning);
  zn_writer_format(xml, "; evidence: %s; source: %s</p></notes>", info->grade, info->source);
  add_source(xml, info, info->name);
  zn_writer_add(xml, "</parameter>\n");
}

static void add_state(struct zn_writer *xml, int index, double value) {
  const struct zn_state_info *info = zn_state_info(index);
  begin_parameter(xml, info->name, value, info->dimension, 0);
  zn_html_text(xml, info->meaning);
  zn_writer_add(xml, "</p></notes>");
  annotate(xml, info->name, "occursIn", "UBERON:", anatomy_of(info->room));
  zn_writer_add(xml, "</parameter>\n");
}

static void add_model(struct zn_writer *xml, const struct zn_parameters *person, const double *y) {
  zn_writer_add(xml, begin);
  zn_writer_format(
      xml,
      "<notes><p xmlns=\"http://www.w3.org/1999/xhtml\">Written by Zonula %s, data %s. One person's body at the start; probes and "
      "tests are not part of it. It never diagnoses.</p></notes>",
      zn_version(), zn_data_digest());
  annotate(xml, "model", "hasTaxon", "taxonomy:", "9606");
  zn_writer_add(xml, "\n");
  add_units(xml);
  zn_writer_add(xml, "<listOfParameters>\n");
  for (int i = 0; i < COUNT(recorded_parameters); i++) add_parameter(xml, recorded_parameters[i], person);
  for (int i = 0; i < zn_state_count(); i++) add_state(xml, i, y[i]);
  for (int i = 0; i < COUNT(recorded_shared); i++) zn_writer_add(xml, recorded_shared[i]);
  zn_writer_add(xml, "</listOfParameters>\n<listOfRules>\n");
  for (int i = 0; i < COUNT(recorded_rules); i++) zn_writer_add(xml, recorded_rules[i]);
  zn_writer_add(xml, "</listOfRules>\n</model>\n</sbml>\n");
}

enum zn_status zn_person_write_sbml(const struct zn_parameters *person, const double *y, const char *path, struct zn_error *error) {
  struct zn_writer xml = {0};
  struct zn_locale locale;
  ZN_TRY(zn_locale_plain(&locale, error));
  add_model(&xml, person, y);
  zn_locale_restore(&locale);
  return zn_writer_save(&xml, path, ZN_OK, error);
}
