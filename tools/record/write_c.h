/* From a recorded graph to C: the pattern of the derivatives by states, and functions over lanes for the constants of a person, the rates
 * and their derivatives. */
#ifndef ZN_RECORD_WRITE_C_H
#define ZN_RECORD_WRITE_C_H

#include <string>

#include "quicken.h"

namespace record {

/* `factors`: how many numbers the factors of a matrix of this pattern take. */
std::string pattern_text(const System &system, const Derivatives &d, const Quick &quick, int factors);
/* What is computed of a person once. */
std::string constants_text(const System &system, const Quick &quick);
std::string rates_text(const System &system, const Quick &quick);
/* Rates and derivatives at once, which have much in common. */
std::string derivatives_text(const System &system, const Derivatives &d, const Quick &quick);

}  // namespace record

#endif
