/* The body's equations, run once over recorded numbers. */
#ifndef ZN_RECORD_BODY_H
#define ZN_RECORD_BODY_H

#include <string>
#include <vector>

#include "graph.h"

namespace record {

struct Body {
  Graph graph;
  std::vector<int> rates;             /* the node of each state's rate */
  std::vector<std::string> parameter; /* how each parameter is written in C, in the order in which they lie in memory */
};

Body recorded_body();

}  // namespace record

#endif
