#include "named_attributes.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "measure.h"
#include "years.h"

/* How far a number that follows from others may lie beside them: tables round. */
static const double rounding = 0.01;
static const double highest = 1e6, oldest = 120.0;

enum zn_status zn_attribute_unit_read(enum zn_attribute attribute, const char *unit, const struct zn_units *units, long double *to_own,
                                      struct zn_error *error) {
  const char *own = zn_attribute_info(attribute).unit;
  struct zn_measure measure;
  char text[80];
  double value;
  *to_own = 1.0L;
  if (strcmp(unit, strcmp(own, "1") == 0 ? "" : own) == 0) return ZN_OK;
  snprintf(text, sizeof text, "1 %s", unit);
  if (attribute == ZN_ATTRIBUTE_AGE) return zn_years_read(text, &value, error);
  if (*unit && zn_measure_in(&measure, units, own, 0.0, highest, NULL) == ZN_OK &&
      zn_measure_read(&measure, units, text, &value, NULL) == ZN_OK) {
    *to_own = (long double)value;
    return ZN_OK;
  }
  return zn_fail(error, ZN_INPUT, "expected '%s%s%s%s'%s", zn_attribute_info(attribute).name, strcmp(own, "1") == 0 ? "" : " (",
                 strcmp(own, "1") == 0 ? "" : own, strcmp(own, "1") == 0 ? "" : ")",
                 strcmp(own, "1") == 0 ? "" : ", or another unit like that");
}

static void bounds_of(enum zn_attribute attribute, const struct zn_people_table *table, double *low, double *high) {
  *low = 0.0, *high = attribute == ZN_ATTRIBUTE_AGE ? oldest : highest;
  if (attribute != ZN_ATTRIBUTE_HEIGHT && attribute != ZN_ATTRIBUTE_SMALL_BOWEL) return;
  *low = fmin(table->of[attribute][0]->low, table->of[attribute][1]->low);
  *high = fmax(table->of[attribute][0]->high, table->of[attribute][1]->high);
}

enum zn_status zn_attribute_cell_read(enum zn_attribute attribute, const char *text, long double to_own,
                                      const struct zn_people_table *table, double *value, struct zn_error *error) {
  const char *const sexes[] = {"female", "male"}, *const carried[] = {"0", "1"};
  const char *const *words = attribute == ZN_ATTRIBUTE_SEX ? sexes : attribute == ZN_ATTRIBUTE_HLA ? carried : NULL;
  const char *rest = "";
  double number, low, high;
  for (int i = 0; words && i < 2; i++)
    if (strcmp(text, words[i]) == 0) return *value = i, ZN_OK;
  if (words) return zn_fail(error, ZN_INPUT, "is '%.40s'; expected %s or %s", text, words[0], words[1]);
  bounds_of(attribute, table, &low, &high);
  if (zn_quantity_split(text, &number, &rest, NULL) != ZN_OK || *rest)
    return zn_fail(error, ZN_INPUT, "is '%.40s'; expected a finite number, in the unit of the header", text);
  *value = zn_shown_to_internal(text, to_own);
  if (*value >= low && *value <= high) return ZN_OK;
  return zn_fail(error, ZN_INPUT, "is %.40s, out of bounds; expected %g to %g %s", text, low, high, zn_attribute_info(attribute).unit);
}

enum zn_status zn_attributes_check(const struct zn_named_people *people, int person, const double claimed[ZN_ATTRIBUTES],
                                   const struct zn_people_source *source, struct zn_error *error) {
  struct zn_cohort cohort = *source->cohort;
  struct zn_parameters drawn;
  struct zn_physique is;
  cohort.named = people;
  cohort.people = people->people;
  ZN_TRY(zn_person_draw(&drawn, &cohort, source->library, person, error));
  ZN_TRY(zn_person_physique(&is, &drawn, &cohort, source->library, person, error));
  for (int a = 0; a < ZN_ATTRIBUTES; a++)
    if (isfinite(claimed[a]) && !(fabs(claimed[a] - is.value[a]) <= rounding * fabs(is.value[a])))
      return zn_fail(error, ZN_INPUT, "%s is %g, but %s makes %.4g; expected that, or no such column",
                     zn_attribute_info((enum zn_attribute)a).name, claimed[a],
                     a == ZN_ATTRIBUTE_HLA ? "the condition" : "the rest of the person", is.value[a]);
  return ZN_OK;
}

void zn_attribute_cell_write(struct zn_writer *text, enum zn_attribute attribute, double value) {
  enum { FEWEST_DIGITS = 15, MOST_DIGITS = 21 };
  char digits[64];
  for (int n = FEWEST_DIGITS; n <= MOST_DIGITS; n++) {
    snprintf(digits, sizeof digits, "%.*Lg", n, (long double)value);
    if (zn_shown_to_internal(digits, 1.0L) == value) break;
  }
  zn_writer_format(text, ",%s", attribute != ZN_ATTRIBUTE_SEX ? digits : value == 0.0 ? "female" : "male");
}
