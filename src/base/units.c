#define _POSIX_C_SOURCE 200809L
#include "units.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <udunits2.h>

#include "status.h"

enum { BASES = 5, LONGEST_UNIT = 128 };

struct zn_units {
  ut_system *system;
  ut_unit *base[BASES]; /* hour, centimetre, gram, millimole, siemens */
};

enum zn_status zn_units_open(struct zn_units **out, struct zn_error *error) {
  static const char *const names[BASES] = {"hour", "cm", "g", "mmol", "S"};
  struct zn_units *units = calloc(1, sizeof *units);
  *out = NULL;
  if (!units) return zn_fail(error, ZN_MEMORY, "no memory for units");
  ut_set_error_message_handler(ut_ignore);
  units->system = ut_read_xml(NULL);
  int whole = units->system != NULL;
  for (int i = 0; whole && i < BASES; i++) whole = (units->base[i] = ut_parse(units->system, names[i], UT_ASCII)) != NULL;
  if (!whole) {
    zn_units_close(units);
    return zn_fail(error, ZN_IO, "the database of units (UDUNITS-2) cannot be read; is libudunits2-0 installed?");
  }
  *out = units;
  return ZN_OK;
}

void zn_units_close(struct zn_units *units) {
  if (!units) return;
  for (int i = 0; i < BASES; i++)
    if (units->base[i]) ut_free(units->base[i]);
  if (units->system) ut_free_system(units->system);
  free(units);
}

/* The product of base units to these powers. */
static ut_unit *compose(const struct zn_units *units, const int power[BASES]) {
  ut_unit *product = ut_get_dimensionless_unit_one(units->system);
  for (int i = 0; i < BASES && product; i++) {
    ut_unit *raised = ut_raise(units->base[i], power[i]), *next = raised ? ut_multiply(product, raised) : NULL;
    ut_free(product);
    if (raised) ut_free(raised);
    product = next;
  }
  return product;
}

/* Whether `unit` is a multiple of that product; then *factor is the multiple. */
static int is_multiple(const struct zn_units *units, const ut_unit *unit, const int power[BASES], double *factor) {
  ut_unit *internal = compose(units, power);
  const int same = internal && ut_are_convertible(unit, internal);
  if (same) {
    cv_converter *converter = ut_get_converter((ut_unit *)unit, internal);
    const double shift = cv_convert_double(converter, 0.0);
    *factor = shift == 0.0 ? cv_convert_double(converter, 1.0) : NAN;
    cv_free(converter);
  }
  if (internal) ut_free(internal);
  return same;
}

/* Powers of a unit, found from the exponents of its SI form: s, m, kg, mol and A in a product "kg^a m^b ...". Conductance is
 * kept as a base of its own: S is A^2 s^3 kg^-1 m^-2, so the power of A is twice its power. */
static int powers_of(const ut_unit *unit, int power[BASES]) {
  char text[256];
  if (ut_format(unit, text, sizeof text, UT_ASCII | UT_DEFINITION) <= 0) return 0;
  enum { SECOND, METRE, KILOGRAM, MOLE, AMPERE, SI_BASES };
  static const char *const names[SI_BASES] = {"s", "m", "kg", "mol", "A"};
  int si[SI_BASES] = {0};
  for (char *rest, *part = strtok_r(text, " .", &rest); part; part = strtok_r(NULL, " .", &rest)) {
    char name[32];
    int exponent = 1, i = 0;
    if (sscanf(part, "%31[A-Za-z]%d", name, &exponent) < 1) continue; /* the scale factor */
    while (i < SI_BASES && strcmp(name, names[i]) != 0) i++;
    if (i == SI_BASES) return 0;
    si[i] += exponent;
  }
  if (si[AMPERE] % 2) return 0;
  const int siemens = si[AMPERE] / 2;
  power[0] = si[SECOND] - 3 * siemens;
  power[1] = si[METRE] + 2 * siemens;
  power[2] = si[KILOGRAM] + siemens;
  power[3] = si[MOLE];
  power[4] = siemens;
  return 1;
}

enum zn_status zn_unit_parse(const struct zn_units *units, const char *text, double *to_internal, struct zn_dimension *dimension,
                             struct zn_error *error) {
  char trimmed[LONGEST_UNIT];
  if (snprintf(trimmed, sizeof trimmed, "%s", *text ? text : "1") >= (int)sizeof trimmed)
    return zn_fail(error, ZN_INPUT, "'%.40s...' is too long for a unit", text);
  ut_trim(trimmed, UT_ASCII);
  ut_unit *unit = ut_parse(units->system, trimmed, UT_ASCII);
  if (!unit) return zn_fail(error, ZN_INPUT, "'%s' is not a unit; expected for example mg/kg, 1/day, mmol/L", text);
  int power[BASES] = {0};
  const int known = powers_of(unit, power) && is_multiple(units, unit, power, to_internal);
  ut_free(unit);
  if (!known || !isfinite(*to_internal) || *to_internal <= 0.0)
    return zn_fail(error, ZN_INPUT, "unit '%s' cannot be used here; expected time, length, mass, amount or conductance", text);
  *to_internal = zn_unit_tidy(*to_internal);
  *dimension = (struct zn_dimension){(signed char)power[0], (signed char)power[1], (signed char)power[2], (signed char)power[3],
                                     (signed char)power[4]};
  return ZN_OK;
}
