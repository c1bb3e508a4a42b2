/* The nearest valid name, for error messages. */
#ifndef ZN_BASE_NEAREST_H
#define ZN_BASE_NEAREST_H

#include "zonula/nearest.h"

/* The same over an array of strings. */
const char *zn_nearest_of(const char *name, const char *const *names, int count);

#endif
