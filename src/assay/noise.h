/* Errors of instruments, drawn for each person, reading and moment (draws.h). */
#ifndef ZN_ASSAY_NOISE_H
#define ZN_ASSAY_NOISE_H

#include "reading.h"

/* The marker of a readable thing, given with or without its place; NULL: there is none. */
const struct zn_marker *zn_marker_of(const struct zn_library *library, const char *name);

/* A standard normal of this person for `what`, drawn once in their life or anew at each moment; 0 for an exact instrument. */
double zn_draw_of_person(const struct zn_sight *sight, const char *name, const char *what);
double zn_draw_of_moment(const struct zn_sight *sight, const char *name, const char *what);

/* How many of `n` fields show something that each shows with chance `share`; n * share for an exact instrument. */
double zn_draw_fields(const struct zn_sight *sight, const char *name, int n, double share);

/* `value`, in the marker's unit, as the instrument reports it under `name`: errors multiplied, then the limits. With no marker, and by an
 * exact instrument, the value itself, bit for bit. */
double zn_with_noise(const struct zn_sight *sight, const struct zn_marker *marker, const char *name, double value);

#endif
