/* Lists of changes to parameters, as overlays and studies write them. */
#ifndef ZN_IO_CHANGES_H
#define ZN_IO_CHANGES_H

#include "base/units.h"
#include "zonula/study.h"

/* A growing list. The first n_from_menu follow from a menu: nothing behind them may set or scale the same numbers. */
struct zn_changes {
  int n, n_from_menu, room;
  struct zn_change *item;
};

/* What a file says about one parameter, or with [*] about all places of one: `set` and `scale` exclude each other, NULL where not
 * given. Refuses a parameter that the list sets or scales already, when one of the two would get lost. */
struct zn_change_text {
  const char *name, *set, *scale, *spread;
};
enum zn_status zn_changes_read(struct zn_changes *changes, const struct zn_units *units, const struct zn_change_text *text,
                               struct zn_error *error);

/* An assignment "name=value[unit]". */
enum zn_status zn_changes_assign(struct zn_changes *changes, const struct zn_units *units, const char *assignment, struct zn_error *error);

#endif
