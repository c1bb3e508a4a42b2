/* Holds the place of the simulation until it is there: delete. */
#include <stdlib.h>

#include "base/status.h"
#include "zonula/appraisal.h"

enum zn_status zn_validate(struct zn_appraisal **out, const struct zn_published_table *table, const struct zn_library *library,
                           const struct zn_validate_options *options, struct zn_error *error) {
  (void)table, (void)library, (void)options;
  *out = NULL;
  return zn_fail(error, ZN_ARGUMENT, "validation is not built in yet");
}

void zn_appraisal_free(struct zn_appraisal *appraisal) { free(appraisal); }
