/* Ages in years. UDUNITS takes "a" for the are. */
#ifndef ZN_IO_YEARS_H
#define ZN_IO_YEARS_H

#include "zonula/status.h"

/* "35 a", or y, yr, year, years. */
enum zn_status zn_years_read(const char *text, double *years, struct zn_error *error);
/* "20 a to 40 a", or "20 to 40 a". */
enum zn_status zn_years_between(const char *text, double *low, double *high, struct zn_error *error);

#endif
