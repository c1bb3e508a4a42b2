/* The frame of a small chart, drawn as SVG that stands inside a page: places of numbers, lines with numbers, titles. */
#ifndef ZN_IO_CHART_H
#define ZN_IO_CHART_H

#include "writer.h"

struct zn_chart {
  int width, height;            /* of all, in px at full width */
  int left, right, top, bottom; /* margins of the frame */
  double low[2], high[2];       /* ends of the axes x and y */
  int logarithmic[2];
};

/* An axis, 0 or 1, over two numbers with air at both ends; logarithmic where asked and both are above 0. Equal numbers get room, too. */
void zn_chart_span(struct zn_chart *chart, int axis, double low, double high, int logarithmic);

/* Where a value stands, held inside the frame. */
double zn_chart_x(const struct zn_chart *chart, double value);
double zn_chart_y(const struct zn_chart *chart, double value);

/* Opens the picture with what it says to readers who cannot see it; close it with "</svg>". */
void zn_chart_open(struct zn_writer *page, const struct zn_chart *chart, const char *label);
/* Lines and numbers along an axis, and its title (""), below or at the left. */
void zn_chart_axis(struct zn_writer *page, const struct zn_chart *chart, int axis, const char *title);
/* A line at a value of x from top to bottom, of that class. */
void zn_chart_line(struct zn_writer *page, const struct zn_chart *chart, const char *class, double x);
/* Text at a place; `anchor` is start, middle or end. */
void zn_chart_text(struct zn_writer *page, double x, double y, const char *anchor, const char *text);

#endif
