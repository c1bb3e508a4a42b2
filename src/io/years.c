#include "years.h"

#include <stdio.h>
#include <string.h>

#include "base/status.h"
#include "base/units.h"

/* Nobody gets older. */
static const double oldest = 120.0;

static int is_year(const char *unit) {
  static const char *const words[] = {"a", "y", "yr", "year", "years"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (strcmp(unit, words[i]) == 0) return 1;
  return 0;
}

static int in_years(const char *text, int without_unit, double *years) {
  const char *unit = "";
  return zn_quantity_split(text, years, &unit, NULL) == ZN_OK && (is_year(unit) || (without_unit && !*unit)) && *years >= 0.0 &&
         *years <= oldest;
}

enum zn_status zn_years_read(const char *text, double *years, struct zn_error *error) {
  if (in_years(text, 0, years)) return ZN_OK;
  return zn_fail(error, ZN_INPUT, "'%.80s' is no number of years up to %g; expected for example '35 a'", text, oldest);
}

enum zn_status zn_years_between(const char *text, double *low, double *high, struct zn_error *error) {
  const char *to = strstr(text, " to ");
  char first[80];
  if (to) {
    snprintf(first, sizeof first, "%.*s", (int)(to - text), text);
    if (in_years(first, 1, low) && in_years(to + 4, 0, high) && *low < *high) return ZN_OK;
  }
  return zn_fail(error, ZN_INPUT, "'%.80s' are no ages; expected for example '20 a to 40 a'", text);
}
