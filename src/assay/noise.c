/* Errors of instruments: lognormal with median 1, because levels spread over decades and CVs are what laboratories print. */
#include "noise.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "draws.h"

enum { LONGEST_KEY = 160 };

const struct zn_marker *zn_marker_of(const struct zn_library *library, const char *name) {
  const size_t length = strcspn(name, "[");
  for (int i = 0; i < library->n_markers; i++)
    if (strlen(library->markers[i].name) == length && strncmp(library->markers[i].name, name, length) == 0) return &library->markers[i];
  return NULL;
}

static void write_key(char key[LONGEST_KEY], const char *name, const char *what) {
  snprintf(key, LONGEST_KEY, "instrument/%s/%s", name, what);
}

/* What is a person's own is drawn as if at the start of the study, and stays when a measurement is repeated. */
static struct zn_occasion occasion_of(const struct zn_sight *sight, int for_life) {
  if (for_life) return (struct zn_occasion){.seed = sight->seed, .number = sight->number};
  return (struct zn_occasion){.seed = sight->seed, .number = sight->number, .time_h = sight->time_h, .again = sight->again};
}

static double draw(const struct zn_sight *sight, int for_life, const char *name, const char *what) {
  const struct zn_occasion occasion = occasion_of(sight, for_life);
  char key[LONGEST_KEY];
  if (sight->exact) return 0.0;
  write_key(key, name, what);
  return zn_draw_normal(&occasion, key);
}

double zn_draw_of_person(const struct zn_sight *sight, const char *name, const char *what) { return draw(sight, 1, name, what); }

double zn_draw_of_moment(const struct zn_sight *sight, const char *name, const char *what) { return draw(sight, 0, name, what); }

double zn_draw_fields(const struct zn_sight *sight, const char *name, int n, double share) {
  const struct zn_occasion occasion = occasion_of(sight, 0);
  char key[LONGEST_KEY], what[32];
  int seen = 0;
  if (sight->exact) return n * share;
  for (int i = 0; i < n; i++) {
    snprintf(what, sizeof what, "field %d", i);
    write_key(key, name, what);
    seen += zn_draw_uniform(&occasion, key) < share;
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
  if (read < marker->detection_limit) return sight->person->assay_below_detection * marker->detection_limit;
  return fmin(read, marker->upper_limit);
}
