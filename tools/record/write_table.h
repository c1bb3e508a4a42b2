/* From a recorded graph to a page of the documentation: what each rate depends on. */
#ifndef ZN_RECORD_WRITE_TABLE_H
#define ZN_RECORD_WRITE_TABLE_H

#include <string>
#include <vector>

#include "graph.h"
#include "names.h"

namespace record {

/* The text of docs/equations.md. `rates`: the node of each state's rate. */
std::string table_text(const Graph &graph, const std::vector<int> &rates, const std::vector<Name> &states,
                       const std::vector<Name> &parameters);

}  // namespace record

#endif
