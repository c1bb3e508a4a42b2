/* Rows whose story a study file tells: which of the study's reported numbers a row is. */
#ifndef ZN_APPRAISAL_TOLD_ROW_H
#define ZN_APPRAISAL_TOLD_ROW_H

#include "reading.h"

/* Finds the one number that the row's study reports of what the row's test reads, with its statistic, in its window where it prints one,
 * and of its value. Where none or several fit, or the row is out of scope already, the row has no such number and says why. */
void zn_row_find_told(struct zn_row_reading *reading);

/* Whether the row's people were given an overlay (-1: anything) until they had been tested. */
int zn_told_gives(const struct zn_row_reading *reading, int overlay);

#endif
