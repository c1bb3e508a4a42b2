/* Columns of a table of people that say what they look like: sex, age, height, ... */
#ifndef ZN_IO_NAMED_ATTRIBUTES_H
#define ZN_IO_NAMED_ATTRIBUTES_H

#include "named_people.h"
#include "writer.h"
#include "zonula/physique.h"

/* Candidates that people of a matched cohort are: as in the column `candidate`. */
enum { ZN_HIGHEST_CANDIDATE = 1000000 };

/* The unit of a header of that attribute, "" where it has none: how much of the attribute's own unit it is. */
enum zn_status zn_attribute_unit_read(enum zn_attribute attribute, const char *unit, const struct zn_units *units, long double *to_own,
                                      struct zn_error *error);
/* A cell: female or male, 0 or 1, or a number within what is possible. */
enum zn_status zn_attribute_cell_read(enum zn_attribute attribute, const char *text, long double to_own,
                                      const struct zn_people_table *table, double *value, struct zn_error *error);

/* Holds what follows from the rest, `claimed`, against what it really is in person `person` of a table read to its end; NAN claims nothing.
 */
enum zn_status zn_attributes_check(const struct zn_named_people *people, int person, const double claimed[ZN_ATTRIBUTES],
                                   const struct zn_people_source *source, struct zn_error *error);

/* As tables have it: female, male, 0, 1, or a number with as many digits as it takes to get it back. */
void zn_attribute_cell_write(struct zn_writer *text, enum zn_attribute attribute, double value);

#endif
