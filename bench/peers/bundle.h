/* The scenario in a folder: raw little-endian doubles, and a text that says how many of what, so that any language can read it. */
#ifndef ZN_BENCH_BUNDLE_H
#define ZN_BENCH_BUNDLE_H

#include <stddef.h>

enum { BUNDLE_NAME = 80 };

struct bundle {
  int people, states, parameters, times;
  char (*state_name)[BUNDLE_NAME], (*parameter_name)[BUNDLE_NAME];
  double *person; /* person.f64 [people][parameters] as treated, in the order of the exported model */
  double *start;  /* start.f64 [people][states] */
  double *time;   /* time.f64 [times] hours */
  double *scale;  /* scale.f64 [states] typical size: absolute tolerance is rtol * 1e-3 * scale */
  double *truth;  /* truth.f64 [people][times][states] */
};

/* All three end the program with a sentence when something fails. */
void bundle_make_room(struct bundle *bundle);
void bundle_write(const struct bundle *bundle, const char *folder);
void bundle_read(struct bundle *bundle, const char *folder);
void bundle_clear(struct bundle *bundle);

/* The largest |y - truth| over all people, times and states; the unit is the peak of that state in that person, but at least a
 * thousandth of its highest peak in anybody, or its typical size where nobody has any. `y` as truth. Infinite where something is not a
 * number. */
double bundle_error(const struct bundle *bundle, const double *y);

__attribute__((format(printf, 1, 2), noreturn)) void bundle_die(const char *format, ...);

#endif
