/* A cloud of points on logarithmic axes, drawn as SVG that stands inside a page: predicted against reported. */
#ifndef ZN_IO_SCATTER_H
#define ZN_IO_SCATTER_H

#include "writer.h"

enum { ZN_SCATTER_OTHER = -1 }; /* the colour of what has none of its own */

struct zn_scatter_point {
  double x, y, low, high; /* above 0; low and high of y, NAN: no bar */
  int colour;             /* as zn_report_colour, or ZN_SCATTER_OTHER */
  int off;                /* a diamond instead of a circle */
  const char *label;      /* stands beside the point; NULL: none */
  const char *tip, *link; /* what shows when the reader points at it; where a click leads, "#row"; NULL: nowhere */
};

struct zn_scatter {
  const char *x_title, *y_title;
  double low[2], high[2]; /* ends of the axes x and y */
  int cross;              /* lines at 1 through both axes: above is more, below is less */
  int n;
  const struct zn_scatter_point *point;
};

/* Draws the frame, a twofold band about the line of agreement, and the points. Bars that leave the frame end at it. */
void zn_scatter_draw(struct zn_writer *page, const struct zn_scatter *scatter);

#endif
