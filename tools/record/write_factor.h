/* From an elimination to C: straight-line factors of (diagonal I - J), and the solution of a system with them. */
#ifndef ZN_RECORD_WRITE_FACTOR_H
#define ZN_RECORD_WRITE_FACTOR_H

#include <string>

#include "eliminate.h"

namespace record {

std::string factor_text(const System &system, const Derivatives &d, const Elimination &e);

}  // namespace record

#endif
