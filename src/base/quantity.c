/* Numbers with a unit behind them, and dimensions in words: what needs no database of units. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "status.h"
#include "units.h"

double zn_unit_tidy(double factor) {
  char text[32];
  for (int inverse = 0; inverse < 2; inverse++) {
    snprintf(text, sizeof text, "%.12g", inverse ? 1.0 / factor : factor);
    const double tidy = inverse ? 1.0 / strtod(text, NULL) : strtod(text, NULL);
    if (fabs(tidy - factor) <= 1e-14 * fabs(factor)) return tidy;
  }
  return factor;
}

/* UDUNITS would multiply "5 6" or "1 10 mg"; only the 1 of "1/day" may begin a unit. */
static int begins_with_number(const char *unit) {
  const int one = unit[0] == '1' && (unit[1] == '\0' || unit[1] == '/');
  return !one && (strchr("+-.,", unit[0]) ? unit[0] != '\0' : unit[0] >= '0' && unit[0] <= '9');
}

enum zn_status zn_quantity_split(const char *text, double *value, const char **unit, struct zn_error *error) {
  char *end;
  while (*text == ' ') text++;
  const char first = *text == '-' || *text == '+' ? text[1] : *text;
  *value = strtod(text, &end);
  if (end == text || !((first >= '0' && first <= '9') || first == '.') || !isfinite(*value))
    return zn_fail(error, ZN_INPUT, "'%s' does not begin with a finite number", text);
  while (*end == ' ') end++;
  if (strpbrk(text, "xX") && strpbrk(text, "xX") < end) return zn_fail(error, ZN_INPUT, "'%s' is not a decimal number", text);
  if (begins_with_number(end)) return zn_fail(error, ZN_INPUT, "'%s' has two numbers; expected one number and a unit", text);
  *unit = end;
  return ZN_OK;
}

enum { BASES = 5 };

void zn_dimension_text(struct zn_dimension dimension, char text[64]) {
  static const char *const names[BASES] = {"h", "cm", "g", "mmol", "S"};
  const int power[BASES] = {dimension.time, dimension.length, dimension.mass, dimension.amount, dimension.conductance};
  size_t used = 0;
  text[0] = '\0';
  for (int sign = 1; sign >= -1; sign -= 2)
    for (int i = 0; i < BASES; i++) {
      const int p = power[i] * sign;
      if (p <= 0 || p > 99) continue;
      const char *before = sign < 0 ? (used ? "/" : "1/") : (used ? " " : "");
      used += (size_t)snprintf(text + used, 64 - used, p > 1 ? "%s%s%d" : "%s%s", before, names[i], p);
    }
  if (!used) snprintf(text, 64, "1");
}
