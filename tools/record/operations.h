/* How much arithmetic the recorded code is, for measuring how well a processor is used: additions, subtractions, multiplications and
 * divisions, each of which counts one, as does a call of exp, log, cos, sin or sqrt, which is dozens. So what is counted is too little. */
#ifndef ZN_RECORD_OPERATIONS_H
#define ZN_RECORD_OPERATIONS_H

#include <string>

#include "eliminate.h"
#include "quicken.h"

namespace record {

std::string operations_text(const System &system, const Quick &quick, const Elimination &e);

}  // namespace record

#endif
