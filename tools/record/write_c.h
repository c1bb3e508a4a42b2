/* From a recorded graph to C: the pattern and the values of the derivatives. */
#ifndef ZN_RECORD_WRITE_C_H
#define ZN_RECORD_WRITE_C_H

#include <string>
#include <vector>

#include "graph.h"

namespace record {

/* d rates / d states in compressed columns; rows rise in each column, and the diagonal is always there. */
struct Derivatives {
  int states;
  std::vector<int> column_start, row, node; /* node: of the graph, one for each row */
  std::vector<std::string> parameter;       /* how each parameter is written in C */
};

Derivatives differentiate(Graph &graph, const std::vector<int> &rates, std::vector<std::string> parameter);

std::string pattern_text(const Derivatives &d);
std::string jacobian_text(const Graph &graph, const Derivatives &d);

}  // namespace record

#endif
