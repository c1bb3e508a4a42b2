/* What can be read: the observables of the body, then what instruments make of it. */
#include "readable.h"

#include <string.h>

#include "body/rows.h"

#define ZN_ROW(index, what, reading, unit_text, tag_text, label_text, caution_text) \
  {{.name = reading index, .label = label_text, .unit = unit_text, .tag = tag_text, .caution = caution_text}, what},
#define ZN_READING(name, shape, ...) ZN_ROWS_##shape(ZN_READING_##name, #name, __VA_ARGS__)
static const struct {
  struct zn_readable_info info;
  enum zn_instrument_reading what;
} readings[] = {
#include "readings.def"
};
#undef ZN_READING
enum { READINGS = sizeof readings / sizeof *readings };

int zn_readable_count(void) { return zn_observable_count() + READINGS; }

struct zn_readable_info zn_readable_info(int index) {
  const struct zn_observable_info *of_body = zn_observable_info(index);
  const int own = index - zn_observable_count();
  if (of_body) return (struct zn_readable_info){.name = of_body->name, .label = of_body->label, .unit = of_body->unit, .tag = of_body->tag};
  return own >= 0 && own < READINGS ? readings[own].info : (struct zn_readable_info){0};
}

int zn_readable_find(const char *name) {
  for (int i = 0; i < zn_readable_count(); i++)
    if (strcmp(zn_readable_info(i).name, name) == 0) return i;
  return -1;
}

enum zn_instrument_reading zn_readable_what(int readable, enum zn_segment *segment) {
  const int own = readable - zn_observable_count();
  int first = own;
  while (first > 0 && readings[first - 1].what == readings[own].what) first--;
  *segment = (enum zn_segment)(own - first);
  return readings[own].what;
}
