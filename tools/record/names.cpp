#include "names.h"

#include "body/rows.h"

namespace record {

std::vector<Name> state_names() {
  std::vector<Name> names;
#define ZN_UNIT_UNITLESS \
  { 0, 0, 0, 0, 0 }
#define ZN_UNIT_CM \
  { 0, 1, 0, 0, 0 }
#define ZN_UNIT_GRAM \
  { 0, 0, 1, 0, 0 }
#define ZN_UNIT_GRAM_PER_ML \
  { 0, -3, 1, 0, 0 }
#define ZN_UNIT_MMOL_PER_ML \
  { 0, -3, 0, 1, 0 }
#define ZN_ROW(index, state, unit, scale, meaning) names.push_back({std::string(ZN_ROOM "_" state index), Dimension ZN_UNIT_##unit});
#define ZN_STATE(name, shape, unit, scale, meaning) ZN_ROWS_##shape(#name, unit, scale, meaning)
#define ZN_ROOM "lumen"
#include "body/lumen/lumen.def"
#undef ZN_ROOM
#define ZN_ROOM "microbiota"
#include "body/microbiota/microbiota.def"
#undef ZN_ROOM
#define ZN_ROOM "mucus"
#include "body/mucus/mucus.def"
#undef ZN_ROOM
#define ZN_ROOM "epithelium"
#include "body/epithelium/epithelium.def"
#undef ZN_ROOM
#define ZN_ROOM "immune"
#include "body/immune/immune.def"
#undef ZN_ROOM
#define ZN_ROOM "liver"
#include "body/liver/liver.def"
#undef ZN_ROOM
#define ZN_ROOM "circulation"
#include "body/circulation/circulation.def"
#undef ZN_ROOM
  return names;
}

std::vector<Name> parameter_names() {
  std::vector<Name> names;
#define ZN_PARAMETER_ROW(index, name, room, unit, internal_unit, to_internal, value, low, high, spread, correlated_with, correlation, \
                         source, grade, meaning, time, length, mass, amount, conductance)                                             \
  names.push_back({name, {time, length, mass, amount, conductance}});
#include "evidence/tables.def"
  return names;
}

}  // namespace record
