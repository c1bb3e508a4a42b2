/* The derivatives of a system's rates by states and by time. */
#ifndef ZN_RECORD_DIFFERENTIATE_H
#define ZN_RECORD_DIFFERENTIATE_H

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

/* Adds them to the system's graph. */
Derivatives differentiate(System &system);

}  // namespace record

#endif
