#include "measure.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/status.h"

/* A minute: no dose acts, and no collection of urine ends, sooner. */
#define SHORTEST_H (1.0 / 60.0)

const struct zn_measure zn_measure_moment = {"h", 1.0, {.time = 1}, 0.0, ZN_LONGEST_H};
const struct zn_measure zn_measure_span = {"h", 1.0, {.time = 1}, SHORTEST_H, ZN_LONGEST_H};

struct zn_measure zn_measure_of_parameter(int parameter) {
  const struct zn_parameter_info *info = zn_parameter_info(parameter);
  return (struct zn_measure){info->unit, info->to_internal, info->dimension, info->low, info->high};
}

enum zn_status zn_measure_in(struct zn_measure *measure, const struct zn_units *units, const char *unit, double low, double high,
                             struct zn_error *error) {
  *measure = (struct zn_measure){.unit = unit, .low = low, .high = high};
  return zn_unit_parse(units, unit, &measure->to_internal, &measure->dimension, error);
}

/* Whether a unit is that of a pure number, and not a ratio of like units. */
static int is_pure(const char *unit) { return !*unit || strcmp(unit, "1") == 0 || strcmp(unit, "%") == 0; }

/* The example keeps the number that was written. */
static enum zn_status refuse_unit(const struct zn_measure *measure, const char *text, const char *written, struct zn_error *error) {
  const int number = (int)(written - text);
  if (!*written) return zn_fail(error, ZN_INPUT, "'%.60s' lacks its unit; expected for example '%.60s %s'", text, text, measure->unit);
  if (strcmp(measure->unit, "1") == 0)
    return zn_fail(error, ZN_INPUT, "'%.60s' has a unit; expected a pure number, for example '%.*s'", text, number < 60 ? number : 60,
                   text);
  return zn_fail(error, ZN_INPUT, "'%.60s' has the wrong unit; expected a unit like %s", text, measure->unit);
}

static int same_dimension(struct zn_dimension a, struct zn_dimension b) {
  return a.time == b.time && a.length == b.length && a.mass == b.mass && a.amount == b.amount && a.conductance == b.conductance;
}

/* Bounds hold to rounding. */
static enum zn_status check_bounds(const struct zn_measure *measure, const char *text, double *value, struct zn_error *error) {
  const double slack = 1e-12 * fabs(*value);
  if (*value < measure->low - slack || *value > measure->high + slack)
    return zn_fail(error, ZN_INPUT, "'%.60s' is out of bounds; expected %.6g to %.6g%s%s", text, measure->low, measure->high,
                   strcmp(measure->unit, "1") ? " " : "", strcmp(measure->unit, "1") ? measure->unit : "");
  *value = fmin(fmax(*value, measure->low), measure->high);
  return ZN_OK;
}

enum zn_status zn_measure_read(const struct zn_measure *measure, const struct zn_units *units, const char *text, double *value,
                               struct zn_error *error) {
  const char *written;
  double to_internal;
  struct zn_dimension dimension;
  ZN_TRY(zn_quantity_split(text, value, &written, error));
  ZN_TRY(zn_unit_parse(units, written, &to_internal, &dimension, error));
  if (!same_dimension(dimension, measure->dimension) || is_pure(written) != is_pure(measure->unit))
    return refuse_unit(measure, text, written, error);
  *value *= to_internal / measure->to_internal;
  return check_bounds(measure, text, value, error);
}

/* The dash between the two numbers; that of 1e-3 does not count. */
static const char *find_dash(const char *text) {
  const char *dash = *text ? strchr(text + 1, '-') : NULL;
  while (dash && strchr("eE", dash[-1])) dash = strchr(dash + 1, '-');
  return dash;
}

enum zn_status zn_window_read(const struct zn_units *units, const char *text, double longest_h, double window_h[2],
                              struct zn_error *error) {
  const struct zn_measure measure = {"h", 1.0, {.time = 1}, 0.0, longest_h};
  const char *dash = find_dash(text), *unit;
  char first[80];
  double last;
  if (!dash || strlen(text) > 60) return zn_fail(error, ZN_INPUT, "'%.60s' is no window; expected for example '0-24 h'", text);
  ZN_TRY(zn_quantity_split(dash + 1, &last, &unit, error));
  snprintf(first, sizeof first, "%.*s %s", (int)(dash - text), text, unit);
  ZN_TRY(zn_measure_read(&measure, units, first, &window_h[0], error));
  ZN_TRY(zn_measure_read(&measure, units, dash + 1, &window_h[1], error));
  if (window_h[1] > window_h[0]) return ZN_OK;
  return zn_fail(error, ZN_INPUT, "'%.60s' does not end after it begins; expected for example '0-24 h'", text);
}
