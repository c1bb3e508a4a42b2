/* From a recorded graph to the rules of an SBML model (Level 3 Version 2): assignment rules for what is shared, rate rules for the
 * states, and the units of what is assigned, inferred from those of states and parameters. */
#ifndef ZN_RECORD_WRITE_SBML_H
#define ZN_RECORD_WRITE_SBML_H

#include <string>
#include <vector>

#include "graph.h"
#include "names.h"

namespace record {

/* The C text of src/io/recorded_rules.inc. `rates`: the node of each state's rate. Throws std::runtime_error where the equations'
 * units do not agree. */
std::string rules_text(const Graph &graph, const std::vector<int> &rates, const std::vector<Name> &states,
                       const std::vector<Name> &parameters);

}  // namespace record

#endif
