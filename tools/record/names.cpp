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
#define ZN_ROW(index, state, unit, scale, meaning) \
  names.push_back({std::string(ZN_ROOM "_" state index), Dimension ZN_UNIT_##unit, meaning});
#define ZN_STATE(name, shape, unit, scale, meaning) ZN_ROWS_##shape(#name, unit, scale, meaning)
#include "body/states.def"
  return names;
}

std::vector<Name> parameter_names() {
  std::vector<Name> names;
#define ZN_PARAMETER_ROW(index, name, room, unit, internal_unit, to_internal, value, low, high, spread, correlated_with, correlation, \
                         source, grade, meaning, time, length, mass, amount, conductance)                                             \
  names.push_back({name, {time, length, mass, amount, conductance}, meaning});
#include "evidence/tables.def"
  return names;
}

std::string unit_text(const Dimension &dimension) {
  static const char *const base[] = {"h", "cm", "g", "mmol", "S"};
  std::string over, under;
  for (std::size_t i = 0; i < dimension.size(); i++) {
    const int power = dimension[i] < 0 ? -dimension[i] : dimension[i];
    if (power == 0) continue;
    std::string &side = dimension[i] < 0 ? under : over;
    side += (dimension[i] < 0 ? "/" : (side.empty() ? "" : " ")) + std::string(base[i]) + (power > 1 ? std::to_string(power) : "");
  }
  return (over.empty() ? "1" : over) + under;
}

std::string without_place(const std::string &name) { return name.substr(0, name.find('[')); }

}  // namespace record
