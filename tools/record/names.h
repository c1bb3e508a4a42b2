/* What states and parameters are called, what they mean, and their dimensions, from the same lists as the library's. */
#ifndef ZN_RECORD_NAMES_H
#define ZN_RECORD_NAMES_H

#include <array>
#include <string>
#include <vector>

namespace record {

/* Powers of hour, centimetre, gram, millimole, siemens. */
using Dimension = std::array<int, 5>;

struct Name {
  std::string text; /* "mucus_inner[ascending]" */
  Dimension dimension;
  std::string meaning;
};

std::vector<Name> state_names();
std::vector<Name> parameter_names();

/* A dimension as a unit: "g/cm3", "1/h", "1". */
std::string unit_text(const Dimension &dimension);

/* A name without its place: "mucus_inner" of "mucus_inner[ascending]". */
std::string without_place(const std::string &name);

}  // namespace record

#endif
