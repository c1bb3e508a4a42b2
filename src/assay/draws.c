#include "draws.h"

#include <math.h>
#include <stdio.h>

#include "base/random.h"

/* Seconds since the start of the study: the moment, as a number that a key can hold. */
static uint32_t second_of(const struct zn_occasion *o) { return (uint32_t)llround(o->time_h * 3600.0); }

enum { LONGEST_KEY = 240 };

/* Repeats have streams of their own, so that the first time is what it would be without them. */
static uint32_t stream_of(const struct zn_occasion *o, const char *what) {
  char key[LONGEST_KEY];
  if (!o->again) return zn_stream(what);
  snprintf(key, sizeof key, "again %d/%s", o->again, what);
  return zn_stream(key);
}

double zn_draw_normal(const struct zn_occasion *occasion, const char *what) {
  return zn_normal(occasion->seed, (uint32_t)occasion->number, stream_of(occasion, what), second_of(occasion));
}

double zn_draw_uniform(const struct zn_occasion *occasion, const char *what) {
  return zn_uniform(occasion->seed, (uint32_t)occasion->number, stream_of(occasion, what), second_of(occasion));
}
