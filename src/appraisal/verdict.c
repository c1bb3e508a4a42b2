/* What is known of a row before it is predicted. */
#include <math.h>
#include <stdlib.h>

#include "base/status.h"
#include "base/text.h"
#include "reading.h"

enum zn_status zn_row_verdict(struct zn_verdict *v, const struct zn_row_reading *r, const struct zn_library *library,
                              struct zn_error *error) {
  const int in_scope = r->in_scope;
  *v = (struct zn_verdict){.in_scope = in_scope, .people = r->n, .reported = r->reported};
  v->predicted = v->lo90 = v->hi90 = v->fold_error = NAN;
  ZN_TRY(zn_text_copy(&v->reason, r->reason, error));
  ZN_TRY(zn_text_copy(&v->assumed, in_scope ? r->assumed : "", error));
  ZN_TRY(zn_text_copy(&v->situation, in_scope ? zn_row_situation(r) : "", error));
  ZN_TRY(zn_text_copy(&v->test, in_scope ? library->assays[r->assay].name : r->row->test, error));
  ZN_TRY(zn_text_copy(&v->condition, r->row->condition, error));
  return zn_text_copy(&v->probe, r->row->probe, error);
}

void zn_verdict_clear(struct zn_verdict *v) {
  free(v->reason);
  free(v->assumed);
  free(v->situation);
  free(v->test);
  free(v->condition);
  free(v->probe);
  *v = (struct zn_verdict){0};
}
