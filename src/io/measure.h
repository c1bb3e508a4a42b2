/* Quantities that users write, held against what they must be. */
#ifndef ZN_IO_MEASURE_H
#define ZN_IO_MEASURE_H

#include "base/units.h"
#include "zonula/study.h"

/* What a quantity must be: its unit and its bounds, both included. */
struct zn_measure {
  const char *unit; /* as shown; values are in it */
  double to_internal;
  struct zn_dimension dimension;
  double low, high; /* in `unit` */
};

/* The longest time in a study, h. */
#define ZN_LONGEST_H (100.0 * 8766.0)
/* A moment of a study, and a span of time, in hours. */
extern const struct zn_measure zn_measure_moment, zn_measure_span;

/* What a parameter may be set to. */
struct zn_measure zn_measure_of_parameter(int parameter);
/* A measure in that unit. */
enum zn_status zn_measure_in(struct zn_measure *measure, const struct zn_units *units, const char *unit, double low, double high,
                             struct zn_error *error);

/* The value of `text` in the measure's unit. A ratio of like units (mg/kg) is not taken for a pure number, nor a pure number
 * for such a ratio. */
enum zn_status zn_measure_read(const struct zn_measure *measure, const struct zn_units *units, const char *text, double *value,
                               struct zn_error *error);

/* A window "0-24 h": hours, start before end, end at most `longest_h`. */
enum zn_status zn_window_read(const struct zn_units *units, const char *text, double longest_h, double window_h[2], struct zn_error *error);

#endif
