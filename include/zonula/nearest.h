/* The nearest valid name, for "did you mean ...?". */
#ifndef ZONULA_NEAREST_H
#define ZONULA_NEAREST_H

/* Gives the name of entry `index` of whatever `context` is. */
typedef const char *zn_name_at(const void *context, int index);

/* The name nearest to `name` by edits (insert, delete, replace, swap neighbours; Damerau 1964), or NULL when none is within
 * two edits or a third of its length. */
const char *zn_nearest(const char *name, zn_name_at *name_at, const void *context, int count);

#endif
