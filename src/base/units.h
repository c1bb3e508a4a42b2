/* Units through UDUNITS-2, turned into the coherent internal system: hour, centimetre, gram, millimole, siemens.
 *
 * The only file that sees UDUNITS. Units that are shifted as well as scaled (degrees Celsius) are refused. */
#ifndef ZN_BASE_UNITS_H
#define ZN_BASE_UNITS_H

#include "zonula/dimension.h"
#include "zonula/status.h"

/* An open unit database. UDUNITS parses with state of its own, so only one thread at a time may read units. */
struct zn_units;

/* Opens the database. ZN_IO when UDUNITS' own files are missing. Free with zn_units_close. */
enum zn_status zn_units_open(struct zn_units **units, struct zn_error *error);
void zn_units_close(struct zn_units *units);

/* What a unit means: internal = written * to_internal. "" and "1" are the pure number. ZN_INPUT when it is not a unit. */
enum zn_status zn_unit_parse(const struct zn_units *units, const char *text, double *to_internal, struct zn_dimension *dimension,
                             struct zn_error *error);

/* A factor that went through SI units has a rounding error: 1 mL becomes 1.0000000000000002 cm3. One that is so near a short decimal, or
 * whose inverse is, is that decimal. */
double zn_unit_tidy(double factor);

/* A number with an optional unit behind it, "5 mg/kg": value as written and the text of the unit (points into `text`). Refuses
 * what is not a finite number. */
enum zn_status zn_quantity_split(const char *text, double *value, const char **unit, struct zn_error *error);

/* "cm3/g/h"-like name of a dimension; always fits 64 characters. */
void zn_dimension_text(struct zn_dimension dimension, char text[64]);

#endif
