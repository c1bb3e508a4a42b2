#include "draws.h"

#include <math.h>

#include "base/random.h"

/* Seconds since the start of the study: the moment, as a number that a key can hold. */
static uint32_t second_of(const struct zn_occasion *o) { return (uint32_t)llround(o->time_h * 3600.0); }

double zn_draw_normal(const struct zn_occasion *occasion, const char *what) {
  return zn_normal(occasion->seed, (uint32_t)occasion->number, zn_stream(what), second_of(occasion));
}

double zn_draw_uniform(const struct zn_occasion *occasion, const char *what) {
  return zn_uniform(occasion->seed, (uint32_t)occasion->number, zn_stream(what), second_of(occasion));
}
