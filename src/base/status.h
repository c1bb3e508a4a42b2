/* Internal side of status.h: filling an error and passing failures on. */
#ifndef ZN_BASE_STATUS_H
#define ZN_BASE_STATUS_H

#include "zonula/status.h"

/* Fills `error` (may be NULL) with a printf-style text and returns `status`. Keeps file and line untouched. */
__attribute__((format(printf, 3, 4))) enum zn_status zn_fail(struct zn_error *error, enum zn_status status, const char *format, ...);

/* The same, at a place in the user's text. `file` may be NULL. */
__attribute__((format(printf, 5, 6))) enum zn_status zn_fail_at(struct zn_error *error, enum zn_status status, const char *file, int line,
                                                                const char *format, ...);

/* ZN_IO at a path, from an errno: the text, then the reason, then what can be done about it. */
__attribute__((format(printf, 4, 5))) enum zn_status zn_fail_system(struct zn_error *error, const char *path, int reason,
                                                                    const char *format, ...);
/* Adds to the text of a failure that was filled in. `error` may be NULL. */
__attribute__((format(printf, 2, 3))) void zn_fail_more(struct zn_error *error, const char *format, ...);

/* Returns from the calling function when `call` did not succeed. */
#define ZN_TRY(call)                                    \
  do {                                                  \
    enum zn_status zn_try_status_ = (call);             \
    if (zn_try_status_ != ZN_OK) return zn_try_status_; \
  } while (0)

#endif
