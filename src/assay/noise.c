/* Errors of instruments: lognormal with median 1, because levels spread over decades and CVs are what laboratories print. */
#include "noise.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/random.h"

enum { LONGEST_STREAM = 160 };

const struct zn_marker *zn_marker_of(const struct zn_library *library, const char *name) {
  const size_t length = strcspn(name, "[");
  for (int i = 0; i < library->n_markers; i++)
    if (strlen(library->markers[i].name) == length && strncmp(library->markers[i].name, name, length) == 0) return &library->markers[i];
  return NULL;
}

static uint32_t stream_of(const char *name, const char *what) {
  char text[LONGEST_STREAM];
  snprintf(text, sizeof text, "instrument/%s/%s", name, what);
  return zn_stream(text);
}

/* Measurements within the same minute are the same measurement. */
static uint32_t minute_of(const struct zn_sight *sight) { return (uint32_t)llround(60.0 * sight->time_h); }

double zn_draw_of_person(const struct zn_sight *sight, const char *name, const char *what) {
  return sight->exact ? 0.0 : zn_normal(sight->seed, (uint32_t)sight->number, stream_of(name, what), 0);
}

double zn_draw_of_moment(const struct zn_sight *sight, const char *name, const char *what) {
  return sight->exact ? 0.0 : zn_normal(sight->seed, (uint32_t)sight->number, stream_of(name, what), minute_of(sight));
}

double zn_draw_fields(const struct zn_sight *sight, const char *name, int n, double share) {
  if (sight->exact) return n * share;
  char what[32];
  int seen = 0;
  for (int i = 0; i < n; i++) {
    snprintf(what, sizeof what, "field %d", i);
    seen += zn_uniform(sight->seed, (uint32_t)sight->number, stream_of(name, what), minute_of(sight)) < share;
  }
  return seen;
}

/* SD of the logarithm of a lognormal number with this squared coefficient of variation. */
static double spread_of(double squared_cv) { return sqrt(log1p(squared_cv)); }

double zn_with_noise(const struct zn_sight *sight, const struct zn_marker *marker, const char *name, double value) {
  if (sight->exact || !marker) return value;
  const double counted = value * marker->counted;
  const double measured = marker->analytical_cv * marker->analytical_cv + (counted > 0.0 ? 1.0 / counted : 0.0);
  const double error = spread_of(marker->between_cv * marker->between_cv) * zn_draw_of_person(sight, name, "person") +
                       spread_of(marker->within_cv * marker->within_cv) * zn_draw_of_moment(sight, name, "day") +
                       spread_of(measured) * zn_draw_of_moment(sight, name, "analysis");
  const double read = value * exp(error);
  if (read < marker->detection_limit) return 0.5 * marker->detection_limit;
  return fmin(read, marker->upper_limit);
}
