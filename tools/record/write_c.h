/* From a recorded graph to C: the pattern and the values of the derivatives by states and by time. */
#ifndef ZN_RECORD_WRITE_C_H
#define ZN_RECORD_WRITE_C_H

#include <string>
#include <vector>

#include "system.h"

namespace record {

/* d rates / d states in compressed columns; rows rise in each column, and the diagonal is always there. And d rates / d time, of
 * those rates that know what time it is. */
struct Derivatives {
  int states;
  std::vector<int> column_start, row, node; /* node: of the graph, one for each row */
  std::vector<int> timed_row, timed_node;
};

Derivatives differentiate(System &system);

/* `factors`: how many numbers the factors of a matrix of this pattern take. */
std::string pattern_text(const System &system, const Derivatives &d, int factors);
std::string jacobian_text(const System &system, const Derivatives &d);

}  // namespace record

#endif
