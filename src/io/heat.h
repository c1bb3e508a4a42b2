/* A square of coloured cells with numbers in them, drawn as SVG that stands inside a page. */
#ifndef ZN_IO_HEAT_H
#define ZN_IO_HEAT_H

#include "writer.h"

struct zn_heat_cell {
  double warmth;  /* -1: coldest, 0: as it should be, 1: hottest; NAN: nothing known */
  char text[24];  /* the number in it */
  char small[40]; /* under it; "" for nothing */
};

struct zn_heat {
  const char *name; /* what is drawn, for readers who cannot see it */
  int n;
  const char *const *label;        /* [n] of rows and columns */
  const struct zn_heat_cell *cell; /* [n][n] */
};

void zn_heat_draw(struct zn_writer *page, const struct zn_heat *heat);

/* The colour of a warmth, "#rrggbb", and whether text on it must be light. */
int zn_heat_colour(char colour[8], double warmth);

#endif
