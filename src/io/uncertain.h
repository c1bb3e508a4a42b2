/* What nobody knows about a treatment, as its file says it; and what a grade allows. */
#ifndef ZN_IO_UNCERTAIN_H
#define ZN_IO_UNCERTAIN_H

#include "base/units.h"
#include "schema.h"
#include "zonula/study.h"

/* One entry of `uncertain` as libcyaml reads it. */
struct zn_uncertain_row {
  char *name, *scale, *why;
  char **interval, **sources;
  unsigned interval_count, sources_count;
};
extern const cyaml_schema_value_t zn_uncertain_row_schema;

enum { ZN_MOST_UNCERTAIN = 20 };

/* Fills the uncertain effects of an overlay that has its sources and changes; each may be named once, and rests on sources of the file. */
enum zn_status zn_uncertain_read(struct zn_overlay *overlay, const struct zn_uncertain_row *rows, unsigned count,
                                 const struct zn_loaded *loaded, const struct zn_units *units, struct zn_error *error);
void zn_uncertain_clear(struct zn_overlay *overlay);

/* A treatment does what its grade allows. Graded `none` it changes nothing; `contested` it acts by uncertain effects alone, and none at all
 * is one of the values that each may have. */
enum zn_status zn_grade_check(const struct zn_overlay *overlay, const struct zn_loaded *loaded, struct zn_error *error);

#endif
