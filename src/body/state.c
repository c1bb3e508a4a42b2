/* The body's states as one named, flat list. */
#include <string.h>

#include "rows.h"
#include "states.h"
#include "zonula/body.h"

#define ZN_UNIT_UNITLESS .unit = "1"
#define ZN_UNIT_CM .unit = "cm", .dimension = {.length = 1}
#define ZN_UNIT_GRAM .unit = "g", .dimension = {.mass = 1}
#define ZN_UNIT_GRAM_PER_ML .unit = "g/cm3", .dimension = {.mass = 1, .length = -3}
#define ZN_UNIT_MMOL_PER_ML .unit = "mmol/cm3", .dimension = {.amount = 1, .length = -3}
#define ZN_ROW(index, state, unit_token, size, text) \
  {.name = ZN_ROOM "_" state index, .room = ZN_ROOM, ZN_UNIT_##unit_token, .scale = size, .meaning = text},
#define ZN_STATE(name, shape, unit, scale, meaning) ZN_ROWS_##shape(#name, unit, scale, meaning)

static const struct zn_state_info states[] = {
#include "states.def"
};

_Static_assert(sizeof states / sizeof *states == ZN_BODY_STATES, "one row per state");

int zn_state_count(void) { return ZN_BODY_STATES; }

const struct zn_state_info *zn_state_info(int index) { return index >= 0 && index < ZN_BODY_STATES ? &states[index] : NULL; }

int zn_state_find(const char *name) {
  for (int i = 0; i < ZN_BODY_STATES; i++)
    if (strcmp(states[i].name, name) == 0) return i;
  return -1;
}
