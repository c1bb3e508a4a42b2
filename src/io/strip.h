/* A small scale for a row of a table: predicted over reported, on a logarithm from a quarter to fourfold. */
#ifndef ZN_IO_STRIP_H
#define ZN_IO_STRIP_H

#include "writer.h"
#include "zonula/study.h"

/* The point and its interval; the band is twofold either way. A dash where there is no ratio. */
void zn_strip(struct zn_writer *page, const struct zn_prediction *prediction, double reported);
/* The numbers on it under what it shows, for the heading of the column. */
void zn_strip_scale(struct zn_writer *page, const char *what);

#endif
