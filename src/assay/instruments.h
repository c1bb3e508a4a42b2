/* What instruments make of a person, each with the errors that are its own; the errors of the marker table come on top. */
#ifndef ZN_ASSAY_INSTRUMENTS_H
#define ZN_ASSAY_INSTRUMENTS_H

#include "reading.h"

/* The reading in its shown unit, before the errors of the marker table. */
double zn_instrument_value(const struct zn_sight *sight, enum zn_instrument_reading what, enum zn_segment segment);

#endif
