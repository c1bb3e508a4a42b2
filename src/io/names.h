/* Names that users write, looked up in the lists they come from; what is not there is refused with the nearest name. */
#ifndef ZN_IO_NAMES_H
#define ZN_IO_NAMES_H

#include "base/nearest.h"
#include "zonula/study.h"

/* A list of valid names. */
struct zn_names {
  const char *what; /* "parameter", "condition" */
  zn_name_at *at;
  const void *context; /* for `at` */
  int count;
};

/* The lists of the tables. */
struct zn_names zn_parameter_names(void);
struct zn_names zn_observable_names(void);
struct zn_names zn_readable_names(void);
struct zn_names zn_solute_names(void);
struct zn_names zn_state_names(void);
struct zn_names zn_source_names(void);
/* The assays of a library; and its overlays of the kinds `from` to `to`, of which the first is overlay *first (a library holds
 * its overlays by kind). */
struct zn_names zn_assay_names(const struct zn_library *library);
struct zn_names zn_overlay_names(const struct zn_library *library, enum zn_overlay_kind from, enum zn_overlay_kind to, int *first);

/* Index of `name`; ZN_INPUT, with the nearest name, or all names where they are few, when it is not in the list. */
enum zn_status zn_name_find(const struct zn_names *names, const char *name, int *index, struct zn_error *error);

/* The same for a name that may end in [*] and then stands for all places of an array: *index is a new array of *count
 * indices (free it). */
enum zn_status zn_name_expand(const struct zn_names *names, const char *name, int **index, int *count, struct zn_error *error);

/* Refuses `name`: "there is no <what> 'name'; nearest: ...". */
enum zn_status zn_name_refuse(const struct zn_names *names, const char *name, struct zn_error *error);

#endif
