/* Instruments that look at a person at one moment: blood, stool, biopsies, endomicroscopy, tissue in a chamber, a perfused piece of gut.
 * Read-only. What each sees without error is in instruments.c, chamber.c and perfusion.c; its error is in noise.c. */
#ifndef ZN_ASSAY_READING_H
#define ZN_ASSAY_READING_H

#include "zonula/study.h"

/* An instrument, a person, a moment. All borrowed. */
struct zn_sight {
  const struct zn_library *library; /* for its markers; without a marker a reading has no error */
  const struct zn_assay *assay;     /* kind reading, chamber or perfusion */
  const struct zn_parameters *person;
  const struct zn_solute *solutes; /* [zn_solute_count()], or NULL: the table */
  const double *observed;          /* [zn_observable_count()], zn_observe() */
  const struct zn_wall *wall;      /* zn_body_wall() */
  uint64_t seed;                   /* of the cohort */
  int number;                      /* of the person in it */
  double time_h;
  int again; /* which repeat of the measurement; 0: the first time (draws.h) */
  int exact; /* 1: without error */
};

/* Offsets of the places of a reading behind zn_readable_find("name") or of "name[duodenum]". */
enum zn_instrument_reading {
#define ZN_READING(name, shape, ...) ZN_READING_##name,
#include "readings.def"
#undef ZN_READING
  ZN_INSTRUMENT_READINGS
};

/* What row `row`, which must belong to this instrument, shows, in the row's unit. ZN_ARGUMENT, with a text, when the instrument
 * cannot show it: a flux of what is not in the bath, a perfusion that reads the body. */
enum zn_status zn_sight_read(const struct zn_sight *sight, const struct zn_reported *row, double *value, struct zn_error *error);

/* The reading `readable` (zn_readable_info()) as shown, error included. */
double zn_sight_reading(const struct zn_sight *sight, int readable);

#endif
