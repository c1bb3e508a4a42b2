/* The nearest valid name, for error messages. */
#ifndef ZN_BASE_NEAREST_H
#define ZN_BASE_NEAREST_H

/* Gives the name of entry `index` of whatever `context` is. */
typedef const char *zn_name_at(const void *context, int index);

/* The name nearest to `name` by edits (insert, delete, replace, swap neighbours; Damerau 1964), or NULL when none is within
 * two edits or a third of its length. */
const char *zn_nearest(const char *name, zn_name_at *name_at, const void *context, int count);

/* The same over an array of strings. */
const char *zn_nearest_of(const char *name, const char *const *names, int count);

#endif
