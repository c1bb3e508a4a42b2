/* From a recorded graph to a page of the documentation: which states and parameters act on which rate. */
#ifndef ZN_RECORD_WRITE_PAGE_H
#define ZN_RECORD_WRITE_PAGE_H

#include <string>
#include <vector>

#include "body.h"
#include "eliminate.h"
#include "names.h"
#include "write_c.h"

namespace record {

/* The text of docs/equations.md. */
std::string page_text(const Body &body, const Derivatives &d, const Elimination &e, const std::vector<Name> &states,
                      const std::vector<Name> &parameters);

}  // namespace record

#endif
