/* Every number of the biology, by name. The list is data/parameters.csv; tools/gen_tables writes from it
 * parameters.def (fields of struct zn_parameters) and the descriptor table behind zn_parameter_info().
 *
 * Internal units are coherent: hour, centimetre, gram, millimole; volume is therefore cm3 (= mL). A parameter is
 * typed in the unit of its source and converted once, by the generator, with UDUNITS-2. */
#ifndef ZONULA_PARAMETERS_H
#define ZONULA_PARAMETERS_H

#include "anatomy.h"
#include "dimension.h"

/* One value for every row of data/parameters.csv, in internal units. All fields are doubles (arrays by the index
 * lists of anatomy.h), so the struct is also a flat array of zn_parameter_count() doubles in table order. */
struct zn_parameters {
#define ZN_PARAMETER(name, shape) double name shape;
#include "parameters.def"
#undef ZN_PARAMETER
};

/* One row of data/parameters.csv. Strings are static. An entry of microbiota_preference that the table does not write is a
 * row as well: value 0, source and grade `chosen`, unit and range of its neighbours. */
struct zn_parameter_info {
  const char *name; /* "mucus_turnover", "immune_gain[ileum]", "microbiota_growth[bacteroides/pectin]" */
  const char *room; /* "lumen" ... "circulation", "solute", "diet", "person" */
  const char *unit; /* as typed and shown, e.g. "1/day" */
  const char *internal_unit;
  double to_internal;  /* internal = typed * to_internal (units are never affine) */
  double value;        /* default, typed unit */
  double low, high;    /* admissible range, typed unit */
  double spread;       /* between-person SD of ln(value); 0: does not vary between people */
  int correlated_with; /* index of the parameter whose draw this one shares, or -1 */
  double correlation;  /* correlation of the two normal scores, or 0 */
  const char *source;  /* id in data/sources.csv */
  const char *grade;   /* measured_human, measured_animal, measured_cells, derived, calibrated, expert, chosen, unverified */
  const char *meaning;
  struct zn_dimension dimension;
};

int zn_parameter_count(void);
/* Row `index` (0 <= index < zn_parameter_count()), or NULL. */
const struct zn_parameter_info *zn_parameter_info(int index);
/* Index of a full name, or -1. */
int zn_parameter_find(const char *name);
/* The defaults of the table, in internal units. */
void zn_parameters_default(struct zn_parameters *parameters);

/* One row of data/sources.csv. Strings are static. */
struct zn_source_info {
  const char *id;      /* "suenaert_2002" */
  const char *cite;    /* authors, year, journal */
  const char *locator; /* DOI, PubMed number or address; "" where none */
  const char *note;
};
int zn_source_count(void);
const struct zn_source_info *zn_source_info(int index);
int zn_source_find(const char *id);

/* SHA-256 of all files under data/, hex, first 16 digits; and the version in VERSION. */
const char *zn_data_digest(void);
const char *zn_version(void);

#endif
