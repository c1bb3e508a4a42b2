/* The study files that the rows of a table name. */
#ifndef ZN_APPRAISAL_TOLD_STUDIES_H
#define ZN_APPRAISAL_TOLD_STUDIES_H

#include "zonula/appraisal.h"

struct zn_told_studies {
  int n;
  struct zn_study **study; /* [n] each once */
  int *of_row;             /* [table->n] which; -1: the row names none */
};

/* Reads each study once. A path is looked for from the table's folder, then from the working directory. ZN_INPUT with the table's line, and
 * in its text the study's own file and line, when one cannot be read. Clear also after a failure. */
enum zn_status zn_told_studies_read(struct zn_told_studies *told, const struct zn_published_table *table, const struct zn_library *library,
                                    struct zn_error *error);
void zn_told_studies_clear(struct zn_told_studies *told);

/* NULL: the row names none. */
const struct zn_study *zn_told_study(const struct zn_told_studies *told, int row);

#endif
