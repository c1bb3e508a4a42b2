/* Cells of comma-separated tables (RFC 4180). What is not known is an empty cell. */
#ifndef ZN_IO_CSV_CELLS_H
#define ZN_IO_CSV_CELLS_H

#include "writer.h"

/* A cell of text; quoted where it has to be. */
void zn_csv_text(struct zn_writer *csv, const char *cell);
/* A comma and a number to six digits; only the comma where it is not finite. */
void zn_csv_number(struct zn_writer *csv, double value);

#endif
