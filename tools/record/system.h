/* A system of equations, run once over recorded numbers. */
#ifndef ZN_RECORD_SYSTEM_H
#define ZN_RECORD_SYSTEM_H

#include <string>
#include <vector>

#include "graph.h"

namespace record {

struct System {
  std::string name;   /* "body": the equations lie in src/body, and what is written of them is called zn_body_... */
  std::string person; /* the C type of where the parameters lie */
  Graph graph;
  std::vector<int> rates;             /* the node of each state's rate */
  std::vector<std::string> parameter; /* how each parameter is written in C, in the order in which they lie in memory */
};

System recorded_body();
System recorded_solute();

}  // namespace record

#endif
