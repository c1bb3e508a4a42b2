#define ZN_REAL "recording.h"
#include "solute/solute.inc"

#include "system.h"

namespace record {

/* All parameters are one array of numbers here: they are made for a journey and have no names of their own. */
System recorded_solute() {
  graph = Graph();
  static zn_solute_states y, rates;
  static zn_stretch stretch;
  fill(&y, Kind::state);
  fill(&stretch, Kind::parameter);
  zn_stretch_rates(zn_real::of(graph.symbol(Kind::time, 0)), &y, &stretch, &rates);
  System solute{"solute", "zn_real", graph, nodes(rates), {}};
  for (std::size_t i = 0; i < sizeof stretch / sizeof(zn_real); i++) solute.parameter.push_back("p[" + std::to_string(i) + "]");
  return solute;
}

}  // namespace record
